"""Names held against each other, and which addresses are yours."""

from __future__ import annotations

import pytest

from syncd.model.names import (
    Likeness,
    compare,
    in_local_part,
    is_of_several,
    key,
    maiden_names,
    words,
)
from tests.builders import me


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Ada Lindqvist", "Lindqvist, Ada", Likeness.SAME),
        ("Sören Åkesson", "Soeren Aakesson", Likeness.SAME),
        ("Anna von Berg", "Berg, Anna von", Likeness.SAME),
        ("Ada Lindqvist via LinkedIn", "Ada Lindqvist", Likeness.SAME),
        ("Bob Smith", "Robert Smith", Likeness.LIKE),
        ("A. Lindqvist", "Ada Lindqvist", Likeness.LIKE),
        ("Ada", "Ada Lindqvist", Likeness.LIKE),
        ("Ada Lindqvist-Weber", "Ada Lindqvist", Likeness.LIKE),
        ("Ada Weber", "Ada Lindqvist", Likeness.GIVEN),
        ("Jonas Weber", "Petra Weber", Likeness.DIFFERENT),
        ("Kim Berg", "Ada Lindqvist", Likeness.DIFFERENT),
        ("Jonas Weber sen.", "Jonas Weber jun.", Likeness.DIFFERENT),
        ("Weber Jr., Jonas", "Jonas Weber, Sr.", Likeness.DIFFERENT),
        ("Jonas Weber III", "Jonas Weber II", Likeness.DIFFERENT),
        ("Jonas Weber Jr.", "Jonas Weber", Likeness.LIKE),
        ("Amartya Sen", "Sen, Amartya", Likeness.SAME),
        ("Jun Tanaka", "Tanaka, Jun", Likeness.SAME),
        ("Jane Senior", "Jane Senior", Likeness.SAME),
        ("Ada Weber geb. Lindqvist", "Ada Weber", Likeness.SAME),
        ("Kim Berg on behalf of Ada Lindqvist", "Kim Berg", Likeness.SAME),
        ("Kim Berg, assistant to Ada Lindqvist", "Kim Berg", Likeness.SAME),
        ("Олена Коваленко", "Olena Kovalenko", Likeness.SAME),
        ("Сергей Иванов", "Serhii Ivanov", Likeness.LIKE),
        ("Иван Петров", "Olga Petrova", Likeness.DIFFERENT),
        ("Γιώργος Παππάς", "Giorgos Pappas", Likeness.SAME),
        ("田中 由紀", "Yuki Tanaka", Likeness.OPEN),
        ("", "Ada Lindqvist", Likeness.OPEN),
        ("ada@nordwind.example", "Ada Lindqvist", Likeness.OPEN),
    ],
)
def test_two_names_stand_to_each_other(one: str, other: str, likeness: Likeness):
    assert compare(one, other) is compare(other, one) is likeness


def test_who_was_called_otherwise_before_says_so():
    told = "Ada Weber (geb. Lindqvist). Since May my name is Weber, formerly Lindqvist."
    assert maiden_names(told) == {words("Lindqvist")[0]}
    assert maiden_names("formerly Head of Data, früher in Köln") == frozenset()


def test_a_full_name_is_found_in_any_spelling_and_half_a_name_is_not():
    assert key("Müller, Jürgen") == key("Dr. Jurgen Mueller") != ""
    assert key("Ada") == key("Jonas & Petra Weber") == key("A. L") == ""


@pytest.mark.parametrize("name", ["Jonas & Petra Weber", "Familie Weber", "The Nordwind Team"])
def test_a_couple_and_a_team_are_several(name: str):
    assert is_of_several(name)


def test_an_address_may_spell_a_name():
    assert in_local_part("Ada Lindqvist", "a.lindqvist@x.example")
    assert in_local_part("Jürgen Müller", "juergen_mueller+x@x.example")
    assert not in_local_part("Ada Lindqvist", "kim.lindqvist@x.example")
    assert not in_local_part("Ada Lindqvist", "ada@x.example")


@pytest.mark.parametrize(
    "name", ["(" * 5000, "a" * 10_000, "\u202e\x00,,,", "&" * 3000, "- " * 999]
)
def test_hostile_names_are_read_quickly(name: str):
    assert compare(name, name) in Likeness
    key(name)


@pytest.mark.parametrize(
    ("address", "mine"),
    [
        ("Robin@Example.com", True),
        ("robin+lists@example.com", True),
        ("robindoe@gmail.com", True),
        ("r.o.bin.doe+x@googlemail.com", True),
        ("ro.bin@example.com", False),
        ("robin@example.org", False),
    ],
)
def test_you_are_known_under_all_spellings_of_your_addresses(address: str, mine: bool):
    assert me().is_me(address) is mine
