"""TOML tables -> Rules; every mistake at once, each with its TOML path."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from rules.check import Check
from rules.conditions import checks
from rules.cover import covers, impossible
from rules.people import read as read_people
from rules.rule import Rule, Rules
from rules.table import BriefTable, FollowUpTable, RuleTable
from syncd.errors import ConfigError, Problem
from syncd.model import BriefWish, FollowUpWish, Wants
from syncd.model.validation import dotted
from syncd.model.validation import problems as told

_LEAD = timedelta(hours=4)
_DELAY = timedelta(hours=1)
_SHIPPED = "shipped"
_NOT_FALSE = "Input should be False"
_NOT_TABLE = "Input should be a valid dictionary or instance"
_TAKEN = "is already the name of {}; each rule has its own."


def load(
    tables: Sequence[Mapping[str, Any]],
    *,
    people: Sequence[Mapping[str, Any]] = (),
    shipped: bool = True,
    defaults: Wants,
) -> Rules:
    """Make rules ready: the guards, your people, your rules, then the shipped ones.

    ``tables`` are the ``[[rules]]``, ``people`` the ``[[people]]`` of the config. A rule of yours
    with the name of a shipped one takes its place. Raises ConfigError with every mistake.
    """
    loaded, mistakes = check(tables, people=people, shipped=shipped, defaults=defaults)
    if loaded is None:
        raise ConfigError(mistakes, message="The rules have mistakes.")
    return loaded


def check(
    tables: Sequence[Mapping[str, Any]],
    *,
    people: Sequence[Mapping[str, Any]] = (),
    shipped: bool = True,
    defaults: Wants,
) -> tuple[Rules | None, list[Problem]]:
    """As `load`, but the mistakes are handed back: rules, or everything that is wrong with them."""
    mistakes: list[Problem] = []
    yours = _rules(tables, defaults, mistakes, yours=True)
    mistakes += _oddities(yours)
    by_person, leads, wrong = read_people(people, defaults)
    mistakes += wrong
    if mistakes:
        return None, mistakes
    taken = {rule.name for rule in yours}
    guards, rest = _shipped()
    first = _rules(guards, defaults, mistakes)
    last = _rules(rest, defaults, mistakes) if shipped else []
    assert not mistakes, mistakes
    kept = [[r for r in part if r.name not in taken] for part in (first, last)]
    return Rules((*kept[0], *by_person, *yours, *kept[1]), leads), []


def schema() -> dict[str, Any]:
    """JSON Schema of one ``[[rules]]`` table, for editors."""
    return RuleTable.model_json_schema()


@cache
def _shipped() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The guards and the other rules of defaults.toml."""
    tables = tomllib.loads((files("rules") / "defaults.toml").read_text("utf-8"))
    return tables["guards"], tables["rules"]


def _rules(
    tables: Sequence[Mapping[str, Any]],
    defaults: Wants,
    mistakes: list[Problem],
    *,
    yours: bool = False,
) -> list[Rule]:
    made: list[Rule] = []
    for place, table in enumerate(tables):
        path = dotted("rules", place)
        try:
            read = RuleTable.model_validate(table)
        except ValidationError as error:
            mistakes += _told(error, path)
            continue
        made.append(_rule(read, defaults, path if yours else _SHIPPED))
    return made


def _told(error: ValidationError, path: str) -> list[Problem]:
    """The mistakes; the other half of "a table or false" is no news beside one in the table."""
    found = [p for p in told(error, path, RuleTable) if not p.message.startswith(_NOT_TABLE)]
    return [
        replace(problem, message='a table such as { lead = "4h" }, or false for none.')
        if problem.message == _NOT_FALSE
        else problem
        for problem in found
        if problem.message != _NOT_FALSE
        or not any(other.path.startswith(problem.path + ".") for other in found)
    ]


def _oddities(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Rules that can never decide anything."""
    for place, rule in enumerate(rules):
        if problem := impossible(rule.checks):
            yield Problem(rule.origin, f'"{rule.name}"', f"{problem}.")
        for earlier in rules[:place]:
            if earlier.name == rule.name:
                yield Problem(
                    f"{rule.origin}.name", f'"{rule.name}"', _TAKEN.format(earlier.origin)
                )
                break
            if covers(earlier, rule):
                reason = f'is never reached: {earlier.origin}, "{earlier.name}", matches it all.'
                yield Problem(rule.origin, f'"{rule.name}"', reason)
                break


def _rule(table: RuleTable, defaults: Wants, origin: str) -> Rule:
    conditions: tuple[Check, ...] = tuple(checks(table))
    wants = _wants(table, defaults) if table.networking else Wants(tags=tuple(table.tags))
    return Rule(table.name, conditions, table.networking, wants, origin)


def _wants(table: RuleTable, defaults: Wants) -> Wants:
    return Wants(
        brief=_brief(table.brief, defaults.brief),
        follow_up=_follow_up(table.follow_up, defaults.follow_up),
        keep_in_touch=table.keep_in_touch,
        style=table.style or "",
        tags=tuple(table.tags),
    )


def _brief(table: BriefTable | bool | None, default: BriefWish | None) -> BriefWish | None:
    if table is None:
        return default
    if isinstance(table, bool):
        return None
    usual = default or BriefWish(_LEAD)
    leads = sorted(set(table.lead), reverse=True) if table.lead else [usual.lead, *usual.again]
    return BriefWish(leads[0], tuple(leads[1:]), table.deliver or usual.deliver)


def _follow_up(
    table: FollowUpTable | bool | None, default: FollowUpWish | None
) -> FollowUpWish | None:
    if table is None:
        return default
    if isinstance(table, bool):
        return None
    usual = default or FollowUpWish(_DELAY)
    return FollowUpWish(
        delay=usual.delay if table.delay is None else table.delay,
        template=table.template or usual.template,
        tone=table.tone or usual.tone,
        each=usual.each if table.each is None else table.each,
    )
