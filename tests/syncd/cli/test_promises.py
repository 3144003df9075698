"""`syncd promises`: what is open between you and the people you meet."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syncd.cli import cli
from tests.builders import ADA, ME, TEN, a_message, an_event
from tests.scenarios.world import World

EARLY = (TEN - timedelta(hours=2)).isoformat()
CHECKLIST = "I will send you the hiring checklist.\n\nRobin\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.put_event(an_event())
    made.put_mail(a_message("I will send you the volunteer page by Friday.\n\nAda\n"))
    mine = a_message(CHECKLIST, sender=ME, to=[ADA], date=TEN - timedelta(days=11))
    made.put_mail(mine, ".Sent")
    return made


def syncd(world: World, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(world.config), *words])


def listed(world: World, *words: str) -> list[dict[str, object]]:
    done = syncd(world, "promises", "--json", "--at", EARLY, *words)
    assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_both_ways_are_listed(world: World):
    assert [(p["by"], p["text"], p["due"]) for p in listed(world)] == [
        ("them", "I will send you the volunteer page by Friday", "2026-11-13"),
        ("me", "I will send you the hiring checklist", None),
    ]
    told = syncd(world, "promises", "--at", EARLY).output
    assert "You promised" in told
    assert 'Ada Lindqvist: "I will send you the hiring checklist"' in " ".join(told.split())


def test_what_was_sent_is_kept_and_no_longer_listed(world: World):
    listed(world)
    sent = a_message("Here is the checklist.\n", sender=ME, to=[ADA], date=TEN - timedelta(days=2))
    world.put_mail(sent, ".Sent")
    assert [p["by"] for p in listed(world)] == ["them"]
    assert {p["state"] for p in listed(world, "--all")} == {"open", "kept"}


@pytest.mark.parametrize(("word", "state"), [("done", "done"), ("drop", "dropped")])
def test_a_promise_is_settled_by_hand_for_good(world: World, word: str, state: str):
    number = str(listed(world)[1]["number"])
    done = syncd(world, "promises", word, number, "--at", EARLY)
    assert done.exit_code == 0
    assert len(listed(world)) == 1
    assert [p["state"] for p in listed(world, "--all")] == ["open", state]


def test_a_number_that_is_not_there_is_told(world: World):
    done = syncd(world, "promises", "done", "99", "--at", EARLY)
    assert done.exit_code == 2
    assert "There is no promise 99" in done.output


def test_offline_it_looks_at_what_is_known(world: World):
    assert listed(world, "--offline") == []


def test_people_you_do_not_meet_owe_you_nothing_here(world: World):
    shop = a_message("I will send you the invoice.\n", sender="kim@shop.example")
    world.put_mail(shop)
    assert {p["person"] for p in listed(world)} == {ADA}


def test_a_round_keeps_the_ledger(world: World):
    world.round(TEN - timedelta(hours=1))
    assert len(listed(world, "--offline")) == 2
