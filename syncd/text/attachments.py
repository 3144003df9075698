"""The names of the files that came with a message."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from typing import Any

from syncd.text.part import MAX_DEPTH, MAX_PARTS
from syncd.text.snippet import shorten

_MAX_NAME_CHARS = 120
_MOST = 20
#: What programs add by themselves: invitations, cards, seals. Pictures within a page are no files.
_BY_MACHINE = (
    "text/calendar",
    "application/ics",
    "text/vcard",
    "text/x-vcard",
    "application/pgp-signature",
    "application/pgp-keys",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/ms-tnef",
)


def names(message: Message[Any, Any]) -> tuple[str, ...]:
    """The files that somebody attached, by name; what a mail program adds does not count."""
    found = []
    for part in _parts(message, 0, [MAX_PARTS]):
        name = _name(part)
        if name:
            found.append(name)
        if len(found) == _MOST:
            break
    return tuple(found)


def _parts(part: Message[Any, Any], depth: int, left: list[int]) -> Iterator[Message[Any, Any]]:
    """The leaves of a message, as many as a person could have attached."""
    left[0] -= 1
    if depth > MAX_DEPTH or left[0] < 0:
        return
    payload = part.get_payload()
    if not isinstance(payload, list):
        yield part
        return
    for child in payload[:MAX_PARTS]:
        if isinstance(child, Message):
            yield from _parts(child, depth + 1, left)


def _name(part: Message[Any, Any]) -> str:
    try:
        kind, shown = part.get_content_type(), part.get_content_disposition()
        name = part.get_filename() or ""
    except Exception:  # noqa: BLE001 - the standard library raises many kinds on hostile parts
        return ""
    in_the_page = kind.startswith("image/") and (shown == "inline" or "content-id" in part)
    if kind in _BY_MACHINE or in_the_page or not (shown == "attachment" or name):
        return ""
    return shorten(name, _MAX_NAME_CHARS) or "a file"
