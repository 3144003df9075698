"""The agent is a property list that launchd understands."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from syncd.service.contract import ServiceError
from syncd.service.launchd import LABEL, Launchd, agent
from tests.syncd.service.conftest import Played

COMMAND = ["/opt/syncd & co/bin/syncd"]
CONFIG = Path("/Users/robin/Library/<odd>/config.toml")

PRINTED = """gui/501/org.syncd.daemon = {
\tactive count = 1
\tpath = /Users/robin/Library/LaunchAgents/org.syncd.daemon.plist
\tstate = running

\tprogram = /opt/syncd
\tpid = 4711
\tspawn type = background (3)
\tresource coalition = {
\t\tstate = active
\t}
\tlast exit code = 1: failed
}"""


@pytest.fixture
def service(tmp_path: Path) -> Launchd:
    """A service whose files lie in a folder of the test."""
    return Launchd(tmp_path / "LaunchAgents", tmp_path / "Logs/syncd.log")


def test_the_agent_starts_at_login_and_again_after_a_failure() -> None:
    read = plistlib.loads(agent(COMMAND, CONFIG, Path("/log")))
    assert read["Label"] == LABEL
    assert read["ProgramArguments"] == [*COMMAND, "--config", str(CONFIG), "run"]
    assert read["RunAtLoad"] is True
    assert read["KeepAlive"] == {"SuccessfulExit": False}
    assert read["StandardErrorPath"] == "/log"
    assert read["Umask"] == 0o077


def test_installing_writes_the_agent_and_starts_it_anew(service: Launchd, played: Played) -> None:
    calls = played("launchctl", '[ "$1" != bootout ] || exit 3')
    told = service.install(COMMAND, CONFIG, [])
    assert plistlib.loads(service.path.read_bytes())["Label"] == LABEL
    before, start = calls.read_text().splitlines()
    assert before.startswith("bootout gui/")
    assert start.startswith("bootstrap gui/")
    assert start.endswith(str(service.path))
    assert str(service.log) in told
    assert service.log.parent.is_dir()


def test_an_agent_of_somebody_else_is_left_alone(service: Launchd, played: Played) -> None:
    calls = played("launchctl", "exit 0")
    service.folder.mkdir()
    service.path.write_bytes(plistlib.dumps({"Label": LABEL}))
    before = service.path.read_bytes()
    for act in (lambda: service.install(COMMAND, CONFIG, []), service.uninstall):
        with pytest.raises(ServiceError, match="was not written by syncd"):
            act()
    assert service.path.read_bytes() == before
    assert not calls.exists()


def test_uninstalling_stops_it_and_leaves_nothing(service: Launchd, played: Played) -> None:
    played("launchctl", "exit 0")
    service.install(COMMAND, CONFIG, [])
    assert "stopped" in service.uninstall()
    assert not service.path.exists()
    assert "no service" in service.uninstall()


def test_the_status_is_that_of_the_agent_and_not_of_what_it_contains(
    service: Launchd, played: Played
) -> None:
    played("launchctl", f"cat <<'END'\n{PRINTED}\nEND")
    status = service.status()
    assert status.running
    assert status.detail == "running, process 4711, last exit code 1"


def test_an_agent_that_is_not_loaded_is_told_as_such(service: Launchd, played: Played) -> None:
    played("launchctl", "exit 113")
    status = service.status()
    assert (status.installed, status.running, status.detail) == (False, False, "not loaded")


def test_elsewhere_than_on_macos_that_is_told(
    service: Launchd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServiceError, match=r"no launchctl on this machine.*macOS"):
        service.status()
