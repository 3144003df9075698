"""Starting a program for a test, and making sure that it is gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.servers.ports import wait_for_port, wait_until_closed

_NODE = Path(__file__).resolve().parents[2] / ".cache/node/node_modules/.bin"
_STOP_SECONDS = 10.0
_LOG_CHARS = 4000


class MissingProgramError(Exception):
    """A program that a test needs is not installed."""

    def __init__(self, program: str, install: str) -> None:
        super().__init__(f"{program} is not installed; install it with: {install}")


def find_program(name: str, install: str) -> str:
    """Path of a program, also in the folders that only root has on PATH.

    Programs that came with the Python packages are found beside the running Python, npm's where
    ``tools/servers.py`` puts them.
    """
    beside = str(Path(sys.executable).parent)
    folders = [
        beside,
        str(_NODE),
        *os.get_exec_path(),
        "/usr/sbin",
        "/usr/local/sbin",
        "/opt/homebrew/sbin",
    ]
    found = shutil.which(name, path=os.pathsep.join(folders))
    if not found:
        raise MissingProgramError(name, install)
    return found


class Process:
    """A program running in the background, its output in a file."""

    def __init__(
        self, command: Sequence[str], log: Path, env: Mapping[str, str] | None = None
    ) -> None:
        self._command = [*_dies_with_us(), *command]
        self._log = log
        self._env = {**os.environ, **(env or {})}
        self._popen: subprocess.Popen[bytes] | None = None
        self._ports: set[int] = set()

    @property
    def alive(self) -> bool:
        """Whether it is running."""
        return self._popen is not None and self._popen.poll() is None

    @property
    def pid(self) -> int:
        """Its process id. Only while it runs."""
        assert self._popen is not None
        return self._popen.pid

    def answers(self, *ports: int) -> bool:
        """Whether it lives to answer on each of the loopback ports; waits for it."""
        self._ports.update(ports)
        return all(wait_for_port(port, lambda: self.alive) for port in ports)

    @property
    def log(self) -> str:
        """The last thing it said."""
        return self._log.read_text(errors="replace")[-_LOG_CHARS:] if self._log.exists() else ""

    def start(self) -> None:
        """Start it, in a session of its own so that its children can be stopped with it."""
        with self._log.open("ab") as log:
            self._popen = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._env,
                start_new_session=True,
            )

    def stop(self) -> None:
        """End it and every process it started; may be called twice."""
        if self._popen is None:
            return
        popen, self._popen = self._popen, None
        if popen.poll() is None:
            popen.terminate()
            with suppress(subprocess.TimeoutExpired):
                popen.wait(_STOP_SECONDS)
        self._end(popen)

    def kill(self) -> None:
        """End it and every process it started at once, as a power cut would."""
        if self._popen is None:
            return
        popen, self._popen = self._popen, None
        self._end(popen)

    def _end(self, popen: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):
            os.killpg(popen.pid, signal.SIGKILL)
        popen.wait()
        # Children hold the ports a moment longer, and would take connections meant for the next.
        for port in self._ports:
            wait_until_closed(port)


def run(
    command: Sequence[str],
    env: Mapping[str, str] | None = None,
    *,
    answers: str = "",
    seconds: float = 60,
) -> str:
    """Run a program to its end and return what it said. Raises RuntimeError when it failed."""
    done = subprocess.run(
        command,
        input=answers,
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, **(env or {})},
        timeout=seconds,
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{said[-_LOG_CHARS:]}")
    return said


def _dies_with_us() -> list[str]:
    """On Linux the kernel ends the server when the test run is killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []
