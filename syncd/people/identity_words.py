"""The wordings by which people tell which address is theirs, and what two signatures may share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from syncd.model.domains import is_free_mail
from syncd.model.names import words
from syncd.text import sentences
from syncd.text.pattern import when_used

ONE_MAILBOX = "both are the same mailbox"
ONE_CARD = "both are on one card of your address book"
SIGNED_WITH = "{} stands in the signature"
SAME_PHONE = "the same name, and the same phone number (…{}) in both signatures"
SAME_PAGE = "the same name, and {} in both signatures"
OWN_DOMAIN = "the same name, and {} is the site in the signature"
ANSWERED = "the same name, and what you sent to {} was answered from here"

_MOST_SENTENCES = 120

#: A sentence that says: this address is mine. It stands around "@", which takes its place.
_MINE = when_used(
    r"\bmy (?:new|private|personal|other|work|current|home|future)?\s?(?:e-?mail|mail)?\s?"
    r"(?:address|account|mailbox|e-?mail)\b.{0,60}@"
    r"|\b(?:reach|contact|find|write(?: to)?|e-?mail|mail|catch|get) (?:to )?me (?:(?:from now on"
    r"|in future|instead|now|best|directly|privately|also|always|there|here) )*"
    r"(?:at|on|under|via|through)?:?\s?@"
    r"|\bi (?:can|may) (?:(?:also|now|always|best) )?be (?:reached|contacted|found)\b.{0,40}@"
    r"|\bi(?:['’]m| am| will be|['’]ll be) (?:now )?(?:reachable|available|at|using|on)\b.{0,30}@"
    r"|\bi(?:['’]ve| have)? (?:moved|switched|changed)\b.{0,60}@"
    r"|\b(?:please )?use (?:this|the following|my)?.{0,30}@.{0,20}"
    r"\b(?:from now on|in (?:the )?future|instead|going forward)\b"
    r"|\b(?:from now on|in (?:the )?future|going forward)\b.{0,50}@"
    r"|@.{0,40}\b(?:is|will be) my (?:new|private|personal|other|current|work)\b"
    r"|\bmeine? (?:neue|private|andere|aktuelle|künftige)?\s?(?:e-?mail|mail)?-?\s?"
    r"(?:adresse|mailadresse|emailadresse|e-mail|mail)\b.{0,60}@"
    r"|\b(?:erreich\w+|finde\w*|kontaktier\w+) (?:du |sie |ihr )?mich\b.{0,50}@"
    r"|\bbin (?:ich )?(?:ab (?:jetzt|sofort)|künftig|jetzt|nun)?.{0,30}\b(?:unter|über)\b.{0,20}@"
    r"|\b(?:ab (?:jetzt|sofort)|künftig|in zukunft|von nun an)\b.{0,50}@"
    r"|\bschreib\w* (?:mir|sie mir)\b.{0,50}@"
    r"|\bma nouvelle adresse\b.{0,40}@|\bmi nuev[ao] (?:dirección|correo)\b.{0,40}@",
    re.IGNORECASE | re.DOTALL,
)
#: The same, of an address that spells the writer's own name.
_TO_MY_NAME = when_used(
    r"\b(?:write|e-?mail|mail|send|reply|answer|contact|reach|use|forward)\b.{0,40}@"
    r"|@.{0,30}\b(?:instead|as well|too|works)\b"
    r"|\b(?:schreib|send|schick|antwort|mail)\w*\b.{0,40}@"
    r"|@.{0,20}\b(?:schreiben|senden|schicken|antworten|mailen|nutzen|verwenden)\b",
    re.IGNORECASE | re.DOTALL,
)
#: A display name that is not that of whose address it is: a list or a service writes in it, or
#: somebody else does.
NOT_THEIRS = when_used(r"@|\bvia\b|\bon behalf of\b|\bim auftrag von\b|\((?:for|für|i\. ?a\.) ")
#: One that speaks of somebody else's address.
_NOT_MINE = when_used(
    r"\b(?:my|our|his|her|their) (?:colleague|assistant|successor|replacement|partner|husband|wife"
    r"|boss|team|co-?founder|friend|father|mother|dad|mum|son|daughter|brother|sister|namesake|accountant|lawyer|deputy|manager|secretary|intern)\b"
    r"|\b(?:meine?[nrm]?|unsere?[nrm]?) (?:kolleg|assist|nachfolg|sekret|partner|vertret|mann|frau"
    r"|chef|team|freund|vater|mutter|sohn|tochter|bruder|schwester|namensvetter)\w*"
    r"|\b(?:he|she|they)(?: is|['’]s| are| can|['’]ll)\b|\bis (?:taking|took) over\b"
    r"|\bübernimmt\b|\bfor (?:invoices|billing|support|press)\b",
)
_OTHERS = when_used(
    r"\b(?:assistant|assistenz|assistentin|assistent|sekretariat|secretary|office|team|büro|pa|ea"
    r"|press|support|vertretung|deputy|cc|my (?:father|mother|son|daughter|brother|sister)"
    r"|meine?[nrm]? (?:vater|mutter|sohn|tochter|bruder|schwester))\b",
)
_ADDRESS = when_used(r"[\w.+-]{1,64}@[\w.-]{1,200}", 0)
_PAGE = when_used(
    r"^(?:https?://)?(?:[a-z]{2,3}\.|www\.)?(?:(?P<site>linkedin\.com/in|xing\.com/profile|github\.com"
    r"|gitlab\.com|twitter\.com|x\.com|instagram\.com|orcid\.org|medium\.com|calendly\.com|cal\.com"
    r"|bsky\.app/profile)/@?(?P<who>[\w%.-]{3,80}))",
)
_NOBODY = frozenset("about company share intent home explore login signup orgs".split())


def own_word(text: str, address: str, *, spelled: bool = False) -> str:
    """The sentence in which the writer calls an address their own; "" without one.

    ``spelled``: the address spells their name. Then "please write to" is enough.
    """
    if address not in text.lower():
        return ""
    for sentence in _around(text):
        lowered = sentence.lower()
        if address not in lowered:
            continue
        named = {found.rstrip(".") for found in _ADDRESS.findall(lowered)}
        marked = _ADDRESS.sub("@", lowered.replace(address, "@"))
        # Of several it is unsure which is meant; a second may be the sender's own old one.
        mine = _MINE.search(marked) or (spelled and _TO_MY_NAME.search(marked))
        if len(named) <= 2 and mine and not _NOT_MINE.search(sentence):
            return sentence
    return ""


def _around(text: str) -> Iterable[str]:
    """Each sentence, and each with the one before it: an address often has a line of its own."""
    split = sentences.split(text)[:_MOST_SENTENCES]
    yield from split
    for before, sentence in pairwise(split):
        if not _ADDRESS.search(before):
            yield f"{before} {sentence}"


def of_another(signed: str, address: str) -> bool:
    """Whether the line of a signature with an address in it says that it is somebody else's."""
    rows = signed.lower().split("\n")
    places = [at for at, row in enumerate(rows) if address in row]
    around = " ".join(" ".join(rows[max(0, at - 1) : at + 1]) for at in places)
    return bool(_OTHERS.search(around.replace(address, " ")))


def page(link: str) -> str:
    """A page that belongs to one person: ``linkedin.com/in/ada``; "" for any other."""
    match = _PAGE.match(link.strip())
    if not match or match["who"].lower() in _NOBODY:
        return ""
    return f"{match['site']}/{match['who']}".lower().rstrip(".")


def host(link: str) -> str:
    """``www.lindqvist.example/about`` is at lindqvist.example."""
    bare = re.sub(r"^https?://", "", link.strip().lower())
    return re.split(r"[/?#:]", bare)[0].removeprefix("www.")


def is_named_after(domain: str, names: Iterable[str]) -> bool:
    """Whether a domain carries the family name of one of the names."""
    if is_free_mail(domain):
        return False
    plain = words(domain.rpartition(".")[0].replace(".", " ").replace("-", " "))
    family = {found[-1] for name in names if len(found := words(name)) > 1}
    return any(len(name) > 3 and name in "".join(plain) for name in family)
