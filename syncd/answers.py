"""Answers to briefs become notes: two lines after a meeting go into its follow-up draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from syncd.letters import Letters
from syncd.model import Kind, Me, MeetingKey, Role
from syncd.store import Store
from syncd.store.mail import StoredMessage
from syncd.store.notes import Note
from syncd.text import body, echo, part

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
        ours = self._ours(mine)
        mine = [one for one in mine if one.envelope.message_id not in ours]
        known = self.store.notes.sources(one.envelope.message_id for one in mine)
        taken = 0
        for answer in mine:
            source = answer.envelope.message_id
            if source in known:
                continue
            meeting = briefs[answer.envelope.in_reply_to]
            text = self._own_words(answer, meeting)[:_MAX_NOTE_CHARS]
            if not text:
                continue
            taken += self.store.notes.add(Note(meeting, text, now, source))
            log.info("note taken from an answer", uid=meeting.uid)
        return taken

    def _own_words(self, answer: StoredMessage, meeting: MeetingKey) -> str:
        """What the answer says itself, without what it repeats of the brief."""
        letters = self.store.deliveries.of_meeting(meeting, Kind.BRIEF)
        told = [text.plain for letter in letters for text in part.texts(body.parse(letter.letter))]
        return echo.without(self.letters.text_of(answer), told).strip()

    def _ours(self, answers: list[StoredMessage]) -> set[str]:
        """Message-IDs of those that are letters of ours: a revision answers the first brief.

        Our own header may be lost on the way through a server; the Message-ID is not.
        """
        ids = {one.envelope.message_id for one in answers}
        marked = {one.envelope.message_id for one in answers if one.envelope.syncd_kind}
        return marked | self.store.deliveries.among(ids)

    def _is_mine(self, answer: StoredMessage) -> bool:
        """Whether you wrote it, to yourself.

        A draft is not an answer yet, what a robot of yours answers is none, and a brief that you
        pass on to somebody else is between the two of you.
        """
        envelope = answer.envelope
        mine = envelope.sender is not None and self.me.is_me(envelope.sender.address)
        readers = (*envelope.to, *envelope.cc)
        to_me = not readers or any(self.me.is_me(reader.address) for reader in readers)
        yours = mine and to_me and not envelope.automatic
        return yours and envelope.role is not Role.DRAFTS and bool(envelope.message_id)
