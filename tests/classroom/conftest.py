"""What the store promises, it promises on every database."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """A place for a store, where nothing is yet."""
    if request.param == "SQLite":
        return tmp_path / "room.sqlite3"
    return str(request.getfixturevalue("postgres_database"))
