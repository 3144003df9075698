"""Mail in folders of files: Maildir, as mbsync, Dovecot and mail programs write it.

A message is a file, its flags are in the file's name, so a changed flag is a new name. Nothing is
remembered here: what was read is in the caller's cursor and in what the caller knows.
"""

from __future__ import annotations

from connectors.contract import Account, AccountKind, Surroundings
from connectors.maildir.mailbox import MaildirMailbox
from connectors.maildir.settings import MaildirSettings

__all__ = ["KIND", "MaildirMailbox", "MaildirSettings"]


def _open(name: str, settings: MaildirSettings, around: Surroundings) -> Account:
    return Account(name, "maildir", mailbox=MaildirMailbox(name, settings, around.now))


KIND = AccountKind(MaildirSettings, _open, frozenset({"mailbox"}))
