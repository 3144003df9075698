"""`syncd intro`: who could introduce you to someone, and why they could."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

import click

from syncd.cli.base import Code, Session, at_option, json_option, offline_option, print_json
from syncd.cli.lines import say
from syncd.cli.reach_out import leave_request
from syncd.cli.show import iso, source_json
from syncd.compose import words
from syncd.compose.render import hang
from syncd.model import Source
from syncd.people.reach import Known, Reach, Target, targets, ways
from syncd.text.snippet import shorten

_MOST_EVIDENCE = 5
_TITLE_CHARS = 50


@click.command()
@click.argument("whom", nargs=-1, required=True)
@click.option("--draft", is_flag=True, help="Leave an introduction request in your drafts, once.")
@click.option("--via", metavar="ADDRESS", help="Who is to be asked. Default: the best way.")
@click.option("--about", metavar="WORDS", help="Why now: it stands in the request.")
@at_option
@offline_option
@json_option
@click.pass_obj
def intro(
    session: Session,
    *,
    whom: tuple[str, ...],
    draft: bool,
    via: str | None,
    about: str | None,
    at: datetime | None,
    offline: bool,
    as_json: bool,
) -> None:
    """Say who could introduce you to WHOM: an address, a name, a domain or a company."""
    if (via or about) and not draft:
        raise click.UsageError("--via and --about go with --draft.")
    asked = " ".join(whom).strip()
    if not asked:
        raise click.UsageError("Name somebody: an address, a name, a domain or a company.")
    with session.look(at, offline=offline) as parts:
        now, user = parts.clock.now(), parts.loaded.settings.user
        meant = targets(parts.store, user, asked, now)
        found = ways(parts.store, user, meant, now)
        if draft and len(meant) == 1:
            leave_request(session, parts, meant[0], found, via=via, about=about, as_json=as_json)
            return
    if not meant:
        mine = user.is_me(asked.lower())
        nobody = f'Your mail has nobody who fits "{shorten(asked, 60)}".'
        say(f"syncd: {'That is your own address.' if mine else nobody}", hang=2, err=True)
        raise click.exceptions.Exit(Code.WRONG)
    if as_json:
        print_json({"targets": [_target_json(t) for t in meant], "ways": list(map(_json, found))})
        return
    _tell(_Words(user.timezone), meant, found, asked)
    if draft:
        say("syncd: Nothing was written: say which of them, by address.", hang=2, err=True)
        raise click.exceptions.Exit(Code.WRONG)


def _tell(words_: _Words, meant: tuple[Target, ...], found: list[Reach], whom: str) -> None:
    for target in meant:
        if target.known.personally:
            who, known = _full(target), words_.known(target.known)
            click.echo(hang(f"You already know {who}: {known}.", indent=0))
    if len(meant) > 1:
        click.echo(hang(f'"{shorten(whom, 60)}" may be {len(meant)} people:', indent=0))
        for target in meant:
            click.echo(hang(words_.told_apart(target), "-", indent=2, column=2))
    for way in found:
        click.echo(hang(words_.why(way, several=len(meant) > 1), "-", indent=0, column=2))
    lost = [target for target in meant if not any(way.target is target for way in found)]
    if lost:
        names = words.listed([_name(target) for target in lost])
        click.echo(hang(f"Nobody you know has been seen together with {names}.", indent=0))


class _Words:
    """Puts ties into words; dates are those of a zone."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def known(self, known: Known) -> str:
        """``3 mails from them, 2 from you, last 12 Nov 2026; you met twice, last 3 Nov 2026``"""
        parts = []
        if known.mails_from or known.mails_to:
            last = f", last {self._day(known.last)}" if known.last else ""
            mails = words.count(known.mails_from, "mail", words=False)
            parts.append(f"{mails} from them, {known.mails_to} from you{last}")
        if known.last_meeting:
            times = words.times(known.meetings)
            parts.append(f"you met {times}, last {self._day(known.last_meeting)}")
        return "; ".join(parts) or "no mail and no meeting between you"

    def why(self, way: Reach, *, several: bool) -> str:
        """``Jonas Weber <…>: 7 mails …; seen together with Ada twice, last in mail "Intro"``"""
        tie, them = way.tie, _name(way.target)
        to = f" (to {_full(way.target)})" if several else ""
        seen = words.times(len(tie.evidence))
        who = f"{shorten(way.yours.who.label, 60)} <{shorten(tie.who.address, 80)}>"
        last = self._source(tie.evidence[0])
        return (
            f"{who}{to}: {self.known(way.yours)}; seen together with {them} {seen}, last in {last}"
        )

    def told_apart(self, target: Target) -> str:
        """``Ada Lindqvist <…>, Head of Data, Nordwind; by address book "Nordwind"``"""
        role = f", {shorten(target.role, 80)}" if target.role else ""
        at = f"; by {self._source(target.at)}" if target.at else ""
        return f"{_full(target)}{role}: {self.known(target.known)}{at}"

    def _source(self, source: Source) -> str:
        day = f", {self._day(source.date)}" if source.date else ""
        kind = "address book" if source.kind == "contact" else source.kind
        return f'{kind} "{shorten(source.title, _TITLE_CHARS)}"{day}'

    def _day(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%d %b %Y}"


def _name(target: Target) -> str:
    return shorten(target.known.who.label, 60)


def _full(target: Target) -> str:
    name, address = _name(target), shorten(target.who.address, 80)
    return address if name == address else f"{name} <{address}>"


def _json(way: Reach) -> dict[str, Any]:
    return _known_json(way.yours) | {
        "address": way.tie.who.address,
        "addresses": list(way.tie.addresses),
        "to": way.target.who.address,
        "to_you": round(way.tie.to_you, 3),
        "to_them": round(way.tie.to_them, 3),
        "reach": round(way.tie.reach, 3),
        "together": len(way.tie.evidence),
        "evidence": [source_json(source) for source in way.tie.evidence[:_MOST_EVIDENCE]],
    }


def _target_json(target: Target) -> dict[str, Any]:
    return _known_json(target.known) | {
        "address": target.who.address,
        "addresses": list(target.addresses),
        "role": target.role,
        "already_known": target.known.personally,
        "at": source_json(target.at) if target.at else None,
    }


def _known_json(known: Known) -> dict[str, Any]:
    return {
        "address": known.who.address,
        "name": known.who.name,
        "mails_from": known.mails_from,
        "mails_to": known.mails_to,
        "last": iso(known.last),
        "meetings": known.meetings,
        "last_meeting": iso(known.last_meeting),
    }
