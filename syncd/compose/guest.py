"""One guest's part of a brief, from your own mail and calendar. Every line carries its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from syncd.compose import words
from syncd.compose.firms import organisation_of, role_of
from syncd.compose.language import Language
from syncd.compose.last_word import last_words
from syncd.compose.names import called, full_name
from syncd.compose.page import Line, Section, Sources
from syncd.model import Finding, Promise, Source
from syncd.people.dossier import Dossier, mail_source, meeting_source
from syncd.people.promises import Outstanding, outstanding
from syncd.text.snippet import shorten

_ROLE_CHARS = 100
_MOST_CARED_FOR = 3
_MOST_PROMISES = 3
#: Nobody waits that long for what was said in passing.
_PROMISE_FADES = timedelta(days=180)
#: What was said longer ago is told with its date: it may not be so any more.
_OLD = timedelta(days=270)
#: Silence that is worth a word.
_SILENCE = timedelta(days=365)
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


def guest_section(dossier: Dossier, sources: Sources, *, firm_told: bool = False) -> Section:
    """What is known of a guest before a meeting; ``firm_told``: theirs stands elsewhere already."""
    name, (role, note, cited) = full_name(dossier), _role(dossier, sources, firm_told=firm_told)
    return Section(
        heading=", ".join(part for part in (name, role) if part),
        note=note,
        numbers=tuple(map(sources.number, cited)),
        sources=cited,
        lines=tuple(_lines(dossier, sources)),
    )


def _lines(dossier: Dossier, sources: Sources) -> Iterator[Line]:
    yield from _arranged(dossier, sources)
    yield _know_each_other(dossier, sources)
    yield from _also(dossier, sources)
    yield from last_words(dossier, sources, [p.text for p in _told_promises(dossier, sources)])
    yield from _met(dossier, sources)
    yield from _told_of_themselves(dossier, sources)
    yield from _writes(dossier, sources)
    yield from _promises(dossier, sources)
    yield from _both_know(dossier, sources)


def _role(
    dossier: Dossier, sources: Sources, *, firm_told: bool
) -> tuple[str, str, tuple[Source, ...]]:
    """What they are, where that was read, and the source; of a stranger there is the address.

    By their newest signature, else by your address book.
    """
    known, say = dossier.acquaintance, sources.language.say
    signed = role_of(dossier)
    if signed:
        told, source = signed.text, signed.source
        when = sources.short_day(source.date) if source.date else ""
        note = say("guest.signature", day=when)
    else:
        told = ", ".join(part for part in (known.title, known.organization) if part)
        source = Source("contact", say("source.address_book"))
        note = say("source.address_book")
    if not told:
        return "", _address(dossier), ()
    if firm_told:
        told = told.removesuffix(organisation_of(dossier)).rstrip(", ")
    return shorten(told, _ROLE_CHARS), note, (source,)


def _address(dossier: Dossier) -> str:
    """Of somebody new: it is all there is to look them up by."""
    known = bool(dossier.exchanges or dossier.meetings or dossier.introduction)
    return "" if known or full_name(dossier) == dossier.guest.address else dossier.guest.address


def _arranged(dossier: Dossier, sources: Sources) -> Iterator[Line]:
    """``Petra Kühn, assistant``"""
    for who, source in dossier.arranged:
        told = sources.language.say("guest.assistant", name=shorten(who.label, 60))
        yield sources.line(told, source, label=sources.language.say("guest.arranged"))


def _know_each_other(dossier: Dossier, sources: Sources) -> Line:
    known, intro, language = dossier.acquaintance, dossier.introduction, sources.language
    if not intro and not dossier.exchanges and not dossier.meetings:
        label = language.say("guest.new")
        return Line(language.say("guest.nothing_known"), label)
    told = [_counted(dossier, language)]
    if intro:
        on = sources.short_day(intro.date)
        name = shorten(intro.sender.label, 60)
        told.insert(0, language.say("guest.introduced", name=name, day=on))
    elif known.first_contact:
        told.append(language.say("guest.first_contact", day=sources.short_day(known.first_contact)))
    if known.last_contact and sources.now - known.last_contact > _SILENCE:
        silent = language.long_time(sources.now - known.last_contact)
        told.append(language.say("guest.silent", length=silent))
    source = mail_source(intro) if intro else _first_source(dossier)
    return sources.line(" ".join(told), source, label=language.say("guest.know_each_other"))


def _first_source(dossier: Dossier) -> Source:
    if dossier.first:
        return dossier.first
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
    if not (known.mails_from or known.mails_to):
        return words.capital(language.say("guest.only_met", times=times))
    return words.capital(language.say("guest.mails_met", mails=mails, times=times))


def _also(dossier: Dossier, sources: Sources) -> Iterator[Line]:
    """Another address that is only probably theirs: what was read there counts here."""
    for joined in dossier.person.evidence if dossier.person else ():
        if not joined.certain:
            other = joined.other if joined.address == dossier.guest.address else joined.address
            names_it = joined.reason.startswith(other)
            told = sources.language.say(
                "guest.probably_as" if names_it else "guest.probably",
                address=shorten(other, 80),
                reason=shorten(joined.reason, 120),
            )
            yield sources.line(told, joined.source, label=sources.language.say("guest.also"))


def _met(dossier: Dossier, sources: Sources) -> Iterator[Line]:
    if dossier.meetings:
        last, language = dossier.meetings[0], sources.language
        on = sources.short_day(last.start)
        met = language.say("guest.met", day=on, title=language.quoted(shorten(last.title, 60)))
        yield sources.line(met, meeting_source(last), label=language.say("guest.last_met"))


def _told_of_themselves(dossier: Dossier, sources: Sources) -> Iterator[Line]:
    """What they care about, work on and face, in their words."""
    for name, kinds in _TOLD.items():
        told = [f for f in dossier.findings if f.kind in kinds][:_MOST_CARED_FOR]
        if told:
            quotes = "; ".join(_dated(finding, sources) for finding in told)
            label = sources.language.say(name)
            yield sources.line(quotes, *(f.source for f in told), label=label)


def _dated(finding: Finding, sources: Sources) -> str:
    """``"we are struggling to hire"``, with the day before it when that is long ago."""
    quote, date = sources.language.quoted(finding.text), finding.source.date
    if date is None or sources.now - date < _OLD:
        return quote
    return sources.language.say("guest.said_on", day=sources.short_day(date), words=quote)


def _writes(dossier: Dossier, sources: Sources) -> Iterator[Line]:
    """``the newsletter "The Slow Web", which you get``"""
    letter, language = dossier.newsletter, sources.language
    if letter:
        title = language.quoted(shorten(letter.title, 60)) if letter.title else ""
        name = "guest.newsletter" if title else "guest.newsletter_untitled"
        told = language.say(name, title=title)
        yield sources.line(told, letter.source, label=language.say("guest.writes"))


def _promises(dossier: Dossier, sources: Sources) -> Iterator[Line]:
    """What is open between you, the newest first."""
    label = sources.language.say("guest.between_you")
    for promise in reversed(_told_promises(dossier, sources)):
        yield sources.line(_promised(promise, dossier, sources), promise.source, label=label)


def _told_promises(dossier: Dossier, sources: Sources) -> list[Promise]:
    fresh = [p for p in dossier.promises if sources.now - p.made_at < _PROMISE_FADES]
    return fresh[-_MOST_PROMISES:]


def _promised(promise: Promise, dossier: Dossier, sources: Sources) -> str:
    """``you on 5 Nov: "I will send you the hiring checklist"; not sent yet``"""
    language = sources.language
    values = {
        "who": language.say("guest.you") if promise.by_me else _promiser(promise, dossier),
        "day": sources.short_day(promise.made_at),
        "words": language.quoted(promise.text),
        "standing": language.say(_STANDING[outstanding(promise)]),
    }
    if promise.due is None:
        return language.say("guest.promised", **values)
    late = promise.due < sources.now.astimezone(sources.zone).date()
    name = "guest.promised_until" if late else "guest.promised_by"
    return language.say(name, **values, due=sources.day(promise.due))


def _promiser(promise: Promise, dossier: Dossier) -> str:
    """The guest, or whoever arranges it for them."""
    arranging = {who.address: who.label for who, _ in dossier.arranged}
    return shorten(arranging.get(promise.person, called(dossier)), 60)


def _both_know(dossier: Dossier, sources: Sources) -> Iterator[Line]:
    """``Jonas Weber (in a mail to you both, 3 Nov), Priya Nair (…)``"""
    if dossier.mutual:
        names = ", ".join(
            sources.language.say(
                "guest.together_event" if source.kind == "event" else "guest.together_mail",
                name=shorten(who.label, 40),
                day=sources.short_day(source.date) if source.date else "",
            )
            for who, source in dossier.mutual
        )
        where = (source for _, source in dossier.mutual)
        yield sources.line(names, *where, label=sources.language.say("guest.both_know"))
