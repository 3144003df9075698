"""Learns what those whom you know best do and have done, so that you can bring people together.

Of the people you write to the most, a few in each beat: their newest mails to you are read, and
what they say of themselves is kept. A mail is read once, and a beat ends when its time is over:
of a mailbox that is not mirrored (Gmail) it fetches ten mails at the most, 200 units of the quota.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from syncd.model import Attendee, Me
from syncd.people.dossier import Exchange, mail_source
from syncd.people.experience_words import WITH_EXPERIENCE
from syncd.people.findings import findings
from syncd.people.guests import is_person
from syncd.people.ties import strengths
from syncd.reading import Reading
from syncd.store import Store
from syncd.store.circles import Circles
from syncd.store.findings import Acquainted
from syncd.store.mail import StoredMessage

log = structlog.get_logger("syncd.acquaint")

#: So many people are known well; among those to whom your newest mails went.
_MOST_KNOWN = 60
_AMONG_MAILS = 2_000
#: Who they are changes slowly, and their new mail is worth a look a day.
_LISTED_EVERY = timedelta(days=1)
#: While there are fewer: the old mail of an account that is not mirrored is still being read.
_LISTED_AGAIN = timedelta(minutes=4)
_PEOPLE_IN_A_BEAT = 2
_MAILS_OF_ONE = 5
#: Of processor, after which no further mail is begun. What was begun is read to its end and written
#: down, which makes some 20 ms in all.
_ENOUGH = 0.01  # seconds


@dataclass(slots=True)
class Acquaint:
    """Keeps what your acquaintances wrote of themselves."""

    store: Store
    me: Me
    reading: Reading
    #: Seconds of processor used so far.
    spent: Callable[[], float] = time.process_time
    _waiting: deque[str] = field(default_factory=deque)
    _listed_at: datetime | None = None
    #: As many as are ever listed.
    _all_listed: bool = False

    @property
    def busy(self) -> bool:
        """Whether somebody is still to be looked at."""
        return bool(self._waiting)

    def learn(self, now: datetime) -> None:
        """A beat's share; nothing at all when everybody has been looked at today."""
        if not self._waiting:
            if not self._listed_lately(now):
                self._list(now)
            return
        began, known = self.spent(), self.store.findings.acquainted()
        for place in range(min(_PEOPLE_IN_A_BEAT, len(self._waiting))):
            if place and self._had_enough(began):
                return
            if not self._look_at(self._waiting[0], known, now, began):
                return
            self._waiting.popleft()

    def _had_enough(self, began: float) -> bool:
        return self.spent() - began >= _ENOUGH

    def _listed_lately(self, now: datetime) -> bool:
        at = self._listed_at
        every = _LISTED_EVERY if self._all_listed else _LISTED_AGAIN
        return at is not None and timedelta() <= now - at < every

    def _list(self, now: datetime) -> None:
        """Whom you know best by now; what was known of others is dropped."""
        circles, mine = Circles(self.store.engine), self.me.addresses
        found = circles.written_to(mine, now, among=_AMONG_MAILS, most=_MOST_KNOWN)
        people = [who for who in found if is_person(Attendee(who)) and not self.me.is_me(who)]
        self.store.findings.keep_only(people)
        self._waiting.extend(people)
        self._listed_at, self._all_listed = now, len(found) >= _MOST_KNOWN

    def _look_at(
        self, address: str, known: Mapping[str, Acquainted], now: datetime, began: float
    ) -> bool:
        """Read someone's newest mails, if there are new ones; whether that is done with."""
        mails = self.store.mail.from_them(self.me.addresses, address, now, _MAILS_OF_ONE)
        before = known[address].read if address in known else ()
        if tuple(map(_name, mails)) == before:
            return True
        read: dict[str, Exchange] = {}
        for mail in mails:
            if read and self._had_enough(began):
                return False  # what was read is kept: the next beat gets further
            if exchange := self._exchange(mail):
                read[_name(mail)] = exchange
            elif mail.account in self.reading.mailboxes:
                break  # it is away, and would be for the next mail too
        if tuple(read) != before:
            strength = strengths(self.store, self.me, {address: (address,)}, now)[address]
            self._keep(Acquainted(address, strength, tuple(read)), list(read.values()))
        return True

    def _exchange(self, mail: StoredMessage) -> Exchange | None:
        whole = self.reading.whole(mail)
        return None if whole.body is None else self.reading.exchange(whole)

    def _keep(self, who: Acquainted, exchanges: list[Exchange]) -> None:
        found = findings(exchanges, who.address, wordings=WITH_EXPERIENCE) if who.strength else ()
        read_in = {mail_source(exchange): exchange.message_id for exchange in exchanges}
        self.store.findings.keep(who, [(finding, read_in[finding.source]) for finding in found])
        log.debug("acquainted", address=who.address, findings=len(found))


def _name(mail: StoredMessage) -> str:
    return mail.envelope.message_id or f"row{mail.row}"
