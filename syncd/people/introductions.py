"""Who introduced you to someone, by the trail in your own mail."""

from __future__ import annotations

import re
from datetime import datetime

from syncd.model import Envelope, Me
from syncd.people.persons import Persons
from syncd.store import Store

#: A larger round is an announcement, not an introduction.
_MOST_RECIPIENTS = 6
_WORDS = re.compile(
    r"\b(intro(s|ducing|duction|duce)?|meet|connect(ing|ion)?|vorstell\w*|bekannt\w*"
    r"|presentaci[oó]n|pr[eé]sentation|mise en relation)\b|<\s*-?\s*>|↔",
    re.IGNORECASE,
)


def introducer(store: Store, me: Me, address: str, first_contact: datetime) -> Envelope | None:
    """The mail in which a third person brought you together, or None.

    It is from neither of you to both of you, under any of their addresses, to few, no later than
    your first direct mail, and its subject says so.
    """
    theirs = Persons(store).of(address).addresses
    for message in store.mail.to_both(me.addresses, theirs, first_contact):
        envelope = message.envelope
        addressed = len(envelope.to) + len(envelope.cc)
        if envelope.sender and brings_together(envelope.subject, addressed):
            return envelope
    return None


def brings_together(subject: str, addressed: int) -> bool:
    """Whether a mail from a third person to so many, you both among them, is an introduction."""
    return addressed <= _MOST_RECIPIENTS and bool(_WORDS.search(subject))
