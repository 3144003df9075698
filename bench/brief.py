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

from click.testing import CliRunner

from bench.daemon import built, opened
from bench.running.world import GUEST, ME, World
from syncd import wiring
from syncd.cli import cli
from syncd.due import Action, Decision, Stand
from syncd.logs import configure
from syncd.model import Address, Envelope, Ref, Role
from syncd.people.reach import reach
from syncd.people.ties import mutual
from syncd.text import promises

LIMIT = 100  # milliseconds
GUEST_MAILS, BIG_THREADS, NEWSLETTERS, ACQUAINTANCES = 2_000, 1_500, 15_000, 40
#: The guest, by another name of theirs.
ALSO_GUEST = ("ada.lindqvist@gmail.com", "Ada Lindqvist")
COFFEE = "Coffee with Ada"
COLLEAGUE = ("kim@example.com", "Kim Berger")
_DAYS = 4 * 365


def main(messages: int, times: int) -> None:
    """Build, measure, clear up."""
    configure(quiet=True)
    with built() as world:
        Spread(world).fill_calendar()
        Spread(world).fill_mailbox()
        with opened(world) as parts:
            parts.cycle.pull(world.now)
            with parts.store.transaction() as connection:
                parts.store.mail.put(connection, "files", Spread(world).envelopes(messages))
            keep_bodies(parts)
            print(f"{messages:,} messages, {times} runs each")
            measure_learning(parts, world.now)
            measure_letters(parts, world.now, times)
        measure_commands(world, times)


def measure_letters(parts: wiring.Parts, now: datetime, times: int) -> None:
    """The brief for a guest, and the part of it that looks for ties."""
    user, store = parts.loaded.settings.user, parts.store
    [judged] = [
        one
        for one in parts.agenda.between(now, now + timedelta(days=1), now)
        if one.meeting.title == COFFEE
    ]
    decision = Decision(Stand.DUE, action=Action.WRITE, revision=1)

    def brief() -> None:
        parts.agenda.forget()
        known = parts.agenda.judge(judged.meeting, now)
        assert b"You both know" in parts.letters.brief(known, decision, now).letter

    def first_brief() -> None:
        promises.read.cache_clear()
        brief()

    hers = (GUEST[0], ALSO_GUEST[0])
    tell("brief, mail not read yet", first_brief, times)
    tell("brief for a busy guest", brief, times)
    tell("mutual, busy guest", lambda: mutual(store, user, hers, now), times)
    tell("mutual, busy colleague", lambda: mutual(store, user, COLLEAGUE[:1], now), times)
    tell("reach to an address", lambda: reach(store, user, GUEST[0], now), times)
    tell("reach to a domain", lambda: reach(store, user, "nordwind.example", now), times, limit=0)
    tell("reach to a name", lambda: reach(store, user, "Lindqvist", now), times, limit=0)


def measure_learning(parts: wiring.Parts, now: datetime) -> None:
    """The beats of a day in which everybody is looked at, and those after."""
    tell("beat, who is known best", lambda: parts.acquaint.learn(now), 1, limit=20, warm=False)
    tell("beat, acquaintances", lambda: parts.acquaint.learn(now), 45, limit=20, warm=False)
    while parts.acquaint.busy:
        parts.acquaint.learn(now)
    tell("beat, nothing to learn", lambda: parts.acquaint.learn(now), 45, limit=1)


def measure_commands(world: World, times: int) -> None:
    """What a person waits for, without the start of Python; the limit is that of a letter."""

    def run(*words: str) -> None:
        done = CliRunner().invoke(cli, ["--config", str(world.config), *words, "--offline"])
        assert done.exit_code == 0, done.output

    tell("people show", lambda: run("people", "show", GUEST[0]), times)
    tell("intro", lambda: run("intro", GUEST[0]), times)


def tell(
    what: str, work: Callable[[], object], times: int, limit: float = LIMIT, *, warm: bool = True
) -> None:
    """Do some work often; print the median and the worst, held against a limit."""
    if warm:
        work()
    taken = []
    for _ in range(times):
        before = time.process_time()
        work()
        taken.append((time.process_time() - before) * 1000)
    median, worst = sorted(taken)[times // 2], max(taken)
    held = f", limit {limit:.0f}{'' if median <= limit else ' EXCEEDED'}" if limit else ""
    print(f"{what:<27}{median:>8.2f} ms{held}; worst {worst:.2f}")


def keep_bodies(parts: wiring.Parts) -> None:
    """Of the mail with the guest, as after some months of briefs: no mailbox is measured here."""
    days = "Monday Tuesday Wednesday Thursday Friday".split()
    text = " ".join(f"{day} at {hour} works for me." for day in days for hour in (9, 11))
    text += " We are struggling to hire data engineers.\n"
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
        self.world.put_event("soon", COFFEE, now + timedelta(hours=3), guests=[GUEST])
        self.world.fill_calendar(1_000, 20, 2)
        for number in range(300):
            friend = self.acquaintance()
            start = now - timedelta(days=self._chance.uniform(1, _DAYS))
            guests = [GUEST, (friend.address, friend.name)]
            self.world.put_event(f"with{number}", f"Review {number}", start, guests=guests)

    def fill_mailbox(self) -> None:
        """The newest mails of each acquaintance, to be read for what they say of themselves."""
        for number in range(ACQUAINTANCES):
            who = (f"friend{number}@weber.example", f"Friend {number}")
            for day in range(1, 6):
                self.world.put_mail(who, ME, self.world.now - timedelta(days=day / 10))

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
