"""What a document or a notebook links to in the repository is there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from commands import notebooks
from commands.checks.files import can_be_read
from commands.checks.finding import Finding

TARGET = re.compile(r"""\]\(\s*<?([^)\s>]+)>?[^)]*\)|\b(?:src|href)=["']([^"']+)["']""")
FENCE = re.compile(r"^(```|~~~).*?^\1\s*$|`[^`\n]*`", re.M | re.S)


def links(root: Path) -> Iterator[Finding]:
    """Every relative link and picture in every .md file and notebook leads to a file."""
    for path in filter(can_be_read, documents(root)):
        for line, text in texts(path):
            for target in broken(path.parent, text):
                yield Finding(path, line, f"the link {target!r} leads nowhere")


def documents(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_", "node_modules")))
        yield from (Path(folder, name) for name in sorted(files) if name.endswith((".md", ".ipynb")))


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The prose of the file in pieces, each with its line."""
    if path.suffix == ".ipynb":
        for cell in notebooks.read(path)["cells"]:
            if cell["cell_type"] == "markdown":
                yield notebooks.line_of(path, str(cell.get("id"))), FENCE.sub("", notebooks.source(cell))
    else:
        prose = FENCE.sub(lambda code: "\n" * code[0].count("\n"), path.read_text(encoding="utf-8"))
        yield from enumerate(prose.splitlines(), 1)


def broken(folder: Path, text: str) -> Iterator[str]:
    for match in TARGET.finditer(text):
        target = match[1] or match[2]
        parts = urlsplit(target)
        inside = not (parts.scheme or parts.netloc or parts.path.startswith("/"))
        if inside and parts.path and not (folder / unquote(parts.path)).exists():
            yield target
