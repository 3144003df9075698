"""Whether a draft is still as we wrote it. By content: ids and framing change on their own."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

_COMPARED_HEADERS = ("Subject", "In-Reply-To")
_ADDRESS_HEADERS = ("To", "Cc", "Bcc")


def untouched(found: bytes, ours: bytes) -> bool:
    """Whether two letters say the same to the same people."""
    return _content(found) == _content(ours)


def _content(raw: bytes) -> tuple[object, ...]:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    headers = tuple(" ".join(str(message[name] or "").split()) for name in _COMPARED_HEADERS)
    people = tuple(
        sorted(address.lower() for _, address in getaddresses(map(str, message.get_all(name, []))))
        for name in _ADDRESS_HEADERS
    )
    return headers, people, _words(message), len(list(message.iter_attachments()))


def _words(message: EmailMessage) -> list[str]:
    part = message.get_body(("plain",)) or message.get_body(("html",))
    if part is None:
        return []
    try:
        return str(part.get_content()).split()
    except (LookupError, ValueError):
        return [repr(part.get_payload())]
