"""The world of the mailbox suite: the account, everybody else in it, and who mirrors it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Protocol

import pytest

from connectors.contract import Bad, Mailbox, MailPage, flags_tag
from syncd.model import Envelope, Flag, Kind, Ref, Role
from tests.builders import ADA, ME, TEN, a_message

#: What `Surroundings.now` should say: the evening before the usual meeting.
NOW = TEN.astimezone(UTC) - timedelta(hours=13)

#: Places of a mailbox that every seeder knows. "other" is a folder or label without a role.
INBOX, SENT, DRAFTS, ARCHIVE = "inbox", "sent", "drafts", "archive"
OTHER, JUNK, TRASH = "other", "junk", "trash"
ROLES = {
    INBOX: Role.INBOX,
    SENT: Role.SENT,
    DRAFTS: Role.DRAFTS,
    ARCHIVE: Role.ARCHIVE,
    OTHER: Role.OTHER,
}
NO_FLAGS = frozenset[Flag]()
SEEN = frozenset({Flag.SEEN})


class Seeder(Protocol):
    """The others: whoever puts mail into the account and works with it."""

    def plant(
        self,
        place: str,
        raw: bytes,
        *,
        flags: Iterable[Flag] = (),
        received: datetime | None = None,
    ) -> None:
        """Put a message into a place, with these flags, received at that moment (or now)."""
        ...

    def flag(self, message_id: str, flags: Iterable[Flag]) -> None:
        """Set the flags of every copy of a message to exactly these."""
        ...

    def move(self, message_id: str, place: str) -> None:
        """Move a message as a mail program does."""
        ...

    def delete(self, message_id: str) -> None:
        """Delete every copy of a message for good, not into the trash."""
        ...

    def copies(self, message_id: str) -> list[tuple[str, frozenset[Flag]]]:
        """(place, flags) of every copy of a message in the whole account."""
        ...


@dataclass(slots=True)
class World:
    """A mailbox as it is opened on an empty account, and everybody else."""

    mailbox: Mailbox
    seeder: Seeder


@dataclass(slots=True)
class Mirror:
    """What the caller of a mailbox keeps: it applies pages as they come, as syncd does."""

    mailbox: Mailbox
    cursor: str = ""
    envelopes: dict[Ref, Envelope] = field(default_factory=dict)
    bad: dict[Ref, Bad] = field(default_factory=dict)
    #: What the last `read` brought.
    news: list[Envelope] = field(default_factory=list)
    bad_news: list[Bad] = field(default_factory=list)

    def known(self, folder: str) -> Mapping[str, str]:
        tags = {ref: flags_tag(envelope.flags) for ref, envelope in self.envelopes.items()}
        tags |= {ref: bad.etag for ref, bad in self.bad.items()}
        return {ref.id: tag for ref, tag in tags.items() if ref.folder == folder}

    def read(self) -> Mirror:
        self.news, self.bad_news = [], []
        for page in self.mailbox.changes(self.cursor, self.known):
            self.apply(page)
        return self

    def apply(self, page: MailPage) -> None:
        self.cursor = page.cursor
        for ref in page.gone:
            self.envelopes.pop(ref, None)
            self.bad.pop(ref, None)
        for envelope in page.envelopes:
            self.envelopes[envelope.ref] = envelope
            self.bad.pop(envelope.ref, None)
        for bad in page.bad:
            self.bad[Ref(bad.where, bad.id)] = bad
        self.news += page.envelopes
        self.bad_news += page.bad

    def all(self, message_id: str) -> list[Envelope]:
        return [e for e in self.envelopes.values() if e.message_id == message_id]

    def one(self, message_id: str) -> Envelope:
        found = self.all(message_id)
        assert len(found) == 1, f"{len(found)} times in the mirror: {message_id}"
        return found[0]


def a_letter(
    name: str = "brief-1", kind: Kind = Kind.BRIEF, text: str = "Ada, 10:00.", **changes: object
) -> bytes:
    """A letter as syncd makes them, with the Message-ID `letter_id` of the same name."""
    return a_message(
        text,
        sender=ME,
        to=[ME] if kind is Kind.BRIEF else [ADA],
        subject=f"Letter {name}",
        message_id=letter_id(name),
        headers={"X-Syncd-Kind": kind, "X-Syncd-Meeting": "coffee-ada@example.com"},
        date=NOW,
        **changes,  # type: ignore[arg-type]
    )


def letter_id(name: str = "brief-1") -> str:
    return f"<syncd.{name}.0123456789abcdef@syncd.invalid>"


def mail_id(name: str) -> str:
    return f"<{name}@mail.example>"


def a_mail(name: str, **changes: object) -> bytes:
    """Ada's mail with the Message-ID `mail_id` of that name."""
    return a_message(message_id=mail_id(name), **changes)  # type: ignore[arg-type]


def with_header(*lines: bytes, name: str) -> bytes:
    """A mail with exactly these header lines, and the Message-ID `mail_id` of that name."""
    head = b"\r\n".join((b"Message-ID: " + mail_id(name).encode(), *lines))
    return head + b"\r\n\r\nHello.\r\n"


def same_mail(one: bytes, other: bytes) -> bool:
    """The same message; how lines end is the account's business."""
    return one.replace(b"\r\n", b"\n").strip() == other.replace(b"\r\n", b"\n").strip()


def size_of(envelope: Envelope) -> int:
    return len(repr(envelope))


def message_id_of(raw: bytes) -> str:
    """The Message-ID of a message, for seeders; "" when it has none."""
    return str(message_from_bytes(raw).get("Message-ID", "")).strip()


class MailboxPromises:
    """What the parts of the suite share: the account's peculiarities and the fixtures."""

    #: The account keeps bytes that are no mail as they are.
    keeps_rubbish = True
    #: The seeder's ``received`` is what the mailbox tells of a message without a Date.
    keeps_received = True
    #: Delivering the same letter twice leaves one (else that is the caller's to avoid, by `find`).
    exact = False
    #: Seconds the account may need until it shows what a seeder or the mailbox did.
    patience = 0.0

    @pytest.fixture
    def world(self) -> World:
        raise NotImplementedError("a subclass gives the opened mailbox and its seeder")

    @pytest.fixture
    def mailbox(self, world: World) -> Mailbox:
        return world.mailbox

    @pytest.fixture
    def seeder(self, world: World) -> Seeder:
        return world.seeder

    @pytest.fixture
    def mirror(self, world: World) -> Mirror:
        """A mirror that has read the still empty account, so that everything else is news."""
        return Mirror(world.mailbox).read()

    def settle(self) -> None:
        """Wait until the account shows what was done."""
        if self.patience:
            time.sleep(self.patience)
