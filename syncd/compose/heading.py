"""The first lines of a brief after the time: the guest's own time, where, who has answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from syncd.compose import words
from syncd.compose.firms import Firm, firms
from syncd.compose.language import Language
from syncd.compose.matter import BriefMatter
from syncd.compose.names import called
from syncd.compose.page import Line, Sources
from syncd.model import Guest, Meeting, PartStat
from syncd.people.dossier import Dossier, meeting_source
from syncd.text.contact import PHONE
from syncd.text.snippet import shorten

_MAX_PLACE_CHARS = 120
_MAX_URL_CHARS = 2000
_READ_CHARS = 4000
#: With more guests their answers are counted and not named.
_MOST_NAMED = 4
_BOTH = 2
_ANSWERS = {
    PartStat.ACCEPTED: "accepted",
    PartStat.TENTATIVE: "tentative",
    PartStat.NEEDS_ACTION: "unanswered",
}


def details(matter: BriefMatter, sources: Sources) -> Iterator[Line]:
    """``17:00 for Mei (Tokyo)``, ``Café Einstein, Berlin``, ``Mei has accepted``"""
    for dossier in matter.dossiers:
        if dossier.local:
            yield _local(dossier, sources)
    yield from _where(matter.meeting, matter.format, sources)
    if answers := _answers(matter, sources.language):
        yield Line(answers)
    for firm in firms(matter.dossiers):
        yield _firm(firm, matter, sources)


def _firm(firm: Firm, matter: BriefMatter, sources: Sources) -> Line:
    """``all three of Nordwind``"""
    language, count = sources.language, len(firm.dossiers)
    name = shorten(firm.name, _MAX_PLACE_CHARS)
    if count < len(matter.outside):
        names = language.listed([called(dossier) for dossier in firm.dossiers])
        told = language.say("brief.firm", names=names, firm=name)
    elif count == _BOTH:
        told = language.say("brief.firm_both", firm=name)
    else:
        told = language.say("brief.firm_all", count=language.number(count), firm=name)
    return sources.line(told, *firm.sources)


def event_address(meeting: Meeting) -> str:
    """Where the event opens in your calendar; "" when there is no address that may be linked."""
    return _web_address(meeting.url)


def join_address(meeting: Meeting) -> str:
    """Where the call is joined; "" when there is no address that may be linked."""
    return _web_address(meeting.conference_url)


def _local(dossier: Dossier, sources: Sources) -> Line:
    """The start on the guest's clock, with the day where it is another."""
    local, language = dossier.local, sources.language
    assert local is not None
    clock = language.told("date.clock", local.at)
    if local.at.date() != local.at.astimezone(sources.zone).date():
        day = language.day(local.at, sources.now)
        clock = language.say("time.day_and_clock", day=day, clock=clock)
    city = local.zone.rpartition("/")[2].replace("_", " ")
    name = "brief.local_in" if city else "brief.local"
    told = language.say(name, clock=clock, name=called(dossier), city=city)
    return sources.line(told, local.source)


def _where(meeting: Meeting, format_: str, sources: Sources) -> Iterator[Line]:
    link = join_address(meeting)
    place = shorten(meeting.location, _MAX_PLACE_CHARS)
    if place and not (link and place in (link, meeting.conference_url.strip())):
        yield Line(place)
    number = PHONE.search(f"{meeting.location} {meeting.description[:_READ_CHARS]}")
    if format_ == "phone" and number and number[0] not in place:
        told = sources.language.say("brief.call", phone=number[0].strip())
        yield sources.line(told, meeting_source(meeting))


def _answers(matter: BriefMatter, language: Language) -> str:
    said: dict[str, list[Guest]] = {}
    for guest in matter.outside:
        if answer := _ANSWERS.get(guest.partstat):
            said.setdefault(answer, []).append(guest)
    if matter.declined:
        said["declined"] = list(matter.declined)
    told = {dossier.guest.address: called(dossier) for dossier in matter.dossiers}
    return " · ".join(
        language.counted(f"brief.{answer}", len(found), names=_names(found, told, language))
        for answer, found in said.items()
    )


def _names(guests: Sequence[Guest], told: dict[str, str], language: Language) -> str:
    if len(guests) > _MOST_NAMED:
        return str(len(guests))
    return language.listed([told.get(guest.address) or _first_name(guest) for guest in guests])


def _first_name(guest: Guest) -> str:
    return shorten(words.first_name(guest.name, guest.address), 40)


def _web_address(url: str) -> str:
    """The address if it is a web address that a letter may link to, else "".

    None holds what shows nothing or turns text around: letters are read in terminals too.
    """
    address = url.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    whole = address.isprintable() and not any(map(str.isspace, address))
    web = parts.scheme in ("https", "http") and parts.hostname
    return address if web and whole and len(address) < _MAX_URL_CHARS else ""
