"""Asks mailboxes that are not mirrored for the mail with the people you are about to meet.

Such an account (Gmail) reports only what is new; what was before is asked for guest by guest, the
soonest meeting first, a few in each round, so that a quota is never used up by one question.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from connectors.contract import Account, Indexes, Mailbox
from syncd.errors import AccountError
from syncd.mirror import after_failure, without_calendars
from syncd.people.persons import Persons
from syncd.store import Store
from syncd.store.accounts import Standing

log = structlog.get_logger("syncd.correspondence")

WHAT = "correspondence"
#: New mail comes by itself; this only mends what may have been missed.
_AGAIN = timedelta(days=7)
_MOST_IN_A_ROUND = 3
_MOST_MAILS = 50
#: Units of the account's quota that a round may spend on old headers.
_INDEX_BUDGET = 400
_INDEX = "index"


@dataclass(slots=True)
class Correspondence:
    """Fills the store with the mail between you and a few people."""

    store: Store
    accounts: tuple[Account, ...]

    @property
    def needed(self) -> bool:
        """Whether any mailbox is not mirrored."""
        return bool(self._unmirrored())

    def ask(self, addresses: Iterable[str], now: datetime) -> frozenset[str]:
        """Ask for those who have not been asked for lately; the people something came of."""
        wanted = self._known_addresses(addresses)
        touched: set[str] = set()
        for account, mailbox in self._unmirrored():
            known = self.store.asked.since(account.name, now - _AGAIN)
            new = [address for address in wanted if address not in known][:_MOST_IN_A_ROUND]
            if new and self._patient(account, now):
                touched |= self._ask(account, mailbox, new, now)
        return frozenset(touched)

    def unasked(self, addresses: Iterable[str], now: datetime) -> bool:
        """Whether an account that can be asked was not yet asked for any of some people.

        Until then nobody can say that they are new to you.
        """
        wanted = set(self._known_addresses(addresses))
        return any(
            wanted - self.store.asked.since(account.name, now - _AGAIN)
            for account, _ in self._unmirrored()
            if self._patient(account, now)
        )

    def _known_addresses(self, addresses: Iterable[str]) -> list[str]:
        """All addresses of the people behind some, in their order, but of nobody forgotten."""
        asked = list(dict.fromkeys(addresses))
        people = Persons(self.store).of_all(asked)
        marks = self.store.forgotten.marks()
        found = dict.fromkeys(a for one in asked for a in (one, *people[one].addresses))
        return [address for address in found if not marks.has(address)]

    def index(self, now: datetime) -> frozenset[str]:
        """Read a few more headers of old mail, newest first, for the ties between people."""
        touched: set[str] = set()
        for account, mailbox in self._unmirrored():
            if isinstance(mailbox, Indexes) and self._patient(account, now):
                touched |= self._index(account, mailbox, now)
        return frozenset(touched)

    def _unmirrored(self) -> list[tuple[Account, Mailbox]]:
        return [(a, a.mailbox) for a in self.accounts if a.mailbox and not a.mailbox.mirrors]

    def _patient(self, account: Account, now: datetime) -> bool:
        next_try = self.store.accounts.standing(account.name, WHAT).next_try
        return next_try is None or now >= next_try

    def _ask(
        self, account: Account, mailbox: Mailbox, addresses: list[str], now: datetime
    ) -> set[str]:
        touched: set[str] = set()
        try:
            for address in addresses:
                found = list(mailbox.correspondence([address], limit=_MOST_MAILS))
                with self.store.transaction() as connection:
                    self.store.mail.put(connection, account.name, map(without_calendars, found))
                    self.store.asked.note(connection, account.name, [address], now)
                touched.add(address)
            self.store.accounts.note(Standing(account.name, WHAT, last_ok=now))
        except (AccountError, OSError) as error:
            self._note_failure(account, error, now)
        return touched

    def _index(self, account: Account, mailbox: Indexes, now: datetime) -> set[str]:
        touched: set[str] = set()
        cursor = self.store.accounts.cursor(account.name, _INDEX)
        try:
            for page in mailbox.index(cursor, _INDEX_BUDGET):
                kept = list(map(without_calendars, page.envelopes))
                with self.store.transaction() as connection:
                    self.store.mail.put(connection, account.name, kept)
                    self.store.accounts.set_cursor(connection, account.name, _INDEX, page.cursor)
                touched |= {a.address for envelope in kept for a in envelope.everyone}
        except (AccountError, OSError) as error:
            self._note_failure(account, error, now)
        return touched

    def _note_failure(self, account: Account, error: Exception, now: datetime) -> None:
        before = self.store.accounts.standing(account.name, WHAT)
        self.store.accounts.note(after_failure(before, error, now))
        log.warning("correspondence not read", account=account.name, error=str(error))
