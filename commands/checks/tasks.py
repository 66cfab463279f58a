"""Tasks: each says, once it is done, what there was to see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commands.checks.cases import sound
from commands.checks.finding import Finding


def seen(root: Path) -> Iterator[Finding]:
    """A task that is only ticked leaves the question of what it was for."""
    for path, case in sound(root):
        lines = path.read_text(encoding="utf-8").splitlines()
        places = [number for number, line in enumerate(lines, 1) if re.match(r"\[\[tasks\]\]", line)]
        for n, task in enumerate(case.tasks):
            if task.seen is None:
                sentence = f"task {n + 1}, “{task.title.en}”, lacks 'seen': a sentence or two, shown once it is done"
                yield Finding(path, places[n] if n < len(places) else 1, sentence)
