"""vdirsyncer: writes a folder of .ics files as people who keep one have it, from CalDAV."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import find_program, run
from tests.servers.radicale import Radicale

INSTALL = "pip install vdirsyncer"

_CONFIG = """
[general]
status_path = "{base}/vdirsyncer-status"

[pair calendars]
a = "near"
b = "far"
collections = ["from a", "from b"]
conflict_resolution = "b wins"
metadata = ["displayname", "color"]

[storage near]
type = "filesystem"
path = "{folder}"
fileext = ".ics"

[storage far]
type = "caldav"
url = "{server.url}"
username = "{server.user}"
password = "{server.password}"
"""


@dataclass(frozen=True, slots=True)
class SyncedCalendar:
    """A folder that vdirsyncer keeps in step with a server, in both directions."""

    #: What `path` of an ics account would be: one folder for each calendar, one file an event.
    folder: Path
    server: Radicale
    config: Path

    def sync(self) -> None:
        """Run vdirsyncer once, agreeing to what it asks. Raises RuntimeError when it failed."""
        program = find_program("vdirsyncer", INSTALL)
        environment = {"VDIRSYNCER_CONFIG": str(self.config)}
        for command in ("discover", "sync", "metasync"):
            run([program, command], environment, answers="y\n" * 50)


def synced_calendar(server: Radicale, base: Path) -> SyncedCalendar:
    """Fetch all of a server's calendars into ``base / "calendars"``. Raises MissingProgramError."""
    folder = base / "calendars"
    folder.mkdir(parents=True)
    config = base / "vdirsyncer.conf"
    config.write_text(_CONFIG.format(base=base, folder=folder, server=server))
    mirror = SyncedCalendar(folder, server, config)
    mirror.sync()
    return mirror
