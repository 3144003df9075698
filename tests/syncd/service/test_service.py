"""Every platform has its service, and what goes wrong is told, never half done."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from syncd.service import for_this_platform
from syncd.service.contract import MARK, ServiceError
from syncd.service.files import remove_ours, write_ours
from syncd.service.programs import ask, order
from tests.syncd.service.conftest import Played


@pytest.mark.parametrize(
    ("platform", "name"),
    [("linux", "Systemd"), ("freebsd14", "Systemd"), ("darwin", "Launchd"), ("win32", "Windows")],
)
def test_each_platform_has_its_service_manager(
    monkeypatch: pytest.MonkeyPatch, platform: str, name: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert type(for_this_platform()).__name__ == name


def test_a_failing_program_is_told_with_its_words(played: Played) -> None:
    played("launchctl", "echo 'Bootstrap failed: 5: Input/output error' >&2; exit 5")
    with pytest.raises(ServiceError, match=r"launchctl bootstrap .* failed: Bootstrap failed: 5"):
        order(["launchctl", "bootstrap", "gui/501"], absent="")


def test_words_reach_a_program_as_they_are(played: Played, tmp_path: Path) -> None:
    calls = played("systemctl", "exit 0")
    ask(["systemctl", "$(touch pwned)", "; rm -rf /"], absent="")
    assert calls.read_text() == "$(touch pwned) ; rm -rf /\n"


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "not a folder").write_text("")
    with pytest.raises(ServiceError, match=r"cannot be (read|written): Not a directory"):
        write_ours(tmp_path / "not a folder" / "unit", MARK.encode())


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "unit"
    write_ours(target, f"{MARK}: the old one".encode())

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ServiceError, match="No space left"):
        write_ours(target, f"{MARK}: the new one".encode())
    assert target.read_text() == f"{MARK}: the old one"


def test_removing_what_is_not_there_is_no_mistake(tmp_path: Path) -> None:
    assert remove_ours(tmp_path / "nothing") is False
    write_ours(tmp_path / "ours", MARK.encode())
    assert remove_ours(tmp_path / "ours") is True
