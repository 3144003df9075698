"""One person or two: what joins two addresses, and what must never."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syncd.model import Source
from syncd.people.identity import Certainty, Traces, Written, same_person
from tests.builders import TEN

OLD, NEW = "ada@nordwind.example", "ada.lindqvist@gmail.com"
PHONE = "\n-- \n{}\nHead of Data, Nordwind\nMobile +49 (0)170 5550123\n"
FREE = "Best,\n{}\n\n{}\n0170 5550123\n"


def at(address: str, name: str = "Ada Lindqvist", **known) -> Traces:
    return Traces(address, (name,) if name else (), **known)


def wrote(text: str = "", signed: str = "", **changes) -> tuple[Written, ...]:
    return (Written(text, signed or text, source=Source("mail", "Hello"), **changes),)


def judged(one: Traces, other: Traces) -> str:
    there, back = same_person(one, other), same_person(other, one)
    assert there.certainty is back.certainty, "the order matters"
    assert not there.same or there.proofs
    return there.certainty.value


def test_the_same_name_alone_is_only_a_hint():
    assert judged(at(OLD), at(NEW)) == "maybe"


@pytest.mark.parametrize(
    "spelled",
    ["Lindqvist, Ada", "LINDQVIST Ada", "Dr. Ada Lindqvist", "Ada M. Lindqvist (Nordwind)"],
)
def test_the_order_of_a_name_does_not_matter(spelled: str):
    assert judged(at(OLD), at(NEW, spelled)) == "maybe"


@pytest.mark.parametrize("spelled", ["Juergen Mueller", "Jurgen Muller", "Müller, Jürgen"])
def test_umlauts_are_read_as_they_are_transliterated(spelled: str):
    one = at("jm@a.example", "Jürgen Müller", written=wrote(signed=PHONE.format("Jürgen Müller")))
    other = at("jm@b.example", spelled, written=wrote(signed=FREE.format("Jürgen", spelled)))
    assert judged(one, other) == "probable"


def test_a_former_colleague_on_a_free_mail_address_is_known_by_the_phone():
    one = at(OLD, written=wrote(signed=PHONE.format("Ada Lindqvist")))
    other = at(NEW, written=wrote(signed=FREE.format("Ada", "Ada Lindqvist")))
    found = same_person(one, other)
    assert found.certainty is Certainty.PROBABLE
    (proof,) = found.proofs
    assert "phone" in proof.reason
    assert proof.source == Source("mail", "Hello")


def test_the_same_phone_under_another_name_is_two_people():
    one = at(OLD, written=wrote(signed=PHONE.format("Ada Lindqvist")))
    kim = at(
        "kim@nordwind.example", "Kim Berg", written=wrote(signed=FREE.format("Kim", "Kim Berg"))
    )
    assert judged(one, kim) == "no"


def test_namesakes_behind_one_switchboard_are_two_people():
    head = "-- \nJan Müller\n{}\nTel. 030 5550123\n"
    one = at("jan.mueller@firm.example", "Jan Müller", written=wrote(signed=head.format("CFO")))
    other = at(
        "jan.mueller2@firm.example",
        "Jan Müller",
        written=wrote(signed=head.format("Software Developer")),
    )
    assert judged(one, other) == "maybe"


@pytest.mark.parametrize(
    "said",
    [
        f"My new address is {NEW}.",
        f"I am leaving Nordwind on Friday. Please use {NEW} from now on.",
        f"You can reach me at {NEW}, the old one stops working soon.",
        f"From now on, write to {NEW}.",
        f"Meine neue E-Mail-Adresse lautet {NEW}.",
        f"Ab sofort erreichst du mich unter {NEW}.",
        f"I have changed jobs. My new email:\n{NEW}\n",
    ],
)
def test_a_word_of_their_own_joins_and_says_where_to_write(said: str):
    found = same_person(at(OLD, written=wrote(said)), at(NEW))
    assert found.certainty is Certainty.PROBABLE
    assert found.proofs[0].moved_to == NEW
    assert found.proofs[0].reason.startswith("they wrote")


def test_what_is_named_beside_the_new_address_is_the_old_one():
    said = f"My new address is {NEW}. I have moved from {OLD}, please use {NEW} from now on."
    old = at(OLD, written=(Written("Hello", source=Source("mail", "Hello", TEN)),))
    mail = Written(said, said, source=Source("mail", "New address", TEN + timedelta(days=9)))
    found = same_person(old, at(NEW, written=(mail,)))
    assert found.same
    assert not any(proof.moved_to for proof in found.proofs)
    from_old = replace(old, written=(mail, *old.written))
    assert same_person(from_old, at(NEW)).proofs[0].moved_to == NEW


def test_a_new_address_that_never_wrote_is_known_by_its_spelling():
    assert judged(at(OLD, written=wrote(f"My new address is {NEW}.")), at(NEW, "")) == "probable"
    bare = at("hello.kitty@gmail.com", "")
    assert judged(at(OLD, written=wrote(f"Please use {bare.address} from now on.")), bare) == "no"


@pytest.mark.parametrize(
    "said",
    [
        "My colleague will help; please use {} from now on.",
        "My assistant can find a time: reach me at {}.",
        "Kim takes over. From now on write to {}.",
    ],
)
def test_an_address_given_for_somebody_else_joins_nothing(said: str):
    kim = "kim@nordwind.example"
    assert judged(at(OLD, written=wrote(said.format(kim))), at(kim, "Kim Berg")) == "no"
    assert judged(at(OLD, written=wrote(said.format(kim))), at(kim, "")) == "no"


def test_an_address_in_the_signature_joins_unless_it_is_the_assistants():
    signed = "-- \nAda Lindqvist\nHead of Data, Nordwind\n{}\n"
    assert judged(at(OLD, written=wrote(signed=signed.format(NEW))), at(NEW)) == "probable"
    aside = signed.format(f"Assistant: {NEW}")
    assert judged(at(OLD, written=wrote(signed=aside)), at(NEW)) == "maybe"


def test_the_same_page_of_their_own_joins_and_the_company_page_does_not():
    signed = "-- \nAda Lindqvist\nhttps://www.linkedin.com/{}\n"
    own = wrote(signed=signed.format("in/ada-lindqvist/"))
    assert judged(at(OLD, written=own), at(NEW, written=own)) == "probable"
    firm = wrote(signed=signed.format("company/nordwind"))
    assert judged(at(OLD, written=firm), at(NEW, written=firm)) == "maybe"


def test_a_domain_that_carries_the_family_name_joins():
    signed = wrote(signed="-- \nAda Lindqvist\nData consultant\nwww.lindqvist.example\n")
    assert judged(at(NEW, written=signed), at("mail@lindqvist.example")) == "probable"


def test_one_card_is_certain():
    both = frozenset({OLD, NEW})
    assert judged(at(OLD, on_cards=both), at(NEW)) == "certain"


def test_a_family_on_one_card_stays_a_family():
    both = frozenset({"jonas@weber.example", "petra@weber.example"})
    jonas = at("jonas@weber.example", "Jonas Weber", on_cards=both, card_name="Familie Weber")
    assert judged(jonas, at("petra@weber.example", "Petra Weber", on_cards=both)) == "no"


@pytest.mark.parametrize(
    "names", [("Jonas & Petra Weber",), ("Familie Weber",), ("Petra Weber", "Jonas Weber")]
)
def test_the_address_of_a_couple_is_neither_of_them(names: tuple[str, ...]):
    both = frozenset({"weber@gmx.de", "jonas@firm.example"})
    family = Traces("weber@gmx.de", names, on_cards=both)
    assert judged(family, at("jonas@firm.example", "Jonas Weber", on_cards=both)) == "no"


def test_a_successor_at_the_same_address_is_somebody_else():
    assert judged(at("lead@firm.example"), at("lead@firm.example", "Kim Berg")) == "no"
    handed_on = Traces("lead@firm.example", ("Kim Berg", "Ada Lindqvist"))
    assert judged(handed_on, at(NEW, on_cards=frozenset({"lead@firm.example", NEW}))) == "no"


def test_who_married_is_joined_by_a_card_but_not_when_both_sit_at_one_table():
    both = frozenset({OLD, NEW})
    assert judged(at(OLD, on_cards=both), at(NEW, "Ada Weber")) == "probable"
    together = at(OLD, on_cards=both, beside=frozenset({NEW}))
    assert judged(together, at(NEW, "Ada Weber")) == "no"


def test_an_office_is_nobody():
    both = frozenset({OLD, "info@nordwind.example"})
    assert judged(at(OLD, on_cards=both), at("info@nordwind.example", on_cards=both)) == "no"


def test_an_answer_from_the_other_address_joins_with_the_name_only():
    asked = at(OLD, got=frozenset({"<q@example.com>"}))
    assert judged(asked, at(NEW, written=wrote("Yes!", answers="<q@example.com>"))) == "probable"
    kim = at(NEW, "Kim Berg", written=wrote("Yes!", answers="<q@example.com>"))
    assert judged(asked, kim) == "no"
    assert judged(asked, at(NEW, "Ada", written=wrote("Yes", answers="<q@example.com>"))) == "no"


def test_one_mailbox_under_two_spellings_is_certain():
    assert judged(at("ada.lindqvist@gmail.com"), at("adalindqvist+x@googlemail.com")) == "certain"
    assert judged(at("ada.l@firm.example"), at("adal@firm.example")) == "maybe"


def test_one_person_may_have_three_addresses():
    third = "al@lindqvist.example"
    phone = wrote(f"You can also reach me at {third}.", PHONE.format("Ada Lindqvist"))
    one, two = at(OLD, written=phone), at(NEW, written=wrote(signed=FREE.format("Ada", "Ada L")))
    assert judged(one, two) == "probable"
    assert judged(one, at(third)) == "probable"


def signed(row: str, name: str = "Max Klein") -> tuple[Written, ...]:
    return wrote(signed=f"See you.\n\n-- \n{name}\n{row}\n")


@pytest.mark.parametrize(
    ("row", "other_row", "found"),
    [
        ("Mobil +49 171 3920014", "0171 3920014", "probable"),
        ("+49 171 3920014", "0171 3920014", "probable"),
        ("Tel. +49 30 23125 410", "Durchwahl 030 23125410", "probable"),
        ("Tel. +49 30 23125 410", "+49 30 23125 410", "maybe"),
        ("Tel. +49 30 23125 410 (Empfang)", "Mobil +49 30 23125 410", "maybe"),
        ("Zentrale: +49 30 23125 410", "+49 30 23125 410", "maybe"),
        ("Zentrale: +49 30 1111111 | Mobil +49 171 3920014", "0171 3920014", "probable"),
    ],
)
def test_between_two_firms_only_a_number_of_ones_own_joins(row: str, other_row: str, found: str):
    one = at("max.klein@hub-a.example", "Max Klein", written=signed(row))
    other = at("max.klein@hub-b.example", "Max Klein", written=signed(other_row))
    assert judged(one, other) == found


def test_a_landline_joins_an_office_with_a_private_address_under_the_same_name():
    one = at(OLD, written=signed("Tel. +49 30 23125 410", "Ada Lindqvist"))
    assert judged(one, at(NEW, written=signed("030 23125410", "Ada Lindqvist"))) == "probable"
    assert judged(one, at(NEW, "Ada", written=signed("030 23125410", "Ada"))) == "no"


def test_a_number_that_others_sign_with_joins_nothing():
    row = "+49 171 3920014"
    one = at(OLD, written=signed(row, "Ada Lindqvist"), lines=frozenset({"713920014"}))
    assert judged(one, at(NEW, written=signed(row, "Ada Lindqvist"))) == "maybe"


@pytest.mark.parametrize(
    ("names", "signatures"),
    [
        (("Georg Wolf sen.", "Georg Wolf jun."), ("Georg Wolf", "Georg Wolf")),
        (("Georg Wolf", "Georg Wolf Jr."), ("Georg Wolf Sr.", "Georg Wolf Jr.")),
        (("Georg Wolf", "Georg Wolf"), ("Georg Wolf sen.", "Georg Wolf jun.")),
    ],
)
def test_father_and_son_stay_two_whatever_they_share(names: tuple, signatures: tuple):
    both = frozenset({"georg.wolf@wolf.example", "g.wolf@wolf.example"})
    one, other = (
        at(address, name, written=signed("Mobil +49 171 3920014", own), on_cards=both)
        for address, name, own in zip(sorted(both), names, signatures, strict=True)
    )
    assert judged(one, other) == "no"


def test_who_married_and_says_so_is_known_by_the_mobile():
    mobile = "Mobil +49 171 3920014"
    one = at("ada.lindqvist@nordwind.example", written=signed(mobile, "Ada Lindqvist"))
    weber = wrote(signed=f"Yes.\n\n-- \nAda Weber (geb. Lindqvist)\n{mobile}\n")
    assert judged(one, at("ada.weber@nordwind.example", "Ada Weber", written=weber)) == "probable"
    silent = signed(mobile, "Ada Weber")
    assert judged(one, at("ada.weber@nordwind.example", "Ada Weber", written=silent)) == "no"


@pytest.mark.parametrize(
    "said",
    [
        "From 1 December please write to ada.lindqvist@gmail.com.",
        "Mails bitte an ada.lindqvist@gmail.com schicken.",
        "You can send the slides to ada.lindqvist@gmail.com.",
    ],
)
def test_an_address_with_their_name_is_theirs_where_they_ask_for_mail(said: str):
    assert judged(at(OLD, written=wrote(said)), at(NEW)) == "probable"
    assert judged(at(OLD, written=wrote(said)), at(NEW, "Ada Lind")) == "no"


def test_the_address_of_a_daughter_of_the_same_name_is_hers():
    said = "Please write to my daughter at ada.lindqvist@gmail.com."
    assert judged(at(OLD, written=wrote(said)), at(NEW)) == "maybe"


def test_one_card_joins_a_name_in_two_scripts():
    both = frozenset({"olena@k.example", "olena.k@ukr.example"})
    one = at("olena@k.example", "Олена Коваленко", on_cards=both)
    assert judged(one, at("olena.k@ukr.example", "Olena Kovalenko", on_cards=both)) == "certain"
    assert judged(one, at("olena.k@ukr.example", "Ivan Kovalenko", on_cards=both)) == "no"


def test_what_a_service_sends_in_their_name_is_not_theirs():
    jira = at("jira@nordwind.atlassian.net", written=wrote(signed=PHONE.format("Ada Lindqvist")))
    own = at(OLD, written=wrote(signed=PHONE.format("Ada Lindqvist")))
    assert judged(own, jira) == "no"


@pytest.mark.parametrize("row", ["+49 " * 5000, "Tel. " + "1" * 50_000, "(0) " * 20_000])
def test_hostile_signatures_are_read_quickly(row: str):
    judged(at(OLD, written=signed(row)), at(NEW, written=signed(row)))
