"""pymap with its in-memory mailbox: the poor IMAP server, without SPECIAL-USE or CONDSTORE."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.imap import ImapServer
from tests.servers.ports import HOST, free_port
from tests.servers.process import Process, find_program

INSTALL = "pip install pymap"
USER, PASSWORD = "demouser", "demopass"
_TRIES = 5


@dataclass(slots=True)
class Pymap(ImapServer):
    """A running pymap; its mail lies in memory, so a restart begins with the demo mail again."""

    def restart(self) -> None:
        """Stop and start again on the same port; what was delivered is forgotten."""
        self.process.stop()
        self.process.start()
        if not self.process.answers(self.port):
            raise RuntimeError(f"pymap does not come back:\n{self.process.log}")

    def stop(self) -> None:
        """Be away; `restart` brings it back."""
        self.process.stop()


@contextmanager
def start() -> Iterator[Pymap]:
    """A pymap with its own few demo messages. Raises MissingProgramError."""
    program = find_program("pymap", INSTALL)
    base = Path(tempfile.mkdtemp(prefix="syncd-pymap-"))
    try:
        server = _launch(program, base)
        try:
            yield server
        finally:
            server.process.kill()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _launch(program: str, base: Path) -> Pymap:
    for _ in range(_TRIES):
        port = free_port()
        command = [program, "--host", HOST, "--port", str(port), "--no-tls", "dict", "--demo-data"]
        process = Process(command, base / "log")
        process.start()
        if process.answers(port):
            return Pymap(HOST, port, USER, PASSWORD, process)
        process.stop()
    raise RuntimeError(f"pymap does not start:\n{process.log}")
