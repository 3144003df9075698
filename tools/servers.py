"""Fetches the real servers and programs that the tests talk to, as far as this machine lets us.

What Python can install came with the lock file. Debian's programs are installed when we are root,
npm's into .cache/node. Never fails: what is missing is told, with the command that installs it,
and its tests skip (with `--require`, as CI does, it fails instead).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_LOCK = ROOT / "requirements" / "node"
NODE = ROOT / ".cache" / "node"

#: Program -> Debian package that brings it.
DEBIAN = {
    "dovecot": "dovecot-imapd",
    "mbsync": "isync",
    "neomutt": "neomutt",
    "notmuch": "notmuch",
    "systemd-analyze": "systemd",
    "tmux": "tmux",
}
#: Whom the system trusts; Node alone would not look here.
AUTHORITIES = ("/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/certs/ca-certificates.crt")
#: `emulate` needs this version of Node or a later one.
OLDEST_NODE = 20
_MINUTES = 10


def main(arguments: Sequence[str]) -> int:
    """Install what is missing; 1 when something still is and ``--require`` was given."""
    _install_debian([package for program, package in DEBIAN.items() if not _found(program)])
    _install_node()
    missing = {program: package for program, package in DEBIAN.items() if not _found(program)}
    for line in _advice(missing):
        print(line, flush=True)
    complete = not missing and _node_is_current()
    return 1 if "--require" in arguments and not complete else 0


def _advice(missing: Mapping[str, str]) -> list[str]:
    lines = []
    if missing:
        lines.append(f"Not installed, so their tests are skipped: {', '.join(missing)}.")
        lines.append(f"  On Debian and Ubuntu: sudo apt-get install {' '.join(missing.values())}")
    if not _node_is_current():
        lines.append("The Google emulator is not installed, so its tests are skipped.")
        lines.append(f"  It needs Node {OLDEST_NODE} or later with npm, then: make test")
    return lines


def _found(program: str) -> bool:
    folders = [*os.get_exec_path(), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"]
    return shutil.which(program, path=os.pathsep.join(folders)) is not None


def _install_debian(packages: Sequence[str]) -> None:
    if not packages or not shutil.which("apt-get") or os.getuid() != 0:
        return
    print(f"Installing with apt-get, for the tests: {' '.join(packages)} …", flush=True)
    install = ["apt-get", "install", "--quiet", "--quiet", "--yes", "--no-install-recommends"]
    if not _quietly([*install, *packages]):
        _quietly(["apt-get", "update", "--quiet", "--quiet"])
        _quietly([*install, *packages])


def _install_node() -> None:
    if _node_is_current() or not shutil.which("npm") or _node_version() < OLDEST_NODE:
        return
    print("Installing with npm, for the tests: emulate …", flush=True)
    NODE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NODE_LOCK / name, NODE / name)
    if _quietly(["npm", "ci", "--no-audit", "--no-fund", "--prefix", str(NODE)]):
        (NODE / "installed").write_bytes(_node_lock())


def _node_is_current() -> bool:
    stamp = NODE / "installed"
    return stamp.exists() and stamp.read_bytes() == _node_lock()


def _node_lock() -> bytes:
    return (NODE_LOCK / "package-lock.json").read_bytes()


def _node_version() -> int:
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    major = said.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def _quietly(command: Sequence[str]) -> bool:
    """Run a command; what it says is shown only when it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if trusted := next(filter(os.path.exists, AUTHORITIES), ""):
        environment.setdefault("NODE_EXTRA_CA_CERTS", trusted)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=environment,
            timeout=_MINUTES * 60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{command[0]}: {error}", flush=True)
        return False
    if done.returncode:
        print(done.stdout[-2000:], flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
