"""Finding the text in a MIME tree (RFC 2045 to 2049), and decoding it whatever it claims to be."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Any

from syncd.text.line import MAX_CHARS
from syncd.text.markup import MAX_MARKUP_CHARS
from syncd.text.message import header

MAX_DEPTH = 20
MAX_PARTS = 200
_MAX_TYPE_CHARS = 2_000

#: Encodings in which bytes that happen to be valid UTF-8 are still not UTF-8.
_MULTI_BYTE = ("utf-16", "utf-32", "utf-7", "iso-2022", "shift", "euc", "gb", "big5", "hz")
#: What mail programs declare when they mean Windows-1252, or do not know.
_ONE_BYTE = frozenset({"", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", "utf-8", "utf8"})


@dataclass(frozen=True, slots=True)
class Text:
    """One text a reader sees, as far as the message offers it in each form."""

    plain: str = ""
    html: str = ""
    flowed: bool = False
    delsp: bool = False


def texts(message: Message[Any, Any]) -> list[Text]:
    """The texts of a message in order; attachments and attached messages are left out."""
    return _Reader().read(message)


class _Reader:
    def __init__(self) -> None:
        self._left = MAX_PARTS

    def read(self, part: Message[Any, Any], depth: int = 0) -> list[Text]:
        """The texts in a part, and in the parts within it."""
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0 or _attached(part):
            return []
        asked = _content_type(part)
        kind = asked.get_content_type()
        if kind.startswith("multipart/"):
            return self._container(part, kind, depth)
        if kind not in {"text/plain", "text/html"}:
            return []
        return [_leaf(part, kind, asked)]

    def _container(self, part: Message[Any, Any], kind: str, depth: int) -> list[Text]:
        children = list(_children(part))
        if kind == "multipart/alternative":
            return _alternatives([self.read(child, depth + 1) for child in children])
        if kind in {"multipart/related", "multipart/report", "multipart/signed"}:
            children = children[:1]
        if kind == "multipart/digest":
            return []
        return [text for child in children for text in self.read(child, depth + 1)]


def _alternatives(branches: list[list[Text]]) -> list[Text]:
    """Branches that say the same: one text with both of its forms."""
    plain = next((b for b in branches if b and b[0].plain), [])
    html = next((b for b in branches if b and b[0].html and not b[0].plain), [])
    if len(plain) == 1 and html:
        first = plain[0]
        merged = Text(first.plain, html[0].html, first.flowed, first.delsp)
        return [merged, *html[1:]]
    return html or plain


def _children(part: Message[Any, Any]) -> Iterator[Message[Any, Any]]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (p for p in payload[:MAX_PARTS] if isinstance(p, Message))


def _attached(part: Message[Any, Any]) -> bool:
    return header(part, "content-disposition").lower().startswith("attachment")


def _content_type(part: Message[Any, Any]) -> Message[str, str]:
    """A message with nothing but the part's Content-Type, to ask about it without its policy."""
    asked: Message[str, str] = Message()
    if value := header(part, "content-type")[:_MAX_TYPE_CHARS]:
        asked["Content-Type"] = value
    return asked


def _parameter(asked: Message[str, str], name: str) -> str:
    try:
        value = asked.get_param(name)
    except (ValueError, LookupError, TypeError):
        return ""
    if isinstance(value, tuple):
        value = value[2]
    return value.strip().lower() if isinstance(value, str) else ""


def _leaf(part: Message[Any, Any], kind: str, asked: Message[str, str]) -> Text:
    text = _text(part, _parameter(asked, "charset"))
    if kind == "text/html":
        return Text(html=text)
    return Text(
        plain=text,
        flowed=_parameter(asked, "format") == "flowed",
        delsp=_parameter(asked, "delsp") == "yes",
    )


def _text(part: Message[Any, Any], charset: str) -> str:
    """The part's text; one that was built from str and never encoded is text already."""
    try:
        payload = part.get_payload(decode=True)
        text = part.get_payload()
    except Exception:  # noqa: BLE001 - the standard library raises many kinds on hostile parts
        return ""
    if not isinstance(payload, bytes):
        return ""
    if isinstance(text, str) and _never_encoded(text, payload):
        return text
    return decoded(payload, charset)


def _never_encoded(text: str, payload: bytes) -> bool:
    """What the standard library calls the bytes of such a text are Python's escapes of it."""
    if len(text) > len(payload) or not any(char > "\xff" for char in text):
        return False
    return payload == text.encode("raw-unicode-escape", "replace")


def decoded(data: bytes, charset: str) -> str:
    """Bytes as text: as UTF-8 when they are, else as declared, else as Windows-1252.

    Mail that claims a one-byte character set and holds UTF-8 is far more common than text in such
    a set that happens to be valid UTF-8.
    """
    data = data[: MAX_MARKUP_CHARS + MAX_CHARS]
    if not charset.startswith(_MULTI_BYTE):
        try:
            return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
        except UnicodeDecodeError:
            pass
    if charset in _ONE_BYTE:
        charset = "cp1252"
    try:
        return data.decode(charset, "replace")
    except (LookupError, ValueError, TypeError, AttributeError):
        return data.decode("cp1252", "replace")
