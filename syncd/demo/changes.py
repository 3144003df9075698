"""What still happens on the demo day: mail comes, meetings move, Robin answers a brief."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from syncd.demo import folders
from syncd.demo.cast import Person, cast, source
from syncd.demo.dates import ZONE, When
from syncd.demo.events import event_named, made, sources, standing
from syncd.demo.letters import finished, subject
from syncd.demo.mails import Mail, mails
from syncd.demo.quoting import Quoted, with_quote
from syncd.demo.sample import Sample, put_event, put_mail
from syncd.model import MeetingKey
from syncd.model.validation import Table


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happens to the files at a moment of the day."""

    #: Aware.
    moment: datetime
    #: What happens, as a sentence.
    says: str
    #: Does it, on disk. Raises LookupError when Robin should answer a brief that is not there.
    apply: Callable[[], object]


class NoteSource(Table):
    """Robin answers the brief of an event with a few lines."""

    at: When
    event: str
    text: str


def changes(sample: Sample, now: datetime) -> list[Change]:
    """Everything that happens after ``now`` (aware) until the day is over, in order."""
    return sorted(
        (
            change
            for kind in (_arrivals, _calendar_changes, _notes)
            for change in kind(sample)
            if change.moment > now
        ),
        key=lambda change: change.moment,
    )


def _arrivals(sample: Sample) -> Iterator[Change]:
    for mail in mails(sample.days):
        about = subject(mail, sample.days)
        to = ", ".join(person.name for person in mail.to)
        says = (
            f'Robin writes to {to}: "{about}".'
            if mail.by_robin
            else (f'Mail from {mail.sender.name}: "{about}".')
        )
        yield Change(mail.date, says, partial(_arrive, sample, mail))


def _arrive(sample: Sample, mail: Mail) -> None:
    put_mail(sample, mail, arriving=True)
    if mail.answers and mail.by_robin:
        answered = folders.named(sample.mail, mail.answers.folder, mail.answers.slug)
        if answered:
            folders.flag(answered, "RS")


def _calendar_changes(sample: Sample) -> Iterator[Change]:
    for event in sources():
        moments = [(made(event, sample.days), f'New in the calendar: "{event.title}".')]
        moments += [(sample.days.moment(change.at), change.says) for change in event.change]
        for moment, says in moments:
            found = standing(event, sample.days, moment)
            if found:
                yield Change(moment, sample.days.fill(says), partial(put_event, sample, found))


def _notes(sample: Sample) -> Iterator[Change]:
    for note in TypeAdapter(list[NoteSource]).validate_python(source("notes.toml")["note"]):
        moment = sample.days.moment(note.at)
        says = f'Robin answers the brief for "{event_named(note.event).title}" with notes.'
        yield Change(moment, says, partial(_answer_brief, sample, note, moment))


def _answer_brief(sample: Sample, note: NoteSource, moment: datetime) -> Path:
    file, brief = _brief(sample, MeetingKey(event_named(note.event).uid))
    folders.flag(file, "RS")
    robin = cast()["robin"]
    quoted = _quoted(brief)
    reply = EmailMessage(policy=email.policy.default)
    reply["From"] = robin.header
    reply["To"] = brief["Reply-To"] or brief["From"]
    reply["Subject"] = f"Re: {brief['Subject']}"
    reply["Date"] = moment
    reply["Message-ID"] = f"<note-{note.event}@{robin.address.partition('@')[2]}>"
    reply["In-Reply-To"] = brief["Message-ID"]
    reply["References"] = " ".join((brief.get("References", ""), brief["Message-ID"])).strip()
    reply.set_content(
        with_quote(sample.days.fill(note.text).strip(), robin, quoted), cte="quoted-printable"
    )
    name = f"note-{note.event}"
    message = finished(reply, name)
    return folders.deposit(sample.mail, "sent", name, message, date=moment, flags="S")


def _brief(sample: Sample, key: MeetingKey) -> tuple[Path, EmailMessage]:
    """The newest brief for the meeting that lies in the inbox."""
    found = []
    for file in folders.messages(sample.mail, "inbox"):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if message["X-Syncd-Kind"] == "brief" and message["X-Syncd-Meeting"] == key.header():
            found.append((int(message.get("X-Syncd-Revision", "1")), file, message))
    if not found:
        raise LookupError(f"no brief for {key.uid} in the inbox")
    _, file, message = max(found, key=lambda entry: entry[0])
    return file, message


def _quoted(brief: EmailMessage) -> Quoted:
    name, address = parseaddr(brief["From"])
    body = brief.get_body(("plain",))
    return Quoted(
        sender=Person(name=name or address, address=address),
        to=(cast()["robin"],),
        date=brief["Date"].datetime.astimezone(ZONE),
        subject=brief["Subject"],
        text=body.get_content() if body else "",
    )
