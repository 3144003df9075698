"""`syncd intro`: who could introduce you to someone, why, and who is meant."""

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
JONAS = an_address("jonas@weber.example", "Jonas Weber")
CONTACTS = """
[accounts.book]
kind = "vcard"
path = "{home}/contacts"
"""


def put(world: World, sender: Any, *to: Any, days: float, subject: str = "Hello", **more: Any):
    folder = ".Sent" if sender == ME else ""
    date = TEN - timedelta(days=days)
    text = more.pop("text", "Hello.\n")
    raw = a_message(text, subject=subject, sender=sender, to=list(to), date=date, **more)
    world.put_mail(raw, folder)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Jonas has brought Ada and you together, and you have written with him only."""
    made = World(tmp_path)
    put(made, JONAS, an_address(), an_address(ME), days=20, subject="Intro: Ada <> Robin")
    put(made, ME, JONAS, days=19)
    return made


def syncd(world: World, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(world.config), *words, "--at", EARLY])


def told(world: World, whom: str) -> str:
    done = syncd(world, "intro", whom)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def found(world: World, whom: str) -> Any:
    done = syncd(world, "intro", whom, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("whom", [ADA, "Lindqvist", "ada lind", "nordwind.example", "Nordwind"])
def test_who_could_introduce_you_is_told_with_the_reason(world: World, whom: str):
    (way,) = found(world, whom)["ways"]
    assert (way["address"], way["to"]) == (JONAS.address, ADA)
    assert (way["mails_from"], way["mails_to"]) == (1, 1)
    (evidence,) = way["evidence"]
    assert (evidence["kind"], evidence["title"]) == ("mail", "Intro: Ada <> Robin")
    assert told(world, whom) == (
        "- Jonas Weber <jonas@weber.example>: 1 mail from them, 1 from you, last 05 Nov 2026; "
        "seen together with Ada Lindqvist once, "
        'last in mail "Intro: Ada <> Robin", 04 Nov 2026'
    )


def test_whom_you_know_already_is_said_first(world: World):
    put(world, ADA, ME, days=12)
    put(world, ME, an_address(), days=11)
    assert told(world, ADA).startswith(
        "You already know Ada Lindqvist <ada@nordwind.example>: 1 mail from them, 1 from you, "
        "last 13 Nov 2026. - Jonas Weber"
    )
    (target,) = found(world, ADA)["targets"]
    assert target["already_known"] is True


def test_whom_you_know_already_is_not_asked_for_unless_you_say_whom_to_ask(world: World):
    put(world, ADA, ME, days=12)
    put(world, ME, an_address(), days=11)
    done = syncd(world, "intro", ADA, "--draft")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "You already know Ada Lindqvist" in done.stderr
    assert "reach-out ada@nordwind.example" in done.stderr
    assert world.drafts("introduction") == []
    assert syncd(world, "intro", ADA, "--draft", "--via", JONAS.address).exit_code == 0
    assert len(world.drafts("introduction")) == 1


@pytest.mark.parametrize("via", ["Jonas Weber", ADA])
def test_who_cannot_be_asked_is_told_with_who_can(world: World, via: str):
    done = syncd(world, "intro", ADA, "--draft", "--via", via)
    assert done.exit_code == 2
    assert JONAS.address in done.stderr
    assert world.drafts("introduction") == []


@pytest.mark.parametrize("whom", ["", "  "])
def test_nobody_is_wrong_usage_and_not_everybody(world: World, whom: str):
    done = syncd(world, "intro", whom)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Name somebody" in done.stderr


def test_a_name_needs_no_quotes(world: World):
    assert syncd(world, "intro", "Ada", "Lindqvist").output == syncd(world, "intro", ADA).output


def test_you_cannot_be_introduced_to_yourself(world: World):
    done = syncd(world, "intro", ME)
    assert (done.exit_code, done.stderr) == (2, "syncd: That is your own address.\n")


def test_several_people_of_one_name_are_told_apart(world: World):
    other = an_address("ada.lindqvist@tidemark.example", "Ada Lindqvist")
    put(world, other, ME, days=50, subject="Invoice")
    said = told(world, "Ada Lindqvist")
    assert '"Ada Lindqvist" may be 2 people:' in said
    assert "Ada Lindqvist <ada.lindqvist@tidemark.example>: 1 mail from them, 0 from you" in said
    assert "Jonas Weber <jonas@weber.example> (to Ada Lindqvist <ada@nordwind.example>)" in said
    assert {target["address"] for target in found(world, "Ada")["targets"]} == {ADA, other.address}


def test_a_name_is_whole_words(world: World):
    put(world, an_address("adam@example.org", "Adam Novak"), ME, days=50)
    put(world, an_address("news@canada.example", "Canada Tourism"), ME, days=50)
    assert [target["address"] for target in found(world, "lindqvist ada")["targets"]] == [ADA]
    assert syncd(world, "intro", "anada").exit_code == 2


def test_those_with_the_domain_in_their_signature_are_of_it_too(world: World):
    free = an_address("ben.okafor@gmail.com", "Ben Okafor")
    signed = "Yes.\n\nBest,\nBen\n\n-- \nBen Okafor\nDesigner, Nordwind\nwww.nordwind.example\n"
    put(world, free, ME, days=9, subject="Slides", text=signed)
    with world.parts(TEN) as parts:
        parts.cycle.pull(TEN)
        (mail,) = parts.store.mail.between_us([ME], [free.address], TEN)
        parts.letters.reading.whole(mail)
    said = told(world, "nordwind.example")
    assert '"nordwind.example" may be 2 people' in said
    assert "Ben Okafor <ben.okafor@gmail.com>: 1 mail from them" in said
    assert 'by mail "Slides", 15 Nov 2026' in said
    assert len(found(world, "Nordwind")["targets"]) == 2


def test_who_only_writes_about_a_company_is_not_of_it(world: World):
    text = "I met Nordwind, www.nordwind.example.\n\n-- \nZoe Haddad\nDesigner, Tidemark\n"
    zoe = an_address("zoe@gmail.com", "Zoe Haddad")
    put(world, zoe, ME, days=9, text=text)
    with world.parts(TEN) as parts:
        parts.cycle.pull(TEN)
        (mail,) = parts.store.mail.between_us([ME], [zoe.address], TEN)
        parts.letters.reading.whole(mail)
    for whom in ("nordwind.example", "Nordwind"):
        assert [target["address"] for target in found(world, whom)["targets"]] == [ADA]


def test_those_of_a_company_by_the_address_book_are_found(tmp_path: Path):
    world = World(tmp_path, more_config=CONTACTS.format(home=tmp_path))
    (tmp_path / "contacts").mkdir()
    (tmp_path / "contacts" / "cy.vcf").write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:cy\r\nFN:Cy Adeyemi\r\nORG:Nordwind\r\n"
        "TITLE:Analyst\r\nEMAIL:cy@posteo.example\r\nEND:VCARD\r\n"
    )
    (target,) = found(world, "nordwind.example")["targets"]
    assert (target["address"], target["role"]) == ("cy@posteo.example", "Analyst, Nordwind")
    assert target["at"]["kind"] == "contact"


def test_nobody_in_between_is_told_so(world: World):
    put(world, an_address("zoe@harbour.example"), ME, days=50)
    said = told(world, "harbour.example")
    assert said == "Nobody you know has been seen together with Zoe."


def test_meetings_are_part_of_the_reason(world: World):
    lunch = an_event("Lunch", TEN - timedelta(days=9), uid="lunch", guests=[JONAS.address])
    world.put_event(lunch, "lunch")
    assert "last 05 Nov 2026; you met once, last 15 Nov 2026; seen together" in told(world, ADA)


def test_somebody_unknown_is_told_so(world: World):
    done = syncd(world, "intro", "Nobody Atall")
    assert done.exit_code == 2
    assert "nobody who fits" in done.output


@pytest.mark.parametrize("whom", ["", "%", "_", ".", "@", "..", "\u202eada", "x" * 5000])
def test_strange_words_find_nobody_and_break_nothing(world: World, whom: str):
    done = syncd(world, "intro", "--", whom)
    assert done.exit_code in (0, 2)
    assert "This should not have happened" not in done.output
