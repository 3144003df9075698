"""A mail body as lines, each with how deep it is quoted: what plain text and HTML share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: What is read of one text part; nobody writes more by hand.
MAX_CHARS = 400_000
MAX_LINES = 20_000
#: Patterns look at no more of a line than this, so that none can be made slow.
MAX_MATCHED_CHARS = 500

_QUOTE = re.compile(r"(?: ?>)+ ?")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_NEWLINE = re.compile("\r\n?|\u2028|\u2029|\x85|\x0c|\x0b")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it, without its quote marks."""

    text: str
    #: How many replies ago it was written: the number of ``>`` before it, or of blockquotes.
    depth: int = 0
    #: Inside what the mail program itself marked as the signature.
    signature: bool = False

    @property
    def blank(self) -> bool:
        """Nothing to read on it."""
        return not self.text.strip()

    @property
    def head(self) -> str:
        """The stripped beginning that patterns may look at."""
        return self.text[: MAX_MATCHED_CHARS * 2].strip()[:MAX_MATCHED_CHARS]


def clean(text: str) -> str:
    """Bounded, with plain newlines, without characters that show nothing or turn text around."""
    text = _NEWLINE.sub("\n", text[:MAX_CHARS])
    return _CONTROL.sub("", _UNSEEN.sub("", text)).replace("\u00a0", " ")


def plain(text: str, *, flowed: bool = False, delsp: bool = False) -> list[Line]:
    """The lines of a text/plain body; ``flowed`` and ``delsp`` as in RFC 3676."""
    rows = [_quoted(row) for row in clean(text).split("\n")[:MAX_LINES]]
    lines = _unescaped(rows)
    return list(_reflowed(lines, delsp=delsp)) if flowed else lines


def joined(lines: Iterable[Line]) -> str:
    """Lines as one text: no blanks at the ends, never two blank lines in a row."""
    out: list[str] = []
    for line in lines:
        text = line.text.rstrip()
        if text or (out and out[-1]):
            out.append(text)
    return "\n".join(out).strip("\n")


def _quoted(row: str) -> Line:
    match = _QUOTE.match(row)
    if not match:
        return Line(row)
    return Line(row[match.end() :], match.group().count(">"))


def _unescaped(lines: list[Line]) -> list[Line]:
    """Undo the ``>From`` of mbox files, which is no quote."""
    for at, line in enumerate(lines):
        if line.depth == 1 and line.text.startswith("From ") and _alone(lines, at):
            lines[at] = Line(line.text)
    return lines


def _alone(lines: list[Line], at: int) -> bool:
    near = (lines[i] for i in (at - 1, at + 1) if 0 <= i < len(lines))
    return not any(line.depth for line in near)


def _reflowed(lines: list[Line], *, delsp: bool) -> Iterator[Line]:
    """Join soft line breaks (RFC 3676 section 4.2); a signature's delimiter is never one."""
    held: list[str] = []
    depth = 0
    for line in lines:
        text = line.text[1:] if line.text.startswith(" ") and not line.depth else line.text
        if held and line.depth != depth:
            yield Line("".join(held), depth)
            held = []
        depth = line.depth
        if text.endswith(" ") and text != "-- ":
            held.append(text[:-1] if delsp else text)
            continue
        yield Line("".join([*held, text]), depth)
        held = []
    if held:
        yield Line("".join(held), depth)
