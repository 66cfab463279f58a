"""What counts from its first value on has a table that takes it once. A prediction told its kind from the start."""

import sqlalchemy as sa
from alembic import op

from classroom.store.once import guard

revision, down_revision = "0002", "0001"

TAKEN_OVER = """
INSERT INTO locked
    SELECT * FROM work
    WHERE key = 'weights'
       OR key LIKE 'answer.%' AND CASE WHEN json_valid(value) THEN json_extract(value, '$.kind') END = 'predict'
"""
NO_LONGER_WORK = """
DELETE FROM work WHERE EXISTS (
    SELECT 1 FROM locked
    WHERE (locked.token_hash, locked.slug, locked.key) = (work.token_hash, work.slug, work.key)
)
"""


def upgrade() -> None:
    op.create_table(
        "locked",
        sa.Column("token_hash", sa.LargeBinary, sa.ForeignKey("visitor.token_hash"), primary_key=True),
        sa.Column("slug", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":  # nothing of the first revision ever stood anywhere else
        for statement in (TAKEN_OVER, NO_LONGER_WORK):
            op.get_bind().exec_driver_sql(statement)
    guard(op.get_bind(), "locked", ("token_hash", "slug", "key"), ("UPDATE", "DELETE"))
