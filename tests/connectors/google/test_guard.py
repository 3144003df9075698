"""Nothing but the short list gets out, whoever asks for it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import googleapiclient
import pytest

from connectors.contract import Account
from connectors.google.guard import HOSTS, Guard
from connectors.google.mailbox import GmailMailbox
from connectors.google.methods import READS, allowed
from syncd.errors import RefusedError
from syncd.model import Kind, Role
from tests.builders import ADA, ME, TEN
from tests.connectors.google.test_events import an_event
from tests.connectors.google.world import Browser, an_account
from tests.contracts.mailbox import INBOX, Mirror, a_letter, a_mail, letter_id, mail_id
from tests.servers.google import GoogleServer

CALENDAR, GMAIL = "https://www.googleapis.com", "https://gmail.googleapis.com"
EVERYTHING = Guard(allowed(drafts=True, withdraw=True))
_DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"


def gmail_of(account: Account) -> GmailMailbox:
    assert isinstance(account.mailbox, GmailMailbox)
    return account.mailbox


def every_method() -> list[Any]:
    """(id, verb, address) of every method of the three APIs."""
    found = []
    for name in ("calendar.v3", "gmail.v1", "people.v1"):
        document = json.loads((_DOCUMENTS / f"{name}.json").read_text())
        stack = [document]
        while stack:
            node = stack.pop()
            stack += node.get("resources", {}).values()
            for spec in node.get("methods", {}).values():
                path = spec.get("flatPath", spec["path"])
                for parameter in spec.get("parameters", {}):
                    value = {"userId": "me", "resourceName": "people/me"}.get(parameter, "x1")
                    path = path.replace("{" + parameter + "}", value)
                path = path.replace("{peopleId}", "me")
                address = document["rootUrl"] + document["servicePath"] + path
                found.append((spec["id"], spec["httpMethod"], address))
    return found


def test_of_all_methods_of_the_three_apis_only_the_short_list_passes() -> None:
    passed = set()
    for id_, verb, address in every_method():
        guard = Guard(allowed(drafts=True, withdraw=True))
        guard.own("x1")
        try:
            assert guard.admit(verb, address, {}).id == id_
            passed.add(id_)
        except RefusedError:
            pass
    assert len(every_method()) > 130
    assert passed == {
        "calendar.calendarList.list",
        "calendar.events.list",
        "gmail.users.getProfile",
        "gmail.users.history.list",
        "gmail.users.labels.list",
        "gmail.users.messages.list",
        "gmail.users.messages.get",
        "gmail.users.messages.insert",
        "gmail.users.messages.trash",
        "gmail.users.threads.get",
        "gmail.users.drafts.list",
        "gmail.users.drafts.get",
        "gmail.users.drafts.create",
        "gmail.users.drafts.update",
        "gmail.users.drafts.delete",
        "people.people.connections.list",
    }


def test_with_drafts_off_there_is_one_write_and_it_puts_mail_into_the_inbox() -> None:
    writes = [m.id for m in allowed(drafts=False, withdraw=False) if m.write]
    assert writes == ["gmail.users.messages.insert"]


@pytest.mark.parametrize(
    "method",
    [
        "gmail.users.messages.send",
        "gmail.users.drafts.send",
        "gmail.users.messages.batchDelete",
        "gmail.users.messages.batchModify",
        "gmail.users.messages.import_",
    ],
)
def test_sending_and_mass_changes_are_refused_even_when_called_directly(
    google: GoogleServer, tmp_path: Path, method: str
) -> None:
    account = gmail_of(an_account(google, tmp_path, withdraw=True))._account
    with pytest.raises(RefusedError):
        account.call(method, userId="me", body={"raw": "x", "id": "r1", "ids": ["1"]})
    assert google.seen == []


@pytest.mark.parametrize(
    "method", ["delete", "modify", "untrash", "trash"], ids=lambda m: f"messages.{m}"
)
def test_mail_that_was_not_looked_at_is_not_touched(
    google: GoogleServer, tmp_path: Path, method: str
) -> None:
    message = google.arrive(a_mail("treasure"))
    account = gmail_of(an_account(google, tmp_path, withdraw=True))._account
    with pytest.raises(RefusedError):
        account.call(f"gmail.users.messages.{method}", userId="me", id=message.id)
    assert google.seen == []
    assert message.labels == {"INBOX", "UNREAD"}


def test_being_ours_is_good_for_one_call() -> None:
    guard = Guard(allowed(drafts=True, withdraw=False))
    address = f"{GMAIL}/gmail/v1/users/me/drafts/r1"
    guard.own("r1")
    assert guard.admit("DELETE", address, {}).id == "gmail.users.drafts.delete"
    with pytest.raises(RefusedError):
        guard.admit("DELETE", address, {})


@pytest.mark.parametrize(
    ("verb", "address"),
    [
        ("GET", "http://gmail.googleapis.com/gmail/v1/users/me/profile"),
        ("GET", "https://gmail.googleapis.com.evil.example/gmail/v1/users/me/profile"),
        ("GET", "https://evil@gmail.googleapis.com/gmail/v1/users/me/profile"),
        ("GET", "https://gmail.googleapis.com:8443/gmail/v1/users/me/profile"),
        ("GET", "https://www.googleapis.com/gmail/v1/users/me/profile"),
        ("GET", "https://gmail.googleapis.com/gmail/v1/users/someone@else.example/profile"),
        ("GET", "https://gmail.googleapis.com/gmail/v1/users/me/messages/..%2f..%2fsettings"),
        ("GET", "https://gmail.googleapis.com/gmail/v1/users/me/messages/.."),
        ("GET", "https://gmail.googleapis.com//gmail/v1/users/me/profile"),
        ("get", "https://gmail.googleapis.com/gmail/v1/users/me/profile"),
        ("POST", "https://gmail.googleapis.com/upload/gmail/v1/users/me/messages"),
        ("POST", "https://gmail.googleapis.com/batch"),
        ("POST", "https://gmail.googleapis.com/gmail/v1/users/me/messages?deleted=true"),
        ("POST", "https://gmail.googleapis.com/gmail/v1/users/me/messages?uploadType=media"),
        ("GET", "https://gmail.googleapis.com/gmail/v1/users/me/profile?access_token=x"),
        ("GET", "https://www.googleapis.com/calendar/v3/calendars/a%2Fb/events"),
        ("DELETE", "https://www.googleapis.com/calendar/v3/calendars/primary/events/x"),
    ],
)
def test_addresses_that_are_nearly_right_are_refused(verb: str, address: str) -> None:
    with pytest.raises(RefusedError):
        EVERYTHING.admit(verb, address, {})


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "x-http-method", "X-Method-Override"])
def test_a_request_that_says_it_is_another_is_refused(header: str) -> None:
    address = f"{GMAIL}/gmail/v1/users/me/messages"
    assert EVERYTHING.admit("POST", address, {}).write
    with pytest.raises(RefusedError):
        EVERYTHING.admit("POST", address, {header: "GET"})


def test_only_the_hosts_of_the_apis_are_spoken_to() -> None:
    assert set(HOSTS.values()) == {CALENDAR, GMAIL, "https://people.googleapis.com"}
    local = Guard(READS, "http://127.0.0.1:8790/")
    local.admit("GET", "http://127.0.0.1:8790/gmail/v1/users/me/profile", {})
    with pytest.raises(RefusedError):
        local.admit("GET", f"{GMAIL}/gmail/v1/users/me/profile", {})


def test_every_public_method_together_makes_only_calls_of_the_short_list(
    google: GoogleServer, tmp_path: Path
) -> None:
    account = an_account(google, tmp_path, withdraw=True, contacts=True, label="Projects")
    browser, mailbox = Browser(google), gmail_of(account)
    assert account.calendar is not None
    assert account.contacts is not None
    google.agenda.put(an_event())
    google.people.add("Ada Lindqvist", ADA)
    browser.plant(INBOX, a_mail("old", date=TEN - timedelta(days=90)))
    browser.plant(INBOX, a_mail("reply", in_reply_to=mail_id("old")))
    for part in (account.calendar, mailbox, account.contacts):
        assert all(check.ok for check in part.check())
    list(account.calendar.changes("", lambda _: {}))
    assert list(account.contacts.contacts())
    mirror = Mirror(mailbox).read()
    mark = mailbox.mark(Role.INBOX)
    brief = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    draft = mailbox.deliver(Role.DRAFTS, a_letter("draft-1", Kind.FOLLOW_UP))
    mirror.read()
    assert mailbox.find(letter_id("brief-1"), mark=mark)
    assert mailbox.find(letter_id("brief-1"))
    assert list(mailbox.correspondence([ADA, ME]))
    assert list(mailbox.index("", 10_000))
    better = a_letter("draft-2", Kind.FOLLOW_UP)
    assert mailbox.replace(draft, better, message_id=letter_id("draft-1")) == draft
    assert mailbox.message(draft)
    assert mailbox.remove(draft, message_id=letter_id("draft-2"))
    assert mailbox.remove(brief, message_id=letter_id("brief-1"))
    google.mail.forget_history()
    mirror.read()

    names = {method.id for method in allowed(drafts=True, withdraw=True)}
    assert set(google.methods) == names
    assert all(seen.method or seen.path == "/token" for seen in google.seen)
    print("\ncalls made:", *google.methods, sep="\n  ")
