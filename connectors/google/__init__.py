"""Google: calendar, Gmail and, when switched on, contacts in one account. See docs/google.md.

Nothing of Google's client is imported here: that happens at the first call of an account.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from connectors.contract import Account, AccountKind, Surroundings
from connectors.google.account import GoogleAccount
from connectors.google.calendar import GoogleCalendar
from connectors.google.contacts import GoogleContacts
from connectors.google.mailbox import GmailMailbox
from connectors.google.settings import GoogleSettings


def _open(name: str, settings: GoogleSettings, surroundings: Surroundings) -> Account:
    google = GoogleAccount(name, settings, surroundings)
    calendar = GoogleCalendar(google)

    def close() -> None:
        calendar.close()
        google.close()

    return Account(
        name,
        "google",
        calendar=calendar,
        mailbox=GmailMailbox(google),
        contacts=GoogleContacts(google) if settings.contacts else None,
        close=close,
        usage=google.usage,
    )


def _connect(
    name: str,
    settings: GoogleSettings,
    surroundings: Surroundings,
    *,
    browser: bool,
    say: Callable[[str], None],
    ask: Callable[[str], str],
) -> str:
    auth = import_module("connectors.google.auth")
    return str(auth.connect(name, settings, surroundings, browser=browser, say=say, ask=ask))


def _revoke(name: str, settings: GoogleSettings, surroundings: Surroundings) -> str:
    return str(import_module("connectors.google.auth").revoke(name, settings, surroundings))


KIND = AccountKind(
    settings=GoogleSettings,
    open=_open,
    offers=frozenset({"calendar", "mailbox", "contacts"}),
    connect=_connect,
    revoke=_revoke,
)
