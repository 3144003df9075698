"""Leaving out what others wrote: quoted lines, the lines that announce them, forwarded letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syncd.text import phrases
from syncd.text.line import MAX_MATCHED_CHARS, Line

_WRAPPED_LINES = 4
_MAX_ATTRIBUTION_CHARS = 420
_MAX_HEADER_LINES = 14

_LABELS = {
    word: role for role, words in phrases.HEADER_LABELS.items() for word in words.split()
} | phrases.LONG_LABELS
#: ``From: x``, ``*From:* x`` (bold made plain), ``From : x`` (French).
_HEADER = re.compile(r"[*_ ]{0,3}([^\W\d_][\w'’ -]{0,18}?)[*_]{0,2}[ ]?:[*_]{0,2}(?:\s+|$)(.*)")

_ENDS = re.compile(rf"\b(?:{phrases.WROTE})\b.{{0,160}}:$", re.IGNORECASE)
_STARTS = re.compile(
    rf"(?:{phrases.ATTRIBUTION_STARTS})\b|\d{{4}}[-/.年]|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d{2}\b|\d{1,2}/\d{1,2}\b"
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
_ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,190}")
_DATED_START = re.compile(r"(?:on|am|le|el|em|il|op|den) \S{0,12} ?\d", re.IGNORECASE)
#: Attributions without a verb: ``2026-11-03 10:00 GMT+01:00 Ada <ada@example.com>:``
_VERBLESS = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}\b.{0,200}@\S{1,200}>?:$|quoting .{1,200}:$"
    r"|zitat von .{1,200}:$|citando .{1,200}:$",
    re.IGNORECASE,
)
#: Zoho's and Notes' own forms.
_DASHED = re.compile(rf"-{{2,}}.{{3,300}}\b(?:{phrases.WROTE})\b ?:? ?-{{2,}}$", re.IGNORECASE)
#: GroupWise: ``>>> Ada Lindqvist <ada@example.com> 03.11.2026 10:00 >>>``
_ARROWS = re.compile(r".{3,200}\d{1,2}[:.]\d{2}(?: ?[ap]m)? >>>$", re.IGNORECASE)
_ARROWS_DEPTH = 3
#: ``Ada <ada@example.com> wrote:`` is an attribution even without a date.
_ADDRESSED = re.compile(
    rf"[^.!?]{{0,80}}[<(\[]?{_ADDRESS.pattern}[>)\]]? (?:{phrases.WROTE}) ?:$", re.IGNORECASE
)
_CJK = re.compile(
    r".{0,200}\d.{0,200}(?:写道|寫道|のメール|님이 작성) ?[:\uff1a]?$"
    r"|\d{4}年.{3,200}@\S{1,200}>? ?[:\uff1a]$"
)
_DIVIDER = re.compile(
    rf"[-–—_=* ]{{0,40}}(?:{phrases.DIVIDERS}) ?:?[-–—_=* ]{{0,40}}$", re.IGNORECASE
)
_RULE = re.compile(r"[-–—_=*]{3,}$")


def without(lines: Sequence[Line]) -> list[Line]:
    """The lines that are the writer's own; answers between quotes stay."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.depth == _ARROWS_DEPTH and _ARROWS.match(line.head):
            break
        end = None if line.depth else _announcement(lines, at)
        if end is None:
            _keep(kept, Line("") if line.depth else line)
            at += 1
            continue
        _drop_rule(kept)
        if not _quote_follows(lines, end):
            break
        at = end
    return kept


def _keep(kept: list[Line], line: Line) -> None:
    """Add a line; one empty line is as good as many."""
    if not line.blank or (kept and not kept[-1].blank):
        kept.append(line)


def _announcement(lines: Sequence[Line], at: int) -> int | None:
    """Where the announcement of a quote that begins at ``at`` ends, if one does."""
    text = lines[at].head
    if not text:
        return None
    if _DASHED.match(text):
        return at + 1
    if _DIVIDER.match(text):
        return _after_divider(lines, at)
    return _header_block(lines, at) or _attribution(lines, at)


def _after_divider(lines: Sequence[Line], at: int) -> int | None:
    """Dashes make a divider by themselves; words alone need headers after them."""
    after = _next_text(lines, at + 1)
    block = _header_block(lines, after, divided=True) if after is not None else None
    text = lines[at].head
    ruled = text.startswith(("--", "__", "==", "**")) or text.endswith("--")
    forwarded = text.endswith(":")
    return block or (at + 1 if ruled or forwarded else None)


def _header_block(lines: Sequence[Line], at: int, *, divided: bool = False) -> int | None:
    """Where a block like ``From: … Sent: … To: … Subject: …`` that begins at ``at`` ends."""
    depth = lines[at].depth
    first = _label(lines[at])
    if first not in {"from", "date", "subject"}:
        return None
    roles = {first}
    addressed: object = "@" in lines[at].head
    end = at + 1
    for line in lines[at + 1 : at + _MAX_HEADER_LINES]:
        if line.depth != depth or (line.blank and len(roles) > 2):
            break
        role = _label(line)
        if role:
            roles.add(role)
        elif not line.blank and not _continues(line):
            break
        addressed = addressed or "@" in line.head or (role == "date" and _CLOCK.search(line.head))
        end += 1
    enough = 2 if divided else 3
    sure = divided or addressed or "subject" in roles
    return end if "from" in roles and len(roles) >= enough and sure else None


def _label(line: Line) -> str | None:
    match = _HEADER.match(line.head)
    return _LABELS.get(match.group(1).strip().lower()) if match else None


def _continues(line: Line) -> bool:
    """More addresses of a long To, or a folded subject."""
    return "@" in line.head or ";" in line.head or line.text.startswith((" ", "\t"))


def _attribution(lines: Sequence[Line], at: int) -> int | None:
    """Where an attribution line that begins at ``at``, and may be wrapped, ends."""
    text = ""
    for end in range(at, min(at + _WRAPPED_LINES, len(lines))):
        line = lines[end]
        if line.depth != lines[at].depth or line.blank:
            return None
        text = f"{text} {line.head}".strip()
        if len(text) > _MAX_ATTRIBUTION_CHARS:
            return None
        if end > at and not _may_wrap(lines[at].head, line.head):
            return None
        if text.endswith((":", "\uff1a", "写道", "寫道")) and _attributes(
            text, _quote_follows(lines, end + 1)
        ):
            return end + 1
    return None


def _may_wrap(first: str, later: str) -> bool:
    """Whether two lines can be of one attribution: it has not begun anew, nor ended."""
    begun = _STARTS.match(first) or _ADDRESS.search(first) or _DATED.search(first)
    return bool(begun) and not first.endswith(("!", "?", ":")) and not _DATED_START.match(later)


def _attributes(text: str, quote_follows: bool) -> bool:
    if _VERBLESS.match(text) or _ADDRESSED.match(text) or _CJK.match(text):
        return True
    if not _ENDS.search(text):
        return False
    if quote_follows:
        return bool(_STARTS.match(text) or _DATED.search(text) or _ADDRESS.search(text)) or (
            len(text) < MAX_MATCHED_CHARS // 4
        )
    return bool(_DATED.search(text) and (_STARTS.match(text) or _ADDRESS.search(text)))


def _quote_follows(lines: Sequence[Line], at: int) -> bool:
    after = _next_text(lines, at)
    return after is not None and lines[after].depth > 0


def _next_text(lines: Sequence[Line], at: int) -> int | None:
    """The next line with something on it, not far away."""
    return next((i for i in range(at, min(at + 4, len(lines))) if not lines[i].blank), None)


def _drop_rule(kept: list[Line]) -> None:
    """Take the rule away that Outlook draws above what it quotes."""
    end = len(kept)
    while end and kept[end - 1].blank:
        end -= 1
    if end and _RULE.match(kept[end - 1].head):
        del kept[end - 1 :]
