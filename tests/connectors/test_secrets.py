"""Secrets lie in the keyring where there is one, else in a file that nobody else can read."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked, PasswordDeleteError

from connectors.secrets import Secrets, read_private, write_private
from syncd.errors import AccountError

posix = pytest.mark.skipif(sys.platform == "win32", reason="no file modes on Windows")


class Remembering(KeyringBackend):
    """A keyring in memory, that can be locked."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._unlocked()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._unlocked()
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        self._unlocked()
        if (service, username) not in self.kept:
            raise PasswordDeleteError("no such password")
        del self.kept[(service, username)]

    def _unlocked(self) -> None:
        if self.locked:
            raise KeyringLocked("the collection is locked")


@pytest.fixture
def ring() -> Iterator[Remembering]:
    before = keyring.get_keyring()
    ring = Remembering()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def no_ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def test_a_secret_goes_into_the_keyring_and_not_into_a_file(
    ring: Remembering, tmp_path: Path
) -> None:
    secrets = Secrets(tmp_path)
    place = secrets.set("work", "token", "s3cret")
    assert place.startswith("the keyring")
    assert secrets.get("work", "token") == "s3cret"
    assert ring.kept == {("syncd", "work/token"): "s3cret"}
    assert not list(tmp_path.rglob("*"))


@posix
def test_without_a_keyring_it_goes_into_a_file_that_only_the_owner_reads(
    no_ring: None, tmp_path: Path
) -> None:
    secrets = Secrets(tmp_path / "state")
    place = secrets.set("work", "token", "s3cret")
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    assert str(path) in place
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert secrets.get("work", "token") == "s3cret"


@posix
def test_a_file_that_others_may_read_is_refused_with_advice(no_ring: None, tmp_path: Path) -> None:
    secrets = Secrets(tmp_path)
    secrets.set("work", "token", "s3cret")
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    path.chmod(0o644)
    with pytest.raises(AccountError, match="chmod 600") as raised:
        secrets.get("work", "token")
    assert raised.value.permanent


def test_accounts_and_names_do_not_see_each_other(no_ring: None, tmp_path: Path) -> None:
    secrets = Secrets(tmp_path)
    secrets.set("work", "token", "one")
    secrets.set("../work", "token", "two")
    assert secrets.get("work", "token") == "one"
    assert secrets.get("../work", "token") == "two"
    assert secrets.get("home", "token") is None
    assert all(p.is_relative_to(tmp_path / "secrets") for p in tmp_path.rglob("*.token"))


def test_a_locked_keyring_is_told_and_not_taken_for_an_absent_secret(
    ring: Remembering, tmp_path: Path
) -> None:
    secrets = Secrets(tmp_path)
    secrets.set("work", "token", "s3cret")
    ring.locked = True
    with pytest.raises(AccountError, match="Unlock the keyring") as raised:
        secrets.get("work", "token")
    assert not raised.value.permanent


def test_a_keyring_that_refuses_to_keep_leaves_the_secret_in_a_file(
    ring: Remembering, tmp_path: Path
) -> None:
    ring.locked = True
    place = Secrets(tmp_path).set("work", "token", "s3cret")
    assert place.startswith("the file")
    assert Secrets(tmp_path).get("work", "token") == "s3cret"


def test_keeping_it_in_the_keyring_removes_the_file_from_before(tmp_path: Path) -> None:
    before = keyring.get_keyring()
    try:
        keyring.set_keyring(fail.Keyring())
        Secrets(tmp_path).set("work", "token", "old")
        keyring.set_keyring(Remembering())
        Secrets(tmp_path).set("work", "token", "new")
        assert Secrets(tmp_path).get("work", "token") == "new"
        assert not [p for p in tmp_path.rglob("*") if p.is_file()]
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize("kind", ["ring", "no_ring"])
def test_a_deleted_secret_is_gone(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    request.getfixturevalue(kind)
    secrets = Secrets(tmp_path)
    secrets.set("work", "token", "s3cret")
    assert secrets.delete("work", "token")
    assert secrets.get("work", "token") is None
    assert not secrets.delete("work", "token")


def test_a_systemd_credential_is_read_first(
    no_ring: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Secrets(tmp_path).set("work", "password", "from the file")
    handed_in = tmp_path / "credentials"
    handed_in.mkdir()
    (handed_in / "work.password").write_text("from systemd\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed_in))
    assert Secrets(tmp_path).get("work", "password") == "from systemd"


def test_a_private_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "inner" / "token"
    write_private(path, "one")
    write_private(path, "two")
    assert read_private(path, "work") == "two"
    assert [p.name for p in path.parent.iterdir()] == ["token"]


def test_a_private_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "token"
    write_private(path, "x")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(AccountError, match="cannot be read"):
        read_private(path, "work")
