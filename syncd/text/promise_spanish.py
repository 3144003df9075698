"""How promises and requests are worded in Spanish."""

from __future__ import annotations

from syncd.text.pattern import phrases
from syncd.text.promise_grammar import Grammar

_TO_YOU = r"(?:(?:te|le|les|os|se|me|lo|la|los|las|nos) ){0,2}"
_PRESENT = (
    "envío|mando|paso (?:el|la|los|las|un|una|por)|reenvío|aviso|llamo|confirmo|"
    "escribo (?:mañana|el|en|hoy|luego)|pongo en (?:contacto|copia)|presento a|encargo|digo algo|"
    "cuento (?:mañana|el|en)|comparto|respondo|preparo|"
    "reviso|consulto|"
    "mantengo (?:al tanto|informado|informada)|hago llegar|enviamos|mandamos"
)
_FUTURE = (
    "enviaré|mandaré|pasaré|reenviaré|avisaré|llamaré|confirmaré|escribiré|pondré|presentaré|"
    "encargaré|diré|contaré|compartiré|responderé|prepararé|revisaré|consultaré|mantendré|haré|"
    "buscaré|preguntaré|hablaré|contactaré|traeré|daré|miraré|enviaremos|mandaremos|avisaremos|"
    "confirmaremos|responderemos|contestaré|organizaré|reservaré"
)
#: Verbs that promise nothing to anybody.
_SOFT = (
    "estaré|seré|tendré|podré|iré|veré|llegaré|saldré|volveré|viajaré|esperaré|pensaré|iremos|quiero|"
    "echo|agradezco|deseo|felicito|recuerdo|veo|espero|creo|entiendo|escribo|adjunto|pido|ruego|"
    "saludo|mismo|todo|otro|como|mucho|debo|extraño|abrazo|animo|quedaré|intereso|gusto|puedo|tengo|dejo"
)
_INFINITIVES = (
    "(?:enviar|mandar|pasar|reenviar|avisar|llamar|confirmar|escribir|poner|presentar|encargar|decir|"
    "contar|compartir|responder|preparar|revisar|consultar|mantener|hacer|buscar|preguntar|hablar|"
    "contactar|traer|dar|mirar|contestar|organizar|reservar|ayudar|explicar|indicar|firmar|rellenar|"
    "devolver|echar|recomendar|corregir|completar|facilitar|leer|adjuntar|remitir)"
    "(?:me|te|le|les|nos|os|se|lo|la|los|las|melo|mela|telo|tela|noslo)?"
)

COMMITMENT = phrases(rf"""
    (?:yo )?{_TO_YOU}(?:{_PRESENT})
    {_TO_YOU}(?:{_FUTURE})
    (?!(?:{_SOFT})\b)\w{{2,}}(?:aré|eré|iré)
    (?:te|le|os|les) (?!(?:{_SOFT})\b)\w+[^\W\d_]o
    {_TO_YOU}(?:voy|vamos) a {_INFINITIVES}
    (?:te|le|os|les) debo
    (?:me|nos) (?:encargo|encargamos|ocupo|ocupamos)
    cuenta con ello
""")
NO_COMMITMENT = phrases(r"""
    no
    nunca
    ^si
    si (?:quieres|quiere|te|le|puedes|puede|es|hace|necesitas|lo|queréis|os|hay)
    podría
    podríamos
    quizás?
    tal vez
    gustaría
    encantaría
    saludos?
    abrazos?
    adjunto
    (?:él|ella) (?:dijo|dice)
    (?:te|le|os) (?:escribo|envío este|mando este) (?:para|porque|por)
""")
REQUEST = phrases(rf"""
    (?:podrías|podría|puedes|puede|podéis|podríais|pueden|podrían) .{{0,120}}\b{_INFINITIVES}
    (?:te|le|os) (?:importaría|agradecería|agradezco|pido|ruego
        |agradeceré) .{{0,30}}(?:{_INFINITIVES}|que (?:me|nos|lo|la))
    (?:envía|manda|pasa|avisa|confirma|di|dime|cuenta|reenvía|responde|llama|pon|presenta|revisa
        |mira|comparte|haz|trae|da|devuelve|firma|indica|explica)(?:me|nos|le|lo|la|melo|mela|noslo)
    (?:envíame|mándame|pásame|avísame|confírmame|dime|cuéntame|reenvíame|respóndeme|llámame
        |mándanos|envíanos|avísanos|envíeme|mándeme|avíseme|confírmeme|dígame|envíenos|háganos
        |hazme|tráeme|échale)
    por favor,? (?:envía|manda|pasa|avisa|confirma|reenvía|responde|llama|revisa|mira|comparte
        |haz|trae|envíe|mande|confirme|revise|responda|firme|rellena|rellene|no olvides|no olvide)
    (?:podrías|podría|puedes|puede|podéis) (?:(?:me|nos|por favor) )?(?!(?:venir|quedar|ver
        |asistir|estar|ser|tener|imaginar|creer|llegar)(?:\b|me|nos|te))\w+(?:ar|er|ir)(?:me|nos
        |le|les|lo|la|los|las|melo|mela)?
    (?:^|, |¿|por favor,? )(?!(?:déja|permíte|discúlpa|perdóna
        |imagína)me)[a-z]*[áéíóú][a-z]*(?:me|nos|melo|noslo)
    no (?:te )?olvides (?:de )?{_INFINITIVES}
    necesito (?:que|tu|su|el|la|los|las) .{{0,80}}
    necesitamos (?:que|tu|su) .{{0,80}}
    (?:qué te parece|qué opinas|qué le parece|qué opina)
""")
NO_REQUEST = phrases(r"""
    disponib(?:le|ilidad|les)
    (?:cuándo|qué día|a qué hora|qué hora|qué fecha)
    (?:te|le|os) (?:viene|va|vendría|iría) (?:bien|mejor)
    (?:quedar|vernos|verte|reunirnos|tomar (?:un|algo)|venir|asistir)
    no (?:dudes|dude|duden)
    (?:si tienes|si tiene|cualquier|para cualquier) (?:alguna )?(?:duda|pregunta|cosa|consulta)
    (?:dale|da|dile|mándale|envíale) (?:recuerdos|saludos|un abrazo)
    (?:gracias|agradezco) por
    tranquil[oa]
    no (?:te preocupes|se preocupe|hace falta)
""")
DATED = phrases(r"""
    puedo (?:enviar|mandar|pasar|llamar|hacer)(?:te|le|os|telo|selo)
    (?:tendrás|recibirás|tendrá|recibirá)
""")

GRAMMAR = Grammar(COMMITMENT, NO_COMMITMENT, REQUEST, NO_REQUEST, DATED)
