"""Gathers what is known for a letter, has it written, and makes a delivery of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from connectors.contract import Mailbox
from syncd import compose
from syncd.agenda import Agenda, Judged, neighbours
from syncd.compose import words
from syncd.compose.language import Language, english
from syncd.dossiers import Dossiers
from syncd.due import Decision, Difference, differences, follow_up, told_of
from syncd.ledger import Ledger
from syncd.model import (
    Address,
    Delivery,
    DeliveryKey,
    Guest,
    Kind,
    Me,
    Meeting,
    PartStat,
    PromiseState,
    State,
    Style,
)
from syncd.people import threads
from syncd.people.assistants import prepared_for
from syncd.people.dossier import Exchange
from syncd.people.history import Past
from syncd.people.precedence import familiar, in_full
from syncd.reading import Reading
from syncd.store import Store
from syncd.store.mail import StoredMessage
from syncd.text import body, manner
from syncd.wishes import Wishes

#: A thread that slept longer is not taken up again.
_THREAD_SLEEPS = timedelta(days=180)
_SAME_DAY = timedelta(hours=12)
#: So far back your own mails to someone are looked for, and so many of them are read.
_MOST_MAILS = 20
_MOST_OF_MINE = 3
#: Among so many mails with them a thread is looked for.
_MOST_IN_THREADS = 60


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes the letters about meetings, from the store and the mailboxes."""

    store: Store
    me: Me
    style: Style
    agenda: Agenda
    wishes: Wishes
    #: By account name.
    mailboxes: Mapping[str, Mailbox]
    #: Account whose inbox gets briefs, and whose drafts get drafts; "" for the thread's own.
    briefs_account: str
    drafts_account: str
    #: Yours, and by code all that a letter to somebody can be in.
    language: Language = field(default_factory=english)
    languages: Mapping[str, Language] = field(default_factory=dict)

    def brief(self, judged: Judged, decision: Decision, now: datetime) -> Delivery:
        """The brief of a meeting, or the revision that a decision asks for."""
        letter = compose.write_brief(self.brief_matter(judged, decision, now))
        return self._delivery(Kind.BRIEF, judged, decision.revision, letter, now)

    def word(self, judged: Judged, decision: Decision, now: datetime) -> Delivery:
        """One line that the meeting of a delivered brief is off."""
        letter = compose.write_word(self.brief_matter(judged, decision, now), decision.reason)
        return self._delivery(Kind.BRIEF, judged, decision.revision, letter, now, cancelled=True)

    def follow_ups(self, judged: Judged, decision: Decision, now: datetime) -> list[Delivery]:
        """The follow-up drafts of a meeting: one, or one for each guest as the rule says.

        None for a crowd of strangers.
        """
        people = judged.readers
        if not people:
            if follow_up.outside(judged.guests):
                return []
            # Asked for by hand: to whoever is there.
            people = prepared_for(judged.guests, judged.assistants)
        wish = judged.verdict.wants.follow_up
        if wish and wish.each and len(people) > 1:
            return [self._follow_up(judged, (one,), people, decision, now) for one in people]
        return [self._follow_up(judged, people, people, decision, now)]

    def _follow_up(
        self,
        judged: Judged,
        people: tuple[Guest, ...],
        everybody: tuple[Guest, ...],
        decision: Decision,
        now: datetime,
    ) -> Delivery:
        """The draft to some of those who came; the others get one of their own."""
        thread = self._thread(people, judged.meeting, now)
        mine = self._manner(people, now)
        language = self.languages.get(mine.language)
        who = Past(self.store, self.me).people(guest.address for guest in people)
        moved = {g: joined for g in people if (joined := who[g.address].moved(g.address, now))}
        reached = [replace(g, address=moved[g].moved_to) if g in moved else g for g in people]
        met = [judged.acquaintances.get(guest.address) for guest in people]
        wish = judged.verdict.wants.follow_up
        matter = compose.FollowUpMatter(
            meeting=judged.meeting,
            me=self.me,
            now=now,
            guests=tuple(reached),
            moved=tuple(moved.items()),
            notes=tuple(note.text for note in self.store.notes.of(judged.meeting.key)),
            thread=thread,
            first_meeting=all(known is None or not known.meetings for known in met),
            formal=wish is not None and wish.tone == "formal",
            manner=mine if language else manner.Manner(),
            style=self.style,
            others=tuple(one for one in everybody if one not in people),
            settled=self._settled(people, now),
            language=language or self.language,
            template=(wish and wish.template) or "",
        )
        letter = compose.write_follow_up(matter)
        revision = max(decision.revision, 1)
        guest = people[0].address if people != everybody else ""
        return self._delivery(
            Kind.FOLLOW_UP, judged, revision, letter, now, thread=thread, guest=guest
        )

    def text_of(self, message: StoredMessage) -> str:
        """What someone wrote in a message; "" when it cannot be read."""
        return self.reading.whole(message).body or ""

    @property
    def reading(self) -> Reading:
        """Reads the mail that letters speak of."""
        return Reading(self.store, self.me, self.mailboxes)

    @property
    def dossiers(self) -> Dossiers:
        """What is known of guests."""
        return Dossiers(self.store, self.me, self.reading, self.ledger)

    @property
    def ledger(self) -> Ledger:
        """What you and the guests promised each other."""
        return Ledger(self.store, self.me, self.reading)

    def brief_matter(
        self, judged: Judged, decision: Decision, now: datetime
    ) -> compose.BriefMatter:
        """What the brief of a meeting is written from."""
        meeting, known = judged.meeting, judged.acquaintances
        news = self.wishes.for_guests(judged.guests, now, meeting.key)
        met = _with_own_answers(judged)
        outside = tuple(guest for guest in met if guest.external) or met
        told, others = in_full(outside, known, {one.person.address for one in news})
        around = self.agenda.meetings(meeting.start - _SAME_DAY, meeting.end + _SAME_DAY)
        before, after = neighbours(meeting, around)
        first = self._first_revision(judged) if decision.revision > 1 else None
        return compose.BriefMatter(
            meeting=meeting,
            me=self.me,
            now=now,
            dossiers=self.dossiers.of(told, judged, now),
            others=others,
            familiar=familiar(others, known),
            colleagues=tuple(guest for guest in met if guest not in outside),
            declined=tuple(guest for guest in judged.guests if guest.declined),
            style=self.style,
            format=judged.facts.format,
            day=compose.Day(before, after, self._place_in_day(judged)),
            news=news,
            differences=decision.differences,
            first_subject=self._subject(first) if first else "",
            thread=(first.message_id,) if first else (),
            since_first=_since(first, judged) if first else (),
            follow_up_wanted=judged.verdict.wants.follow_up is not None,
            language=self.language,
        )

    def _place_in_day(self, judged: Judged) -> int:
        """Which networking meeting of its day it is."""
        day = judged.meeting.start.astimezone(self.me.timezone).date()
        earlier = [
            other
            for other in self.agenda.known()
            if other.verdict.networking
            and other.meeting.start.astimezone(self.me.timezone).date() == day
            and (other.meeting.start, other.meeting.key)
            < (judged.meeting.start, judged.meeting.key)
        ]
        return len(earlier) + 1

    def _first_revision(self, judged: Judged) -> Delivery | None:
        """The first brief of a meeting that was delivered; later ones join its thread."""
        briefs = self.store.deliveries.of_meeting(judged.meeting.key, Kind.BRIEF)
        return next((brief for brief in briefs if brief.delivered_at), None)

    def _subject(self, delivery: Delivery) -> str:
        return str(body.parse(delivery.letter)["Subject"] or "").strip()

    def _thread(
        self, people: tuple[Guest, ...], meeting: Meeting, now: datetime
    ) -> Exchange | None:
        """The newest mail of the thread that a draft goes into; None when it begins one."""
        past = Past(self.store, self.me)
        known = past.people(guest.address for guest in people)
        readers = [known[guest.address].addresses for guest in people]
        found = past.between((guest.address for guest in people), now, _MOST_IN_THREADS)
        warm = [m for m in found if meeting.start - m.envelope.date <= _THREAD_SLEEPS]
        newest = threads.shared(warm, readers, self.me)
        return self.reading.exchange(newest, read=False) if newest else None

    def _manner(self, people: tuple[Guest, ...], now: datetime) -> manner.Manner:
        """How you write to them, by your newest mails."""
        found = Past(self.store, self.me).closest([p.address for p in people], now, _MOST_MAILS)
        senders = ((m, m.envelope.sender) for m in found)
        mine = [m for m, sender in senders if sender and self.me.is_me(sender.address)]
        texts = [self.text_of(message) for message in mine[:_MOST_OF_MINE]]
        names = [self._name_of(person) for person in people]
        return manner.read([text for text in texts if text], names)

    def _name_of(self, guest: Guest) -> str:
        return guest.name or words.first_name("", guest.address)

    def _settled(self, people: tuple[Guest, ...], now: datetime) -> frozenset[str]:
        """Your promises to one person that are kept, or that you have settled by hand."""
        if len(people) != 1:
            return frozenset()
        known = self.ledger.of(people[0].address, now)
        return frozenset(p.text for p in known if p.by_me and p.state is not PromiseState.OPEN)

    def _delivery(
        self,
        kind: Kind,
        judged: Judged,
        revision: int,
        letter: compose.Letter,
        now: datetime,
        *,
        thread: Exchange | None = None,
        cancelled: bool = False,
        guest: str = "",
    ) -> Delivery:
        # By a digest: who is forgotten later is not to be named in a key, which stays.
        known_by = hashlib.sha256(guest.encode()).hexdigest()[:16] if guest else ""
        subject = " ".join(part for part in (judged.meeting.key.header(), known_by) if part)
        key = DeliveryKey(kind, subject, revision)
        stationery = compose.Stationery(key, self._sender(), now, judged.meeting.key)
        own = thread.account if thread and thread.account in self.mailboxes else ""
        drafts = self.drafts_account or own or self.briefs_account
        return Delivery(
            key=key,
            state=State.READY,
            account=self._briefs_account(judged) if kind is Kind.BRIEF else drafts,
            message_id=compose.message_id(key, self.me.addresses[0]),
            letter=compose.build(letter, stationery),
            created=now,
            meeting=judged.meeting.key,
            told=told_of(judged.meeting, judged.guests, cancelled=cancelled),
            thread_id=thread.thread_id if thread and own == drafts else "",
        )

    def _briefs_account(self, judged: Judged) -> str:
        wish = judged.verdict.wants.brief
        return (wish and wish.deliver) or self.briefs_account

    def _sender(self) -> Address:
        return Address(self.me.addresses[0], self.me.name)


def _with_own_answers(judged: Judged) -> tuple[Guest, ...]:
    """Those whom a meeting is with; what an assistant has answered is no answer of theirs."""
    return tuple(
        replace(guest, partstat=PartStat.DELEGATED) if guest in judged.about else guest
        for guest in judged.met
    )


def _since(first: Delivery, judged: Judged) -> tuple[Difference, ...]:
    """How the meeting differs from what its first brief told."""
    now = told_of(judged.meeting, judged.guests)
    return differences(first.told, now, judged.guests) if first.told else ()
