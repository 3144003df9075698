"""No line about a person without a source, and no fact of one person under another's name.

Over the twelve mailboxes, and over mailboxes as chance fills them.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.builders import ME
from tests.scenarios.people import SCENARIOS
from tests.scenarios.people.page import BriefPage, Part, Statement, read
from tests.scenarios.people.scenario import Scenario
from tests.scenarios.people.strangers import Stranger, Strangers, strangers, written_by

_TALK = ("How you could help", "Common ground", "Ask, then listen")
#: What stands in a brief and is about nobody.
_NOT_ABOUT_ANYBODY = ("The format", "Also there")
_NOTHING_KNOWN = re.compile(r"^No earlier (?:mail|meeting)")
_LAST_WORDS = ("Last word", "Before that")
#: ``Ada: "…"``
_NAMED_QUOTE = re.compile(r'(?:\b([A-Z]\w+(?: [A-Z]\w+)?): )?"([^"]+)"')
#: ``Ada: What have you tried …?``
_ASKED = re.compile(r"^(\w+(?: [A-Z]\w+)?): ")
#: ``Hiring reviews: fits "…" (Ada)``
_OF_ONE = re.compile(r"\(([^()]+)\)$")
#: ``5 Nov, you: "…"`` and ``you on 5 Nov: "…"``
_BY_YOU = re.compile(r"(?:\d+ \w+(?: \d{4})?, )?you\b(?! offer)")

_MANY = settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    # Making a mailbox smaller until it is the smallest takes minutes, and says little more.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def _brief(name: str) -> BriefPage:
    return _delivered(SCENARIOS[name])


def _delivered(scenario: Scenario) -> BriefPage:
    with tempfile.TemporaryDirectory() as home:
        briefs = scenario.briefs(Path(home))
    assert briefs, "no brief was delivered"
    return read(briefs[-1])


def _about_people(brief: BriefPage) -> Iterable[tuple[Part, Statement]]:
    return (
        (part, statement)
        for part, statement in brief.statements
        if not part.heading.startswith(_NOT_ABOUT_ANYBODY)
    )


def _unsourced(brief: BriefPage) -> list[str]:
    """Lines about a person that cite nothing that is listed."""
    return [
        f"{part.heading}: {line.label} {line.text}"
        for part, line in _about_people(brief)
        if not _NOTHING_KNOWN.match(line.text)
        and not (line.numbers and set(line.numbers) <= set(brief.sources))
    ]


def _made_up(brief: BriefPage, scenario: Scenario) -> list[str]:
    """Quotes that stand word for word in no mail that the one who is quoted wrote."""
    titles = " ".join(_unfolded(text) for text in scenario.events.values())
    wrong = []
    for part, line in _about_people(brief):
        if line.label == "Last met":
            wrong += [q for q in line.quotes if q not in titles]
            continue
        writers = {ME} if _BY_YOU.match(line.text) else _spoken_by(part, line, scenario)
        said = written_by(tuple(scenario.mails), tuple(writers))
        wrong += [f"{part.heading}: {quote}" for quote in line.quotes if quote not in said]
    return wrong


def _spoken_by(part: Part, line: Statement, scenario: Scenario) -> set[str]:
    """Addresses of the guests by whose name a line is told; of all where it tells no name."""
    people = {p.address: p.name for m in scenario.mails for p in (m.sender, *m.to, *m.cc)}
    events = " ".join(_unfolded(text) for text in scenario.events.values())
    there = {a: n for a, n in people.items() if a in events or (n and n in events)}
    met = {name for address, name in there.items() if address != ME}
    talk = part.heading.startswith(_TALK)
    before = line.text.partition('"')[0]
    named = {name for name in people.values() if name and before.startswith(f"{name} on ")}
    if not named:
        told = {n for n in people.values() if n and n in part.heading}
        named = {n for n in met if _first(n) in before} if talk else told
    return {address for address, name in people.items() if name in (named or met)}


def _first(name: str) -> str:
    return name.removeprefix("Dr. ").split()[0]


def _unfolded(text: str) -> str:
    return text.replace("\r\n ", "").replace("\\,", ",")


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_line_about_a_person_has_a_source(name: str):
    assert _unsourced(_brief(name)) == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_is_quoted_was_written_by_the_one_who_is_quoted(name: str):
    assert _made_up(_brief(name), SCENARIOS[name]) == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_source_is_a_mail_or_an_event_of_that_name_and_day(name: str):
    known = {m.subject for m in SCENARIOS[name].mails}
    events = " ".join(_unfolded(text) for text in SCENARIOS[name].events.values())
    for source in _brief(name).sources.values():
        title = re.search(r'"(.*)"', source)
        assert title, source
        assert title[1] in (known if source.startswith("mail") else events), source


@_MANY
@given(strangers())
def test_whoever_writes_each_line_is_sourced_and_of_its_own_person(chance: Strangers):
    brief = _delivered(chance.scenario)
    assert _unsourced(brief) == []
    assert brief.cited == set(brief.sources)
    for part in brief.parts:
        if not part.heading.startswith(_NOT_ABOUT_ANYBODY):
            _one_person_a_section(part, chance)
            for line in part.statements:
                _told_of_whom_it_is(part, line, brief, chance)
                _word_for_word(part, line, chance)


@settings(_MANY, max_examples=20)
@given(strangers(hearsay=True))
def test_whoever_writes_what_they_say_of_others_is_no_fact_of_theirs(chance: Strangers):
    for _, line in _about_people(_delivered(chance.scenario)):
        if line.label not in _LAST_WORDS:
            assert not re.search(r"\b(?:museum|society)\b", line.text), line


def _one_person_a_section(part: Part, chance: Strangers) -> None:
    """Nobody's words stand in the section of somebody else, of the same name or not."""
    if part.heading.startswith(_TALK):
        return
    # What you wrote to one with the other in copy is a last word to both, but no promise to both.
    told = " ".join(s.text for s in part.statements if s.label not in _LAST_WORDS)
    theirs = " ".join(_of_theirs(line, chance) for line in part.statements)
    speaking = {p.marker for p in chance.people if p.mine in told or p.marker in theirs}
    assert len(speaking) <= 1, part


def _told_of_whom_it_is(part: Part, line: Statement, brief: BriefPage, chance: Strangers) -> None:
    """A word that only one person writes is told as theirs, by a source of theirs."""
    for person in chance.people:
        if person.marker in _of_theirs(line, chance):
            assert person in _owners(part, line, chance), (part.heading, line)
            assert _cites(line, brief, person.name), (line, brief.sources)
        if person.mine in line.text:
            assert re.search(r"\byou\b", line.text.partition('"')[0]), line
            assert _cites(line, brief, "you"), (line, brief.sources)


def _word_for_word(part: Part, line: Statement, chance: Strangers) -> None:
    mails = tuple(chance.scenario.mails)
    talk = part.heading.startswith(_TALK)
    for named, quote in _NAMED_QUOTE.findall(line.text.replace('""', '"')):
        owners = _named(named, chance) if named and talk else _owners(part, line, chance)
        addresses = tuple(a for p in owners for a in p.addresses)
        said = written_by(mails, (ME,) if _BY_YOU.match(line.text) else addresses)
        assert quote.strip(" …") in said, (part.heading, line)


def _of_theirs(line: Statement, chance: Strangers) -> str:
    """What a line says without what is yours in it: your offers, passions and words."""
    text = line.text
    yours = (*chance.scenario.offers, *chance.scenario.passions, *(p.mine for p in chance.people))
    for own in yours:
        text = re.sub(re.escape(own), "", text, flags=re.IGNORECASE)
    return text


def _owners(part: Part, line: Statement, chance: Strangers) -> list[Stranger]:
    """Those invited whom a line is told of: by their section, by first name, or the only one."""
    if not part.heading.startswith(_TALK):
        return [p for p in chance.invited if part.heading.startswith(p.name)]
    names = [name for name, _ in _NAMED_QUOTE.findall(line.text) if name]
    names += _OF_ONE.findall(line.text) or ([] if names else _ASKED.findall(line.text))
    named = [p for name in names for p in _named(name, chance)]
    return named or (list(chance.invited) if len(chance.invited) == 1 else [])


def _named(called: str, chance: Strangers) -> list[Stranger]:
    """Those invited who are called so; none for "you", who are not invited."""
    return [p for p in chance.invited if called in (p.name, _first(p.name))]


def _cites(line: Statement, brief: BriefPage, author: str) -> bool:
    return any(f", {author}, " in brief.sources[number] for number in line.numbers)
