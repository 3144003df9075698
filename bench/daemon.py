"""What a running syncd costs: `python -m bench.daemon [MESSAGES [SECONDS]]`.

Some years of mail and meetings in files are read once; then polls and rounds are measured in
milliseconds of processor, each beside a peer in the same run: the same reads by bare sqlite3, the
same files listed in a bare loop, a Python that does nothing. Last, a real daemon is left idle.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bench.running.meter import Cost, cost_of, cpu
from bench.running.processes import idle, startup
from bench.running.world import GUEST, ME, World
from syncd import wiring
from syncd.clock import SteppedClock
from syncd.due import Action, Decision, Stand
from syncd.logs import configure
from syncd.mirror import CALENDAR, MAILBOX

EVENTS, WEEKLY, DAILY = 3_000, 60, 5
#: For the brief out of a large store.
MANY_MESSAGES = 100_000
#: Folders' time stamps are not trusted for so long after a change.
UNTIL_TRUSTED = 2.3  # seconds

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_OFTEN = 11


def main(messages: int, seconds: float) -> None:
    """Build, measure, clear up."""
    configure(quiet=True)
    with built() as world:
        world.fill_mail(messages)
        world.fill_calendar(EVENTS, WEEKLY, DAILY)
        with opened(world) as parts:
            measure_reading(parts, world.now, messages)
            measure_quiet(parts, world)
            measure_news(parts, world)
        measure_starts(world)
        measure_idle(world, seconds)
    with built() as world:
        measure_large_store(world)


@contextlib.contextmanager
def built() -> Iterator[World]:
    """An empty world, cleared up afterwards."""
    with tempfile.TemporaryDirectory(prefix="syncd-bench-") as folder:
        world = World(Path(folder), datetime.now(UTC))
        world.lay_out()
        yield world


@contextlib.contextmanager
def opened(world: World) -> Iterator[wiring.Parts]:
    """Syncd's parts on a world."""
    parts = wiring.build(wiring.load(world.config), SteppedClock(world.now))
    try:
        yield parts
    finally:
        parts.close()


def measure_reading(parts: wiring.Parts, now: datetime, messages: int) -> None:
    """The first read of everything, and the first round, which catches up."""
    for what, kind, count, least in (
        ("events", CALENDAR, EVENTS + WEEKLY + DAILY, 0),
        ("messages", MAILBOX, messages, 3_000),
    ):
        taken = cpu(partial(parts.cycle.poll, kind, now))
        rate = 1000 * count / taken
        held = f", at least {least:,}{'' if rate >= least else ' MISSED'}" if least else ""
        print(f"first read of {what:<13}{rate:>9,.0f} a second of processor{held}")
    began = time.process_time()
    done = parts.cycle.round(now)
    taken = 1000 * (time.process_time() - began)
    print(f"first round {taken:>23.0f} ms, {len(done.delivered)} letters")


def measure_quiet(parts: wiring.Parts, world: World) -> None:
    """Polls and rounds when nothing has changed, and the round in which a brief is due."""
    now, coffee = world.now, world.now + 4 * _HOUR + 10 * _MINUTE
    world.put_event("soon", "Coffee with Ada", coffee, guests=[GUEST])
    time.sleep(UNTIL_TRUSTED)
    for _ in range(60):  # the ledger of promises reads a few meetings' mail in each
        parts.cycle.pull(now)
        parts.cycle.round(now)
    listing = cpu(lambda: [e.stat() for e in os.scandir(world.home / "calendar/work")], _OFTEN)
    cost = _cost(parts, lambda: parts.cycle.poll(CALENDAR, now), _OFTEN)
    cost.tell("poll calendar, no change", limit=3 * listing, peer=listing, name="listing the files")
    _cost(parts, lambda: parts.cycle.poll(MAILBOX, now), _OFTEN).tell("poll mail, no change", 5)
    _round(parts, now + _MINUTE, "round, nothing due", times=_OFTEN, limit=5)
    due = _round(parts, coffee - 4 * _HOUR, "round, one brief due")
    assert due.delivered == 1, f"{due.delivered} letters instead of one"


def measure_news(parts: wiring.Parts, world: World) -> None:
    """One new mail, one new meeting, and what must be judged again after an hour."""
    now = world.now + 15 * _MINUTE
    world.put_mail(GUEST, ME, now)
    _cost(parts, lambda: parts.cycle.poll(MAILBOX, now)).tell("poll mail, one new")
    _round(parts, now, "round after it")
    world.put_event("later", "Coffee with Ada", now + timedelta(days=2), guests=[GUEST])
    _cost(parts, lambda: parts.cycle.poll(CALENDAR, now)).tell("poll calendar, one new")
    _round(parts, now, "round after it")
    _round(parts, now + _HOUR, "round, verdicts an hour old")


def measure_starts(world: World) -> None:
    """How soon a command is done, in seconds of processor."""
    nothing = startup("-c", "pass")
    place = ("--config", str(world.config))
    for words, limit in (
        (("--help",), 0.25),
        ((*place, "status"), 0),
        ((*place, "agenda", "--offline"), 0),
        ((*place, "agenda"), 0),
    ):
        taken = startup("-m", "syncd", *words)
        name = " ".join(("syncd", *(word for word in words if word not in place)))
        held = f", limit {limit}{'' if taken <= limit else ' EXCEEDED'}" if limit else ""
        print(f"{name:<27}{taken:>8.2f} s{held}, {taken / nothing:.0f} x bare Python")


def measure_idle(world: World, seconds: float) -> None:
    """A real daemon that has nothing to do."""
    if not Path("/proc/self/io").exists():
        print("idle daemon: what it uses can be read on Linux only")
        return
    before, after = idle(world, seconds)
    held = "" if after.megabytes <= 90 else " EXCEEDED"
    print(f"{'idle daemon':<27}{after.megabytes:>8.0f} MB, limit 90{held}")
    print(
        f"  in {seconds:.0f} s: {after.cpu_seconds - before.cpu_seconds:.2f} s of processor, "
        f"{(after.bytes_written - before.bytes_written) / 1024:.0f} kB written, "
        f"woken {after.wakings - before.wakings} times"
    )


def measure_large_store(world: World) -> None:
    """The brief for one guest out of a store with very many messages."""
    world.put_event("soon", "Coffee", world.now + 3 * _HOUR, guests=[GUEST])
    for day in range(1, 41):
        pair = (GUEST, ME) if day % 2 else (ME, GUEST)
        world.put_mail(*pair, world.now - timedelta(days=day))
    with opened(world) as parts:
        parts.cycle.pull(world.now)
        with parts.store.transaction() as connection:
            parts.store.mail.put(connection, "files", world.envelopes(MANY_MESSAGES))
        [judged] = parts.agenda.between(world.now, world.now + timedelta(days=1), world.now)
        decision = Decision(Stand.DUE, action=Action.WRITE, revision=1)

        def anew() -> None:
            parts.agenda.forget()
            known = parts.agenda.judge(judged.meeting, world.now)
            assert b"Ada" in parts.letters.brief(known, decision, world.now).letter

        anew()
        _cost(parts, anew, _OFTEN).tell(f"brief, {MANY_MESSAGES:,} messages", limit=100)


def _round(
    parts: wiring.Parts, at: datetime, what: str, *, times: int = 1, limit: float = 0
) -> Cost:
    cost = _cost(parts, lambda: parts.cycle.round(at), times)
    cost.tell(what, limit)
    return cost


def _cost(parts: wiring.Parts, work: Callable[[], object], times: int = 1) -> Cost:
    return cost_of(work, parts.store, times)


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 20_000,
        float(sys.argv[2]) if len(sys.argv) > 2 else 60,
    )
