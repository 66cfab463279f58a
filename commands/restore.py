"""kit restore: put a back-up in the place of what is kept; what was there is put aside."""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from classroom.store.backups import backups, copy, folder, said
from classroom.store.damage import others_with, put_aside, wrong_with
from commands.backup import STORE
from commands.places import database_url, home

RESTORE = '  pg_restore --clean --if-exists --no-owner --single-transaction --dbname="$DATABASE_URL" caseroom.dump'


def main(arguments: argparse.Namespace) -> int:
    """Restore; 2 and a sentence for a file that is no copy of ours, and while a server uses the store."""
    store = home() / STORE
    if not arguments.file:
        return show(store)
    source = newest(store) if arguments.file == "latest" else Path(arguments.file)
    if source is None:
        print(f"The server has made no back-up in {folder(store)} yet.", file=sys.stderr)
        return 2
    if not is_store(source):
        print(f"{source} is no back-up of Caseroom.", file=sys.stderr)
        if database_url():
            print(f"What pg_dump has written comes back with\n{RESTORE}", file=sys.stderr)
        return 2
    if database_url():
        return move(source, database_url())
    if store.exists() and in_use(store):
        print("A server is using what is kept. Stop it first (Ctrl-C), then restore.", file=sys.stderr)
        return 2
    try:
        aside = put_aside(store, "before") if store.exists() else None
        store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy(source, store)
    except (OSError, sqlite3.Error) as error:
        print(f"The copy cannot be put into {home()}: {error}", file=sys.stderr)
        return 2
    print(f"{source} is in its place again." + (f" What was there before stands in {aside}." if aside else ""))
    return 0


def show(store: Path) -> int:
    """What the server has put by, with its time; 2 where there is none."""
    made = backups(store)
    for one in made:
        print(f"{said(one)}   {one}")
    print("python3 kit restore latest  puts the last one in its place." if made else "There is no back-up yet.")
    return 0 if made else 2


def newest(store: Path) -> Path | None:
    return next(reversed(backups(store)), None)


def move(source: Path, url: str) -> int:
    """All that a copy of a file holds, into an empty PostgreSQL database."""
    from classroom.store import Database, StoreError
    from classroom.store.moving import move as move_rows

    try:
        with tempfile.TemporaryDirectory() as folder:
            draft = Path(folder, STORE)  # it may be of an earlier version, and the copy stays as it is
            copy(source, draft)
            move_rows(Database(draft), Database(url))
    except (StoreError, OSError, sqlite3.Error) as error:
        print(f"The copy cannot be put into the database that DATABASE_URL names: {error}.", file=sys.stderr)
        return 2
    print(f"Everything in {source} stands in the database that DATABASE_URL names.")
    return 0


def is_store(path: Path) -> bool:
    """Whether it is a SQLite file with our tables."""
    try:
        with closing(sqlite3.connect(f"file:{path.absolute().as_posix()}?mode=ro", uri=True)) as db:
            found = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return False
    return {"visitor", "work"} <= found


def in_use(store: Path) -> bool:
    """Whether somebody has the file open: SQLite keeps a -wal beside it until the last one has closed it."""
    beside = store.with_name(f"{store.name}-wal")
    if not beside.exists():
        return False
    if wrong_with(store):  # it must not be touched
        return bool(others_with(store))
    with closing(sqlite3.connect(store)) as db:  # what a killed server left is taken in and goes with this connection
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return beside.exists()
