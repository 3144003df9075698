"""What a mail folder is for, told by its name in the languages that mail programs speak.

For accounts that do not say it themselves (RFC 6154 special use, Gmail's labels).
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable, Mapping

from syncd.model import Role

#: Names of sent, drafts and archive folders, the commonest first.
NAMES: Mapping[Role, tuple[str, ...]] = {
    Role.SENT: (
        "sent", "sent items", "sent mail", "sent messages", "sent-mail", "outbox-sent",
        "gesendet", "gesendete elemente", "gesendete objekte", "gesendete nachrichten",
        "postausgang gesendet", "envoyés", "éléments envoyés", "messages envoyés",
        "courrier envoyé", "objets envoyés", "enviados", "elementos enviados", "mensajes enviados",
        "correo enviado", "itens enviados", "e-mails enviados", "inviati", "posta inviata",
        "elementi inviati", "messaggi inviati", "inviata", "verzonden", "verzonden items",
        "verzonden berichten", "skickat", "skickade objekt", "skickade meddelanden", "sendt",
        "sendte elementer", "sendt post", "sende elementer", "lähetetyt", "lähetetyt viestit",
        "wysłane", "elementy wysłane", "odeslané", "odeslaná pošta", "odoslané",
        "elküldött", "elküldött elemek", "trimise", "gönderilmiş öğeler", "gönderilenler",
        "gönderilmiş postalar", "отправленные", "надіслані", "απεσταλμένα", "送信済み",
        "送信済みアイテム", "已发送", "已发送邮件", "寄件備份", "보낸편지함", "보낸 편지함",
        "المرسلة", "נשלח", "פריטים שנשלחו",
    ),
    Role.DRAFTS: (
        "drafts", "draft", "draft messages", "entwürfe", "brouillons", "brouillon", "borradores",
        "borrador", "rascunhos", "bozze", "concepten", "utkast", "kladder", "luonnokset",
        "kopie robocze", "szkice", "koncepty", "rozepsané", "piszkozatok", "ciorne", "taslaklar",
        "черновики", "чернетки", "πρόχειρα", "下書き", "草稿", "草稿箱", "임시보관함",
        "임시 보관함", "المسودات", "טיוטות",
    ),
    Role.ARCHIVE: (
        "archive", "archives", "archived", "all mail", "archiv", "alle nachrichten",
        "tous les messages", "archivo", "archivados", "todos", "arquivo", "arquivados",
        "todos os e-mails", "archivio", "tutti i messaggi", "archief", "alle e-mails", "arkiv",
        "arkisto", "archiwum", "wszystkie", "archivum", "архив", "архів", "アーカイブ", "归档",
        "存档", "封存", "보관",
    ),
}  # fmt: skip

_LEFT_OUT = frozenset(
    (
        "trash", "deleted", "deleted items", "deleted messages", "bin", "rubbish", "wastebasket",
        "papierkorb", "gelöscht", "gelöschte elemente", "gelöschte objekte", "corbeille",
        "éléments supprimés", "messages supprimés", "papelera", "elementos eliminados", "lixeira",
        "lixo", "itens excluídos", "cestino", "posta eliminata", "elementi eliminati", "prullenbak",
        "verwijderde items", "papperskorg", "papperskorgen", "borttagna objekt", "papirkurv",
        "slettet post", "slettede elementer", "roskakori", "poistetut", "kosz",
        "elementy usunięte", "koš", "odstraněná pošta", "kôš", "kuka", "lomtár", "törölt elemek",
        "coș de gunoi", "çöp kutusu", "çöp", "silinmiş öğeler", "корзина", "удаленные",
        "кошик", "κάδος", "ゴミ箱", "ごみ箱", "已删除", "已删除邮件", "垃圾桶", "휴지통",
        "junk", "junk e-mail", "junk email", "junk mail", "spam", "bulk mail", "bulk", "unwanted",
        "spamverdacht", "unerwünscht", "junk-e-mail", "spamordner", "indésirables",
        "courrier indésirable", "pourriel", "correo no deseado", "no deseado", "lixo eletrônico",
        "lixo eletrónico", "posta indesiderata", "indesiderata", "ongewenste e-mail", "ongewenst",
        "skräppost", "uønsket post", "uønsket e-post", "søppelpost", "roskaposti",
        "wiadomości-śmieci", "niechciane", "nevyžádaná pošta", "levélszemét", "nedorite",
        "önemsiz", "istenmeyen", "спам", "нежелательная почта", "迷惑メール", "垃圾邮件",
        "垃圾郵件", "스팸", "스팸함", "스팸메일함", "virus", "quarantine",
    )
)  # fmt: skip

_SHIFT = re.compile(r"&([A-Za-z0-9+,]*)-")
_NOT_PLAIN = re.compile(r"[^\x20-\x7e]+")
_SEPARATORS = re.compile(r"[/\\]")


def role_of(name: str) -> Role:
    """What a folder is for by the last part of its name; ``name`` is separated by "/"."""
    last = _last(name)
    if last == "inbox":
        return Role.INBOX
    return next((role for role, names in _FOLDED.items() if last in names), Role.OTHER)


def is_left_out(name: str) -> bool:
    """Whether a folder is junk or trash, or lies in one: nothing is learnt from it."""
    return any(_fold(part) in _FOLDED_LEFT_OUT for part in _SEPARATORS.split(name))


def best(role: Role, names: Iterable[str]) -> str | None:
    """The folder to deliver to, of those that have the role: the commonest name, least nested."""
    order = _FOLDED.get(role, {})
    return min(
        (name for name in names if role_of(name) is role),
        key=lambda name: (name.count("/"), order.get(_last(name), 0), name),
        default=None,
    )


def same_name(one: str, other: str) -> bool:
    """Whether two folder names are the same to a person: case and composition do not matter."""
    return _fold(one) == _fold(other)


def decode_name(name: str) -> str:
    """A mailbox name out of modified UTF-7 (RFC 3501 section 5.1.3); as it is when it is none."""
    try:
        return _SHIFT.sub(_shifted, name)
    except (ValueError, UnicodeError):
        return name


def encode_name(name: str) -> str:
    """A mailbox name in modified UTF-7 (RFC 3501 section 5.1.3)."""
    return _NOT_PLAIN.sub(_shift, name.replace("&", "&-"))


def _shift(match: re.Match[str]) -> str:
    encoded = base64.b64encode(match[0].encode("utf-16-be")).decode().rstrip("=")
    return f"&{encoded.replace('/', ',')}-"


def _shifted(match: re.Match[str]) -> str:
    encoded = match[1].replace(",", "/")
    if not encoded:
        return "&"
    return base64.b64decode(encoded + "=" * (-len(encoded) % 4)).decode("utf-16-be")


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()


def _last(name: str) -> str:
    return _fold(_SEPARATORS.split(name)[-1])


_FOLDED = {
    role: {_fold(name): rank for rank, name in enumerate(names)} for role, names in NAMES.items()
}
_FOLDED_LEFT_OUT = frozenset(map(_fold, _LEFT_OUT))
