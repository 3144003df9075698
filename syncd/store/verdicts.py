"""What the rules last said of each meeting, to tell when they change their mind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from syncd.model import MeetingKey, Verdict
from syncd.store.records import dump_words
from syncd.store.schema import verdicts


class VerdictStore:
    """The last verdict on each meeting."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(
        self, judged: Iterable[tuple[MeetingKey, Verdict]], now: datetime
    ) -> list[tuple[MeetingKey, Verdict]]:
        """Keep the verdicts; those that are new or different come back."""
        before = self._rules()
        changed = [
            (key, verdict)
            for key, verdict in judged
            if before.get(key) != (verdict.networking, verdict.rule)
        ]
        if changed:
            with self._engine.begin() as connection:
                for key, verdict in changed:
                    row = {
                        "uid": key.uid,
                        "recurrence_id": key.recurrence_id,
                        "networking": verdict.networking,
                        "rule": verdict.rule,
                        "reasons": dump_words(verdict.reasons),
                        "judged_at": now,
                    }
                    put = insert(verdicts).values(row)
                    connection.execute(put.on_conflict_do_update(set_=row))
        return changed

    def forget_before(self, moment: datetime) -> None:
        """Housekeeping: drop verdicts that nobody asked for since."""
        with self._engine.begin() as connection:
            connection.execute(delete(verdicts).where(verdicts.c.judged_at < moment))

    def _rules(self) -> dict[MeetingKey, tuple[bool, str]]:
        query = select(
            verdicts.c.uid, verdicts.c.recurrence_id, verdicts.c.networking, verdicts.c.rule
        )
        with self._engine.connect() as connection:
            return {
                MeetingKey(row.uid, row.recurrence_id): (row.networking, row.rule)
                for row in connection.execute(query)
            }
