"""The meetings of a time, judged, with what each is owed. Reads the store, writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import rules
from syncd import calendar
from syncd.compose import words
from syncd.due import Decision, Quiet, Situation, Stand, brief, follow_up
from syncd.model import (
    Acquaintance,
    Assistance,
    Delivery,
    Guest,
    Kind,
    Me,
    Meeting,
    MeetingKey,
    Told,
    Verdict,
)
from syncd.people.absent import Absent
from syncd.people.assistants import bosses, prepared_for, telling
from syncd.people.guests import guests, my_partstat, one_each
from syncd.people.history import Past
from syncd.store import Store
from syncd.store.ties import AsOf

#: Verdicts lean on days since contact: an hour old they are as good as new.
_STALE = timedelta(hours=1)
#: Nobody prepares for this many people one by one; their history is not looked up.
_MOST_GUESTS = 60
#: What a meeting is owed that is not networking and that no letter tells of.
_NOTHING = Decision(Stand.NONE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A meeting, its guests, and what the rules said."""

    meeting: Meeting
    guests: tuple[Guest, ...]
    facts: rules.Facts
    verdict: Verdict
    acquaintances: dict[str, Acquaintance]
    #: Address of a guest who only arranges it -> that of the guest they do it for.
    assistants: dict[str, str] = field(default_factory=dict)
    #: Those it is really with, of whom only an assistant is invited. They are in no calendar.
    about: tuple[Guest, ...] = ()
    #: Who only arranges it, for somebody who comes or whom it is about: why that is thought.
    arranged: tuple[Assistance, ...] = ()
    #: It is in no calendar any more; only a letter tells of it.
    gone: bool = False

    @property
    def met(self) -> tuple[Guest, ...]:
        """Those whom a letter about it is about; empty when nobody comes.

        Nobody who declined, no assistant but the one they arrange for, and no shared mailbox unless
        there is nothing else.
        """
        coming = tuple(guest for guest in self.guests if not guest.declined)
        aside = {one.address for one in self.arranged}
        return prepared_for((*self.about, *coming), aside)

    @property
    def readers(self) -> tuple[Guest, ...]:
        """To whom a follow-up goes."""
        met = follow_up.recipients((*self.about, *self.guests), self.acquaintances)
        return prepared_for(met, {one.address for one in self.arranged})


@dataclass(frozen=True, slots=True)
class Entry:
    """A judged meeting with what it is owed at a moment."""

    judged: Judged
    brief: Decision
    follow_up: Decision

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        return self.judged.meeting


@dataclass(slots=True)
class Agenda:
    """Judges meetings by the rules and the user's history."""

    store: Store
    me: Me
    rules: rules.Rules
    quiet: Quiet
    look_back: timedelta
    look_ahead: timedelta
    _judged: list[Judged] = field(default_factory=list)
    _judged_at: datetime | None = None
    #: People whose mail has changed since.
    _changed: frozenset[str] = frozenset()
    #: (address, moment it is as of; None for about now) -> what is known.
    _known: dict[tuple[str, datetime | None], Acquaintance] = field(default_factory=dict)
    #: Address of a guest -> all of theirs, the one that they are listed under first.
    _whose: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: For whom each of the guests arranges meetings.
    _assisting: dict[str, tuple[Assistance, ...]] = field(default_factory=dict)
    #: Meeting that is over -> to whom of its guests you have written since, in words.
    _wrote: dict[MeetingKey, str] = field(default_factory=dict)

    def forget(self, addresses: frozenset[str] | None = None) -> None:
        """The store has changed about these people, or about anything: judge that anew."""
        self._wrote.clear()
        self._assisting.clear()
        self._whose.clear()
        if addresses is None:
            self._judged_at = None
            self._known.clear()
            return
        changed = addresses | self._one_person_with(addresses)
        self._changed |= changed
        for key in [key for key in self._known if key[0] in changed]:
            del self._known[key]

    def _one_person_with(self, addresses: frozenset[str]) -> set[str]:
        """Mail with one address of a person changes what is known of all of theirs."""
        people = Past(self.store, self.me).people(addresses).values()
        return {address for person in people for address in person.addresses}

    def entries(self, now: datetime) -> list[Entry]:
        """Everything from look_back to look_ahead, and what letters tell of beyond it."""
        self._judge_again(now)
        return self._decided([*self._judged, *self._beyond(now)], now)

    def _judge_again(self, now: datetime) -> None:
        """Judge what is new, grown stale, or with people whose mail has changed."""
        if self._judged_at is None or not timedelta() <= now - self._judged_at < _STALE:
            self._known = {key: known for key, known in self._known.items() if key[1]}
            self._wrote.clear()
            self._judged = self.between(now - self.look_back, now + self.look_ahead, now)
            self._judged_at = now
        elif self._changed:
            changed = [
                old.meeting
                for old in self._judged
                if any(guest.address in self._changed for guest in (*old.guests, *old.about))
            ]
            anew = {judged.meeting.key: judged for judged in self._judge_all(changed, now)}
            self._judged = [anew.get(old.meeting.key, old) for old in self._judged]
        self._changed = frozenset()

    def known(self) -> list[Judged]:
        """The meetings as they were last judged for `entries`."""
        return list(self._judged)

    def strangers(self, now: datetime) -> list[str]:
        """Addresses of the guests from outside, the soonest meeting first, then recent ones."""
        met = self.meetings(now - self.look_back, now + self.look_ahead)
        met.sort(key=lambda meeting: (meeting.start < now, abs(meeting.start - now)))
        few = [people for m in met if len(people := guests(m, self.me)) <= _MOST_GUESTS]
        return [guest.address for people in few for guest in people if guest.external]

    def between(self, start: datetime, end: datetime, now: datetime) -> list[Judged]:
        """The meetings that overlap a time, judged, in the order of their starts."""
        return self._judge_all(self.meetings(start, end), now)

    def _judge_all(self, listed: Sequence[Meeting], now: datetime) -> list[Judged]:
        self._learn_who(listed)
        people = ((self._guests(meeting), meeting) for meeting in listed)
        self._learn([one for met, meeting in people for one in _asked(met, meeting, now)], now)
        return [self.judge(meeting, now) for meeting in listed]

    def meetings(self, start: datetime, end: datetime) -> list[Meeting]:
        """The meetings that overlap a time, in the order of their starts."""
        groups = self.store.calendar.between(start, end)
        return [calendar.merge(copies, self.me) for copies in groups]

    def judge(self, meeting: Meeting, now: datetime, *, every: bool = False) -> Judged:
        """Hold the rules against one meeting, as known before it began."""
        self._learn_who([meeting])
        people = self._guests(meeting)
        asked = _asked(people, meeting, now)
        self._learn(asked, now)
        known = {address: self._known[address, as_of] for address, as_of in asked}
        helping = {a: told for a, _ in asked if (told := self._assisting.get(a, ()))}
        assisting = bosses([one for one in people if not one.declined], helping)
        counted = tuple(guest for guest in people if guest.address not in assisting)
        facts = rules.gather(meeting, counted, self.me, known, now=now)
        verdict = rules.judge(meeting, facts, self.rules, every=every)
        if not verdict.networking or not helping:
            return Judged(meeting, people, facts, verdict, known)
        away = Absent(self.store, self.me).bosses(meeting, counted, helping)
        about = tuple({boss.address: boss for boss in away.values()}.values())
        asked = _asked(about, meeting, now)
        self._learn(asked, now)
        known |= {address: self._known[address, as_of] for address, as_of in asked}
        arranged = telling(people, assisting, away, helping)
        return Judged(meeting, people, facts, verdict, known, assisting, about, arranged)

    def _guests(self, meeting: Meeting) -> tuple[Guest, ...]:
        """The guests, each once under whatever addresses they are invited."""
        return one_each(guests(meeting, self.me), self._whose)

    def _learn_who(self, listed: Sequence[Meeting]) -> None:
        """Look up who is behind the guests' addresses, all of them at once."""
        invited = {
            guest.address
            for people in (guests(meeting, self.me) for meeting in listed)
            if len(people) <= _MOST_GUESTS
            for guest in people
        }
        unknown = invited - self._whose.keys()
        if unknown:
            people = Past(self.store, self.me).people(unknown)
            self._whose |= {address: people[address].addresses for address in unknown}

    def _learn(self, asked: Collection[tuple[str, datetime | None]], now: datetime) -> None:
        """Look up those who are not known yet, all of them at once."""
        new = [one for one in dict.fromkeys(asked) if one not in self._known]
        as_of = {one: AsOf(one[0], one[1] or now) for one in new}
        found = Past(self.store, self.me).acquaintances(as_of.values())
        self._known |= {one: found[as_of[one]] for one in new}
        unasked = [address for address, _ in asked if address not in self._assisting]
        if unasked:
            self._assisting |= dict.fromkeys(unasked, ())
            self._assisting |= self.store.assistants.of_all(unasked)

    def entry(self, judged: Judged, now: datetime) -> Entry:
        """What a judged meeting is owed."""
        [entry] = self._decided([judged], now)
        return entry

    def _decided(self, listed: Sequence[Judged], now: datetime) -> list[Entry]:
        """What each of some meetings is owed."""
        letters = self.store.deliveries.about(judged.meeting.key for judged in listed)
        noted = self.store.notes.newest()
        entries = []
        for judged in listed:
            key = judged.meeting.key
            if key in letters or judged.verdict.networking:
                entries.append(self._entry(judged, letters.get(key, ()), noted.get(key), now))
            else:
                entries.append(Entry(judged, _NOTHING, _NOTHING))
        return entries

    def _entry(
        self, judged: Judged, letters: tuple[Delivery, ...], noted: datetime | None, now: datetime
    ) -> Entry:
        before = tuple(letter for letter in letters if letter.key.kind is Kind.BRIEF)
        after = tuple(letter for letter in letters if letter.key.kind is Kind.FOLLOW_UP)
        situation = Situation(
            meeting=judged.meeting,
            guests=judged.guests,
            verdict=judged.verdict,
            my_partstat=my_partstat(judged.meeting, self.me),
            now=now,
            quiet=self.quiet,
            look_back=self.look_back,
            letters=before,
            acquaintances=judged.acquaintances,
            gone=judged.gone,
        )
        over = judged.verdict.networking and now >= judged.meeting.end
        afterwards = replace(
            situation,
            letters=after,
            newer_notes=bool(over and after and noted and noted > after[-1].created),
        )
        if over and not afterwards.reached_mailbox:
            afterwards = replace(afterwards, already_wrote=self._already_wrote(judged, now))
        return Entry(judged, brief.decide(situation), follow_up.decide(afterwards))

    def _already_wrote(self, judged: Judged, now: datetime) -> str:
        """To whom of the guests you have written since, in words; asked again after new mail."""
        key = judged.meeting.key
        if key not in self._wrote:
            wanted = [guest.address for guest in judged.readers]
            reached = Past(self.store, self.me).written_since(wanted, judged.meeting.end, now)
            told = words.listed([person.label for person in reached]) if reached else ""
            self._wrote[key] = told
        return self._wrote[key]

    def _beyond(self, now: datetime) -> list[Judged]:
        """Meetings that a letter says are to come and the window does not show."""
        shown = {judged.meeting.key for judged in self._judged}
        return [
            self._missing(key, told, now)
            for key, told in self.store.deliveries.told_ahead(now).items()
            if key not in shown
        ]

    def _missing(self, key: MeetingKey, told: Told, now: datetime) -> Judged:
        copies = self.store.calendar.copies(key)
        if copies:
            return self.judge(calendar.merge(copies, self.me), now)
        was = Meeting(key, told.title, told.start, told.end, location=told.location)
        facts = rules.gather(was, (), self.me, {}, now=now)
        return Judged(was, (), facts, Verdict(networking=False), {}, gone=True)


def _asked(
    people: Sequence[Guest], meeting: Meeting, now: datetime
) -> list[tuple[str, datetime | None]]:
    """Whose history tells about a meeting, and as of when: None is now."""
    as_of = meeting.start if meeting.start < now else None
    return [(guest.address, as_of) for guest in people] if len(people) <= _MOST_GUESTS else []


def neighbours(
    meeting: Meeting, around: Sequence[Meeting]
) -> tuple[Meeting | None, Meeting | None]:
    """The nearest meetings of yours that end before this one and begin after it."""
    others = [
        other
        for other in around
        if other.key != meeting.key and not (other.all_day or other.transparent or other.cancelled)
    ]
    before = [other for other in others if other.end <= meeting.start]
    after = [other for other in others if other.start >= meeting.end]
    return (
        max(before, key=lambda other: other.end, default=None),
        min(after, key=lambda other: other.start, default=None),
    )
