"""How promises and requests are worded in French."""

from __future__ import annotations

from syncd.text.pattern import phrases
from syncd.text.promise_grammar import Grammar

_TO_YOU = r"(?:(?:te|vous|le|la|les|lui|leur|y|en|me) |[tlm]['’]|m['’]en ){0,3}"
_PRESENT = (
    "envoie|transmets|fais suivre|fais parvenir|mets en (?:relation|contact|copie)|"
    "tiens au courant|tiens informée?s?|rappelle|appelle demain|recontacte|réponds|"
    "confirme|prépare|vérifie|regarde|"
    "partage|présente|apporte|renvoie|occupe|reviens vers|reviendrai vers|"
    "donne (?:des|une|ma|mon|ça)|"
    "redis|fais signe|communique|propose une date|charge de|écris (?:demain|dès|ce soir|lundi)"
)
_FUTURE = (
    "enverrai|enverrons|transmettrai|ferai|mettrai|tiendrai|rappellerai|appellerai|recontacterai|"
    "répondrai|confirmerai|préparerai|vérifierai|regarderai|partagerai|présenterai|apporterai|"
    "renverrai|occuperai|reviendrai|donnerai|dirai|communiquerai|écrirai|contacterai|parlerai|"
    "demanderai|relirai|chercherai|organiserai|réserverai|reviendrons|ferons|transmettrons"
)
#: Futures that promise nothing to anybody.
_SOFT = (
    "serai|aurai|pourrai|verrai|viendrai|devrai|irai|voudrai|partirai|arriverai|resterai|passerai|"
    "penserai|saurai|manquerai|tarderai|attendrai|rentrerai|voyagerai|dirai pas"
)
_INFINITIVES = (
    "envoyer|transmettre|faire|mettre|tenir|rappeler|appeler|recontacter|répondre|confirmer|préparer|"
    "vérifier|regarder|partager|présenter|apporter|renvoyer|occuper|revenir|donner|dire|communiquer|"
    "écrire|contacter|parler|demander|relire|chercher|organiser|réserver|indiquer|préciser|signer|"
    "valider|remplir|retourner|expliquer|aider|conseiller|recommander|prévenir|passer|jeter|lire|"
    "corriger|compléter|introduire|rédiger|remettre|prendre contact"
)

COMMITMENT = phrases(rf"""
    je {_TO_YOU}(?:{_PRESENT})
    j['’](?:envoie|apporte|enverrai|apporterai|appellerai|écrirai|organiserai)
    je {_TO_YOU}(?:{_FUTURE})
    je {_TO_YOU}(?!(?:{_SOFT})\b)\w+rai
    nous {_TO_YOU}(?!(?:ser|aur|verr|pourr|ir|devr|voudr)ons\b)\w{{3,}}rons
    nous {_TO_YOU}(?:enverrons|reviendrons|ferons|transmettrons|envoyons|revenons|transmettons)
    (?:je vais|nous allons) {_TO_YOU}(?:{_INFINITIVES})
    je (?:vous|te) dois
    c['’]est noté,? je
""")
NO_COMMITMENT = phrases(r"""
    (?:ne|n['’]\w+) (?:\w+ ){0,4}(?:pas|plus|jamais)
    n['’]\w+ (?:pas|plus|jamais)
    ^si
    si (?:tu|vous|cela|ça|je|c['’]est|besoin|nécessaire|possible|jamais)
    s['’]il
    pourrais
    pourrions
    serais
    aimerais
    voudrais
    peut-être
    salutations
    amitiés
    bises
    meilleurs? v(?:œ|oe)ux
    ci-joint
    en pièce jointe
    (?:il|elle|on) (?:a dit|dit|disait)
    je (?:vous|t['’]|te) (?:envoie|écris) (?:ce (?:mail|message)|pour|car|parce|à propos|au sujet)
""")
REQUEST = phrases(rf"""
    (?:pourriez|pourrais|pouvez|peux|pourrait)-(?:vous|tu|on) .{{0,160}}\b(?:{_INFINITIVES})
    (?:tu pourrais|vous pourriez|tu peux|vous pouvez|est-ce que (?:tu peux|vous pouvez
        |tu pourrais|vous pourriez)) .{{0,120}}\b(?:{_INFINITIVES})
    (?:pourriez|pourrais|pouvez|peux)-(?:vous|tu) (?:(?:me|nous|m['’]|le|la|les|lui|y|en|aussi
        |déjà|s['’]il te plaît|s['’]il vous plaît) ?){{0,3}}(?!(?:venir|être|rencontrer|voir
        |participer|assister|dîner|déjeuner|passer|imaginer|croire|rejoindre)\b)\w+(?:er|ir|re)
    merci de (?:(?:me|nous|m['’]|le|la|les|lui|y|ne pas|bien vouloir) ?){{0,3}}(?!(?:être
        |avoir)\b)\w+(?:er|ir|re)
    (?!(?:excusez|pardonnez|laissez|laisse|excuse|pardonne|retrouvons|voyons)\b)\w{{3,}}(?:e|es
        |ez|s)-moi
    merci (?:de|d['’]) ?(?:bien vouloir |nous |me |m['’]|lui |le |la |les |y )*(?:{_INFINITIVES})
    veuillez (?:bien )?(?:nous |me |m['’]|le |la |les )?(?:{_INFINITIVES})
    (?:envoie|envoyez|transmets|transmettez|dis|dites|donne|donnez|tiens|tenez|rappelle|rappelez
        |confirme|confirmez|fais|faites|préviens|prévenez|passe|passez|renvoie|renvoyez|présente
        |présentez|mets|mettez)-(?:moi|nous|le|la|les)
    n['’]oublie[sz]? pas (?:de|d['’])
    (?:pense|pensez) à (?:nous |me |m['’])?(?:{_INFINITIVES})
    (?:j['’]ai|j['’]aurais|nous avons) besoin (?:de|d['’]|que)
    (?:auriez|aurais)-(?:vous|tu) (?:l['’]amabilité|la gentillesse)
    (?:qu['’]en penses-tu|qu['’]en pensez-vous)
    (?:je vous|je te) (?:remercie|serais reconnaissant) (?:de|d['’]) (?:bien vouloir )?(?:nous\s
        |me |m['’])?(?:{_INFINITIVES})
    (?:pourriez|pourrais)-(?:vous|tu) me dire
    (?:est-ce qu['’]il serait|serait-il) possible (?:de|d['’])
""")
NO_REQUEST = phrases(r"""
    disponib(?:le|ilité|les|ilités)
    (?:quand|quel jour|quelle heure|à quelle heure|quelle date)
    (?:es-tu|êtes-vous) (?:libre|dispo)
    (?:te|vous) (?:convient|conviendrait|va|irait)
    veuillez (?:agréer|trouver|noter|recevoir|croire|excuser|accepter)
    (?:n['’]hésite[sz]?|hésitez) pas
    (?:si (?:tu|vous) (?:as|avez)|pour toute) (?:des |la moindre )?questions?
    (?:rencontrer|se voir|voir|prendre un (?:café|verre)|déjeuner|dîner)
    (?:passe|passez|faire) (?:le |mes |une )?(?:bonjour|amitiés)
    merci (?:de|pour) (?:ta|votre|ton)
    merci d['’]avoir
    merci de (?:m['’]|nous |t['’])?(?:avoir|être)
""")
DATED = phrases(r"""
    je peux (?:te |t['’]|vous )(?:envoyer|transmettre|appeler|rappeler|donner|faire)
    (?:tu auras|vous aurez|vous recevrez|tu recevras)
""")

GRAMMAR = Grammar(COMMITMENT, NO_COMMITMENT, REQUEST, NO_REQUEST, DATED)
