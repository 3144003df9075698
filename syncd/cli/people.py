"""`syncd people`: who is known, and from where."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

import click

from syncd import wiring
from syncd.cli.base import Code, Session, at_option, json_option, offline_option, print_json
from syncd.cli.lines import say
from syncd.cli.persons import forget_person, merge, split
from syncd.cli.show import iso
from syncd.cli.who import day_words, identity_json, identity_lines, said_since, source_words
from syncd.compose import words
from syncd.compose.render import hang
from syncd.model import Finding, Person, Promise, PromiseState
from syncd.people.findings import findings
from syncd.people.history import Past
from syncd.people.reach import targets
from syncd.people.ties import Tie, mutual
from syncd.store.circles import Circles, Exchanged
from syncd.store.ties import Whom
from syncd.text.snippet import shorten

_MOST_READ = 12


class QueryGroup(click.Group):
    """A group whose first word may also be a query: `syncd people ada`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A first word that is no command is looked for."""
        first = next((word for word in args if not word.startswith("-")), "")
        helped = any(word in ("-h", "--help") for word in args)
        if first not in self.commands and not (helped and not first):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=QueryGroup)
def people() -> None:
    """List the people you write with, or show what is known of one.

    `syncd people [QUERY]` is `syncd people list [QUERY]`.
    """


@people.command(name="list")
@click.argument("query", nargs=-1)
@at_option
@offline_option
@json_option
@click.pass_obj
def list_people(
    session: Session, *, query: tuple[str, ...], at: datetime | None, offline: bool, as_json: bool
) -> None:
    """List the people you write to whose name or address has QUERY in it."""
    asked = " ".join(query)
    with session.look(at, offline=offline) as parts:
        found = _each_once(parts, asked, parts.clock.now())
        forgotten = said_since(parts, asked.strip().lower()) if "@" in asked else ""
    if as_json:
        print_json(
            [
                _exchanged_json(known) | {"addresses": list(person.addresses)}
                for known, person in found
            ]
        )
        return
    for known, person in found:
        also = f", also {', '.join(person.addresses[1:])}" if person.addresses[1:] else ""
        name = shorten(known.name, 40) or known.address
        click.echo(f"{name} <{known.address}>{also}: {_mails(known)}")
    if not found:
        nobody = f'Nobody you write to fits "{asked}".' if asked else "You wrote to nobody yet."
        click.echo(forgotten or nobody)


@people.command()
@click.argument("whom", nargs=-1, required=True)
@at_option
@offline_option
@json_option
@click.pass_obj
def show(
    session: Session, *, whom: tuple[str, ...], at: datetime | None, offline: bool, as_json: bool
) -> None:
    """Show what your mail and calendar say of WHOM, each with where it was read.

    WHOM is an address, or a name or part of one that only one person has.
    """
    with session.look(at, offline=offline) as parts:
        now = parts.clock.now()
        told = _known(parts, _meant(parts, " ".join(whom).strip(), now), now)
    if as_json:
        print_json(told)
    else:
        _print_known(told)


people.add_command(merge)
people.add_command(split)
people.add_command(forget_person)


def _meant(parts: wiring.Parts, whom: str, now: datetime) -> str:
    """The address that somebody is asked for by; told and refused when it is not one person's."""
    user = parts.loaded.settings.user
    if "@" in whom.strip("@"):
        address = whom.lower()
        if user.is_me(address):
            _refuse(f"{address} is your own address.")
        return address
    found = targets(parts.store, user, whom, now) if whom else ()
    if len(found) == 1:
        return found[0].who.address
    if not found:
        _refuse(f'Your mail has nobody who fits "{shorten(whom, 60)}".')
    say(f'syncd: Several people fit "{shorten(whom, 60)}"; name one by the address:', err=True)
    for target in found:
        say(f"{shorten(target.known.who.label, 60)} <{target.who.address}>", indent=2, err=True)
    raise click.exceptions.Exit(Code.WRONG)


def _refuse(sentence: str) -> NoReturn:
    say(f"syncd: {sentence}", hang=2, err=True)
    raise click.exceptions.Exit(Code.WRONG)


def _each_once(parts: wiring.Parts, query: str, now: datetime) -> list[tuple[Exchanged, Person]]:
    """Those who fit, one for each person, with the mail under all of their addresses."""
    parts.cycle.identities.join_cards()
    mine, past = _mine(parts), Past(parts.store, parts.loaded.settings.user)
    found = Circles(parts.store.engine).named(mine, query, now)
    people = past.people(known.address for known in found)
    listed: dict[str, tuple[Exchanged, Person]] = {}
    for known in found:
        person = people[known.address]
        if person.main not in listed:
            listed[person.main] = _as_one(parts, known, person, now), person
    return list(listed.values())


def _as_one(parts: wiring.Parts, known: Exchanged, person: Person, now: datetime) -> Exchanged:
    if len(person.addresses) == 1:
        return known
    [tally] = parts.store.ties.tallies(_mine(parts), [Whom(person.addresses, now)])
    name = person.name or known.name
    return Exchanged(person.main, name, tally.mails_from, tally.mails_to, tally.last)


def _mine(parts: wiring.Parts) -> tuple[str, ...]:
    return parts.loaded.settings.user.addresses


def _known(parts: wiring.Parts, address: str, now: datetime) -> dict[str, Any]:
    user = parts.loaded.settings.user
    past = Past(parts.store, user)
    parts.cycle.identities.join_cards()
    parts.cycle.identities.of(address, now)
    person = past.person(address)
    known = past.acquaintance(address, now)
    mails = [parts.letters.reading.exchange(m) for m in past.exchanges([address], now, _MOST_READ)]
    promises = parts.store.promises.of(*person.addresses)
    by, ties = known.introduced_by, mutual(parts.store, user, person.addresses, now)
    identity = identity_json(parts, person, known)
    arranging = {one["address"] for one in identity["assistants"]}
    return identity | {
        "address": address,
        "name": known.name,
        "mails_from": known.mails_from,
        "mails_to": known.mails_to,
        "first_contact": iso(known.first_contact),
        "last_contact": iso(known.last_contact),
        "wrote_first": known.wrote_first,
        "meetings": known.meetings,
        "last_meeting": iso(known.last_meeting),
        "introduced_by": {"address": by.address, "name": by.name} if by else None,
        "introduced_at": iso(known.introduced_at),
        "address_book": {"title": known.title, "organization": known.organization},
        "findings": [
            _finding_json(finding) for finding in findings(mails, address, *person.addresses)
        ],
        "promises": [_promise_json(p) for p in promises if p.state is PromiseState.OPEN],
        "both_know": [_tie_json(tie) for tie in ties if tie.who.address not in arranging],
    }


def _print_known(told: dict[str, Any]) -> None:
    click.echo(f"{shorten(told['name'], 60) or told['address']} <{told['address']}>")
    mails = f"{_count(told['mails_from'])} from them, {_count(told['mails_to'])} from you"
    lines = [("Mail", f"{mails} (your mailbox)")]
    if told["meetings"]:
        last = day_words(told["last_meeting"])
        lines.append(("Met", f"{words.times(told['meetings'])}, last {last} (your calendar)"))
    if told["first_contact"]:
        # Of mail and meetings alike, so it is in neither line.
        first, last = day_words(told["first_contact"]), day_words(told["last_contact"])
        lines.append(("Contact", f"first {first}, last {last}"))
    lines += identity_lines(told)
    if by := told["introduced_by"]:
        name = shorten(by["name"], 60) or by["address"]
        lines.append(("Introduced", f"by {name}, {day_words(told['introduced_at'])} (mail)"))
    book = ", ".join(part for part in told["address_book"].values() if part)
    if book:
        lines.append(("Who", f"{shorten(book, 100)} (your address book)"))
    lines += [(f["kind"].capitalize(), f"{f['text']} ({f['source']})") for f in told["findings"]]
    for promise in told["promises"]:
        who = "you" if promise["by"] == "me" else "they"
        lines.append(("Open", f'{who}: "{promise["text"]}" ({promise["source"]})'))
    for tie in told["both_know"]:
        lines.append(("Both know", f"{tie['name'] or tie['address']} ({tie['evidence'][0]})"))
    for label, text in lines:
        click.echo(hang(text, label, column=12))


def _mails(known: Exchanged) -> str:
    last = f", last {known.last:%d %b %Y}" if known.last else ""
    return f"{_count(known.mails_from)} from them, {_count(known.mails_to)} from you{last}"


def _count(mails: int) -> str:
    return words.count(mails, "mail", words=False)


def _exchanged_json(known: Exchanged) -> dict[str, Any]:
    return {
        "address": known.address,
        "name": known.name,
        "mails_from": known.mails_from,
        "mails_to": known.mails_to,
        "last": iso(known.last),
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {"kind": finding.kind, "text": finding.text, "source": source_words(finding.source)}


def _promise_json(promise: Promise) -> dict[str, Any]:
    by = "me" if promise.by_me else "them"
    return {"by": by, "text": promise.text, "source": source_words(promise.source)}


def _tie_json(tie: Tie) -> dict[str, Any]:
    return {
        "address": tie.who.address,
        "name": tie.who.name,
        "reach": round(tie.reach, 3),
        "evidence": [source_words(source) for source in tie.evidence[:3]],
    }
