"""Who of a table is told of in full."""

from __future__ import annotations

from datetime import timedelta

from syncd.model import Acquaintance, Guest
from syncd.people.precedence import MOST_IN_FULL, familiar, in_full
from tests.builders import TEN, a_guest


def guests(count: int) -> tuple[Guest, ...]:
    return tuple(a_guest(f"g{n}@x.example") for n in range(count))


def knowing(both: int, meetings: int = 0, days: int = 30) -> Acquaintance:
    last = TEN - timedelta(days=days)
    return Acquaintance("", first_contact=last, last_contact=last, mails_from=both, mails_to=both,
                        meetings=meetings)  # fmt: skip


def addresses(people: tuple[Guest, ...]) -> list[str]:
    return [person.address for person in people]


def test_at_a_small_table_everybody_is_told_in_the_order_of_the_invitation():
    four = guests(MOST_IN_FULL)
    assert in_full(four, {"g2@x.example": knowing(9)}) == (four, ())


def test_at_a_large_table_those_you_know_are_told_the_best_known_first():
    many = guests(40)
    known = {"g30@x.example": knowing(2), "g7@x.example": knowing(1, meetings=2)}
    told, others = in_full(many, known)
    assert addresses(told) == ["g7@x.example", "g30@x.example"]
    assert len(others) == 38
    assert not set(told) & set(others)


def test_no_more_than_four_are_told_and_the_others_you_know_are_named_first():
    many = guests(9)
    known = {guest.address: knowing(n) for n, guest in enumerate(many[:7], 1)}
    told, others = in_full(many, known)
    assert addresses(told) == ["g6@x.example", "g5@x.example", "g4@x.example", "g3@x.example"]
    assert addresses(familiar(others, known)) == ["g2@x.example", "g1@x.example", "g0@x.example"]


def test_a_crowd_of_strangers_is_told_of_nobody():
    told, others = in_full(guests(12), {"g1@x.example": Acquaintance("g1@x.example")})
    assert told == ()
    assert len(others) == 12


def test_whom_you_want_to_meet_comes_before_whom_you_know():
    told, _ = in_full(guests(6), {"g1@x.example": knowing(50)}, {"g5@x.example"})
    assert addresses(told) == ["g5@x.example", "g1@x.example"]
