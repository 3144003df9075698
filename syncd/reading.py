"""Reads the mail that a letter needs: fetched from its mailbox once, then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from connectors.contract import Mailbox
from syncd.errors import SyncdError
from syncd.model import Address, Me
from syncd.people.dossier import Exchange
from syncd.store import Store
from syncd.store.mail import StoredMessage
from syncd.text import attachments, body
from syncd.text.writers_clock import utc_offset

log = structlog.get_logger("syncd.reading")

_MAX_BODY_CHARS = 20_000
#: A signature stands at the end.
_MAX_SIGNED_CHARS = 3_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Turns stored headers into mails with their text."""

    store: Store
    me: Me
    #: By account name.
    mailboxes: Mapping[str, Mailbox]

    def whole(self, message: StoredMessage) -> StoredMessage:
        """The message with its text; without it when it cannot be read now."""
        if message.body is not None:
            return message
        mailbox = self.mailboxes.get(message.account)
        if mailbox is None:
            return message
        try:
            parsed = body.parse(mailbox.message(message.envelope.ref))
        except SyncdError as error:
            log.info("body not read", account=message.account, error=str(error))
            return message
        text = body.written(parsed)[:_MAX_BODY_CHARS]
        signed = "" if self._is_mine(message) else body.signed(parsed)[-_MAX_SIGNED_CHARS:]
        attached = attachments.names(parsed)
        offset = utc_offset(parsed)
        self.store.mail.keep_body(message.row, text, signed, attached, offset)
        return replace(message, body=text, signed=signed, attached=attached, utc_offset=offset)

    def exchange(self, message: StoredMessage, *, read: bool = True) -> Exchange:
        """A mail between you and somebody, as letters speak of it."""
        envelope = message.envelope
        sender = envelope.sender or Address("")
        known = self.whole(message) if read else replace(message, body="", signed="")
        return Exchange(
            message_id=envelope.message_id,
            subject=envelope.subject,
            sender=sender,
            from_me=self.me.is_me(sender.address),
            date=envelope.date,
            text=known.body or "",
            in_reply_to=envelope.in_reply_to,
            references=envelope.references,
            thread_id=envelope.thread_id,
            account=message.account,
            signed=known.signed,
            attached=known.attached,
            to=envelope.to,
            cc=envelope.cc,
            utc_offset=known.utc_offset,
            to_me=any(self.me.is_me(reader.address) for reader in envelope.to),
        )

    def _is_mine(self, message: StoredMessage) -> bool:
        sender = message.envelope.sender
        return sender is not None and self.me.is_me(sender.address)
