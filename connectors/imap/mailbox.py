"""An IMAP account as a mailbox: headers of every folder, letters into inbox and drafts."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime

from connectors.contract import Check, Known, MailPage
from connectors.imap.changes import Changes, Survey
from connectors.imap.checks import checks
from connectors.imap.client import Client
from connectors.imap.connection import Connection
from connectors.imap.folders import Layout, arrange
from connectors.imap.search import (
    Wish,
    correspondence,
    find_letter,
    read_mark,
    whole_message,
    write_mark,
)
from connectors.imap.settings import ImapSettings
from connectors.imap.waiting import Idle
from connectors.imap.writing import Letters, target
from syncd.model import Envelope, Flag, Held, Ref, Role

#: Folders come and go rarely; each reading looks at them anyway, other work does so this often.
_LAYOUT_SECONDS = 300.0


class ImapMailbox:
    """See `connectors.contract.Mailbox`."""

    mirrors = True
    #: A client that died may still have bytes on the way; a second covers slow links.
    grace = 1.0

    def __init__(
        self, connection: Connection, settings: ImapSettings, now: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._settings = settings
        self._now = now
        self._idle = Idle(connection)
        self._letters = Letters(connection, self._folders, now)
        self._layout: Layout | None = None
        self._looked = 0.0

    def changes(self, cursor: str, known: Known) -> Iterator[MailPage]:
        """See `connectors.contract.Mailbox`."""
        survey = self._survey()
        yield from Changes(self._connection, survey, known, self._now).since(cursor)
        inbox = survey.status.get(survey.layout.targets[Role.INBOX])
        self._idle.caught_up(inbox.next if inbox else 0)

    def correspondence(
        self, addresses: Collection[str], *, since: datetime | None = None, limit: int = 200
    ) -> Iterable[Envelope]:
        """See `connectors.contract.Mailbox`."""
        layout = self._folders()
        with self._connection.use() as client:
            wish = Wish(frozenset(map(str.lower, addresses)), since, limit)
            return correspondence(client, layout, wish, self._now)

    def message(self, ref: Ref) -> bytes:
        """See `connectors.contract.Mailbox`."""
        layout = self._folders()
        with self._connection.use() as client:
            return whole_message(client, layout, ref)

    def mark(self, role: Role) -> str:
        """See `connectors.contract.Mailbox`."""
        survey = self._survey()
        folder = target(self._connection.account, survey.layout, role)
        status = survey.status
        if folder not in status:
            with self._connection.use() as client:
                status = {folder: client.open(folder)}
        return write_mark(status)

    def deliver(self, role: Role, letter: bytes, *, thread_id: str = "") -> Ref:  # noqa: ARG002
        """See `connectors.contract.Mailbox`."""
        return self._letters.deliver(role, letter)

    def find(self, message_id: str, *, mark: str = "") -> tuple[Held, ...]:
        """See `connectors.contract.Mailbox`."""
        survey = self._survey()
        with self._connection.use() as client:
            return find_letter(client, survey.layout, message_id, read_mark(mark), survey.status)

    def replace(self, ref: Ref, letter: bytes, *, message_id: str) -> Ref:
        """See `connectors.contract.Mailbox`."""
        return self._letters.replace(ref, letter, message_id)

    def remove(self, ref: Ref, *, message_id: str, unless: frozenset[Flag] = frozenset()) -> bool:
        """See `connectors.contract.Mailbox`."""
        return self._letters.remove(ref, message_id, unless)

    def wait(self, timeout: float) -> bool:
        """See `connectors.contract.Waits`."""
        return self._idle.wait(timeout)

    def check(self) -> Iterator[Check]:
        """See `connectors.contract.Checkable`."""
        yield from checks(self._connection, self._survey, self._settings)

    def close(self) -> None:
        """Log out; the next use connects again."""
        self._idle.stop()
        self._connection.close()

    def _folders(self) -> Layout:
        """The folders as they were a moment ago."""
        if self._layout is None or time.monotonic() - self._looked > _LAYOUT_SECONDS:
            return self._survey().layout
        return self._layout

    def _survey(self) -> Survey:
        with self._connection.use() as client:
            client.leave()
            foreign = _foreign(client)
            if client.offers("LIST-STATUS"):
                listed, status = client.folders_with_status()
            else:
                listed, status = client.folders(), {}
        layout = arrange(listed, self._settings, foreign)
        target(self._connection.account, layout, Role.INBOX)
        self._layout, self._looked = layout, time.monotonic()
        return Survey(layout, status)


def _foreign(client: Client) -> tuple[str, ...]:
    """Prefixes of folders that belong to others (RFC 2342); asked once for each connection."""
    if client.foreign is None:
        client.foreign = ()
        if client.offers("NAMESPACE"):
            spaces = client.namespace()
            found = (*(spaces.other or ()), *(spaces.shared or ()))
            client.foreign = tuple(prefix for prefix, _ in found)
    return client.foreign
