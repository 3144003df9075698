"""One guest's part of a brief, from your own mail and calendar. Every line carries its source."""

from __future__ import annotations

from datetime import timedelta

from syncd.compose import words
from syncd.compose.language import Language
from syncd.compose.last_word import last_words
from syncd.compose.page import Line, Section, Sources
from syncd.model import Promise, Source
from syncd.people.dossier import Dossier, mail_source, meeting_source
from syncd.people.promises import Outstanding, outstanding
from syncd.text.snippet import shorten

_ROLE_CHARS = 100
_MOST_CARED_FOR = 3
_MOST_PROMISES = 3
#: Nobody waits that long for what was said in passing.
_PROMISE_FADES = timedelta(days=180)
#: What is told of a kind of finding under which label.
_TOLD = {
    "guest.cares_about": ("cause", "interest", "award"),
    "guest.working_on": ("project",),
    "guest.facing": ("challenge",),
}
_STANDING = {
    Outstanding.NOT_SENT: "guest.not_sent",
    Outstanding.NOT_DONE: "guest.not_done",
    Outstanding.STILL_OPEN: "guest.still_open",
}


def guest_section(dossier: Dossier, sources: Sources) -> Section:
    """What is known of a guest before a meeting."""
    lines = [
        _role(dossier, sources),
        _know_each_other(dossier, sources),
        *last_words(dossier, sources, [p.text for p in _told_promises(dossier, sources)]),
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
    known, say = dossier.acquaintance, sources.language.say
    signed = next((f for f in dossier.findings if f.kind == "role"), None)
    if signed:
        return sources.line(signed.text, signed.source, label=say("guest.who"))
    role = ", ".join(part for part in (known.title, known.organization) if part)
    if not role:
        return None
    book = Source("contact", say("source.address_book"))
    return sources.line(shorten(role, _ROLE_CHARS), book, label=say("guest.who"))


def _told_of_themselves(dossier: Dossier, sources: Sources) -> list[Line]:
    """What they care about, work on and face, in their words."""
    lines: list[Line] = []
    for name, kinds in _TOLD.items():
        told = [f for f in dossier.findings if f.kind in kinds][:_MOST_CARED_FOR]
        if told:
            quotes = "; ".join(sources.language.quoted(finding.text) for finding in told)
            label = sources.language.say(name)
            lines.append(sources.line(quotes, *(f.source for f in told), label=label))
    return lines


def _promises(dossier: Dossier, sources: Sources) -> list[Line]:
    """What is open between you, the newest first."""
    label = sources.language.say("guest.between_you")
    return [
        sources.line(_promised(promise, dossier, sources), promise.source, label=label)
        for promise in reversed(_told_promises(dossier, sources))
    ]


def _told_promises(dossier: Dossier, sources: Sources) -> list[Promise]:
    fresh = [p for p in dossier.promises if sources.now - p.made_at < _PROMISE_FADES]
    return fresh[-_MOST_PROMISES:]


def _both_know(dossier: Dossier, sources: Sources) -> Line | None:
    if not dossier.mutual:
        return None
    names = ", ".join(shorten(who.label, 40) for who, _ in dossier.mutual)
    where = (source for _, source in dossier.mutual)
    return sources.line(names, *where, label=sources.language.say("guest.both_know"))


def _promised(promise: Promise, dossier: Dossier, sources: Sources) -> str:
    """``you on 5 Nov: "I will send you the hiring checklist"; not sent yet``"""
    language = sources.language
    values = {
        "who": language.say("guest.you") if promise.by_me else _first_name(dossier),
        "day": language.short_day(promise.made_at, sources.zone, sources.now),
        "words": language.quoted(promise.text),
        "standing": language.say(_STANDING[outstanding(promise)]),
    }
    if promise.due is None:
        return language.say("guest.promised", **values)
    return language.say("guest.promised_by", **values, due=language.day(promise.due, sources.now))


def _first_name(dossier: Dossier) -> str:
    known = dossier.guest.name or dossier.acquaintance.name
    return shorten(words.first_name(known, dossier.guest.address), 40)


def _know_each_other(dossier: Dossier, sources: Sources) -> Line:
    known, intro, language = dossier.acquaintance, dossier.introduction, sources.language
    if not intro and not dossier.exchanges and not dossier.meetings:
        label = language.say("guest.new")
        return sources.line(language.say("guest.nothing_known"), label=label)
    told = [_counted(dossier, language)]
    if intro:
        on = language.short_day(intro.date, sources.zone, sources.now)
        name = shorten(intro.sender.label, 60)
        told.insert(0, language.say("guest.introduced", name=name, day=on))
    elif known.first_contact:
        since = language.short_day(known.first_contact, sources.zone, sources.now)
        told.append(language.say("guest.first_contact", day=since))
    source = mail_source(intro) if intro else _first_source(dossier)
    return sources.line(" ".join(told), source, label=language.say("guest.know_each_other"))


def _first_source(dossier: Dossier) -> Source:
    if dossier.exchanges:
        return mail_source(dossier.exchanges[-1])
    return meeting_source(dossier.meetings[-1])


def _counted(dossier: Dossier, language: Language) -> str:
    """``Five mails, never met.``"""
    known = dossier.acquaintance
    mails = language.counted("count.mails", known.mails_from + known.mails_to, words=True)
    if not known.meetings:
        return words.capital(language.say("guest.mails_never_met", mails=mails))
    times = language.times(known.meetings)
    return words.capital(language.say("guest.mails_met", mails=mails, times=times))


def _met(dossier: Dossier, sources: Sources) -> Line | None:
    if not dossier.meetings:
        return None
    last, language = dossier.meetings[0], sources.language
    on = language.short_day(last.start, sources.zone, sources.now)
    met = language.say("guest.met", day=on, title=language.quoted(shorten(last.title, 60)))
    return sources.line(met, meeting_source(last), label=language.say("guest.last_met"))
