"""`syncd reach-out` and `syncd intro --draft`: letters of yours, left in your drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

import click

from syncd import wiring
from syncd.cli.base import (
    Code,
    Session,
    at_option,
    called,
    json_option,
    offline_option,
    print_json,
)
from syncd.cli.lines import moment_words, say
from syncd.cli.show import delivery_json, letter_text, part_of
from syncd.introductions import Left, Prepared
from syncd.model import Address
from syncd.people.reach import Reach, Target, targets, ways
from syncd.text.snippet import shorten

_NAME_CHARS = 60
_WORDS_CHARS = 300


def leave_request(
    session: Session,
    parts: wiring.Parts,
    target: Target,
    found: Sequence[Reach],
    *,
    via: str | None,
    about: str | None,
    as_json: bool,
) -> None:
    """Leave an introduction request to the one who could best introduce you, or to ``via``."""
    _refuse(parts, target.who.address)
    if target.known.personally and via is None:
        # The best way is often the one who has introduced you already.
        yourself = f'{called()} reach-out {target.who.address} --about "…"'
        _tell(f"You already know {_name(target.known.who)}, so a letter of your own may do.")
        _tell(f"Write it with {yourself}, or name whom to ask with --via. Nothing was written.")
        raise click.exceptions.Exit(Code.WRONG)
    connector = _connector(parts, target, found, via)
    words = _about(parts, target.known.who, about)
    prepared = parts.introductions.request(connector, target.known.who, words, parts.clock.now())
    _leave(session, parts, prepared, as_json=as_json)


@click.command("reach-out")
@click.argument("address")
@click.option("--about", metavar="WORDS", help="The concrete issue: a few words, or a sentence.")
@click.option("--dry-run", is_flag=True, help="Only show the letter.")
@at_option
@offline_option
@json_option
@click.pass_obj
def reach_out(
    session: Session,
    *,
    address: str,
    about: str | None,
    dry_run: bool,
    at: datetime | None,
    offline: bool,
    as_json: bool,
) -> None:
    """Leave a first letter to ADDRESS in your drafts, once for each thing it is about."""
    wanted = address.strip().lower()
    local, _, domain = wanted.partition("@")
    if not local or not domain or " " in wanted or "@" in domain:
        raise click.UsageError(f'"{shorten(address, 60)}" is no address such as ada@example.org.')
    with session.look(at, offline=offline) as parts:
        _refuse(parts, wanted)
        now = parts.clock.now()
        target = _target(parts, wanted, now)
        words = _about(parts, target.known.who, about)
        if not words:
            raise click.UsageError('Say what it is about: --about "your open data prize".')
        _tell_known(parts, target, now)
        prepared = parts.introductions.first_contact(target.known.who, words, now)
        if dry_run:
            _show(prepared, as_json=as_json, left="shown")
        else:
            _leave(session, parts, prepared, as_json=as_json)


def _refuse(parts: wiring.Parts, address: str) -> None:
    if reason := parts.introductions.refusal(address):
        _wrong(reason)


def _target(parts: wiring.Parts, address: str, now: datetime) -> Target:
    user = parts.loaded.settings.user
    (target,) = targets(parts.store, user, address, now)
    return target


def _about(parts: wiring.Parts, person: Address, about: str | None) -> str:
    """What you say it is about, else why you want to meet them."""
    if about and about.strip():
        return shorten(about, _WORDS_CHARS)
    wishes = parts.loaded.settings.wishes
    return next((wish.why for wish in wishes if wish.means(person) and wish.why), "")


def _connector(
    parts: wiring.Parts, target: Target, found: Sequence[Reach], via: str | None
) -> Address:
    """Whom to ask: the one that was named, else the best way there is."""
    them = _name(target.known.who)
    if via is None:
        if not found:
            _tell(f"Nobody you know has been seen together with {them}.")
            yourself = f'{called()} reach-out {target.who.address} --about "…"'
            _tell(f"Name someone with --via, or write yourself: {yourself}")
            raise click.exceptions.Exit(Code.FAILED)
        return found[0].yours.who
    wanted = via.strip().lower()
    way = next((way for way in found if wanted in way.tie.addresses), None)
    if way:
        return way.yours.who
    if "@" not in wanted.strip("@"):
        _wrong(f'--via "{shorten(via, 60)}" is no address. {_who_could(found, them)}')
    if wanted in target.addresses:
        _wrong(f"{wanted} is {them}, whom you want to meet. {_who_could(found, them)}")
    _refuse(parts, wanted)
    _tell(f"{wanted} has not been seen together with {them}; you will know better.")
    return _target(parts, wanted, parts.clock.now()).known.who


def _who_could(found: Sequence[Reach], them: str) -> str:
    if not found:
        return f"Nobody you know has been seen together with {them}."
    return f"These could introduce you: {', '.join(way.yours.who.address for way in found[:3])}."


def _tell_known(parts: wiring.Parts, target: Target, now: datetime) -> None:
    """Say first what makes a cold letter unnecessary."""
    known, them = target.known, _name(target.known.who)
    if known.personally:
        zone = parts.loaded.settings.user.timezone
        last = max((m for m in (known.last, known.last_meeting) if m), default=None)
        when = f", last on {moment_words(last, zone)}" if last else ""
        _tell(f"You already know {them}{when}; the letter says nothing of who you are.")
        return
    found = ways(parts.store, parts.loaded.settings.user, [target], now)
    if found:
        who = _name(found[0].yours.who)
        _tell(f"{who} knows them: {called()} intro {target.who.address} --draft")


def _leave(session: Session, parts: wiring.Parts, prepared: Prepared, *, as_json: bool) -> None:
    now = parts.clock.now()
    left, reason = parts.introductions.leave(prepared.delivery, now, watched=session.watched)
    shown = left in (Left.NEW, Left.WAITING, Left.FAILED)
    if shown or as_json:
        _show(prepared, as_json=as_json, left=left.value)
    if shown and prepared.offer and prepared.offer.finding:
        finding = prepared.offer.finding
        # Their words stay between you two, so the letter does not say why the offer fits.
        _tell(f'Your offer fits what they wrote: "{finding.text}" ({finding.source.title}).')
    account = prepared.delivery.account
    _tell(_LEFT[left].format(account=account, reason=reason))
    if left is Left.FAILED:
        raise click.exceptions.Exit(Code.FAILED)


_LEFT = {
    Left.NEW: "It is in your drafts ({account}). It is yours now; nothing is sent.",
    Left.THERE: "That draft is in your drafts already ({account}); nothing was done.",
    Left.GONE: "You have deleted or sent that draft, so it is not made again.",
    Left.WAITING: "syncd is running and will put it into your drafts within a minute.",
    Left.FAILED: "It is kept, and tried again by `syncd run`: {reason}",
}


def _show(prepared: Prepared, *, as_json: bool, left: str) -> None:
    letter = prepared.delivery.letter
    if as_json:
        parts = {"text": part_of(letter, "plain"), "html": part_of(letter, "html")}
        print_json(delivery_json(prepared.delivery) | {"left": left} | parts)
    else:
        click.echo(letter_text(letter))


def _name(person: Address) -> str:
    return shorten(person.label, _NAME_CHARS)


def _tell(sentence: str) -> None:
    say(f"syncd: {sentence}", hang=2, err=True)


def _wrong(sentence: str) -> NoReturn:
    _tell(sentence)
    raise click.exceptions.Exit(Code.WRONG)
