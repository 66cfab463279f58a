"""kit backup: a copy of everything that is kept, while the server goes on; kit restore puts one back."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from datetime import datetime
from pathlib import Path

from classroom.store.backups import copy
from commands.places import database_url, home

STORE = "classroom.sqlite3"
DUMP = '  pg_dump --format=custom --no-owner --file=caseroom.dump "$DATABASE_URL"'


def main(arguments: argparse.Namespace) -> int:
    """Write the copy; 2 and a sentence where there is nothing to copy, or where it cannot be written."""
    if database_url():
        print(
            f"Everything is kept in PostgreSQL. Its own program copies it, while the server goes on:\n{DUMP}",
            file=sys.stderr,
        )
        return 2
    store = home() / STORE
    if not store.is_file():
        print(f"Nothing is kept in {home()} yet, so there is nothing to back up.", file=sys.stderr)
        return 2
    target = Path(arguments.output or f"caseroom-{datetime.now():%Y-%m-%d-%H%M%S}.sqlite3").absolute()
    if target.exists():
        print(f"{target} is there already. Name another file with --output.", file=sys.stderr)
        return 2
    try:
        copy(store, target)
    except (OSError, sqlite3.Error) as error:
        print(f"The copy cannot be written to {target}: {error}", file=sys.stderr)
        return 2
    print(f"Everything that is kept stands in {target}. Whoever has the file can read every answer in it.")
    return 0
