"""`syncd connect` for mail: from an address to a checked login."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from connectors.contract import Surroundings
from connectors.discover import Lookup, Target
from connectors.imap import KIND
from connectors.imap.connect import connect, place
from connectors.imap.settings import ImapSettings
from syncd.errors import AccountError
from tests.connectors.people import Person, Published
from tests.contracts.mailbox import NOW
from tests.servers.dovecot import Dovecot

ME = "robin@localhost"


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def around(state: Path) -> Surroundings:
    return Surroundings(state=state, now=lambda: NOW)


def connected(person: Person, settings: ImapSettings, state: Path, lookup: Lookup) -> str:
    return connect(
        "home", settings, around(state), browser=False, say=person.say, ask=person.ask,
        lookup=lookup,
    )  # fmt: skip


def works(settings: ImapSettings, state: Path) -> bool:
    account = KIND.open("home", settings, around(state))
    assert account.mailbox
    try:
        return all(line.ok for line in account.mailbox.check())
    finally:
        account.close()


def test_the_server_is_found_the_password_tried_and_both_kept(
    rich: Dovecot, tmp_path: Path
) -> None:
    settings = ImapSettings(user=ME, ca_file=rich.ca)
    person = Person("swordfish")
    lookup = Published("_imaps._tcp", [Target("localhost", rich.tls_port or 0)])
    done = connected(person, settings, tmp_path, lookup)
    assert person.asked == [f"Password of {ME}: "]
    assert any("the DNS of localhost" in line for line in person.heard)
    assert "readable only by you" in done
    assert works(settings, tmp_path)
    assert KIND.revoke
    KIND.revoke("home", settings, around(tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not works(settings, tmp_path)


def test_a_server_found_with_starttls_is_used_with_starttls(rich: Dovecot, tmp_path: Path) -> None:
    settings = ImapSettings(user=ME, ca_file=rich.ca)
    lookup = Published("_imap._tcp", [Target("localhost", rich.port)])
    connected(Person("swordfish"), settings, tmp_path, lookup)
    assert works(settings, tmp_path)
    assert "TLS" in rich.process.log


def test_a_server_whose_certificate_is_not_trusted_is_never_shown_a_password(
    rich: Dovecot, tmp_path: Path
) -> None:
    person = Person("")
    lookup = Published("_imaps._tcp", [Target("localhost", rich.tls_port or 0)])
    with pytest.raises(AccountError, match="Without the name"):
        connected(person, ImapSettings(user=ME), tmp_path, lookup)
    assert person.asked == ["Name of your IMAP server: "]


def test_a_wrong_password_is_not_kept(rich: Dovecot, tmp_path: Path) -> None:
    settings = ImapSettings(user=ME, host="localhost", port=rich.tls_port, ca_file=rich.ca)
    with pytest.raises(AccountError, match="does not accept the password"):
        connected(Person("wrong"), settings, tmp_path, Published())
    assert list(tmp_path.rglob("*password*")) == []


def test_a_password_that_the_config_names_is_not_asked_for(rich: Dovecot, tmp_path: Path) -> None:
    settings = ImapSettings(
        user=ME, host="localhost", port=rich.tls_port, ca_file=rich.ca,
        password_command="echo swordfish",
    )  # fmt: skip
    person = Person()
    done = connected(person, settings, tmp_path, Published())
    assert person.asked == []
    assert "the config names" in done
    assert works(settings, tmp_path)


def test_an_unconnected_account_says_how_to_connect_it(tmp_path: Path) -> None:
    account = KIND.open("home", ImapSettings(user="robin@example.com"), around(tmp_path))
    assert account.mailbox
    (line,) = account.mailbox.check()
    assert not line.ok
    assert "syncd connect home" in line.advice


def test_a_large_providers_account_needs_no_host(tmp_path: Path) -> None:
    server = place("home", ImapSettings(user="robin@fastmail.com"), around(tmp_path))()
    assert str(server) == "imap.fastmail.com:993"
