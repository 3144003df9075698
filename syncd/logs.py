"""Logs: readable on a terminal, one JSON object a line under a service."""

from __future__ import annotations

import logging
import sys

import structlog


def configure(*, quiet: bool = False, as_json: bool | None = None) -> None:
    """Log to stderr, as JSON unless it is a terminal.

    ``quiet`` is for commands that tell in words what went wrong: it keeps errors only, and of
    those what failed rather than where in the code.
    """
    json_lines = not sys.stderr.isatty() if as_json is None else as_json
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json_lines
        # As Python writes a string: what came from outside may hold what a terminal obeys.
        else structlog.dev.ConsoleRenderer(
            exception_formatter=structlog.dev.plain_traceback, repr_native_str=True
        )
    )
    processors: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if quiet:
        processors.append(_without_traceback)
    elif json_lines:
        processors.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.ERROR if quiet else logging.INFO
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _without_traceback(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """In place of the traceback, the one line that it ends with."""
    if event.pop("exc_info", None):
        event["error"] = repr(sys.exception())
    return event
