"""Where accounts keep their passwords and tokens: the system's keyring, else a file only you read.

A headless machine has no keyring; there the fallback is a 0600 file in a 0700 folder. Under
systemd a secret may also be handed in as a credential (systemd.exec(5), ``LoadCredential=``),
named ``ACCOUNT.NAME``; such a one is read first and never written.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import quote

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringError, PasswordDeleteError

from syncd.errors import AccountError

_SERVICE = "syncd"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Secrets:
    """The secrets of accounts, each known by the account's name and one of its own."""

    def __init__(self, state: Path) -> None:
        """``state`` is the folder of `Surroundings`, used where there is no keyring."""
        self._folder = state / "secrets"

    def get(self, account: str, name: str) -> str | None:
        """The secret, None when there is none. Raises AccountError when it cannot be looked up."""
        handed_in = _credential(account, name)
        if handed_in is not None:
            return handed_in
        stored = self._from_file(account, name)
        if stored is not None or not _usable():
            return stored
        try:
            return keyring.get_password(_SERVICE, _user(account, name))
        except KeyringError as error:
            raise AccountError(
                account,
                f"The keyring does not give out the {name} of {account}: {error}",
                advice="Unlock the keyring, or set up the account again where syncd runs.",
            ) from error

    def set(self, account: str, name: str, value: str) -> str:
        """Keep a secret; returns the place where it lies now, as part of a sentence."""
        if _usable():
            with suppress(KeyringError):
                keyring.set_password(_SERVICE, _user(account, name), value)
                self._path(account, name).unlink(missing_ok=True)
                return f"the keyring ({keyring.get_keyring().name})"
        path = self._path(account, name)
        write_private(path, value)
        return f"the file {path}, readable only by you (this machine offers no keyring)"

    def delete(self, account: str, name: str) -> bool:
        """Forget a secret wherever it lies; whether there was one."""
        path = self._path(account, name)
        found = path.exists()
        path.unlink(missing_ok=True)
        if _usable():
            with suppress(PasswordDeleteError):
                keyring.delete_password(_SERVICE, _user(account, name))
                found = True
        return found

    def _from_file(self, account: str, name: str) -> str | None:
        return read_private(self._path(account, name), account)

    def _path(self, account: str, name: str) -> Path:
        return self._folder / f"{quote(account, safe='')}.{quote(name, safe='')}"


def read_private(path: Path, account: str) -> str | None:
    """The text of a file that only its owner may read, None when there is none.

    Raises AccountError when others may read it, or when it cannot be read.
    """
    try:
        if sys.platform != "win32" and path.stat().st_mode & _OTHERS:
            raise AccountError(
                account,
                f"Others on this machine may read {path}.",
                advice=f"Run `chmod 600 {path}`; if it is shared, connect the account anew.",
                permanent=True,
            )
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise AccountError(account, f"{path} cannot be read: {error}", permanent=True) from error


def write_private(path: Path, value: str) -> None:
    """Write a file that only its owner can read (0600, its folder 0700), whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(  # made with mode 0600
        "w", encoding="utf-8", dir=path.parent, prefix=".", delete=False
    ) as new:
        new.write(value)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(path)


def _credential(account: str, name: str) -> str | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        return None
    path = Path(folder) / f"{quote(account, safe='')}.{quote(name, safe='')}"
    return path.read_text(encoding="utf-8").rstrip("\n") if path.is_file() else None


def _usable() -> bool:
    """Whether there is a keyring behind the library, not one that refuses or forgets."""
    backend: KeyringBackend = keyring.get_keyring()
    return not isinstance(backend, fail.Keyring | null.Keyring)


def _user(account: str, name: str) -> str:
    return f"{account}/{name}"
