"""The task is XML that the task scheduler understands, and nobody else's task is touched."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from syncd.service.contract import MARK, ServiceError
from syncd.service.windows import Windows, task
from tests.syncd.service.conftest import Played

COMMAND = [r"C:\Program Files\syncd & co\syncd.exe"]
CONFIG = Path(r"C:\Users\Robin Doe\config.toml")
SPACE = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}

#: Plays a scheduler with one task: its XML lies in a file beside the program, if there is one.
SCHEDULER = r"""
store="$(dirname "$0")/task.xml"
case "$1" in
    /Query) [ -e "$store" ] && cat "$store" ;;
    /Create) cp "$5" "$store.utf16" && iconv -f UTF-16 -t UTF-8 "$store.utf16" > "$store" ;;
    /Delete) rm "$store" ;;
esac
"""


def _text(root: ElementTree.Element, path: str) -> str:
    return root.findtext("/".join(f"t:{step}" for step in path.split("/")), "", SPACE)


def test_the_task_starts_at_logon_and_has_no_time_limit() -> None:
    root = ElementTree.fromstring(task(COMMAND, CONFIG, r"HOME\robin & ada").encode("utf-16"))
    assert _text(root, "Triggers/LogonTrigger/UserId") == r"HOME\robin & ada"
    assert _text(root, "Principals/Principal/RunLevel") == "LeastPrivilege"
    assert _text(root, "Settings/ExecutionTimeLimit") == "PT0S"
    assert _text(root, "Settings/DisallowStartIfOnBatteries") == "false"
    assert _text(root, "Actions/Exec/Command") == COMMAND[0]
    assert _text(root, "Actions/Exec/Arguments") == rf'--config "{CONFIG}" run'
    assert MARK in _text(root, "RegistrationInfo/Description")


def test_installing_makes_the_task_and_runs_it(played: Played) -> None:
    calls = played("schtasks", SCHEDULER)
    told = Windows().install(COMMAND, CONFIG, [])
    assert [line.split()[0] for line in calls.read_text().splitlines()] == [
        "/Query",
        "/Create",
        "/Run",
    ]
    assert "starts when you log in" in told


def test_installing_again_ends_and_replaces_our_own_task(played: Played) -> None:
    calls = played("schtasks", SCHEDULER)
    Windows().install([r"C:\old.exe"], CONFIG, [])
    calls.unlink()
    Windows().install([r"C:\new.exe"], CONFIG, [])
    assert [line.split()[0] for line in calls.read_text().splitlines()] == [
        "/Query",
        "/End",
        "/Create",
        "/Run",
    ]
    played("powershell", "echo Running")
    status = Windows().status()
    assert (status.installed, status.running, status.detail) == (True, True, "running")


def test_a_task_of_somebody_else_is_left_alone(played: Played) -> None:
    calls = played("schtasks", "echo '<Task>theirs</Task>'")
    for act in (lambda: Windows().install(COMMAND, CONFIG, []), Windows().uninstall):
        with pytest.raises(ServiceError, match="was not made by syncd"):
            act()
    assert "/Create" not in calls.read_text()
    assert "/Delete" not in calls.read_text()


def test_uninstalling_ends_and_removes_the_task(played: Played) -> None:
    played("schtasks", SCHEDULER)
    Windows().install(COMMAND, CONFIG, [])
    assert "removed" in Windows().uninstall()
    assert "no service" in Windows().uninstall()
    assert not Windows().status().installed


def test_elsewhere_than_on_windows_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServiceError, match=r"no schtasks on this machine.*Windows"):
        Windows().status()
