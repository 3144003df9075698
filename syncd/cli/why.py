"""`syncd brief --why`: a brief's lines, and under each the evidence in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo

from syncd import calendar, compose, wiring
from syncd.agenda import Judged
from syncd.cli.base import print_json
from syncd.cli.lines import say
from syncd.cli.show import stand_words
from syncd.cli.why_json import why_json
from syncd.compose import words
from syncd.compose.page import Page
from syncd.compose.why import Because, Behind, Count, Evidence, Explained, Original, explain
from syncd.due import Decision, Stand
from syncd.model import Address, Meeting, MeetingKey, Source
from syncd.model.person import Joined
from syncd.people.dossier import YOU, Dossier
from syncd.people.history import Past
from syncd.people.ties import mutual
from syncd.text.snippet import shorten

_NAME_CHARS = 80
_TITLE_CHARS = 120
_MOST_NAMED = 6
_KINDS = {"contact": "address book"}


def show_why(parts: wiring.Parts, judged: Judged, now: datetime, *, as_json: bool) -> None:
    """Tell what a brief would say now, and why."""
    matter = parts.letters.brief_matter(judged, Decision(Stand.DUE, now, revision=1), now)
    page = compose.brief_page(matter)
    guests = [_behind(parts, dossier, judged, now) for dossier in matter.dossiers]
    told = explain(page, guests, _originals(parts, page), matter.language)
    if as_json:
        print_json(why_json(judged, page, told))
        return
    zone = parts.loaded.settings.user.timezone
    _Telling(parts, zone).tell(judged, page, told, now)


def _behind(parts: wiring.Parts, dossier: Dossier, judged: Judged, now: datetime) -> Behind:
    user, before = parts.loaded.settings.user, min(now, judged.meeting.start)
    address = dossier.guest.address
    person = Past(parts.store, user).person(address)
    ties = mutual(parts.store, user, person.addresses, before) if dossier.mutual else ()
    return Behind(
        dossier=dossier,
        addresses=person.addresses,
        joined=person.evidence,
        ties=tuple((tie.who, tie.evidence) for tie in ties),
    )


def _originals(parts: wiring.Parts, page: Page) -> dict[Source, Original]:
    """What the store has of the mails and events that a page cites."""
    look = {"mail": _mail, "event": _event}
    known = [source for source in page.cited if source.kind in look]
    found = ((source, look[source.kind](parts, source)) for source in known)
    return {source: original for source, original in found if original}


def _mail(parts: wiring.Parts, source: Source) -> Original | None:
    """By its Message-ID; what was kept without one by its subject and moment."""
    if source.origin:
        found = parts.store.mail.with_ids([source.origin])
    else:
        found = parts.store.mail.sent_at(source.date, source.title) if source.date else []
    if not found:
        return None
    whole = parts.letters.reading.whole(found[0])
    envelope = whole.envelope
    return Original(
        origin=envelope.message_id,
        account=whole.account,
        place=envelope.ref.folder,
        at=envelope.date,
        author=envelope.sender,
        to=(*envelope.to, *envelope.cc),
        text=whole.body or "",
        signed=whole.signed,
    )


def _event(parts: wiring.Parts, source: Source) -> Original | None:
    """By its key; what was kept without one by its title and start."""
    kept = parts.store.calendar
    if source.origin:
        groups = [kept.copies(MeetingKey.from_header(source.origin))]
    else:
        at = source.date
        groups = kept.between(at, at + timedelta(minutes=1)) if at else []
    user = parts.loaded.settings.user
    named = [meeting for copies in groups if copies for meeting in [calendar.merge(copies, user)]]
    fitting = [one for one in named if source.origin or _is_of(one, source)]
    return _of_meeting(fitting[0]) if fitting else None


def _is_of(meeting: Meeting, source: Source) -> bool:
    return (meeting.title, meeting.start) == (source.title, source.date)


def _of_meeting(meeting: Meeting) -> Original:
    return Original(
        origin=meeting.key.header(),
        account=meeting.account,
        place=meeting.calendar,
        at=meeting.start,
        author=meeting.organizer,
        to=tuple(Address(one.address, one.name) for one in meeting.attendees),
    )


class _Telling:
    """Prints it, with the times of one zone."""

    def __init__(self, parts: wiring.Parts, zone: tzinfo) -> None:
        self._parts, self._zone = parts, zone
        self._shown: set[Source] = set()

    def tell(self, judged: Judged, page: Page, told: Iterable[Explained], now: datetime) -> None:
        """The whole of it."""
        say(page.title)
        self._why_at_all(judged, now)
        for section in told:
            say(f"\n{section.heading.line.cited or 'When and where'}")
            for number, one in zip(
                section.heading.line.numbers, section.heading.evidence, strict=False
            ):
                self._evidence(one, f"[{number}] ")
            for because in section.lines:
                self._line(because)

    def _why_at_all(self, judged: Judged, now: datetime) -> None:
        """The rule and its conditions, when it is due, and the event itself."""
        verdict, meeting = judged.verdict, judged.meeting
        say("\nWhy there is a brief")
        for sentence in _rule(judged):
            say(sentence, indent=2, hang=2)
        for reason in verdict.reasons:
            say(f"- {reason}", indent=4, hang=2)
        stand = self._parts.agenda.entry(judged, now).brief
        say(f"brief {stand_words(stand, now.astimezone(self._zone))}", indent=2, hang=2)
        say("The event, which says when, where and who:", indent=2, hang=2)
        source = Source("event", meeting.title, meeting.start, origin=meeting.key.header())
        self._evidence(Evidence(source, _of_meeting(meeting)))

    def _line(self, because: Because) -> None:
        line = because.line
        label = f"{line.label}: " if line.label else ""
        say(f"{label}{line.cited}", indent=2, hang=2)
        for number, one in zip(line.numbers, because.evidence, strict=False):
            self._evidence(one, f"[{number}] ")
        for count in because.counts:
            self._count(count)
        for joined in because.joined:
            say(self._joined(joined), indent=4, hang=2)
        for who, shown in because.ties:
            say(f"{_label(who)}: {self._tie(shown)}", indent=4, hang=2)
        if not line.sources and not because.counts:
            told = "your [style], held against the event" if because.by_style else "the event"
            say(f"from {told}", indent=4, hang=2, dim=True)

    def _evidence(self, one: Evidence, number: str = "") -> None:
        """``[1] mail "Coffee?"``, then who to whom and when, where it lies, and what it says."""
        again = one.source in self._shown
        self._shown.add(one.source)
        say(f"{number}{_titled(one.source)}{', as above' if again else ''}", indent=4, hang=4)
        details = () if again else self._details(one)
        excerpt = (f'"{one.excerpt}"',) if one.excerpt else ()
        for told in (*details, *excerpt):
            say(told, indent=8, hang=2)

    def _details(self, one: Evidence) -> Iterator[str]:
        source, original = one.source, one.original
        if original is None:
            by = "you" if source.author == YOU else shorten(source.author, _NAME_CHARS)
            parts = [by, self._moment(source.date) if source.date else ""]
            yield from filter(None, [", ".join(filter(None, parts))])
            if source.kind in ("mail", "event"):
                yield "no longer in the store"
            return
        who = _label(original.author) if original.author else "nobody named"
        yield f"{who} to {_labels(original.to)}" if original.to else who
        yield self._moment(original.at)
        names = ("calendar", "uid") if source.kind == "event" else ("folder", "Message-ID")
        place = shorten(original.place, _NAME_CHARS)
        where = f"{names[0]} {place}" if place else ""
        account = f"account {original.account}"
        yield ", ".join(filter(None, [account, where, f"{names[1]} {_origin(original)}"]))

    def _count(self, count: Count) -> None:
        known, under = count.known, " or ".join(count.addresses)
        mails = words.count(known.mails_from, "mail", words=False)
        told = f"Counted: {mails} from {under}, {known.mails_to} to them; lists do not count."
        say(told, indent=4, hang=2)
        if known.first_contact and known.last_contact:
            first, last = self._moment(known.first_contact), self._moment(known.last_contact)
            say(f"First contact {first}, last {last}.", indent=4, hang=2)
        for meeting in count.meetings:
            what = f'Met {self._moment(meeting.start)}, "{shorten(meeting.title, _TITLE_CHARS)}"'
            where = f"{meeting.account}, uid {meeting.key.header()}"
            say(f"{what}, account {where}", indent=4, hang=2)
        more = known.meetings - len(count.meetings)
        if more > 0:
            say(f"and {words.count(more, 'earlier meeting', words=False)}", indent=4, hang=2)
        elif not known.meetings:
            say("No meeting that took place has them in it.", indent=4, hang=2)

    def _joined(self, joined: Joined) -> str:
        sure = "is" if joined.certain else "is probably"
        pair = f"{joined.address} {sure} the same person as {joined.other}"
        day = f", {self._moment(joined.source.date)}" if joined.source.date else ""
        return f"{pair}: {joined.reason} ({_titled(joined.source)}{day})"

    def _tie(self, shown: tuple[Source, ...]) -> str:
        times = words.times(len(shown))
        newest = shown[0]
        day = f", {self._moment(newest.date)}" if newest.date else ""
        return f"in a small round with you both {times}, last in {_titled(newest)}{day}"

    def _moment(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%a %d %b %Y %H:%M}"


def _rule(judged: Judged) -> Iterator[str]:
    verdict = judged.verdict
    if not verdict.rule:
        yield "No rule holds, so none would be delivered; this is what it would say."
        return
    brief = verdict.wants.brief
    if not verdict.networking or brief is None:
        yield f'The rule "{verdict.rule}" wants none; this is what it would say. The rule holds:'
    else:
        lead = _span(brief.lead)
        yield f'The rule "{verdict.rule}" wants one {lead} before the start. The rule holds:'


def _span(span: timedelta) -> str:
    """``4 hours``, ``90 minutes``."""
    minutes = round(span.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if rest or not hours:
        return words.count(minutes, "minute", words=False)
    return words.count(hours, "hour", words=False)


def _titled(source: Source) -> str:
    kind = _KINDS.get(source.kind, source.kind)
    title = shorten(source.title, _TITLE_CHARS)
    return f'{kind} "{title}"' if title else kind


def _origin(original: Original) -> str:
    return shorten(original.origin, _TITLE_CHARS * 2) or "none"


def _label(who: Address) -> str:
    name, address = shorten(who.name, _NAME_CHARS), shorten(who.address, _NAME_CHARS)
    return f"{name} <{address}>" if name else address


def _labels(people: tuple[Address, ...]) -> str:
    named = ", ".join(map(_label, people[:_MOST_NAMED]))
    more = len(people) - _MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
