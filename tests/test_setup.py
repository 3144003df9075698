"""`make` finds a Python or says what is missing; nothing else is presumed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment, servers

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("sh", "sed", "awk", "env")


def _make(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    make = shutil.which("make")
    assert make
    return subprocess.run(
        [make, "-C", str(ROOT), "--no-print-directory", *words],
        env={"PATH": str(path), "HOME": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A PATH with a shell and little else: no Python at all."""
    for name in NEEDED:
        found = shutil.which(name)
        assert found
        (tmp_path / name).symlink_to(found)
    return tmp_path


def _fake_python(folder: Path, name: str, *, new_enough: bool) -> None:
    says = "echo made with $0 $*; exit 1" if new_enough else "exit 1"
    test = f'[ "$1" != -c ] || exit {0 if new_enough else 1}'
    (folder / name).write_text(f"#!/bin/sh\n{test}\n{says}\n")
    (folder / name).chmod(0o755)


def test_without_any_python_the_user_is_told_which_to_install(bare: Path) -> None:
    done = _make(bare, "demo")
    assert done.returncode != 0
    assert "syncd needs Python 3.11 or later" in done.stderr
    assert "make PYTHON=/path/to/python3.12 demo" in done.stderr


def test_an_old_python_is_passed_over_for_a_newer_one(bare: Path) -> None:
    _fake_python(bare, "python3", new_enough=False)
    _fake_python(bare, "python3.12", new_enough=True)
    done = _make(bare, "demo")
    assert "made with" in done.stdout
    assert "python3.12 tools/environment.py main" in done.stdout


def test_the_named_python_is_the_one_that_is_used(bare: Path) -> None:
    _fake_python(bare, "python3", new_enough=True)
    _fake_python(bare, "mine", new_enough=True)
    assert "mine tools/environment.py main" in _make(bare, "demo", f"PYTHON={bare}/mine").stdout
    _fake_python(bare, "old", new_enough=False)
    refused = _make(bare, "demo", f"PYTHON={bare}/old")
    assert f"looked for: {bare}/old." in refused.stderr


def test_help_lists_what_can_be_made(bare: Path) -> None:
    said = _make(bare).stdout
    for target in ("demo", "test", "lint", "types", "bench", "quality", "lock", "clean"):
        assert f"make {target} " in said


def test_a_python_without_venv_is_told_with_debians_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "find_spec", lambda name: name != "ensurepip" or None)
    assert environment.main(["main"]) == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt-get install python{version}-venv" in capsys.readouterr().err
    assert not (tmp_path / ".venv").exists()


def test_what_is_installed_already_is_not_installed_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "VENV", tmp_path)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").symlink_to(sys.executable)
    environment._stamp("dev").write_text(environment._fingerprint("dev"))
    assert environment.main(["dev"]) == 0
    assert environment.main(["main"]) == 0, "dev holds all that main does"
    assert capsys.readouterr().out == ""


def test_a_changed_lock_file_is_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path / "requirements")
    before = environment._fingerprint("main")
    with (tmp_path / "requirements/main.txt").open("a") as lock:
        lock.write("# changed\n")
    assert environment._fingerprint("main") != before


def test_an_unknown_wish_is_told_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert environment.main(["everything"]) == 1
    assert "main, dev, lock" in capsys.readouterr().err


def test_a_missing_server_is_told_with_its_package_and_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(servers, "NODE", tmp_path)
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    assert servers.main([]) == 0
    said = capsys.readouterr().out
    assert "sudo apt-get install dovecot-imapd isync neomutt notmuch systemd" in said
    assert servers.main(["--require"]) == 1


def test_apt_is_asked_again_with_fresh_lists_when_it_did_not_know_a_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$1" >> {calls}\n[ "$(wc -l < {calls})" -gt 1 ]\n')
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("os.getuid", lambda: 0)
    servers._install_debian(["isync"])
    assert calls.read_text().split() == ["install", "update", "install"]


def test_apt_is_left_alone_by_everybody_but_root(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text(f"#!/bin/sh\ntouch {tmp_path}/called\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("os.getuid", lambda: 1000)
    servers._install_debian(["isync"])
    assert not (tmp_path / "called").exists()
