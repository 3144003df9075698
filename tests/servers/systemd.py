"""systemd's user manager, without systemd having booted the machine: for tests of our unit.

It runs as a user without rights, in a mount namespace of its own that pretends enough of /run, and
in a control group of its own. Making those needs root's rights.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.servers.process import Process, run

#: A user that every system has and nobody logs in as.
USER = "daemon"
_MANAGER = Path("/lib/systemd/systemd")
#: A unit may have a /tmp of its own, so the home lies where homes do.
_HOMES = Path("/home")
_TOOLS = ("systemctl", "systemd-run")
_START_SECONDS = 20

_LAUNCH = """
set -e
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /run/systemd/unit-root /run/user/{uid}
chown {uid}:{gid} /run/user/{uid}
chmod 700 /run/user/{uid}
for group in {groups}; do
    mkdir -p $group
    chown -R {uid}:{gid} $group
    echo $$ > $group/cgroup.procs
done
exec {as_user} {manager} --user
"""


@dataclass(frozen=True, slots=True)
class UserManager:
    """A running user manager."""

    #: Home of its user, who owns it.
    home: Path
    #: Holds a `systemctl` and a `systemd-run` that ask this manager; put it first on PATH.
    bin: Path
    uid: int
    gid: int

    def systemctl(self, *words: str) -> str:
        """Ask the manager. Raises RuntimeError when it refuses."""
        return run([str(self.bin / "systemctl"), "--user", *words])


@cache
def possible() -> bool:
    """Whether this machine lets us: root's rights, systemd, mount namespaces, control groups."""
    if os.name != "posix" or os.getuid() != 0 or not _MANAGER.exists() or not _HOMES.exists():
        return False
    probe = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/run"]
    if not all(map(shutil.which, ("unshare", "nsenter", "setpriv", *_TOOLS))):
        return False
    writable = bool(_cgroups()) and all(os.access(group, os.W_OK) for group in _cgroups())
    return writable and subprocess.run(probe, capture_output=True, check=False).returncode == 0


@contextmanager
def start() -> Iterator[UserManager]:
    """A user manager with nothing to manage; only where `possible`."""
    base = Path(tempfile.mkdtemp(prefix="syncd-systemd-", dir=_HOMES))
    user = pwd.getpwnam(USER)
    groups = [group / base.name for group in _cgroups()]
    manager = UserManager(base / "home", base / "bin", user.pw_uid, user.pw_gid)
    process = Process(_launch(manager, groups), base / "log")
    base.chmod(0o755)
    for folder in (manager.home, manager.bin):
        folder.mkdir()
    os.chown(manager.home, user.pw_uid, user.pw_gid)
    try:
        process.start()
        _wrap(manager, process.pid)
        _await(manager, process)
        yield manager
    finally:
        process.stop()
        for group in groups:
            _empty(group)
        shutil.rmtree(base, ignore_errors=True)


def _launch(manager: UserManager, groups: list[Path]) -> list[str]:
    script = _LAUNCH.format(
        uid=manager.uid,
        gid=manager.gid,
        groups=" ".join(map(str, groups)),
        as_user=" ".join(_as_user(manager)),
        manager=_MANAGER,
    )
    return ["unshare", "--mount", "sh", "-c", script]


def _as_user(manager: UserManager) -> list[str]:
    ids = ["--reuid", str(manager.uid), "--regid", str(manager.gid), "--clear-groups"]
    environment = [f"HOME={manager.home}", f"USER={USER}", "PATH=/usr/bin:/bin"]
    runtime = f"XDG_RUNTIME_DIR=/run/user/{manager.uid}"
    return ["setpriv", *ids, "env", "-i", *environment, runtime]


def _wrap(manager: UserManager, pid: int) -> None:
    for tool in _TOOLS:
        entered = ["nsenter", "--target", str(pid), "--mount", *_as_user(manager)]
        script = manager.bin / tool
        script.write_text(f'#!/bin/sh\nexec {" ".join(entered)} /usr/bin/{tool} "$@"\n')
        script.chmod(0o755)


def _await(manager: UserManager, process: Process) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.alive:
        try:
            manager.systemctl("is-system-running")
        except RuntimeError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the user manager does not start:\n{process.log}")


def _cgroups() -> list[Path]:
    """The hierarchies that systemd wants to manage: the unified one, or both of a hybrid."""
    root = Path("/sys/fs/cgroup")
    if (root / "cgroup.procs").exists():
        return [root]
    return [path for path in (root / "systemd", root / "unified") if path.exists()]


def _empty(group: Path) -> None:
    """Control groups are removed from the inside out, once nobody is in them."""
    for folder in sorted(group.rglob("*/"), reverse=True):
        _remove(folder)
    _remove(group)


def _remove(folder: Path) -> None:
    for _ in range(50):
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.02)
        else:
            return
