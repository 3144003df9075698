"""Words of the protocol: cursors, sets of UIDs, and answers that are not as they should be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.imap import answers
from connectors.imap.answers import Changed, read_ranges
from connectors.imap.client import Client, Status, compressed, quoted
from connectors.imap.cursor import Progress, decode, encode, message_key, uid_of
from connectors.imap.folders import Folder, Layout
from connectors.imap.headers import flags_of
from connectors.imap.search import is_searchable, read_mark, write_mark
from connectors.imap.writing import _try_to_remove
from syncd.model import Flag, Ref, Role

numbers = st.integers(0, 2**32)


@given(st.dictionaries(st.text(), st.builds(Progress, *[numbers] * 5)))
def test_a_cursor_reads_back_as_it_was_written(progress: dict[str, Progress]) -> None:
    assert decode(encode(progress)) == progress


@given(st.text())
def test_any_other_text_is_the_beginning_or_a_cursor(text: str) -> None:
    assert isinstance(decode(text), dict)
    assert isinstance(read_mark(text), dict)


@given(st.dictionaries(st.text(), st.builds(Status, numbers, st.integers(1, 2**32))))
def test_a_mark_reads_back_as_it_was_written(status: dict[str, Status]) -> None:
    expected = {name: (one.validity, one.next) for name, one in status.items()}
    assert read_mark(write_mark(status)) == expected


@given(st.sets(st.integers(1, 200)))
def test_a_set_of_uids_names_exactly_these(uids: set[int]) -> None:
    ranges = read_ranges([compressed(list(uids)).encode()])
    assert {uid for first, last in ranges for uid in range(first, last + 1)} == uids


def test_an_id_of_another_uidvalidity_is_no_uid() -> None:
    assert uid_of(message_key(7, 42), 7) == 42
    assert uid_of(message_key(7, 42), 8) == 0
    for strange in ("", "42", "7.", "7.x", "7.-1", "7.\uff14\uff12"):
        assert uid_of(strange, 7) == 0


@pytest.mark.parametrize("text", ["a\r\nb", "a\0b", "ü", "\x7f"])
def test_what_could_end_a_command_is_never_quoted(text: str) -> None:
    assert not is_searchable(text)
    with pytest.raises(ValueError, match="printable"):
        quoted(text)


def test_quotes_and_backslashes_are_escaped() -> None:
    assert quoted('a"b\\c') == b'"a\\"b\\\\c"'


def test_flags_are_known_however_they_are_spelled_and_keywords_are_left_out() -> None:
    raw = (b"\\SEEN", b"\\Draft", b"$Forwarded", b"\\Recent", b"\\XSpecial", 7)
    assert flags_of(raw) == {Flag.SEEN, Flag.DRAFT}


def read(*data: Any) -> Changed:
    changed = Changed()
    changed.read(data)
    return changed


@pytest.mark.parametrize(
    "parts",
    [
        (b'1 (UID 11 FLAGS (\\Seen $x) INTERNALDATE "23-Nov-2026 06:31:57 +0100" MODSEQ (9))',),
        (b"1 (FLAGS () RFC822.SIZE 77 X-GM-THRID 12 UID 11)",),
        ((b"1 (UID 11 FLAGS () BODY[HEADER.FIELDS (FROM TO)]<0> {9}", b"From: a\r\n"), b")"),
        ((b"1 (FLAGS () body[header.fields (FROM)] {9}", b"From: a\r\n"), b" UID 11)"),
        (b'1 (UID 11 FLAGS (\\Seen) BODY[HEADER.FIELDS (FROM)] "From: a")',),
        (b"1 (UID 11 BODY[HEADER.FIELDS (FROM)] NIL)",),
    ],
)
def test_the_quick_reading_says_what_the_librarys_does(parts: tuple[Any, ...]) -> None:
    shortened = [answers._shortened(part) for part in parts]
    thorough = answers._thorough(shortened)
    thorough.pop(b"SEQ")
    quick = answers._quick(shortened)
    assert quick is None or quick == thorough
    (message,) = read(*parts).messages.values()
    assert message.items() >= {k: v for k, v in thorough.items() if k != b"UID"}.items()


def test_an_unreadable_answer_is_set_aside_and_the_others_are_read() -> None:
    changed = read(
        b"1 (UID 11 FLAGS (\\Seen))",
        b"2 (UID 12 FLAGS (\\Seen)",
        (b"3 (UID 13 BODY[HEADER] {3}", b"a\r\n"),
        b" FLAGS ())",
        b"(((",
    )
    assert set(changed.messages) == {11, 13}
    assert set(changed.unreadable) == {12}


def test_news_about_a_message_without_its_uid_is_not_taken_for_another_message() -> None:
    changed = read(b"11 (FLAGS (\\Deleted))", b"1 (UID 11 FLAGS (\\Seen))")
    assert changed.messages[11][b"FLAGS"] == (b"\\Seen",)


class Gmail:
    """Stands in for a connection to a server that archives what is expunged outside its trash."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self._open = ""
        self._at = {"INBOX": {5}, "Trash": set[int]()}

    def offers(self, capability: str) -> bool:
        return capability in {"X-GM-EXT-1", "UIDPLUS", "MOVE", "CONDSTORE"}

    def open(self, folder: str, *, write: bool = False) -> Status:
        self._open = folder
        return Status(1, 100, len(self._at[folder]))

    def fetch_items(self, uids: list[int], items: object) -> Changed:
        header = b"Message-ID: <one@syncd.invalid>\r\nX-Syncd-Kind: brief\r\n\r\n"
        found = {
            u: {b"FLAGS": (), b"BODY[HEADER]": header} for u in uids if u in self._at[self._open]
        }
        return Changed(messages=found)

    def move_to(self, uid: int, folder: str) -> int:
        self.done.append(("move", uid, folder))
        self._at[self._open].discard(uid)
        self._at[folder].add(9)
        return 9

    def store_deleted(self, uid: int) -> bool:
        self.done.append(("deleted", self._open, uid))
        return True

    def uid_expunge(self, uids: list[int]) -> None:
        self.done.append(("expunge", self._open, uids))


def test_at_gmail_a_letter_is_removed_by_way_of_the_trash() -> None:
    gmail = Gmail()
    layout = Layout((Folder("INBOX", Role.INBOX),), {Role.INBOX: "INBOX"}, trash="Trash")
    client: Client = gmail  # type: ignore[assignment]
    ref = Ref("INBOX", message_key(1, 5))
    assert _try_to_remove(client, layout, ref, "<one@syncd.invalid>", frozenset()) is True
    assert gmail.done == [
        ("move", 5, "Trash"),
        ("deleted", "Trash", 9),
        ("expunge", "Trash", [9]),
    ]
