"""Keeps the ledger of promises: read from mail and notes, for the people you meet and no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from syncd.agenda import Entry, Judged
from syncd.model import Me, Meeting, MeetingKey, Promise, PromiseState, Source
from syncd.people import promises
from syncd.people.dossier import Exchange
from syncd.people.guests import guests
from syncd.people.history import Past
from syncd.reading import Reading
from syncd.store import Store

log = structlog.get_logger("syncd.ledger")

#: The newest mails between you and someone that are read for promises.
_MOST_MAILS = 15
_MOST_NOTED_MEETINGS = 5
#: Of a larger table nobody is known to have promised anything.
_MOST_GUESTS = 8
#: A round reads the mail with so many meetings' guests.
_MOST_IN_A_ROUND = 4
_UNSETTLED = (PromiseState.OPEN, PromiseState.KEPT)

#: What changes when there is something new: the agenda judges anew after new mail; and the moment
#: of the newest note.
_Look = tuple[Judged, datetime | None]


@dataclass(slots=True)
class Ledger:
    """Finds promises, and what became of them."""

    store: Store
    me: Me
    reading: Reading
    #: What each meeting looked like when its guests' mail was read.
    _read: dict[MeetingKey, _Look] = field(default_factory=dict)

    def update(self, entries: Sequence[Entry], now: datetime) -> None:
        """A round's share of `catch_up`: a few meetings, the next round goes on."""
        self.catch_up(entries, now, most=_MOST_IN_A_ROUND)

    def catch_up(self, entries: Sequence[Entry], now: datetime, *, most: int | None = None) -> None:
        """Read again what has changed with the guests of networking meetings, the soonest first."""
        noted = self.store.notes.newest()
        looks = {e.meeting.key: (e.judged, noted.get(e.meeting.key)) for e in entries}
        changed = [e for e in entries if self._worth_reading(e, looks[e.meeting.key])]
        changed.sort(key=lambda entry: (entry.meeting.end < now, abs(entry.meeting.start - now)))
        for entry in changed[:most]:
            self._read[entry.meeting.key] = looks[entry.meeting.key]
            try:
                for guest in entry.judged.guests:
                    self.of(guest.address, now, guest.name)
            except Exception:
                # A ledger that is behind is no reason to hold up the letters.
                log.exception("promises not read", uid=entry.meeting.key.uid)

    def of(self, person: str, now: datetime, called: str = "") -> tuple[Promise, ...]:
        """The promises between you and one person, as the mail up to a moment shows them.

        ``called`` is their name, to tell them from others who have the address too.
        """
        past = Past(self.store, self.me)
        theirs = past.person(person).addresses
        exchanges = [
            self.reading.exchange(message)
            for message in past.between(theirs, now, _MOST_MAILS, called=called)
        ]
        meetings = past.meetings_with([person], now)
        self.store.promises.add(promises.made(exchanges, person, self.me, theirs))
        self.store.promises.add(self._noted(meetings))
        met = [meeting.start for meeting in meetings]
        return tuple(
            self._settled(promise, exchanges, met, theirs)
            for promise in self.store.promises.of(*theirs)
            if promise.made_at <= now
        )

    def _worth_reading(self, entry: Entry, look: _Look) -> bool:
        judged = entry.judged
        if not judged.verdict.networking or len(judged.guests) > _MOST_GUESTS:
            return False
        before = self._read.get(entry.meeting.key)
        return before is None or before[0] is not judged or before[1] != look[1]

    def _noted(self, meetings: Sequence[Meeting]) -> Iterable[Promise]:
        """From notes about meetings with this person alone: else it is unsure who is meant."""
        for meeting in meetings[:_MOST_NOTED_MEETINGS]:
            met = guests(meeting, self.me)
            if len(met) != 1:
                continue
            for note in self.store.notes.of(meeting.key):
                source = Source("note", meeting.title, note.noted_at, "you", origin=note.source)
                yield from promises.made_in_note(note.text, met[0].address, source, note.source)

    def _settled(
        self,
        promise: Promise,
        exchanges: list[Exchange],
        met: list[datetime],
        theirs: tuple[str, ...],
    ) -> Promise:
        if promise.state not in _UNSETTLED:
            return promise
        at = promises.kept(promise, exchanges, met, theirs)
        if at is None and promise.state is PromiseState.KEPT:
            # The mail that kept it has moved out of sight; it stays kept.
            return promise
        state = PromiseState.KEPT if at else PromiseState.OPEN
        if (state, at) == (promise.state, promise.settled_at):
            return promise
        self.store.promises.note(promise.number, state, at)
        found = self.store.promises.numbered(promise.number)
        return found or promise
