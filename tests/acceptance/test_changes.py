"""What others do on the servers between two rounds, carried here by mbsync and vdirsyncer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from syncd.demo.dates import ZONE
from tests.acceptance.desk import DAYS, Desk, laid_out, text_of
from tests.builders import ME, a_message
from tests.servers.fixtures import skip_when_missing

pytestmark = pytest.mark.timeout(300)

NINE = DAYS.moment("0d 09:00")
NOON = DAYS.moment("0d 12:20")
COFFEE = "coffee-ada"


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Ada's mails and the coffee with her, briefed at nine; the brief is on the server.

    The stand-up is there because vdirsyncer takes an emptied calendar for a fault of the server's.
    """
    base = tmp_path_factory.mktemp("desk")
    with skip_when_missing(), laid_out(base, about=("ada", "standup")) as made:
        assert [d["kind"] for d in made.round(NINE)["delivered"]] == ["brief"]
        made.sync()
        yield made


def test_a_meeting_that_moves_is_told_beside_the_brief_that_was_read(desk: Desk) -> None:
    (first,) = briefs(desk)
    desk.flag("INBOX", first, "\\Seen")
    desk.put(COFFEE, start="0d 14:30")
    desk.sync()
    assert desk.agenda(later(5))["coffee-ada@example.com"]["brief_state"] == "due"
    delivered = desk.round(later(5))["delivered"]
    assert [(d["kind"], d["revision"]) for d in delivered] == [("brief", 2)]
    desk.sync()
    assert desk.round(later(10))["delivered"] == []
    (old_flags, old), (new_flags, new) = desk.on_server("INBOX", "brief")
    assert old["Message-ID"] == first["Message-ID"]
    assert "\\Seen" in old_flags
    assert "\\Seen" not in new_flags
    assert new["X-Syncd-Revision"] == "2"
    assert new["In-Reply-To"] == first["Message-ID"]
    assert text_of(new).startswith("Moved: it was Tue 24 Nov, 10:30")


def test_a_brief_that_nobody_read_goes_from_the_server_when_its_meeting_moves(desk: Desk) -> None:
    (first,) = briefs(desk)
    desk.put(COFFEE, start="0d 14:30")
    desk.sync()
    desk.round(later(5))
    desk.sync()
    (second,) = briefs(desk)
    assert second["X-Syncd-Revision"] == "2"
    assert second["In-Reply-To"] == first["Message-ID"]


def test_a_brief_that_nobody_read_goes_with_its_meeting_and_no_draft_is_made(desk: Desk) -> None:
    desk.put(COFFEE, status="cancelled")
    desk.sync()
    assert [d["kind"] for d in desk.round(later(5))["withdrawn"]] == ["brief"]
    desk.sync()
    assert briefs(desk) == []
    assert desk.round(NOON)["delivered"] == []


def test_an_event_deleted_on_the_server_takes_its_unread_brief_along(desk: Desk) -> None:
    desk.radicale.delete("work", "coffee-ada@example.com.ics")
    desk.sync()
    assert [d["kind"] for d in desk.round(later(5))["withdrawn"]] == ["brief"]
    desk.sync()
    assert briefs(desk) == []


def test_an_answer_from_the_phone_goes_into_the_draft_and_a_deleted_draft_is_never_made_again(
    desk: Desk,
) -> None:
    (brief,) = briefs(desk)
    desk.dovecot.append("Sent", answer_to(brief), ["\\Seen"])
    desk.sync()
    assert [d["kind"] for d in desk.round(NOON)["delivered"]] == ["follow-up"]
    desk.sync()
    ((flags, draft),) = desk.on_server("Drafts", "follow-up")
    assert "\\Draft" in flags
    assert draft["In-Reply-To"] == "<coffee-ada.2@nordwind.example>"
    assert "knitting patterns" in text_of(draft)
    assert "[[ one thing" not in text_of(draft)

    desk.flag("Drafts", draft, "\\Deleted")
    desk.sync()
    noted = desk.syncd("note", "ada", "She sings in a choir.", at=NOON + timedelta(minutes=5))
    assert noted.code == 0, noted.err
    for minutes in (10, 15, 24 * 60):
        assert desk.round(NOON + timedelta(minutes=minutes))["delivered"] == []
        desk.sync()
    assert desk.on_server("Drafts", "follow-up") == []


def later(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def briefs(desk: Desk) -> list[EmailMessage]:
    return [message for _, message in desk.on_server("INBOX", "brief")]


def answer_to(brief: EmailMessage) -> bytes:
    """Two lines that Robin writes after the coffee, as a phone sends them."""
    return a_message(
        "She teaches loops with knitting patterns.\n\nSent from my phone\n",
        subject=f"Re: {brief['Subject']}",
        sender=ME,
        to=[ME],
        date=DAYS.moment("0d 11:25").astimezone(ZONE),
        in_reply_to=brief["Message-ID"],
    )
