"""Text that others wrote, made safe to show: bounded, plain, without control characters."""

from __future__ import annotations

import html
import re

import nh3

TITLE_CHARS = 500
LOCATION_CHARS = 500
DESCRIPTION_CHARS = 20_000
#: Markup takes room that its text does not.
RAW_CHARS = 3 * DESCRIPTION_CHARS

#: Controls but newline and tab; marks that turn the direction of writing.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_TAGS = re.compile(
    r"</?(?:a|b|i|u|p|br|em|ol|ul|li|div|span|strong|html|body|table|h[1-6])\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"<br\s{0,9}/?>|</(?:p|div|li|tr|h[1-6]|ul|ol|table)>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]{0,2000}>", re.IGNORECASE)
_ANCHOR = re.compile(r'<a href="([^"<>]*)">([^<>]*)</a>')
_EMPTY_LINES = re.compile(r"\n{3,}")


def one_line(text: str, limit: int) -> str:
    """A title or a name: one line, single spaces, at most ``limit`` characters."""
    return " ".join(_CONTROLS.sub("", text[: 4 * limit]).split())[:limit]


def paragraphs(text: str, limit: int = DESCRIPTION_CHARS) -> str:
    """A description: plain text out of plain text or HTML, at most ``limit`` characters."""
    raw = text[:RAW_CHARS]
    plain = from_html(raw) if _TAGS.search(raw) else raw
    lines = (line.strip() for line in _CONTROLS.sub("", plain.replace("\r", "\n")).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()[:limit]


def from_html(markup: str) -> str:
    """The text of a piece of HTML; a link's address stands after its words."""
    spaced = _ITEM.sub("- ", _BREAKS.sub("\n", markup.replace("\r", "").replace("\n", " ")))
    links = nh3.clean(
        spaced,
        tags={"a"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    text = re.sub(r"</?a\b[^<>]*>", "", _ANCHOR.sub(_link, links))
    return html.unescape(text).replace("\xa0", " ")


def _link(match: re.Match[str]) -> str:
    address, words = match.groups()
    if words.strip() and address.removeprefix("mailto:") not in words:
        return f"{words} ({address})"
    return address.removeprefix("mailto:")
