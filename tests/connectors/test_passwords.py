"""Where passwords come from, and what is never taken for one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from connectors.passwords import SECRET, PasswordSettings, is_kept_elsewhere, password, token
from connectors.secrets import Secrets
from syncd.errors import AccountError


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def of(state: Path, **settings: object) -> str:
    return password("home", PasswordSettings.model_validate({"user": "me", **settings}), state)


def test_a_connected_account_has_its_password_from_the_secrets(tmp_path: Path) -> None:
    Secrets(tmp_path).set("home", SECRET, "swordfish")
    assert of(tmp_path) == "swordfish"


def test_a_command_prints_it_on_its_first_line(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "print('sword fish'); print('url: x')")
    assert of(tmp_path, password_command=command) == "sword fish"
    assert of(tmp_path, password_command="echo 'sword fish'") == "sword fish"


def test_a_command_is_not_run_by_a_shell(tmp_path: Path) -> None:
    assert of(tmp_path, password_command="echo a; touch /tmp/x $(b)") == "a; touch /tmp/x $(b)"


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("false",), "status 1"),
        (("no-such-program-at-all",), "No such file"),
        ((sys.executable, "-c", "import sys; sys.exit('the vault is locked')"), "locked"),
        ("'unbalanced", "quotation"),
    ],
)
def test_a_command_that_fails_says_why(tmp_path: Path, command: object, told: str) -> None:
    with pytest.raises(AccountError, match=told):
        of(tmp_path, password_command=command)


def test_a_command_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.passwords._COMMAND_SECONDS", 0.2)
    with pytest.raises(AccountError, match="longer than"):
        of(tmp_path, password_command="sleep 5")


def test_a_file_must_be_readable_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("swordfish\n")
    file.chmod(0o644)
    with pytest.raises(AccountError, match="Others on this machine") as error:
        of(tmp_path, password_file=file)
    assert "chmod 600" in error.value.advice
    file.chmod(0o600)
    assert of(tmp_path, password_file=file) == "swordfish"


@pytest.mark.parametrize("content", ["", "\n", "\nsecond line"])
def test_no_password_is_told_with_how_to_give_one(tmp_path: Path, content: str) -> None:
    file = tmp_path / "password"
    file.write_text(content)
    file.chmod(0o600)
    with pytest.raises(AccountError, match="no password") as error:
        of(tmp_path, password_file=file)
    assert "syncd connect home" in error.value.advice
    assert error.value.permanent


def test_a_password_cannot_hold_what_would_end_a_command(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_bytes(b"sword\0fish")
    file.chmod(0o600)
    with pytest.raises(AccountError, match="cannot be typed"):
        of(tmp_path, password_file=file)


def test_a_token_is_fetched_anew_each_time(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    code = f"p = {str(counter)!r}; open(p, 'a').write('x'); print('t', len(open(p).read()), sep='')"
    settings = PasswordSettings(user="me", token_command=(sys.executable, "-c", code))
    assert [token("home", settings), token("home", settings)] == ["t1", "t2"]
    assert is_kept_elsewhere(settings)
    assert not is_kept_elsewhere(PasswordSettings(user="me"))
