"""Reading a mailbox little by little: pages, new UIDs, and servers that offer less."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.imap import changes
from connectors.imap.client import Client
from connectors.imap.mailbox import ImapMailbox
from syncd.errors import AccountError
from syncd.model import Flag, Role
from tests.connectors.imap.worlds import Others, open_mailbox
from tests.contracts.mailbox import (
    ARCHIVE,
    INBOX,
    OTHER,
    SENT,
    Mirror,
    a_letter,
    a_mail,
    letter_id,
    mail_id,
)
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Link

#: What is hidden from the connector to make the server poorer.
POORER = {
    "all it has": (),
    "no QRESYNC": (b"QRESYNC",),
    "no CONDSTORE": (b"QRESYNC", b"CONDSTORE", b"HIGHESTMODSEQ"),
    "no LIST-STATUS": (b"LIST-STATUS",),
    "no UNSELECT": (b"UNSELECT",),
    "no ENABLE": (b"ENABLE",),
}


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "PAGE", 10)


def plant_many(others: Others, count: int, place: str = INBOX, start: int = 0) -> None:
    for number in range(start, start + count):
        others.plant(place, a_mail(f"mail-{number}"))


def test_a_poll_without_changes_is_one_round_trip(
    mailbox: ImapMailbox, others: Others, link: Link
) -> None:
    plant_many(others, 3)
    mirror = Mirror(mailbox).read()
    mirror.read()
    before = link.turns
    mirror.read()
    assert link.turns - before == 1
    assert link.connections == 1


@pytest.mark.usefixtures("small_pages")
def test_the_first_reading_comes_newest_first_in_pages(
    mailbox: ImapMailbox, others: Others
) -> None:
    plant_many(others, 25)
    pages = [page for page in mailbox.changes("", lambda _: {}) if page.envelopes]
    ids = [envelope.message_id for page in pages for envelope in page.envelopes]
    assert ids == [mail_id(f"mail-{number}") for number in reversed(range(25))]
    assert [len(page.envelopes) for page in pages] == [10, 10, 5]
    assert [page.left for page in pages] == [15, 5, 0]


@pytest.mark.usefixtures("small_pages")
def test_an_interrupted_first_reading_goes_on_where_it_stopped(
    mailbox: ImapMailbox, others: Others
) -> None:
    plant_many(others, 25)
    mirror = Mirror(mailbox)
    mirror.apply(next(mailbox.changes("", mirror.known)))
    first = set(mirror.envelopes)
    assert len(first) == 10
    others.plant(INBOX, a_mail("new"))
    others.flag(mail_id("mail-24"), {Flag.SEEN})
    others.delete(mail_id("mail-23"))
    others.delete(mail_id("mail-3"))
    mirror.read()
    expected = {mail_id(f"mail-{number}") for number in range(25) if number not in {3, 23}}
    assert {e.message_id for e in mirror.envelopes.values()} == expected | {mail_id("new")}
    assert mirror.one(mail_id("mail-24")).flags == {Flag.SEEN}
    again = [e.ref for e in mirror.news if e.ref in first]
    assert again == [mirror.one(mail_id("mail-24")).ref]


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("stop_after", range(1, 8))
def test_wherever_a_reading_stops_the_next_ones_complete_it(
    mailbox: ImapMailbox, others: Others, stop_after: int
) -> None:
    plant_many(others, 12)
    mirror = Mirror(mailbox).read()
    plant_many(others, 25, start=12)
    for number in range(6):
        others.flag(mail_id(f"mail-{number}"), {Flag.SEEN})
    others.delete(mail_id("mail-7"))
    pages = mailbox.changes(mirror.cursor, mirror.known)
    for _, page in zip(range(stop_after), pages, strict=False):
        mirror.apply(page)
    pages.close()  # type: ignore[attr-defined]
    mirror.read()
    assert {e.message_id for e in mirror.envelopes.values()} == {
        mail_id(f"mail-{number}") for number in range(37) if number != 7
    }
    seen = {e.message_id for e in mirror.envelopes.values() if Flag.SEEN in e.flags}
    assert seen == {mail_id(f"mail-{number}") for number in range(6)}


@pytest.mark.usefixtures("small_pages")
def test_a_sparse_folder_is_searched_in_windows(
    mailbox: ImapMailbox, others: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "SEARCH_WINDOW", 7)
    plant_many(others, 30)
    for number in range(10, 24):
        others.delete(mail_id(f"mail-{number}"))
    mirror = Mirror(mailbox).read()
    assert len(mirror.envelopes) == 16
    others.delete(mail_id("mail-3"))
    mirror.cursor = ""
    assert len(mirror.read().envelopes) == 15


@pytest.mark.parametrize("hidden", POORER.values(), ids=POORER)
def test_a_poorer_server_gives_the_same_mirror(
    mailbox: ImapMailbox, others: Others, link: Link, hidden: tuple[bytes, ...]
) -> None:
    link.hidden = hidden
    plant_many(others, 12)
    mirror = Mirror(mailbox).read()
    for _ in range(3):
        others.flag(mail_id("mail-1"), {Flag.SEEN})
        others.move(mail_id("mail-2"), ARCHIVE)
        others.delete(mail_id("mail-4"))
        others.plant(SENT, a_mail("answer"), flags={Flag.SEEN})
        mirror.read()
        assert mirror.one(mail_id("mail-1")).flags == {Flag.SEEN}
        assert mirror.one(mail_id("mail-2")).role is Role.ARCHIVE
        assert mirror.all(mail_id("mail-4")) == []
        assert mirror.one(mail_id("answer")).role is Role.SENT
        others.delete(mail_id("answer"))
        others.move(mail_id("mail-2"), INBOX)
        others.flag(mail_id("mail-1"), ())
        others.plant(INBOX, a_mail("mail-4"))
        mirror.read()
        assert mirror.one(mail_id("mail-1")).flags == frozenset()
        assert mirror.one(mail_id("mail-2")).role is Role.INBOX
        assert mirror.all(mail_id("answer")) == []
        mirror.one(mail_id("mail-4"))
        assert len(mirror.envelopes) == 12


def test_new_uids_for_everything_lose_and_double_nothing(
    mailbox: ImapMailbox, others: Others, rich: Dovecot
) -> None:
    plant_many(others, 20)
    others.flag(mail_id("mail-3"), {Flag.SEEN})
    mirror = Mirror(mailbox).read()
    before = {e.message_id: e.flags for e in mirror.envelopes.values()}
    validity = rich.uid_validity("INBOX")
    rich.wipe_index()
    assert rich.uid_validity("INBOX") != validity
    with pytest.raises(AccountError):
        mirror.read()  # the connection died with the server
    mirror.read()
    assert {e.message_id: e.flags for e in mirror.envelopes.values()} == before
    assert len(mirror.envelopes) == 20


def test_while_uids_change_nothing_is_ever_gone_before_its_new_place_is_known(
    mailbox: ImapMailbox, others: Others, rich: Dovecot, small_pages: None
) -> None:
    plant_many(others, 25)
    mirror = Mirror(mailbox).read()
    mailbox.close()
    rich.wipe_index()
    for page in mailbox.changes(mirror.cursor, mirror.known):
        mirror.apply(page)
        assert len({e.message_id for e in mirror.envelopes.values()}) == 25
    assert len(mirror.envelopes) == 25


def test_new_uids_for_everything_do_not_hide_our_letters(
    mailbox: ImapMailbox, others: Others, rich: Dovecot
) -> None:
    mark = mailbox.mark(Role.INBOX)
    ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
    plant_many(others, 3)
    mailbox.close()
    rich.wipe_index()
    (held,) = mailbox.find(letter_id("brief-1"), mark=mark)
    assert held.ref != ref
    assert mailbox.remove(ref, message_id=letter_id("brief-1")) is True
    assert mailbox.find(letter_id("brief-1")) == ()
    assert len(Mirror(mailbox).read().envelopes) == 3


def test_a_renamed_folder_is_read_under_its_new_name(
    mailbox: ImapMailbox, others: Others, rich: Dovecot
) -> None:
    others.plant(OTHER, a_mail("one"))
    mirror = Mirror(mailbox).read()
    with rich.session() as session:
        session.rename("Projects", "Done")
    mirror.read()
    assert mirror.one(mail_id("one")).ref.folder == "Done"
    with rich.session() as session:
        session.rename("Done", "Projects")
    assert mirror.read().one(mail_id("one")).ref.folder == "Projects"


def test_folder_names_of_any_language_are_read(
    mailbox: ImapMailbox, others: Others, rich: Dovecot
) -> None:
    name = 'Entwürfe & "Ideen" 日本'
    with rich.session() as session:
        session.create('"Entw&APw-rfe &- \\"Ideen\\" &ZeVnLA-"')
        session.append('"Entw&APw-rfe &- \\"Ideen\\" &ZeVnLA-"', "", "", a_mail("one"))
    mirror = Mirror(mailbox).read()
    ref = mirror.one(mail_id("one")).ref
    assert ref.folder == name
    assert b"looking forward" in mailbox.message(ref)
    with rich.session() as session:
        session.delete('"Entw&APw-rfe &- \\"Ideen\\" &ZeVnLA-"')
    assert mirror.read().envelopes == {}


def test_folders_that_are_not_wanted_are_not_read(
    others: Others, rich: Dovecot, tmp_path: Path
) -> None:
    others.plant(OTHER, a_mail("one"))
    others.plant(INBOX, a_mail("two"))
    mailbox = open_mailbox(rich, tmp_path, skip=("projects",))
    assert [e.message_id for e in Mirror(mailbox).read().envelopes.values()] == [mail_id("two")]
    mailbox.close()


def test_a_folder_that_cannot_be_opened_is_set_aside_and_the_rest_is_read(
    mailbox: ImapMailbox, others: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    others.plant(OTHER, a_mail("hidden"))
    others.plant(INBOX, a_mail("one"))
    mirror = Mirror(mailbox)
    with monkeypatch.context() as patched:
        refuse_to_open(patched, "Projects")
        mirror.read()
        mirror.one(mail_id("one"))
        assert [(bad.where, bool(bad.reason)) for bad in mirror.bad_news] == [("Projects", True)]
        assert mirror.all(mail_id("hidden")) == []
    mirror.read().one(mail_id("hidden"))


def test_an_inbox_that_cannot_be_opened_is_an_error(
    mailbox: ImapMailbox, others: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_to_open(monkeypatch, "INBOX")
    with pytest.raises(AccountError, match="refused"):
        Mirror(mailbox).read()


def refuse_to_open(patched: pytest.MonkeyPatch, refused: str) -> None:
    """The server says NO to EXAMINE of one folder."""
    select = Client.select_folder

    def selecting(client: Client, folder: str, readonly: bool = False) -> object:
        return select(client, "no such folder" if folder == refused else folder, readonly)

    patched.setattr(Client, "select_folder", selecting)
