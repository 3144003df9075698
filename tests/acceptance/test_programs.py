"""Mail and calendars that real programs wrote, and what real mail programs make of the letters.

Dovecot and Radicale are filled over IMAP and CalDAV, `mbsync` and `vdirsyncer` fetch from them,
syncd runs once, and `mbsync` carries its letters back.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.desk import DAYS, Answer, Desk, laid_out, parsed, text_of
from tests.acceptance.terminal import terminal
from tests.servers import dovecot as dovecot_server
from tests.servers.dovecot import Dovecot
from tests.servers.fixtures import skip_when_missing
from tests.servers.process import find_program

pytestmark = pytest.mark.timeout(300)

NINE = DAYS.moment("0d 09:00")
BRIEFS = ["coffee-ada@example.com", "lunch-tomas@example.com"]
NOORS_LAST = "<noor-berlin.3@openkanaal.example>"

#: A table of people is no coffee: the user's own rule, which comes before the shipped ones.
OWN_RULE = """
[[rules]]
name = "Dinners"
title = ["dinner"]
external_guests = "2..8"
brief = { lead = "8h" }
"""


@dataclass(frozen=True, slots=True)
class Morning:
    """What a first look and a first round at nine said, the letters since carried to the server."""

    desk: Desk
    agenda: dict[str, Any]
    preview: Answer
    done: Any


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    with skip_when_missing(), laid_out(tmp_path_factory.mktemp("desk")) as desk:
        desk.config.write_text(desk.config.read_text() + OWN_RULE)
        agenda = desk.agenda(NINE)
        preview = desk.syncd("brief", "ada", at=NINE)
        done = desk.round(NINE)
        desk.sync()
        yield Morning(desk, agenda, preview, done)


def at(when: str) -> datetime:
    return DAYS.moment(when)


#: Every networking meeting of the three weeks, with what it is owed at nine.
NETWORKING = {
    "coffee-samuel@example.com": ("skipped", "skipped"),
    "lunch-priya@example.com": ("skipped", "skipped"),
    "drinks-noor@example.com": ("skipped", "due"),
    "coffee-ada@example.com": ("due", at("0d 12:15")),
    "lunch-tomas@example.com": ("due", at("0d 14:20")),
    "call-milan@example.com": (at("0d 12:30"), at("0d 18:00")),
    "alumni-coffee@example.com": (at("0d 21:00"), at("+1d 09:50")),
    "mentoring-helen@example.com": (at("+3d 13:00"), at("+3d 18:45")),
    "dinner-open-data@example.com": (at("+6d 11:00"), at("+7d 07:00")),
    "interview-samira@example.com": (at("+1w 10:00"), at("+1w 15:30")),
    "coffee-jonas-next@example.com": (at("+13d 12:00"), at("+13d 17:45")),
}


def test_of_everything_in_the_calendar_the_networking_meetings_are_found(morning: Morning) -> None:
    found = {e["uid"] for e in morning.agenda.values() if e["networking"]}
    assert found == set(NETWORKING)
    assert len(morning.agenda) > 50


@pytest.mark.parametrize("uid", NETWORKING)
def test_each_networking_meeting_is_owed_its_letters_at_their_time(
    morning: Morning, uid: str
) -> None:
    (entry,) = (e for e in morning.agenda.values() if e["uid"] == uid)
    for kind, owed in zip(("brief", "follow_up"), NETWORKING[uid], strict=True):
        state = entry[f"{kind}_state"]
        if isinstance(owed, datetime):
            assert (state, datetime.fromisoformat(entry[f"{kind}_due"])) == ("waiting", owed)
        else:
            assert state == owed


def test_an_instance_of_a_series_and_a_windows_zone_start_when_they_do(morning: Morning) -> None:
    instance = next(key for key in morning.agenda if key.startswith("mentoring-helen"))
    assert instance.endswith("2026-11-27T16:00:00+00:00")
    kyle = morning.agenda["coffee-kyle@example.com"]  # W. Europe Standard Time
    assert datetime.fromisoformat(kyle["start"]) == at("0d 17:00")


def test_the_round_delivers_what_is_due_and_nothing_else(morning: Morning) -> None:
    delivered = {(letter["kind"], letter["uid"]) for letter in morning.done["delivered"]}
    assert delivered == {
        ("follow-up", "drinks-noor@example.com"),
        *(("brief", uid) for uid in BRIEFS),
    }
    assert morning.done["problems"] == []


def test_the_brief_tells_of_the_guest_from_mail_that_others_wrote(morning: Morning) -> None:
    brief = letter(morning, "INBOX", "brief", "coffee-ada@example.com")
    assert brief["Subject"].startswith("Ada Lindqvist, Tue 24 Nov 10:30")
    text = " ".join(text_of(brief).split())
    assert "Tue 24 Nov, 10:30-11:15 (Berlin)" in text
    assert "Café Einstein, Berlin" in text
    assert "Jonas Weber introduced you on 3 Nov" in text
    assert "Tuesday works, looking forward" in text
    assert text in " ".join(morning.preview.out.split())


def test_the_draft_answers_the_guests_last_mail(morning: Morning) -> None:
    draft = letter(morning, "Drafts", "follow-up", "drinks-noor@example.com")
    assert draft["To"] == "Noor van Dijk <noor@openkanaal.example>"
    assert draft["Subject"] == "Re: Coming to Berlin"
    assert draft["In-Reply-To"] == NOORS_LAST
    assert text_of(draft).startswith("Hi Noor,")
    assert "[[" in text_of(draft)


def test_mbsync_takes_the_briefs_to_the_server_unread_and_the_draft_as_a_draft(
    morning: Morning,
) -> None:
    briefs = morning.desk.on_server("INBOX", "brief")
    assert sorted(m["X-Syncd-Meeting"] for _, m in briefs) == BRIEFS
    assert all("\\Seen" not in flags for flags, _ in briefs)
    ((flags, _),) = morning.desk.on_server("Drafts", "follow-up")
    assert {"\\Draft", "\\Seen"} <= set(flags.split())


def test_the_server_threads_the_draft_with_the_guests_mail(morning: Morning) -> None:
    draft = letter(morning, "Drafts", "follow-up", "drinks-noor@example.com")
    thread = next(ids for ids in threads(morning.desk.dovecot) if NOORS_LAST in ids)
    assert draft["Message-ID"] in thread
    assert len(thread) == 4


def test_dovecot_over_the_maildir_itself_shows_the_same(morning: Morning) -> None:
    location = "maildir:~/Maildir:LAYOUT=fs:INBOX=~/Maildir/Inbox"
    with skip_when_missing(), dovecot_server.start(location=location, separator="/") as server:
        server.adopt(morning.desk.mail.folder)
        briefs = [f for f, m in parsed(server, "INBOX") if m["X-Syncd-Kind"] == "brief"]
        drafts = [f for f, m in parsed(server, "Drafts") if m["X-Syncd-Kind"] == "follow-up"]
    assert len(briefs) == len(BRIEFS)
    assert all("\\Seen" not in flags for flags in briefs)
    assert ["\\Draft" in flags for flags in drafts] == [True]


def test_notmuch_shows_the_brief_unread_and_the_draft_in_the_guests_thread(
    morning: Morning, tmp_path: Path
) -> None:
    notmuch = with_notmuch(morning.desk.mail.folder, tmp_path)
    notmuch("new", "--quiet")
    for uid in BRIEFS:
        brief = query(letter(morning, "INBOX", "brief", uid))
        assert notmuch("search", "--output=tags", brief).split() == ["inbox", "unread"]
        assert notmuch("count", f"tag:unread and folder:Inbox and {brief}").strip() == "1"
    draft = query(letter(morning, "Drafts", "follow-up", "drinks-noor@example.com"))
    assert "draft" in notmuch("search", "--output=tags", draft).split()
    assert "unread" not in notmuch("search", "--output=tags", draft).split()
    thread = notmuch("search", "--output=threads", draft)
    assert thread == notmuch("search", "--output=threads", f"id:{NOORS_LAST.strip('<>')}")
    assert "thank you for the time yesterday evening" in notmuch("show", draft)


def test_neomutt_marks_the_brief_as_new_and_recalls_the_draft(
    morning: Morning, tmp_path: Path
) -> None:
    with skip_when_missing():
        program = find_program("neomutt", "apt-get install neomutt")
    mail = morning.desk.mail.folder
    rc = tmp_path / "neomuttrc"
    rc.write_text(
        f'set folder="{mail}"\nset spoolfile=+Inbox\nset postponed=+Drafts\nset record=+Sent\n'
        'set index_format="[%Z] %-20.20F %s"\nset sort=reverse-date\nset from=robin@example.com\n'
    )
    command = [program, "-n", "-R", "-F", str(rc), "-f", str(mail / "Inbox")]
    with (
        skip_when_missing(),
        terminal(command, tmp_path, {"HOME": str(tmp_path), "LANG": "C.UTF-8"}) as neomutt,
    ):
        assert neomutt.line_with("Ada Lindqvist, Tue 24 Nov 10:30").startswith("[N")
        assert neomutt.line_with("Tomás Rivera, Tue 24 Nov").startswith("[N")
        neomutt.press("m")
        neomutt.line_with("Recall postponed message")
        neomutt.press("y")
        assert "Re: Coming to Berlin" in neomutt.line_with("To Noor van Dijk")


def test_the_next_rounds_bring_nothing_twice_though_mbsync_renamed_the_files(
    morning: Morning,
) -> None:
    desk = morning.desk
    assert all(",U=" in path.name for path in letter_files(desk.mail.folder))
    before = letter_files(desk.mail.folder)
    for minutes in (5, 10):
        done = desk.round(NINE + timedelta(minutes=minutes))
        assert done["delivered"] == done["withdrawn"] == []
        desk.sync()
    assert letter_files(desk.mail.folder) == before
    assert len(desk.on_server("INBOX", "brief")) == len(BRIEFS)
    assert len(desk.on_server("Drafts", "follow-up")) == 1


def letter(morning: Morning, folder: str, kind: str, uid: str) -> EmailMessage:
    """The one letter about a meeting, as the server has it."""
    found = [m for _, m in morning.desk.on_server(folder, kind) if m["X-Syncd-Meeting"] == uid]
    (only,) = found
    return only


def letter_files(mail: Path) -> list[Path]:
    return sorted(mail.rglob("syncd-*"))


def query(message: EmailMessage) -> str:
    return f"id:{message['Message-ID'].strip('<>')}"


def threads(server: Dovecot) -> list[set[str]]:
    """The Message-IDs of each thread of the inbox, the sent mail and the drafts together."""
    server.create("Everything")
    with server.session() as imap:
        for folder in ("INBOX", "Sent", "Drafts"):
            imap.select(folder, readonly=True)
            imap.copy("1:*", "Everything")
        imap.select("Everything", readonly=True)
        _, (answer,) = imap.thread("REFS", "UTF-8", "ALL")  # REFERENCES also goes by subject
    ids = [str(message["Message-ID"]) for _, message in parsed(server, "Everything")]
    return [{ids[int(n) - 1] for n in re.findall(r"\d+", t)} for t in top_level(answer.decode())]


def top_level(answer: str) -> list[str]:
    """``(1 2)(3 (4)(5))`` in its outermost brackets."""
    found, depth = [""], 0
    for letter in answer:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        found[-1] += letter
        if not depth:
            found.append("")
    return found


def with_notmuch(mail: Path, base: Path) -> Callable[..., str]:
    """A notmuch that has this Maildir as its mail, and keeps its index elsewhere."""
    with skip_when_missing():
        program = find_program("notmuch", "apt-get install notmuch")
    config = base / "notmuch-config"
    config.write_text(
        f"[database]\npath={base / 'index'}\nmail_root={mail}\n"
        "[user]\nname=Robin Doe\nprimary_email=robin@example.com\n"
        "[new]\ntags=inbox;unread\nignore=.uidvalidity\n[maildir]\nsynchronize_flags=true\n"
    )
    (base / "index").mkdir()

    def notmuch(*words: str) -> str:
        command = [program, f"--config={config}", *words]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=240)
        return done.stdout

    return notmuch
