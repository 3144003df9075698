"""What `syncd check` says of a Maildir."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from connectors.contract import Check
from tests.connectors.maildirs import PLUS_PLUS, TREE, MaildirSeeder, open_maildir
from tests.contracts.mailbox import DRAFTS, INBOX, SENT, a_mail


def lines(root: Path, **settings: str) -> dict[str, Check]:
    return {line.subject.split()[0]: line for line in open_maildir(root, **settings).check()}


def test_it_says_where_everything_is(tmp_path: Path) -> None:
    seeder = MaildirSeeder(tmp_path, PLUS_PLUS)
    seeder.plant(INBOX, a_mail("one"))
    found = lines(tmp_path)
    assert all(line.ok for line in found.values())
    assert found["path"].detail == "Maildir++, 7 folders"
    assert found["inbox"].detail == "INBOX, 1 message"
    assert found["sent"].detail == "Gesendete Elemente, 0 messages"
    assert found["drafts"].detail == "Entwürfe, 0 messages"


def test_a_missing_drafts_folder_will_be_made_and_is_not_made_now(tmp_path: Path) -> None:
    MaildirSeeder(tmp_path, {INBOX: "Inbox"})
    found = lines(tmp_path)
    assert found["drafts"].ok
    assert found["drafts"].detail == f"will be made: {tmp_path / 'Drafts'}"
    assert not (tmp_path / "Drafts").exists()


def test_a_missing_sent_folder_is_told_but_is_no_failure(tmp_path: Path) -> None:
    MaildirSeeder(tmp_path, {INBOX: "Inbox", DRAFTS: "Drafts"})
    assert lines(tmp_path)["sent"].ok
    assert "what you wrote is not known" in lines(tmp_path)["sent"].detail


@pytest.mark.parametrize("role", ["sent", "archive"])
def test_a_named_folder_that_is_missing_is_a_failure(tmp_path: Path, role: str) -> None:
    MaildirSeeder(tmp_path, TREE)
    line = lines(tmp_path, **{role: "Nowhere"})[role]
    assert not line.ok
    assert "[accounts.files]" in line.advice


def test_a_missing_inbox_is_a_failure_with_advice(tmp_path: Path) -> None:
    MaildirSeeder(tmp_path, {SENT: "Sent"})
    line = lines(tmp_path)["inbox"]
    assert not line.ok
    assert "`inbox`" in line.advice


def test_a_missing_path_is_one_failed_line(tmp_path: Path) -> None:
    (line,) = open_maildir(tmp_path / "nowhere").check()
    assert not line.ok
    assert "mount it" in line.advice


def test_a_link_to_a_folder_is_told_of(tmp_path: Path) -> None:
    MaildirSeeder(tmp_path / "Mail", TREE)
    (tmp_path / "elsewhere/cur").mkdir(parents=True)
    (tmp_path / "Mail/Old").symlink_to(tmp_path / "elsewhere")
    told = [line for line in open_maildir(tmp_path / "Mail").check() if "Old" in line.subject]
    assert [(line.ok, line.detail) for line in told] == [(True, "a link; it is not followed")]


@pytest.mark.parametrize("subject", ["inbox", "drafts"])
def test_a_folder_that_cannot_be_written_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subject: str
) -> None:
    MaildirSeeder(tmp_path, TREE)
    closed = tmp_path / TREE[subject]
    real = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: closed not in p.parents and real(p, mode))
    found = lines(tmp_path)
    assert [line.subject for line in found.values() if not line.ok] == [subject]
    assert "right to write" in found[subject].advice
