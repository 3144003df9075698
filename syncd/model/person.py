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
        """Where to write to someone who was invited as ``address``."""
        moved = self.moved(address, now)
        return moved.moved_to if moved else address

    def moved(self, address: str, now: datetime) -> Joined | None:
        """Their word, by a moment, that another address than ``address`` is to be used.

        Anybody can give themself a name, and write "my new address is …" under it. The word counts
        from ``address`` itself, from one that surely is theirs too, and from one that they have
        moved to by such a word.
        """
        told = [(j.source.date, j) for j in self.evidence if j.moved_to and j.source.date]
        proven, newest = self._surely_with({address}), None
        for date, joined in sorted(told, key=lambda one: one[0]):
            writer = joined.other if joined.moved_to == joined.address else joined.address
            if date <= now and writer in proven and joined.moved_to in self.addresses:
                proven, newest = self._surely_with(proven | {joined.moved_to}), joined
        return newest if newest and newest.moved_to != address else None

    def _surely_with(self, addresses: set[str]) -> set[str]:
        """Some addresses, and those that are joined with them beyond doubt."""
        pairs = [{joined.address, joined.other} for joined in self.evidence if joined.certain]
        found = set(addresses)
        while more := [pair for pair in pairs if pair & found and not pair <= found]:
            found = found.union(*more)
        return found


@dataclass(frozen=True, slots=True)
class Assistance:
    """An address that arranges for somebody else; what it writes are not the other's words."""

    address: str
    #: The name of the one it arranges for, as written; "" for a robot that arranges for anybody.
    boss: str
    #: In words: 'the signature says "Assistant to Ada Lindqvist"'.
    reason: str
    source: Source
