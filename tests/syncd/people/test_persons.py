"""One person behind several addresses: what is asked is told of the person, and counts once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.model import Joined, PartStat, Ref, Source
from syncd.people.history import Past
from syncd.people.persons import Persons
from syncd.store import Store, open_store
from syncd.store.calendar import StoredItem
from syncd.store.persons import FOUND, MERGE
from tests.builders import ADA, ME, TEN, a_meeting, an_address, an_attendee, an_envelope, me

DAY = timedelta(days=1)
HOME = "ada.lindqvist@gmail.com"
THIRD = "al@lindqvist.example"
KIM = "kim@nordwind.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


@pytest.fixture
def past(store: Store) -> Past:
    return Past(store, me())


def ada(address: str = ADA):
    return an_address(address, "Ada Lindqvist")


def keep_mail(store: Store, *envelopes, account: str = "files") -> None:
    numbered = [replace(e, ref=Ref("INBOX", f"{e.message_id}{e.date}")) for e in envelopes]
    with store.transaction() as connection:
        store.mail.put(connection, account, numbered)


def keep_meetings(store: Store, *meetings) -> None:
    items = [(StoredItem("calendar", "work", m.key.uid, "1", ""), [m]) for m in meetings]
    with store.transaction() as connection:
        store.calendar.put(connection, items)


def join(store: Store, one: str, other: str, **changes) -> None:
    found = Joined(one, other, FOUND, "the same phone", Source("mail", "Hello"), certain=False)
    store.persons.found([(one, other, replace(found, **changes))])


def test_an_address_that_is_joined_with_none_is_a_person(store: Store):
    assert Persons(store).of(ADA).addresses == (ADA,)
    assert Persons(store).of_all([]) == {}


def test_three_addresses_hang_together_by_way_of_one(store: Store):
    join(store, ADA, HOME)
    join(store, HOME, THIRD)
    for address in (ADA, HOME, THIRD):
        person = Persons(store).of(address)
        assert set(person.addresses) == {ADA, HOME, THIRD}
        assert len(person.evidence) == 2
        assert not person.certain


def test_the_main_address_is_the_one_they_last_wrote_from(store: Store):
    join(store, ADA, HOME)
    keep_mail(store, an_envelope(sender=ada(), date=TEN - 9 * DAY))
    keep_mail(store, an_envelope(sender=ada(HOME), date=TEN - 5 * DAY))
    person = Persons(store).of(ADA)
    assert (person.main, person.name) == (HOME, "Ada Lindqvist")


def test_what_is_said_by_hand_gives_the_main_address(store: Store):
    keep_mail(store, an_envelope(sender=ada(HOME), date=TEN - 5 * DAY))
    store.persons.merge([THIRD, ADA, HOME], TEN)
    assert Persons(store).main(HOME) == THIRD
    assert Persons(store).of(HOME).certain


def test_the_config_is_taken_over_and_back(store: Store):
    assert store.persons.configure([(ADA, HOME)]) == {ADA, HOME}
    assert store.persons.configure([(ADA, HOME)]) == set()
    assert Persons(store).of(HOME).addresses == (ADA, HOME)
    assert store.persons.configure([]) == {ADA, HOME}
    assert Persons(store).of(HOME).addresses == (HOME,)


def test_what_was_split_is_not_joined_again_not_even_by_way_of_a_third(store: Store):
    join(store, ADA, HOME)
    store.persons.split(ADA, [HOME], TEN)
    join(store, ADA, HOME)
    assert Persons(store).of(ADA).addresses == (ADA,)
    join(store, ADA, THIRD)
    join(store, THIRD, HOME)
    people = Persons(store).of_all([ADA, HOME])
    assert people[ADA] != people[HOME]
    store.persons.merge([ADA, HOME], TEN)
    assert HOME in Persons(store).of(ADA).addresses


def test_two_people_are_not_joined_by_way_of_an_address_that_fits_both(store: Store):
    anna, alex, initial = "anna@x.example", "alex@x.example", "a.weber@gmx.de"
    for address, name in ((anna, "Anna Weber"), (alex, "Alex Weber"), (initial, "A. Weber")):
        keep_mail(store, an_envelope(sender=an_address(address, name)))
    join(store, anna, initial)
    join(store, initial, alex)
    people = Persons(store).of_all([anna, alex])
    assert people[anna] != people[alex]


def test_what_was_found_goes_when_it_turns_out_wrong(store: Store):
    join(store, ADA, HOME)
    assert store.persons.found([(ADA, HOME, None)]) == {ADA, HOME}
    assert store.persons.found([(ADA, HOME, None)]) == set()
    assert Persons(store).of(ADA).addresses == (ADA,)


def test_a_draft_goes_where_they_asked_to_be_written_to(store: Store):
    moved = Source("mail", "New address", TEN - 9 * DAY)
    join(store, ADA, HOME, moved_to=HOME, source=moved)
    person = Persons(store).of(ADA)
    assert person.reach(ADA, TEN) == HOME
    assert person.reach(ADA, TEN - 10 * DAY) == ADA
    assert Persons(store).of(THIRD).reach(THIRD, TEN) == THIRD


@pytest.mark.parametrize("kind", [FOUND, MERGE])
def test_a_stranger_of_the_same_name_moves_no_letter(store: Store, kind: str):
    """Mallory signs as Ada, with Ada's address below, and writes "my new address is …"."""
    mallory, trap = "ada@mallory.example", "ada.lindqvist@trap.example"
    said = Source("mail", "New address", TEN - 9 * DAY)
    join(store, ADA, mallory, kind=kind, source=said, certain=kind == MERGE)
    join(store, mallory, trap, moved_to=trap, source=said)
    person = Persons(store).of(ADA)
    assert set(person.addresses) == {ADA, mallory, trap}
    # What you have said yourself is believed.
    assert person.reach(ADA, TEN) == (trap if kind == MERGE else ADA)
    assert person.reach(mallory, TEN) == trap


def test_a_word_from_where_they_moved_to_counts_too(store: Store):
    join(store, ADA, HOME, moved_to=HOME, source=Source("mail", "First", TEN - 9 * DAY))
    join(store, HOME, THIRD, moved_to=THIRD, source=Source("mail", "Then", TEN - 5 * DAY))
    person = Persons(store).of(ADA)
    assert person.reach(ADA, TEN) == THIRD
    assert person.reach(ADA, TEN - 7 * DAY) == HOME
    assert person.moved(THIRD, TEN) is None


def test_an_acquaintance_is_the_persons_and_counts_once(store: Store, past: Past):
    join(store, ADA, HOME)
    both = an_envelope(sender=ME, to=[ada(), ada(HOME)], date=TEN - 20 * DAY)
    keep_mail(
        store,
        both,
        replace(both, ref=Ref("All", "copy")),
        an_envelope(sender=ada(HOME), date=TEN - 800 * DAY, subject="Long ago"),
        an_envelope(sender=ada(), date=TEN - 9 * DAY, subject="Newest"),
    )
    invited = [an_attendee(ADA), an_attendee(HOME, partstat=PartStat.DECLINED)]
    keep_meetings(store, a_meeting(start=TEN - 5 * DAY, guests=invited))
    for address in (ADA, HOME):
        known = past.acquaintance(address, TEN)
        assert (known.mails_from, known.mails_to, known.meetings) == (2, 1, 1)
        assert known.first_contact == TEN - 800 * DAY
        assert known.thread_subject == "Newest"
        assert not known.new
        assert len(past.meetings_with([address], TEN)) == 1
        assert past.exchanges([address], TEN)[0].envelope.subject == "Newest"


def test_a_mail_to_both_of_their_addresses_is_to_them_alone(store: Store, past: Past):
    join(store, ADA, HOME)
    mail = an_envelope(sender=ME, to=[ada(), ada(HOME)], subject="To you", date=TEN - 9 * DAY)
    keep_mail(store, mail)
    assert past.acquaintance(ADA, TEN).thread_subject == "To you"


def test_mail_in_a_small_round_is_read_beside_that_between_you_alone(store: Store, past: Past):
    crowd = tuple(an_address(f"p{number}@x.example") for number in range(3))
    keep_mail(
        store,
        an_envelope(
            "Thank you", sender=ada(), cc=(an_address("jonas@weber.example"),), date=TEN - 9 * DAY
        ),
        an_envelope("Alone", sender=ada(), date=TEN - 20 * DAY),
        an_envelope("To all", sender=ada(), cc=crowd, date=TEN - 3 * DAY),
        an_envelope("Mine, in copy", sender=ME, to=(ada(),), cc=crowd[:2], date=TEN - 2 * DAY),
    )

    def subjects(mails) -> list[str]:
        return [mail.envelope.subject for mail in mails]

    assert subjects(past.exchanges([ADA], TEN)) == ["Mine, in copy", "Thank you", "Alone"]
    assert subjects(past.closest([ADA], TEN)) == ["Alone"]
    assert subjects(past.exchanges([ADA], TEN, 1)) == ["Mine, in copy"]
    assert subjects(past.closest([ADA], TEN - 20 * DAY)) == []


def test_without_mail_between_you_alone_that_in_a_small_round_is_closest(store: Store, past: Past):
    copied = an_envelope("Copied", sender=ada(), cc=(an_address("kim@x.example"),))
    keep_mail(store, copied)
    assert [m.envelope.subject for m in past.closest([ADA], TEN)] == ["Copied"]


def test_a_person_who_declined_under_all_addresses_was_not_there(store: Store, past: Past):
    join(store, ADA, HOME)
    invited = [an_attendee(a, partstat=PartStat.DECLINED) for a in (ADA, HOME)]
    keep_meetings(store, a_meeting(start=TEN - 5 * DAY, guests=invited))
    assert past.acquaintance(ADA, TEN).meetings == 0


def test_writing_to_the_other_address_is_writing_to_them(store: Store, past: Past):
    join(store, ADA, HOME)
    keep_mail(store, an_envelope(sender=ME, to=[ada(HOME)], date=TEN - DAY))
    assert [a.address for a in past.written_since([ADA], TEN - 2 * DAY, TEN)] == [HOME]


def test_the_introducer_is_found_under_any_address(store: Store, past: Past):
    join(store, ADA, HOME)
    jonas = an_address("jonas@weber.example", "Jonas Weber")
    keep_mail(
        store,
        an_envelope("Intro: Ada <> Robin", sender=jonas, to=[ME, ada(HOME)], date=TEN - 40 * DAY),
        an_envelope(sender=ada(), date=TEN - 30 * DAY),
    )
    assert past.acquaintance(ADA, TEN).introduced_by == jonas


def answers(store: Store, *hours: float, sender: str = ADA) -> None:
    for number, took in enumerate(hours):
        asked = TEN - (40 - number) * DAY
        question, answer = f"<q{number}@example.com>", f"<a{number}.{sender}>"
        keep_mail(
            store,
            an_envelope(sender=ME, to=[ada(sender)], date=asked, message_id=question),
            an_envelope(
                sender=ada(sender),
                date=asked + timedelta(hours=took),
                message_id=answer,
                in_reply_to=question,
            ),
        )


def test_the_usual_answer_time_is_the_median_of_three_answers_or_more(store: Store, past: Past):
    answers(store, 2, 30)
    assert past.acquaintance(ADA, TEN).answer_time is None
    answers(store, 2, 30, 4)
    assert past.acquaintance(ADA, TEN).answer_time == timedelta(hours=4)
    assert past.acquaintance(ADA, TEN - 45 * DAY).answer_time is None


def test_an_answer_from_the_other_address_is_an_answer(store: Store, past: Past):
    join(store, ADA, HOME)
    answers(store, 2, 4, 6, sender=HOME)
    assert past.acquaintance(ADA, TEN).answer_time == timedelta(hours=4)


def test_a_successor_does_not_inherit_the_mail_of_who_had_the_address_before(
    store: Store, past: Past
):
    lead = "lead@firm.example"
    keep_mail(
        store,
        an_envelope("Old", sender=an_address(lead, "Ada Lindqvist"), date=TEN - 300 * DAY),
        an_envelope("New", sender=an_address(lead, "Kim Berg"), date=TEN - 9 * DAY),
    )
    assert [m.envelope.subject for m in past.exchanges([lead], TEN)] == ["New"]


def test_of_a_family_address_the_mail_is_of_the_one_who_is_meant(store: Store, past: Past):
    family = "weber@gmx.de"
    keep_mail(
        store,
        an_envelope("His", sender=an_address(family, "Jonas Weber"), date=TEN - 20 * DAY),
        an_envelope("Hers", sender=an_address(family, "Petra Weber"), date=TEN - 9 * DAY),
    )

    def seen(called: str) -> list[str]:
        return [m.envelope.subject for m in past.exchanges([family], TEN, called=called)]

    assert seen("Jonas Weber") == ["His"]
    assert seen("Weber, Petra") == ["Hers"]
    assert seen("Weber GmbH") == ["Hers"]


def test_you_are_nobodys_other_address(store: Store, past: Past):
    join(store, ADA, ME)
    assert past.person(ADA).addresses == (ADA,)


POST = "m.post@nordwind.example"


def handed_over(store: Store) -> None:
    """Moritz Frey had the address for a year; Mona Berg has had it for a month."""
    old, new = an_address(POST, "Moritz Frey"), an_address(POST, "Mona Berg")
    days = (300, 290, 280)
    keep_mail(
        store,
        *(an_envelope(sender=old, date=TEN - timedelta(days=d)) for d in days),
        an_envelope(sender=ME, to=[old], date=TEN - timedelta(days=299)),
        an_envelope(sender=new, date=TEN - timedelta(days=20)),
    )
    keep_meetings(
        store,
        *(
            a_meeting(
                start=TEN - timedelta(days=d),
                guests=[an_attendee(POST, name)],
                uid=f"{d}@example.com",
            )
            for d, name in ((295, "Moritz Frey"), (285, ""), (10, "Mona Berg"), (5, ""))
        ),
    )


def test_a_successor_has_not_met_you_as_often_as_who_had_the_address_before(
    store: Store, past: Past
):
    handed_over(store)
    known = past.acquaintance(POST, TEN)
    assert (known.name, known.mails_from, known.mails_to, known.meetings) == ("Mona Berg", 1, 0, 2)
    assert known.first_contact == TEN - timedelta(days=20)
    assert known.wrote_first == "them"
    met = past.meetings_with([POST], TEN)
    assert [meeting.key.uid for meeting in met] == ["5@example.com", "10@example.com"]


def test_seen_from_before_the_address_is_the_predecessors(store: Store, past: Past):
    handed_over(store)
    known = past.acquaintance(POST, TEN - timedelta(days=100))
    assert (known.name, known.mails_from, known.mails_to) == ("Moritz Frey", 3, 1)
    assert known.meetings == 2


def test_who_married_keeps_what_was_before(store: Store, past: Past):
    names = ("Ada Lindqvist", "Ada", "Ada Weber")
    for days, name in zip((30, 20, 10), names, strict=True):
        sender = an_address(ADA, name)
        keep_mail(store, an_envelope(sender=sender, date=TEN - timedelta(days=days)))
    assert past.acquaintance(ADA, TEN).mails_from == 3
