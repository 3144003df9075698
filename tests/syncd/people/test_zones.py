"""What a guest's own clock shows."""

from __future__ import annotations

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from syncd.people.dossier import Exchange
from syncd.people.zones import local_time
from tests.builders import TEN, a_guest, a_meeting, an_address, me

TOKYO = ZoneInfo("Asia/Tokyo")


def mail(days: int, hours: float | None = 9, **changes: object) -> Exchange:
    offset = None if hours is None else timedelta(hours=hours)
    defaults: dict[str, object] = {"from_me": False, "utc_offset": offset}
    date = (TEN - timedelta(days=days)).astimezone(UTC)
    known = defaults | changes
    return Exchange(f"<{days}@x>", "Hello", an_address(), date=date, text="", **known)


def test_an_event_that_the_guest_made_tells_their_zone():
    call = a_meeting(start=TEN.astimezone(TOKYO))
    found = local_time(a_guest(organizer=True), call, (), me())
    assert found is not None
    assert (found.at.hour, found.zone, found.source.kind) == (18, "Asia/Tokyo", "event")


def test_an_event_of_somebody_elses_tells_nothing_of_the_guest():
    assert local_time(a_guest(), a_meeting(start=TEN.astimezone(TOKYO)), (), me()) is None


@pytest.mark.parametrize("zone", ["Etc/UTC", "UTC", "Europe/Paris"])
def test_a_zone_of_programs_or_with_your_time_is_not_told(zone: str):
    call = a_meeting(start=TEN.astimezone(ZoneInfo(zone)))
    assert local_time(a_guest(organizer=True), call, (), me()) is None


def test_their_newest_mails_tell_it_when_they_agree():
    found = local_time(a_guest(), a_meeting(), [mail(3), mail(9), mail(30, 1)], me())
    assert found is not None
    assert (found.at.hour, found.at.minute, found.zone) == (18, 0, "")
    assert found.source.origin == "<3@x>"


@pytest.mark.parametrize(
    "mails",
    [
        [],
        [mail(3)],
        [mail(3), mail(9, 1)],
        [mail(3, None), mail(9, None)],
        [mail(3, 0), mail(9, 0)],
        [mail(3, 1), mail(9, 1)],
        [mail(200), mail(210)],
        [mail(3, from_me=True), mail(9, from_me=True)],
    ],
)
def test_it_is_left_out_when_it_is_unsure_or_yours(mails: list[Exchange]):
    assert local_time(a_guest(), a_meeting(), mails, me()) is None


def test_a_whole_day_begins_for_everybody():
    assert local_time(a_guest(), a_meeting(all_day=True), [mail(3), mail(9)], me()) is None
