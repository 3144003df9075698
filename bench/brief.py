"""What is known of one person, out of a large store: `python -m bench.brief [MESSAGES [TIMES]]`.

Mail as it is spread in life: a guest with 2,000 mails and two addresses, a colleague in copy of a
tenth of all, threads of forty, newsletters, and acquaintances in common, some of whom have several
addresses. The brief, its ties, what `people show` and `intro` ask for, in milliseconds of
processor: the median of many runs and the worst.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.daemon import built, opened
from bench.running.world import GUEST, ME, World
from syncd import wiring
from syncd.cli.people import known_of
from syncd.due import Action, Decision, Stand
from syncd.logs import configure
from syncd.model import Address, Envelope, Ref, Role
from syncd.people.reach import reach
from syncd.people.ties import mutual

LIMIT = 100  # milliseconds
GUEST_MAILS, BIG_THREADS, NEWSLETTERS, ACQUAINTANCES = 2_000, 1_500, 15_000, 40
#: The guest, by another name of theirs.
ALSO_GUEST = ("ada.lindqvist@gmail.com", "Ada Lindqvist")
COLLEAGUE = ("kim@example.com", "Kim Berger")
_DAYS = 4 * 365


def main(messages: int, times: int) -> None:
    """Build, measure, clear up."""
    configure(quiet=True)
    with built() as world:
        Spread(world).fill_calendar()
        with opened(world) as parts:
            parts.cycle.pull(world.now)
            with parts.store.transaction() as connection:
                parts.store.mail.put(connection, "files", Spread(world).envelopes(messages))
            keep_bodies(parts)
            measure(parts, world.now, messages, times)


def measure(parts: wiring.Parts, now: datetime, messages: int, times: int) -> None:
    """Each of what a person waits for."""
    print(f"{messages:,} messages, {times} runs each")
    user, store = parts.loaded.settings.user, parts.store
    [judged] = [
        one
        for one in parts.agenda.between(now, now + timedelta(days=1), now)
        if one.meeting.title == "Coffee with Ada"
    ]
    decision = Decision(Stand.DUE, action=Action.WRITE, revision=1)

    def brief() -> None:
        parts.agenda.forget()
        known = parts.agenda.judge(judged.meeting, now)
        assert b"You both know" in parts.letters.brief(known, decision, now).letter

    hers = (GUEST[0], ALSO_GUEST[0])
    tell("brief for a busy guest", brief, times)
    tell("mutual, busy guest", lambda: mutual(store, user, hers, now), times)
    tell("mutual, busy colleague", lambda: mutual(store, user, COLLEAGUE[:1], now), times)
    tell("people show", lambda: known_of(parts, GUEST[0], now), times)
    tell("intro to an address", lambda: reach(store, user, GUEST[0], now), times)
    tell("intro to a domain", lambda: reach(store, user, "nordwind.example", now), times, limit=0)


def tell(what: str, work: Callable[[], object], times: int, limit: float = LIMIT) -> None:
    """Do some work often; print the median and the worst, held against a limit."""
    work()
    taken = []
    for _ in range(times):
        before = time.process_time()
        work()
        taken.append((time.process_time() - before) * 1000)
    median, worst = sorted(taken)[times // 2], max(taken)
    held = f", limit {limit:.0f}{'' if worst <= limit else ' EXCEEDED'}" if limit else ""
    print(f"{what:<27}{median:>8.2f} ms, worst {worst:.2f}{held}")


def keep_bodies(parts: wiring.Parts) -> None:
    """Of the mail with the guest, as after some months of briefs: no mailbox is measured here."""
    text = (
        "Tuesday works for me, see you there. " * 11 + "We are struggling to hire data engineers.\n"
    )
    user, now = parts.loaded.settings.user, parts.clock.now()
    mails = parts.store.mail.between_us(user.addresses, [GUEST[0], ALSO_GUEST[0]], now, 400)
    for mail in mails:
        parts.store.mail.keep_body(mail.row, text, "Best,\n\n-- \nAda Lindqvist\nHead of Data\n")


@dataclass(slots=True)
class Spread:
    """Mail and meetings that some people have much of, and most have little of."""

    world: World
    _chance: random.Random = field(default_factory=lambda: random.Random(7))

    def envelopes(self, messages: int) -> Iterator[Envelope]:
        """All of it, in no order of time."""
        made = (GUEST_MAILS, self.with_guest), (BIG_THREADS, self.big), (NEWSLETTERS, self.list)
        left = messages
        for count, make in made:
            left -= count
            for _ in range(count):
                yield make()
        for _ in range(left):
            yield self.ordinary()

    def with_guest(self) -> Envelope:
        """To or from her; every third with an acquaintance of both."""
        her = Address(*(ALSO_GUEST if self._chance.random() < 0.2 else GUEST))
        third = [self.acquaintance()] if self._chance.random() < 0.35 else []
        pair = (her, Address(*ME)) if self._chance.random() < 0.5 else (Address(*ME), her)
        return self._mail(pair[0], [pair[1], *third])

    def big(self) -> Envelope:
        """A thread of forty, the guest and acquaintances among them."""
        crowd = [Address(*self.world.anyone()) for _ in range(34)]
        friends = [self.acquaintance() for _ in range(4)]
        return self._mail(self.acquaintance(), [Address(*ME), Address(*GUEST), *friends, *crowd])

    def list(self) -> Envelope:
        """A newsletter."""
        sender = Address(f"news{self._chance.randrange(50)}@list.example", "The News")
        return self._mail(sender, [Address(*ME)], automatic=True)

    def ordinary(self) -> Envelope:
        """Between you and someone, often an acquaintance; a colleague is in copy of many."""
        friend = self._chance.random() < 0.3
        who = self.acquaintance() if friend else Address(*self.world.anyone())
        pair = (who, Address(*ME)) if self._chance.random() < 0.6 else (Address(*ME), who)
        copied = [Address(*COLLEAGUE)] if self._chance.random() < 0.12 else []
        return self._mail(pair[0], [pair[1], *copied])

    def acquaintance(self) -> Address:
        """One of those who know you both: the first ones much better, every third by two names."""
        number = int(ACQUAINTANCES * self._chance.random() ** 2)
        domain = "gmail.com" if number % 3 == 0 and self._chance.random() < 0.3 else "weber.example"
        return Address(f"friend{number}@{domain}", f"Friend {number}")

    def fill_calendar(self) -> None:
        """The coffee to come, weekly calls of two years, and meetings of the guest."""
        now = self.world.now
        self.world.put_event("soon", "Coffee with Ada", now + timedelta(hours=3), guests=[GUEST])
        self.world.fill_calendar(1_000, 20, 2)
        for number in range(300):
            friend = self.acquaintance()
            start = now - timedelta(days=self._chance.uniform(1, _DAYS))
            guests = [GUEST, (friend.address, friend.name)]
            self.world.put_event(f"with{number}", f"Review {number}", start, guests=guests)

    def _mail(self, sender: Address, to: list[Address], *, automatic: bool = False) -> Envelope:
        number = self._chance.getrandbits(60)
        mine = sender.address == ME[0]
        return Envelope(
            ref=Ref("Sent" if mine else "INBOX", f"{number:x}"),
            role=Role.SENT if mine else Role.INBOX,
            message_id=f"<{number:x}@mail.example>",
            subject=f"Re: about {number % 9973}",
            sender=sender,
            date=self.world.now - timedelta(days=_DAYS * self._chance.random(), minutes=5),
            to=tuple(to[:1]),
            cc=tuple(to[1:]),
            automatic=automatic,
        )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        int(sys.argv[2]) if len(sys.argv) > 2 else 31,
    )
