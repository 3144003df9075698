"""`syncd connect` for calendars: from an address to a checked login."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from connectors.caldav import KIND
from connectors.caldav.connect import connect
from connectors.caldav.settings import DavSettings
from connectors.contract import Surroundings
from connectors.discover import Target
from syncd.errors import AccountError
from tests.connectors.caldav.worlds import Others
from tests.connectors.people import Person, Published
from tests.contracts.calendar import Caller, an_event
from tests.servers.radicale import Radicale


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def around(state: Path) -> Surroundings:
    return Surroundings(state=state, now=None)  # type: ignore[arg-type]


def test_the_password_is_asked_for_tried_and_kept_for_the_daemon(
    radicale: Radicale, tmp_path: Path
) -> None:
    Others(radicale).put("one@example.com", an_event("one@example.com"))
    person, state = Person("swordfish"), tmp_path / "state"
    settings = DavSettings(user=radicale.user, url=radicale.url)
    done = connect("family", settings, around(state), browser=False, say=person.say, ask=person.ask)
    assert person.asked == ["Password of robin: "]
    assert "work" in done
    assert "readable only by you" in done
    (kept,) = (state / "secrets").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    account = KIND.open("family", settings, around(state))
    assert account.calendar
    caller = Caller()
    caller.pull(account.calendar)
    assert caller.uids == {"one@example.com"}
    account.close()


def test_a_wrong_password_is_not_kept(radicale: Radicale, tmp_path: Path) -> None:
    person, settings = Person("wrong"), DavSettings(user=radicale.user, url=radicale.url)
    with pytest.raises(AccountError, match="does not accept the password"):
        connect("family", settings, around(tmp_path), browser=False, say=person.say, ask=person.ask)
    assert list(tmp_path.rglob("*password*")) == []


def test_without_an_address_the_one_that_was_found_is_remembered_and_used(
    secure_radicale: Radicale, tmp_path: Path
) -> None:
    """Whoever logs in as robin@localhost is looked for on localhost."""
    secure_radicale.stop()
    users = secure_radicale.home.parent / "users"
    users.write_text("robin@localhost:swordfish\n")
    secure_radicale.user = "robin@localhost"
    secure_radicale.restart()
    Others(secure_radicale)
    settings = DavSettings(user="robin@localhost", ca_file=secure_radicale.ca)
    person = Person("swordfish", "n")
    found = Target("elsewhere.example", 443), Target("localhost", secure_radicale.port)
    published = Published("_caldavs", found)
    connect(
        "family", settings, around(tmp_path), browser=False, say=person.say, ask=person.ask,
        lookup=published,
    )  # fmt: skip
    assert person.asked[1:] == ["Is elsewhere.example really your server? [y/N] "]
    account = KIND.open("family", settings, around(tmp_path))
    assert account.calendar
    assert all(line.ok for line in account.calendar.check())
    account.close()
    assert KIND.revoke
    assert "forgotten" in KIND.revoke("family", settings, around(tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_where_nothing_is_found_the_address_is_asked_for(
    radicale: Radicale, tmp_path: Path
) -> None:
    Others(radicale)
    settings = DavSettings(user="robin")
    person = Person("swordfish", radicale.url)
    done = connect(
        "family", settings, around(tmp_path), browser=False, say=person.say, ask=person.ask,
        lookup=Published(),
    )  # fmt: skip
    assert "work" in done
    person = Person("swordfish", "not an address")
    with pytest.raises(AccountError, match="not the address of a server"):
        connect(
            "family", settings, around(tmp_path), browser=False, say=person.say, ask=person.ask,
            lookup=Published(),
        )  # fmt: skip


def test_an_unconnected_account_says_how_to_connect_it(tmp_path: Path) -> None:
    account = KIND.open("family", DavSettings(user="robin"), around(tmp_path))
    assert account.calendar
    (line,) = account.calendar.check()
    assert not line.ok
    assert "syncd connect family" in line.advice
