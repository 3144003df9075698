"""Letters of ours in a Maildir: how they lie there, and how they are found and taken away."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

import pytest

from connectors.maildir import MaildirMailbox, search
from syncd.errors import AccountError, AmbiguousWriteError, RefusedError
from syncd.model import Flag, Kind, Ref, Role, steps
from tests.connectors.maildirs import PLUS_PLUS, TREE, MaildirSeeder, open_maildir
from tests.contracts.mailbox import (
    ARCHIVE,
    DRAFTS,
    INBOX,
    SENT,
    TRASH,
    Mirror,
    a_letter,
    a_mail,
    letter_id,
)


@pytest.fixture
def seeder(tmp_path: Path) -> MaildirSeeder:
    return MaildirSeeder(tmp_path, TREE)


@pytest.fixture
def mailbox(seeder: MaildirSeeder) -> MaildirMailbox:
    return open_maildir(seeder.root)


def only(folder: Path) -> Path:
    found = list(folder.iterdir())
    assert len(found) == 1
    return found[0]


def test_a_brief_lies_in_new_without_flags_readable_only_by_its_owner(
    mailbox: MaildirMailbox, seeder: MaildirSeeder
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    path = only(seeder.root / "Inbox/new")
    assert path.name == ref.id
    assert ":" not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"\r" not in path.read_bytes()


def test_a_draft_lies_in_cur_as_a_seen_draft(
    mailbox: MaildirMailbox, seeder: MaildirSeeder
) -> None:
    ref = mailbox.deliver(Role.DRAFTS, a_letter("draft-1", Kind.FOLLOW_UP))
    path = only(seeder.root / "Drafts/cur")
    assert path.name == f"{ref.id}:2,DS"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("layout", [TREE, PLUS_PLUS])
def test_a_missing_drafts_folder_is_made_in_the_layout_in_use(
    tmp_path: Path, layout: dict[str, str]
) -> None:
    MaildirSeeder(tmp_path, {p: name for p, name in layout.items() if p != DRAFTS})
    mailbox = open_maildir(tmp_path)
    ref = mailbox.deliver(Role.DRAFTS, a_letter("draft-1", Kind.FOLLOW_UP))
    assert ref.folder == ("Drafts" if layout is TREE else ".Drafts")
    made = tmp_path / ref.folder
    assert {"cur", "new", "tmp"} <= {p.name for p in made.iterdir()}
    assert (made / "maildirfolder").exists() == (layout is PLUS_PLUS)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert Mirror(mailbox).read().one(letter_id("draft-1")).role is Role.DRAFTS


def test_a_drafts_folder_is_not_made_before_there_is_a_draft(
    mailbox: MaildirMailbox, tmp_path: Path
) -> None:
    MaildirSeeder(tmp_path / "other", {INBOX: "Inbox"})
    mailbox = open_maildir(tmp_path / "other")
    list(mailbox.check())
    Mirror(mailbox).read()
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["Inbox"]


def test_an_inbox_is_never_made(tmp_path: Path) -> None:
    MaildirSeeder(tmp_path, {ARCHIVE: "Archive", DRAFTS: "Drafts"})
    with pytest.raises(AccountError, match="No inbox") as error:
        open_maildir(tmp_path).deliver(Role.INBOX, a_letter("brief-1"))
    assert "Archive" in error.value.advice


def test_letters_go_to_the_folders_that_the_settings_name(tmp_path: Path) -> None:
    MaildirSeeder(tmp_path, TREE)
    mailbox = open_maildir(tmp_path, inbox="Work/Projects", drafts="Archive")
    assert mailbox.deliver(Role.INBOX, a_letter("brief-1")).folder == "Work/Projects"
    draft = a_letter("draft-1", Kind.FOLLOW_UP)
    assert mailbox.deliver(Role.DRAFTS, draft).folder == "Archive"


def test_a_letter_is_found_after_mbsync_gave_it_a_uid(
    mailbox: MaildirMailbox, seeder: MaildirSeeder
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    path = only(seeder.root / "Inbox/new")
    path.rename(path.with_name(path.name + ",U=41"))
    assert mailbox.deliver(Role.INBOX, a_letter("brief-1")) == ref
    assert [held.ref for held in mailbox.find(letter_id("brief-1"))] == [ref]
    assert mailbox.remove(ref, message_id=letter_id("brief-1")) is True
    assert seeder.copies(letter_id("brief-1")) == []


def test_a_letter_that_was_written_anew_is_found_by_its_header(
    mailbox: MaildirMailbox, seeder: MaildirSeeder
) -> None:
    """A move on the server reaches a Maildir as one file that goes and another that comes."""
    mark = mailbox.mark(Role.INBOX)
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    seeder.delete(letter_id("brief-1"))
    seeder.plant(TRASH, a_letter("brief-1"), flags={Flag.SEEN})
    (held,) = mailbox.find(letter_id("brief-1"), mark=mark)
    assert (held.ref.folder, held.flags) == ("Trash", {Flag.SEEN})


def test_a_sent_draft_is_found_beside_what_is_left_of_it(
    mailbox: MaildirMailbox, seeder: MaildirSeeder
) -> None:
    mark = mailbox.mark(Role.DRAFTS)
    letter = a_letter("draft-1", Kind.FOLLOW_UP)
    mailbox.deliver(Role.DRAFTS, letter)
    seeder.plant(SENT, letter.replace(b"X-Syncd-Kind: follow-up\r\n", b""), flags={Flag.SEEN})
    roles = {held.role for held in mailbox.find(letter_id("draft-1"), mark=mark)}
    assert roles == {Role.DRAFTS, Role.SENT}


def test_what_is_older_than_the_mark_is_not_opened(
    mailbox: MaildirMailbox, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = int(time.time()) - 3 * 86_400
    for number in range(5):
        (seeder.root / f"Inbox/cur/{old}.{number}.host:2,S").write_bytes(a_mail(f"old-{number}"))
    seeder.plant(INBOX, a_mail("new"))
    files: list[str] = []
    real = search.read_head

    def noting(path: str) -> object:
        files.append(path)
        return real(path)

    monkeypatch.setattr(search, "read_head", noting)
    assert mailbox.find(letter_id("brief-1"), mark=mailbox.mark(Role.INBOX)) == ()
    assert len(files) == 1
    files.clear()
    mailbox.find(letter_id("brief-1"))
    assert len(files) == 6


def test_without_a_mark_very_old_mail_is_not_opened_but_known_by_name(
    mailbox: MaildirMailbox, seeder: MaildirSeeder
) -> None:
    old = int(time.time()) - 200 * 86_400
    (seeder.root / f"Archive/cur/{old}.1.host:2,S").write_bytes(a_letter("brief-1"))
    assert mailbox.find(letter_id("brief-1")) == ()
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    path = only(seeder.root / "Inbox/new")
    os.utime(path, (old, old))
    assert [held.ref for held in mailbox.find(letter_id("brief-1"))] == [ref]


def test_a_letter_read_in_the_last_moment_is_left_alone(
    mailbox: MaildirMailbox, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))

    def reading(name: str) -> None:
        if name == "maildir: before a letter is removed":
            seeder.flag(letter_id("brief-1"), {Flag.SEEN})

    monkeypatch.setattr(steps, "hook", reading)
    unless = frozenset({Flag.SEEN})
    assert mailbox.remove(ref, message_id=letter_id("brief-1"), unless=unless) is False
    assert seeder.copies(letter_id("brief-1")) == [(INBOX, frozenset({Flag.SEEN}))]


def test_a_letter_that_is_renamed_in_the_last_moment_goes_all_the_same(
    mailbox: MaildirMailbox, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    flags = iter([{Flag.ANSWERED}, {Flag.SEEN}])

    def renaming(name: str) -> None:
        if name == "maildir: before a letter is removed":
            seeder.flag(letter_id("brief-1"), next(flags, {Flag.SEEN}))

    monkeypatch.setattr(steps, "hook", renaming)
    assert mailbox.remove(ref, message_id=letter_id("brief-1")) is True
    assert seeder.copies(letter_id("brief-1")) == []


def test_a_link_that_took_the_place_of_a_letter_is_left_alone(
    mailbox: MaildirMailbox, seeder: MaildirSeeder, tmp_path: Path
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    path = only(seeder.root / "Inbox/new")
    treasure = path.rename(tmp_path / "treasure")
    path.symlink_to(treasure)
    with pytest.raises(RefusedError):
        mailbox.remove(ref, message_id=letter_id("brief-1"))
    assert path.is_symlink()


def test_a_replaced_letter_keeps_its_flags(mailbox: MaildirMailbox, seeder: MaildirSeeder) -> None:
    ref = mailbox.deliver(Role.DRAFTS, a_letter("draft-1", Kind.FOLLOW_UP))
    flags = {Flag.DRAFT, Flag.SEEN, Flag.FLAGGED}
    seeder.flag(letter_id("draft-1"), flags)
    better = a_letter("draft-2", Kind.FOLLOW_UP)
    mailbox.replace(ref, better, message_id=letter_id("draft-1"))
    assert seeder.copies(letter_id("draft-2")) == [(DRAFTS, frozenset(flags))]


def test_what_a_killed_process_left_in_tmp_long_ago_is_cleared_and_nothing_else(
    mailbox: MaildirMailbox, seeder: MaildirSeeder
) -> None:
    tmp = seeder.root / "Inbox/tmp"
    long_ago = time.time() - 86_400
    for name in ("syncd-old", "syncd-new", "1790000000.1.host"):
        (tmp / name).write_bytes(b"half")
        if name != "syncd-new":
            os.utime(tmp / name, (long_ago, long_ago))
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert {p.name for p in tmp.iterdir()} == {"syncd-new", "1790000000.1.host"}


def test_a_leftover_of_the_same_letter_is_never_written_into(
    mailbox: MaildirMailbox, seeder: MaildirSeeder, tmp_path: Path
) -> None:
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    treasure = tmp_path / "treasure"
    treasure.write_text("mine")
    seeder.delete(letter_id("brief-1"))
    (seeder.root / "Inbox/tmp" / ref.id).symlink_to(treasure)
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert treasure.read_text() == "mine"
    assert len(seeder.copies(letter_id("brief-1"))) == 1


def test_where_there_are_no_hard_links_a_letter_is_renamed_into_place(
    mailbox: MaildirMailbox, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted", str(self))

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert mailbox.deliver(Role.INBOX, a_letter("brief-1")) == ref
    assert seeder.copies(letter_id("brief-1")) == [(INBOX, frozenset())]
    assert list((seeder.root / "Inbox/tmp").iterdir()) == []


def test_a_full_disk_leaves_nothing_and_says_so(
    mailbox: MaildirMailbox, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(name: str) -> None:
        if name == "maildir: half a letter is in tmp":
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(steps, "hook", full)
    with pytest.raises(AccountError, match="No space left") as error:
        mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert not isinstance(error.value, AmbiguousWriteError)
    assert "make room" in error.value.advice
    assert seeder.copies(letter_id("brief-1")) == []
    assert list((seeder.root / "Inbox/tmp").iterdir()) == []


def test_a_letter_that_may_not_have_reached_the_disk_is_ambiguous(
    mailbox: MaildirMailbox, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(name: str) -> None:
        if name == "maildir: tmp is cleaned":
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(steps, "hook", failing)
    with pytest.raises(AmbiguousWriteError, match="Input"):
        mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    assert len(mailbox.find(letter_id("brief-1"))) == 1


@pytest.mark.parametrize("ref", [Ref("../outside", "x"), Ref("Inbox", "../../x"), Ref("", "")])
def test_a_ref_cannot_lead_out_of_the_mailbox(
    mailbox: MaildirMailbox, tmp_path: Path, ref: Ref
) -> None:
    outside = tmp_path.parent / "x"
    outside.write_bytes(a_letter("brief-1"))
    assert mailbox.remove(ref, message_id=letter_id("brief-1")) is True
    assert outside.exists()
    outside.unlink()
