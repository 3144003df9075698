"""What a Google account costs: ``python -m bench.google [POLLS]``.

The strict fake runs in another process, so that calls and units are counted by the server and time
and memory are the connector's own. Measured: the first reading, a poll in which nothing happened,
one in which one event and one mail changed, a guest's correspondence, and the memory of it all.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

EVENTS, SERIES, MAILS = 2000, 50, 500
NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)


def serve(folder: str) -> None:
    """The other process: the fake with a calendar and a mailbox, told what to do by lines."""
    # Imported here because this process alone is to hold the fake.
    from connectors.google.scopes import needed  # noqa: PLC0415
    from tests.builders import ADA, ME, a_message  # noqa: PLC0415
    from tests.connectors.google.test_events import a_series, an_event, when  # noqa: PLC0415
    from tests.connectors.google.world import settings_for  # noqa: PLC0415
    from tests.servers.google import GoogleServer  # noqa: PLC0415

    with GoogleServer(user=ME) as google:
        google.agenda.add_calendar("family@group", "Family")
        for n in range(EVENTS):
            at = NOW + timedelta(hours=n - EVENTS // 2)
            event = {"id": f"event{n}", "iCalUID": f"event{n}@x", "start": when(at)}
            google.agenda.put(an_event(**event, end=when(at + timedelta(hours=1))))
        for n in range(SERIES):
            google.agenda.put(a_series(id=f"series{n}", iCalUID=f"series{n}@x"), "family@group")
        for n in range(MAILS):
            sender = ADA if n % 10 == 0 else f"guest{n}@example.org"
            date = NOW - timedelta(hours=n)
            raw = a_message(sender=sender, subject=f"{n // 50}", date=date, message_id=f"<{n}@x>")
            google.arrive(raw, "INBOX", received=date)
        settings = settings_for(google, Path(folder))
        google.token_file(Path(folder), needed(settings, drafts=True))
        print(settings.model_dump_json(), flush=True)
        for line in sys.stdin:
            if line.strip() == "change":
                google.agenda.put(an_event(id="event7", iCalUID="event7@x", summary="Tea"))
                google.arrive(a_message(message_id=f"<new{time.monotonic_ns()}@x>"))
            print(
                json.dumps({"calls": google.quota.calls, "units": google.quota.units}), flush=True
            )
            google.quota.reset()


class Fake:
    """The fake in its process."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "bench.google", "--serve", str(folder)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.settings = self._read()

    def counted(self, also: str = "count") -> dict[str, Any]:
        """Calls and units since the last time."""
        assert self._process.stdin
        self._process.stdin.write(also + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._read()))

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()

    def _read(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


def peak() -> float:
    """The most memory this process has held, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1_000_000 if sys.platform == "darwin" else 1_000)


def main(polls: int) -> None:
    """Measure and print."""
    bare = peak()
    with tempfile.TemporaryDirectory() as folder:
        fake = Fake(Path(folder))
        try:
            measure(fake, Path(folder), polls, bare)
        finally:
            fake.stop()


def measure(fake: Fake, folder: Path, polls: int, bare: float) -> None:
    from connectors import load  # noqa: PLC0415 - what it costs is what is measured
    from connectors.contract import Surroundings  # noqa: PLC0415

    kind = load("google")
    settings = kind.settings.model_validate_json(fake.settings)
    around = Surroundings(state=folder / "state", now=lambda: NOW)
    account = kind.open("work", settings, around)
    assert account.calendar
    assert account.mailbox
    calendar, mailbox = account.calendar, account.mailbox
    print(f"memory: {bare:.0f} MB bare, {peak():.0f} MB with an account that was opened")
    cursors = {"calendar": "", "mailbox": ""}

    def poll() -> None:
        for page in calendar.changes(cursors["calendar"], lambda _: {}):
            cursors["calendar"] = page.cursor
        for mail in mailbox.changes(cursors["mailbox"], lambda _: {}):
            cursors["mailbox"] = mail.cursor

    show("first reading", fake, poll)
    print(f"memory: {peak():.0f} MB after {EVENTS} events and {SERIES} series")
    show(f"{polls} quiet polls", fake, lambda: [poll() for _ in range(polls)], of=polls)
    fake.counted("change")
    show("one event and one mail changed", fake, poll)
    guest = ["ada@nordwind.example"]
    show("mail with one guest", fake, lambda: list(mailbox.correspondence(guest)))
    print(f"memory: {peak():.0f} MB at most")
    account.close()


def show(what: str, fake: Fake, work: Callable[[], object], of: int = 1) -> None:
    """Time one piece of work, and what the server counted of it."""
    fake.counted()
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    counted = fake.counted()
    calls, units = Counter(counted["calls"]), Counter(counted["units"])
    listed = ", ".join(f"{n / of:g} {m.partition('.')[2]}" for m, n in sorted(calls.items()))
    gmail = sum(n for m, n in units.items() if m.startswith("gmail"))
    print(f"{what}: {cpu / of * 1000:.1f} ms CPU, {wall / of * 1000:.1f} ms each")
    print(f"    {listed or 'no call'}; {gmail / of:g} units of Gmail each")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2])
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 50)
