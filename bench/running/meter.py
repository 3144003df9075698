"""Measures what work costs: processor time, statements, commits; and the same by bare SQLite."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

from syncd.store import Store


@dataclass(slots=True)
class Asked:
    """What was asked of a store while someone looked on."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    commits: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one piece of work has cost."""

    #: Milliseconds of processor.
    cpu: float
    asked: Asked
    #: Milliseconds in which bare sqlite3 reads the same; None when nothing was read.
    bare: float | None
    #: Letters that arrived, if it was a round.
    delivered: int

    def tell(
        self, what: str, limit: float = 0, peer: float | None = None, name: str = "bare SQL"
    ) -> None:
        """Print one line."""
        held = f", limit {limit:.0f}{'' if self.cpu <= limit else ' EXCEEDED'}" if limit else ""
        peer = peer or self.bare
        ratio = f"; {name} {peer:.2f} ms" if peer else ""
        work = f"{len(self.asked.statements)} statements, {self.asked.commits} commits"
        print(f"{what:<27}{self.cpu:>8.2f} ms{held}; {work}{ratio}")


def cost_of(work: Callable[[], object], store: Store, times: int = 1) -> Cost:
    """Do some work, once or often; what it asked the first time, and the median time."""
    done: list[object] = []
    with watched(store.engine) as asked:
        taken = cpu(lambda: done.append(work()))
    if times > 1:
        taken = cpu(work, times)
    delivered = len(getattr(done[0], "delivered", ()))
    return Cost(taken, asked, bare(store, asked, times), delivered)


@contextlib.contextmanager
def watched(engine: Engine) -> Iterator[Asked]:
    """Note what is asked of a store."""
    asked = Asked()

    def on_statement(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.statements.append((statement, parameters))

    def on_commit(_connection: Any) -> None:
        asked.commits += 1

    event.listen(engine, "before_cursor_execute", on_statement)
    event.listen(engine, "commit", on_commit)
    try:
        yield asked
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


def bare(store: Store, asked: Asked, times: int = 1) -> float | None:
    """Milliseconds in which bare sqlite3 reads what was asked for. It writes nothing."""
    reads = [(s, p) for s, p in asked.statements if s.lstrip().upper().startswith("SELECT")]
    if not reads:
        return None
    with contextlib.closing(sqlite3.connect(store.path)) as connection:

        def replay() -> None:
            for statement, parameters in reads:
                connection.execute(statement, parameters).fetchall()

        replay()
        return cpu(replay, times)
