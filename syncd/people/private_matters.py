"""Health, family, faith, politics, money and the like are a person's own. English and German.

It may leave out too much: a finding that is missing harms nobody.
"""

from __future__ import annotations

import re

from syncd.text.pattern import when_used

_HEALTH = r"""
    ill|sick|sickness|illness|disease|cancer|tumou?r|surgery|operation|hospital|clinic|doctor
    therap\w+|depress\w+|anxiety|burn-?out|burned out|migraine|pregnan\w+|miscarriage|ivf
    fertility|diagnos\w+|medication|rehab|addict\w+|alcohol\w*|sober|disab\w+|autis\w+|adhd
    dementia|alzheimer\w*|mental health|insomnia|sleep(?:ing)?|grief|grieving|bereave\w+|funeral
    died|death|passed away|asthma|allerg\w+|injur(?:y|ies)|accident|chemo\w*|diabet\w+|stroke
    infection|chronic\w*|symptoms?|psychi\w+|psycholog\w+|panic attacks?|trauma\w*|suicid\w+
    (?:my|his|her|our) health|care home|nursing home|hospice|caregiver|overweight|eating disorder
    long covid|epilep\w+|krank\w*|krebs\w*|klinik\w*|arzt|ärztin|therap\w*|schwanger\w*|gestorben
    verstorben|beerdigung|trauer\w*|depression\w*|gesundheit\w*|tod|tot|pflege\w*|reha|unfall
    schmerzen|angststörung|sucht\w*|alkohol\w*|demenz|schlafstörung\w*|hospiz|behinderung
    diagnose\w*|psych\w+
"""
_FAMILY = r"""
    late (?:husband|wife|father|mother|brother|sister)|widow\w*|wife|husband|spouse|partner and i
    boyfriend|girlfriend|fianc\w+|wedding|married|marriage|divorc\w*|separat(?:ed|ion)|custody
    mother|father|mum|mom|dad|parents?|brother|sister|son|sons|daughters?|toddler|baby|babysitter
    nanny|childcare|kindergarten|child-?minder|grand\w+|uncle|aunt|in-laws|family
    my (?:kids?|children)|our (?:kids?|children|son)|my ex|our marriage|school run|nephew|niece
    cousin|ehemann|ehefrau|mein(?:es|em|en)? mann(?:es)?|meiner? frau|scheidung|trennung|mutter
    vaters?|eltern|bruder|schwester|sohn\w*|tochter|familie\w*|oma|opa|mama|papa
    unser(?:e|er|en)? kind(?:er|ern)?|mein(?:e|er|en)? kind(?:er|ern)?|kita\w*|kindergarten\w*
    sorgerecht|schwiegereltern|enkel\w*|hochzeit
    adopt(?:ed|ing|ion of) (?:a |our )?(?:child|baby|son|daughter|boy|girl)
"""
_FAITH = r"""
    god|jesus|christ\w*|church|mosque|synagogue|temple|pray\w*|bible|quran|koran|muslim|islam\w*
    jew|jewish|catholic|protestant|hindu|buddhis\w+|atheis\w+|faith|religio\w+|ramadan|baptis\w+
    rabbi\w*|priest|imam|vicar|pastor|parish|congregation|sunday school|sect|cult
    convert(?:ed)? to|missionary|kirche\w*|moschee|synagoge|glaube\w*|gebet\w*|pfarr\w+
    gemeinde\w*|kirchengemeinde|gott\w*|bibel\w*|katholisch\w*|evangelisch\w*|sekte\w*|konvertiert
    messdiener\w*|gottesdienst\w*
"""
_POLITICS = r"""
    elections?|vote[ds]?|voting|democrats?|republicans?|conservatives?|labour party|liberals?
    socialis\w+|communis\w+|left-wing|right-wing|political\w*|politics|part(?:y|ies)|protest\w*
    referendum|campaign (?:for|of) (?:our|the|a)|refugee status|asylum|visa|immigration|lawsuit
    court|police|arrest\w*|union|lawyer|parliament|the greens|ballot|demonstration|partei\w*|wahl
    wahlen|wahlkampf\w*|kandidat\w*|ortsverband\w*|ortsverein|fraktion|politi\w+|cdu|csu|spd|fdp
    afd|die grünen|der grünen|gewerkschaft\w*|abstimmung|anwalt|anwältin|prozess gegen|gericht
    our candidate|candidacy|kandidatur\w*
"""
_MONEY = r"""
    debts?|loan|mortgage|rent|salary|salaries|wage|bankrupt\w*|insolven\w+|overdraft|tax(?:es)?
    inheritance|alimony|pay (?:rise|cut|the bills)|in the red|cash[- ]?flow|broke|laid off|fired
    redundan\w+|unemploy\w+|savings|a (?:new )?job|(?:out of|no|any) money|my money|new role
    new flat|next role|new opportunit(?:y|ies)|open to work|career change|a flat|a lawyer
    my landlord|evict\w+|bills|schulden|kredit\w*|miete|gehalt\w*|insolvenz|arbeitslos\w*|steuern?
    gekündigt|raten|wohnung|erbe|erbschaft|unterhalt|geld für
    (?:neuen?|eine?) (?:stelle|arbeit|job|anstellung)|neuer stelle|neuen (?:stelle|job)
    arbeitsplatz|kündigung|vermieter\w*|hypothek\w*|pleite|jobsuche
"""
#: What was said to you alone.
_CONFIDENCE = r"""
    between (?:us|you and me|ourselves)|confidential\w*|in confidence|off the record
    (?:do not|don['’]t) tell|keep (?:it|this|that) to yourself|unter uns|vertraulich\w*
    im vertrauen|nicht weitersagen|behalte? (?:es|das) für
"""
#: What the law protects besides (Regulation (EU) 2016/679, articles 9 and 10).
_OTHER = r"""
    gay|lesbian|bisexual|transgender|queer|coming out|sexual\w*|ethnic\w*|racis\w+|prison|jail
    parole|convict(?:ed|ion)|assault\w*|violence|abus(?:e|ed|ive)|transplant\w*|donor|kidneys?
    menopause|diet|naturali[sz]ation|deport\w+|work permit|tory|tories|schwul\w*|lesbisch\w*
    queer\w*|sexuell\w*|gefängnis|haft|vorstrafe\w*|verurteilt|gewalt|missbrauch|einbürgerung
    aufenthaltstitel|abschiebung|spender
"""


def _words(*topics: str) -> re.Pattern[str]:
    listed = "|".join(
        line.strip() for topic in topics for line in topic.split("\n") if line.strip()
    )
    return when_used(rf"\b(?:{listed})\b")


PRIVATE = _words(_HEALTH, _FAMILY, _FAITH, _POLITICS, _MONEY, _CONFIDENCE, _OTHER)
