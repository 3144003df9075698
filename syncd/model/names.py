"""Names of people, held against each other: order, accents, titles and nicknames do not matter."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache

_MAX_CHARS = 120
_MAX_WORDS = 8
_MAX_TEXT = 300
_WHOLE_NAME = 2
_TRANSLITERATED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"}
    | {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
)
#: "ue" and "ü" and "u" are one and the same in a name: all of them are read as the last.
_DIGRAPHS = re.compile(r"(?<![aeiouqy])([aou])e(?![aeiou])|aa")
#: What stands behind a name and is none of it: how it got here, for whom they write, how they were
#: called before.
_BESIDE = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|(?<=\s)(?:via|im auftrag von|on behalf of|[|/–—]|- ).*$"
    r"|,?\s(?:\w+ )?(?:assistant|secretary|ea|pa) (?:to|of|for)\s.*$"
    r"|(?<=\s)(?:geb\.|geborene|née|nee)\s.*$",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"\b(?:dr|prof|professor|mr|mrs|ms|mx|miss|herr|frau|ing|dipl|med|rer|nat|ph\.?d|m\.?sc|b\.?sc|mba"
    r"|m\.a|b\.a|llm|esq)\b\.?",
    re.IGNORECASE,
)
#: Father and son: behind the whole name. "Sen" and "Jun" without a dot are names as well.
_GENERATION = re.compile(
    r"[\s,(]+(?:(?P<junior>jr|junior|jnr|fils|jun\.|jun(?=\)))|(?P<senior>sr|senior|snr|père|sen\."
    r"|sen(?=\)))|(?P<third>iii)|(?P<second>ii))\.?\)?\s*(?=,|$|\()",
    re.IGNORECASE,
)
_OTHER_LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяєіїґўђјљњћџѓќαβγδεζηθικλμνξοπρσςτυφχψω",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya ye i yi g u"
        " dj j lj nj c dz g k a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
) | {"ъ": "", "ь": ""}
_PARTICLES = frozenset(
    "von van de der den del della di da du la le dos das ter ten zu zum af av".split()
)
_MAIDEN = re.compile(
    r"\b(?i:geb\.|geborene|née|nee|formerly|previously|früher|vormals|maiden name(?: is| was)?:?)"
    r" (?P<name>[^\W\d_a-zà-öø-ÿ][\w’'-]+)(?=[ ]?(?:[).,;\n]|$))"
)
_TOGETHER = re.compile(r"\s(?:&|\+|and|und|et|y)\s", re.IGNORECASE)
_FAMILY = re.compile(r"\b(?:famil(?:y|ie|ia|le)|famille|fam\.|household|team)(?!\w)", re.IGNORECASE)
#: Short forms that are no beginning of the long one.
_SHORT = {
    "bob": "robert", "bill": "william", "dick": "richard", "peggy": "margaret", "jack": "john",
    "kate": "katherine", "ted": "edward", "liz": "elizabeth", "beth": "elizabeth",
    "betty": "elizabeth", "tony": "anthony", "hans": "johannes", "gabi": "gabriele",
    "sepp": "josef", "uli": "ulrich", "mike": "michael", "jim": "james", "harry": "henry",
    "andy": "andreas", "toni": "anton", "nick": "nikolas", "sasha": "alexander",
    "sascha": "alexander", "greta": "margarete", "lena": "magdalena", "jake": "jacob",
    "steve": "stephen", "dave": "david", "charlie": "charles", "molly": "mary", "polly": "mary",
}  # fmt: skip


class Likeness(IntEnum):
    """How two names stand to each other."""

    #: Clearly two people.
    DIFFERENT = 0
    #: The same given name and another family name: two people, or one who married.
    GIVEN = 1
    #: One of them is not known, or says too little.
    OPEN = 2
    #: They could be one: an initial, a short form, the given name alone.
    LIKE = 3
    #: Given and family name are the same.
    SAME = 4


def words(name: str) -> tuple[str, ...]:
    """The words of a name, given name first, folded: ``Lindqvist, Ada`` is ("ada", "lindqvist")."""
    cut = _GENERATION.sub(" ", name[:_MAX_CHARS]) if generation(name) else name[:_MAX_CHARS]
    bare = _TITLES.sub(" ", _BESIDE.sub(" ", f" {cut}").replace("'", "")).strip(" ,")
    if "@" in bare:
        return ()
    last, comma, first = bare.partition(",")
    ordered = f"{first} {last}" if comma and first.strip() else bare
    found = [_folded(word) for word in re.split(r"[^\w]+", ordered) if word.strip("_")]
    kept = [word for word in found if word and not word.isdigit() and word not in _PARTICLES]
    return tuple(kept[:_MAX_WORDS])


@lru_cache(maxsize=1024)
def generation(name: str) -> str:
    """ "junior" or "senior", "second" or "third", when it stands behind a whole name; else ""."""
    match = _GENERATION.search(name[:_MAX_CHARS])
    if not match or len(re.findall(r"\w{2,}", name[: match.start()])) < _WHOLE_NAME:
        return _behind_last_name(name, match)
    return str(match.lastgroup)


def _behind_last_name(name: str, match: re.Match[str] | None) -> str:
    """ "Hale Jr., Robert" has it there."""
    comma = match and name[match.end() :].lstrip().startswith(",")
    return str(match.lastgroup) if match and comma else ""


def maiden_names(text: str) -> frozenset[str]:
    """The family names, folded, that somebody says they had: "geb. Becker", "formerly Becker"."""
    return frozenset(_folded(match["name"]) for match in _MAIDEN.finditer(text))


def spelled(text: str) -> tuple[str, ...]:
    """The words of any text, folded as those of a name are: to find a name in a title."""
    found = re.split(r"[^\w]+", text[:_MAX_TEXT].replace("'", ""))
    return tuple(folded for word in found if (folded := _folded(word)))


@lru_cache(maxsize=1024)
def key(name: str) -> str:
    """What a full name is found by, in any order and spelling; "" when it is none."""
    found = words(name)
    if is_of_several(name) or len(found) < 2 or min(len(found[0]), len(found[-1])) < 2:
        return ""
    return " ".join(sorted((found[0], found[-1])))


def is_of_several(name: str) -> bool:
    """Whether it names a couple, a family or a team: ``Jonas & Petra Weber``."""
    return bool(_TOGETHER.search(name) or _FAMILY.search(name))


def compare(one: str, other: str) -> Likeness:
    """How two names stand to each other."""
    left, right = words(one), words(other)
    if not left or not right:
        return Likeness.OPEN
    generations = {generation(one), generation(other)}
    if len(generations - {""}) > 1:
        return Likeness.DIFFERENT
    if key(one) and key(one) == key(other):
        # Of father and son, only one need say which he is.
        return Likeness.SAME if len(generations) == 1 else Likeness.LIKE
    if len(left) == 1 or len(right) == 1:
        return _single(left, right)
    same_letters = _in_latin(one) == _in_latin(other)
    return _whole(left, right) if same_letters else _across_letters(left, right)


def _whole(left: tuple[str, ...], right: tuple[str, ...]) -> Likeness:
    """Two names of several words."""
    given, family = _is_form(left[0], right[0]), _shares_family(left, right)
    if family:
        return Likeness.LIKE if given else Likeness.DIFFERENT
    if given and min(len(left[-1]), len(right[-1])) == 1 and left[-1][0] == right[-1][0]:
        return Likeness.LIKE
    return Likeness.GIVEN if left[0] == right[0] else Likeness.DIFFERENT


def _in_latin(name: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())


def _across_letters(left: tuple[str, ...], right: tuple[str, ...]) -> Likeness:
    """There are many ways to spell a Cyrillic name in Latin: the consonants stay.

    Of letters that are not read here nothing is known.
    """
    if not all(word.isascii() for word in (*left, *right)):
        return Likeness.OPEN
    shapes = [{_consonants(found[0]), _consonants(found[-1])} for found in (left, right)]
    return Likeness.LIKE if shapes[0] == shapes[1] else Likeness.DIFFERENT


def _consonants(word: str) -> str:
    """ "Sergej", "Serhii" and "Sergey" are one."""
    spoken = word.replace("kh", "h").replace("w", "v").replace("ph", "f").replace("x", "ks")
    bare = re.sub(r"[aeiouyj]", "", spoken.replace("g", "h"))
    return re.sub(r"(.)\1+", r"\1", bare) or word


def in_local_part(name: str, address: str) -> bool:
    """Whether an address spells a full name: ``ada.lindqvist@…``, ``alindqvist@…``."""
    found = words(name)
    local = _folded(re.sub(r"[^\w]|_", "", address.partition("@")[0].partition("+")[0]))
    if len(found) < 2 or len(found[-1]) < 3:
        return False
    return found[-1] in local and (found[0] in local or local.startswith(found[0][0]))


def _single(left: tuple[str, ...], right: tuple[str, ...]) -> Likeness:
    (one,), several = (left, right) if len(left) == 1 else (right, left)
    if len(several) == 1 and _is_form(one, several[0]):
        return Likeness.LIKE
    if _is_form(one, several[0]) or one == several[-1]:
        return Likeness.LIKE
    return Likeness.OPEN


def _shares_family(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Also a part of a double name: ``Weber`` and ``Weber-Schmidt``."""
    return bool({word for word in left[1:] if len(word) > 1} & set(right[1:]))


def _is_form(one: str, other: str) -> bool:
    """One given name, an initial of it, or a short form."""
    short, long = sorted((one, other), key=len)
    if _SHORT.get(short, short) == _SHORT.get(long, long):
        return True
    return (len(short) == 1 or len(short) > 2) and long.startswith(short)


def _folded(word: str) -> str:
    """Lower case, without accents, however they are written: Müller, Mueller and Muller are one."""
    small = unicodedata.normalize("NFC", word).casefold().translate(_TRANSLITERATED)
    apart = unicodedata.normalize("NFKD", _in_latin_letters(small))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return _DIGRAPHS.sub(lambda m: m[1] or "a", _in_latin_letters(bare))


def _in_latin_letters(word: str) -> str:
    """Cyrillic and Greek, read as they are usually spelled in Latin."""
    return "".join(_OTHER_LETTERS.get(c, c) for c in word)
