"""What somebody sends to many readers, you among them: their newsletter, by its issues. Pure.

An issue is no mail between you, and nothing in it is a word to you; that they write one is worth
knowing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from syncd.model import Envelope, Source

#: Fewer are an announcement.
_FEWEST = 3
_SHORTEST_TITLE = 4
#: What stands between a newsletter's title and the number or the topic of an issue.
_BETWEEN = " \t#:-–—|·,.([№0123456789"
_NUMBERED = (" issue", " no", " nr", " ausgabe", " vol", " volume", " edition")


@dataclass(frozen=True, slots=True)
class Newsletter:
    """A newsletter of somebody's that you get."""

    #: As its subjects have it in common; "" when they have nothing in common.
    title: str
    issues: int
    #: The newest issue.
    source: Source


def newsletter(issues: Sequence[Envelope]) -> Newsletter | None:
    """What the automatic mails of one person are issues of, newest first; None for a few."""
    if len(issues) < _FEWEST:
        return None
    newest = issues[0]
    author = newest.sender.label if newest.sender else ""
    return Newsletter(
        _title([issue.subject for issue in issues]),
        len(issues),
        Source("mail", newest.subject, newest.date, author, origin=newest.message_id),
    )


def _title(subjects: list[str]) -> str:
    """What all subjects begin with: "The Slow Web" of "The Slow Web #40", "The Slow Web #41"."""
    first, last = min(subjects), max(subjects)
    same = next(
        (n for n, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), None
    )
    common = first[:same]
    if any(subject != common and subject[len(common) :][:1].isalpha() for subject in subjects):
        common = common.rpartition(" ")[0]
    common = common.strip(_BETWEEN)
    for word in _NUMBERED:
        if common.lower().endswith(word):
            common = common[: -len(word)].strip(_BETWEEN)
    return common if len(common) >= _SHORTEST_TITLE else ""
