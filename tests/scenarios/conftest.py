"""A world for each scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Robin's mail and calendar, empty."""
    return World(tmp_path)
