"""Leaving out what machines added: warnings, phone footers, disclaimers, list footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syncd.text import meeting_mail, phrases
from syncd.text.line import Line
from syncd.text.pattern import any_of, opening

#: Added lines are short; a longer one is a person's.
_SHORT = 120
#: A disclaimer of one sentence says so twice, or is at least this long.
_LONG = 160
#: Footers stand this near to the end, in lines.
_FOOTER_LINES = 40
_DISCLAIMER_LINES = 60

_ADDED = re.compile(
    rf"\W{{0,3}}(?:{phrases.SENT_FROM})|"
    + any_of(r"""
    \[?cid:[^\]\s]{1,200}\]?$  \[image: [^\]]{0,200}\]$
    \[(?:image|logo|photo|inline image)\d{0,4}[^\]]{0,60}\]$
    \[(?:external|extern|ext|externe|caution|secure|confidential)\W?[^\]]{0,40}\]$
    virus-free\b.{0,80}$  virenfrei\b.{0,80}$
    this (?:e-?mail|message) (?:has been|was) (?:checked|scanned)\b
    <https?://(?:www\.)?avast\.com[^>]*>$
    \W{0,3}p?\W{0,3}(?:please )?(?:consider|think of|think about|save) the environment
    \W{0,3}think before you print  \W{0,3}bitte denken sie an die umwelt
    \W{0,3}pensez à l['’]environnement
    \W{0,3}avant d['’]imprimer  \W{0,3}antes de imprimir  \W{0,3}denk aan het milieu
    """),
    re.IGNORECASE,
)

#: Warnings put above what comes from outside a company, and what they all speak of.
_BANNER = opening(r"""
    \W{0,6}(?:caution|warning|attention|achtung|vorsicht|external (?:e-?mail|sender)
        |externe e-?mail)
    \W{0,6}this (?:e-?mail|message) (?:originated|came|is|was sent|comes) from (?:outside
        |an external)
    you don['’]t often get (?:e-?mail|messages) from
    some people who received this message don['’]t often
    sie erhalten nicht (?:oft|häufig) e-?mails? von
    diese e-?mail (?:stammt|kommt) von (?:außerhalb|extern|einem externen)
    ce (?:message|courriel) provient de l['’]ext
""")
_BANNER_PROOF = re.compile(
    any_of(r"""
    outside (?:of )?(?:your|the|our|this)  external (?:e-?mail|sender|source)  originated
    don['’]t often
    unless you recogni[sz]e  learn why this is important  außerhalb  extern  nicht (?:oft|häufig)
    l['’]extérieur
    """),
    re.IGNORECASE,
)

_DISCLAIMER = opening(r"""
    \W{0,6}(?:legal )?disclaimer  \W{0,6}confidential(?:ity)?(?: notice| note)?\s?:?
    \W{0,6}(?:legal|privacy|important) notice
    \W{0,6}notice of confidentiality  haftungsausschluss  vertraulichkeitshinweis  wichtiger hinweis
    aviso (?:legal|de confidencialidad|de confidencialidade)  avis de confidentialité  avvertenza
    (?:this|the information (?:contained )?in this|the contents? of this|information in this
        |any) (?:e-?mail|message|communication|transmission|electronic)
    the above (?:e-?mail|message)
    if you (?:are not the|have received|received) (?:intended|this|the|named)
    unless (?:stated|expressly)  diese e-?mail (?:enthält|kann|und|ist|einschließlich)
    der inhalt dieser e-?mail
    die information(?:en)? in dieser e-?mail  sollten sie nicht der
    (?:ce|cet|le présent) (?:message|courriel|courrier|e-?mail|mail) (?:et|est|peut|contient)
    si vous (?:avez reçu|n['’]êtes pas)
    (?:este|el presente) (?:mensaje|correo|e-?mail|mensagem)  esta mensagem
    questo (?:messaggio|e-?mail)
    (?:la presente|le informazioni contenute in questa) (?:e-?mail|comunicazione)
    dit (?:e-?mail)?-?bericht  deze e-?mail
    de informatie in (?:deze|dit)
""")
_DISCLAIMER_PROOF = re.compile(
    any_of(r"""
    confidential  privileged  intended (?:recipient|solely|only|for)  disclos  unauthori[sz]ed
    in error  virus
    notify the sender  legally binding  liabilit  vertraulich  rechtlich geschützt  irrtümlich
    unbefugt  empfänger  adressat
    absender  confidentiel  destinataire  par erreur  confidencial  destinatario  destinatário
    por error  por engano
    riservat  per errore  vertrouwelijk  geadresseerde  abusievelijk  afzender
    """),
    re.IGNORECASE,
)

#: Lists and newsletters end with one of these.
_FOOTER = opening(r"""
    you(?:['’]re| are)? (?:have )?(?:received|receiving|receive|got|get) (?:this
        |these) (?:message|e-?mail|newsletter|mail|because)
    (?:click here )?to (?:unsubscribe|stop receiving|opt[- ]out|manage your|post to this group
        |view this discussion)\b.*(?:@|http|click|here|visit|link|send|reply)
    (?:click here to )?unsubscribe(?: (?:here|from|me|now|at|via).{0,80}|\W.{0,80})?$
    manage (?:your )?(?:e-?mail )?(?:preferences|subscription)
    view (?:this (?:e-?mail|message) )?(?:in (?:your )?browser|online)\W*$
    .{1,80} mailing list(?: --)? \S+@\S+
    list-?info\b  .{0,40}https?://\S+/(?:mailman\d?/)?(?:listinfo|postorius)/
    sie erhalten diese (?:e-?mail|nachricht|mail)
    (?:newsletter |hier )?abbestellen\b.{0,60}$  (?:vom newsletter )?abmelden\b.{0,60}$
    vous (?:recevez|avez reçu) (?:ce|cet) (?:e-?mail|message|courriel)
    se (?:désabonner|désinscrire)  pour vous (?:désabonner|désinscrire)
    recibes? este (?:correo|mensaje|e-?mail)
    darse de baja\b  (?:para )?cancelar (?:a |tu |su |la )?(?:suscripción|inscrição|assinatura)
    ricevi questa (?:e-?mail|mail)
    annulla (?:l['’])?iscrizione  disiscriv  u ontvangt deze  (?:hier )?uitschrijven\b.{0,60}$
""")
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
        end = _banner_end(lines, at)
        text = " ".join(line.head for line in lines[at:end])
        if not _BANNER_PROOF.search(text[:1000]):
            break
        at = _first_text(lines, end)
    return lines[at:]


def _banner_end(lines: list[Line], at: int) -> int:
    """A warning is its paragraph, or its line when that is long enough to be one."""
    return at + 1 if len(lines[at].head) >= _SHORT else _paragraph_end(lines, at)


def _machine_end(lines: list[Line]) -> int:
    """Where a disclaimer or footer begins that goes on to the end."""
    at = max(0, len(lines) - _DISCLAIMER_LINES)
    while at and not lines[at].blank:
        at -= 1
    while at < len(lines):
        end = _paragraph_end(lines, at)
        found = _machine_line(lines, at, end) if end > at else None
        if found is not None:
            return _before_rule(lines, found)
        at = max(end, at + 1)
    return len(lines)


def _machine_line(lines: list[Line], at: int, end: int) -> int | None:
    """The line of a paragraph with which a machine takes over, if one does."""
    text = " ".join(line.head for line in lines[at:end])[:3000]
    if _DISCLAIMER.match(text.lstrip("-–—_=*~ ")) and _disclaims(text, lines, end):
        return at
    if len(lines) - at > _FOOTER_LINES:
        return None
    rest = [
        " ".join(line.head for line in lines[row : min(row + 3, end)]) for row in range(at, end)
    ]
    return next((at + row for row, words in enumerate(rest) if _FOOTER.match(words)), None)


def _disclaims(text: str, lines: list[Line], end: int) -> bool:
    """A heading counts with the paragraph under it; a short remark is no disclaimer."""
    if len(text) < 60 and end < len(lines):
        after = _first_text(lines, end)
        text += " " + " ".join(line.head for line in lines[after : _paragraph_end(lines, after)])
    proofs = {match.lower() for match in _DISCLAIMER_PROOF.findall(text[:3000])}
    return len(proofs) > 1 or (len(proofs) == 1 and len(text) >= _LONG)


def _before_rule(lines: list[Line], at: int) -> int:
    while at and (lines[at - 1].blank or _RULE.match(lines[at - 1].head)):
        at -= 1
    return at


def _paragraph_end(lines: list[Line], at: int) -> int:
    """Where a paragraph ends: at an empty line, or a rule drawn under it."""
    begin = at
    while at < len(lines) and not lines[at].blank:
        if at > begin and _RULE.match(lines[at].head):
            break
        at += 1
    return at


def _first_text(lines: list[Line], at: int) -> int:
    while at < len(lines) and lines[at].blank:
        at += 1
    return at
