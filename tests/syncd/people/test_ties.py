"""Whom you and a guest both know, and how well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.model import Address, Meeting, PartStat, Ref
from syncd.people.ties import Tie, mutual, strength, strengths
from syncd.store import Store, open_store
from syncd.store.calendar import StoredItem
from syncd.store.circles import Sent
from tests.builders import ADA, ME, TEN, a_meeting, an_attendee, an_envelope, me

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
JONAS, HOME = "jonas@weber.example", "jw@posteo.de"
LONG_AGO = TEN - timedelta(days=100)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", NOW)
    yield opened
    opened.close()


def keep(store: Store, *mails: tuple[str, list[str], float], **changes: object) -> None:
    envelopes = [
        an_envelope(
            f"Mail {place}",
            sender=sender,
            to=to,
            date=TEN - timedelta(days=days),
            ref=Ref("INBOX", f"{place}.{sender}.{days}.{sorted(changes)}"),
            **changes,
        )
        for place, (sender, to, days) in enumerate(mails)
    ]
    with store.transaction() as connection:
        store.mail.put(connection, "files", envelopes)


def hold(store: Store, *meetings: Meeting) -> None:
    with store.transaction() as connection:
        for place, meeting in enumerate(meetings):
            item = StoredItem("calendar", "work", f"{meeting.key.uid}.{place}", "1", "")
            store.calendar.put(connection, [(item, [meeting])])


def ties(store: Store, *addresses: str, **more: object) -> tuple[Tie, ...]:
    return mutual(store, me(), addresses or (ADA,), NOW, **more)


def known(store: Store, *addresses: str, **more: object) -> list[str]:
    return [tie.who.address for tie in ties(store, *addresses, **more)]


def test_someone_who_wrote_to_both_and_whom_you_write_with_is_known_to_both(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), (ME, [JONAS], 19))
    (tie,) = ties(store)
    assert tie.who.address == JONAS
    assert [source.title for source in tie.evidence] == ["Mail 0"]
    assert tie.addresses == (JONAS,)
    assert tie.reach > 0


def test_someone_who_never_answered_you_is_not(store: Store):
    keep(store, (JONAS, [ADA, ME], 20))
    assert known(store) == []


def test_someone_whom_you_never_heard_of_is_not(store: Store):
    keep(store, (ME, [ADA, JONAS], 20))
    assert known(store) == []


def test_a_big_round_shows_no_tie(store: Store):
    crowd = [f"p{n}@example.org" for n in range(38)]
    keep(store, (JONAS, [ADA, ME, *crowd], 20), (ME, [JONAS], 19), (JONAS, [ME], 18))
    assert known(store) == []


@pytest.mark.parametrize(("others", "tied"), [(3, True), (4, False)])
def test_six_people_are_the_most_of_a_small_round(store: Store, others: int, tied: bool):
    crowd = [f"p{n}@example.org" for n in range(others)]
    keep(store, (JONAS, [ADA, ME, *crowd], 20), (ME, [JONAS], 19), (JONAS, [ME], 18))
    assert (JONAS in known(store)) is tied


def test_small_rounds_are_found_behind_any_number_of_letters_to_you_alone(store: Store):
    keep(store, *((ADA, [ME], day / 24) for day in range(1, 450)))
    keep(store, (JONAS, [ADA, ME], 60), (ME, [JONAS], 59))
    assert known(store) == [JONAS]


def test_a_newsletter_shows_no_tie(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), automatic=True)
    keep(store, (ME, [JONAS], 19), (JONAS, [ME], 18))
    assert known(store) == []


def test_newsletters_make_your_own_tie_no_stronger(store: Store):
    keep(store, (JONAS, [ME], 18), automatic=True)
    keep(store, (ME, [ADA, JONAS], 20))
    assert known(store) == []


def test_mail_to_a_list_shows_no_tie(store: Store):
    keep(store, (JONAS, [ADA, ME, "open-data@lists.example"], 20))
    keep(store, (ME, [JONAS], 19), (JONAS, [ME], 18))
    assert known(store) == []


def test_you_are_never_between_yourself_and_them(store: Store):
    keep(store, ("robin.doe@gmail.com", [ADA, ME], 20), (ADA, [ME], 19))
    assert known(store) == []


def test_they_are_never_between_you_and_themselves(store: Store):
    also = "ada.lindqvist@gmail.com"
    keep(store, (ADA, [also, ME], 20), (ME, [also], 19), (also, [ME], 18), (ME, [ADA], 17))
    assert known(store, ADA, also) == []
    assert known(store, ADA) == [also]
    assert known(store, ADA, persons=lambda found: dict.fromkeys(found, (ADA, also))) == []


def test_what_is_yet_to_come_does_not_count(store: Store):
    keep(store, (JONAS, [ADA, ME], -5), (ME, [JONAS], 19), (JONAS, [ME], 18))
    assert known(store) == []


def test_the_better_known_and_more_recent_comes_first(store: Store):
    old, near = "old@example.org", "near@example.org"
    keep(store, (old, [ADA, ME], 900), (ME, [old], 899), (near, [ADA, ME], 9), (ME, [near], 8))
    assert known(store) == [near, old]


def test_the_boss_in_copy_is_no_tie_of_yours_until_you_have_written_with_them(store: Store):
    boss = "boss@nordwind.example"
    keep(store, *((ADA, [ME, boss], day) for day in range(1, 9)))
    assert known(store) == []
    keep(store, (ME, [ADA, boss], 0.5))
    assert known(store) == []
    keep(store, (boss, [ME], 0.4))
    (tie,) = ties(store)
    assert tie.who.address == boss
    assert tie.to_them > tie.to_you


def test_meetings_alone_are_a_tie(store: Store):
    three = a_meeting("Lunch for three", LONG_AGO, guests=(ADA, JONAS), uid="three")
    hold(store, three)
    (tie,) = ties(store)
    assert (tie.who.address, tie.evidence[0].title) == (JONAS, "Lunch for three")


def test_meetings_with_you_make_your_tie_stronger(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), (ME, [JONAS], 19))
    (before,) = ties(store)
    hold(store, a_meeting("Lunch", LONG_AGO, guests=(JONAS,), uid="two"))
    (after,) = ties(store)
    assert after.to_you > before.to_you
    assert after.to_them == before.to_them


@pytest.mark.parametrize(
    "changes",
    [
        {"guests": (ADA, JONAS, *(f"p{n}@example.org" for n in range(38)))},
        {"guests": (ADA, an_attendee(JONAS, partstat=PartStat.DECLINED))},
        {"guests": (ADA, JONAS), "start": TEN + timedelta(days=3)},
        {"guests": (ADA, JONAS), "minutes": 24 * 60, "all_day": True},
        {"attendees": (an_attendee(ME, partstat=PartStat.DECLINED), an_attendee(JONAS))},
    ],
    ids=["forty", "declined", "still ahead", "all day", "without you"],
)
def test_meetings_that_show_no_tie(store: Store, changes: dict[str, object]):
    hold(store, a_meeting("Gathering", **({"start": LONG_AGO, "uid": "one"} | changes)))
    assert known(store) == []


def test_rooms_are_nobody(store: Store):
    room = an_attendee("room-4@resource.calendar.google.com", "Room 4")
    hold(store, a_meeting("Lunch", LONG_AGO, guests=(ADA, room), uid="one"))
    assert known(store) == []


def persons(addresses: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Jonas has two addresses, everybody else has one."""
    jonas = (JONAS, HOME)
    return {address: jonas if address in jonas else (address,) for address in addresses}


def test_one_acquaintance_with_two_addresses_is_one_tie_with_their_strengths_added(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), (ME, [JONAS], 19))
    (work,) = ties(store, persons=persons)
    keep(store, (HOME, [ADA, ME], 10), (ME, [HOME], 9))
    (both,) = ties(store, persons=persons)
    assert both.who.address == JONAS
    assert set(both.addresses) == {JONAS, HOME}
    assert both.to_you > work.to_you
    assert both.to_them > work.to_them
    assert len(both.evidence) == 2
    assert len(known(store)) == 2


def test_an_address_that_was_not_seen_with_the_guest_counts_for_your_tie(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), (HOME, [ME], 10), (ME, [HOME], 9))
    assert known(store) == []
    assert known(store, persons=persons) == [JONAS]


def test_a_mail_to_both_addresses_of_someone_counts_once(store: Store):
    keep(store, (JONAS, [ME], 20), (ME, [JONAS, HOME], 19))
    both = strengths(store, me(), {"both": (JONAS, HOME), "one": (JONAS,)}, NOW)
    assert both["both"] == pytest.approx(both["one"])


def test_a_mail_in_two_folders_is_one_piece_of_evidence(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), (ME, [JONAS], 19))
    (once,) = ties(store)
    copy = an_envelope(
        "Mail 0",
        sender=JONAS,
        to=[ADA, ME],
        date=TEN - timedelta(days=20),
        ref=Ref("Archive", "copy"),
    )
    with store.transaction() as connection:
        store.mail.put(connection, "files", [copy])
    assert ties(store) == (once,)


def test_the_newest_evidence_comes_first(store: Store):
    keep(store, (JONAS, [ADA, ME], 20), (ADA, [JONAS, ME], 4), (ME, [JONAS], 19))
    hold(store, a_meeting("Lunch", LONG_AGO, guests=(ADA, JONAS), uid="three"))
    (tie,) = ties(store)
    assert [source.title for source in tie.evidence] == ["Mail 1", "Mail 0", "Lunch"]
    assert [source.kind for source in tie.evidence] == ["mail", "mail", "event"]


def sent(*, theirs: int, mine: int, days: float, readers: int = 1) -> list[Sent]:
    at = NOW - timedelta(days=days)
    return [
        Sent(f"<{days}.{place}@x>", at, place >= theirs, readers) for place in range(theirs + mine)
    ]


def test_a_tie_is_two_way_and_halves_in_a_year():
    assert strength(sent(theirs=40, mine=0, days=3), [], NOW) == 0
    assert strength([], [], NOW) == 0
    fresh = strength(sent(theirs=5, mine=5, days=0), [], NOW)
    assert fresh == pytest.approx(5)
    assert strength(sent(theirs=5, mine=5, days=365), [], NOW) == pytest.approx(2.5)


def test_a_mail_to_more_people_counts_less():
    assert strength(sent(theirs=4, mine=4, days=0, readers=4), [], NOW) == pytest.approx(1)


def test_the_main_address_is_what_a_tie_is_known_by(store: Store):
    keep(store, (HOME, [ADA, ME], 10), (ME, [HOME], 9))
    (tie,) = ties(store, persons=persons)
    assert isinstance(tie.who, Address)
    assert tie.addresses == (JONAS, HOME)
