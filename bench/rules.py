"""Judging 10,000 meetings by 200 rules, beside the same conditions written as plain Python.

``python -m bench.rules``; the meetings are the labelled ones, varied; every tenth rule has a
`when`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from rules import Facts, gather, judge, load
from rules.words import Phrases
from syncd.model import BriefWish, FollowUpWish, Meeting, Wants
from syncd.people.guests import guests
from tests.builders import me
from tests.quality.labelled import meetings

MEETINGS = 10_000
RULES = 200
_WANTS = Wants(BriefWish(timedelta(hours=4)), FollowUpWish(timedelta(hours=1)))
_ME = me()
_WORDS = (
    "budget sprint retro offsite kickoff review design hiring board strategy legal finance".split()
)


def main() -> None:
    """Print seconds and ratios."""
    chance = random.Random(7)
    world = _world(chance)
    invited = [guests(meeting, _ME) for meeting in world]
    tables = [_table(number, chance) for number in range(RULES)]
    facts, gathering = _timed(
        lambda: [gather(m, g, _ME, {}, now=m.start) for m, g in zip(world, invited, strict=True)]
    )
    loaded, loading = _timed(lambda: load(tables, shipped=False, defaults=_WANTS))
    for one in facts:
        _ = one.title_runs
    verdicts, judging = _timed(
        lambda: [judge(m, f, loaded) for m, f in zip(world, facts, strict=True)]
    )
    plain_rules = [_plain(table) for table in tables]
    decided, plainly = _timed(lambda: [_first(plain_rules, f) for f in facts])
    named = [v.rule if not v.rule or v.rule.startswith("rule ") else None for v in verdicts]
    same = sum(a == b for a, b in zip(named, decided, strict=True) if a is not None)
    shipped = load([], defaults=_WANTS)
    _, by_shipped = _timed(
        lambda: [judge(m, f, shipped) for m, f in zip(world, facts, strict=True)]
    )
    undecided = sum(not v.rule for v in verdicts)
    print(f"{MEETINGS} meetings, {RULES} rules; {undecided} meetings match none of them")
    for what, seconds in (
        ("load the rules", loading),
        ("gather the facts", gathering),
        ("judge", judging),
        ("the same in Python", plainly),
        ("judge by the shipped rules", by_shipped),
    ):
        print(f"  {what:28}{seconds:7.3f} s {1e6 * seconds / MEETINGS:6.1f} µs a meeting")
    print(f"  ratio to plain Python       {judging / plainly:7.2f}    {same} verdicts alike")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The result, and the seconds of this process that it took."""
    before = time.process_time()
    result = work()
    return result, time.process_time() - before


def _world(chance: random.Random) -> list[Meeting]:
    labelled = [one.meeting for half in ("tuning", "test") for one in meetings(half)]
    return [
        replace(
            one,
            title=f"{one.title} {chance.choice(_WORDS)}" if chance.random() < 0.3 else one.title,
        )
        for one in chance.choices(labelled, k=MEETINGS)
    ]


def _table(number: int, chance: random.Random) -> dict[str, Any]:
    table: dict[str, Any] = {
        "name": f"rule {number}",
        "title": [f"{chance.choice(_WORDS)} {number}", f"topic{number}", chance.choice(_WORDS)],
        "external_guests": f"{chance.randint(1, 2)}..{chance.randint(3, 6)}",
        "recurring": chance.random() < 0.5,
        "duration": f"{chance.choice((45, 50, 60))}m..{chance.randint(2, 4)}h",
        "organizer": chance.choice(("me", "external")),
    }
    if number % 10 == 0:
        table["when"] = f"guest_days_since_contact > {chance.randint(30, 400)}"
    return table


def _plain(table: dict[str, Any]) -> tuple[str, Callable[[Facts], bool]]:
    """The conditions of a table as a person would write them in Python."""
    phrases = Phrases.of(table["title"]).whole
    low, high = map(int, table["external_guests"].split(".."))
    shortest, longest = table["duration"].split("..")
    least, most = int(shortest[:-1]), 60 * int(longest[:-1])
    recurring, organizer = table["recurring"], table["organizer"]
    days = int(table["when"].rpartition(" ")[2]) if "when" in table else -1

    def holds(f: Facts) -> bool:
        return (
            f.organizer == organizer
            and f.recurring is recurring
            and low <= f.external_guests <= high
            and least <= f.minutes <= most
            and not phrases.isdisjoint(f.title_runs)
            and f.guest_days_since_contact > days
        )

    return table["name"], holds


def _first(rules: Sequence[tuple[str, Callable[[Facts], bool]]], facts: Facts) -> str:
    return next((name for name, holds in rules if holds(facts)), "")


if __name__ == "__main__":
    main()
