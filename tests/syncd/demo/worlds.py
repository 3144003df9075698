"""Where the tests of the demo begin: a sample, written at some moment, and its mail read back."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from syncd.demo import ZONE

#: The usual morning: a Tuesday.
MORNING = datetime(2026, 11, 24, 6, 0, tzinfo=ZONE)
#: Mornings, evenings, a weekend; on a leap day, at a change of the clock, at New Year.
MOMENTS = (
    MORNING,
    MORNING.replace(hour=19),
    datetime(2026, 11, 28, 11, 30, tzinfo=ZONE),
    datetime(2026, 10, 25, 2, 30, tzinfo=ZONE, fold=1),
    datetime(2027, 1, 1, 0, 0, tzinfo=ZONE),
    datetime(2028, 2, 29, 23, 59, tzinfo=ZONE),
)


def messages(mail: Path) -> list[EmailMessage]:
    """Every message of a Maildir++, junk and trash included."""
    return [parse(file) for file in message_files(mail)]


def message_files(mail: Path) -> list[Path]:
    """Every message's file."""
    return sorted(f for f in mail.rglob("*") if f.is_file() and f.parent.name in {"cur", "new"})


def parse(file: Path) -> EmailMessage:
    """One message, strictly: a defect raises."""
    return email.message_from_bytes(file.read_bytes(), policy=email.policy.strict)


def text_of(message: EmailMessage) -> str:
    """Its text part."""
    part = message.get_body(("plain", "html"))
    assert part is not None
    return str(part.get_content())


def by_id(found: Iterable[EmailMessage]) -> dict[str, EmailMessage]:
    """Messages by Message-ID."""
    return {message["Message-ID"]: message for message in found}
