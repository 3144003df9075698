"""FETCH responses taken apart: the usual shape quickly, any other by the library's parser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from imapclient.datetime_util import parse_to_datetime
from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_fetch_response

#: What one FETCH response said of one message: item name in upper case -> value.
Fetched = dict[bytes, Any]

_UID = re.compile(rb"\bUID (\d+)")
_RANGE = re.compile(rb"(\d+)(?::(\d+))?")
#: The list of fields that was asked for comes back with each header.
_ASKED_FIELDS = re.compile(rb"BODY\[HEADER\.FIELDS[^\]\r\n]*\](?:<0>)?", re.IGNORECASE)
_LITERAL = re.compile(rb"BODY\[HEADER\] \{\d+\}\Z")
_USUAL = re.compile(
    rb"\s*(?:(UID|RFC822\.SIZE|X-GM-THRID|X-GM-MSGID) (\d+)|FLAGS \(([^()\"{}]*)\)"
    rb"|MODSEQ \((\d+)\)|INTERNALDATE \"([^\"]+)\")"
)
_BEGINNING = re.compile(rb"\d+ \(")


@dataclass(slots=True)
class Changed:
    """What FETCH answered."""

    messages: dict[int, Fetched] = field(default_factory=dict)
    #: UID ranges that are no longer there, first and last; only with QRESYNC.
    vanished: list[tuple[int, int]] = field(default_factory=list)
    #: UIDs whose response could not be read.
    unreadable: dict[int, str] = field(default_factory=dict)

    def read(self, data: Iterable[Any]) -> None:
        """Take in responses as imaplib hands them out."""
        for group in _groups(data):
            self._take(group)

    def _take(self, group: list[Any]) -> None:
        """One response; one that does not name its message is news nobody asked for."""
        parts = [_shortened(part) for part in group]
        try:
            message = _quick(parts) or _thorough(parts)
        except (ProtocolError, ValueError, AssertionError) as error:
            lines = b" ".join(part[0] if isinstance(part, tuple) else part for part in group)
            if match := _UID.search(lines):
                reason = f"The server's answer cannot be read: {error}"
                self.unreadable[int(match[1])] = reason
            return
        if uid := message.pop(b"UID", 0):
            self.messages.setdefault(uid, {}).update(message)


def read_ranges(data: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """The sets of a VANISHED response: first and last of each range."""
    for line in data:
        for match in _RANGE.finditer(line):
            first, last = int(match[1]), int(match[2] or match[1])
            yield min(first, last), max(first, last)


def _groups(data: Iterable[Any]) -> Iterator[list[Any]]:
    """The parts of each response: literals come as tuples, and the line after them ends it."""
    group: list[Any] = []
    for part in data:
        if part is None:
            continue
        group.append(part)
        if not isinstance(part, tuple):
            yield group
            group = []


def _shortened(part: Any) -> Any:
    if isinstance(part, tuple):
        return (_ASKED_FIELDS.sub(b"BODY[HEADER]", part[0]), *part[1:])
    return _ASKED_FIELDS.sub(b"BODY[HEADER]", part)


def _thorough(parts: list[Any]) -> Fetched:
    for message in parse_fetch_response(parts, False, False).values():
        return dict(message)
    return {}


def _quick(parts: list[Any]) -> Fetched | None:
    """Numbers, flags, the date and at most one header; None when there is anything else."""
    message: Fetched = {}
    line = parts[-1]
    if len(parts) == 2:
        line, header = parts[0]
        literal = _LITERAL.search(line)
        if not literal:
            return None
        message[b"BODY[HEADER]"] = header
        line = line[: literal.start()] + parts[1]
    elif len(parts) != 1:
        return None
    beginning = _BEGINNING.match(line)
    if not beginning or not line.endswith(b")"):
        return None
    place, end = beginning.end(), len(line) - 1
    while match := _USUAL.match(line, place, end):
        _note(match, message)
        place = match.end()
    return message if not line[place:end].strip() else None


def _note(match: re.Match[bytes], message: Fetched) -> None:
    name, number, flags, modseq, date = match.groups()
    if name:
        message[name] = int(number)
    elif flags is not None:
        message[b"FLAGS"] = tuple(flags.split())
    elif modseq:
        message[b"MODSEQ"] = (int(modseq),)
    else:
        message[b"INTERNALDATE"] = parse_to_datetime(date, normalise=False)
