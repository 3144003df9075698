"""A letter as RFC 5322 bytes, with the headers that make it known as ours.

What came from outside may stand in a subject or a name: it is bounded and kept to one line, and the
finished message is parsed again to see that it has exactly the headers we meant.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import Header
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from syncd.compose.letter import Letter
from syncd.errors import SyncdError
from syncd.model import Address, DeliveryKey, Kind, MeetingKey
from syncd.model.domains import domain_of
from syncd.text.snippet import shorten

_MAX_SUBJECT_CHARS = 200
_MAX_NAME_CHARS = 100
_MAX_REFERENCES = 30
_ID_HEX_DIGITS = 32
_MAX_COLUMNS = 76


class _Folding(EmailPolicy):
    """Folds at blanks only, and never turns an id or a short word into an encoded word.

    Python's own folding encodes words longer than a line (RFC 2047), which in Message-IDs is wrong
    (RFC 5322 section 3.6.4 knows no encoded words), and may leave a subject's first line empty.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header field as bytes, with its line ends."""
        if name.lower() in _ADDRESS_FIELDS:
            return super().fold_binary(name, value)
        text = str(value)
        if not text.isascii():
            text = Header(text, "utf-8", _MAX_COLUMNS, name).encode(linesep="\r\n")
            return f"{name}: {text}\r\n".encode("ascii")
        return f"{_folded(name, text)}\r\n".encode("ascii")


_ADDRESS_FIELDS = frozenset({"from", "to", "cc", "content-type", "content-transfer-encoding"})


def _folded(name: str, text: str) -> str:
    lines = [f"{name}:"]
    for place, word in enumerate(text.split(" ")):
        if place and len(lines[-1]) + 1 + len(word) > _MAX_COLUMNS:
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines)


#: CRLF as RFC 5322 has it, ASCII throughout, so that every transport takes it as it is.
_POLICY = _Folding(linesep="\r\n", cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Stationery:
    """What is the same in every letter of a delivery."""

    key: DeliveryKey
    sender: Address
    #: Aware.
    date: datetime
    meeting: MeetingKey | None = None


def message_id(key: DeliveryKey, address: str) -> str:
    """The Message-ID of a delivery: the same key of the same user always gives the same."""
    known_by = "\0".join((key.kind, key.subject, str(key.revision), address))
    digest = hashlib.sha256(known_by.encode()).hexdigest()[:_ID_HEX_DIGITS]
    return f"<syncd.{key.kind}.{digest}@{domain_of(address)}>"


def build(letter: Letter, stationery: Stationery) -> bytes:
    """The whole message. Raises SyncdError when its headers are not those that were meant."""
    message = EmailMessage(policy=_POLICY)
    for name, value in _headers(letter, stationery):
        message[name] = value
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message.set_boundary("=_" + hashlib.sha256(message["Message-ID"].encode()).hexdigest()[:40])
    meant = sorted(name.lower() for name in message)
    raw = message.as_bytes()
    found = sorted(name.lower() for name in message_from_bytes(raw))
    if meant != found:
        raise SyncdError(f"A letter would have had other headers than meant: {found}.")
    return raw


def _headers(letter: Letter, stationery: Stationery) -> list[tuple[str, object]]:
    key = stationery.key
    headers: list[tuple[str, object]] = [
        ("From", _address(stationery.sender)),
        ("To", tuple(_address(address) for address in letter.to)),
        ("Subject", shorten(letter.subject, _MAX_SUBJECT_CHARS)),
        ("Date", format_datetime(stationery.date)),
        ("Message-ID", message_id(key, stationery.sender.address)),
        ("X-Syncd-Kind", key.kind.value),
        ("X-Syncd-Revision", str(key.revision)),
    ]
    if stationery.meeting:
        headers.append(("X-Syncd-Meeting", stationery.meeting.header()))
    if letter.in_reply_to:
        headers.append(("In-Reply-To", letter.in_reply_to))
        headers.append(("References", " ".join(letter.references[-_MAX_REFERENCES:])))
    if key.kind in (Kind.BRIEF, Kind.DIGEST, Kind.ALERT):
        headers.append(("Auto-Submitted", "auto-generated"))
    return headers


def _address(address: Address) -> HeaderAddress:
    name = shorten(address.name, _MAX_NAME_CHARS)
    return HeaderAddress(display_name=name, addr_spec=address.address)
