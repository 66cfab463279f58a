"""A SQLite file that is damaged: found before it is served, put aside as it is, and named where it shows later."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import psutil

from classroom.store.backups import backups, said
from classroom.store.errors import Damaged

DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
BESIDE = ("", "-wal", "-shm")


def is_damage(error: BaseException | None) -> bool:
    """Whether SQLite says that the file itself is wrong."""
    return isinstance(error, sqlite3.DatabaseError) and getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGE


def require_sound(store: Path) -> None:
    """Damaged for a file that cannot be served: the sentence says where it is now and what can be done."""
    if store.is_dir():
        raise Damaged(f"{store} is a folder, where the file with the students' work should be. Rename it, then start.")
    why = wrong_with(store)
    if not why:
        return
    users = others_with(store)
    if users:
        raise Damaged(
            f"{store} is damaged ({why}), and process {users[0]} has it open. Stop that one first (Ctrl-C), then start."
        )
    raise Damaged(
        f"{store} is damaged ({why}). It stands, untouched, in {put_aside(store, 'damaged')}. {_way_out(store)}"
    )


def wrong_with(store: Path) -> str:
    """What SQLite finds wrong in the file, in a few words; "" for a sound one, and for none. Nothing is written."""
    if not store.is_file() or not store.stat().st_size:
        return ""
    try:
        with closing(sqlite3.connect(f"file:{store.absolute().as_posix()}?mode=ro", uri=True)) as db:
            found = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error) if is_damage(error) else ""
    return "" if found == "ok" else found.splitlines()[-1]


def others_with(store: Path) -> list[int]:
    """Processes beside this one that have the file open, as far as the system tells."""
    path, found = str(store.resolve()), []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and any(one.path == path for one in process.open_files()):
                found.append(process.pid)
    return found


def put_aside(store: Path, why: str) -> Path:
    """Rename the file, and what SQLite keeps beside it; where it stands now."""
    aside = store.with_name(f"{store.name}.{why}-{datetime.now():%Y-%m-%d-%H%M%S}")
    for beside in BESIDE:
        with suppress(FileNotFoundError):
            store.with_name(store.name + beside).replace(aside.with_name(aside.name + beside))
    return aside


def _way_out(store: Path) -> str:
    empty = "The next start begins with nothing kept."
    kept = backups(store)
    if not kept:
        return f"There is no back-up. {empty}"
    return f"The last back-up is of {said(kept[-1])}: python3 kit restore latest  puts it in its place. {empty}"
