"""The wordings by which people tell that they arrange for somebody else. English and German."""

from __future__ import annotations

import re

from syncd.text.pattern import when_used

_NAME = (
    r"(?P<boss>(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx|Herrn?|Frau)\.? ){0,2}"
    r"(?!(?:The|This|Our|My|We|You|She|He|They|It|Das|Die|Der|Sie|Wir|Ihr|Team|Board|Who|Everyone)\b)"
    r"[^\W\d_a-z][\w’-]*\w(?: (?:van|von|de|der|den|del|di)){0,2}"
    r"(?: [^\W\d_a-z][\w’'-]*\w){0,3})"
)
_JOB = (
    r"(?:executive |personal |virtual |team |chief |senior |diary |scheduling |management )?"
    r"(?:assistant|secretary|aide|ea|pa|e\.a\.|p\.a\.|diary manager|scheduler)"
)
_HELFER = (
    r"(?:\w{0,12}assistent\w*|\w{0,12}assistenz|\w{0,10}sekretär\w*"
    r"|persönliche[rn]? (?:referent\w*|mitarbeiter\w*))"
)
#: French, Spanish, Italian and Dutch.
_AIDES = (
    r"assistante?(?: personnelle?| exécutive?| de direction)? d[eu’'] ?|secrétaire d[eu’'] ?"
    r"|(?:asistente|secretari[ao])(?: personal| ejecutiv[ao])? de |(?:assistente|segretari[ao])"
    r"(?: personale| esecutiv[ao])? di |(?:\w{0,12}assistente?|secretaresse) van "
)
_POST = (
    r"(?:the )?(?:ceo|cto|cfo|coo|founder|director|managing director|president|chair\w*|dean),? "
)
_DATE = (
    r"(?:time|times|slot|slots|meeting|call|date|dates|lunch|coffee|appointment|catch-?up|chat)\b"
)

#: A row of a signature.
SIGNED = when_used(
    rf"(?:^|[\s|,·/–(-])(?i:{_JOB} (?:to|of|for) (?:{_POST})?|{_AIDES}"
    rf"|(?:persönliche )?{_HELFER} (?:von|der|des|für) "
    r"|(?:sekretariat|vorzimmer|büro)(?: von)? |office of |on behalf of |im auftrag von "
    rf"|i\. ?a\. von ){_NAME}",
    0,
)
#: A row that tells something, as no signature does: "I was assistant to Ada Lindqvist".
TELLS = when_used(r"\b(?:i|we|you|he|she|they|was|were|had|used|ich|wir|er|war|waren|hatte)\b")
#: A display name: "Kim Berg (for Ada Lindqvist)".
NAMED_FOR = when_used(rf"\((?i:for|für|pour|i\. ?a\.(?: von)?|c/o) {_NAME}\)", 0)
#: A sentence of the assistant's own.
SAYS: tuple[re.Pattern[str], ...] = tuple(
    when_used(wording, 0)
    for wording in (
        rf"(?i:\bi(?:['’]m| am)? .{{0,40}}\bon behalf of ){_NAME}",
        rf"^(?i:\W*on behalf of ){_NAME}",
        rf"\b{_NAME}['’]s? (?i:{_JOB}(?: here\b|,? (?:and|my name)|$|[.,!]))",
        rf"(?i:\b(?:i(?:['’]m| am)|this is|it['’]s|here is) ){_NAME}['’]s? (?i:{_JOB}\b)",
        rf"(?i:\bi(?:['’]m| am| work as)(?: the| an?)? {_JOB} (?:to|for|of) ){_NAME}",
        (
            rf"\b{_NAME} (?i:(?:has |had )?asked me to "
            r"(?:find|set up|schedule|arrange|organi[sz]e|book|coordinate|suggest|propose|fix) "
            rf"(?:us |you both )?(?:an?|some|the|your|our)?\s?(?:\w+ ){{0,2}}{_DATE})"
        ),
        (
            r"(?i:\bi (?:manage|look after|take care of|handle|keep|run|coordinate|organi[sz]e) )"
            rf"{_NAME}['’]s? "
            r"(?i:calendar|diary|schedule|agenda|appointments)\b"
        ),
        (
            r"(?i:\bi(?:['’]m| am|['’]ll be| will be)? "
            rf"(?:scheduling|arranging|coordinating)\b.{{0,30}}\bfor ){_NAME}"
        ),
        rf"\bon {_NAME}['’]s? behalf\b",
        (
            rf"\b{_NAME} (?i:(?:would like|wants|wanted|has asked|asked) (?:me|that i|if i could)"
            r"(?: to| could)? (?:find|set up|schedule|arrange|organi[sz]e|book|coordinate) "
            rf"(?:us |you both )?(?:an?|some|the|your|our)?\s?(?:\w+ ){{0,2}}{_DATE})"
        ),
        (
            rf"(?i:\bi(?:['’]m| am)? help(?:ing)? (?:out )?){_NAME} "
            r"(?i:(?:out )?with (?:his|her|their) (?:calendar|diary|schedul\w+|appointments)\b)"
        ),
        (
            r"(?i:\bi (?:schedule|arrange|book|organi[sz]e|coordinate) "
            rf"(?:the )?(?:meetings|appointments|calls|dates) for ){_NAME}"
        ),
        rf"(?i:\bim (?:auftrag|namen) von ){_NAME}",
        (
            r"(?i:\bich (?:vereinbare|organisiere|plane|koordiniere) (?:die )?termine (?:für|von) )"
            rf"{_NAME}"
        ),
        rf"(?i:\bich bin (?:die|der)? ?(?:persönliche )?{_HELFER} (?:von|für) ){_NAME}",
        rf"\b{_NAME} (?i:hat mich gebeten,? .{{0,40}}\b(?:termin|zeitpunkt|gespräch|treffen)\w*)",
        rf"(?i:\bich (?:betreue|koordiniere|verwalte|führe) den (?:termin)?kalender von ){_NAME}",
    )
)
#: A sentence of somebody's about an assistant of theirs.
MINE = when_used(
    rf"(?i:\bmy {_JOB},? |\bmeine?n? {_HELFER},? )(?:\(?(?i:cc['’]?e?d?\)? ))?"
    + _NAME.replace("<boss>", "<assistant>"),
    0,
)
