# ruff: noqa: E501 - mail is quoted as it comes
"""Nothing that comes in makes reading fail, and what comes out was in it."""

import time
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.text import (
    body,
    dates,
    greeting,
    introductions,
    language,
    line,
    promises,
    sentences,
    signature,
    snippet,
)

SENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

#: Bits that mail is made of, so that random texts run into the patterns.
BITS = st.sampled_from(
    [
        "On Tue, Nov 3, 2026 at 10:00 AM Robin <r@e.c> wrote:", "From: Robin <r@e.c>", "Sent: Tuesday 10:00", "To: Ada",
        "Subject: x", "> quoted", ">> deeper", "-- ", "--", "Best,", "Ada", "Ada Lindqvist", "Head of Data, Nordwind GmbH",
        "+49 30 1234567", "www.nordwind.example", "Sent from my iPhone", "-----Original Message-----", "________________",
        "This e-mail is confidential and intended solely for the recipient.", "Unsubscribe", "Join Zoom Meeting",
        "Meeting ID: 123", "I'll send it by Friday.", "Could you send it?", "P.S. yes", "", " ", "\t", ">", "Am 3. schrieb x:",
        "Invitation from Google Calendar: x", "Ada has accepted this invitation.", "*~*~*~*~*", "Hi Robin,", "(she/her)",
        "10115 Berlin", "Ada, meet Robin.", "\u202e", "é", "\x00", "|", "<>", "@",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(BITS, max_size=25).map("\n".join),
    st.lists(BITS, max_size=9).map(" ".join),
)
MARKUP = st.lists(
    st.one_of(
        BITS,
        st.sampled_from(
            [
                "<div>", "</div>", "<p>", "<br>", "<blockquote type=cite>", "</blockquote>", '<div class="gmail_quote">',
                '<div id="appendonsend">', '<div class="gmail_signature">', "<table><tr><td>", "</td>", "<li>", "<ol>", "<pre>",
                "<!--", "-->", "<style>", "</style>", "&nbsp;", "&lt;", "&#x202e;", "<a href='https://x.example'>", "</a>", "<",
            ]
        ),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.binary(max_size=2_000))
def test_any_bytes_are_a_message(raw: bytes):
    message = body.parse(raw)
    assert isinstance(body.written(message), str)
    assert isinstance(body.signed(message), str)
    assert introductions.find([message]) == []


HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            "From To Cc Subject Date Message-ID References In-Reply-To Content-Type "
            "Content-Transfer-Encoding Content-Disposition List-Id Precedence".split()
        ),
        st.one_of(
            st.binary(max_size=60),
            st.sampled_from(
                [
                    b"multipart/mixed; boundary=b", b"multipart/alternative; boundary=b", b"text/html; charset=utf-8",
                    b"text/plain; charset=utf-16", b"message/rfc822", b"base64", b"quoted-printable", b"attachment",
                    b"a@b.c, <d@e.f>, =?utf-8?q?x?= <g@h.i>", b"Tue, 99 Nov 2026 10:00:00", b"=?a?b?c?=",
                ]
            ),
        ),
    ),
    max_size=8,
)  # fmt: skip


@given(
    HEADERS,
    st.lists(
        st.one_of(
            TEXTS.map(lambda t: t.encode("utf-8", "replace")),
            st.just(b"\n--b\n"),
            st.just(b"--b--"),
        ),
        max_size=6,
    ),
)
def test_any_headers_are_survived(headers: list[tuple[str, bytes]], pieces: list[bytes]):
    head = b"".join(name.encode() + b": " + value + b"\n" for name, value in headers)
    message = body.parse(head + b"\n" + b"\n".join(pieces))
    assert isinstance(body.written(message), str)
    assert isinstance(introductions.find([message]), list)


@given(TEXTS)
def test_nothing_is_added_to_a_text(text: str):
    written = body.written_text(text, "Ada Lindqvist")
    assert len(written) <= len(text)
    left = text.replace("\u00a0", " ")
    assert all(
        word in left or not word.isprintable() or word in line.clean(left)
        for word in written.split()
    )


@given(MARKUP)
def test_nothing_is_added_to_markup(html: str):
    message = EmailMessage()
    message.set_content(html, subtype="html")
    assert len(body.written(message)) <= len(html)


@given(TEXTS)
def test_reading_again_changes_nothing_more_than_once(text: str):
    once = body.written_text(text, "Ada Lindqvist")
    assert len(body.written_text(once, "Ada Lindqvist")) <= len(once)


WORDS = st.lists(
    st.sampled_from("the boat leaves at nine and nobody knows where it goes when rain".split()),
    min_size=3,
    max_size=12,
)
LETTERS = st.lists(WORDS.map(lambda w: " ".join(w).capitalize() + "."), min_size=1, max_size=4).map(
    "\n\n".join
)
ATTRIBUTION = "On Tue, Nov 3, 2026 at 10:00 AM Robin Doe <robin@example.com> wrote:"


@given(LETTERS, LETTERS)
def test_answering_above_a_quote_gives_only_the_answer(answer: str, quoted: str):
    cited = "\n".join(f"> {row}".rstrip() for row in quoted.split("\n"))
    assert body.written_text(f"{answer}\n\n{ATTRIBUTION}\n\n{cited}\n") == answer


@given(LETTERS, LETTERS)
def test_answering_below_a_quote_gives_only_the_answer(answer: str, quoted: str):
    cited = "\n".join(f"> {row}".rstrip() for row in quoted.split("\n"))
    assert body.written_text(f"{ATTRIBUTION}\n{cited}\n\n{answer}\n") == answer


@given(LETTERS, LETTERS, st.integers(1, 5))
def test_answering_an_answer_gives_only_the_last(answer: str, quoted: str, depth: int):
    thread = quoted
    for _ in range(depth):
        cited = "\n".join(f"> {row}".rstrip() for row in thread.split("\n"))
        thread = f"{answer}\n\n{ATTRIBUTION}\n\n{cited}"
    assert body.written_text(thread) == answer


@given(LETTERS, LETTERS)
def test_outlook_headers_end_the_answer(answer: str, quoted: str):
    block = "From: Robin Doe <robin@example.com>\nSent: Tuesday, November 3, 2026 10:00 AM\nTo: Ada\nSubject: x"
    assert body.written_text(f"{answer}\n\n{block}\n\n{quoted}") == answer


@given(TEXTS)
def test_every_reader_takes_any_text(text: str):
    signature.read(text, "ada@nordwind.example")
    greeting.read(text)
    assert language.guess(text) in {"en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "pl"}
    assert all(0 <= a < b <= len(text) for _, (a, b) in dates.find(text, SENT))
    assert all(
        promise.sentence in sentences.split(text)
        for promise in promises.find(text, sent=SENT)
        if ">" not in text
    )
    assert len(snippet.shorten(text, 20)) <= 20


@given(TEXTS)
def test_sentences_lose_no_letters(text: str):
    kept = "".join("".join(sentences.split(text)).split())
    whole = "".join(line.clean(text).split())
    assert len(kept) <= len(whole)
    assert [c for c in kept if c.isalpha() and ord(c) > 127] == [
        c for c in whole if c.isalpha() and ord(c) > 127
    ]


@pytest.mark.parametrize(
    "bomb",
    [
        ">\n" * 500_000,
        ">" * 1_000_000,
        "On Tue, Nov 3, 2026 at 10:00 AM " * 13_000,
        "On Tue, Nov 3, 2026 Ada <a@b.c> wrote:\n> x\n" * 8_000,
        "From: a@b\n" * 15_000,
        "From: a@b\nSent: x 10:00\nTo: b\n> q\n" * 10_000,
        "---\n" * 20_000,
        "a@" * 500_000,
        "1 " * 500_000,
        "I will " * 150_000,
        '"a ' * 300_000,
        "Best,\nAda\n" * 10_000,
        "This message is confidential\n\n" * 9_000,
        "Join Zoom Meeting\nfoo\n" * 9_000,
        "could you bitte je te vous podrías " * 30_000,
    ],
    ids=lambda bomb: bomb[:12].replace("\n", " "),
)
def test_a_megabyte_made_to_hurt_is_read_to_its_bounds(bomb: str):
    assert len(body.written_text(bomb, "Ada")) <= line.MAX_CHARS
    assert len(promises.find(bomb, sent=SENT)) <= promises.MAX_PROMISES
    assert all(len(s) <= sentences.MAX_SENTENCE_CHARS for s in sentences.split(bomb))
    found = signature.read(bomb, "ada@nordwind.example")
    assert found is None or len(found.phones) <= 8
    assert all(b <= dates.MAX_SEARCHED_CHARS for _, (_, b) in dates.find(bomb, SENT))


@pytest.mark.parametrize("row", ["x" * 10_000, "Best, " + "x" * 10_000, "Ada " * 3_000 + "1"])
def test_a_long_line_is_no_name_and_takes_no_time(row: str):
    began = time.process_time()
    greeting.read(f"{row}\n{row}\n{row}")
    assert time.process_time() - began < 0.5
