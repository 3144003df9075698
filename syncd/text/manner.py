"""How you write to someone, from your mails: language, greeting, sign-off, "du" or "Sie".

What cannot be told is left empty; whoever asks has words of their own for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from syncd.text import greeting, language
from syncd.text.snippet import shorten

_MAX_CHARS = 80
#: Fewer words than that are a nod, not a language.
_FEWEST_WORDS = 4
#: "Good morning" is not said in the evening.
_OF_THE_HOUR = re.compile(
    r"morning|afternoon|evening|morgen|abend|bonsoir|d[ií]as|tardes|noite", re.IGNORECASE
)
#: Meant for that one mail.
_FOR_ONCE = re.compile(
    r"thank|thx|dank|merci|gracias|soon|then|bis |see you|bientôt|looking", re.IGNORECASE
)
_DU = re.compile(r"\b(?:du|dir|dich|dein\w{0,2}|euch|euer|eure\w?)\b", re.IGNORECASE)
#: Within a sentence only a polite "Sie" is in capitals.
_SIE = re.compile(r"(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihre?[mnrs]?)\b")


@dataclass(frozen=True, slots=True)
class Manner:
    """The way of one person's mails to another; "" where they do not show it."""

    #: BCP 47, as `syncd.text.language` guesses it.
    language: str = ""
    #: "Hallo Ada,"
    greeting: str = ""
    #: "Viele Grüße"
    closing: str = ""
    #: "Robin"
    signed_as: str = ""
    #: In German: whether it is "Sie"; None when neither that nor "du" is seen.
    polite: bool | None = None


def read(mails: Sequence[str], names: Sequence[str]) -> Manner:
    """The manner of some mails, newest first, to one whose names these are.

    The language is that of the newest that has one; only mails in it speak for the rest.
    """
    spoken = next((code for mail in mails if (code := _language(mail))), "")
    same = [mail for mail in mails if spoken and language.guess(mail, "") == spoken]
    manners = [greeting.read(mail) for mail in same]
    return Manner(
        language=spoken,
        greeting=next((g.greeting for g in manners if _greets(g, names)), ""),
        closing=next((g.closing for g in manners if _closes(g)), ""),
        signed_as=next((g.signed_as for g in manners if _short(g.signed_as)), ""),
        polite=_polite(same) if spoken == "de" else None,
    )


def _language(mail: str) -> str:
    """The language of a mail; "" when it says too little to be sure."""
    return language.guess(mail, "") if len(mail.split()) >= _FEWEST_WORDS else ""


def _greets(found: greeting.Greeting, names: Sequence[str]) -> bool:
    """Whether a greeting is to one of these names, by whatever part of it."""
    addressed = found.addressee.casefold().split()
    theirs = {part.strip(",.") for name in names for part in name.casefold().split()}
    known = bool(addressed) and addressed[-1].strip(",.") in theirs
    return known and _short(found.greeting) and not _OF_THE_HOUR.search(found.opening)


def _closes(found: greeting.Greeting) -> bool:
    return _short(found.closing) and not _FOR_ONCE.search(found.closing)


def _short(words: str) -> bool:
    return 0 < len(words) <= _MAX_CHARS and shorten(words, _MAX_CHARS) == words


def _polite(mails: Sequence[str]) -> bool | None:
    """By the newest mail that says either."""
    for mail in mails:
        du, sie = len(_DU.findall(mail)), len(_SIE.findall(mail))
        if du or sie:
            return sie > du
    return None
