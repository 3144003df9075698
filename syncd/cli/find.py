"""Which meeting a MEETING on the command line means: a uid, a start of one, or words."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

import click

from syncd import wiring
from syncd.agenda import Judged
from syncd.cli.base import Code

_REACH_BACK = timedelta(days=400)


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
    click.echo(f'syncd: No meeting fits "{words}". See `syncd agenda`.', err=True)
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
    text = _plain(" ".join([judged.meeting.title, *people]))
    return all(word in text for word in _plain(words).split())


def _plain(text: str) -> str:
    """Without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _tell_several(fitting: list[Judged], words: str, parts: wiring.Parts) -> None:
    zone = parts.loaded.settings.user.timezone
    click.echo(f'syncd: Several meetings fit "{words}"; name one by its uid:', err=True)
    for judged in fitting[:20]:
        meeting = judged.meeting
        at = meeting.start.astimezone(zone)
        tail = f"#{meeting.key.recurrence_id}" if meeting.key.recurrence_id else ""
        click.echo(f"  {at:%a %d %b %Y %H:%M}  {meeting.title}  {meeting.key.uid}{tail}", err=True)
    raise click.exceptions.Exit(Code.WRONG)
