"""Calendars over CalDAV: Fastmail, iCloud, Nextcloud, Posteo, mailbox.org, Radicale, most others.

Read only. A poll without changes is one request.
"""

from __future__ import annotations

from connectors.caldav.calendar import CalDavCalendar
from connectors.caldav.client import Dav
from connectors.caldav.collections import CALENDARS
from connectors.caldav.connect import access, connect, forget
from connectors.caldav.settings import DavSettings
from connectors.contract import Account, AccountKind, Surroundings

__all__ = ["KIND", "CalDavCalendar"]


def _open(name: str, settings: DavSettings, around: Surroundings) -> Account:
    dav = Dav(name, access(name, settings, around, CALENDARS))
    calendar = CalDavCalendar(dav, settings)
    return Account(name, "caldav", calendar=calendar, close=calendar.close)


KIND = AccountKind(
    settings=DavSettings,
    open=_open,
    offers=frozenset({"calendar"}),
    connect=connect,
    revoke=forget,
)
