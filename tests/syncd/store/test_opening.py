"""Opening the store: modes, migrations, a newer one, a corrupt one, one that cannot be written."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event

from syncd.errors import LockedError, StoreError
from syncd.store import StoreLock, open_store, store_path
from syncd.store.migrate import HEAD, MIGRATIONS, upgrade
from syncd.store.schema import metadata

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "syncd.sqlite"


def test_only_the_user_can_read_it(path: Path):
    open_store(path, NOW).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_new_store_has_the_tables_that_the_code_asks_for(path: Path):
    store = open_store(path, NOW)
    assert differences(store.engine) == []
    store.close()


def test_the_migrations_make_the_same_tables(tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path / 'migrated.sqlite'}")
    upgrade(engine, None)
    assert differences(engine) == []
    engine.dispose()


def test_a_store_of_the_first_version_is_brought_up_to_date_and_knows_its_names(path: Path):
    path.parent.mkdir()
    engine = create_engine(f"sqlite:///{path}")
    upgrade(engine, None, to="0001")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO messages (row, account, folder, id, role, message_id, in_reply_to, refs,"
            " thread_id, subject, sender, sender_name, date, flags, automatic, syncd_kind)"
            " VALUES (1, 'files', 'INBOX', '1', 'inbox', '<1@x>', '', '', '', 'Hello',"
            " 'ada@nordwind.example', 'Lindqvist, Ada', '2026-11-01T09:00:00+00:00', '', 0, '')"
        )
        connection.exec_driver_sql(
            "INSERT INTO contacts VALUES ('book', 'al@home.example', 'Ada Lindqvist', '', '')"
        )
    engine.dispose()
    store = open_store(path, NOW)
    assert differences(store.engine) == []
    assert store.persons.namesakes(["ada lindqvist"]) == {
        "ada lindqvist": {"ada@nordwind.example", "al@home.example"}
    }
    assert store.mail.known("files", "INBOX") == {"1": ""}
    store.close()


def test_a_store_that_was_half_made_is_completed(path: Path):
    open_store(path, NOW).close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE alembic_version")
        connection.execute("DROP TABLE notes")
    connection.close()
    store = open_store(path, NOW)
    assert differences(store.engine) == []
    store.close()


def differences(engine: Engine) -> list[object]:
    """Between the tables and what the code asks for."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, metadata)


def test_the_newest_migration_is_the_one_that_is_checked_for():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_intents_survive_a_power_cut(path: Path):
    store = open_store(path, NOW)
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    store.close()


def test_a_store_of_a_newer_syncd_is_refused_and_left_as_it_is(path: Path):
    open_store(path, NOW).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer syncd"):
        open_store(path, NOW)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "garbage", [b"not a database at all" * 100, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_corrupt_store_is_set_aside_and_not_deleted(path: Path, garbage: bytes):
    path.parent.mkdir()
    path.write_bytes(garbage)
    store = open_store(path, NOW)
    assert store.deliveries.counts() == {}
    store.close()
    (kept,) = path.parent.glob("syncd.sqlite.corrupt-*")
    assert kept.read_bytes() == garbage


def damage(path: Path) -> None:
    """Overwrite the middle of the file: its head still says that it is a database."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"x" * 20_000)


def test_damage_in_the_middle_is_found_within_a_day(path: Path):
    open_store(path, NOW).close()
    damage(path)
    open_store(path, NOW + timedelta(days=1)).close()
    assert len(list(path.parent.glob("syncd.sqlite.corrupt-*"))) == 1


def test_a_store_that_was_found_whole_is_not_looked_through_at_every_start(path: Path):
    asked: list[str] = []

    def look(at: datetime) -> int:
        asked.clear()
        with listening(asked):
            open_store(path, at).close()
        return sum("quick_check" in statement for statement in asked)

    assert look(NOW) == 1
    assert look(NOW + timedelta(hours=23)) == 0
    assert look(NOW + timedelta(hours=25)) == 1
    assert look(NOW) == 1  # the clock was set back: nothing is known


@contextmanager
def listening(asked: list[str]) -> Iterator[None]:
    def note(*told: Any) -> None:
        asked.append(told[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        open_store(tmp_path / "file" / "syncd.sqlite", NOW)


@pytest.mark.parametrize("url", ["postgresql://x/y", "sqlite://", "nonsense"])
def test_a_url_that_is_no_sqlite_file_is_refused(url: str):
    with pytest.raises(StoreError, match=r"\[store\] url"):
        store_path(url)


def test_a_second_daemon_is_told_the_pid_of_the_first(path: Path):
    path.parent.mkdir()
    with StoreLock(path), pytest.raises(LockedError) as held:
        StoreLock(path).acquire()
    assert held.value.pid == os.getpid()


def test_the_lock_is_free_again_afterwards(path: Path):
    path.parent.mkdir()
    with StoreLock(path):
        pass
    with StoreLock(path):
        pass


def test_a_naive_moment_never_gets_in(path: Path):
    store = open_store(path, NOW)
    with pytest.raises(Exception, match="no time zone"):
        store.verdicts.forget_before(datetime(2026, 1, 1))
    store.close()


def test_it_can_be_read_from_another_thread(path: Path):
    store = open_store(path, NOW)
    found: list[object] = []
    reader = threading.Thread(target=lambda: found.append(store.deliveries.counts()))
    reader.start()
    reader.join()
    assert found == [{}]
    store.close()
