"""The tables of the store, and how a file of an earlier version becomes one of today's."""

from __future__ import annotations

import sqlite3

VERSION = 2

# 1: what is kept may be replaced.
WORK = """
CREATE TABLE visitor (
    token_hash BLOB PRIMARY KEY,
    created_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE work (
    token_hash BLOB NOT NULL REFERENCES visitor(token_hash),
    slug TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (token_hash, slug, key)
) WITHOUT ROWID;
"""

# 2: what counts from its first value on has a table that takes it once. A prediction told its kind from the start.
LOCKED = """
CREATE TABLE locked (
    token_hash BLOB NOT NULL REFERENCES visitor(token_hash),
    slug TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (token_hash, slug, key)
) WITHOUT ROWID;
INSERT INTO locked
    SELECT * FROM work
    WHERE key = 'weights'
       OR key LIKE 'answer.%' AND CASE WHEN json_valid(value) THEN json_extract(value, '$.kind') END = 'predict';
DELETE FROM work WHERE EXISTS (
    SELECT 1 FROM locked
    WHERE (locked.token_hash, locked.slug, locked.key) = (work.token_hash, work.slug, work.key)
);
CREATE TRIGGER locked_is_not_set_twice BEFORE INSERT ON locked
    WHEN EXISTS (SELECT 1 FROM locked WHERE (token_hash, slug, key) = (NEW.token_hash, NEW.slug, NEW.key))
    BEGIN SELECT RAISE(ABORT, 'locked');
END;
CREATE TRIGGER locked_is_not_changed BEFORE UPDATE ON locked
    BEGIN SELECT RAISE(ABORT, 'locked');
END;
CREATE TRIGGER locked_is_not_removed BEFORE DELETE ON locked
    BEGIN SELECT RAISE(ABORT, 'locked');
END;
"""

STEPS = (WORK, LOCKED)


def version(db: sqlite3.Connection) -> int:
    """The version of the file; 0: it is new."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection) -> None:
    """Take all steps from the file's version to ours, within the transaction that the caller has begun."""
    for step in STEPS[version(db) :]:
        for statement in _statements(step):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> list[str]:
    """The script's statements; `executescript` would commit before it begins."""
    statements, so_far = [], ""
    for line in script.splitlines(keepends=True):
        so_far += line
        if sqlite3.complete_statement(so_far):
            statements.append(so_far)
            so_far = ""
    return statements
