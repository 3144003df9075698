"""The builders make what they say, or every other test stands on sand."""

from __future__ import annotations

import email
import email.policy
from datetime import date, timedelta
from typing import Any

import icalendar

from syncd.people.guests import guests
from tests.builders import (
    ADA,
    BERLIN,
    ME,
    TEN,
    a_calendar,
    a_guest,
    a_meeting,
    a_message,
    a_vevent,
    an_attendee,
    an_envelope,
    an_event,
    me,
)


def test_the_guest_of_the_usual_meeting_is_the_usual_guest() -> None:
    assert guests(a_meeting(), me()) == (a_guest(),)


def test_an_envelope_and_a_message_of_the_same_arguments_agree() -> None:
    envelope = an_envelope("Grüße", sender=ME, to=[ADA])
    message = email.message_from_bytes(
        a_message(subject="Grüße", sender=ME, to=[ADA]), policy=email.policy.default
    )
    assert message["Message-ID"] == envelope.message_id
    assert message["Subject"] == envelope.subject
    assert message["Date"].datetime == envelope.date
    assert message["To"].addresses[0].addr_spec == envelope.to[0].address


def test_a_reply_names_what_it_answers_in_both_headers() -> None:
    message = email.message_from_bytes(a_message(in_reply_to="<a@b>"))
    assert message["In-Reply-To"] == message["References"] == "<a@b>"


def test_a_message_has_no_bare_line_feeds() -> None:
    written = a_message(html="<p>Hello</p>")
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_an_event_reads_back_in_its_zone_with_its_people() -> None:
    event = _events(an_event(guests=[an_attendee(optional=True)]))[0]
    assert event.start == TEN
    assert event.start.utcoffset() == TEN.astimezone(BERLIN).utcoffset()
    assert [str(a) for a in event["ATTENDEE"]] == [f"mailto:{ME}", f"mailto:{ADA}"]
    assert event["ATTENDEE"][1].params["ROLE"] == "OPT-PARTICIPANT"


def test_a_date_makes_an_all_day_event() -> None:
    event = _events(an_event("Birthday", date(2026, 11, 24)))[0]
    assert event.end == date(2026, 11, 25)


def test_a_calendar_holds_a_series_with_its_exceptions() -> None:
    week = timedelta(days=7)
    text = a_calendar(
        a_vevent(rrule="FREQ=WEEKLY;COUNT=3", exdates=[TEN + week]),
        a_vevent(start=TEN + 2 * week + timedelta(hours=1), recurrence_id=TEN + 2 * week),
    )
    series, moved = _events(text)
    assert series["RRULE"]["COUNT"] == [3]
    assert moved["RECURRENCE-ID"].dt == TEN + 2 * week
    assert "BEGIN:VTIMEZONE" in text


def _events(text: str) -> list[Any]:
    return icalendar.Calendar.from_ical(text).events
