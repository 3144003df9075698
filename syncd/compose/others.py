"""Those who come along and are only named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syncd.compose.matter import BriefMatter
from syncd.compose.page import Line, Section, Sources
from syncd.model import Guest
from syncd.text.snippet import shorten

_NAME_CHARS = 40
_MOST_FAMILIAR = 8
#: So many strangers are named; of more it is told how many there are.
_MOST_NAMED = 6


def also_there(matter: BriefMatter, sources: Sources) -> Iterator[Section]:
    """Whom you know, how many strangers there are, who organizes it, which colleagues join."""
    language, familiar, colleagues = sources.language, matter.familiar, matter.colleagues
    known = {guest.address for guest in familiar}
    strangers = [guest for guest in matter.others if guest.address not in known]
    host = next((g for g in strangers if g.organizer), None) if len(strangers) > 1 else None
    told = [
        _counted("others.familiar", familiar[:_MOST_FAMILIAR], len(familiar), sources),
        _strangers(strangers, sources),
        language.say("others.host", name=shorten(host.label, _NAME_CHARS)) if host else "",
        _counted("others.colleagues", colleagues[:_MOST_NAMED], len(colleagues), sources),
    ]
    lines = tuple(Line(text) for text in told if text)
    if lines:
        yield Section(language.say("brief.also_there"), lines)


def _strangers(strangers: Sequence[Guest], sources: Sources) -> str:
    """By name; a crowd only by number."""
    if len(strangers) <= _MOST_NAMED:
        return _counted("others.new", strangers, len(strangers), sources)
    return sources.language.counted("others.crowd", len(strangers))


def _counted(phrase: str, named: Sequence[Guest], count: int, sources: Sources) -> str:
    if not named:
        return ""
    names = [shorten(guest.label, _NAME_CHARS) for guest in named]
    if count > len(named):
        some = ", ".join(names)
        told = sources.language.counted("list.more", count - len(named), some=some)
    else:
        told = sources.language.listed(names)
    return sources.language.counted(phrase, count, names=told)
