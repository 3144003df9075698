"""Connecting: the least permissions, PKCE, a browser here or elsewhere, and what can go wrong."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import keyring
import pytest
import requests
from keyring.backends import fail
from pydantic import ValidationError

from connectors import load
from connectors.google import scopes
from connectors.google.methods import allowed
from connectors.google.settings import GoogleSettings
from syncd.errors import AccountError
from syncd.model import Role
from tests.connectors.google.consent import BrowserWindow, decide
from tests.connectors.google.test_guard import gmail_of
from tests.connectors.google.world import settings_for, surroundings_in
from tests.connectors.test_secrets import Remembering
from tests.servers.google import GoogleServer
from tests.servers.google.discovery import scopes_of

KIND = load("google")


@dataclass
class Person:
    """Somebody at the terminal, with a browser elsewhere."""

    said: list[str] = field(default_factory=list)
    #: What they do with the page's address; returns what they paste.
    paste: Any = decide

    def say(self, line: str) -> None:
        self.said.append(line)

    def ask(self, question: str) -> str:
        page = next(line for line in self.said if line.startswith("http"))
        return str(self.paste(page))


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def connect(
    google: GoogleServer,
    folder: Path,
    person: Person,
    *,
    browser: bool = False,
    drafts: bool = True,
    **changes: Any,
) -> str:
    assert KIND.connect is not None
    return KIND.connect(
        "work",
        settings_for(google, folder, **changes),
        surroundings_in(folder, drafts=drafts),
        browser=browser,
        say=person.say,
        ask=person.ask,
    )


def mark(google: GoogleServer, folder: Path, *, drafts: bool = True, **changes: Any) -> str:
    """A first call of the account."""
    surroundings = surroundings_in(folder, drafts=drafts)
    account = KIND.open("work", settings_for(google, folder, **changes), surroundings)
    return gmail_of(account).mark(Role.INBOX)


def test_connecting_in_the_browser_makes_the_account_work(
    google: GoogleServer, tmp_path: Path, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = BrowserWindow()
    monkeypatch.setattr("webbrowser.open", window)
    told = connect(google, tmp_path, person, browser=True)
    assert told.startswith("Connected work")
    assert mark(google, tmp_path)
    asked = parse_qs(urlsplit(window.opened[0]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"][0].startswith("http://127.0.0.1:")


def test_connecting_without_a_browser_takes_the_pasted_address(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    connect(google, tmp_path, person)
    assert mark(google, tmp_path)


def test_the_code_alone_may_be_pasted_too(google: GoogleServer, tmp_path: Path) -> None:
    person = Person(paste=lambda page: parse_qs(urlsplit(decide(page)).query)["code"][0])
    connect(google, tmp_path, person)
    assert mark(google, tmp_path)


def test_every_permission_is_said_with_its_reason_before_it_is_asked(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    connect(google, tmp_path, person)
    page = next(n for n, line in enumerate(person.said) if line.startswith("http"))
    before = "\n".join(person.said[:page])
    for scope in scopes.needed(settings_for(google, tmp_path), drafts=True):
        assert f"{scope.rpartition('/')[2]}: {scopes.WHY[scope]}" in before


MAIL = "gmail.readonly gmail.insert"
ALL_CALENDARS = "calendar.events.readonly calendar.calendarlist.readonly"


@pytest.mark.parametrize(
    ("changes", "drafts", "expected"),
    [
        ({}, True, f"{ALL_CALENDARS} {MAIL} gmail.compose"),
        ({}, False, f"{ALL_CALENDARS} {MAIL}"),
        ({"calendars": ("primary", "x@group")}, False, f"calendar.events.readonly {MAIL}"),
        ({"calendars": ("Family",)}, False, f"{ALL_CALENDARS} {MAIL}"),
        ({"withdraw": True}, True, f"{ALL_CALENDARS} gmail.modify"),
        ({"contacts": True}, False, f"{ALL_CALENDARS} {MAIL} contacts.readonly"),
    ],
)
def test_the_least_is_asked_for(
    google: GoogleServer,
    tmp_path: Path,
    person: Person,
    changes: dict[str, Any],
    drafts: bool,
    expected: str,
) -> None:
    connect(google, tmp_path, person, drafts=drafts, **changes)
    page = next(line for line in person.said if line.startswith("http"))
    asked = parse_qs(urlsplit(page).query)["scope"][0].split()
    assert [scope.rpartition("/")[2] for scope in asked] == expected.split()
    assert mark(google, tmp_path, drafts=drafts, **changes)


@pytest.mark.parametrize("withdraw", [False, True])
@pytest.mark.parametrize("drafts", [False, True])
def test_the_least_is_enough_for_every_call_it_allows(drafts: bool, withdraw: bool) -> None:
    settings = GoogleSettings(client_file=Path("x"), contacts=True, withdraw=withdraw)
    given = set(scopes.needed(settings, drafts=drafts))
    for method in allowed(drafts=drafts, withdraw=withdraw):
        assert given & scopes_of(method.id), method.id


def test_saying_no_is_understood(google: GoogleServer, tmp_path: Path) -> None:
    person = Person(paste=lambda page: decide(page, agree=False))
    with pytest.raises(AccountError, match="did not agree"):
        connect(google, tmp_path, person)
    assert not (tmp_path / "token.json").exists()


def test_a_permission_that_was_not_ticked_is_named(google: GoogleServer, tmp_path: Path) -> None:
    person = Person(paste=lambda page: decide(page, without=[scopes.DRAFTS]))
    with pytest.raises(AccountError, match=r"gmail\.compose"):
        connect(google, tmp_path, person)
    assert not (tmp_path / "token.json").exists()


def test_an_answer_to_another_question_is_not_taken(google: GoogleServer, tmp_path: Path) -> None:
    person = Person(paste=lambda page: decide(page).replace("state=", "state=x"))
    with pytest.raises(AccountError, match="does not belong"):
        connect(google, tmp_path, person)


def test_a_code_that_was_made_up_gives_no_token(google: GoogleServer, tmp_path: Path) -> None:
    with pytest.raises(AccountError, match="invalid_grant"):
        connect(google, tmp_path, Person(paste=lambda _: "4/made-up"))


def test_a_client_that_google_no_longer_knows_is_told(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    path = tmp_path / "old.json"
    old = google.oauth.client_file(google.address)
    old["installed"]["client_secret"] = "changed since"
    path.write_text(json.dumps(old))
    with pytest.raises(AccountError, match="invalid_client") as raised:
        connect(google, tmp_path, person, client_file=path)
    assert "download its file again" in raised.value.advice


def test_strangers_who_call_at_the_loopback_port_do_not_end_the_waiting(
    google: GoogleServer, tmp_path: Path, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    statuses: list[int] = []

    def strangers(back: str) -> None:
        base = back.partition("?")[0]
        addresses = (base, f"{base}favicon.ico", f"{base}?code=evil&state=guess")
        statuses.extend(requests.get(a, timeout=10).status_code for a in addresses)

    window = BrowserWindow(first=strangers)
    monkeypatch.setattr("webbrowser.open", window)
    connect(google, tmp_path, person, browser=True)
    assert statuses == [404, 404, 404]
    assert mark(google, tmp_path)


def test_a_browser_that_never_answers_is_given_up_with_advice(
    google: GoogleServer, tmp_path: Path, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    monkeypatch.setattr("connectors.google.auth._WAIT", 0.05)
    with pytest.raises(AccountError, match="--no-browser"):
        connect(google, tmp_path, person, browser=True)


def test_a_project_in_testing_is_warned_of(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    google.oauth.testing = True
    connect(google, tmp_path, person)
    assert "“Testing”" in person.said[-1]


def test_the_token_lies_in_the_keyring_where_there_is_one(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    ring = Remembering()
    keyring.set_keyring(ring)
    told = connect(google, tmp_path, person, token_file=None)
    assert "keyring" in told
    assert list(ring.kept) == [("syncd", "work/token")]
    assert mark(google, tmp_path, token_file=None)
    refresh_token = json.loads(ring.kept[("syncd", "work/token")])["refresh_token"]
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert not any(refresh_token in p.read_text(errors="replace") for p in files)


@pytest.mark.skipif(sys.platform == "win32", reason="no file modes on Windows")
def test_without_a_keyring_the_token_lies_in_a_private_file(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    told = connect(google, tmp_path, person, token_file=None)
    (path,) = (tmp_path / "state" / "secrets").iterdir()
    assert str(path) in told
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert mark(google, tmp_path, token_file=None)


def test_no_secret_is_left_in_the_environment_and_plain_http_stays_forbidden(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    before = dict(os.environ)
    connect(google, tmp_path, person)
    assert dict(os.environ) == before


def test_an_account_that_is_not_connected_says_what_to_do(
    google: GoogleServer, tmp_path: Path
) -> None:
    with pytest.raises(AccountError, match="syncd connect work") as raised:
        mark(google, tmp_path)
    assert raised.value.permanent
    assert google.seen == []


def test_a_permission_that_died_after_seven_days_says_why_and_comes_back(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    connect(google, tmp_path, person)
    google.oauth.expire_refresh_tokens()
    with pytest.raises(AccountError, match="invalid_grant") as raised:
        mark(google, tmp_path)
    assert raised.value.permanent
    assert "syncd connect work" in raised.value.advice
    assert "Testing" in raised.value.advice
    connect(google, tmp_path, Person())
    assert mark(google, tmp_path)


def test_a_config_that_now_needs_more_asks_to_connect_again(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    connect(google, tmp_path, person)
    with pytest.raises(AccountError, match=r"contacts\.readonly") as raised:
        mark(google, tmp_path, contacts=True)
    assert raised.value.permanent


def test_another_client_file_asks_to_connect_again(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    connect(google, tmp_path, person)
    other = json.loads((tmp_path / "client.json").read_text())
    other["installed"]["client_id"] = "other"
    (tmp_path / "other.json").write_text(json.dumps(other))
    with pytest.raises(AccountError, match="another client file"):
        mark(google, tmp_path, client_file=tmp_path / "other.json")


def test_a_refresh_token_that_google_changes_is_kept(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    connect(google, tmp_path, person)
    google.oauth.rotate = True
    mark(google, tmp_path)
    google.oauth.rotate = False
    assert mark(google, tmp_path)


def test_an_unreachable_token_address_is_not_a_lost_permission(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    connect(google, tmp_path, person)
    google.stop()
    with pytest.raises(AccountError) as raised:
        mark(google, tmp_path)
    assert not raised.value.permanent


def test_revoking_tells_google_and_forgets(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    connect(google, tmp_path, person)
    assert KIND.revoke is not None
    settings, surroundings = settings_for(google, tmp_path), surroundings_in(tmp_path)
    assert "Revoked" in KIND.revoke("work", settings, surroundings)
    assert not (tmp_path / "token.json").exists()
    assert [seen.path for seen in google.seen][-1] == "/revoke"
    assert "was not connected" in KIND.revoke("work", settings, surroundings)


def test_revoking_while_google_is_away_keeps_the_token(
    google: GoogleServer, tmp_path: Path, person: Person
) -> None:
    connect(google, tmp_path, person)
    settings, surroundings = settings_for(google, tmp_path), surroundings_in(tmp_path)
    google.stop()
    assert KIND.revoke is not None
    with pytest.raises(AccountError, match="still there"):
        KIND.revoke("work", settings, surroundings)
    assert (tmp_path / "token.json").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no client file"),
        ("{", "cannot be read"),
        ('{"web": {"client_id": "x"}}', "web application"),
        ('{"installed": {}}', "no client file of Google's"),
        ("[]", "no client file of Google's"),
    ],
)
def test_a_client_file_that_is_not_one_says_so(
    google: GoogleServer, tmp_path: Path, person: Person, content: str | None, message: str
) -> None:
    path = tmp_path / "mine.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(AccountError, match=message) as raised:
        connect(google, tmp_path, person, client_file=path)
    assert raised.value.advice


@pytest.mark.parametrize("key", ["api_endpoint", "auth_endpoint", "token_endpoint"])
@pytest.mark.parametrize(
    "address", ["https://evil.example", "http://127.0.0.1.evil.example", "file:///etc/passwd", "x"]
)
def test_other_endpoints_are_on_this_machine_only(key: str, address: str) -> None:
    with pytest.raises(ValidationError, match="on this machine"):
        GoogleSettings(client_file=Path("x"), **{key: address})


def test_unknown_keys_are_refused_and_home_is_understood() -> None:
    with pytest.raises(ValidationError):
        GoogleSettings(client_file=Path("x"), calendar=["primary"])  # type: ignore[call-arg]
    assert GoogleSettings(client_file=Path("~/c.json")).client_file == Path.home() / "c.json"
