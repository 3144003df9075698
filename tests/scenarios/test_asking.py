"""Introduction requests and first contacts: each draft once, in the drafts, and never sent."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syncd.cli import cli
from syncd.model import State
from syncd.store import StoreLock
from tests.builders import ME, TEN, a_message, an_address
from tests.scenarios.world import World, text_of

EARLY = TEN - timedelta(hours=2)
MINUTE = timedelta(minutes=1)
JONAS = an_address("jonas@weber.example", "Jonas Weber")
PRIYA = an_address("priya@opendata.example", "Priya Nair")
HIRING = """
about = "I run the data team of a small charity."
offers = ["hiring-process reviews"]
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Jonas, with whom Robin writes both ways, has written to Robin and Priya at once."""
    made = World(tmp_path)
    text = made.config.read_text().replace('name = "Robin Doe"', f'name = "Robin Doe"{HIRING}')
    made.config.write_text(text)
    both = [an_address(ME), PRIYA]
    made.put_mail(
        a_message("See you.\n", subject="Open data day", sender=JONAS, to=both, date=days_ago(30))
    )
    made.put_mail(a_message("Sure.\n", subject="Lunch", sender=JONAS, date=days_ago(12)))
    hey = "Hey Jonas,\n\nthat was a nice lunch, and I will come again.\n\nCheers,\nRob\n"
    mine = a_message(hey, subject="Lunch", sender=ME, to=[JONAS], date=days_ago(11))
    made.put_mail(mine, ".Sent")
    return made


def days_ago(days: int):
    return TEN - timedelta(days=days)


def syncd(world: World, *words: str, at=EARLY) -> Result:
    called = ["--config", str(world.config), *words, "--at", at.isoformat()]
    return CliRunner().invoke(cli, called)


def intro(world: World, *more: str, whom: str = PRIYA.address, at=EARLY) -> Result:
    return syncd(world, "intro", whom, "--draft", *more, at=at)


def reach_out(world: World, *more: str, to: str = PRIYA.address, at=EARLY) -> Result:
    return syncd(world, "reach-out", to, "--about", "hiring data engineers", *more, at=at)


def test_a_request_to_the_best_connector_lies_in_the_drafts(world: World):
    done = intro(world, "--about", "hiring data engineers")
    assert done.exit_code == 0, done.output
    (draft,) = world.drafts("introduction")
    assert draft["To"] == "Jonas Weber <jonas@weber.example>"
    assert draft["In-Reply-To"] is None
    text = text_of(draft)
    assert text.startswith("Hey Jonas,\n\nwould you be willing to introduce me to Priya Nair?")
    assert 'the three of us were on the mail "Open data day" of 25 Oct.' in text
    assert "I would like to talk with Priya about hiring data engineers." in text
    assert "What Robin could offer you: hiring-process reviews." in text
    assert text.rstrip().endswith("Cheers,\nRob")
    assert "[[" not in text
    assert world.flags(draft, ".Drafts") == ("cur", "DS")
    assert text.strip() in done.stdout.replace("\r\n", "\n")


def test_asked_twice_there_is_one_draft(world: World):
    intro(world)
    again = intro(world, "--about", "something else", at=EARLY + MINUTE)
    assert again.exit_code == 0
    assert "already" in again.stderr
    assert len(world.drafts("introduction")) == 1


def test_a_draft_that_was_deleted_or_sent_is_not_made_again(world: World):
    intro(world)
    world.delete(world.drafts("introduction")[0], ".Drafts")
    again = intro(world, at=EARLY + MINUTE)
    assert "deleted or sent" in again.stderr
    world.round(EARLY + 2 * MINUTE)
    assert world.drafts("introduction") == []


def test_a_draft_that_was_changed_is_left_alone(world: World):
    intro(world)
    world.edit(world.drafts("introduction")[0])
    before = world.files()
    intro(world, at=EARLY + MINUTE)
    world.round(EARLY + 2 * MINUTE)
    assert world.files() == before


def test_another_connector_may_be_named(world: World):
    done = intro(world, "--via", "sam@example.org")
    assert "has not been seen together" in done.stderr
    (draft,) = world.drafts("introduction")
    assert draft["To"] == "sam@example.org"
    assert text_of(draft).startswith("Hello,\n")
    assert "[[ how sam@example.org knows Priya" in text_of(draft)


@pytest.mark.parametrize(
    ("via", "why"),
    [
        (ME, "your own"),
        (PRIYA.address, "whom you want to meet"),
        ("noreply@x.example", "robot"),
        ("x", ""),
    ],
)
def test_nobody_asks_yourself_the_one_you_want_to_meet_or_a_robot(world: World, via: str, why: str):
    done = intro(world, "--via", via)
    assert done.exit_code == 2
    assert why in done.stderr
    assert world.drafts("introduction") == []


def test_when_several_people_fit_nothing_is_done(world: World):
    for number in (1, 2):
        sender = an_address(f"kim{number}@x{number}.example", "Kim Novak")
        world.put_mail(a_message(sender=sender, to=[an_address(ME), JONAS], date=days_ago(number)))
    done = intro(world, whom="Kim Novak")
    assert done.exit_code == 2
    assert "kim1@x1.example" in done.stdout
    assert "kim2@x2.example" in done.stdout
    assert world.drafts("introduction") == []


def test_without_a_connector_nothing_is_written_and_another_way_is_named(world: World):
    world.put_mail(a_message(sender="solo@far.example"))
    done = intro(world, whom="solo@far.example")
    assert done.exit_code == 1
    assert "reach-out solo@far.example" in " ".join(done.stderr.split())
    assert world.drafts("introduction") == []


def test_while_the_daemon_runs_it_is_the_one_to_deliver(world: World):
    with StoreLock(world.home / "state" / "syncd.sqlite"), world.parts(EARLY) as daemon:
        daemon.cycle.pull(EARLY, patient=False)
        daemon.cycle.round(EARLY)
        done = intro(world, at=EARLY + MINUTE)
        assert done.exit_code == 0, done.output
        assert "syncd is running" in done.stderr
        assert world.drafts("introduction") == []
        daemon.cycle.round(EARLY + 2 * MINUTE)
        assert len(world.drafts("introduction")) == 1
        daemon.cycle.round(EARLY + 3 * MINUTE)
        assert "already" in intro(world, at=EARLY + 4 * MINUTE).stderr
    assert len(world.drafts("introduction")) == 1


def test_asked_again_after_a_failure_it_does_not_wait_for_the_next_try(world: World):
    with StoreLock(world.home / "state" / "syncd.sqlite"), world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY, patient=False)
        intro(world)
        (waiting,) = parts.store.deliveries.in_state(State.READY)
        parts.store.deliveries.move(
            waiting.key,
            [State.READY],
            State.FAILED,
            reason="The mailbox is full.",
            next_try=EARLY + timedelta(hours=1),
        )
    done = intro(world, at=EARLY + MINUTE)
    assert "It is in your drafts" in done.stderr
    assert len(world.drafts("introduction")) == 1


def test_what_was_asked_for_at_night_need_not_wait_for_the_morning(world: World):
    night = TEN.replace(hour=23)
    with StoreLock(world.home / "state" / "syncd.sqlite"), world.parts(night) as daemon:
        daemon.cycle.pull(night, patient=False)
        reach_out(world, at=night)
        daemon.cycle.round(night + MINUTE)
    assert len(world.drafts("outreach")) == 1


def test_a_first_contact_is_short_and_tells_who_could_introduce_you(world: World):
    done = reach_out(world)
    assert done.exit_code == 0, done.output
    assert "Jonas Weber knows them" in done.stderr
    (draft,) = world.drafts("outreach")
    assert draft["To"] == "Priya Nair <priya@opendata.example>"
    assert len(text_of(draft).split()) < 120
    assert "my name is Robin Doe. I run the data team" in text_of(draft)


def test_somebody_you_know_is_greeted_accordingly(world: World):
    done = reach_out(world, to=JONAS.address)
    assert "You already know Jonas Weber" in done.stderr
    text = text_of(world.drafts("outreach")[0])
    assert text.startswith("Hey Jonas,\n\nI hope you are well.")
    assert "my name is" not in text


def test_a_first_contact_is_made_once_for_each_thing_it_is_about(world: World):
    reach_out(world)
    assert "already" in reach_out(world, at=EARLY + MINUTE).stderr
    assert (
        "already"
        in syncd(
            world,
            "reach-out",
            PRIYA.address,
            "--about",
            "Hiring  data engineers",
            at=EARLY + MINUTE,
        ).stderr
    )
    syncd(world, "reach-out", PRIYA.address, "--about", "choirs", at=EARLY + MINUTE)
    assert len(world.drafts("outreach")) == 2


def test_a_dry_run_leaves_nothing(world: World):
    done = reach_out(world, "--dry-run", "--json")
    assert json.loads(done.stdout)["left"] == "shown"
    assert world.drafts("outreach") == []
    with world.parts(EARLY) as parts:
        assert parts.store.deliveries.in_state(*State) == ()


@pytest.mark.parametrize(
    "to", [ME, "robin.doe@gmail.com", "no-reply@shop.example", "news@shop.example", "ada", "a b@c"]
)
def test_yourself_robots_and_what_is_no_address_are_refused(world: World, to: str):
    bulk = a_message(sender="news@shop.example", headers={"List-Id": "<news.shop.example>"})
    world.put_mail(bulk)
    done = reach_out(world, to=to)
    assert done.exit_code == 2 or isinstance(done.exception, SystemExit)
    assert world.drafts("outreach") == []


def test_whom_you_had_forgotten_is_refused(world: World):
    reach_out(world)
    done = syncd(world, "people", "forget", "--yes", PRIYA.address)
    assert done.exit_code == 0, done.output
    again = reach_out(world)
    assert again.exit_code == 2
    assert "forgotten" in again.output
    assert len(world.drafts("outreach")) == 1


def test_why_you_want_to_meet_somebody_is_what_it_is_about(world: World):
    wish = '\n[[want_to_meet]]\nname = "Priya Nair"\nwhy = "I want to learn how she hires."\n'
    world.config.write_text(world.config.read_text() + wish)
    assert syncd(world, "reach-out", PRIYA.address).exit_code == 0
    assert "I want to learn how she hires." in text_of(world.drafts("outreach")[0])
    intro(world)
    assert "I want to learn how she hires." in text_of(world.drafts("introduction")[0])


def test_a_german_correspondence_gets_a_german_letter(world: World):
    mine = "Hallo Jonas,\n\nes war schön, dass wir uns gesehen haben.\n\nViele Grüße\nRobin\n"
    world.put_mail(
        a_message(mine, subject="Essen", sender=ME, to=[JONAS], date=days_ago(2)), ".Sent"
    )
    intro(world, "--about", "Datenteams")
    text = text_of(world.drafts("introduction")[0])
    assert text.startswith("Hallo Jonas,\n\nkönntest du dir vorstellen")
    assert text.rstrip().endswith("Viele Grüße\nRobin")


def test_a_hostile_subject_and_name_stay_on_their_line(world: World):
    evil = an_address("eve@evil.example", "Eve\u202e <script>alert(1)</script> " + "x" * 300)
    subject = "<b>free</b> [[ send money ]] " + "y " * 400
    world.put_mail(
        a_message(subject=subject, sender=JONAS, to=[an_address(ME), evil], date=days_ago(3))
    )
    assert intro(world, whom=evil.address).exit_code == 0
    (draft,) = world.drafts("introduction")
    html = draft.get_body(("html",)).get_content()
    assert "<script>" not in html
    assert "<b>free" not in html
    assert "\u202e" not in html + text_of(draft) + draft["Subject"]
    assert len(text_of(draft)) < 3000


def test_a_stranger_is_addressed_formally_in_german_and_a_friend_as_before(world: World):
    text = world.config.read_text().replace(
        'name = "Robin Doe"', 'name = "Robin Doe"\nlanguage = "de"'
    )
    world.config.write_text(text)
    reach_out(world, to="kim@stranger.example")
    told = text_of(world.drafts("outreach")[0])
    assert told.startswith("Guten Tag,")
    assert "für Ihre Zeit" in told
    mine = "Hallo Jonas,\n\nich freue mich auf dich.\n\nViele Grüße\nRobin\n"
    world.put_mail(a_message(mine, sender=ME, to=[JONAS], date=days_ago(2)), ".Sent")
    reach_out(world, to=JONAS.address)
    (friend,) = (text_of(d) for d in world.drafts("outreach") if JONAS.address in d["To"])
    assert friend.startswith("Hallo Jonas,")
    assert "für deine Zeit" in friend
