"""Which folder is what: by config, by the server's word, by name; and what is never read."""

from __future__ import annotations

import pytest

from connectors.imap.client import Listed
from connectors.imap.folders import Layout, arrange
from connectors.imap.settings import ImapSettings
from syncd.model import Role


def listed(*names: str, delimiter: str = "/", **special: str) -> list[Listed]:
    """Folders; ``Sent="sent"`` says that the server calls the folder Sent ``\\Sent``."""
    plain = [Listed(name, delimiter, frozenset({"\\hasnochildren"})) for name in names]
    return plain + [Listed(n, delimiter, frozenset({f"\\{use}"})) for n, use in special.items()]


def arranged(folders: list[Listed], foreign: tuple[str, ...] = (), **settings: object) -> Layout:
    return arrange(folders, ImapSettings.model_validate({"user": "robin", **settings}), foreign)


def read(layout: Layout) -> list[str]:
    return [folder.name for folder in layout.mirrored()]


def test_the_servers_word_counts_more_than_the_name() -> None:
    layout = arranged(listed("INBOX", "Drafts", "Entwürfe", Postausgang="sent", Skizzen="drafts"))
    assert layout.targets == {
        Role.INBOX: "INBOX",
        Role.SENT: "Postausgang",
        Role.DRAFTS: "Skizzen",
    }


def test_the_config_counts_more_than_the_servers_word() -> None:
    folders = listed("INBOX", "Notizen", Drafts="drafts")
    assert arranged(folders, drafts="notizen").targets[Role.DRAFTS] == "Notizen"


def test_a_configured_folder_that_is_not_there_is_not_replaced_by_a_guess() -> None:
    assert Role.DRAFTS not in arranged(listed("INBOX", Drafts="drafts"), drafts="Nowhere").targets


@pytest.mark.parametrize(
    ("names", "delimiter"),
    [
        (("INBOX", "INBOX.Entwürfe", "INBOX.Gesendete Elemente"), "."),
        (("INBOX", "Brouillons", "Messages envoyés"), "/"),
        (("inbox", "下書き", "送信済み"), "/"),
    ],
)
def test_well_known_names_in_many_languages(names: tuple[str, ...], delimiter: str) -> None:
    layout = arranged(listed(*names, delimiter=delimiter))
    assert layout.targets == {
        Role.INBOX: names[0],
        Role.DRAFTS: names[1],
        Role.SENT: names[2],
    }


def test_a_subfolder_called_inbox_is_not_the_inbox() -> None:
    layout = arranged(listed("INBOX", "Old/INBOX"))
    found = layout.named("Old/INBOX")
    assert found
    assert found.role is Role.OTHER


def test_junk_and_trash_are_not_read_nor_what_lies_in_them() -> None:
    folders = listed("INBOX", "Müll/2024", "Mülleimer", "Spam", Müll="trash", Weg="junk")
    assert read(arranged(folders)) == ["INBOX", "Mülleimer"]


def test_a_folder_with_a_rubbish_name_that_the_server_calls_an_archive_is_read() -> None:
    assert read(arranged(listed("INBOX", Bin="archive"))) == ["INBOX", "Bin"]


def test_views_and_folders_that_cannot_be_opened_are_left_alone() -> None:
    folders = listed("INBOX", Wichtig="important", Markiert="flagged", Gmail="noselect")
    assert [folder.name for folder in arranged(folders).folders] == ["INBOX"]


def test_with_a_view_of_everything_only_what_it_does_not_tell_is_read_besides() -> None:
    folders = listed("INBOX", "Receipts", "Travel", All="all", Sent="sent", Drafts="drafts")
    layout = arranged(folders)
    assert read(layout) == ["INBOX", "Sent", "Drafts", "All"]
    assert {folder.name for folder in layout.folders} >= {"Receipts", "Travel"}


def test_folders_of_other_people_are_not_read() -> None:
    folders = listed("INBOX", "shared/Team", "user/ada/INBOX", "shared stuff")
    assert read(arranged(folders, foreign=("shared/", "user/"))) == ["INBOX", "shared stuff"]


def test_skipped_folders_are_not_read_with_all_below_them() -> None:
    folders = listed("INBOX", "Lists", "Lists/python", "Listserv")
    assert read(arranged(folders, skip=("lists",))) == ["INBOX", "Listserv"]
    assert arranged(folders, skip=("lists",)).named("Lists/python")


def test_the_trash_is_the_servers_or_the_configured_one() -> None:
    assert arranged(listed("INBOX", Papierkorb="trash")).trash == "Papierkorb"
    assert arranged(listed("INBOX", "Weg", Trash="trash"), trash="weg").trash == "Weg"
    assert arranged(listed("INBOX")).trash == ""


def test_an_account_without_an_inbox_has_no_place_for_briefs() -> None:
    assert Role.INBOX not in arranged(listed("Sent")).targets
