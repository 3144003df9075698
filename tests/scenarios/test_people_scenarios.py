"""What the briefs of twelve mailboxes say, read as somebody reads them who walks to the café.

`tests/scenarios/people` has the mailboxes, and what each of their briefs must and must not say.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

import pytest

from tests.scenarios.people import SCENARIOS
from tests.scenarios.people.page import BriefPage, read, visible, words
from tests.scenarios.people.scenario import Never, Says, Scenario

_MOST_BYTES = 50_000
_MOST_IN_FULL = 4
#: Loads something, or runs something, when a letter is opened.
_LOADS = re.compile(
    r"<(?:img|script|iframe|object|embed|link|video|audio|form|base|svg)\b|\bsrc\s*=|url\(|@import"
    r"|\son\w+\s*=",
    re.IGNORECASE,
)
#: Sections that are not about one guest.
_TALK = ("How you could help", "Common ground", "Ask, then listen", "The format", "Also there")
_SUBJECT = re.compile(
    r"^(?P<who>.+), (?P<day>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2}) "
    r"(?P<clock>\d{1,2}:\d\d): (?P<about>.+)$"
)


@pytest.fixture(scope="module")
def brief_of(tmp_path_factory: pytest.TempPathFactory):
    """The newest brief of a scenario, by name; every mailbox is gone through once."""

    @cache
    def newest(name: str) -> BriefPage:
        briefs = SCENARIOS[name].briefs(tmp_path_factory.mktemp(name))
        assert briefs, "no brief was delivered"
        return read(briefs[-1])

    return newest


def _expected(kind: str) -> list:
    """Every expectation of one kind, each a test of its own."""
    return [
        pytest.param(scenario, one, id=f"{scenario.name}-{one.what}")
        for scenario in SCENARIOS.values()
        for one in getattr(scenario, kind)
    ]


def for_each_scenario(test):
    """Run a test on every scenario."""
    every = [pytest.param(scenario, id=scenario.name) for scenario in SCENARIOS.values()]
    return pytest.mark.parametrize("scenario", every)(test)


@pytest.mark.parametrize(("scenario", "says"), _expected("says"))
def test_the_brief_says(scenario: Scenario, says: Says, brief_of):
    brief = brief_of(scenario.name)
    told = brief.within(says.within) if says.within else brief.body
    assert re.search(says.pattern, told), told


@pytest.mark.parametrize(("scenario", "never"), _expected("never"))
def test_the_brief_never_says(scenario: Scenario, never: Never, brief_of):
    brief = brief_of(scenario.name)
    told = f"{brief.subject} {' '.join(brief.text.split())}"
    found = re.search(never.pattern, told)
    assert found is None, found


@for_each_scenario
def test_it_is_read_in_under_a_minute(scenario: Scenario, brief_of):
    assert len(brief_of(scenario.name).body.split()) <= scenario.words


@for_each_scenario
def test_it_is_light_and_loads_nothing(scenario: Scenario, brief_of):
    markup = brief_of(scenario.name).markup
    assert len(markup.encode()) < _MOST_BYTES
    assert _LOADS.search(markup) is None


@for_each_scenario
def test_it_links_only_to_the_event(scenario: Scenario, brief_of):
    links = re.findall(r'href\s*=\s*"([^"]*)"', brief_of(scenario.name).markup)
    events = " ".join(scenario.events.values()).replace("\r\n ", "")
    for link in links:
        assert urlsplit(link).scheme == "https"
        assert link in events


@for_each_scenario
def test_text_and_html_say_the_same_in_the_same_order(scenario: Scenario, brief_of):
    brief = brief_of(scenario.name)
    # The text writes out the address that the HTML's link leads to.
    text = re.sub(r"(Open the event|Join the call):\s+https://\S+", r"\1", brief.text)
    assert words(text) == words(visible(brief.markup))


@for_each_scenario
def test_what_is_cited_is_listed_and_what_is_listed_is_cited(scenario: Scenario, brief_of):
    brief = brief_of(scenario.name)
    assert brief.cited == set(brief.sources)
    assert sorted(brief.sources) == list(range(1, len(brief.sources) + 1))


@for_each_scenario
def test_the_subject_tells_who_and_when_and_fits_a_phone(scenario: Scenario, brief_of):
    subject = brief_of(scenario.name).subject.partition(" (now")[0]
    told = _SUBJECT.match(subject)
    assert told, subject
    assert len(told["who"]) <= 60, "the time is cut off on a phone"


@for_each_scenario
def test_the_subject_says_nothing_twice(scenario: Scenario, brief_of):
    """``Casper Lund, Wed 25 Nov 15:00: first meeting, Casper Lund`` has the name once too often."""
    told = _SUBJECT.match(brief_of(scenario.name).subject)
    assert told
    names = [name for name in words(told["who"]) if len(name) > 3]
    assert not [name for name in names if name in words(told["about"])]


@for_each_scenario
def test_only_the_guests_it_is_about_are_told_in_full(scenario: Scenario, brief_of):
    headings = [part.heading for part in brief_of(scenario.name).parts]
    guests = [h for h in headings if not h.startswith(_TALK)]
    assert len(guests) <= _MOST_IN_FULL
    if scenario.told_in_full is not None:
        assert len(guests) == len(scenario.told_in_full), guests
        for heading, name in zip(guests, scenario.told_in_full, strict=True):
            assert heading.startswith(name)


@for_each_scenario
def test_no_section_is_empty_and_none_stands_twice(scenario: Scenario, brief_of):
    parts = brief_of(scenario.name).parts
    assert all(part.statements for part in parts)
    headings = [part.heading for part in parts]
    assert len(set(headings)) == len(headings)


@for_each_scenario
def test_nothing_is_said_twice_in_the_same_section(scenario: Scenario, brief_of):
    for part in brief_of(scenario.name).parts:
        said = [quote for statement in part.statements for quote in statement.quotes]
        assert len(set(said)) == len(said), part.heading


@for_each_scenario
def test_a_question_can_be_asked_aloud(scenario: Scenario, brief_of):
    """Whole, short, in the second person, without a pronoun that points nowhere."""
    for part in brief_of(scenario.name).parts:
        for asked in part.statements if part.heading.startswith("Ask") else ():
            question = asked.text
            assert question.endswith("?")
            assert len(question.split()) <= 18, question
            assert not re.search(r"\b(?:I|we|my|our|they|them|it|these days)\b", question), question
            assert not re.search(r",\s*\w+\?$", question), question


@for_each_scenario
def test_the_format_is_held_against_how_you_like_to_meet(scenario: Scenario, brief_of):
    """``Small group, in person.`` alone is what the reader sees anyway: filler."""
    told = brief_of(scenario.name).within("The format")
    assert re.search(r"you like|You like|you want|ends|begins", told) or not told, told


@for_each_scenario
def test_words_are_not_cut_in_the_middle(scenario: Scenario, brief_of):
    """A quote is a whole clause: it ends on no word that wants another."""
    dangling = re.compile(r"\b(?:and|or|but|the|an?|to|of|for|with|in|who|which|that)$")
    for _, statement in brief_of(scenario.name).statements:
        for quote in statement.quotes:
            assert not dangling.search(quote), quote


@for_each_scenario
def test_a_last_word_is_without_greeting_and_name_below(scenario: Scenario, brief_of):
    for part, statement in brief_of(scenario.name).statements:
        if statement.label in ("Last word", "Before that"):
            first = part.heading.replace("Dr. ", "").split()[0]
            (quote, *_) = statement.quotes
            assert not re.search(rf"[.!?]\s+(?:{first}|Robin)[.!]?$", quote), quote
            assert not re.match(r"(?i)(?:hi|dear|hello|hej)\b", quote), quote
