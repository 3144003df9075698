"""The addresses that come with an event."""

import pytest

from syncd.model import Link, Meeting
from tests.syncd.calendar.texts import single

TEAMS = (
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_ABC%40thread.v2/0"
    "?context=%7b%22Tid%22%3a%22t%22%7d"
)


def meeting(*lines: str) -> Meeting:
    return single("DTSTART:20261124T090000Z", *lines)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://events.example/coffee?id=1", "https://events.example/coffee?id=1"),
        ("HTTP://events.example/", "HTTP://events.example/"),
        ("javascript:alert(1)", ""),
        ("message:%3Cabc%3E", ""),
        ("ftp://events.example/", ""),
        ("https://", ""),
        ('https://events.example/"onclick="x', ""),
        ("https://events.example/a b", ""),
        ("https://[broken", ""),
        ("https://events.example/" + "x" * 3000, ""),
    ],
)
def test_the_page_of_an_event_is_a_web_address_or_nothing(written, url):
    assert meeting(f"URL;VALUE=URI:{written}").url == url


@pytest.mark.parametrize(
    "line",
    [
        "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join:https://call.example/1",
        "X-GOOGLE-CONFERENCE:https://call.example/1",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://call.example/1",
        "X-MICROSOFT-ONLINEMEETINGCONFLINK:https://call.example/1",
    ],
)
def test_a_named_conference_is_where_the_call_is(line):
    assert meeting(line, "LOCATION:https://zoom.us/j/2").conference_url == "https://call.example/1"


def test_of_several_conferences_the_one_with_video_counts():
    found = meeting(
        "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+49-30-123",
        "CONFERENCE;VALUE=URI;FEATURE=CHAT:https://chat.example/1",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://call.example/1",
    )
    assert found.conference_url == "https://call.example/1"


def test_a_conference_by_telephone_only_is_no_address():
    assert meeting("CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+49-30-123").conference_url == ""


@pytest.mark.parametrize(
    "room",
    [
        "https://zoom.us/j/123456789?pwd=abc",
        "https://us02web.zoom.us/j/123456789",
        "https://acme.zoom.us/my/ada.lindqvist",
        "https://meet.google.com/abc-defg-hij",
        TEAMS,
        "https://teams.live.com/meet/9312345",
        "https://whereby.com/ada-lindqvist",
        "https://meet.jit.si/CoffeeWithAda",
        "https://acme.webex.com/meet/ada",
        "https://acme.webex.com/acme/j.php?MTID=m123",
    ],
)
def test_a_known_room_is_found_in_the_place_and_in_the_text(room):
    escaped = room.replace(",", "\\,").replace(";", "\\;")
    assert meeting(f"LOCATION:{escaped}").conference_url == room
    assert meeting(f"LOCATION:Café\\; or {escaped}\\, as you like").conference_url == room
    assert meeting(f"DESCRIPTION:Join here: <{escaped}>.\\nSee you").conference_url == room
    html = f'DESCRIPTION:<p>Join <a href="{escaped.replace("&", "&amp;")}">here</a>.</p>'
    assert meeting(html).conference_url == room
    assert meeting(f"URL:{room}").conference_url == room


@pytest.mark.parametrize(
    "text",
    [
        "https://zoom.us/pricing",
        "https://support.zoom.us/hc/articles/1",
        "https://meet.google.com/",
        "http://zoom.us/j/1",
        "https://zoom.us.evil.example/j/1",
        "https://evil.example/?zoom.us/j/1",
        "https://teams.microsoft.com/downloads",
        "https://whereby.com/",
        "zoom.us/j/1",
    ],
)
def test_other_addresses_are_no_rooms(text):
    assert meeting(f"LOCATION:{text}", f"DESCRIPTION:See {text}").conference_url == ""


def test_the_place_counts_more_than_the_text():
    found = meeting("DESCRIPTION:https://zoom.us/j/1", "LOCATION:https://zoom.us/j/2")
    assert found.conference_url == "https://zoom.us/j/2"


def test_a_room_wrapped_into_another_link_is_unwrapped():
    wrapped = (
        "https://eur01.safelinks.protection.outlook.com/?url="
        "https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2F19%253ameeting%2F0"
        "&data=05%7C01%7C&reserved=0"
    )
    found = meeting(f"DESCRIPTION:Join: {wrapped}")
    assert found.conference_url == "https://teams.microsoft.com/l/meetup-join/19%3ameeting/0"
    google = "https://www.google.com/url?q=https%3A%2F%2Fzoom.us%2Fj%2F1&sa=D&source=calendar"
    assert meeting(f"DESCRIPTION:{google}").conference_url == "https://zoom.us/j/1"


def test_attachments_are_links_with_the_names_they_have():
    found = meeting(
        "ATTACH;FILENAME=Notes;FMTTYPE=text/html:https://docs.example/1",
        "ATTACH;X-FILENAME=Slides:https://docs.example/2",
        "ATTACH:https://docs.example/3",
        "ATTACH:https://docs.example/3",
        "ATTACH:cid:part1@example.com",
        "ATTACH;VALUE=BINARY;ENCODING=BASE64;FMTTYPE=text/plain:SGVsbG8=",
        "ATTACH:file:///etc/passwd",
    )
    assert found.attachments == (
        Link("https://docs.example/1", "Notes"),
        Link("https://docs.example/2", "Slides"),
        Link("https://docs.example/3", ""),
    )
