"""What mail programs and people write around a message, in the languages that are read here.

Only words: how they are recognised is told where they are used.
"""

from __future__ import annotations

#: Words of an attribution line that say "wrote".
WROTE = (
    "wrote|writes|schrieb|schrieben|geschrieben|a écrit|écrit|escribió|escreveu|ha scritto|scrisse"
    "|schreef|geschreven|skrev|kirjoitti|napisał|napisała|napisał\\(a\\)|napsal|napsala|írta|yazd\u0131"
    "|написал|написала|пишет|написав|wrote the following"
)

#: Words that an attribution line begins with.
ATTRIBUTION_STARTS = (
    "on|am|le|el|em|il giorno|il|op|den|dnia|w dniu|dne|den|no dia|a|à|på|quoting|zitat von|"
    "citando|from|in (?:a|an|the) (?:message|e-?mail)"
)

#: Header names as reply and forward blocks print them, by what they are.
HEADER_LABELS = {
    "from": "from von de da van från fra od lähettäjä от kimden expéditeur remitente mittente",
    "date": "sent date gesendet datum envoyé envoye fecha data enviado enviada inviato verzonden "
    "skickat sendt wysłano дата отправлено gönderildi dato pvm",
    "to": "to an à a para aan till til do кому kime destinataire destinatario pour",
    "cc": "cc bcc kopie copie copia kopi dw копия",
    "subject": "subject betreff objet asunto assunto oggetto onderwerp ämne emne temat тема konu "
    "aihe sujet",
    "other": "reply-to importance attachments priority wichtigkeit anlagen priorität",
}
#: Header names of more than one word.
LONG_LABELS = {
    "enviado el": "date",
    "enviada em": "date",
    "enviado em": "date",
    "sent at": "date",
    "date sent": "date",
    "envoyé le": "date",
    "date d'envoi": "date",
    "antwort an": "other",
    "répondre à": "other",
    "responder a": "other",
    "pièces jointes": "other",
}

#: Between dashes, underscores or alone: what follows was written by somebody else.
DIVIDERS = (
    "original message|original appointment|forwarded message|forwarded by .{1,80}|begin forwarded "
    "message|reply message|ursprüngliche nachricht|originalnachricht|ursprünglicher termin"
    "|weitergeleitete nachricht|original-nachricht|anfang der weitergeleiteten (?:nachricht|e-mail)"
    "|message d['’]origine|message original|message transféré|message réexpédié"
    "|début du message (?:réexpédié|transféré)|mensaje original|mensaje reenviado"
    "|inicio del mensaje reenviado|mensagem original|mensagem encaminhada|mensagem reencaminhada"
    "|início da mensagem (?:reencaminhada|encaminhada)|messaggio originale|messaggio inoltrato"
    "|inizio (?:del )?messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht"
    "|begin doorgestuurd bericht|ursprungligt meddelande|vidarebefordrat meddelande"
    "|vidarebefordrat brev|oprindelig meddelelse|opprinnelig melding|videresendt melding"
    "|alkuperäinen viesti|wiadomość oryginalna|исходное сообщение|пересылаемое сообщение"
)

#: Lines that a phone or mail program adds by itself.
SENT_FROM = (
    r"(?:sent|written|typed|composed) (?:from|via|using|with|on) (?:my|the|a|an|mail for|outlook|"
    r"yahoo|gmail|proton|samsung|blackberry|iphone|ipad|android|mobile|spark|superhuman|front|"
    r"airmail|newton|canary|edison|hey|mailbird|thunderbird|aqua|boxer|nine|bluemail|fastmail|"
    r"k-9|tutanota|tuta|zoho|windows|workspace|shortwave|missive|notion|galaxy|pixel|phone|kindle)\b"
    r"|get outlook for |get bluemail for |download (?:outlook|the app) for "
    r"|von meinem .{1,60}gesendet|gesendet (?:von|mit|über|aus) "
    r"|diese nachricht wurde von meinem |hol dir outlook"
    r"|outlook für .{1,20} (?:herunterladen|beziehen)"
    r"|envoyé (?:de|depuis|à partir de|avec) |télécharger outlook|obtenez outlook|obtenir outlook"
    r"|enviado desde |enviado (?:do|de|a partir do|via|con) |obtener outlook|descargar outlook"
    r"|obter (?:o )?outlook|baixar outlook|inviato (?:da|dal|dall'|con) "
    r"|ottieni outlook|scarica outlook"
    r"|(?:verstuurd|verzonden) (?:vanaf|vanuit|met|via) "
    r"|outlook voor .{1,20} (?:downloaden|ophalen)"
    r"|skickat från |sendt fra |lähetetty |wysłan[eo] z "
)

#: What a letter ends with, before the name.
SIGN_OFFS = (
    # English
    "best|all the best|best wishes|best regards|kind regards|kindest regards|warm regards"
    "|warmest regards|warmly|regards|many thanks|thanks|thank you|thanks again|thanks so much"
    "|thank you so much|thanks a lot|thanks in advance|thx|cheers|sincerely|yours sincerely"
    "|sincerely yours|yours truly|yours faithfully|yours|respectfully|talk soon|speak soon"
    "|see you soon|see you then|see you|take care|with best wishes|with best regards"
    "|with kind regards|with warm regards|with thanks|thanks and regards|thanks & regards"
    "|thanks and best|take good care|love|xo|xx|br|rgds|kr|best from [a-z]+|greetings"
    "|warm wishes|very best|all best|my best|looking forward|onwards|hugs|cordially|ciao"
    # German
    "|mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|freundliche grüße"
    "|freundliche grüsse|viele grüße|viele grüsse|beste grüße|beste grüsse|liebe grüße"
    "|liebe grüsse|herzliche grüße|herzliche grüsse|herzlichst|schöne grüße|schöne grüsse|mfg|lg"
    "|vg|bg|gruß|gruss|grüße|grüsse|besten dank|vielen dank|danke|hochachtungsvoll"
    "|mit besten grüßen|mit besten grüssen|mit herzlichen grüßen|mit lieben grüßen|bis bald"
    "|bis dann|alles gute|alles liebe|viele liebe grüße|sonnige grüße|herzlich|dein|deine"
    "|danke und gruß"
    # French
    "|cordialement|bien cordialement|très cordialement|bien à vous|bien à toi|amicalement"
    "|meilleures salutations|salutations|salutations distinguées|sincères salutations|cdlt|cdt"
    "|bonne journée|bonne soirée|belle journée|à bientôt|merci|merci beaucoup|merci d'avance"
    "|bien amicalement|bises|bisous|respectueusement|merci et à bientôt|à très vite|à très bientôt"
    # Spanish
    "|saludos|un saludo|saludos cordiales|un cordial saludo|atentamente|un abrazo|abrazos"
    "|muchas gracias|gracias|gracias de antemano|cordialmente|hasta pronto|muchos saludos|cariños"
    # Portuguese
    "|atenciosamente|cumprimentos|melhores cumprimentos|com os melhores cumprimentos|abraço"
    "|um abraço|abraços|obrigado|obrigada|muito obrigado|muito obrigada|att|até breve"
    # Italian
    "|cordiali saluti|distinti saluti|un caro saluto|cari saluti|saluti|un saluto|grazie"
    "|grazie mille|molte grazie|a presto|un abbraccio|buona giornata|cordialmente"
    # Dutch
    "|met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten"
    "|hartelijke groet|hartelijke groeten|groet|groeten|groetjes|mvg|bedankt|dank|dank je wel"
    "|alvast bedankt|tot snel|tot gauw|liefs|met hartelijke groet|vriendelijke groetjes"
    # Others
    "|med vänliga hälsningar|vänliga hälsningar|hälsningar|mvh|med vennlig hilsen|med venlig hilsen"
    "|hilsen|venlig hilsen|terveisin|ystävällisin terveisin|pozdrawiam|z poważaniem"
)

#: What a letter begins with, before the name.
GREETINGS = (
    "hi|hello|hey|dear|hiya|howdy|greetings|good morning|good afternoon|good evening|morning"
    "|hi there|hello there|hey there|hi again|hello again|hi both|hi all|hello all|hi everyone"
    "|hello everyone|dear all"
    "|hallo|liebe|lieber|liebes|sehr geehrte|sehr geehrter|guten tag|guten morgen|guten abend"
    "|moin|servus|grüß gott|grüezi|hallo zusammen|na|werte|werter"
    "|bonjour|bonsoir|salut|cher|chère|chers|chères|coucou|rebonjour"
    "|hola|estimado|estimada|estimados|estimadas|querido|querida|buenos días|buenas tardes|buenas"
    "|olá|oi|caro|cara|caros|prezado|prezada|bom dia|boa tarde|boa noite"
    "|ciao|gentile|gentilissimo|gentilissima|buongiorno|buonasera|salve|egregio|cari|carissimo"
    "|carissima"
    "|beste|geachte|goedemorgen|goedemiddag|goedenavond|dag|hoi|hej|hei|kära|kære|kjære|cześć"
)
