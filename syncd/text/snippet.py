"""A text of somebody else's, made fit to be quoted on one line."""

from __future__ import annotations

import re

from syncd.text.line import clean

#: Read at most this many characters for each that is wanted; blanks take the difference.
_MARGIN = 20
#: Words at the end of a text that want another behind them. English and German.
WANTS_MORE = re.compile(
    r"(?:[\s,]+(?:and|or|but|the|an?|to|of|for|with|in|on|at|by|from|who|which|that|all|also|still"
    r"|really|very|my|our|your|is|are|not|as|than|if|und|oder|aber|der|die|das|den|dem|des"
    r"|eine?[nmrs]?|zu|zum|zur|von|vom|für|mit|im|auf|bei|dass|wie|wenn|sehr|nicht))+$",
    re.IGNORECASE,
)


def shorten(text: str, chars: int) -> str:
    """The beginning of a text on one line, at most ``chars`` long, cut between words with "…".

    Control characters, characters that turn text around (bidi overrides) and those that show
    nothing are taken out.
    """
    if chars <= 0:
        return ""
    read = chars * _MARGIN + 1000
    line = " ".join(clean(text[:read]).split())
    if len(line) <= chars:
        return line if len(text) <= read else _with_ellipsis(line, chars)
    return _with_ellipsis(_cut(line, chars - 1), chars)


def excerpt(text: str, chars: int) -> str:
    """As `shorten`, and what is cut ends on no word that wants another: "the map…", not "of…"."""
    short = shorten(text, chars)
    if not short.endswith("…") or text.rstrip().endswith("…"):
        return short
    return WANTS_MORE.sub("", short[:-1]).rstrip(" ,;:-–—") + "…"


def _cut(line: str, chars: int) -> str:
    """At most so many characters, without half a word unless the first is longer than that."""
    head = line[:chars]
    if line[chars : chars + 1].isspace():
        return head
    whole, space, _ = head.rpartition(" ")
    return whole if space else head


def _with_ellipsis(line: str, chars: int) -> str:
    return line[: chars - 1].rstrip(" ,;:-–—([{\"'“„") + "…"
