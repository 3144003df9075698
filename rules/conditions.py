"""Makes the conditions of a rule out of its table: what each key asks about, and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from rules.check import (
    Check,
    choice_check,
    cue_check,
    flag_check,
    number,
    overlap_check,
    quoted,
    range_check,
    words_check,
)
from rules.facts import Facts
from rules.table import ConditionTable

_Row = TypeVar("_Row")

#: Key -> (as the subject of a sentence, fact).
_WORDS = {
    "title": ("title", "title"),
    "description": ("description", "description"),
    "location": ("location", "location"),
    "calendar": ("calendar", "calendar"),
    "tag": ("tags", "tags"),
    "thread": ("mail thread", "thread"),
    "service": ("video service", "service"),
}
#: Key -> (sentence around the range, fact).
_RANGES = {
    "guests": ("guests: {}", "guests"),
    "external_guests": ("guests from outside: {}", "external_guests"),
    "external_people": ("people from outside: {}", "external_people"),
    "colleagues": ("colleagues: {}", "colleagues"),
    "groups": ("groups or lists: {}", "groups"),
    "rooms": ("rooms: {}", "rooms"),
    "free_mail": ("guests with a free-mail address: {}", "free_mail"),
    "role_addresses": ("guests with an address like info@: {}", "role_addresses"),
    "new_guests": ("guests never written with or met: {}", "new_guests"),
    "unmet_guests": ("guests you have never met: {}", "unmet_guests"),
    "past_meetings": ("past meetings: {}", "past_meetings"),
    "days_since_met": ("days since you last met: {}", "days_since_met"),
    "guest_days_since_contact": ("days since the last contact: {}", "guest_days_since_contact"),
    "days_known": ("days since the first contact: {}", "days_known"),
    "mails": ("mails exchanged: {}", "mails"),
    "mails_sent": ("mails from you: {}", "mails_sent"),
    "mails_received": ("mails to you: {}", "mails_received"),
    "accepted_guests": ("guests who have accepted: {}", "accepted_guests"),
    "declined_guests": ("people who have declined: {}", "declined_guests"),
    "instance": ("number {} of its series", "instance"),
    "hour": ("starts in hour {}", "hour"),
    "duration": ("takes {}", "minutes"),
}
#: Key -> (sentence when true, sentence when false, fact).
_FLAGS = {
    "plain_title": ("title says little", "title says something", "plain_title"),
    "family": ("a guest has your last name", "no guest has your last name", "family"),
    "first_meeting": ("never met before", "met before", "first_meeting"),
    "introduced": ("introduced by somebody", "introduced by nobody", "introduced"),
    "booked": ("booked through a page", "not booked through a page", "booked"),
    "free": ("leaves your time free", "takes your time", "free"),
    "recurring": ("one of a series", "not one of a series", "recurring"),
    "all_day": ("all day", "at a time of day", "all_day"),
}
#: Key -> (as the subject of a sentence, fact).
_CHOICES = {
    "wrote_first": ("who wrote first", "wrote_first"),
    "organizer": ("organizer", "organizer"),
    "my_response": ("your answer", "my_response"),
    "status": ("status", "status"),
    "visibility": ("visibility", "visibility"),
    "weekday": ("weekday", "weekday"),
    "format": ("format", "format"),
    "event_type": ("type of event", "event_type"),
}
_OVERLAPS = {
    "mark": ("calendar says", "marks"),
    "domain_cue": ("a guest's domain hints at", "domain_cues"),
    "guest": ("guests include", "guest_addresses"),
}
#: Key -> (as the subject of a sentence, fact, the texts it was read off).
_CUES: dict[str, tuple[str, str, Callable[[Facts], tuple[str, ...]]]] = {
    "cue": ("title hints at", "cues", lambda facts: (facts.title, *facts.tags)),
    "thread_cue": ("mail thread hints at", "thread_cues", lambda facts: (facts.thread,)),
}


def checks(table: ConditionTable) -> Iterator[Check]:
    """The conditions of a table, cheap ones first."""
    given = _given(table)
    for key, (subject, fact) in _pick(_CHOICES, given):
        yield choice_check(key, subject, given[key], fact)
    for key, (yes, no, fact) in _pick(_FLAGS, given):
        yield flag_check(key, (yes, no), given[key], fact)
    for key, (text, fact) in _pick(_RANGES, given):
        yield range_check(key, text, given[key], fact)
    for key, (subject, fact) in _pick(_OVERLAPS, given):
        yield overlap_check(key, subject, given[key], fact)
    for key, (subject, fact, texts) in _pick(_CUES, given):
        yield cue_check(key, subject, given[key], fact, texts)
    for key, (subject, fact) in _pick(_WORDS, given):
        yield words_check(key, subject, given[key], f"{fact}_runs", fact)
    if table.domain:
        yield _domain(table.domain)
    yield from _groups(table)
    if table.when:
        yield _when(table.when)


def _given(table: ConditionTable) -> dict[str, Any]:
    values = {key: getattr(table, key) for key in table.model_fields_set}
    return {key: value for key, value in values.items() if value is not None}


def _pick(kinds: dict[str, _Row], given: dict[str, Any]) -> Iterator[tuple[str, _Row]]:
    return ((key, row) for key, row in kinds.items() if key in given)


def _groups(table: ConditionTable) -> Iterator[Check]:
    if table.all:
        yield _group("all", [_all_of(inner) for inner in table.all])
    if table.any:
        yield _group("any", [_all_of(inner) for inner in table.any])
    if table.not_:
        yield _not(_all_of(table.not_))


def _all_of(table: ConditionTable) -> Check:
    parts = tuple(checks(table))
    if len(parts) == 1:
        return parts[0]
    return _group("all", parts)


def _group(key: str, parts: list[Check] | tuple[Check, ...]) -> Check:
    tests = tuple(part.holds for part in parts)
    together = all if key == "all" else any
    joint = " and " if key == "all" else " or "
    return Check(
        key,
        tuple(parts),
        "(" + joint.join(part.text for part in parts) + ")",
        lambda facts: together(test(facts) for test in tests),
        lambda facts: "; ".join(_seen(part, facts) for part in parts),
    )


def _not(part: Check) -> Check:
    holds = part.holds
    return Check("not", (part,), f"not: {part.text}", lambda facts: not holds(facts), part.see)


def _seen(part: Check, facts: Facts) -> str:
    return part.see(facts)


def _when(expression: Any) -> Check:
    return Check(
        "when",
        expression.text,
        expression.text,
        expression.holds,
        lambda facts: ", ".join(
            _fact_seen(name, getattr(facts, name)) for name in expression.names
        ),
    )


def _fact_seen(name: str, value: object) -> str:
    if isinstance(value, bool):
        return f"{name} {'true' if value else 'false'}"
    told = number(value) if isinstance(value, int | float) else quoted(value)
    return f"{name} {told}"


def _domain(wanted: tuple[str, ...]) -> Check:
    below = tuple("." + domain for domain in wanted)
    return Check(
        "domain",
        frozenset(wanted),
        f"a guest is from {' or '.join(wanted)}",
        lambda facts: any(own in wanted or own.endswith(below) for own in facts.domains),
        lambda facts: quoted(facts.domains),
    )
