"""What counts from its first value on has a table that takes it once. A prediction told its kind from the start."""

import sqlalchemy as sa
from alembic import op

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
NOT_TWICE = """
CREATE TRIGGER locked_is_not_set_twice BEFORE INSERT ON locked
    WHEN EXISTS (SELECT 1 FROM locked WHERE (token_hash, slug, key) = (NEW.token_hash, NEW.slug, NEW.key))
    BEGIN SELECT RAISE(ABORT, 'locked'); END
"""
NEVER = """
CREATE TRIGGER locked_is_not_{what} BEFORE {how} ON locked
    BEGIN SELECT RAISE(ABORT, 'locked'); END
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
    for statement in (TAKEN_OVER, NO_LONGER_WORK, NOT_TWICE):
        op.get_bind().exec_driver_sql(statement)
    for what, how in (("changed", "UPDATE"), ("removed", "DELETE")):
        op.get_bind().exec_driver_sql(NEVER.format(what=what, how=how))
