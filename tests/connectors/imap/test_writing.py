"""Letters whose arrival is uncertain, and removing that can hit nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from connectors.imap import connection, faults, writing
from connectors.imap.mailbox import ImapMailbox
from syncd.errors import AccountError, AmbiguousWriteError, RefusedError
from syncd.model import Flag, Kind, Role
from tests.connectors.imap.worlds import Others, open_mailbox
from tests.contracts.mailbox import (
    DRAFTS,
    INBOX,
    NOW,
    TRASH,
    Mirror,
    a_letter,
    a_mail,
    letter_id,
    mail_id,
)
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Link, Trouble, What

UNTOUCHED = frozenset({Flag.SEEN, Flag.FLAGGED})


def test_an_answer_that_is_cut_off_leaves_it_open_whether_the_letter_arrived(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    mark = mailbox.mark(Role.INBOX)
    link.trouble = Trouble(after=b"X-Syncd-Kind", what=What.CUT_ANSWER)
    with pytest.raises(AmbiguousWriteError):
        mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    (held,) = mailbox.find(letter_id("brief-1"), mark=mark)
    assert held.role is Role.INBOX
    assert [place for place, _ in others.copies(letter_id("brief-1"))] == [INBOX]


def test_a_letter_that_is_cut_off_halfway_did_not_arrive(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    mark = mailbox.mark(Role.INBOX)
    link.trouble = Trouble(after=b"X-Syncd-Kind", what=What.CUT_REQUEST)
    with pytest.raises(AmbiguousWriteError):
        mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert mailbox.find(letter_id("brief-1"), mark=mark) == ()
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert len(others.copies(letter_id("brief-1"))) == 1


def test_an_answer_that_never_comes_is_not_waited_for_forever(
    mailbox: ImapMailbox, others: Others, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "READ_SECONDS", 0.5)
    monkeypatch.setattr(connection, "READ_SECONDS", 0.5)
    link.trouble = Trouble(after=b"X-Syncd-Kind", what=What.SWALLOW)
    with pytest.raises(AmbiguousWriteError):
        mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert len(mailbox.find(letter_id("brief-1"))) == 1


def test_a_server_that_says_no_is_not_ambiguous(
    others: Others, rich: Dovecot, tmp_path: Path
) -> None:
    with rich.session() as session:
        session.create("Notes")
    mailbox = open_mailbox(rich, tmp_path, drafts="Notes")
    mailbox.mark(Role.DRAFTS)
    with rich.session() as session:
        session.delete("Notes")
    with pytest.raises(AccountError, match="does not take letters into Notes") as error:
        mailbox.deliver(Role.DRAFTS, a_letter("follow-up-1", Kind.FOLLOW_UP))
    assert not isinstance(error.value, AmbiguousWriteError)
    mailbox.close()


def test_without_a_drafts_folder_no_draft_is_put_anywhere_else(
    others: Others, rich: Dovecot, tmp_path: Path
) -> None:
    mailbox = open_mailbox(rich, tmp_path, drafts="Nowhere")
    with pytest.raises(AccountError, match="No drafts folder") as error:
        mailbox.deliver(Role.DRAFTS, a_letter("follow-up-1", Kind.FOLLOW_UP))
    assert "drafts = " in error.value.advice
    assert others.copies(letter_id("follow-up-1")) == []
    mailbox.close()


def test_without_uidplus_the_letter_is_found_by_its_message_id(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    link.hidden = (b"UIDPLUS", b"APPENDUID")
    others.plant(INBOX, a_mail("one"))
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert Mirror(mailbox).read().one(letter_id("brief-1")).ref == ref


def test_without_uidplus_a_removed_letter_lies_in_the_trash_and_nothing_else_is_expunged(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    link.hidden = (b"UIDPLUS", b"APPENDUID")
    others.plant(INBOX, a_mail("marked"), flags={Flag.DELETED})
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert mailbox.remove(ref, message_id=letter_id("brief-1"), unless=UNTOUCHED)
    assert [place for place, _ in others.copies(letter_id("brief-1"))] == [TRASH]
    assert others.copies(mail_id("marked")) == [(INBOX, frozenset({Flag.DELETED}))]


def test_without_uidplus_and_move_a_removed_letter_is_only_marked(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    link.hidden = (b"UIDPLUS", b"APPENDUID", b"MOVE")
    others.plant(INBOX, a_mail("marked"), flags={Flag.DELETED})
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert mailbox.remove(ref, message_id=letter_id("brief-1"))
    assert others.copies(letter_id("brief-1")) == [(INBOX, frozenset({Flag.DELETED}))]
    assert others.copies(mail_id("marked")) == [(INBOX, frozenset({Flag.DELETED}))]


def test_removing_a_letter_expunges_nobody_elses_deleted_mail(
    mailbox: ImapMailbox, others: Others
) -> None:
    others.plant(INBOX, a_mail("marked"), flags={Flag.DELETED})
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert mailbox.remove(ref, message_id=letter_id("brief-1"))
    assert others.copies(letter_id("brief-1")) == []
    assert others.copies(mail_id("marked")) == [(INBOX, frozenset({Flag.DELETED}))]


def test_a_brief_that_is_opened_between_the_look_and_the_deed_stays(
    mailbox: ImapMailbox, others: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    with opened_after_the_look(monkeypatch, others, "brief-1"):
        removed = mailbox.remove(ref, message_id=letter_id("brief-1"), unless=UNTOUCHED)
    assert removed is False
    assert others.copies(letter_id("brief-1")) == [(INBOX, frozenset({Flag.SEEN}))]


def test_a_flag_that_does_not_matter_does_not_stop_the_second_look(
    mailbox: ImapMailbox, others: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    with opened_after_the_look(monkeypatch, others, "brief-1"):
        flagged = frozenset({Flag.FLAGGED})
        assert mailbox.remove(ref, message_id=letter_id("brief-1"), unless=flagged) is True
    assert others.copies(letter_id("brief-1")) == []


@contextmanager
def opened_after_the_look(
    monkeypatch: pytest.MonkeyPatch, others: Others, name: str
) -> Iterator[None]:
    """The user opens the letter right after the connector has seen that it is unread."""
    look = writing.locate
    times = iter([True])

    def and_then_it_is_opened(*arguments: Any) -> Any:
        seen = look(*arguments)
        if next(times, False):
            others.flag(letter_id(name), {Flag.SEEN})
        return seen

    monkeypatch.setattr(writing, "locate", and_then_it_is_opened)
    yield


def test_a_second_copy_of_our_own_is_found_and_removed_and_the_first_stays(
    mailbox: ImapMailbox, others: Others
) -> None:
    first = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    second = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert [held.ref for held in mailbox.find(letter_id("brief-1"))] == [first, second]
    assert mailbox.remove(second, message_id=letter_id("brief-1"), unless=UNTOUCHED)
    assert [held.ref for held in mailbox.find(letter_id("brief-1"))] == [first]


def test_a_letter_made_up_to_look_like_ours_is_not_removed(
    mailbox: ImapMailbox, others: Others
) -> None:
    """Anybody can send a mail with any Message-ID; only ours carry our header."""
    stranger = a_mail("x").replace(mail_id("x").encode(), letter_id("brief-1").encode())
    others.plant(INBOX, stranger)
    ref = Mirror(mailbox).read().one(letter_id("brief-1")).ref
    assert mailbox.find(letter_id("brief-1")) == ()
    with pytest.raises(RefusedError):
        mailbox.remove(ref, message_id=letter_id("brief-1"))
    assert len(others.copies(letter_id("brief-1"))) == 1


@pytest.mark.parametrize(
    "message_id", ["", '" OR ALL "', "<a@b>\r\nA1 DELETE INBOX", "<ü@b>", "*", "\\"]
)
def test_a_strange_message_id_cannot_become_a_command(
    mailbox: ImapMailbox, others: Others, message_id: str
) -> None:
    others.plant(INBOX, a_letter("brief-1"))
    assert mailbox.find(message_id) == ()
    assert len(others.copies(letter_id("brief-1"))) == 1


def test_a_letter_is_dated_by_the_injected_clock(
    mailbox: ImapMailbox, rich: Dovecot, others: Others
) -> None:
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    with rich.session() as session:
        session.select("INBOX", readonly=True)
        _, answer = session.fetch("1", "(INTERNALDATE)")
    assert f"{NOW:%d-%b-%Y}".encode() in answer[0]


def test_the_drafts_folder_of_another_name_is_used_when_it_is_configured(
    others: Others, rich: Dovecot, tmp_path: Path
) -> None:
    mailbox = open_mailbox(rich, tmp_path, drafts="projects")
    ref = mailbox.deliver(Role.DRAFTS, a_letter("follow-up-1", Kind.FOLLOW_UP))
    assert ref.folder == "Projects"
    mailbox.close()


def test_a_replaced_draft_keeps_what_the_user_marked(mailbox: ImapMailbox, others: Others) -> None:
    ref = mailbox.deliver(Role.DRAFTS, a_letter("follow-up-1", Kind.FOLLOW_UP))
    others.flag(letter_id("follow-up-1"), {Flag.DRAFT, Flag.SEEN, Flag.FLAGGED})
    letter = a_letter("follow-up-2", Kind.FOLLOW_UP)
    mailbox.replace(ref, letter, message_id=letter_id("follow-up-1"))
    assert others.copies(letter_id("follow-up-2")) == [
        (DRAFTS, frozenset({Flag.DRAFT, Flag.SEEN, Flag.FLAGGED}))
    ]
