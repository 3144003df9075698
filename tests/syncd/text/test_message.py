"""Parsing messages that may have been made to hurt, and decoding their texts."""

import base64
from email.message import EmailMessage, Message

import pytest

from syncd.text import body, message, part


class TestParse:
    def test_gives_a_message_with_decoded_headers(self):
        parsed = message.parse(b"Subject: =?utf-8?q?Kaffee_=E2=98=95?=\n\nhallo")
        assert isinstance(parsed, EmailMessage)
        assert parsed["subject"] == "Kaffee ☕"

    @pytest.mark.parametrize(
        "raw", [b"", b"\n", b"\xff\xfe\x00", b"no headers at all", b":\n\n", b"From\n\nx"]
    )
    def test_takes_any_bytes(self, raw: bytes):
        assert isinstance(message.parse(raw), EmailMessage)

    def test_multiparts_nested_by_the_thousand_leave_the_headers(self):
        nested = "".join(
            f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(400)
        )
        parsed = message.parse(f"Subject: deep\n{nested}Content-Type: text/plain\n\nhi".encode())
        assert parsed["subject"] == "deep"
        assert body.written(parsed) == ""

    def test_parts_by_the_thousand_are_cut_off(self):
        raw = (
            b"Content-Type: multipart/mixed; boundary=b\n\n"
            + b"--b\nContent-Type: text/plain\n\nhi\n" * 5_000
        )
        parsed = message.parse(raw)
        assert len(list(parsed.iter_parts())) <= message.MAX_DELIMITERS
        assert body.written(parsed).startswith("hi")

    def test_a_header_of_a_megabyte_is_cut(self):
        parsed = message.parse(
            b"From: Ada <ada@example.com>\nTo: " + b"a@b.c, " * 150_000 + b"\n\nhi"
        )
        assert len(message.header(parsed, "to")) <= message.MAX_HEADER_CHARS
        assert body.written(parsed) == "hi"

    def test_what_lies_behind_the_bound_is_not_read(self):
        parsed = message.parse(b"Subject: big\n\n" + b"x" * (message.MAX_MESSAGE_BYTES + 1000))
        assert len(parsed.get_payload()) < message.MAX_MESSAGE_BYTES


class TestHeaders:
    def test_a_folded_header_is_one_line(self):
        assert message.header(message.parse(b"Subject: one\n two\n\n"), "subject") == "one two"

    def test_a_missing_one_is_empty(self):
        assert message.header(EmailMessage(), "subject") == ""
        assert message.sender_name(EmailMessage()) == ""

    @pytest.mark.parametrize(
        ("value", "name"),
        [
            ("Ada Lindqvist <ada@example.com>", "Ada Lindqvist"),
            ('"Lindqvist, Ada" <ada@example.com>', "Lindqvist, Ada"),
            ("=?utf-8?b?w4lsb2RpZQ==?= <e@example.com>", "Élodie"),
            ("ada@example.com", ""),
            ("=?utf-9?q?broken?= <a@example.com>", "=?utf-9?q?broken?="),
            ("<<<>>>", ""),
        ],
    )
    def test_the_senders_name_is_decoded(self, value: str, name: str):
        parsed = message.parse(f"From: {value}\n\n".encode())
        assert message.sender_name(parsed) == name


class TestDecoding:
    @pytest.mark.parametrize(
        ("data", "charset", "text"),
        [
            ("grün".encode(), "utf-8", "grün"),
            ("grün".encode(), "iso-8859-1", "grün"),
            ("grün".encode(), "us-ascii", "grün"),
            ("grün".encode(), "x-unknown", "grün"),
            ("grün".encode("latin-1"), "utf-8", "grün"),
            ("“grün” – 5 €".encode("cp1252"), "iso-8859-1", "“grün” – 5 €"),
            ("“grün”".encode("cp1252"), "", "“grün”"),
            ("żółć".encode("iso-8859-2"), "iso-8859-2", "żółć"),
            ("привет".encode("koi8-r"), "koi8-r", "привет"),
            ("日本語".encode("iso-2022-jp"), "iso-2022-jp", "日本語"),
            ("日本語".encode("shift_jis"), "shift_jis", "日本語"),
            ("grün".encode("utf-16"), "utf-16", "grün"),
            ("\ufeffgrün".encode(), "utf-8", "grün"),
            (b"plain", "no-such-charset", "plain"),
            (b"\xff\xfe\xfd", "rot13", "ÿþý"),
            (b"\xff", "\x00", "ÿ"),
        ],
    )
    def test_bytes_become_text_whatever_they_claim(self, data: bytes, charset: str, text: str):
        assert part.decoded(data, charset) == text

    def test_a_character_cut_in_two_by_the_bound_does_not_spoil_the_rest(self):
        data = ("ü" * 3_000_000).encode()
        assert set(part.decoded(data, "utf-8")) == {"ü"}

    @pytest.mark.parametrize(
        "encoding", ["base64", "quoted-printable", "8bit", "7bit", "binary", "x-made-up"]
    )
    def test_transfer_encodings(self, encoding: str):
        payload = {
            "base64": base64.encodebytes(b"hello there"),
            "quoted-printable": b"hello=20there",
        }.get(encoding, b"hello there")
        raw = (
            f"Content-Type: text/plain\nContent-Transfer-Encoding: {encoding}\n\n".encode()
            + payload
        )
        assert body.written(message.parse(raw)) == "hello there"

    def test_broken_base64_is_read_as_far_as_it_goes(self):
        raw = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\naGVsbG8gdGhlcmU=@@@@"
        assert "hello there" in body.written(message.parse(raw))

    def test_a_charset_parameter_in_extended_notation(self):
        raw = b"Content-Type: text/plain; charset*=us-ascii'en'koi8-r\n\n" + "привет".encode(
            "koi8-r"
        )
        assert body.written(message.parse(raw)) == "привет"

    def test_a_text_that_was_never_encoded_is_taken_as_it_is(self):
        built = Message()
        built.set_payload("“quoted” — and «more»")
        assert body.written(built) == "“quoted” — and «more»"


class TestParts:
    def test_both_forms_of_an_alternative_are_one_text(self):
        built = EmailMessage()
        built.set_content("plain")
        built.add_alternative("<p>html</p>", subtype="html")
        (text,) = part.texts(built)
        assert (text.plain.strip(), "html" in text.html) == ("plain", True)

    def test_only_the_first_of_related_parts_is_text(self):
        raw = (
            b"Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>letter</p>\n"  # noqa: E501
            b"--r\nContent-Type: text/html\n\n<p>frame</p>\n--r--\n"
        )
        assert body.written(message.parse(raw)) == "letter"

    def test_a_bounce_is_its_first_part(self):
        raw = (
            b"Content-Type: multipart/report; boundary=r\n\n--r\nContent-Type: text/plain\n\nIt could not be delivered.\n"  # noqa: E501
            b"--r\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n"
            b"--r\nContent-Type: text/plain\n\nold letter\n--r--\n"
        )
        assert body.written(message.parse(raw)) == "It could not be delivered."

    @pytest.mark.parametrize(
        "kind", ["text/calendar", "text/x-vcard", "application/pdf", "image/png", "text/css"]
    )
    def test_other_kinds_are_no_text(self, kind: str):
        assert part.texts(message.parse(f"Content-Type: {kind}\n\nhello".encode())) == []

    @pytest.mark.parametrize("kind", ["", "nonsense", "text", "/", "text/plain; ;;;=", "(" * 500])
    def test_a_broken_type_counts_as_plain_text(self, kind: str):
        assert [
            t.plain for t in part.texts(message.parse(f"Content-Type: {kind}\n\nhello".encode()))
        ] in (["hello"], [""], [])

    def test_deep_trees_are_read_to_a_bound(self):
        built = EmailMessage()
        built.set_content("bottom")
        for _ in range(part.MAX_DEPTH + 5):
            outer = EmailMessage()
            outer["Content-Type"] = "multipart/mixed"
            outer.set_payload([built])
            built = outer
        assert part.texts(built) == []
