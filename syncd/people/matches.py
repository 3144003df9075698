"""Who could help whom: what somebody faces, held against what others have done or work on. Pure.

Both sides stay in the words of those who said it, each with its source. Private matters are in
neither: `syncd.people.findings` leaves them alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from syncd.model import Address, Finding
from syncd.people.addresses import Persons, each_alone
from syncd.text.likeness import alike

#: What makes somebody able to help; that they face the same, or like it, does not.
HELPFUL = ("done", "project", "role", "cause", "award")
#: As much as two fresh mails each way: less is somebody whom you would not ask a favour of.
WELL_KNOWN = 2.0
_MOST = 2


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody you know well, and somebody whom they could help."""

    who: Address
    #: What they have done or work on.
    theirs: Finding
    #: What the other one faces.
    need: Finding
    #: Of your tie to them.
    strength: float


@dataclass(frozen=True, slots=True)
class Fit:
    """What you are looking for, and what somebody does."""

    wish: str
    finding: Finding


def who_could_help(
    challenges: Sequence[Finding],
    known: Sequence[Finding],
    strengths: Mapping[str, float],
    *,
    leave_out: Collection[str] = (),
    persons: Persons = each_alone,
    most: int = _MOST,
) -> tuple[Match, ...]:
    """Whom of those you know you could bring together with someone, the strongest tie first.

    ``known`` is what they wrote of themselves, the newest first; ``strengths`` are of your ties, by
    address. ``leave_out``: you, those who come along, and those whom the other one knows already.
    """
    fitting = [(need, f) for f in known for need in challenges if _could_help(f, need)]
    same = persons({finding.about for _, finding in fitting})
    found: dict[str, Match] = {}
    for need, finding in fitting:
        addresses = same[finding.about]
        strength = sum(strengths.get(address, 0.0) for address in addresses)
        if strength >= WELL_KNOWN and not any(address in leave_out for address in addresses):
            who = Address(addresses[0], _name(finding))
            found.setdefault(who.address, Match(who, finding, need, strength))
    return tuple(sorted(found.values(), key=lambda match: -match.strength)[:most])


def what_you_look_for(
    looking_for: Sequence[str], known: Iterable[Finding], most: int = _MOST
) -> tuple[Fit, ...]:
    """What somebody has done or works on that you are looking for, each wish once."""
    listed = [finding for finding in known if finding.kind in HELPFUL]
    found = (
        next((Fit(wish, f) for f in listed if alike(wish, f.text)), None) for wish in looking_for
    )
    return tuple(fit for fit in found if fit)[:most]


def _could_help(finding: Finding, need: Finding) -> bool:
    other = finding.about != need.about
    return other and finding.kind in HELPFUL and alike(finding.text, need.text)


def _name(finding: Finding) -> str:
    """Whose words these are, as they wrote them themselves."""
    author = finding.source.author
    return "" if author == finding.about else author
