"""Turns TOML tables into checked settings, and every mistake into a `Problem` with its path."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    ValidationError,
    WithJsonSchema,
)

from syncd.errors import Problem
from syncd.model.moments import Span, parse_duration, show_duration
from syncd.model.weekly import Weekly

_SHOWN_VALUE_CHARS = 60


class Table(BaseModel):
    """A TOML table: an unknown key is a mistake, and a field's description is its help."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _duration(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str):
        raise ValueError('a duration is written as text: "90m", "4h", "14d"')  # noqa: TRY004
    return parse_duration(value)


def _span(value: object) -> object:
    if value is None or isinstance(value, Span):
        return value
    if not isinstance(value, str):
        raise ValueError('a span is written as text: "21:00-07:00"')  # noqa: TRY004
    return Span.parse(value) if value.strip() else None


def _weekly(value: object) -> object:
    if value is None or isinstance(value, Weekly):
        return value
    if not isinstance(value, str):
        raise ValueError('a day and a time are written as text: "Mon 07:30"')  # noqa: TRY004
    return Weekly.parse(value) if value.strip() else None


#: A length of time, written "90m", "4h", "14d".
Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    PlainSerializer(show_duration, return_type=str),
    WithJsonSchema(
        {"type": "string", "pattern": r"^(0|\d+(\.\d+)?[smhdw]( ?\d+(\.\d+)?[smhdw])*)$"}
    ),
]
#: A daily span, written "21:00-07:00"; "" is None.
OptionalSpan = Annotated[
    Span | None,
    BeforeValidator(_span),
    PlainSerializer(lambda s: str(s or ""), return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^(\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2})?$"}),
]
#: A day of the week and a time, written "Mon 07:30"; "" is None.
OptionalWeekly = Annotated[
    Weekly | None,
    BeforeValidator(_weekly),
    PlainSerializer(lambda w: str(w or ""), return_type=str),
    WithJsonSchema(
        {"type": "string", "pattern": r"^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2}:\d{2})?$"}
    ),
]


def problems(error: ValidationError, at: str, model: type[BaseModel]) -> list[Problem]:
    """Each mistake pydantic found, told in TOML paths below ``at``."""
    return [_problem(detail, at, model) for detail in error.errors()]


def nearest(word: str, known: Iterable[str]) -> str:
    """`` Did you mean "…"?`` with the nearest known word, or "" when none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""


def show_value(value: object) -> str:
    """A value as it stood in the file, short enough for a line of its own."""
    if isinstance(value, Mapping):
        return "{…}"
    text = (
        {True: "true", False: "false"}.get(value, repr(value))
        if isinstance(value, bool)
        else (f'"{value}"' if isinstance(value, str) else repr(value))
    )
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_VALUE_CHARS else text[: _SHOWN_VALUE_CHARS - 1] + "…"


def dotted(*parts: str | int) -> str:
    """A TOML path: names joined by dots, places in a list in brackets, from 1."""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part + 1}]"
        elif part:
            path += f".{part}" if path else part
    return path


def _problem(detail: Any, at: str, model: type[BaseModel]) -> Problem:
    location = tuple(part for part in detail["loc"] if not _is_type_tag(part))
    path = dotted(at, *location)
    if detail["type"] == "extra_forbidden":
        known = _keys_at(model, location[:-1])
        listed = f" Known here: {', '.join(known)}." if known else ""
        hint = nearest(str(location[-1]), known) or listed
        return Problem(path, show_value(detail["input"]), f"no such key.{hint}")
    if detail["type"] == "missing":
        return Problem(path, "", "is missing and has no default.")
    message = detail["msg"].removeprefix("Value error, ")
    return Problem(path, show_value(detail["input"]), message)


def _is_type_tag(part: str | int) -> bool:
    """Pydantic names the branch of a union in its location; no TOML key looks like that."""
    return isinstance(part, str) and (
        "[" in part or part in {"bool", "str", "int", "float", "none"} or part[:1].isupper()
    )


def _keys_at(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    for part in location:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        inner = _inner_model(field.annotation) if field else None
        if inner is None:
            return []
        model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _inner_model(argument):
            return found
    return None
