"""A terminal that a test can look at: a program runs in tmux, and its screen is read."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import find_program

INSTALL = "apt-get install tmux"
_COLUMNS, _LINES = 120, 40
#: Nothing outlives a test run that was killed by more than this.
_SECONDS = 120
_SCREEN_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal of one running program."""

    tmux: tuple[str, ...]

    def screen(self) -> list[str]:
        """The lines that are on it now."""
        return self._tmux("capture-pane", "-p").splitlines()

    def press(self, *keys: str) -> None:
        """Type, or press keys that have names: ``Enter``."""
        self._tmux("send-keys", *keys)

    def line_with(self, text: str) -> str:
        """The first line with this in it; waits until there is one."""
        end = time.monotonic() + _SCREEN_SECONDS
        while not (found := [line for line in self.screen() if text in line]):
            assert time.monotonic() < end, f"no {text!r} on:\n{self._filled()}"
            time.sleep(0.1)
        return found[0]

    def _filled(self) -> str:
        return "\n".join(line for line in self.screen() if line)

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            [*self.tmux, *words], capture_output=True, text=True, timeout=_SECONDS, check=True
        )
        return done.stdout


@contextmanager
def terminal(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> Iterator[Terminal]:
    """Run a program in a terminal of its own, gone afterwards. Raises MissingProgramError."""
    tmux = (find_program("tmux", INSTALL), "-u", "-f", "/dev/null", "-S", str(folder / "tmux"))
    size = ["-x", str(_COLUMNS), "-y", str(_LINES)]
    started = [*tmux, "new-session", "-d", *size, "timeout", str(_SECONDS), *command]
    subprocess.run(
        started, check=True, timeout=_SECONDS, env={"PATH": os.environ["PATH"], **environment}
    )
    try:
        yield Terminal(tmux)
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, timeout=_SECONDS, capture_output=True)
