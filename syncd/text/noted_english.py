"""Notes in English that are a promise: of the writer's, or of whom the writer met."""

from __future__ import annotations

import re

_PROMISE = re.compile(
    r"^\W*(?:(?P<act>i('ll| will)|i promised to|promised to|to ?do:?)|i promised|promised|"
    r"(i )?owe (him|her|them))\s+",
    re.IGNORECASE,
)
#: The notes speak of the guest, the letter to the guest.
_THEM = re.compile(r"\b(him|her|them)\b(?!\s+\w+ing\b)", re.IGNORECASE)
#: "she sends me the link", "he'll introduce me to": what the guest will do for the writer.
_THEIR_PROMISE = re.compile(
    r"^\W*(?:she|he|they)(?:'ll| will| wants? to| wanted to| promised to)?\s+"
    r"(?P<act>send|give|share|show|forward|introduce|lend|tell)s?\s+me\s+(?P<what>\S.*?)[\s.]*$",
    re.IGNORECASE,
)


def promised(line: str) -> str:
    """``I'll send her a list`` -> ``I will send you a list``; ``promised a list`` -> ``a list``."""
    match = _PROMISE.match(line)
    if match is None:
        return ""
    rest = line[match.end() :].rstrip(" .")
    return f"I will {_THEM.sub('you', rest, count=1)}" if match["act"] else rest


def awaited(line: str) -> str:
    """``she sends me the link`` -> ``send me the link``, for after "you wanted to"."""
    match = _THEIR_PROMISE.match(line)
    return f"{match['act'].lower()} me {_THEM.sub('you', match['what'], count=1)}" if match else ""
