"""What the rules last said of each meeting, to tell when they change their mind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from syncd.model import MeetingKey, Verdict
from syncd.store.records import dump_words
from syncd.store.schema import verdicts

_PUT = insert(verdicts)
_PUT = _PUT.on_conflict_do_update(
    set_={c.name: _PUT.excluded[c.name] for c in verdicts.c if not c.primary_key}
)


class VerdictStore:
    """The last verdict on each meeting."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        #: What was noted last; only the process that holds the store's lock notes.
        self._noted: dict[MeetingKey, tuple[bool, str]] = {}

    def note(
        self, judged: Iterable[tuple[MeetingKey, Verdict]], now: datetime
    ) -> list[tuple[MeetingKey, Verdict]]:
        """Keep the verdicts; those that are new or different come back."""
        told = dict(judged)
        before = self._noted if told.keys() <= self._noted.keys() else self._rules()
        said = {key: (verdict.networking, verdict.rule) for key, verdict in told.items()}
        changed = [(key, told[key]) for key in said if before.get(key) != said[key]]
        if changed:
            with self._engine.begin() as connection:
                connection.execute(_PUT, [_row(key, verdict, now) for key, verdict in changed])
        self._noted = said
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


def _row(key: MeetingKey, verdict: Verdict, now: datetime) -> dict[str, Any]:
    return {
        "uid": key.uid,
        "recurrence_id": key.recurrence_id,
        "networking": verdict.networking,
        "rule": verdict.rule,
        "reasons": dump_words(verdict.reasons),
        "judged_at": now,
    }
