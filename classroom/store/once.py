"""Rows that can only be inserted, each once: the database itself refuses anything else.

The steps in migrations/versions stand on this; what it makes of a table is never changed here.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

NAMES = {"UPDATE": "changed", "DELETE": "removed"}
SQLITE_ONCE = """
CREATE TRIGGER {table}_is_not_set_twice BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE ({key}) = ({new}))
    BEGIN SELECT RAISE(ABORT, 'locked'); END
"""
SQLITE_NEVER = """
CREATE TRIGGER {table}_is_not_{what} BEFORE {how} ON {table}
    BEGIN SELECT RAISE(ABORT, 'locked'); END
"""
POSTGRES_REFUSAL = """
CREATE OR REPLACE FUNCTION caseroom_locked() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'locked' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRES_NEVER = """
CREATE TRIGGER {table}_is_not_{what} BEFORE {how} ON {table}
    FOR EACH {each} EXECUTE FUNCTION caseroom_locked()
"""


def guard(db: Connection, table: str, key: Sequence[str], refused: Sequence[str]) -> None:
    """`refused`: UPDATE, and DELETE too where a row stays for good."""
    statements = _postgres(table, refused) if db.dialect.name == "postgresql" else _sqlite(table, key, refused)
    for statement in statements:
        db.exec_driver_sql(statement)


def _sqlite(table: str, key: Sequence[str], refused: Sequence[str]) -> list[str]:
    """Its REPLACE would remove the row that is there without asking a trigger that watches over deletion."""
    columns, new = (", ".join(f'{row}"{name}"' for name in key) for row in ("", "NEW."))
    never = [SQLITE_NEVER.format(table=table, what=NAMES[how], how=how) for how in refused]
    return [SQLITE_ONCE.format(table=table, key=columns, new=new), *never]


def _postgres(table: str, refused: Sequence[str]) -> list[str]:
    """A second row of one key is no matter here: the primary key refuses it, and what replaces is an UPDATE."""
    never = [POSTGRES_NEVER.format(table=table, what=NAMES[how], how=how, each="ROW") for how in refused]
    if "DELETE" in refused:
        never.append(POSTGRES_NEVER.format(table=table, what="emptied", how="TRUNCATE", each="STATEMENT"))
    return [POSTGRES_REFUSAL, *never]
