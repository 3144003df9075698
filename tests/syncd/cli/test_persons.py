"""`syncd people merge`, `split`, `forget`, and how `list` and `show` tell of one person."""

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
DAY = timedelta(days=1)
HOME = "ada.lindqvist@gmail.com"
SIGNED = "Hello.\n\nBest,\nAda\n\n-- \nAda Lindqvist\nMobile +49 170 5550123\n"
BARE = "Hello.\n"


def make_world(home: Path, text: str, more: str = "") -> World:
    made = World(home, more)
    made.put_event(an_event())
    for address, days in ((ADA, 12), (HOME, 90)):
        sender = an_address(address, "Ada Lindqvist")
        made.put_mail(a_message(text, sender=sender, date=TEN - days * DAY))
        mine = a_message("Thanks.\n", sender=ME, to=[sender], date=TEN - (days - 1) * DAY)
        made.put_mail(mine, ".Sent")
    return made


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path, BARE)


def syncd(world: World, *words: str, answer: str = "") -> Result:
    called = ["--config", str(world.config), *words, "--at", EARLY]
    return CliRunner().invoke(cli, called, input=answer)


def found(world: World, *words: str) -> Any:
    done = syncd(world, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def listed(world: World) -> list[list[str]]:
    return [known["addresses"] for known in found(world, "people")]


def test_two_addresses_are_two_lines_until_they_are_merged(world: World):
    assert sorted(listed(world)) == sorted([[ADA], [HOME]])
    done = syncd(world, "people", "merge", ADA, HOME)
    assert done.output == f"Ada Lindqvist <{ADA}> is one person now: {ADA}, {HOME}.\n"
    (one,) = found(world, "people")
    assert (one["addresses"], one["mails_from"], one["mails_to"]) == ([ADA, HOME], 2, 2)
    line = f"Ada Lindqvist <{ADA}>, also {HOME}: 2 mails from them, 2 mails from you"
    assert line in syncd(world, "people").output


def test_a_namesake_is_shown_as_a_hint_and_how_to_merge(world: World):
    assert found(world, "people", "show", ADA)["maybe"] == [HOME]
    text = " ".join(syncd(world, "people", "show", ADA).output.split())
    assert f"syncd people merge {ADA} {HOME}" in text


def test_show_tells_why_two_addresses_are_one(tmp_path: Path):
    world = make_world(tmp_path, SIGNED)
    told = found(world, "people", "show", HOME)
    (other,) = [one for one in told["addresses"] if one["why"]]
    assert "phone number (…0123)" in other["why"]
    assert other["source"].startswith('mail "Coffee?"')
    assert other["certain"] is False
    assert told["mails_from"] == 2
    text = " ".join(syncd(world, "people", "show", ADA).output.split())
    assert "probably: the same name, and the same phone number" in text


def test_a_split_undoes_what_was_found_and_forbids_it(tmp_path: Path):
    world = make_world(tmp_path, SIGNED)
    found(world, "people", "show", ADA)
    assert len(listed(world)) == 1
    done = syncd(world, "people", "split", ADA)
    assert (done.exit_code, HOME in done.output) == (0, True)
    found(world, "people", "show", ADA)
    assert len(listed(world)) == 2


def test_a_split_undoes_a_merge_of_one_pair(world: World):
    syncd(world, "people", "merge", ADA, HOME, "x@y.example")
    told = found(world, "people", "split", ADA, "x@y.example")
    assert told == {"address": ADA, "split_from": ["x@y.example"]}
    assert listed(world) == [[ADA, HOME]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("merge", ADA), "two addresses or more"),
        (("merge", ADA, ADA), "two addresses or more"),
        (("merge", ADA, "Ada Lindqvist"), "is no mail address"),
        (("merge", ADA, ME), "is yours"),
        (("merge", ADA, "robin.d.oe+x@googlemail.com"), "is yours"),
        (("split", ADA), "joined with no other"),
        (("split", ADA, ADA), "cannot be split from itself"),
        (("forget", "nonsense", "--yes"), "is no mail address"),
        (("forget", ME, "--yes"), "is yours"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(world: World, words: tuple[str, ...], told: str):
    done = syncd(world, "people", *words)
    assert done.exit_code == 2
    assert told in done.output


def test_what_the_config_joins_is_not_split_elsewhere(tmp_path: Path):
    world = make_world(tmp_path, BARE, f'[[people]]\naddress = ["{ADA}", "{HOME}"]\n')
    assert listed(world) == [[ADA, HOME]]
    done = syncd(world, "people", "split", HOME)
    assert done.exit_code == 2
    assert "[[people]]" in done.output


def test_forgetting_asks_first(world: World):
    listed(world)
    done = syncd(world, "people", "forget", ADA, answer="n\n")
    assert done.exit_code == 1
    assert "Nothing was forgotten." in done.output
    assert [ADA] in listed(world)


def test_forgetting_tells_what_was_removed_and_is_told_afterwards(world: World):
    syncd(world, "people", "merge", ADA, HOME)
    listed(world)
    told = found(world, "people", "forget", HOME, "--yes")
    assert told["addresses"] == [ADA, HOME]
    assert told["removed"]["messages"] == 4
    assert listed(world) == []
    assert "was forgotten on 24 Nov 2026" in syncd(world, "people", ADA).output
    shown = found(world, "people", "show", ADA)
    assert shown["forgotten"]
    assert (shown["mails_from"], shown["findings"], shown["maybe"]) == (0, [], [])
    assert "Forgotten" in syncd(world, "people", "show", ADA).output
    again = syncd(world, "people", "merge", ADA, "x@y.example")
    assert (again.exit_code, "was forgotten" in again.output) == (2, True)


def test_only_one_address_is_forgotten_when_that_is_said(world: World):
    syncd(world, "people", "merge", ADA, HOME)
    listed(world)
    assert found(world, "people", "forget", HOME, "--yes", "--only")["addresses"] == [HOME]
    assert listed(world) == [[ADA]]


def test_new_mail_of_a_forgotten_person_is_not_learned_and_the_letters_stay(world: World):
    world.round(TEN - timedelta(hours=2))
    (brief,) = world.inbox()
    syncd(world, "people", "forget", ADA, "--yes")
    world.put_mail(a_message("We are struggling to hire.\n", sender=an_address(), subject="New"))
    assert found(world, "people", "show", ADA)["mails_from"] == 0
    assert [kept["Message-ID"] for kept in world.inbox()] == [brief["Message-ID"]]
