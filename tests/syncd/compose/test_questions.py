"""Each question can be asked aloud, or none is asked."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from syncd.compose import question_leads as leads
from syncd.compose.language import shipped
from syncd.compose.page import Sources
from syncd.compose.questions import question_about, questions
from syncd.model import Finding, Source
from tests.builders import ADA, BERLIN, a_guest
from tests.syncd.compose.test_brief import NOW, a_dossier

FOLDER = Path(__file__).parents[2] / "data" / "people"
SOURCE = Source("mail", "Hello", NOW - timedelta(days=5), "Ada Lindqvist")


def labelled() -> list[tuple[str, dict[str, str]]]:
    """The language and each clause, with the question it leads to, or "" for none."""
    return [
        (code, json.loads(row))
        for code in ("en", "de")
        for row in (FOLDER / f"questions-{code}.jsonl").read_text("utf-8").splitlines()
    ]


def finding(kind: str, text: str, days_ago: float = 5) -> Finding:
    return Finding(ADA, kind, text, replace(SOURCE, date=NOW - timedelta(days=days_ago)))


def asked(*dossiers: Any, most: int = 3) -> list[str]:
    section = questions(dossiers, Sources(BERLIN, NOW), most)
    return [line.text for line in section.lines] if section else []


@pytest.mark.parametrize(("code", "row"), labelled())
def test_a_clause_leads_to_its_question_or_to_none(code: str, row: dict[str, str]):
    mail = row.get("mail", row["said"])
    found = question_about(finding(row["kind"], row["said"]), mail, shipped(code))
    assert found == row["asked"]


def test_with_several_guests_each_is_asked_before_one_is_asked_again():
    ada = a_dossier(
        findings=(
            finding("challenge", "We are struggling to hire data engineers"),
            finding("cause", "I founded Kids Code"),
            finding("interest", "I love old tram maps"),
        )
    )
    ben = a_dossier(
        guest=a_guest("ben@nordwind.example", "Ben Moser"),
        findings=(finding("interest", "I love lichens"),),
    )
    said = asked(ada, ben)
    assert [one.partition(":")[0] for one in said] == ["Ada", "Ben", "Ada"]
    assert len(asked(ada, ben, most=2)) == 2


@pytest.mark.parametrize(
    ("kind", "text", "days_ago", "is_asked"),
    [
        ("challenge", "We are struggling to hire data engineers", 300, True),
        ("challenge", "We are struggling to hire data engineers", 400, False),
        ("project", "We are building an atlas", 400, False),
        ("award", "We won the Open Data Prize", 400, False),
        ("cause", "I founded Kids Code", 1500, True),
        ("interest", "I love old tram maps", 1500, True),
    ],
)
def test_only_what_lasts_is_asked_about_after_a_year(
    kind: str, text: str, days_ago: float, is_asked: bool
):
    assert bool(asked(a_dossier(findings=(finding(kind, text, days_ago),)))) is is_asked


@pytest.mark.parametrize(
    ("thing", "is_one"),
    [
        ("maps, trams and old books", True),
        ("maps, trams, or the old books", True),
        ("maps and trams", False),
        ("a map of all trams, buses and trains", False),
    ],
)
def test_a_list_is_told_by_its_commas(thing: str, is_one: bool):
    assert bool(leads.LIST.match(thing)) is is_one


def test_a_list_without_end_takes_no_time():
    """Tried in all ways to part its words, this one took hours."""
    began = time.process_time()
    told = finding("challenge", "We are struggling to hire " + "abc, " * 12 + "abc")
    assert "to hire abc?" in question_about(told, told.text, shipped("en"))
    assert time.process_time() - began < 0.5
