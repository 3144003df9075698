"""Brings the tables up to date with Alembic, and refuses a store from a newer syncd."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from syncd.errors import StoreError

#: The newest revision in ``migrations/versions``; a test keeps the two the same.
HEAD = "0001"
MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that are missing. Raises StoreError when it is newer than we are."""
    current = _revision(engine)
    if current == HEAD:
        return
    # Alembic takes a quarter of a second to import: only when there is something to do.
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
        command.upgrade(config, "head")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None
