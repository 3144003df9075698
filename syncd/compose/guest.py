"""One guest's part of a brief, from your own mail and calendar. Every line carries its source."""

from __future__ import annotations

from syncd.compose import words
from syncd.compose.page import Line, Section, Sources
from syncd.model import Source
from syncd.people.dossier import Dossier, Exchange, mail_source, meeting_source
from syncd.text import greeting
from syncd.text.snippet import shorten

_QUOTE_CHARS = 110
#: The newest exchanges that are quoted.
_QUOTED = 2


def guest_section(dossier: Dossier, sources: Sources) -> Section:
    """What is known of a guest before a meeting."""
    lines = [
        _role(dossier, sources),
        _know_each_other(dossier, sources),
        *_last_words(dossier, sources),
        _met(dossier, sources),
    ]
    return Section(
        heading=shorten(
            dossier.guest.name or dossier.acquaintance.name or dossier.guest.address, 80
        ),
        note=dossier.guest.address,
        lines=tuple(line for line in lines if line is not None),
    )


def _role(dossier: Dossier, sources: Sources) -> Line | None:
    known = dossier.acquaintance
    role = ", ".join(part for part in (known.title, known.organization) if part)
    if not role:
        return None
    return sources.line(shorten(role, 100), Source("contact", "your address book"), label="Who")


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
    return sources.line(" ".join(told), *cited, label="Between you")


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
    quoted = [exchange for exchange in dossier.exchanges if exchange.text][:_QUOTED]
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
    guest = words.first_name(dossier.guest.name or dossier.acquaintance.name, dossier.guest.address)
    who = "you" if exchange.from_me else shorten(guest, 40)
    return f'{on}, {who}: "{shorten(_said_itself(exchange.text), _QUOTE_CHARS)}"'


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
