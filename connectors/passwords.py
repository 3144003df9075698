"""Where the password of an account comes from: a command, a file, or the keyring."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from connectors.secrets import Secrets, read_private
from syncd.errors import AccountError
from syncd.model.validation import Table

#: What the password is called in the keyring.
SECRET = "password"  # noqa: S105
_COMMAND_SECONDS = 60  # a password manager may ask for its own password first
_MAX_CHARS = 20_000  # access tokens of some companies are long


class PasswordSettings(Table):
    """Who logs in, and where the password comes from; with none of these it is in the keyring."""

    user: str = Field(min_length=1, description="What you log in with, mostly your address.")
    password_command: str | tuple[str, ...] = Field(
        default="", description='Prints the password: "pass show mail". Not run by a shell.'
    )
    password_file: Path | None = Field(
        default=None, description="Holds the password; must be readable by you alone."
    )
    token_command: str | tuple[str, ...] = Field(
        default="", description="Prints an OAuth access token, for servers without passwords."
    )


def password(account: str, settings: PasswordSettings, state: Path) -> str:
    """The password. Raises AccountError that says how to give one."""
    if settings.password_command:
        found = _run(account, settings.password_command, "password_command")
    elif settings.password_file:
        found = _first_line(read_private(settings.password_file.expanduser(), account) or "")
    else:
        found = Secrets(state).get(account, SECRET) or ""
    return _usable(account, found)


def token(account: str, settings: PasswordSettings) -> str:
    """A fresh access token from ``token_command``. Raises AccountError."""
    return _usable(account, _run(account, settings.token_command, "token_command"))


def is_kept_elsewhere(settings: PasswordSettings) -> bool:
    """Whether the config says where the password comes from, so that it need not be asked."""
    return bool(settings.password_command or settings.password_file or settings.token_command)


def _usable(account: str, found: str) -> str:
    if not found:
        raise AccountError(
            account,
            "There is no password for this account.",
            advice=_connect(account),
            permanent=True,
        )
    if not found.isprintable():
        raise AccountError(
            account,
            "The password holds characters that cannot be typed.",
            advice=_connect(account),
            permanent=True,
        )
    return found


def _run(account: str, command: str | Sequence[str], key: str) -> str:
    try:
        words = shlex.split(command) if isinstance(command, str) else list(command)
        done = subprocess.run(  # noqa: S603  # the user's own config names it
            words,
            capture_output=True,
            timeout=_COMMAND_SECONDS,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        raise AccountError(
            account, f"{key} failed: {_told(error)}", advice="Try it in a terminal."
        ) from error
    return _first_line(done.stdout[:_MAX_CHARS].decode("utf-8", "replace"))


def _told(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        said = error.stderr.decode(errors="replace").strip().splitlines()
        return said[-1][:200] if said else f"it ended with status {error.returncode}."
    if isinstance(error, subprocess.TimeoutExpired):
        return f"it took longer than {_COMMAND_SECONDS} seconds."
    return str(error)


def _first_line(text: str) -> str:
    lines = text[:_MAX_CHARS].splitlines()
    return lines[0] if lines else ""


def _connect(account: str) -> str:
    return f"Run `syncd connect {account}`."
