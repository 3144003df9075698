"""Mail as the programs of its writers would have written it: bodies, signatures, quotes, HTML."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import formataddr

from syncd.model import Address
from tests.builders import BERLIN, ME, a_message

#: How a program introduces what it quotes, and whether it marks it with ">".
_QUOTING = {
    "gmail": ("On {0:%a, %b %-d, %Y at %-I:%M %p} {1} <{2}> wrote:", True),
    "apple": ("On {0:%-d. %b %Y, at %H:%M}, {1} <{2}> wrote:", True),
    "thunderbird": ("Am {0:%d.%m.%y um %H:%M} schrieb {1}:", True),
    "outlook": ("From: {1} <{2}>\nSent: {0:%A, %B %-d, %Y %-I:%M %p}\nSubject: {3}\n", False),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes: name, address, and what their program puts below a mail."""

    name: str
    address: str
    signature: str = ""

    @property
    def first(self) -> str:
        """The name to say hello with."""
        return self.name.split()[0]

    @property
    def label(self) -> Address:
        """As a header names them."""
        return Address(self.address, self.name)


ROBIN = Person("Robin Doe", ME, "Robin Doe\nData lead, Open Bridges e.V.\n+49 30 5550 1234")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail; ``text`` is what its sender wrote, and nothing of what was quoted."""

    sender: Person
    at: datetime
    subject: str
    text: str
    to: tuple[Person, ...]
    cc: tuple[Person, ...] = ()
    answers: Mail | None = None
    program: str = "gmail"
    headers: Mapping[str, str] = field(default_factory=dict)
    signed: bool = True

    @property
    def message_id(self) -> str:
        """Its own, in angle brackets."""
        return f"<{self.at:%Y%m%dT%H%M%S}.{self.sender.address.replace('@', '.')}@mail.example>"

    @property
    def folder(self) -> str:
        """Where the user's Maildir has it."""
        return ".Sent" if self.sender.address == ME else ""

    @property
    def raw(self) -> bytes:
        """RFC 5322 bytes."""
        return a_message(
            self._plain(),
            subject=self.subject,
            sender=self.sender.label,
            to=[p.label for p in self.to],
            cc=[p.label for p in self.cc],
            date=self.at,
            message_id=self.message_id,
            in_reply_to=self.answers.message_id if self.answers else "",
            references=self._references(),
            html=self._html() if self.program in ("gmail", "outlook") else "",
            headers=self.headers,
        )

    def _references(self) -> tuple[str, ...]:
        older = self.answers
        return (*older._references(), older.message_id) if older else ()

    def _signature(self) -> str:
        return self.sender.signature if self.signed else ""

    def _plain(self) -> str:
        dashes = "-- \n" if self.program in ("gmail", "thunderbird") else ""
        signature = f"{dashes}{self._signature()}\n" if self._signature() else ""
        return f"{self.text}\n\n{signature}{self._quoted()}"

    def _quoted(self) -> str:
        """The mail it answers, with what that one quoted."""
        older = self.answers
        if older is None:
            return ""
        said, marked = _QUOTING[self.program]
        told = said.format(older.at, older.sender.name, older.sender.address, older.subject)
        mark = "> " if marked else ""
        return f"\n{told}\n{textwrap.indent(older._plain(), mark, lambda _: True)}\n"

    def _html(self) -> str:
        write = _gmail if self.program == "gmail" else _outlook
        return f"<html><body>{write(self)}</body></html>"


def _gmail(mail: Mail) -> str:
    lines = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in mail.text.split("\n"))
    signature = html.escape(mail._signature()).replace("\n", "<br>")
    signed = (
        f'<div><br></div>-- <br><div dir="ltr" class="gmail_signature">{signature}</div>'
        if signature
        else ""
    )
    older = mail.answers
    if older is None:
        return f'<div dir="ltr">{lines}{signed}</div>'
    said = _QUOTING["gmail"][0].format(older.at, older.sender.name, older.sender.address)
    return (
        f'<div dir="ltr">{lines}{signed}</div><br><div class="gmail_quote">'
        f'<div dir="ltr" class="gmail_attr">{html.escape(said)}<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{_gmail(older)}</blockquote>'
        "</div>"
    )


def _outlook(mail: Mail) -> str:
    told = f"{mail.text}\n\n{mail._signature()}".strip().split("\n")
    lines = "".join(
        f'<p class="MsoNormal">{html.escape(line) or "&nbsp;"}<o:p></o:p></p>' for line in told
    )
    older = mail.answers
    if older is None:
        return f'<div class="WordSection1">{lines}</div>'
    return (
        f'<div class="WordSection1">{lines}<div style="border:none;border-top:solid #E1E1E1 1.0pt">'
        f'<p class="MsoNormal"><b>From:</b> {html.escape(_full(older.sender))}<br>'
        f"<b>Sent:</b> {older.at:%A, %B %-d, %Y %-I:%M %p}<br><b>To:</b> "
        f"{html.escape('; '.join(_full(p) for p in older.to))}<br>"
        f"<b>Subject:</b> {html.escape(older.subject)}</p></div>{_outlook(older)}</div>"
    )


def _full(person: Person) -> str:
    return formataddr((person.name, person.address))


@dataclass(slots=True)
class Post:
    """Collects the mails of a mailbox. Times are in Berlin unless they say otherwise."""

    mails: list[Mail] = field(default_factory=list)

    def __call__(
        self,
        sender: Person,
        at: str,
        text: str,
        subject: str = "",
        *,
        to: Iterable[Person] = (),
        cc: Iterable[Person] = (),
        answers: Mail | None = None,
        program: str = "gmail",
        headers: Mapping[str, str] | None = None,
        signed: bool = True,
    ) -> Mail:
        """Write a mail: to Robin unless said otherwise, an answer to whom it answers."""
        given = tuple(to) or ((answers.sender,) if answers else (ROBIN,))
        moment = datetime.fromisoformat(at)
        mail = Mail(
            sender,
            moment if moment.tzinfo else moment.replace(tzinfo=BERLIN),
            subject or (_re(answers.subject) if answers else ""),
            textwrap.dedent(text).strip(),
            given,
            tuple(cc),
            answers,
            program,
            headers or {},
            signed,
        )
        self.mails.append(mail)
        return mail


def _re(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"
