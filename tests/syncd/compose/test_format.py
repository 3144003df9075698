"""A meeting held against the user's style."""

from __future__ import annotations

from datetime import timedelta

from syncd.compose.format import Day, sentences
from syncd.compose.language import english
from syncd.model import Style
from tests.builders import TEN, a_meeting

STYLE = Style(prefers=("one-on-one", "in person", "phone"), max_per_day=2)


def told(guests: int = 1, format_: str = "in person", style: Style = STYLE, **day) -> str:
    return " ".join(sentences(a_meeting(), guests, format_, style, Day(**day), language=english()))


def test_what_you_like_best_is_said_to_be():
    assert told() == "One-on-one, in person: what you like best."


def test_what_you_do_not_like_comes_with_what_you_could_propose():
    expected = "One-on-one, video. You like in person or phone more; you could propose it."
    assert told(format_="video") == expected


def test_without_a_style_nothing_is_said_of_it():
    assert told(style=Style()) == ""


def test_one_too_many_in_a_day_is_pointed_out():
    assert "your third networking meeting that day; you like 2 at most." in told(place=3)
    assert "networking" not in told(place=2)


def test_a_neighbour_nearer_than_the_buffer_is_said_to_be_tight():
    call = a_meeting("Call", TEN - timedelta(minutes=40), minutes=35, uid="call")
    assert '"Call" ends 5 minutes before, less than the 15 minutes you want.' in told(before=call)
    late = a_meeting("Review", TEN + timedelta(minutes=50), uid="review")
    assert '"Review" begins 20 minutes after.' in told(after=late)
