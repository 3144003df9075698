"""Leaving out what machines added: banners, join links, invitations, disclaimers, list footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syncd.text import meeting_mail, phrases
from syncd.text.line import Line

_I = re.IGNORECASE

#: Single lines that no person types.
_ADDED = re.compile(
    rf"\W{{0,3}}(?:{phrases.SENT_FROM})"
    r"|\[?cid:[^\]\s]{1,200}\]?$|\[image: [^\]]{0,200}\]$|\[(?:image|logo|photo)\d{0,4}[^\]]{0,60}\]$"
    r"|\[(?:external|extern|ext|externe|caution|secure|confidential)\W?[^\]]{0,40}\]$"
    r"|(?:virus-free|virenfrei)\b.{0,80}$|this (?:e-?mail|message) (?:has been|was) (?:checked|scanned)\b"
    r"|sent with (?:proton|tutanota|tuta|mailtrack|superhuman)\b"
    r"|<https?://(?:www\.)?avast\.com[^>]*>$",
    _I,
)
_SHORT = 120

#: Paragraphs put above what comes from outside a company.
_BANNER = re.compile(
    r"\W{0,6}(?:caution|warning|attention|achtung|vorsicht|external (?:e-?mail|sender)|externe e-?mail"
    r"|this (?:e-?mail|message) (?:originated|came|is|was sent|comes) from (?:outside|an external)"
    r"|you don't often get (?:e-?mail|messages) from|some people who received this message don't often"
    r"|diese e-?mail (?:stammt|kommt) von (?:außerhalb|extern|einem externen)"
    r"|sie erhalten nicht (?:oft|häufig) e-?mails? von"
    r"|ce (?:message|courriel) provient de l'ext)",
    _I,
)
_BANNER_PROOF = re.compile(
    r"outside (?:of )?(?:your|the|our|this)|external (?:e-?mail|sender|source)|originated|don't often"
    r"|unless you recogni[sz]e|learn why this is important|außerhalb|extern|nicht häufig|l'extérieur",
    _I,
)

#: Paragraphs with which a machine ends a letter; the rest after them is its too.
_DISCLAIMER = re.compile(
    r"\W{0,6}(?:disclaimer|confidentiality notice|confidential(?:ity)?\b.{0,20}:|legal notice|privacy notice"
    r"|important notice|notice of confidentiality|haftungsausschluss|vertraulichkeitshinweis"
    r"|aviso legal|aviso de confidencialidad|avis de confidentialité|avvertenza|aviso de confidencialidade"
    r"|(?:this|the information (?:contained )?in this|the contents? of this|information in this)"
    r" (?:e-?mail|message|communication|transmission|electronic)"
    r"|diese e-?mail (?:enthält|kann|und|ist|einschließlich)|der inhalt dieser e-?mail"
    r"|die information(?:en)? in dieser e-?mail|this message and any"
    r"|ce (?:message|courriel|courrier|mail) (?:et|est|peut|contient)|este (?:mensaje|correo|e-?mail|mensagem)"
    r"|esta mensagem|questo (?:messaggio|e-?mail)|la presente (?:e-?mail|comunicazione)"
    r"|dit (?:e-?mail)?bericht|deze e-?mail|de informatie in deze|the above (?:e-?mail|message)"
    r"|if you (?:are not|have received)|sollten sie nicht der|si vous (?:avez reçu|n'êtes pas)"
    r"|unless (?:stated|expressly)|p?\W{0,3}(?:please )?(?:consider|think of|save) the environment|think before you print"
    r"|bitte (?:denken sie an die umwelt|prüfen sie)|pensez à l'environnement|avant d'imprimer)",
    _I,
)
_DISCLAIMER_PROOF = re.compile(
    r"confidential|privileged|intended (?:recipient|solely|only|for)|disclos|unauthori[sz]ed|in error"
    r"|virus|vertraulich|rechtlich geschützt|irrtümlich|unbefugt|empfänger|confidentiel|destinataire"
    r"|erreur|confidencial|destinatario|destinatário|por error|por engano|riservat|errore"
    r"|vertrouwelijk|geadresseerde|abusievelijk|print|umwelt|environ|ausdrucken|legally binding|liab",
    _I,
)

#: A list's or newsletter's last lines.
_FOOTER = re.compile(
    r"you (?:received|are receiving|'re receiving|get|got) this (?:message|e-?mail|because)"
    r"|you(?:'re| are) receiving (?:this|these)|you (?:have )?received this (?:message|e-?mail) because"
    r"|to (?:unsubscribe|stop receiving|opt[- ]out|manage your|post to this group|view this discussion)"
    r"|(?:click here to )?unsubscribe\b.{0,80}$|manage (?:your )?(?:preferences|subscription)"
    r"|view (?:this (?:e-?mail|message) )?(?:in (?:your )?browser|online)\W*$"
    r"|.{1,80} mailing list$|mailing list .{1,60}@|list-?info\b|.{0,40}https?://\S+/(?:mailman/)?listinfo/"
    r"|sie erhalten diese (?:e-?mail|nachricht)|(?:newsletter |hier )?abbestellen\b|abmelden\b.{0,60}$"
    r"|vous (?:recevez|avez reçu) ce|se désabonner|se désinscrire|pour vous (?:désabonner|désinscrire)"
    r"|recibe[s]? este|darse de baja|para cancelar|cancelar (?:a )?(?:suscripción|inscrição|assinatura)"
    r"|ricevi questa|annulla (?:l')?iscrizione|disiscriv|u ontvangt deze|uitschrijven\b",
    _I,
)
_RULE = re.compile(r"[-–—_=*~]{2,}\W*$|[~/]{4,}$")


def without(lines: Sequence[Line]) -> list[Line]:
    """The lines that a person may have typed."""
    kept = _without_banners([line for line in lines if not _added(line)])
    kept = meeting_mail.without(kept)
    return kept[: _machine_end(kept)]


def _added(line: Line) -> bool:
    text = line.head
    return bool(text) and len(text) <= _SHORT and bool(_ADDED.match(text))


def _without_banners(lines: list[Line]) -> list[Line]:
    """Without the warning paragraphs at the top."""
    at = _first_text(lines, 0)
    while at < len(lines) and _BANNER.match(lines[at].head):
        end = _paragraph_end(lines, at)
        text = " ".join(line.head for line in lines[at:end])
        if not _BANNER_PROOF.search(text[:1000]):
            break
        at = _first_text(lines, end)
        lines = lines[at:]
        at = 0
    return lines


def _machine_end(lines: list[Line]) -> int:
    """Where a disclaimer or footer begins that goes on to the end."""
    at = 0
    while at < len(lines):
        end = _paragraph_end(lines, at)
        if end > at and _ends_letter(lines, at, end):
            return _before_rule(lines, at)
        at = max(end, at + 1)
    return len(lines)


def _ends_letter(lines: list[Line], at: int, end: int) -> bool:
    head = lines[at].head
    if _RULE.match(head) and at + 1 < end:
        at += 1
        head = lines[at].head
    if _FOOTER.match(head):
        return True
    if not _DISCLAIMER.match(head):
        return False
    text = " ".join(line.head for line in lines[at : at + 12])
    return bool(_DISCLAIMER_PROOF.search(text[:2000])) and len(lines) - at <= 60


def _before_rule(lines: list[Line], at: int) -> int:
    while at and (lines[at - 1].blank or _RULE.match(lines[at - 1].head)):
        at -= 1
    return at


def _paragraph_end(lines: list[Line], at: int) -> int:
    """Where a paragraph ends: at an empty line, or a rule drawn under it."""
    begin = at
    while (
        at < len(lines) and not lines[at].blank and (at == begin or not _RULE.match(lines[at].head))
    ):
        at += 1
    return at


def _first_text(lines: list[Line], at: int) -> int:
    while at < len(lines) and lines[at].blank:
        at += 1
    return at
