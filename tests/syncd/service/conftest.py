"""Programs of service managers, played by scripts that write down what they are asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers import systemd

#: (name, shell script) -> the file in which each call stands as a line.
Played = Callable[[str, str], Path]


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    """Put a program on PATH that notes its arguments and then runs the script."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def play(name: str, script: str = "exit 0") -> Path:
        calls = tmp_path / f"{name}.calls"
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "$*" >> "{calls}"\n{script}\n')
        program.chmod(0o755)
        return calls

    return play


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A user manager of our own needs root and namespaces; elsewhere those tests are not chosen."""
    needing = [item for item in items if item.get_closest_marker("user_manager")]
    if needing and not systemd.possible():
        config.hook.pytest_deselected(items=needing)
        items[:] = [item for item in items if item not in needing]


def pytest_configure(config: pytest.Config) -> None:
    """The marker of tests that start systemd's user manager."""
    config.addinivalue_line("markers", "user_manager: starts systemd's user manager")
