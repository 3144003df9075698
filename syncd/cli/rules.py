"""`syncd rules`: try the rules on the meetings that were and are to come, and look them over."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import click

import rules as judgement
from rules.compare import changes, nearest_misses, totals
from rules.lint import lint as look_over
from syncd import wiring
from syncd.agenda import Judged
from syncd.cli.base import (
    Code,
    Session,
    at_option,
    json_option,
    offline_option,
    print_json,
)
from syncd.compose.render import hang
from syncd.model import MeetingKey
from syncd.model.moments import parse_duration
from syncd.text.snippet import shorten

_SHOWN_OF_A_RULE = 8
_SHOWN_MISSES = 15


class Length(click.ParamType[timedelta]):
    """A length of time in the config's notation."""

    name = "length"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Text to a timedelta."""
        if isinstance(value, timedelta):
            return value
        try:
            return parse_duration(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.group()
def rules() -> None:
    """Try your rules before they do anything, and look them over."""


def since_option(command: click.decorators.FC) -> click.decorators.FC:
    """``--since``: how far back meetings are looked at."""
    return click.option(
        "--since",
        type=Length(),
        default="180d",
        show_default=True,
        metavar="LENGTH",
        help="How far back to look.",
    )(command)


@rules.command()
@since_option
@click.option(
    "--diff",
    "other",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Show only what the rules of this other config file would change.",
)
@at_option
@offline_option
@json_option
@click.pass_obj
def test(
    session: Session,
    *,
    since: timedelta,
    other: str | None,
    at: datetime | None,
    offline: bool,
    as_json: bool,
) -> None:
    """Run the rules over past and coming meetings: what would have been briefed, and by which."""
    with session.look(at, offline=offline) as parts:
        now = parts.clock.now()
        judged = parts.agenda.between(now - since, now + parts.agenda.look_ahead, now)
        if other:
            _show_changes(parts, wiring.load(Path(other)).rules, judged, as_json)
        elif as_json:
            print_json([_judged_json(one) for one in judged])
        else:
            _show_by_rule(parts, judged)


def _show_by_rule(parts: wiring.Parts, judged: list[Judged]) -> None:
    by_rule: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        if one.verdict.networking:
            by_rule[one.verdict.rule].append(one)
    for name, found in by_rule.items():
        click.echo(click.style(f"{name}: {len(found)}", bold=True))
        for one in found[-_SHOWN_OF_A_RULE:]:
            click.echo(f"  {_line(parts, one)}")
        if len(found) > _SHOWN_OF_A_RULE:
            click.echo(f"  and {len(found) - _SHOWN_OF_A_RULE} before")
    _show_others(parts, judged)
    _show_misses(parts, judged)
    total = sum(map(len, by_rule.values()))
    click.echo(f"\n{total} of {len(judged)} meetings are networking.")


def _show_others(parts: wiring.Parts, judged: list[Judged]) -> None:
    counted = totals(parts.loaded.rules, [one.facts for one in judged])
    by_name = {rule.name: rule.networking for rule in parts.loaded.rules.rules}
    click.echo(click.style("\nNot networking:", bold=True))
    for name, count in counted.most_common():
        if not by_name.get(name, False):
            click.echo(f"  {count:4}  {name or 'no rule holds'}")


def _show_misses(parts: wiring.Parts, judged: list[Judged]) -> None:
    by_key = {one.meeting.key: one for one in judged}
    found = nearest_misses(parts.loaded.rules, [one.facts for one in judged], len(judged))
    # A weekly meeting is missed every week for the same reason: once is enough.
    once = {(by_key[miss.key].meeting.title, miss.rule): miss for miss in found}
    if once:
        click.echo(click.style("\nNearly, but for one condition:", bold=True))
    for miss in list(once.values())[:_SHOWN_MISSES]:
        click.echo(f"  {_line(parts, by_key[miss.key])}")
        click.echo(hang(f'"{miss.rule}" wants: {miss.condition}', indent=6))


def _show_changes(
    parts: wiring.Parts, after: judgement.Rules, judged: list[Judged], as_json: bool
) -> None:
    by_key = {one.meeting.key: one for one in judged}
    found = changes(parts.loaded.rules, after, [one.facts for one in judged])
    if as_json:
        print_json([{"meeting": _key_json(c.key), "change": str(c)} for c in found])
        return
    for change in found:
        click.echo(_line(parts, by_key[change.key]))
        click.echo(hang(str(change), indent=6))
    click.echo(f"{len(found)} of {len(judged)} meetings would be judged differently.")


@rules.command()
@since_option
@at_option
@offline_option
@json_option
@click.pass_obj
def lint(
    session: Session, *, since: timedelta, at: datetime | None, offline: bool, as_json: bool
) -> None:
    """Find rules that are never reached, never matched, or contradict each other."""
    with session.look(at, offline=offline) as parts:
        now = parts.clock.now()
        judged = parts.agenda.between(now - since, now + parts.agenda.look_ahead, now)
        found = look_over(parts.loaded.rules, [one.facts for one in judged])
    if as_json:
        print_json(found)
    else:
        for sentence in found:
            click.echo(hang(f"- {sentence}", indent=0))
        if not found:
            click.echo("Nothing odd about these rules.")
    if found:
        raise click.exceptions.Exit(Code.FAILED)


def _line(parts: wiring.Parts, one: Judged) -> str:
    start = one.meeting.start.astimezone(parts.loaded.settings.user.timezone)
    return f"{start:%a %d %b %Y %H:%M}  {shorten(one.meeting.title, 60)}"


def _judged_json(one: Judged) -> dict[str, object]:
    return {
        **_key_json(one.meeting.key),
        "title": one.meeting.title,
        "start": one.meeting.start.isoformat(),
        "networking": one.verdict.networking,
        "rule": one.verdict.rule or None,
        "reasons": list(one.verdict.reasons),
    }


def _key_json(key: MeetingKey) -> dict[str, object]:
    return {"uid": key.uid, "recurrence_id": key.recurrence_iso()}
