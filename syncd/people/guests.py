"""Who of the invited is a guest: a person, and not you."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from syncd.model import Attendee, CalendarUserType, Guest, Me, Meeting, PartStat
from syncd.model.domains import domain_of
from syncd.people import guest_words as say

#: From the best on: who accepted with one address need not have answered with the other.
_ANSWERS = (
    PartStat.ACCEPTED,
    PartStat.TENTATIVE,
    PartStat.DELEGATED,
    PartStat.NEEDS_ACTION,
    PartStat.DECLINED,
)
_MAX_CHARS = 320
_NOT_PEOPLE = frozenset({CalendarUserType.ROOM, CalendarUserType.RESOURCE, CalendarUserType.GROUP})


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


def one_each(invited: Sequence[Guest], whose: Mapping[str, Sequence[str]]) -> tuple[Guest, ...]:
    """Each person once, who may be invited under several addresses.

    ``whose`` has all addresses of the person behind each, the main one first. The address that
    answered best stands for the others.
    """
    people: dict[str, list[Guest]] = {}
    for guest in invited:
        main = next(iter(whose.get(guest.address, ())), guest.address)
        people.setdefault(main, []).append(guest)
    return tuple(_with_all(_as_one(found), whose) for found in people.values())


def _with_all(guest: Guest, whose: Mapping[str, Sequence[str]]) -> Guest:
    others = tuple(sorted(set(whose.get(guest.address, ())) - {guest.address}))
    return replace(guest, also=others) if others else guest


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
    if attendee.cutype in _NOT_PEOPLE or "@" not in attendee.address:
        return False
    name, address = attendee.name[:_MAX_CHARS].strip(), attendee.address[-_MAX_CHARS:]
    is_room = say.ROOM.search(name) or say.ROOM_AND_ADDRESS.search(f"{name} <{address}>")
    return not is_room and not say.ROBOT.search(address)


def is_shared(address: str) -> bool:
    """Whether an address is a role's and not one person's: info@, office@, team@."""
    return bool(say.SHARED.match(address))


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
