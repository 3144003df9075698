"""The alert: an account cannot be read, and what to do about it."""

from __future__ import annotations

from datetime import datetime

from syncd.compose.language import Language
from syncd.compose.letter import Letter
from syncd.compose.render import render
from syncd.model import Address, Me
from syncd.text.snippet import shorten

_MAX_REASON_CHARS = 600
#: Which half of an account cannot be read.
_WHAT = {"mailbox": "alert.mailbox", "calendar": "alert.calendar", "contacts": "alert.contacts"}


def write_alert(
    account: str, what: str, error: str, since: datetime, me: Me, *, language: Language
) -> Letter:
    """To the user, in a mailbox that still works. Nothing is lost while it lasts."""
    local = since.astimezone(me.timezone)
    values = {
        "account": account,
        "what": language.say(_WHAT[what]) if what in _WHAT else what,
        "error": shorten(error, _MAX_REASON_CHARS),
        "since": f"{language.day(local, since)}, {language.clock(since, me.timezone)}",
    }
    return Letter(
        subject=language.say("alert.subject", account=account),
        text=render("alert-body.txt", language, **values),
        html=render("alert-body.html", language, **values),
        to=(Address(me.addresses[0], me.name),),
    )
