"""`kit twins`: code follows the English, prose is kept, and nothing stale goes unnoticed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commands import arguments, notebooks, twins
from commands.notebooks import Cell, Notebook

Pair = tuple[Path, Path]


def markdown(name: str, text: str, english: str | None = None) -> Cell:
    cell: Cell = {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}
    if english is not None:
        notebooks.set_translated_from(cell, english)
    return cell


def code(name: str, text: str, *tags: str) -> Cell:
    metadata = {"tags": list(tags)} if tags else {}
    cell = {"cell_type": "code", "id": name, "metadata": metadata, "source": text}
    return cell | {"execution_count": None, "outputs": []}


def notebook(*cells: Cell) -> Notebook:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Two twins in step: a step, the language, a question."""
    folder = tmp_path / "cases" / "case"
    folder.mkdir(parents=True)
    english, chinese = folder / "case.en.ipynb", folder / "case.zh.ipynb"
    notebooks.write(
        english,
        notebook(
            markdown("step-brief", "## Brief"),
            code("lang", 'LANG = "en"', "language"),
            code("ask", "case.ask('x')"),
        ),
    )
    notebooks.write(
        chinese,
        notebook(
            markdown("step-brief", "## 卷宗", "## Brief"),
            code("lang", 'LANG = "zh"', "language"),
            code("ask", "case.ask('x')"),
        ),
    )
    monkeypatch.setattr(twins, "ROOT", tmp_path)
    return english, chinese


def kit_twins(*command_line: str) -> int:
    return twins.main(arguments.parse(["twins", *command_line]))


def change(path: Path, position: int, **changes: Any) -> None:
    found = notebooks.read(path)
    found["cells"][position] |= changes
    notebooks.write(path, found)


def cells(path: Path) -> list[Cell]:
    return list(notebooks.read(path)["cells"])


def test_twins_in_step_are_not_touched(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    before = pair[1].read_bytes()
    assert kit_twins() == 0
    assert pair[1].read_bytes() == before
    assert capsys.readouterr().out == ""


def test_code_tags_and_outputs_follow_the_english(pair: Pair) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": ["18\n"]}
    change(pair[0], 2, source=["case.ask('y')"], metadata={"tags": ["code-track"]}, outputs=[output])
    kit_twins()
    cell = cells(pair[1])[2]
    assert notebooks.source(cell) == "case.ask('y')"
    assert notebooks.tags(cell) == ["code-track"]
    assert cell["outputs"] == [output]


def test_folding_follows_the_english_both_ways(pair: Pair) -> None:
    folded = {"jupyter": {"source_hidden": True}}
    change(pair[0], 2, metadata=folded)
    change(pair[1], 1, metadata=folded | {"tags": ["language"]})
    kit_twins()
    assert [cell["metadata"] for cell in cells(pair[1])[1:]] == [{"tags": ["language"]}, folded]


def test_the_language_cell_stays_chinese(pair: Pair) -> None:
    change(pair[1], 1, source=['LANG = "en"'])
    kit_twins()
    assert notebooks.source(cells(pair[1])[1]) == 'LANG = "zh"'


def test_a_renamed_cell_keeps_its_translation(pair: Pair) -> None:
    change(pair[0], 0, id="step-file")
    kit_twins()
    cell = cells(pair[1])[0]
    assert (cell["id"], notebooks.source(cell)) == ("step-file", "## 卷宗")


def test_moved_and_added_cells_take_the_english_order(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    english = notebooks.read(pair[0])
    step, lang, ask = english["cells"]
    english["cells"] = [lang, step, markdown("more", "More to tell."), ask]
    notebooks.write(pair[0], english)
    kit_twins()
    assert [cell["id"] for cell in cells(pair[1])] == ["lang", "step-brief", "more", "ask"]
    assert notebooks.source(cells(pair[1])[1]) == "## 卷宗"
    assert "more is to be translated again" in capsys.readouterr().out


def test_a_missing_twin_is_begun(pair: Pair) -> None:
    pair[1].unlink()
    kit_twins()
    assert [cell["id"] for cell in cells(pair[1])] == ["step-brief", "lang", "ask"]


def test_changed_english_makes_the_translation_stale_until_it_is_accepted(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    change(pair[0], 0, source=["## The brief"])
    kit_twins()
    assert "step-brief is to be translated again" in capsys.readouterr().out
    assert kit_twins("case", "--accept", "step-brief") == 0
    capsys.readouterr()
    kit_twins()
    assert capsys.readouterr().out == ""
    assert notebooks.source(cells(pair[1])[0]) == "## 卷宗"


def test_a_cell_that_has_changed_in_two_cases_is_accepted_in_the_one_that_is_named(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cases share the names of their cells: `step-brief` is in every one."""
    other = pair[0].parent.with_name("other")
    other.mkdir()
    both = [pair, (other / "other.en.ipynb", other / "other.zh.ipynb")]
    for source, copy in zip(*both, strict=True):
        notebooks.write(copy, notebooks.read(source))
    assert kit_twins("--accept", "step-brief") == 0, "nothing has changed"
    for english, _ in both:
        change(english, 0, source=["## The brief"])
    before = [chinese.read_bytes() for _, chinese in both]
    assert kit_twins("--accept", "step-brief") == 2
    assert "changed in case, other. Name the case" in capsys.readouterr().err
    assert [chinese.read_bytes() for _, chinese in both] == before
    assert kit_twins("other", "--accept", "step-brief") == 0
    kit_twins()
    assert capsys.readouterr().out.splitlines()[-1] == "cases/case/case.zh.ipynb: step-brief is to be translated again"


def test_chinese_prose_is_never_thrown_away(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    chinese = notebooks.read(pair[1])
    chinese["cells"].append(markdown("aside", "旁白"))
    notebooks.write(pair[1], chinese)
    before = pair[1].read_bytes()
    assert kit_twins() == 1
    assert "'aside' has no English cell" in capsys.readouterr().err
    assert pair[1].read_bytes() == before


@pytest.mark.parametrize("command_line", [["nowhere"], ["--accept", "no-such-cell"]])
def test_an_unknown_name_is_refused(pair: Pair, capsys: pytest.CaptureFixture[str], command_line: list[str]) -> None:
    assert kit_twins(*command_line) == 2
    assert capsys.readouterr().err.count("\n") == 1
