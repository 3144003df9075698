"""What a follow-up draft says, and what it leaves to its writer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from syncd.compose import FollowUpMatter, write_follow_up
from syncd.compose.untouched import untouched
from syncd.model import Joined, Source
from syncd.text.manner import Manner
from tests.builders import ADA, BERLIN, TEN, a_guest, a_meeting, a_message, me
from tests.syncd.compose.test_brief import an_exchange


def a_matter(**changes: Any) -> FollowUpMatter:
    defaults: dict[str, Any] = {
        "meeting": a_meeting(),
        "me": me(),
        "now": TEN + timedelta(hours=2),
        "guests": (a_guest(),),
    }
    return FollowUpMatter(**(defaults | changes))


def text(**changes: Any) -> str:
    return write_follow_up(a_matter(**changes)).text


def test_without_notes_it_invents_nothing_and_leaves_two_gaps():
    told = text()
    assert told.startswith("Hi Ada,\n\nthank you for the time this morning.")
    assert told.count("[[") == 2
    assert told.endswith("Warm regards,\nRobin\n")


def test_what_was_noted_stands_in_gaps_and_promises_are_kept():
    told = text(
        notes=(
            "She teaches loops with knitting patterns. I promised the hiring checklist by Friday.",
            "I'll introduce her to Priya; she sends me the volunteer page.",
        )
    )
    assert (
        "[[ your note, to put in your words: She teaches loops with knitting patterns. ]]" in told
    )
    assert (
        "As promised:\n- the hiring checklist by Friday\n- I will introduce you to Priya\n" in told
    )
    assert "You wanted to send me the volunteer page; I would be glad of it." in told
    assert "one thing from the conversation" not in told


@pytest.mark.parametrize(
    ("days", "hour", "thanks"),
    [
        (0, 9, "this morning"),
        (0, 14, "this afternoon"),
        (0, 19, "this evening"),
        (1, 19, "yesterday evening"),
        (2, 9, "Tuesday"),
        (6, 9, "Tuesday"),
        (7, 9, "last Tuesday"),
        (10, 9, "last Tuesday"),
        (11, 9, "your time on Tue 24 Nov"),
    ],
)
def test_it_thanks_for_the_time_of_day_as_the_writer_thinks_of_it(days, hour, thanks):
    start = datetime(2026, 11, 24, hour, tzinfo=BERLIN)
    later = start.replace(hour=22) + timedelta(days=days)
    assert f"thank you for {thanks}." in text(meeting=a_meeting(start=start), now=later).replace(
        "the time ", ""
    )


def test_a_group_is_greeted_by_their_first_names():
    guests = (
        a_guest(),
        a_guest("ben@x.example", "Moser, Ben"),
        a_guest("cy@x.example", "Dr. Cy Lo"),
    )
    assert text(guests=guests).startswith("Hi Ada, Ben and Cy,")


def test_it_answers_the_newest_mail_of_the_thread():
    thread = an_exchange(subject="Re: Coffee?", references=("<a@x>", "bad id", "<b@x>"))
    letter = write_follow_up(a_matter(thread=thread))
    assert letter.subject == "Re: Coffee?"
    assert letter.in_reply_to == "<coffee@nordwind.example>"
    assert letter.references == ("<a@x>", "<b@x>", "<coffee@nordwind.example>")


def test_a_subject_gets_one_re_only():
    assert write_follow_up(a_matter(thread=an_exchange(subject="Coffee?"))).subject == "Re: Coffee?"
    assert (
        write_follow_up(a_matter(thread=an_exchange(subject="AW: Kaffee"))).subject == "AW: Kaffee"
    )


def test_without_a_thread_it_begins_one():
    letter = write_follow_up(a_matter(first_meeting=True))
    assert letter.subject == "Good to meet you, Tue 24 Nov"
    assert letter.in_reply_to == ""


def test_a_draft_is_known_to_be_untouched_whatever_its_framing():
    ours = a_message("Hi Ada,\n\nthank you.\n")
    assert untouched(ours.replace(b"\r\n", b"\n"), ours)
    assert not untouched(ours.replace(b"thank you", b"many thanks"), ours)
    assert not untouched(ours.replace(b"To: ", b"Bcc: x@y.example\r\nTo: "), ours)


def test_a_formal_tone_greets_and_closes_formally():
    told = text(formal=True)
    assert told.startswith("Dear Ada,")
    assert told.endswith("Kind regards,\nRobin\n")


def test_your_own_greeting_and_sign_off_are_used():
    manner = Manner("en", "Hey Ada!", "Cheers,", "Rob")
    told = text(manner=manner)
    assert told.startswith("Hey Ada!\n\nThank you for the time this morning.")
    assert told.endswith("Cheers,\nRob\n")


def test_a_group_is_not_greeted_as_one_of_them():
    guests = (a_guest(), a_guest("ben@x.example", "Ben Moser"))
    told = text(guests=guests, manner=Manner("en", "Hey Ada,", "Cheers,", "Rob"))
    assert told.startswith("Hi Ada and Ben,")
    assert told.endswith("Cheers,\nRob\n")


@pytest.mark.parametrize(
    ("days", "when"), [(3, "on Tuesday"), (8, "last Tuesday"), (20, "on Tue 24 Nov")]
)
def test_a_formal_tone_thanks_for_your_time(days: int, when: str):
    told = text(formal=True, now=TEN + timedelta(days=days))
    assert f"thank you for your time {when}." in told


def test_an_address_that_was_not_invited_is_a_gap_to_check():
    asked = Source("mail", "New job", TEN - timedelta(days=9))
    joined = Joined("ada@new.example", ADA, "found", "x", asked, moved_to="ada@new.example")
    matter = a_matter(guests=(a_guest("ada@new.example"),), moved=((a_guest(), joined),))
    letter = write_follow_up(matter)
    gap = (
        "[[ Ada Lindqvist was invited as ada@nordwind.example and asked on 15 Nov to use "
        "ada@new.example: check that, then delete this line ]]"
    )
    assert gap in letter.text
    assert gap in letter.html


def test_with_nothing_left_of_the_notes_it_is_as_without():
    told = text(notes=("I'll send her the list",), settled=frozenset({"I will send you the list"}))
    assert "As promised" not in told
    assert told.count("[[") == 2
