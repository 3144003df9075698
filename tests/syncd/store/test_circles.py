"""Small rounds of mail: the newest of them, by the indexes, and no large or automatic one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from syncd.model import Ref
from syncd.store import Store, open_store
from syncd.store.circles import MOST_MAILS, Circles
from tests.builders import ADA, ME, TEN, an_envelope

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
JONAS = "jonas@weber.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "syncd.sqlite", NOW)
    yield opened
    opened.close()


def keep(store: Store, *mails: tuple[str, list[str], float], **changes: Any) -> None:
    with store.transaction() as connection:
        for place, (sender, to, days) in enumerate(mails):
            envelope = an_envelope(
                f"Mail {place}",
                sender=sender,
                to=to,
                date=TEN - timedelta(days=days),
                ref=Ref("INBOX", f"{place}.{sender}.{days}.{sorted(changes)}"),
                **changes,
            )
            store.mail.put(connection, "files", [envelope])


def around(store: Store, *addresses: str, limit: int = 200) -> list[str]:
    found = Circles(store.engine).around([ME], addresses or [ADA], NOW, limit)
    return [round_.subject for round_ in found]


def test_the_newest_come_first_whoever_wrote_them(store: Store):
    keep(store, (ADA, [ME, JONAS], 9), (JONAS, [ME, ADA], 3), (ME, [ADA, JONAS], 6))
    assert around(store) == ["Mail 1", "Mail 2", "Mail 0"]
    assert around(store, limit=2) == ["Mail 1", "Mail 2"]


def test_mail_between_two_brings_nobody_together(store: Store):
    keep(store, (ADA, [ME], 9), (ME, [ADA], 8))
    assert around(store) == []


def test_a_mail_that_somebody_else_wrote_to_them_is_a_round(store: Store):
    keep(store, (JONAS, [ADA], 9))
    assert around(store) == ["Mail 0"]


def test_two_addresses_of_one_person_are_asked_for_at_once(store: Store):
    also = "ada@posteo.de"
    keep(store, (JONAS, [ME, ADA, also], 9), (JONAS, [ME, also], 3))
    assert around(store, ADA, also) == ["Mail 1", "Mail 0"]


def test_the_mails_between_you_and_each_are_the_newest_small_ones_each_way(store: Store):
    crowd = [f"p{number}@example.org" for number in range(9)]
    keep(store, *((JONAS, [ME], day) for day in range(1, MOST_MAILS + 9)))
    keep(store, (ME, [JONAS, ADA], 5), (ME, [JONAS, *crowd], 4))
    keep(store, (JONAS, [ME], 2), automatic=True)
    found = Circles(store.engine).between([ME], [JONAS, ADA, "x@example.org"], NOW)
    theirs = [mail for mail in found[JONAS] if not mail.by_me]
    (mine,) = [mail for mail in found[JONAS] if mail.by_me]
    assert len(theirs) == MOST_MAILS
    assert max(mail.date for mail in theirs) == (TEN - timedelta(days=1)).astimezone(UTC)
    assert mine.readers == 2
    assert found["x@example.org"] == []
    assert len(found[ADA]) == 1


def test_whom_you_write_to_the_most_lately(store: Store):
    keep(store, *((ME, [JONAS], day) for day in range(1, 4)), (ME, [ADA], 9), (ADA, [ME], 8))
    circles = Circles(store.engine)
    assert circles.written_to([ME], NOW, among=10, most=10) == [JONAS, ADA]
    assert circles.written_to([ME], NOW, among=3, most=10) == [JONAS]
    assert circles.written_to([ME], NOW, among=10, most=1) == [JONAS]


def test_no_question_reads_a_whole_table(store: Store):
    keep(store, (ADA, [ME, JONAS], 9), (ME, [JONAS], 3), (JONAS, [ME], 2))
    circles = Circles(store.engine)
    asked: list[tuple[str, Any]] = []
    event.listen(
        store.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, parameters, *_: asked.append((statement, parameters)),
    )
    circles.around([ME], [ADA], NOW)
    circles.between([ME], [JONAS, ADA], NOW)
    circles.written_to([ME], NOW, among=9, most=9)
    listed = list(asked)
    with store.engine.connect() as connection:
        for statement, parameters in listed:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row[3] for row in plan]
            assert not [s for s in steps if s.startswith(("SCAN messages", "SCAN recipients"))]
    assert len(listed) == 6
