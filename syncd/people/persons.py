"""Who is behind an address: the person with all their addresses, asked of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product

from syncd.model.names import Likeness, compare
from syncd.model.person import Joined, Person
from syncd.store import Store
from syncd.store.persons import CONFIG, MERGE, SPLIT, Written

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Persons:
    """Finds the person to an address. Two statements, however many are asked about."""

    store: Store

    def of(self, address: str) -> Person:
        """The person behind one address, in lower case."""
        return self.of_all([address])[address]

    def of_all(self, addresses: Iterable[str]) -> dict[str, Person]:
        """The person behind each of some addresses; each is found under every one of theirs."""
        asked = set(addresses)
        if not asked:
            return {}
        pairs = self.store.persons.around(asked)
        known = asked | {joined.other for joined, _ in pairs if joined.kind != SPLIT}
        wrote = self.store.persons.last_written(known)
        groups = _Groups(wrote)
        for joined, _ in sorted(pairs, key=lambda pair: _weight(pair[0])):
            groups.join(joined)
        mains = {joined.address: main for joined, main in pairs if joined.kind in (CONFIG, MERGE)}
        people = [_person(group, pairs, mains, wrote) for group in groups.all(known)]
        return {address: person for person in people for address in person.addresses}

    def addresses(self, asked: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """All addresses of the person behind each of some, the main one first."""
        people = self.of_all(wanted := set(asked))
        return {address: people[address].addresses for address in wanted}

    def main(self, address: str) -> str:
        """The address that the person behind an address is listed under."""
        return self.of(address).main


class _Groups:
    """Joins pairs into persons, the surest first, and never what was split or clearly differs."""

    def __init__(self, wrote: Mapping[str, Written]) -> None:
        self._wrote = wrote
        self._group: dict[str, set[str]] = {}
        self._split: set[frozenset[str]] = set()

    def join(self, joined: Joined) -> None:
        pair = frozenset((joined.address, joined.other))
        if joined.kind == SPLIT:
            self._split.add(pair)
            return
        left, right = self._of(joined.address), self._of(joined.other)
        by_hand = joined.kind in (CONFIG, MERGE)
        if left is right or not (by_hand or self._may_be_one(left, right)):
            return
        left |= right
        for address in right:
            self._group[address] = left

    def all(self, addresses: Iterable[str]) -> list[set[str]]:
        """The groups that some addresses are in, each once."""
        return list({id(group): group for group in map(self._of, sorted(addresses))}.values())

    def _may_be_one(self, left: set[str], right: set[str]) -> bool:
        """What hangs together by way of a third address must fit too."""
        return not any(
            frozenset((a, b)) in self._split
            or compare(self._name(a), self._name(b)) is Likeness.DIFFERENT
            for a, b in product(left, right)
        )

    def _name(self, address: str) -> str:
        return self._wrote.get(address, Written()).name

    def _of(self, address: str) -> set[str]:
        return self._group.setdefault(address, {address})


def _weight(joined: Joined) -> tuple[int, bool, str, str]:
    """In which order pairs are joined."""
    kinds = {SPLIT: 0, CONFIG: 1, MERGE: 2}
    return kinds.get(joined.kind, 3), not joined.certain, joined.address, joined.other


def _person(
    group: set[str],
    pairs: Iterable[tuple[Joined, str]],
    mains: Mapping[str, str],
    wrote: Mapping[str, Written],
) -> Person:
    def standing(address: str) -> tuple[bool, datetime, str]:
        return mains.get(address) == address, wrote[address].date or _NEVER, address

    ordered = tuple(sorted(group, key=standing, reverse=True))
    evidence = {
        frozenset((joined.address, joined.other)): joined
        for joined, _ in sorted(pairs, key=lambda pair: _weight(pair[0]), reverse=True)
        if joined.kind != SPLIT and {joined.address, joined.other} <= group
    }
    names = [name for address in ordered if (name := wrote[address].name)]
    newest = sorted(evidence.values(), key=_weight)
    return Person(ordered, names[0] if names else "", tuple(newest))
