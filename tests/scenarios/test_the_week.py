"""The weekly digest: on its time, once, with what is in the week; and whom you want to meet."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from syncd.cli import cli
from syncd.model import Kind, State
from syncd.wishes import Wishes
from tests.builders import ADA, BERLIN, ME, TEN, a_message, an_address, an_event
from tests.scenarios.kills import killed_at, points_of
from tests.scenarios.world import World, text_of

DIGEST = '[deliver]\ndigest = "Mon 07:30"\n'
WISH = '[[want_to_meet]]\nname = "Priya Nair"\nwhy = "how she hires"\n'
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=BERLIN)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JONAS = an_address("jonas@weber.example", "Jonas Weber")
PRIYA = an_address("priya@opendata.example", "Priya Nair")


def a_world(home: Path, more: str = DIGEST) -> World:
    return World(home, more)


def a_week(home: Path, more: str = DIGEST) -> World:
    """Coffee with Ada on Tuesday, to whom Robin has promised the checklist."""
    world = a_world(home, more)
    world.put_event(an_event(properties={"LOCATION": "Café Einstein"}))
    world.put_mail(a_message())
    mine = a_message(
        "Hi Ada,\n\nI will send you the hiring checklist by Friday.\n\nRobin\n",
        sender=ME,
        to=[an_address()],
        date=TEN - 4 * DAY,
    )
    world.put_mail(mine, ".Sent")
    return world


def know_jonas(world: World) -> None:
    """Robin writes with Jonas both ways; nothing shows yet whom he knows."""
    world.put_mail(a_message("Sure.\n", subject="Lunch", sender=JONAS, date=MONDAY - 30 * DAY))
    mine = a_message("Lunch?\n", subject="Lunch", sender=ME, to=[JONAS], date=MONDAY - 31 * DAY)
    world.put_mail(mine, ".Sent")


def jonas_knows_priya(world: World, date: datetime) -> None:
    both = [an_address(ME), PRIYA]
    world.put_mail(a_message("Hi.\n", subject="Open data day", sender=JONAS, to=both, date=date))


def test_an_assistant_who_comes_along_makes_no_small_group(tmp_path: Path):
    kim = an_address("kim@nordwind.example", "Kim Berg")
    world = a_world(tmp_path, DIGEST + '[style]\nprefers = ["one-on-one"]\n')
    place = {"LOCATION": "Café Einstein"}
    world.put_event(an_event(guests=[ADA, kim.address], properties=place))
    text = "Ada asked me to find a time.\n\nKim Berg\nAssistant to Ada Lindqvist\n"
    world.put_mail(a_message(text, sender=kim, to=[an_address(ME)], date=TEN - 9 * DAY))
    world.put_mail(a_message())
    shown = syncd(world, "digest", at=MONDAY).output
    assert "Ada Lindqvist: Coffee" in shown
    assert "Kim" not in shown
    for minutes in (-2, -1, 0):
        world.round(MONDAY + minutes * MINUTE)
    (letter,) = world.inbox("digest")
    text = " ".join(text_of(letter).split())
    assert "Tue 24 Nov 10:00 Ada Lindqvist: Coffee with Ada, Café Einstein." in text
    assert "Kim" not in text
    assert "small group" not in text.lower()


def test_it_comes_at_its_time_and_once(tmp_path: Path):
    world = a_week(tmp_path)
    world.round(MONDAY - MINUTE)
    assert world.inbox("digest") == []
    for minutes in (0, 1, 2, 60, 24 * 60):
        world.round(MONDAY + minutes * MINUTE)
    (letter,) = world.inbox("digest")
    assert letter["Subject"] == "Your week from Mon 23 Nov: 1 meeting and 1 open promise"
    assert letter["X-Syncd-Revision"] == "1"
    text = " ".join(text_of(letter).split())
    assert "Tue 24 Nov 10:00 Ada Lindqvist: Coffee with Ada, Café Einstein." in text
    assert "You promised" in text
    assert "I will send you the hiring checklist by Friday" in text
    assert "[1]" in text


def test_the_next_week_has_its_own(tmp_path: Path):
    world = a_week(tmp_path)
    world.put_event(an_event(start=TEN + 7 * DAY, uid="next@x"), name="next")
    for week in (0, 1):
        world.round(MONDAY + 7 * week * DAY)
    assert len(world.inbox("digest")) == 2


def test_it_waits_for_the_end_of_the_quiet_hours(tmp_path: Path):
    world = a_week(tmp_path, '[deliver]\ndigest = "Mon 05:00"\n')
    world.round(MONDAY.replace(hour=5, minute=30))
    assert world.inbox("digest") == []
    world.round(MONDAY.replace(hour=7, minute=0))
    assert len(world.inbox("digest")) == 1


@pytest.mark.parametrize(("late", "there"), [(36 * HOUR, 1), (2 * DAY + HOUR, 0)])
def test_a_missed_one_is_caught_up_for_two_days(tmp_path: Path, late: timedelta, there: int):
    world = a_week(tmp_path)
    world.round(MONDAY + late)
    assert len(world.inbox("digest")) == there


def test_nobody_gets_one_who_did_not_ask_for_it(tmp_path: Path):
    world = a_week(tmp_path, "")
    world.round(MONDAY)
    assert world.inbox("digest") == []


def test_a_week_with_nothing_in_it_has_none_also_when_something_comes_up(tmp_path: Path):
    world = a_world(tmp_path)
    world.round(MONDAY)
    world.put_event(an_event())
    world.round(MONDAY + HOUR)
    assert world.inbox("digest") == []


def test_what_is_cancelled_or_declined_is_not_in_it(tmp_path: Path):
    world = a_world(tmp_path)
    world.put_event(an_event(properties={"STATUS": "CANCELLED"}))
    world.round(MONDAY)
    assert world.inbox("digest") == []


def test_one_that_could_not_be_delivered_in_two_days_lapses(tmp_path: Path):
    world = a_week(tmp_path)
    inbox = world.home / "mail" / "tmp"
    with world.parts(MONDAY) as parts:
        parts.cycle.pull(MONDAY, patient=False)
        parts.cycle.outbox.mailboxes["files"].deliver = _refuse  # type: ignore[method-assign]
        parts.cycle.round(MONDAY)
        (waiting,) = parts.store.deliveries.in_state(State.FAILED)
        assert waiting.key.kind is Kind.DIGEST
    assert inbox.is_dir()
    world.round(MONDAY + 3 * DAY)
    assert world.inbox("digest") == []


def _refuse(*_args: object, **_more: object) -> None:
    raise OSError("No space left on device")


def test_killed_at_every_point_it_comes_once(tmp_path: Path):
    points = len(points_of(a_week(tmp_path / "count"), MONDAY))
    assert points >= 4, "the writes are not enumerated"
    for point in range(1, points + 1):
        world = a_week(tmp_path / f"killed-{point}")
        assert killed_at(point, world, MONDAY), f"point {point} of {points} was not reached"
        for later in (MINUTE, 5 * MINUTE, 130 * MINUTE):
            world.round(MONDAY + later)
        assert len(world.inbox("digest")) == 1, f"after a kill at point {point} of {points}"


def test_a_draft_that_waits_is_named_until_it_is_gone(tmp_path: Path):
    world = a_week(tmp_path)
    after = TEN + 2 * HOUR
    world.round(after)
    assert len(world.drafts()) == 1
    shown = syncd(world, "digest", at=after + HOUR).stdout
    assert "Drafts that wait for you" in shown
    assert 'To Ada Lindqvist: "Re: Coffee?", since 24 Nov' in " ".join(shown.split())
    world.delete(world.drafts()[0], ".Drafts")
    assert "Drafts that wait" not in syncd(world, "digest", at=after + 2 * HOUR).stdout


def test_somebody_who_comes_within_reach_is_told_of_once(tmp_path: Path):
    world = a_world(tmp_path, DIGEST + WISH)
    know_jonas(world)
    world.round(MONDAY)
    assert world.inbox("digest") == []
    jonas_knows_priya(world, MONDAY + DAY)
    for days in (2, 7, 14):
        world.round(MONDAY + days * DAY)
    (letter,) = world.inbox("digest")
    text = " ".join(text_of(letter).split())
    assert "Jonas Weber seems to know Priya Nair, whom you want to meet." in text
    assert "Your reason: how she hires [1]" in text
    assert 'mail "Open data day", Jonas Weber, 24 Nov' in text
    assert "Within reach" in letter.get_body(("html",)).get_content()


def test_a_coming_meeting_with_the_connector_is_news_of_its_own(tmp_path: Path):
    world = a_world(tmp_path, DIGEST + WISH)
    know_jonas(world)
    jonas_knows_priya(world, MONDAY - 40 * DAY)
    world.round(MONDAY)
    lunch = an_event("Lunch", MONDAY + 9 * DAY, guests=[JONAS.address], uid="lunch@x")
    world.put_event(lunch, "lunch")
    world.round(MONDAY + 7 * DAY)
    first, second = world.inbox("digest")
    told = " ".join((text_of(first) + text_of(second)).split())
    assert told.count("Jonas Weber seems to know Priya Nair") == 1
    assert "Jonas Weber, whom you meet on Wed 2 Dec, seems to know Priya Nair" in told


def test_a_letter_from_them_and_a_meeting_with_them_are_news(tmp_path: Path):
    world = a_world(tmp_path, DIGEST + WISH)
    world.put_mail(a_message(subject="Hello", sender=PRIYA, date=MONDAY - DAY))
    meetup = an_event("Data meetup", MONDAY + 2 * DAY, guests=[PRIYA.address], uid="meetup@x")
    world.put_event(meetup, "meetup")
    world.round(MONDAY)
    (letter,) = world.inbox("digest")
    text = " ".join(text_of(letter).split())
    assert "You meet Priya Nair, whom you want to meet, on Wed 25 Nov." in text
    assert "Priya Nair, whom you want to meet, has written to you." in text


def test_somebody_you_write_with_already_needs_no_connector(tmp_path: Path):
    world = a_world(tmp_path, DIGEST + WISH)
    know_jonas(world)
    jonas_knows_priya(world, MONDAY - 40 * DAY)
    world.put_mail(a_message(subject="Hi", sender=PRIYA, date=MONDAY - 50 * DAY))
    mine = a_message("Hi.\n", subject="Hi", sender=ME, to=[PRIYA], date=MONDAY - 49 * DAY)
    world.put_mail(mine, ".Sent")
    world.round(MONDAY)
    assert world.inbox("digest") == []


def test_another_of_the_same_first_name_is_not_meant(tmp_path: Path):
    world = a_world(tmp_path, DIGEST + WISH)
    know_jonas(world)
    both = [an_address(ME), an_address("priya@other.example", "Priya Shah")]
    world.put_mail(a_message(subject="Hi", sender=JONAS, to=both, date=MONDAY - DAY))
    world.round(MONDAY)
    assert world.inbox("digest") == []


def test_a_wish_that_was_taken_back_is_not_told(tmp_path: Path):
    world = a_world(tmp_path, WISH)
    know_jonas(world)
    jonas_knows_priya(world, MONDAY - DAY)
    world.round(MONDAY - HOUR)
    World(tmp_path, DIGEST).round(MONDAY)
    assert world.inbox("digest") == []


def test_the_brief_of_the_connector_may_tell_it_and_only_one_meeting_does(tmp_path: Path):
    world = a_world(tmp_path, WISH)
    know_jonas(world)
    jonas_knows_priya(world, MONDAY - DAY)
    for number, days in enumerate((1, 3)):
        coffee = an_event(start=TEN + (days - 1) * DAY, guests=[JONAS.address], uid=f"{number}@x")
        world.put_event(coffee, f"coffee{number}")
    world.round(TEN - 3 * HOUR)
    assert len(world.inbox()) == 1
    with world.parts(TEN - HOUR) as parts:
        wishes = parts.cycle.digest.wishes
        first, second = (e.judged for e in parts.agenda.entries(TEN - HOUR))
        (news,) = wishes.for_guests(first.guests, TEN - HOUR, first.meeting.key)
        assert (news.person.address, news.via) == (PRIYA.address, JONAS)
        assert wishes.for_guests(second.guests, TEN - HOUR, second.meeting.key) == ()
        assert wishes.for_guests((), TEN - HOUR) == ()


def test_the_brief_of_the_connector_tells_whom_you_could_ask_for(tmp_path: Path):
    world = a_world(tmp_path, WISH)
    know_jonas(world)
    jonas_knows_priya(world, MONDAY - 20 * DAY)
    world.put_event(an_event("Coffee with Jonas", guests=[JONAS.address], uid="jonas@x"))
    world.round(TEN - 3 * HOUR)
    (brief,) = world.inbox()
    told = " ".join(text_of(brief).split())
    assert "Within reach - Jonas Weber seems to know Priya Nair, whom you want to meet" in told
    assert "Your reason: how she hires" in told
    assert 'mail "Open data day", Jonas Weber, 3 Nov' in told


def test_your_reason_is_told_once_however_many_know_them(tmp_path: Path):
    world = a_world(tmp_path, DIGEST + WISH)
    know_jonas(world)
    jonas_knows_priya(world, MONDAY - 20 * DAY)
    ada = [an_address(ME), PRIYA]
    world.put_mail(a_message("Hi.\n", subject="Both", sender=ADA, to=ada, date=MONDAY - 9 * DAY))
    world.put_mail(a_message("Hi.\n", sender=ME, to=[an_address()], date=MONDAY - DAY), ".Sent")
    world.put_mail(a_message())
    world.round(MONDAY)
    (letter,) = world.inbox("digest")
    told = " ".join(text_of(letter).split())
    assert told.count("seems to know Priya Nair") == 2
    assert told.count("Your reason: how she hires") == 1


def test_all_is_looked_at_once_an_hour_and_what_is_new_when_there_is_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    world = a_world(tmp_path, WISH)
    know_jonas(world)
    looks: list[bool] = []
    found = Wishes.found

    def counted(*asked: Any, anew: bool) -> Any:
        looks.append(anew)
        return found(*asked, anew=anew)

    monkeypatch.setattr(Wishes, "found", counted)
    with world.parts(MONDAY) as parts:
        for minutes in (0, 1, 6, 30, 61):
            if minutes == 30:
                jonas_knows_priya(world, MONDAY)
            parts.cycle.pull(MONDAY + minutes * MINUTE, patient=False)
            parts.cycle.round(MONDAY + minutes * MINUTE)
            known = parts.store.wishes.since(None)
            assert bool(known) is (minutes >= 30)
    assert looks == [True, False, True]


def test_a_preview_keeps_and_delivers_nothing(tmp_path: Path):
    world = a_week(tmp_path, DIGEST + WISH)
    know_jonas(world)
    jonas_knows_priya(world, MONDAY - 2 * DAY)
    shown = syncd(world, "digest", "--json", at=MONDAY + 300 * DAY)
    assert shown.exit_code == 0
    told = json.loads(syncd(world, "digest", "--json", at=MONDAY).stdout)
    assert told["kind"] == "digest"
    assert "Jonas Weber seems to know Priya Nair" in " ".join(told["text"].split())
    assert world.inbox("digest") == []
    with world.parts(MONDAY) as parts:
        assert parts.store.wishes.since(None) == ()
        assert parts.store.deliveries.newest(Kind.DIGEST) is None
    page = tmp_path / "digest.html"
    assert syncd(world, "digest", "--html", str(page), at=MONDAY).exit_code == 0
    assert "Ada Lindqvist" in page.read_text()


def test_a_preview_of_nothing_says_so(tmp_path: Path):
    done = syncd(a_world(tmp_path), "digest", at=MONDAY)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "no digest" in done.stderr


def test_in_german(tmp_path: Path):
    world = a_week(tmp_path, DIGEST)
    text = world.config.read_text().replace("[me]", '[me]\nlanguage = "de"')
    world.config.write_text(text)
    world.round(MONDAY)
    (letter,) = world.inbox("digest")
    assert letter["Subject"] == "Deine Woche ab Mo 23. Nov: 1 Treffen und 1 offenes Versprechen"
    assert "Was du versprochen hast" in text_of(letter)


def test_hostile_words_stay_words(tmp_path: Path):
    world = a_world(tmp_path, DIGEST + WISH)
    know_jonas(world)
    evil = "<script>alert(1)</script> \u202e" + "x" * 900
    both = [an_address(ME), PRIYA]
    world.put_mail(a_message(subject=evil, sender=JONAS, to=both, date=MONDAY - DAY))
    world.put_event(an_event(f"Coffee {evil}", guests=[ADA], properties={"LOCATION": evil}))
    world.round(MONDAY)
    (letter,) = world.inbox("digest")
    html = letter.get_body(("html",)).get_content()
    assert "<script>" not in html
    assert "\u202e" not in html + text_of(letter)
    assert len(html) < 50_000


def syncd(world: World, *words: str, at: datetime) -> Result:
    called = ["--config", str(world.config), *words, "--at", at.isoformat()]
    return CliRunner().invoke(cli, called)
