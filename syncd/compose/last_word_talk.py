"""What a sentence of a mail between two people is about: words of English and German."""

from __future__ import annotations

import re

from syncd.text import phrases
from syncd.text.pattern import when_used

#: With fewer words besides what is polite, nothing was said.
FEWEST_WORDS = 3

_NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|ein|eins|zwei|drei"
    r"|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"
)


def _any(*wordings: str) -> re.Pattern[str]:
    return when_used(rf"\b(?:{'|'.join(wordings)})\b")


GREETING = when_used(rf"(?:{phrases.GREETINGS})\b[^.!?:;]{{0,40}}[,!:]?$")
#: An hour.
CLOCK = _any(
    r"\d{1,2}[:.]\d\d(?: ?(?:am|pm|uhr|h))?",
    rf"{_NUMBER} ?(?:am|pm|uhr|o['’]clock)",
    r"(?:at|um|gegen|from|ab|until|bis|before|after|around) (?:noon|midday|half past|quarter)",
    rf"(?:at|um|gegen|around) {_NUMBER}(?= (?:it|works|suits|is|am|in|on|at|would|sounds|sharp"
    r"|passt|geht|wäre|im|bei)\b|\s*(?:[.,!?;]|$))",
    rf"half past {_NUMBER}|halb {_NUMBER}|quarter (?:past|to) {_NUMBER}",
)
#: Where you meet.
PLACE = _any(
    r"(?:see you|meet|meeting|i(?:['’]ll| will) be|waiting|wait|find me) (?:you |me )?"
    r"(?:at|in front of|outside|by) (?:the|my|our|your|an?|(?-i:[A-Z])\w*)",
    r"(?:at|in|to) (?:my|our|your) (?:office|place|studio|desk)",
    r"(?:in|bei) (?:meinem|unserem|deinem|ihrem|eurem) büro",
    r"(?:treffen wir uns|wir treffen uns|treffpunkt|warte|finden? (?:dich|sie|mich)) "
    r"(?:ist |dann )?(?:am|im|in|bei|vor)",
)
#: That you meet, or whether.
AGREED = _any(
    r"(?:works|suits|would work|would suit|is fine|that['’]s fine|is good) (?:well |best )?"
    r"(?:for |with )?(?:me|us|you)",
    r"i can make it|i(?:['’]ll| will) be there|it is a deal|confirmed",
    r"let me know (?:if|whether|when)|how about|what about|shall we",
    r"(?:could|can) we (?:meet|move|talk|speak)",
    r"let['’]s (?:meet|talk|speak|do)",
    r"when (?:would|do|can|could|are|is)|where (?:would|do|can|shall)",
    r"passt (?:mir|uns|dir|euch|ihnen)|geht klar|einverstanden|wie wäre es|wollen wir|sollen wir"
    r"|wann (?:passt|hättest|hätten|hast|haben|wollen|sollen)|wo (?:treffen|wollen|sollen)",
)
#: What they would like of the other.
WISHED = _any(
    r"(?:i|we)(?:['’]d| would) (?:really |so |also )?(?:like|love"
    r"|be (?:curious|interested|happy)) to (?:hear|know|learn|see|talk|discuss|ask|show)",
    r"(?:could|can|would) you (?:please )?(?:send|bring|tell|show|let)|please (?:send|bring|tell)",
    r"(?:ich|wir) würden? (?:\w+ )?gern(?:e)? (?:\w+ ){0,3}(?:hören|wissen|sehen|reden|sprechen)",
    r"(?:könntest|könnten|kannst|können) (?:du|sie|ihr) (?:\w+ ){0,3}(?:schicken|mitbringen|sagen)",
)
#: Polite, or glad, and no more than that.
POLITE = _any(
    r"(?:many |so much |lots of )?thanks?(?: you)?(?: (?:so much|very much|a lot|again))?"
    r"(?: for (?:the|your|that|this|getting|writing|coming|everything|all)(?: \w+){0,4})?",
    r"(?:i['’]m |i am |we are |we['’]re )?(?:so |very |really |terribly )?(?:sorry|apologies)"
    r"(?: for (?:the|my|this|being)(?: \w+){0,4})?(?: to bother you)?",
    r"(?:i |we )?hope (?:you|this|all|everything)(?: \w+){0,6}",
    r"(?:i['’]m |i am |we are |we['’]re )?(?:very |really |much )?looking (?:very much )?forward"
    r"(?: to (?:it|that|this|meeting you|seeing you|hearing from you|our \w+|the \w+))?",
    r"i look forward(?: to (?:it|that|this|meeting you|seeing you|hearing from you))?",
    r"(?:it was |it is |it['’]s |how )?(?:so |very |really )?(?:nice|lovely|great|good|wonderful"
    r"|a pleasure)(?: (?:to (?:meet|see|hear|read)(?: \w+){0,3}|idea|news))?",
    r"can(?:['’]t|not) wait|see you(?: (?:then|there|soon|around))?|talk (?:soon|then)|take care",
    r"perfect|super|excellent|fantastic|brilliant|cool|sure|of course|absolutely|indeed|yes|yep|no"
    r"|ok|okay|all right|alright|will do|with pleasure|gladly|congratulations|congrats|well done"
    r"|welcome|wow|haha|i would be glad to|i['’]d be glad to|happy to|glad|you too|likewise",
    r"how are you(?: doing)?|how(?:['’]s| is) it going|how have you been|i['’]m well|all well here",
    r"(?:vielen |herzlichen |tausend |besten )?danke?(?: (?:dir|ihnen|euch|schön|sehr))?"
    r"(?: für (?:die|das|den|deine?n?|ihre?n?)(?: \w+){0,3})?",
    r"(?:es )?tut mir leid|entschuldig\w*(?: \w+){0,4}",
    r"(?:ich )?hoffe,? (?:es|dir|ihnen)(?: \w+){0,5}",
    r"(?:ich |wir )?freuen? (?:mich|uns)(?: (?:sehr|schon|darauf|auf (?:das|unser) \w+))*",
    r"wie geht(?:['’]s|s| es)(?: (?:dir|ihnen|euch))?|schön(?: \w+){0,2} zu (?:hören|lesen|sehen)"
    r"|perfekt|prima|klasse|wunderbar|toll|gern(?:e)?|ja|nein|klar|natürlich|bis (?:dann|bald)"
    r"|glückwunsch\w*|gleichfalls|ebenso|alles klar|sehr gut|schön",
)
#: The wishes that mails end with name days, and say nothing of them.
WISH = when_used(
    r"^\W*(?:have|enjoy|happy|merry|all the best for|wishing you|schönen?|schöne|gute[ns]?"
    r"|frohe[ns]?)"
    r" (?:(?:a|an|the|your|you|very|nice|good|great|lovely|wonderful|safe|restful|happy|noch|neues"
    r"|rest of|start into|einen|eine) ?){0,4}(?:day|weekend|week|evening|holidays?|trip|journey"
    r"|summer|break|time|birthday|new year|christmas|easter|monday|friday|tag|wochenende|woche"
    r"|abend|urlaub|ferien|reise|jahr|weihnachten|ostern|feiertage|start \w+ \w+ woche)\b",
)
#: Said to comfort, or to share a joy.
FEELING = _any(
    r"sorry|sad|terrible|awful|heart|condolences?|get well|recover\w*|better soon|thinking of"
    r"|thoughts are|strength|courage|take (?:good )?care|rest|all the best|congratulat\w*|so happy"
    r"|relieved|worr(?:y|ied|ies)|wish you|leid|beileid|traurig|gute besserung|kraft|alles gute"
    r"|gedanken|erhol\w*|glückwunsch\w*|schrecklich|schlimm"
)
#: What can only be understood by what was said before.
POINTS_BACK = _any(
    r"it|this|that|these|those|he|she|him|her|his|they|them|their|es|das|dies\w*|er|ihn|ihm|ihr"
    r"|davon|darüber|dazu|damit"
)
BEGINS_WITH_PRONOUN = when_used(
    r"\W*(?:and |but |und |aber )?(?:he|she|it|they|this|that|her|his|er|sie|es|das|ihr|sein)\b",
)
