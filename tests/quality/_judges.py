"""What the product says of the labelled pairs and writers: one adapter for each."""

from __future__ import annotations

from itertools import zip_longest

from connectors.envelope import is_automatic
from syncd.model import Address, Attendee, Source
from syncd.model.names import Likeness, compare
from syncd.people import assistants
from syncd.people.guests import is_person, is_shared
from syncd.people.identity import Sameness, Traces, Written, same_person
from tests.quality.pairs import Pair, Side, Writer

_SENT = "<sent-to-a@example.com>"
_MAIL = Source("mail", "Hello")


def judged(pair: Pair) -> Sameness:
    """What is found of two addresses."""
    return same_person(_traces(pair, pair.a, pair.b), _traces(pair, pair.b, pair.a))


def behind(writer: Writer) -> tuple[str, str]:
    """ "person", "assistant" (and of whom), "role" or, for robots, lists and rooms, "nobody"."""
    sender = Address(writer.address, writer.name)
    fields = {name.lower(): [value] for name, value in writer.headers}
    if is_automatic(fields) or not is_person(Attendee(writer.address, writer.name)):
        return "nobody", ""
    found = assistants.read(writer.text, writer.text, sender, _MAIL)
    if found is not None:
        return "assistant", found.boss
    if assistants.written_for(writer.text, writer.text, sender):
        # Somebody writes from the mailbox of the one they arrange for.
        return "assistant", writer.name.partition(" on behalf of ")[2] or writer.name
    return ("role" if is_shared(writer.address) else "person"), ""


def is_right(writer: Writer) -> bool:
    """Whether it is told what is behind the address, and of an assistant whose it is."""
    kind, boss = behind(writer)
    if writer.kind == "assistant":
        return kind == "assistant" and compare(boss, writer.behalf) >= Likeness.LIKE
    return kind == ("nobody" if writer.kind in ("robot", "list", "room") else writer.kind)


def _traces(pair: Pair, side: Side, other: Side) -> Traces:
    first = side is pair.a
    return Traces(
        address=side.address,
        names=side.names,
        written=_written(side, answers=_SENT if pair.answered and not first else ""),
        on_cards=frozenset(side.card_addresses),
        card_name=side.card_name,
        got=frozenset({_SENT}) if pair.answered and first else frozenset(),
        beside=frozenset({other.address}) if pair.together else frozenset(),
    )


def _written(side: Side, answers: str) -> tuple[Written, ...]:
    """A mail for each signature and each sentence; one that answers need not have either."""
    name = side.names[0] if side.names else ""
    mails = list(zip_longest(side.said, side.signatures, fillvalue=""))
    if answers and not mails:
        mails = [("", "")]
    return tuple(
        Written(
            text=said, signed=_signed(said, signature), name=name, source=_MAIL, answers=answers
        )
        for said, signature in mails
    )


def _signed(said: str, signature: str) -> str:
    return f"{said}\n\n-- \n{signature}" if signature else ""
