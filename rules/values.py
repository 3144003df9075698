"""The kinds of values that a rule's keys take: how each is read, refused, and told to an editor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from rules import cues
from rules.facts import WEEKDAYS
from rules.places import IN_PERSON, PHONE, VIDEO
from rules.ranges import Range, hour_range, minutes_range, number_range
from rules.words import Phrases
from syncd.model.validation import nearest

_MOST_TEXTS = 500


@dataclass(frozen=True)
class OneOf:
    """Marks a key whose value is one or several of some names."""

    allowed: Callable[[], tuple[str, ...]]

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        one = {"type": "string", "enum": list(self.allowed())}
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}

    def _read(self, value: object) -> tuple[str, ...]:
        chosen, allowed = _texts(value), self.allowed()
        for one in chosen:
            if one not in allowed:
                listed = ", ".join(f'"{name}"' for name in allowed)
                raise ValueError(f'no "{one}" here.{nearest(one, allowed)} Allowed: {listed}.')
        return chosen


def _names(*allowed: str) -> OneOf:
    return OneOf(lambda: allowed)


def _texts(value: object) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not all(isinstance(item, str) for item in listed):
        raise ValueError('a text or a list of texts: "coffee" or ["coffee", "lunch"]')
    if not 1 <= len(listed) <= _MOST_TEXTS:
        raise ValueError(f"a list of 1 to {_MOST_TEXTS} texts")
    return tuple(listed)


def _phrases(value: object) -> Phrases:
    return Phrases.of(_texts(value))


def _addresses(value: object) -> tuple[str, ...]:
    found = tuple(text.strip().lower() for text in _texts(value))
    for address in found:
        if "@" not in address.strip("@"):
            raise ValueError(f'"{address}" is not an address like ada@example.org')
    return found


def _domains(value: object) -> tuple[str, ...]:
    found = tuple(text.strip().lower().lstrip("@") for text in _texts(value))
    for domain in found:
        if "@" in domain or " " in domain or "." not in domain:
            raise ValueError(f'"{domain}" is not a domain like example.org')
    return found


def _expression(value: object) -> object:
    return import_module("rules.expression").read(value)


_TEXTS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_RANGE = {
    "anyOf": [
        {"type": "integer", "minimum": 0},
        {"type": "string", "pattern": r"^ *(\d+|\d+ *\.\. *\d*|\.\. *\d+) *$"},
    ]
}

Words = Annotated[Phrases, BeforeValidator(_phrases), WithJsonSchema(_TEXTS)]
Numbers = Annotated[Range, BeforeValidator(number_range), WithJsonSchema(_RANGE)]
Hours = Annotated[Range, BeforeValidator(hour_range), WithJsonSchema(_RANGE)]
Minutes = Annotated[Range, BeforeValidator(minutes_range), WithJsonSchema({"type": "string"})]
Addresses = Annotated[tuple[str, ...], BeforeValidator(_addresses), WithJsonSchema(_TEXTS)]
Domains = Annotated[tuple[str, ...], BeforeValidator(_domains), WithJsonSchema(_TEXTS)]
CueNames = Annotated[tuple[str, ...], OneOf(cues.names)]
Organizers = Annotated[tuple[str, ...], _names("me", "colleague", "external", "booking page")]
Formats = Annotated[tuple[str, ...], _names(IN_PERSON, PHONE, VIDEO)]
Responses = Annotated[
    tuple[str, ...], _names("accepted", "tentative", "declined", "needs-action", "delegated")
]
Weekdays = Annotated[tuple[str, ...], _names(*WEEKDAYS)]
Statuses = Annotated[tuple[str, ...], _names("confirmed", "tentative", "cancelled")]
Visibilities = Annotated[tuple[str, ...], _names("public", "private", "confidential")]
Marks = Annotated[tuple[str, ...], _names("networking", "nobrief")]
Writers = Annotated[tuple[str, ...], _names("me", "them")]
EventTypes = Annotated[
    tuple[str, ...],
    _names("default", "workingLocation", "focusTime", "outOfOffice", "birthday", "fromGmail"),
]
#: A `rules.expression.Expression`; rule-engine is loaded only when there is one.
When = Annotated[Any, BeforeValidator(_expression), WithJsonSchema({"type": "string"})]
