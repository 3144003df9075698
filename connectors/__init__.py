"""Connectors: the outside world, one kind of account each. See `connectors.contract`."""

from __future__ import annotations

from importlib import import_module

from connectors.contract import AccountKind

#: ``kind`` in the config -> "module:attribute" of its `AccountKind`, imported only when named.
KINDS = {
    "maildir": "connectors.maildir:KIND",
    "ics": "connectors.ics:KIND",
    "google": "connectors.google:KIND",
    "imap": "connectors.imap:KIND",
    "caldav": "connectors.caldav:KIND",
    "carddav": "connectors.carddav:KIND",
    "vcard": "connectors.vcard:KIND",
    "memory": "connectors.memory:KIND",
}


def load(kind: str) -> AccountKind:
    """Import the connector of a kind. Raises KeyError when there is no such kind."""
    module, _, attribute = KINDS[kind].partition(":")
    found = getattr(import_module(module), attribute)
    assert isinstance(found, AccountKind)
    return found
