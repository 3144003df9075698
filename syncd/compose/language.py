"""A language: the sentences of letters by their names, and how it tells days and numbers.

The sentences stand in ``languages/CODE.toml``, English being the one that the others are held
against. What a user puts beside them in their own folder is laid over them by `spoken`, after
`syncd.compose.phrases` has found nothing wrong. Nothing here knows a letter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from syncd.model import Guest
from syncd.text import quotation

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
    """One language of letters, and what the user wants them to be put into."""

    #: Of ISO 639, in lower case: "en".
    code: str
    phrases: Phrases = field(repr=False)
    #: The user's own templates by file name; they take the place of ours.
    templates: Mapping[str, str] = field(default_factory=dict, repr=False)

    def say(self, name: str, /, **values: object) -> str:
        """The sentence of a name with its gaps filled."""
        phrase = self.phrases[name]
        assert isinstance(phrase, str), f"{name} counts: use `counted`"
        return phrase.format(**values)

    def counted(self, name: str, n: int, /, *, words: bool = False, **values: object) -> str:
        """The form of a sentence that goes with a number; ``words``: small ones are spelled out."""
        form = self._form(name, self._locale.plural_form(n))
        return form.format(n=self.number(n) if words else n, **values)

    def number(self, n: int) -> str:
        """``five``, ``20``."""
        return self._listed_form("count.small", n) or str(n)

    def times(self, n: int) -> str:
        """``once``, ``five times``, ``20 times``."""
        return self._listed_form("count.few_times", n) or self.counted("count.times", n)

    def nth(self, n: int) -> str:
        """``third``, ``21st``: the place of a meeting in a day."""
        form = self._form("format.nth", self._locale.ordinal_form(n))
        return self._listed_form("format.few_nth", n) or form.format(n=n)

    def quoted(self, words: str) -> str:
        """The words of somebody else in the quotation marks of the language; single within them."""
        shape = self.phrases["quote.words"]
        outer = shape.partition("{words}")[0].rstrip()[-1:] if isinstance(shape, str) else ""
        return self.say("quote.words", words=quotation.within(words, outer))

    def listed(self, names: Sequence[str], joint: str = "and") -> str:
        """``Ada``, ``Ada and Ben``, ``Ada, Ben and Cy``; ``joint`` is "and" or "or"."""
        if len(names) < 2:
            return "".join(names)
        return self.say(f"list.{joint}", some=", ".join(names[:-1]), last=names[-1])

    def guest_names(self, guests: Sequence[Guest], most: int = 3) -> str:
        """``Ada Lindqvist``, ``Ada and Ben``, ``Ada, Ben, Cy and 4 more``."""
        names = [guest.label for guest in guests]
        if len(names) <= most:
            return self.listed(names)
        return self.counted("list.more", len(names) - most, some=", ".join(names[:most]))

    def day(self, moment: datetime | date, now: datetime) -> str:
        """``Tue 24 Nov``, with the year when it is far from now."""
        return self._dated("day", moment, now)

    def short_day(self, moment: datetime, zone: ZoneInfo, now: datetime) -> str:
        """``24 Nov`` in a zone, with the year when it is far from now."""
        return self._dated("short_day", moment.astimezone(zone), now)

    def written_day(self, moment: datetime | date, now: datetime) -> str:
        """The day as it stands in a letter to somebody else."""
        return self._dated("written_day", moment, now)

    def weekday(self, day: date) -> str:
        """``Tuesday``."""
        return str(self._locale.days["format"]["wide"][day.weekday()])

    def clock(self, moment: datetime, zone: ZoneInfo) -> str:
        """``9:05`` on the wall clock of a zone."""
        return self.told("date.clock", moment.astimezone(zone))

    def start(self, start: datetime, zone: ZoneInfo, now: datetime, *, all_day: bool) -> str:
        """``Tue 24 Nov 10:00``, without the time for a whole day."""
        day = self.day(start.astimezone(zone), now)
        if all_day:
            return day
        return self.say("time.day_and_clock", day=day, clock=self.clock(start, zone))

    def when(
        self, start: datetime, end: datetime, zone: ZoneInfo, now: datetime, *, all_day: bool
    ) -> str:
        """``Tue 24 Nov, 10:00-10:30 (Berlin)``."""
        first = self.day(start.astimezone(zone), now)
        if all_day:
            last = self.day((end - timedelta(seconds=1)).astimezone(zone), now)
            if first == last:
                return self.say("time.all_day", day=first)
            return self.say("time.days", first=first, last=last)
        same_day = start.astimezone(zone).date() == end.astimezone(zone).date()
        until = self.clock(end, zone) if same_day else self.start(end, zone, now, all_day=False)
        begin = self.clock(start, zone)
        return self.say("time.span", day=first, start=begin, end=until, city=_city(zone))

    def in_time(self, moment: datetime, now: datetime) -> str:
        """``in 4 hours``, ``in 25 minutes``, ``in 3 days``; "" when it is past."""
        minutes = round((moment - now).total_seconds() / 60)
        if minutes <= 0:
            return ""
        if minutes < 90:
            return self.counted("time.in_minutes", minutes)
        hours = round(minutes / 60)
        if hours < 48:
            return self.counted("time.in_hours", hours)
        return self.counted("time.in_days", round(hours / 24))

    def length(self, length: timedelta) -> str:
        """``15 minutes``, ``2 hours``."""
        minutes = round(length.total_seconds() / 60)
        if minutes < 90:
            return self.counted("time.minutes", minutes)
        return self.counted("time.hours", round(minutes / 60))

    def long_time(self, length: timedelta) -> str:
        """``two years``, ``14 months``."""
        months = round(length.days / 30.44)
        if months < 23:
            return self.counted("time.months", months, words=True)
        return self.counted("time.years", round(months / 12), words=True)

    def told(self, pattern: str, moment: datetime) -> str:
        """A moment by the pattern of a name, on its own wall clock."""
        from babel.dates import format_datetime  # noqa: PLC0415 - see LAZY

        return str(format_datetime(moment, self.say(pattern), locale=self._locale))

    def _dated(self, name: str, moment: datetime | date, now: datetime) -> str:
        at = moment.date() if isinstance(moment, datetime) else moment
        far = "_and_year" if abs(at - now.date()) > _SAME_YEAR else ""
        return self.told(f"date.{name}{far}", datetime(at.year, at.month, at.day, tzinfo=UTC))

    def _form(self, name: str, category: str) -> str:
        forms = self.phrases[name]
        assert isinstance(forms, Mapping), f"{name} does not count: use `say`"
        return forms.get(category) or forms["other"]

    def _listed_form(self, name: str, n: int) -> str:
        """What a list has for a number; "" when it does not go so far."""
        few = self.phrases[name]
        return few[n] if isinstance(few, Sequence) and 0 <= n < len(few) else ""

    @property
    def _locale(self) -> Locale:
        return locale_of(self.code)


@cache
def locale_of(code: str) -> Locale:
    """What CLDR knows of a language that `is_known`."""
    from babel import Locale  # noqa: PLC0415 - see LAZY

    return Locale.parse(code)


def is_known(code: str) -> bool:
    """Whether CLDR tells days and numbers in a language."""
    from babel import localedata  # noqa: PLC0415 - see LAZY

    return bool(localedata.exists(code))


@cache
def shipped(code: str) -> Language:
    """A language that ships, one of `SHIPPED`."""
    text = (resources.files("syncd.compose.languages") / f"{code}.toml").read_text("utf-8")
    return Language(code, flat(tomllib.loads(text)))


def english() -> Language:
    """The language of the terminal, and of letters that name none."""
    return shipped(REFERENCE)


def flat(tables: Mapping[str, Any]) -> dict[str, Phrase]:
    """The phrases of a language file by their dotted names; what stands in no table by its own."""
    found: dict[str, Phrase] = {}
    for table, phrases in tables.items():
        if isinstance(phrases, Mapping):
            found |= {f"{table}.{name}": phrase for name, phrase in phrases.items()}
        else:
            found[table] = phrases
    return found


def spoken(code: str, own: Phrases, templates: Mapping[str, str] | None = None) -> Language:
    """A language with a user's own phrases laid over those that ship, if any do."""
    below = shipped(code).phrases if code in SHIPPED else {}
    return Language(code, {**below, **own}, templates or {})


def _city(zone: ZoneInfo) -> str:
    """``Berlin`` of ``Europe/Berlin``."""
    return zone.key.rpartition("/")[2].replace("_", " ")
