"""What the calendar itself says to syncd: #networking, #nobrief, and lines like "syncd: lead=2h".

Guests can write into an event too, so nothing here can do more than ask for a brief, skip one, or
move it within bounds; where a letter goes is never said in a calendar.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from syncd.model import BriefWish, FollowUpWish, Wants
from syncd.model.moments import parse_duration, show_duration
from syncd.model.validation import nearest

NETWORKING, NOBRIEF = "networking", "nobrief"
_LEAD, _DELAY = timedelta(hours=4), timedelta(hours=1)
_LONGEST = timedelta(days=14)
_MOST_SETTINGS = 12

_HASHTAG = re.compile(r"(?<![\w#&/])#(\w[\w-]{0,40})")
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_LINE = re.compile(r"^[ \t]*syncd[ \t]*:[ \t]*(\S[^\n]{0,300})", re.IGNORECASE | re.MULTILINE)
_SETTING = re.compile(r"([A-Za-z_-]{1,20})[ \t]*=[ \t]*([^\s,;]{1,20})")
_YES = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting from a calendar; ``problem`` says why it does not count, "" when it does."""

    key: str
    written: str
    value: Any = None
    problem: str = ""

    def __str__(self) -> str:
        return f"{self.key}={self.written}"


def hashtags(text: str) -> tuple[str, ...]:
    """The #words of a text, in lower case, without their sign."""
    if "#" not in text:
        return ()
    return tuple(tag.lower() for tag in _HASHTAG.findall(_MARKUP.sub("\n", text)))[:20]


def marks(title: str, description: str, *, outsider: bool) -> tuple[str, ...]:
    """Which of #networking and #nobrief count.

    In an event of an outsider, #networking counts only when no other #word stands beside it:
    invitations to the public come with several.
    """
    in_title, below = hashtags(title), hashtags(description)
    found = set()
    for tags in (in_title, below):
        if NOBRIEF in tags or "no-brief" in tags:
            found.add(NOBRIEF)
        if NETWORKING in tags and not (outsider and len(set(tags)) > 1):
            found.add(NETWORKING)
    for setting in settings(description):
        if setting.key == "networking" and not setting.problem:
            found.add(NETWORKING if setting.value else NOBRIEF)
    return tuple(mark for mark in (NOBRIEF, NETWORKING) if mark in found)


def settings(description: str) -> tuple[Setting, ...]:
    """The settings on lines of a description that begin with ``syncd:``."""
    if "syncd" not in description.lower():
        return ()
    lines = _LINE.findall(_MARKUP.sub("\n", description))
    found = [_read(key, written) for line in lines for key, written in _SETTING.findall(line)]
    return tuple(found[:_MOST_SETTINGS])


def adjust(wants: Wants, setting: Setting) -> Wants:
    """What is wanted, with one setting from the calendar."""
    return _KEYS[setting.key][1](wants, setting.value) if not setting.problem else wants


def with_lead(wants: Wants, lead: timedelta) -> Wants:
    """The brief so long before the start."""
    return replace(wants, brief=replace(wants.brief or BriefWish(lead), lead=lead, again=()))


def _read(key: str, written: str) -> Setting:
    name = key.lower().replace("-", "_")
    if name not in _KEYS:
        return Setting(key, written, problem=f"no such setting.{nearest(name, _KEYS)}")
    try:
        return Setting(name, written, _KEYS[name][0](written))
    except ValueError as error:
        return Setting(name, written, problem=str(error))


def _yes(text: str) -> bool:
    if text.lower() not in _YES:
        raise ValueError("yes or no")
    return _YES[text.lower()]


def _length(text: str) -> timedelta:
    length = parse_duration(text)
    if length > _LONGEST:
        raise ValueError(f"at most {show_duration(_LONGEST)}")
    return length


def _tone(text: str) -> str:
    if text.lower() not in ("warm", "formal"):
        raise ValueError("warm or formal")
    return text.lower()


def _set_brief(wants: Wants, on: bool) -> Wants:
    return replace(wants, brief=(wants.brief or BriefWish(_LEAD)) if on else None)


def _set_follow_up(wants: Wants, on: bool) -> Wants:
    return replace(wants, follow_up=(wants.follow_up or FollowUpWish(_DELAY)) if on else None)


def _set_delay(wants: Wants, delay: timedelta) -> Wants:
    return replace(wants, follow_up=replace(wants.follow_up or FollowUpWish(delay), delay=delay))


def _set_tone(wants: Wants, tone: str) -> Wants:
    return replace(wants, follow_up=wants.follow_up and replace(wants.follow_up, tone=tone))


#: Setting -> how its value is read, and what it does.
_KEYS: dict[str, tuple[Callable[[str], Any], Callable[[Wants, Any], Wants]]] = {
    "networking": (_yes, lambda wants, _: wants),
    "brief": (_yes, _set_brief),
    "follow_up": (_yes, _set_follow_up),
    "lead": (_length, with_lead),
    "delay": (_length, _set_delay),
    "tone": (_tone, _set_tone),
}

#: The settings that a line may have.
SETTINGS = tuple(_KEYS)
