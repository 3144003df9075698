"""What a Maildir file name says, as the programs that write them name their files."""

from __future__ import annotations

import pytest

from connectors.maildir.names import (
    another_base,
    base_of,
    created,
    file_name,
    flags_of,
    id_of,
    is_copy_of,
    tag_of,
)
from syncd.model import Flag


@pytest.mark.parametrize(
    ("name", "id_", "tag"),
    [
        ("1790000000.4711_1.host,U=5:2,S", "1790000000.4711_1.host", "seen"),  # mbsync
        ("1790000000.4711_1.host", "1790000000.4711_1.host", ""),
        ("1790000000.M1P2.host,S=1234,W=1250:2,FS", "1790000000.M1P2.host", "flagged seen"),
        ("1790000000.M1P2.host,S=1234,W=1250", "1790000000.M1P2.host", ""),  # Dovecot, in new
        ("1790000000.M1P2.host,S=1234:2,Sab", "1790000000.M1P2.host", "seen"),  # its keywords
        ("1790000000.M1P2V8Q1.host.example:2,", "1790000000.M1P2V8Q1.host.example", ""),
        ("1790000000_0.47.host,U=1,FMD5=ab2,:2,DS", "1790000000_0.47.host", "draft seen"),
        ("1790000000.R1.host;2,RS", "1790000000.R1.host", "answered seen"),  # mbsync, Windows
        ("1790000000.R1.host,U=5;2,S", "1790000000.R1.host", "seen"),
        ("1790000000.R1.host!2,TS", "1790000000.R1.host", "deleted seen"),
        ("1790000000.R1.host:2,PS", "1790000000.R1.host", "seen"),  # P: passed on
        ("1790000000.R1.host:1,experimental", "1790000000.R1.host", ""),
        ("1790000000.R1.host:2", "1790000000.R1.host", ""),
        ("letter.eml", "letter.eml", ""),
        ("12,", "12", ""),
        (",odd", ",odd", ""),
        (":2,S", ":2,S", "seen"),
        ("2,S", "2", ""),
        ("caf\u00e9:2,S", "caf\u00e9", "seen"),
        ("caf\udce9:2,S", "caf\\udce9", "seen"),  # Latin-1 in a UTF-8 world
    ],
)
def test_a_name_gives_its_id_and_flags(name: str, id_: str, tag: str) -> None:
    assert (id_of(name), tag_of(name)) == (id_, tag)
    assert " ".join(sorted(flags_of(name))) == tag
    id_.encode()


def test_a_name_we_write_is_read_back() -> None:
    flags = frozenset({Flag.SEEN, Flag.DRAFT})
    assert file_name("syncd-1", flags) == "syncd-1:2,DS"
    assert flags_of(file_name("syncd-1", flags)) == flags


def test_a_letter_is_known_by_its_name_whatever_programs_add_to_it() -> None:
    base = base_of("<a@syncd.invalid>")
    for name in (base, f"{base}:2,", f"{base},U=7:2,S", f"{base},S=3,W=4;2,F"):
        assert is_copy_of("<a@syncd.invalid>", name)
        assert not is_copy_of("<b@syncd.invalid>", name)
    assert is_copy_of("<a@syncd.invalid>", another_base("<a@syncd.invalid>", b"better") + ":2,DS")
    assert not is_copy_of("<a@syncd.invalid>", base + "0")
    assert not is_copy_of("<a@syncd.invalid>", f"1790000000.{base}")


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("1790000000.M1P2.host", 1790000000),
        ("999999999.host", 999999999),
        ("syncd-0123:2,S", None),
        ("42.host", None),
        ("123456789012345.host", None),
        ("\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661.host", None),
    ],
)
def test_the_time_a_file_was_written_is_read_from_its_name(name: str, when: int | None) -> None:
    assert created(name) == when
