"""The day that is played: what happens, when, and what is on disk afterwards."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar
import pytest

from syncd.demo import Change, Sample, changes, demo_day, write
from tests.builders import a_message
from tests.syncd.demo.worlds import MOMENTS, MORNING, by_id, message_files, messages, parse, text_of

BRIEF_ID = "<brief.1@syncd.example>"
BRIEF = {
    "X-Syncd-Kind": "brief",
    "X-Syncd-Meeting": "coffee-ada@example.com",
    "X-Syncd-Revision": "1",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return write(tmp_path_factory.mktemp("sample"), MORNING)


@pytest.fixture
def sample(written: Sample, tmp_path: Path) -> Sample:
    folder = shutil.copytree(written.folder, tmp_path / "sample")
    return replace(written, folder=folder)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_everything_happens_after_now_in_order_and_until_the_day_is_over(
    tmp_path: Path, now: datetime
) -> None:
    moments = [change.moment for change in changes(write(tmp_path / "sample", now), now)]
    assert all(now < moment for moment in moments)
    assert moments == sorted(moments)
    assert all(moment.date() <= demo_day(now) for moment in moments)


def test_every_change_says_what_happens_in_a_sentence(sample: Sample) -> None:
    said = [change.says for change in changes(sample, MORNING)]
    assert len(said) == len(set(said)) >= 12
    assert all(sentence.endswith(".") for sentence in said)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_a_day_that_was_played_is_the_day_as_it_would_have_been_written(
    tmp_path: Path, now: datetime
) -> None:
    played = write(tmp_path / "played", now)
    for change in changes(played, now):
        if "notes" not in change.says:
            change.apply()
    night = datetime.combine(demo_day(now), datetime.max.time(), now.tzinfo)
    written = write(tmp_path / "written", night)
    if now.weekday() < 5:
        assert _events(played) == _events(written)
        assert by_id(messages(played.mail)).keys() == by_id(messages(written.mail)).keys()
    assert not list(played.folder.rglob("*.tmp"))
    assert not [file for file in played.mail.rglob("tmp/*") if file.is_file()]


def test_lunch_moves_by_half_an_hour(sample: Sample) -> None:
    before = _event(sample, "private", "lunch-tomas")
    _happen(sample, "Tomás moves lunch")
    after = _event(sample, "private", "lunch-tomas")
    assert after["DTSTART"].dt - before["DTSTART"].dt == timedelta(minutes=30)
    assert after["DTEND"].dt - before["DTEND"].dt == timedelta(minutes=30)
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt == MORNING.replace(hour=10, minute=52)


def test_a_call_is_cancelled(sample: Sample) -> None:
    assert _event(sample, "work", "call-milan")["STATUS"] == "CONFIRMED"
    _happen(sample, "Milan calls off")
    assert _event(sample, "work", "call-milan")["STATUS"] == "CANCELLED"


def test_an_invitation_comes_for_the_same_afternoon(sample: Sample) -> None:
    file = sample.calendar / "work" / "call-anouk@example.com.ics"
    assert not file.exists()
    _happen(sample, "New in the calendar")
    assert file.exists()


def test_tomorrows_coffee_moves_by_an_hour_in_the_evening(sample: Sample) -> None:
    change = _named(sample, "Lena moves tomorrow's coffee")
    before = _event(sample, "private", "alumni-coffee")["DTSTART"].dt
    change.apply()
    after = _event(sample, "private", "alumni-coffee")["DTSTART"].dt
    assert change.moment.hour >= 21
    assert after - before == timedelta(hours=1)


def test_a_day_that_is_entered_late_has_its_changes_already(tmp_path: Path) -> None:
    late = write(tmp_path / "late", MORNING.replace(hour=15))
    assert _event(late, "private", "lunch-tomas")["DTSTART"].dt.hour == 13
    assert _event(late, "work", "call-milan")["STATUS"] == "CANCELLED"
    assert "<milan-hello.3@petrovic.example>" in by_id(messages(late.mail))


def test_mail_arrives_unread_in_its_thread(sample: Sample) -> None:
    _happen(sample, 'Mail from Ada Lindqvist: "Re: Coffee?".')
    (arrived,) = [f for f in (sample.mail / "new").iterdir() if "coffee-ada.3" in f.name]
    message = parse(arrived)
    assert message["In-Reply-To"] == "<coffee-ada.2@nordwind.example>"
    assert message["Date"].datetime == MORNING.replace(hour=17, minute=42)


def test_answering_a_mail_marks_it_answered(sample: Sample) -> None:
    _happen(sample, "Mail from Tomás Rivera")
    _happen(sample, "Robin writes to Tomás Rivera")
    (answered,) = [f for f in message_files(sample.mail) if "late-tomas.1" in f.name]
    assert answered.parent.name == "cur"
    assert answered.name.endswith("RS")


def test_robin_answers_the_brief_that_lies_in_the_inbox(sample: Sample) -> None:
    _put_brief(sample, "Most useful first.\n")
    _happen(sample, "Robin answers the brief")
    (reply,) = (m for m in messages(sample.mail) if m["In-Reply-To"] == BRIEF_ID)
    notes, quoted = text_of(reply).split("> On 24 Nov 2026, at 06:30")
    assert notes.startswith("She teaches loops with knitting patterns")
    assert "the hiring checklist by Thursday" in notes
    assert "> Most useful first." in quoted
    assert reply["Subject"] == "Re: Ada Lindqvist, Tue 24 Nov 10:30"
    assert reply["Date"].datetime == MORNING.replace(hour=11, minute=22)


def test_the_answer_is_in_sent_and_the_brief_is_read_and_answered(sample: Sample) -> None:
    _put_brief(sample)
    _happen(sample, "Robin answers the brief")
    assert [f.name for f in (sample.mail / ".Sent" / "cur").iterdir() if "note" in f.name]
    (brief,) = [f for f in message_files(sample.mail) if _is_brief(parse(f))]
    assert brief.parent == sample.mail / "cur"
    assert brief.name.endswith("RS")


def test_robin_answers_the_newest_revision(sample: Sample) -> None:
    _put_brief(sample, revision=2, message_id="<brief.2@syncd.example>")
    _put_brief(sample)
    _happen(sample, "Robin answers the brief")
    assert [m for m in messages(sample.mail) if m["In-Reply-To"] == "<brief.2@syncd.example>"]


def test_without_a_brief_there_is_nothing_to_answer(sample: Sample) -> None:
    with pytest.raises(LookupError, match=r"no brief for coffee-ada@example\.com"):
        _happen(sample, "Robin answers the brief")


def _named(sample: Sample, beginning: str) -> Change:
    (found,) = [c for c in changes(sample, MORNING) if c.says.startswith(beginning)]
    return found


def _happen(sample: Sample, beginning: str) -> None:
    _named(sample, beginning).apply()


def _event(sample: Sample, calendar: str, slug: str) -> Any:
    content = (sample.calendar / calendar / f"{slug}@example.com.ics").read_bytes()
    return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


def _events(sample: Sample) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sample.calendar.glob("*/*.ics")}


def _put_brief(
    sample: Sample, text: str = "Brief.\n", revision: int = 1, message_id: str = BRIEF_ID
) -> None:
    letter = a_message(
        text,
        subject="Ada Lindqvist, Tue 24 Nov 10:30",
        sender="robin@example.com",
        date=MORNING.replace(minute=30),
        message_id=message_id,
        headers=BRIEF | {"X-Syncd-Revision": str(revision)},
    )
    (sample.mail / "new" / f"syncd-{revision}").write_bytes(letter)


def _is_brief(message: EmailMessage) -> bool:
    return bool(message["X-Syncd-Kind"] == "brief")
