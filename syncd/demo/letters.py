"""Renders a mail of the sample to RFC 5322 bytes, as its writer's program would have."""

from __future__ import annotations

import email.policy
from email.message import EmailMessage

from syncd.demo.cast import Person
from syncd.demo.dates import Days, english
from syncd.demo.events import Standing, event_named, standing
from syncd.demo.ics import reply_text, request_text
from syncd.demo.mails import Mail
from syncd.demo.markup import body_html, document
from syncd.demo.quoting import Quoted, with_quote

_PROGRAMS = {
    "apple": "Apple Mail (2.3774.600.62)",
    "outlook": "Microsoft Outlook 16.0",
    "thunderbird": "Mozilla Thunderbird",
}
_RESPONSES = {"accepted": "Accepted", "tentative": "Tentative", "declined": "Declined"}


def subject(mail: Mail, days: Days) -> str:
    """Its subject, with the prefix of the writer's program when it is a reply."""
    if mail.source.event and not mail.source.subject:
        word = _RESPONSES.get(mail.source.response or "", "Invitation")
        return f"{word}: {event_named(mail.source.event).title} @ {_when(mail, days)}"
    base = days.fill(mail.source.subject or mail.thread.subject)
    german = mail.sender.client == "outlook" and mail.sender.language == "de"
    prefix = "AW: " if german else "Re: "
    return prefix + base if mail.answers and not mail.source.subject else base


def text(mail: Mail, days: Days) -> str:
    """The whole of its text, quotation included."""
    return with_quote(_own_text(mail, days), _writer(mail), _quoted(mail, days))


def render(mail: Mail, days: Days) -> bytes:
    """The message, with LF line ends as Maildirs keep them; the same bytes every time."""
    message = EmailMessage(policy=email.policy.default)
    message["From"] = mail.sender.header
    message["To"] = [person.header for person in mail.to]
    if mail.cc:
        message["Cc"] = [person.header for person in mail.cc]
    message["Subject"] = subject(mail, days)
    message["Date"] = mail.date
    message["Message-ID"] = mail.message_id
    if mail.answers:
        message["In-Reply-To"] = mail.answers.message_id
        message["References"] = " ".join(mail.references)
    if program := _PROGRAMS.get(mail.sender.client):
        message["X-Mailer"] = program
    for name, value in mail.thread.headers.items():
        message[name] = value
    _fill(message, mail, days)
    return finished(message, mail.slug)


def finished(message: EmailMessage, slug: str) -> bytes:
    """The bytes of a message, its boundaries made from a name instead of by chance."""
    for place, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{slug}_{place}")
    return message.as_bytes()


def _fill(message: EmailMessage, mail: Mail, days: Days) -> None:
    if mail.source.html:
        message.set_content(days.fill(mail.source.html), subtype="html", cte="quoted-printable")
        return
    plain = text(mail, days)
    charset = _charset(plain, mail.sender)
    message.set_content(plain, charset=charset, cte="quoted-printable")
    if html := _html(mail, days):
        page = document(html, mail.sender)
        message.add_alternative(page, subtype="html", charset=charset, cte="quoted-printable")
    if mail.source.event:
        method = "REPLY" if mail.source.response else "REQUEST"
        message.add_alternative(
            _itip(mail, days), subtype="calendar", params={"method": method}, cte="base64"
        )


def _charset(plain: str, sender: Person) -> str:
    """German Outlook still writes Latin 1 where it can."""
    if sender.client != "outlook" or sender.language != "de":
        return "utf-8"
    try:
        plain.encode("iso-8859-1")
    except UnicodeEncodeError:
        return "utf-8"
    return "iso-8859-1"


def _html(mail: Mail, days: Days) -> str:
    return body_html(_own_text(mail, days), _writer(mail), _quoted(mail, days))


def _own_text(mail: Mail, days: Days) -> str:
    if mail.source.text or not mail.source.event:
        return days.fill(mail.source.text).strip("\n")
    event = event_named(mail.source.event)
    did = f"has {mail.source.response}" if mail.source.response else "invites you to"
    place = f"\nWhere: {event.location}" if event.location else ""
    return f"{mail.sender.name} {did}: {event.title}\n\nWhen: {_when(mail, days)}{place}"


def _writer(mail: Mail) -> Person:
    """The sender, without a signature where the mail has none."""
    signed = mail.source.signed and not mail.source.event
    return mail.sender if signed else mail.sender.model_copy(update={"signature": ""})


def _quoted(mail: Mail, days: Days) -> Quoted | None:
    before = mail.answers
    if before is None or not mail.source.quotes:
        return None
    return Quoted(
        sender=before.sender,
        to=before.to,
        date=before.date,
        subject=subject(before, days),
        text=text(before, days),
        html=_html(before, days),
    )


def _standing(mail: Mail, days: Days) -> Standing:
    found = standing(event_named(mail.source.event), days, mail.date)
    if found is None:
        raise LookupError(f"{mail.slug} is older than the event it is about")
    return found


def _when(mail: Mail, days: Days) -> str:
    starts = days.moment(_standing(mail, days).event.start)
    return f"{english(starts)} {starts:%H:%M}"


def _itip(mail: Mail, days: Days) -> str:
    found = _standing(mail, days)
    if mail.source.response:
        return reply_text(found, days, mail.sender, mail.source.response)
    return request_text(found, days)
