"""Whom a meeting is with when an assistant arranges it, from mail and calendar on a disk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from syncd.agenda import Judged
from tests.builders import ADA, ME, TEN, a_message, an_address, an_attendee, an_event
from tests.scenarios.world import World

DAY = timedelta(days=1)
EARLY = TEN - timedelta(hours=2)
KIM = an_address("kim@nordwind.example", "Kim Berg")
ARRANGES = "Hi Robin,\n\non behalf of Ada Lindqvist: would Tuesday at ten suit you?\n\nKim\n"
SIGNED = "See you on Tuesday.\n\n-- \nKim Berg\nAssistant to Ada Lindqvist\nNordwind\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def invited(world: World, *people: str, title: str = "Coffee with Ada Lindqvist") -> None:
    named = {ADA: "Ada Lindqvist", KIM.address: KIM.name}
    guests = [an_attendee(a, named[a]) for a in people]
    world.put_event(an_event(title=title, guests=guests))


def written(world: World, text: str, sender=KIM, days: int = 6, **more) -> None:
    world.put_mail(a_message(text, sender=sender, date=TEN - days * DAY, **more))


def from_ada(world: World, address: str = ADA, days: int = 60) -> None:
    text = "We are looking for volunteers who know maps."
    written(world, text, an_address(address, "Ada Lindqvist"), days, subject="Maps")


def judged(world: World) -> Judged:
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY)
        [found] = parts.agenda.between(TEN - DAY, TEN + DAY, EARLY)
        return found


def met(found: Judged) -> list[str]:
    return [guest.address for guest in found.met]


def test_a_meeting_with_only_the_assistant_is_about_the_boss(world: World):
    invited(world, KIM.address)
    from_ada(world)
    written(world, SIGNED)
    found = judged(world)
    assert met(found) == [ADA]
    assert [(g.name, g.external) for g in found.about] == [("Ada Lindqvist", True)]
    assert [one.address for one in found.arranged] == [KIM.address]
    assert found.arranged[0].reason == 'the signature says "Assistant to Ada Lindqvist"'
    assert found.acquaintances[ADA].mails_from == 1


def test_beside_the_boss_the_assistant_only_arranges(world: World):
    invited(world, ADA, KIM.address)
    written(world, SIGNED)
    found = judged(world)
    assert met(found) == [ADA]
    assert found.about == ()
    assert [one.boss for one in found.arranged] == ["Ada Lindqvist"]


def test_a_coffee_beside_an_assistant_is_one_on_one_for_the_rules(world: World):
    invited(world, ADA, KIM.address)
    written(world, SIGNED)
    facts = judged(world).facts
    assert (facts.guests, facts.external_guests) == (1, 1)
    assert facts.guest_addresses == (ADA,)


def test_an_assistant_whose_boss_has_declined_is_who_comes(world: World):
    declined = an_attendee(ADA, "Ada Lindqvist", partstat=type(an_attendee().partstat).DECLINED)
    world.put_event(an_event(guests=[declined, an_attendee(KIM.address, KIM.name)]))
    written(world, SIGNED)
    found = judged(world)
    assert (found.facts.external_guests, found.facts.declined_guests) == (1, 1)
    assert met(found) == [KIM.address]


def test_what_was_arranged_lately_is_about_the_boss_though_the_title_says_nothing(world: World):
    invited(world, KIM.address, title="Coffee")
    from_ada(world)
    written(world, ARRANGES)
    assert met(judged(world)) == [ADA]


@pytest.mark.parametrize(
    ("title", "text", "days"),
    [
        # How she signs says what she does, not with whom you meet.
        ("Coffee", SIGNED, 6),
        # A meeting of her own.
        ("Coffee Kim / Robin", ARRANGES, 6),
        # An errand of last year.
        ("Coffee", ARRANGES, 300),
    ],
)
def test_an_assistant_has_meetings_of_her_own(world: World, title: str, text: str, days: int):
    invited(world, KIM.address, title=title)
    from_ada(world, days=310)
    written(world, text, days=days)
    found = judged(world)
    assert met(found) == [KIM.address]
    assert (found.about, found.arranged) == ((), ())


def test_nobody_is_invented(world: World):
    invited(world, KIM.address)
    written(world, SIGNED)
    assert met(judged(world)) == [KIM.address]


def test_a_namesake_elsewhere_is_not_taken_for_the_boss(world: World):
    invited(world, KIM.address)
    from_ada(world, "ada@dentist.example")
    written(world, SIGNED)
    assert met(judged(world)) == [KIM.address]


def test_of_two_in_one_firm_with_the_name_neither_is_taken(world: World):
    invited(world, KIM.address)
    from_ada(world)
    from_ada(world, "ada.lindqvist.2@nordwind.example")
    written(world, SIGNED)
    assert met(judged(world)) == [KIM.address]


def test_a_boss_elsewhere_was_in_one_mail_with_the_assistant(world: World):
    invited(world, KIM.address)
    home = "ada@lindqvist.example"
    from_ada(world, home)
    written(world, SIGNED, to=(ME, an_address(home, "Ada Lindqvist")))
    assert met(judged(world)) == [home]


def test_the_whole_name_may_stand_in_the_title_alone(world: World):
    invited(world, KIM.address, title="Coffee: Ada Lindqvist / Robin Doe")
    from_ada(world)
    written(world, "On behalf of Dr. Lindqvist: would Tuesday suit you?")
    assert met(judged(world)) == [ADA]
