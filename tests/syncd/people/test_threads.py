"""Into which thread a letter goes."""

from __future__ import annotations

from datetime import timedelta

from syncd.people.threads import shared
from syncd.store.mail import StoredMessage
from tests.builders import ADA, ME, TEN, an_envelope, me

BEN, CY, DI = "ben@x.example", "cy@x.example", "di@x.example"
HOME = "ada.lindqvist@gmail.com"


def mail(number: int, sender: str, *to: str, answers: int = 0, **changes) -> StoredMessage:
    """The mail of a number, as old as it says in days; they are given newest first."""
    chain = f"<{answers}@x>" if answers else ""
    return StoredMessage(
        number,
        "files",
        an_envelope(
            sender=sender,
            to=to,
            date=TEN - timedelta(days=number),
            message_id=f"<{number}@x>",
            in_reply_to=chain,
            references=(chain,) if chain else (),
            **changes,
        ),
    )


def found(mails: list[StoredMessage], *readers: str) -> int | None:
    one = shared(mails, [(reader,) for reader in readers], me())
    return one.row if one else None


def test_a_group_gets_the_newest_thread_that_all_of_them_were_in():
    mails = [mail(1, ADA, ME), mail(2, BEN, ME, ADA), mail(3, ME, ADA, BEN)]
    assert found(mails, ADA, BEN) == 2


def test_a_private_mail_is_no_thread_for_a_group():
    assert found([mail(1, ADA, ME), mail(2, ME, BEN)], ADA, BEN) is None


def test_a_thread_with_others_is_none_for_a_group():
    assert found([mail(1, ADA, ME, BEN, CY)], ADA, BEN) is None


def test_the_newest_mail_of_a_thread_tells_who_is_in_it():
    grown = [mail(1, ADA, ME, BEN, CY, answers=2), mail(2, ME, ADA, BEN)]
    assert found(grown, ADA, BEN) is None
    assert found([mail(1, ADA, ME, answers=2), mail(2, ME, ADA, BEN)], ADA, BEN) is None


def test_of_the_thread_of_two_a_mail_alone_comes_before_one_with_others_in_copy():
    assert found([mail(1, ADA, ME, BEN), mail(2, ADA, ME)], ADA) == 2
    assert found([mail(1, ADA, ME, BEN, CY), mail(2, CY, ME)], ADA) == 1
    assert found([mail(1, ADA, ME, BEN, CY, DI)], ADA) is None


def test_a_reader_is_known_under_every_address():
    one = shared([mail(1, HOME, ME, BEN)], [(ADA, HOME), (BEN,)], me())
    assert one is not None


def test_of_gmail_the_account_tells_what_is_one_thread():
    mails = [mail(1, ADA, ME, BEN, CY, thread_id="t"), mail(2, ADA, ME, BEN, thread_id="t")]
    assert found(mails, ADA, BEN) is None
