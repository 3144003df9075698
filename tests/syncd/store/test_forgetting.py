"""Forgetting someone: what goes, what stays, and that nothing is learned again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.contract import Contact
from syncd.model import (
    Acquaintance,
    Address,
    Assistance,
    Delivery,
    DeliveryKey,
    Finding,
    Joined,
    Kind,
    MeetingKey,
    Promise,
    Reach,
    Ref,
    Source,
    State,
    WishNews,
)
from syncd.people.history import Past
from syncd.people.persons import Persons
from syncd.store import Store, open_store
from syncd.store.calendar import StoredItem
from syncd.store.findings import Acquainted
from syncd.store.forgetting import Removed, forget
from syncd.store.notes import Note
from syncd.store.persons import FOUND
from tests.builders import ADA, ME, TEN, a_meeting, a_message, an_address, an_envelope, me

DAY = timedelta(days=1)
HOME = "ada.lindqvist@gmail.com"
JONAS = "jonas@weber.example"
NAME = "Ada Lindqvist"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", TEN)
    yield opened
    opened.close()


def put(store: Store, *envelopes) -> None:
    with store.transaction() as connection:
        store.mail.put(connection, "files", envelopes)


def mails() -> list:
    def numbered(id_: str, **changes):
        return replace(an_envelope(**changes), ref=Ref("INBOX", id_))

    third = an_address(JONAS, "Jonas Weber")
    return [
        numbered("1", subject="Secret", date=TEN - 9 * DAY),
        numbered("2", subject="To her", sender=ME, to=[ADA], date=TEN - 8 * DAY),
        numbered("3", subject="To both", sender=ME, to=[ADA, JONAS], date=TEN - 7 * DAY),
        numbered("4", subject="Jonas", sender=third, date=TEN - 6 * DAY),
    ]


def a_past_meeting(**changes):
    return a_meeting(start=TEN - 5 * DAY, **changes)


def meet(store: Store, *meetings) -> None:
    items = [(StoredItem("c", "work", m.key.uid, "1", f"{NAME} {ADA}"), [m]) for m in meetings]
    with store.transaction() as connection:
        store.calendar.put(connection, items)


def a_letter(**changes) -> Delivery:
    letter = a_message(f"{NAME} promised you a book.\n", subject="Coffee", sender=ME, to=[ME])
    return Delivery(
        key=DeliveryKey(Kind.BRIEF, "coffee-ada@example.com", 1),
        state=State.READY,
        account="files",
        message_id="<brief@syncd.invalid>",
        letter=letter,
        created=TEN - 6 * DAY,
        meeting=MeetingKey("coffee-ada@example.com"),
        **changes,
    )


def fill(store: Store) -> None:
    put(store, *mails())
    for message in store.mail.between_us([ME], [ADA], TEN)[-1:]:
        store.mail.keep_body(message.row, "a secret of hers", "Ada", ["secret.pdf"])
    store.contacts.replace("book", [Contact((ADA, HOME), NAME, "Nordwind", "Head of Data")])
    meet(store, a_past_meeting(), a_past_meeting(uid="group", guests=[ADA, JONAS]))
    source = Source("mail", "Secret", TEN - 9 * DAY)
    store.promises.add([Promise(ADA, False, "send a book", TEN - 9 * DAY, source, "<m@x>")])
    store.notes.add(Note(MeetingKey("coffee-ada@example.com"), "she likes tea", TEN, "<note@x>"))
    joined = Joined(ADA, HOME, FOUND, "one card", Source("contact", NAME))
    store.persons.found([(ADA, HOME, joined)])
    store.assistants.add([Assistance("kim@nordwind.example", NAME, "signed so", source)])
    store.deliveries.add(a_letter())
    store.deliveries.move(a_letter().key, [State.READY], State.DELIVERED, delivered_at=TEN)


def forgotten(store: Store, *addresses: str) -> Removed:
    return forget(store.engine, addresses or (ADA, HOME), [NAME], me().is_me, TEN)


def test_what_was_removed_is_told_in_numbers(store: Store):
    fill(store)
    assert forgotten(store) == Removed(
        messages=2, contacts=2, meetings=2, promises=1, notes=1, letters=1, joins=1
    )
    assert forgotten(store).nothing


def test_nothing_of_them_is_left_in_the_file(store: Store):
    fill(store)
    forgotten(store)
    store.close()
    kept = b"".join(path.read_bytes() for path in store.path.parent.glob("syncd.sqlite*"))
    for word in (ADA, HOME, NAME, "Secret", "a secret of hers", "she likes tea", "Nordwind"):
        assert word.encode() not in kept, word


def test_nobody_is_known_any_more(store: Store):
    fill(store)
    forgotten(store)
    assert Past(store, me()).acquaintance(ADA, TEN).new
    assert Past(store, me()).exchanges([ADA], TEN) == []
    assert Past(store, me()).meetings_with([ADA], TEN) == []
    assert Persons(store).of(ADA).addresses == (ADA,)
    assert store.forgotten.since(ADA) == TEN
    assert store.forgotten.since(JONAS) is None


def test_neither_findings_nor_news_nor_what_was_asked_of_others_names_them(store: Store):
    for about in (ADA, JONAS):
        told = Finding(about, "done", f"Of {about}", Source("mail", "Secret", TEN))
        store.findings.keep(Acquainted(about, 3.0, ("<m@x>",)), [(told, "<m@x>")])
    for person, via in ((ADA, JONAS), (JONAS, ADA), ("kim@x.example", JONAS)):
        shown = Source("mail", "Secret", TEN)
        store.wishes.add([WishNews(Reach.TIE, Address(person), shown, TEN, via=Address(via))])
    for place, subject in enumerate((f"{ADA} via {JONAS}", f"kim@x.example via {JONAS}")):
        key = DeliveryKey(Kind.INTRODUCTION, subject)
        asked = replace(a_letter(), key=key, message_id=f"<{place}@x>", meeting=None)
        store.deliveries.add(asked)
        store.deliveries.move(key, [State.READY], State.DELIVERED, delivered_at=TEN)
    forgotten(store)
    assert list(store.findings.acquainted()) == [JONAS]
    assert [news.person.address for news in store.wishes.since(None)] == ["kim@x.example"]
    assert store.deliveries.of_key(DeliveryKey(Kind.INTRODUCTION, f"{ADA} via {JONAS}")) is None
    assert store.deliveries.of_key(DeliveryKey(Kind.INTRODUCTION, f"kim@x.example via {JONAS}"))


def test_what_their_mail_tells_of_others_goes_with_it(store: Store):
    told = Source("mail", "Secret", TEN, NAME)
    store.wishes.add([WishNews(Reach.MAIL, Address("kim@x.example"), told, TEN)])
    pair = ("kim@x.example", "kim@y.example")
    store.persons.found([(*pair, Joined(*pair, FOUND, "told so", told))])
    store.assistants.add([Assistance("bob@z.example", "Bob Boss", "told so", told)])
    forgotten(store)
    assert store.wishes.since(None) == ()
    assert Persons(store).of(pair[0]).addresses == (pair[0],)
    assert store.assistants.all() == ()


def test_what_you_said_by_hand_stays_whatever_name_they_gave_themselves(store: Store):
    store.persons.merge(["kim@x.example", "kim@y.example"], TEN)
    forget(store.engine, [ADA], ["you"], me().is_me, TEN)
    assert Persons(store).of("kim@y.example").addresses == ("kim@x.example", "kim@y.example")


@pytest.mark.parametrize("state", [State.READY, State.SENDING, State.FAILED])
@pytest.mark.parametrize("kind", [Kind.INTRODUCTION, Kind.OUTREACH])
def test_a_draft_about_them_that_has_not_arrived_is_never_left(
    store: Store, kind: Kind, state: State
):
    key = DeliveryKey(kind, f"{ADA} via {JONAS}")
    store.deliveries.add(replace(a_letter(), key=key, meeting=None))
    store.deliveries.move(key, [State.READY], state)
    forgotten(store)
    assert store.deliveries.of_key(key) is None


@pytest.mark.parametrize("state", [State.READY, State.SENDING, State.FAILED])
def test_what_has_not_arrived_about_what_is_over_is_withdrawn_and_blank(store: Store, state: State):
    meet(store, a_past_meeting())
    key = DeliveryKey(Kind.FOLLOW_UP, "coffee-ada@example.com")
    store.deliveries.add(replace(a_letter(), key=key))
    store.deliveries.move(key, [State.READY], state)
    forgotten(store)
    (kept,) = store.deliveries.of_meeting(MeetingKey("coffee-ada@example.com"))
    assert (kept.state, kept.letter) == (State.WITHDRAWN, b"")
    assert "forgotten" in kept.reason


def test_a_brief_of_a_coming_meeting_is_still_delivered(store: Store):
    meet(store, a_meeting(start=TEN + DAY))
    store.deliveries.add(a_letter())
    forgotten(store)
    (kept,) = store.deliveries.in_state(State.READY)
    assert NAME.encode() in kept.letter


def test_a_series_that_is_over_keeps_no_text(store: Store):
    over = StoredItem("c", "work", "one", "1", f"{NAME} {ADA}", recurring=True)
    goes_on = StoredItem("c", "work", "two", "1", "goes on", recurring=True)
    with store.transaction() as connection:
        store.calendar.put(connection, [(over, [a_past_meeting(uid="one")])])
        coming = a_meeting(uid="two", start=TEN + DAY)
        store.calendar.put(connection, [(goes_on, [a_past_meeting(uid="two"), coming])])
    forgotten(store)
    with store.engine.connect() as connection:
        texts = connection.exec_driver_sql("SELECT text FROM items ORDER BY id").scalars().all()
    assert texts == ["", "goes on"]


def test_neither_findings_nor_news_are_learned_again(store: Store):
    forgotten(store)
    shown = Source("mail", "Secret", TEN)
    told = Finding(ADA, "done", "a secret", shown)
    store.findings.keep(Acquainted(ADA, 3.0, ("<m@x>",)), [(told, "<m@x>")])
    assert store.findings.acquainted() == {}
    assert store.findings.of_kinds(["done"], TEN) == ()
    news = [WishNews(Reach.TIE, Address(a), shown, TEN, via=Address(b)) for a, b in PAIRS]
    assert store.wishes.add(news) == 1
    assert [one.person.address for one in store.wishes.since(None)] == ["kim@x.example"]


PAIRS = [(ADA, JONAS), (JONAS, ADA), ("kim@x.example", JONAS)]


def test_what_was_replaced_before_is_not_left_in_the_file(store: Store):
    shown = Source("mail", "Secret", TEN)
    for place in range(40):
        told = Finding(ADA, "done", f"{NAME} {place} " + "y" * 300, shown)
        store.findings.keep(Acquainted(ADA, 3.0, (str(place),)), [(told, str(place))] * 5)
    forgotten(store)
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
    store.close()
    kept = b"".join(path.read_bytes() for path in store.path.parent.glob("syncd.sqlite*"))
    assert NAME.encode() not in kept


def test_what_is_others_stays(store: Store):
    fill(store)
    forgotten(store)
    known = Past(store, me()).acquaintance(JONAS, TEN)
    assert (known.mails_from, known.mails_to, known.meetings) == (1, 1, 1)
    (met,) = Past(store, me()).meetings_with([JONAS], TEN)
    assert ADA not in {a.address for a in met.attendees}


def test_a_message_is_not_read_anew_and_tells_nothing_when_it_comes_again(store: Store):
    fill(store)
    before = store.mail.known("files", "INBOX")
    forgotten(store)
    assert store.mail.known("files", "INBOX") == before
    put(store, *mails())
    put(store, replace(mails()[0], ref=Ref("INBOX", "9"), message_id="<new@x>"))
    assert set(store.mail.known("files", "INBOX")) == {*before, "9"}
    assert Past(store, me()).acquaintance(ADA, TEN).new
    with store.engine.connect() as connection:
        told = str(connection.exec_driver_sql("SELECT * FROM messages, recipients").all())
    assert ADA not in told
    assert "Secret" not in told


def test_other_spellings_of_the_mailbox_are_forgotten_too(store: Store):
    forgotten(store, HOME)
    put(store, an_envelope(sender="adalindqvist+x@googlemail.com"))
    assert Past(store, me()).acquaintance("adalindqvist+x@googlemail.com", TEN).new


def test_nothing_is_learned_again_from_books_meetings_notes_or_mail(store: Store):
    forgotten(store)
    fill(store)
    assert store.contacts.of_all([ADA, HOME]) == {}
    assert store.promises.of(ADA) == ()
    assert Past(store, me()).acquaintance(ADA, TEN) == Acquaintance(ADA)
    assert Persons(store).of(ADA).addresses == (ADA,)
    assert store.persons.namesakes(["ada lindqvist"]) == {}


def test_a_letter_is_not_made_twice_because_its_text_is_gone(store: Store):
    fill(store)
    forgotten(store)
    assert not store.deliveries.add(a_letter())
    (kept,) = store.deliveries.of_meeting(MeetingKey("coffee-ada@example.com"))
    assert (kept.state, kept.letter) == (State.DELIVERED, b"")


def test_an_answer_that_was_taken_is_not_taken_again(store: Store):
    fill(store)
    forgotten(store)
    assert store.notes.sources(["<note@x>"]) == {"<note@x>"}
    assert store.notes.of(MeetingKey("coffee-ada@example.com")) == ()


def test_a_coming_meeting_stays_in_the_calendar(store: Store):
    meet(store, a_meeting(start=TEN + DAY))
    forgotten(store)
    ((meeting,),) = store.calendar.between(TEN, TEN + 2 * DAY)
    assert ADA in {a.address for a in meeting.attendees}


def test_another_store_has_other_marks(store: Store, tmp_path: Path):
    other = open_store(tmp_path / "other.sqlite", TEN)
    forgotten(store)
    forgotten(other)
    assert store.forgotten.marks().marks.isdisjoint(other.forgotten.marks().marks)
    other.close()
