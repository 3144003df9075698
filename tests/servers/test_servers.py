"""The servers do what the tests that lean on them believe."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from imaplib import IMAP4, IMAP4_SSL
from pathlib import Path

import psutil
import pytest
import requests

from tests.servers import process
from tests.servers.dovecot import Dovecot
from tests.servers.mbsync import SyncedMaildir
from tests.servers.process import MissingProgramError, Process, find_program
from tests.servers.pymap import Pymap
from tests.servers.radicale import Radicale
from tests.servers.vdirsyncer import SyncedCalendar

MESSAGE = b"From: ada@example.org\r\nMessage-ID: <1@example.org>\r\nSubject: Tea\r\n\r\nYes.\r\n"
EVENT = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//syncd//tests//EN\r
BEGIN:VEVENT\r
UID:tea-1\r
DTSTAMP:20270101T000000Z\r
DTSTART:20270105T090000Z\r
DTEND:20270105T093000Z\r
SUMMARY:Tea with Ada\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_dovecot_keeps_what_was_appended_over_a_restart(dovecot: Dovecot) -> None:
    dovecot.append("INBOX", MESSAGE, ["\\Flagged"])
    validity = dovecot.uid_validity("INBOX")
    dovecot.restart()
    [(flags, kept)] = dovecot.messages("INBOX")
    assert "\\Flagged" in flags
    assert kept == MESSAGE
    assert dovecot.uid_validity("INBOX") == validity


def test_wiping_dovecots_index_changes_every_uidvalidity_and_loses_no_mail(
    dovecot: Dovecot,
) -> None:
    dovecot.append("INBOX", MESSAGE)
    before = [dovecot.uid_validity(folder) for folder in ("INBOX", "Drafts")]
    dovecot.wipe_index()
    after = [dovecot.uid_validity(folder) for folder in ("INBOX", "Drafts")]
    assert all(new != old for new, old in zip(after, before, strict=True))
    assert [kept for _, kept in dovecot.messages("INBOX")] == [MESSAGE]


def test_dovecot_names_its_special_folders(dovecot: Dovecot) -> None:
    with dovecot.session() as connection:
        _, folders = connection.list()
    named = b"\n".join(line for line in folders if isinstance(line, bytes))
    for use in (b"\\Drafts", b"\\Sent", b"\\Trash"):
        assert use in named


def test_dovecot_speaks_tls_with_a_certificate_of_the_test_authority(dovecot: Dovecot) -> None:
    trusted = ssl.create_default_context(cafile=str(dovecot.ca))
    assert dovecot.tls_port
    with IMAP4_SSL("localhost", dovecot.tls_port, ssl_context=trusted) as implicit:
        implicit.login(dovecot.user, dovecot.password)
    with IMAP4(dovecot.host, dovecot.port) as upgraded:
        upgraded.starttls(trusted)
        upgraded.login(dovecot.user, dovecot.password)
    with pytest.raises(ssl.SSLCertVerificationError):
        IMAP4_SSL("localhost", dovecot.tls_port, ssl_context=ssl.create_default_context())


def test_dovecot_refuses_a_wrong_password(dovecot: Dovecot) -> None:
    connection = IMAP4(dovecot.host, dovecot.port)
    with pytest.raises(IMAP4.error, match="AUTHENTICATIONFAILED"):
        connection.login(dovecot.user, "guessed")
    connection.shutdown()


def test_dovecot_serves_a_copy_of_a_maildir_it_did_not_write(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    for name in ("cur", "new", "tmp", ".Drafts/cur", ".Drafts/new", ".Drafts/tmp"):
        (tmp_path / "Mail" / name).mkdir(parents=True)
    (tmp_path / "Mail/new/1.a.host").write_bytes(MESSAGE)
    (tmp_path / "Mail/.Drafts/cur/2.b.host:2,DS").write_bytes(MESSAGE)
    dovecot.adopt(tmp_path / "Mail")
    [(inbox_flags, _)] = dovecot.messages("INBOX")
    [(draft_flags, _)] = dovecot.messages("Drafts")
    assert "\\Seen" not in inbox_flags
    assert "\\Draft" in draft_flags
    assert "\\Seen" in draft_flags


def test_pymap_takes_and_gives_mail(pymap: Pymap) -> None:
    pymap.append("INBOX", MESSAGE)
    assert pymap.messages("INBOX")[-1][1] == MESSAGE


def test_radicale_keeps_calendars_over_a_restart(radicale: Radicale) -> None:
    url = radicale.make_calendar("work", "At work")
    radicale.put("work", "tea.ics", EVENT)
    radicale.restart()
    assert "Tea with Ada" in radicale.request("GET", url + "tea.ics").text
    radicale.delete("work", "tea.ics")
    with pytest.raises(requests.HTTPError, match="404"):
        radicale.request("GET", url + "tea.ics")


def test_radicale_forgets_its_sync_tokens_when_told_to(radicale: Radicale) -> None:
    url = radicale.make_calendar("work")
    ask = (
        '<sync-collection xmlns="DAV:"><sync-token>{}</sync-token>'
        "<prop><getetag/></prop></sync-collection>"
    )
    answer = radicale.request("REPORT", url, data=ask.format("")).text
    token = answer.partition("<sync-token>")[2].partition("</sync-token>")[0]
    radicale.put("work", "tea.ics", EVENT)
    assert radicale.request("REPORT", url, data=ask.format(token)).status_code == 207
    radicale.wipe_index()
    with pytest.raises(requests.HTTPError, match="403"):
        radicale.request("REPORT", url, data=ask.format(token))


def test_radicale_speaks_tls_when_asked(secure_radicale: Radicale) -> None:
    assert secure_radicale.url.startswith("https://")
    assert secure_radicale.request("OPTIONS", secure_radicale.url).ok


@pytest.mark.parametrize(
    ("layout", "inbox", "drafts"), [("Verbatim", "Inbox", "Drafts"), ("Maildir++", "", ".Drafts")]
)
def test_mbsync_carries_mail_both_ways(
    layout: str,
    inbox: str,
    drafts: str,
    dovecot: Dovecot,
    synced_maildir: Callable[[str], SyncedMaildir],
) -> None:
    dovecot.append("INBOX", MESSAGE)
    mirror = synced_maildir(layout)
    [fetched] = (mirror.folder / inbox / "new").iterdir()
    assert b"\nSubject: Tea" in fetched.read_bytes().replace(b"\r\n", b"\n")
    (mirror.folder / drafts / "cur" / "9.ours.host:2,DS").write_bytes(MESSAGE)
    mirror.sync()
    [(flags, _)] = dovecot.messages("Drafts")
    assert "\\Draft" in flags


def test_vdirsyncer_carries_events_both_ways(
    radicale: Radicale, synced_calendar: Callable[[], SyncedCalendar]
) -> None:
    radicale.make_calendar("work", "At work")
    radicale.put("work", "tea.ics", EVENT)
    mirror = synced_calendar()
    assert (mirror.folder / "work/displayname").read_text() == "At work"
    [fetched] = (mirror.folder / "work").glob("*.ics")
    fetched.unlink()
    (mirror.folder / "work/two.ics").write_text(EVENT.replace("tea-1", "tea-2"))
    mirror.sync()
    [left] = radicale.texts("work")
    assert "UID:tea-2" in left


def test_a_missing_program_is_told_with_the_way_to_install_it() -> None:
    with pytest.raises(MissingProgramError, match="apt-get install nothing"):
        find_program("a-program-that-is-nowhere", "apt-get install nothing")


def test_a_stopped_program_leaves_no_children(tmp_path: Path) -> None:
    pid_file = tmp_path / "child"
    shell = Process(["sh", "-c", f"sleep 600 & echo $! > {pid_file}; wait"], tmp_path / "log")
    shell.start()
    while not pid_file.exists() or not pid_file.read_text().strip():
        assert shell.alive
    child = psutil.Process(int(pid_file.read_text()))
    shell.stop()
    psutil.wait_procs([child], timeout=10)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_a_program_that_fails_is_told_with_its_words() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        process.run(["sh", "-c", "echo no such thing >&2; exit 3"])
