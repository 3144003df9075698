"""A language: the sentences of letters by their names, and how it tells days and numbers.

The sentences stand in ``languages/CODE.toml``, English being the one that the others are held
against. What a user puts beside them in their own folder is laid over them by `spoken`, after
`mistakes` has found nothing wrong. Nothing here knows a letter.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from babel import Locale

#: Complete by definition: a phrase that is not in it does not exist.
REFERENCE = "en"
SHIPPED = ("en", "de")
#: Beyond this a date is told with its year.
_SAME_YEAR = timedelta(days=300)

#: A sentence, its forms by plural category, or a list of words.
Phrase = str | Mapping[str, str] | Sequence[str]
#: Of one language, by "table.name".
Phrases = Mapping[str, Phrase]


@dataclass(frozen=True, slots=True)
class Language:
    """One language of letters."""

    #: Of ISO 639, in lower case: "en".
    code: str
    phrases: Phrases = field(repr=False)

    def say(self, name: str, /, **values: object) -> str:
        """The sentence of a name with its gaps filled."""
        phrase = self.phrases[name]
        assert isinstance(phrase, str), f"{name} counts: use `counted`"
        return phrase.format(**values)

    def counted(self, name: str, n: int, /, *, words: bool = False, **values: object) -> str:
        """The form of a sentence that goes with a number; ``words``: small ones are spelled out."""
        forms = self.phrases[name]
        assert isinstance(forms, Mapping), f"{name} does not count: use `say`"
        form = forms.get(self._locale.plural_form(n), forms["other"])
        return form.format(n=self.number(n) if words else n, **values)

    def number(self, n: int) -> str:
        """``five``, ``20``."""
        small = self.phrases["count.small"]
        return small[n] if isinstance(small, Sequence) and 0 <= n < len(small) else str(n)

    def listed(self, names: Sequence[str], joint: str = "and") -> str:
        """``Ada``, ``Ada and Ben``, ``Ada, Ben and Cy``; ``joint`` is "and" or "or"."""
        if len(names) < 2:
            return "".join(names)
        return self.say(f"list.{joint}", some=", ".join(names[:-1]), last=names[-1])

    def day(self, moment: datetime | date, now: datetime) -> str:
        """``Tue 24 Nov``, with the year when it is far from now."""
        return self._dated("day", moment, now)

    def short_day(self, moment: datetime, zone: ZoneInfo, now: datetime) -> str:
        """``24 Nov`` in a zone, with the year when it is far from now."""
        return self._dated("short_day", moment.astimezone(zone), now)

    def clock(self, moment: datetime, zone: ZoneInfo) -> str:
        """``9:05`` on the wall clock of a zone."""
        from babel.dates import format_time  # noqa: PLC0415 - see LAZY

        pattern = self.say("date.clock")
        return str(format_time(moment.astimezone(zone), pattern, zone, self._locale))

    def _dated(self, name: str, moment: datetime | date, now: datetime) -> str:
        from babel.dates import format_date  # noqa: PLC0415 - see LAZY

        at = moment.date() if isinstance(moment, datetime) else moment
        far = "_and_year" if abs(at - now.date()) > _SAME_YEAR else ""
        return str(format_date(at, self.say(f"date.{name}{far}"), self._locale))

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)


@cache
def _locale(code: str) -> Locale:
    from babel import Locale  # noqa: PLC0415 - see LAZY

    return Locale.parse(code)


@cache
def shipped(code: str) -> Language:
    """A language that ships, one of `SHIPPED`."""
    text = (resources.files("syncd.compose.languages") / f"{code}.toml").read_text("utf-8")
    return Language(code, flat(tomllib.loads(text)))


def flat(tables: Mapping[str, Any]) -> dict[str, Phrase]:
    """The phrases of a language file by their dotted names."""
    return {
        f"{table}.{name}": phrase
        for table, phrases in tables.items()
        if isinstance(phrases, Mapping)
        for name, phrase in phrases.items()
    }


def spoken(code: str, own: Phrases) -> Language:
    """A language with a user's own phrases laid over those that ship, if any do."""
    below = shipped(code).phrases if code in SHIPPED else {}
    return Language(code, {**below, **own})


def mistakes(code: str, own: Phrases) -> Iterator[tuple[str, str]]:
    """(name, what is wrong) of each phrase of a user's that cannot be spoken, or is lacking."""
    reference = shipped(REFERENCE).phrases
    for name, phrase in own.items():
        if name not in reference:
            yield name, "there is no such phrase"
        elif wrong := _wrong(phrase, reference[name]):
            yield name, wrong
    if code not in SHIPPED:
        yield from ((name, "is lacking") for name in reference if name not in own)


def _wrong(phrase: Phrase, reference: Phrase) -> str:
    if _shape(phrase) is not _shape(reference):
        return f"is {_SHAPES[_shape(reference)]} in English"
    if isinstance(phrase, Mapping) and "other" not in phrase:
        return 'has no form "other"'
    try:
        foreign = _gaps(phrase) - _gaps(reference)
    except ValueError as error:
        return f"cannot be filled in: {error}"
    return f"there is no gap {{{min(foreign)}}} here" if foreign else ""


_SHAPES = {str: "a sentence", Mapping: "a table of plural forms", Sequence: "a list"}


def _shape(phrase: object) -> Any:
    return next((shape for shape in _SHAPES if isinstance(phrase, shape)), None)


def _gaps(phrase: Phrase) -> set[str]:
    """The names in braces. Raises ValueError for a brace that is not closed."""
    texts = [phrase] if isinstance(phrase, str) else [*getattr(phrase, "values", phrase.__iter__)()]
    return {
        name
        for text in texts
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    }
