"""What it costs to hold offers against findings: `python -m bench.likeness`."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from syncd.text.likeness import alike
from tests.quality.matches import pairs

OFFERS, FINDINGS = 20, 40


def main() -> None:
    """The first comparison of a process, a brief's worth of new texts, and the same again."""
    asked = [pair for pair in pairs("tuning") if pair.kind != "promise"]
    mine = list(dict.fromkeys(pair.mine for pair in asked))[:OFFERS]
    theirs = list(dict.fromkeys(pair.theirs for pair in asked))[:FINDINGS]
    before = resident()
    print(f"first comparison     {milliseconds(lambda: alike('hiring', 'we hire')):8.1f} ms")
    print(f"  and it leaves      {resident() - before:8.1f} MB in memory")
    print(f"{OFFERS} x {FINDINGS}, new texts   {milliseconds(lambda: held(mine, theirs)):8.1f} ms")
    print(f"{OFFERS} x {FINDINGS}, known texts {milliseconds(lambda: held(mine, theirs)):8.1f} ms")


def held(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """How many of these are alike."""
    return sum(alike(one, other) for one in mine for other in theirs)


def resident() -> float:
    """Memory of this process that is in use, in megabytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * resource.getpagesize() / 1_000_000


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1_000


if __name__ == "__main__":
    main()
