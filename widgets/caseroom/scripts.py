"""The panels' scripts, of one or several files each, as the one module that a browser gets.

A file imports by name from files beside it (`import { h } from "./shared.js";`), so that tools understand it. The
module is these files one after another, each after what it needs, without imports, exports and comments for tools. So
no name may stand at the top of two of a panel's files. Whoever serves scripts needs no widget: they are read as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path

IMPORT = re.compile(r'^import \{[^{}]*\} from "\./(\w+\.js)";\n', re.M)
EXPORT = re.compile(r"^export (?=const )", re.M)
FOR_TOOLS = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.M | re.S)
DEFAULT = re.compile(r"^export default ", re.M)
STRAY = re.compile(r"^(?:import|export)\b(?! default )", re.M)


def module(panel: Path, without: Collection[Path] = ()) -> str:
    """The panel whose script is `panel` as one module, which exports its definition; `without` files that stand before.

    ValueError for a script that is no panel's.
    """
    text = "".join(_plain(file) for file in _files(panel) if file not in without)
    if len(DEFAULT.findall(text)) != 1:
        raise ValueError(f"{panel.name}: a panel has one `export default`")
    return text


def modules(folder: Path) -> str:
    """All panels in `folder` as one module, whose `panels` is {name: function that returns the panel's definition}.

    What they share stands there once. ValueError for a script that is no panel's.
    """
    shared = _files(folder / "shared.js")
    functions = [
        f"{json.dumps(panel.stem)}: () => {{\n{DEFAULT.sub('return ', module(panel, shared))}}},\n"
        for panel in sorted(folder.glob("*.js"))
        if panel.with_suffix(".py").exists()  # the others are parts of these
    ]
    return f"{''.join(map(_plain, shared))}export const panels = {{\n{''.join(functions)}}};\n"


def _files(script: Path) -> list[Path]:
    """A script and what it imports, each once and after what it needs."""
    needed = [script.with_name(name) for name in IMPORT.findall(script.read_text(encoding="utf-8"))]
    return list(dict.fromkeys([*(file for one in needed for file in _files(one)), script]))


def _plain(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    for unwanted in (IMPORT, EXPORT, FOR_TOOLS):
        text = unwanted.sub("", text)
    if STRAY.search(text):
        raise ValueError(f"{file.name}: a panel's script imports by name from beside it and exports constants")
    return text
