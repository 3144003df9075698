"""The fake Google, started for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import ME
from tests.servers.google import GoogleServer


@pytest.fixture
def google() -> Iterator[GoogleServer]:
    """Google with Robin's empty account in it."""
    with GoogleServer(user=ME) as server:
        yield server


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a refusal the first rest is a hundredth of a second instead of one."""
    monkeypatch.setattr("connectors.google.pace._FIRST_REST", 0.01)
