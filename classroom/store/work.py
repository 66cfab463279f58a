"""Students' work: named JSON values by visitor and case.

A visitor's token is kept only as a hash: who reads the file cannot take somebody's place.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, select, union_all, update

from caseroom.client import PATIENCE, fingerprint
from classroom.store.database import Database
from classroom.store.errors import Busy, Changed, Locked, TooMuch, UnknownVisitor
from classroom.store.tables import locked, octets, visitor, work

ALL = union_all(select(work), select(locked)).subquery()
MOST_KEPT = 8_000_000  # bytes of one visitor in all cases: forty values of the largest size
Place = dict[str, Any]
"""Where a value is kept: token_hash, slug, key."""


class Store:
    """What every visitor has kept; safe to use from several threads and processes."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._last_asked: dict[tuple[Any, ...], int] = {}

    def new_visitor(self) -> str:
        """A fresh random token; only its hash is kept."""
        token = secrets.token_urlsafe(32)
        with self.database.writing() as db:
            db.execute(insert(visitor).values(token_hash=_hash(token), created_at=_now()))
        return token

    def admit(self, token: str) -> None:
        """Let in whoever has this token, which was made elsewhere; again and again, if need be."""
        if not self.knows(token):
            with self.database.writing() as db:
                if not _is_known(db, token):
                    db.execute(insert(visitor).values(token_hash=_hash(token), created_at=""))

    def try_to_write(self) -> None:
        """Write and commit something that is nobody's. StoreError where nothing could be kept now."""
        with self.database.writing(a_try=True) as db:
            db.execute(delete(visitor).where(visitor.c.token_hash == b"health"))
            db.execute(insert(visitor).values(token_hash=b"health", created_at=_now()))

    def knows(self, token: str) -> bool:
        """Whether `token` is a visitor's."""
        with self.database.reading() as db:
            return _is_known(db, token)

    def load(self, token: str, slug: str) -> dict[str, Any]:
        """Everything this visitor has kept for the case. UnknownVisitor."""
        self._require(token)
        kept = select(ALL.c.key, ALL.c.value).where(ALL.c.token_hash == _hash(token), ALL.c.slug == slug)
        with self.database.reading() as db:
            return {key: json.loads(value) for key, value in db.execute(kept)}

    def everywhere(self, token: str, key: str) -> dict[str, Any]:
        """What this visitor has kept under `key`, by case: None where only other things are. UnknownVisitor."""
        self._require(token)
        named = func.max(case((ALL.c.key == key, ALL.c.value)))
        kept = select(ALL.c.slug, named).where(ALL.c.token_hash == _hash(token)).group_by(ALL.c.slug)
        with self.database.reading() as db:
            return {slug: None if value is None else json.loads(value) for slug, value in db.execute(kept)}

    def save(
        self,
        token: str,
        slug: str,
        key: str,
        value: Any,
        *,
        once: bool = False,
        asked: int | None = None,
        based_on: str | None = None,
    ) -> str:
        """Commit `value`; the time of the commit comes back. UnknownVisitor, Busy, Full, TooMuch, Locked, Changed.

        `once`: it can never be changed afterwards.
        `based_on`: the fingerprint of the value that this one replaces; None: whichever it is.
        `asked`: time.monotonic_ns() of the asking. What waited for so long that nobody hears the answer, or what was
        asked for before a value that is there already, is never committed: Busy.
        """
        asked = time.monotonic_ns() if asked is None else asked
        _hurry(asked)
        self._require(token)
        place = {"token_hash": _hash(token), "slug": slug, "key": key}
        kept = {"value": json.dumps(value, ensure_ascii=False, allow_nan=False), "saved_at": _now()}
        with self.database.writing() as db:
            _let_stand(db, place)  # before the turn: of two that race, the one asked first may come second
            self._take_turn(place, asked)
            _compare(db, place, based_on)
            _leave_room(db, place, kept["value"])
            if once:
                db.execute(delete(work).where(*_in(work, place)))
                db.execute(insert(locked).values(**place, **kept))
            elif db.execute(update(work).where(*_in(work, place)).values(**kept)).rowcount == 0:
                db.execute(insert(work).values(**place, **kept))
        return kept["saved_at"]

    def _take_turn(self, place: Place, asked: int) -> None:
        """Now that nobody else can write: whether this write is still wanted. Busy."""
        _hurry(asked)
        of = tuple(place.values())
        if asked < self._last_asked.get(of, 0):
            raise Busy("a later value has been saved")
        self._last_asked[of] = asked

    def _require(self, token: str) -> None:
        if not self.knows(token):
            raise UnknownVisitor("no visitor has this token")


def _is_known(db: Connection, token: str) -> bool:
    return db.execute(select(1).where(visitor.c.token_hash == _hash(token))).first() is not None


def _in(table: Any, place: Place) -> list[Any]:
    return [table.c[name] == value for name, value in place.items()]


def _let_stand(db: Connection, place: Place) -> None:
    """Locked, where a value is that may be set once."""
    found = db.execute(select(locked.c.value, locked.c.saved_at).where(*_in(locked, place))).first()
    if found is not None:
        raise Locked(json.loads(found.value), found.saved_at)


def _compare(db: Connection, place: Place, based_on: str | None) -> None:
    """Changed when what stands in this place is not what the writer knew."""
    if based_on is None:
        return
    kept = db.execute(select(work.c.value).where(*_in(work, place))).scalar()
    value = None if kept is None else json.loads(kept)
    if fingerprint(value) != based_on:
        raise Changed(value)


def _leave_room(db: Connection, place: Place, text: str) -> None:
    """TooMuch when the visitor would keep more than MOST_KEPT with `text` in this place."""
    size = func.coalesce(func.sum(octets(ALL.c.value)), 0)
    others = select(size).where(
        ALL.c.token_hash == place["token_hash"], ~((ALL.c.slug == place["slug"]) & (ALL.c.key == place["key"]))
    )
    if db.execute(others).scalar_one() + len(text.encode()) > MOST_KEPT:
        raise TooMuch("this visitor keeps too much")


def _hurry(asked: int) -> None:
    """Busy when who asked then has given up."""
    if time.monotonic_ns() - asked > PATIENCE * 1e9:
        raise Busy("nobody waits for the answer any more")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
