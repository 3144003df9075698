"""What a sentence that fits a wording may still be: a plan, the past, hearsay, small talk."""

from __future__ import annotations

import re

#: What a person does not say of now, or not in earnest.
NOT_MEANT = re.compile(
    r"^\W*(?:if|unless|imagine|suppose|wenn|falls)\b|\b(?:used to|no longer|not any ?more"
    r"|if we|if i"
    r"|would be|maybe|perhaps|back then|in those days|long ago|nicht mehr|früher|damals|vielleicht"
    r"|i wish|was wäre)\b",
    re.IGNORECASE,
)
#: A sentence that begins so is somebody else's.
MARKS = frozenset("\"“”„«»'‘’>|")
#: Before the wording: words of somebody else are told.
REPORTED = re.compile(
    r"\b(?<!\bi )(?<!\bwe )(?:said|says|told|tells|claims?|claimed|wrote|writes|thinks?|put it"
    r"|according to|quote|heard|sagt\w*|schreibt|schrieb|meint\w*|laut|behauptet\w*|erzählt\w*"
    r"|hörte)\b"
    r"|\b(?<!\bi )(?<!\bwe )(?<!\byou )(?:asked|answered|replied|explained|added|texted|posted"
    r"|fragt\w*|antwortet\w*|erklärt\w*)\b[^:]{0,60}:",
    re.IGNORECASE,
)
#: Behind it: ``we are building a bridge, said the minister``.
REPORTED_BEHIND = re.compile(
    r",\W{0,2}\s*(?:(?:he|she|they|er|sie) (?:said|says|wrote|writes|told me|tells me)"
    r"|(?:said|says|wrote|writes|sagt\w*|schreibt|schrieb\w*|meint\w*) (?!ich\b)\w)",
    re.IGNORECASE,
)
#: At the end of a sentence: what follows is somebody else's.
ANNOUNCED = re.compile(r":\s*$")
#: So many sentences at most stand in marks that nobody closes.
MOST_UNCLOSED = 5
#: Right behind the wording: arranging, office work and what is the reader's own.
SMALL_TALK = re.compile(
    r"\b(?:date|dates|slot|table|parking|link|video|sound|attachment|password|login"
    r"|e?-?mails?|message"
    r"|calls?|meetings?|agenda|minutes|slides?|offer|invoice|quote|contract|reply|answer|list|note"
    r"|letter|time|coffee|lunch|dinner|hotel|restaurant|reminder|deadline|presentation|few|lot"
    r"|reservation|booking|appointments?|calendar|flights?|trip|holidays?|vacation|birthday|taxi|home"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|your|you|yours"
    r"|termin\w*|gespräch\w*|antwort|rechnung\w*|angebot\w*|vertrag|parkplatz|tisch|bescheid|urlaub\w*"
    r"|reise|geburtstag\w*|buchung|kalender"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|morgen|link"
    r"|(?-i:Sie|Ihnen|Ihren?|Ihrem|Ihrer?)|dich|euch|dein\w*|eue?r\w*)\b",
    re.IGNORECASE,
)
#: How far behind the wording a word of SMALL_TALK changes what is meant, in words.
SMALL_TALK_WITHIN = 5
#: What stands in for a serious word; the sentence or the one after it.
IRONY = re.compile(
    r"\b(?:obviously|as everybody does|as one does|oh sure|yeah right)\b|^not\.$",
    re.IGNORECASE,
)
#: What comes before the wording and belongs to it: "On Saturdays I …".
LEAD_IN = re.compile(r"(?:[\w’'-]+ ){1,4}$")
#: What only ties a sentence to the one before.
TIE = re.compile(
    r"^(?:and|but|so|also|yes|well|und|aber|also|ja|denn|because|weil|that|dass) ", re.IGNORECASE
)
