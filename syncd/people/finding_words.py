"""The wordings by which people tell what they face, do and care about. English and German."""

from __future__ import annotations

import re

_WE = r"\b(?:we|i)"
_SOFT = r"(?: (?:still|currently|really|now|again|also|both|just|always|even|busy))*"
_ARE = rf"(?:['’](?:re|m)|['’]ve been| are| am| have been){_SOFT}"
_HAVE = rf"(?:['’]ve| have)?{_SOFT}"
_HARD = r"(?:(?:so|very|really|still|getting|quite) )?(?:hard|difficult|tough)"
_WIR = r"\b(?:wir|ich)"
_GROUP = (
    r"(?:charity|club|meet-?up|school|community|workshops?|initiative|festival"
    r"|podcast|newsletter"
    r"|library|network|association|foundation|non-?profit|project|reading group|breakfast"
    r"|conference|camp|choir|hackathon|orchestra)\b"
)

_CHALLENGE = (
    rf"{_WE}(?:{_ARE})? (?:struggling|struggle|grappling|wrestling) (?:to|with|for)\b",
    rf"{_WE}{_HAVE} (?:had |having )?(?:a hard time|trouble|difficulty|difficulties) \w+ing\b",
    rf"{_WE}{_ARE} having (?:a hard time|trouble|difficulty|difficulties) (?:with|\w+ing)\b",
    rf"{_WE}(?:{_ARE})? find(?:ing)? it {_HARD} to\b",
    (
        rf"\b(?:it['’]s|it is|it has been) {_HARD} (?:for us )?to "
        r"(?:find|hire|get|recruit|convince|keep|fund|retain|attract|scale|measure) "
        r"(?!(?:a |the |some )?(?:time|date|day|slot|room|parking|place|way)\b|you\b|me\b"
        r"|it\b|out\b)"
    ),
    (
        r"\b(?:our|my) (?:biggest|main|hardest|greatest) "
        r"(?:challenge|problem|headache|difficulty|hurdle|bottleneck) (?:is|at the moment"
        r"|right now)\b"
    ),
    (
        rf"{_WE} (?:can['’]t|cannot|can not) (?:seem to )?(?:find|hire|keep|attract) "
        r"(?!(?:a |the |my |your |any )?(?:time|date|day|slot|room|e?mail|link|file|it)\b)"
    ),
    rf"{_WE}{_ARE} (?:desperately |urgently )?(?:short of|short-staffed|understaffed)\b",
    (
        rf"{_WE}{_ARE} (?:desperately |urgently |actively )?looking for "
        r"(?!(?:a |the |another )?(?:date|time|day|slot|room|place|restaurant|table|flat"
        r"|mail|it)\b)"
    ),
    rf"{_WIR} (?:tun uns|tue mich) (?:\w+ )?schwer\b",
    rf"{_WIR} haben? (?:\w+ )?(?:Schwierigkeiten|Mühe),? \w+",
    r"\bunsere? größte[sr]? (?:Problem|Herausforderung|Sorge) ist\b",
    rf"{_WIR} suchen? (?:dringend|händeringend|seit \w+)\b",
)
_AWARD = (
    (
        rf"{_WE}{_HAVE}(?: recently)? (?:won|received|been awarded|were awarded|was awarded) "
        r"(?:an?|the|this year['’]s) (?:[\w'’&-]+ ){0,6}(?:award|prize|medal|fellowship"
        r"|scholarship)\b"
    ),
    rf"{_WE}{_HAVE}(?: recently)? (?:been|were|was) (?:shortlisted|nominated) for\b",
    (
        rf"{_WIR} haben? .{{0,60}}(?:preis|auszeichnung|medaille)\b.{{0,20}}\b(?:gewonnen"
        rf"|erhalten)\b"
    ),
)
_CAUSE = (
    r"\b(?:i|we) (?:co-?)?founded (?!it\b|this\b|that\b)",
    (
        r"\bi(?: also| still)? (?:volunteer|mentor|coach|teach) (?:at|for|with|in|kids|children"
        r"|students|teenagers|young|refugees|girls|beginners|an?|the)\b"
    ),
    r"\b(?-i:I)(?: also| still)? run (?-i:[A-Z]\w+)",
    (
        rf"\b(?:i|we)(?: also| still)? (?:run|organi[sz]e|host|chair) (?:an?|the|our) "
        rf"(?:[\w-]+ ){{0,4}}{_GROUP}"
    ),
    r"\bi(?:['’]m| am) (?:on the board|a trustee|a mentor|a volunteer) (?:of|at|for)\b",
    r"\bich (?:engagiere mich|bin ehrenamtlich|leite ehrenamtlich|habe .{2,60} gegründet)",
)
_PROJECT = (
    (
        rf"{_WE}{_ARE} (?:building|rebuilding|launching|creating|developing|setting up"
        rf"|designing"
        r"|migrating|opening|digiti[sz]ing|establishing|replacing) "
        r"(?:up )?(?:an?|the|our|my|new|two|three|four|five)\b"
    ),
    (
        rf"{_WE}{_ARE} (?:working on|writing) (?:an?|my|our) (?!(?:offer|reply|answer"
        rf"|invoice|contract"
        r"|date|list|few|lot|quote|e-?mail|mail|letter|plan)\b)\w"
    ),
    (
        r"\b(?-i:I|We|we) (?:build|measure|develop|design|publish|translate|map) (?!(?:it"
        r"|this|that|up"
        r"|on|the|you|time|in|with|by)\b)\w"
    ),
    (
        rf"{_WIR} (?:bauen?|entwickeln?|gründen?) (?:gerade |derzeit |zurzeit )?"
        r"(?:eine?[nr]?|unsere?n?|das|die|den)\b"
    ),
)
_INTEREST = (
    r"\bi(?:['’]m| am) (?:(?:so|very|really|deeply) )?passionate about\b",
    r"\bi(?:['’]m| am) a (?:big|huge|great|keen) (?:fan|reader) of\b",
    r"\bi care (?:deeply|a lot|very much) about\b",
    r"\bi spend (?:all |most of |half of )?my (?:weekends|evenings|(?:free|spare) time)\b",
    r"\bin my (?:free|spare) time,? i\b",
    (
        r"\bi (?:love|adore) (?!(?:it|the|how|that|this|you|when|what|to|your|hearing"
        r"|seeing|them|him"
        r"|her|working with you)\b)\w"
    ),
    r"\bich (?:interessiere mich (?:sehr|schon lange|besonders) für|begeistere mich für)\b",
)


def _any(wordings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(wordings), re.IGNORECASE)


#: Kind and wording; the first that fits a sentence is what it says.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("challenge", _any(_CHALLENGE)),
    ("award", _any(_AWARD)),
    ("cause", _any(_CAUSE)),
    ("project", _any(_PROJECT)),
    ("interest", _any(_INTEREST)),
)

#: What a person does not say of now, or not in earnest.
NOT_MEANT = re.compile(
    r"^\W*(?:if|unless|imagine|suppose|wenn|falls)\b|\b(?:used to|no longer|not any ?more|if we"
    r"|would be|nicht mehr|früher)\b",
    re.IGNORECASE,
)
#: A sentence that begins so is somebody else's.
MARKS = frozenset("\"“”„«»'‘’>|")

#: The end of the clause that was looked for; what follows explains or adds.
CLAUSE_END = re.compile(
    r"[;:]|\s[–—-]\s|\s\(|,? (?:because|since|until|but|although|though|so that"
    r"|which is why|weil|aber"
    r"|damit)\b|,? (?:and|und) (?=(?:i|we|it|that|you|ich|wir|es|das)\b)"
    r"|, (?=(?:i|we|it|so|if|just|and|but|which|who|would|could|by the way)\b)",
    re.IGNORECASE,
)

#: Health, family, faith, politics and money are a person's own.
PRIVATE = re.compile(
    r"\b(?:ill|sick|sickness|illness|disease|cancer|tumou?r|surgery|operation|hospital|clinic"
    r"|doctor|therap\w+|depress\w+|anxiety|burn-?out|burned out|migraine|pregnan\w+|miscarriage"
    r"|ivf|fertility|diagnos\w+|medication|rehab|addict\w+|alcohol\w*|sober|disab\w+|autis\w+"
    r"|adhd|dementia|alzheimer\w*|mental health|insomnia|sleep|grief|grieving"
    r"|bereave\w+|funeral"
    r"|died|death|passed away|late (?:husband|wife|father|mother|brother|sister)|widow\w*"
    r"|wife|husband|spouse|partner and i|boyfriend|girlfriend|fianc\w+|wedding|married|marriage"
    r"|divorc\w*|separat(?:ed|ion)|custody|mother|father|mum|mom|dad|parents?|brother"
    r"|sister|son"
    r"|sons|daughters?|toddler|baby|babysitter|nanny|childcare|kindergarten|child-?minder"
    r"|grand\w+|uncle|aunt|in-laws|family|my (?:kids?|children)|our (?:kids?|children|son)"
    r"|god|jesus|christ\w*|church|mosque|synagogue|temple|pray\w*|bible|quran|koran"
    r"|muslim|islam\w*"
    r"|jew|jewish|catholic|protestant|hindu|buddhis\w+|atheis\w+|faith|religio\w+"
    r"|ramadan|baptis\w+"
    r"|election|elections|vote[ds]?|voting|democrats?|republicans?|conservatives?|labour party"
    r"|liberals?|socialis\w+|communis\w+|left-wing|right-wing|political\w*|politics"
    r"|party member"
    r"|protest\w*|refugee status|asylum|visa|immigration|lawsuit|court|police|arrest\w*|union"
    r"|debts?|loan|mortgage|rent|salary|salaries|wage|bankrupt\w*|insolven\w+"
    r"|overdraft|tax(?:es)?"
    r"|inheritance|alimony|pay (?:rise|cut|the bills)|in the red|cash[- ]?flow|broke|laid off"
    r"|fired|redundan\w+|unemploy\w+|savings|a (?:new )?job|krank\w*|krebs|klinik"
    r"|krankenhaus|arzt"
    r"|ärztin|therapie|schwanger\w*|gestorben|verstorben|beerdigung|trauer\w*|ehemann|ehefrau"
    r"|mein mann|meine frau|scheidung|mutter|vater|eltern|bruder|schwester|sohn|tochter|familie"
    r"|kirche|moschee|glaube|gebet|partei|wahl|wahlen|schulden|kredit|miete|gehalt|insolvenz"
    r"|arbeitslos\w*|steuern?|gekündigt)\b",
    re.IGNORECASE,
)
