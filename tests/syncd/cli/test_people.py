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


def test_the_help_of_people_names_its_commands():
    told = CliRunner().invoke(cli, ["people", "--help"]).output
    assert "show" in told
