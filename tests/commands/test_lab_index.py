"""What JupyterLab opens: an index in both languages that leads to every case on every shelf."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from caseroom import catalogue, shelves
from commands import lab_index, notebooks
from commands.checks.links import TARGET, broken
from tests.server import FIXTURE

HOW = 6  # lines on how to work


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def text(path: Path) -> str:
    return notebooks.source(notebooks.read(path)["cells"][0])


def copied(shelf: Path) -> Path:
    """The fixture's shelf as it could stand anywhere."""
    return Path(shutil.copytree(FIXTURE, shelf, ignore=shutil.ignore_patterns("__pycache__")))


def on_shelves(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    monkeypatch.setattr(shelves, "shelves", lambda: [*folders])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_index_tells_how_to_work_and_leads_to_every_case_in_both_languages(lang: str, home: Path) -> None:
    lab_index.lay(home / "desk")
    path = home / "desk" / lab_index.index(lang)
    nbformat.validate(nbformat.read(path, as_version=4))
    said = text(path)
    how, _, cases = said.partition("\n## ")
    assert [line[:2] for line in how.splitlines() if line[:1].isdigit()] == [f"{n}." for n in range(1, HOW + 1)]
    assert str(home) in how and "{" not in said
    for slug in catalogue.slugs():
        case = catalogue.load(slug)
        assert case.title.text(lang) in cases
        assert all(f"/{case.notebook(each).name})" in cases for each in ("en", "zh"))
    assert len(TARGET.findall(said)) == 2 * len(catalogue.slugs())
    assert list(broken(path.parent, said)) == []


def test_laid_again_it_is_the_same_but_for_shelves_that_are_gone(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = copied(tmp_path / "my cases")
    on_shelves(monkeypatch, shelves.KIT, shelf)
    for _ in range(2):
        lab_index.lay(home / "desk")
        assert sorted(path.name for path in (home / "desk").iterdir()) == [
            "caseroom", "index.en.ipynb", "index.zh.ipynb", "my cases"
        ]  # fmt: skip
        assert (home / "desk" / "my cases").resolve() == shelf
    assert list(broken(home / "desk", text(home / "desk" / "index.en.ipynb"))) == []
    shutil.rmtree(shelf)
    on_shelves(monkeypatch, shelves.KIT)
    lab_index.lay(home / "desk")
    assert not (home / "desk" / "my cases").is_symlink()


def test_two_shelves_of_one_name_are_both_there(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = copied(tmp_path / "a" / "cases_of_ours"), copied(tmp_path / "b" / "cases_of_ours")
    on_shelves(monkeypatch, one, other)
    lab_index.lay(home / "desk")
    assert (home / "desk" / "cases_of_ours").resolve() == one
    assert (home / "desk" / "cases_of_ours-2").resolve() == other


def test_a_packs_notebooks_are_worked_on_as_copies(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = copied(home / "packs" / "theirs-1")
    pack.joinpath("pack.toml").write_text('name = "theirs"', encoding="utf-8")
    on_shelves(monkeypatch, pack)
    lab_index.lay(home / "desk")
    (copy,) = (path for path in (home / "desk").iterdir() if path.is_dir())
    notebook = copy / "cases" / "helpdesk" / "helpdesk.en.ipynb"
    before = (pack / "cases" / "helpdesk" / "helpdesk.en.ipynb").read_bytes()
    assert notebook.read_bytes() == before and list(copy.rglob("*.py")) == []
    notebook.write_text("worked on", encoding="utf-8")
    lab_index.lay(home / "desk")
    assert notebook.read_text(encoding="utf-8") == "worked on"
    assert (pack / "cases" / "helpdesk" / "helpdesk.en.ipynb").read_bytes() == before
    assert list(broken(home / "desk", text(home / "desk" / "index.zh.ipynb"))) == []


def test_a_broken_case_is_named_and_the_others_are_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "broken", lambda slug: "it lacks a title" if slug == "helpdesk" else "")
    lab_index.lay(home / "desk")
    said = text(home / "desk" / "index.en.ipynb")
    assert "- `helpdesk` cannot be opened" in said and "helpdesk.en.ipynb" not in said
    assert len(TARGET.findall(said)) == 2 * (len(catalogue.slugs()) - 1)
