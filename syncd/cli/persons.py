"""`syncd people merge`, `split` and `forget`: your own word on who is who."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import NoReturn

import click

from syncd import wiring
from syncd.cli.base import Code, Session, at_option, json_option, print_json
from syncd.cli.lines import say
from syncd.cli.who import said_since
from syncd.compose import words
from syncd.identities import SAID
from syncd.model import Person
from syncd.model.names import key
from syncd.people.history import Past
from syncd.store.forgetting import Removed, forget
from syncd.store.persons import CONFIG

_MOST_CHARS = 254


@click.command()
@click.argument("addresses", nargs=-1, required=True)
@at_option
@json_option
@click.pass_obj
def merge(
    session: Session, *, addresses: tuple[str, ...], at: datetime | None, as_json: bool
) -> None:
    """Take ADDRESSES for one person, listed under the first."""
    with session.look(at, offline=True) as parts:
        named = [_address(parts, one) for one in addresses]
        if len(set(named)) < 2:
            _refuse(
                "Name two addresses or more: syncd people merge ada@work.example ada@home.example"
            )
        now = parts.clock.now()
        parts.store.persons.merge(list(dict.fromkeys(named)), now)
        _note_said(parts, now)
        person = Past(parts.store, parts.loaded.settings.user).person(named[0])
    if as_json:
        print_json({"address": person.main, "addresses": list(person.addresses)})
        return
    say(f"{_label(person)} is one person now: {', '.join(person.addresses)}.")


@click.command()
@click.argument("address")
@click.argument("other", default="")
@at_option
@json_option
@click.pass_obj
def split(
    session: Session, *, address: str, other: str, at: datetime | None, as_json: bool
) -> None:
    """Take ADDRESS for somebody else than OTHER, or than all that it was joined with; for good."""
    with session.look(at, offline=True) as parts:
        one, now = _address(parts, address), parts.clock.now()
        person = Past(parts.store, parts.loaded.settings.user).person(one)
        others = [_address(parts, other)] if other else [a for a in person.addresses if a != one]
        if not others:
            _refuse(f"{one} is joined with no other address. See `syncd people show {one}`.")
        if one in others:
            _refuse(f"{one} cannot be split from itself.")
        _mind_config(person, one, others)
        parts.store.persons.split(one, others, now)
        _note_said(parts, now)
    if as_json:
        print_json({"address": one, "split_from": others})
        return
    say(f"{one} is somebody else than {words.listed(others)} now, and is not joined with it again.")


@click.command(name="forget")
@click.argument("address")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--only", is_flag=True, help="This address only, not the person's others.")
@at_option
@json_option
@click.pass_obj
def forget_person(
    session: Session,
    *,
    address: str,
    yes: bool,
    only: bool,
    at: datetime | None,
    as_json: bool,
) -> None:
    """Remove all that is known of ADDRESS, and never learn it again.

    What stays is a salted hash, by which it is known what not to learn. The letters that are in
    your mailbox are yours, and stay.
    """
    with session.look(at, offline=True) as parts:
        user, now = parts.loaded.settings.user, parts.clock.now()
        one = _address(parts, address, known=True)
        person = Past(parts.store, user).person(one)
        theirs = (one,) if only else person.addresses
        if not yes:
            question = f"Forget {words.listed(theirs)} for good?"
            if not click.confirm(question, err=True):
                click.echo("Nothing was forgotten.", err=True)
                raise click.exceptions.Exit(Code.FAILED)
        called = _called(parts, theirs)
        removed = forget(parts.store.engine, theirs, called, user.is_me, now)
        _note_said(parts, now)
    if as_json:
        print_json({"addresses": list(theirs), "removed": asdict(removed)})
        return
    say(f"Forgotten: {words.listed(theirs)}. Removed: {_counts(removed)}.")
    say("Letters that are in your mailbox are yours, and stay.")


def _address(parts: wiring.Parts, said: str, *, known: bool = False) -> str:
    """An address as it may be spoken of here: somebody else's, and of nobody forgotten."""
    address = said.strip().lower()
    local, at, domain = address.rpartition("@")
    if (
        not (local and at and domain)
        or len(address) > _MOST_CHARS
        or any(map(str.isspace, address))
    ):
        _refuse(f'"{said[:80]}" is no mail address.')
    if parts.loaded.settings.user.is_me(address):
        _refuse(f"{address} is yours: see [me] addresses in your config.")
    if not known and (told := said_since(parts, address)):
        _refuse(told)
    return address


def _mind_config(person: Person, one: str, others: list[str]) -> None:
    """What the config joins is not split elsewhere: the two would contradict each other."""
    for joined in person.evidence:
        pair = {joined.address, joined.other}
        if joined.kind == CONFIG and one in pair and pair & set(others):
            both = f'["{joined.address}", "{joined.other}"]'
            _refuse(f"Your config says that they are one: take {both} out of [[people]] first.")


def _called(parts: wiring.Parts, theirs: tuple[str, ...]) -> list[str]:
    """The full names that they go by, to be found in letters."""
    cards = parts.store.contacts.of_all(theirs)
    names = [name for found in parts.store.persons.names(theirs).values() for name in found]
    names += [card.name for card in cards.values()]
    return sorted({name for name in names if key(name)})


def _note_said(parts: wiring.Parts, now: datetime) -> None:
    """A daemon that runs looks again in its next round."""
    parts.store.accounts.set_fact(SAID, f"{now.isoformat()} {_said_before(parts) + 1}")


def _said_before(parts: wiring.Parts) -> int:
    """Two words within one moment are still two."""
    count = parts.store.accounts.fact(SAID).rpartition(" ")[2]
    return int(count) if count.isdigit() else 0


def _counts(removed: Removed) -> str:
    counted = {
        "mail": removed.messages,
        "card": removed.contacts,
        "past meeting": removed.meetings,
        "promise": removed.promises,
        "note": removed.notes,
        "letter's text": removed.letters,
        "join": removed.joins,
    }
    told = [
        f"{number} letters' texts"
        if thing.startswith("letter") and number > 1
        else words.count(number, thing, words=False)
        for thing, number in counted.items()
        if number
    ]
    return words.listed(told) if told else "nothing, it was not known"


def _label(person: Person) -> str:
    return f"{person.name} <{person.main}>" if person.name else person.main


def _refuse(told: str) -> NoReturn:
    say(f"syncd: {told}", hang=2, err=True)
    raise click.exceptions.Exit(Code.WRONG)
