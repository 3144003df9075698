"""Who arranges for whom, and what of it is nobody's own words."""

from __future__ import annotations

import pytest

from syncd.model import Assistance, Attendee, Source
from syncd.people.assistants import bosses, named, prepared_for, read, written_for
from syncd.people.guests import guests, is_person, is_shared
from tests.builders import ADA, a_guest, a_meeting, an_address, me

KIM = an_address("kim@nordwind.example", "Kim Berg")
SOURCE = Source("mail", "Coffee?")


@pytest.mark.parametrize(
    "said",
    [
        "Hi Robin,\nI'm scheduling on behalf of Ada Lindqvist. Would Tuesday suit?",
        "Ada Lindqvist's assistant here. Would Tuesday suit?",
        "I am Ada Lindqvist's executive assistant and would like to find a time.",
        "Ada Lindqvist asked me to find a time for your coffee.",
        "I look after Ada Lindqvist's diary. Is 10:00 good?",
        "I am the assistant to Ada Lindqvist.",
        "ich schreibe Ihnen im Auftrag von Ada Lindqvist.",
        "Ich bin die Assistentin von Ada Lindqvist.",
        "Ada Lindqvist hat mich gebeten, einen Termin zu finden.",
        "I'm coordinating calendars for Ada Lindqvist this week.",
        "I am writing on Ada Lindqvist's behalf.",
        "Ada Lindqvist would like me to set up a call.",
        "I help Ada Lindqvist with her calendar.",
        "Ich koordiniere die Termine für Ada Lindqvist.",
    ],
)
def test_an_assistant_says_so_in_a_sentence(said: str):
    found = read(said, "", KIM, SOURCE)
    assert found is not None
    assert (found.address, found.boss) == (KIM.address, "Ada Lindqvist")
    assert found.reason.startswith('they wrote "')
    assert found.source == SOURCE


@pytest.mark.parametrize(
    ("row", "boss"),
    [
        ("Executive Assistant to Ada Lindqvist", "Ada Lindqvist"),
        ("PA to Dr. Ada Lindqvist, CEO", "Dr. Ada Lindqvist"),
        ("Assistant to the CEO, Ada Lindqvist", "Ada Lindqvist"),
        ("Assistenz von Ada Lindqvist", "Ada Lindqvist"),
        ("Sekretariat Prof. Lindqvist", "Prof. Lindqvist"),
        ("Office of Ada Lindqvist", "Ada Lindqvist"),
        ("Chief of Staff & Assistant to Ada Lindqvist", "Ada Lindqvist"),
        ("Persönliche Referentin von Ada Lindqvist", "Ada Lindqvist"),
        ("Vorstandsassistentin von Ada Lindqvist", "Ada Lindqvist"),
        ("Assistante de direction de Ada Lindqvist", "Ada Lindqvist"),
    ],
)
def test_a_signature_says_for_whom(row: str, boss: str):
    signed = f"Tuesday works.\n\n-- \nKim Berg\n{row}\nNordwind\n"
    found = read("Tuesday works.", signed, KIM, SOURCE)
    assert found == Assistance(KIM.address, boss, f'the signature says "{row}"', SOURCE)


@pytest.mark.parametrize(
    "name",
    [
        "Kim Berg (for Ada Lindqvist)",
        "Kim Berg (i. A. Ada Lindqvist)",
        "Kim, assistant to Ada Lindqvist",
        "Kim Berg on behalf of Ada Lindqvist",
        "Büro Ada Lindqvist",
    ],
)
def test_the_from_line_says_for_whom(name: str):
    found = read("Tuesday?", "Tuesday?\nKim", an_address(KIM.address, name), SOURCE)
    assert found == Assistance(KIM.address, "Ada Lindqvist", f'the From line says "{name}"', SOURCE)


@pytest.mark.parametrize(
    "name", ["Kim Berg (for Nordwind)", "Kim Berg (Nordwind)", "Kim Assistant"]
)
def test_a_firm_in_the_from_line_is_no_boss(name: str):
    assert read("Tuesday?", "Tuesday?\nKim", an_address(KIM.address, name), SOURCE) is None


def test_who_writes_on_behalf_from_the_mailbox_of_the_boss_is_not_the_boss():
    shared = an_address("ada.lindqvist@nordwind.example", "Kim Berg on behalf of Ada Lindqvist")
    assert written_for("Tuesday is fine.", "", shared)
    assert read("Tuesday is fine.", "", shared, SOURCE) is None


@pytest.mark.parametrize(
    "said",
    [
        "Jonas asked me to get in touch with you about open data.",
        "Jonas Weber asked me to send you the slides.",
        "Our assistant helps you. I asked Ada to find a time.",
        "I work for Nordwind and met Ada Lindqvist there.",
        "On behalf of the team, thank you.",
        "I am the assistant coach of the Berlin choir.",
        "Let me know when Ada's talk is.",
        "I was assistant to Ada Lindqvist for two years",
    ],
)
def test_others_are_no_assistants(said: str):
    assert read(said, f"{said}\n\n-- \nKim Berg\nAssistant Professor\n", KIM, SOURCE) is None


def test_an_assistant_who_writes_from_the_mailbox_of_the_boss_is_told_apart():
    assert written_for("Ada's assistant here. Tuesday is fine.", "", an_address())
    assert not written_for("Tuesday is fine. Kim's assistant will call.", "", an_address())
    assert read("Ada's assistant here.", "", an_address(), SOURCE) is None


def test_who_is_named_as_an_assistant_and_stands_in_the_mail_is_one():
    told = "Great! My assistant Kim will find a time."
    (found,) = named(told, an_address(), [KIM, an_address("jo@x.example", "Jo Frey")], SOURCE)
    assert (found.address, found.boss) == (KIM.address, "Ada Lindqvist")
    assert named("My colleague Kim will find a time.", an_address(), [KIM], SOURCE) == ()


def test_an_assistant_is_one_only_beside_the_boss():
    ada, kim = a_guest(), a_guest(KIM.address, "Kim Berg")
    known = {KIM.address: (Assistance(KIM.address, "Ada", "", SOURCE),)}
    assert bosses([ada, kim], known) == {KIM.address: ADA}
    assert bosses([kim], known) == {}
    assert prepared_for((ada, kim), {KIM.address}) == (ada,)
    assert prepared_for((kim,), {KIM.address}) == (kim,)


def test_an_office_is_not_prepared_for_unless_it_comes_alone():
    office = a_guest("info@nordwind.example", "Nordwind")
    assert prepared_for((a_guest(), office), ()) == (a_guest(),)
    assert prepared_for((office,), ()) == (office,)


@pytest.mark.parametrize(
    "address", ["info@x.example", "office.berlin@x.example", "Team@x.example", "hello@x.example"]
)
def test_a_role_is_shared(address: str):
    assert is_shared(address)


@pytest.mark.parametrize("address", [ADA, "hella@x.example", "allison@x.example", "me@x.example"])
def test_a_person_is_not_shared(address: str):
    assert not is_shared(address)


@pytest.mark.parametrize(
    "robot", ["amy@x.ai", "notifications@calendly.com", "fred@fireflies.ai", "notetaker@x.example"]
)
def test_what_books_and_takes_notes_by_itself_is_no_guest(robot: str):
    assert [g.address for g in guests(a_meeting(guests=[ADA, robot]), me())] == [ADA]


@pytest.mark.parametrize(
    "robot",
    [
        *("bounces+123@news.example", "jira@helio.atlassian.net", "automailer@shop.example"),
        *("postmaster@x.example", "mailer-daemon@x.example", "neighbours@groups.io"),
        *("tram@lists.tram.example", "tram-request@tram.example", "help@acme.zendesk.com"),
        *("ada@notifications.asana.example", "owner-tram@tram.example"),
    ],
)
def test_robots_and_lists_are_no_people(robot: str):
    assert not is_person(Attendee(robot, "Ada Lindqvist"))


@pytest.mark.parametrize(
    "room",
    [
        *(
            "Raum 3.14",
            "Room B-12",
            "Meeting room Alexanderplatz",
            "Konferenzraum",
            "Raum Spree (8)",
        ),
        *("Besprechungszimmer 2", "Salle de réunion Curie", "Phone booth 1", "Beamer 2"),
        *("Projector (Resource)", "Boardroom"),
    ],
)
def test_a_room_without_a_cutype_is_known_by_its_name(room: str):
    assert not is_person(Attendee("spree@nordwind.example", room))


@pytest.mark.parametrize(
    "person",
    [
        *("Vera Raum", "Raum, Vera", "Raum", "Tim Room", "Tim Roomer", "Emma Saal", "Karl Zimmer"),
        *("Ada Lindqvist (Nordwind)", "Ada Lindqvist (2)", "Carl Beamer", "Ada Boardman"),
    ],
)
def test_a_person_whose_name_is_room_is_no_room(person: str):
    assert is_person(Attendee("v.raum@nordwind.example", person))


@pytest.mark.parametrize(
    "address",
    ["ada@slack.example", "jira.novak@x.example", "robot.lover@x.example", "bo@list.example"],
)
def test_people_with_such_addresses_are_people(address: str):
    assert is_person(Attendee(address, "Ada Lindqvist"))


@pytest.mark.parametrize(
    "text", ["A " * 5000, "Ada asked me to " * 900, "x" * 50_000, "-- \n" * 999]
)
def test_hostile_texts_are_read_quickly(text: str):
    read(text, text, KIM, SOURCE)
    named(text, an_address(), [KIM], SOURCE)
