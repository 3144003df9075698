"""The follow-up draft: for the user to finish. It never invents a conversation.

What only the writer can know is a gap, ``[[ … ]]``; what the writer noted stands in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from syncd.compose import words
from syncd.compose.letter import Letter
from syncd.compose.render import render
from syncd.model import Address, Guest, Me, Meeting
from syncd.people.dossier import Exchange
from syncd.text.noted import sort_notes
from syncd.text.snippet import shorten

_REPLY = re.compile(r"^(re|aw|sv|antw|rif|res)\s*(\[\d+\])?\s*:\s*", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,300}>")


@dataclass(frozen=True, slots=True)
class FollowUpMatter:
    """Everything a follow-up is written from."""

    meeting: Meeting
    me: Me
    #: Aware.
    now: datetime
    #: To whom it goes.
    guests: tuple[Guest, ...]
    #: What the user noted, oldest first.
    notes: tuple[str, ...] = ()
    #: The newest mail of the thread it belongs in; None to begin one.
    thread: Exchange | None = None
    first_meeting: bool = False
    formal: bool = False


def write_follow_up(matter: FollowUpMatter) -> Letter:
    """The draft, in the thread with the guest when there is one."""
    values = {
        "greeting": _greeting(matter.guests, formal=matter.formal),
        "closing": "Kind regards" if matter.formal else "Warm regards",
        "thanks": _thanks(matter),
        "noted": sort_notes(matter.notes) if matter.notes else None,
        "name": words.first_name(matter.me.name, matter.me.addresses[0]),
    }
    in_reply_to, references = _threading(matter.thread)
    return Letter(
        subject=_subject(matter),
        text=render("follow-up-body.txt", **values),
        html=render("follow-up-body.html", **values),
        to=tuple(Address(guest.address, guest.name) for guest in matter.guests),
        in_reply_to=in_reply_to,
        references=references,
    )


def _subject(matter: FollowUpMatter) -> str:
    if matter.thread and matter.thread.subject.strip():
        subject = matter.thread.subject.strip()
        return subject if _REPLY.match(subject) else f"Re: {subject}"
    on = words.day(matter.meeting.start.astimezone(matter.me.timezone), matter.now)
    pleasure = "Good to meet you" if matter.first_meeting else "Good to talk to you"
    return f"{pleasure}, {on}"


def _threading(thread: Exchange | None) -> tuple[str, tuple[str, ...]]:
    """In-Reply-To and References (RFC 5322 section 3.6.4)."""
    if thread is None or not _MESSAGE_ID.fullmatch(thread.message_id):
        return "", ()
    earlier = tuple(id_ for id_ in thread.references if _MESSAGE_ID.fullmatch(id_))
    return thread.message_id, (*(i for i in earlier if i != thread.message_id), thread.message_id)


def _greeting(guests: tuple[Guest, ...], *, formal: bool) -> str:
    names = [shorten(words.first_name(guest.name, guest.address), 40) for guest in guests]
    if len(names) > 4:
        return "Dear all," if formal else "Hello everyone,"
    return f"{'Dear' if formal else 'Hi'} {words.listed(names)},"


def _thanks(matter: FollowUpMatter) -> str:
    """``thank you for this morning``: the time of day as the writer will think of it."""
    zone = matter.me.timezone
    start, now = matter.meeting.start.astimezone(zone), matter.now.astimezone(zone)
    days = (now.date() - start.date()).days
    part = "morning" if start.hour < 12 else "afternoon" if start.hour < 17 else "evening"
    if matter.meeting.all_day:
        part = "day"
    if days <= 0:
        when = f"this {part}" if part != "day" else "today"
    elif days == 1:
        when = f"yesterday {part}" if part != "day" else "yesterday"
    else:
        when = f"your time on {words.day(start, now)}"
    return f"thank you for {when}." if days > 1 else f"thank you for the time {when}."
