"""People out of vCards as address books, phones and servers write them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.contract import Contact, Surroundings
from connectors.vcard import KIND, VCardFolder, VCardSettings, read_cards
from syncd.errors import AccountError


def a_card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD")) + "\r\n"


def one(*lines: str) -> Contact:
    (found,) = read_cards(a_card(*lines))
    return found


def test_a_card_tells_name_addresses_organization_and_title() -> None:
    found = one(
        "FN:Ada Lindqvist",
        "N:Lindqvist;Ada;;;",
        "ORG:Nordwind;Data",
        "TITLE:Head of Data",
        "EMAIL;TYPE=work;PREF=1:Ada@Nordwind.example",
        "item1.EMAIL;type=INTERNET:ada@home.example",
        "TEL:+49 30 1234",
    )
    assert found == Contact(
        ("ada@nordwind.example", "ada@home.example"),
        "Ada Lindqvist",
        "Nordwind, Data",
        "Head of Data",
    )


def test_a_card_without_an_address_is_nobody_to_us() -> None:
    assert list(read_cards(a_card("FN:Taxi", "TEL:+49 30 26 10 26"))) == []


def test_the_structured_name_stands_in_for_a_missing_one() -> None:
    assert one("N:Lindqvist;Ada;;Dr.;", "EMAIL:ada@x.example").name == "Ada Lindqvist"


def test_folded_lines_are_joined_and_escapes_undone() -> None:
    found = one("FN:Ada Lind", " qvist", r"ORG:Smith\, Jones \; Co;R\\D", "EMAIL:ada@x.example")
    assert found.name == "Ada Lindqvist"
    assert found.organization == r"Smith, Jones ; Co, R\D"


def test_quoted_printable_of_old_phones_is_read() -> None:
    found = one(
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg=20M=",
        "=C3=BCller",
        "EMAIL;INTERNET:joerg@x.example",
    )
    assert found.name == "Jörg Müller"


@pytest.mark.parametrize("charset", ["NO-SUCH", "ISO-8859-1"])
def test_a_strange_charset_does_no_harm(charset: str) -> None:
    line = f"FN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:J=F6rg"
    assert one(line, "EMAIL:joerg@x.example").name.startswith("J")


def test_several_cards_in_one_text_are_several_people() -> None:
    text = a_card("FN:A", "EMAIL:a@x.example") + a_card("FN:B", "EMAIL:b@x.example")
    assert [c.name for c in read_cards(text.replace("\r\n", "\n"))] == ["A", "B"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BEGIN:VCARD",
        "BEGIN:VCARD\nEND:VCARD",
        "not a card at all",
        a_card("EMAIL:not an address", "EMAIL:", "EMAIL:@", "FN:x"),
        a_card("EMAIL;" + ";".join(f"X{n}=1" for n in range(5000))),
        "BEGIN:VCARD\n" * 5000,
        a_card("FN:" + "=" * 100_000),
    ],
)
def test_what_is_no_card_is_passed_over(text: str) -> None:
    assert list(read_cards(text)) == []


def test_a_broken_card_does_not_take_the_next_one_with_it() -> None:
    text = a_card("EMAIL:nobody") + a_card("FN:B", "EMAIL:b@x.example")
    assert [c.name for c in read_cards(text)] == ["B"]


def test_text_of_a_card_is_one_bounded_printable_line() -> None:
    found = one(r"FN:Ada\nBcc: all" + "\x1b[2J" + "x" * 5000, "EMAIL:ada@x.example")
    assert found.name.isprintable()
    assert len(found.name) <= 300


def test_a_folder_of_cards_is_an_address_book(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.vcf").write_text(a_card("FN:A", "EMAIL:a@x.example"))
    (tmp_path / "deep" / "b.vcf").write_text(a_card("FN:B", "EMAIL:b@x.example"))
    (tmp_path / "notes.txt").write_text(a_card("FN:C", "EMAIL:c@x.example"))
    account = KIND.open("book", VCardSettings(path=tmp_path), _around(tmp_path))
    assert account.contacts
    assert [c.name for c in account.contacts.contacts()] == ["A", "B"]
    (line,) = account.contacts.check()
    assert line.ok
    assert "2 people" in line.detail


def test_one_exported_file_is_an_address_book(tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    file.write_text(a_card("FN:A", "EMAIL:a@x.example"))
    assert [c.name for c in VCardFolder("book", file).contacts()] == ["A"]


def test_an_address_book_that_is_away_is_an_error_and_not_empty(tmp_path: Path) -> None:
    book = VCardFolder("book", tmp_path / "nowhere")
    with pytest.raises(AccountError, match="no such file or folder"):
        list(book.contacts())
    (line,) = book.check()
    assert not line.ok
    assert line.advice


def _around(state: Path) -> Surroundings:
    return Surroundings(state=state, now=lambda: datetime.now(UTC))
