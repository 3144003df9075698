"""From an invitation to a brief and a draft, and what can happen between."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes

import icalendar
import pytest
from click.testing import CliRunner

from connectors.contract import Ref, Role
from syncd.cli import cli
from syncd.model import MeetingKey
from syncd.store.notes import Note
from tests.builders import ADA, ME, TEN, a_calendar, a_message, a_vevent, an_attendee, an_event
from tests.scenarios.world import World, text_of

EARLY = TEN - timedelta(hours=2)
NOON = TEN + timedelta(hours=2)


def ics(sequence: int = 0, status: str = "CONFIRMED", **changes) -> str:
    """The usual coffee in its calendar file."""
    return an_event(properties={"SEQUENCE": sequence, "STATUS": status}, **changes)


def test_a_brief_arrives_unread_before_a_meeting_and_only_once(world: World):
    world.put_event(ics())
    assert [d.key.kind for d in world.round(EARLY).delivered] == ["brief"]
    assert world.round(EARLY + timedelta(minutes=5)).delivered == ()
    (brief,) = world.inbox()
    assert world.flags(brief) == ("new", "")
    assert brief["Subject"].startswith("Ada Lindqvist, Tue 24 Nov 10:00")
    assert brief["To"] == "Robin Doe <robin@example.com>"
    assert brief["X-Syncd-Revision"] == "1"


def test_a_draft_waits_after_the_meeting_flagged_as_one(world: World):
    world.put_event(ics())
    world.round(NOON)
    (draft,) = world.drafts()
    assert world.flags(draft, ".Drafts") == ("cur", "DS")
    assert ADA in draft["To"]
    assert "[[" in text_of(draft)


def test_the_draft_is_in_the_thread_with_the_guest(world: World):
    asked = a_message("Coffee on Tuesday?\n", subject="Coffee?")
    world.put_mail(asked)
    world.put_event(ics())
    world.round(NOON)
    (draft,) = world.drafts()
    assert draft["Subject"] == "Re: Coffee?"
    assert draft["In-Reply-To"] in asked.decode()
    assert draft["References"].split()[-1] == draft["In-Reply-To"]


def test_no_draft_when_robin_has_written_to_the_guest_since(world: World):
    world.put_event(ics())
    mine = a_message("Thank you!\n", sender=ME, to=[ADA], date=TEN + timedelta(minutes=50))
    world.put_mail(mine, ".Sent")
    with world.parts(NOON) as parts:
        parts.cycle.pull(NOON)
        parts.cycle.round(NOON)
        (entry,) = parts.agenda.entries(NOON)
    assert world.drafts() == []
    assert "already written" in entry.follow_up.reason


def test_a_moved_meeting_is_told_in_the_thread_and_the_unread_brief_goes(world: World):
    world.put_event(ics())
    world.round(EARLY)
    (first,) = world.inbox()
    world.put_event(ics(start=TEN + timedelta(days=1), sequence=1))
    world.round(EARLY + timedelta(minutes=5))
    (second,) = world.inbox()
    assert second["X-Syncd-Revision"] == "2"
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["Subject"].startswith(first["Subject"])
    assert text_of(second).startswith("Moved: it was Tue 24 Nov, 10:00")


def test_a_brief_that_was_read_stays_beside_its_revision(world: World):
    world.put_event(ics())
    world.round(EARLY)
    world.flag(world.inbox()[0], "S")
    world.put_event(ics(start=TEN + timedelta(hours=4), sequence=1))
    world.round(EARLY + timedelta(minutes=5))
    assert [m["X-Syncd-Revision"] for m in world.inbox()] == ["1", "2"]


def test_an_unread_brief_vanishes_with_its_meeting(world: World):
    world.put_event(ics())
    world.round(EARLY)
    world.drop_event()
    done = world.round(EARLY + timedelta(minutes=5))
    assert len(done.withdrawn) == 1
    assert world.inbox() == []


def test_of_a_brief_that_was_read_it_is_said_in_one_line_that_it_is_off(world: World):
    world.put_event(ics())
    world.round(EARLY)
    world.flag(world.inbox()[0], "S")
    world.put_event(ics(status="CANCELLED", sequence=1))
    world.round(EARLY + timedelta(minutes=5))
    world.round(EARLY + timedelta(minutes=10))
    _, word = world.inbox()
    assert "off" in text_of(word)
    assert len(text_of(word).strip().splitlines()) <= 2


def test_a_read_revision_under_an_unread_one_is_not_left_to_tell_a_lie(world: World):
    world.put_event(ics())
    world.round(EARLY)
    world.flag(world.inbox()[0], "S")
    world.put_event(ics(sequence=1, start=TEN + timedelta(hours=3)))
    world.round(EARLY + timedelta(minutes=5))
    assert [m["X-Syncd-Revision"] for m in world.inbox()] == ["1", "2"]
    world.put_event(ics(sequence=2, start=TEN + timedelta(hours=3), status="CANCELLED"))
    for minutes in (10, 15):
        world.round(EARLY + timedelta(minutes=minutes))
    assert [m["X-Syncd-Revision"] for m in world.inbox()] == ["1", "3"]
    assert "off" in text_of(world.inbox()[1])


def test_no_draft_after_a_cancelled_meeting(world: World):
    world.put_event(ics(status="CANCELLED"))
    world.round(NOON)
    assert world.drafts() == []


def test_a_meeting_that_comes_back_is_told_again(world: World):
    world.put_event(ics())
    world.round(EARLY)
    world.drop_event()
    world.round(EARLY + timedelta(minutes=5))
    world.put_event(ics(sequence=2))
    world.round(EARLY + timedelta(minutes=10))
    assert [m["X-Syncd-Revision"] for m in world.inbox()] == ["2"]


def test_a_new_guest_is_told_in_a_revision(world: World):
    world.put_event(ics())
    world.round(EARLY)
    guests = (an_attendee(), an_attendee("ben@nordwind.example"))
    world.put_event(ics(guests=guests, sequence=1))
    world.round(EARLY + timedelta(minutes=5))
    (brief,) = world.inbox()
    assert "joins" in text_of(brief)


def test_an_answer_to_the_brief_goes_into_the_draft(world: World):
    world.put_event(ics())
    world.round(EARLY)
    (brief,) = world.inbox()
    answer = a_message(
        "She teaches loops with knitting patterns.\nI promised to send her the checklist.\n",
        subject=f"Re: {brief['Subject']}",
        sender=ME,
        to=[ME],
        date=TEN + timedelta(minutes=45),
        in_reply_to=brief["Message-ID"],
    )
    world.put_mail(answer, ".Sent")
    world.round(NOON)
    (draft,) = world.drafts()
    assert "knitting patterns" in text_of(draft)
    assert "send you the checklist" in text_of(draft)


def test_notes_that_come_late_better_an_untouched_draft(world: World):
    world.put_event(ics())
    world.round(NOON)
    _note(world, NOON + timedelta(minutes=10))
    world.round(NOON + timedelta(minutes=15))
    (draft,) = world.drafts()
    assert "knitting" in text_of(draft)
    assert draft["X-Syncd-Revision"] == "2"


def test_a_draft_that_was_touched_is_left_alone(world: World):
    world.put_event(ics())
    world.round(NOON)
    world.edit(world.drafts()[0])
    _note(world, NOON + timedelta(minutes=10))
    world.round(NOON + timedelta(minutes=15))
    world.round(NOON + timedelta(minutes=20))
    (draft,) = world.drafts()
    assert "Dear Ada" in text_of(draft)
    assert draft["X-Syncd-Revision"] == "1"


def test_a_draft_that_was_deleted_is_never_made_again(world: World):
    world.put_event(ics())
    world.round(NOON)
    world.delete(world.drafts()[0], ".Drafts")
    _note(world, NOON + timedelta(minutes=10))
    for minutes in (15, 20, 600):
        world.round(NOON + timedelta(minutes=minutes))
    assert world.drafts() == []


def test_a_brief_that_was_deleted_is_never_made_again(world: World):
    world.put_event(ics())
    world.round(EARLY)
    world.delete(world.inbox()[0])
    world.round(EARLY + timedelta(minutes=5))
    assert world.inbox() == []


def test_a_lost_store_brings_no_second_copy(world: World):
    world.put_event(ics())
    world.round(EARLY)
    for path in (world.home / "state").iterdir():
        if path.is_file():
            path.unlink()
    world.round(EARLY + timedelta(minutes=5))
    assert len(world.inbox()) == 1


def test_an_instance_of_a_series_has_its_own_brief(world: World):
    series = a_calendar(a_vevent(rrule="FREQ=DAILY;COUNT=3"))
    world.put_event(series)
    world.round(EARLY)
    world.round(EARLY + timedelta(days=1))
    assert [m["X-Syncd-Meeting"].partition("; ")[2] for m in world.inbox()] == [
        "recurrence-id=20261124T090000Z",
        "recurrence-id=20261125T090000Z",
    ]


def test_a_malformed_event_is_set_aside_and_the_rest_goes_on(world: World):
    world.put_event(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nDTSTART:never\nEND:VEVENT\nEND:VCALENDAR"
    )
    world.put_event(ics(), name="good")
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY)
        parts.cycle.round(EARLY)
        (aside,) = parts.store.quarantine.all()
    assert aside.reason
    assert len(world.inbox()) == 1


def test_an_emptied_calendar_stops_the_round_and_is_believed_when_told_so(world: World):
    for number in range(12):
        world.put_event(ics(uid=f"c{number}@example.com"), name=f"c{number}")
    world.round(EARLY)
    assert len(world.inbox()) == 12
    for number in range(12):
        world.drop_event(f"c{number}")
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY)
        parts.cycle.round(EARLY)
        (error,) = [s.error for s in parts.store.accounts.all() if s.error]
    assert "--allow-empty calendar" in error
    assert len(world.inbox()) == 12
    with world.parts(EARLY, allow_empty=frozenset({"calendar"})) as parts:
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY)
    assert world.inbox() == []


@pytest.mark.parametrize("title", ["Coffee\r\nBcc: eve@example.com", "Coffee {{ 7*7 }} <b>x</b>"])
def test_what_a_title_says_is_never_a_header_a_template_or_markup(world: World, title: str):
    event = icalendar.Calendar.from_ical(ics())
    event.walk("VEVENT")[0]["SUMMARY"] = icalendar.vText(title)
    world.put_event(event.to_ical().decode())
    world.round(EARLY)
    (brief,) = world.inbox()
    assert brief["Bcc"] is None
    assert "49" not in brief["Subject"]
    assert "<b>x</b>" not in brief.get_body(("html",)).get_content()


def test_a_rule_may_want_a_letter_for_each_guest(tmp_path):
    each = World(tmp_path, "follow_up = { each = true }\n")
    guests = (an_attendee(), an_attendee("ben@nordwind.example"))
    each.put_event(ics(guests=guests))
    each.round(NOON)
    each.round(NOON + timedelta(minutes=5))
    assert sorted(draft["To"] for draft in each.drafts()) == [
        "Ada Lindqvist <ada@nordwind.example>",
        "Ben <ben@nordwind.example>",
    ]


@pytest.mark.parametrize("more", ["", "follow_up = { each = true }\n"])
def test_a_draft_that_could_not_be_made_is_dropped_when_robin_writes_himself(tmp_path, more):
    world = World(tmp_path, more)
    world.put_event(ics(guests=(an_attendee(), an_attendee("ben@nordwind.example"))))
    _round_that_fails(world, NOON)
    mine = a_message("Thank you!\n", sender=ME, to=[ADA], date=NOON + timedelta(minutes=1))
    world.put_mail(mine, ".Sent")
    done = world.round(NOON + timedelta(hours=2))
    assert len(done.withdrawn) == (2 if more else 1)
    assert {letter.reason for letter in done.withdrawn} == {
        "You have already written to Ada Lindqvist."
    }
    world.round(NOON + timedelta(hours=4))
    assert world.drafts() == []


@pytest.mark.parametrize("refused", ["ada@", "ben@"])
def test_called_off_with_one_draft_made_the_other_is_dropped(tmp_path, refused):
    world = World(tmp_path, "follow_up = { each = true }\n")
    guests = (an_attendee(), an_attendee("ben@nordwind.example"))
    world.put_event(ics(guests=guests))
    _round_that_fails(world, NOON, to=refused)
    (made,) = world.drafts()
    world.put_event(ics(guests=guests, status="CANCELLED"))
    done = world.round(NOON + timedelta(hours=2))
    assert [letter.state for letter in done.withdrawn] == ["withdrawn"]
    world.round(NOON + timedelta(hours=4))
    assert [draft["Message-ID"] for draft in world.drafts()] == [made["Message-ID"]]


def test_a_draft_that_could_not_be_made_is_made_later(world: World):
    world.put_event(ics())
    _round_that_fails(world, NOON)
    world.round(NOON + timedelta(hours=2))
    assert len(world.drafts()) == 1


def test_to_a_crowd_of_strangers_there_is_no_draft_and_the_agenda_says_why(world: World):
    world.put_event(ics(guests=_crowd(8)))
    world.round(NOON)
    assert world.drafts() == []
    shown = CliRunner().invoke(
        cli, ["--config", str(world.config), "agenda", "--at", NOON.isoformat(), "--offline"]
    )
    assert "Too many people, and you know none of them." in " ".join(shown.output.split())
    asked = ["--config", str(world.config), "follow-up", "coffee", "--at", NOON.isoformat()]
    shown = CliRunner().invoke(cli, [*asked, "--offline"])
    assert shown.exit_code != 0
    assert "you know none of them" in " ".join(shown.output.split())


@pytest.mark.parametrize(("more", "letters"), [("", 1), ("follow_up = { each = true }\n", 2)])
def test_of_a_crowd_those_you_know_get_it_in_a_thread_of_their_own(tmp_path, more, letters):
    world = World(tmp_path, more)
    known = ["guest1@x.example", "guest2@x.example"]
    both = a_message("See you there!\n", sender=ME, to=known, subject="Both")
    world.put_mail(both, ".Sent")
    later = TEN - timedelta(days=2)
    alone = a_message("One more thing.\n", sender=known[0], subject="Between us", date=later)
    world.put_mail(alone)
    world.put_event(ics(guests=_crowd(8)))
    world.round(NOON)
    drafts = world.drafts()
    assert len(drafts) == letters
    told = {a for draft in drafts for a in known if a in draft["To"]}
    assert told == set(known)
    assert all("guest3" not in draft["To"] for draft in drafts)
    subjects = {"Re: Both"} if letters == 1 else {"Re: Both", "Re: Between us"}
    assert {draft["Subject"] for draft in drafts} == subjects


def _crowd(number: int) -> list:
    return [an_attendee(f"guest{at}@x.example") for at in range(number)]


def _round_that_fails(world: World, at, to: str = "") -> None:
    """A round in which the letters to somebody cannot be put down; to all, when nobody is named."""
    with world.parts(at) as parts:
        parts.cycle.pull(at, patient=False)
        mailbox = parts.cycle.outbox.mailboxes["files"]
        takes = mailbox.deliver

        def refuse(role: Role, letter: bytes, **more: str) -> Ref:
            if to in str(message_from_bytes(letter)["To"]):
                raise OSError("No space left on device")
            return takes(role, letter, **more)

        mailbox.deliver = refuse
        done = parts.cycle.round(at)
    assert len(done.delivered) == (1 if to else 0)


def _note(world: World, at) -> None:
    with world.parts(at) as parts:
        key = MeetingKey("coffee-ada@example.com")
        parts.store.notes.add(Note(key, "She teaches loops with knitting.", at, "test"))
