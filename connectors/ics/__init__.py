"""Calendars as .ics files: in a folder, in one file, or behind an https address."""

from __future__ import annotations

from importlib import import_module

from connectors.contract import Account, AccountKind, Surroundings
from connectors.ics.folder import FolderCalendar
from connectors.ics.settings import IcsSettings, is_address

__all__ = ["KIND", "FolderCalendar", "IcsSettings"]


def _open(name: str, settings: IcsSettings, _: Surroundings) -> Account:
    if not is_address(settings.path):
        return Account(name, "ics", calendar=FolderCalendar(name, settings))
    calendar = import_module("connectors.ics.address").AddressCalendar(name, settings)
    return Account(name, "ics", calendar=calendar, close=calendar.close)


KIND = AccountKind(IcsSettings, _open, frozenset({"calendar"}))
