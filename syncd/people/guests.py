"""Who of the invited is a guest: a person, and not you."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from syncd.model import Attendee, CalendarUserType, Guest, Me, Meeting, PartStat
from syncd.model.domains import domain_of

#: From the best on: who accepted with one address need not have answered with the other.
_ANSWERS = (
    PartStat.ACCEPTED,
    PartStat.TENTATIVE,
    PartStat.DELEGATED,
    PartStat.NEEDS_ACTION,
    PartStat.DECLINED,
)
_NOT_PEOPLE = frozenset({CalendarUserType.ROOM, CalendarUserType.RESOURCE, CalendarUserType.GROUP})
#: Calendars that do not say what an attendee is still name it like this.
_ROBOT = re.compile(
    r"(^|[._+-])(no-?reply|do-?not-?reply|mailer-daemon|calendar-notification|notifications?)([._+-]|@)"
    r"|@(resource|group)\.calendar\.google\.com$|@([a-z0-9-]+\.)*(lists?|googlegroups)\.[a-z.]+$"
    # What books meetings or takes notes in them.
    r"|^(amy|andrew)(\.ingram)?@x\.ai$|^(notifications?|invites?|teamcalendly)@calendly\.com$"
    r"|^fred@fireflies\.ai$|@([a-z0-9-]+\.)*(otter\.ai|fathom\.video|tldv\.io|youcanbook\.me)$"
    r"|^(note-?taker|meeting-?bot|scheduler|scheduling-?(bot|assistant))@"
)
#: The local part of a mailbox that several people read.
_SHARED = re.compile(
    r"^(?:info|office|hello|hallo|hi|contact|kontakt|team|support|help|helpdesk|service|sales|admin"
    r"|hr|jobs|careers?|recruiting|bewerbung(?:en)?|press|presse|media|marketing|events?|bookings?"
    r"|booking|buchung|billing|invoices?|rechnung(?:en)?|accounts?|accounting|buchhaltung|finance"
    r"|legal|privacy|datenschutz|security|abuse|postmaster|webmaster|hostmaster|root|newsletter|news"
    r"|reception|empfang|front-?desk|secretariat|sekretariat|secretary|buero|büro|verwaltung|orga"
    r"|organi[sz]ers?|feedback|enquir(?:y|ies)|inquir(?:y|ies)|community|members(?:hip)?|everyone|all"
    r"|staff|board|vorstand|studio|bonjour|accueil|secretaria|correo|redaktion|editors?)"
    r"(?:[._+-](?:de|en|eu|uk|us|dach|team|office|mail|desk|berlin|\d+))?@",
    re.IGNORECASE,
)


def guests(meeting: Meeting, me: Me) -> tuple[Guest, ...]:
    """The people who are invited besides you, the organizer first when not listed."""
    invited = {a.address: a for a in reversed(meeting.attendees)}
    organizer = meeting.organizer
    if organizer and organizer.address not in invited:
        invited[organizer.address] = Attendee(organizer.address, organizer.name, PartStat.ACCEPTED)
    return tuple(
        _guest(attendee, meeting, me)
        for attendee in reversed(invited.values())
        if is_person(attendee) and not me.is_me(attendee.address)
    )


def one_each(invited: Sequence[Guest], main: Mapping[str, str]) -> tuple[Guest, ...]:
    """Each person once, who may be invited under several addresses; ``main`` tells whose each is.

    The address that answered best stands for the others.
    """
    people: dict[str, list[Guest]] = {}
    for guest in invited:
        people.setdefault(main.get(guest.address, guest.address), []).append(guest)
    return tuple(_as_one(found) for found in people.values())


def _as_one(found: list[Guest]) -> Guest:
    if len(found) == 1:
        return found[0]
    best = min(found, key=lambda guest: _ANSWERS.index(guest.partstat))
    return replace(
        best,
        name=best.name or next((guest.name for guest in found if guest.name), ""),
        organizer=any(guest.organizer for guest in found),
        optional=all(guest.optional for guest in found),
    )


def is_person(attendee: Attendee) -> bool:
    """Whether an attendee is a person: not a room, resource, group, list or robot."""
    named_so = attendee.cutype in _NOT_PEOPLE
    return "@" in attendee.address and not named_so and not _ROBOT.search(attendee.address)


def is_shared(address: str) -> bool:
    """Whether an address is a role's and not one person's: info@, office@, team@."""
    return bool(_SHARED.match(address))


def my_partstat(meeting: Meeting, me: Me) -> PartStat:
    """Your own answer; accepted when you organized it or are not listed at all."""
    mine = [a.partstat for a in meeting.attendees if me.is_me(a.address)]
    organized = meeting.organizer is not None and me.is_me(meeting.organizer.address)
    if not mine:
        return PartStat.ACCEPTED
    if organized and mine[0] is PartStat.NEEDS_ACTION:
        return PartStat.ACCEPTED
    return mine[0]


def is_external(address: str, me: Me) -> bool:
    """Outside your own domains; a subdomain of one of them is inside."""
    domain = domain_of(address)
    return not any(domain == own or domain.endswith("." + own) for own in me.domains)


def _guest(attendee: Attendee, meeting: Meeting, me: Me) -> Guest:
    return Guest(
        address=attendee.address,
        name=attendee.name,
        partstat=attendee.partstat,
        external=is_external(attendee.address, me),
        organizer=meeting.organizer is not None and meeting.organizer.address == attendee.address,
        optional=attendee.optional,
    )
