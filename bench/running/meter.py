"""Measures what work costs: processor time, statements, commits; and the same by bare SQLite."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event


@dataclass(slots=True)
class Work:
    """What was asked of a store while someone looked on."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    commits: int = 0


@contextlib.contextmanager
def watched(engine: Engine) -> Iterator[Work]:
    """Note what is asked of a store."""
    work = Work()

    def on_statement(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        work.statements.append((statement, parameters))

    def on_commit(_connection: Any) -> None:
        work.commits += 1

    event.listen(engine, "before_cursor_execute", on_statement)
    event.listen(engine, "commit", on_commit)
    try:
        yield work
    finally:
        event.remove(engine, "before_cursor_execute", on_statement)
        event.remove(engine, "commit", on_commit)


def cpu(work: Callable[[], object], times: int = 1) -> float:
    """Milliseconds of this process that one call takes: the median of some."""
    taken = []
    for _ in range(times):
        before = time.process_time()
        work()
        taken.append((time.process_time() - before) * 1000)
    return sorted(taken)[times // 2]


def bare(store: Path, work: Work, times: int = 1) -> float:
    """Milliseconds that bare sqlite3 takes to read what the statements ask for; no writes."""
    reads = [(s, p) for s, p in work.statements if s.lstrip().upper().startswith("SELECT")]
    with contextlib.closing(sqlite3.connect(store)) as connection:

        def replay() -> None:
            for statement, parameters in reads:
                connection.execute(statement, parameters).fetchall()

        replay()
        return cpu(replay, times)
