# ruff: noqa: E501 - a program writes its markup on one line
"""Writes a letter the way a mail program does: its headers, its markup, its way of quoting.

Each shape is modelled on what that program really sends. The letter itself (what is written, the
signature under it, what is quoted) comes from the corpus in tests/data/mail.
"""

from __future__ import annotations

import base64
import html
import quopri
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr


@dataclass(frozen=True)
class Letter:
    """One letter of the corpus, before a mail program has had its hands on it."""

    shape: str
    language: str
    sender: str
    body: str
    signature: str = ""
    quoted: str = ""
    #: For interleaved shapes: what is quoted (lines that begin with ">") and answered, in order.
    thread: str = ""
    expect: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return parseaddr(self.sender)[0]

    @property
    def address(self) -> str:
        return parseaddr(self.sender)[1]


OTHER = "Robin Doe"
OTHER_ADDRESS = "robin@example.com"

#: How Gmail announces what it quotes.
GMAIL = {
    "en": "On Tue, Nov 3, 2026 at 10:00 AM {name} <{mail}> wrote:",
    "de": "Am Di., 3. Nov. 2026 um 10:00 Uhr schrieb {name} <{mail}>:",
    "fr": "Le mar. 3 nov. 2026 à 10:00, {name} <{mail}> a écrit :",
    "es": "El mar, 3 nov 2026 a las 10:00, {name} (<{mail}>) escribió:",
    "pt": "Em ter., 3 de nov. de 2026 às 10:00, {name} <{mail}> escreveu:",
    "it": "Il giorno mar 3 nov 2026 alle ore 10:00 {name} <{mail}> ha scritto:",
    "nl": "Op di 3 nov 2026 om 10:00 schreef {name} <{mail}>:",
    "sv": "Den tis 3 nov. 2026 kl 10:00 skrev {name} <{mail}>:",
}
APPLE = {
    "en": "On 3. Nov 2026, at 10:00, {name} <{mail}> wrote:",
    "de": "Am 03.11.2026 um 10:00 schrieb {name} <{mail}>:",
    "fr": "Le 3 nov. 2026 à 10:00, {name} <{mail}> a écrit :",
    "es": "El 3 nov 2026, a las 10:00, {name} <{mail}> escribió:",
    "pt": "No dia 03/11/2026, às 10:00, {name} <{mail}> escreveu:",
    "it": "Il giorno 3 nov 2026, alle ore 10:00, {name} <{mail}> ha scritto:",
    "nl": "Op 3 nov. 2026, om 10:00 heeft {name} <{mail}> het volgende geschreven:",
}
THUNDERBIRD = {
    "en": "On 11/3/26 10:00, {name} wrote:",
    "de": "Am 03.11.26 um 10:00 schrieb {name}:",
    "fr": "Le 03/11/2026 à 10:00, {name} a écrit :",
    "es": "El 3/11/26 a las 10:00, {name} escribió:",
    "pt": "Em 03/11/2026 10:00, {name} escreveu:",
    "it": "Il 03/11/26 10:00, {name} ha scritto:",
    "nl": "Op 03-11-2026 om 10:00 schreef {name}:",
}
YAHOO = {
    "en": "On Tuesday, November 3, 2026 at 10:00:00 AM GMT+1, {name} <{mail}> wrote:",
    "de": "Am Dienstag, 3. November 2026 um 10:00:00 MEZ hat {name} <{mail}> Folgendes geschrieben:",
    "fr": "Le mardi 3 novembre 2026 à 10:00:00 UTC+1, {name} <{mail}> a écrit :",
    "es": "El martes, 3 de noviembre de 2026, 10:00:00 CET, {name} <{mail}> escribió:",
    "it": "Il martedì 3 novembre 2026 alle ore 10:00:00 CET, {name} <{mail}> ha scritto:",
}
HEADERS = {
    "en": ("From", "Sent", "To", "Subject", "Tuesday, November 3, 2026 10:00 AM"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Dienstag, 3. November 2026 10:00"),
    "fr": ("De", "Envoyé", "À", "Objet", "mardi 3 novembre 2026 10:00"),
    "es": ("De", "Enviado el", "Para", "Asunto", "martes, 3 de noviembre de 2026 10:00"),
    "pt": ("De", "Enviada em", "Para", "Assunto", "terça-feira, 3 de novembro de 2026 10:00"),
    "it": ("Da", "Inviato", "A", "Oggetto", "martedì 3 novembre 2026 10:00"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "dinsdag 3 november 2026 10:00"),
}
ORIGINAL = {
    "en": "-----Original Message-----",
    "de": "-----Ursprüngliche Nachricht-----",
    "fr": "-----Message d'origine-----",
    "es": "-----Mensaje original-----",
    "pt": "-----Mensagem original-----",
    "it": "-----Messaggio originale-----",
    "nl": "-----Oorspronkelijk bericht-----",
}
IPHONE = {
    "en": "Sent from my iPhone",
    "de": "Von meinem iPhone gesendet",
    "fr": "Envoyé de mon iPhone",
    "es": "Enviado desde mi iPhone",
    "pt": "Enviado do meu iPhone",
    "it": "Inviato da iPhone",
    "nl": "Verstuurd vanaf mijn iPhone",
}
OUTLOOK_MOBILE = {
    "en": "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "de": "Outlook für Android beziehen<https://aka.ms/AAb9ysg>",
    "fr": "Télécharger Outlook pour iOS<https://aka.ms/o0ukef>",
    "es": "Obtener Outlook para Android<https://aka.ms/AAb9ysg>",
    "nl": "Outlook voor iOS downloaden<https://aka.ms/o0ukef>",
}
APPLE_FORWARD = {
    "en": "Begin forwarded message:",
    "de": "Anfang der weitergeleiteten Nachricht:",
    "fr": "Début du message réexpédié :",
    "es": "Inicio del mensaje reenviado:",
    "it": "Inizio messaggio inoltrato:",
    "nl": "Begin doorgestuurd bericht:",
}
THUNDERBIRD_FORWARD = {
    "en": "-------- Forwarded Message --------",
    "de": "-------- Weitergeleitete Nachricht --------",
    "fr": "-------- Message transféré --------",
    "es": "-------- Mensaje reenviado --------",
    "it": "-------- Messaggio Inoltrato --------",
    "nl": "-------- Doorgestuurd bericht --------",
}


# Putting messages together


def _say(table: dict[str, str], letter: Letter) -> str:
    return table.get(letter.language, table["en"]).format(name=OTHER, mail=OTHER_ADDRESS)


def _head(letter: Letter, extra: str = "") -> str:
    sender = formataddr((letter.name, letter.address)) if letter.name else letter.address
    return (
        f"From: {sender}\r\nTo: {OTHER} <{OTHER_ADDRESS}>\r\nSubject: Re: Coffee?\r\n"
        "Date: Tue, 03 Nov 2026 14:00:00 +0100\r\nMessage-ID: <x1@mail.example>\r\n"
        f"MIME-Version: 1.0\r\n{extra}"
    )


def _plain(letter: Letter, text: str, parameters: str = "", extra: str = "") -> bytes:
    head = _head(letter, extra)
    kind = f'Content-Type: text/plain; charset="UTF-8"{parameters}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    return (head + kind + _crlf(text)).encode()


def _markup(letter: Letter, markup: str) -> bytes:
    kind = 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return (_head(letter) + kind).encode() + quopri.encodestring(_crlf(markup).encode())


def _both(letter: Letter, text: str, markup: str) -> bytes:
    edge = "000000000000a1b2c3"
    head = _head(letter) + f'Content-Type: multipart/alternative; boundary="{edge}"\r\n\r\n'
    first = f'--{edge}\r\nContent-Type: text/plain; charset="UTF-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    second = f'\r\n--{edge}\r\nContent-Type: text/html; charset="UTF-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return (
        (head + first).encode()
        + base64.encodebytes(_crlf(text).encode())
        + second.encode()
        + quopri.encodestring(_crlf(markup).encode())
        + f"\r\n--{edge}--\r\n".encode()
    )


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _wrapped(text: str, width: int = 76) -> str:
    rows = (textwrap.wrap(row, width, break_long_words=False) or [""] for row in text.split("\n"))
    return "\n".join(row for wrapped in rows for row in wrapped)


def _cited(text: str, width: int = 74) -> str:
    return "\n".join(f"> {row}".rstrip() for row in _wrapped(text, width).split("\n"))


def _flowed(text: str, prefix: str = "") -> str:
    """RFC 3676: soft breaks end in a blank."""
    out = []
    for row in text.split("\n"):
        pieces = textwrap.wrap(row, 70, break_long_words=False) or [""]
        out += [f"{prefix}{piece} " for piece in pieces[:-1]] + [
            (prefix + pieces[-1]).rstrip() if pieces[-1] == "" else prefix + pieces[-1]
        ]
    return "\n".join(out)


def _text_with_signature(letter: Letter) -> str:
    """The body, and under it the signature as people have it: behind "-- "."""
    return letter.body + (f"\n\n-- \n{letter.signature}" if letter.signature else "")


def _text_bare(letter: Letter) -> str:
    """Without a delimiter, as Outlook does."""
    return letter.body + (f"\n\n{letter.signature}" if letter.signature else "")


def _divs(text: str, open_tag: str = "<div>") -> str:
    return "".join(f"{open_tag}{html.escape(row) or '<br>'}</div>" for row in text.split("\n"))


def _words(text: str) -> str:
    """Paragraphs as Word writes them."""
    return "".join(
        f'<p class="MsoNormal"><span lang="EN-US" style="font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif">{html.escape(row) or "&nbsp;"}<o:p></o:p></span></p>\r\n'
        for row in text.split("\n")
    )


def _breaks(text: str) -> str:
    return "<br>\n".join(html.escape(row) for row in text.split("\n"))


def _mailto() -> str:
    return f'<a href="mailto:{OTHER_ADDRESS}" target="_blank">{OTHER_ADDRESS}</a>'


def _linked(announcement: str) -> str:
    return html.escape(announcement).replace(OTHER_ADDRESS, _mailto())


_WORD_HEAD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>'
    '<meta name="Generator" content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\\:* '
    "{behavior:url(#default#VML);}</style><![endif]--><style><!--\n@font-face\n\t{font-family:Calibri;}\n"
    "p.MsoNormal, li.MsoNormal, div.MsoNormal\n\t{margin:0cm;font-size:11.0pt;}\n--></style><!--[if gte mso 9]>"
    '<xml>\n<o:shapedefaults v:ext="edit" spidmax="1026" />\n</xml><![endif]--></head>'
    '<body lang="EN-US" link="#0563C1" vlink="#954F72" style="word-wrap:break-word"><div class="WordSection1">'
)


# Gmail


def gmail(letter: Letter) -> bytes:
    says = _say(GMAIL, letter)
    text = f"{_wrapped(_text_with_signature(letter))}\n\n\n{_wrapped(says)}\n\n{_cited(letter.quoted)}\n"
    signature = (
        '<span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" '
        f'data-smartmail="gmail_signature"><div dir="ltr">{_breaks(letter.signature)}</div></div>'
        if letter.signature
        else ""
    )
    markup = (
        f'<div dir="ltr">{_divs(letter.body)}<div><br></div>{signature}</div><br>'
        '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
        f'{_linked(says)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;'
        f'border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">{_divs(letter.quoted)}'
        "</div></blockquote></div>"
    )
    return _both(letter, text, markup)


def gmail_text(letter: Letter) -> bytes:
    says = _wrapped(_say(GMAIL, letter))
    text = f"{_wrapped(_text_with_signature(letter))}\n\n\n{says}\n\n{_cited(letter.quoted)}\n>\n"
    return _plain(letter, text)


def gmail_android(letter: Letter) -> bytes:
    says = _say(GMAIL, letter)
    text = f"{_wrapped(_text_bare(letter))}\n\n{_wrapped(says)}\n\n{_cited(letter.quoted)}\n"
    markup = (
        f'<div dir="auto">{_divs(_text_bare(letter), "<div dir=auto>")}</div><br><div class="gmail_quote">'
        f'<div dir="ltr" class="gmail_attr">{_linked(says)}<br></div><blockquote class="gmail_quote" '
        'style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">'
        f"{_divs(letter.quoted)}</blockquote></div>\n"
    )
    return _both(letter, text, markup)


def gmail_forward(letter: Letter) -> bytes:
    headers = (
        f"---------- Forwarded message ---------\nFrom: {OTHER} <{OTHER_ADDRESS}>\n"
        "Date: Tue, Nov 3, 2026 at 10:00 AM\nSubject: Coffee?\nTo: Jonas Weber <jonas@weber.example>"
    )
    text = f"{_wrapped(letter.body)}\n\n{headers}\n\n\n{_wrapped(letter.quoted)}\n"
    first, *rest = headers.split("\n")
    markup = (
        f'<div dir="ltr">{_divs(letter.body)}<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
        f"{first}<br>{'<br>'.join(html.escape(row) for row in rest)}<br></div><br><br>"
        f'<div dir="ltr">{_divs(letter.quoted)}</div></div></div>'
    )
    return _both(letter, text, markup)


def _turns(thread: str) -> list[tuple[bool, str]]:
    """A thread as turns: (quoted, text)."""
    turns: list[tuple[bool, list[str]]] = []
    for row in thread.strip("\n").split("\n"):
        quoted = row.startswith(">")
        if not turns or turns[-1][0] != quoted:
            turns.append((quoted, []))
        turns[-1][1].append(row[1:].removeprefix(" ") if quoted else row)
    return [(quoted, "\n".join(rows).strip("\n")) for quoted, rows in turns]


def gmail_inline(letter: Letter) -> bytes:
    says = _say(GMAIL, letter)
    parts = []
    for quoted, text in _turns(letter.thread):
        parts.append(
            f'<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">{_divs(text)}</div></blockquote>'
            if quoted
            else f"<div><br></div>{_divs(text)}<div><br></div>"
        )
    markup = (
        f'<div dir="ltr"><div dir="ltr">{_divs(letter.body) if letter.body else ""}</div><br>'
        f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{_linked(says)}<br></div>{"".join(parts)}</div></div>'
    )
    text = f"{letter.body}\n\n{_wrapped(says)}\n\n{letter.thread}\n"
    return _both(letter, text, markup)


# Outlook


def _header_block(letter: Letter, *, mailto: bool = False) -> list[tuple[str, str]]:
    sender, sent, to, subject, when = HEADERS.get(letter.language, HEADERS["en"])
    who = f"{OTHER} [mailto:{OTHER_ADDRESS}]" if mailto else f"{OTHER} <{OTHER_ADDRESS}>"
    return [
        (sender, who),
        (sent, when),
        (to, f"{letter.name} <{letter.address}>"),
        (subject, "Coffee?"),
    ]


def _header_text(letter: Letter, *, mailto: bool = False) -> str:
    space = " " if letter.language == "fr" else ""
    return "\n".join(
        f"{label}{space}: {value}" for label, value in _header_block(letter, mailto=mailto)
    )


def outlook_2003(letter: Letter) -> bytes:
    dashes = ORIGINAL.get(letter.language, ORIGINAL["en"])
    text = f"{_wrapped(_text_bare(letter))}\n\n{dashes}\n{_header_text(letter, mailto=True)}\n\n{_wrapped(letter.quoted)}\n"
    return _plain(letter, text)


def outlook_text(letter: Letter) -> bytes:
    text = f"{_text_bare(letter)}\n\n{_header_text(letter, mailto=True)}\n\n{letter.quoted}\n"
    return _plain(letter, text)


def outlook(letter: Letter) -> bytes:
    """Outlook for Windows: Word's HTML, the quoted mail under a line."""
    rows = "<br>\r\n".join(
        f"<b>{label}:</b> {html.escape(value)}" for label, value in _header_block(letter)
    )
    markup = (
        f'{_WORD_HEAD}{_words(_text_bare(letter))}{_words("")}<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;'
        f'padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span lang="EN-US">{rows}<o:p></o:p></span></p></div></div>'
        f"{_words('')}{_words(letter.quoted)}</div></body></html>"
    )
    text = f"{_text_bare(letter)}\n\n{_header_text(letter)}\n\n{letter.quoted}\n"
    return _both(letter, text, markup)


def outlook_forward(letter: Letter) -> bytes:
    return outlook(letter)


def outlook_web(letter: Letter) -> bytes:
    rows = "<br>".join(
        f"<b>{label}:</b> {html.escape(value)}" for label, value in _header_block(letter)
    )
    signature = (
        f'<div id="Signature" class="elementToProof">{_divs(letter.signature)}</div>'
        if letter.signature
        else ""
    )
    markup = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style type="text/css" '
        'style="display:none;"> P {margin-top:0;margin-bottom:0;} </style></head><body dir="ltr">'
        f'<div class="elementToProof" style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">{_divs(letter.body, "<div class=elementToProof>")}</div>'
        f'<div class="elementToProof"><br></div>{signature}<div id="appendonsend"></div>'
        '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
        f'<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">{rows}</font><div>&nbsp;</div></div>'
        f"<div>{_divs(letter.quoted)}</div></body></html>"
    )
    text = f"{_text_bare(letter)}\n{'_' * 32}\n{_header_text(letter)}\n\n{letter.quoted}\n"
    return _both(letter, text, markup)


def outlook_mobile(letter: Letter) -> bytes:
    get = OUTLOOK_MOBILE.get(letter.language, OUTLOOK_MOBILE["en"])
    text = f"{_text_bare(letter)}\n\n{get}\n{'_' * 32}\n{_header_text(letter)}\n\n{letter.quoted}\n"
    return _plain(letter, text)


def outlook_mobile_html(letter: Letter) -> bytes:
    rows = "<br>".join(
        f"<b>{label}:</b> {html.escape(value)}" for label, value in _header_block(letter)
    )
    words, _, link = (
        OUTLOOK_MOBILE.get(letter.language, OUTLOOK_MOBILE["en"]).rstrip(">").partition("<")
    )
    markup = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
        f'{_divs(letter.body, "<div dir=ltr>")}<div id="ms-outlook-mobile-signature" dir="ltr"><div><br></div>'
        f'{_divs(letter.signature) if letter.signature else ""}<a href="{link}">{words}</a></div>'
        '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
        f'<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">{rows}</font><div>&nbsp;</div></div>'
        f"{_divs(letter.quoted)}</body></html>"
    )
    return _markup(letter, markup)


def outlook_new(letter: Letter) -> bytes:
    rows = "<br>".join(
        f"<b>{label}:</b> {html.escape(value)}" for label, value in _header_block(letter)
    )
    markup = (
        f"<html><head></head><body>{_divs(_text_bare(letter), '<div class=elementToProof style=font-family:Aptos>')}"
        '<div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message skipProofing">'
        '<div style="border-width: 1pt medium medium; border-style: solid none none; border-color: rgb(181, 196, 223) currentcolor currentcolor; padding: 3pt 0in 0in;">'
        f"<div>{rows}</div></div>{_divs(letter.quoted)}</div></div></body></html>"
    )
    return _markup(letter, markup)


def outlook_mac(letter: Letter) -> bytes:
    sender, _, to, subject, when = HEADERS.get(letter.language, HEADERS["en"])
    date = {
        "de": "Datum",
        "fr": "Date",
        "es": "Fecha",
        "it": "Data",
        "pt": "Data",
        "nl": "Datum",
    }.get(letter.language, "Date")
    rows = (
        f"<b><span>{sender}: </span></b>{OTHER} &lt;{OTHER_ADDRESS}&gt;<br><b>{date}: </b>{when}<br>"
        f"<b>{to}: </b>{html.escape(letter.sender)}<br><b>{subject}: </b>Coffee?"
    )
    markup = (
        f'{_WORD_HEAD}{_words(_text_bare(letter))}{_words("")}<div id="mail-editor-reference-message-container"><div>'
        '<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal" '
        f'style="margin-bottom:12.0pt">{rows}<o:p></o:p></p></div>{_words(letter.quoted)}</div></div></div></body></html>'
    )
    return _markup(letter, markup)


# Apple


def apple(letter: Letter) -> bytes:
    says = _say(APPLE, letter)
    signature = f"<br><div>{_divs(letter.signature)}</div>" if letter.signature else ""
    markup = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body '
        'style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'
        f'{_divs(letter.body)}{signature}<div><br><blockquote type="cite"><div>{html.escape(says)}</div><br '
        f'class="Apple-interchange-newline"><div>{_divs(letter.quoted)}</div></blockquote></div><br></body></html>'
    )
    text = f"{_text_bare(letter)}\n\n> {says}\n> \n{_cited(letter.quoted)}\n\n"
    return _both(letter, text, markup)


def apple_text(letter: Letter) -> bytes:
    says = _say(APPLE, letter)
    text = f"{_text_bare(letter)}\n\n> {says}\n> \n{_cited(letter.quoted, 500)}\n"
    return _plain(letter, text)


def iphone(letter: Letter) -> bytes:
    says = _say(APPLE, letter)
    sent = IPHONE.get(letter.language, IPHONE["en"])
    text = f"{letter.body}\n\n{sent}\n\n> {says}\n> \n> \ufeff{_cited(letter.quoted, 500)[2:]}\n"
    markup = (
        f'<html><head></head><body dir="auto"><div dir="ltr"></div>{_divs(letter.body, "<div dir=ltr>")}<br '
        f'id="lineBreakAtBeginningOfSignature"><div dir="ltr">{sent}</div><div dir="ltr"><br><blockquote type="cite">'
        f'{html.escape(says)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff{_divs(letter.quoted)}'
        "</div></blockquote></body></html>"
    )
    return _both(letter, text, markup)


def iphone_text(letter: Letter) -> bytes:
    sent = IPHONE.get(letter.language, IPHONE["en"])
    text = f"{letter.body}\n\n{sent}\n\n{_say(APPLE, letter)}\n\n{_cited(letter.quoted, 500)}\n"
    return _plain(letter, text)


def apple_forward(letter: Letter) -> bytes:
    labels = HEADERS.get(letter.language, HEADERS["en"])
    text = (
        f"{letter.body}\n\n> {APPLE_FORWARD.get(letter.language, APPLE_FORWARD['en'])}\n> \n> {labels[0]}: {OTHER} <{OTHER_ADDRESS}>\n"
        f"> {labels[3]}: Coffee?\n> Date: 3. November 2026 at 10:00:00 CET\n> {labels[2]}: Jonas Weber\n> \n{_cited(letter.quoted)}\n"
    )
    return _plain(letter, text)


def apple_forward_html(letter: Letter) -> bytes:
    labels = HEADERS.get(letter.language, HEADERS["en"])
    says = APPLE_FORWARD.get(letter.language, APPLE_FORWARD["en"])
    markup = (
        f'<html><body>{_divs(letter.body)}<br><blockquote type="cite"><div>{says}</div><br class="Apple-interchange-newline">'
        f'<div style="margin: 0px;"><span style="font-family: -webkit-system-font;"><b>{labels[0]}: </b></span><span>{OTHER} &lt;{OTHER_ADDRESS}&gt;<br></span></div>'
        f'<div style="margin: 0px;"><b>{labels[3]}: </b>Coffee?<br></div><br><div>{_divs(letter.quoted)}</div></blockquote></body></html>'
    )
    return _markup(letter, markup)


# Thunderbird


def thunderbird(letter: Letter) -> bytes:
    text = f"{_flowed(_text_with_signature(letter))}\n\n{_say(THUNDERBIRD, letter)}\n{_flowed(letter.quoted, '> ')}\n"
    return _plain(letter, text, "; format=flowed")


def thunderbird_bottom(letter: Letter) -> bytes:
    text = f"{_say(THUNDERBIRD, letter)}\n{_flowed(letter.quoted, '> ')}\n\n{_flowed(_text_with_signature(letter))}\n"
    return _plain(letter, text, "; format=flowed")


def thunderbird_inline(letter: Letter) -> bytes:
    rows = []
    for quoted, text in _turns(letter.thread):
        rows.append(_flowed(text, "> ") if quoted else f"\n{_flowed(text)}\n")
    signature = f"\n\n-- \n{letter.signature}" if letter.signature else ""
    text = f"{letter.body}\n\n{_say(THUNDERBIRD, letter)}\n" + "\n".join(rows) + signature + "\n"
    return _plain(letter, text.lstrip("\n"), "; format=flowed")


def thunderbird_html(letter: Letter) -> bytes:
    signature = (
        f'<pre class="moz-signature" cols="72">-- \n{html.escape(letter.signature)}</pre>'
        if letter.signature
        else ""
    )
    markup = (
        '<!DOCTYPE html>\n<html>\n  <head>\n    <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n  </head>\n  <body>\n'
        f'    <p>{_breaks(letter.body)}</p>\n    {signature}\n    <div class="moz-cite-prefix">{html.escape(_say(THUNDERBIRD, letter))}<br>\n    </div>\n'
        f'    <blockquote type="cite" cite="mid:CA@mail.example">\n      <p>{_breaks(letter.quoted)}</p>\n    </blockquote>\n  </body>\n</html>\n'
    )
    return _markup(letter, markup)


def thunderbird_forward(letter: Letter) -> bytes:
    says = THUNDERBIRD_FORWARD.get(letter.language, THUNDERBIRD_FORWARD["en"])
    labels = HEADERS.get(letter.language, HEADERS["en"])
    date = {"de": "Datum", "nl": "Datum", "es": "Fecha", "it": "Data"}.get(letter.language, "Date")
    text = (
        f"{letter.body}\n\n\n\n{says}\n{labels[3]}: \tCoffee?\n{date}: \tTue, 3 Nov 2026 10:00:00 +0100\n"
        f"{labels[0]}: \t{OTHER} <{OTHER_ADDRESS}>\n{labels[2]}: \tJonas Weber <jonas@weber.example>\n\n\n\n{letter.quoted}\n"
    )
    return _plain(letter, text, "; format=flowed")


# Web mail and phones


def yahoo(letter: Letter) -> bytes:
    says = _say(YAHOO, letter)
    markup = (
        '<html><head></head><body><div class="ydp7a1b2c3yahoo-style-wrap" style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:13px;">'
        f'{_divs(_text_bare(letter), "<div dir=ltr data-setdir=false>")}<div><br></div></div><div id="yahoo_quoted_8312345678" class="yahoo_quoted">'
        f'<div style="font-family:Arial;font-size:13px;color:#26282a;"><div>{_linked(says)}</div><div><br></div><div><br></div>'
        f'<div><div id="yiv1">{_divs(letter.quoted)}</div></div></div></div></body></html>'
    )
    text = f" {_text_bare(letter)}\n\n    {says}  \n \n {letter.quoted}\n  "
    return _both(letter, text, markup)


def yahoo_text(letter: Letter) -> bytes:
    text = f"{_text_bare(letter)}\n\n\n    {_say(YAHOO, letter)}  \n \n \n{letter.quoted}\n"
    return _plain(letter, text)


def yahoo_mobile(letter: Letter) -> bytes:
    text = (
        f"{letter.body}\n\n\nSent from Yahoo Mail for iPhone\n\n\nOn Tuesday, November 3, 2026, 10:00 AM, {OTHER} "
        f"<{OTHER_ADDRESS}> wrote:\n\n{letter.quoted}\n\n\n"
    )
    return _plain(letter, text)


def samsung(letter: Letter) -> bytes:
    labels = HEADERS.get(letter.language, HEADERS["en"])
    sent = {"de": "Von meinem Galaxy gesendet", "fr": "Envoyé depuis mon appareil Galaxy"}.get(
        letter.language, "Sent from my Galaxy"
    )
    dashes = {
        "de": "-------- Ursprüngliche Nachricht --------",
        "fr": "-------- Message d'origine --------",
    }.get(letter.language, "-------- Original message --------")
    date = {"de": "Datum"}.get(letter.language, "Date")
    text = (
        f"{letter.body}\n\n\n\n{sent}\n\n\n{dashes}\n{labels[0]}: {OTHER} <{OTHER_ADDRESS}> \n{date}: 03.11.26  10:00  (GMT+01:00) \n"
        f"{labels[2]}: {letter.name} <{letter.address}> \n{labels[3]}: Coffee? \n\n{letter.quoted}\n"
    )
    return _plain(letter, text)


def k9(letter: Letter) -> bytes:
    sent = (
        "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet."
        if letter.language == "de"
        else "Sent from my Android device with K-9 Mail. Please excuse my brevity."
    )
    says = (
        f"Am 3. November 2026 10:00:00 MEZ schrieb {OTHER} <{OTHER_ADDRESS}>:"
        if letter.language == "de"
        else f"On 3 November 2026 10:00:00 CET, {OTHER} <{OTHER_ADDRESS}> wrote:"
    )
    quoted = "\n".join(f">{row}" for row in letter.quoted.split("\n"))
    return _plain(letter, f"{letter.body}\n-- \n{sent}\n\n\n{says}\n{quoted}\n")


def gmx(letter: Letter) -> bytes:
    head = (
        f"<b>Gesendet:</b>&nbsp;Dienstag, 03. November 2026 um 10:00 Uhr<br/>\n<b>Von:</b>&nbsp;&quot;{OTHER}&quot; &lt;{OTHER_ADDRESS}&gt;<br/>\n"
        f"<b>An:</b>&nbsp;{html.escape(letter.address)}<br/>\n<b>Betreff:</b>&nbsp;Coffee?"
    )
    markup = (
        f'<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;">{_divs(_text_bare(letter))}\n<div>&nbsp;\n'
        '<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5; word-wrap: break-word;">\n'
        f'<div style="margin:0 0 10px 0;">{head}</div>\n<div name="quoted-content">{_divs(letter.quoted)}</div></div></div></div></body></html>'
    )
    return _markup(letter, markup)


def gmx_text(letter: Letter) -> bytes:
    text = (
        f'{_text_bare(letter)}\n \n\nGesendet: Dienstag, 03. November 2026 um 10:00 Uhr\nVon: "{OTHER}" <{OTHER_ADDRESS}>\n'
        f"An: {letter.address}\nBetreff: Coffee?\n{letter.quoted}\n"
    )
    return _plain(letter, text)


def proton(letter: Letter) -> bytes:
    says = f"On Tuesday, November 3rd, 2026 at 10:00 AM, {OTHER} <{OTHER_ADDRESS}> wrote:"
    sent = 'Sent with <a href="https://proton.me/mail/home" target="_blank">Proton Mail</a> secure email.'
    markup = (
        f'{_divs(letter.body, "<div style=font-family:Arial;font-size:14px;>")}<div><br></div><div class="protonmail_signature_block">'
        f'<div class="protonmail_signature_block-user">{_divs(letter.signature) if letter.signature else ""}</div>'
        f'<div class="protonmail_signature_block-proton">{sent}</div></div><div><br></div><div class="protonmail_quote">\n        {_linked(says)}<br>\n'
        f'        <blockquote class="protonmail_quote" type="cite">\n            {_divs(letter.quoted)}\n        </blockquote><br>\n    </div>'
    )
    text = f"{_text_bare(letter)}\n\nSent with [Proton Mail](https://proton.me/mail/home) secure email.\n\n{says}\n\n{_cited(letter.quoted)}\n"
    return _both(letter, text, markup)


def fastmail(letter: Letter) -> bytes:
    says = f"On Tue, 3 Nov 2026, at 10:00 AM, {OTHER} wrote:"
    signature = (
        f'<div id="sig47810123"><div class="signature">{_divs(letter.signature)}</div></div>'
        if letter.signature
        else ""
    )
    markup = (
        f"<!DOCTYPE html><html><head><title></title></head><body>{_divs(letter.body)}<div><br></div>{signature}<div><br></div>"
        f'<div>{says}<br></div><blockquote type="cite" id="qt" style=""><div>{_divs(letter.quoted)}</div></blockquote><div><br></div></body></html>'
    )
    return _markup(letter, markup)


def zoho(letter: Letter) -> bytes:
    says = f"---- On Tue, 03 Nov 2026 10:00:00 +0100 {OTHER} <{OTHER_ADDRESS}> wrote ---"
    text = f"{_text_bare(letter)}\n\n\n\n{says}\n\n{letter.quoted}\n"
    return _plain(letter, text)


def zoho_html(letter: Letter) -> bytes:
    says = (
        f"---- On Tue, 03 Nov 2026 10:00:00 +0100 <b>{OTHER} &lt;{OTHER_ADDRESS}&gt;</b> wrote ---"
    )
    markup = (
        f'<html><body><div style="font-family: Verdana; font-size: 10pt;">{_divs(_text_bare(letter))}<br><br><div class="zmail_extra_hr" '
        'style="border-top: 1px solid rgb(204, 204, 204);"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><br>'
        f'<div id="Zm-_Id_-Sgn1">{says}<br></div><br><blockquote id="blockquote_zmail">{_divs(letter.quoted)}</blockquote></div></div></body></html>'
    )
    return _markup(letter, markup)


# Terminals, groupware and the rest


def roundcube(letter: Letter) -> bytes:
    says = {
        "de": f"Am 2026-11-03 10:00, schrieb {OTHER}:",
        "fr": f"Le 2026-11-03 10:00, {OTHER} a écrit :",
        "nl": f"{OTHER} schreef op 2026-11-03 10:00:",
        "es": f"El 2026-11-03 10:00, {OTHER} escribió:",
    }.get(letter.language, f"On 2026-11-03 10:00, {OTHER} wrote:")
    return _plain(
        letter,
        f"{_wrapped(_text_with_signature(letter), 70)}\n\n{says}\n{_cited(letter.quoted, 68)}\n",
    )


def horde(letter: Letter) -> bytes:
    says = (
        f"Zitat von {OTHER} <{OTHER_ADDRESS}>:"
        if letter.language == "de"
        else f"Quoting {OTHER} <{OTHER_ADDRESS}>:"
    )
    return _plain(
        letter, f"\n{_text_with_signature(letter)}\n\n{says}\n\n{_cited(letter.quoted)}\n\n\n\n"
    )


def mutt(letter: Letter) -> bytes:
    says = f"On Tue, Nov 03, 2026 at 10:00:00AM +0100, {OTHER} wrote:"
    return _plain(
        letter, f"{says}\n{_cited(letter.quoted)}\n\n{_wrapped(_text_with_signature(letter), 72)}\n"
    )


def mutt_inline(letter: Letter) -> bytes:
    says = f"On Tue, Nov 03, 2026 at 10:00:00AM +0100, {OTHER} wrote:"
    body = f"{letter.body}\n\n" if letter.body else ""
    signature = f"\n\n-- \n{letter.signature}" if letter.signature else ""
    return _plain(letter, f"{body}{says}\n{letter.thread.strip()}{signature}\n")


def gnus(letter: Letter) -> bytes:
    return _plain(
        letter,
        f"{OTHER} <{OTHER_ADDRESS}> writes:\n\n{_cited(letter.quoted)}\n\n{_text_with_signature(letter)}\n",
    )


def notes(letter: Letter) -> bytes:
    labels = {"de": ("Von", "An", "Datum", "Betreff")}.get(
        letter.language, ("From", "To", "Date", "Subject")
    )
    text = (
        f"{_text_bare(letter)}\n\n\n\n{labels[0]}:\t{OTHER}/Example\n{labels[1]}:\t{letter.name} <{letter.address}>, \n{labels[2]}:\t03.11.2026 10:00\n"
        f"{labels[3]}:\tCoffee?\n\n\n\n{letter.quoted}\n"
    )
    return _plain(letter, text)


def notes_dashed(letter: Letter) -> bytes:
    text = f"{_text_bare(letter)}\n\n-----{OTHER} <{OTHER_ADDRESS}> wrote: -----\n\n{_header_text(letter)}\n\n{letter.quoted}\n"
    return _plain(letter, text)


def groupwise(letter: Letter) -> bytes:
    return _plain(
        letter,
        f"{_text_bare(letter)}\n\n>>> {OTHER} <{OTHER_ADDRESS}> 03.11.2026 10:00 >>>\n{letter.quoted}\n",
    )


def old_gmail(letter: Letter) -> bytes:
    says = f"2026-11-03 10:00 GMT+01:00 {OTHER} <{OTHER_ADDRESS}>:"
    return _plain(
        letter, f"{_wrapped(_text_with_signature(letter))}\n\n{says}\n\n{_cited(letter.quoted)}\n"
    )


def fresh(letter: Letter) -> bytes:
    """A first letter: nothing quoted."""
    return _plain(letter, _text_with_signature(letter) + "\n")


def fresh_bare(letter: Letter) -> bytes:
    return _plain(letter, _text_bare(letter) + "\n")


def fresh_html(letter: Letter) -> bytes:
    return _markup(letter, f"{_WORD_HEAD}{_words(_text_bare(letter))}</div></body></html>")


# What machines add


def mailman(letter: Letter) -> bytes:
    text = (
        f"{_say(THUNDERBIRD, letter)}\n{_cited(letter.quoted)}\n\n{_text_with_signature(letter)}\n_______________________________________________\n"
        "Open-data mailing list\nOpen-data@lists.example.org\nhttps://lists.example.org/mailman/listinfo/open-data\n"
    )
    return _plain(letter, text)


def google_groups(letter: Letter) -> bytes:
    text = (
        f"{_wrapped(_text_bare(letter))}\n\n{_wrapped(_say(GMAIL, letter))}\n\n{_cited(letter.quoted)}\n\n-- \nYou received this message because you are subscribed "
        'to the Google Groups "Civic Tech" group.\nTo unsubscribe from this group and stop receiving emails from it, send an email to '
        "civic-tech+unsubscribe@googlegroups.com.\nTo view this discussion visit https://groups.google.com/d/msgid/civic-tech/CA%40mail.example.\n"
    )
    return _plain(letter, text)


DISCLAIMERS = {
    "en": "CONFIDENTIALITY NOTICE: This e-mail and any attachments are confidential and may be privileged. If you are not the intended "
    "recipient, please notify the sender immediately and delete it. Any unauthorised disclosure or copying is prohibited.",
    "de": "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind oder "
    "diese E-Mail irrtümlich erhalten haben, informieren Sie bitte sofort den Absender und vernichten Sie diese Mail.",
    "fr": "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de ses destinataires. Si vous "
    "avez reçu ce message par erreur, merci d'en avertir immédiatement l'expéditeur et de le détruire.",
    "es": "Este mensaje y sus archivos adjuntos son confidenciales y se dirigen exclusivamente a su destinatario. Si lo ha recibido por "
    "error, le rogamos que nos lo comunique y proceda a su eliminación.",
    "nl": "Dit e-mailbericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Indien u dit bericht abusievelijk heeft "
    "ontvangen, verzoeken wij u de afzender te informeren en het te vernietigen.",
}


def disclaimer(letter: Letter) -> bytes:
    text = f"{_text_bare(letter)}\n\n{DISCLAIMERS.get(letter.language, DISCLAIMERS['en'])}\n\n{_header_text(letter)}\n\n{letter.quoted}\n"
    return _plain(letter, text)


def printed(letter: Letter) -> bytes:
    text = f"{_text_bare(letter)}\n\nP Please consider the environment before printing this e-mail.\n\n{DISCLAIMERS.get(letter.language, DISCLAIMERS['en'])}\n"
    return _plain(letter, text)


def external(letter: Letter) -> bytes:
    """A company's warning above a mail from outside."""
    banner = (
        "CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you "
        "recognize the sender and know the content is safe."
    )
    markup = (
        f'<html><body><table border="0" cellspacing="0" width="100%" style="background:#fdf1c7"><tr><td>{banner}</td></tr></table><br>'
        f"<div>{_divs(_text_bare(letter))}</div></body></html>"
    )
    return _markup(letter, markup)


def rarely(letter: Letter) -> bytes:
    text = (
        f"You don't often get email from {letter.address}. Learn why this is important<https://aka.ms/LearnAboutSenderIdentification>\n\n{_text_bare(letter)}\n\n"
        f"{'_' * 32}\n{_header_text(letter)}\n\n{letter.quoted}\n"
    )
    return _plain(letter, text)


def newsletter(letter: Letter) -> bytes:
    markup = (
        '<html><body><div style="display:none;max-height:0;overflow:hidden">A preview nobody sees &zwnj;&nbsp;&zwnj;&nbsp;</div><table role="presentation" width="600"><tr><td>'
        f'{"".join(f"<p>{html.escape(row)}</p>" for row in letter.body.split(chr(10)) if row)}</td></tr><tr><td style="font-size:11px"><p>You are receiving this email because you signed up on our website.<br>'
        '<a href="https://news.example/u/1">Unsubscribe</a> | <a href="https://news.example/v/1">View in browser</a></p><p>Civic Letter, 1 Main Street, Dublin</p></td></tr></table>'
        '<img src="https://news.example/pixel.gif" width="1" height="1" alt=""></body></html>'
    )
    return _markup(letter, markup)


TEAMS = (
    f"{'_' * 80}\nMicrosoft Teams Need help?<https://aka.ms/JoinTeamsMeeting?omkt=en-US>\nJoin the meeting now<https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0>\n"
    f"Meeting ID: 212 345 678 901\nPasscode: Ab3cD4\n{'_' * 32}\nDial in by phone\n+49 69 365057638,,123456789#<tel:+4969365057638,,123456789#> Germany, Frankfurt am Main\n"
    "Find a local number<https://dialin.teams.microsoft.com/abc?id=123456789>\nPhone conference ID: 123 456 789#\nFor organizers: Meeting options<https://teams.microsoft.com/meetingOptions/?organizerId=x>"
    f" | Reset dial-in PIN<https://dialin.teams.microsoft.com/usp/pstnconferencing>\n{'_' * 80}"
)
TEAMS_OLD = (
    f"{'_' * 80}\nMicrosoft Teams meeting\nJoin on your computer, mobile app or room device\nClick here to join the meeting<https://teams.microsoft.com/l/meetup-join/19%3ameeting>\n"
    "Meeting ID: 345 678 901 234\nPasscode: aBcDeF\nDownload Teams<https://www.microsoft.com/en-us/microsoft-teams/download-app> | Join on the web<https://www.microsoft.com/microsoft-teams/join-a-meeting>\n"
    "Or call in (audio only)\n+1 323-555-0166,,87654321#<tel:+13235550166,,87654321#>   United States, Los Angeles\nPhone Conference ID: 876 543 21#\nFind a local number<https://dialin.teams.microsoft.com/x> | Reset PIN<https://dialin.teams.microsoft.com/usp>\n"
    f"Learn More<https://aka.ms/JoinTeamsMeeting> | Meeting options<https://teams.microsoft.com/meetingOptions/>\n{'_' * 80}"
)
ZOOM = (
    "{name} is inviting you to a scheduled Zoom meeting.\n\nTopic: Coffee\nTime: Nov 24, 2026 10:00 AM Amsterdam, Berlin, Rome, Stockholm, Vienna\n\nJoin Zoom Meeting\n"
    "https://us02web.zoom.us/j/81234567890?pwd=QWxhZGRpbg\n\nMeeting ID: 812 3456 7890\nPasscode: 123456\n\n---\n\nOne tap mobile\n+496938079883,,81234567890#,,,,*123456# Germany\n"
    "+496950500951,,81234567890#,,,,*123456# Germany\n\n---\n\nDial by your location\n        +49 69 3807 9883 Germany\n        +1 646 558 8656 US (New York)\nMeeting ID: 812 3456 7890\nPasscode: 123456\n"
    "Find your local number: https://us02web.zoom.us/u/kabcdefg\n"
)


def _invitation(letter: Letter, text: str) -> bytes:
    edge = "=_invite"
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Coffee\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    return (
        _head(letter)
        + f'Content-Type: multipart/alternative; boundary="{edge}"\r\n\r\n--{edge}\r\nContent-Type: text/plain; charset="utf-8"\r\n\r\n{_crlf(text)}\r\n'
        + f'--{edge}\r\nContent-Type: text/calendar; charset="utf-8"; method=REQUEST\r\n\r\n{calendar}\r\n--{edge}--\r\n'
    ).encode()


def teams(letter: Letter) -> bytes:
    return _invitation(letter, f"{_text_bare(letter)}\n\n{TEAMS}\n")


def teams_old(letter: Letter) -> bytes:
    return _invitation(letter, f"{_text_bare(letter)}\n\n{TEAMS_OLD}\n")


def zoom(letter: Letter) -> bytes:
    return _invitation(letter, f"{letter.body}\n\n{ZOOM.format(name=letter.name)}")


def outlook_invite(letter: Letter) -> bytes:
    """Outlook before 2010 put the times above what was typed."""
    text = (
        "When: Tuesday, November 24, 2026 10:00 AM-10:30 AM (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna.\nWhere: Café Einstein\n\n"
        f"Note: The GMT offset above does not reflect daylight saving time adjustments.\n\n*~*~*~*~*~*~*~*~*~*\n\n{_text_bare(letter)}\n"
    )
    return _invitation(letter, text)


def google_invite(letter: Letter) -> bytes:
    """Google's mail about an event; ``body`` is the event's description."""
    text = (
        "Coffee\nTuesday Nov 24, 2026 ⋅ 10am – 10:30am\nCentral European Time - Berlin\n\nLocation\nCafé Einstein, Berlin\t\nhttps://www.google.com/maps/search/Caf%C3%A9+Einstein?hl=en\n\n"
        f"Join with Google Meet\nhttps://meet.google.com/abc-defg-hij\n\nJoin by phone\n(DE) +49 40 8081617343\nPIN: 12345678\n\nMore phone numbers: https://tel.meet/abc-defg-hij?pin=1\n\n{letter.body}\n\n"
        f"Organizer\n{letter.name}\n{letter.address}\n\nGuests\n{letter.name} - organizer\n{OTHER_ADDRESS}\nView all guest info https://calendar.google.com/calendar/event?action=VIEW&eid=abc\n\n"
        f"Reply for {OTHER_ADDRESS} and view more details https://calendar.google.com/calendar/event?action=VIEW&eid=abc\nYour attendance is optional.\n\n~~//~~\n"
        "Invitation from Google Calendar: https://calendar.google.com/calendar/\n\nYou are receiving this email because you are an attendee on the event.\n\n"
        "Forwarding this invitation could allow any recipient to send a response to the organizer, be added to the guest list, invite others regardless of their own invitation status, or modify your RSVP.\n\n"
        "Learn more https://support.google.com/calendar/answer/37135#forwarding\n"
    )
    return _invitation(letter, text)


def google_invite_old(letter: Letter) -> bytes:
    text = (
        f"You have been invited to the following event.\n\nTitle: Coffee\n{letter.body}\nWhen: Tue Nov 24, 2026 10am – 10:30am Central European Time - Berlin\nWhere: Café Einstein, Berlin\n"
        f"Joining info: Join with Google Meet\nhttps://meet.google.com/abc-defg-hij\nCalendar: {OTHER_ADDRESS}\nWho:\n    * {letter.address} - organizer\n    * {OTHER_ADDRESS}\n\n"
        "Event details:\nhttps://calendar.google.com/calendar/event?action=VIEW&eid=abc\n\nInvitation from Google Calendar: https://calendar.google.com/calendar/\n\n"
        f"You are receiving this courtesy email at the account {OTHER_ADDRESS} because you are an attendee of this event.\n\nTo stop receiving future updates for this event, decline this event.\n"
    )
    return _invitation(letter, text)


def google_answer(letter: Letter) -> bytes:
    """ "Ada has accepted this invitation", with her note when she left one."""
    note = f' with this note:\n\n"{letter.body}"' if letter.body else "."
    text = (
        f"{letter.name} has accepted this invitation{note}\n\nCoffee\nTuesday Nov 24, 2026 ⋅ 10am – 10:30am\nCentral European Time - Berlin\n\nOrganizer\n{OTHER}\n{OTHER_ADDRESS}\n\nGuests\n{OTHER} - organizer\n{letter.name}\n\n~~//~~\n"
        "Invitation from Google Calendar: https://calendar.google.com/calendar/\n\nYou are receiving this email because you are subscribed to calendar notifications.\n"
    )
    return _invitation(letter, text)


# Encodings


def _encoded(letter: Letter, text: str, charset: str, actual: str, encoding: str = "8bit") -> bytes:
    data = _crlf(text).encode(actual, "replace")
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    head = _head(letter) + (f"Content-Type: text/plain; charset={charset}\r\n" if charset else "")
    return head.encode() + f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + data


def _reply(letter: Letter) -> str:
    return (
        f"{_text_with_signature(letter)}\n\n{_say(THUNDERBIRD, letter)}\n{_cited(letter.quoted)}\n"
    )


def latin1(letter: Letter) -> bytes:
    return _encoded(letter, _reply(letter), "iso-8859-1", "cp1252", "quoted-printable")


def claims_utf8(letter: Letter) -> bytes:
    return _encoded(letter, _reply(letter), "utf-8", "cp1252")


def claims_latin1(letter: Letter) -> bytes:
    return _encoded(letter, _reply(letter), "iso-8859-1", "utf-8")


def claims_ascii(letter: Letter) -> bytes:
    return _encoded(letter, _reply(letter), "us-ascii", "utf-8", "base64")


def undeclared(letter: Letter) -> bytes:
    return _encoded(letter, _reply(letter), "", "utf-8")


def unknown_charset(letter: Letter) -> bytes:
    return _encoded(letter, _reply(letter), "x-unknown-8bit", "utf-8", "base64")


def utf16(letter: Letter) -> bytes:
    return _encoded(letter, _reply(letter), "utf-16", "utf-16", "base64")


SHAPES: dict[str, Callable[[Letter], bytes]] = {
    name: made
    for name, made in list(globals().items())
    if callable(made)
    and not name.startswith("_")
    and getattr(made, "__annotations__", {}).get("return") == "bytes"
}


def write(letter: Letter) -> bytes:
    """The letter as its mail program would have sent it."""
    return SHAPES[letter.shape](letter)
