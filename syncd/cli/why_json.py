"""`syncd brief --why --json`: the evidence behind a brief, as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from syncd.agenda import Judged
from syncd.cli.show import iso, source_json
from syncd.compose.page import Page
from syncd.compose.why import Because, Count, Evidence, Explained
from syncd.model import Address, Source
from syncd.model.person import Joined


def why_json(judged: Judged, page: Page, told: Iterable[Explained]) -> dict[str, Any]:
    """Why a meeting has a brief, and every line with its evidence."""
    verdict, meeting = judged.verdict, judged.meeting
    brief = verdict.wants.brief
    return {
        "subject": page.title,
        "uid": meeting.key.uid,
        "recurrence_id": meeting.key.recurrence_iso(),
        "account": meeting.account,
        "calendar": meeting.calendar,
        "networking": verdict.networking,
        "rule": verdict.rule,
        "reasons": list(verdict.reasons),
        "lead_minutes": round(brief.lead.total_seconds() / 60) if brief else None,
        "sections": [
            {
                "heading": one.heading.line.text,
                "evidence": [_evidence_json(found) for found in one.heading.evidence],
                "lines": [_because_json(line) for line in one.lines],
            }
            for one in told
        ],
    }


def _because_json(because: Because) -> dict[str, Any]:
    return {
        "label": because.line.label,
        "text": because.line.text,
        "by_style": because.by_style,
        "evidence": [_evidence_json(one) for one in because.evidence],
        "counted": [_count_json(one) for one in because.counts],
        "same_person": [_joined_json(one) for one in because.joined],
        "ties": [
            _address_json(who) | {"together": [_source_json(source) for source in shown]}
            for who, shown in because.ties
        ],
    }


def _evidence_json(one: Evidence) -> dict[str, Any]:
    original = one.original
    found = None
    if original:
        found = {
            "origin": original.origin,
            "account": original.account,
            "place": original.place,
            "at": iso(original.at),
            "author": _address_json(original.author) if original.author else None,
            "to": [_address_json(who) for who in original.to],
        }
    return _source_json(one.source) | {"found": found, "excerpt": one.excerpt}


def _count_json(count: Count) -> dict[str, Any]:
    known = count.known
    return {
        "name": count.name,
        "addresses": list(count.addresses),
        "mails_from": known.mails_from,
        "mails_to": known.mails_to,
        "first_contact": iso(known.first_contact),
        "last_contact": iso(known.last_contact),
        "meetings": known.meetings,
        "newest_meetings": [
            {"title": one.title, "start": iso(one.start), "uid": one.key.header()}
            for one in count.meetings
        ],
    }


def _joined_json(joined: Joined) -> dict[str, Any]:
    return {
        "address": joined.address,
        "other": joined.other,
        "certain": joined.certain,
        "reason": joined.reason,
        "source": _source_json(joined.source),
    }


def _source_json(source: Source) -> dict[str, Any]:
    return source_json(source) | {"origin": source.origin}


def _address_json(who: Address) -> dict[str, str]:
    return {"address": who.address, "name": who.name}
