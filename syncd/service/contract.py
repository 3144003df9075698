"""What a service manager does for syncd, and what can go wrong on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from syncd.errors import SyncdError

#: In the first lines of every file written here, so that a file of somebody else is left alone.
MARK = "Written by `syncd service install`"


class ServiceError(SyncdError):
    """The service manager did not do as asked."""


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """How the service stands."""

    installed: bool
    running: bool
    #: What the manager says of it, in a few words: ``active (running), process 4711``.
    detail: str
    #: What tells the manager of syncd: a file, or the name of a task.
    where: str


class Service(Protocol):
    """Has syncd started when you log in, and kept running."""

    def install(self, command: Sequence[str], config: Path, writable: Sequence[Path]) -> str:
        """Start the daemon now and at every login; returns what was done, in sentences.

        ``command`` starts syncd without any arguments. ``writable`` are the folders it may write
        where the manager can keep it out of all others. Installing again replaces what was
        installed before. Raises ServiceError.
        """
        ...

    def uninstall(self) -> str:
        """Stop it and remove every trace; returns what was done. Raises ServiceError."""
        ...

    def status(self) -> ServiceStatus:
        """How it stands now. Raises ServiceError when the manager cannot be asked."""
        ...
