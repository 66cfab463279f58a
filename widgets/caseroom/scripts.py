"""The panels' scripts, of one or several files each, as the one module that a browser gets.

A file imports by name from files of the kit (`import { h } from "./shared.js";`), so that tools understand it. The
module is these files one after another, each after what it needs, without imports, exports and lines of comment. So no
name may stand at the top of two of a panel's files. Whoever serves scripts needs no widget: they are read as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path

from caseroom import formats

IMPORT = re.compile(r'^import \{[^{}]*\} from "(\.{1,2}/[\w./]*\w\.js)";\n', re.M)
EXPORT = re.compile(r"^export (?=const )", re.M)
FOR_TOOLS = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.M | re.S)
REMARK = re.compile(r"^[ \t]*//.*\n", re.M)
DEFAULT = re.compile(r"^export default ", re.M)
STRAY = re.compile(r"^(?:import|export)\b(?! default )", re.M)


def module(panel: Path) -> str:
    """The panel whose script is `panel` as one module, which exports its definition. ValueError: it is no panel's."""
    return formats.script() + _joined(panel)


def joined(script: Path) -> str:
    """`script` and what it imports as one module. ValueError for what cannot stand in one."""
    return "".join(map(_plain, _files(script)))


def _joined(panel: Path, without: Collection[Path] = ()) -> str:
    """A panel and its parts but for those files that stand before."""
    text = "".join(_plain(file) for file in _files(panel) if file not in without)
    if len(DEFAULT.findall(text)) != 1:
        raise ValueError(f"{panel.name}: a panel has one `export default`")
    return text


ANY = """\
export default () => ({
  render: (given) => panels[given.model.get("_anywidget_id").split(".").slice(-2)[0]]().render(given),
});
"""


def modules(folder: Path) -> str:
    """All panels in `folder` as one module, whose `panels` is {name: function that returns the panel's definition}.

    Its default is what anywidget asks for: whichever panel a model is of, by the name of its Python class. What they
    share stands there once. ValueError for a script that is no panel's.
    """
    panels = [script for script in sorted(folder.glob("*.js")) if script.with_suffix(".py").exists()]  # not parts
    shared = _shared(folder, panels)
    functions = [
        f"{json.dumps(panel.stem)}: () => {{\n{DEFAULT.sub('return ', _joined(panel, shared))}}},\n" for panel in panels
    ]
    return f"{formats.script()}{''.join(map(_plain, shared))}export const panels = {{\n{''.join(functions)}}};\n{ANY}"


def _shared(folder: Path, panels: Collection[Path]) -> list[Path]:
    """shared.js and what else several panels need, each after what it needs itself."""
    needed = [_files(panel) for panel in panels]
    several = [file for files in needed for file in files if sum(file in others for others in needed) > 1]
    return list(dict.fromkeys([*_files(folder / "shared.js"), *several]))


def _files(script: Path) -> list[Path]:
    """A script and what it imports, each once and after what it needs."""
    needed = [(script.parent / name).resolve() for name in IMPORT.findall(script.read_text(encoding="utf-8"))]
    return list(dict.fromkeys([*(file for one in needed for file in _files(one)), script]))


def _plain(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    for unwanted in (IMPORT, EXPORT, FOR_TOOLS, REMARK):
        text = unwanted.sub("", text)
    if STRAY.search(text):
        raise ValueError(f"{file.name}: a panel's script imports by name from files of the kit and exports constants")
    return text
