"""A calendar that is subscribed to keeps the promises that every calendar keeps, and no others'."""

import logging

import pytest
import requests

from connectors.contract import Calendar, Surroundings
from connectors.ics import KIND, IcsSettings, download
from connectors.ics.texts import PAGE
from syncd.errors import AccountError
from tests.builders import TEN
from tests.connectors.calendar_server import CalendarServer, calendar_server
from tests.contracts.calendar import CalendarContract, Caller, an_event, told
from tests.servers.certificates import make_certificates

SECRET = "private-0123456789abcdef"


def an_account(path: str, *calendars: str) -> Calendar:
    settings = IcsSettings.model_validate({"path": path, "calendars": calendars})
    account = KIND.open("feed", settings, Surroundings(None, lambda: TEN))
    assert account.calendar
    return account.calendar


def a_calendar(*events: str, name: str = "Team") -> str:
    bodies = "".join(e[e.index("BEGIN:VEVENT") : e.index("END:VCALENDAR")] for e in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:{name}\r\n{bodies}END:VCALENDAR\r\n"


@pytest.fixture
def server():
    with calendar_server() as running:
        running.text = a_calendar(an_event("one"), an_event("two"))
        yield running


class ServerSeeder:
    """Whoever keeps the calendar that is subscribed to."""

    def __init__(self, server: CalendarServer) -> None:
        self.server = server
        self.events: dict[str, str] = {}
        self.publish()

    def publish(self) -> None:
        self.server.text = a_calendar(*self.events.values())
        self.server.etag = f'"{hash(self.server.text)}"'

    def put(self, uid: str, text: str) -> None:
        self.events[uid] = text
        self.publish()

    def delete(self, uid: str) -> None:
        del self.events[uid]
        self.publish()

    def spoil(self, uid: str) -> None:
        large = f"X-TOO-LARGE:{'x' * 1_100_000}"
        event = ("BEGIN:VEVENT", f"UID:{uid}", large, "END:VEVENT", "END:VCALENDAR")
        self.put(uid, "\r\n".join(event))

    def forget(self) -> str:
        return ""

    def lose(self) -> None:
        self.server.status = 503


class TestAddress(CalendarContract):
    @pytest.fixture
    def seeder(self, server):
        return ServerSeeder(server)

    @pytest.fixture
    def calendar(self, seeder):
        return an_account(seeder.server.address)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("webcal://example.com/a.ics", "https://example.com/a.ics"),
        ("webcals://example.com/a.ics", "https://example.com/a.ics"),
        ("HTTPS://example.com/a.ics?key=1#top", "https://example.com/a.ics?key=1"),
        ("http://127.0.0.1:8080/a.ics", "http://127.0.0.1:8080/a.ics"),
        ("http://localhost/a.ics", "http://localhost/a.ics"),
    ],
)
def test_an_address_is_fetched_over_https_except_from_this_machine(path, address):
    assert IcsSettings(path=path).path == address


@pytest.mark.parametrize("path", ["http://example.com/a.ics", "file:///etc/passwd", "webcal:///a"])
def test_an_address_without_protection_is_refused(path):
    with pytest.raises(ValueError, match="https://"):
        IcsSettings(path=path)


@pytest.mark.parametrize("validator", ["etag", "last_modified"])
def test_an_unchanged_calendar_is_not_fetched_again(server, validator):
    setattr(server, validator, '"one"' if validator == "etag" else "Tue, 03 Nov 2026 09:00:00 GMT")
    caller, calendar = Caller(), an_account(server.address)
    caller.pull(calendar)
    caller.pull(calendar)
    caller.pull(calendar)
    assert (len(server.asked), server.given) == (3, 1)
    assert caller.uids == {"one", "two"}


def test_a_server_without_validators_is_compared_by_what_it_gives(server):
    caller, calendar = Caller(), an_account(server.address)
    caller.pull(calendar)
    server.text = a_calendar(an_event("one").replace("DTSTAMP:2026", "DTSTAMP:2027"))
    pages = caller.pull(calendar)
    assert told(pages) == set()
    assert caller.uids == {"one"}


def test_the_calendar_goes_by_the_name_it_has(server):
    caller = Caller()
    caller.pull(an_account(server.address))
    assert list(caller.held) == ["Team"]
    assert sorted(caller.held["Team"]) == ["one", "two"]


def test_a_calendar_without_a_name_goes_by_its_host(server):
    server.text = server.text.replace("X-WR-CALNAME:Team\r\n", "")
    caller = Caller()
    caller.pull(an_account(server.address))
    assert list(caller.held) == ["127.0.0.1"]


def test_a_renamed_calendar_takes_its_events_along(server):
    caller, calendar = Caller(), an_account(server.address)
    caller.pull(calendar)
    server.text = server.text.replace("Team", "Office")
    caller.pull(calendar)
    assert {name for name, held in caller.held.items() if held} == {"Office"}
    assert caller.uids == {"one", "two"}


def test_another_address_is_another_calendar(server):
    server.etag = '"one"'
    caller = Caller()
    caller.pull(an_account(f"{server.address}/a.ics"))
    server.text = a_calendar(an_event("three"), name="Other")
    caller.pull(an_account(f"{server.address}/b.ics"))
    assert caller.uids == {"three"}


def test_many_events_come_in_pages(server):
    server.text = a_calendar(*(an_event(str(number)) for number in range(PAGE + 1)))
    server.etag = '"many"'
    caller, calendar = Caller(), an_account(server.address)
    caller.remember(next(iter(calendar.changes("", caller.known))))
    assert len(caller.uids) == PAGE
    pages = caller.pull(calendar)
    assert len(caller.uids) == PAGE + 1
    assert pages[-1].left == 0


@pytest.mark.parametrize(
    ("status", "words", "permanent"),
    [
        (401, "does not allow", True),
        (403, "does not allow", True),
        (404, "no calendar at this address", True),
        (410, "no calendar at this address", True),
        (429, "could not give", False),
        (500, "could not give", False),
        (503, "could not give", False),
        (204, "could not give", False),
    ],
)
def test_what_the_server_refuses_is_an_error_in_words(server, status, words, permanent):
    server.status = status
    with pytest.raises(AccountError, match=words) as error:
        Caller().pull(an_account(server.address))
    assert error.value.permanent is permanent
    assert error.value.advice or not permanent


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE html><title>Log in</title>", "", "BEGIN:VCALENDAR\r\n"]
)
def test_an_answer_that_is_no_whole_calendar_is_an_error_and_not_empty(server, text):
    caller, calendar = Caller(), an_account(server.address)
    caller.pull(calendar)
    server.text = text
    with pytest.raises(AccountError, match="cannot be read as a calendar"):
        caller.pull(calendar)
    assert caller.uids == {"one", "two"}


def test_an_answer_that_breaks_off_is_an_error(server):
    server.cut = 50
    with pytest.raises(AccountError, match="ended in the middle"):
        Caller().pull(an_account(server.address))


def test_a_server_that_does_not_answer_in_time_is_an_error(server, monkeypatch):
    monkeypatch.setattr(download, "_READ", 0.2)
    server.delay = 1.0
    with pytest.raises(AccountError, match="in time"):
        Caller().pull(an_account(server.address))


def test_a_server_that_drips_is_an_error(server, monkeypatch):
    monkeypatch.setattr(download, "_DEADLINE", -1.0)
    with pytest.raises(AccountError, match="took longer"):
        Caller().pull(an_account(server.address))


def test_a_server_that_is_not_there_is_an_error(server):
    server.stop()
    calendar = an_account(server.address)
    server.stop = lambda: None
    with pytest.raises(AccountError, match="could not be reached"):
        Caller().pull(calendar)


def test_an_answer_that_is_too_large_is_an_error(server, monkeypatch):
    monkeypatch.setattr(download, "MAX_BYTES", 100)
    with pytest.raises(AccountError, match="larger than"):
        Caller().pull(an_account(server.address))


def test_being_sent_on_within_the_machine_is_followed(server):
    server.redirects = {"/a": "/b", "/b": f"{server.address}/c"}
    caller = Caller()
    caller.pull(an_account(f"{server.address}/a"))
    assert caller.uids == {"one", "two"}
    assert [path for path, _ in server.asked] == ["/a", "/b", "/c"]


@pytest.mark.parametrize(
    "target", ["http://example.com/a.ics", "ftp://example.com", "file:///etc", "http://["]
)
def test_being_sent_to_an_address_without_protection_is_refused(server, target):
    server.redirects = {"/a": target}
    with pytest.raises(AccountError, match="without protection"):
        Caller().pull(an_account(f"{server.address}/a"))
    assert len(server.asked) == 1


def test_being_sent_in_circles_ends(server):
    server.redirects = {"/a": "/a"}
    with pytest.raises(AccountError, match="without end"):
        Caller().pull(an_account(f"{server.address}/a"))
    assert len(server.asked) < 10


def test_a_password_in_the_address_goes_to_its_own_host_only(server):
    with calendar_server() as other:
        other.text = server.text
        server.redirects = {"/a": "/b", "/b": f"{other.address}/c"}
        address = server.address.replace("http://", "http://robin:pass%20word@")
        Caller().pull(an_account(f"{address}/a"))
        own = [headers.get("Authorization") for _, headers in server.asked]
        others = [headers.get("Authorization") for _, headers in other.asked]
    assert own == [requests.auth._basic_auth_str("robin", "pass word")] * 2
    assert others == [None]


@pytest.mark.parametrize("trouble", ["status", "cut", "gone", "html", "redirect"])
def test_nothing_of_the_address_but_its_host_is_told(server, trouble, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG, logger="syncd")
    address = server.address.replace("http://", f"http://robin:{SECRET}@")
    calendar = an_account(f"{address}/{SECRET}/basic.ics?key={SECRET}")
    match trouble:
        case "status":
            server.status = 404
        case "cut":
            server.cut = 50
        case "gone":
            server.stop()
            monkeypatch.setattr(server, "stop", lambda: None)
        case "html":
            server.text = "<html>"
        case "redirect":
            path = f"/{SECRET}/basic.ics?key={SECRET}"
            server.redirects = {path: f"http://example.com/{SECRET}"}
    with pytest.raises(AccountError) as error:
        Caller().pull(calendar)
    told_words = [str(error.value), *(str(line) for line in calendar.check()), caplog.text]
    assert SECRET not in " ".join(told_words)
    assert error.value.__cause__ is None or SECRET not in str(error.value.__cause__)


def test_the_cursor_does_not_hold_the_address(server):
    caller = Caller()
    caller.pull(an_account(f"{server.address}/{SECRET}"))
    assert SECRET not in caller.cursor


def test_a_calendar_of_another_name_than_wanted_is_an_error(server):
    with pytest.raises(AccountError, match='is called "Team"'):
        Caller().pull(an_account(server.address, "Office"))
    caller = Caller()
    caller.pull(an_account(server.address, "team"))
    assert caller.uids == {"one", "two"}


def test_check_names_the_calendar_and_counts_its_events(server):
    line = next(iter(an_account(server.address).check()))
    assert line.ok
    assert line.detail == "Team, 2 events"


def test_closing_twice_is_fine(server):
    account = KIND.open("feed", IcsSettings(path=server.address), Surroundings(None, lambda: TEN))
    account.close()
    account.close()


def test_https_is_spoken_and_a_certificate_of_nobody_is_not_trusted(tmp_path, monkeypatch):
    certificates = make_certificates(tmp_path)
    with calendar_server(certificates) as server:
        server.text = a_calendar(an_event("one"))
        with pytest.raises(AccountError, match="certificate is not valid"):
            Caller().pull(an_account(server.address))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates.ca))
        caller = Caller()
        caller.pull(an_account(server.address.replace("https://", "webcal://")))
        assert caller.uids == {"one"}
