"""Runs the programs that come with a service manager."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from syncd.service.contract import ServiceError

#: Stopping waits for the daemon, which takes at most five seconds.
_PATIENCE = 60  # seconds
_SHOWN_CHARS = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """How a program ended and what it said."""

    code: int
    text: str


def ask(command: Sequence[str], *, absent: str) -> Answer:
    """Run a program to its end. Raises ServiceError with the advice ``absent`` if there is none."""
    program = shutil.which(command[0])
    if not program:
        raise ServiceError(f"There is no {command[0]} on this machine.", advice=absent)
    try:
        done = subprocess.run(  # noqa: S603 - fixed programs, arguments never through a shell
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServiceError(f"{command[0]} did not answer: {error}") from error
    return Answer(done.returncode, done.stdout.strip())


def order(command: Sequence[str], *, absent: str, advice: str = "") -> str:
    """Run a program that must succeed, and return what it said. Raises ServiceError."""
    answer = ask(command, absent=absent)
    if answer.code:
        said = answer.text[:_SHOWN_CHARS] or f"it ended with {answer.code}"
        raise ServiceError(f"{' '.join(command[:3])} failed: {said}", advice=advice)
    return answer.text
