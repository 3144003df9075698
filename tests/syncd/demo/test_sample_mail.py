"""The sample's mail is mail that real programs could have written and can read."""

from __future__ import annotations

import mailbox
import os
import re
import subprocess
from collections import Counter
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import icalendar
import pytest

from syncd.demo import Sample, write
from tests.servers.fixtures import skip_when_missing
from tests.servers.process import find_program
from tests.syncd.demo.worlds import (
    MOMENTS,
    MORNING,
    by_id,
    message_files,
    messages,
    parse,
    text_of,
)

#: Names that HTML itself has in it.
MARKUP = {"www.w3.org"}
MADE_UP = re.compile(r"([a-z0-9-]+\.)*example(\.(com|org|net))?")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return write(tmp_path_factory.mktemp("sample"), MORNING)


@pytest.fixture(params=MOMENTS, ids=str, scope="module")
def at_any_moment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Sample, datetime]:
    return write(tmp_path_factory.mktemp("sample"), request.param), request.param


def test_every_message_parses_and_has_an_id_of_its_own(
    at_any_moment: tuple[Sample, datetime],
) -> None:
    found = messages(at_any_moment[0].mail)
    assert 100 <= len(found) <= 140
    assert len(by_id(found)) == len(found)


def test_nothing_is_dated_after_now(at_any_moment: tuple[Sample, datetime]) -> None:
    sample, now = at_any_moment
    for file in message_files(sample.mail):
        date = parse(file)["Date"].datetime
        assert date <= now
        assert file.stat().st_mtime == date.timestamp()
        assert file.name.startswith(f"{date.timestamp():.0f}.")


def test_a_reply_answers_an_older_message_of_the_sample(
    at_any_moment: tuple[Sample, datetime],
) -> None:
    found = by_id(messages(at_any_moment[0].mail))
    replies = [message for message in found.values() if message["In-Reply-To"]]
    assert len(replies) > 40
    for reply in replies:
        answered = found[reply["In-Reply-To"]]
        assert answered["Date"].datetime < reply["Date"].datetime
        before = answered.get("References", "").split()
        assert reply["References"].split() == [*before, answered["Message-ID"]]
        assert _bare(reply["Subject"]) == _bare(answered["Subject"])


def test_the_days_named_in_a_mail_are_the_days_of_the_meetings(
    at_any_moment: tuple[Sample, datetime],
) -> None:
    sample, _ = at_any_moment
    found = by_id(messages(sample.mail))
    accepted = found["<coffee-ada.2@nordwind.example>"]
    assert f"{sample.today:%A} works" in text_of(accepted)
    assert not re.search(r"\{[+-]?\d", "".join(text_of(message) for message in found.values()))


def test_replies_quote_what_they_answer(sample: Sample) -> None:
    found = by_id(messages(sample.mail))
    budget = text_of(found["<budget.3@example.com>"])
    assert "Sent: Tuesday, 17 November 2026 17:10" in budget
    assert "> On 16 Nov 2026, at 08:42, Mara Okafor <mara@example.com> wrote:" in budget


def test_people_write_with_different_programs(sample: Sample) -> None:
    found = messages(sample.mail)
    kinds = Counter(part.get_content_type() for m in found for part in m.walk())
    charsets = {part.get_content_charset() for m in found for part in m.walk()}
    html_only = [m for m in found if m.get_content_type() == "text/html"]
    assert {"utf-8", "iso-8859-1"} <= charsets
    assert kinds["text/calendar"] >= 4
    assert len(html_only) >= 4
    assert any("MsoNormal" in _html(m) for m in found)
    assert any(m["Subject"].startswith("AW: ") for m in found)


def test_lists_and_robots_say_what_they_are(sample: Sample) -> None:
    found = messages(sample.mail)
    assert sum("List-Id" in m for m in found) >= 12
    assert sum("Auto-Submitted" in m for m in found) >= 8


def test_invitations_carry_the_event(sample: Sample) -> None:
    found = by_id(messages(sample.mail))
    event = _invitation(found["<accepted-ada.1@nordwind.example>"], "REPLY")
    assert str(event["UID"]) == "coffee-ada@example.com"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    event = _invitation(found["<invite-tomas.1@rivera.example>"], "REQUEST")
    assert str(event["ORGANIZER"]) == "mailto:tomas@rivera.example"


def test_every_address_and_link_is_made_up(sample: Sample) -> None:
    for message in messages(sample.mail):
        text = f"{message.items()} {text_of(message)} {_html(message)}"
        domains = re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)|https?://([\w.-]+)", text)
        for mail_domain, web_domain in domains:
            domain = (mail_domain or web_domain).lower().rstrip(".")
            assert MADE_UP.fullmatch(domain) or domain in MARKUP, domain


def test_python_reads_the_folders_with_their_flags(sample: Sample) -> None:
    home = mailbox.Maildir(sample.mail, create=False)
    assert set(home.list_folders()) == {"Sent", "Drafts", "Archive", "Junk", "Trash"}
    flags = {name: {m.get_flags() for m in home.get_folder(name)} for name in home.list_folders()}
    assert flags["Sent"] == {"S", "RS"}
    assert flags["Drafts"] == {"DS"}
    assert flags["Trash"] == {"ST"}
    assert {"", "S", "RS", "FS"} <= {message.get_flags() for message in home}


def test_what_robin_wrote_lies_in_sent_or_drafts_and_nothing_else_does(sample: Sample) -> None:
    for file in message_files(sample.mail):
        own = parse(file)["From"].addresses[0].display_name == "Robin Doe"
        assert own == (file.parent.parent.name in {".Sent", ".Drafts"})


def test_what_robin_answered_is_marked_so(sample: Sample) -> None:
    own = [m for m in messages(sample.mail) if m["From"].addresses[0].display_name == "Robin Doe"]
    answered = {m["In-Reply-To"] for m in own} - {None}
    marked = {
        parse(file)["Message-ID"]
        for file in message_files(sample.mail)
        if "R" in file.name.rpartition("2,")[2]
    }
    assert marked == answered


def test_notmuch_sees_the_same_mail_in_the_same_threads(sample: Sample, tmp_path: Path) -> None:
    with skip_when_missing():
        program = find_program("notmuch", "apt-get install notmuch")
    settings = tmp_path / "notmuch-config"
    settings.write_text(
        f"[database]\npath={sample.mail}\nmail_root={sample.mail}\n[new]\nignore=maildirfolder\n"
        "[user]\nname=Robin Doe\nprimary_email=robin@example.com\n"
    )
    environment = os.environ | {"NOTMUCH_CONFIG": str(settings)}

    def notmuch(*arguments: str) -> str:
        command = [str(program), *arguments]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    notmuch("new", "--quiet")
    assert int(notmuch("count", "*")) == len(messages(sample.mail))
    thread = notmuch("search", "--output=threads", "id:intro-ada.1@weber-kollegen.example")
    assert notmuch("count", thread) == "4"
    assert int(notmuch("count", "tag:replied")) > 10


def _bare(subject: str) -> str:
    return re.sub(r"^((re|aw): )+", "", subject, flags=re.IGNORECASE)


def _html(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    return str(part.get_content()) if part else ""


def _invitation(message: EmailMessage, method: str) -> icalendar.Event:
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    calendar = icalendar.Calendar.from_ical(part.get_content())
    assert part.get_param("method") == str(calendar["METHOD"]) == method
    return calendar.events[0]
