"""The wordings by which people tell what they have behind them. English and German.

A guest is asked about what they do now; but of those whom you know, what they have done already
tells best whom they could help.
"""

from __future__ import annotations

from syncd.people import finding_words as words
from syncd.text.pattern import when_used

_DID = (
    r"(?:built|rebuilt|launched|set up|started|created|designed|developed|led|ran|grew|scaled|hired"
    r"|recruited|trained|opened|organi[sz]ed|migrated|digiti[sz]ed|rolled out|published|translated"
    r"|hosted|established|replaced|founded)"
)
_SOME = (
    r"(?:an?|our|my|the|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\d{1,4}|over"
    r"|about|more than|many|several)"
)
#: What is set up on any day, and what changes in one's own life.
_SMALL = (
    r"(?:calls?|meetings?|threads?|chat|date|docs?|documents?|tickets?|links?|slots?|drafts?|polls?"
    r"|list|few|lot|bit|e?-?mails?|messages?|invites?|invitations?|files?|it|rooms?|table|flights?"
    r"|notes?|reply|conversation|order|reminder|account|coffee|lunch|dinner|appointment|folder"
    r"|channel|group|day|week|job)"
)
_DONE = when_used(
    r"\b(?:we|i)(?:['’]ve| have)?(?: (?:just|recently|finally|already|also|once|even))?"
    rf" {_DID} (?:up )?{_SOME} (?!(?:[\w-]+ )?{_SMALL}\b)\w"
    r"|\b(?:wir|ich) haben? .{2,60}\b(?:aufgebaut|gegründet|eingeführt|eröffnet|entwickelt"
    r"|eingestellt|digitalisiert|übersetzt|veröffentlicht|ausgebildet)\b",
)

#: As in `finding_words`; last, so that what is still going on counts as that.
WITH_EXPERIENCE = (*words.PATTERNS, ("done", _DONE))
