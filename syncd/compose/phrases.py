"""Proofreads a user's own phrases: only what can be spoken gets into a letter."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from syncd.compose.language import (
    REFERENCE,
    SHIPPED,
    Language,
    Phrase,
    Phrases,
    is_known,
    locale_of,
    shipped,
    spoken,
)
from syncd.model.validation import nearest

#: Phrases whose forms go by "1st, 2nd, 3rd" and not by "1, 2, 3".
_ORDINAL = frozenset({"format.nth"})
#: What is wrong with a phrase that is not there.
LACKING = "is lacking"
#: Nothing in a letter is counted further.
_COUNTED = range(201)
_LONGEST = 1_000
_SHAPES = {str: "a sentence", Mapping: "a table of plural forms", Sequence: "a list"}
_SOME_DAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def mistakes(code: str, own: Phrases) -> Iterator[tuple[str, str]]:
    """(name, what is wrong) of each phrase of a user's that cannot be spoken, or is lacking."""
    if not is_known(code):
        yield "", f'"{code}" is no language whose days and numbers are known (CLDR)'
        return
    reference = shipped(REFERENCE).phrases
    for name, phrase in own.items():
        if name not in reference:
            yield name, f"there is no such phrase.{nearest(name, reference)}"
        else:
            wrong = _wrong(phrase, reference[name], _categories(code, name))
            wrong = wrong or _wrong_pattern(name, spoken(code, own))
            if wrong:
                yield name, wrong
    if code not in SHIPPED:
        yield from ((name, LACKING) for name in reference if name not in own)


def _wrong(phrase: Phrase, reference: Phrase, categories: frozenset[str]) -> str:
    shape = _shape(reference)
    if _shape(phrase) is not shape:
        return f"is {_SHAPES[shape]} in English"
    texts = list(_texts(phrase))
    if not all(isinstance(text, str) and 0 < len(text) <= _LONGEST for text in texts):
        return f"each of its words is a text of 1 to {_LONGEST} characters"
    if isinstance(phrase, Mapping) and (wrong := _wrong_forms(phrase, categories)):
        return wrong
    try:
        foreign = _gaps(texts) - _gaps(_texts(reference))
        _fill(texts, _gaps(_texts(reference)))
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        return f"cannot be filled in: {error}"
    return f"there is no gap {{{min(foreign)}}} here" if foreign else ""


def _wrong_forms(phrase: Mapping[str, str], categories: frozenset[str]) -> str:
    lacking = [form for form in sorted(categories) if form not in phrase]
    if lacking:
        return f'has no form "{lacking[0]}"'
    unknown = sorted(set(phrase) - categories - {"zero", "one", "two", "few", "many"})
    return f'"{unknown[0]}" is no plural category' if unknown else ""


def _wrong_pattern(name: str, language: Language) -> str:
    """Why a pattern tells no day or time; "" when it does, and for what is none."""
    if not name.startswith("date."):
        return ""
    try:
        told = language.told(name, _SOME_DAY)
    except (ValueError, KeyError, AttributeError) as error:
        return f"is no pattern of days and times: {error}"
    return "" if any(c.isdigit() for c in told) else "tells no day and no time"


def _categories(code: str, name: str) -> frozenset[str]:
    """The forms that a language needs for what letters count."""
    locale = locale_of(code)
    form = locale.ordinal_form if name in _ORDINAL else locale.plural_form
    return frozenset({"other", *(str(form(n)) for n in _COUNTED)})


def _shape(phrase: object) -> Any:
    return next((shape for shape in _SHAPES if isinstance(phrase, shape)), None)


def _texts(phrase: Phrase) -> Iterable[str]:
    if isinstance(phrase, str):
        return [phrase]
    return phrase.values() if isinstance(phrase, Mapping) else phrase


def _gaps(texts: Iterable[str]) -> set[str]:
    """The names in braces. Raises ValueError for a brace that is not closed."""
    parsed = (part for text in texts for part in string.Formatter().parse(text))
    return {name for _, name, _, _ in parsed if name is not None}


def _fill(texts: Iterable[str], gaps: Iterable[str]) -> None:
    """Raises what `str.format` does for a sentence that it cannot fill."""
    values = dict.fromkeys(gaps, "…")
    for text in texts:
        if _gaps([text]) <= set(values):
            text.format(**values)
