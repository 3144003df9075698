"""What folders are for, in the languages that people's mail programs speak."""

from __future__ import annotations

import pytest

from connectors.folders import best, decode_name, encode_name, is_left_out, role_of, same_name
from syncd.model import Role

ROLES = {
    Role.INBOX: "INBOX Inbox inbox work/INBOX",
    Role.SENT: """Sent Sent_Items Sent_Mail [Gmail]/Sent_Mail Sent_Messages Gesendet
        Gesendete_Elemente Gesendete_Objekte Éléments_envoyés Enviados Posta_inviata
        Verzonden_items Skickat Отправленные 送信済み INBOX/Sent""",
    Role.DRAFTS: """Drafts Entwürfe Entwu\u0308rfe ENTWÜRFE Brouillons Borradores Bozze Rascunhos
        Concepten Utkast Черновики 下書き 草稿""",
    Role.ARCHIVE: "Archive Archiv All_Mail [Google_Mail]/Alle_Nachrichten",
    Role.OTHER: "Projects Sent_by_Ada Undrafts Inbox/2024",
}
LEFT_OUT = """Junk Spam Junk_E-Mail Trash Deleted_Items Papierkorb Gelöschte_Elemente Corbeille
    Courrier_indésirable Papelera Cestino Корзина 迷惑メール [Gmail]/Bin Trash/2024/Projects"""


def names(words: str) -> list[str]:
    return [word.replace("_", " ") for word in words.split()]


@pytest.mark.parametrize("role", list(Role))
def test_a_name_tells_the_role(role: Role) -> None:
    found = {name: role_of(name) for name in names(ROLES[role])}
    assert found == dict.fromkeys(names(ROLES[role]), role)


@pytest.mark.parametrize("name", names(LEFT_OUT))
def test_junk_and_trash_are_left_out(name: str) -> None:
    assert is_left_out(name)


@pytest.mark.parametrize("name", ["Trashcans Inc", "INBOX", "Sent", "Anti-Spam project", ""])
def test_nothing_else_is_left_out(name: str) -> None:
    assert not is_left_out(name)


@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        ("Entw&APw-rfe", "Entwürfe"),
        ("Tom &- Jerry", "Tom & Jerry"),
        ("&BCcENQRABD0EPgQyBDgEOgQ4-", "Черновики"),
        ("&U,BTFw-", "台北"),
        ("&2D3eAA-", "\U0001f600"),
        ("Plain", "Plain"),
    ],
)
def test_names_in_modified_utf_7_are_read_and_written(encoded: str, name: str) -> None:
    assert decode_name(encoded) == name
    assert encode_name(name) == encoded


@pytest.mark.parametrize("name", ["R&D", "&", "&!-", "&2D0-", "&A-", "a&b-c", "&AAAA"])
def test_a_name_that_is_no_utf_7_stays_as_it_is(name: str) -> None:
    assert decode_name(name) == name


def test_the_usual_name_is_best_then_the_least_nested() -> None:
    assert best(Role.DRAFTS, ["Old/Drafts", "Brouillons", "Drafts", "Sent"]) == "Drafts"
    assert best(Role.DRAFTS, ["Brouillons", "Old/Drafts"]) == "Brouillons"
    assert best(Role.DRAFTS, ["Sent"]) is None


def test_names_are_the_same_to_a_person() -> None:
    assert same_name("Entwürfe", "ENTWU\u0308RFE")
    assert not same_name("Drafts", "Draft")
