"""What the killer and the killed share: the account, the store, the letters."""

from __future__ import annotations

import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from connectors.contract import Account, Surroundings
from connectors.imap import KIND
from connectors.imap.settings import ImapSettings
from connectors.secrets import write_private
from syncd.model import Delivery, DeliveryKey, Kind, State
from syncd.outbox import Outbox
from syncd.store import Store, open_store

ACCOUNT = "home"
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one worker works."""

    folder: Path
    port: int
    user: str
    password: str

    def account(self, port: int) -> Account:
        """The account, over the server's port or over a proxy's."""
        secret = self.folder / "password"
        if not secret.exists():
            write_private(secret, self.password)
        settings = ImapSettings.model_validate(
            {
                "user": self.user,
                "host": "127.0.0.1",
                "port": port,
                "security": "none",
                "password_file": secret,
            }
        )
        return KIND.open(ACCOUNT, settings, Surroundings(self.folder, lambda: NOW))

    def store(self) -> Store:
        """The store, opened as after a start."""
        return open_store(self.folder / "store" / "syncd.sqlite", NOW)


@dataclass(frozen=True, slots=True)
class Errand:
    """What one daemon is to do, and how far it gets."""

    name: str
    kind: Kind
    #: The step at which it dies; 0: it lives on unless someone kills it.
    die_at: int = 0

    @property
    def delivery(self) -> Delivery:
        """The letter."""
        return a_delivery(self.name, self.kind)


def outbox(store: Store, account: Account) -> Outbox:
    """The real outbox; it really waits."""
    assert account.mailbox
    return Outbox(store, {ACCOUNT: account.mailbox})


def a_delivery(name: str, kind: Kind) -> Delivery:
    """A letter that is to be delivered once."""
    message_id = f"<syncd.{kind}.{name}@syncd.invalid>"
    letter = EmailMessage(policy=email.policy.SMTP)
    letter["Message-ID"] = message_id
    letter["From"] = letter["To"] = "robin@example.com"
    letter["Subject"] = f"Letter {name}"
    letter["Date"] = NOW
    letter["X-Syncd-Kind"] = kind
    letter["X-Syncd-Revision"] = "1"
    letter.set_content("Ada, Tuesday at ten.\n" * 150)
    letter.add_alternative("<p>Ada, Tuesday at ten.</p>\n" * 150, subtype="html")
    key = DeliveryKey(kind, f"{name}@bench.invalid")
    return Delivery(key, State.READY, ACCOUNT, message_id, letter.as_bytes(), NOW)
