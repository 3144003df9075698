"""Reading what a signature says of its owner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from syncd.model import Address
from syncd.model.domains import domain_of, is_free_mail
from syncd.text import boilerplate, closing, contact, line, quotes

_MAX_FIELD_CHARS = 120
_MAX_LISTED = 8
#: Between two things on one line.
_PARTS = re.compile(r"\s+[|·•‖/–—]+\s+|\s*[|•·‖]\s*|\s{3,}|\t+")
_AT = re.compile(
    r"\s+(?:at|bei|chez|en|@|presso|bij|na)\s+|\s*@\s+|,\s+(?![^(]*\))|\s+[–—-]\s+", re.IGNORECASE
)
_BRACKETED = re.compile(r"<[^<>]{0,500}>|\[cid:[^\]]{0,200}\]|\[image[^\]]{0,200}\]", re.IGNORECASE)
_TRIM = " \t,;:|·•*_-–—<>()[]"
_FAX = re.compile(r"(?:fax|telefax|f)\b\.?\s?:?\s*$", re.IGNORECASE)
_POSTCODE = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2}(?= ))? ")
_NAME_TITLES = re.compile(
    r"^(?:(?:dr|prof|mr|mrs|ms|mx|herr|frau|ing|dipl\.-ing|m\.?sc|b\.?sc)\.?\s+)+", re.IGNORECASE
)
_DEGREES = re.compile(
    r",?\s+(?:ph\.?d|m\.?sc|b\.?sc|mba|m\.?a|b\.?a|md|llm|cpa|pmp|esq)\.?(?=,|\s|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature says; "" and () for what it does not."""

    name: str = ""
    title: str = ""
    organisation: str = ""
    #: As typed.
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    place: str = ""
    pronouns: str = ""

    @property
    def empty(self) -> bool:
        """Says nothing but, perhaps, a name."""
        return not (
            self.title
            or self.organisation
            or self.phones
            or self.links
            or self.place
            or self.pronouns
        )


def read(text: str, sender: Address | str) -> Signature | None:
    """The signature at the end of a body in plain text, with or without the "-- " delimiter.

    ``text`` is the body including the signature (as `body.signed` gives it); quoted text in it is
    left out first. None when there is no signature, or it says no more than the name.
    """
    who = sender if isinstance(sender, Address) else Address(sender.strip().lower())
    block = _block(text, who.name)
    if not block:
        return None
    signature = _Reading(who).of(block)
    return None if signature.empty else signature


def _block(text: str, name: str) -> list[str]:
    """The lines of the signature, with the name above them when it is the letter's own."""
    own = boilerplate.without(quotes.without(line.plain(text)))
    at = closing.start(own, name)
    if at == len(own):
        whole = [row.head for row in own if not row.blank]
        opens = bool(whole) and closing.is_name(whole[0], name) and len(whole) > 1
        return whole if opens and closing.is_signature(whole, name) else []
    while at and own[at - 1].blank:
        at -= 1
    if at and closing.is_name(own[at - 1].head, name) and not closing.is_sign_off(own[at - 1].head):
        at -= 1
    return [row.head for row in own[at:] if not row.blank]


class _Reading:
    """Fills the fields from the lines of a block, each line part by part."""

    def __init__(self, sender: Address) -> None:
        self._sender = sender
        self._name = ""
        self._title = ""
        self._organisation = ""
        self._behind = ""
        #: Parts that could be a title or a company, by nothing but their place.
        self._said: list[str] = []
        self._place = ""
        self._pronouns = ""
        self._phones: list[str] = []
        self._links: list[str] = []

    def of(self, block: Sequence[str]) -> Signature:
        for row in block[:40]:
            for part in _PARTS.split(self._reachable(row)):
                self._read(_trimmed(part)[:_MAX_FIELD_CHARS])
        self._settle()
        return Signature(
            self._full_name(),
            self._title,
            self._organisation,
            tuple(dict.fromkeys(self._phones))[:_MAX_LISTED],
            tuple(dict.fromkeys(self._links))[:_MAX_LISTED],
            self._place,
            self._pronouns,
        )

    def _reachable(self, row: str) -> str:
        """Take phones, links, addresses and pronouns out of a line; the rest is words."""
        for match in contact.PRONOUNS.finditer(row):
            self._pronouns = self._pronouns or match.group().strip()
        row = contact.PRONOUNS.sub(" | ", row)
        row = contact.MAIL.sub(" | ", row)
        for match in contact.LINK.finditer(row):
            self._links.append(match.group().rstrip(".,;:!?'\"»”*_"))
        row = _BRACKETED.sub(" | ", contact.LINK.sub(" | ", row))
        for match in contact.PHONE.finditer(row):
            if not _FAX.search(row[: match.start()]):
                self._phones.append(match.group().strip(" .-–"))
        row = contact.PHONE.sub(" | ", row)
        return " | ".join(_unlabelled(part) for part in row.split(" | "))

    def _read(self, part: str) -> None:
        if not part or not any(c.isalpha() for c in part) or closing.is_sign_off(part):
            return
        if self._is_name(part):
            self._name = max(self._name, _bare_name(part), key=lambda name: len(name.split()))
        elif not self._title and contact.TITLE.search(part) and not self._own(part):
            self._role(part)
        elif _town(part):
            self._located(part)
        elif self._is_company(part):
            self._organisation = self._organisation or part
        elif self._may_be_said(part):
            self._said.append(part)

    def _full_name(self) -> str:
        """The name as From has it, when only a part of it is signed."""
        known = _bare_name(self._sender.name)
        shorter = len(self._name.split()) < len(known.split())
        if not self._name or (shorter and closing.same_name(self._name, known)):
            return known
        return self._name

    def _is_name(self, part: str) -> bool:
        known = self._sender.name
        if known and closing.same_name(_bare_name(part), known):
            return True
        return not known and not self._title and len(part.split()) > 1 and closing.is_name(part)

    def _role(self, part: str) -> None:
        """A title, and what stands behind it: "Head of Data, Nordwind", "CTO at Acme"."""
        pieces = [_trimmed(piece) for piece in _AT.split(part) if _trimmed(piece)]
        if pieces and not self._name and self._is_name(pieces[0]):
            self._name = _bare_name(pieces.pop(0))
        while pieces and _town(pieces[-1]) and not contact.TITLE.search(pieces[-1]):
            self._located(pieces.pop())
        titles = [piece for piece in pieces if contact.TITLE.search(piece)]
        titles = [piece for piece in titles if not self._own(piece)]
        self._title = ", ".join(titles[:2]) or part
        behind = [piece for piece in pieces if piece not in titles]
        if behind and titles:
            self._behind = behind[0]

    def _located(self, part: str) -> None:
        """A town beats a street; what stands before the town may be the company."""
        before, _, last = part.rpartition(", ")
        whole = contact.PLACE.match(part) and not contact.ADDRESS.match(part)
        if not whole and contact.PLACE.match(last):
            if (
                before
                and not contact.ADDRESS.match(before)
                and not any(c.isdigit() for c in before)
            ):
                self._organisation = self._organisation or before
            part = last
        better = contact.ADDRESS.match(self._place) and not contact.ADDRESS.match(part)
        if not self._place or better:
            self._place = _POSTCODE.sub("", part)

    def _settle(self) -> None:
        """Give what is known by its place alone: the title under the name, the company after it."""
        if self._behind and (not (self._organisation or self._said) or self._own(self._behind)):
            self._organisation = self._behind
        elif self._behind:
            self._title = f"{self._title}, {self._behind}"
        said = iter(self._said)
        if not self._title and (self._organisation or len(self._said) > 1):
            self._title = next(said, "")
        self._organisation = self._organisation or next(said, "")

    def _is_company(self, part: str) -> bool:
        known = contact.COMPANY.search(part) or self._own(part)
        return bool(known) and len(part.split()) <= 10

    def _may_be_said(self, part: str) -> bool:
        """Short words with a capital, under the name or the title."""
        short = len(part.split()) <= 6 and part[0].isupper() and part[-1] not in ".!?"
        return short and bool(self._title or self._name)

    def _own(self, part: str) -> bool:
        """Whether the words are those of the sender's domain."""
        domain = domain_of(self._sender.address)
        if not domain or is_free_mail(domain):
            return False
        label = domain.split(".")[-2] if domain.count(".") else domain
        plain = re.sub(r"[^a-z0-9]", "", part.lower())
        return len(label) > 2 and plain.startswith(label.replace("-", ""))


def _town(part: str) -> bool:
    """Whether a part is, or ends with, a place."""
    last = part.rpartition(", ")[2]
    return bool(
        contact.PLACE.match(part) or contact.ADDRESS.match(part) or contact.PLACE.match(last)
    )


def _trimmed(part: str) -> str:
    """Without the marks around it; a bracket that belongs to the words stays."""
    part = part.strip(_TRIM.replace("(", "").replace(")", ""))
    return (
        part
        if part.count("(") == part.count(")") and not part.startswith("(")
        else part.strip(_TRIM)
    )


def _unlabelled(part: str) -> str:
    """A part without the "T:" or "Web:" before it; nothing when that is all there is."""
    part = part.strip()
    if contact.BARE_LABEL.fullmatch(part):
        return ""
    label = contact.LABEL.match(part)
    return part[label.end() :] if label and ":" in label.group() else part


def _bare_name(part: str) -> str:
    return _DEGREES.sub("", _NAME_TITLES.sub("", part)).strip(_TRIM)
