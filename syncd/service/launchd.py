"""launchd: an agent of the user's own on macOS."""

from __future__ import annotations

import os
import plistlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from syncd.service.contract import MARK, ServiceStatus
from syncd.service.files import refuse_foreign, remove_ours, write_ours
from syncd.service.programs import ask, order

LABEL = "org.syncd.daemon"

_ABSENT = "launchd is part of macOS; is this another system?"
_ADVICE = "The agent is in place; it starts at the next login at the latest."
#: launchd starts it again no sooner than this after a failure.
_PAUSE = 60  # seconds
_UMASK = 0o077


def agent(command: Sequence[str], config: Path, log: Path) -> bytes:
    """The property list of the agent."""
    body = plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": [*command, "--config", str(config), "run"],
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ThrottleInterval": _PAUSE,
            "ExitTimeOut": 20,
            "ProcessType": "Background",
            "LowPriorityIO": True,
            "Umask": _UMASK,
            "StandardOutPath": str(log),
            "StandardErrorPath": str(log),
        },
        sort_keys=False,
    )
    head, end, rest = body.partition(b"?>\n")
    return head + end + f"<!-- {MARK} -->\n".encode() + rest


@dataclass(frozen=True, slots=True)
class Launchd:
    """The user's own agents."""

    #: Where the user's agents lie.
    folder: Path = field(default_factory=lambda: Path.home() / "Library" / "LaunchAgents")
    log: Path = field(default_factory=lambda: Path.home() / "Library" / "Logs" / "syncd.log")

    @property
    def path(self) -> Path:
        """The agent's file."""
        return self.folder / f"{LABEL}.plist"

    def install(
        self,
        command: Sequence[str],
        config: Path,
        writable: Sequence[Path],  # noqa: ARG002
    ) -> str:
        """See `Service.install`. launchd cannot keep a program out of other folders."""
        write_ours(self.path, agent(command, config, self.log))
        self.log.parent.mkdir(parents=True, exist_ok=True)
        ask(["launchctl", "bootout", _target()], absent=_ABSENT)
        start = ["launchctl", "bootstrap", _domain(), str(self.path)]
        order(start, absent=_ABSENT, advice=_ADVICE)
        return (
            f"{self.path} has been written, and syncd runs. It starts when you log in.\n"
            f"Its log: {self.log}"
        )

    def uninstall(self) -> str:
        """See `Service.uninstall`."""
        if not self.path.exists():
            return "There was no service to remove."
        refuse_foreign(self.path)
        stopped = ask(["launchctl", "bootout", _target()], absent=_ABSENT).code == 0
        remove_ours(self.path)
        told = "syncd has been stopped" if stopped else "syncd was not running"
        return f"{told}, and {self.path} is removed."

    def status(self) -> ServiceStatus:
        """See `Service.status`."""
        answer = ask(["launchctl", "print", _target()], absent=_ABSENT)
        said = dict(_pairs(answer.text)) if answer.code == 0 else {}
        running = said.get("state") == "running"
        parts = [said.get("state", "not loaded")]
        if "pid" in said:
            parts.append(f"process {said['pid']}")
        if code := said.get("last exit code", "").partition(":")[0].strip():
            parts.append(f"last exit code {code}")
        return ServiceStatus(self.path.exists(), running, ", ".join(parts), str(self.path))


def _pairs(text: str) -> list[tuple[str, str]]:
    """``key = value`` lines of the outermost level, the first of each key last."""
    lines = [line[1:] for line in text.splitlines() if line.startswith("\t")]
    pairs = [line.split(" = ", 1) for line in lines if not line.startswith("\t") and " = " in line]
    return [(key.strip(), value.strip()) for key, value in reversed(pairs)]


def _domain() -> str:
    return f"gui/{os.getuid()}" if hasattr(os, "getuid") else "gui/0"


def _target() -> str:
    return f"{_domain()}/{LABEL}"
