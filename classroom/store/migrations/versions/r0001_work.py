"""What visitors keep, by case; what is kept may be replaced."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    op.create_table(
        "visitor",
        sa.Column("token_hash", sa.LargeBinary, primary_key=True),
        sa.Column("created_at", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "work",
        sa.Column("token_hash", sa.LargeBinary, sa.ForeignKey("visitor.token_hash"), primary_key=True),
        sa.Column("slug", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
