"""The store's tables as they are today; migrations/versions says how they came to be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

metadata = MetaData()

visitor = Table(
    "visitor",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("created_at", Text, nullable=False),
    sqlite_with_rowid=False,
)


def _kept(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("token_hash", LargeBinary, ForeignKey("visitor.token_hash"), primary_key=True),
        Column("slug", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("value", Text, nullable=False),
        Column("saved_at", Text, nullable=False),
        sqlite_with_rowid=False,
    )


work = _kept("work")
locked = _kept("locked")
"""Rows can only be inserted, and once."""

room = Table(
    "room",
    metadata,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("slug", Text, nullable=False),
    Column("promise", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("keep_days", Integer),
    Column("put_away", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
"""`keep_days`: after so many days from its end it is deleted; null: never. `put_away`: 1 for a room that
the list of rooms has folded away.
"""
room_event = Table(
    "room_event",
    metadata,
    Column("room_id", Text, ForeignKey("room.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("event", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""`key`: the command's own, so that one that is sent twice is carried out once."""
participant = Table(
    "participant",
    metadata,
    Column("room_id", Text, ForeignKey("room.id"), primary_key=True),
    Column("seat_hash", LargeBinary, primary_key=True),
    Column("person", Text, nullable=False),
    Column("return_hash", LargeBinary, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Who holds a seat. No time stands here: in a room that promised it, nothing may lead from an answer to a person."""
ballot = Table(
    "ballot",
    metadata,
    Column("room_id", Text, ForeignKey("room.id"), primary_key=True),
    Column("phase", Text, primary_key=True),
    Column("by", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Answers, once each. `by` is a person's id, or in an anonymous room what only their own secret gives. No time."""
scenario = Table(
    "scenario",
    metadata,
    Column("room_id", Text, ForeignKey("room.id"), primary_key=True),
    Column("by", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The settings of the model that somebody has pinned, or at which a table's levers stand: the latest, without a time.
`by` is a person's id, "table <n>", or in an anonymous room what only their own secret gives, other than in `ballot`.
"""

PARTS_OF_ROOM = (ballot, participant, room_event, scenario)


class octets(GenericFunction[int]):
    """How many bytes a text has."""

    type = Integer()
    inherit_cache = True


@compiles(octets)
def _octets(element: octets, compiler: Any, **options: Any) -> str:
    return f"octet_length({compiler.process(element.clauses, **options)})"


@compiles(octets, "sqlite")  # which has had that function since 2023 only
def _octets_of_sqlite(element: octets, compiler: Any, **options: Any) -> str:
    return f"length(CAST({compiler.process(element.clauses, **options)} AS BLOB))"
