"""What the follow-up drafts of the twelve mailboxes say, three days after the brief."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage
from email.utils import getaddresses
from functools import cache

import pytest

from tests.builders import ME
from tests.scenarios.people import SCENARIOS, former_colleague
from tests.scenarios.people.scenario import Scenario
from tests.scenarios.test_people_scenarios import for_each_scenario
from tests.scenarios.world import text_of

_LATER = timedelta(days=3)
#: Where a reader wrote from before.
_ALSO = {former_colleague.PRIYA.address: former_colleague.OLD.address}
_GREETING = re.compile(r"^(?:Hi|Hello|Dear|Hej|Lieber?|Guten Tag|Hallo)\b[^,\n]*,?$", re.MULTILINE)


@pytest.fixture(scope="module")
def draft_of(tmp_path_factory: pytest.TempPathFactory):
    """The one draft about a scenario's meeting, by name."""

    @cache
    def only(name: str) -> EmailMessage:
        scenario = SCENARIOS[name]
        world = scenario.played(tmp_path_factory.mktemp(name))
        world.round(scenario.at + _LATER)
        (draft,) = scenario.letters(world.drafts())
        return draft

    return only


@for_each_scenario
def test_the_draft_has_no_word_that_syncd_wrote_in_a_brief(scenario: Scenario, draft_of):
    text = text_of(draft_of(scenario.name))
    assert not re.search(r"Last word|You know each other|\[\d+\]|\(Berlin\)", text), text


@for_each_scenario
def test_the_draft_is_in_a_thread_that_all_its_readers_know(scenario: Scenario, draft_of):
    draft = draft_of(scenario.name)
    older = [m for m in scenario.mails if m.message_id == draft["In-Reply-To"]]
    for mail in older:
        knew = {p.address for p in (mail.sender, *mail.to, *mail.cc)}
        assert _readers(draft) <= knew


@for_each_scenario
def test_the_draft_greets_them_as_you_do(scenario: Scenario, draft_of):
    draft = draft_of(scenario.name)
    yours = _your_greetings_of(draft, scenario)
    greeting = text_of(draft).splitlines()[0]
    assert greeting == yours[-1] if yours else re.fullmatch(r"(?:Hi|Hello) [\w, ]+,", greeting)


@for_each_scenario
def test_the_draft_thanks_for_the_day_as_one_speaks_of_it(scenario: Scenario, draft_of):
    thanks = text_of(draft_of(scenario.name)).splitlines()[2]
    assert re.fullmatch(r"thank you for (?:\w+day|the time (?:this|yesterday) \w+)\.", thanks)


def test_of_a_crowd_those_you_know_get_it_with_who_organized_it(draft_of):
    known = {"leila@opentransit", "owen@parkside", "nuria.soler@ajuntament", "viktor.blom@posteo"}
    wanted = {f"{person}.example" for person in known} | {"alma0@guests0.example"}
    assert _readers(draft_of("meetup")) == wanted


@pytest.mark.parametrize(
    "name",
    [
        "assistant",
        "assistant_only",
    ],
)
def test_the_draft_goes_to_whom_you_met_and_not_to_who_arranged_it(name: str, draft_of):
    assert _readers(draft_of(name)) == {"helena.brandt@nordlicht-stiftung.example"}
    assert text_of(draft_of(name)).startswith("Dear Dr. Brandt,")


def test_the_draft_goes_to_no_colleague(draft_of):
    assert "mia@example.com" not in _readers(draft_of("three_of_one_firm"))


def _readers(draft: EmailMessage) -> set[str]:
    return {address for _, address in getaddresses(draft.get_all("To", []))}


def _your_greetings_of(draft: EmailMessage, scenario: Scenario) -> list[str]:
    """How you greeted the one reader of a draft, at all of their addresses, oldest first."""
    readers = _readers(draft)
    theirs = readers | {_ALSO[address] for address in readers & _ALSO.keys()}
    yours = sorted((m for m in scenario.mails if m.sender.address == ME), key=lambda mail: mail.at)
    to_them = [m for m in yours if len(readers) == len(m.to) == 1 and m.to[0].address in theirs]
    said = [_GREETING.search(mail.text) for mail in to_them]
    return [found[0] for found in said if found]
