"""A mailbox in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from connectors.contract import MAX_MESSAGE_BYTES, Bad, Check, Known, MailPage, flags_tag
from connectors.envelope import message_id as read_message_id
from connectors.envelope import read_envelope, read_fields
from connectors.folders import is_left_out, role_of
from connectors.letters import flags_for, id_of, refuse_unless_ours
from connectors.memory.life import Life, look, refuse_while
from syncd.errors import ItemError, RefusedError
from syncd.model import Envelope, Flag, Held, Ref, Role

_PAGE = 500  # messages in one page
_FOLDERS = {Role.INBOX: "INBOX", Role.DRAFTS: "Drafts"}


@dataclass(slots=True)
class _Mail:
    """A message: its bytes and what the mailbox notes about it."""

    raw: bytes
    flags: frozenset[Flag]
    received: datetime
    changed: int


class MemoryMailbox:
    """A mailbox that lives as long as the process; folders appear when something is put in them."""

    mirrors = True
    grace = 0.0

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        #: Set it, and the account cannot be reached.
        self.away = False
        self._now = now
        self._kept: dict[Ref, _Mail] = {}
        self._gone: dict[Ref, int] = {}
        self._life = Life()

    def add(
        self,
        raw: bytes,
        *,
        folder: str = "INBOX",
        flags: Iterable[Flag] = (),
        received: datetime | None = None,
    ) -> Ref:
        """Put any message into any folder, as a server or a mail program does."""
        number = self._life.next()
        ref = Ref(folder, str(number))
        self._mail[ref] = _Mail(raw, frozenset(flags), received or self._now(), number)
        return ref

    def flag(self, ref: Ref, flags: Iterable[Flag]) -> None:
        """Set the flags of a message to exactly these."""
        mail = self._mail[ref]
        mail.flags, mail.changed = frozenset(flags), self._life.next()

    def move(self, ref: Ref, folder: str) -> Ref:
        """Move a message to another folder, where it gets another id."""
        mail = self._mail[ref]
        self.delete(ref)
        return self.add(mail.raw, folder=folder, flags=mail.flags, received=mail.received)

    def delete(self, ref: Ref) -> None:
        """Take a message away for good."""
        del self._mail[ref]
        self._gone[ref] = self._life.next()

    def refs(self, folder: str = "") -> tuple[Ref, ...]:
        """Where every message lies, the oldest first; of one folder when it is named."""
        return tuple(ref for ref in self._mail if not folder or ref.folder == folder)

    def flags(self, ref: Ref) -> frozenset[Flag]:
        """The flags a message has now."""
        return self._mail[ref].flags

    def changes(self, cursor: str, known: Known) -> Iterator[MailPage]:
        """See `connectors.contract.Mailbox`."""
        since = self._life.since(cursor)
        fresh = sorted(
            (mail.changed, ref)
            for ref, mail in self._mail.items()
            if mail.changed > since and not is_left_out(ref.folder)
        )
        gone = tuple(ref for ref, at in self._gone.items() if at > since)
        if not since:
            gone = tuple(
                Ref(folder, id_)
                for folder in sorted({ref.folder for ref in (*self._mail, *self._gone)})
                for id_ in known(folder)
                if Ref(folder, id_) not in self._mail
            )
        for start in range(0, max(1, len(fresh)), _PAGE):
            part, left = fresh[start : start + _PAGE], max(0, len(fresh) - start - _PAGE)
            envelopes, bad = self._read(ref for _, ref in part)
            cursor = self._life.cursor(part[-1][0] if left else self._life.last)
            yield MailPage(cursor, envelopes, gone, bad, left)
            gone = ()

    def correspondence(
        self, addresses: Collection[str], *, since: datetime | None = None, limit: int = 200
    ) -> Iterable[Envelope]:
        """See `connectors.contract.Mailbox`."""
        wanted = {address.lower() for address in addresses}
        envelopes, _ = self._read(ref for ref in self._mail if not is_left_out(ref.folder))
        found = [
            envelope
            for envelope in envelopes
            if (since is None or envelope.date >= since)
            and any(one.address in wanted for one in envelope.everyone)
        ]
        return sorted(found, key=lambda envelope: envelope.date, reverse=True)[:limit]

    def message(self, ref: Ref) -> bytes:
        """See `connectors.contract.Mailbox`."""
        if ref not in self._mail:
            raise ItemError("This message is no longer in the mailbox.")
        return self._mail[ref].raw

    def mark(self, role: Role) -> str:  # noqa: ARG002
        """See `connectors.contract.Mailbox`."""
        return str(self._life.last)

    def deliver(self, role: Role, letter: bytes, *, thread_id: str = "") -> Ref:  # noqa: ARG002
        """See `connectors.contract.Mailbox`; the same Message-ID is never there twice."""
        flags = flags_for(role)
        held = self.find(id_of(letter))
        return held[0].ref if held else self.add(letter, folder=_FOLDERS[role], flags=flags)

    def find(self, message_id: str, *, mark: str = "") -> tuple[Held, ...]:
        """See `connectors.contract.Mailbox`."""
        after = int(mark or 0)
        return tuple(
            Held(ref, role_of(ref.folder), mail.flags)
            for ref, mail in self._mail.items()
            if mail.changed > after and _is(mail.raw, message_id)
        )

    def replace(self, ref: Ref, letter: bytes, *, message_id: str) -> Ref:
        """See `connectors.contract.Mailbox`."""
        if ref not in self._mail:
            raise RefusedError(f"The letter {message_id} is no longer there to be replaced.")
        refuse_unless_ours(self._mail[ref].raw, message_id)
        id_of(letter)
        flags = self._mail[ref].flags
        self.delete(ref)
        return self.add(letter, folder=ref.folder, flags=flags)

    def remove(self, ref: Ref, *, message_id: str, unless: frozenset[Flag] = frozenset()) -> bool:
        """See `connectors.contract.Mailbox`."""
        if ref not in self._mail:
            return True
        refuse_unless_ours(self._mail[ref].raw, message_id)
        if self._mail[ref].flags & unless:
            return False
        self.delete(ref)
        return True

    def check(self) -> Iterator[Check]:
        """See `connectors.contract.Checkable`."""
        yield look("mailbox", f"{len(self._kept)} messages in memory", away=self.away)

    @property
    def _mail(self) -> dict[Ref, _Mail]:
        refuse_while(self.away)
        return self._kept

    def _read(self, refs: Iterable[Ref]) -> tuple[tuple[Envelope, ...], tuple[Bad, ...]]:
        envelopes, bad = [], []
        for ref in refs:
            mail = self._mail.get(ref)
            if mail is None:  # deleted since this page was begun
                continue
            try:
                envelopes.append(self._envelope(ref, mail))
            except ItemError as error:
                bad.append(Bad(ref.folder, ref.id, flags_tag(mail.flags), str(error)))
        return tuple(envelopes), tuple(bad)

    def _envelope(self, ref: Ref, mail: _Mail) -> Envelope:
        if len(mail.raw) > MAX_MESSAGE_BYTES:
            raise ItemError("This message is too large to be read.")
        return read_envelope(
            mail.raw,
            ref=ref,
            role=role_of(ref.folder),
            received=mail.received,
            now=self._now(),
            flags=mail.flags,
        )


def _is(raw: bytes, message_id: str) -> bool:
    return message_id in map(read_message_id, read_fields(raw).get("message-id", ()))
