"""Contacts out of vCards (RFC 6350, RFC 2426, and what phones still write): text, or a folder."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from connectors.contract import Account, AccountKind, Check, Contact, Surroundings
from connectors.envelope import addresses as read_addresses
from syncd.errors import AccountError
from syncd.model.validation import Table

#: Largest file that is read; an exported address book of ten thousand people with photos fits.
MAX_FILE_BYTES = 64_000_000
_MAX_FILES = 100_000
_MAX_CARD_CHARS = 2_000_000  # photos are kept inline
_MAX_VALUE_CHARS = 300
_MAX_EMAILS = 50
_EDGE = re.compile(r"^(BEGIN|END):VCARD[ \t]*$", re.MULTILINE | re.IGNORECASE)
_LINE = re.compile(
    r"^(?:[a-z0-9-]+\.)?(FN|N|ORG|TITLE|EMAIL)((?:;[^:\n]*?)?):([^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_FOLD = re.compile(r"\n[ \t]")
_SOFT_BREAK = re.compile(r"=\n")
_ESCAPE = re.compile(r"\\([nN,;:\\])")
_UNESCAPED_SEMICOLON = re.compile(r"(?<!\\);")


@dataclass(frozen=True, slots=True)
class _Line:
    """One property of a card, its value still escaped."""

    name: str
    parameters: str
    value: str


def read_cards(text: str) -> Iterator[Contact]:
    """Everyone in a text of vCards who has an address; what cannot be read is passed over."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    start = -1
    for edge in _EDGE.finditer(plain):
        if edge[1].upper() == "BEGIN":
            start = edge.end()
            continue
        card = plain[start : edge.start()] if 0 <= edge.start() - start <= _MAX_CARD_CHARS else ""
        if start >= 0 and (contact := _read_card(card)):
            yield contact
        start = -1


def _read_card(card: str) -> Contact | None:
    found: dict[str, list[_Line]] = {}
    for match in _LINE.finditer(_unfolded(card)):
        line = _Line(match[1].upper(), match[2].upper(), match[3])
        found.setdefault(line.name, []).append(line)
    emails = [_plain(line).removeprefix("mailto:") for line in found.get("EMAIL", ())]
    people = dict.fromkeys(one.address for one in read_addresses(emails[:_MAX_EMAILS]))
    if not people:
        return None
    return Contact(
        tuple(people),
        name=_first(found.get("FN", ())) or _name(found.get("N", ())),
        organization=", ".join(_parts(found.get("ORG", ()))),
        title=_first(found.get("TITLE", ())),
    )


def _unfolded(card: str) -> str:
    if "QUOTED-PRINTABLE" in card.upper():
        card = _SOFT_BREAK.sub("", card)  # vCard 2.1 breaks lines so
    return _FOLD.sub("", card)


def _first(lines: Iterable[_Line]) -> str:
    return next((_plain(line) for line in lines if line.value), "")


def _name(lines: Iterable[_Line]) -> str:
    """ "Lindqvist;Ada;;Dr.;" reads "Ada Lindqvist"."""
    family, given, *_ = [*_parts(lines), "", ""]
    return f"{given} {family}".strip()


def _parts(lines: Iterable[_Line]) -> list[str]:
    """The components of the first value."""
    for line in lines:
        pieces = _UNESCAPED_SEMICOLON.split(line.value)
        plain = [_plain(_Line(line.name, line.parameters, piece)) for piece in pieces]
        return plain if line.name == "N" else [piece for piece in plain if piece]
    return []


def _plain(line: _Line) -> str:
    """A value as text on one line, bounded."""
    value = line.value[:10_000]
    if "QUOTED-PRINTABLE" in line.parameters:
        charset = re.search(r"CHARSET=([A-Z0-9_-]+)", line.parameters)
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        value = _decoded(raw, charset[1] if charset else "utf-8")
    value = _ESCAPE.sub(lambda match: " " if match[1] in "nN" else match[1], value)
    printable = "".join(c if c.isprintable() else " " for c in value)
    return " ".join(printable.split())[:_MAX_VALUE_CHARS]


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset, "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


class VCardFolder:
    """A file of vCards, or a folder of them as vdirsyncer writes it."""

    def __init__(self, account: str, path: Path) -> None:
        self._account = account
        self._path = path

    def contacts(self) -> Iterator[Contact]:
        """See `connectors.contract.Contacts`."""
        for file in self._files():
            yield from read_cards(self._text(file))

    def check(self) -> Iterator[Check]:
        """See `connectors.contract.Checkable`."""
        try:
            found = sum(1 for _ in self.contacts())
        except AccountError as error:
            yield Check(False, "address book", error.message, error.advice)
            return
        yield Check(True, "address book", f"{found} people with an address in {self._path}")

    def _files(self) -> list[Path]:
        try:
            if self._path.is_file():
                return [self._path]
            files = sorted(one for one in self._path.rglob("*.vcf") if one.is_file())
        except OSError as error:
            raise self._unreadable(error) from error
        if not self._path.is_dir():
            raise self._unreadable("there is no such file or folder")
        return files[:_MAX_FILES]

    def _text(self, file: Path) -> str:
        try:
            with file.open("rb") as opened:
                raw = opened.read(MAX_FILE_BYTES + 1)
        except FileNotFoundError:
            return ""  # written anew at this moment
        except OSError as error:
            raise self._unreadable(error) from error
        return raw.decode("utf-8", "replace") if len(raw) <= MAX_FILE_BYTES else ""

    def _unreadable(self, why: object) -> AccountError:
        return AccountError(
            self._account,
            f"The address book {self._path} cannot be read: {why}.",
            advice="Correct its path in the config.",
            permanent=True,
        )


class VCardSettings(Table):
    """One folder or file of vCards."""

    path: Path = Field(description="A .vcf file, or a folder of them.")


def _open(name: str, settings: VCardSettings, around: Surroundings) -> Account:  # noqa: ARG001
    return Account(name, "vcard", contacts=VCardFolder(name, settings.path.expanduser()))


KIND = AccountKind(VCardSettings, _open, frozenset({"contacts"}))
