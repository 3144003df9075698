"""Finding calendars, following them when they change, and asking for as little as possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from connectors.caldav import CalDavCalendar, changes
from connectors.caldav.client import AnswerError
from connectors.caldav.collections import Collection
from connectors.caldav.settings import DavSettings
from syncd.errors import AccountError, RefusedError
from tests.connectors.caldav.worlds import Others, open_account
from tests.contracts.calendar import Caller, an_event, told
from tests.servers import redirecting
from tests.servers.radicale import Radicale


@pytest.fixture
def others(radicale: Radicale) -> Others:
    return Others(radicale)


@pytest.fixture
def calendar(others: Others, radicale: Radicale, tmp_path: Path) -> Iterator[CalDavCalendar]:
    yield from _opened(radicale, tmp_path)


def _opened(radicale: Radicale, tmp_path: Path, **changed: object) -> Iterator[CalDavCalendar]:
    account = open_account(radicale, tmp_path, **changed)
    assert isinstance(account.calendar, CalDavCalendar)
    yield account.calendar
    account.close()


def test_a_poll_without_changes_is_one_request(others: Others, calendar: CalDavCalendar) -> None:
    caller = Caller()
    for number in range(3):
        others.put(f"{number}@example.com", an_event(f"{number}@example.com"))
    caller.pull(calendar)
    before = calendar._dav.requests
    caller.pull(calendar)
    assert calendar._dav.requests - before == 1


def test_one_changed_event_among_many_is_three_requests(
    others: Others, calendar: CalDavCalendar
) -> None:
    caller = Caller()
    for number in range(60):
        others.put(f"{number}@example.com", an_event(f"{number}@example.com"))
    caller.pull(calendar)
    before = calendar._dav.requests
    others.put("7@example.com", an_event("7@example.com", title="Moved"))
    assert told(caller.pull(calendar)) == {"7@example.com"}
    assert calendar._dav.requests - before == 3


def test_a_first_reading_comes_in_batches(
    others: Others, calendar: CalDavCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "BATCH", 10)
    uids = {f"{number}@example.com" for number in range(25)}
    for uid in uids:
        others.put(uid, an_event(uid))
    caller = Caller()
    pages = caller.pull(calendar)
    assert max(len(page.items) for page in pages) == 10
    assert [page.left for page in pages if page.items] == [2, 1, 0]
    assert caller.uids == uids


def test_an_interrupted_first_reading_goes_on_where_it_stopped(
    others: Others, calendar: CalDavCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "BATCH", 10)
    for number in range(25):
        others.put(f"{number}@example.com", an_event(f"{number}@example.com"))
    caller = Caller()
    for page in calendar.changes("", caller.known):
        caller.remember(page)
        if page.items:
            break
    first = caller.uids
    assert len(first) == 10
    assert told(caller.pull(calendar)).isdisjoint(first)
    assert len(caller.uids) == 25


def test_every_calendar_of_the_account_is_read_under_its_own_name(
    others: Others, radicale: Radicale, calendar: CalDavCalendar
) -> None:
    radicale.make_calendar("private", "Privat &amp; Familie")
    others.put("one@example.com", an_event("one@example.com"))
    radicale.put("private", "two.ics", an_event("two@example.com"))
    caller = Caller()
    caller.pull(calendar)
    assert {name: len(held) for name, held in caller.held.items()} == {
        "work": 1,
        "Privat & Familie": 1,
    }


def test_calendars_of_the_same_name_are_told_apart(
    radicale: Radicale, calendar: CalDavCalendar
) -> None:
    for path in ("a", "b"):
        radicale.make_calendar(path, "Events")
        radicale.put(path, "x.ics", an_event(f"{path}@example.com"))
    caller = Caller()
    caller.pull(calendar)
    assert set(caller.held) == {"Events (a)", "Events (b)"}


def test_only_the_calendars_that_are_wanted_are_read(
    others: Others, radicale: Radicale, tmp_path: Path
) -> None:
    radicale.make_calendar("holidays")
    others.put("one@example.com", an_event("one@example.com"))
    radicale.put("holidays", "two.ics", an_event("two@example.com"))
    for wish in ({"only": ("work",)}, {"skip": ("holidays",)}):
        for calendar in _opened(radicale, tmp_path, **wish):
            caller = Caller()
            caller.pull(calendar)
            assert caller.uids == {"one@example.com"}


def test_a_calendar_that_does_not_exist_is_told_by_check(
    others: Others, radicale: Radicale, tmp_path: Path
) -> None:
    for calendar in _opened(radicale, tmp_path, only=("work", "wrok")):
        failed = [line for line in calendar.check() if not line.ok]
        assert [line.subject for line in failed] == ["calendar wrok"]
        assert "work" in failed[0].advice


def test_a_renamed_calendar_is_one_calendar(
    others: Others, radicale: Radicale, calendar: CalDavCalendar
) -> None:
    others.put("one@example.com", an_event("one@example.com"))
    caller = Caller()
    caller.pull(calendar)
    radicale.request(
        "PROPPATCH",
        radicale.calendar_url("work"),
        data=b'<propertyupdate xmlns="DAV:"><set><prop><displayname>Office</displayname></prop>'
        b"</set></propertyupdate>",
    )
    caller.pull(calendar)
    assert {name: len(held) for name, held in caller.held.items() if held} == {"Office": 1}


def test_a_deleted_calendar_takes_its_events_with_it(
    others: Others, radicale: Radicale, calendar: CalDavCalendar
) -> None:
    radicale.make_calendar("old")
    radicale.put("old", "x.ics", an_event("x@example.com"))
    others.put("one@example.com", an_event("one@example.com"))
    caller = Caller()
    caller.pull(calendar)
    radicale.delete("old")
    caller.pull(calendar)
    assert caller.uids == {"one@example.com"}


def test_an_account_whose_calendars_are_all_gone_is_an_error_and_not_empty(
    others: Others, radicale: Radicale, calendar: CalDavCalendar
) -> None:
    others.put("one@example.com", an_event("one@example.com"))
    caller = Caller()
    caller.pull(calendar)
    radicale.delete("work")
    with pytest.raises(AccountError, match="No calendar was found"):
        caller.pull(calendar)
    assert caller.uids == {"one@example.com"}


def test_the_address_of_one_calendar_is_enough(
    others: Others, radicale: Radicale, tmp_path: Path
) -> None:
    radicale.make_calendar("other")
    radicale.put("other", "x.ics", an_event("x@example.com"))
    others.put("one@example.com", an_event("one@example.com"))
    for calendar in _opened(radicale, tmp_path, url=radicale.calendar_url("work")):
        caller = Caller()
        caller.pull(calendar)
        assert caller.uids == {"one@example.com"}


def test_a_collection_that_is_not_there_is_an_error(radicale: Radicale, tmp_path: Path) -> None:
    url = radicale.calendar_url("nowhere")
    for calendar in _opened(radicale, tmp_path, url=url):
        with pytest.raises(AccountError):
            Caller().pull(calendar)


def test_to_dos_and_task_lists_are_passed_over(
    others: Others, radicale: Radicale, calendar: CalDavCalendar
) -> None:
    todo = an_event("todo@example.com").replace("VEVENT", "VTODO").replace("DTEND", "DUE")
    others.put("todo@example.com", todo)
    others.put("one@example.com", an_event("one@example.com"))
    caller = Caller()
    caller.pull(calendar)
    assert caller.uids == {"one@example.com"}
    assert caller.bad == {}
    assert told(caller.pull(calendar)) == set()


class Comparing:
    """Hides from the connector that the server has sync tokens."""

    def __init__(self, calendar: CalDavCalendar) -> None:
        self._find = calendar._finder.collections
        calendar._finder.collections = self.collections  # type: ignore[method-assign]

    def collections(self) -> list[Collection]:
        return [replace(one, syncs=False, sync_token="") for one in self._find()]


def test_without_sync_tokens_the_collection_tag_and_etags_are_compared(
    others: Others, calendar: CalDavCalendar
) -> None:
    Comparing(calendar)
    caller = Caller()
    for name in ("one", "two", "three"):
        others.put(f"{name}@example.com", an_event(f"{name}@example.com"))
    caller.pull(calendar)
    before = calendar._dav.requests
    assert told(caller.pull(calendar)) == set()
    assert calendar._dav.requests - before == 1
    others.put("one@example.com", an_event("one@example.com", title="Moved"))
    others.delete("two@example.com")
    assert told(caller.pull(calendar)) == {"one@example.com"}
    assert caller.uids == {"one@example.com", "three@example.com"}


def test_an_answer_that_is_too_large_is_asked_for_in_parts(
    others: Others, calendar: CalDavCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.caldav.client.MAX_ANSWER_BYTES", 40_000)
    for number in range(8):
        long = "DESCRIPTION:" + "x" * (60_000 if number == 3 else 8_000)
        uid = f"{number}@example.com"
        others.put(uid, an_event(uid, extra=[long]))
    caller = Caller()
    caller.pull(calendar)
    assert caller.uids == {f"{n}@example.com" for n in range(8) if n != 3}
    assert [bad.reason for held in caller.bad.values() for bad in held.values()] == [
        "It is too large to be read."
    ]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "PROPPATCH", "MKCALENDAR", "MOVE"])
def test_nothing_that_could_write_leaves_the_machine(
    others: Others, radicale: Radicale, calendar: CalDavCalendar, method: str
) -> None:
    others.put("one@example.com", an_event("one@example.com"))
    Caller().pull(calendar)
    client: Any = calendar._dav._client
    before = calendar._dav.requests
    with pytest.raises(RefusedError):
        client.request(radicale.calendar_url("work") + "one@example.com.ics", method, "")
    assert calendar._dav.requests == before


def test_the_librarys_own_way_of_writing_is_refused_too(
    others: Others, radicale: Radicale, calendar: CalDavCalendar
) -> None:
    Caller().pull(calendar)
    client: Any = calendar._dav._client
    work = client.calendar(url=radicale.calendar_url("work"))
    with pytest.raises(RefusedError):
        work.add_event(an_event("new@example.com"))
    caller = Caller()
    caller.pull(calendar)
    assert caller.uids == set()


def test_a_wrong_password_is_told_as_such_and_a_new_one_is_used_at_once(
    others: Others, radicale: Radicale, tmp_path: Path
) -> None:
    for calendar in _opened(radicale, tmp_path):
        (tmp_path / "password").write_text("wrong\n")
        with pytest.raises(AccountError, match="does not accept the password") as error:
            Caller().pull(calendar)
        assert error.value.permanent
        (tmp_path / "password").write_text(radicale.password + "\n")
        Caller().pull(calendar)


def test_a_certificate_of_an_unknown_authority_is_refused_clearly(
    secure_radicale: Radicale, tmp_path: Path
) -> None:
    for calendar in _opened(secure_radicale, tmp_path, ca_file=None):
        with pytest.raises(AccountError, match="is not trusted") as error:
            Caller().pull(calendar)
        assert "ca_file" in error.value.advice


def test_a_server_that_comes_back_is_read_again(
    others: Others, radicale: Radicale, calendar: CalDavCalendar
) -> None:
    others.put("one@example.com", an_event("one@example.com"))
    caller = Caller()
    caller.pull(calendar)
    radicale.stop()
    with pytest.raises(AccountError, match="cannot be read"):
        caller.pull(calendar)
    radicale.restart()
    others.put("two@example.com", an_event("two@example.com"))
    assert told(caller.pull(calendar)) == {"two@example.com"}


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://example.com/dav/", "readable by anyone"),
        ("ftp://example.com/", "begins with https://"),
        ("dav.example.com", "begins with https://"),
        ("https://robin:secret@example.com/", "does not belong into the address"),
    ],
)
def test_an_unfit_address_is_a_mistake_in_the_config(url: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        DavSettings(user="robin", url=url)


def test_plain_http_is_possible_where_someone_insists() -> None:
    assert DavSettings(user="robin", url="http://nas.local/dav/", insecure=True).url
    assert DavSettings(user="robin", url="http://localhost:5232/").url


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_in_the_same_house_is_followed_with_the_same_question(
    others: Others, radicale: Radicale, tmp_path: Path, status: int
) -> None:
    others.put("one@example.com", an_event("one@example.com"))
    with redirecting.start(radicale.url, status) as url:
        for calendar in _opened(radicale, tmp_path, url=f"{url}.well-known/caldav"):
            caller = Caller()
            caller.pull(calendar)
            assert caller.uids == {"one@example.com"}


@pytest.mark.parametrize(
    "target", ["http://evil.example/", "https://127.0.0.1.evil.example/", "file:///etc/passwd"]
)
def test_a_redirect_out_of_the_house_is_not_followed(
    radicale: Radicale, tmp_path: Path, target: str
) -> None:
    with redirecting.start(target) as url:
        for calendar in _opened(radicale, tmp_path, url=url):
            with pytest.raises(AccountError, match="which is not followed"):
                Caller().pull(calendar)


def test_redirects_in_circles_end(radicale: Radicale, tmp_path: Path) -> None:
    with redirecting.start("/again") as url:
        for calendar in _opened(radicale, tmp_path, url=url):
            with pytest.raises(AccountError, match="in circles"):
                Caller().pull(calendar)


def test_a_calendar_that_the_server_refuses_is_set_aside_and_the_others_are_read(
    others: Others,
    radicale: Radicale,
    calendar: CalDavCalendar,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    radicale.make_calendar("shared")
    radicale.put("shared", "x.ics", an_event("x@example.com"))
    caller = Caller()
    caller.pull(calendar)
    others.put("one@example.com", an_event("one@example.com"))
    radicale.put("shared", "y.ics", an_event("y@example.com"))
    ask = calendar._dav.ask

    def refusing(method: str, url: str, body: str, **named: Any) -> Any:
        if method == "REPORT" and "/shared/" in url:
            raise AnswerError("family", "The server does not allow reading it.")
        return ask(method, url, body, **named)

    with monkeypatch.context() as patched:
        patched.setattr(calendar._dav, "ask", refusing)
        caller.pull(calendar)
        assert caller.uids == {"one@example.com", "x@example.com"}
        assert [bad.reason for bad in caller.bad["shared"].values()]
    caller.pull(calendar)
    assert caller.uids == {"one@example.com", "x@example.com", "y@example.com"}
