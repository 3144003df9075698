"""Notes in German that are a promise: of the writer's, or of whom the writer met."""

from __future__ import annotations

import re

#: What is promised by saying so in the present tense.
_ACTS = (
    "schicke|schick|sende|maile|gebe|bringe|zeige|stelle|leihe|nenne|leite|schreibe|besorge|werde"
)
_THEM = "ihr|ihm|ihnen|sie|ihn"
_DATIVE = frozenset({"ihr", "ihm", "ihnen"})
_PROMISE = re.compile(
    rf"^\W*ich (?P<act>{_ACTS})(?: (?P<whom>{_THEM})\b(?= \S))?(?P<rest> .+?)[\s.]*$",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    rf"^\W*(?:(?:ich )?habe? (?:(?:{_THEM}) )?(?P<what>.+) versprochen"
    r"|(?:versprochen|to-?do): ?(?P<listed>.+?))[\s.]*$",
    re.IGNORECASE,
)
#: "sie schickt mir den Link", "er will mir den Link schicken".
_INFINITIVES = {
    "schickt": "schicken",
    "sendet": "senden",
    "mailt": "mailen",
    "gibt": "geben",
    "zeigt": "zeigen",
    "leiht": "leihen",
    "nennt": "nennen",
    "bringt": "bringen",
}
_THEIR_ACT = re.compile(
    rf"^\W*(?:sie|er) (?P<act>{'|'.join(_INFINITIVES)}) mir (?P<what>.+?)[\s.]*$", re.IGNORECASE
)
_THEIR_WISH = re.compile(
    r"^\W*(?:sie|er) (?:will|wollte|wird|möchte) (?P<what>(?:mir|mich) .+?)[\s.]*$", re.IGNORECASE
)
_INTRODUCES = re.compile(r"^\W*(?:sie|er) stellt mich (?P<whom>.+?) vor[\s.]*$", re.IGNORECASE)


def promised(line: str, dative: str, accusative: str) -> str:
    """``Ich schicke ihr die Liste`` -> ``Ich schicke dir die Liste``; "" for no promise.

    The two words are what the letter calls its reader: "dir" and "dich", or "Ihnen" and "Sie".
    """
    if match := _PROMISED.match(line):
        return str(match["what"] or match["listed"])
    match = _PROMISE.match(line)
    if match is None:
        return ""
    whom = (match["whom"] or "").lower()
    called = dative if whom in _DATIVE else accusative if whom else ""
    return f"Ich {match['act'].lower()}{' ' + called if called else ''}{match['rest']}"


def awaited(line: str) -> str:
    """``sie schickt mir den Link`` -> ``mir den Link schicken``, for after "du wolltest"."""
    if match := _THEIR_ACT.match(line):
        return f"mir {match['what']} {_INFINITIVES[match['act'].lower()]}"
    if match := _INTRODUCES.match(line):
        return f"mich {match['whom']} vorstellen"
    match = _THEIR_WISH.match(line)
    return str(match["what"]) if match else ""
