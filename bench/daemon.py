"""What a running syncd costs: `python -m bench.daemon [MESSAGES [SECONDS]]`.

Some years of mail and meetings in files are read once; then polls and rounds are measured in
milliseconds of processor, each beside a peer in the same run: the same reads by bare sqlite3, the
same files listed in a bare loop, a Python that does nothing. Last, a real daemon is left idle.
"""

from __future__ import annotations

import contextlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.running.meter import Work, bare, cpu, watched
from bench.running.processes import idle, startup
from bench.running.world import World
from syncd import wiring
from syncd.agenda import Judged
from syncd.clock import SteppedClock
from syncd.due import Action, Decision, Stand
from syncd.logs import configure
from syncd.mirror import CALENDAR, MAILBOX
from syncd.model import Address, Envelope, Ref, Role

EVENTS, WEEKLY, DAILY = 3_000, 60, 5
#: For the brief out of a large store.
MANY_MESSAGES = 100_000
_MINUTE = timedelta(minutes=1)
_GUEST = ("ada@nordwind.example", "Ada Lindqvist")
#: Folders' time stamps are not trusted for so long after a change.
_UNTIL_TRUSTED = 2.3  # seconds


def main(messages: int, seconds: float) -> None:
    """Build, measure, clear up."""
    configure(quiet=True)
    with tempfile.TemporaryDirectory(prefix="syncd-bench-") as folder:
        world = World(Path(folder), datetime.now(UTC))
        world.lay_out()
        world.fill_mail(messages)
        world.fill_calendar(EVENTS, WEEKLY, DAILY)
        clock = SteppedClock(world.now)
        with opened(world, clock) as parts:
            measure_reading(parts, world, messages)
            measure_rounds(parts, world, clock)
        measure_starts(world)
        measure_idle(world, seconds)
    with tempfile.TemporaryDirectory(prefix="syncd-bench-") as folder:
        measure_large_store(World(Path(folder), datetime.now(UTC)))


@contextlib.contextmanager
def opened(world: World, clock: SteppedClock) -> Iterator[wiring.Parts]:
    """Syncd's parts on a world."""
    parts = wiring.build(wiring.load(world.config), clock)
    try:
        yield parts
    finally:
        parts.close()


def measure_reading(parts: wiring.Parts, world: World, messages: int) -> None:
    """The first read of everything."""
    events = EVENTS + WEEKLY + DAILY
    for what, kind, count in (("messages", MAILBOX, messages), ("events", CALENDAR, events)):
        taken = cpu(lambda kind=kind: parts.cycle.poll(kind, world.now))
        print(f"first read of {what:<9} {1000 * count / taken:>9,.0f} a second of processor")
    work = _watch(parts, lambda: parts.cycle.round(world.now))
    print(f"first round, {work.delivered} letters  {work.cpu:>9,.0f} ms")


def measure_rounds(parts: wiring.Parts, world: World, clock: SteppedClock) -> None:
    """Polls and rounds of a daemon that has read everything."""
    now = clock.now()
    coffee = now + timedelta(hours=4, minutes=10)
    world.put_event("soon", "Coffee with Ada", coffee, guests=[_GUEST])
    time.sleep(_UNTIL_TRUSTED)
    for _ in range(2):
        parts.cycle.pull(now)
        parts.cycle.round(now)
    calendar_files, mail_folders = world.home / "calendar/work", world.home / "mail"
    for what, kind, loop in (
        ("calendar", CALENDAR, lambda: [e.stat() for e in os.scandir(calendar_files)]),
        ("mail", MAILBOX, lambda: [e.stat() for e in os.scandir(mail_folders)]),
    ):
        cost = _watch(parts, lambda kind=kind: parts.cycle.poll(kind, now), times=11)
        cost.tell(f"poll {what}, no change", limit=5, peer=cpu(loop, 11), name="listing the files")
    _round(parts, now + _MINUTE, "round, nothing due", limit=5, times=11)
    _round(parts, coffee - timedelta(hours=4), "round, one brief due", expect=1)
    _news(parts, world, coffee - timedelta(hours=3, minutes=58))
    _round(parts, now + timedelta(minutes=75), "round, verdicts an hour old")


def _news(parts: wiring.Parts, world: World, now: datetime) -> None:
    """One new mail, then one changed meeting."""
    me = ("robin@example.com", "Robin Doe")
    world.put_mail(_GUEST, me, now)
    _watch(parts, lambda: parts.cycle.poll(MAILBOX, now)).tell("poll mail, one new")
    _round(parts, now, "round after it")
    start = now + timedelta(days=2)
    world.put_event("later", "Coffee with Ada", start, guests=[_GUEST])
    _watch(parts, lambda: parts.cycle.poll(CALENDAR, now)).tell("poll calendar, one new")
    _round(parts, now, "round after it")


class _Cost:
    """What one kind of work has cost."""

    def __init__(self, cpu_ms: float, work: Work, bare_ms: float, delivered: int) -> None:
        self.cpu, self.work, self.bare_ms, self.delivered = cpu_ms, work, bare_ms, delivered

    def tell(self, what: str, limit: float = 0, peer: float = 0, name: str = "bare SQL") -> None:
        """One line."""
        peer = peer or self.bare_ms
        ratio = f"{self.cpu / peer:>6.1f} x {name}" if peer else ""
        asked, kept = len(self.work.statements), self.work.commits
        held = f", limit {limit:.0f}{'' if self.cpu <= limit else ' EXCEEDED'}" if limit else ""
        print(
            f"{what:<28}{self.cpu:>8.2f} ms{held:<10} "
            f"{asked:>5} statements {kept:>3} commits{ratio}"
        )


def _watch(parts: wiring.Parts, work: Callable[[], object], times: int = 1) -> _Cost:
    delivered = 0

    def once() -> None:
        nonlocal delivered
        done = work()
        delivered = len(getattr(done, "delivered", ()))

    with watched(parts.store.engine) as seen:
        taken = cpu(once)
    if times > 1:
        taken = cpu(once, times)
    return _Cost(taken, seen, bare(parts.loaded.store, seen, times), delivered)


def _round(
    parts: wiring.Parts,
    at: datetime,
    what: str,
    *,
    limit: float = 0,
    times: int = 1,
    expect: int | None = None,
) -> None:
    cost = _watch(parts, lambda: parts.cycle.round(at), times)
    assert expect is None or cost.delivered == expect, f"{cost.delivered} letters, not {expect}"
    cost.tell(what, limit=limit)


def measure_starts(world: World) -> None:
    """How soon a command is there."""
    nothing = startup("-c", "pass")
    place = ("-m", "syncd", "--config", str(world.config))
    for words, limit in (
        (("-m", "syncd", "--help"), 0.25),
        ((*place, "status"), 0),
        ((*place, "agenda", "--offline"), 0),
        ((*place, "agenda"), 0),
    ):
        taken = startup(*words)
        held = f", limit {limit}{'' if taken <= limit else ' EXCEEDED'}" if limit else ""
        name = " ".join(("syncd", *words[2 if words[2] != "--config" else 4 :]))
        print(f"{name:<28}{taken:>8.2f} s{held}  {taken / nothing:.1f} x bare Python")


def measure_idle(world: World, seconds: float) -> None:
    """A real daemon that has nothing to do."""
    before, after = idle(world, seconds)
    used = after.cpu_seconds - before.cpu_seconds
    held = "" if after.megabytes <= 90 else " EXCEEDED"
    print(f"idle daemon                 {after.megabytes:>8.0f} MB, limit 90{held}")
    print(
        f"  in {seconds:.0f} s: {used:.2f} s of processor, "
        f"{(after.bytes_written - before.bytes_written) / 1024:.0f} kB written, "
        f"woken {after.context_switches - before.context_switches} times"
    )


def measure_large_store(world: World) -> None:
    """The brief for one guest out of a store with very many messages."""
    world.lay_out()
    clock = SteppedClock(world.now)
    world.put_event("soon", "Coffee", world.now + timedelta(hours=3), guests=[_GUEST])
    for day in range(40):
        me = ("robin@example.com", "Robin Doe")
        pair = (_GUEST, me) if day % 2 else (me, _GUEST)
        world.put_mail(*pair, world.now - timedelta(days=day + 1))
    with opened(world, clock) as parts:
        parts.cycle.pull(world.now)
        with parts.store.transaction() as connection:
            parts.store.mail.put(connection, "files", _envelopes(world, MANY_MESSAGES))
        [judged] = parts.agenda.between(world.now, world.now + timedelta(days=1), world.now)
        decision = Decision(Stand.DUE, action=Action.WRITE, revision=1)
        _time_brief(parts, judged, decision, world.now)


def _time_brief(parts: wiring.Parts, judged: Judged, decision: Decision, now: datetime) -> None:
    def anew() -> None:
        parts.agenda.forget()
        known = parts.agenda.judge(judged.meeting, now)
        assert b"Ada" in parts.letters.brief(known, decision, now).letter

    anew()
    with watched(parts.store.engine) as work:
        taken = cpu(anew)
    taken = cpu(anew, 11)
    cost = _Cost(taken, work, bare(parts.loaded.store, work, 11), 0)
    cost.tell(f"brief, {MANY_MESSAGES:,} messages", limit=100)


def _envelopes(world: World, messages: int) -> Iterator[Envelope]:
    """Mail that is only in the store."""
    chance = random.Random(3)
    for n in range(messages):
        who = Address(*world.anyone())
        me = Address("robin@example.com", "Robin Doe")
        sender, to = (me, who) if chance.random() < 0.3 else (who, me)
        yield Envelope(
            ref=Ref("INBOX", f"stored{n}"),
            role=Role.INBOX,
            message_id=f"<stored{n}@mail.example>",
            subject=f"Re: about {n}",
            sender=sender,
            date=world.now - timedelta(minutes=n + 5),
            to=(to,),
        )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 20_000,
        float(sys.argv[2]) if len(sys.argv) > 2 else 60,
    )
