"""Answers to briefs become notes: two lines after a meeting go into its follow-up draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from syncd.letters import Letters
from syncd.model import Me, Role
from syncd.store import Store
from syncd.store.mail import StoredMessage
from syncd.store.notes import Note

log = structlog.get_logger("syncd.answers")

_MAX_NOTE_CHARS = 4000
#: An answer to an older brief is no longer looked for.
_ANSWERABLE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Answers:
    """Reads the user's own answers to briefs."""

    store: Store
    me: Me
    letters: Letters

    def take(self, now: datetime) -> int:
        """Keep every new answer as a note; how many there were."""
        since = (now - _ANSWERABLE).replace(hour=0, minute=0, second=0, microsecond=0)
        briefs = self.store.deliveries.briefs(since)
        if not briefs:
            return 0
        mine = [one for one in self.store.mail.answers_to(briefs) if self._is_mine(one)]
        if not mine:
            return 0
        known = self.store.notes.sources(one.envelope.message_id for one in mine)
        taken = 0
        for answer in mine:
            source = answer.envelope.message_id
            if source in known:
                continue
            text = self.letters.text_of(answer).strip()[:_MAX_NOTE_CHARS]
            if not text:
                continue
            meeting = briefs[answer.envelope.in_reply_to]
            taken += self.store.notes.add(Note(meeting, text, now, source))
            log.info("note taken from an answer", uid=meeting.uid)
        return taken

    def _is_mine(self, answer: StoredMessage) -> bool:
        """Only you can answer a brief; a draft is not an answer yet."""
        envelope = answer.envelope
        mine = envelope.sender is not None and self.me.is_me(envelope.sender.address)
        return mine and envelope.role is not Role.DRAFTS and bool(envelope.message_id)
