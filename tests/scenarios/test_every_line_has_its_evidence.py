"""`brief --why`: every line that cites something leads back to a mail, an event, a card or a note.

Over the twelve mailboxes, as the command shows it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from syncd.cli import cli
from syncd.model import MeetingKey
from tests.scenarios.people import SCENARIOS
from tests.scenarios.people.scenario import Scenario


@cache
def _told(name: str) -> dict[str, Any]:
    scenario = SCENARIOS[name]
    with tempfile.TemporaryDirectory() as home:
        world = scenario.played(Path(home))
        words = ["--config", str(world.config), "brief", scenario.uid, "--why", "--json"]
        done = CliRunner().invoke(cli, [*words, "--at", scenario.at.isoformat()])
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def _lines(name: str) -> list[dict[str, Any]]:
    return [line for section in _told(name)["sections"] for line in section["lines"]]


def _evidence(name: str) -> Iterable[dict[str, Any]]:
    parts = [*_lines(name), *_told(name)["sections"]]
    return (one for part in parts for one in part["evidence"])


def _is_there(one: dict[str, Any], scenario: Scenario) -> bool:
    """Whether the scenario has what a source says it is from."""
    origin = (one["found"] or one)["origin"]
    if one["kind"] == "event":
        uid = MeetingKey.from_header(origin).uid
        return any(f"UID:{uid}" in text for text in scenario.events.values())
    return any(origin == mail.message_id for mail in scenario.mails)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_source_leads_back_to_what_is_there(name: str):
    found = [one for one in _evidence(name) if one["kind"] not in ("contact", "note")]
    assert [one for one in found if not _is_there(one, SCENARIOS[name])] == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_source_is_found_again_with_its_account_and_author(name: str):
    for one in _evidence(name):
        if one["kind"] in ("mail", "event"):
            assert one["found"] is not None, one
            assert one["found"]["account"] in ("files", "calendar"), one
            assert one["found"]["author"], one


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_quote_stands_in_one_of_its_excerpts(name: str):
    for line in _lines(name):
        mails = [one for one in line["evidence"] if one["kind"] == "mail"]
        if '"' in line["text"] and mails:
            assert any(one["excerpt"] for one in mails), line


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_guest_with_a_part_of_their_own_is_counted(name: str):
    counted = [one for line in _lines(name) for one in line["counted"]]
    assert counted
    assert len({tuple(one["addresses"]) for one in counted}) == len(counted)


def test_what_cites_nothing_is_counted_or_from_the_event_or_your_style():
    # When, where and who has answered, and who else comes, are from the event, told above them.
    from_event = ("Tue", "Wed", "Thu", "Fri", "Also there")
    bare = [
        line["text"]
        for name in SCENARIOS
        for section in _told(name)["sections"]
        if not section["heading"].startswith(from_event)
        for line in section["lines"]
        if not line["evidence"] and not line["counted"] and not line["by_style"]
    ]
    assert bare == []
