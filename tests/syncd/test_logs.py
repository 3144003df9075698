"""Log lines: one a happening, whatever words come from outside."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import structlog

from syncd import logs

HOSTILE = "a\x1b[2J\u202eb\nnext"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What other tests log with."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_a_terminal_is_told_nothing_that_it_obeys(capsys: pytest.CaptureFixture[str]):
    logs.configure(as_json=False)
    structlog.get_logger("syncd").error("not dealt with", uid=HOSTILE, title="Größe")
    told = capsys.readouterr().err
    assert r"a\x1b[2J\u202eb\nnext" in told
    assert "Größe" in told
    assert told.count("\n") == 1


def test_a_service_gets_one_line_of_json(capsys: pytest.CaptureFixture[str]):
    logs.configure(as_json=True)
    structlog.get_logger("syncd").error("not dealt with", uid=HOSTILE)
    [line] = capsys.readouterr().err.splitlines()
    assert "\x1b" not in line
    assert json.loads(line)["uid"] == HOSTILE
