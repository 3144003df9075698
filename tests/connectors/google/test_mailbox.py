"""Gmail's own ways: threads, labels, drafts that are edited and sent, an index that lags."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from connectors.google.changes import Since
from connectors.google.mailbox import GmailMailbox
from syncd.errors import AccountError, RefusedError
from syncd.model import Flag, Kind, Role
from tests.builders import ADA, ME, TEN, a_message
from tests.connectors.google.test_guard import gmail_of
from tests.connectors.google.world import Browser, an_account, hurry
from tests.contracts.mailbox import (
    ARCHIVE,
    INBOX,
    NOW,
    OTHER,
    SENT,
    TRASH,
    Mirror,
    a_letter,
    a_mail,
    letter_id,
    mail_id,
)
from tests.contracts.mailbox_world import NO_FLAGS
from tests.servers.google import GoogleServer

HISTORY = "gmail.users.history.list"
GET, THREAD = "gmail.users.messages.get", "gmail.users.threads.get"
SEARCH = "gmail.users.messages.list"


@pytest.fixture
def mailbox(google: GoogleServer, tmp_path: Path) -> GmailMailbox:
    """As most users have it: nothing of theirs can be changed."""
    return gmail_of(an_account(google, tmp_path))


@pytest.fixture
def browser(google: GoogleServer) -> Browser:
    return Browser(google)


def a_follow_up(name: str = "follow-up-1", text: str = "Thank you.", **changes: object) -> bytes:
    return a_letter(name, Kind.FOLLOW_UP, text, **changes)


def test_a_quiet_poll_is_one_call_of_two_units(google: GoogleServer, mailbox: GmailMailbox) -> None:
    mirror = Mirror(mailbox).read()
    google.quota.reset()
    cursor = mirror.cursor
    mirror.read()
    assert dict(google.quota.units) == {HISTORY: 2}
    assert mirror.cursor == cursor


def test_a_brief_is_unread_with_its_own_date_and_in_the_inbox_not_in_sent(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter())
    message = google.mail.messages[ref.id]
    assert message.labels == {"INBOX", "UNREAD", "SENT"}  # Gmail adds SENT by itself
    assert message.internal_date == int(NOW.timestamp()) * 1000
    (held,) = mailbox.find(letter_id())
    assert (held.role, held.flags) == (Role.INBOX, NO_FLAGS)


def test_an_archived_brief_is_in_the_archive_and_not_in_sent(
    browser: Browser, mailbox: GmailMailbox
) -> None:
    mailbox.deliver(Role.INBOX, a_letter())
    browser.move(letter_id(), ARCHIVE)
    assert [held.role for held in mailbox.find(letter_id())] == [Role.ARCHIVE]


def test_a_brief_carries_the_users_label_when_there_is_one(
    google: GoogleServer, browser: Browser, tmp_path: Path
) -> None:
    mailbox = gmail_of(an_account(google, tmp_path, label="projects"))
    ref = mailbox.deliver(Role.INBOX, a_letter())
    assert "Label_7" in google.mail.messages[ref.id].labels
    assert [held.role for held in mailbox.find(letter_id())] == [Role.INBOX]


def test_a_label_that_does_not_exist_is_told_by_check_and_does_not_stop_a_brief(
    google: GoogleServer, tmp_path: Path
) -> None:
    mailbox = gmail_of(an_account(google, tmp_path, label="nowhere"))
    (bad,) = [check for check in mailbox.check() if not check.ok]
    assert "nowhere" in bad.subject
    assert bad.advice
    mailbox.deliver(Role.INBOX, a_letter())


def test_a_label_that_was_deleted_since_does_not_stop_a_brief(
    google: GoogleServer, browser: Browser, tmp_path: Path
) -> None:
    mailbox = gmail_of(an_account(google, tmp_path, label="Projects"))
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    google.mail.labels.clear()
    mailbox.deliver(Role.INBOX, a_letter("brief-2"))
    assert len(mailbox.find(letter_id("brief-2"))) == 1


def test_a_follow_up_really_threads(google: GoogleServer, mailbox: GmailMailbox) -> None:
    first = google.arrive(a_mail("question", subject="Coffee?"))
    letter = a_message(
        "Thank you.",
        sender=ME,
        to=[ADA],
        subject="Re: Coffee?",
        message_id=letter_id("follow-up-1"),
        in_reply_to=mail_id("question"),
        references=(mail_id("question"),),
        headers={"X-Syncd-Kind": "follow-up"},
    )
    ref = mailbox.deliver(Role.DRAFTS, letter, thread_id=first.thread_id)
    assert google.mail.draft(ref.id).thread_id == first.thread_id


@pytest.mark.parametrize("thread_id", ["18f00000000fffff", "not-a-thread"])
def test_a_thread_that_is_gone_does_not_stop_a_draft(
    google: GoogleServer, mailbox: GmailMailbox, thread_id: str
) -> None:
    ref = mailbox.deliver(Role.DRAFTS, a_follow_up(), thread_id=thread_id)
    assert google.mail.draft(ref.id).message_id == letter_id("follow-up-1")
    assert len(google.mail.drafts) == 1


def test_replacing_an_untouched_draft_keeps_its_id_and_its_thread(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    ref = mailbox.deliver(Role.DRAFTS, a_follow_up())
    before = google.mail.draft(ref.id)
    letter = a_letter("follow-up-1", Kind.FOLLOW_UP, "Better.")
    assert mailbox.replace(ref, letter, message_id=letter_id("follow-up-1")) == ref
    after = google.mail.draft(ref.id)
    assert after.id != before.id
    assert after.thread_id == before.thread_id
    assert b"Better." in mailbox.message(ref)


def test_a_draft_that_the_user_edited_is_told_under_its_ref_and_left_alone(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mirror = Mirror(mailbox).read()
    ref = mailbox.deliver(Role.DRAFTS, a_follow_up())
    mirror.read()
    edited = a_message(
        "Dear Ada, thank you.", sender=ME, to=[ADA], message_id="<CA+x@mail.gmail.com>"
    )
    google.mail.rewrite_draft(ref.id, edited)
    mirror.read()
    assert mirror.one("<CA+x@mail.gmail.com>").ref == ref
    assert mirror.all(letter_id("follow-up-1")) == []
    assert b"Dear Ada" in mailbox.message(ref)
    with pytest.raises(RefusedError):
        mailbox.replace(ref, a_follow_up("follow-up-2"), message_id=letter_id("follow-up-1"))
    with pytest.raises(RefusedError):
        mailbox.remove(ref, message_id=letter_id("follow-up-1"))
    assert mailbox.find(letter_id("follow-up-1")) == ()


def test_a_draft_that_the_user_sent_leaves_drafts_and_comes_to_sent(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mirror = Mirror(mailbox).read()
    ref = mailbox.deliver(Role.DRAFTS, a_follow_up())
    mirror.read()
    sent = a_message("Thank you.", sender=ME, to=[ADA], message_id="<CA+sent@mail.gmail.com>")
    google.mail.send_draft(ref.id, sent)
    mirror.read()
    assert ref not in mirror.envelopes
    assert mirror.one("<CA+sent@mail.gmail.com>").role is Role.SENT


def test_a_follow_up_sent_as_it_was_is_found_in_sent(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    ref = mailbox.deliver(Role.DRAFTS, a_follow_up())
    google.mail.send_draft(ref.id)
    assert [held.role for held in mailbox.find(letter_id("follow-up-1"))] == [Role.SENT]


def test_a_draft_that_the_user_deleted_is_gone(google: GoogleServer, mailbox: GmailMailbox) -> None:
    mirror = Mirror(mailbox).read()
    ref = mailbox.deliver(Role.DRAFTS, a_follow_up())
    mirror.read()
    google.mail.delete(google.mail.draft(ref.id))
    mirror.read()
    assert mirror.envelopes == {}


def test_without_withdraw_a_brief_stays_and_remove_says_so(
    browser: Browser, mailbox: GmailMailbox
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter())
    assert mailbox.remove(ref, message_id=letter_id()) is False
    assert browser.copies(letter_id()) == [(INBOX, NO_FLAGS)]
    browser.move(letter_id(), TRASH)
    assert mailbox.remove(ref, message_id=letter_id()) is True


def test_with_withdraw_only_a_brief_of_ours_goes_to_the_trash(
    google: GoogleServer, browser: Browser, tmp_path: Path
) -> None:
    mailbox = gmail_of(an_account(google, tmp_path, withdraw=True))
    ref = mailbox.deliver(Role.INBOX, a_letter())
    treasure = google.arrive(a_mail("treasure"))
    assert mailbox.remove(ref, message_id=letter_id()) is True
    assert [place for place, _ in browser.copies(letter_id())] == [TRASH]
    assert "TRASH" not in treasure.labels


def test_a_brief_in_the_inbox_is_not_replaced(google: GoogleServer, mailbox: GmailMailbox) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter())
    with pytest.raises(RefusedError, match="drafts only"):
        mailbox.replace(ref, a_letter("brief-2"), message_id=letter_id())
    assert len(google.mail.messages) == 1


def test_with_drafts_off_no_draft_can_be_made(google: GoogleServer, tmp_path: Path) -> None:
    mailbox = gmail_of(an_account(google, tmp_path, drafts=False))
    mailbox.deliver(Role.INBOX, a_letter())
    with pytest.raises(RefusedError):
        mailbox.deliver(Role.DRAFTS, a_follow_up())
    assert google.mail.drafts == {}


def test_a_letter_is_found_by_history_while_the_index_lags(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mark = mailbox.mark(Role.INBOX)
    google.mail.index_lags = True
    ref = mailbox.deliver(Role.INBOX, a_letter())
    assert mailbox.find(letter_id()) == ()
    assert [held.ref for held in mailbox.find(letter_id(), mark=mark)] == [ref]


def test_two_copies_after_a_mark_are_both_found_while_the_index_lags(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mark = mailbox.mark(Role.INBOX)
    google.mail.index_lags = True
    mailbox.deliver(Role.INBOX, a_letter())
    mailbox.deliver(Role.INBOX, a_letter())
    assert len(mailbox.find(letter_id(), mark=mark)) == 2


def test_a_mark_that_is_too_old_or_nonsense_falls_back_to_the_search(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mark = mailbox.mark(Role.INBOX)
    mailbox.deliver(Role.INBOX, a_letter())
    google.mail.forget_history()
    for old in (mark, "1", "999999999999"):
        assert len(mailbox.find(letter_id(), mark=old)) == 1


def test_after_much_mail_a_letter_is_searched_and_not_looked_for_one_by_one(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mark = mailbox.mark(Role.INBOX)
    mailbox.deliver(Role.INBOX, a_letter())
    for n in range(30):
        google.arrive(a_mail(f"mail-{n}"))
    google.quota.reset()
    assert len(mailbox.find(letter_id(), mark=mark)) == 1
    assert dict(google.quota.calls) == {HISTORY: 1, SEARCH: 1, GET: 1}


def test_a_copy_that_others_wrote_is_not_taken_for_ours(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    google.arrive(a_message("Hi", message_id=letter_id()))
    assert mailbox.find(letter_id()) == ()


def test_correspondence_costs_a_handful_of_calls(
    google: GoogleServer, browser: Browser, mailbox: GmailMailbox
) -> None:
    for thread in range(3):
        parent = ""
        for n in range(8):
            name = f"t{thread}-{n}"
            date = TEN - timedelta(days=30 * thread + 20 - n)
            browser.plant(
                INBOX, a_mail(name, subject=f"Topic {thread}", date=date, in_reply_to=parent)
            )
            parent = mail_id(name)
    google.quota.reset()
    found = list(mailbox.correspondence([ADA]))
    assert len(found) == 24
    assert [e.date for e in found] == sorted((e.date for e in found), reverse=True)
    assert google.quota.calls[SEARCH] == 1
    assert google.quota.calls[THREAD] <= 5
    assert google.quota.calls[GET] <= 1


def test_correspondence_that_nobody_reads_is_not_fetched(
    google: GoogleServer, browser: Browser, mailbox: GmailMailbox
) -> None:
    for n in range(100):
        browser.plant(INBOX, a_mail(f"mail-{n}", subject=f"{n}", date=TEN - timedelta(days=n + 1)))
    google.quota.reset()
    assert next(iter(mailbox.correspondence([ADA]))).message_id == mail_id("mail-0")
    assert google.quota.calls[GET] == 20


def test_correspondence_with_very_many_addresses_stays_a_get(
    google: GoogleServer, browser: Browser, mailbox: GmailMailbox
) -> None:
    browser.plant(INBOX, a_mail("one"))
    many = [f"guest-number-{n}@a-rather-long-domain-name.example" for n in range(60)]
    found = list(mailbox.correspondence([*many, ADA]))
    assert [e.message_id for e in found] == [mail_id("one")]
    assert {seen.verb for seen in google.seen if seen.method == SEARCH} == {"GET"}


def test_drafts_are_no_correspondence(google: GoogleServer, mailbox: GmailMailbox) -> None:
    mailbox.deliver(Role.DRAFTS, a_follow_up())
    assert list(mailbox.correspondence([ADA])) == []


def test_a_forgotten_history_is_caught_up_without_telling_twice(
    google: GoogleServer, browser: Browser, mailbox: GmailMailbox
) -> None:
    mirror = Mirror(mailbox).read()
    for n in range(6):
        browser.plant(INBOX, a_mail(f"known-{n}", date=NOW - timedelta(hours=n + 1)))
    draft = mailbox.deliver(Role.DRAFTS, a_follow_up())
    mirror.read()
    browser.delete(mail_id("known-1"))
    browser.move(mail_id("known-2"), TRASH)
    browser.plant(SENT, a_mail("new", sender=ME, to=[ADA], date=NOW), received=NOW)
    google.mail.delete(google.mail.draft(draft.id))
    mailbox.deliver(Role.DRAFTS, a_follow_up("follow-up-2"))
    google.mail.forget_history()
    mirror.read()
    assert {e.message_id for e in mirror.news} == {mail_id("new"), letter_id("follow-up-2")}
    left = {mail_id(f"known-{n}") for n in (0, 3, 4, 5)}
    assert {e.message_id for e in mirror.envelopes.values()} == {
        *left,
        mail_id("new"),
        letter_id("follow-up-2"),
    }
    google.quota.reset()
    mirror.read()
    assert dict(google.quota.units) == {HISTORY: 2}


def test_catching_up_that_is_interrupted_goes_on_where_it_was(
    google: GoogleServer, browser: Browser, mailbox: GmailMailbox
) -> None:
    mirror = Mirror(mailbox).read()
    google.arrive(a_mail("before"))
    mirror.read()
    for n in range(25):
        browser.plant(INBOX, a_mail(f"mail-{n}", date=NOW + timedelta(seconds=n)))
    google.mail.forget_history()
    for page in mailbox.changes(mirror.cursor, mirror.known):
        mirror.apply(page)
        break
    assert len(mirror.envelopes) == 11
    mirror.read()
    assert len(mirror.envelopes) == 26
    assert len(mirror.news) == 15


def test_after_a_long_absence_one_round_reads_a_bounded_part(
    google: GoogleServer, mailbox: GmailMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.google.changes._MOST", 20)
    hurry(google, mailbox)
    mirror = Mirror(mailbox).read()
    for n in range(50):
        google.arrive(a_mail(f"mail-{n}"))
    counts = []
    for _ in range(4):
        mirror.read()
        counts.append(len(mirror.envelopes))
    assert counts == [20, 40, 50, 50]


def test_flags_that_change_on_mail_nobody_knows_cost_nothing(
    google: GoogleServer, browser: Browser, mailbox: GmailMailbox
) -> None:
    for n in range(5):
        browser.plant(INBOX, a_mail(f"old-{n}"))
    mirror = Mirror(mailbox).read()
    for n in range(5):
        browser.flag(mail_id(f"old-{n}"), {Flag.SEEN})
    google.quota.reset()
    mirror.read()
    assert mirror.envelopes == {}
    assert dict(google.quota.units) == {HISTORY: 2}


def test_mail_that_is_moved_back_from_the_trash_is_news(
    browser: Browser, mailbox: GmailMailbox
) -> None:
    browser.plant(TRASH, a_mail("one"))
    mirror = Mirror(mailbox).read()
    browser.move(mail_id("one"), OTHER)
    assert mirror.read().one(mail_id("one")).role is Role.OTHER


def test_mail_that_came_and_went_between_two_rounds_is_not_told(
    google: GoogleServer, browser: Browser, mailbox: GmailMailbox
) -> None:
    mirror = Mirror(mailbox).read()
    google.arrive(a_mail("short"))
    browser.delete(mail_id("short"))
    google.arrive(a_mail("prize"))
    browser.move(mail_id("prize"), TRASH)
    mirror.read()
    assert mirror.news == []


def test_history_that_comes_in_many_pages_is_read_to_its_end(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mirror = Mirror(mailbox).read()
    google.gmail.pages.most = 3
    for n in range(20):
        google.arrive(a_mail(f"mail-{n}"))
    assert len(mirror.read().envelopes) == 20


def test_an_account_that_is_away_is_an_error_and_not_empty(
    google: GoogleServer, mailbox: GmailMailbox
) -> None:
    mirror = Mirror(mailbox).read()
    google.arrive(a_mail("one"))
    google.stop()
    with pytest.raises(AccountError):
        mirror.read()
    google.start()
    mirror.read().one(mail_id("one"))


@pytest.mark.parametrize(
    "text",
    ["", "x", '{"history": "abc", "at": 1}', '{"history": "1", "at": NaN}', '{"history": 1}'],
)
def test_a_cursor_that_makes_no_sense_is_the_beginning(text: str) -> None:
    assert Since.read(text) == Since()


def test_the_index_tells_all_old_mail_newest_first_within_its_budget(
    google: GoogleServer, browser: Browser, mailbox: GmailMailbox
) -> None:
    hurry(google, mailbox)
    for n in range(45):
        browser.plant(INBOX, a_mail(f"mail-{n:02}", subject=f"{n}", date=TEN - timedelta(days=n)))
    cursor, told, rounds = "", [], 0
    while True:
        google.quota.reset()
        pages = list(mailbox.index(cursor, 300))
        if not pages:
            break
        told += [e.message_id for page in pages for e in page.envelopes]
        cursor = pages[-1].cursor
        rounds += 1
        assert sum(google.quota.units.values()) <= 500
    assert told == [mail_id(f"mail-{n:02}") for n in range(45)]
    assert rounds >= 3


def test_the_index_goes_on_after_an_interruption_and_when_its_page_was_forgotten(
    google: GoogleServer, browser: Browser, mailbox: GmailMailbox
) -> None:
    hurry(google, mailbox)
    for n in range(250):
        browser.plant(INBOX, a_mail(f"mail-{n:03}", subject=f"{n}", date=TEN - timedelta(hours=n)))
    pages = mailbox.index("", 10**6)
    told = []
    cursor = ""
    for _ in range(14):
        page = next(pages)
        cursor = page.cursor
        told += [e.message_id for e in page.envelopes]
    pages.close()
    google.gmail.pages.generation += 1
    for page in mailbox.index(cursor, 10**6):
        told += [e.message_id for e in page.envelopes]
    assert set(told) == {mail_id(f"mail-{n:03}") for n in range(250)}
    assert len(told) < 275
