"""How well the shipped rules find networking meetings, with no configuration at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

from rules import judge, load
from rules.compare import nearest_misses
from syncd.model import BriefWish, FollowUpWish, Verdict, Wants
from tests.quality.labelled import Labelled, meetings

_WANTS = Wants(BriefWish(timedelta(hours=4)), FollowUpWish(timedelta(hours=1)))


def report() -> str:
    """Precision, recall and F1 for each half, each kind's share, and the confusions in words."""
    return "\n".join(line for half in ("tuning", "test") for line in _half(half))


def judged(half: str) -> list[tuple[Labelled, Verdict]]:
    """The labelled meetings of a half, each with the verdict of the shipped rules."""
    shipped = load([], defaults=_WANTS)
    return [(one, judge(one.meeting, one.facts, shipped)) for one in meetings(half)]


def scores(outcomes: Iterable[tuple[bool, bool]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (wanted, found)."""
    counted = Counter(outcomes)
    right, wrong, missed = counted[True, True], counted[False, True], counted[True, False]
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _half(half: str) -> Iterator[str]:
    results = judged(half)
    pairs = [(one.wanted, verdict.networking) for one, verdict in results]
    precision, recall, f1 = scores(pairs)
    yield f"Rules, {half} half: {len(results)} meetings, {sum(w for w, _ in pairs)} wanted"
    yield f"  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
    for kind in dict.fromkeys(one.kind for one, _ in results):
        yield _kind(kind, [(o, v) for o, v in results if o.kind == kind])
    for one, verdict in results:
        if one.wanted != verdict.networking:
            yield _confusion(one, verdict)


def _kind(kind: str, results: list[tuple[Labelled, Verdict]]) -> str:
    right = sum(one.wanted == verdict.networking for one, verdict in results)
    wanted = results[0][0].wanted
    measure = "recall" if wanted else "kept out"
    return f"  {kind:14} {right:3} of {len(results):3} right ({measure} {right / len(results):.2f})"


def _confusion(one: Labelled, verdict: Verdict) -> str:
    title = one.meeting.title or "(no title)"
    uid = one.meeting.key.uid
    if one.wanted:
        why = f'excluded by "{verdict.rule}"' if verdict.rule else f"no rule matches{_nearest(one)}"
        return f'  missed: "{title}" ({one.kind}, {uid}): {why}'
    return f'  wrong:  "{title}" ({one.kind}, {uid}): "{verdict.rule}" matches'


def _nearest(one: Labelled) -> str:
    """The rule that nearly matched, and what it lacked."""
    misses = nearest_misses(load([], defaults=_WANTS), [one.facts])
    return f', nearly "{misses[0].rule}": {misses[0].condition}' if misses else ""
