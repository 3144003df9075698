"""Leaving out what calendars and meeting services write: invitations, join links, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from syncd.text.line import Line
from syncd.text.pattern import any_of

_I = re.IGNORECASE

#: Where a meeting service's block begins.
_JOIN = re.compile(
    any_of(r"""
    microsoft teams(?: meeting| need help\?|-besprechung|\s*$)  réunion microsoft teams
    reunión de microsoft teams
    riunione di microsoft teams  microsoft teams-vergadering
    join (?:on your computer|zoom meeting|the meeting now|microsoft teams meeting|with google meet)
    join (?:by phone|from the meeting link|webex|our cloud|meeting:)
    .{1,80} is inviting you to (?:a|the) (?:scheduled )?(?:zoom|webex|microsoft|teams)
    .{1,80} lädt sie zu einem (?:geplanten )?zoom  zoom-meeting beitreten
    participer à la réunion zoom
    nehmen sie (?:auf ihrem computer|per computer)  an der besprechung teilnehmen
    jetzt an der besprechung  besprechungs-id:  mit google meet teilnehmen
    rejoindre (?:la réunion|avec google meet)  unirse (?:a zoom|a la reunión|con google meet)
    video call link:  to join the video meeting  -{4,}\s*do not (?:edit|delete)  -::~
    when it's time, join
    joining info(?:rmation)?:  this event has a video call
    """),
    _I,
)
#: What the lines of such a block look like.
_JOIN_LINE = re.compile(
    r"(?:meeting|webinar|conference|besprechungs|phone conference|telefonkonferenz|konferenz|video"
    r"|video conference|tenant)?"
    r"[- ]?(?:id|number|url|code|key)\b.{0,60}$"
    r"|(?:pass(?:code|word|wort)|kenncode|kennung|pin|secret|mot de passe|contraseña)\b.{0,60}$"
    r"|<?https?://\S+$|\S{3,60}\.(?:com|us|net)/\S+$"
    r"|(?:•\s*)?(?:\(\w\w\)\s*)?\+?[\d(][\d\s().,#*+-]{5,40}(?:\W.{0,100})?$"
    r"|(?:us|uk|germany|france|spain|deutschland)[:\s].{0,20}[\d() +-]{7,}.{0,40}$"
    r"|(?:"
    + any_of(r"""
    one tap mobile  dial by  dial[- ]in  or (?:call|dial) in  call in  find (?:a|your) local
    find local  more phone numbers
    download teams  learn more  meeting options  reset (?:dial-in )?pin  for organi[sz]ers
    need help  more info
    join (?:on|instructions|by|with|from|using|microsoft|zoom|the|our|online)  click here to join
    topic:  time:  thema:
    zeit:  uhrzeit:  sujet:  heure:  tema:  hora:  sip:  or,? dial  then enter  tap to join
    h\.?323  teams herunterladen
    weitere informationen  besprechungsoptionen  hier klicken  nehmen sie  einwahl  lokale nummer
    ortseinwahl  schnelleinwahl
    mobil mit einem klick  powered by  learn how to  (?:please )?do not (?:edit|delete)
    video call link  or use  view more
    system requirements  every (?:week|month|day)  you can also dial  microsoft teams
    privacy and security  org help
    datenschutz  unable to join  test(?:ing)? your  per telefon  lien de la réunion  composez
    marque según
    """)
    + r").{0,160}$|[-_:~=*. ]{3,}$|.{0,60}\|.{0,60}(?:\|.{0,60})?$",
    _I,
)

#: Calendars mark the mails they write with one of these.
_GOOGLE = re.compile(
    any_of(r"""
    (?:invitation|einladung|invito|uitnodiging|convite|invitación) (?:from|von|da|de
        |van) google (?:calendar|kalender|agenda)
    you have been invited to the following event
    this event has been (?:canceled|cancelled|updated|changed)
    """),
    _I,
)
_ANSWERED = re.compile(
    r".{1,100} has (?:accepted|declined|tentatively accepted|replied \W?(?:yes|no|maybe)\W? to)"
    r" this (?:event )?invitation(?P<note> with this note)?[.:]?$",
    _I,
)
_STARS = re.compile(r"\*~\*~\*[*~]*$")
_WHEN = re.compile(r"(?:when|wann|zeit|quand|cuándo|quando|wanneer)\s?:", _I)

#: Headings in a Google invitation, and how many lines under each are the event's data.
_FIELDS = any_of("""
    title  titel  titre  when  wann  quand  cuándo  where  wo  où  dónde  calendar  kalender  who
    wer  joining info
    organi[sz]er  organisator  organisateur  guests?  gäste  invités  location  ort  lieu  changed
    old
""")
_HEADING = re.compile(
    rf"(?:{_FIELDS})(?:\s?:.*)?$|"
    + any_of("""
    join with google meet  join by phone  more phone numbers  view all guest info  reply for \\S+@
    your attendance is optional  event details:?  more details  you are receiving this
    to stop receiving  forwarding this invitation  learn more
    """),
    _I,
)


def without(lines: Sequence[Line]) -> list[Line]:
    """The lines that are not a calendar's or meeting service's own."""
    if any(_GOOGLE.match(line.head) for line in lines):
        return _without_joins(_from_google(lines))
    return _without_joins(_below_stars(lines))


def _below_stars(lines: Sequence[Line]) -> list[Line]:
    """What was typed stands under a row of stars when Outlook writes the times above it."""
    head = lines[:40]
    for at, line in enumerate(head):
        if _STARS.match(line.head) and any(_WHEN.match(other.head) for other in head[:at]):
            return list(lines[at + 1 :])
    return list(lines)


def _from_google(lines: Sequence[Line]) -> list[Line]:
    """The description of the event, or the note of who answered; the rest is Google's."""
    paragraphs = _paragraphs(lines)
    answered = _ANSWERED.match(paragraphs[0][0].head) if paragraphs else None
    if answered:
        return _note(paragraphs[1:]) if answered.group("note") else []
    kept: list[Line] = []
    for at, paragraph in enumerate(paragraphs):
        if any(_GOOGLE.match(line.head) for line in paragraph) and kept:
            break
        if at and not _HEADING.match(paragraph[0].head):
            kept += [*paragraph, Line("")]
        else:
            kept += _described(paragraph)
    return kept


def _described(paragraph: Sequence[Line]) -> list[Line]:
    """The description stands bare between "Title:" and "When:" in Google's older mails."""
    if not paragraph[0].head.lower().startswith(("title:", "titel:", "titre :")):
        return []
    told: list[Line] = []
    for line in paragraph[1:]:
        if _HEADING.match(line.head):
            break
        told.append(line)
    return told


def _note(paragraphs: Sequence[Sequence[Line]]) -> list[Line]:
    """What stands between quotation marks after "with this note:"."""
    told: list[Line] = []
    for paragraph in paragraphs:
        told += [*paragraph, Line("")]
        if paragraph[-1].head.endswith(('"', "”")):
            break
    text = "\n".join(line.text for line in told).strip()
    return [Line(row) for row in text.strip('"“”').split("\n")]


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    paragraphs: list[list[Line]] = [[]]
    for line in lines:
        if not line.blank:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _without_joins(lines: Sequence[Line]) -> list[Line]:
    """Without the blocks that tell how to join a meeting."""
    kept: list[Line] = []
    inside = False
    for line in lines:
        text = line.head
        if not inside and _JOIN.match(text):
            inside = True
            while kept and (kept[-1].blank or _rule(kept[-1])):
                kept.pop()
        elif inside and text and not (_JOIN.match(text) or _JOIN_LINE.match(text)):
            inside = False
            kept.append(Line(""))
        if not inside:
            kept.append(line)
    return kept


def _rule(line: Line) -> bool:
    text = line.head
    return len(text) > 2 and not text.strip("-_=*~:. ")
