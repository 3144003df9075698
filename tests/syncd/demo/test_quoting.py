"""Replies look as the programs of their writers make them."""

from __future__ import annotations

from datetime import datetime

import pytest

from syncd.demo import ZONE
from syncd.demo.cast import Person
from syncd.demo.markup import body_html
from syncd.demo.quoting import Quoted, with_quote

JONAS = Person(name="Jonas Weber", address="jonas@weber.example")
ADA = Person(name="Ada Lindqvist", address="ada@nordwind.example", signature="Ada\nHead of Data")
QUOTED = Quoted(
    sender=JONAS,
    to=[ADA],
    date=datetime(2026, 11, 3, 9, 12, tzinfo=ZONE),
    subject="Intro",
    text="Hello,\n\n> older\n",
)


def reply(client: str, language: str = "en") -> str:
    return with_quote("Thanks!", _writer(client, language), QUOTED)


def test_gmail_answers_above_with_its_signature_before_the_quotation() -> None:
    assert reply("gmail") == (
        "Thanks!\n\n-- \nAda\nHead of Data\n\n"
        "On Tue, 3 Nov 2026 at 09:12, Jonas Weber <jonas@weber.example> wrote:\n\n"
        "> Hello,\n>\n>> older\n"
    )


def test_apple_mail_quotes_the_attribution_too() -> None:
    assert reply("apple") == (
        "Thanks!\n\nAda\nHead of Data\n\n"
        "> On 3 Nov 2026, at 09:12, Jonas Weber <jonas@weber.example> wrote:\n>\n"
        "> Hello,\n>\n>> older\n"
    )


def test_thunderbird_answers_below() -> None:
    assert reply("thunderbird") == (
        "On 03/11/2026 09:12, Jonas Weber wrote:\n> Hello,\n>\n>> older\n\n"
        "Thanks!\n\n-- \nAda\nHead of Data\n"
    )


def test_outlook_repeats_the_headers_and_quotes_nothing() -> None:
    assert reply("outlook") == (
        "Thanks!\n\nAda\nHead of Data\n\n"
        "From: Jonas Weber <jonas@weber.example>\nSent: Tuesday, 3 November 2026 09:12\n"
        "To: Ada Lindqvist\nSubject: Intro\n\nHello,\n\n> older\n"
    )


@pytest.mark.parametrize(
    ("client", "line"),
    [
        ("outlook", "Gesendet: Dienstag, 3. November 2026 09:12"),
        ("thunderbird", "Am 03.11.26 um 09:12 schrieb Jonas Weber:"),
        ("gmail", "Am 3. Nov. 2026 um 09:12 schrieb Jonas Weber <jonas@weber.example>:"),
    ],
)
def test_a_german_program_quotes_in_german(client: str, line: str) -> None:
    assert line in reply(client, "de")


@pytest.mark.parametrize("client", ["apple", "thunderbird", "robot"])
def test_programs_for_plain_text_write_no_html(client: str) -> None:
    assert not body_html("Thanks!", _writer(client), QUOTED)


@pytest.mark.parametrize("client", ["gmail", "outlook"])
def test_html_escapes_what_people_write(client: str) -> None:
    html = body_html("1 < 2 & 3", _writer(client), QUOTED)
    assert "1 &lt; 2 &amp; 3" in html
    assert "&lt;jonas@weber.example&gt;" in html


def test_html_joins_the_lines_that_only_the_source_file_broke() -> None:
    long = "this line is as long as the file allows and goes on in the"
    html = body_html(f"{long}\nnext.\n\nBest,\nAda", _writer("gmail"), None)
    assert f"{long} next." in html
    assert "Best,<br>\nAda" in html


def _writer(client: str, language: str = "en") -> Person:
    return ADA.model_copy(update={"client": client, "language": language})
