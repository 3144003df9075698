"""`syncd people`: what is known of people, each with where it was read."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from syncd.cli import cli
from tests.builders import ADA, ME, TEN, a_message, an_address, an_event
from tests.scenarios.world import World

EARLY = (TEN - timedelta(hours=2)).isoformat()
JONAS = an_address("jonas@weber.example", "Jonas Weber")
SIGNED = "We are struggling to hire.\n\nBest,\nAda\n\n-- \nAda Lindqvist\nHead of Data, Nordwind\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.put_event(an_event())
    both = [an_address(), an_address(ME)]
    intro = a_message(
        "Ada, meet Robin.\n",
        subject="Intro: Ada <> Robin",
        sender=JONAS,
        to=both,
        date=TEN - timedelta(days=20),
    )
    made.put_mail(intro)
    made.put_mail(a_message(SIGNED))
    for to, days in ((an_address(), 13), (JONAS, 19)):
        mine = a_message("Thanks.\n", sender=ME, to=[to], date=TEN - timedelta(days=days))
        made.put_mail(mine, ".Sent")
    return made


def syncd(world: World, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(world.config), *words, "--at", EARLY])


def found(world: World, *words: str) -> Any:
    done = syncd(world, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_people_you_write_with_are_listed(world: World):
    assert {known["address"] for known in found(world, "people")} == {ADA, JONAS.address}
    assert "1 mail from them, 1 mail from you" in syncd(world, "people").output


def test_a_query_is_part_of_a_name_or_an_address(world: World):
    assert [known["name"] for known in found(world, "people", "lind")] == ["Ada Lindqvist"]
    assert [known["address"] for known in found(world, "people", "weber.ex")] == [JONAS.address]
    assert found(world, "people", "%") != []
    assert found(world, "people", "nobody here") == []
    assert found(world, "people", "ada", "lind") == found(world, "people", "ada lind") != []


def test_what_is_known_of_someone_is_shown_with_its_source(world: World):
    told = found(world, "people", "show", ADA)
    assert told["introduced_by"]["address"] == JONAS.address
    assert [(f["kind"], f["text"]) for f in told["findings"]] == [
        ("role", "Head of Data, Nordwind"),
        ("challenge", "We are struggling to hire"),
    ]
    assert all("Coffee?" in finding["source"] for finding in told["findings"])
    assert [tie["address"] for tie in told["both_know"]] == [JONAS.address]
    text = " ".join(syncd(world, "people", "show", ADA).output.split())
    assert 'Head of Data, Nordwind (mail "Coffee?", 12 Nov 2026)' in text


@pytest.mark.parametrize("whom", [["Ada", "Lindqvist"], ["lindqvist"], ["ADA@Nordwind.example"]])
def test_one_may_be_shown_by_name(world: World, whom: list[str]):
    assert found(world, "people", "show", *whom)["address"] == ADA


def test_nobody_is_made_up_for_a_name_that_nobody_or_several_have(world: World):
    none = syncd(world, "people", "show", "nobody")
    assert (none.exit_code, none.stdout) == (2, "")
    assert none.stderr == 'syncd: Your mail has nobody who fits "nobody".\n'
    world.put_mail(a_message("Hi.\n", sender=an_address("ada@tidemark.example", "Ada Byron")))
    several = syncd(world, "people", "show", "ada")
    assert (several.exit_code, several.stdout) == (2, "")
    assert f"Ada Lindqvist <{ADA}>" in several.stderr
    assert "Ada Byron <ada@tidemark.example>" in several.stderr


def test_you_are_nobody_to_look_up(world: World):
    done = syncd(world, "people", "show", ME)
    assert (done.exit_code, done.output) == (2, f"syncd: {ME} is your own address.\n")


def test_days_are_written_alike_and_the_mailbox_tells_of_no_meeting(world: World):
    text = " ".join(syncd(world, "people", "show", ADA).output.split())
    assert "1 mail from them, 1 mail from you (your mailbox) Contact first" in text
    assert "Introduced by Jonas Weber, 04 Nov 2026 (mail)" in text


def test_an_assistant_is_nobody_whom_you_both_know(world: World):
    kim = an_address("kim@nordwind.example", "Kim Berg")
    text = "Hello.\n\nKim Berg\nAssistant to Ada Lindqvist\n"
    both = [an_address(ME), an_address()]
    world.put_mail(a_message(text, sender=kim, to=both, date=TEN - timedelta(days=9)))
    mine = a_message("Yes.\n", sender=ME, to=[kim], date=TEN - timedelta(days=8))
    world.put_mail(mine, ".Sent")
    found(world, "people", "show", kim.address)
    told = found(world, "people", "show", ADA)
    assert [one["address"] for one in told["assistants"]] == [kim.address]
    assert [tie["address"] for tie in told["both_know"]] == [JONAS.address]
    brief = " ".join(syncd(world, "brief", "coffee").output.split())
    assert "You both know Jonas Weber (" in brief
    assert "Kim Berg" not in brief


def test_the_help_of_people_names_its_commands():
    told = CliRunner().invoke(cli, ["people", "--help"]).output
    assert "show" in told
