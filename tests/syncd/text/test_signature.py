"""What a signature says of its owner."""

import pytest

from syncd.model import Address
from syncd.text import signature
from syncd.text.signature import Signature

ADA = Address("ada@nordwind.example", "Ada Lindqvist")


def read(text: str, sender: Address | str = ADA) -> Signature:
    found = signature.read(text, sender)
    assert found is not None
    return found


def test_a_full_signature_behind_the_delimiter():
    text = """Hi Robin,

Tuesday works.

Best,
Ada

--\x20
Ada Lindqvist (she/her)
Head of Data | Nordwind GmbH
T +49 30 1234567 | M: +49 170 1234567
Invalidenstr. 12, 10115 Berlin
www.nordwind.example | linkedin.com/in/ada
"""
    assert read(text) == Signature(
        name="Ada Lindqvist",
        title="Head of Data",
        organisation="Nordwind GmbH",
        phones=("+49 30 1234567", "+49 170 1234567"),
        links=("www.nordwind.example", "linkedin.com/in/ada"),
        place="Berlin",
        pronouns="she/her",
    )


def test_a_signature_under_the_sign_off_without_a_delimiter():
    found = read("See you.\n\nThanks,\nAda\nHead of Data, Nordwind\n+49 30 1234567")
    assert (found.name, found.title, found.organisation) == (
        "Ada Lindqvist",
        "Head of Data",
        "Nordwind",
    )


def test_a_german_business_signature_with_its_legal_lines():
    found = read(
        "Guten Tag,\n\nanbei.\n\nMit freundlichen Grüßen\n\nAda Lindqvist\nLeiterin Daten\n\nNordwind AG\n"  # noqa: E501
        "Hauptstraße 5\n20095 Hamburg\nTel.: 040 / 123 456-78\nFax: 040 / 123 456-79\nwww.nordwind.example\n\n"  # noqa: E501
        "Vorstand: Uwe Hansen\nAmtsgericht Hamburg HRB 1234"
    )
    assert found.title == "Leiterin Daten"
    assert found.organisation == "Nordwind AG"
    assert found.phones == ("040 / 123 456-78",)
    assert found.place == "Hamburg"


@pytest.mark.parametrize(
    ("line", "title", "organisation"),
    [
        ("Head of Data, Nordwind", "Head of Data", "Nordwind"),
        ("Head of Data at Nordwind", "Head of Data", "Nordwind"),
        ("CTO @ Acme", "CTO", "Acme"),
        ("Founder & CEO | Brightwater", "Founder & CEO", "Brightwater"),
        ("Senior Software Engineer · Fjord Labs", "Senior Software Engineer", "Fjord Labs"),
        ("Geschäftsführerin bei Hafen Logistik", "Geschäftsführerin", "Hafen Logistik"),
        ("Directrice, Fondation Lumière", "Directrice", "Fondation Lumière"),
        (
            "Directora de Biblioteca, Ayuntamiento de Sevilla",
            "Directora de Biblioteca",
            "Ayuntamiento de Sevilla",
        ),
        ("Translator (EN, DE, CS)", "Translator (EN, DE, CS)", ""),
    ],
)
def test_title_and_organisation_on_one_line(line: str, title: str, organisation: str):
    found = read(f"Yes.\n\n-- \nAda Lindqvist\n{line}\n", Address("ada@gmail.com", "Ada Lindqvist"))
    assert (found.title, found.organisation) == (title, organisation)


def test_a_comma_in_a_title_belongs_to_it_when_the_company_has_its_own_line():
    found = read("Yes.\n\n-- \nAda Lindqvist\nVice President, Community Lending\nFirst Harbor Bank")
    assert found.title == "Vice President, Community Lending"
    assert found.organisation == "First Harbor Bank"


@pytest.mark.parametrize(
    "phone",
    [
        "+49 30 1234567",
        "+49 (0)30 123 45 67",
        "0049 30 1234567",
        "030 / 123 45 67",
        "(555) 010-4477",
        "555-010-4477",
        "503.555.0188",
        "+81 3-1234-5678",
        "06 12 34 56 78",
    ],
)
def test_phones_are_read_as_they_are_typed(phone: str):
    assert read(f"Yes.\n\n-- \nAda Lindqvist\nTel: {phone}\n").phones == (phone,)


@pytest.mark.parametrize(
    "number", ["03/11/2026", "2026-11-03", "HRB 12345 B", "Room 4.12", "10:30-11:00"]
)
def test_dates_and_other_numbers_are_no_phones(number: str):
    assert read(f"Yes.\n\n-- \nAda Lindqvist\nHead of Data\n{number}\n").phones == ()


def test_a_fax_number_is_no_phone():
    assert read("Yes.\n\n-- \nAda Lindqvist\nFax: +49 30 7654321\nTel: +49 30 1234567").phones == (
        "+49 30 1234567",
    )


@pytest.mark.parametrize(
    "pronouns", ["she/her", "they/them", "he/him/his", "sie/ihr", "elle/la", "She / Her"]
)
def test_pronouns(pronouns: str):
    assert read(f"Yes.\n\n-- \nAda Lindqvist ({pronouns})\nHead of Data").pronouns == pronouns


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Berlin", "Berlin"),
        ("10115 Berlin", "Berlin"),
        ("D-10115 Berlin", "Berlin"),
        ("Am Kai 3, 20457 Hamburg", "Hamburg"),
        ("Dublin, Ireland", "Dublin, Ireland"),
        ("Edinburgh, UK", "Edinburgh, UK"),
        ("Via Roma 10, 20121 Milano", "Milano"),
    ],
)
def test_places(line: str, place: str):
    assert read(f"Yes.\n\n-- \nAda Lindqvist\nHead of Data\nNordwind GmbH\n{line}").place == place


class TestNone:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Yes.",
            "Yes.\n\nBest,\nAda",
            "Hi Robin,\n\nsee you on Tuesday.\n\nWarm regards,\nAda Lindqvist",
            "On my way.\n\nSent from my iPhone",
            "Hi Robin,\n\ncall me: +49 170 1234567. I will be at Hauptstr. 5, 10115 Berlin, all day.\n\nAda",  # noqa: E501
            "> -- \n> Robin Doe\n> Archivist\n> +49 30 7654321",
        ],
    )
    def test_there_is_none(self, text: str):
        assert signature.read(text, ADA) is None

    def test_the_signature_of_whoever_is_quoted_is_not_the_senders(self):
        text = "Yes.\n\nAda\n\nOn Tue, Nov 3, 2026 at 10:00 AM Robin <r@example.com> wrote:\n\n> Hi\n> \n> -- \n> Robin Doe\n> Archivist"  # noqa: E501
        assert signature.read(text, ADA) is None


class TestSender:
    def test_an_address_will_do(self):
        found = read(
            "Yes.\n\n-- \nAda Lindqvist\nHead of Data\nNordwind GmbH", "Ada@Nordwind.example"
        )
        assert (found.name, found.organisation) == ("Ada Lindqvist", "Nordwind GmbH")

    def test_the_name_in_from_is_fuller_than_a_first_name(self):
        assert read("Yes.\n\n-- \nAda\nHead of Data").name == "Ada Lindqvist"

    def test_titles_before_a_name_are_not_part_of_it(self):
        sender = Address("k@kanzlei.example", "Dr. Klaus Brandt")
        assert read("Ja.\n\n-- \nDr. Klaus Brandt\nRechtsanwalt", sender).name == "Klaus Brandt"

    def test_a_company_named_like_the_domain_is_recognised_without_a_legal_form(self):
        assert (
            read("Yes.\n\n-- \nAda Lindqvist\nNordwind\n+49 30 1234567").organisation == "Nordwind"
        )

    def test_who_writes_for_somebody_else_signs_with_their_own_name(self):
        sender = Address("office@nordwind.example", "")
        assert (
            read("Yes.\n\n-- \nTom Okafor\nAssistant to Ada Lindqvist", sender).name == "Tom Okafor"
        )


def test_links_in_angle_brackets_are_read_and_nothing_of_them_is_left_over():
    found = read(
        "Yes.\n\n-- \nAda Lindqvist\nHead of Data\nLinkedIn <https://www.linkedin.com/in/ada>\n"
    )
    assert found.links == ("https://www.linkedin.com/in/ada",)
    assert found.organisation == ""
