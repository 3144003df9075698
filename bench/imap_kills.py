"""Kills daemons while they deliver over IMAP: ``python -m bench.imap_kills [--count N]``.

Each delivers one letter through the real outbox to a real Dovecot, over a proxy that cuts answers
and holds bytes back, and dies at a step between two writes or while bytes are on their way. The
next daemon recovers. At the end every letter is counted by another program's eyes: 0 lost, 0 twice.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import structlog

from bench.kills.worker import Tally, Way, Worker
from bench.kills.world import Place
from tests.servers import dovecot


def main() -> int:
    """Kill, count, tell; 1 when a letter was lost or is there twice."""
    parser = argparse.ArgumentParser(prog="python -m bench.imap_kills")
    parser.add_argument("--count", type=int, default=69, help="daemons to kill (default 69)")
    parser.add_argument("--workers", type=int, default=6, help="mailboxes at a time (default 6)")
    wanted = parser.parse_args()
    began = time.monotonic()
    with dovecot.start() as server, tempfile.TemporaryDirectory(prefix="syncd-kills-") as folder:
        share = -(-wanted.count // wanted.workers)
        jobs = [
            (
                Place(_made(Path(folder) / str(n)), server.port, f"robin{n}", server.password),
                n,
                share,
            )
            for n in range(wanted.workers)
        ]
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(wanted.workers, mp_context=context) as pool:
            found = list(pool.map(_work, jobs))
    total = _show(found)
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if total.lost or total.twice_after_sweep else 0


def _work(job: tuple[Place, int, int]) -> dict[Way, Tally]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    place, seed, count = job
    return Worker(place, seed).work(count)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _show(found: Iterable[dict[Way, Tally]]) -> Tally:
    tallies = list(found)
    print(f"{'':<46}{'tried':>7}{'killed':>7}{'lost':>6}{'twice':>7}{'after the sweep':>17}")
    total = Tally()
    for way in Way:
        summed = _sum(tally[way] for tally in tallies)
        _line(way, summed)
        total = _sum((total, summed))
    _line("all", total)
    return total


def _line(name: str, tally: Tally) -> None:
    print(
        f"{name:<46}{tally.tried:>7}{tally.killed:>7}{tally.lost:>6}{tally.twice:>7}"
        f"{tally.twice_after_sweep:>17}"
    )


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for one in tallies:
        for name in ("tried", "killed", "lost", "twice", "twice_after_sweep"):
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


if __name__ == "__main__":
    sys.exit(main())
