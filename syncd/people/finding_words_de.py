"""The German wordings by which people tell what they face, do and care about."""

from __future__ import annotations

_JETZT = (
    r"(?: (?:gerade|derzeit|zurzeit|zur Zeit|momentan|aktuell|im Moment|noch|immer noch|auch|jetzt"
    r"|nun|schon|dringend|händeringend|seit \w+|aktiv|ja|ehrenamtlich|für (?:den|die|das) \w+"
    r"|(?:im|für|ab) [A-ZÄÖÜ]\w+))*"
)
_EIN = r"(?:eine?[nmrs]?|unsere?[nmrs]?|meine?[nmrs]?|das|die|den|dem|der|neue?n?|zwei|drei|vier)"
#: Something of theirs or new: an article, or a noun alone.
_DING = rf"(?:{_EIN}\b|(?=(?-i:[A-ZÄÖÜ])))"
_FAND = r"(?:finden|gewinnen|halten|bekommen|überzeugen|erreichen|begeistern|finanzieren)"
_VEREIN = (
    r"(?:verein\w*|chor\w*|stammtisch|treff\w*|netzwerk|initiative|reihe|festival|schule|bibliothek"
    r"|stiftung|garten|werkstatt|café|museum|konferenz|gruppe|camp|orchester|verband\w*"
    r"|kammer|tafel|küche|markt|börse|labor|liga|kino|archiv|spaziergänge?|salon|theater|fonds)\b"
)
_MACHEN = (
    r"(?:bau|entwickel|gründ|plan|eröffn|dreh|digitalisier|übersetz|renovier|restaurier"
    r"|gestalt|kartier"
    r"|produzier|entwerf|veröffentlich|erweiter|test|programmier|starte?|modernisier)"
)


def _said(plural: str, singular: str) -> str:
    """``wir bauen``, ``bauen wir``, ``ich baue``, ``baue ich``, and what may stand behind."""
    return rf"(?:\b(?:wir {plural}|{plural} wir|ich {singular}|{singular} ich)\b{_JETZT})"


_SIND = _said("sind", "bin")

CHALLENGE = (
    rf"{_said('tun uns', 'tue mich')} (?:\w+ )?schwer\b",
    r"\bfällt (?:es )?(?:uns|mir) (?:\w+ )?schwer\b|\b(?:es )?fällt (?:uns|mir) (?:\w+ )?schwer\b",
    rf"{_said('haben', 'habe')} (?:\w+ )?(?:Schwierigkeiten|Mühe),? \w+",
    (
        r"\b(?:unsere?|meine?) größte[sr]? (?:Problem|Herausforderung|Sorge|Hürde|Schwierigkeit)"
        r"(?: derzeit| gerade| momentan| zurzeit| im Moment)? ist\b"
    ),
    (
        rf"{_said('suchen', 'suche')} (?:jemand\w*|Leute|Menschen|(?!(?:ein|einen|den|noch) "
        r"(?:freien )?(?:Termin|Tisch|Tag|Parkplatz|Link)\b)(?:eine?n?\b|zwei|drei"
        r"|(?=(?-i:[A-ZÄÖÜ]))))"
    ),
    r"\b(?:uns|mir) fehl(?:t|en)\b|\bfehl(?:t|en) (?:es )?(?:uns|mir)\b",
    rf"{_said('kämpfen', 'kämpfe')}(?: \w+)? mit\b",
    (
        r"\b(?:es ist|ist es) (?:gar |wirklich |sehr |so )?(?:nicht (?:so |ganz )?(?:leicht"
        r"|einfach)"
        rf"|schwer|schwierig),? (?!(?:einen )?(?:Termin|Parkplatz|Tisch)).{{2,60}} zu {_FAND}\b"
    ),
    rf"{_SIND} (?:\w+ )?auf der Suche nach\b",
    (
        r"\b(?:ich weiß|wir wissen|weiß ich|wissen wir) (?:noch |derzeit "
        r"|selbst )*nicht,? wie (?:wir|ich)\b"
    ),
    (
        rf"{_said('brauchen', 'brauche')} (?:jemanden|Leute|Menschen|Freiwillige),? "
        r"(?:der|die|mit|für)\b"
    ),
)

AWARD = (
    (
        rf"{_said('haben', 'habe')}.{{0,60}}(?:preis|auszeichnung|medaille|stipendium"
        r"|förderpreis)\b.{0,40}\b(?:gewonnen|erhalten|bekommen)\b"
    ),
    (
        r"\b(?:wir (?:sind|wurden)|ich (?:bin|wurde)|(?:sind|wurden) wir|(?:bin|wurde) ich"
        r"|unsere? \w+ (?:ist|wurde)).{0,60}\b(?:nominiert|ausgezeichnet|geehrt)\b"
    ),
)

CAUSE = (
    rf"{_said('engagieren uns', 'engagiere mich')} \w",
    r"\bich (?:\w+ ){1,3}ehrenamtlich\b|\b\w+ ich (?:\w+ )?ehrenamtlich\b",
    (
        r"\b(?:ich bin|bin ich)(?: auch| noch)? (?:im Vorstand|Vorstand|Vorsitzende[r]?|Vorständin"
        rf"|Kassenwart\w*|Schatzmeister\w*|Schriftführer\w*) .{{0,30}}{_VEREIN}"
    ),
    (
        rf"{_said('organisieren', 'organisiere')}.{{1,50}}{_VEREIN}"
        rf"|{_said('leiten', 'leite')}.{{1,50}}"
        r"(?:chor|gruppe|verein|kleiderkammer|tafel|café|garten)\b"
    ),
    (
        r"\b(?:ich gebe|gebe ich) (?:\w+ ){0,2}(?:kostenlos\w* \w+|nachhilfe|deutschunterricht)\b"
        r"|\b(?:ich helfe|helfe ich)(?! (?:dir|euch|ihnen|ihm|ihr)\b)(?: \w+){0,2} "
        r"(?:im|in der|bei der|in einem|in einer|bei einem)\b"
    ),
    rf"{_said('sammeln', 'sammle')} (?:\w+ )?(?:Geld|Spenden|\w+ \w+) für\b",
    r"\bich habe .{2,60} gegründet\b",
)

PROJECT = (
    rf"\b(?:wir {_MACHEN}e?n|{_MACHEN}e?n wir){_JETZT} {_DING}",
    rf"\b(?:ich {_MACHEN}l?e|{_MACHEN}l?e ich){_JETZT} {_DING}",
    (
        rf"{_said('(?:arbeiten|schreiben)', '(?:arbeite|schreibe)')} an "
        rf"(?!einer (?:Behebung|Lösung)\b){_EIN}\b"
    ),
    rf"\b(?:wir|ich) (?:stecken?|sind|bin){_JETZT} mitten in\b",
)

INTEREST = (
    r"\bin meiner (?:freizeit|freien zeit)\b",
    r"\b(?:mir|liegt mir|liegen mir) (?:\w+ )?am herzen\b",
    (
        r"\b(?:ich liebe|ich sammle|ich singe in|ich spiele in)(?: gern"
        rf"| leidenschaftlich)? (?!es\b|den\b|das\b|die\b|mit\b){_EIN}?"
    ),
    (
        r"\bich (?:interessiere mich (?:(?:sehr|schon lange|besonders|seit \w+) )?für"
        r"|begeistere mich (?:(?:sehr|schon lange|besonders) )?für)\b"
    ),
    (
        r"\bich bin (?:ein |eine )?(?:(?:große[r]?|begeisterte[r]?|riesige[r]?) )?(?:fan"
        r"|liebhaber(?:in)?) (?:von|der|des)\b"
    ),
    (
        r"\b(?:mich fasziniert|mich faszinieren|faszinier(?:t|en) mich|mich begeistert"
        r"|begeistern mich)\b"
    ),
)
