"""Our unit under a real user manager: it starts, is confined, reloads, restarts and goes."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from syncd.service import notify as notify_module
from syncd.service.systemd import NAME, Systemd
from tests.servers import systemd
from tests.servers.systemd import UserManager

pytestmark = pytest.mark.user_manager

#: Stands for syncd: tells systemd, and writes down what it may do.
DAEMON = """
import json, os, signal, socket, sys, time
from notify import notify, notify_status

home = os.environ["HOME"]

def may_write(path):
    try:
        with open(path, "w") as file:
            file.write("x")
    except OSError as error:
        return error.strerror
    return "yes"

def may_open(family, kind):
    try:
        socket.socket(family, kind).close()
    except OSError as error:
        return error.strerror
    return "yes"

reloads = 0

def report():
    told = {
        "arguments": sys.argv[1:],
        "mail": may_write(home + "/Mail/x"),
        "store": may_write(home + "/my store/x"),
        "documents": may_write(home + "/Documents/x"),
        "home": may_write(home + "/x"),
        "tmp": may_write("/tmp/from-syncd-under-test"),
        "inet": may_open(socket.AF_INET, socket.SOCK_STREAM),
        "raw packets": may_open(socket.AF_PACKET, socket.SOCK_RAW),
        "umask": oct(os.umask(0o077)),
        "pid": os.getpid(),
        "reloads": reloads,
    }
    with open(home + "/my store/report.new", "w") as file:
        json.dump(told, file)
    os.replace(home + "/my store/report.new", home + "/my store/report")

def reload(*_):
    global reloads
    notify("RELOADING=1")
    reloads += 1
    report()
    notify("READY=1")

signal.signal(signal.SIGHUP, reload)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
report()
notify("READY=1")
notify_status("all is well")
while True:
    time.sleep(0.2)
    notify("WATCHDOG=1")
"""


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Iterator[UserManager]:
    """A user manager, asked by whatever runs `systemctl`."""
    with systemd.start() as running:
        monkeypatch.setenv("PATH", f"{running.bin}:{os.environ['PATH']}")
        for name in ("Mail", "my store", "Documents", ".config/systemd/user"):
            (running.home / name).mkdir(parents=True)
        (running.home / "syncd.py").write_text(DAEMON)
        shutil.copy(notify_module.__file__, running.home / "notify.py")
        for path in (running.home, *running.home.rglob("*")):
            os.chown(path, running.uid, running.gid)
        yield running


@pytest.fixture
def service(manager: UserManager) -> Systemd:
    """The service under test, installed."""
    made = Systemd(manager.home / ".config/systemd/user")
    # The running Python may lie in a folder that only root may enter.
    python = shutil.which("python3", path="/usr/bin:/usr/local/bin") or sys.executable
    home = manager.home
    writable = [home / "Mail", home / "my store", home / "a folder that is not there"]
    made.install([python, str(home / "syncd.py")], home / "con$fig 100%.toml", writable)
    return made


def _report(manager: UserManager) -> dict[str, Any]:
    told = json.loads((manager.home / "my store/report").read_text())
    assert isinstance(told, dict)
    return told


def test_it_runs_with_the_command_and_the_config_it_was_installed_with(
    manager: UserManager, service: Systemd
) -> None:
    status = service.status()
    assert status.installed
    assert status.running
    assert "all is well" in status.detail
    assert _report(manager)["arguments"] == ["--config", f"{manager.home}/con$fig 100%.toml", "run"]


def test_it_can_write_its_own_folders_and_no_others(manager: UserManager, service: Systemd) -> None:
    told = _report(manager)
    assert (told["mail"], told["store"]) == ("yes", "yes")
    assert (told["documents"], told["home"]) == ("Read-only file system",) * 2
    assert told["tmp"] == "yes"
    assert not Path("/tmp/from-syncd-under-test").exists()
    assert told["inet"] == "yes"
    assert told["raw packets"] != "yes"
    assert told["umask"] == "0o77"


def test_a_reload_reaches_it(manager: UserManager, service: Systemd) -> None:
    manager.systemctl("reload", NAME)
    until = time.monotonic() + 10
    while _report(manager)["reloads"] == 0 and time.monotonic() < until:
        time.sleep(0.05)
    assert _report(manager)["reloads"] == 1
    assert service.status().running


def test_uninstalled_it_is_gone(manager: UserManager, service: Systemd) -> None:
    pid = _report(manager)["pid"]
    told = service.uninstall()
    assert "stopped" in told
    assert not service.status().installed
    assert not service.status().running
    assert not Path(f"/proc/{pid}").exists()
