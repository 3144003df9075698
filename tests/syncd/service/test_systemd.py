"""The unit says what systemd understands, and installing it disturbs nothing of anybody else's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from syncd.service.contract import MARK, ServiceError
from syncd.service.systemd import NAME, Systemd, unit
from tests.servers.fixtures import skip_when_missing
from tests.servers.process import find_program
from tests.syncd.service.conftest import Played

COMMAND = ["/bin/true"]
CONFIG = Path("/home/robin/my config.toml")
WRITABLE = [Path("/home/robin/Mail"), Path('/home/robin/50% "q" back\\slash')]


@pytest.mark.parametrize("confined", [True, False])
def test_systemd_finds_no_fault_with_the_unit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, confined: bool
) -> None:
    with skip_when_missing():
        analyze = find_program("systemd-analyze", "apt-get install systemd")
    file = tmp_path / NAME
    file.write_text(unit(COMMAND, CONFIG, WRITABLE, confined=confined))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    done = subprocess.run(
        [analyze, "--user", "verify", str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_a_wrong_directive_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with skip_when_missing():
        analyze = find_program("systemd-analyze", "apt-get install systemd")
    file = tmp_path / NAME
    text = unit(COMMAND, CONFIG, WRITABLE, confined=True)
    file.write_text(text.replace("PrivateTmp=yes", "PrivateTemp=yes"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    done = subprocess.run(
        [analyze, "--user", "verify", str(file)], capture_output=True, text=True, check=False
    )
    assert "PrivateTemp" in done.stderr


def test_words_with_blanks_quotes_and_signs_of_systemd_are_taken_literally() -> None:
    text = unit(["/opt/sync $HOME/50%"], Path('/a "b"/c'), [Path("/50% m")], confined=True)
    assert r'ExecStart="/opt/sync $$HOME/50%%" "--config" "/a \"b\"/c" "run"' in text.splitlines()
    assert 'ReadWritePaths="-/50%% m"' in text.splitlines()


@pytest.mark.parametrize("path", ["/a\nExecStartPre=/bin/evil", "/a\rb", "/a\x00b"])
def test_a_path_that_would_break_out_of_its_line_is_refused(path: str) -> None:
    with pytest.raises(ServiceError, match="line break"):
        unit(COMMAND, Path(path), [], confined=False)
    with pytest.raises(ServiceError, match="line break"):
        unit(COMMAND, CONFIG, [Path(path)], confined=True)


def test_the_folders_are_named_only_where_the_unit_is_confined_to_them() -> None:
    assert "ReadWritePaths" in unit(COMMAND, CONFIG, WRITABLE, confined=True)
    assert "ReadWritePaths" not in unit(COMMAND, CONFIG, WRITABLE, confined=False)


def test_installing_writes_the_unit_and_starts_it(tmp_path: Path, played: Played) -> None:
    calls = played("systemctl", "exit 0")
    played("systemd-run", "exit 0")
    service = Systemd(tmp_path / "units")
    told = service.install(COMMAND, CONFIG, WRITABLE)
    assert service.path.read_text() == unit(COMMAND, CONFIG, WRITABLE, confined=True)
    assert calls.read_text().splitlines() == [
        "--user daemon-reload",
        f"--user enable {NAME}",
        f"--user restart {NAME}",
    ]
    assert "no others" in told
    assert "enable-linger" in told


def test_where_namespaces_are_denied_the_unit_is_not_confined_and_that_is_told(
    tmp_path: Path, played: Played
) -> None:
    played("systemctl", "exit 0")
    played("systemd-run", "exit 226")
    service = Systemd(tmp_path)
    told = service.install(COMMAND, CONFIG, WRITABLE)
    assert "PrivateUsers" not in service.path.read_text()
    assert "cannot keep it out of other folders" in told


def test_installing_again_replaces_our_own_unit(tmp_path: Path, played: Played) -> None:
    played("systemctl", "exit 0")
    played("systemd-run", "exit 0")
    service = Systemd(tmp_path)
    service.install(["/old"], CONFIG, WRITABLE)
    service.install(["/new"], CONFIG, WRITABLE)
    assert 'ExecStart="/new"' in service.path.read_text()
    assert list(tmp_path.glob("*.new")) == []


def test_a_unit_of_somebody_else_is_left_alone(tmp_path: Path, played: Played) -> None:
    calls = played("systemctl", "exit 0")
    played("systemd-run", "exit 0")
    service = Systemd(tmp_path)
    service.path.write_text("[Service]\nExecStart=/their/own\n")
    with pytest.raises(ServiceError, match="was not written by syncd"):
        service.install(COMMAND, CONFIG, WRITABLE)
    with pytest.raises(ServiceError, match="was not written by syncd"):
        service.uninstall()
    assert service.path.read_text() == "[Service]\nExecStart=/their/own\n"
    assert not calls.exists()


def test_without_systemd_the_user_is_told_what_to_do_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    service = Systemd(tmp_path / "units")
    with pytest.raises(ServiceError, match=r"no systemd-run on this machine.*syncd run"):
        service.install(COMMAND, CONFIG, WRITABLE)
    assert not service.path.exists()


def test_a_manager_that_cannot_be_reached_is_told_with_the_way_to_it(
    tmp_path: Path, played: Played
) -> None:
    played("systemctl", "echo 'Failed to connect to bus: No medium found' >&2; exit 1")
    played("systemd-run", "exit 1")
    service = Systemd(tmp_path)
    with pytest.raises(ServiceError, match=r"Failed to connect to bus.*XDG_RUNTIME_DIR"):
        service.install(COMMAND, CONFIG, WRITABLE)
    with pytest.raises(ServiceError, match=r"Failed to connect to bus.*XDG_RUNTIME_DIR"):
        service.status()


def test_uninstalling_stops_it_and_leaves_nothing(tmp_path: Path, played: Played) -> None:
    calls = played("systemctl", "exit 0")
    service = Systemd(tmp_path)
    service.path.write_text(f"# {MARK}\n")
    told = service.uninstall()
    assert "stopped" in told
    assert not service.path.exists()
    assert calls.read_text().splitlines() == [
        f"--user disable --now {NAME}",
        "--user daemon-reload",
    ]
    assert "no service" in service.uninstall()


SHOWN = """ActiveState={active}
SubState={sub}
MainPID={pid}
Result={result}
StatusText=next brief at 9:00
UnitFileState=enabled"""


@pytest.mark.parametrize(
    ("shown", "running", "detail"),
    [
        (
            SHOWN.format(active="active", sub="running", pid=4711, result="success"),
            True,
            "active (running), process 4711, next brief at 9:00",
        ),
        (
            SHOWN.format(active="failed", sub="failed", pid=0, result="exit-code"),
            False,
            "failed (failed), ended by: exit-code, next brief at 9:00",
        ),
    ],
)
def test_the_status_is_told_in_a_few_words(
    tmp_path: Path, played: Played, shown: str, *, running: bool, detail: str
) -> None:
    played("systemctl", f"cat <<'END'\n{shown}\nEND")
    status = Systemd(tmp_path).status()
    assert (status.installed, status.running, status.detail) == (False, running, detail)


def test_the_units_folder_follows_the_xdg_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert Systemd().folder == tmp_path / "systemd/user"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative, so to be ignored")
    assert Systemd().folder == Path.home() / ".config/systemd/user"
