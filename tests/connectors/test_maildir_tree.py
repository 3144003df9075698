"""Which folders a Maildir has, what each is for, and where a missing one belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.maildir import MaildirSettings
from connectors.maildir.tree import Tree, look
from syncd.model import Role


def make(root: Path, *folders: str) -> None:
    for folder in folders:
        for sub in ("cur", "new", "tmp"):
            (root / folder / sub).mkdir(parents=True)


def tree(root: Path, **settings: str) -> Tree:
    return look("files", MaildirSettings(path=root, **settings))


def roles(found: Tree) -> dict[str, Role]:
    return {f.name: f.role for f in found.folders.values() if not f.left_out}


def test_a_tree_of_mbsync(tmp_path: Path) -> None:
    make(tmp_path, "Inbox", "Sent", "Drafts", "Archive", "Work/2026/Projects", "Trash/old", "Spam")
    assert roles(tree(tmp_path)) == {
        "Inbox": Role.INBOX,
        "Sent": Role.SENT,
        "Drafts": Role.DRAFTS,
        "Archive": Role.ARCHIVE,
        "Work/2026/Projects": Role.OTHER,
    }


def test_a_tree_of_gmail_through_mbsync(tmp_path: Path) -> None:
    make(tmp_path, "Inbox", *(f"[Gmail]/{n}" for n in ("Sent Mail", "Drafts", "All Mail", "Bin")))
    found = tree(tmp_path)
    assert found.folders["[Gmail]/Sent Mail"].role is Role.SENT
    assert found.folders["[Gmail]/All Mail"].role is Role.ARCHIVE
    assert found.folders["[Gmail]/Bin"].left_out


def test_maildir_plus_plus_of_dovecot(tmp_path: Path) -> None:
    make(tmp_path, "", ".Entw&APw-rfe", ".Gesendet", ".Arbeit.Kunden", ".Junk")
    found = tree(tmp_path)
    assert roles(found) == {
        "INBOX": Role.INBOX,
        ".Entw&APw-rfe": Role.DRAFTS,
        ".Gesendet": Role.SENT,
        ".Arbeit.Kunden": Role.OTHER,
    }
    assert found.folders[".Arbeit.Kunden"].shown == "Arbeit/Kunden"
    assert found.folders[".Entw&APw-rfe"].shown == "Entwürfe"


def test_folders_of_courier_below_the_inbox(tmp_path: Path) -> None:
    make(tmp_path, "", ".INBOX.Sent", ".INBOX.Drafts")
    assert roles(tree(tmp_path))[".INBOX.Sent"] is Role.SENT


def test_legacy_subfolders_of_mbsync(tmp_path: Path) -> None:
    make(tmp_path, "Inbox", "Work", "Work/.Clients", "Work/.Clients/.Nordwind")
    assert tree(tmp_path).folders["Work/.Clients/.Nordwind"].shown == "Work/Clients/Nordwind"


def test_what_is_no_mail_folder_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "Inbox")
    (tmp_path / ".notmuch/xapian").mkdir(parents=True)
    (tmp_path / "half/cur").mkdir(parents=True)
    (tmp_path / "notes.txt").write_text("cur new tmp")
    (tmp_path / "link").symlink_to(tmp_path / "Inbox")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert list(tree(tmp_path).folders) == ["Inbox"]


def test_a_very_deep_path_is_not_followed_to_its_end(tmp_path: Path) -> None:
    make(tmp_path, "Inbox", "/".join("abcdefghijklm"))
    assert list(tree(tmp_path).folders) == ["Inbox"]


def test_the_inbox_at_the_top_and_a_folder_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    make(tmp_path, "", "INBOX")
    assert set(tree(tmp_path).folders) == {"INBOX", "./INBOX"}


def test_settings_name_folders_as_they_are_shown_or_as_they_lie_on_the_disk(tmp_path: Path) -> None:
    make(tmp_path, "", ".Sent", ".Out.Gr&APw-n", ".K&AOQ-sten")
    found = tree(tmp_path, sent="out/grün", archive=".K&AOQ-sten")
    assert found.folders[".Out.Gr&APw-n"].role is Role.SENT
    assert found.folders[".K&AOQ-sten"].role is Role.ARCHIVE
    assert found.folders[".Sent"].role is Role.OTHER


def test_of_several_drafts_folders_the_usual_one_gets_the_letters(tmp_path: Path) -> None:
    make(tmp_path, "Inbox", "Old/Drafts", "Bozze", "Drafts")
    home = tree(tmp_path).home(Role.DRAFTS)
    assert home is not None
    assert home.name == "Drafts"


@pytest.mark.parametrize(
    ("folders", "settings", "expected"),
    [
        (["Inbox"], {}, "Drafts"),
        (["work/Inbox", "work/Sent"], {}, "work/Drafts"),
        (["", ".Sent"], {}, ".Drafts"),
        ([""], {}, ".Drafts"),
        (["", "Sent"], {}, "Drafts"),
        (["", ".Sent"], {"drafts": "Entwürfe/syncd"}, ".Entw&APw-rfe.syncd"),
        (["work/Inbox"], {"drafts": "work/Ideas"}, "work/Ideas"),
    ],
)
def test_a_missing_drafts_folder_belongs_where_the_layout_has_it(
    tmp_path: Path, folders: list[str], settings: dict[str, str], expected: str
) -> None:
    make(tmp_path, *folders)
    found = tree(tmp_path, **settings)
    assert found.home(Role.DRAFTS) is None
    assert found.new_home(Role.DRAFTS) == tmp_path / expected


@pytest.mark.parametrize("name", ["../elsewhere", "/etc", "a//b", ".", "a\nb", "a/"])
def test_a_folder_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="a folder is named"):
        MaildirSettings(path=tmp_path, drafts=name)


def test_a_path_that_depends_on_where_one_stands_is_refused() -> None:
    with pytest.raises(ValueError, match="whole path"):
        MaildirSettings(path=Path("Mail"))
    assert MaildirSettings(path=Path("~/Mail")).path.is_absolute()
