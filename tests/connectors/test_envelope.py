"""Headers become envelopes: what people write reads well, what strangers write does no harm."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.envelope import (
    HEADERS,
    MAX_HEAD_BYTES,
    addresses,
    collect,
    envelope,
    header_end,
    is_automatic,
    message_id,
    read_envelope,
    read_fields,
    text,
)
from syncd.errors import ItemError
from syncd.model import Address, Envelope, Ref, Role

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
RECEIVED = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def read(head: bytes, **changes: Any) -> Envelope:
    defaults: dict[str, Any] = {
        "ref": Ref("INBOX", "1"),
        "role": Role.INBOX,
        "received": RECEIVED,
        "now": NOW,
    }
    return read_envelope(head, **(defaults | changes))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Coffee?", "Coffee?"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?UTF-8?B?R3LDvMOfZQ==?= aus Berlin", "Grüße aus Berlin"),
        ("Re: =?iso-8859-1?Q?Gr=FC=DFe?=", "Re: Grüße"),
        ("=?utf-8?b?8J+Y?= =?utf-8?b?gA==?=", "\U0001f600"),  # one character in two words
        ("=?utf-8?q?one?=\r\n =?utf-8?q?two?=", "onetwo"),  # RFC 2047 section 6.2
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?utf-8*en?q?hello?=", "hello"),  # RFC 2231 section 5
        ("=?no-such-charset?q?hello?=", "hello"),
        ("=?utf-8?b?R3LDvMOfZQ?= ", "Grüße"),  # without its padding
        ("=?utf-8?q?never closed", "=?utf-8?q?never closed"),
        ("a\r\n\tb   c\x00d", "a b cd"),
        ("\u202egnp.exe", "gnp.exe"),
        (
            "\u062e\u0627\u0646\u0647\u200c\u0647\u0627",
            "\u062e\u0627\u0646\u0647\u200c\u0647\u0627",
        ),
    ],
)
def test_a_value_reads_as_it_was_meant(raw: str, expected: str) -> None:
    assert text(raw, 500) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ada@nordwind.example", [("ada@nordwind.example", "")]),
        ("Ada Lindqvist <Ada@Nordwind.EXAMPLE>", [("ada@nordwind.example", "Ada Lindqvist")]),
        ('"Lindqvist, Ada" <ada@n.example>', [("ada@n.example", "Lindqvist, Ada")]),
        ("=?utf-8?q?Lindqvist=2C_Ada?= <a@n.example>", [("a@n.example", "Lindqvist, Ada")]),
        ('"=?utf-8?q?J=C3=B6rg?=" <j@n.example>', [("j@n.example", "Jörg")]),
        ("Jörg <j@n.example>", [("j@n.example", "Jörg")]),
        ("'a@n.example' <a@n.example>", [("a@n.example", "")]),
        ("a@n.example <a@n.example>, b@n.example", [("a@n.example", ""), ("b@n.example", "")]),
        ('"boss@n.example" <thief@evil.example>', [("thief@evil.example", "")]),
        ("Ada (CEO) <a@n.example>", [("a@n.example", "Ada (CEO)")]),
        (
            "[x] <bad, a@n.example, Priya <p@n.example>",
            [("a@n.example", ""), ("p@n.example", "Priya")],
        ),
        ("ada@n.example (Ada Lindqvist)", [("ada@n.example", "Ada Lindqvist")]),
        ("a@n.example, Priya <p@n.example>", [("a@n.example", ""), ("p@n.example", "Priya")]),
        ("a@n.example,,\r\n b@n.example,", [("a@n.example", ""), ("b@n.example", "")]),
        ("Team: a@n.example, b@n.example;", [("a@n.example", ""), ("b@n.example", "")]),
        ("undisclosed-recipients:;", []),
        ("", []),
        ("nobody", []),
        ("@n.example, a@, a b@", []),
        ("Ada <ada@n.example", [("ada@n.example", "Ada")]),
        ("<" + "x" * 400 + "@n.example>", []),
    ],
)
def test_addresses_are_taken_apart(raw: str, expected: list[tuple[str, str]]) -> None:
    assert addresses([raw]) == tuple(Address(*one) for one in expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<a@b>", "<a@b>"),
        (" \t<a@b> (comment)", "<a@b>"),
        ("a@b", "<a@b>"),
        ("<no-at-sign>", "<no-at-sign>"),
        ("<with space@b>", ""),
        ("words", ""),
        ("", ""),
        ("<a\u202e@b>", "<a@b>"),
    ],
)
def test_a_message_id_is_found(raw: str, expected: str) -> None:
    assert message_id(raw) == expected


def test_a_long_thread_keeps_its_first_and_its_newest_references() -> None:
    ids = " ".join(f"<{n}@b>" for n in range(1000))
    found = read(f"From: a@b\nReferences: {ids}\n\n".encode()).references
    assert len(found) == 100
    assert (found[0], found[1], found[-1]) == ("<0@b>", "<901@b>", "<999@b>")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Mon, 16 Nov 2026 09:00:00 +0100", datetime(2026, 11, 16, 8, 0, tzinfo=UTC)),
        ("Mon, 16 Nov 2026 09:00:00 -0000", datetime(2026, 11, 16, 9, 0, tzinfo=UTC)),
        ("16 Nov 26 09:00 GMT", datetime(2026, 11, 16, 9, 0, tzinfo=UTC)),
        ("Mon, 16 Nov 2026 03:00:00 EST (a comment)", datetime(2026, 11, 16, 8, 0, tzinfo=UTC)),
        ("Thu, 1 Jan 1970 00:00:00 +0000", RECEIVED),
        ("Tue, 24 Nov 2037 10:00:00 +0000", RECEIVED),
        ("soon", RECEIVED),
    ],
)
def test_a_date_is_read_or_not_believed(raw: str, expected: datetime) -> None:
    date = read(f"From: a@b\nDate: {raw}\n\n".encode()).date
    assert date == expected
    assert date.utcoffset() == timedelta(0)


def test_asking_about_the_past_does_not_change_when_a_mail_was_written() -> None:
    head = b"From: a@b\nDate: Mon, 16 Nov 2026 07:59:00 +0000\n\n"
    past = datetime(2020, 1, 1, tzinfo=UTC)
    assert read(head, now=past).date == datetime(2026, 11, 16, 7, 59, tzinfo=UTC)


def test_a_stepped_clock_may_be_ahead_of_the_files() -> None:
    head = b"From: a@b\nDate: Tue, 1 Dec 2026 08:00:00 +0000\n\n"
    later = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert read(head, now=later).date == datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        read(b"From: a@b\n\n", received=datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("head", "automatic"),
    [
        (b"List-Id: <x.example>", True),
        (b"List-Unsubscribe: <mailto:x@y.example>", True),
        (b"Precedence: Bulk", True),
        (b"Precedence: first-class", False),
        (b"Auto-Submitted: auto-replied", True),
        (b"Auto-Submitted: No", False),
        (b"X-Autoreply: yes", True),
        (b"Return-Path: <>", True),
        (b"Return-Path: <ada@n.example>", False),
        (b"X-List-Id-Like: yes", False),
    ],
)
def test_robots_are_told_from_people(head: bytes, automatic: bool) -> None:
    assert is_automatic(read_fields(head + b"\nFrom: a@b\n\n")) is automatic


def test_fields_are_found_in_any_case_folded_and_after_junk() -> None:
    head = b"From ada Mon Nov 16\n>odd line\nFROM: a@b\nsubject:one\n\ttwo\n three\nTo : c@d\n\n"
    assert read_fields(head) == {"from": ["a@b"], "subject": ["one\n\ttwo\n three"], "to": ["c@d"]}
    assert read(head).subject == "one two three"


def test_the_first_of_a_repeated_field_counts_and_recipients_are_added() -> None:
    found = read(b"From: a@b\nFrom: x@y\nSubject: 1\nSubject: 2\nTo: c@d\nTo: e@f\n\n")
    assert found.sender == Address("a@b")
    assert found.subject == "1"
    assert [to.address for to in found.to] == ["c@d", "e@f"]


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\n\n", b"\n\r\n"])
def test_a_header_ends_at_the_first_empty_line(end: bytes) -> None:
    head = b"From: a@b" + end + b"Subject: body\n\n"
    assert header_end(head) == len(b"From: a@b" + end)
    assert read(head).subject == ""


@pytest.mark.parametrize(
    "head",
    [b"", b"\n", b"\r\n\r\nFrom: a@b\n", b"\x7fELF\x00", b"just some text\n\nmore", b":\n\n"],
)
def test_what_has_no_header_is_no_mail(head: bytes) -> None:
    with pytest.raises(ItemError, match="no header"):
        read(head)


def test_a_header_without_end_is_read_as_far_as_is_reasonable() -> None:
    head = b"From: a@b\n" + b"X-Filler: x\n" * 20_000 + b"Subject: too late\n\n"
    assert len(head) > MAX_HEAD_BYTES
    assert read(head).subject == ""


def test_fields_that_come_apart_already_give_the_same_envelope() -> None:
    pairs = [("From", "Ada <ada@n.example>"), ("Subject", "Hi"), ("Message-Id", "<a@b>")]
    head = b"From: Ada <ada@n.example>\nSubject: Hi\nMessage-ID: <a@b>\n\n"
    place = {"ref": Ref("INBOX", "1"), "role": Role.INBOX, "received": RECEIVED, "now": NOW}
    assert envelope(collect(pairs), **place) == read(head)  # type: ignore[arg-type]


@given(st.binary(max_size=3000))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_an_envelope_or_no_mail(raw: bytes) -> None:
    assert_harmless(raw)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(HEADERS),
            st.text(max_size=200)
            | st.text(alphabet='<>@,;:"()[]\\=?qbQB utf-8\t\r\n.', max_size=300),
        ),
        max_size=20,
    )
)
@settings(max_examples=500, deadline=None)
def test_any_header_is_a_harmless_envelope(pairs: list[tuple[str, str]]) -> None:
    lines = (f"{name}: {value}\r\n".encode("utf-8", "surrogatepass") for name, value in pairs)
    assert_harmless(b"".join(lines) + b"\r\nBody\r\n")


def assert_harmless(raw: bytes) -> None:
    try:
        found = read(raw)
    except ItemError:
        return
    repr(found).encode()
    assert found.date.utcoffset() == timedelta(0)
    told = [found.subject, found.message_id, found.in_reply_to, *found.references]
    told += [part for one in found.everyone for part in (one.address, one.name)]
    for part in told:
        assert not set(part) & set("\r\n\0\x1b\u202e")
        assert len(part) <= 502
    assert all("@" in one.address for one in found.everyone)


@pytest.mark.parametrize("field", ["From", "Subject", "References", "Date", "Message-ID"])
@pytest.mark.parametrize(
    "unit",
    ["(", '"', ",", "<", ">", "@", ";", ":", "\\", "[", " ", "\t", "=?", "=?a?q?", "a@b,", "<a@b",
     '"a" ', "a ", "()", "a:"],
)  # fmt: skip
def test_no_header_takes_long(field: str, unit: str) -> None:
    """A guard against quadratic reading: the longest header of one kind, a second at most."""
    head = f"{field}: {unit * (MAX_HEAD_BYTES // len(unit))}\n\n".encode()
    start = time.process_time()
    read(head)
    assert time.process_time() - start < 1
