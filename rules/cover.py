"""Compares what rules ask for: which rule can never be reached, and which can never match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.check import Check, Kind
from rules.ranges import Range
from rules.rule import Rule
from rules.words import Phrases

#: (a number, another that is never smaller): who is new is a guest, and so on.
_AT_MOST = (
    ("external_guests", "guests"),
    ("external_people", "external_guests"),
    ("colleagues", "guests"),
    ("new_guests", "guests"),
    ("new_guests", "unmet_guests"),
    ("unmet_guests", "guests"),
    ("free_mail", "external_guests"),
    ("role_addresses", "external_guests"),
    ("accepted_guests", "guests"),
    ("mails_sent", "mails"),
    ("mails_received", "mails"),
)


def covers(earlier: Rule, later: Rule) -> bool:
    """Whether each meeting that the later rule matches is matched by the earlier one as well.

    False when that cannot be told from the conditions.
    """
    return all(_implied(check, later.checks) for check in earlier.checks)


def impossible(checks: Sequence[Check]) -> str:
    """Why all of the conditions can never hold together, as a sentence; "" when they may."""
    numbers = {c.fact: c.wanted for c in checks if isinstance(c.wanted, Range)}
    for smaller, larger in _AT_MOST:
        if smaller in numbers and larger in numbers and numbers[smaller].low > numbers[larger].high:
            return f"{smaller} is never more than {larger}, so this rule never matches"
    flags = {check.key: check.wanted for check in checks if check.kind is Kind.FLAG}
    met = numbers.get("past_meetings")
    if flags.get("first_meeting") is True and met and met.low > 0:
        return "a first meeting has no past meetings, so this rule never matches"
    if flags.get("recurring") is False and (place := numbers.get("instance")) and place.low > 0:
        return "what is not in a series has no place in one, so this rule never matches"
    return ""


def _implied(wanted: Check, given: Iterable[Check]) -> bool:
    """Whether a condition holds wherever all of the given ones do."""
    given = tuple(given)
    parts = wanted.wanted
    if wanted.key == "all" and isinstance(parts, tuple):
        return all(_implied(part, given) for part in parts)
    either = parts if wanted.key == "any" and isinstance(parts, tuple) else ()
    if any(_implied(part, given) for part in either):
        return True
    return any(_follows(wanted, one) for one in given)


def _follows(wanted: Check, given: Check) -> bool:
    """Whether one condition holds wherever another does."""
    parts = given.wanted
    if given.key == "all" and isinstance(parts, tuple):
        return _implied(wanted, parts)
    if given.key == "any" and isinstance(parts, tuple):
        return all(_implied(wanted, (part,)) for part in parts)
    if wanted.key != given.key:
        return False
    return wanted.wanted == given.wanted or _wider(wanted.wanted, given.wanted)


def _wider(one: object, other: object) -> bool:
    if isinstance(one, Phrases) and isinstance(other, Phrases):
        return one.covers(other)
    if isinstance(one, Range) and isinstance(other, Range):
        return one.covers(other)
    return isinstance(one, frozenset) and isinstance(other, frozenset) and one >= other
