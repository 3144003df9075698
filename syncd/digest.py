"""Gathers the week for the digest, and offers it once a week when there is anything to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import getaddresses

import structlog

from syncd import compose
from syncd.agenda import Entry, neighbours
from syncd.compose.language import Language
from syncd.due import Quiet
from syncd.due import digest as due
from syncd.ledger import Ledger
from syncd.model import (
    Address,
    Delivery,
    DeliveryKey,
    Guest,
    Kind,
    Me,
    PartStat,
    Promise,
    PromiseState,
    State,
    Style,
    Weekly,
    WishNews,
)
from syncd.people.guests import my_partstat
from syncd.people.history import Past
from syncd.store import Store
from syncd.text import body
from syncd.wishes import Wishes

log = structlog.get_logger("syncd.digest")

#: The week that was too quiet for a letter, so that a later look at it brings none.
_QUIET_WEEK = "quiet week"
#: Of older promises nobody is reminded every week; `syncd promises` has them all.
_PROMISED = timedelta(days=60)
_DRAFTED = timedelta(days=21)
_WEEK = timedelta(days=7)
_LATE = "It was too late for this week."


@dataclass(slots=True)
class Digest:
    """Writes the digest, from the store and what the round knows."""

    store: Store
    me: Me
    style: Style
    ledger: Ledger
    wishes: Wishes
    language: Language
    quiet: Quiet
    #: Account whose inbox gets it.
    account: str
    #: When it is wanted; None for never.
    wanted: Weekly | None
    _settled: str = field(default="")

    def update(
        self, entries: Sequence[Entry], now: datetime, *, may_write: Callable[[], bool]
    ) -> None:
        """Look out for whom you want to meet, and offer the digest when it is owed."""
        self.wishes.update(entries, now)
        self._drop_late(now)
        if self.wanted is None:
            return
        issue = due.newest(self.wanted, self.quiet, now)
        if issue.week == self._settled or not due.owed(issue, self.quiet, now) or not may_write():
            return
        self._settled = issue.week
        try:
            self._offer(entries, issue, now)
        except Exception:
            # A digest that cannot be written is no reason to hold up the other letters.
            log.exception("no digest", week=issue.week)

    def letter(
        self, entries: Sequence[Entry], now: datetime, fresh: Iterable[WishNews] = ()
    ) -> Delivery | None:
        """The digest of the time until the next one; None when there is nothing to tell.

        ``fresh`` is news that is not in the store.
        """
        issue = due.newest(self.wanted, self.quiet, now) if self.wanted else None
        week = issue.week if issue else f"{now:%G-W%V}"
        until = issue.until if issue and issue.until > now else now + _WEEK
        last = self.store.deliveries.newest(Kind.DIGEST)
        told = last.created if last and last.created < now else None
        self.ledger.catch_up(entries, now)
        matter = compose.DigestMatter(
            me=self.me,
            style=self.style,
            now=now,
            until=until,
            meetings=self._meetings(entries, now, until),
            promises=self._promises(now, until),
            reachable=(*self.wishes.since(told, now), *fresh),
            drafts=self._drafts(now),
        )
        return None if matter.empty else self._delivery(week, matter)

    def _offer(self, entries: Sequence[Entry], issue: due.Issue, now: datetime) -> None:
        key = DeliveryKey(Kind.DIGEST, issue.week)
        quiet = self.store.accounts.fact(_QUIET_WEEK) == issue.week
        if quiet or self.store.deliveries.of_key(key) is not None:
            return
        delivery = self.letter(entries, now)
        if delivery is None:
            self.store.accounts.set_fact(_QUIET_WEEK, issue.week)
            log.info("a quiet week, and no digest", week=issue.week)
        else:
            self.store.deliveries.add(delivery)

    def _drop_late(self, now: datetime) -> None:
        """Nobody wants Monday's digest on Friday: the mailbox was away for too long."""
        waiting = self.store.deliveries.in_state(State.SENDING, State.READY, State.FAILED)
        for letter in waiting:
            if letter.key.kind is Kind.DIGEST and now - letter.created > due.CAUGHT_UP:
                unsent = (State.READY, State.FAILED)
                self.store.deliveries.move(letter.key, unsent, State.WITHDRAWN, reason=_LATE)

    def _meetings(
        self, entries: Sequence[Entry], now: datetime, until: datetime
    ) -> tuple[compose.Planned, ...]:
        on = [entry for entry in entries if _takes_place(entry, self.me)]
        around = [entry.meeting for entry in on]
        networking = sorted(
            (entry for entry in on if entry.judged.verdict.networking),
            key=lambda entry: (entry.meeting.start, entry.meeting.key),
        )
        days: dict[date, int] = {}
        planned = []
        for entry in networking:
            day = entry.meeting.start.astimezone(self.me.timezone).date()
            days[day] = days.get(day, 0) + 1
            if now <= entry.meeting.start < until:
                before, after = neighbours(entry.meeting, around)
                place = compose.Day(before, after, days[day])
                planned.append(
                    compose.Planned(entry.meeting, _coming(entry), entry.judged.facts.format, place)
                )
        return tuple(planned)

    def _promises(self, now: datetime, until: datetime) -> tuple[tuple[Promise, str], ...]:
        """Open ones that are due by the end of the week, or were made lately."""
        oldest, last = now - _PROMISED, until.astimezone(self.me.timezone).date()
        known = [
            promise
            for promise in self.store.promises.all(PromiseState.OPEN)
            if promise.made_at <= now
            and (oldest.date() <= promise.due <= last if promise.due else promise.made_at >= oldest)
        ]
        known.sort(key=lambda p: (not p.by_me, p.due or date.max, -p.made_at.timestamp()))
        past, people = Past(self.store, self.me), {promise.person for promise in known}
        names = {person: past.acquaintance(person, now).name for person in people}
        return tuple((promise, names[promise.person] or promise.person) for promise in known)

    def _drafts(self, now: datetime) -> tuple[compose.Waiting, ...]:
        return tuple(
            _waiting(draft)
            for draft in self.store.deliveries.drafts_waiting(now - _DRAFTED)
            if draft.created <= now and draft.letter  # not that it told of who is forgotten
        )

    def _delivery(self, week: str, matter: compose.DigestMatter) -> Delivery:
        key = DeliveryKey(Kind.DIGEST, week)
        sender = Address(self.me.addresses[0], self.me.name)
        letter = compose.write_digest(matter, self.language)
        return Delivery(
            key=key,
            state=State.READY,
            account=self.account,
            message_id=compose.message_id(key, sender.address),
            letter=compose.build(letter, compose.Stationery(key, sender, matter.now)),
            created=matter.now,
        )


def _takes_place(entry: Entry, me: Me) -> bool:
    """Whether a meeting takes place with you and somebody else."""
    meeting, guests = entry.meeting, entry.judged.guests
    off = entry.judged.gone or meeting.cancelled or my_partstat(meeting, me) is PartStat.DECLINED
    return not off and not (guests and all(guest.declined for guest in guests))


def _coming(entry: Entry) -> tuple[Guest, ...]:
    """Whom the meeting is with, as in its brief: an assistant makes no small group of two."""
    return tuple(sorted(entry.judged.met, key=lambda guest: not guest.external))


def _waiting(draft: Delivery) -> compose.Waiting:
    message = body.parse(draft.letter)
    to = [Address(address, name) for name, address in getaddresses([str(message["To"] or "")])]
    subject = str(message["Subject"] or "").strip()
    return compose.Waiting(tuple(to), subject, draft.delivered_at or draft.created)
