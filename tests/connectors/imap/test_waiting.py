"""IDLE: news in seconds, silence without traffic, and a dead line noticed."""

from __future__ import annotations

import threading
import time

import pytest

from connectors.imap import waiting
from connectors.imap.mailbox import ImapMailbox
from syncd.errors import AccountError
from tests.connectors.imap.worlds import Others
from tests.contracts.mailbox import INBOX, Mirror, a_mail, mail_id
from tests.servers.proxy import Link


def test_a_reply_is_noticed_within_a_second(mailbox: ImapMailbox, others: Others) -> None:
    mirror = Mirror(mailbox).read()
    timer = threading.Timer(0.3, others.plant, (INBOX, a_mail("reply")))
    timer.start()
    started = time.monotonic()
    assert mailbox.wait(20) is True
    assert time.monotonic() - started < 3
    timer.join()
    mirror.read().one(mail_id("reply"))


def test_silence_lasts_as_long_as_asked_and_costs_no_traffic(
    mailbox: ImapMailbox, link: Link
) -> None:
    Mirror(mailbox).read()
    mailbox.wait(0.05)
    before = link.turns
    started = time.monotonic()
    for _ in range(5):
        assert mailbox.wait(0.1) is False
    assert 0.45 < time.monotonic() - started < 2
    assert link.turns == before


def test_other_work_ends_the_waiting_and_it_goes_on_afterwards(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    mirror = Mirror(mailbox).read()
    assert mailbox.wait(0.05) is False
    others.plant(INBOX, a_mail("one"))
    mirror.read().one(mail_id("one"))
    assert mailbox.wait(0.05) is False
    others.plant(INBOX, a_mail("two"))
    assert mailbox.wait(5) is True
    mirror.read().one(mail_id("two"))
    assert link.connections == 1


def test_reading_and_waiting_in_turns_never_misses_mail(
    mailbox: ImapMailbox, others: Others
) -> None:
    mirror = Mirror(mailbox).read()
    for number in range(8):
        others.plant(INBOX, a_mail(f"mail-{number}"))
        mailbox.wait(0.02)
        mirror.read().one(mail_id(f"mail-{number}"))


def test_a_line_that_is_cut_is_noticed_and_made_anew(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    mirror = Mirror(mailbox).read()
    mailbox.wait(0.05)
    threading.Timer(0.2, link.cut).start()
    started = time.monotonic()
    try:
        mailbox.wait(1.0)
    except AccountError:
        assert time.monotonic() - started < 5
    others.plant(INBOX, a_mail("one"))
    mirror.read().one(mail_id("one"))


def test_a_server_that_goes_away_while_waiting_is_an_error(
    mailbox: ImapMailbox, link: Link
) -> None:
    Mirror(mailbox).read()
    mailbox.wait(0.05)
    link.accepts = False
    link.cut()
    with pytest.raises(AccountError):
        mailbox.wait(5)


def test_idle_is_begun_anew_before_servers_end_it(
    mailbox: ImapMailbox, others: Others, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "RENEW_SECONDS", 0.2)
    Mirror(mailbox).read()
    before = link.turns
    assert mailbox.wait(1.0) is False
    assert 3 <= link.turns - before <= 30
    others.plant(INBOX, a_mail("one"))
    assert mailbox.wait(5) is True


def test_without_idle_it_sleeps_and_knows_nothing(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    link.hidden = (b" IDLE",)
    others.plant(INBOX, a_mail("one"))
    started = time.monotonic()
    assert mailbox.wait(0.3) is False
    assert time.monotonic() - started >= 0.3
