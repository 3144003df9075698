"""What a rule may speak of: the fixed, typed vocabulary, and how it is read off a meeting.

`docs/rules.md` is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import Any

from rules import cues, places, titles
from rules.desks import desks
from rules.marks import Setting, hashtags, marks, settings
from rules.ties import family, ties
from rules.words import runs, words
from syncd.model import Acquaintance, CalendarUserType, Guest, Me, Meeting, MeetingKey
from syncd.model.domains import domain_of, is_free_mail
from syncd.model.meeting import PartStat
from syncd.model.moments import aware

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Bounds of texts from outside: of descriptions, of everything else.
LONG_CHARS = 4000
SHORT_CHARS = 300
_MOST_TAGS = 20
_TAG_CHARS = 80


def _fact(doc: str) -> Any:
    return field(metadata={"doc": doc})


@dataclass(frozen=True)
class Facts:
    """Everything a rule may speak of, about one meeting. Times of day are in your own zone.

    "Guests" are people other than you who have not declined. What is said of mail, meetings and
    acquaintance is about the external guests, or about the colleagues when nobody else comes.
    """

    key: MeetingKey
    #: Settings in the description, not part of the vocabulary.
    settings: tuple[Setting, ...]
    title: str = _fact("the title, at most 300 characters")
    description: str = _fact("the description, at most 4,000 characters")
    location: str = _fact("the location, at most 300 characters")
    calendar: str = _fact("the name of the calendar it is in")
    account: str = _fact("the name of the account it was read from")
    tags: tuple[str, ...] = _fact("categories of the event, and #words in its title")
    marks: tuple[str, ...] = _fact(
        '"networking" or "nobrief", when the calendar says so (see Marks)'
    )
    event_type: str = _fact('Google\'s type of event ("focusTime", "birthday" …), else ""')
    status: str = _fact('"confirmed", "tentative" or "cancelled"')
    visibility: str = _fact('"public", "private" or "confidential"')
    free: bool = _fact("whether it leaves your time free in the calendar")

    format: str = _fact('"in person", "phone", "video", or "" when it does not say')
    service: str = _fact('the video service ("Zoom", "Google Meet" …), else ""')
    booked_with: str = _fact('the booking page it came from ("Calendly" …), else ""')
    booked: bool = _fact("whether it was booked through a booking page")

    start: datetime = _fact("when it starts, in your zone")  # noqa: RUF009
    weekday: str = _fact('the day it starts on: "monday" …')
    hour: int = _fact("the hour it starts in, 0 to 23")
    minutes: int = _fact("how long it takes, in minutes")
    all_day: bool = _fact("whether it has dates but no times")
    recurring: bool = _fact("whether it is one of a series")
    instance: int = _fact("its place in the series, from 1; 0 when not in one or not counted")

    organizer: str = _fact('"me", "colleague", "external" or "booking page"')
    my_response: str = _fact('"accepted", "tentative", "declined", "needs-action" or "delegated"')
    responses: tuple[str, ...] = _fact("the answers of everyone invited besides you")
    accepted_guests: int = _fact("how many guests have accepted")
    declined_guests: int = _fact("how many people besides you have declined")

    guests: int = _fact("how many people come besides you")
    external_guests: int = _fact("how many of them are from outside your domains")
    external_people: int = _fact("how many of those write from an address of their own, not info@")
    colleagues: int = _fact("how many of them are from your domains")
    rooms: int = _fact("how many rooms and other resources are invited")
    groups: int = _fact("how many groups or lists are invited")
    guest_names: tuple[str, ...] = _fact("the names of the guests, their addresses without one")
    guest_addresses: tuple[str, ...] = _fact("the addresses of the guests")
    external_addresses: tuple[str, ...] = _fact("the addresses of the external guests")
    domains: tuple[str, ...] = _fact("the domains of the external guests")
    free_mail: int = _fact("how many external guests have an address at a free-mail service")
    role_addresses: int = _fact("how many external guests have an address like info@ or sales@")
    family: bool = _fact("whether an external guest has your last name")

    new_guests: int = _fact("how many guests you never wrote with or met")
    first_meeting: bool = _fact("whether there are guests and you have met none of them")
    unmet_guests: int = _fact("how many guests you have never met")
    past_meetings: int = _fact("past meetings with the guest you met most often")
    days_since_met: float = _fact("days since you last met any of the guests; inf for never")
    guest_days_since_contact: float = _fact(
        "days since the last mail or meeting with the guest you were in touch with least"
        " recently; inf for never"
    )
    days_known: float = _fact("days since the first contact with any of the guests; 0 for none")
    mails: int = _fact("mails exchanged with the guest you wrote with most")
    mails_received: int = _fact("mails that this guest wrote to you")
    mails_sent: int = _fact("mails that you wrote to this guest")
    wrote_first: str = _fact('who wrote the first mail with this guest: "me", "them" or ""')
    introduced: bool = _fact("whether the mail shows that somebody introduced you to a guest")
    introduced_by: str = _fact('who introduced you, by name or address, else ""')
    thread: str = _fact("the subject of the newest mail thread with a guest")

    cues: tuple[str, ...] = _fact("what the title and the tags hint at (see Cues)")
    thread_cues: tuple[str, ...] = _fact("what the subject of the mail thread hints at (see Cues)")
    domain_cues: tuple[str, ...] = _fact("what the domains of the external guests hint at")
    plain_title: bool = _fact(
        "whether the title says no more than names, a length, or a word like call or meeting"
    )

    @cached_property
    def title_runs(self) -> frozenset[str]:
        """The title as `rules.words.runs`."""
        return runs(words(self.title))

    @cached_property
    def description_runs(self) -> frozenset[str]:
        """The description as `rules.words.runs`."""
        return runs(words(self.description))

    @cached_property
    def location_runs(self) -> frozenset[str]:
        """The location as `rules.words.runs`."""
        return runs(words(self.location))

    @cached_property
    def calendar_runs(self) -> frozenset[str]:
        """The calendar's name as `rules.words.runs`."""
        return runs(words(self.calendar))

    @cached_property
    def thread_runs(self) -> frozenset[str]:
        """The thread's subject as `rules.words.runs`."""
        return runs(words(self.thread))

    @cached_property
    def service_runs(self) -> frozenset[str]:
        """The video service as `rules.words.runs`."""
        return runs(words(self.service))

    @cached_property
    def tags_runs(self) -> frozenset[str]:
        """The tags as `rules.words.runs`, each by itself."""
        return frozenset(run for tag in self.tags for run in runs(words(tag)))


def gather(
    meeting: Meeting,
    guests: tuple[Guest, ...],
    me: Me,
    acquaintances: Mapping[str, Acquaintance],
    *,
    now: datetime,
) -> Facts:
    """Read the facts off a meeting.

    ``acquaintances`` is keyed by address in lower case; whoever is missing is a stranger. Days are
    counted to ``now`` (aware), or to the start of a meeting that lies before it.
    """
    coming = tuple(guest for guest in guests if not guest.declined)
    external = tuple(guest for guest in coming if guest.external)
    counted = external or coming
    known = [acquaintances.get(g.address) or Acquaintance(g.address) for g in counted]
    bound = ties(known, min(aware(now, "now"), meeting.start))
    local = meeting.start.astimezone(me.timezone)
    format_, service = places.format_and_service(meeting)
    booked_with = places.booking_page(meeting)
    title, description = meeting.title[:SHORT_CHARS], meeting.description[:LONG_CHARS]
    tags = (*(tag[:_TAG_CHARS] for tag in meeting.categories[:_MOST_TAGS]), *hashtags(title))
    title_words = words(title)
    named = (*(g.name for g in guests), *(a.name for a in known), me.name)
    addresses = (*(g.address for g in guests), *me.addresses)
    at_desks = desks(external)
    organizer = _organizer(meeting, me, booked=bool(booked_with))
    return Facts(
        key=meeting.key,
        settings=settings(description),
        title=title,
        description=description,
        location=meeting.location[:SHORT_CHARS],
        calendar=meeting.calendar[:SHORT_CHARS],
        account=meeting.account,
        tags=tags,
        marks=marks(title, description, outsider=organizer == "external"),
        event_type=meeting.event_type,
        status=meeting.status.value,
        visibility=meeting.visibility,
        free=meeting.transparent,
        format=format_,
        service=service,
        booked_with=booked_with,
        booked=bool(booked_with),
        start=local,
        weekday=WEEKDAYS[local.weekday()],
        hour=local.hour,
        minutes=int((meeting.end - meeting.start).total_seconds() // 60),
        all_day=meeting.all_day,
        recurring=meeting.recurring,
        instance=meeting.instance,
        organizer=organizer,
        my_response=_my_response(meeting, me).value,
        responses=tuple(guest.partstat.value for guest in guests),
        accepted_guests=sum(g.partstat is PartStat.ACCEPTED for g in coming),
        declined_guests=len(guests) - len(coming),
        guests=len(coming),
        external_guests=len(external),
        external_people=len(external) - at_desks,
        colleagues=len(coming) - len(external),
        rooms=_count(meeting, CalendarUserType.ROOM, CalendarUserType.RESOURCE),
        groups=_count(meeting, CalendarUserType.GROUP),
        guest_names=tuple(guest.label[:SHORT_CHARS] for guest in coming),
        guest_addresses=tuple(guest.address for guest in coming),
        external_addresses=tuple(guest.address for guest in external),
        domains=tuple(dict.fromkeys(domain_of(guest.address) for guest in external)),
        free_mail=sum(is_free_mail(domain_of(guest.address)) for guest in external),
        role_addresses=at_desks,
        family=family(external, me),
        new_guests=bound.new_guests,
        first_meeting=bound.first_meeting,
        unmet_guests=bound.unmet_guests,
        past_meetings=bound.past_meetings,
        days_since_met=bound.days_since_met,
        guest_days_since_contact=bound.guest_days_since_contact,
        days_known=bound.days_known,
        mails=bound.mails_received + bound.mails_sent,
        mails_received=bound.mails_received,
        mails_sent=bound.mails_sent,
        wrote_first=bound.wrote_first,
        introduced=bound.introduced,
        introduced_by=bound.introduced_by[:SHORT_CHARS],
        thread=bound.thread[:SHORT_CHARS],
        cues=cues.found(title_words, *(words(tag) for tag in tags)),
        thread_cues=cues.found(words(bound.thread[:SHORT_CHARS])),
        domain_cues=_domain_cues(external),
        plain_title=titles.is_plain(title_words, named, addresses),
    )


def _domain_cues(external: Sequence[Guest]) -> tuple[str, ...]:
    found = (cues.of_domain(domain_of(guest.address)) for guest in external)
    return tuple(dict.fromkeys(cue for named in found for cue in named))


def _organizer(meeting: Meeting, me: Me, *, booked: bool) -> str:
    organizer = meeting.organizer
    if organizer is None or me.is_me(organizer.address):
        return "booking page" if booked else "me"
    domain = domain_of(organizer.address)
    inside = any(domain == own or domain.endswith("." + own) for own in me.domains)
    return "colleague" if inside else "external"


def _my_response(meeting: Meeting, me: Me) -> PartStat:
    """Your answer; accepted when you organized it or are not listed."""
    mine = next((a.partstat for a in meeting.attendees if me.is_me(a.address)), PartStat.ACCEPTED)
    organized = meeting.organizer is not None and me.is_me(meeting.organizer.address)
    return PartStat.ACCEPTED if organized and mine is PartStat.NEEDS_ACTION else mine


def _count(meeting: Meeting, *kinds: CalendarUserType) -> int:
    return sum(attendee.cutype in kinds for attendee in meeting.attendees)


#: Name of each fact -> what it says.
VOCABULARY = {f.name: str(f.metadata["doc"]) for f in fields(Facts) if "doc" in f.metadata}
