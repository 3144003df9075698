"""syncd: a brief before each networking meeting, a draft afterwards, never anything sent."""

__version__ = "0.1.0"
