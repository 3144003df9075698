"""Who of a table is told of in full, and in which order: nobody prepares for forty people. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from syncd.model import Acquaintance, Guest

#: So many guests are told of in full, the others are named in a line.
MOST_IN_FULL = 4
_NEVER = datetime.min.replace(tzinfo=UTC)


def in_full(
    guests: Sequence[Guest],
    known: Mapping[str, Acquaintance],
    wanted: Collection[str] = (),
) -> tuple[tuple[Guest, ...], tuple[Guest, ...]]:
    """Those to be told of in full, and the others: at a large table those whom you know first.

    ``wanted`` are addresses of people you want to meet. At a table of more than `MOST_IN_FULL`
    strangers are only named: there is nothing to tell of them but that they are strangers.
    """
    if len(guests) <= MOST_IN_FULL:
        return tuple(guests), ()
    told = [g for g in guests if g.address in wanted or not _new(g, known)]
    told.sort(key=lambda guest: _weight(guest, known, wanted), reverse=True)
    told = told[:MOST_IN_FULL]
    return tuple(told), tuple(guest for guest in guests if guest not in told)


def familiar(guests: Sequence[Guest], known: Mapping[str, Acquaintance]) -> tuple[Guest, ...]:
    """Those whom you know, the best known first."""
    met = [guest for guest in guests if not _new(guest, known)]
    return tuple(sorted(met, key=lambda guest: _weight(guest, known, ()), reverse=True))


def _new(guest: Guest, known: Mapping[str, Acquaintance]) -> bool:
    return guest.address not in known or known[guest.address].new


def _weight(
    guest: Guest, known: Mapping[str, Acquaintance], wanted: Collection[str]
) -> tuple[bool, int, datetime]:
    """Whom you want to meet, then with whom there is the most both ways, then the latest."""
    tie = known.get(guest.address) or Acquaintance(guest.address)
    both = min(tie.mails_from, tie.mails_to) + 3 * tie.meetings
    return guest.address in wanted, both, tie.last_contact or _NEVER
