"""`kit check` of classroom.toml: agendas that go with the guide, row by row and part by part."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands.checks import classrooms
from commands.places import ROOT

SHELF = ROOT / "tests" / "fixture_case"
ROWS = range(3, 10)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The case of the tests with an agenda for its plan A, whose second row has two phases."""
    for folder in ("cases", "instructor_guides", "datasets"):
        shutil.copytree(SHELF / folder, tmp_path / folder)
    phases = [
        '{ row = 1, kind = "lobby", minutes = 10 }',
        '{ row = 2, kind = "talk", minutes = 6 }',
        '{ row = 2, kind = "break", minutes = 4 }',
        *(f'{{ row = {n}, kind = "talk", minutes = 10 }}' for n in ROWS),
    ]
    text = '[[agendas]]\nid = "plan_a"\nplan = "A"\ntitle.en = "A"\ntitle.zh = "甲"\nphases = [\n' + ",\n".join(phases)
    (tmp_path / "cases" / "helpdesk" / "classroom.toml").write_text(f"{text}\n]\n", encoding="utf-8")
    return tmp_path


def say(shelf: Path, lang: str, words: str) -> Path:
    """Put these words into the second row of plan A, and as many into that of plan B, which no agenda follows."""
    path = shelf / "instructor_guides" / f"helpdesk.{lang}.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    for n, line in enumerate(lines):
        if line.startswith(("| 10–20 |", "| 10—20 |")):
            lines[n] = "|".join([*line.split("|")[:4], f" {words} |"])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("words", ['"Once."', '"One." Wait.<br>"Two."', '"One."<br>–', '–<br />"Two."'])
def test_one_part_or_as_many_as_phases_are_sound(shelf: Path, words: str) -> None:
    for lang in ("en", "zh"):
        say(shelf, lang, words)
    assert list(classrooms.plans(shelf)) == [] and list(classrooms.said(shelf)) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_another_number_of_parts_is_named_with_its_place(shelf: Path, lang: str) -> None:
    path = say(shelf, lang, '"One."<br>"Two."<br>"Three."')
    [found] = classrooms.said(shelf)
    assert found.path == path
    assert "<br>" in path.read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert found.line == min(n for n, line in enumerate(path.read_text().splitlines(), 1) if "<br>" in line)
    assert "3 parts" in found.sentence and "'plan_a' has 2 phases" in found.sentence
