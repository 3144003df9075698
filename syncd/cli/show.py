"""Letters, meetings and decisions as a terminal or a program wants to see them."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from syncd.agenda import Entry
from syncd.cli.lines import moment_words
from syncd.due import Decision, Stand
from syncd.model import Delivery, Guest, Source

_HEADERS = ("Subject", "From", "To", "Date", "In-Reply-To")


def letter_message(letter: bytes) -> EmailMessage:
    """A stored letter, parsed."""
    message = message_from_bytes(letter, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def subject_of(letter: bytes) -> str:
    """Its subject."""
    return str(letter_message(letter)["Subject"])


def letter_text(letter: bytes) -> str:
    """Its headers that matter, and the text part."""
    message = letter_message(letter)
    headers = [f"{name}: {message[name]}" for name in _HEADERS if message[name]]
    return "\n".join([*headers, "", part_of(letter, "plain")])


def part_of(letter: bytes, subtype: str) -> str:
    """The text or the HTML of a letter."""
    part = letter_message(letter).get_body((subtype,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def delivery_json(delivery: Delivery) -> dict[str, Any]:
    """A delivery for programs."""
    return {
        "kind": delivery.key.kind.value,
        "uid": delivery.meeting.uid if delivery.meeting else None,
        "recurrence_id": delivery.meeting.recurrence_iso() if delivery.meeting else None,
        "revision": delivery.key.revision,
        "state": delivery.state.value,
        "account": delivery.account,
        "message_id": delivery.message_id,
        "subject": subject_of(delivery.letter),
        "reason": delivery.reason,
        "next_try": iso(delivery.next_try),
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """A meeting of the agenda for programs: names as in the surface document."""
    meeting, verdict = entry.meeting, entry.judged.verdict
    return {
        "uid": meeting.key.uid,
        "recurrence_id": meeting.key.recurrence_iso(),
        "title": meeting.title,
        "start": meeting.start.isoformat(),
        "end": meeting.end.isoformat(),
        "networking": verdict.networking,
        "rule": verdict.rule or None,
        "reasons": list(verdict.reasons),
        **_decision_json("brief", entry.brief),
        **_decision_json("follow_up", entry.follow_up),
        "guests": [_guest_json(guest) for guest in entry.judged.guests],
    }


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 with an offset, or None."""
    return moment.isoformat() if moment else None


def source_json(source: Source) -> dict[str, Any]:
    """Where something was read, for programs."""
    return {
        "kind": source.kind,
        "title": source.title,
        "date": iso(source.date),
        "author": source.author,
    }


def stand_words(decision: Decision, zone_now: datetime) -> str:
    """``due Tue 24 Nov 21:00``, ``delivered``, ``skipped: You declined.``"""
    told = "due now" if decision.stand is Stand.DUE else decision.stand.value
    if decision.stand is Stand.WAITING and decision.due:
        told = f"due {moment_words(decision.due, zone_now.tzinfo)}"
    elif decision.stand is Stand.NONE:
        return "-"
    return f"{told}: {decision.reason}" if decision.reason else told


def _decision_json(name: str, decision: Decision) -> dict[str, Any]:
    return {
        f"{name}_due": iso(decision.due),
        f"{name}_state": decision.stand.value,
        f"{name}_reason": decision.reason or None,
    }


def _guest_json(guest: Guest) -> dict[str, Any]:
    return {
        "address": guest.address,
        "name": guest.name,
        "response": guest.partstat.value,
        "external": guest.external,
        "organizer": guest.organizer,
    }
