"""From one database to another: a school that began with a file goes on in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import insert, select

from classroom.store.database import Database
from classroom.store.errors import StoreError
from classroom.store.tables import metadata

AT_ONCE = 1000  # rows


def move(source: Database, target: Database) -> None:
    """Copy every row, all or nothing. StoreError where the target has rows already."""
    with source.reading() as old, target.writing() as new:
        for table in metadata.sorted_tables:  # what others point at comes first
            if new.execute(select(1).select_from(table).limit(1)).first() is not None:
                raise StoreError("there are rooms or answers in it already, and nothing is mixed with them")
        for table in metadata.sorted_tables:
            for rows in old.execute(select(table)).mappings().partitions(AT_ONCE):
                new.execute(insert(table), [dict(row) for row in rows])
