"""Rooms: their log, who is in them, and what was answered. Answers are rows that can only be inserted."""

import sqlalchemy as sa
from alembic import op

from classroom.store.once import guard

revision, down_revision = "0003", "0002"

KEYS = {"room_event": ("room_id", "seq"), "ballot": ("room_id", "phase", "by")}


def upgrade() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, nullable=False, unique=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("promise", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("keep_days", sa.Integer),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "room_event",
        sa.Column("room_id", sa.Text, sa.ForeignKey("room.id"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "participant",
        sa.Column("room_id", sa.Text, sa.ForeignKey("room.id"), primary_key=True),
        sa.Column("seat_hash", sa.LargeBinary, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("return_hash", sa.LargeBinary, nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot",
        sa.Column("room_id", sa.Text, sa.ForeignKey("room.id"), primary_key=True),
        sa.Column("phase", sa.Text, primary_key=True),
        sa.Column("by", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    for table, key in KEYS.items():
        guard(op.get_bind(), table, key, ("UPDATE",))
