"""The wordings by which people tell what they face, do and care about, of all languages."""

from __future__ import annotations

import re

from syncd.people import finding_words_de as german
from syncd.text.pattern import when_used

_WE = r"\b(?:we|i)"
_SOFT = (
    r"(?: (?:still|currently|presently|really|now|again|also|both|just|always|even|busy|finally"
    r"|recently|at the moment|right now|very|rather|quite))*"
)
_ARE = rf"(?:['’](?:re|m)|['’]ve been| are| am| have been| have always been| was| were){_SOFT}"
_AM = rf"(?:['’](?:re|m)|['’]ve (?:always )?been| are| am| have (?:always )?been){_SOFT}"
_HAVE = rf"(?:['’]ve| have)?{_SOFT}"
_HARD = r"(?:(?:so|very|really|still|getting|quite) )?(?:hard|difficult|tough)"
_FIND = (
    r"(?:find|hire|get|recruit|convince|keep|fund|retain|attract|scale|measure|reach|raise"
    r"|persuade|train)"
)
#: What is hard to find for an hour, and no burden.
_SMALL = (
    r"(?!(?:a |the |my |your |any |some |another )?(?:time|date|day|slot|room|parking|place"
    r"|way|link|file|e?mail|it|restaurant|table|flat)\b|you\b|me\b|out\b)"
)
_ONE = r"(?:an?|the|our|my|new|two|three|four|five)"
#: What people run for others, by its last word.
_GROUP_NOUN = (
    r"(?:charity|club|meet-?up|school|community|workshops?|initiative|festival|podcast|newsletter"
    r"|library|network|association|foundation|non-?profit|reading group|breakfast|museum"
    r"|conference|camp|choir|hackathon|orchestra|garden|kitchen|co-?operative|society|centre|center"
    r"|shelter|theatre|theater|trust|union of \w+|support group|food bank|caf[eé]|league|circle"
    r"|salon|orchard|allotments?|collective|cinema|zine|fund for|scheme for|makerspace|hackspace"
    r"|hackerspace|fablab|playgroup|helpline|drop-in|jumble sale|flea market|ensemble|brass band)\b"
)
#: What is for others only if the word before it says for what: a repair lab, a clothes bank.
_GROUP_OF = (
    r"(?!(?:new|old|small|big|large|little|nice|shared|quick|own|test|whole|second|first|third"
    r"|working|office|project|sales|data|bit|lot|research|parking|web|disk|free)\b)[\w'’-]+ "
    r"(?:lab|space|bank|exchange|swap|evenings?|nights?|walks?|tours?|series|market|fair|fund"
    r"|archive|radio|chapter|tournament|classes|course|programme|program|group)\b"
)
#: What stands before the last word: no more than three, and none that begins another phrase.
_QUALITIES = (
    r"(?:(?!(?:of|for|in|on|at|against|with|from|to|into|by|per|over|about|and|or|that|which|who)\b)"
    r"[\w'’-]+ ){0,3}"
)
_GROUP = rf"(?:{_QUALITIES}(?:{_GROUP_NOUN}|{_GROUP_OF}))"
_OURS = (
    r"(?:\bour (?:[\w-]+ )?(?:team|project|app|work|film|book|paper|company|firm|start-?up"
    r"|studio|lab"
    r"|product|platform|tool|magazine|podcast|school|museum|organi[sz]ation|foundation|website|map"
    r"|atlas|exhibition|design|study|research|group))"
)
_PRIZE = (
    r"(?:(?!your\b)[\w'’&-]+ ){0,6}(?:awards?|prize|medal|fellowship|scholarship|grant|trophy"
    r"|competition|bursary|contest|hackathon|cup)\b(?! letter)"
)


_CHALLENGE = (
    rf"{_WE}(?:{_AM})? (?:struggling|struggle|grappling|wrestling|battling) (?:to|with|for)\b",
    rf"{_WE}{_AM} having (?:a hard time|trouble|difficulty|difficulties) (?:with|\w+ing)\b",
    (
        rf"{_WE}(?:['’]ve| have|['’]ve had| have had){_SOFT} "
        r"(?:a hard time|trouble|difficulty|difficulties) (?:with|\w+ing)\b"
    ),
    rf"{_WE}(?:{_AM})? find(?:ing)? it {_HARD} to\b",
    rf"\b(?:it['’]s|it is|it has been) {_HARD} (?:for us )?to {_FIND} {_SMALL}",
    (
        r"\b(?:our|my|the) (?:biggest|main|hardest|greatest|real|largest) (?:challenge|problem"
        r"|headache|difficulty|hurdle|bottleneck|worry|obstacle)(?: (?:that )?(?:we"
        r"|i) (?:have|face))?(?: at the moment| right now| currently| now| here)? is\b"
    ),
    rf"{_WE} (?:can['’]t|cannot|can not) (?:seem to )?(?:find|hire|keep|attract|recruit) {_SMALL}",
    rf"{_WE}{_AM} (?:desperately |urgently )?(?:short of|short-staffed|understaffed)\b",
    (
        rf"{_WE}{_AM} (?:desperately |urgently |actively )?"
        rf"(?:looking for|searching for|in search of|seeking|looking to hire) {_SMALL}"
    ),
    rf"{_WE}(?:{_AM})? trying to (?:find|hire|recruit|convince|raise|attract) (?!the\b){_SMALL}",
    (
        rf"{_WE}{_AM} stuck (?:on|with) (?!(?:the|a|my|an?other) (?:train|bus|tram|plane"
        r"|motorway|call)\b)"
    ),
    rf"{_WE}{_AM} running (?:out of|low on)\b",
    r"\bwhat keeps (?:me|us) (?:up|awake)(?: at night)? is\b",
    (
        rf"{_WE}{_SOFT} (?:urgently |desperately )?need (?:someone|somebody|people|volunteers"
        r"|partners|more \w+) (?:who|that|with)\b"
    ),
    (
        rf"{_WE}{_SOFT} (?:don['’]t|do not)(?: yet)? know (?:yet )?how to (?!get there"
        r"|find you|join|open)"
    ),
    (
        rf"{_WE} could (?:really |well )?(?:use|do with) (?:some |a bit of |more |a little )?"
        r"(?:help|support|advice) (?:with|on|in)\b"
    ),
    *german.CHALLENGE,
)
_AWARD = (
    (
        rf"(?:{_WE}|{_OURS}){_HAVE}(?: just| recently)? (?:won|received|got|been awarded"
        r"|were awarded"
        rf"|was awarded|been given|was given|were given) (?:an?|the|this year['’]s) {_PRIZE}"
    ),
    (
        rf"(?:{_WE}|{_OURS})(?:{_ARE}|{_HAVE} been| is| has been| was) (?:shortlisted|longlisted"
        r"|nominated) for\b"
    ),
    (
        rf"(?:{_WE}|{_OURS})(?:{_ARE}| has been| was) (?:named|selected as|chosen as"
        r"|recogni[sz]ed as|honou?red (?:with|by)) (?:one of|an?|the|among|best)\b"
    ),
    rf"(?:{_WE}|{_OURS})(?:{_ARE}| is| was) (?:an? |among the )?finalists? (?:in|of|for|at)\b",
    rf"(?:{_WE}|{_OURS}) (?:came|finished|was placed|were placed) (?:first|second|third)\b",
    *german.AWARD,
)
_CAUSE = (
    r"\b(?:i|we) (?:co-?)?founded (?!it\b|this\b|that\b)",
    (
        r"\bi(?: also| still)? (?:volunteer|mentor|coach|teach|tutor) (?:at|for|with|in|kids"
        r"|children"
        r"|students|teenagers|young|refugees|girls|beginners|newcomers|an?|the|two|three|four"
        r"|some)\b"
    ),
    r"\b(?-i:I)(?: also| still)? run (?-i:[A-Z]\w+)",
    (
        r"\b(?:i|we)(?: also| still| both)? (?:run|organi[sz]e|host|chair|lead"
        rf"|coordinate) (?:an?|the|our) {_GROUP}"
    ),
    rf"\bi(?: also| still)? (?:organi[sz]e|host|coordinate) {_GROUP_OF}",
    rf"\b(?:i|we)(?: have|['’]ve)?(?: also| just)? (?:started|set up|founded) (?:an?|our) {_GROUP}",
    (
        # What was launched is a project, unless it is plainly for others.
        r"\b(?:i|we)(?: have|['’]ve)?(?: also| just)? launched (?:an?|our) (?:[\w-]+ ){0,3}"
        r"(?:charity|club|community|initiative|non-?profit|association|foundation|kitchen|garden"
        r"|choir|reading group|support group|library)\b"
    ),
    (
        r"\bi(?:['’]m| am)(?: also| still)? (?:on the board|a trustee|a mentor"
        r"|a volunteer) (?:of|at|for)\b"
    ),
    (
        r"\bi(?:['’]m| am)(?: also| still)? (?:the )?(?:treasurer|chair(?:man|woman|person)?"
        r"|president"
        rf"|secretary|patron) of (?:an?|the|our|my) {_GROUP}"
    ),
    r"\bi(?: also| still)? (?:help out|lend a hand) (?:at|in) (?:an?|the|our)\b",
    r"\bi(?: also| still)? give free (?:\w+ )?(?:lessons|classes|courses|workshops|advice)\b",
    rf"{_WE}{_AM} (?:raising (?:money|funds)|fundraising) for\b",
    *german.CAUSE,
)
_MAKING = (
    r"(?:building|rebuilding|launching|creating|developing|setting up|designing|redesigning"
    r"|migrating"
    r"|opening|digiti[sz]ing|establishing|replacing|moving|preparing|rolling out|translating"
    r"|mapping|renovating|restoring|producing|filming|recording|editing|curating|compiling|piloting"
    r"|planning|prototyping|publishing|rewriting|expanding|finishing|testing|making)"
)
_PROJECT = (
    rf"{_WE}{_AM} {_MAKING} (?:up )?{_ONE}\b",
    (
        rf"{_WE}{_AM} (?:rolling out|digiti[sz]ing|renovating|mapping|restoring) (?!it\b"
        r"|this\b|that\b)\w"
    ),
    rf"{_WE}{_AM} (?:working on|writing|busy with) (?:an?|my|our|the new)\b",
    (
        rf"{_WE}{_HAVE} (?:just |recently |now )?(?:started|begun) (?:working on|building"
        rf"|writing) {_ONE}\b"
    ),
    (
        rf"{_WE}{_HAVE} (?:just|recently|finally) (?:launched|opened|released"
        r"|published) (?:an?|our|the)\b"
    ),
    (
        r"\b(?:our|my) (?:current|latest|newest|next|new|main) (?:\w+ )?(?:project|book|film"
        r"|exhibition|venture) is\b"
    ),
    (
        rf"{_WE}{_AM} (?:in the middle of|halfway through|about to (?:open|launch|release"
        r"|publish)) (?:an?|our|my|the)\b"
    ),
    (
        r"\b(?-i:I|We|we) (?:build|measure|develop|design|publish|translate|map) (?!(?:it"
        r"|this|that|up|on|the|you|time|in|with|by)\b)\w"
    ),
    *german.PROJECT,
)
_KEEN = (
    r"(?:(?:so|deeply|really|very|quite) )?(?:passionate about|fascinated by|keen on|into"
    r"|crazy about|obsessed with|"
    r"interested in(?! (?:getting|buying|joining|learning more|hearing|seeing|working with"
    r"|a quote|the (?:role|position|job|offer|flat|vacancy))\b)|fond of|enthusiastic about)"
)
_INTEREST = (
    rf"\bi{_AM} (?:(?:so|very|really|deeply|long) )?{_KEEN}\b",
    (
        r"\bi(?:['’]m| am) (?:an?|such a)(?: (?:big|huge|great|keen|real|avid))? (?:fan"
        r"|reader|lover) of\b"
    ),
    r"\bi care (?:deeply|a lot|very much) about\b",
    r"\bi spend (?:all |most of |half of )?my (?:weekends|evenings|(?:free|spare) time)\b",
    r"\bin my (?:free|spare) time,? i\b",
    (
        r"\bi (?:love|adore) (?!(?:it|the|how|that|this|you|when|what|to|your|hearing|seeing"
        r"|them|him|her|being|working with you)\b)\w"
    ),
    r"\bi (?:really )?enjoy (?!(?:it|the|our|this|that|your|these)\b)\w+ing (?!your\b|from you\b)",
    r"\b(?:a|one) (?:hobby|passion|interest) of mine is\b",
    r"\bmy (?:hobby|hobbies|passion|great love) (?:is|are)\b",
    (
        r"\bi (?:sing in|play in|play the|play chess|play football|collect|restore|paint|knit"
        r"|brew|bake) (?!(?:the|your|all|my|it|no|a part|them|part)\b)\w"
    ),
    *german.INTEREST,
)


def _any(wordings: tuple[str, ...]) -> re.Pattern[str]:
    # All begin with a word: elsewhere none of them is tried, which takes a fifth of the time.
    return when_used(rf"\b(?:{'|'.join(wordings)})")


#: In every sentence that a wording fits; the others, which are most, are not looked at further.
OF_ONESELF = when_used(
    r"\b(?:i|we|me|us|my|mine|our|it|ich|wir|mich|mir|uns|es|meine?[nmrs]?|unsere?[nmrs]?)\b",
)


#: Kind and wording; the first that fits a sentence is what it says.
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("challenge", _any(_CHALLENGE)),
    ("award", _any(_AWARD)),
    ("cause", _any(_CAUSE)),
    ("interest", _any(_INTEREST)),
    ("project", _any(_PROJECT)),
)

#: The end of the clause that was looked for; what follows explains or adds.
CLAUSE_END = when_used(
    r"[;:]|\s[–—-]\s|\s\(|,? (?:because|since|until|but|although|though|so that|which is why"
    r"|weil|aber|damit)\b|,? (?:and|und) (?=(?:i|we|it|that|you|ich|wir|es|das)\b)"
    r"|, (?=(?:i|we|it|so|if|just|and|but|which|who|would|could|by the way)\b)",
)
