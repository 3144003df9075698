"""One guest's part of a brief, from your own mail and calendar. Every line carries its source."""

from __future__ import annotations

from datetime import timedelta

from syncd.compose import words
from syncd.compose.page import Line, Section, Sources
from syncd.model import Promise, Source
from syncd.people import promises
from syncd.people.dossier import Dossier, Exchange, mail_source, meeting_source
from syncd.text import greeting, sentences
from syncd.text.snippet import shorten

_QUOTE_CHARS = 110
#: The newest exchanges that are quoted; fewer when there is more to tell.
_QUOTED = 2
_ROLE_CHARS = 100
_MOST_CARED_FOR = 3
_MOST_PROMISES = 3
#: Nobody waits that long for what was said in passing.
_PROMISE_FADES = timedelta(days=180)
_LABELS = {
    "cause": "Cares about",
    "interest": "Cares about",
    "award": "Cares about",
    "project": "Working on",
    "challenge": "Facing",
}


def guest_section(dossier: Dossier, sources: Sources) -> Section:
    """What is known of a guest before a meeting."""
    lines = [
        _role(dossier, sources),
        _know_each_other(dossier, sources),
        *_last_words(dossier, sources),
        _met(dossier, sources),
        *_told_of_themselves(dossier, sources),
        *_promises(dossier, sources),
        _both_know(dossier, sources),
    ]
    return Section(
        heading=shorten(
            dossier.guest.name or dossier.acquaintance.name or dossier.guest.address, 80
        ),
        note=dossier.guest.address,
        lines=tuple(line for line in lines if line is not None),
    )


def _role(dossier: Dossier, sources: Sources) -> Line | None:
    """By their newest signature, else by your address book."""
    known = dossier.acquaintance
    signed = next((f for f in dossier.findings if f.kind == "role"), None)
    if signed:
        return sources.line(signed.text, signed.source, label="Who")
    role = ", ".join(part for part in (known.title, known.organization) if part)
    if not role:
        return None
    book = Source("contact", "your address book")
    return sources.line(shorten(role, _ROLE_CHARS), book, label="Who")


def _told_of_themselves(dossier: Dossier, sources: Sources) -> list[Line]:
    """What they care about, work on and face, in their words."""
    lines: list[Line] = []
    for label in ("Cares about", "Working on", "Facing"):
        told = [f for f in dossier.findings if _LABELS.get(f.kind) == label][:_MOST_CARED_FOR]
        if told:
            quotes = "; ".join(f'"{finding.text}"' for finding in told)
            lines.append(sources.line(quotes, *(f.source for f in told), label=label))
    return lines


def _promises(dossier: Dossier, sources: Sources) -> list[Line]:
    """What is open between you, the newest first."""
    fresh = [p for p in dossier.promises if sources.now - p.made_at < _PROMISE_FADES]
    return [
        sources.line(_promised(promise, dossier, sources), promise.source, label="Between you")
        for promise in reversed(fresh[-_MOST_PROMISES:])
    ]


def _both_know(dossier: Dossier, sources: Sources) -> Line | None:
    if not dossier.mutual:
        return None
    names = ", ".join(shorten(who.label, 40) for who, _ in dossier.mutual)
    where = (source for _, source in dossier.mutual)
    return sources.line(names, *where, label="You both know")


def _promised(promise: Promise, dossier: Dossier, sources: Sources) -> str:
    """``you on 5 Nov: "I will send you the hiring checklist"; not sent yet``"""
    on = words.short_day(promise.made_at, sources.zone, sources.now)
    due = f" (due {words.day(promise.due, sources.now)})" if promise.due else ""
    who = "you" if promise.by_me else _first_name(dossier)
    return f'{who} on {on}: "{promise.text}"; {promises.outstanding(promise)}{due}'


def _first_name(dossier: Dossier) -> str:
    known = dossier.guest.name or dossier.acquaintance.name
    return shorten(words.first_name(known, dossier.guest.address), 40)


def _know_each_other(dossier: Dossier, sources: Sources) -> Line:
    known, cited = dossier.acquaintance, []
    told: list[str] = []
    if dossier.introduction:
        on = words.short_day(dossier.introduction.date, sources.zone, sources.now)
        told.append(f"{shorten(dossier.introduction.sender.label, 60)} introduced you on {on}.")
        cited.append(mail_source(dossier.introduction))
    told.append(_counted(dossier))
    if known.first_contact and not dossier.introduction:
        since = words.short_day(known.first_contact, sources.zone, sources.now)
        told.append(f"First contact on {since}.")
    if not dossier.introduction and not dossier.exchanges and not dossier.meetings:
        return sources.line("No earlier mail or meeting between you.", label="New to you")
    if not cited:
        cited = [_first_source(dossier)]
    return sources.line(" ".join(told), *cited, label="You know each other")


def _first_source(dossier: Dossier) -> Source:
    if dossier.exchanges:
        return mail_source(dossier.exchanges[-1])
    return meeting_source(dossier.meetings[-1])


def _counted(dossier: Dossier) -> str:
    """``Five mails, never met.``"""
    known = dossier.acquaintance
    mails = known.mails_from + known.mails_to
    told_mails = words.count(mails, "mail")
    if not known.meetings:
        return words.capital(f"{told_mails}, never met.")
    return words.capital(f"{told_mails}, met {words.times(known.meetings)}.")


def _last_words(dossier: Dossier, sources: Sources) -> list[Line]:
    most = 1 if any(finding.kind != "role" for finding in dossier.findings) else _QUOTED
    quoted = [exchange for exchange in dossier.exchanges if exchange.text][:most]
    return [
        sources.line(
            _said(exchange, dossier, sources),
            mail_source(exchange),
            label="Last word" if place == 0 else "Before that",
        )
        for place, exchange in enumerate(quoted)
    ]


def _said(exchange: Exchange, dossier: Dossier, sources: Sources) -> str:
    on = words.short_day(exchange.date, sources.zone, sources.now)
    who = "you" if exchange.from_me else _first_name(dossier)
    return f'{on}, {who}: "{_first_sentences(_said_itself(exchange.text))}"'


def _first_sentences(text: str) -> str:
    """As many whole sentences as fit; of a long first one its beginning."""
    quote = ""
    for sentence in sentences.split(text):
        longer = f"{quote} {sentence}".strip()
        if quote and len(longer) > _QUOTE_CHARS:
            break
        quote = longer
    return shorten(quote, _QUOTE_CHARS)


def _said_itself(text: str) -> str:
    """A letter without its greeting and sign-off: what was said in it."""
    manners = greeting.read(text)
    said = text.strip().removeprefix(manners.greeting).removesuffix(manners.sign_off).strip()
    return said or text


def _met(dossier: Dossier, sources: Sources) -> Line | None:
    if not dossier.meetings:
        return None
    last = dossier.meetings[0]
    on = words.short_day(last.start, sources.zone, sources.now)
    return sources.line(
        f'{on}, "{shorten(last.title, 60)}"', meeting_source(last), label="Last met"
    )
