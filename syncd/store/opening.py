"""Opening the store: file modes, migrations, a newer or corrupt one, SQLite's settings."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import platformdirs
import structlog
from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import SingletonThreadPool

from syncd.errors import StoreError
from syncd.store.accounts import AccountLog
from syncd.store.asked import AskedStore
from syncd.store.assistants import AssistantStore
from syncd.store.calendar import CalendarStore
from syncd.store.contacts import ContactStore
from syncd.store.deliveries import DeliveryStore
from syncd.store.findings import FindingStore
from syncd.store.forgotten import Forgotten
from syncd.store.mail import MailStore
from syncd.store.migrate import bring_up_to_date
from syncd.store.notes import NoteStore
from syncd.store.persons import PersonStore
from syncd.store.promises import PromiseStore
from syncd.store.quarantine import Quarantine
from syncd.store.schema import facts
from syncd.store.ties import TieStore
from syncd.store.verdicts import VerdictStore
from syncd.store.wishes import WishStore

log = structlog.get_logger("syncd.store")

#: How long a command waits for the daemon's transaction, in milliseconds.
_BUSY_MS = 10_000
#: A store that was found whole is not looked through again for so long: a large one takes a second.
_TRUSTED = timedelta(days=1)
_CHECKED = "found whole"
_CORRUPT = ("malformed", "not a database", "disk image", "unsupported file format")


@dataclass(frozen=True, slots=True)
class Store:
    """The opened store, one field for each thing it keeps."""

    engine: Engine
    path: Path
    calendar: CalendarStore = field(init=False)
    mail: MailStore = field(init=False)
    verdicts: VerdictStore = field(init=False)
    deliveries: DeliveryStore = field(init=False)
    notes: NoteStore = field(init=False)
    accounts: AccountLog = field(init=False)
    quarantine: Quarantine = field(init=False)
    asked: AskedStore = field(init=False)
    contacts: ContactStore = field(init=False)
    promises: PromiseStore = field(init=False)
    ties: TieStore = field(init=False)
    persons: PersonStore = field(init=False)
    assistants: AssistantStore = field(init=False)
    forgotten: Forgotten = field(init=False)
    findings: FindingStore = field(init=False)
    wishes: WishStore = field(init=False)

    def __post_init__(self) -> None:
        for name, kind in (
            ("calendar", CalendarStore),
            ("mail", MailStore),
            ("verdicts", VerdictStore),
            ("deliveries", DeliveryStore),
            ("notes", NoteStore),
            ("accounts", AccountLog),
            ("quarantine", Quarantine),
            ("asked", AskedStore),
            ("contacts", ContactStore),
            ("promises", PromiseStore),
            ("ties", TieStore),
            ("persons", PersonStore),
            ("assistants", AssistantStore),
            ("forgotten", Forgotten),
            ("findings", FindingStore),
            ("wishes", WishStore),
        ):
            object.__setattr__(self, name, kind(self.engine))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: all of it is kept or none."""
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Write down what is only in memory, and free the file."""
        with contextlib.suppress(DatabaseError):
            self.accounts.flush()
        self.engine.dispose()


def default_url() -> str:
    """The store in the platform's state folder."""
    folder = Path(platformdirs.user_state_dir("syncd", appauthor=False))
    return f"sqlite:///{folder / 'syncd.sqlite'}"


def store_path(url: str) -> Path:
    """The file of a store's URL. Raises StoreError when it is not an SQLite file."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"[store] url is not a URL: {url}", advice=_URL_ADVICE) from error
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise StoreError(f"[store] url is not an SQLite file: {url}", advice=_URL_ADVICE)
    return Path(parsed.database).expanduser()


_URL_ADVICE = 'Write it as "sqlite:////home/you/syncd.sqlite".'


def open_store(path: Path, now: datetime) -> Store:
    """Open the store, made or migrated as needed. A corrupt one is set aside, dated ``now``.

    Raises StoreError when it is from a newer syncd, or cannot be written.
    """
    _prepare(path)
    try:
        engine, looked_through = _healthy_engine(path, now)
        bring_up_to_date(engine)
        store = Store(engine, path)
        if looked_through:
            store.accounts.set_fact(_CHECKED, now.isoformat())
    except (DatabaseError, OSError) as error:
        raise _unusable(path, error) from error
    return store


def _prepare(path: Path) -> None:
    """Make folder (0700) and file (0600) before SQLite makes them for everyone to read."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise _unusable(path, error) from error


def _healthy_engine(path: Path, now: datetime) -> tuple[Engine, bool]:
    """The opened file, and whether all of it was looked through for that."""
    engine = _engine(path)
    try:
        with engine.connect() as connection:
            if _was_checked(connection, now):
                return engine, False
            found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        if found == "ok":
            return engine, True
        reason = str(found)
    except DatabaseError as error:
        reason = str(error.orig)
        if not any(word in reason for word in _CORRUPT):
            raise
    engine.dispose()
    kept = _set_aside(path, now)
    log.error("the store was corrupt and is set aside", kept=str(kept), reason=reason)
    _prepare(path)
    return _engine(path), True


def _was_checked(connection: Connection, now: datetime) -> bool:
    """Whether it was found whole lately. Raises DatabaseError when it is no database at all."""
    try:
        query = select(facts.c.value).where(facts.c.name == _CHECKED)
        checked = connection.execute(query).scalar() or ""
    except OperationalError:  # it is new, and has no tables yet
        return False
    return checked != "" and timedelta() <= now - datetime.fromisoformat(checked) < _TRUSTED


def _set_aside(path: Path, now: datetime) -> Path:
    kept = path.with_name(f"{path.name}.corrupt-{now:%Y%m%dT%H%M%S}")
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(kept.with_name(kept.name + suffix))
    return kept


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", poolclass=SingletonThreadPool)
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    # FULL: an intent that was committed must survive a power cut (FACTS: 2,525 commits a second).
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # Not only unlinked: what is deleted or replaced is written over (`people forget`).
        "secure_delete=ON",
        f"busy_timeout={_BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _unusable(path: Path, error: Exception) -> StoreError:
    reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
    return StoreError(
        f"The store {path} cannot be used: {reason}.",
        advice="It needs a folder on this machine's own disk, with room, that syncd may write.",
    )
