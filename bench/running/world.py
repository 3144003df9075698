"""Some years of mail and meetings in files, as other programs would have written them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from syncd.model import Address, Envelope, Ref, Role

CONFIG = """
[me]
name = "Robin Doe"
addresses = ["robin@example.com"]
timezone = "Europe/Berlin"

[accounts.files]
kind = "maildir"
path = "{home}/mail"

[accounts.calendar]
kind = "ics"
path = "{home}/calendar"

[deliver]
quiet_hours = ""

[store]
url = "sqlite:///{home}/state/syncd.sqlite"
"""

MAIL = """\
Return-Path: <{sender}>
Received: from mx.example.org (mx.example.org [192.0.2.1]) by mail.example.com (Postfix)
\twith ESMTPS id 4Xyz{n} for <{to}>; {date}
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=mail; t=1790000000;
\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; h=From:To:Subject:Date:Message-ID;
\tb=dGhpcyBpcyBub3QgYSBzaWduYXR1cmUgYnV0IGFzIGxvbmcgYXMgb25lIHVzdWFsbHkgaXMgaW4gbWFpbA==
Message-ID: <{n}@mail.example>
{more}Date: {date}
From: {sender_name} <{sender}>
To: {to_name} <{to}>
Subject: {subject}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Tuesday works for me. We are looking for someone who knows open data.

Best,
{sender_name}
"""

EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//syncd//bench//EN
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260101T000000Z
DTSTART:{start:%Y%m%dT%H%M%SZ}
DTEND:{end:%Y%m%dT%H%M%SZ}
SUMMARY:{title}
{more}ORGANIZER;CN=Robin Doe:mailto:robin@example.com
{attendees}END:VEVENT
END:VCALENDAR
"""

_TITLES = ("Coffee with {}", "Catch up with {}", "Lunch: {}", "1:1 {}", "Call {}", "Review with {}")
#: Address and name of the user, and of somebody to meet.
ME = ("robin@example.com", "Robin Doe")
GUEST = ("ada@nordwind.example", "Ada Lindqvist")


@dataclass(slots=True)
class World:
    """A Maildir, a folder of .ics files and a config in a folder."""

    home: Path
    #: Everything is dated relative to it; aware, UTC.
    now: datetime
    people: int = 2_000
    _chance: random.Random = field(default_factory=lambda: random.Random(11))
    _mails: int = 0

    @property
    def config(self) -> Path:
        """The config file."""
        return self.home / "config.toml"

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.home / "state" / "syncd.sqlite"

    def lay_out(self) -> None:
        """Make the folders and the config."""
        for folder in ("", ".Sent", ".Drafts"):
            for part in ("cur", "new", "tmp"):
                (self.home / "mail" / folder / part).mkdir(parents=True)
        (self.home / "calendar" / "work").mkdir(parents=True)
        self.config.write_text(CONFIG.format(home=self.home))

    def person(self, number: int) -> tuple[str, str]:
        """Address and name of one of the people; most of the first ones are colleagues."""
        domain = "example.com" if number < 20 else f"firm{number % 300}.example"
        return f"person{number}@{domain}", f"Person {number}"

    def anyone(self) -> tuple[str, str]:
        """Someone; a few of them much more often than the others."""
        return self.person(int(self.people * self._chance.random() ** 2))

    def fill_mail(self, messages: int) -> None:
        """Three years of mail: from people, to people, and lists."""
        for _ in range(messages):
            before = timedelta(minutes=self._chance.uniform(10, 3 * 365 * 1440))
            kind = self._chance.random()
            who = self.anyone()
            if kind < 0.25:
                self.put_mail(ME, who, self.now - before, folder=".Sent")
            else:
                self.put_mail(who, ME, self.now - before, of_list=kind > 0.7)

    def envelopes(self, messages: int) -> Iterator[Envelope]:
        """Mail that is in no folder: for a store only, which is much faster to fill."""
        for n in range(messages):
            who, me = Address(*self.anyone()), Address(*ME)
            sender, to = (me, who) if self._chance.random() < 0.3 else (who, me)
            yield Envelope(
                ref=Ref("INBOX", f"stored{n}"),
                role=Role.INBOX,
                message_id=f"<stored{n}@mail.example>",
                subject=f"Re: about {n}",
                sender=sender,
                date=self.now - timedelta(minutes=n + 5),
                to=(to,),
            )

    def put_mail(
        self,
        sender: tuple[str, str],
        to: tuple[str, str],
        date: datetime,
        *,
        folder: str = "",
        of_list: bool = False,
    ) -> None:
        """Put one message that has been read into a folder."""
        self._mails += 1
        n = self._mails
        more = "List-Id: <news.example.org>\n" if of_list else ""
        if n > 10:
            more += f"In-Reply-To: <{n - 7}@mail.example>\nReferences: <{n - 7}@mail.example>\n"
        text = MAIL.format(
            n=n,
            more=more,
            date=format_datetime(date),
            sender=sender[0],
            sender_name=sender[1],
            to=to[0],
            to_name=to[1],
            subject=f"Re: about number {n}",
        )
        name = f"{int(date.timestamp())}.M{n}.host,U={n}:2,S"
        (self.home / "mail" / folder / "cur" / name).write_text(text)

    def fill_calendar(self, events: int, weekly: int, daily: int) -> None:
        """Two years of meetings up to two months ahead, and series that go on."""
        for number in range(events):
            hours = self._chance.randint(-730 * 24, 60 * 24)
            title = self._chance.choice(_TITLES).format(f"number {number}")
            self.put_event(f"single{number}", title, self.now + timedelta(hours=hours))
        for number in range(weekly):
            start = self.now - timedelta(days=400, hours=self._chance.randint(0, 167))
            self.put_event(f"weekly{number}", "Planning", start, rrule="FREQ=WEEKLY")
        for number in range(daily):
            start = self.now - timedelta(days=300, hours=self._chance.randint(0, 9))
            self.put_event(f"daily{number}", "Stand-up", start, rrule="FREQ=DAILY")

    def put_event(
        self,
        name: str,
        title: str,
        start: datetime,
        *,
        guests: list[tuple[str, str]] | None = None,
        rrule: str = "",
    ) -> None:
        """Write one event; without ``guests``, with one to four of the people."""
        invited = guests or [self.anyone() for _ in range(self._chance.choice((1, 1, 1, 2, 4)))]
        lines = [
            f"ATTENDEE;CN={name};PARTSTAT=ACCEPTED:mailto:{address}\n" for address, name in invited
        ]
        text = EVENT.format(
            uid=f"{name}@bench.example",
            start=start.astimezone(UTC),
            end=start.astimezone(UTC) + timedelta(minutes=30),
            title=title,
            more=f"RRULE:{rrule}\n" if rrule else "",
            attendees="".join(dict.fromkeys(lines)),
        )
        path = self.home / "calendar" / "work" / f"{name}.ics"
        fresh = path.with_suffix(".tmp")
        fresh.write_text(text.replace("\n", "\r\n"))
        fresh.rename(path)
