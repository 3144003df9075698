import pytest

from connectors.contract import MAX_ITEM_BYTES
from connectors.vcalendar import MAX_UID_CHARS, split
from syncd.errors import ItemError

BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
NEW_YORK = BERLIN.replace("Europe/Berlin", "America/New_York")


def a_calendar(*parts: str, header: str = "VERSION:2.0\n") -> str:
    text = f"BEGIN:VCALENDAR\n{header}{''.join(parts)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n")


def a_vevent(uid: str = "one@example.com", *lines: str) -> str:
    own = "".join(f"{line}\n" for line in (f"UID:{uid}" if uid else "", *lines) if line)
    return f"BEGIN:VEVENT\n{own}DTSTART:20261124T090000Z\nEND:VEVENT\n"


def test_each_uid_becomes_an_item_of_its_own():
    cut = split(a_calendar(a_vevent("one@example.com"), a_vevent("two@example.com")))
    assert [resource.uid for resource in cut.resources] == ["one@example.com", "two@example.com"]
    assert "two@example.com" not in cut.resources[0].text
    assert cut.malformed == ()


def test_events_of_one_uid_stay_together_wherever_they_stand():
    moved = a_vevent("one@example.com", "RECURRENCE-ID:20261201T090000Z")
    cut = split(a_calendar(a_vevent("one@example.com"), a_vevent("two@example.com"), moved))
    assert len(cut.resources) == 2
    assert cut.resources[0].text.count("BEGIN:VEVENT") == 2
    assert "RECURRENCE-ID" in cut.resources[0].text


def test_an_item_carries_the_zones_it_names_and_no_others():
    zoned = a_vevent("one@example.com", 'RDATE;TZID="Europe/Berlin":20261125T100000')
    cut = split(a_calendar(BERLIN, NEW_YORK, zoned, a_vevent("two@example.com")))
    one, two = cut.resources
    assert "TZID:Europe/Berlin\r\n" in one.text
    assert "America/New_York" not in one.text
    assert "VTIMEZONE" not in two.text


def test_a_zone_named_without_the_quotes_it_needs_is_carried():
    zone = BERLIN.replace("Europe/Berlin", "(UTC+01:00) Berlin")
    event = a_vevent("one", "RDATE;TZID=(UTC+01:00) Berlin:20261125T100000")
    assert "BEGIN:VTIMEZONE" in split(a_calendar(zone, event)).resources[0].text


def test_a_zone_may_stand_after_the_event_that_names_it():
    cut = split(a_calendar(a_vevent("one", "RDATE;TZID=Europe/Berlin:20261125T100000"), BERLIN))
    assert "BEGIN:VTIMEZONE" in cut.resources[0].text


def test_calendars_in_a_row_keep_their_own_zones():
    custom = BERLIN.replace("Europe/Berlin", "Customized Time Zone")
    other = custom.replace("+0100", "+0500")
    zoned = [
        a_vevent(uid, 'RDATE;TZID="Customized Time Zone":20261125T100000') for uid in ("one", "two")
    ]
    cut = split(a_calendar(custom, zoned[0]) + a_calendar(other, zoned[1]))
    assert "+0100" in cut.resources[0].text
    assert "+0500" in cut.resources[1].text


def test_a_uid_in_two_calendars_of_a_stream_keeps_both():
    cut = split(
        a_calendar(a_vevent("one", "SUMMARY:Invitation"))
        + a_calendar(a_vevent("one", "SUMMARY:Update"))
    )
    assert len(cut.resources) == 1
    assert "Invitation" in cut.resources[0].text
    assert "Update" in cut.resources[0].text


def test_alarms_and_whatever_else_is_nested_are_left_out():
    alarm = "BEGIN:VALARM\nUID:of-the-alarm\nTRIGGER:-PT10M\nEND:VALARM"
    person = "BEGIN:PARTICIPANT\nUID:of-a-person\nBEGIN:VLOCATION\nUID:x\nEND:VLOCATION\n"
    cut = split(a_calendar(a_vevent("", alarm, f"{person}END:PARTICIPANT", "UID:one@example.com")))
    assert cut.resources[0].uid == "one@example.com"
    assert "ALARM" not in cut.resources[0].text
    assert "PARTICIPANT" not in cut.resources[0].text
    assert "DTSTART" in cut.resources[0].text


def test_folded_lines_are_unfolded_before_anything_is_looked_for():
    cut = split(
        a_calendar("BEGIN:VEVENT\nUI\n D:a-very-\n\tlong-uid\nSUMMARY:Grü\n ße\nEND:VEVENT\n")
    )
    assert cut.resources[0].uid == "a-very-long-uid"
    assert "SUMMARY:Grüße" in cut.resources[0].text


def test_the_calendar_s_name_and_method_are_kept():
    header = "VERSION:2.0\nMETHOD:CANCEL\nX-WR-CALNAME: Work \nX-WR-CALDESC:long\n"
    cut = split(a_calendar(a_vevent(), header=header))
    assert cut.name == "Work"
    assert "METHOD:CANCEL\r\n" in cut.resources[0].text
    assert "X-WR-CALDESC" not in cut.resources[0].text


def test_an_etag_changes_with_the_content_and_not_with_the_time_of_asking():
    first, asked_again, changed = (
        split(a_calendar(a_vevent("one", f"DTSTAMP:{stamp}", f"SUMMARY:{title}"))).resources[0].etag
        for stamp, title in (
            ("20261101T080000Z", "Coffee"),
            ("20261102T080000Z", "Coffee"),
            ("20261101T080000Z", "Lunch"),
        )
    )
    assert first == asked_again
    assert first != changed


def test_an_event_without_uid_gets_a_stable_one_of_its_own():
    events = [a_vevent("", f"SUMMARY:{title}") for title in ("Coffee", "Lunch")]
    once = split(a_calendar(*events)).resources
    again = split(a_calendar(*reversed(events))).resources
    assert len({resource.uid for resource in once}) == 2
    assert {resource.uid for resource in once} == {resource.uid for resource in again}
    assert all(f"UID:{resource.uid}\r\n" in resource.text for resource in once)


def test_an_event_without_end_is_malformed_and_the_next_one_is_not():
    cut = split(a_calendar("BEGIN:VEVENT\nUID:broken\n", a_vevent("two@example.com")))
    assert [resource.uid for resource in cut.resources] == ["two@example.com"]
    assert [malformed.uid for malformed in cut.malformed] == ["broken"]
    assert "END:VEVENT" in cut.malformed[0].reason


def test_an_event_that_is_too_large_is_malformed_and_the_next_one_is_not():
    large = a_vevent("large", "DESCRIPTION:" + "x" * MAX_ITEM_BYTES)
    cut = split(a_calendar(large, a_vevent("two@example.com"), a_vevent("u" * 5000)))
    assert [resource.uid for resource in cut.resources] == ["two@example.com"]
    assert [len(malformed.uid) for malformed in cut.malformed] == [len("large"), MAX_UID_CHARS]


@pytest.mark.parametrize("text", ["", "<!DOCTYPE html><html></html>", "nonsense", "BEGIN:VCARD\n"])
def test_what_is_no_calendar_is_refused(text):
    with pytest.raises(ItemError, match="BEGIN:VCALENDAR"):
        split(text)


def test_a_calendar_that_ends_in_the_middle_is_refused():
    whole = a_calendar(a_vevent(), a_vevent("two@example.com"))
    with pytest.raises(ItemError, match="in the middle"):
        split(whole[: len(whole) // 2])


def test_an_empty_calendar_has_no_resources():
    assert split(a_calendar()).resources == ()


def test_to_dos_and_journals_are_passed_over():
    todo = "BEGIN:VTODO\nUID:todo\nSUMMARY:Write\nEND:VTODO\n"
    cut = split(a_calendar(todo, a_vevent("one@example.com"), todo))
    assert [resource.uid for resource in cut.resources] == ["one@example.com"]
    assert "VTODO" not in cut.resources[0].text


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("\r\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: "\r\n\r\n" + text + "\r\n\r\n",
        lambda text: text.replace("BEGIN:VEVENT", "BEGIN:VEVENT  "),
        lambda text: text.replace("BEGIN:", "begin:").replace("END:", "end:"),
        lambda text: text.replace("BEGIN:VEVENT", "Begin:VEvent").replace(
            "END:VEVENT", "End: VEvent"
        ),
    ],
)
def test_odd_line_ends_and_odd_capitals_are_understood(change):
    cut = split(change(a_calendar(a_vevent("one@example.com"), a_vevent("two@example.com"))))
    assert [resource.uid for resource in cut.resources] == ["one@example.com", "two@example.com"]


def test_items_and_bad_are_named_by_the_caller():
    cut = split(a_calendar("BEGIN:VEVENT\nUID:broken\n", a_vevent("one@example.com")))
    item = cut.items("Work", lambda uid: f"team.ics#{uid}", url="https://example.com")[0]
    assert (item.calendar, item.id, item.url) == (
        "Work",
        "team.ics#one@example.com",
        "https://example.com",
    )
    assert cut.bad("Work", lambda uid: f"team.ics#{uid}")[0].id == "team.ics#broken"
