"""Phone numbers of signatures: whether one rings at a single person's. Pure.

A mobile and a direct line are one person's; a switchboard, a reception and a home are several
people's. Of any other number it is not known.
"""

from __future__ import annotations

import re
from enum import StrEnum

#: Digits of a number that tell it from any other, whatever the country code looks like.
_FEWEST_DIGITS = 8
_TELLING_DIGITS = 9
_MOST_ROWS = 60
_MAX_ROW = 300
_NUMBER = re.compile(r"(?:\+|\b00|\(?\b)\d[\d ()./–-]{6,24}\d")
_OWN = re.compile(
    r"(?<!\w)(?:mobile?|mobil\w*|cell\w*|handy\w*|mob|m|whatsapp|signal|natel|gsm|portable|móvil"
    r"|celular|telemóvel|cellulare|mobiel|komórk\w*"
    r"|direct(?: line| dial)?|durchwahl|direktwahl|dw|ddi)"
    r"(?!\w)",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"(?<!\w)(?:empfang|zentrale|vermittlung|reception|rezeption|front ?desk|switchboard"
    r"|main(?: line)?|head ?office|office|büro|sekretariat|vorzimmer|hotline|support|service|team"
    r"|home|festnetz|landline|accueil|standard|centralita"
    r"|recepción|centralino|receptie|shop|laden|praxis)"
    r"(?!\w)",
    re.IGNORECASE,
)
#: What international numbers of mobiles begin with: all of Germany, Britain, France, Austria,
#: Switzerland, Italy, Spain, the Netherlands, Belgium, Portugal, Sweden, Norway, Finland, Ireland,
#: Australia and India. Elsewhere, as in North America, the number does not tell.
_MOBILES = re.compile(
    r"(?:491[567]|447[1-9]|33[67]|436[5-9]|417[5-9]|393|34[67]|316|324[5-9]|3519[1-6]|467[02369]"
    r"|47[49]|358(?:4|50)|3538|614|91[6-9])"
)


class Line(StrEnum):
    """Whose a number is."""

    OWN = "one person's"
    SHARED = "several people's"
    UNKNOWN = "nobody knows whose"


def digits(phone: str) -> str:
    """What tells a phone number from others: ``+49 (0)30 1234567`` and ``030 1234567`` are one."""
    found = re.sub(r"\D", "", phone.replace("(0)", ""))
    return found[-_TELLING_DIGITS:].lstrip("0") if len(found) >= _FEWEST_DIGITS else ""


def digits_in(signed: str) -> frozenset[str]:
    """All numbers of a signature, each as `digits`."""
    rows = (row[:_MAX_ROW] for row in signed.split("\n")[-_MOST_ROWS:])
    found = (digits(match.group()) for row in rows for match in _NUMBER.finditer(row))
    return frozenset(number for number in found if number)


def line_of(number: str, signed: str) -> Line:
    """What a signature says of a number in it, given as `digits`."""
    for row in signed.split("\n")[-_MOST_ROWS:]:
        start = 0
        for match in _NUMBER.finditer(row[:_MAX_ROW]):
            end = match.end()
            if digits(match.group()) == number:
                return _by(row[start : match.start()], match.group(), row[end:])
            start = end
    return Line.UNKNOWN


def _by(before: str, phone: str, behind: str) -> Line:
    """By the words around it, else by how it begins."""
    bracketed = re.match(r"\s*\([^()]{1,40}\)", behind)
    label = re.split(r"[|·•,;/]|\s{2,}", before[-40:])[-1]
    around = label + (bracketed.group() if bracketed else "")
    if _SHARED.search(around):
        return Line.SHARED
    if _OWN.search(around):
        return Line.OWN
    international = re.match(r"\s*(?:\+|00)", phone)
    plain = re.sub(r"\D", "", phone.replace("(0)", "")).removeprefix("00")
    return Line.OWN if international and _MOBILES.match(plain) else Line.UNKNOWN
