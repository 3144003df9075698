"""How promises and requests are worded in German."""

from __future__ import annotations

from syncd.text.pattern import phrases
from syncd.text.promise_grammar import Grammar

#: First person present, which in German is also how one speaks of the future.
_I_DO = (
    "schicke?|sende|schreibe?|maile|melde|leite|stelle|kümmere|gebe|geb|frage?|schaue?|prüfe|kläre|"
    "bringe?|reiche|liefere|erledige|bereite|verbinde|rufe?|teile|organisiere|buche|bestätige|"
    "informiere|antworte|mache?|hole|besorge|reserviere|überweise|lese|suche|trage|lade|übernehme|"
    "erstelle|lasse|halte|sage?|spreche|versuche|vernetze|vermittle|plane|bespreche|kontaktiere|"
    "überarbeite|ergänze|aktualisiere|vereinbare|koordiniere|nehme"
)
_WE_DO = (
    "schicken|senden|schreiben|mailen|melden|leiten|stellen|kümmern|geben|fragen|schauen|prüfen|"
    "klären|bringen|reichen|liefern|erledigen|bereiten|verbinden|rufen|teilen|organisieren|buchen|"
    "bestätigen|informieren|antworten|holen|besorgen|reservieren|überweisen|übernehmen|erstellen|"
    "lassen|überarbeiten|vereinbaren"
)
#: Present tense that says how things are, not what will be done.
_SOFT = (
    "danke|wünsche|gratuliere|glaube|hoffe|rate|liebe|sehe|treffe|vermisse|verstehe|denke|brauche|"
    "kenne|beneide|habe|hätte|könnte|würde|möchte|wollte|sollte|dürfte|werde|gebe|erwarte|bitte|"
    "grüße|umarme|freue|drücke|versichere|weise|wäre|konnte|musste|schrieb|bewundere|empfehle|"
    "begrüße|drücke|mag|traue|gönne|verzeihe|folge"
)
_INFINITIVES = (
    "(?:zu|zurück|weiter|vor|nach|an|mit|durch|ein|aus|ab|raus|rüber|hoch|bei|auf|zusammen)?"
    "(?:schicken|zusenden|senden|schreiben|mailen|melden|leiten|stellen|kümmern|geben|fragen|"
    "schauen|sehen|prüfen|klären|bringen|reichen|liefern|erledigen|bereiten|verbinden|rufen|teilen|"
    "organisieren|buchen|bestätigen|informieren|antworten|machen|holen|besorgen|reservieren|"
    "überweisen|lesen|suchen|tragen|laden|übernehmen|erstellen|lassen|halten|sagen|sprechen|"
    "vernetzen|vermitteln|besprechen|kontaktieren|überarbeiten|ergänzen|aktualisieren|vereinbaren|"
    "koordinieren|unterschreiben|empfehlen|erklären|helfen|nennen|verraten|weiterleiten|"
    "beantworten|erinnern|nehmen|korrigieren|ausfüllen|kommentieren)"
)

COMMITMENT = phrases(rf"""
    ich (?:\w+ )?(?:{_I_DO})\b
    (?:{_I_DO}) ich
    wir (?:{_WE_DO}) (?:dir|ihnen|euch|sie|dich|das|den|die|es|uns)
    (?:{_WE_DO}) wir (?:dir|ihnen|euch|das|den|die|es|uns)
    (?:ich werde|werde ich|wir werden|werden wir) .{{0,120}}\b{_INFINITIVES}
    ich (?:\w+ )?(?!(?:{_SOFT})\b)\w+e (?:es |sie |ihn |das |die |den )?(?:dir|ihnen|euch|dich)
    (?!(?:{_SOFT})\b)\w+e ich (?:es |sie |ihn )?(?:dir|ihnen|euch|dich)
    ich schulde (?:dir|ihnen|euch)
    (?:wird|ist) (?:gemacht|erledigt)$
    (?:schicke|sende|melde|leite|kümmere|mache|gebe) (?:dir|ihnen|euch|es|das|den|die|mich)
""")
NO_COMMITMENT = phrases(r"""
    nicht
    kein(?:e|en|er|em)?
    nie(?:mals)?
    ^(?:wenn|falls|sofern|sollte|sollten)
    (?:wenn|falls|sofern) (?:du|sie|ihr|möglich|es|nötig|gewünscht|ich)
    würde(?:st|n|t)?
    könnte(?:st|n|t)?
    möchte(?:st|n)?
    hätte(?:st|n|t)?
    soll(?:te)? (?:ich|wir)
    vielleicht
    eventuell
    grüße
    grüsse
    gruß
    ich (?:schreibe|melde mich|schicke|sende|rufe|frage) .{0,40}(?:,? ?weil|wegen|,? ?um (?!\d)
        |,? ?da ich|im auftrag|aus|bezüglich)
    ich frage mich
    ich mache (?:mir|gerade|seit|urlaub|pause)
    ich lese (?:gerade|gern|viel|seit)
    ich suche (?:gerade|derzeit|aktuell|einen|eine|nach|seit|noch|jemanden)
    ich (?:spreche|schreibe) (?:gut|etwas|kaum|fließend|deutsch|englisch|gerade|an)
    ich nehme an
    ich halte (?:das|es|sie|ihn|den|die) für
    ich (?:gebe|sage) zu
    ich gebe (?:dir|ihnen) recht
    ich (?:stelle|schicke|sende) (?:fest|voraus|anbei|hiermit|im anhang)
    ich (?:lasse|nehme|mache) (?:mich|mir) (?:gern|überraschen)
    (?:anbei|im anhang|hiermit) (?:schicke|sende|melde|leite)
    (?:immer|oft|meistens|normalerweise|jede woche|jeden)
    (?:er|sie|wer) (?:sagte|meinte|schrieb|versprach)
""")
REQUEST = phrases(rf"""
    (?:könntest|könnten|kannst|können|würdest|würden|magst|mögen|könntet|könnt|würdet) (?:du|sie
        |ihr) .{{0,160}}\b{_INFINITIVES}
    (?:könntest|könnten|kannst|können|würdest|würden|könntet|könnt) (?:du|sie
        |ihr) .{{0,160}}\b(?!kommen|treffen|sehen|vorstellen|teilnehmen|glauben|haben|sein|werden
        |machen|gehen|essen|denken)\w{{3,}}(?:en|ern|eln)(?=\W*$)
    ^bitte (?!beacht|entschuldig|verzeih|zöger|nicht|find|antwort\w* sie nicht|wend|melde|komm
        |nimm|nehmen sie platz)\w+
    (?:wärst|wären) (?:du|sie) so (?:nett|lieb|freundlich|gut)
    (?:ich|wir) (?:wäre|wären|würde mich|würden uns|hätte|bräuchte|bräuchten|brauche
        |brauchen) .{{0,30}}(?:dankbar|freuen).{{0,30}}wenn (?:du|sie
        |ihr) .{{0,120}}\b(?:könntest|könnten|könntet|würdest|würden)
    (?:ich|wir) (?:bräuchte|bräuchten|brauche|brauchen|benötige|benötigen) .{{0,80}}(?:von (?:dir
        |ihnen|euch)|bis)
    (?:darf|dürfte|kann) ich (?:dich|sie|euch) (?:bitten|um)
    bitte (?:\w+ ){{0,4}}{_INFINITIVES} sie
    {_INFINITIVES} sie (?:mir|uns|bitte|es|das|den|die|mich)
    (?:schick|sende|send|schreib|gib|leite|leit|sag|melde|meld|ruf|bring|teile|teil|lass|prüf
        |prüfe|schau|bestätige|frag|stell|nenn|nenne|erinnere|mail) (?:mir|uns|mich|bitte|doch|es
        |das|den|die|dir|ihm|ihr|jonas|mal|kurz)
    bitte (?:schick|sende|send|schreib|gib|leite|leit|sag|melde|meld|ruf|bring|teile|teil|lass
        |prüf|prüfe|schau|bestätige|frag|stell|nenn|nenne|erinnere|denk|mail)
    (?:denk|denke|denken sie) (?:bitte )?(?:daran|an (?:die|den|das))
    vergiss (?:bitte )?nicht
    vergessen sie (?:bitte )?nicht
    was (?:hältst|halten|meinst|meinen|denkst|denken) (?:du|sie) (?:davon|dazu|von)
    gib (?:mir |uns )?(?:bitte )?bescheid
    geben sie (?:mir|uns) (?:bitte )?bescheid
""")
NO_REQUEST = phrases(r"""
    (?:hast|habt|haben) (?:du|ihr|sie) (?:\w+ ){0,4}zeit
    (?:passt|passen|ginge|geht) (?:es |dir|ihnen|euch|das|der|dienstag|am)
    wann (?:du|sie|es|ihr|kannst|können|passt|hast|hätten|haben|wäre)
    (?:welcher|welche|welches) (?:tag|termin|uhrzeit|zeit)
    (?:du|sie|ihr) (?:am|um|nächste|diese) (?:\w+ ){0,4}(?:kommen|treffen|zeit|sehen)
    (?:bei|für|mit|sollten sie|solltest du|falls|wenn|haben sie|hast du) (?:weitere[nr]?\s
        |noch )?(?:rück)?fragen
    (?:falls|wenn|sobald) (?:du|sie|ihr) (?:mal )?(?:etwas|was|hilfe|noch|weitere|fragen
        |in berlin|interesse|lust|möchte|magst|möchten|brauchst|brauchen)
    bitte (?:beachten|entschuldige|entschuldigen|verzeih|verzeihen|zögern|zögere|nicht|finden
        |antworten sie nicht)
    (?:zögern|zögere)
    (?:mach|machen) (?:dir|sie sich) keine (?:sorgen|mühe|umstände)
    grüße
    grüß
    grüsse
    kannst du dir vorstellen
    können sie sich vorstellen
    bescheid,? (?:ob|wenn|falls) (?:das|es|dir|ihnen|der|dienstag|etwas|du|sie)
    lass(?:en)? (?:uns|sie uns) (?:mal |doch )?(?:treffen|telefonieren|sprechen|sehen|einen)
""")
DATED = phrases(r"""
    (?:kriegst|bekommst|erhältst|hast) du (?:es|das|die|den|sie|ihn|von mir)
    (?:bekommen|erhalten|haben) sie (?:es|das|die|den|ihn|von mir|von uns)
    ich kann (?:dir|ihnen|euch) .{0,80}(?:schicken|senden|geben|mailen|bringen|weiterleiten)
""")

GRAMMAR = Grammar(COMMITMENT, NO_COMMITMENT, REQUEST, NO_REQUEST, DATED)
