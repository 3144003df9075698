"""docs/letters.md: its examples work, and it names all that a template is given."""

from __future__ import annotations

import re
import textwrap
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from syncd.compose import render, write_follow_up
from syncd.compose.language import SHIPPED, english, flat
from syncd.compose.page import Line, Page, Section
from syncd.compose.phrases import LACKING, mistakes
from syncd.compose.samples import SAMPLES
from tests.builders import a_guest
from tests.syncd.compose.test_follow_up import a_matter
from tests.syncd.config.test_config import GOOD
from tests.syncd.test_wording import load

GUIDE = (Path(__file__).parents[2] / "docs" / "letters.md").read_text()
BLOCKS = re.findall(r"^ *```(?:toml|jinja)\n(.*?)^ *```$", GUIDE, re.MULTILINE | re.DOTALL)
NAMED = {
    match[1]: textwrap.dedent(block).partition("\n")[2]
    for block in BLOCKS
    if (match := re.match(r"\s*(?:#|\{#) ([\w-]+\.\w+)", block))
}
RULE = next(block for block in BLOCKS if "[[rules]]" in block)


def test_the_examples_are_taken_as_they_are(tmp_path: Path):
    files = {name: text for name, text in NAMED.items() if name != "fr.toml"}
    assert len(files) == 3
    language = load(tmp_path, files, GOOD + RULE).wording.of("en")
    both = (a_guest(), a_guest("ben@x.example", "Ben"))
    assert write_follow_up(a_matter(language=language)).text.startswith("Dear Ada,")
    letter = write_follow_up(a_matter(language=language, guests=both, template="short"))
    assert letter.text.startswith("Dear all,\n\nthank you")
    assert letter.text.endswith("]]\n\nYours,\nRobin\n")
    assert '<html lang="en">' in letter.html


def test_the_beginning_of_a_language_lacks_only_the_rest():
    wrong = dict(mistakes("fr", flat(tomllib.loads(NAMED["fr.toml"]))))
    assert set(wrong.values()) == {LACKING}


@pytest.mark.parametrize("letter", SAMPLES)
def test_what_a_template_is_given_is_what_it_is_tried_with_and_in_the_guide(
    letter: str, monkeypatch: pytest.MonkeyPatch
):
    given: set[str] = set()

    def noting(_template: str, _language: object, **values: Any) -> str:
        given.update(values)
        return ""

    module = SAMPLES[letter].write.__globals__[f"write_{letter.replace('-', '_')}"]
    monkeypatch.setitem(module.__globals__, "render", noting)
    SAMPLES[letter].write(english(), letter)
    assert given == SAMPLES[letter].variables
    assert all(re.search(rf"`{name}[`.]", GUIDE) for name in given)


def test_every_part_of_a_page_is_in_the_guide():
    names = {f"page.{field.name}" for field in fields(Page)}
    names |= {field.name for kind in (Section, Line) for field in fields(kind)}
    assert all(f"`{name}`" in GUIDE for name in names)
    assert all(f"`{code}`" in GUIDE for code in SHIPPED)


def test_every_table_of_sentences_is_in_the_guide():
    tables = {name.partition(".")[0] for name in english().phrases}
    assert [table for table in tables if f"`[{table}]`" not in GUIDE] == []


def test_every_filter_of_ours_is_in_the_guide():
    assert "hang" in render.environment().filters
    assert "safe" not in render.environment().filters
    assert "`hang`" in GUIDE
