"""The format of a meeting held against your own style, and what lies beside it in your day."""

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
_MAX_PLACE_CHARS = 60
_FORMATS = ("in person", "phone", "video")
_NAMES = {
    "one-on-one": "format.one_on_one",
    "small group": "format.small_group",
    "event": "format.event",
    "in person": "format.in_person",
    "phone": "format.phone",
    "video": "format.video",
}
#: How long before a format can be proposed instead.
_NOTICE = {
    "in person": timedelta(days=1),
    "phone": timedelta(hours=1),
    "video": timedelta(hours=1),
}
#: The question that proposes a format instead.
_PROPOSED = {
    "in person": "format.propose_in_person",
    "phone": "format.propose_phone",
    "video": "format.propose_video",
}


@dataclass(frozen=True, slots=True)
class Day:
    """What surrounds a meeting in the user's day."""

    #: The nearest meetings of yours that end before this one and begin after it.
    before: Meeting | None = None
    after: Meeting | None = None
    #: Which networking meeting of that day it is, from 1; 0 when that is not known.
    place: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """How a meeting takes place."""

    #: Guests besides you.
    guests: int
    #: "in person", "phone", "video", or "" when nothing tells.
    format: str = ""
    #: A guest is so far away that their clock shows another time.
    far: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """Size and format, as far as they are known."""
        return tuple(part for part in (self.size, self.format) if part)

    @property
    def size(self) -> str:
        """Told in the words of ``[style] prefers``."""
        if self.guests == 1:
            return "one-on-one"
        return "small group" if self.guests in _SMALL_GROUP else "event"


def sentences(
    meeting: Meeting, shape: Shape, style: Style, day: Day, *, language: Language
) -> list[str]:
    """``One-on-one, in person: what you like best.`` and the like; empty when all is said."""
    told = [_fit(shape, style, language), _place(day, style, language)]
    if day.before:
        gap = meeting.start - day.before.end
        told.append(_neighbour("ends", (day.before, meeting), gap, style, language))
    if day.after:
        gap = day.after.start - meeting.end
        told.append(_neighbour("begins", (day.after, meeting), gap, style, language))
    return [sentence for sentence in told if sentence]


def instead(shape: Shape, style: Style, ahead: timedelta) -> str:
    """The format to propose because you like it better; "" when it is well as it is.

    ``ahead``: how long before the meeting. Nobody goes somewhere else at a few hours' notice.
    """
    off_camera = shape.format == "video" and style.camera is False
    fits = not shape.format or shape.format in style.prefers or shape.size == "event"
    if fits and not off_camera:
        return ""
    possible = ["phone"] if off_camera else _possible(shape, style)
    return next((other for other in possible if ahead >= _NOTICE[other]), "")


def _possible(shape: Shape, style: Style) -> list[str]:
    """The other formats that you like and that can be, the dearest first."""
    left_out = {shape.format}
    if style.camera is False:
        left_out.add("video")
    if shape.far:
        left_out.add("in person")
    return [like for like in style.prefers if like in _FORMATS and like not in left_out]


def proposal(shape: Shape, style: Style, ahead: timedelta, *, language: Language) -> str:
    """What you could write to have it your way, to be copied; "" when there is no need."""
    other = instead(shape, style, ahead)
    return language.say("format.propose", words=language.say(_PROPOSED[other])) if other else ""


def _fit(shape: Shape, style: Style, language: Language) -> str:
    verdict = _verdict(shape, style)
    if not verdict:
        # What is as you see it anyway needs no word.
        return ""
    others = [language.say(_NAMES[other]) for other in _possible(shape, style)[:2]]
    told = words.capital(", ".join(language.say(_NAMES[part]) for part in shape.told))
    return language.say(
        f"format.{verdict}",
        shape=told,
        **({"others": language.listed(others, "or")} if verdict == "liked_more" else {}),
    )


def _verdict(shape: Shape, style: Style) -> str:
    """What is to be said of a shape; the first that holds. "" for nothing."""
    likes, alone = style.prefers, "one-on-one" in style.prefers
    liked = bool(shape.format) and all(part in likes for part in shape.told)
    verdicts = (
        ("camera", shape.format == "video" and style.camera is False),
        ("", not likes),
        ("liked_best", liked and list(shape.told) == _best(style, list(shape.told))),
        ("liked", liked),
        ("crowd", shape.size == "event" and alone and "event" not in likes),
        ("liked_more", shape.format not in ("", *likes) and bool(_possible(shape, style))),
        ("liked_smaller", alone and shape.size not in likes),
    )
    return next((verdict for verdict, holds in verdicts if holds), "")


def _best(style: Style, said: list[str]) -> list[str]:
    """The size and the format that you like most, as far as both are told."""
    sizes = [like for like in style.prefers if like not in _FORMATS]
    formats = [like for like in style.prefers if like in _FORMATS]
    return [*sizes[:1], *formats[:1]] if sizes and formats else said


def _place(day: Day, style: Style, language: Language) -> str:
    if style.max_per_day is None or day.place <= style.max_per_day:
        return ""
    return language.say("format.too_many", nth=language.nth(day.place), most=style.max_per_day)


def _neighbour(
    side: str, pair: tuple[Meeting, Meeting], gap: timedelta, style: Style, language: Language
) -> str:
    """``side``: whether the neighbour, the first of the pair, "ends" before or "begins" after."""
    other, meeting = pair
    if gap > _NEAR:
        return ""
    values = {
        "title": language.quoted(shorten(other.title, _MAX_TITLE_CHARS)),
        "gap": language.length(gap) if gap >= _A_MINUTE else language.say("format.no_gap"),
    }
    if _elsewhere(other, meeting):
        place = shorten(other.location, _MAX_PLACE_CHARS)
        needed = style.travel + style.buffer
        tail = "_far" if gap < needed else "_elsewhere"
        needs = language.length(needed)
        return language.say(f"format.{side}{tail}", **values, place=place, needed=needs)
    if gap >= style.buffer:
        return language.say(f"format.{side}", **values)
    return language.say(f"format.{side}_tight", **values, buffer=language.length(style.buffer))


def _elsewhere(other: Meeting, meeting: Meeting) -> bool:
    """Whether you have to go from one to the other: both name a place, and not the same."""
    places = [_plain(where.location) for where in (other, meeting)]
    return all(places) and places[0] not in places[1] and places[1] not in places[0]


def _plain(location: str) -> str:
    """A place on earth in lower case; "" for a link, a number to call or nothing."""
    place = " ".join(location.casefold().split())
    return "" if "://" in place or not any(c.isalpha() for c in place) else place
