"""`syncd brief --why`: each line of a brief with its evidence."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from syncd.cli import cli
from tests.builders import ADA, ME, TEN, a_message, an_address, an_event
from tests.scenarios.world import World

EARLY = (TEN - timedelta(hours=2)).isoformat()
JONAS = an_address("jonas@weber.example", "Jonas Weber")
SAID = "Tuesday works. We are struggling to hire data engineers, as you know. See you!\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.put_event(an_event())
    intro = a_message(
        "Ada, meet Robin.\n",
        subject="Intro: Ada <> Robin",
        sender=JONAS,
        to=[an_address(), an_address(ME)],
        date=TEN - timedelta(days=20),
    )
    for message in (intro, a_message(f"Hi Robin,\n\n{SAID}\nBest,\nAda\n")):
        made.put_mail(message)
    return made


def why(world: World, *options: str) -> str:
    words = ["--config", str(world.config), "brief", "coffee", "--why", *options, "--at", EARLY]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_each_line_has_its_mail_with_who_wrote_it_when_and_where_it_lies(world: World):
    told = why(world)
    facing = told.partition("Facing: ")[2].partition("\n\n")[0]
    assert (
        "Tuesday works. We are struggling to hire data engineers, as you know. See you!" in facing
    )
    assert f"Ada Lindqvist <{ADA}> to Robin Doe <{ME}>" in told
    assert "Thu 12 Nov 2026 10:00" in told
    assert "account files, folder INBOX, Message-ID <" in told


def test_it_says_why_there_is_a_brief_at_all(world: World):
    told = why(world)
    assert 'The rule "Coffee" wants one 4 hours before the start. The rule holds:' in told
    assert '- title has "coffee" ("Coffee with Ada")' in told
    assert "account calendar, calendar work, uid " in told


def test_it_says_how_mails_and_meetings_were_counted(world: World):
    world.put_event(an_event("Tea", TEN - timedelta(days=5), uid="tea@example.com"), "tea")
    told = why(world)
    assert f"Counted: 1 mail from {ADA}, 0 to them; lists do not count." in told
    assert 'Met Thu 19 Nov 2026 10:00, "Tea", account calendar, uid tea@example.com' in told


def test_it_says_why_two_addresses_are_one_person(world: World):
    world.config.write_text(
        world.config.read_text() + f'\n[[people]]\naddress = ["{ADA}", "ada@home.example"]\n'
    )
    told = why(world)
    assert f"ada@home.example is the same person as {ADA}: your config says so" in told
    assert f"Counted: 1 mail from {ADA} or ada@home.example, 0 to them" in told


def test_a_source_is_told_in_full_once(world: World):
    told = why(world)
    assert told.count(f"Ada Lindqvist <{ADA}> to Robin Doe <{ME}>") == 1
    assert 'mail "Coffee?", as above' in told


def test_nothing_known_is_told_with_what_was_counted(tmp_path: Path):
    stranger = World(tmp_path)
    stranger.put_event(an_event())
    assert f"Counted: 0 mails from {ADA}, 0 to them" in why(stranger)


def test_a_meeting_without_a_rule_says_that_no_brief_would_come(world: World):
    world.config.write_text(world.config.read_text().replace('title = ["coffee"]', 'title = ["x"]'))
    assert "No rule holds, so none would be delivered" in why(world)


def test_programs_get_the_same_as_data(world: World):
    told = json.loads(why(world, "--json"))
    assert (told["rule"], told["lead_minutes"]) == ("Coffee", 240)
    lines = [line for section in told["sections"] for line in section["lines"]]
    (facing,) = (line for line in lines if line["label"] == "Facing")
    (evidence,) = facing["evidence"]
    assert evidence["found"]["author"] == {"address": ADA, "name": "Ada Lindqvist"}
    assert evidence["found"]["at"] == "2026-11-12T09:00:00+00:00"
    assert evidence["origin"].startswith("<")
    assert "struggling to hire" in evidence["excerpt"]


def test_why_and_a_page_do_not_go_together(world: World):
    words = ["--config", str(world.config), "brief", "coffee", "--why", "--html", "x.html"]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 2
    assert "--why shows no letter" in done.output


def test_a_source_that_was_kept_without_an_id_is_found_by_subject_and_moment(world: World):
    world.round(TEN - timedelta(hours=2))
    with world.parts(TEN) as parts:
        kept, at = parts.store.mail, TEN - timedelta(days=12)
        (found,) = kept.sent_at(at, "Coffee?")
        assert found.envelope.sender == an_address()
        assert kept.sent_at(at, "Tea?") == kept.sent_at(TEN, "Coffee?") == []
