"""``[[people]]``: which addresses it says are one person's."""

from __future__ import annotations

from rules.people import one_person


def test_several_addresses_in_a_table_are_one_person():
    tables = [{"address": ["Ada@X.example", "ada@y.example"]}, {"address": "kim@x.example"}]
    assert one_person(tables) == (("ada@x.example", "ada@y.example"),)


def test_an_address_in_two_tables_makes_one_person_of_both():
    tables = [
        {"address": ["a@x.example", "b@x.example"]},
        {"address": ["b@x.example", "c@x.example"]},
    ]
    assert one_person(tables) == (("a@x.example", "b@x.example", "c@x.example"),)


def test_a_domain_and_a_table_with_a_mistake_say_nothing():
    assert one_person([{"domain": "x.example"}, {"address": ["a@x.example"], "nonsense": 1}]) == ()
