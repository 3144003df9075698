"""The follow-up draft: for the user to finish. It never invents a conversation.

What only the writer can know is a gap, ``[[ … ]]``; what the writer noted stands in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from syncd.compose import words
from syncd.compose.language import Language, english
from syncd.compose.letter import Letter
from syncd.compose.render import render
from syncd.model import Address, Guest, Joined, Me, Meeting, Style
from syncd.people.dossier import Exchange
from syncd.people.promises import MAX_CHARS
from syncd.text.manner import Manner
from syncd.text.noted import LANGUAGES, Noted, sort_notes
from syncd.text.snippet import shorten

_REPLY = re.compile(r"^(re|aw|sv|antw|rif|res)\s*(\[\d+\])?\s*:\s*", re.IGNORECASE)
#: More are greeted all together.
_MOST_GREETED = 4
_A_WEEK = 7
#: So many days later "last Tuesday" is still clear.
_WEEKDAYS_TELL = 10
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
    #: Guests as they were invited, whose letter goes to another address at their own word.
    moved: tuple[tuple[Guest, Joined], ...] = ()
    #: What the user noted, oldest first.
    notes: tuple[str, ...] = ()
    #: The newest mail of the thread it belongs in; None to begin one.
    thread: Exchange | None = None
    first_meeting: bool = False
    #: As the rule says; what your own mails show of "du" and "Sie" comes before it.
    formal: bool = False
    #: How you write to the guest, from your own mails.
    manner: Manner = field(default_factory=Manner)
    style: Style = field(default_factory=Style)
    #: Others who took part and get a letter of their own.
    others: tuple[Guest, ...] = ()
    #: Promises of yours by the ledger's words that are settled: they are not made again.
    settled: frozenset[str] = frozenset()
    language: Language = field(default_factory=english)
    #: Of the user's own, by its name; "" for ours.
    template: str = ""


def write_follow_up(matter: FollowUpMatter) -> Letter:
    """The draft, in the thread with the guest when there is one."""
    voice = _Voice(matter)
    noted = _noted(matter, voice) if matter.notes else None
    greeting, thanks = _greeting(matter, voice), _thanks(matter, voice)
    values = {
        "greeting": greeting,
        "closing": voice.own_closing or voice.say("closing"),
        "thanks": words.capital(thanks) if greeting.endswith(("!", ".")) else thanks,
        "moved": [_moved(matter, guest, joined) for guest, joined in matter.moved],
        "noted": noted,
        "awaited": [voice.counted("awaited", what=line) for line in noted.awaited] if noted else [],
        "call": _call(matter, voice),
        "name": _signed(matter, voice),
    }
    in_reply_to, references = _threading(matter.thread)
    template = matter.template or "follow-up"
    return Letter(
        subject=_subject(matter),
        text=render(f"{template}-body.txt", matter.language, **values),
        html=render(f"{template}-body.html", matter.language, **values),
        to=tuple(Address(guest.address, guest.name) for guest in matter.guests),
        in_reply_to=in_reply_to,
        references=references,
    )


@dataclass(frozen=True, slots=True)
class _Voice:
    """Says a sentence of the letter formally or not, to one or to several."""

    matter: FollowUpMatter

    @property
    def formal(self) -> bool:
        polite = self.matter.manner.polite
        return self.matter.formal if polite is None else polite

    @property
    def own_closing(self) -> str:
        return "" if self.matter.formal else self.matter.manner.closing

    @property
    def own_greeting(self) -> str:
        alone = len(self.matter.guests) == 1
        return self.matter.manner.greeting if alone and not self.matter.formal else ""

    def say(self, name: str, **values: str) -> str:
        return self.matter.language.say(self._named(name), **values)

    def counted(self, name: str, **values: str) -> str:
        """The form for as many as the letter goes to."""
        language, readers = self.matter.language, len(self.matter.guests)
        return language.counted(self._named(name), readers, words=False, **values)

    def _named(self, name: str) -> str:
        return f"formal.{name}" if self.formal else f"follow_up.{name}"


def _noted(matter: FollowUpMatter, voice: _Voice) -> Noted | None:
    """The notes, sorted; None when nothing is left to say of them."""
    code = matter.language.code
    known = [code] if code in LANGUAGES else []
    reader = {"dative": voice.counted("to_you"), "accusative": voice.counted("you")}
    noted = sort_notes(matter.notes, known, **reader)
    # The ledger has the promises as they are made to a friend.
    plain = (shorten(line, MAX_CHARS) for line in sort_notes(matter.notes, known).promised)
    said = zip(noted.promised, plain, strict=False)
    still = tuple(line for line, plainly in said if plainly not in matter.settled)
    left = replace(noted, promised=still)
    return _for(matter, left) if any((left.remembered, left.promised, left.awaited)) else None


def _for(matter: FollowUpMatter, noted: Noted) -> Noted:
    """Where each guest gets a letter, a promise stands only in that of the one it names."""
    if not matter.others:
        return noted
    everybody = (*matter.guests, *matter.others)
    ours = [line for line in noted.promised if _names(matter.guests, line)]
    unsure = [line for line in noted.promised if not _names(everybody, line)]
    return Noted((*noted.remembered, *unsure, *noted.awaited), tuple(ours), ())


def _names(guests: tuple[Guest, ...], line: str) -> bool:
    said = set(re.findall(r"\w+", line.casefold()))
    return any(words.first_name(g.name, g.address).casefold() in said for g in guests)


def _moved(matter: FollowUpMatter, guest: Guest, joined: Joined) -> str:
    """That it goes to another address than was invited, and why: to be checked."""
    asked, language = joined.source.date, matter.language
    return language.say(
        "follow_up.moved",
        name=shorten(guest.label, 60),
        invited=shorten(guest.address, 100),
        address=shorten(joined.moved_to, 100),
        day=language.short_day(asked, matter.me.timezone, matter.now) if asked else "…",
    )


def _signed(matter: FollowUpMatter, voice: _Voice) -> str:
    first = words.first_name(matter.me.name, matter.me.addresses[0])
    return matter.manner.signed_as or voice.say("signed", first=first, full=matter.me.name)


def _call(matter: FollowUpMatter, voice: _Voice) -> str:
    """The offer to call, for those who like to, with the time left to the writer."""
    likes = {"phone", "video"} & set(matter.style.prefers)
    if not likes or len(matter.guests) != 1:
        return ""
    return voice.say("call", gap=matter.language.say("follow_up.call_when"))


def _subject(matter: FollowUpMatter) -> str:
    if matter.thread and matter.thread.subject.strip():
        subject = matter.thread.subject.strip()
        return subject if _REPLY.match(subject) else f"Re: {subject}"
    on = matter.language.written_day(
        matter.meeting.start.astimezone(matter.me.timezone), matter.now
    )
    name = "follow_up.subject_first" if matter.first_meeting else "follow_up.subject"
    return matter.language.say(name, day=on)


def _threading(thread: Exchange | None) -> tuple[str, tuple[str, ...]]:
    """In-Reply-To and References (RFC 5322 section 3.6.4)."""
    if thread is None or not _MESSAGE_ID.fullmatch(thread.message_id):
        return "", ()
    earlier = tuple(id_ for id_ in thread.references if _MESSAGE_ID.fullmatch(id_))
    return thread.message_id, (*(i for i in earlier if i != thread.message_id), thread.message_id)


def _greeting(matter: FollowUpMatter, voice: _Voice) -> str:
    if voice.own_greeting:
        return voice.own_greeting
    guests, listed = matter.guests, matter.language.listed
    if len(guests) > _MOST_GREETED:
        return voice.say("greeting_all")
    names = [shorten(words.first_name(guest.name, guest.address), 40) for guest in guests]
    whole = [shorten(guest.label, 60) for guest in guests]
    return voice.counted("greeting", names=listed(names), full=listed(whole))


def _thanks(matter: FollowUpMatter, voice: _Voice) -> str:
    """``thank you for the time this morning``, ``thank you for Tuesday``: as one speaks of it."""
    zone, say = matter.me.timezone, matter.language.say
    start, now = matter.meeting.start.astimezone(zone), matter.now.astimezone(zone)
    days = (now.date() - start.date()).days
    if days > 1:
        return _thanks_days_later(matter, voice, start, now)
    part = "morning" if start.hour < 12 else "afternoon" if start.hour < 17 else "evening"
    if days == 1:
        when = "follow_up.yesterday" if matter.meeting.all_day else f"follow_up.yesterday_{part}"
    else:
        when = "follow_up.today" if matter.meeting.all_day else f"follow_up.this_{part}"
    return voice.say("thanks", when=say(when))


def _thanks_days_later(
    matter: FollowUpMatter, voice: _Voice, start: datetime, now: datetime
) -> str:
    """By the weekday while everybody knows which is meant."""
    days = (now.date() - start.date()).days
    if days > _WEEKDAYS_TELL:
        return voice.say("thanks_day", day=matter.language.written_day(start, now))
    name = "thanks_weekday" if days < _A_WEEK else "thanks_last_weekday"
    return voice.say(name, day=matter.language.weekday(start))
