"""What happens when the server, the network or the password does not play along."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from pydantic import ValidationError

from connectors.imap import connection, faults
from connectors.imap.mailbox import ImapMailbox
from connectors.imap.settings import ImapSettings
from syncd.errors import AccountError
from tests.connectors.imap.worlds import Others, open_mailbox
from tests.contracts.mailbox import INBOX, Mirror, a_mail, mail_id
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Link, Trouble, What


def refused(mailbox: ImapMailbox) -> AccountError:
    with pytest.raises(AccountError) as error:
        Mirror(mailbox).read()
    assert error.value.account == "home"
    return error.value


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_tls_and_starttls_lead_to_the_same_mailbox(
    others: Others, rich: Dovecot, tmp_path: Path, security: str
) -> None:
    others.plant(INBOX, a_mail("one"))
    port = rich.tls_port if security == "tls" else rich.port
    mailbox = open_mailbox(
        rich, tmp_path, host="localhost", port=port, security=security, ca_file=rich.ca
    )
    Mirror(mailbox).read().one(mail_id("one"))
    mailbox.close()


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_of_an_unknown_authority_is_refused_clearly(
    rich: Dovecot, tmp_path: Path, security: str
) -> None:
    port = rich.tls_port if security == "tls" else rich.port
    error = refused(open_mailbox(rich, tmp_path, host="localhost", port=port, security=security))
    assert "certificate of localhost" in error.message
    assert "ca_file" in error.advice
    assert error.permanent


def test_a_certificate_for_another_name_is_refused(rich: Dovecot, tmp_path: Path) -> None:
    error = refused(
        open_mailbox(
            rich, tmp_path, host="127.0.0.2", port=rich.tls_port, security="tls", ca_file=rich.ca
        )
    )
    assert "127.0.0.2" in error.message


def test_a_server_without_tls_on_that_port_says_to_check_the_port(
    rich: Dovecot, tmp_path: Path
) -> None:
    error = refused(open_mailbox(rich, tmp_path, security="tls", ca_file=rich.ca))
    assert "does not speak TLS" in error.message
    assert "993" in error.advice


def test_starttls_is_never_left_out_in_silence(rich: Dovecot, tmp_path: Path, link: Link) -> None:
    link.hidden = (b"STARTTLS",)
    error = refused(
        open_mailbox(rich, tmp_path, port=link.port, security="starttls", ca_file=rich.ca)
    )
    assert "cannot be reached" in error.message


@pytest.mark.parametrize("host", ["mail.example.com", "10.0.0.1"])
def test_a_password_is_not_sent_in_the_clear_to_another_machine(host: str) -> None:
    with pytest.raises(ValidationError, match="readable by anyone"):
        ImapSettings(user="robin", host=host, security="none")
    assert ImapSettings(user="robin", host=host, security="none", insecure=True)
    assert ImapSettings(user="robin", host="localhost", security="none")


def test_a_wrong_password_is_told_and_a_new_one_is_used_at_once(
    others: Others, rich: Dovecot, tmp_path: Path
) -> None:
    mailbox = open_mailbox(rich, tmp_path)
    (tmp_path / "password").write_text("wrong\n")
    error = refused(mailbox)
    assert error.permanent
    assert "syncd connect home" in error.advice
    (tmp_path / "password").write_text(rich.password + "\n")
    Mirror(mailbox).read()
    mailbox.close()


def test_a_password_that_changes_while_connected_breaks_nothing_until_the_next_login(
    mailbox: ImapMailbox, link: Link, tmp_path: Path, rich: Dovecot
) -> None:
    Mirror(mailbox).read()
    (tmp_path / "password").write_text("wrong\n")
    Mirror(mailbox).read()
    link.cut()
    refused(mailbox)
    assert refused(mailbox).permanent
    (tmp_path / "password").write_text(rich.password + "\n")
    Mirror(mailbox).read()


def test_no_password_at_all_says_how_to_give_one(rich: Dovecot, tmp_path: Path) -> None:
    error = refused(open_mailbox(rich, tmp_path, password_command="true", password_file=None))
    assert "There is no password" in error.message


def test_a_server_that_is_away_is_an_error_and_comes_back_by_itself(
    mailbox: ImapMailbox, others: Others, rich: Dovecot
) -> None:
    others.plant(INBOX, a_mail("one"))
    mirror = Mirror(mailbox).read()
    rich.stop()
    refused(mailbox)
    assert "cannot be reached" in refused(mailbox).message
    rich.restart()
    mirror.read().one(mail_id("one"))


def test_too_many_connections_are_no_reason_to_change_the_password(
    others: Others, rich: Dovecot, tmp_path: Path
) -> None:
    others.close()
    mailbox = open_mailbox(rich, tmp_path)
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(rich.session())
        error = refused(mailbox)
        assert not error.permanent
        assert "other mail programs" in error.advice
    Mirror(mailbox).read()
    mailbox.close()


def test_one_connection_is_kept_for_everything(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    others.plant(INBOX, a_mail("one"))
    mirror = Mirror(mailbox).read()
    mailbox.message(mirror.one(mail_id("one")).ref)
    list(mailbox.correspondence(["ada@nordwind.example"]))
    list(mailbox.check())
    mailbox.wait(0.1)
    mirror.read()
    assert link.connections == 1


def test_a_half_open_connection_times_out(
    mailbox: ImapMailbox, others: Others, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "READ_SECONDS", 0.5)
    monkeypatch.setattr(connection, "READ_SECONDS", 0.5)
    link.trouble = Trouble(after=b"EXAMINE", what=What.SWALLOW)
    others.plant(INBOX, a_mail("one"))
    started = time.monotonic()
    error = refused(mailbox)
    assert time.monotonic() - started < 5
    assert "no answer within" in error.message
    Mirror(mailbox).read().one(mail_id("one"))


def test_a_connection_that_died_while_unused_is_replaced_without_a_word(
    mailbox: ImapMailbox, others: Others, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    others.plant(INBOX, a_mail("one"))
    Mirror(mailbox).read()
    monkeypatch.setattr(connection, "STALE_SECONDS", 0.0)
    link.cut()
    Mirror(mailbox).read().one(mail_id("one"))
    assert link.connections == 2


@pytest.mark.parametrize("after", [b"LIST", b"EXAMINE", b"SEARCH", b"FETCH"])
def test_an_answer_that_is_cut_off_is_an_error_and_the_next_try_works(
    mailbox: ImapMailbox, others: Others, link: Link, after: bytes
) -> None:
    others.plant(INBOX, a_mail("one"))
    link.trouble = Trouble(after=after, what=What.CUT_ANSWER)
    refused(mailbox)
    assert link.struck == 1
    Mirror(mailbox).read().one(mail_id("one"))


def test_closing_logs_out_and_may_be_done_twice(
    mailbox: ImapMailbox, link: Link, rich: Dovecot
) -> None:
    Mirror(mailbox).read()
    mailbox.close()
    mailbox.close()
    assert "Logged out" in rich.process.log
    Mirror(mailbox).read()
    assert link.connections == 2


def test_check_says_what_to_do_when_the_server_is_away(
    mailbox: ImapMailbox, rich: Dovecot, link: Link
) -> None:
    link.accepts = False
    (line,) = mailbox.check()
    assert not line.ok
    assert line.advice


def test_check_misses_a_folder_that_the_config_names(
    others: Others, rich: Dovecot, tmp_path: Path
) -> None:
    mailbox = open_mailbox(rich, tmp_path, drafts="Notizen")
    failed = {line.subject for line in mailbox.check() if not line.ok}
    assert failed == {"folder drafts", "folder Notizen"}
    mailbox.close()
