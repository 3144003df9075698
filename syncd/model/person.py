"""A person: one human, however many addresses they write from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from syncd.model.finding import Source


@dataclass(frozen=True, slots=True)
class Joined:
    """Why two addresses are taken for one person."""

    address: str
    other: str
    #: "config", "merge" (said by hand) or "found".
    kind: str
    #: In words: "both are on one card of your address book".
    reason: str
    source: Source
    #: Else a letter says "probably", and the reason.
    certain: bool = True
    #: Which of the two they asked to use from now on; "" when they did not.
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One person under all addresses that are known to be theirs."""

    #: In lower case. The first is what they are listed under: said by hand, else the one they last
    #: wrote from.
    addresses: tuple[str, ...]
    #: The name they last gave themselves; "" when no mail shows one.
    name: str = ""
    #: How each further address was joined; empty with one address.
    evidence: tuple[Joined, ...] = ()

    @property
    def main(self) -> str:
        """The address that they are listed under."""
        return self.addresses[0]

    @property
    def certain(self) -> bool:
        """Whether nothing about it is only probable."""
        return all(joined.certain for joined in self.evidence)

    def reach(self, address: str, now: datetime) -> str:
        """Where to write to someone who was invited as ``address``.

        That address, unless they have said by then that another one is to be used.
        """
        moves = sorted(
            (joined.source.date, joined.moved_to)
            for joined in self.evidence
            if joined.moved_to and joined.source.date and joined.source.date <= now
        )
        return moves[-1][1] if moves and moves[-1][1] in self.addresses else address


@dataclass(frozen=True, slots=True)
class Assistance:
    """An address that arranges for somebody else; what it writes are not the other's words."""

    address: str
    #: The name of the one it arranges for, as written; "" for a robot that arranges for anybody.
    boss: str
    #: In words: 'the signature says "Assistant to Ada Lindqvist"'.
    reason: str
    source: Source
