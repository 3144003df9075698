"""Whether two short texts speak of the same thing: their telling words, cut to the stem."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{3,40}")
_READ_CHARS = 2_000
_ENDINGS = ("ings", "ing", "ers", "er", "ies", "ed", "es", "en", "s", "e", "y")
_SHORTEST = 3
_DOUBLED = re.compile(r"([bdglmnprt])\1$")

#: Words that say nothing of what a text is about.
_EMPTY = frozenset(
    """
    about above after again all also and any are back because been before being best better but
    can could day days dear did does doing done down each every few first for from get give goes
    going good got great had has have having hello help her here him his how into its just kind
    know last let like little long look looking lot made make making many may maybe mean meet more
    most much must need new next nice not now off one only other our out over own page people
    please promise promised put really regards right said same say see seem send sent share she
    should since some soon still such take team tell than thank thanks that the their them then
    there these they thing things think this those three time today tomorrow too took try two
    under until use used very via want was way week weeks well went were what when where which
    while who whole why will with within work working would year years yes yet you your yours
    aber alle als also auch auf aus bei bin bis bitte dann das dass dem den der des die dir doch
    dort durch eine einem einen einer eines etwas euch für gerne haben hat hatte hier ich ihm ihn
    ihnen ihr ihre immer ist jetzt kann kein keine können mal man mehr mein meine mich mir mit
    muss nach nicht noch nur oder ohne schicke schon sehr sein seine sende sich sie sind soll über
    und uns unser unsere viel vom von vor war was weil wenn werde werden wie wieder wir wird wollen
    zum zur zwei
    """.split()
)
#: Other words for the same, as stems.
_SAME = {
    "recruit": "hir",
    "recruitment": "hir",
    "interview": "hir",
    "candidat": "hir",
    "program": "cod",
    "softwar": "cod",
    "kid": "child",
    "childr": "child",
    "pupil": "child",
    "student": "child",
    "train": "teach",
    "mentor": "teach",
    "coach": "teach",
    "fundrais": "fund",
    "grant": "fund",
    "budget": "fund",
    "talk": "speak",
}
#: Shared by too many to say much on their own.
_BROAD = frozenset(
    """
    data open process review system platform project tool product problem question public tech
    technology digital company business organisation organization idea list service area
    management development
    """.split()
)


def stems(text: str) -> frozenset[str]:
    """The telling words of a text, without endings: "hiring" and "hires" are the same."""
    found = (word.lower() for word in _WORD.findall(text[:_READ_CHARS]))
    return frozenset(_stem(word) for word in found if word not in _EMPTY)


def alike(one: str, other: str) -> bool:
    """Whether two texts share a telling word, or two of the broad ones."""
    shared = stems(one) & stems(other)
    return bool(shared - _BROAD_STEMS) or len(shared) > 1


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    word = _DOUBLED.sub(r"\1", word)
    return _SAME.get(word, word)


_BROAD_STEMS = frozenset(_stem(word) for word in _BROAD)
