"""Who is behind an address, for `syncd people show`: addresses, reasons, assistants."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from syncd import wiring
from syncd.cli.show import iso
from syncd.compose import words
from syncd.model import Acquaintance, Assistance, Person, Source
from syncd.model.domains import domain_of
from syncd.model.names import Likeness, compare
from syncd.text.snippet import shorten


def identity_json(parts: wiring.Parts, person: Person, known: Acquaintance) -> dict[str, Any]:
    """What is known of who somebody is."""
    arranging = parts.store.assistants.of_all(person.addresses).values()
    maybe = parts.cycle.identities.maybe(known.address)
    return {
        "addresses": [{"address": a} | _why(person, a) for a in person.addresses],
        "maybe": [address for address in maybe if address not in person.addresses],
        "forgotten": iso(parts.store.forgotten.since(known.address)),
        "answers_after_hours": _hours(known.answer_time),
        "assistants": [_assistance_json(one) for one in _assistants(parts, person)],
        "arranges_for": [_assistance_json(one) for found in arranging for one in found],
    }


def identity_lines(told: dict[str, Any]) -> list[tuple[str, str]]:
    """The same in words, each line with its label."""
    lines = []
    if told["forgotten"]:
        day = day_words(told["forgotten"])
        lines.append(("Forgotten", f"on {day}; nothing is known and nothing is learned"))
    if told["answers_after_hours"] is not None:
        span = _span(told["answers_after_hours"])
        lines.append(("Answers", f"usually within {span} (your mailbox)"))
    for one in told["addresses"]:
        if one["address"] != told["address"]:
            sure = "" if one["certain"] else "probably: "
            why = f"{sure}{one['why']} ({one['source']})" if one["why"] else "the main address"
            lines.append(("Also", f"{one['address']}, {why}"))
    for other in told["maybe"]:
        command = f"syncd people merge {told['address']} {other}"
        lines.append(("May be", f"also {other}, by the name alone; if so: {command}"))
    lines += [("Assistant", f"{one['address']}, {_told(one)}") for one in told["assistants"]]
    lines += [("Works for", f"{one['for']}, {_told(one)}") for one in told["arranges_for"]]
    return lines


def said_since(parts: wiring.Parts, address: str) -> str:
    """That somebody was forgotten, in words; "" when they were not."""
    since = parts.store.forgotten.since(address)
    if since is None:
        return ""
    day = since.astimezone(parts.loaded.settings.user.timezone)
    return f"{address} was forgotten on {day:%d %b %Y}: nothing is known and nothing is learned."


def day_words(moment: str) -> str:
    """``12 Nov 2026``, of a moment as JSON has it."""
    return f"{datetime.fromisoformat(moment):%d %b %Y}"


def source_words(source: Source) -> str:
    """``mail "Coffee?", 12 Nov 2026``"""
    day = f", {source.date:%d %b %Y}" if source.date else ""
    title = f' "{shorten(source.title, 50)}"' if source.title else ""
    return f"{source.kind}{title}{day}"


def _why(person: Person, address: str) -> dict[str, Any]:
    """The best reason that joins an address with another of theirs."""
    found = [j for j in person.evidence if address in (j.address, j.other)]
    if address == person.main or not found:
        return {"why": "", "source": "", "certain": True}
    best = found[0]
    source = source_words(best.source) if best.kind == "found" else best.source.title
    return {"why": best.reason, "source": source, "certain": best.certain}


def _assistants(parts: wiring.Parts, person: Person) -> list[Assistance]:
    """Who arranges for a person: by the full name, or by part of it in the same company."""
    domains = {domain_of(address) for address in person.addresses}
    return [
        one
        for one in parts.store.assistants.all()
        if (like := compare(one.boss, person.name)) is Likeness.SAME
        or (like is Likeness.LIKE and domain_of(one.address) in domains)
    ]


def _assistance_json(one: Assistance) -> dict[str, Any]:
    told = source_words(one.source)
    return {"address": one.address, "for": one.boss, "why": one.reason, "source": told}


def _told(one: dict[str, Any]) -> str:
    return f"{one['why']} ({one['source']})"


def _hours(length: timedelta | None) -> float | None:
    return None if length is None else round(length.total_seconds() / 3600, 1)


def _span(hours: float) -> str:
    """``3 hours``, ``2 days``: rounded up, as one who waits counts."""
    number, thing = (hours, "hour") if hours <= 36 else (hours / 24, "day")
    return words.count(max(1, math.ceil(number)), thing, words=False)
