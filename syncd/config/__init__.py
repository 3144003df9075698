"""The config file: TOML in, frozen settings out, every mistake at once.

Accounts and rules stay raw tables here: what they may contain is known to the connectors and to
`rules`, and `syncd.wiring` puts the three lists of mistakes together.
"""

from syncd.config.file import default_path, find, read
from syncd.config.settings import DefaultsTable, Settings, parse

__all__ = ["DefaultsTable", "Settings", "default_path", "find", "parse", "read"]
