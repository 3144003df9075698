"""Makes the tables, or brings old ones up to date, and refuses a store from a newer syncd."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from syncd.errors import StoreError
from syncd.store.schema import metadata

#: The newest revision in ``migrations/versions``; a test keeps the two the same.
HEAD = "0005"
MIGRATIONS = Path(__file__).parent / "migrations"

#: As Alembic makes it.
_VERSION_TABLE = text(
    "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
_VERSION = text(
    "INSERT INTO alembic_version (version_num) "
    "SELECT :head WHERE NOT EXISTS (SELECT 1 FROM alembic_version)"
)


def bring_up_to_date(engine: Engine) -> None:
    """Make the tables, or run the migrations that are missing.

    Raises StoreError when the store is newer than we are.
    """
    current = _revision(engine)
    if current is None:
        _make(engine)
    elif current != HEAD:
        upgrade(engine, current)


def upgrade(engine: Engine, current: str | None, to: str = "head") -> None:
    """Run the migrations from a revision on, to the newest; None is an empty store."""
    # Alembic takes a quarter of a second and 12 MB: only when there is something to do.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"The store was last used by a newer syncd (its format is {current}, ours {HEAD}).",
            advice="Update syncd, or point [store] url at another file.",
        )
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def _make(engine: Engine) -> None:
    """Make the tables of a new store at once. What a crash has left half done is completed."""
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.execute(_VERSION_TABLE)
        connection.execute(_VERSION, {"head": HEAD})


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None
