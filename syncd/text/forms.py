"""Words of a text in a form that is the same for all their endings.

A word is kept as the stems that the Snowball project's English and German stemmers leave of it;
`words.toml` says which words are empty, broad, or not what they seem. German compounds stay whole
here: `syncd.text.topics` knows the words that they are made of.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

LANGUAGES = {"en": "english", "de": "german"}
_READ_CHARS = 2_000
#: b2b, 3d and the like are words; other digits are not.
_WORD = re.compile(
    r"(?:[^\W\d_]{1,3}\d[^\W\d_]{1,2}|\d[^\W\d_]|co2)(?![^\W_])|[^\W\d_]{1,40}", re.IGNORECASE
)
#: SalaryBands2026.pdf is made of words.
_HUMP = re.compile(r"(?<=[a-zß-ÿ]{2})(?=[A-ZÄÖÜ][a-zß-ÿ]{2})")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: how it is written, and the stems by which it is known."""

    written: str
    keys: frozenset[str]
    #: Says nothing of what the text is about.
    empty: bool = False
    #: Where it stands in the text; what was written as one word stands in one place.
    start: int = 0
    end: int = 0


def words(text: str, language: str = "") -> list[Word]:
    """The words of a text in this language; of one unknown (""), in all that are known here."""
    return list(_words(text[:_READ_CHARS], language))


@lru_cache(maxsize=4_000)
def stem(word: str, language: str) -> str:
    """What is left of a word in lower case without its endings."""
    import snowballstemmer  # noqa: PLC0415 - see LAZY

    # A stemmer holds the word it is at, so that none is shared between threads.
    return str(snowballstemmer.stemmer(LANGUAGES[language]).stemWord(word))


def keys(word: str, language: str = "") -> frozenset[str]:
    """The stems of a word, each with its language."""
    # What is no English may still be an English word: "unser Pitch Deck".
    if language == "en":
        return frozenset((f"en:{stem(word, 'en')}",))
    german = f"de:{stem(word, 'de')}"
    if word in special("friends", "de") and language == "de":
        return frozenset((german,))
    return frozenset((german, f"en:{stem(word, 'en')}"))


@cache
def special(kind: str, language: str) -> frozenset[str]:
    """The words of a kind in `words.toml`, as they are written there."""
    return frozenset(table()[kind].get(language, "").split())


@cache
def table() -> dict[str, Any]:
    """`words.toml` as it is written."""
    return tomllib.loads((resources.files("syncd.text") / "words.toml").read_text("utf-8"))


def _words(text: str, language: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        for written in _HUMP.split(found.group()):
            word = written.lower()
            empty = len(word) < 2 or any(
                word in special("empty", one) for one in LANGUAGES if language in ("", one)
            )
            yield Word(written, keys(word, language), empty, found.start(), found.end())
