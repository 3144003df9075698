"""The format of a meeting held against your own style: what fits, and what lies next to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from syncd.compose import words
from syncd.model import Meeting, Style
from syncd.text.snippet import shorten

#: A neighbour this near is worth a word.
_NEAR = timedelta(hours=2)
_SMALL_GROUP = range(2, 7)
_MAX_TITLE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Day:
    """What surrounds a meeting in the user's day."""

    #: The nearest meetings of yours that end before this one and begin after it.
    before: Meeting | None = None
    after: Meeting | None = None
    #: Which networking meeting of that day it is, from 1; 0 when that is not known.
    place: int = 0


def sentences(meeting: Meeting, guests: int, format_: str, style: Style, day: Day) -> list[str]:
    """``One-on-one, in person: what you like best.`` and the like; empty when all is said."""
    told = [
        _shape(guests, format_, style),
        _place(day, style),
    ]
    if day.before:
        gap = meeting.start - day.before.end
        told.append(_neighbour(day.before.title, gap, "ends {gap} before", style))
    if day.after:
        gap = day.after.start - meeting.end
        told.append(_neighbour(day.after.title, gap, "begins {gap} after", style))
    return [sentence for sentence in told if sentence]


def _shape(guests: int, format_: str, style: Style) -> str:
    size = "one-on-one" if guests == 1 else "small group" if guests in _SMALL_GROUP else "event"
    said = [part for part in (size, format_) if part]
    liked = [part for part in said if part in style.prefers]
    shape = words.capital(", ".join(said))
    if not style.prefers:
        return ""
    if liked == said and format_:
        best = style.prefers[0] in said
        return f"{shape}: what you like{' best' if best else ''}."
    others = [like for like in style.prefers if like in _FORMATS and like != format_]
    if format_ and format_ not in style.prefers and others:
        return f"{shape}. You like {words.either(others)} more; you could propose it."
    return f"{shape}."


_FORMATS = ("in person", "phone", "video")


def _place(day: Day, style: Style) -> str:
    if style.max_per_day is None or day.place <= style.max_per_day:
        return ""
    return (
        f"It is your {words.ordinal(day.place)} networking meeting that day; "
        f"you like {style.max_per_day} at most."
    )


def _neighbour(title: str, gap: timedelta, side: str, style: Style) -> str:
    if gap > _NEAR:
        return ""
    tight = f", less than the {words.gap(style.buffer)} you want" if gap < style.buffer else ""
    return f'"{shorten(title, _MAX_TITLE_CHARS)}" {side.format(gap=words.gap(gap))}{tight}.'
