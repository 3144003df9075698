"""Which language a text is written in, by its most frequent small words."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_READ_CHARS = 5_000

#: Words that are frequent in one language and rare in the others.
_WORDS = {
    "en": """
        the and you for that with this have are your is of to it was we be on not but at from
        would will can about they what our my or if me by i'm i'll thanks hi hello dear best
        regards just so could an as please looking forward how here there when he she his her
        their them its been has had do does did done then than too very much more some any all
        no yes up out over after before again next last week today tomorrow into where who which
        also only even still well good great see let know think need want should might were
        you're don't can't it's that's we'll we're
    """,
    "de": """
        der die das und ich nicht mit ist sie wir zu den auf für es ein eine dass auch von dem
        sich bei aus oder werden kann wie noch aber nur sehr mir dir ihnen uns dich hallo liebe
        lieber danke grüße viele gerne bitte wenn haben hat war im am zum über schon einen einem
        doch mal habe hast hatte bin bist sind waren wird wurde würde gibt geht kommt kommen
        machen sollten sollte können könnte müssen möchte bis beim vom ab da dann nach vor seit
        heute morgen gestern jetzt ja nein also mein meine dein deine unser unsere ihr ihre ihm
        ihn euch alle alles etwas nichts hier dort wo wann warum weil ob mehr so zur durch gegen
        ohne unter zwischen diese dieser dieses jeder gruß gern moin servus lass eben leider
        vielleicht genau passt uhr danach dafür
    """,
    "fr": """
        le la les et je vous nous pas est pour une un dans que qui avec sur ce mais bonjour
        merci très bien votre notre mon ma être avons suis avez plus au aux des du en il elle
        cordialement si tu te c'est j'ai d'un à tout cette ces comme fait peut ils elles leur
        leurs sa son ses mes tes nos vos y ne ou où car donc encore déjà aussi sera serait était
        sont ont faire dit avoir peu quand comment pourquoi parce jour semaine demain hier salut
        bonsoir d'accord oui non ça va j'en n'est qu'il qu'elle s'il l'on chez sans sous après
        avant entre rien chose voici voilà été bientôt
    """,
    "es": """
        gustaría gustaria quería verte viene poder podría ir voy próxima vez dos tres otra otro sea
        el los las y que en un una para con por no se es su al del lo como más pero hola gracias
        muy saludos está estoy tengo te le me nos esta este eso sí cuando hay también ya mi qué
        señor usted puedo podemos vamos día semana ha han he has hemos sido ser estar hacer hace
        hecho muchas mucho todo todos toda nada algo alguien aquí allí entonces pues porque
        donde dónde cuándo cómo quién mañana hoy ayer oficina buenos buenas días tardes sin
        sobre entre hasta desde ahora siempre nunca bien mejor ese esa ella él ellos nosotros
        les tu tus sus nuestro nuestra saludo abrazo espero claro vale acuerdo juntos estaré
    """,
    "pt": """
        o os as e que em um uma para com por não se é do da dos das no na mais mas olá obrigado
        obrigada muito está estou tenho você vocês ao seu sua meu minha isso também já quando
        são foi abraço atenciosamente nós pelo pela até ele ela eles elas nos lhe ser ter tem
        têm pode posso vou vai vamos fazer feito tudo nada alguém aqui ali então porque onde
        amanhã hoje ontem semana bom boa dia tarde sem sobre entre desde agora sempre nunca bem
        melhor esse essa dela dele nosso nossa oi cumprimentos abraços tu teu tua fico favor
    """,
    "it": """
        il lo gli e che di un una per con non si è del della dei delle nel alla più ma ciao
        grazie molto sono ho hai abbiamo anche mi ti ci questo questa come quando saluti
        buongiorno se al dal sul perché gentile cordiali lui lei loro suo sua suoi mio mia
        nostro nostra sei siamo era essere avere fare fatto tutto tutti niente qualcosa qui lì
        dove allora domani oggi ieri settimana buon buona giorno sera senza sopra fra tra fino
        da ora sempre mai bene meglio quello quella va vanno può posso facciamo vediamo presto a
        abbraccio caro cara prego certo purtroppo però già ancora dell'anno c'è l'ho
    """,
    "nl": """
        de het een en van ik niet met is zijn we voor dat op te je u aan ook maar naar bij om er
        hebben heb wij ons jullie dit die hallo beste groet groeten bedankt graag kan zou wat
        als nog wel deze mijn uw hij zij haar hem hun hen was waren wordt worden werd gaat komt
        komen doen maken moet moeten kunnen mag zal zullen tot uit over na door tegen zonder
        onder tussen daar hier waar wanneer waarom omdat of meer alle alles iets niets vandaag
        morgen gisteren nu ja nee dus jouw onze hoi dag goed prima leuk helaas misschien even
        weer mee geen elkaar
    """,
    "sv": """
        och att det är jag som en för på inte med vi har av till den du om men kan hej tack
        hälsningar ska från ett så vara mig dig era han hon ni de dem sin sitt var blir blev gör
        göra kommer kunna måste vill ut över efter innan utan under mellan dessa där här när
        varför eftersom eller mer alla allt något inget idag imorgon igår nu ja nej min mitt din
        ditt vår vårt bra kanske tyvärr skickar kväll senast hälsning
    """,
    "da": """
        og at det er jeg som en for på ikke med vi har af til den du om men kan hej tak hilsen
        skal fra et så være mig dig jer han hun de dem sin var bliver blev gør gøre kommer kunne
        må vil ud over efter før uden under mellem disse der her hvor hvornår hvorfor fordi
        eller mere alle alt noget intet i dag morgen går nu ja nej min mit din dit vores godt
        måske desværre kærlig venlig
    """,
    "pl": """
        i w nie na się z do że to jest jak za od po dla cześć dziękuję pozdrawiam czy ale mam
        mnie będzie dzień dobry proszę oraz który on ona oni był była są być ma mają może można
        bardzo już jeszcze tylko także przed bez pod między tutaj tam gdzie kiedy dlaczego
        ponieważ lub więcej wszystko coś nic dziś jutro wczoraj teraz tak mój moja twój nasz
        dobrze niestety pan pani
    """,
}
#: Letters that hardly any other of these languages has, and what each is worth.
_LETTERS = {
    "de": ("äöüß", 0.4),
    "es": ("ñ¿¡", 1.0),
    "pt": ("ãõ", 1.0),
    "fr": ("œèêû", 0.4),
    "it": ("òìù", 0.5),
    "sv": ("å", 0.3),
    "da": ("øæ", 0.8),
    "pl": ("łąężśćń", 1.0),
}
_LANGUAGES = {
    word: tuple(code for code, words in _WORDS.items() if word in words.split())
    for word in {word for words in _WORDS.values() for word in words.split()}
}
_LEAST = 1


def guess(text: str, default: str = "en") -> str:
    """BCP 47 code of the language a text is in; ``default`` when there is no telling."""
    scores = dict.fromkeys(_WORDS, 0.0)
    text = text[:_READ_CHARS].lower().replace("’", "'")
    for word in _WORD.findall(text):
        codes = _LANGUAGES.get(word, ())
        for code in codes:
            scores[code] += 1 / len(codes)
    for code, (letters, worth) in _LETTERS.items():
        scores[code] += worth * sum(text.count(letter) for letter in letters)
    best = max(scores, key=lambda code: scores[code])
    ahead = scores[best] - max(score for code, score in scores.items() if code != best)
    return best if scores[best] >= _LEAST and ahead > 0 else default
