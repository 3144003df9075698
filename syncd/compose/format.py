"""The format of a meeting held against your own style: what fits, and what lies next to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from syncd.compose import words
from syncd.compose.language import Language
from syncd.model import Meeting, Style
from syncd.text.snippet import shorten

#: A neighbour this near is worth a word.
_NEAR = timedelta(hours=2)
_A_MINUTE = timedelta(minutes=1)
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


def sentences(
    meeting: Meeting, guests: int, format_: str, style: Style, day: Day, *, language: Language
) -> list[str]:
    """``One-on-one, in person: what you like best.`` and the like; empty when all is said."""
    told = [_shape(guests, format_, style, language), _place(day, style, language)]
    if day.before:
        gap = meeting.start - day.before.end
        told.append(_neighbour("ends", day.before, gap, style, language))
    if day.after:
        gap = day.after.start - meeting.end
        told.append(_neighbour("begins", day.after, gap, style, language))
    return [sentence for sentence in told if sentence]


def _shape(guests: int, format_: str, style: Style, language: Language) -> str:
    if not style.prefers:
        return ""
    size = "one-on-one" if guests == 1 else "small group" if guests in _SMALL_GROUP else "event"
    said = [part for part in (size, format_) if part]
    shape = words.capital(", ".join(_named(part, language) for part in said))
    if format_ and all(part in style.prefers for part in said):
        best = style.prefers[0] in said
        return language.say("format.liked_best" if best else "format.liked", shape=shape)
    others = [like for like in style.prefers if like in _FORMATS and like != format_]
    if format_ and format_ not in style.prefers and others:
        more = language.listed([_named(other, language) for other in others[:2]], "or")
        return language.say("format.liked_more", shape=shape, others=more)
    return language.say("format.shape", shape=shape)


_FORMATS = ("in person", "phone", "video")
_NAMES = {
    "one-on-one": "format.one_on_one",
    "small group": "format.small_group",
    "event": "format.event",
    "in person": "format.in_person",
    "phone": "format.phone",
    "video": "format.video",
}


def _named(part: str, language: Language) -> str:
    return language.say(_NAMES[part]) if part in _NAMES else part


def _place(day: Day, style: Style, language: Language) -> str:
    if style.max_per_day is None or day.place <= style.max_per_day:
        return ""
    return language.say("format.too_many", nth=language.nth(day.place), most=style.max_per_day)


def _neighbour(
    side: str, neighbour: Meeting, gap: timedelta, style: Style, language: Language
) -> str:
    """``side``: whether the neighbour "ends" before or "begins" after."""
    if gap > _NEAR:
        return ""
    values = {
        "title": language.quoted(shorten(neighbour.title, _MAX_TITLE_CHARS)),
        "gap": language.length(gap) if gap >= _A_MINUTE else language.say("format.no_gap"),
    }
    if gap >= style.buffer:
        return language.say(f"format.{side}", **values)
    return language.say(f"format.{side}_tight", **values, buffer=language.length(style.buffer))
