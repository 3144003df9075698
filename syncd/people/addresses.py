"""Who is behind an address, as a question that is handed in: the answer may lie in the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

#: All addresses of the person behind each of some addresses, the main one first. It is asked about
#: many at once.
Persons = Callable[[Iterable[str]], Mapping[str, Sequence[str]]]


def each_alone(addresses: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Each address a person of its own."""
    return {address: (address,) for address in addresses}
