"""A Maildir that real programs write, and what they make of the letters put into it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import pytest

from connectors.maildir import MaildirMailbox
from syncd.model import Flag, Kind, Role
from tests.builders import ADA, ME
from tests.connectors.maildirs import open_maildir
from tests.contracts.mailbox import Mirror, a_letter, a_mail, letter_id, mail_id
from tests.servers import dovecot as dovecot_server
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import skip_when_missing
from tests.servers.mbsync import SyncedMaildir
from tests.servers.process import find_program

Sync = Callable[[str], SyncedMaildir]
DRAFT = a_letter("draft-1", Kind.FOLLOW_UP, in_reply_to=mail_id("coffee"))


def fill(server: Dovecot) -> None:
    """Some weeks of mail, put there over IMAP."""
    server.append("INBOX", a_mail("coffee"), ["\\Seen"])
    server.append("INBOX", a_mail("unread"))
    server.append("Sent", a_mail("answer", sender=ME, to=[ADA]), ["\\Seen", "\\Answered"])
    server.append("Drafts", a_mail("draft", sender=ME, to=[ADA]), ["\\Draft", "\\Seen"])
    server.append("Archive", a_mail("old"), ["\\Seen", "\\Flagged"])
    server.append("Junk", a_mail("prize"))
    server.append("Trash", a_mail("gone"), ["\\Seen"])
    server.create("Work.Projects")
    server.append("Work.Projects", a_mail("project"))


EXPECTED = {
    mail_id("coffee"): (Role.INBOX, {Flag.SEEN}),
    mail_id("unread"): (Role.INBOX, set()),
    mail_id("answer"): (Role.SENT, {Flag.SEEN, Flag.ANSWERED}),
    mail_id("draft"): (Role.DRAFTS, {Flag.DRAFT, Flag.SEEN}),
    mail_id("old"): (Role.ARCHIVE, {Flag.SEEN, Flag.FLAGGED}),
    mail_id("project"): (Role.OTHER, set()),
}


def seen(mirror: Mirror) -> dict[str, tuple[Role, set[Flag]]]:
    return {e.message_id: (e.role, set(e.flags)) for e in mirror.envelopes.values()}


def ids(server: Dovecot, folder: str) -> dict[str, str]:
    return {
        str(message_from_bytes(raw)["Message-ID"]): flags for flags, raw in server.messages(folder)
    }


def test_dovecots_maildir_is_read_as_imap_shows_it(dovecot: Dovecot) -> None:
    fill(dovecot)
    mirror = Mirror(open_maildir(dovecot.maildir)).read()
    assert seen(mirror) == EXPECTED
    assert mirror.bad == {}
    with dovecot.session() as imap:
        imap.select("INBOX")
        imap.store("1:*", "+FLAGS", "\\Seen")
        imap.store("1", "+FLAGS", "$Label1")  # a keyword: a lower case letter in the name
        imap.uid("MOVE", "1", "Archive")
    assert len(mirror.read().news) == 2
    assert mirror.one(mail_id("coffee")).role is Role.ARCHIVE
    assert mirror.one(mail_id("unread")).flags == {Flag.SEEN}
    assert len(mirror.envelopes) == len(EXPECTED)


def test_dovecot_with_plain_folders_is_read_too() -> None:
    with (
        skip_when_missing(),
        dovecot_server.start(location="maildir:~/Maildir:LAYOUT=fs", separator="/") as server,
    ):
        server.append("INBOX", a_mail("coffee"))
        server.create("Work/Projects")
        server.append("Work/Projects", a_mail("project"))
        mirror = Mirror(open_maildir(server.maildir)).read()
        assert mirror.one(mail_id("coffee")).role is Role.INBOX
        assert mirror.one(mail_id("project")).ref.folder == "Work/Projects"


def test_dovecot_shows_a_brief_as_unread_and_a_draft_as_a_draft(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    fill(dovecot)
    mailbox = copy_of(dovecot, tmp_path)
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    mailbox.deliver(Role.DRAFTS, DRAFT)
    dovecot.adopt(tmp_path / "Maildir")
    assert "\\Seen" not in ids(dovecot, "INBOX")[letter_id("brief-1")]
    assert set(ids(dovecot, "Drafts")[letter_id("draft-1")].split()) >= {"\\Draft", "\\Seen"}


def test_dovecot_shows_a_drafts_folder_that_was_made_for_it(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    fill(dovecot)
    subprocess.run(["rm", "-r", str(dovecot.maildir / ".Drafts")], check=True)
    mailbox = copy_of(dovecot, tmp_path)
    assert mailbox.deliver(Role.DRAFTS, DRAFT).folder == ".Drafts"
    dovecot.adopt(tmp_path / "Maildir")
    assert letter_id("draft-1") in ids(dovecot, "Drafts")


def test_a_letter_stays_the_same_while_dovecot_works_with_it(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    fill(dovecot)
    mailbox = copy_of(dovecot, tmp_path)
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    dovecot.adopt(tmp_path / "Maildir")
    mailbox = open_maildir(dovecot.maildir)
    mirror = Mirror(mailbox).read()
    with dovecot.session() as imap:
        imap.select("INBOX")
        _, (found,) = imap.search(None, "HEADER", "Message-ID", letter_id("brief-1"))
        imap.store(found.decode(), "+FLAGS", "\\Seen")
        assert mirror.read().one(letter_id("brief-1")).ref == ref
        assert mirror.one(letter_id("brief-1")).flags == {Flag.SEEN}
        imap.copy(found.decode(), "Trash")
        imap.store(found.decode(), "+FLAGS", "\\Deleted")
        imap.expunge()
    (held,) = mailbox.find(letter_id("brief-1"), mark=mailbox.mark(Role.INBOX))
    assert held.ref.folder == ".Trash"
    assert mailbox.deliver(Role.INBOX, a_letter("brief-1")) == held.ref


@pytest.mark.parametrize("layout", ["Verbatim", "Maildir++"])
def test_what_mbsync_fetches_is_read_as_it_is_on_the_server(
    dovecot: Dovecot, synced_maildir: Sync, layout: str
) -> None:
    fill(dovecot)
    synced = synced_maildir(layout)
    mirror = Mirror(open_maildir(synced.folder)).read()
    assert seen(mirror) == EXPECTED
    synced.sync()
    assert mirror.read().news == []


@pytest.mark.parametrize("layout", ["Verbatim", "Maildir++"])
def test_mbsync_takes_letters_to_the_server_and_they_stay_the_same_here(
    dovecot: Dovecot, synced_maildir: Sync, layout: str
) -> None:
    fill(dovecot)
    synced = synced_maildir(layout)
    mailbox = open_maildir(synced.folder)
    mirror = Mirror(mailbox).read()
    brief = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    draft = mailbox.deliver(Role.DRAFTS, DRAFT)
    mirror.read()
    synced.sync()
    assert "\\Seen" not in ids(dovecot, "INBOX")[letter_id("brief-1")]
    assert "\\Draft" in ids(dovecot, "Drafts")[letter_id("draft-1")]
    assert mirror.read().news == []
    assert mirror.one(letter_id("brief-1")).ref == brief
    assert mailbox.deliver(Role.INBOX, a_letter("brief-1")) == brief
    mailbox.remove(brief, message_id=letter_id("brief-1"), unless=frozenset({Flag.SEEN}))
    better = a_letter("draft-2", Kind.FOLLOW_UP)
    mailbox.replace(draft, better, message_id=letter_id("draft-1"))
    synced.sync()
    assert letter_id("brief-1") not in ids(dovecot, "INBOX")
    assert letter_id("draft-1") not in ids(dovecot, "Drafts")
    assert "\\Draft" in ids(dovecot, "Drafts")[letter_id("draft-2")]


def test_a_letter_that_is_moved_on_the_server_is_found_after_mbsync_ran(
    dovecot: Dovecot, synced_maildir: Sync
) -> None:
    synced = synced_maildir("Verbatim")
    mailbox = open_maildir(synced.folder)
    mark = mailbox.mark(Role.INBOX)
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    synced.sync()
    with dovecot.session() as imap:
        imap.select("INBOX")
        imap.copy("1", "Archive")
        imap.store("1", "+FLAGS", "\\Deleted")
        imap.expunge()
    synced.sync()
    found = mailbox.find(letter_id("brief-1"), mark=mark)
    assert [held.ref.folder for held in found] == ["Archive"]


def test_notmuch_shows_the_brief_unread_and_the_draft_in_its_thread(
    dovecot: Dovecot, synced_maildir: Sync, tmp_path: Path
) -> None:
    with skip_when_missing():
        program = find_program("notmuch", "apt-get install notmuch")
    fill(dovecot)
    synced = synced_maildir("Verbatim")
    mailbox = open_maildir(synced.folder)
    mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    mailbox.deliver(Role.DRAFTS, DRAFT)
    config = tmp_path / "notmuch-config"
    config.write_text(
        f"[database]\npath={synced.folder}\n[user]\nname=Robin\nprimary_email={ME}\n"
        "[new]\ntags=inbox;unread\n[maildir]\nsynchronize_flags=true\n"
    )

    def notmuch(*arguments: str) -> list[str]:
        command = [program, f"--config={config}", *arguments]
        return subprocess.run(
            command, check=True, capture_output=True, text=True, timeout=60
        ).stdout.split()

    notmuch("new", "--quiet")
    wanted = "id:" + letter_id("brief-1").strip("<>")
    assert notmuch("search", "--output=tags", wanted) == ["inbox", "unread"]
    draft = "id:" + letter_id("draft-1").strip("<>")
    assert "draft" in notmuch("search", "--output=tags", draft)
    thread = notmuch("search", "--output=threads", draft)
    assert thread == notmuch("search", "--output=threads", "id:" + mail_id("coffee").strip("<>"))
    assert Mirror(mailbox).read().one(letter_id("brief-1")).flags == set()


def copy_of(server: Dovecot, base: Path) -> MaildirMailbox:
    """Dovecot's Maildir as another user's program would have it, who owns the files."""
    subprocess.run(["cp", "-a", str(server.maildir), str(base / "Maildir")], check=True)
    return open_maildir(base / "Maildir")
