"""Which meeting a MEETING on the command line means: a uid, a start of one, or words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import click

from syncd import wiring
from syncd.agenda import Judged
from syncd.cli.base import Code
from syncd.cli.lines import say
from syncd.text.snippet import shorten

#: Decorates a click command.
F = TypeVar("F", bound=Callable[..., Any])

WHICH = "MEETING is a uid, the start of one, or words of its title or guests."
_WORD = re.compile(r"\w+")
_REACH_BACK = timedelta(days=400)
_MOST_LISTED = 20


def named(argument: str) -> Callable[[F], F]:
    """The argument MEETING; its words need no quotes."""

    def join(_ctx: click.Context, _param: click.Parameter, words: tuple[str, ...]) -> str:
        if not "".join(words).strip():
            raise click.BadParameter("name a meeting by its uid, or by words of its title.")
        return " ".join(words)

    return click.argument(argument, nargs=-1, required=True, callback=join)


def meeting_named(parts: wiring.Parts, words: str, now: datetime) -> Judged:
    """The one meeting that fits. When none or several do, they are told and nothing is done.

    The coming and recent ones are looked at first; older ones only when none of those fits.
    """
    daemon = parts.loaded.settings.daemon
    ahead = now + daemon.look_ahead
    for start in (now - daemon.look_back, now - _REACH_BACK):
        fitting = _fitting(parts.agenda.between(start, ahead, now), words)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            _tell_several(fitting, words, parts)
    say(f'syncd: No meeting fits "{words}". See `syncd agenda --all`.', hang=2, err=True)
    raise click.exceptions.Exit(Code.WRONG)


def _fitting(meetings: list[Judged], words: str) -> list[Judged]:
    """The one with that uid, else all that begin with it or have the words."""
    exact = [judged for judged in meetings if _is_uid(judged, words)]
    return exact or [j for j in meetings if _starts_uid(j, words) or _has_words(j, words)]


def _is_uid(judged: Judged, words: str) -> bool:
    key = judged.meeting.key
    return words in (key.uid, key.header(), f"{key.uid}#{key.recurrence_id}")


def _starts_uid(judged: Judged, words: str) -> bool:
    return judged.meeting.key.uid.startswith(words)


def _has_words(judged: Judged, words: str) -> bool:
    people = [f"{guest.name} {guest.address}" for guest in judged.guests]
    text = _WORD.findall(_plain(" ".join([judged.meeting.title, *people])))
    wanted = _WORD.findall(_plain(words))
    return bool(wanted) and all(any(t.startswith(word) for t in text) for word in wanted)


def _plain(text: str) -> str:
    """Without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _tell_several(fitting: list[Judged], words: str, parts: wiring.Parts) -> None:
    zone = parts.loaded.settings.user.timezone
    say(f'syncd: Several meetings fit "{words}"; name one by its uid:', hang=2, err=True)
    for judged in fitting[:_MOST_LISTED]:
        meeting = judged.meeting
        at = meeting.start.astimezone(zone)
        tail = f"#{meeting.key.recurrence_id}" if meeting.key.recurrence_id else ""
        told = f"{at:%a %d %b %Y %H:%M}  {shorten(meeting.title, 60)}  {meeting.key.uid}{tail}"
        say(told, indent=2, hang=4, err=True)
    if len(fitting) > _MOST_LISTED:
        say(f"  and {len(fitting) - _MOST_LISTED} more.", err=True)
    raise click.exceptions.Exit(Code.WRONG)
