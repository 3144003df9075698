"""Kills daemons in one mailbox, lets the next one recover, and counts what arrived."""

from __future__ import annotations

import imaplib
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from multiprocessing.context import ForkServerContext

from bench.kills.victim import deliver
from bench.kills.world import NOW, Errand, Place, outbox
from connectors.contract import Account
from syncd.model import Delivery, Kind, State
from syncd.store import Store
from tests.servers import proxy
from tests.servers.proxy import Link, Trouble, What

#: Steps of one delivery at which a daemon may die; a first run checks that there are as many.
STEPS = 8
_LATE = 5.0  # seconds


class Way(StrEnum):
    """How a daemon comes to its end."""

    STEP = "killed at each step between two writes"
    CUT_ANSWER = "answer cut, then killed"
    CUT_REQUEST = "cut in the middle of the letter, then killed"
    HOLD_SHORT = "answer held 250 ms, killed meanwhile"
    HOLD_LONG = "answer held 5 s, killed meanwhile"
    LATE_SHORT = "letter 250 ms on its way, killed meanwhile"
    LATE_LONG = "letter 5 s on its way, killed meanwhile"
    LIVES = "answer cut, lives on"


#: How often each comes in a turn: the steps once each, the slow ones seldom.
TURN = (
    *(Way.STEP,) * STEPS,
    *(Way.CUT_ANSWER,) * 3,
    *(Way.CUT_REQUEST,) * 2,
    *(Way.HOLD_SHORT,) * 2,
    *(Way.HOLD_LONG,) * 2,
    *(Way.LATE_SHORT,) * 3,
    *(Way.LATE_LONG,) * 2,
    *(Way.LIVES,) * 1,
)


@dataclass(slots=True)
class Tally:
    """What happened to the letters of one way."""

    tried: int = 0
    killed: int = 0
    #: Copies of one letter at the end, when the next daemon was done and when it had swept.
    lost: int = 0
    twice: int = 0
    twice_after_sweep: int = 0


@dataclass(slots=True)
class Worker:
    """One mailbox, one store, one proxy; one daemon after the other."""

    place: Place
    seed: int
    tallies: dict[Way, Tally] = field(default_factory=lambda: {way: Tally() for way in Way})
    letters: list[tuple[Way, Delivery]] = field(default_factory=list)

    def work(self, count: int) -> dict[Way, Tally]:
        """Kill that many, recover each, then look at all of them."""
        chance = random.Random(self.seed)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["bench.kills.victim"])
        store, account = self.place.store(), self.place.account(self.place.port)
        with proxy.start(self.place.port) as link:
            for number in range(count):
                way = TURN[number % len(TURN)]
                step = number % len(TURN) + 1 if way is Way.STEP else 0
                kind = chance.choice((Kind.BRIEF, Kind.FOLLOW_UP))
                errand = Errand(f"w{self.seed}-{number}", kind, step)
                self._end_one(context, link, way, errand, chance.random() * patience_of(way))
                self._recover(store, account, errand.delivery)
                self.letters.append((way, errand.delivery))
            time.sleep(_LATE + 1)  # until the last bytes have arrived
        self._count(store, account)
        account.close()
        store.close()
        return self.tallies

    def _end_one(
        self, context: ForkServerContext, link: Link, way: Way, errand: Errand, patience: float
    ) -> None:
        tally = self.tallies[way]
        tally.tried += 1
        link.trouble, link.struck = None, 0
        ours, theirs = context.Pipe()
        process = context.Process(target=deliver, args=(self.place, link.port, errand, theirs))
        process.start()
        theirs.close()
        with suppress(EOFError, ConnectionError):
            while ours.recv() > 0:
                link.trouble = trouble_of(way, errand.name)
                ours.send("go on")
                if way not in {Way.STEP, Way.LIVES} and _struck(link):
                    time.sleep(patience)
                    process.kill()
        process.join(30)
        if process.exitcode is None:
            process.kill()
            process.join()
        tally.killed += process.exitcode != 0
        link.trouble = None

    def _recover(self, store: Store, account: Account, delivery: Delivery) -> None:
        """What the next start does; a few times, as the daemon's rounds would."""
        box = outbox(store, account)
        box.offer(delivery)
        for later in range(1, 5):
            box.deliver_all(NOW + later * timedelta(hours=2))
            waiting = store.deliveries.in_state(State.READY, State.SENDING, State.FAILED)
            if all(one.key != delivery.key for one in waiting):
                return

    def _count(self, store: Store, account: Account) -> None:
        with self._looking() as session:
            before = Counter({d.message_id: _copies(session, d) for _, d in self.letters})
        outbox(store, account).sweep(NOW)
        with self._looking() as session:
            for way, delivery in self.letters:
                tally, copies = self.tallies[way], _copies(session, delivery)
                tally.lost += copies == 0
                tally.twice += before[delivery.message_id] > 1
                tally.twice_after_sweep += copies > 1

    def _looking(self) -> imaplib.IMAP4:
        """A connection of the standard library's: the witness is not the accused."""
        session = imaplib.IMAP4("127.0.0.1", self.place.port, timeout=30)
        session.login(self.place.user, self.place.password)
        return session


def patience_of(way: Way) -> float:
    """Seconds within which a daemon dies after trouble struck: before it has dealt with it."""
    return 0.02 if way in {Way.CUT_ANSWER, Way.CUT_REQUEST} else 0.24


def trouble_of(way: Way, name: str) -> Trouble | None:
    """What the proxy does to this letter; it strikes at a place inside the letter itself."""
    what = {
        Way.CUT_ANSWER: What.CUT_ANSWER,
        Way.LIVES: What.CUT_ANSWER,
        Way.CUT_REQUEST: What.CUT_REQUEST,
        Way.HOLD_SHORT: What.HOLD,
        Way.HOLD_LONG: What.HOLD,
        Way.LATE_SHORT: What.LATE,
        Way.LATE_LONG: What.LATE,
    }.get(way)
    if what is None:
        return None
    seconds = _LATE if way in {Way.HOLD_LONG, Way.LATE_LONG} else 0.25
    return Trouble(after=f"Subject: Letter {name}\r\n".encode(), what=what, seconds=seconds)


def _struck(link: Link) -> bool:
    until = time.monotonic() + 10
    while not link.struck and time.monotonic() < until:
        time.sleep(0.005)
    return link.struck > 0


def _copies(session: imaplib.IMAP4, delivery: Delivery) -> int:
    return sum(len(found) for found in _found(session, delivery))


def _found(session: imaplib.IMAP4, delivery: Delivery) -> Iterator[list[bytes]]:
    for folder in ("INBOX", "Drafts", "Trash"):
        session.select(folder, readonly=True)
        _, answer = session.uid("SEARCH", "HEADER", "Message-ID", f'"{delivery.message_id}"')
        yield (answer[0] or b"").split()
