"""Who is invited, as the programs write it."""

import pytest

from syncd.calendar.attendees import MAX_ATTENDEES
from syncd.model import Address, Attendee, CalendarUserType, PartStat
from tests.syncd.calendar.texts import single


def invited(*lines: str) -> tuple[Attendee, ...]:
    return single("DTSTART:20261124T090000Z", *lines).attendees


def one(line: str) -> Attendee:
    (attendee,) = invited(line)
    return attendee


def test_a_plain_address_is_an_individual_who_has_not_answered():
    assert one("ATTENDEE:mailto:ada@nordwind.example") == Attendee(
        "ada@nordwind.example", "", PartStat.NEEDS_ACTION, CalendarUserType.INDIVIDUAL
    )


@pytest.mark.parametrize(
    "value",
    [
        "mailto:Ada@Nordwind.Example",
        "MAILTO:ada@nordwind.example",
        "mailto:%61da@nordwind.example",
        "ada@nordwind.example",
        "mailto:<ada@nordwind.example>",
        "mailto:Ada Lindqvist <ada@nordwind.example>",
        "mailto:'ada@nordwind.example'",
    ],
)
def test_an_address_is_found_in_whatever_is_around_it(value):
    assert one(f"ATTENDEE:{value}").address == "ada@nordwind.example"


@pytest.mark.parametrize(
    "value",
    [
        "urn:uuid:1F4B1B6C-0D0F-4E0C-9C2B-1B9C8F2C3D4E",
        "/aMTIzNDU2Nzg5/principal/",
        "invalid:nomail",
    ],
)
def test_apple_writes_the_address_beside_a_name_of_its_own(value):
    found = one(f"ATTENDEE;CN=Ada;EMAIL=Ada@Nordwind.example;PARTSTAT=ACCEPTED:{value}")
    assert (found.address, found.name) == ("ada@nordwind.example", "Ada")


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;CN=Ada:urn:uuid:1F4B1B6C",
        "ATTENDEE;CN=Ada:invalid:nomail",
        "ATTENDEE:",
        "ATTENDEE:mailto:",
        "ATTENDEE:mailto:nobody",
        f"ATTENDEE:mailto:{'x' * 300}@example.com",
    ],
)
def test_who_has_no_address_is_left_out(line):
    assert invited(line, "ATTENDEE:mailto:ada@nordwind.example")[0].address == (
        "ada@nordwind.example"
    )


@pytest.mark.parametrize(
    ("parameter", "name"),
    [
        ("CN=Ada Lindqvist", "Ada Lindqvist"),
        ('CN="Lindqvist, Ada; PhD: Data"', "Lindqvist, Ada; PhD: Data"),
        ("CN=Lindqvist\\, Ada", "Lindqvist, Ada"),
        ("CN=\"'Ada Lindqvist'\"", "Ada Lindqvist"),
        ("CN=Ada ^'Loop^' Lindqvist", 'Ada "Loop" Lindqvist'),
        ("CN=Åsa Öberg", "Åsa Öberg"),
        ("CN=ada@nordwind.example", ""),
        ('CN="mailto:ada@nordwind.example"', ""),
        ('CN=""', ""),
        ("CN=", ""),
        ('CN="Ada^nBcc: x"', "Ada Bcc: x"),
        (f"CN={'x' * 5000}", "x" * 200),
    ],
)
def test_a_name_is_read_as_it_is_meant(parameter, name):
    assert one(f"ATTENDEE;{parameter}:mailto:ada@nordwind.example").name == name


@pytest.mark.parametrize(
    ("written", "partstat"),
    [
        ("ACCEPTED", PartStat.ACCEPTED),
        ("declined", PartStat.DECLINED),
        ("TENTATIVE", PartStat.TENTATIVE),
        ("DELEGATED", PartStat.DELEGATED),
        ("NEEDS-ACTION", PartStat.NEEDS_ACTION),
        ("X-THINKING", PartStat.NEEDS_ACTION),
        ("", PartStat.NEEDS_ACTION),
    ],
)
def test_an_answer_is_understood_and_an_unknown_one_is_none(written, partstat):
    line = f"ATTENDEE;PARTSTAT={written}:mailto:ada@nordwind.example"
    assert one(line).partstat is partstat


@pytest.mark.parametrize(
    ("written", "cutype"),
    [
        ("INDIVIDUAL", CalendarUserType.INDIVIDUAL),
        ("ROOM", CalendarUserType.ROOM),
        ("resource", CalendarUserType.RESOURCE),
        ("GROUP", CalendarUserType.GROUP),
        ("X-ROBOT", CalendarUserType.UNKNOWN),
    ],
)
def test_what_an_attendee_is_is_understood(written, cutype):
    assert one(f"ATTENDEE;CUTYPE={written}:mailto:room@example.com").cutype is cutype


@pytest.mark.parametrize(
    ("role", "optional"),
    [
        ("OPT-PARTICIPANT", True),
        ("NON-PARTICIPANT", True),
        ("REQ-PARTICIPANT", False),
        ("CHAIR", False),
        ("X-GUEST", False),
    ],
)
def test_who_need_not_come_is_optional(role, optional):
    line = f"ATTENDEE;ROLE={role}:mailto:ada@nordwind.example"
    assert one(line).optional is optional


def test_each_is_listed_once_in_the_order_of_the_calendar():
    found = invited(
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.com",
        "ATTENDEE:mailto:a@example.com",
        "ATTENDEE:MAILTO:B@example.com",
    )
    assert [a.address for a in found] == ["b@example.com", "a@example.com"]
    assert found[0].partstat is PartStat.ACCEPTED


def test_there_are_at_most_so_many():
    lines = [f"ATTENDEE:mailto:guest{number}@example.com" for number in range(MAX_ATTENDEES + 5)]
    assert len(invited(*lines)) == MAX_ATTENDEES


@pytest.mark.parametrize(
    ("line", "organizer"),
    [
        (
            'ORGANIZER;CN="Weber, Jonas":mailto:Jonas@weber.example',
            Address("jonas@weber.example", "Weber, Jonas"),
        ),
        (
            'ORGANIZER;SENT-BY="mailto:assistant@weber.example":mailto:jonas@weber.example',
            Address("jonas@weber.example"),
        ),
        ("ORGANIZER;EMAIL=jonas@weber.example:/principals/1/", Address("jonas@weber.example")),
        ("ORGANIZER:invalid:nomail", None),
        ("X-NOBODY:1", None),
    ],
)
def test_who_invites_is_known(line, organizer):
    assert single("DTSTART:20261124T090000Z", line).organizer == organizer
