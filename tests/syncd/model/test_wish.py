"""Whom a wish means: never more people than it says."""

from __future__ import annotations

import pytest

from syncd.model import Address, Wish

PRIYA = Address("priya@opendata.example", "Priya Nair")


@pytest.mark.parametrize(
    ("wish", "means"),
    [
        (Wish(name="priya  NAIR"), True),
        (Wish(name="Priya"), False),
        (Wish(name="Nair"), False),
        (Wish(addresses=("priya@opendata.example",)), True),
        (Wish(name="Priya Nair", addresses=("other@x.example",)), False),
        (Wish(domains=("opendata.example",)), True),
        (Wish(domains=("data.example",)), False),
        (Wish(name="Priya Nair", domains=("x.example",)), False),
        (Wish(), False),
    ],
)
def test_whom_it_means(wish: Wish, means: bool):
    assert wish.means(PRIYA) is means


@pytest.mark.parametrize(
    ("called", "means"),
    [
        ("Lindqvist, Ada", True),
        ("Dr. Ada M. Lindqvist", True),
        ("ada lindqvist (Nordwind)", True),
        ("Ada Lind", False),
        ("A. Lindqvist", False),
        ("Ada", False),
        ("Adam Lindqvist", False),
        ("Ada Lindqvist Jr.", False),
    ],
)
def test_the_whole_name_counts_in_any_order(called: str, means: bool):
    assert Wish(name="Ada Lindqvist").means(Address("a@x.example", called)) is means


def test_who_goes_by_one_name_is_called_exactly_so():
    assert Wish(name="Madonna").means(Address("m@x.example", "madonna"))
    assert not Wish(name="Madonna").means(Address("m@x.example", "Madonna Ciccone"))


def test_nobody_without_a_name_is_meant_by_a_wish_without_one():
    assert not Wish(addresses=("x@y.example",)).means(Address("z@y.example"))
    assert not Wish(name=" ").means(Address("z@y.example", ""))
