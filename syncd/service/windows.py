"""Windows: a task of the user's own that starts at logon."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from syncd.service.contract import MARK, ServiceError, ServiceStatus
from syncd.service.programs import Answer, ask, order

NAME = "syncd"

_ABSENT = "The task scheduler is part of Windows; is this another system?"

_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>syncd: a brief before each networking meeting, a draft afterwards. \
{mark}.</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>{user}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>7</Priority>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def task(command: Sequence[str], config: Path, user: str) -> str:
    """The XML of the task, for a user named ``DOMAIN\\user``."""
    words = [*command, "--config", str(config), "run"]
    return _TASK.format(
        mark=MARK,
        user=escape(user),
        program=escape(words[0]),
        arguments=escape(subprocess.list2cmdline(words[1:])),
    )


@dataclass(frozen=True, slots=True)
class Windows:
    """The task scheduler."""

    def install(
        self,
        command: Sequence[str],
        config: Path,
        writable: Sequence[Path],  # noqa: ARG002
    ) -> str:
        """See `Service.install`. A task cannot be kept out of other folders."""
        if _refuse_foreign():
            ask(["schtasks", "/End", "/TN", NAME], absent=_ABSENT)
        with tempfile.TemporaryDirectory(prefix="syncd-") as folder:
            file = Path(folder) / "task.xml"
            file.write_text(task(command, config, _user()), "utf-16")
            order(["schtasks", "/Create", "/TN", NAME, "/XML", str(file), "/F"], absent=_ABSENT)
        order(["schtasks", "/Run", "/TN", NAME], absent=_ABSENT)
        return f"The task {NAME} has been made, and syncd runs. It starts when you log in."

    def uninstall(self) -> str:
        """See `Service.uninstall`."""
        if not _refuse_foreign():
            return "There was no service to remove."
        ask(["schtasks", "/End", "/TN", NAME], absent=_ABSENT)
        order(["schtasks", "/Delete", "/TN", NAME, "/F"], absent=_ABSENT)
        return f"syncd has been stopped, and the task {NAME} is removed."

    def status(self) -> ServiceStatus:
        """See `Service.status`."""
        installed = _query().code == 0
        state = _state() if installed else "no such task"
        return ServiceStatus(installed, state == "running", state, f"task {NAME}")


def _query() -> Answer:
    return ask(["schtasks", "/Query", "/TN", NAME, "/XML", "ONE"], absent=_ABSENT)


def _refuse_foreign() -> bool:
    """Whether the task is there. Raises ServiceError when somebody else made it."""
    answer = _query()
    if answer.code == 0 and MARK not in answer.text:
        raise ServiceError(
            f"The task {NAME} was not made by syncd, so it is left alone.",
            advice="Rename it first if you want syncd to make its own.",
        )
    return answer.code == 0


def _state() -> str:
    """Running, ready, disabled …: schtasks would answer in the language of the machine."""
    script = f"(Get-ScheduledTask -TaskName '{NAME}' -ErrorAction Stop).State"
    answer = ask(
        ["powershell", "-NoProfile", "-NonInteractive", "-Command", script], absent=_ABSENT
    )
    return answer.text.lower() if answer.code == 0 else "unknown"


def _user() -> str:
    domain, name = os.environ.get("USERDOMAIN", ""), os.environ.get("USERNAME", "")
    return f"{domain}\\{name}" if domain else name
