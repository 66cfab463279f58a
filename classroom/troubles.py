"""Cases that cannot be opened, and why: each by itself, so that the others go on."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from caseroom import catalogue
from caseroom.shelves import find

log = logging.getLogger("caseroom")

Stamp = tuple[tuple[str, int], ...]


class Troubles:
    """What the files of a case tell without being run, and what was found when its notebooks were."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Stamp, str]] = {}
        self._looked: dict[str, tuple[Stamp, str]] = {}

    def hear(self, said: dict[str, Any]) -> None:
        """What the process that runs the cases has found: {slug, broken}."""
        if "slug" in said:
            slug, why = str(said["slug"]), str(said["broken"])
            before = self._found.get(slug, ((), ""))[1]
            self._found[slug] = (_stamp(slug), why)
            if why and why != before:
                log.warning("The case %s is broken: %s", slug, why)

    def of(self, slug: str) -> str:
        """Why the case cannot be opened, for whoever runs the server; "" where it can. Found anew when it changes."""
        now = _stamp(slug)
        if self._looked.get(slug, ((), ""))[0] != now:
            self._looked[slug] = (now, catalogue.broken(slug))
        then, why = self._found.get(slug, ((), ""))
        return self._looked[slug][1] or (why if then == now else "")


def _stamp(slug: str) -> Stamp:
    """When the files of a case were last changed."""
    folder: Path | None = find("cases", slug)
    files = [path for path in folder.iterdir() if path.is_file()] if folder else []
    return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in files))
