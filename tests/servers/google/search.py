"""Gmail's search, as far as syncd uses it; an operator that this does not know is an error."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.servers.google.errors import invalid
from tests.servers.google.store import Message

Test = Callable[[Message], bool]

_TOKEN = re.compile(r'[{}]|"[^"]*"|[^\s{}"]+')


def compile_query(query: str) -> Test:
    """What a query matches: terms all, terms in braces any."""
    tokens = _TOKEN.findall(query)
    tests: list[Test] = []
    while tokens:
        token = tokens.pop(0)
        if token == "{":
            group: list[Test] = []
            while tokens and tokens[0] != "}":
                group.append(_term(tokens.pop(0)))
            if not tokens:
                raise invalid("a brace is not closed")
            tokens.pop(0)
            tests.append(_any(group))
        else:
            tests.append(_term(token))
    return lambda message: all(test(message) for test in tests)


def _any(group: list[Test]) -> Test:
    return lambda message: any(test(message) for test in group)


def _term(token: str) -> Test:
    if token.startswith("-"):
        inner = _term(token[1:])
        return lambda message: not inner(message)
    name, colon, value = token.partition(":")
    value = value.strip('"').lower()
    if not colon:
        return lambda message: (
            token.strip('"').lower() in message.raw.decode("utf-8", "replace").lower()
        )
    if name in {"from", "to", "cc", "bcc"}:
        # Gmail matches words, so an address may be found inside another one.
        return lambda message: any(value in a for a in message.addresses(name.title()))
    if name == "rfc822msgid":
        return lambda message: message.message_id.strip("<>").lower() == value
    if name in {"after", "before"}:
        if not value.isdecimal():
            raise invalid(f"this fake knows {name}: with seconds only")
        edge = int(value) * 1000
        return lambda m: m.internal_date >= edge if name == "after" else m.internal_date < edge
    if name == "in":
        return lambda message: value.upper() in message.labels
    raise invalid(f"this fake does not know the operator {name}:")
