"""Reads are tried again within reason; a write goes out once, and a lost answer is said to be."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httplib2
import pytest

from connectors.google.guard import Guard
from connectors.google.mailbox import GmailMailbox
from connectors.google.meter import Meter
from connectors.google.methods import allowed
from connectors.google.pace import Pace
from connectors.google.transport import Transport
from syncd.errors import AccountError, AmbiguousWriteError, ItemError
from syncd.model import Kind, Role
from tests.connectors.google.test_guard import gmail_of
from tests.connectors.google.world import an_account
from tests.contracts.mailbox import NOW, a_letter, letter_id
from tests.servers.google import GoogleServer

PROFILE = "gmail.users.getProfile"
INSERT = "gmail.users.messages.insert"
CREATE = "gmail.users.drafts.create"
CUTS = ["cut before", "cut after", "reset before", "reset after"]


@pytest.fixture
def mailbox(google: GoogleServer, tmp_path: Path) -> GmailMailbox:
    return gmail_of(an_account(google, tmp_path))


def copies(google: GoogleServer, name: str) -> int:
    return sum(m.message_id == letter_id(name) for m in google.mail.messages.values())


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(("role", "method"), [(Role.INBOX, INSERT), (Role.DRAFTS, CREATE)])
def test_a_write_whose_answer_is_lost_is_sent_once_and_found_or_not(
    google: GoogleServer, mailbox: GmailMailbox, role: Role, method: str, cut: str
) -> None:
    google.mail.index_lags = True
    mark = mailbox.mark(role)
    google.faults.add(method, cut)
    kind = Kind.BRIEF if role is Role.INBOX else Kind.FOLLOW_UP
    with pytest.raises(AmbiguousWriteError):
        mailbox.deliver(role, a_letter("brief-1", kind))
    assert google.methods.count(method) == 1
    written = cut.endswith("after")
    assert copies(google, "brief-1") == (1 if written else 0)
    found = mailbox.find(letter_id("brief-1"), mark=mark)
    assert [held.role for held in found] == ([role] if written else [])


def test_the_ordinary_client_would_have_written_twice(google: GoogleServer) -> None:
    """Why we do not use httplib2 to send: this is what the FACTS warn of, shown on the fake."""
    scope = "https://www.googleapis.com/auth/gmail.insert"
    token = google.oauth.token(
        {
            "client_id": google.oauth.client_file("")["installed"]["client_id"],
            "client_secret": google.oauth.client_file("")["installed"]["client_secret"],
            "grant_type": "refresh_token",
            "refresh_token": google.oauth.grant(frozenset({scope})),
        }
    )["access_token"]
    google.faults.add(INSERT, "cut after")
    answer, _ = httplib2.Http().request(
        f"{google.address}/gmail/v1/users/me/messages",
        "POST",
        body='{"raw": "U3ViamVjdDogaGkNCg0KaGk="}',
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    assert answer.status == 200
    assert len(google.mail.messages) == 2


@pytest.mark.parametrize("status", ["500", "503"])
@pytest.mark.parametrize("after", [False, True])
def test_a_servers_own_trouble_leaves_a_write_in_doubt(
    google: GoogleServer, mailbox: GmailMailbox, status: str, after: bool
) -> None:
    mark = mailbox.mark(Role.INBOX)
    google.faults.add(INSERT, status, after=after)
    with pytest.raises(AmbiguousWriteError):
        mailbox.deliver(Role.INBOX, a_letter())
    assert google.methods.count(INSERT) == 1
    assert len(mailbox.find(letter_id(), mark=mark)) == (1 if after else 0)


@pytest.mark.parametrize("status", ["403 rate", "429"])
def test_a_write_that_came_too_often_was_not_done_for_sure(
    google: GoogleServer, mailbox: GmailMailbox, status: str
) -> None:
    google.faults.add(INSERT, status)
    with pytest.raises(AccountError) as raised:
        mailbox.deliver(Role.INBOX, a_letter())
    assert not isinstance(raised.value, AmbiguousWriteError)
    assert not raised.value.permanent
    assert google.methods.count(INSERT) == 1


def test_a_write_to_a_server_that_is_away_was_not_done_for_sure(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mailbox.mark(Role.INBOX)
    google.stop()
    with pytest.raises(AccountError) as raised:
        mailbox.deliver(Role.INBOX, a_letter())
    assert not isinstance(raised.value, AmbiguousWriteError)


@pytest.mark.parametrize("fault", ["500", "503", "403 rate", "429", "cut before", "reset after"])
def test_a_read_is_tried_again(google: GoogleServer, mailbox: GmailMailbox, fault: str) -> None:
    google.faults.add(PROFILE, fault, times=3)
    assert mailbox.mark(Role.INBOX)
    assert google.methods.count(PROFILE) == 4


def test_a_read_that_keeps_failing_is_given_up(google: GoogleServer, mailbox: GmailMailbox) -> None:
    google.faults.add(PROFILE, "503", times=99)
    with pytest.raises(AccountError) as raised:
        mailbox.mark(Role.INBOX)
    assert not raised.value.permanent
    assert google.methods.count(PROFILE) == 4


def test_a_token_that_ran_out_is_renewed_without_anybody_noticing(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mailbox.mark(Role.INBOX)
    google.oauth.expire_access_tokens()
    mailbox.deliver(Role.INBOX, a_letter())
    assert copies(google, "brief-1") == 1
    assert google.oauth.refreshes == 2


def test_a_token_that_stays_refused_asks_to_connect_again(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    google.faults.add(PROFILE, "401", times=2)
    with pytest.raises(AccountError, match="syncd connect work") as raised:
        mailbox.mark(Role.INBOX)
    assert raised.value.permanent


def test_an_api_that_is_switched_off_is_told_with_what_to_do(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    google.faults.add(PROFILE, "403 off")
    with pytest.raises(AccountError, match="Switch on the Gmail API") as raised:
        mailbox.mark(Role.INBOX)
    assert raised.value.permanent


class Answering:
    """A server that gives one answer to every request."""

    def __init__(self, head: bytes, body: bytes = b"", more: int = 0) -> None:
        self._answer, self._more = head + b"\r\n\r\n" + body, more
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.requests = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.recv(65_536)
                self.requests += 1
                try:
                    connection.sendall(self._answer)
                    for _ in range(self._more):
                        connection.sendall(b"x" * 1_000_000)
                except OSError:
                    pass


@pytest.fixture
def servers() -> Iterator[list[Answering]]:
    started: list[Answering] = []
    yield started
    for server in started:
        server.close()


class Token:
    def token(self, *, anew: bool = False) -> str:
        return "secret"


def a_transport(address: str, tmp_path: Path, **changes: Any) -> Transport:
    return Transport(
        "work",
        guard=Guard(allowed(drafts=True, withdraw=True), address),
        pace=Pace(**changes),
        meter=Meter(tmp_path, lambda: NOW),
        bearer=Token(),
        local=True,
    )


def test_a_redirection_is_not_followed(servers: list[Answering], tmp_path: Path) -> None:
    elsewhere = Answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2", b"{}")
    here = Answering(
        f"HTTP/1.1 302 Found\r\nLocation: {elsewhere.address}/\r\nContent-Length: 0".encode()
    )
    servers += [here, elsewhere]
    with pytest.raises(AccountError):
        a_transport(here.address, tmp_path).request(f"{here.address}/gmail/v1/users/me/profile")
    assert (here.requests, elsewhere.requests) == (1, 0)


def test_an_endless_answer_is_cut_off(
    servers: list[Answering], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.google.transport.MAX_ANSWER_BYTES", 3_000_000)
    here = Answering(b"HTTP/1.1 200 OK", more=50)
    servers.append(here)
    with pytest.raises(ItemError, match="3 MB"):
        a_transport(here.address, tmp_path).request(f"{here.address}/gmail/v1/users/me/profile")


def test_a_netrc_file_does_not_take_the_place_of_our_token(
    google: GoogleServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login evil password evil\n")
    monkeypatch.setenv("NETRC", str(netrc))
    mailbox = gmail_of(an_account(google, tmp_path))
    transport = mailbox._account.client.transport
    transport._session.trust_env = True  # as it is when Google itself is spoken to
    assert mailbox.mark(Role.INBOX)


def test_a_refusal_says_when_the_next_call_may_come(
    servers: list[Answering], tmp_path: Path
) -> None:
    here = Answering(b"HTTP/1.1 429 Too Many\r\nRetry-After: 120\r\nContent-Length: 2", b"{}")
    servers.append(here)
    transport = a_transport(here.address, tmp_path, clock=lambda: 1000.0)
    address = f"{here.address}/gmail/v1/users/me/profile"
    with pytest.raises(AccountError):
        transport.request(address)
    with pytest.raises(AccountError, match="120 seconds"):
        transport.request(address)
    assert here.requests == 1
    later = transport._meter.usage().next_call
    assert later is not None
    assert (later - NOW).total_seconds() == 120
