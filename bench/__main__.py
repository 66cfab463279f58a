"""`python -m bench bench ...`: what `kit bench` hands over to; the command line is the kit's."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import report
from commands import arguments
from commands.places import ROOT


def main() -> int:
    """Measure what was asked for; parts measured earlier stay in the results. 1 where a class has lost an answer."""
    asked = arguments.parse(sys.argv[1:])
    folder = Path(asked.output or ROOT / "docs" / "bench")
    kept = folder / "results.json"
    results: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {"about": {}}
    folder.mkdir(parents=True, exist_ok=True)
    parts = [asked.only] if asked.only else ["models", "peers", "room", "classroom", "fork", "shelf"]
    for part in parts:
        about = circumstances(asked)
        with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as scratch:
            found = measure(part, asked, Path(scratch))
        if part == "peers" and asked.server:
            found = results.get("peers", {}) | found
        results[part] = found
        results["about"][part] = about
        kept.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    text = report.markdown(results)
    (folder / "results.md").write_text(text, encoding="utf-8")
    if "peers" in parts:
        from bench import picture

        picture.draw(results["peers"], folder)
    print(text)
    return refuse(results["classroom"]) if "classroom" in parts else 0


def refuse(found: dict[str, Any]) -> int:
    """1, and why, where an answer that was acknowledged is lost or doubled; else 0."""
    from bench import classroom

    wrong = classroom.broken(found)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


def measure(part: str, asked: Namespace, scratch: Path) -> dict[str, Any]:
    """One part. Only the peers and the room need a server, and what speaks to it."""
    if part == "models":
        from bench import models

        return models.measure(asked.quick)
    if part == "room":
        from bench import room

        return room.measure(scratch, room.QUICK if asked.quick else room.Size(minutes=asked.minutes))
    if part == "classroom":
        from bench import classroom

        return classroom.measure(scratch, classroom.QUICK if asked.quick else classroom.Size())
    if part == "fork":
        from bench import fork

        return fork.measure(scratch, fork.QUICK if asked.quick else fork.Size())
    if part == "shelf":
        from bench import shelf

        return shelf.measure(scratch, shelf.QUICK if asked.quick else shelf.Size())
    from bench import peers

    return peers.measure(scratch, peers.QUICK if asked.quick else peers.Size(), asked.server)


def circumstances(asked: Namespace) -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )
    command = "python3 kit " + " ".join(sys.argv[1:])
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "command": command,
        "machine": machine,
        "quick": asked.quick,
    }


if __name__ == "__main__":
    sys.exit(main())
