"""Remembers the parts of recurring events, because Google tells only the part that has changed.

An incremental answer holds one exception without its series, or the series without its exceptions;
asking for the rest would cost calls, and a cancelled instance is not promised to carry the UID that
one could ask by. What is kept here is a cache: when it is lost, the calendar is listed in full.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

from connectors.google.events import pruned, series_of

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS part (
        calendar TEXT NOT NULL, series TEXT NOT NULL, id TEXT NOT NULL, event TEXT NOT NULL,
        PRIMARY KEY (calendar, series, id)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS read (calendar TEXT PRIMARY KEY, revision INTEGER NOT NULL)
"""
_BUSY = 10.0  # seconds to wait for another process of the same user


class Parts:
    """The parts of every series of an account, calendar by calendar."""

    def __init__(self, state: Path) -> None:
        self._path = state / "series.sqlite3"
        self._opened: sqlite3.Connection | None = None
        #: Whether anything was changed since a calendar was last read to its end.
        self._changed = False

    def revision(self, calendar: str) -> int:
        """How many times the calendar was read to its end; 0 when the cache knows nothing of it.

        A cursor remembers the number it was made at: a cache that is behind it has lost parts.
        """
        row = self._db.execute("SELECT revision FROM read WHERE calendar = ?", (calendar,))
        return next((int(number) for (number,) in row), 0)

    def finish(self, calendar: str) -> int:
        """The calendar was read to its end; returns the revision for the cursor.

        Nothing is written when nothing has changed, as in most rounds.
        """
        before = self.revision(calendar)
        if before and not self._changed:
            return before
        self._db.execute("INSERT OR REPLACE INTO read VALUES (?, ?)", (calendar, before + 1))
        self._db.commit()
        self._changed = False
        return before + 1

    def save(self) -> None:
        """Make what was put last; harmless in the middle of a list, which is done again anyway."""
        self._db.commit()

    def put(self, calendar: str, event: dict[str, Any]) -> None:
        """Add or change a part; a cancelled one keeps what was known of it."""
        series, id_ = series_of(event), str(event["id"])
        kept: dict[str, Any] = {}
        if event.get("status") == "cancelled":
            kept = next((p for p in self.of(calendar, series) if p["id"] == id_), {})
        whole = json.dumps(pruned(kept, ("description", "attendees")) | pruned(event))
        self._write("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)", calendar, series, id_, whole)

    def of(self, calendar: str, series: str) -> list[dict[str, Any]]:
        """The parts of a series, the master first, the others in a stable order."""
        rows = self._db.execute(
            "SELECT event FROM part WHERE calendar = ? AND series = ? ORDER BY id <> series, id",
            (calendar, series),
        )
        return [json.loads(event) for (event,) in rows]

    def drop(self, calendar: str, series: str) -> None:
        """Forget a series."""
        self._write("DELETE FROM part WHERE calendar = ? AND series = ?", calendar, series)

    def keep_only(self, calendar: str, ids: Collection[str]) -> None:
        """Forget every part that a full list did not name."""
        rows = self._db.execute("SELECT series, id FROM part WHERE calendar = ?", (calendar,))
        for series, id_ in rows.fetchall():
            if id_ not in ids:
                one = "DELETE FROM part WHERE calendar = ? AND series = ? AND id = ?"
                self._write(one, calendar, series, id_)

    def forget(self, calendar: str) -> None:
        """Forget a calendar."""
        self._db.execute("DELETE FROM part WHERE calendar = ?", (calendar,))
        self._db.execute("DELETE FROM read WHERE calendar = ?", (calendar,))
        self._db.commit()

    def close(self) -> None:
        """Close the file; it opens again when it is needed."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _write(self, statement: str, *values: str) -> None:
        self._changed = self._db.execute(statement, values).rowcount > 0 or self._changed

    @property
    def _db(self) -> sqlite3.Connection:
        if self._opened is None:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                self._opened = _open(self._path)
            except sqlite3.OperationalError:  # locked, or no room: not the file's fault
                raise
            except sqlite3.DatabaseError:  # not a database any more
                self._path.unlink()
                self._opened = _open(self._path)
        return self._opened


def _open(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600, exist_ok=True)
    db = sqlite3.connect(path, timeout=_BUSY)
    try:
        with closing(db.cursor()) as cursor:
            cursor.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
