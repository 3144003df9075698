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
from syncd.text import sentences
from syncd.text.snippet import shorten

_MAX_NOTE_CHARS = 400
_MOST_NOTES = 20
_REPLY = re.compile(r"^(re|aw|sv|antw|rif|res)\s*(\[\d+\])?\s*:\s*", re.IGNORECASE)
_PROMISE = re.compile(
    r"^\W*(?:(?P<act>i('ll| will)|i promised to|promised to|to ?do:?)|i promised|promised|"
    r"(i )?owe (him|her|them))\s+",
    re.IGNORECASE,
)
#: The notes speak of the guest, the letter to the guest.
_THEM = re.compile(r"\b(him|her|them)\b(?!\s+\w+ing\b)", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,300}>")


#: "she sends me the link", "he'll introduce me to": what the guest will do for the writer.
_THEIR_PROMISE = re.compile(
    r"^\W*(?:she|he|they)(?:'ll| will| wants? to| wanted to| promised to)?\s+"
    r"(?P<act>send|give|share|show|forward|introduce|lend|tell)s?\s+me\s+(?P<what>\S.*?)[\s.]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Noted:
    """The writer's notes, sorted."""

    remembered: tuple[str, ...]
    #: As bullets: "I will send you the list".
    promised: tuple[str, ...]
    #: After "you wanted to": "send me the link".
    awaited: tuple[str, ...]


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
        "noted": _sort_notes(matter.notes) if matter.notes else None,
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


def _sort_notes(notes: tuple[str, ...]) -> Noted:
    """What stayed with the writer and what was promised each way, in the writer's own words."""
    lines = [line.strip(" \t-*•") for note in notes for line in note.splitlines()]
    said = [part for line in lines for part in _parts(line)][:_MOST_NOTES]
    remembered: list[str] = []
    promised: list[str] = []
    awaited: list[str] = []
    for words_noted in said:
        if _PROMISE.match(words_noted):
            promised.append(_as_promise(words_noted))
        elif match := _THEIR_PROMISE.match(words_noted):
            awaited.append(f"{match['act'].lower()} me {_THEM.sub('you', match['what'], count=1)}")
        else:
            remembered.append(words_noted)
    return Noted(tuple(remembered), tuple(promised), tuple(awaited))


def _parts(line: str) -> list[str]:
    """The sentences of a note, and what stands apart by a semicolon."""
    apart = [part for sentence in sentences.split(line) for part in sentence.split(";")]
    return [shorten(part.strip(), _MAX_NOTE_CHARS) for part in apart if part.strip(" .,;")]


def _as_promise(line: str) -> str:
    """``I'll send her a list`` -> ``I will send you a list``; ``promised a list`` -> ``a list``."""
    match = _PROMISE.match(line)
    assert match is not None
    rest = line[match.end() :].rstrip(" .")
    return f"I will {_THEM.sub('you', rest, count=1)}" if match["act"] else rest
