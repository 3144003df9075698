"""What every command shares: the config, the moment, the store, output, and exit codes."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.exc import OperationalError

from syncd import config, wiring
from syncd.cli.lines import moment_words, say
from syncd.clock import Clock, SteppedClock, SystemClock
from syncd.errors import ConfigError, LockedError, StoreError, SyncdError
from syncd.logs import configure
from syncd.mirror import Progress as Tell
from syncd.store import StoreLock

#: Decorates a click command.
F = TypeVar("F", bound=Callable[..., Any])

#: A bar for what takes longer than a blink.
_WORTH_A_BAR = 200

console = Console(highlight=False, soft_wrap=True)


class Code(IntEnum):
    """Exit codes."""

    DONE = 0
    FAILED = 1
    WRONG = 2
    HELD = 3
    STORE = 4


def fail(error: Exception) -> NoReturn:
    """Tell an error in words on stderr and leave with its code."""
    told, code = _words_and_code(error)
    with contextlib.suppress(OSError):
        say(f"syncd: {told}", hang=2, err=True)
    _leave_stdout()
    sys.exit(code)


def _leave_stdout() -> None:
    """What did not fit on a full disk is not tried again when Python ends."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _words_and_code(error: Exception) -> tuple[str, Code]:
    if isinstance(error, SyncdError):
        kinds = ((ConfigError, Code.WRONG), (LockedError, Code.HELD), (StoreError, Code.STORE))
        code = next((code for kind, code in kinds if isinstance(error, kind)), Code.FAILED)
        return str(error), code
    if isinstance(error, OperationalError):
        return f"The store cannot be used: {error.orig}. Is there room on the disk?", Code.STORE
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or error}.", Code.FAILED
    told = f"This should not have happened: {error!r}. It is a mistake in syncd; please report it"
    return f"{told}, with what it prints when SYNCD_DEBUG=1 is set.", Code.FAILED


#: Nobody has meetings outside of these years, and reckoning near the ends of time fails.
_YEARS = range(1970, 2200)


class Moment(click.ParamType[datetime]):
    """ISO 8601 with an offset; without one it is refused."""

    name = "moment"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Text to an aware datetime in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a moment such as 2026-11-24T09:00+01:00.', param, ctx)
        if moment.year not in _YEARS:
            self.fail(f'"{value}" is too far away.', param, ctx)
        if moment.tzinfo is None:
            here = moment.astimezone().isoformat(timespec="minutes")
            self.fail(f'"{value}" has no offset; did you mean {here}?', param, ctx)
        return moment.astimezone(UTC)


def at_option(command: F) -> F:
    """``--at``: pretend that it is another moment."""
    return click.option(
        "--at",
        type=Moment(),
        metavar="MOMENT",
        help="Act as if it were then (ISO 8601 with offset).",
    )(command)


def json_option(command: F) -> F:
    """``--json``: for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def offline_option(command: F) -> F:
    """``--offline``: do not look at the accounts first."""
    return click.option("--offline", is_flag=True, help="Do not look at the accounts first.")(
        command
    )


@dataclass(slots=True)
class Session:
    """One call of the command line."""

    config_option: str | None = None
    #: An account could not be read, so what is shown may be old: told, and exit code 1.
    trouble: bool = False
    #: A daemon holds the store; what is to be delivered is left for it.
    watched: bool = False

    def config_path(self) -> Path:
        """The config file to use. Raises ConfigError when it is not there."""
        option = Path(self.config_option).expanduser() if self.config_option else None
        try:
            return config.find(option)
        except OSError as error:
            told = f"{error.filename} cannot be read: {error.strerror}."
            raise ConfigError(message=told) from error

    def load(self) -> wiring.Loaded:
        """The checked config. Raises ConfigError."""
        return wiring.load(self.config_path())

    @contextlib.contextmanager
    def look(self, at: datetime | None, *, offline: bool) -> Iterator[wiring.Parts]:
        """The parts, after a look at the accounts; for commands that only look.

        While a daemon holds the store it keeps it fresh, and looking would only be in its way.
        """
        configure(quiet=True)
        loaded = self.load()
        with contextlib.ExitStack() as stack:
            lock = StoreLock(loaded.store)
            try:
                stack.enter_context(lock)
            except LockedError:
                offline = self.watched = True
            with progress_bar() as tell:
                parts = wiring.build(loaded, clock_at(at), progress=tell)
                stack.callback(parts.close)
                if not offline:
                    parts.cycle.pull(parts.clock.now(), patient=False)
                    parts.cycle.mirror.expand(parts.clock.now())
                    parts.cycle.answers.take(parts.clock.now())
                    self.trouble = _tell_unread(parts)
            yield parts


def _tell_unread(parts: wiring.Parts) -> bool:
    """Say which accounts could not be read, and how old what is known of them is."""
    unread = [standing for standing in parts.store.accounts.all() if standing.error]
    zone = parts.loaded.settings.user.timezone
    for standing in unread:
        known = "It has never been read."
        if standing.last_ok:
            known = f"What is known of it is of {moment_words(standing.last_ok, zone)}."
        told = f"syncd: {standing.account} ({standing.what}) could not be read: {standing.error}"
        say(f"{told} {known}", hang=2, err=True)
    return bool(unread)


def called() -> str:
    """How this syncd is called from here, to be copied: it need not be on the PATH."""
    program = Path(sys.argv[0])
    if program.suffix == ".py":
        return f"{sys.executable} -m syncd"
    found = shutil.which(program.name)
    return program.name if found and Path(found).samefile(program) else str(program)


def clock_at(at: datetime | None) -> Clock:
    """The system's clock, or one that stands at a moment."""
    return SteppedClock(at) if at else SystemClock()


@contextlib.contextmanager
def progress_bar() -> Iterator[Tell]:
    """A bar on a terminal, for what is long; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _left: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, Any] = {}

        def tell(what: str, done: int, left: int | None) -> None:
            total = None if left is None else done + left
            if what not in tasks and (total or 0) >= _WORTH_A_BAR:
                tasks[what] = progress.add_task(what, total=total)
            if what in tasks:
                progress.update(tasks[what], completed=done, total=total)

        yield tell


def print_json(value: object) -> None:
    """JSON for programs: UTF-8, one document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextlib.contextmanager
def scratch_store(loaded: wiring.Loaded) -> Iterator[Path]:
    """A copy of the store that may be written to and is thrown away. Raises StoreError."""
    with tempfile.TemporaryDirectory(prefix="syncd-dry-") as folder:
        copy = Path(folder) / "syncd.sqlite"
        if loaded.store.is_file():
            _copy_store(loaded.store, copy)
        yield copy


def _copy_store(store: Path, copy: Path) -> None:
    import sqlite3  # noqa: PLC0415 - only a dry run needs it

    source = sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)
    target = sqlite3.connect(copy)
    try:
        with contextlib.closing(source), contextlib.closing(target):
            source.backup(target)
    except sqlite3.Error as error:
        raise StoreError(f"The store {store} cannot be read: {error}.") from error
