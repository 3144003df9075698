"""Pulls what changed from the connectors into the store, page by page.

A page is kept together with its cursor, so an interrupted pull loses at most the page in hand.
Each half of an account ("calendar", "mailbox") fails and is retried by itself.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from connectors.contract import Account, Bad, Calendar, CalendarPage, Item, Mailbox, MailPage
from syncd import calendar
from syncd.errors import AccountError, ItemError, SuspiciousEmptinessError
from syncd.model import Envelope, Meeting
from syncd.store import Store
from syncd.store.accounts import Standing
from syncd.store.calendar import StoredItem
from syncd.store.quarantine import Quarantined
from syncd.text.invitations import is_from_calendar

log = structlog.get_logger("syncd.mirror")

CALENDAR = "calendar"
MAILBOX = "mailbox"
CONTACTS = "contacts"
#: How far back meetings count as history.
HISTORY = timedelta(days=5 * 365)
#: How far beyond the look-ahead series are expanded, so that it need not be done each round.
MARGIN = timedelta(days=60)
_RENEW = timedelta(days=30)
_LOOK_AGAIN = timedelta(hours=1)
#: Items that are expanded at a time: a series has hundreds of instances, and the memory that was
#: once needed is not given back.
_BATCH = 20
_ZONE = "timezone of the meetings"

_FIRST_BACK_OFF = timedelta(seconds=30)
_LONGEST_BACK_OFF = timedelta(hours=1)
#: Fewer than this may well vanish at once; more look like a disk that is not mounted.
_MANY = 10
_NEARLY_ALL = 0.9

#: Told (what, how many are done, how many are left or None) while something long goes on.
Progress = Callable[[str, int, int | None], None]


@dataclass(slots=True)
class Touched:
    """What a pull has changed."""

    #: Meetings, or mail that went away: anything may be different.
    everything: bool = False
    #: People whose mail is new or changed.
    addresses: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return self.everything or bool(self.addresses)


@dataclass(slots=True)
class Mirror:
    """Keeps the store in step with the accounts."""

    store: Store
    accounts: tuple[Account, ...]
    #: The user's zone, for times that name none.
    zone: ZoneInfo
    look_ahead: timedelta = timedelta(days=14)
    #: Accounts that may come back empty: the user has said so.
    allow_empty: frozenset[str] = frozenset()
    progress: Progress = lambda _what, _done, _left: None
    #: When the series were last looked through.
    _expanded: datetime | None = None

    def pull(self, what: str, now: datetime, *, patient: bool = True) -> Touched:
        """Read one half of every account; what that has changed.

        With ``patient``, accounts that failed lately are left alone until their next try.
        """
        # Before the first read this notes the zone in which everything will be read.
        touched = Touched(everything=what == CALENDAR and self.expand(now))
        for account in self.accounts:
            self._pull_account(account, what, now, patient, touched)
        return touched

    def expand(self, now: datetime) -> bool:
        """Expand the series whose known instances come near their end; whether there were any.

        When the user's zone has changed, everything is read again: floating times mean another
        moment now. Asked more often than hourly, it does nothing: it looks a month ahead.
        """
        if self._expanded and timedelta() <= now - self._expanded < _LOOK_AGAIN:
            return False
        moved = self.store.accounts.fact(_ZONE) != self.zone.key
        until = None if moved else now + self.look_ahead + _RENEW
        due = self.store.calendar.to_expand(until)
        for start in range(0, len(due), _BATCH):
            with self.store.transaction() as connection:
                self._keep_items(connection, due[start : start + _BATCH], now)
        if moved:
            self.store.accounts.set_fact(_ZONE, self.zone.key)
        self._expanded = now
        return bool(due)

    def forget_others(self) -> bool:
        """Drop what came from accounts that are no longer in the config."""
        named = {account.name for account in self.accounts}
        others = (self.store.calendar.accounts() | self.store.mail.accounts()) - named
        for name in others:
            with self.store.transaction() as connection:
                self.store.calendar.forget_account(connection, name)
                self.store.mail.forget_account(connection, name)
                for what in (CALENDAR, MAILBOX):
                    self.store.accounts.set_cursor(connection, name, what, "")
            self.store.accounts.forget(name)
        return bool(others)

    def _pull_account(
        self, account: Account, what: str, now: datetime, patient: bool, touched: Touched
    ) -> None:
        parts = {CALENDAR: account.calendar, MAILBOX: account.mailbox, CONTACTS: account.contacts}
        if parts[what] is None:
            return
        before = self.store.accounts.standing(account.name, what)
        if patient and before.next_try and now < before.next_try:
            return
        try:
            if what == CALENDAR and account.calendar:
                self._read_calendar(account.name, account.calendar, now, touched)
            elif what == CONTACTS and account.contacts:
                found = self.store.contacts.replace(account.name, account.contacts.contacts())
                touched.addresses.update(found)
            elif account.mailbox:
                self._read_mailbox(account.name, account.mailbox, now, touched)
        except (AccountError, OSError) as error:
            self.store.accounts.note(after_failure(before, error, now))
            log.warning("account not read", account=account.name, what=what, error=str(error))
            return
        self.store.accounts.note(Standing(account.name, what, last_ok=now))

    def _read_calendar(self, name: str, source: Calendar, now: datetime, touched: Touched) -> None:
        done, lost, held = 0, 0, -1
        cursor = self.store.accounts.cursor(name, CALENDAR)
        for page in source.changes(cursor, partial(self.store.calendar.known, name)):
            if not _is_news(page, cursor):
                continue
            held = self.store.calendar.count(name) if held < 0 else held
            done, lost = done + len(page.items), lost + len(page.gone)
            self._mind_emptiness(name, lost=lost, came=done, held=held)
            with self.store.transaction() as connection:
                self._keep_calendar_page(connection, name, page, now)
                self.store.accounts.set_cursor(connection, name, CALENDAR, page.cursor)
            cursor = page.cursor
            touched.everything = touched.everything or bool(page.items or page.gone or page.bad)
            self.progress(f"Reading calendar {name}", done, page.left)

    def _keep_calendar_page(
        self, connection: Connection, name: str, page: CalendarPage, now: datetime
    ) -> None:
        for start in range(0, len(page.items), _BATCH):
            some = page.items[start : start + _BATCH]
            self._keep_items(connection, [_stored(name, item) for item in some], now)
        unread = [(bad.where, bad.id) for bad in page.bad]
        self.store.calendar.drop(connection, name, [*page.gone, *unread])
        self.store.quarantine.clear(connection, name, CALENDAR, page.gone)
        aside = [_quarantined(name, CALENDAR, bad, now) for bad in page.bad]
        self.store.quarantine.put(connection, aside)

    def _keep_items(
        self, connection: Connection, found: Sequence[StoredItem], now: datetime
    ) -> None:
        """Expand items of one account and keep them, or set them aside with the reason why not."""
        window = calendar.Window(now - HISTORY, now + self.look_ahead + MARGIN)
        kept, aside = [], []
        for item in found:
            try:
                kept.append(self._expanded_item(item, window))
            except ItemError as error:
                bad = Bad(item.calendar, item.id, item.etag, str(error))
                aside.append(_quarantined(item.account, CALENDAR, bad, now))
        self.store.calendar.put(connection, kept)
        for account in {item.account for item in found}:
            read = [(i.calendar, i.id) for i, _ in kept if i.account == account]
            self.store.quarantine.clear(connection, account, CALENDAR, read)
            unread = [(bad.place, bad.id) for bad in aside if bad.account == account]
            self.store.calendar.drop(connection, account, unread)
        self.store.quarantine.put(connection, aside)

    def _expanded_item(
        self, item: StoredItem, window: calendar.Window
    ) -> tuple[StoredItem, tuple[Meeting, ...]]:
        """An item with its instances in a window. Raises ItemError."""
        reading = calendar.read(
            item.text,
            window=window,
            zone=self.zone,
            account=item.account,
            calendar=item.calendar,
            url=item.url,
        )
        for remark in reading.problems:
            log.warning("read with a remark", account=item.account, item=item.id, remark=remark)
        complete = reading.last is not None and reading.last <= window.end
        until = None if complete else window.end
        kept = replace(item, recurring=reading.recurring, expanded_until=until)
        return kept, reading.meetings

    def _read_mailbox(self, name: str, source: Mailbox, now: datetime, touched: Touched) -> None:
        done, lost, held = 0, 0, -1
        cursor = self.store.accounts.cursor(name, MAILBOX)
        for page in source.changes(cursor, partial(self.store.mail.known, name)):
            if not _is_news(page, cursor):
                continue
            held = self.store.mail.count(name) if held < 0 else held
            done, lost = done + len(page.envelopes), lost + len(page.gone)
            self._mind_emptiness(name, lost=lost, came=done, held=held)
            with self.store.transaction() as connection:
                self._keep_mail_page(connection, name, page, now)
                self.store.accounts.set_cursor(connection, name, MAILBOX, page.cursor)
            cursor = page.cursor
            touched.addresses.update(_people(page))
            self.progress(f"Reading mail of {name}", done, page.left)

    def _keep_mail_page(
        self, connection: Connection, name: str, page: MailPage, now: datetime
    ) -> None:
        # What moved between folders is gone from one and new in another: gone first.
        self.store.mail.drop(connection, name, page.gone)
        self.store.quarantine.clear(connection, name, MAILBOX, page.gone)
        self.store.mail.put(connection, name, map(without_calendars, page.envelopes))
        aside = [_quarantined(name, MAILBOX, bad, now) for bad in page.bad]
        self.store.quarantine.put(connection, aside)

    def _mind_emptiness(self, name: str, *, lost: int, came: int, held: int) -> None:
        """Refuse to believe that nearly everything went away at once; what moved came again."""
        if name in self.allow_empty or held < _MANY or came * 2 > lost:
            return
        if lost >= held * _NEARLY_ALL:
            raise SuspiciousEmptinessError(
                name,
                f"{lost} of {held} items vanished from {name} at once, so nothing was changed.",
                advice="If that is right, say so once: "
                f"`syncd run --once --allow-empty {name}`. If not, see whether the folder or "
                "account is complete.",
            )


def without_calendars(envelope: Envelope) -> Envelope:
    """An answer to an invitation is no word between people: the calendar wrote it."""
    if is_from_calendar(envelope.subject):
        return replace(envelope, automatic=True)
    return envelope


def _is_news(page: CalendarPage | MailPage, cursor: str) -> bool:
    """Whether there is anything to keep of a page: a quiet account costs no write."""
    found = page.items if isinstance(page, CalendarPage) else page.envelopes
    return bool(found or page.gone or page.bad) or page.cursor != cursor


def _people(page: MailPage) -> set[str]:
    return {address.address for envelope in page.envelopes for address in envelope.everyone}


def _stored(name: str, item: Item) -> StoredItem:
    return StoredItem(name, item.calendar, item.id, item.etag, item.text, item.url)


def _quarantined(name: str, what: str, bad: Bad, now: datetime) -> Quarantined:
    return Quarantined(name, what, bad.where, bad.id, bad.etag, bad.reason, now)


def after_failure(before: Standing, error: Exception, now: datetime) -> Standing:
    """Back off exponentially with jitter; what cannot mend itself is asked once an hour."""
    failures = before.failures + 1
    permanent = isinstance(error, AccountError) and error.permanent
    longest = _LONGEST_BACK_OFF.total_seconds()
    wait = (
        longest
        if permanent
        else min(longest, _FIRST_BACK_OFF.total_seconds() * 2 ** min(failures - 1, 12))
    )
    wait *= random.uniform(0.75, 1.0)  # noqa: S311 - jitter, not a secret
    return Standing(
        before.account,
        before.what,
        last_ok=before.last_ok,
        failures=failures,
        error=str(error),
        next_try=now + timedelta(seconds=wait),
        failing_since=before.failing_since or now,
        permanent=permanent,
    )
