"""What the clock of a mail's writer showed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply."""
    op.add_column("messages", sa.Column("utc_offset", sa.Integer(), nullable=True))
