"""A meeting held against the user's style."""

from __future__ import annotations

from datetime import timedelta

from syncd.compose.format import Day, Shape, proposal, sentences
from syncd.compose.language import english
from syncd.model import Style
from tests.builders import TEN, a_meeting

LONG = timedelta(days=2)
STYLE = Style(prefers=("one-on-one", "in person", "phone"), max_per_day=2)


def told(guests: int = 1, format_: str = "in person", style: Style = STYLE, **day) -> str:
    meeting = a_meeting(location="Café Einstein, Berlin")
    shape = Shape(guests, format_)
    return " ".join(sentences(meeting, shape, style, Day(**day), language=english()))


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


def test_at_another_place_the_way_is_reckoned_with():
    near = a_meeting("Call", TEN - timedelta(minutes=50), minutes=30, uid="a", location="Mitte 5")
    assert '"Call" ends 20 minutes before, elsewhere: Mitte 5. You reckon 45 minutes' in told(
        before=near
    )
    early = a_meeting("Call", TEN - timedelta(minutes=120), minutes=30, uid="b", location="Mitte 5")
    assert told(before=early).endswith('"Call" ends 2 hours before, elsewhere: Mitte 5.')


def test_the_same_place_told_shorter_is_no_way():
    same = a_meeting(
        "Call", TEN - timedelta(minutes=50), minutes=30, uid="a", location="Café Einstein"
    )
    assert "elsewhere" not in told(before=same)
    link = a_meeting(
        "Call", TEN - timedelta(minutes=50), minutes=30, uid="a", location="https://meet.example/x"
    )
    assert "elsewhere" not in told(before=link)


def test_what_would_make_it_fit_can_be_copied():
    asked = proposal(Shape(1, "video"), STYLE, LONG, language=english())
    assert asked == (
        'You could write: "Would you rather meet in person? I could come to a place near you."'
    )
    assert proposal(Shape(1, "phone"), STYLE, LONG, language=english()) == ""
    assert proposal(Shape(1, ""), STYLE, LONG, language=english()) == ""


def test_without_a_camera_a_call_is_proposed():
    shy = Style(prefers=("video",), camera=False)
    assert "You like to be off camera" in told(format_="video", style=shy)
    assert "phone call" in proposal(Shape(1, "video"), shy, LONG, language=english())
    assert proposal(Shape(1, "phone"), shy, LONG, language=english()) == ""


def test_in_a_crowd_you_are_told_to_pick_one_or_two():
    assert "pick one or two people" in told(guests=40)
    assert proposal(Shape(40, "in person"), STYLE, LONG, language=english()) == ""


def test_what_cannot_be_is_not_proposed():
    at_short_notice = proposal(Shape(1, "video"), STYLE, timedelta(hours=4), language=english())
    assert "phone call" in at_short_notice
    far_away = proposal(Shape(1, "video", far=True), STYLE, LONG, language=english())
    assert "phone call" in far_away
    assert proposal(Shape(1, "video"), STYLE, timedelta(minutes=20), language=english()) == ""


def test_a_size_you_do_not_like_is_met_with_what_you_can_do():
    assert told(guests=3) == (
        "Small group, in person. You like one-on-one more: give each of them a moment."
    )


def test_only_what_you_like_most_is_called_best():
    assert told(format_="phone") == "One-on-one, phone: what you like."


def test_what_one_sees_anyway_is_not_told():
    assert told(format_="") == ""
