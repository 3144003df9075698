"""How a Maildir is read again: as little as possible, and never less than what changed."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from connectors.contract import MAX_MESSAGE_BYTES
from connectors.maildir import changes as maildir_changes
from connectors.maildir.files import read_head
from syncd.errors import AccountError
from syncd.model import Flag, Role
from tests.connectors.maildirs import PLUS_PLUS, TREE, MaildirSeeder, open_maildir
from tests.contracts.mailbox import (
    ARCHIVE,
    INBOX,
    OTHER,
    SENT,
    Mirror,
    a_mail,
    mail_id,
)


@pytest.fixture
def seeder(tmp_path: Path) -> MaildirSeeder:
    return MaildirSeeder(tmp_path, TREE)


@pytest.fixture
def mirror(seeder: MaildirSeeder) -> Mirror:
    return Mirror(open_maildir(seeder.root))


def age(root: Path, seconds: float = 60) -> None:
    """Let every folder look as if nothing had happened in it for a while."""
    then = time.time() - seconds
    for folder in (*root.rglob("cur"), *root.rglob("new")):
        os.utime(folder, (then, then))


def listed(mirror: Mirror) -> list[str]:
    """Read, and say which folders were listed: of those only the caller's memory is asked for."""
    asked: list[str] = []

    def known(folder: str) -> Mapping[str, str]:
        asked.append(folder)
        return mirror.known(folder)

    for page in mirror.mailbox.changes(mirror.cursor, known):
        mirror.apply(page)
    return sorted(asked)


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are opened from now on."""
    files: list[str] = []

    def noting(path: str) -> object:
        files.append(path)
        return read_head(path)

    monkeypatch.setattr(maildir_changes, "read_head", noting)
    return files


def test_folders_that_look_as_they_did_are_not_listed(
    mirror: Mirror, seeder: MaildirSeeder
) -> None:
    seeder.plant(INBOX, a_mail("one"))
    age(seeder.root)
    assert listed(mirror) == ["Archive", "Drafts", "Inbox", "Sent", "Work/Projects"]
    assert listed(mirror) == []
    seeder.plant(SENT, a_mail("two"))
    assert listed(mirror) == ["Sent"]
    mirror.one(mail_id("two"))


def test_a_folder_that_changed_just_now_is_listed_again_until_it_is_sure(
    mirror: Mirror, seeder: MaildirSeeder
) -> None:
    age(seeder.root)
    listed(mirror)
    seeder.plant(INBOX, a_mail("one"))
    assert listed(mirror) == ["Inbox"]
    assert listed(mirror) == ["Inbox"]
    age(seeder.root / "Inbox", 3)
    assert listed(mirror) == ["Inbox"]
    assert listed(mirror) == []


def test_a_message_that_comes_within_the_same_tick_of_the_clock_is_found(
    mirror: Mirror, seeder: MaildirSeeder
) -> None:
    seeder.plant(INBOX, a_mail("one"))
    mirror.read()
    new = seeder.root / "Inbox/new"
    stamp = new.stat().st_mtime_ns
    seeder.plant(INBOX, a_mail("two"))
    os.utime(new, ns=(stamp, stamp))
    mirror.read().one(mail_id("two"))


def test_a_stamp_from_the_future_is_believed_once_it_was_seen_for_a_while(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    age(seeder.root, -86_400)
    everything = listed(mirror)
    assert listed(mirror) == everything
    later = time.time_ns() + 3_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)
    assert listed(mirror) == everything
    assert listed(mirror) == []


def test_only_new_files_and_new_flags_are_opened(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        seeder.plant(INBOX, a_mail(f"mail-{number}"))
    mirror.read()
    files = opened(monkeypatch)
    seeder.plant(INBOX, a_mail("new"))
    seeder.flag(mail_id("mail-3"), {Flag.SEEN})
    mirror.read()
    assert len(files) == 2


def test_a_first_read_comes_in_pages_and_goes_on_where_it_was_interrupted(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maildir_changes, "PAGE", 4)
    for number in range(10):
        seeder.plant(INBOX, a_mail(f"mail-{number}"))
    seeder.plant(SENT, a_mail("sent"))
    pages = mirror.mailbox.changes("", mirror.known)
    first = next(pages)
    assert (len(first.envelopes), first.left) == (4, 7)
    mirror.apply(first)
    pages.close()  # type: ignore[attr-defined]
    files = opened(monkeypatch)
    mirror.read()
    assert len(files) == 7
    assert len(mirror.envelopes) == 11


def test_a_folder_that_goes_during_its_first_read_takes_its_messages_along(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maildir_changes, "PAGE", 2)
    for number in range(5):
        seeder.plant(OTHER, a_mail(f"mail-{number}"))
    mirror.apply(next(mirror.mailbox.changes("", mirror.known)))
    assert mirror.envelopes
    (seeder.root / "Work/Projects").rename(seeder.root / "Trash/Projects")
    assert mirror.read().envelopes == {}


def test_the_newest_mail_comes_first(mirror: Mirror, seeder: MaildirSeeder) -> None:
    for stamp in ("1700000000", "1790000000", "1600000000"):
        (seeder.root / f"Inbox/cur/{stamp}.1.host:2,S").write_bytes(a_mail(stamp))
    assert [e.message_id for e in mirror.read().news] == [
        mail_id(stamp) for stamp in ("1790000000", "1700000000", "1600000000")
    ]


def test_mail_that_moves_while_it_is_read_is_read_the_next_time(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maildir_changes, "PAGE", 1)
    for number in range(6):
        seeder.plant(INBOX, a_mail(f"mail-{number}"))
    age(seeder.root)
    pages = mirror.mailbox.changes("", mirror.known)
    mirror.apply(next(pages))
    first = next(iter(mirror.envelopes.values())).message_id
    left = [mail_id(f"mail-{n}") for n in range(6) if mail_id(f"mail-{n}") != first]
    seeder.delete(left[0])
    seeder.flag(left[1], {Flag.SEEN})
    seeder.move(left[2], ARCHIVE)
    age(seeder.root)
    for page in pages:
        mirror.apply(page)
    mirror.read()
    assert mirror.all(left[0]) == []
    assert mirror.one(left[1]).flags == {Flag.SEEN}
    assert mirror.one(left[2]).role is Role.ARCHIVE
    assert len(mirror.envelopes) == 5


def test_a_file_that_a_listing_passes_over_is_not_gone(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """POSIX leaves open whether a file that is renamed while a folder is read is listed."""
    seeder.plant(INBOX, a_mail("one"), flags={Flag.SEEN})
    mirror.read()
    real, calls = os.listdir, []

    def passing_over(path: Path) -> list[str]:
        calls.append(path)
        return [] if Path(path).match("Inbox/cur") and len(calls) <= 2 else real(path)

    monkeypatch.setattr(os, "listdir", passing_over)
    seeder.plant(INBOX, a_mail("two"))
    mirror.read()
    assert calls
    mirror.one(mail_id("one"))


def test_a_uid_or_size_in_a_name_is_no_change(mirror: Mirror, seeder: MaildirSeeder) -> None:
    """mbsync adds a UID to what another program put there, Dovecot corrects sizes."""
    path = seeder.root / "Inbox/new/1790000000.M1P2.host"
    path.write_bytes(a_mail("one"))
    mirror.read()
    path = path.rename(path.with_name(path.name + ",U=17"))
    assert mirror.read().news == []
    path.rename(seeder.root / "Inbox/cur" / (path.name + ",S=99:2,"))
    assert mirror.read().news == []
    assert len(mirror.envelopes) == 1


def test_a_copy_half_done_is_one_message(mirror: Mirror, seeder: MaildirSeeder) -> None:
    path = seeder.root / "Inbox/new/1790000000.M1P2.host"
    path.write_bytes(a_mail("one"))
    (seeder.root / "Inbox/cur/1790000000.M1P2.host:2,S").hardlink_to(path)
    assert mirror.read().one(mail_id("one")).flags == {Flag.SEEN}
    assert mirror.read().news == []


def test_what_is_being_written_or_hidden_is_no_mail(mirror: Mirror, seeder: MaildirSeeder) -> None:
    (seeder.root / "Inbox/tmp/1790000000.1.host").write_bytes(a_mail("unfinished"))
    (seeder.root / "Inbox/cur/.nfs000001").write_bytes(a_mail("hidden"))
    (seeder.root / "Inbox/tmp/folder").mkdir()
    mirror.read()
    assert mirror.envelopes == {}
    assert mirror.bad == {}


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def a_dangling_link(path: Path) -> None:
    path.symlink_to("/nonexistent/file")


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_folder(path: Path) -> None:
    path.mkdir()


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def a_huge_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_MESSAGE_BYTES + 1)


def an_empty_file(path: Path) -> None:
    path.touch()


@pytest.mark.parametrize(
    "thing",
    [
        a_pipe,
        a_link,
        a_dangling_link,
        a_link_to_a_device,
        a_folder,
        a_socket,
        a_huge_file,
        an_empty_file,
    ],
)
def test_what_is_no_message_is_set_aside_once_and_the_rest_goes_on(
    mirror: Mirror, seeder: MaildirSeeder, thing: Callable[[Path], None]
) -> None:
    thing(seeder.root / "Inbox/cur/1790000000.1.host:2,S")
    seeder.plant(INBOX, a_mail("one"))
    mirror.read()
    assert [e.message_id for e in mirror.envelopes.values()] == [mail_id("one")]
    assert [bad.where for bad in mirror.bad.values()] == ["Inbox"]
    assert next(iter(mirror.bad.values())).reason
    assert mirror.read().bad_news == []


def test_a_file_name_in_no_known_encoding_can_be_kept_and_opened(
    mirror: Mirror, seeder: MaildirSeeder
) -> None:
    path = os.fsencode(seeder.root) + b"/Inbox/cur/caf\xe9.1.host:2,S"
    try:
        Path(os.fsdecode(path)).write_bytes(a_mail("one"))
    except OSError:
        pytest.skip("this file system refuses such names")
    ref = mirror.read().one(mail_id("one")).ref
    ref.id.encode()
    assert b"looking forward" in mirror.mailbox.message(ref)
    assert mirror.read().news == []


def test_folders_come_and_go(mirror: Mirror, seeder: MaildirSeeder) -> None:
    seeder.plant(OTHER, a_mail("one"))
    mirror.read()
    (seeder.root / "Work/Projects").rename(seeder.root / "Work/Done")
    assert mirror.read().one(mail_id("one")).ref.folder == "Work/Done"
    (seeder.root / "Work/Done").rename(seeder.root / "Trash/Done")
    assert mirror.read().envelopes == {}


def test_a_folder_that_gets_another_role_is_told_anew(
    mirror: Mirror, seeder: MaildirSeeder
) -> None:
    seeder.plant(OTHER, a_mail("one"))
    age(seeder.root)
    assert mirror.read().one(mail_id("one")).role is Role.OTHER
    mirror.mailbox = open_maildir(seeder.root, archive="Work/Projects")
    assert mirror.read().one(mail_id("one")).role is Role.ARCHIVE
    assert listed(mirror) == []


def test_a_path_that_is_missing_is_never_an_empty_mailbox(
    mirror: Mirror, seeder: MaildirSeeder
) -> None:
    seeder.plant(INBOX, a_mail("one"))
    mirror.read()
    away = seeder.root.rename(seeder.root.with_name("away"))
    with pytest.raises(AccountError) as error:
        mirror.read()
    assert "mount it" in error.value.advice
    seeder.root.mkdir()  # where the disk was mounted
    with pytest.raises(AccountError) as error:
        mirror.read()
    assert "check `path`" in error.value.advice
    seeder.root.rmdir()
    away.rename(seeder.root)
    mirror.read().one(mail_id("one"))


def test_a_file_instead_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "mbox").write_bytes(b"From me\n")
    with pytest.raises(AccountError, match="mbox"):
        Mirror(open_maildir(tmp_path / "mbox")).read()


@pytest.mark.parametrize("call", ["scandir", "listdir", "stat"])
def test_a_folder_that_may_not_be_read_is_told_with_advice(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    seeder.plant(INBOX, a_mail("one"))
    mirror.read()

    def denied(path: object, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, denied)
        with pytest.raises(AccountError, match="Permission denied") as error:
            mirror.read()
    assert "right to read" in error.value.advice
    mirror.one(mail_id("one"))


def deny(monkeypatch: pytest.MonkeyPatch, closed: Path) -> None:
    """One folder may not be looked into, as with lost+found at the top of a disk."""
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)


def test_a_closed_folder_that_never_held_mail_does_no_harm(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeder.root / "lost+found").mkdir()
    deny(monkeypatch, seeder.root / "lost+found")
    seeder.plant(INBOX, a_mail("one"))
    mirror.read().one(mail_id("one"))


def test_a_folder_with_mail_that_is_closed_is_not_gone(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeder.plant(OTHER, a_mail("one"))
    mirror.read()
    deny(monkeypatch, seeder.root / "Work")
    with pytest.raises(AccountError, match="Work"):
        mirror.read()
    mirror.one(mail_id("one"))


def test_a_folder_that_is_renamed_is_never_nowhere(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maildir_changes, "PAGE", 2)
    ids = {mail_id(f"mail-{number}") for number in range(7)}
    for number in range(7):
        seeder.plant(OTHER, a_mail(f"mail-{number}"))
    mirror.read()
    (seeder.root / "Work/Projects").rename(seeder.root / "Work/Done")
    for page in mirror.mailbox.changes(mirror.cursor, mirror.known):
        mirror.apply(page)
        assert {e.message_id for e in mirror.envelopes.values()} == ids
    assert len(mirror.envelopes) == 7


def test_what_is_gone_is_told_even_when_the_read_before_was_interrupted(
    mirror: Mirror, seeder: MaildirSeeder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maildir_changes, "PAGE", 1)
    for name in ("one", "two"):
        seeder.plant(INBOX, a_mail(name))
    age(seeder.root)
    mirror.read()
    seeder.delete(mail_id("one"))
    seeder.plant(SENT, a_mail("three"))
    age(seeder.root, 30)
    mirror.apply(next(mirror.mailbox.changes(mirror.cursor, mirror.known)))
    assert len(mirror.all(mail_id("one"))) == 1
    assert mirror.read().all(mail_id("one")) == []


def test_both_layouts_read_the_same(tmp_path: Path) -> None:
    found = []
    for name, layout in (("tree", TREE), ("plus", PLUS_PLUS)):
        seeder = MaildirSeeder(tmp_path / name, layout)
        for place in layout:
            seeder.plant(place, a_mail(place))
        mirror = Mirror(open_maildir(tmp_path / name)).read()
        found.append({(e.message_id, e.role) for e in mirror.envelopes.values()})
    assert found[0] == found[1]
    assert len(found[0]) == 5
