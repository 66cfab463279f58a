"""The store's tables as they are today; migrations/versions says how they came to be."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, MetaData, Table, Text

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
