"""systemd: a unit of the user's own, with a watchdog; it can write its folders and no others."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from syncd.service.contract import MARK, ServiceError, ServiceStatus
from syncd.service.files import refuse_foreign, remove_ours, write_ours
from syncd.service.programs import Answer, ask, order

NAME = "syncd.service"

_ABSENT = "Without systemd, start `syncd run` by whatever starts your other programs."
_NO_BUS = (
    "Your own systemd cannot be reached. Log in as yourself instead of by su or sudo, "
    "or set XDG_RUNTIME_DIR=/run/user/$(id -u)."
)

# The first block is done by seccomp and works in every user's unit. MemoryDenyWriteExecute is left
# out: it breaks libraries that make callbacks at run time (cffi).
# The second needs a user namespace (PrivateUsers). systemd before 253 ignores it in silence without
# one and later versions may fail to start, so it is written only where a probe has succeeded. Only
# with ProtectHome does ProtectSystem=strict reach the home folder (measured, systemd 252).
_UNIT = """\
# {mark}. Changes of your own belong into: systemctl --user edit {name}
[Unit]
Description=syncd: a brief before each networking meeting, a draft afterwards
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=main
# Not the home folder: Python takes modules that lie where it is started before its own.
WorkingDirectory=/
ExecStart={command}
ExecReload=/bin/kill -HUP $MAINPID
# The first look at a large mailbox may take minutes; after that a beat takes less than a second.
TimeoutStartSec=5min
WatchdogSec=15min
TimeoutStopSec=20s
Restart=on-failure
RestartSec=60s
# 2: the config is wrong, and starting again does not mend it.
RestartPreventExitStatus=2
UMask=0077
Nice=5
MemoryMax=1G
TasksMax=64

NoNewPrivileges=yes
KeyringMode=private
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM
{confinement}
[Install]
WantedBy=default.target
"""

_CONFINEMENT = """
PrivateUsers=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProcSubset=pid
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
{writable}
"""

_CONFINED = "It can write its own folders and no others."
_UNCONFINED = (
    "This machine lets no user have a namespace, so systemd cannot keep it out of other folders."
)

#: Asks the manager itself whether it can do what `_CONFINEMENT` wants.
_PROBE = (
    *("systemd-run", "--user", "--wait", "--collect", "--quiet", "--property=PrivateUsers=yes"),
    *("--property=PrivateTmp=yes", "--property=ProtectSystem=strict", "true"),
)


def unit(command: Sequence[str], config: Path, writable: Sequence[Path], *, confined: bool) -> str:
    """The text of the unit, confined to its folders or not.

    Raises ServiceError for a path that no unit can hold.
    """
    words = [*command, "--config", str(config), "run"]
    # "-": a folder that is not there (yet, or a disk that is away) is no reason not to start.
    paths = "\n".join(f"ReadWritePaths={_quoted(f'-{path}')}" for path in writable)
    return _UNIT.format(
        mark=MARK,
        name=NAME,
        command=" ".join(_quoted(word).replace("$", "$$") for word in words),
        confinement=_CONFINEMENT.format(writable=paths) if confined else "",
    )


def _unit_folder() -> Path:
    config = os.environ.get("XDG_CONFIG_HOME", "")
    base = Path(config) if Path(config).is_absolute() else Path.home() / ".config"
    return base / "systemd" / "user"


@dataclass(frozen=True, slots=True)
class Systemd:
    """The user's own service manager."""

    #: Where the user's units lie.
    folder: Path = field(default_factory=_unit_folder)

    @property
    def path(self) -> Path:
        """The unit's file."""
        return self.folder / NAME

    def install(self, command: Sequence[str], config: Path, writable: Sequence[Path]) -> str:
        """See `Service.install`."""
        confined = ask(_PROBE, absent=_ABSENT).code == 0
        write_ours(self.path, unit(command, config, writable, confined=confined).encode())
        for words in (["daemon-reload"], ["enable", NAME], ["restart", NAME]):
            order(["systemctl", "--user", *words], absent=_ABSENT, advice=self._advice(words[0]))
        return (
            f"{self.path} has been written, and syncd runs.\n"
            f"{_CONFINED if confined else _UNCONFINED}\n"
            "It starts when you log in. To have it run while you are logged out as well: "
            "loginctl enable-linger\n"
            f"Its log: journalctl --user -u {NAME}"
        )

    def uninstall(self) -> str:
        """See `Service.uninstall`."""
        if not self.path.exists():
            return "There was no service to remove."
        refuse_foreign(self.path)
        stopped = self._ask("disable", "--now", NAME).code == 0
        remove_ours(self.path)
        self._ask("daemon-reload")
        told = "syncd has been stopped" if stopped else "systemd could not be asked to stop syncd"
        return f"{told}, and {self.path} is removed."

    def status(self) -> ServiceStatus:
        """See `Service.status`."""
        wanted = "ActiveState,SubState,UnitFileState,MainPID,StatusText,Result"
        answer = self._ask("show", NAME, f"--property={wanted}")
        if answer.code:
            raise ServiceError(f"systemctl cannot be asked: {answer.text}", advice=_NO_BUS)
        shown = dict(line.partition("=")[::2] for line in answer.text.splitlines())
        running = shown.get("ActiveState") in {"active", "reloading"}
        return ServiceStatus(self.path.exists(), running, _detail(shown), str(self.path))

    def _ask(self, *words: str) -> Answer:
        return ask(["systemctl", "--user", *words], absent=_ABSENT)

    def _advice(self, step: str) -> str:
        if step == "restart":
            return f"The unit is in place. Why it does not start: journalctl --user -u {NAME} -n 20"
        return f"The unit is in place ({self.path}). {_NO_BUS}"


def _detail(shown: dict[str, str]) -> str:
    parts = [f"{shown.get('ActiveState', '')} ({shown.get('SubState', '')})"]
    if shown.get("MainPID", "0") != "0":
        parts.append(f"process {shown['MainPID']}")
    if shown.get("Result", "success") != "success":
        parts.append(f"ended by: {shown['Result']}")
    if shown.get("UnitFileState") not in {"enabled", ""}:
        parts.append(shown["UnitFileState"])
    if text := shown.get("StatusText"):
        parts.append(text)
    return ", ".join(parts)


def _quoted(word: str) -> str:
    """One word of a unit's line: quotes around it, specifiers taken literally."""
    if any(ord(sign) < ord(" ") for sign in word):
        raise ServiceError(f"No service can be made for a path with a line break in it: {word!r}.")
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
