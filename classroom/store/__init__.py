"""Everything that is kept: students' work, and the rooms of a class."""

from classroom.store.beside import StoreBeside, Threads
from classroom.store.database import Database
from classroom.store.errors import Busy, Changed, Damaged, Full, Locked, Lost, StoreError, TooMuch, UnknownVisitor
from classroom.store.rooms import Rooms
from classroom.store.work import Store

__all__ = [
    "Busy",
    "Changed",
    "Damaged",
    "Database",
    "Full",
    "Locked",
    "Lost",
    "Rooms",
    "Store",
    "StoreBeside",
    "StoreError",
    "Threads",
    "TooMuch",
    "UnknownVisitor",
]
