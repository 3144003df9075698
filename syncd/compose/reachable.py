"""The people you want to meet who have come within reach, told in the digest and in a brief."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from syncd.compose.language import Language
from syncd.compose.page import Line, Sources
from syncd.model import Reach, WishNews
from syncd.text.snippet import shorten

_NAME_CHARS = 60
_WHY_CHARS = 120
#: What says the most stands for the rest.
_ORDER = (Reach.MEETING, Reach.CONNECTOR, Reach.TIE, Reach.MAIL)


def reachable_lines(
    news: Iterable[WishNews],
    sources: Sources,
    language: Language,
    now: datetime,
    *,
    here: bool = False,
) -> tuple[Line, ...]:
    """A line for each way to a person, with where it shows.

    ``here``: in the brief of the meeting with whoever could bring you together.
    """
    lines, explained = [], set[str]()
    for one in distinct(news):
        told = _told(one, sources, language, now, here=here)
        why = shorten(one.why, _WHY_CHARS)
        if why and one.person.address not in explained:
            told = f"{told} {language.say('reachable.why', why=why)}"
            explained.add(one.person.address)
        lines.append(sources.line(told, one.evidence))
    return tuple(lines)


def distinct(news: Iterable[WishNews]) -> list[WishNews]:
    """One for each way to a person, the most useful first."""
    told: dict[tuple[str, str], WishNews] = {}
    for one in sorted(news, key=lambda one: (_ORDER.index(one.reach), one.starts or one.seen_at)):
        via = one.via.address if one.via else one.reach.value
        told.setdefault((one.person.address, via), one)
    return list(told.values())


def _told(
    news: WishNews, sources: Sources, language: Language, now: datetime, *, here: bool
) -> str:
    reach = news.reach
    if reach is Reach.CONNECTOR and (news.starts is None or news.starts <= now):
        reach = Reach.TIE
    name = "reachable.here" if here and news.via else f"reachable.{reach.value}"
    starts = news.starts.astimezone(sources.zone) if news.starts else None
    return language.say(
        name,
        person=shorten(news.person.label, _NAME_CHARS),
        via=shorten(news.via.label, _NAME_CHARS) if news.via else "",
        day=language.day(starts, now) if starts else "",
    )
