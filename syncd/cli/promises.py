"""`syncd promises`: what you owe the people you meet, and they owe you."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

import click

from syncd import wiring
from syncd.cli.base import Code, Session, at_option, json_option, offline_option, print_json
from syncd.cli.show import iso
from syncd.compose.render import hang
from syncd.logs import configure
from syncd.model import Promise, PromiseState
from syncd.people.history import Past
from syncd.text.snippet import shorten


@click.group(invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help="Also what is kept, done or dropped.")
@at_option
@offline_option
@json_option
@click.pass_context
def promises(
    ctx: click.Context, *, everything: bool, at: datetime | None, offline: bool, as_json: bool
) -> None:
    """List what is promised and open between you and the people you meet."""
    if ctx.invoked_subcommand:
        return
    with ctx.obj.look(at, offline=offline) as parts:
        _list(parts, everything=everything, as_json=as_json)


@promises.command()
@click.argument("number", type=int)
@at_option
@click.pass_obj
def done(session: Session, number: int, at: datetime | None) -> None:
    """Promise NUMBER is kept, though the mail does not show it."""
    _settle(session, number, PromiseState.DONE, at)


@promises.command()
@click.argument("number", type=int)
@at_option
@click.pass_obj
def drop(session: Session, number: int, at: datetime | None) -> None:
    """Promise NUMBER is not to be kept any more, or was none."""
    _settle(session, number, PromiseState.DROPPED, at)


def _settle(session: Session, number: int, state: PromiseState, at: datetime | None) -> None:
    configure(quiet=True)
    with session.look(at, offline=True) as parts:
        promise = parts.store.promises.numbered(number)
        if promise is None:
            click.echo(f"syncd: There is no promise {number}. See `syncd promises`.", err=True)
            raise click.exceptions.Exit(Code.WRONG)
        parts.store.promises.settle(number, state, parts.clock.now())
    click.echo(f'{state.value.capitalize()}: "{promise.text}"')


def _list(parts: wiring.Parts, *, everything: bool, as_json: bool) -> None:
    now = parts.clock.now()
    parts.cycle.ledger.catch_up(parts.agenda.entries(now), now)
    states = () if everything else (PromiseState.OPEN,)
    known = parts.store.promises.all(*states)
    names = {person: _name(parts, person, now) for person in {p.person for p in known}}
    if as_json:
        print_json([_json(promise, names[promise.person]) for promise in known])
        return
    zone = parts.loaded.settings.user.timezone
    for by_me, heading in ((True, "You promised"), (False, "Promised to you")):
        listed = [promise for promise in known if promise.by_me is by_me]
        if listed:
            click.echo(heading)
        for promise in listed:
            click.echo(_line(promise, names[promise.person], zone))
    if not known:
        click.echo("Nothing is open between you and the people you meet.")


def _line(promise: Promise, name: str, zone: tzinfo) -> str:
    """``  3  Ada Lindqvist: "I will send you the checklist"; 5 Nov, mail "Coffee?"``"""
    made = f"{promise.made_at.astimezone(zone):%d %b %Y}"
    due = f", due {promise.due:%d %b}" if promise.due else ""
    state = "" if promise.state is PromiseState.OPEN else f", {promise.state}"
    title = f' "{shorten(promise.source.title, 50)}"' if promise.source.title else ""
    told = f'{name}: "{promise.text}"; {made}, {promise.source.kind}{title}{due}{state}'
    return hang(told, f"{promise.number:>3}", column=5)


def _name(parts: wiring.Parts, person: str, now: datetime) -> str:
    known = Past(parts.store, parts.loaded.settings.user).acquaintance(person, now)
    return shorten(known.name, 60) or person


def _json(promise: Promise, name: str) -> dict[str, Any]:
    return {
        "number": promise.number,
        "person": promise.person,
        "name": name,
        "by": "me" if promise.by_me else "them",
        "text": promise.text,
        "made_at": iso(promise.made_at),
        "due": promise.due.isoformat() if promise.due else None,
        "state": promise.state.value,
        "settled_at": iso(promise.settled_at),
        "source": {"kind": promise.source.kind, "title": promise.source.title},
    }
