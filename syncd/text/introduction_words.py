"""How people word an introduction by mail, and what only sounds like one; only words."""

from __future__ import annotations

import re

from syncd.text.pattern import phrases

#: In a subject.
SUBJECT = re.compile(
    r"(?i:^(?:fwd?: ?)?(?:e-?)?intro(?:duction)?s?\b(?! (?:to|course|session|call|offer|video"
    r"|guide|of|price|class|week|webinar|workshop|meeting|paragraph)\b))|(?i:\bintro(?:duction)?s?$)"
    r"|<-?>|<=>|<[—–]>|⟷|↔|\|\||><|🤝"
    r"|(?i:^(?:e-?)?introducing) (?!\w+ \d)[A-Z]\w+,? (?:and|&|to|[A-Z])"
    r"|(?i:^connecting) (?:(?i:you)|[A-Z]\w+ (?:and|&|with|to|[A-Z]))"
    r"|(?i:^(?:please )?meet) [A-Z]\w+(?: [A-Z]\w+)?$|[A-Z]\w+,? meet [A-Z]"
    r"|(?i:^vorstellung\b|\bbekannt ?machen\b|^mise en (?:relation|contact)|^présentation ?:"
    r"|^presentación ?:"
    r"|^os presento|^presento a|^kennismaking|^in contatto|^presentazione ?:|^apresentação ?:)",
)

#: In a sentence: two people are brought together. Names decide who.
TOGETHER = phrases(r"""
    (?:introduc(?:e|ing)|connect(?:ing)?|e-?introduc(?:e|ing)|intro(?:ing)?|link(?:ing)?
        |acquaint(?:ing)?) (?:you (?:two|both|all|guys|to each other|with each other
        |to one another)|the two of you|both of you|two|each other)
    (?:put(?:ting)?|bring(?:ing)?|get(?:ting)?) (?:you (?:two|both|guys)?|the two of you
        |both of you) ?(?:directly )?(?:in (?:touch|contact)|together)
    (?:you (?:two|both|guys)|the two of you|both of you) (?:really |simply\s
        |definitely )?(?:(?:should|need to|ought to|have to|must|would|could|will
        |might) (?:really |definitely |probably |all )?(?:meet|talk|speak|chat|connect|know
        |have a (?:coffee|chat|call)|get (?:together|along|on|to know)|compare|like|enjoy|find)
        |have (?:so|a lot|much|lots)|are both|share|already have)
    (?:make|making|made) (?:the|this|an?) (?:(?:quick|email|e-mail|virtual|long overdue|promised
        |formal|brief|short|warm) )*(?:intro|introduction|connection)
    (?:here(?:['’]s| is| comes)|this is|consider this|as) (?:the|an?|your|that) (?:(?:quick|email
        |e-mail|virtual|long overdue|promised|formal|brief|short|warm) )*(?:intro|introduction)
    (?:i['’]ll|i will|i) (?:let|leave) (?:you (?:two|both|guys)|it (?:to|with) you (?:two|both)
        |you (?:two|both)? ?to)
    over to (?:you (?:two|both)|the two of you)
    (?:as (?:promised|discussed|mentioned),? )?(?:an? |your |the )?(?:e-?mail\s
        |virtual )?intro(?:duction)? (?:to|between|for|as (?:promised|discussed))
    (?:euch|sie) (?:beide[n]?|zwei|einander|gegenseitig
        |miteinander)? ?(?:\w+ ){0,3}(?:bekannt ?machen|bekanntmachen|vorstellen|vernetzen
        |verbinden|zusammenbringen|in kontakt bringen)
    (?:stelle|verbinde|vernetze|bringe|mache) (?:ich )?(?:hiermit |gerne |gern )?(?:euch
        |sie)(?: beide| zwei)?(?: \w+){0,4}
    ich (?:stelle|verbinde|vernetze|bringe|mache) (?:hiermit |gerne |gern )?(?:euch|sie) (?:beide
        |zwei|einander|mal|miteinander|in kontakt|bekannt|zusammen|vor)
    ihr (?:beide|zwei|beiden) (?:solltet|müsst|habt|könnt)
    (?:je )?(?:vous|te|t['’]) ?(?:mets|présente|connecte)(?: tous les deux
        | toutes les deux)?(?: \w+){0,2}
    (?:mettre|mise) en (?:relation|contact)
    (?:os|les|te|le) (?:presento|pongo en contacto|conecto)
    (?:poneros|ponerlos|ponerte) en contacto
    (?:vi|ti|la) (?:presento|metto in contatto)
    (?:ik )?(?:stel|breng|koppel) (?:jullie|je|u) (?:\w+ ){0,3}(?:voor|in contact|aan elkaar)
""")

#: Somebody named near it is introduced to "you".
SOMEBODY = phrases(r"""
    (?:please |do |and |, )?meet(?: my)?
    (?:e-?)?(?:introduc(?:e|ing)|intro(?:ing)?)(?: you)?(?: both| guys| all| virtually| hereby
        | properly)?(?: to| with)?
    (?:connect(?:ing)?|link(?:ing)?|hook(?:ing)?) you (?:up )?(?:both |directly |guys )?(?:with|to)
    (?:put(?:ting)?|get(?:ting)?) you (?:directly |both )?in (?:touch|contact) with
    (?:is|are|was) (?:also )?(?:here )?(?:on this (?:thread|mail|e-?mail|message)
        |in (?:this )?thread
        |copied|cc['’]?e?d|in (?:the )?cc|on cc|on copy|in copy)
    (?:\(|, )?(?:cc['’]?e?d|in cc|on cc|copied|in copy|on copy|here in cc|in the cc)(?:\)|,)?
    darf ich (?:dir |ihnen |euch )?(?:\w+ ){0,3}vorstellen
    ich (?:stelle|möchte) (?:dir|ihnen|euch) (?:hiermit |gerne? |mal |kurz )?
    (?:in|im|ins) (?:cc|kopie|cc:)
    je (?:te|vous) présente
    je me permets de (?:te|vous) présenter
    en copie
    (?:te|le|os) presento a
    en copia
    (?:ti|vi|le) presento
    in copia
    (?:ik )?(?:stel|zet|neem) (?:je|jullie|u) ?(?:graag )?(?:voor aan|in de cc|mee)
    in de cc
""")

#: Somebody named right after it is brought into the conversation.
COPYING = re.compile(
    r"(?<!\w)(?:cc['’]?(?:ing|ed|d)|ccing|copy(?:ing)?|copied|loop(?:ing|ed)?|add(?:ing|ed)?"
    r"|bring(?:ing)?|includ(?:e|ed|ing)|roping|tagg(?:ing|ed)|pull(?:ing)?|j['’]ajoute|añado"
    r"|incluyo|copio|aggiungo|je mets|pongo|metto)(?: in| here| also)?(?=\W)|^\+ ?(?=\w)",
    re.IGNORECASE,
)
#: What may stand between those words and the name.
FILLER = re.compile(
    r"(?:\W|\b(?:in|here|also|now|both|my|our|an?|old|dear|good|great|wonderful|brilliant|lovely"
    r"|friends?|colleagues?|partner|co-founder|boss|sister|brother|wife|husband|dr|prof|mr|ms|mrs"
    r"|en copia|en copie)\b)*$",
    re.IGNORECASE,
)
#: Names and nothing else: "Ada, Robin. Robin, Ada."
CROSSED = re.compile(
    r"\b([A-Z]\w+) ?(?:,|–|—|-|:|<>|/|meet) ?([A-Z]\w+)[.!;,]? +\2 ?(?:,|–|—|-|:|meet) ?\1\b"
)
#: A question that is an introduction all the same.
ASKED = phrases(r"""
    (?:may|can|might) i introduce
    darf ich (?:\w+ ){0,4}vorstellen
    puis-je (?:te|vous) présenter
""")

#: Not an introduction, whatever else the sentence says.
NOT = phrases(r"""
    (?:introduce|introducing|introduction of) (?:myself|ourselves|our|the|a new|new
        |an? \w+ (?:feature|product|version|tool|policy|plan|service)|my (?:company|product|firm
        |startup|team|work|book|project)|this|it|version|changes|some)
    (?:mich|uns) (?:kurz |gerne |hier |bei (?:dir|ihnen) )?(?:\w+ )?vorstellen
    (?:mich|uns) (?:\w+ )?bekannt
    me présente
    (?:présente|presento|presenta) (?:notre|nuestro|nuestra|mon|mi|ma|la|le|les|el|un|une)
    me presento
    (?:nice|great|good|lovely|pleasure|pleased|happy|glad|delighted|looking forward|excited|hope
        |wanted|want|love|like|able|time|try|keen|easy|possible|agree[d]?|plan(?:ning)?|fun|free
        |ready|when|where|could|can|shall|let['’]s|will|would
        |to) (?:to )?(?:finally )?meet(?:ing)?(?! (?:my|[A-Z]))
    (?:could|can|would|will) you (?:please |possibly |perhaps )?(?:introduce|connect|put|intro|make)
    (?:would|could) you be (?:open|willing|up|happy|able) to (?:introduc|connect|an intro|mak)
    (?:happy|glad|can|could|would|willing|love|offer(?:ed)?|able) to (?:introduce|connect you
        |make (?:an|the) intro|put you)
    (?:i['’]ll|i will|we['’]ll|we will|i can|i could|let me|shall i|should i|i might
        |i['’]d be happy to|i would be happy to|i['’]m happy to|i am happy to) (?:introduce you
        |connect you|put you in|make (?:an|the) intro|see if|ask|check)(?! (?:to|with
        |in touch with) [A-Z]\w+(?: [A-Z]\w+)?,? (?:in cc|\(?cc|copied|here))
    if you (?:want|like|['’]d like|are interested)
    do you know (?:anyone|somebody|someone)
    meet(?:ing)? (?:at|on|in|up|again|for|next|this|tomorrow|with|there|then|me|us|you|them|him
        |her|the (?:team|deadline|needs|requirements|goal|speakers)|our|your|their|his|deadlines
        |demand|every|twice|once|before|after|around|soon|to|over|and|requirements|me)
    (?:we|i|they|you|both|never|had|have|ever|already|first|just) (?:have )?met
    (?:my|our|an?|the) (?:assistant|ea|pa|executive assistant|secretary|office manager|office
        |legal|finance|accounts|accounting|hr|it|support|billing|booking|scheduling|team (?:to
        |for)|whole team|calendar)
    (?:meine|unsere|mein) (?:assistentin|assistenz|assistent|sekretariat|buchhaltung)
    (?:mon|ma) (?:assistante?|secrétaire|secrétariat|comptabilité)
    (?:mi|nuestro) (?:asistente|secretaria|secretario|equipo legal)
    for (?:your )?(?:visibility|info|information|records|reference|awareness|scheduling)
    fyi
    to (?:help (?:us )?)?(?:schedule|find a (?:time|slot|date)|coordinate|book|arrange)
    zur (?:info|kenntnis|terminfindung)
    pour info(?:rmation)?
    thanks for (?:the|making|your|this) (?:intro|introduction|connection)
""")

#: Answers to an introduction: who made it is thanked and let go.
ANSWER = phrases(r"""
    (?:thanks|thank you|thx|many thanks|big thanks|danke|vielen dank|merci|gracias|grazie
        |bedankt)\b[^.!?\n]{0,60}\b(?:intro|introduction|introducing|introduced us|connecting
        |connection|connecting us|putting us in touch|vorstellung|vorstellen|verbinden|vernetzen
        |verknüpfen|kontakt|kontaktherstellung|mise en (?:relation|contact)|présentation
        |presentación|presentarnos|ponernos en contacto|presentazione|averci messo|introductie)
    (?:moving|moved|move|putting|put|dropping|shifting|bumping|sliding|switching|taking|setze
        |verschiebe|nehme|schiebe)\b[^.!?\n]{0,40}\b(?:to|in|into|ins?|auf|on|nach)? ?bcc
    (?:to|in) bcc
    bcc['’]?(?:ing|ed) [A-Z]\w+
    je (?:mets|passe|déplace)\b[^.!?\n]{0,30}\b(?:en )?(?:cci|bcc|copie cachée)
    (?:paso|muevo|pongo)\b[^.!?\n]{0,30}\b(?:en |a )?(?:cco|bcc|copia oculta)
""")
