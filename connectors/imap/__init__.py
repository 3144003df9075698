"""Mail over IMAP: Fastmail, iCloud, Posteo, mailbox.org, a company's Dovecot, and most others.

One connection is kept. `mirrors` is True: headers of all folders but junk and trash are read once,
newest first, and then only what changes.
"""

from __future__ import annotations

from connectors.contract import Account, AccountKind, Surroundings
from connectors.imap.connect import connect, forget, login, place
from connectors.imap.connection import Connection
from connectors.imap.mailbox import ImapMailbox
from connectors.imap.settings import ImapSettings

__all__ = ["KIND", "ImapMailbox", "ImapSettings"]


def _open(name: str, settings: ImapSettings, around: Surroundings) -> Account:
    connection = Connection(name, place(name, settings, around), login(name, settings, around))
    mailbox = ImapMailbox(connection, settings, around.now)
    return Account(name, "imap", mailbox=mailbox, close=mailbox.close)


KIND = AccountKind(
    settings=ImapSettings,
    open=_open,
    offers=frozenset({"mailbox"}),
    connect=connect,
    revoke=forget,
)
