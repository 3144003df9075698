"""Real processes of syncd seen from outside: start-up, memory, processor, writes. Linux only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.running.world import World

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used so far."""

    megabytes: float
    cpu_seconds: float
    bytes_written: int
    #: How often it gave up the processor to wait.
    wakings: int


def startup(*words: str, times: int = 5) -> float:
    """Seconds of processor that a Python process takes from start to end: the least of some."""
    return min(_one_start(words) for _ in range(times))


def _one_start(words: Sequence[str]) -> float:
    before = os.times()
    subprocess.run(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def idle(world: World, seconds: float) -> tuple[Usage, Usage]:
    """Run the daemon and let it settle; what it had used then, and so many seconds later."""
    command = [sys.executable, "-m", "syncd", "--config", str(world.config), "run"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _settle(process.pid)
            before = usage(process.pid)
            time.sleep(seconds)
            return before, usage(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)


def _settle(pid: int) -> None:
    """Wait until the process has done nothing for two seconds."""
    quiet, before = 0, -1.0
    while quiet < 4:
        time.sleep(0.5)
        now = usage(pid).cpu_seconds
        quiet = quiet + 1 if now == before else 0
        before = now


def usage(pid: int) -> Usage:
    """What a process has used until now."""
    home = Path(f"/proc/{pid}")
    status = _pairs(home / "status")
    io = _pairs(home / "io")
    fields = (home / "stat").read_text().rpartition(")")[2].split()
    return Usage(
        megabytes=int(status["VmRSS"].split()[0]) / 1024,
        cpu_seconds=(int(fields[11]) + int(fields[12])) / _TICKS,
        bytes_written=int(io["write_bytes"]),
        wakings=int(status["voluntary_ctxt_switches"]),
    )


def _pairs(path: Path) -> dict[str, str]:
    pairs = (line.partition(":") for line in path.read_text().splitlines())
    return {name: value.strip() for name, _, value in pairs}
