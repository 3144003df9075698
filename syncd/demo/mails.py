"""The sample's mail: the threads of `mailbox/*.toml`, resolved to people, moments and replies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field, TypeAdapter

from syncd.demo.cast import Person, cast, source
from syncd.demo.dates import Days, When
from syncd.demo.events import Answer
from syncd.model.validation import Table

Folder = Literal["inbox", "sent", "drafts", "archive", "junk", "trash"]


class MailSource(Table):
    """One mail of a thread."""

    at: When
    sender: str = Field(alias="from")
    to: tuple[str, ...] = ("robin",)
    cc: tuple[str, ...] = ()
    text: str = ""
    #: For mail that is HTML only.
    html: str = ""
    #: When it differs from the thread's.
    subject: str = ""
    #: Place in the thread, from 1, of the mail it answers; 0 for none. Default: the one before.
    answers: int | None = None
    quotes: bool = True
    signed: bool = True
    #: The event it carries an invitation to, or, with ``response``, an answer.
    event: str = ""
    response: Answer | None = None
    unread: bool = False
    flagged: bool = False
    draft: bool = False


class ThreadSource(Table):
    """Mails that belong together, in the order they were written."""

    slug: str
    subject: str = ""
    #: Where mail that Robin received was put.
    folder: Folder = "inbox"
    #: Headers of every mail in it: ``List-Id`` and the like.
    headers: dict[str, str] = Field(default_factory=dict)
    #: False for mails that only share a sender, as issues of a newsletter do.
    threaded: bool = True
    mail: tuple[MailSource, ...]


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, resolved."""

    #: The thread's slug and the place in it: ``intro-ada.2``.
    slug: str
    source: MailSource
    thread: ThreadSource
    #: Aware.
    date: datetime
    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    answers: Mail | None = None

    @property
    def message_id(self) -> str:
        """Its Message-ID, with angle brackets."""
        return f"<{self.slug}@{self.sender.address.partition('@')[2]}>"

    @property
    def references(self) -> tuple[str, ...]:
        """The Message-IDs before it in its thread, oldest first (RFC 5322 section 3.6.4)."""
        return (*self.answers.references, self.answers.message_id) if self.answers else ()

    @property
    def by_robin(self) -> bool:
        """Whether the sample's person wrote it."""
        return self.source.sender in {"robin", "robin-home"}

    @property
    def folder(self) -> Folder:
        """The folder it lies in."""
        if self.source.draft:
            return "drafts"
        return "sent" if self.by_robin else self.thread.folder


def mails(days: Days) -> list[Mail]:
    """Every mail of the sample, the future of the demo day included, oldest first."""
    return sorted(
        (mail for thread in _threads() for mail in _resolved(thread, days)),
        key=lambda mail: (mail.date, mail.slug),
    )


@cache
def _threads() -> tuple[ThreadSource, ...]:
    reader = TypeAdapter(tuple[ThreadSource, ...])
    folder = files("syncd.demo").joinpath("mailbox")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    read = (reader.validate_python(source(f"mailbox/{name}")["thread"]) for name in names)
    return tuple(thread for threads in read for thread in threads)


def _resolved(thread: ThreadSource, days: Days) -> Iterator[Mail]:
    before: list[Mail] = []
    for place, mail in enumerate(thread.mail, start=1):
        before.append(
            Mail(
                slug=f"{thread.slug}.{place}",
                source=mail,
                thread=thread,
                date=days.moment(mail.at),
                sender=cast()[mail.sender],
                to=tuple(cast()[name] for name in mail.to),
                cc=tuple(cast()[name] for name in mail.cc),
                answers=_answered(mail, thread, before),
            )
        )
    yield from before


def _answered(mail: MailSource, thread: ThreadSource, before: list[Mail]) -> Mail | None:
    place = len(before) if mail.answers is None and thread.threaded else mail.answers or 0
    return before[place - 1] if place else None
