"""What an envelope says, whatever the header holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import ADA, ME, TEN
from tests.contracts.mailbox_world import (
    INBOX,
    NOW,
    MailboxPromises,
    Mirror,
    Seeder,
    a_letter,
    a_mail,
    letter_id,
    mail_id,
    size_of,
    with_header,
)


class Headers(MailboxPromises):
    """What an envelope says, whatever the header holds."""

    def test_the_envelope_tells_the_headers(self, mirror: Mirror, seeder: Seeder) -> None:
        raw = a_mail(
            "reply",
            subject="Re: Kaffee in Zürich?",
            to=[ME, "priya@nair.example"],
            cc=["jonas@weber.example"],
            in_reply_to="<first@mail.example>",
            references=("<zero@mail.example>", "<first@mail.example>"),
            date=TEN - timedelta(days=3),
        )
        seeder.plant(INBOX, raw)
        envelope = mirror.read().one(mail_id("reply"))
        assert envelope.subject == "Re: Kaffee in Zürich?"
        assert envelope.sender is not None
        assert (envelope.sender.address, envelope.sender.name) == (ADA, "Ada Lindqvist")
        assert [a.address for a in envelope.to] == [ME, "priya@nair.example"]
        assert [a.address for a in envelope.cc] == ["jonas@weber.example"]
        assert envelope.in_reply_to == "<first@mail.example>"
        assert envelope.references == ("<zero@mail.example>", "<first@mail.example>")
        assert envelope.date == TEN - timedelta(days=3)
        assert envelope.date.utcoffset() == timedelta(0)
        assert not envelope.automatic
        assert envelope.syncd_kind == ""

    def test_a_letter_of_ours_is_known_by_its_kind(self, mirror: Mirror, seeder: Seeder) -> None:
        seeder.plant(INBOX, a_letter("brief-9"))
        assert mirror.read().one(letter_id("brief-9")).syncd_kind == "brief"

    @pytest.mark.parametrize(
        "line",
        [
            b"List-Id: News <news.example>",
            b"Precedence: bulk",
            b"Auto-Submitted: auto-replied",
            b"auto-submitted: auto-generated; type=x",
        ],
    )
    def test_lists_and_robots_are_automatic(
        self, mirror: Mirror, seeder: Seeder, line: bytes
    ) -> None:
        raw = with_header(
            b"From: news@example.org", b"Date: Mon, 16 Nov 2026 08:00:00 +0000", line, name="robot"
        )
        seeder.plant(INBOX, raw)
        assert mirror.read().one(mail_id("robot")).automatic

    def test_a_person_who_says_it_is_not_automatic_is_believed(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        raw = with_header(b"From: " + ADA.encode(), b"Auto-Submitted: no", name="person")
        seeder.plant(INBOX, raw)
        assert not mirror.read().one(mail_id("person")).automatic

    def test_mail_without_a_date_is_dated_when_it_came(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        received = NOW - timedelta(days=2)
        seeder.plant(
            INBOX, with_header(b"From: " + ADA.encode(), name="undated"), received=received
        )
        date = mirror.read().one(mail_id("undated")).date
        assert date.utcoffset() == timedelta(0)
        if self.keeps_received:
            assert abs(date - received) < timedelta(minutes=1)

    @pytest.mark.parametrize(
        "date",
        [
            b"yesterday",
            b"Tue, 99 Nov 2026 99:99:99 +9999",
            b"Mon, 1 Jan 99999 00:00:00 +0000",
            b"Tue, 24 Nov 2099 10:00:00 +0000",
            b"",
            b"\xff\xfe\x00",
        ],
    )
    def test_a_date_that_cannot_be_true_is_not_believed(
        self, mirror: Mirror, seeder: Seeder, date: bytes
    ) -> None:
        if b"\x00" in date and not self.keeps_rubbish:
            date = date.replace(b"\x00", b"")
        received = NOW - timedelta(days=2)
        raw = with_header(b"From: " + ADA.encode(), b"Date: " + date, name="misdated")
        seeder.plant(INBOX, raw, received=received)
        seen = mirror.read().one(mail_id("misdated")).date
        assert seen.utcoffset() == timedelta(0)
        if self.keeps_received:
            assert abs(seen - received) < timedelta(minutes=1)

    @pytest.mark.parametrize(
        "line",
        [
            b"Subject: =?utf-8?b?////?= =?x-no-such?q?=FF?= =?utf-8?q?caf=C3",
            b"Subject: =?utf-8?b?!!!not base64!!!?=",
            b"Subject: caf\xe9 \xff\xfe",
            "Subject: Größe 漢字 \U0001f600".encode(),
            b"Subject: one\r\nSubject: two",
            b"From: other@example.org",
            b"To: " + b"(" * 2000 + ME.encode(),
            b"To: <<<>>>,,,;;; undisclosed-recipients:;",
            b"Cc: =?utf-8?q?Ada=2C?= <" + ADA.encode() + b">, not an address, @, a@",
            b"References: " + b"<a@b> " * 3000,
            b"In-Reply-To: not an id at all",
            b"X-Syncd-Kind: brief\x0b; drop table",
        ],
    )
    def test_a_header_of_any_shape_becomes_a_bounded_envelope(
        self, mirror: Mirror, seeder: Seeder, line: bytes
    ) -> None:
        raw = with_header(b"From: " + ADA.encode(), b"To: " + ME.encode(), line, name="odd")
        seeder.plant(INBOX, raw)
        seeder.plant(INBOX, a_mail("plain"))
        envelope = mirror.read().one(mail_id("odd"))
        assert envelope.sender is not None
        assert envelope.sender.address == ADA
        assert len(envelope.subject) <= 500
        assert size_of(envelope) < 50_000
        repr(envelope).encode()
        assert envelope.syncd_kind in {"", "brief"}
        mirror.one(mail_id("plain"))

    def test_no_text_of_a_header_holds_a_line_break_or_a_control_character(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        raw = with_header(
            b"From: =?utf-8?q?Ada=0D=0ABcc=3A_x?= <" + ADA.encode() + b">",
            b"Subject: =?utf-8?q?Hello=0D=0ABcc=3A_all=1B[2J_=E2=80=AEevil?=",
            b"To: " + ME.encode(),
            name="breaks",
        )
        seeder.plant(INBOX, raw)
        envelope = mirror.read().one(mail_id("breaks"))
        assert envelope.subject.startswith("Hello")
        assert envelope.subject.isprintable()
        assert envelope.sender is not None
        assert envelope.sender.name.isprintable()

    def test_what_follows_the_header_is_not_header(self, mirror: Mirror, seeder: Seeder) -> None:
        raw = with_header(b"From: " + ADA.encode(), b"Subject: Hi", name="body")
        raw = raw.replace(b"Hello.", b"X-Syncd-Kind: brief\r\nList-Id: <x.example>\r\n\r\nHello.")
        seeder.plant(INBOX, raw)
        envelope = mirror.read().one(mail_id("body"))
        assert envelope.syncd_kind == ""
        assert not envelope.automatic

    def test_a_header_of_a_megabyte_is_bounded_or_set_aside(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        long = b"To: " + b",\r\n ".join(b"guest%d@example.org" % n for n in range(40_000))
        raw = with_header(b"From: " + ADA.encode(), b"Subject: All", long, name="long")
        seeder.plant(INBOX, raw)
        seeder.plant(INBOX, a_mail("plain"))
        mirror.read()
        mirror.one(mail_id("plain"))
        assert len(mirror.all(mail_id("long"))) + len(mirror.bad) == 1
        assert all(size_of(envelope) < 100_000 for envelope in mirror.all(mail_id("long")))

    def test_what_is_no_mail_is_set_aside_and_the_rest_goes_on(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        for rubbish in self.rubbish():
            seeder.plant(INBOX, rubbish)
        seeder.plant(INBOX, a_mail("plain"))
        mirror.read()
        mirror.one(mail_id("plain"))
        assert len(mirror.bad) == len(self.rubbish())
        assert all(bad.reason for bad in mirror.bad.values())
        assert len(mirror.envelopes) == 1

    def test_what_was_set_aside_is_not_tried_again_each_round(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        seeder.plant(INBOX, self.rubbish()[0])
        assert len(mirror.read().bad_news) == 1
        seeder.plant(INBOX, a_mail("plain"))
        mirror.read()
        assert mirror.bad_news == []
        assert len(mirror.bad) == 1

    def rubbish(self) -> tuple[bytes, ...]:
        """Messages that say nothing of themselves, as odd as the account takes them."""
        unknown = b"X-Unknown: 1\r\n\r\nHello.\r\n"
        program = b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 8
        return (program, unknown, b"") if self.keeps_rubbish else (unknown,)
