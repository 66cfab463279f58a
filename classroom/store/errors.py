"""What the store may refuse."""

from __future__ import annotations

from typing import Any


class StoreError(Exception):
    """The store cannot do what was asked."""


class Busy(StoreError):
    """Somebody else holds the file for longer than we, or who asked, can wait; or a later write came first."""


class Lost(Busy):
    """The database went away in the middle: it has all that was to be written, or nothing, and we do not know which."""


class Full(StoreError):
    """The disk takes no more, or the file cannot be written."""


class Damaged(StoreError):
    """The file is not what was written into it; the text says what can be done."""


class Locked(StoreError):
    """A value that may be set once is there already: `.value`, since `.saved_at`."""

    def __init__(self, value: Any, saved_at: str) -> None:
        super().__init__("locked")
        self.value, self.saved_at = value, saved_at


class TooMuch(StoreError):
    """The visitor has as much as one may keep."""


class Changed(StoreError):
    """The value is no longer the one that the new one was based on, but `.value`."""

    def __init__(self, value: Any) -> None:
        super().__init__("changed")
        self.value = value


class UnknownVisitor(StoreError):
    """No visitor has this token."""
