"""The fake is as strict as Google: what it refuses here, Google refuses too."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.builders import ADA, ME, a_message
from tests.connectors.google.consent import decide
from tests.connectors.google.test_events import a_series, an_event
from tests.servers.google import GoogleServer
from tests.servers.ports import free_port, wait_for_port

SCOPES = frozenset(
    f"https://www.googleapis.com/auth/{name}"
    for name in ("calendar.events.readonly", "gmail.readonly", "gmail.insert", "gmail.compose")
)
EVENTS = "/calendar/v3/calendars/primary/events"
GMAIL = "/gmail/v1/users/me"
RAW = base64.urlsafe_b64encode(a_message(sender=ME, to=[ADA], message_id="<a@b>")).decode()


class Caller:
    """Speaks HTTP with a token, as any client would."""

    def __init__(self, google: GoogleServer) -> None:
        self.google = google
        client = google.oauth.client_file(google.address)["installed"]
        form = {
            "client_id": client["client_id"],
            "client_secret": client["client_secret"],
            "grant_type": "refresh_token",
            "refresh_token": google.oauth.grant(SCOPES),
        }
        self.token = requests.post(f"{google.address}/token", data=form, timeout=9).json()

    def __call__(self, verb: str, path: str, body: Any = None, **query: Any) -> Any:
        return requests.request(
            verb,
            self.google.address + path,
            json=body,
            params=query,
            headers={"Authorization": f"Bearer {self.token['access_token']}"},
            timeout=9,
        )


@pytest.fixture
def google() -> Iterator[GoogleServer]:
    with GoogleServer(user=ME) as server:
        yield server


@pytest.fixture
def call(google: GoogleServer) -> Caller:
    return Caller(google)


def reason(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


@pytest.mark.parametrize(
    "query",
    [
        {"nonsense": "1"},
        {"maxResults": "many"},
        {"maxResults": "0"},
        {"singleEvents": "yes"},
        {"orderBy": "mood"},
        {"pageToken": "made up"},
        {"pageToken": ["a", "b"]},
    ],
)
def test_parameters_are_those_of_the_discovery_document(
    call: Caller, query: dict[str, Any]
) -> None:
    assert reason(call("GET", EVENTS, **query)) == (400, "invalidArgument")


@pytest.mark.parametrize(
    "body",
    [
        {"raw": RAW, "label": ["INBOX"]},
        {"raw": 5},
        {"raw": RAW, "labelIds": "INBOX"},
        {"raw": RAW, "labelIds": ["Label_404"]},
        {"raw": RAW, "labelIds": ["SENT"]},
        {"raw": "no message"},
        {},
    ],
)
def test_bodies_are_those_of_the_discovery_document(call: Caller, body: dict[str, Any]) -> None:
    assert reason(call("POST", f"{GMAIL}/messages", body)) == (400, "invalidArgument")


def test_a_sync_token_is_good_for_the_same_question_only(
    google: GoogleServer, call: Caller
) -> None:
    google.agenda.put(an_event())
    first = call("GET", EVENTS, singleEvents="false", showDeleted="true").json()
    token = first["nextSyncToken"]
    same = {"singleEvents": "false", "showDeleted": "true", "syncToken": token}
    assert call("GET", EVENTS, **same).json()["items"] == []
    for wrong in (
        {"timeMin": "2026-01-01T00:00:00Z"},
        {"q": "coffee"},
        {"orderBy": "updated"},
        {"iCalUID": "x"},
        {"showDeleted": "false"},
        {"timeZone": "UTC"},
    ):
        assert call("GET", EVENTS, **(same | wrong)).status_code == 400
    google.agenda.forget()
    assert reason(call("GET", EVENTS, **same)) == (410, "fullSyncRequired")


def test_the_sync_token_comes_on_the_last_page_only(google: GoogleServer, call: Caller) -> None:
    for n in range(5):
        google.agenda.put(an_event(id=f"event{n}"))
    first = call("GET", EVENTS, maxResults="3").json()
    assert "nextSyncToken" not in first
    last = call("GET", EVENTS, maxResults="3", pageToken=first["nextPageToken"]).json()
    assert "nextPageToken" not in last
    assert last["nextSyncToken"]


def test_what_was_called_off_keeps_only_what_google_promises(
    google: GoogleServer, call: Caller
) -> None:
    google.agenda.put(a_series())
    start = a_series()["start"]
    google.agenda.cancel_instance("coffee", start)
    items = call("GET", EVENTS, showDeleted="true").json()["items"]
    (called_off,) = [item for item in items if item["status"] == "cancelled"]
    kept = {"kind", "etag", "id", "status", "recurringEventId", "originalStartTime"}
    assert set(called_off) == kept


def test_a_token_opens_only_what_its_scopes_say(google: GoogleServer, call: Caller) -> None:
    answer = call("GET", "/calendar/v3/users/me/calendarList")
    assert reason(answer) == (403, "insufficientPermissions")
    google.oauth.expire_access_tokens()
    assert reason(call("GET", EVENTS)) == (401, "authError")


def test_the_quota_is_counted_by_method_and_refused_when_full(
    google: GoogleServer, call: Caller
) -> None:
    google.quota.per_minute["gmail"] = 30
    assert call("GET", f"{GMAIL}/messages").status_code == 200
    google.arrive(a_message())
    (id_,) = google.mail.messages
    assert call("GET", f"{GMAIL}/messages/{id_}").status_code == 200
    assert reason(call("GET", f"{GMAIL}/messages/{id_}")) == (403, "rateLimitExceeded")


def test_an_old_history_id_is_not_found(google: GoogleServer, call: Caller) -> None:
    start = call("GET", f"{GMAIL}/profile").json()["historyId"]
    google.arrive(a_message())
    answer = call("GET", f"{GMAIL}/history", startHistoryId=start).json()
    assert [list(record) for record in answer["history"]] == [["id", "messages", "messagesAdded"]]
    google.mail.forget_history()
    assert reason(call("GET", f"{GMAIL}/history", startHistoryId=start)) == (404, "notFound")
    assert call("GET", f"{GMAIL}/history").status_code == 400


def test_a_draft_keeps_its_id_and_its_message_gets_another(call: Caller) -> None:
    made = call("POST", f"{GMAIL}/drafts", {"message": {"raw": RAW}}).json()
    path = f"{GMAIL}/drafts/{made['id']}"
    changed = call("PUT", path, {"message": {"raw": RAW}}).json()
    assert changed["id"] == made["id"]
    assert changed["message"]["id"] != made["message"]["id"]
    labelled = {"message": {"raw": RAW, "labelIds": ["STARRED"]}}
    assert call("PUT", path, labelled).status_code == 400


def test_a_draft_threads_only_with_id_references_and_subject(
    google: GoogleServer, call: Caller
) -> None:
    first = google.arrive(a_message(subject="Coffee?", message_id="<first@x>"))

    def thread_of(subject: str, in_reply_to: str) -> str:
        raw = a_message(sender=ME, subject=subject, in_reply_to=in_reply_to, message_id="<reply@x>")
        body = {"raw": base64.urlsafe_b64encode(raw).decode(), "threadId": first.thread_id}
        made = call("POST", f"{GMAIL}/drafts", {"message": body}).json()
        return str(made["message"]["threadId"])

    assert thread_of("Re: Coffee?", "<first@x>") == first.thread_id
    assert thread_of("Tea?", "<first@x>") != first.thread_id
    assert thread_of("Re: Coffee?", "") != first.thread_id


def test_searching_knows_its_operators_and_says_when_it_does_not(
    google: GoogleServer, call: Caller
) -> None:
    google.arrive(a_message(sender=ADA, message_id="<one@x>"))

    def found(query: str) -> int:
        return len(call("GET", f"{GMAIL}/messages", q=query).json().get("messages", ()))

    assert found(f"from:{ADA}") == 1
    assert found(f"to:{ADA}") == 0
    assert found(f"{{to:{ADA} from:{ADA}}}") == 1
    assert found("rfc822msgid:one@x") == 1
    assert found("-rfc822msgid:one@x") == 0
    assert call("GET", f"{GMAIL}/messages", q="larger:5M").status_code == 400
    google.mail.index_lags = True
    google.arrive(a_message(sender=ADA, message_id="<two@x>"))
    assert found(f"from:{ADA}") == 1
    google.mail.index()
    assert found(f"from:{ADA}") == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("redirect_uri", "https://example.org/"),
        ("code_challenge_method", "plain"),
        ("client_id", "somebody-else"),
        ("access_type", "online"),
        ("response_type", "token"),
    ],
)
def test_the_consent_page_insists(google: GoogleServer, name: str, value: str) -> None:
    asked = {
        "client_id": google.oauth.client_file("")["installed"]["client_id"],
        "redirect_uri": "http://127.0.0.1:1/",
        "response_type": "code",
        "scope": " ".join(SCOPES),
        "code_challenge": "x",
        "code_challenge_method": "S256",
        "access_type": "offline",
        "state": "s",
    }
    page = f"{google.address}/o/oauth2/v2/auth"
    assert requests.get(page, params=asked, timeout=9).status_code == 200
    assert requests.get(page, params=asked | {name: value}, timeout=9).status_code >= 400


def test_it_can_be_started_as_a_program(tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    mail = a_message(message_id="<seeded@x>").decode()
    seed.write_text(json.dumps({"events": [an_event()], "mails": [mail], "contacts": []}))
    port, client = free_port(), tmp_path / "client.json"
    command = [sys.executable, "-m", "tests.servers.google", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--seed", str(seed), "--client", str(client)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert wait_for_port(port, lambda: process.poll() is None)
        # The last line it prints; the client file is written by then.
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        printed = next(line for line in lines if "[accounts.work]" in line)
        config = json.loads(client.read_text())["installed"]
        assert config["auth_uri"] == f"http://127.0.0.1:{port}/o/oauth2/v2/auth"
        page = requests.Request(
            "GET",
            config["auth_uri"],
            params={
                "client_id": config["client_id"],
                "redirect_uri": "http://127.0.0.1:1/",
                "response_type": "code",
                "scope": "https://www.googleapis.com/auth/gmail.readonly",
                "code_challenge": "x",
                "code_challenge_method": "S256",
                "access_type": "offline",
                "state": "s",
            },
        ).prepare()
        assert page.url
        assert "code=" in decide(page.url)
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=60)
    assert "[accounts.work]" in printed
    assert "GET /o/oauth2/v2/auth" not in rest  # only API calls and tokens are told
