"""What stands around the words of a line, in the mail that it was read in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syncd.compose.language import english
from syncd.compose.page import Line, Page, Section
from syncd.compose.why import EXCERPT_CHARS, Behind, Original, excerpt, explain
from syncd.model import Acquaintance, Address, Finding, Guest, PartStat, Source
from syncd.people.dossier import Dossier, Exchange
from tests.builders import ADA, TEN

MAIL = Original(
    "<coffee@nordwind.example>",
    "files",
    "INBOX",
    TEN - timedelta(days=12),
    Address(ADA, "Ada Lindqvist"),
    text=(
        "Hi Robin,\n\nTuesday works. We are struggling to hire data engineers, and\n"
        "two good people said no. Do you know why?\n\nMy daughter is in hospital. I run Kids Code."
    ),
    signed="Ada Lindqvist\nHead of Data\nNordwind GmbH\nPhone 1",
)
SOURCE = Source("mail", "Coffee?", MAIL.at, "Ada Lindqvist", origin=MAIL.origin)
INTRO = Source("mail", "Intro", TEN, "Jonas", origin="<intro@x.example>")


@pytest.mark.parametrize("marks", ['"{}"', "„{}“", "«{}»"])
def test_the_sentences_around_a_quote_are_shown(marks: str):
    line = Line(f"Facing {marks.format('struggling to hire Data Engineers')} today")
    assert excerpt(MAIL, line) == (
        "Tuesday works. We are struggling to hire data engineers, and two good people said no. "
        "Do you know why?"
    )


def test_a_quote_that_was_cut_or_goes_over_sentences_is_found():
    line = Line('12 Nov, Ada: "Tuesday works. We are struggling…"')
    assert excerpt(MAIL, line).startswith("Tuesday works. We are struggling to hire")


def test_a_private_matter_beside_a_quote_is_left_out():
    assert excerpt(MAIL, Line('"I run Kids Code"')) == "I run Kids Code."


def test_a_role_is_shown_in_the_signature():
    assert excerpt(MAIL, Line("Head of Data, Nordwind")) == "Head of Data / Nordwind GmbH"


def test_an_excerpt_is_one_bounded_line_however_long_the_mail():
    long = "We are struggling to hire " + "and to keep " * 2_000
    told = excerpt(replace(MAIL, text=f"{long}. \u202eDo you see?"), Line('"struggling to hire"'))
    assert len(told) <= EXCERPT_CHARS
    assert "\n" not in told
    assert "\u202e" not in told


def test_a_line_that_quotes_nothing_of_a_mail_has_no_excerpt():
    assert excerpt(MAIL, Line('"nobody wrote this"')) == ""


def _explained(*lines: Line, **changes: object) -> list[object]:
    challenge = Finding(ADA, "challenge", "We are struggling to hire data engineers", SOURCE)
    known = Acquaintance(ADA, mails_from=2, mails_to=1, first_contact=MAIL.at, last_contact=TEN)
    intro = Exchange(INTRO.origin, "Intro", Address("jonas@x.example"), False, TEN, "")
    dossier = Dossier(
        Guest(ADA, "Ada Lindqvist", PartStat.ACCEPTED, external=True),
        known,
        findings=(challenge,),
        introduction=intro,
    )
    page = Page("", "", sections=(Section("Ada Lindqvist", lines, ADA),))
    meet = replace(MAIL, origin=INTRO.origin, text="Meet Robin!")
    originals = {SOURCE: MAIL, INTRO: meet}
    (section,) = explain(page, [Behind(dossier, (ADA,), **changes)], originals, english())
    return list(section.lines)


def test_a_question_shows_the_sentence_that_it_grows_from():
    asked = Line("What have you tried so far to hire data engineers?", sources=(SOURCE,))
    (because,) = _explained(asked)
    assert "struggling to hire" in because.evidence[0].excerpt


def test_an_introduction_shows_how_it_began():
    (because,) = _explained(Line("Jonas introduced you", sources=(INTRO,)))
    assert because.evidence[0].excerpt == "Meet Robin!"


def test_how_you_know_each_other_is_counted_once():
    label = english().say("guest.know_each_other")
    first, second = _explained(Line("Three mails.", label), Line("Never met.", label))
    assert [(count.known.mails_from, count.addresses) for count in first.counts] == [(2, (ADA,))]
    assert second.counts == ()


def test_a_source_that_is_gone_is_evidence_without_an_original():
    gone = Source("mail", "Old", TEN, origin="<gone@x.example>")
    (because,) = _explained(Line('"We are struggling"', sources=(gone, Source("contact", "book"))))
    assert [(one.original, one.excerpt) for one in because.evidence] == [(None, ""), (None, "")]


def test_whom_you_both_know_is_shown_with_all_that_shows_it():
    jonas, earlier = Address("jonas@x.example", "Jonas Weber"), Source("mail", "Earlier", MAIL.at)
    other = Address("priya@x.example", "Priya Nair"), (Source("mail", "Else", TEN),)
    line = Line("Jonas Weber, Priya Nair", "You both know", sources=(SOURCE,))
    (because,) = _explained(line, ties=((jonas, (SOURCE, earlier)), other))
    assert because.ties == ((jonas, (SOURCE, earlier)),)


def test_what_stands_beside_a_name_and_at_the_top_is_explained_too():
    named = Section("Ada Lindqvist, Head of Data", (), numbers=(1,), sources=(SOURCE,))
    local = Line("18:00 for Ada", numbers=(1,), sources=(SOURCE,))
    page = Page("", "", details=(Line("Café Einstein"), local), sections=(named,))
    first, ada = explain(page, [], {SOURCE: MAIL}, english())
    assert [because.line for because in first.lines] == [local]
    assert "Head of Data" in ada.heading.evidence[0].excerpt
