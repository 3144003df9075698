"""What the store answers about mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.model import Flag, Ref, Role
from syncd.store import Store, open_store
from syncd.store.ties import Tally, Whom
from tests.builders import ADA, ME, TEN, an_address, an_envelope

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MINE = ("robin@example.com", "robin.doe@gmail.com")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", NOW)
    yield opened
    opened.close()


def keep(store: Store, *envelopes, account: str = "files") -> None:
    with store.transaction() as connection:
        store.mail.put(connection, account, envelopes)


def tally_of(store: Store) -> Tally:
    [tally] = store.ties.tallies(MINE, [Whom((ADA,), NOW)])
    return tally


def day(number: int) -> datetime:
    return TEN - timedelta(days=number)


def test_an_envelope_comes_back_as_it_went_in(store: Store):
    envelope = an_envelope(cc=(an_address("kim@example.com"),), references=("<a@x>", "<b@x>"))
    keep(store, envelope)
    (found,) = store.mail.between_us(MINE, [ADA], NOW)
    assert found.envelope == envelope
    assert found.body is None


def test_a_changed_flag_is_no_second_message(store: Store):
    envelope = an_envelope()
    keep(store, envelope)
    keep(store, an_envelope(flags=frozenset({Flag.SEEN, Flag.ANSWERED})))
    assert store.mail.count("files") == 1
    assert store.mail.known("files", envelope.ref.folder) == {envelope.ref.id: "answered seen"}


def test_a_message_that_is_gone_is_forgotten_with_its_recipients(store: Store):
    envelope = an_envelope()
    keep(store, envelope)
    with store.transaction() as connection:
        store.mail.drop(connection, "files", [envelope.ref])
    assert store.mail.between_us(MINE, [ADA], NOW) == []


def test_mail_is_counted_each_way_and_each_message_once(store: Store):
    keep(
        store,
        an_envelope(date=day(20), message_id="<one@x>"),
        an_envelope(date=day(20), message_id="<one@x>", ref=Ref("All", "1"), role=Role.ARCHIVE),
        an_envelope(sender=ME, to=[ADA], date=day(19)),
        an_envelope(date=day(18)),
    )
    tally = tally_of(store)
    assert (tally.mails_from, tally.mails_to) == (2, 1)
    assert (tally.first, tally.last) == (day(20).astimezone(UTC), day(18).astimezone(UTC))
    assert tally.name == "Ada Lindqvist"


def test_nothing_later_than_the_moment_counts(store: Store):
    keep(store, an_envelope(date=day(-1)))
    assert tally_of(store).first is None


@pytest.mark.parametrize(
    "changes",
    [{"automatic": True}, {"syncd_kind": "brief"}, {"role": Role.DRAFTS}],
)
def test_lists_our_own_letters_and_drafts_are_no_contact(store: Store, changes):
    keep(store, an_envelope(**changes))
    assert tally_of(store).mails_from == 0
    assert store.mail.between_us(MINE, [ADA], NOW) == []


def test_mail_to_others_about_which_you_were_not_told_is_no_contact(store: Store):
    keep(store, an_envelope(to=["kim@example.com"]))
    assert tally_of(store).mails_from == 0


def test_what_you_wrote_since_is_found_but_not_what_is_still_a_draft(store: Store):
    keep(
        store,
        an_envelope(sender=ME, to=[ADA], date=day(0)),
        an_envelope(sender=ME, to=[ADA], date=day(0), role=Role.DRAFTS, ref=Ref("Drafts", "1")),
    )
    found = store.mail.i_wrote_to(MINE, [ADA], day(1), day(-1))
    assert [message.envelope.role for message in found] == [Role.SENT]


def test_a_body_is_kept_once_it_was_needed(store: Store):
    keep(store, an_envelope())
    (message,) = store.mail.between_us(MINE, [ADA], NOW)
    store.mail.keep_body(message.row, "Tuesday works.")
    (again,) = store.mail.between_us(MINE, [ADA], NOW)
    assert again.body == "Tuesday works."
