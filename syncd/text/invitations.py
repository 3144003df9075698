"""Mail that a calendar writes: invitations and the answers to them. Nobody said anything in it."""

from __future__ import annotations

import re

_SUBJECT = re.compile(
    r"\s*(?:(?:re|fwd?|aw|wg)\s*:\s*)?(?:"
    r"(?:updated |tentatively )?(?:invitation|accepted|declined|tentative|cancell?ed(?: event)?"
    r"|proposed new time|new time proposed)(?: event| with note| \(?tentative\)?)?"
    r"|(?:aktualisierte )?(?:einladung|termineinladung)|zugesagt|angenommen|abgelehnt|abgesagt"
    r"|mit vorbehalt(?: zugesagt)?|vielleicht"
    r"|invitation(?: modifiée)?|acceptée?|refusée?|provisoire|annulée?"
    r"|invitación(?: actualizada)?|aceptad[oa]|rechazad[oa]|provisional|cancelad[oa]"
    r"|convite(?: atualizado)?|aceit[oe]|recusad[oa]"
    r"|invito(?: aggiornato)?|accettat[oa]|rifiutat[oa]|provvisorio|annullat[oa]"
    r"|uitnodiging|geaccepteerd|geweigerd|voorlopig|geannuleerd"
    r")\s*:\s",
    re.IGNORECASE,
)
_LONGEST_PREFIX = 80


def is_from_calendar(subject: str) -> bool:
    """Whether a subject is one that calendars write: ``Accepted: Coffee @ Tue 24 Nov``."""
    return _SUBJECT.match(subject[:_LONGEST_PREFIX]) is not None
