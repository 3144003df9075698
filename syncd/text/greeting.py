"""How a letter begins and ends, for writing the way its sender does."""

from __future__ import annotations

from dataclasses import dataclass

from syncd.text import phrases
from syncd.text.closing import is_name, is_sign_off
from syncd.text.line import MAX_MATCHED_CHARS, clean
from syncd.text.pattern import when_used

_FIRST_LINES = 3
_LAST_LINES = 8
_LONGEST_FIRST = "|".join(sorted(phrases.GREETINGS.split("|"), key=len, reverse=True))
_GREETING = when_used(
    rf"(?P<opening>{_LONGEST_FIRST})\b"
    r"(?P<name>(?:[ ,]+(?!thank|i |we |hope|just|it)[^\s,!:;.–—-][^,!:;–—\n]{0,59})?)"
    r"(?P<end>\s?[,!:–—-]|$)",
)
#: Up to three words; the blank between two of them is what keeps the search linear.
_NAME = r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,2}\s?"
_NAME_ONLY = when_used(rf"(?P<name>{_NAME})(?P<end>,|\s[–—-]|!)$", 0)
_SAME_LINE = when_used(
    rf"(?P<sign_off>{phrases.SIGN_OFFS})(?P<end>\s*[,!.–—-]\s*)[-–—]?\s*(?P<name>{_NAME})$",
)


@dataclass(frozen=True, slots=True)
class Greeting:
    """The first and last words of a letter, as they were typed; "" for what it did without."""

    #: "Hi Ada,"
    greeting: str = ""
    #: "Warm regards,\nRobin"
    sign_off: str = ""
    #: "Hi"
    opening: str = ""
    #: "Ada"
    addressee: str = ""
    #: "Warm regards,"
    closing: str = ""
    #: "Robin"
    signed_as: str = ""


def read(text: str) -> Greeting:
    """Greeting and sign-off of a written text (as `body.written` gives it)."""
    rows = [row.strip()[:MAX_MATCHED_CHARS] for row in clean(text).split("\n")]
    lines = [row for row in rows if row]
    greeting, opening, addressee = _opening(lines[:_FIRST_LINES])
    sign_off, closing, name = _closing(lines[-_LAST_LINES:])
    return Greeting(greeting, sign_off, opening, addressee, closing, name)


def _opening(lines: list[str]) -> tuple[str, str, str]:
    for line in lines:
        if match := _GREETING.match(line):
            name = match["name"].strip(" ,-–—")
            if len(name.split()) <= 5 and "?" not in name:
                end = match["end"].strip()
                return line[: match.end("name")].rstrip(" ,") + end, match["opening"], name
        match = _NAME_ONLY.match(line)
        if match and not is_sign_off(line):
            return line, "", match["name"].strip()
    return "", "", ""


def _closing(lines: list[str]) -> tuple[str, str, str]:
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if is_sign_off(line):
            name = lines[at + 1] if at + 1 < len(lines) and is_name(lines[at + 1]) else ""
            return f"{line}\n{name}".strip(), line, name
        if match := _SAME_LINE.match(line):
            return line, match["sign_off"] + match["end"].strip(), match["name"]
    last = lines[-1] if len(lines) > 1 else ""
    return (last, "", last) if _signs(last) else ("", "", "")


def _signs(line: str) -> bool:
    """Whether a last line is a name and nothing else."""
    short = 0 < len(line.split()) <= 2 and not line.endswith((",", "?", "!"))
    return short and line[0].isupper() and is_name(line)
