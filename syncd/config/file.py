"""Where the config file is found, and reading it as TOML."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import platformdirs

from syncd.errors import ConfigError, Problem

_MAX_BYTES = 1_000_000
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


def default_path() -> Path:
    """The config file in the platform's config folder."""
    return Path(platformdirs.user_config_dir("syncd", appauthor=False)) / "config.toml"


def find(option: Path | None) -> Path:
    """The config file to use: the option, ``$SYNCD_CONFIG``, the platform's folder; in this order.

    Raises ConfigError when it is not there.
    """
    named = os.environ.get("SYNCD_CONFIG")
    path = option or (Path(named).expanduser() if named else default_path())
    if not path.is_file():
        raise ConfigError(
            message=f"There is no config file at {path}.",
            advice="Write one with `syncd init`, or name another with --config.",
        )
    return path


def read(path: Path) -> dict[str, Any]:
    """The file's tables. Raises ConfigError when it cannot be read or is not TOML."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(message=f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > _MAX_BYTES:
        raise ConfigError(message=f"{path} is larger than {_MAX_BYTES // 1000} kB.")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(message=f"{path} is not UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([place(data, error)], message=f"{path} is not valid TOML.") from error


def place(data: bytes, error: tomllib.TOMLDecodeError) -> Problem:
    """Where a text stops being TOML, and why."""
    match = _TOML_PLACE.search(str(error))
    line = int(match[1]) if match else data.count(b"\n") + 1
    lines = data.decode("utf-8-sig").splitlines()
    shown = lines[line - 1].strip()[:60] if 0 < line <= len(lines) else ""
    return Problem(f"line {line}", shown, _TOML_PLACE.sub("", str(error)).strip() + ".")
