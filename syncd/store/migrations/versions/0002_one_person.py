"""One person behind several addresses: names, joins, assistants, and who is forgotten."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from syncd.model.names import key

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply."""
    op.add_column("contacts", sa.Column("card", sa.String(), nullable=False, server_default=""))
    op.create_index("contacts_by_card", "contacts", ["card"], unique=False)
    op.create_table(
        "names",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "address"),
    )
    op.create_table(
        "joins",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("main", sa.String(), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("dated", sa.String(length=32), nullable=True),
        sa.Column("moved_to", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("address", "other", "kind"),
    )
    op.create_table(
        "assistants",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("boss", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("dated", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("address", "boss"),
    )
    op.create_table(
        "forgotten",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("forgotten_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
    )
    _learn_names(op.get_bind())


def _learn_names(connection: sa.Connection) -> None:
    """What mail that is already here tells of names; what is read later brings its own."""
    found = sorted(set(_named(connection)))
    if found:
        rows = [{"key": key, "address": address} for key, address in found]
        connection.execute(sa.text("INSERT INTO names VALUES (:key, :address)"), rows)


def _named(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    queries = (
        "SELECT DISTINCT sender_name, sender FROM messages WHERE NOT automatic",
        "SELECT DISTINCT name, address FROM recipients",
        "SELECT DISTINCT name, address FROM contacts",
    )
    for query in queries:
        for name, address in connection.execute(sa.text(query)):
            if found := key(name):
                yield found, address
