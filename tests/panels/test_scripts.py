"""The panels' scripts as a browser gets them: one module each in a notebook, all in one on a case page."""

from __future__ import annotations

import importlib
import re
import subprocess
from pathlib import Path

import pytest

from caseroom import formats, panels, scripts
from caseroom.panels.panel import SHARED_WORDS, Panel
from classroom import assets
from commands.places import ROOT

FOLDER = Path(panels.__file__).parent
NAMES = sorted(script.stem for script in FOLDER.glob("*.js") if script.with_suffix(".py").exists())
TYPES = (ROOT / "tests" / "page" / "types.d.ts").read_text(encoding="utf-8")


def panel(name: str) -> type[Panel]:
    """The panel that the module of that name defines."""
    module = importlib.import_module(f"caseroom.panels.{name}")
    (found,) = (
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Panel) and kind.__module__ == module.__name__
    )
    return found


def parses(script: str, folder: Path) -> bool:
    """Whether the script is a module that a browser can read."""
    file = folder / "script.mjs"
    file.write_text(script, encoding="utf-8")
    return subprocess.run(["node", "--check", str(file)], capture_output=True).returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_gets_a_panel_as_one_module_without_imports(name: str, tmp_path: Path) -> None:
    script = str(panel(name)._esm)
    assert script.count("\nexport default {") == 1
    assert not re.search(r"^import\b|^export const\b|^ *\* @", script, re.M)
    assert script.count("const channel =") == 1, "what is shared stands there once"
    assert parses(script, tmp_path)


def test_a_case_page_gets_all_panels_as_one_module(tmp_path: Path) -> None:
    script = scripts.modules(FOLDER)
    assert re.findall(r'^"(\w+)": \(\) => \{$', script, re.M) == NAMES
    assert script.count("const channel =") == 1
    assert parses(script, tmp_path)


@pytest.mark.parametrize("name", ["join", "phone", "rooms", "desk", "screen"])
def test_a_page_of_a_room_is_one_module(name: str, tmp_path: Path) -> None:
    found = assets.find(f"room/{name}.js")
    assert found is not None
    assert parses(found.body.decode(), tmp_path)
    assert not re.search(rb"^(import|export)\b", found.body, re.M)


def test_the_page_around_a_case_is_one_module(tmp_path: Path) -> None:
    """Its parts stand one after the other: no name may be at the top of two."""
    folder = ROOT / "classroom" / "static" / "case"
    script = scripts.joined(folder / "case.js")
    assert parses(script, tmp_path)
    assert not re.search(r"^(import|export)\b", script, re.M)
    used = {"case"} | _imported(folder / "case.js")
    assert {file.stem for file in folder.glob("*.js")} == used


def test_every_file_is_a_part_of_a_panel() -> None:
    used = {"shared"} | {part for name in NAMES for part in _imported(FOLDER / f"{name}.js")}
    assert {file.stem for file in FOLDER.glob("*.js")} == used


def _imported(script: Path) -> set[str]:
    names = re.findall(r'from "\./(\w+)\.js"', script.read_text(encoding="utf-8"))
    return {script.stem}.union(*(_imported(script.with_name(f"{name}.js")) for name in names))


def test_a_part_stands_once_and_before_what_needs_it(tmp_path: Path) -> None:
    (tmp_path / "shared.js").write_text("export const h = 1;\n")
    (tmp_path / "odd_low.js").write_text('import { h } from "./shared.js";\n\nexport const low = h;\n')
    (tmp_path / "odd_high.js").write_text(
        'import { low } from "./odd_low.js";\nimport {\n  h,\n} from "./shared.js";\n\nexport const high = low + h;\n'
    )
    (tmp_path / "odd.js").write_text(
        'import { high } from "./odd_high.js";\nimport { low } from "./odd_low.js";\n\n'
        "/**\n * For tools.\n */\n  // For people.\nexport default { high, low };\n"
    )
    (tmp_path / "odd.py").touch()
    parts = "\nconst low = h;\n\nconst high = low + h;\n\n"
    numbers = formats.script()
    assert scripts.module(tmp_path / "odd.js") == f"{numbers}const h = 1;\n{parts}export default {{ high, low }};\n"
    panels = f'export const panels = {{\n"odd": () => {{\n{parts}return {{ high, low }};\n}},\n}};\n'
    assert scripts.modules(tmp_path) == f"{numbers}const h = 1;\n{panels}{scripts.ANY}"


@pytest.mark.parametrize(
    "script",
    [
        "const a = 1;\n",
        "export default {};\nexport default 1;\n",
        'import "./x.js";\nexport default {};\n',
        'import * as shared from "./shared.js";\nexport default {};\n',
        "export let a = 1;\nexport default {};\n",
    ],
)
def test_a_script_that_is_no_panels_is_named(script: str, tmp_path: Path) -> None:
    (tmp_path / "shared.js").write_text("export const h = 1;\n")
    (tmp_path / "odd.js").write_text(script)
    (tmp_path / "odd.py").touch()
    for make in (lambda: scripts.module(tmp_path / "odd.js"), lambda: scripts.modules(tmp_path)):
        with pytest.raises(ValueError, match=r"odd\.js"):
            make()


@pytest.mark.parametrize("name", NAMES)
def test_a_script_says_what_it_is_given_and_nothing_else(name: str) -> None:
    borrowed = {file for file in scripts._files(FOLDER / f"{name}.js") if "_" in file.stem}  # another panel's parts too
    own = "".join(file.read_text("utf-8") for file in {*FOLDER.glob(f"{name}*.js"), *borrowed})
    script = re.sub(r'" \+\s+"', "", own)  # a sentence longer than a line
    given = getattr(importlib.import_module(f"caseroom.panels.{name}"), "WORDS", ())
    assert [word for word in given if f'"{word}"' not in script and f"words.{word}" not in script] == []
    said = re.findall(r'\bsay\(\s*"([^"]+)"|words\[\s*"([^"]+)",?\s*\]|\bwords\.(\w+)', script)
    ungiven = {sentence for forms in said for sentence in forms if sentence} - {*given, *SHARED_WORDS}
    assert not ungiven, f"put what {name}.js says into WORDS of {name}.py, and hand WORDS to Panel.__init__"


@pytest.mark.parametrize("name", NAMES)
def test_the_type_checker_knows_the_traits_that_a_panel_sends(name: str) -> None:
    assert set(panel(name).class_own_traits(sync=True)) == declared(name)


def declared(name: str) -> set[str]:
    """The traits of the panel of that name in types.d.ts."""
    text = TYPES[TYPES.index("interface Traits {") :]
    found = re.search(rf"^  {name}: (\{{[^\n]+\}}|\{{\n.*?^  \}}|Record<never, never>);$", text, re.M | re.S)
    assert found, f"tests/page/types.d.ts, interface Traits, lacks the panel: {name}: {{ <trait>: <type>; ... }}"
    inner = found[1].removeprefix("{").removesuffix("}")
    while inner != (outer := re.sub(r"\{[^{}]*\}|<[^<>]*>", "", inner)):
        inner = outer
    return set(re.findall(r"(\w+): ", inner))
