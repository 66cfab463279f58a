"""The server's own back-ups of its SQLite file: at the start and after every ten minutes in which something changed."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from caseroom.patience import patiently, replace
from classroom.store.tables import PARTS_OF_ROOM

EVERY = 600.0  # seconds between two looks whether something has changed
NEWEST = 6  # kept in any case: an hour of work
DAYS = 3  # of so many earlier days the last one
OLDEST = timedelta(days=7)  # rooms are deleted after a week; their copies too
STAMP = "%Y-%m-%d-%H%M%S"

log = logging.getLogger("caseroom")


def backups(store: Path) -> list[Path]:
    """The back-ups of this file, the newest last."""
    return sorted(path for path in folder(store).glob(f"{store.stem}-*.sqlite3") if _time(path))


def folder(store: Path) -> Path:
    return store.parent / "backups"


def said(backup: Path) -> str:
    """When it was made, for a reader."""
    return f"{_time(backup):%d %B %Y, %H:%M}"


def copy(source: Path, target: Path) -> None:
    """A whole copy, also of a store that a server writes to meanwhile. OSError, sqlite3.Error."""
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    if os.name == "posix":
        target.chmod(0o600)


def make(store: Path) -> Path | None:
    """One more back-up, and one less of the old; None where nothing is kept yet. OSError, sqlite3.Error.

    sqlite3.DatabaseError, and no old one goes, where the copy is damaged.
    """
    if not _holds_something(store):
        return None
    folder(store).mkdir(mode=0o700, exist_ok=True)
    target = folder(store) / f"{store.stem}-{datetime.now().strftime(STAMP)}.sqlite3"
    part = target.with_suffix(".part")
    try:
        copy(store, part)
        _leave_out(part, "promise = 'anonymous' AND ended_at IS NULL")  # two copies would tell who answered in between
        with closing(sqlite3.connect(part)) as db:
            found = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        replace(part, target)
    finally:
        patiently(lambda: part.unlink(missing_ok=True))
    for old in outdated(backups(store), datetime.now()):
        old.unlink(missing_ok=True)
    return target


def take_out(store: Path, room_id: str) -> None:
    """All that the back-ups hold of a room that was deleted: that is for good. OSError, sqlite3.Error."""
    for backup in backups(store):
        _leave_out(backup, "id = ?", room_id)


def _leave_out(backup: Path, which: str, *values: str) -> None:
    """Delete rooms from the copy, and the places on the disk where they stood."""
    with closing(sqlite3.connect(backup, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")  # one file is easier to carry away than three
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        found = db.execute(f"SELECT id FROM room WHERE {which}", values).fetchall() if "room" in tables else []
        for part in [part.name for part in PARTS_OF_ROOM if part.name in tables] if found else []:
            db.executemany(f"DELETE FROM {part} WHERE room_id = ?", found)
        if found:
            db.executemany("DELETE FROM room WHERE id = ?", found)
            db.execute("VACUUM")


def outdated(kept: list[Path], now: datetime) -> list[Path]:
    """Those of `kept`, the newest last, that may go."""
    last_of_day = {_time(path).date(): path for path in kept[:-NEWEST]}  # type: ignore[union-attr]
    stay = {*kept[-NEWEST:], *list(last_of_day.values())[-DAYS:]}
    too_old = {path for path in kept[:-1] if now - _time(path) > OLDEST}  # type: ignore[operator]
    return [path for path in kept if path not in stay or path in too_old]


class Rotation:
    """The back-ups of a server: `last_change` says when something was kept, `damaged` hears when a copy shows that the
    file is.
    """

    def __init__(self, store: Path, last_change: Callable[[], float], damaged: Callable[[str], None]) -> None:
        self._store, self._last_change, self._damaged = store, last_change, damaged
        self._seen: float | None = None

    def keep(self, every: float = EVERY) -> None:
        """In a thread of its own, as long as the server runs."""
        threading.Thread(target=self._keep, args=(every,), daemon=True, name="backups").start()

    def _keep(self, every: float) -> None:
        pause = threading.Event()
        while True:
            self.look()
            pause.wait(every)

    def look(self) -> None:
        """Make one where something was kept since the last look, and at the first."""
        changed = self._last_change()
        try:
            if changed != self._seen:
                make(self._store)
                self._seen = changed
        except (OSError, sqlite3.OperationalError) as error:
            log.warning("No back-up could be made in %s: %s", folder(self._store), error)
        except sqlite3.DatabaseError as error:
            self._damaged(str(error))


def _holds_something(store: Path) -> bool:
    with closing(sqlite3.connect(store)) as db:
        return any(db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in ("work", "locked", "room"))


def _time(backup: Path) -> datetime | None:
    try:
        return datetime.strptime(backup.stem.partition("-")[2], STAMP)
    except ValueError:
        return None
