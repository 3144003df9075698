"""A calendar that is subscribed to by its address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from urllib.parse import urlsplit

from connectors.contract import Bad, CalendarPage, Check, Item, Known
from connectors.ics.download import Answer, Session, Validators, fetch
from connectors.ics.settings import IcsSettings
from connectors.ics.texts import PAGE, calendar_name
from connectors.vcalendar import Split, split
from syncd.errors import AccountError, ItemError

_FORM = "ics-address-1"


@dataclass(frozen=True, slots=True)
class _Cursor:
    """The last answer that was read to its end."""

    #: A hash of the address, which may be a secret.
    address: str
    #: The name the calendar had; "" before the first answer.
    calendar: str = ""
    validators: Validators = field(default_factory=Validators)

    def encode(self) -> str:
        return json.dumps({"form": _FORM, **asdict(self)}, ensure_ascii=False)


def _decode(text: str) -> _Cursor | None:
    try:
        told = json.loads(text)
        if told["form"] != _FORM:
            return None
        validators = Validators(**{str(k): str(v) for k, v in told["validators"].items()})
        return _Cursor(str(told["address"]), str(told["calendar"]), validators)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


class AddressCalendar:
    """One calendar behind an https address."""

    def __init__(self, account: str, settings: IcsSettings) -> None:
        self._account = account
        self._settings = settings
        self._host = urlsplit(settings.path).hostname or ""
        self._address = blake2b(settings.path.encode(), digest_size=12).hexdigest()
        self._session = Session()

    def close(self) -> None:
        """Free the connection."""
        self._session.close()

    def changes(self, cursor: str, known: Known) -> Iterator[CalendarPage]:
        """See `connectors.contract.Calendar`."""
        before = _decode(cursor)
        same = before if before and before.address == self._address else None
        answer = self._fetch(same.validators if same else Validators())
        if answer is None:
            yield CalendarPage(cursor, left=0)
            return
        cut = self._split(answer)
        calendar = self._name(cut)
        here = known(calendar)
        items, bad = cut.items(calendar), cut.bad(calendar)
        there = {item.id for item in items} | {found.id for found in bad}
        gone = [(calendar, id_) for id_ in here if id_ not in there]
        if before and before.calendar and before.calendar != calendar:
            gone += [(before.calendar, id_) for id_ in known(before.calendar)]
        if same:
            items = tuple(item for item in items if here.get(item.id) != item.etag)
            bad = tuple(found for found in bad if here.get(found.id) != found.etag)
        # Until the last page the server is asked for everything again.
        reading = _Cursor(self._address, before.calendar if before else calendar)
        done = _Cursor(self._address, calendar, answer.validators)
        yield from _pages(items, tuple(gone), bad, reading, done)

    def check(self) -> Iterator[Check]:
        """See `connectors.contract.Checkable`."""
        subject = f"calendar at {self._host}"
        try:
            answer = self._fetch(Validators())
            assert answer is not None  # without validators there is always an answer
            cut = self._split(answer)
            detail = f"{self._name(cut)}, {len(cut.resources):,} events"
            yield Check(ok=True, subject=subject, detail=detail)
        except AccountError as error:
            advice = error.advice or "Try again later; if it stays so, ask who runs the server."
            yield Check(ok=False, subject=subject, detail=error.message, advice=advice)

    def _fetch(self, validators: Validators) -> Answer | None:
        return fetch(self._session, self._account, self._settings.path, validators)

    def _split(self, answer: Answer) -> Split:
        try:
            return split(answer.text)
        except ItemError as error:
            raise AccountError(
                self._account,
                f"The answer of {self._host} cannot be read as a calendar. {error.message}",
                advice="Open the address in a browser: if it shows a page or asks for a login, it "
                "is not the address of the calendar itself.",
            ) from error

    def _name(self, cut: Split) -> str:
        name = calendar_name(cut.name) or self._host
        if not self._settings.wants(name):
            raise AccountError(
                self._account,
                f'The calendar at {self._host} is called "{name}".',
                advice=f"Correct `calendars` under [accounts.{self._account}], or leave it out.",
                permanent=True,
            )
        return name


def _pages(
    items: tuple[Item, ...],
    gone: tuple[tuple[str, str], ...],
    bad: tuple[Bad, ...],
    reading: _Cursor,
    done: _Cursor,
) -> Iterator[CalendarPage]:
    *starts, last = range(0, max(1, len(items)), PAGE)
    for start in starts:
        left = len(items) - start - PAGE
        yield CalendarPage(reading.encode(), items[start : start + PAGE], left=left)
    yield CalendarPage(done.encode(), items[last:], gone, bad, left=0)
