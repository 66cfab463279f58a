"""How a dataset's build.py ends: constructed files are written to the byte, or compared with those that lie there."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path


def as_csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """UTF-8 with line feeds."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def main(build: Callable[[], Mapping[Path, bytes]]) -> int:
    """Write what `build` makes; with --check on the command line write nothing, and 1 if a file differs."""
    parser = argparse.ArgumentParser(description="Make the files of this dataset again, to the byte.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing; exit 1 if they differ")
    check = parser.parse_args().check
    made = build()
    if not check:
        for path, content in made.items():
            path.write_bytes(content)
        return 0
    wrong = [path.name for path, content in made.items() if not path.is_file() or path.read_bytes() != content]
    if wrong:
        print(f"{', '.join(wrong)}: not what build.py makes; run build.py to write it again.", file=sys.stderr)
    return int(bool(wrong))
