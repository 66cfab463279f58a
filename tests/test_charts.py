"""Chart specifications: empty named datasets, colour never alone, kept on disk so that Altair stays away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.authoring import Scenario, Situation
from caseroom.charts.bars import bars_by_option, tornado
from caseroom.charts.bunching import bunching
from caseroom.charts.columns import columns_by_time
from caseroom.charts.curves import curves
from caseroom.charts.lines import line_with_target
from caseroom.charts.look import GLYPHS, MARKS, Measure
from caseroom.charts.tree import SHAPES, tree
from cases.helpdesk import views as helpdesk
from cases.helpdesk.model import OPTIONS, Params, simulate

ONE = Measure("one", "One", "percent")
TWO = Measure("two", "Two", "percent")
SHARE = Measure("share", "Share", "percent")
BUILDERS: dict[str, Any] = {
    "line": lambda: line_with_target(Measure("x", "X"), (ONE, TWO), SHARE, "Baseline"),
    "bars": lambda: bars_by_option(ONE, TWO),
    "columns": lambda: columns_by_time(Measure("x", "X"), ONE, TWO, "Baseline"),
    "tornado": tornado,
    "curves": lambda: curves(Measure("x", "X"), (ONE, TWO), SHARE, "Baseline"),
    "tree": lambda: tree(3, 7),
}
DATASETS = {
    "line": {"rows", "baseline", "band", "target", "down", "marks", "guess"},
    "bars": {"rows"},
    "columns": {"rows", "level"},
    "tornado": {"rows", "base"},
    "curves": {"rows", "baseline", "across", "down", "marks", "guess"},
    "tree": {"rows", "edges"},
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path))
    return tmp_path


def datasets(spec: Any) -> set[str]:
    if isinstance(spec, list):
        return set().union(*map(datasets, spec))
    if not isinstance(spec, dict):
        return set()
    own = {spec["data"]["name"]} if "name" in spec.get("data", {}) else set()
    return own.union(*map(datasets, spec.values()))


@pytest.mark.parametrize("name", BUILDERS)
def test_a_specification_holds_names_of_datasets_and_no_row(name: str) -> None:
    spec = BUILDERS[name]()
    assert datasets(spec) == DATASETS[name]
    assert '"data": {"values"' not in json.dumps(spec) and not spec.get("datasets")
    assert spec["width"] == "container"


@pytest.mark.parametrize("name", BUILDERS)
def test_a_specification_is_made_once(name: str, home: Path) -> None:
    made = BUILDERS[name]()
    assert len(list((home / "cache").iterdir())) == 1
    assert BUILDERS[name]() == made


def test_other_words_are_another_specification(home: Path) -> None:
    bars_by_option(ONE, TWO)
    bars_by_option(ONE, Measure("two", "二"))
    assert len(list((home / "cache").iterdir())) == 2


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", "\x00"])
def test_a_damaged_cache_is_made_again(damage: str, home: Path) -> None:
    made = bars_by_option(ONE, TWO)
    (kept,) = (home / "cache").iterdir()
    kept.write_text(damage, encoding="utf-8")
    assert bars_by_option(ONE, TWO) == made
    assert json.loads(kept.read_text(encoding="utf-8")) == made


def test_a_home_that_cannot_be_written_to_is_only_slower(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a file, not a folder"
    file.touch()
    monkeypatch.setenv("CASEROOM_HOME", str(file))
    assert bars_by_option(ONE, TWO)["layer"]


def test_two_lines_differ_in_more_than_colour() -> None:
    line = next(layer["encoding"] for layer in BUILDERS["line"]()["layer"] if "transform" in layer)
    assert len(set(map(str, line["strokeDash"]["scale"]["range"]))) == 3


def test_every_curve_differs_in_more_than_colour() -> None:
    line = next(layer["encoding"] for layer in BUILDERS["curves"]()["layer"] if "transform" in layer)
    assert len(set(map(str, line["strokeDash"]["scale"]["range"]))) == 3


def test_the_two_ends_of_a_bar_differ_in_more_than_colour() -> None:
    points = [layer["mark"] for layer in BUILDERS["tornado"]()["layer"] if layer["mark"]["type"] == "point"]
    assert [point["shape"] for point in points] == ["triangle-down", "triangle-up"]
    assert points[0]["fill"] != points[1]["fill"]


def test_a_warm_kernel_never_imports_altair() -> None:
    code = """
import sys
from caseroom import catalogue
from cases.helpdesk import views as helpdesk
for lang in ("en", "zh"):
    helpdesk.views(catalogue.load("helpdesk"), lang)
print("altair" in sys.modules)
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    run = [sys.executable, "-c", code]
    cold, warm = (
        subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    )
    assert (cold, warm) == ("True", "False")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view_of_the_helpdesk_shows_its_rows_as_a_table_too(lang: str) -> None:

    now = Scenario("Now", Params(agents=14), simulate(Params(agents=14)))
    baseline = Scenario("Baseline", Params(), simulate(Params()))
    situation = Situation(now, baseline, (now, baseline), loaded=frozenset(OPTIONS))
    for view in helpdesk.views(catalogue.load("helpdesk"), lang):
        rows = view.rows(situation)
        assert datasets(view.spec) - set(rows) <= {"down", "guess"} and set(rows) <= datasets(
            view.spec
        )  # a student's own
        assert {column["name"] for column in view.columns} <= set(rows["rows"][0])
        assert "{" not in view.describe(situation, rows)
        json.dumps(rows, allow_nan=False)


@pytest.mark.parametrize("view", range(3))
def test_every_chart_shows_and_names_the_baseline_and_every_pin(view: int) -> None:

    situation = Situation(_scenario("Now", agents=20), _scenario("Baseline"), (_scenario("Two more", agents=22),))
    chart = helpdesk.views(catalogue.load("helpdesk"), "en")[view]
    rows = chart.rows(situation)
    drawn = json.dumps(rows)
    assert "Baseline" in drawn and "Two more" in drawn
    said = chart.describe(situation, rows)
    assert "Baseline" in said and "Two more" in said


def test_each_kind_of_mark_has_a_shape_of_its_own() -> None:
    shapes = [(look.get("shape", "circle"), look.get("fill", "full")) for look in MARKS.values()]
    assert len(set(shapes)) == len(shapes) == len(set(GLYPHS.values()))


def _scenario(name: str, **levers: Any) -> Any:

    return Scenario(name, Params(**levers), simulate(Params(**levers)))


def test_the_columns_of_a_distribution_stand_on_nought() -> None:
    columns = bunching(Measure("start", "Minutes"), Measure("calls", "Calls"), "Fitted")["layer"][0]
    assert columns["mark"]["orient"] == "vertical" and columns["encoding"]["y2"] == {"datum": 0}
    assert columns["encoding"]["y"]["scale"]["zero"]


def test_an_axis_of_decimals_says_its_unit() -> None:
    assert Measure("cost", "Cost", "decimal", "points").axis_title == "Cost, points"
    assert Measure("cost", "代价", "decimal", "分").axis_title == "代价（分）"
    with pytest.raises(ValueError, match="unit"):
        _ = Measure("cost", "Cost", "decimal").axis_title


def test_the_levers_as_they_stand_are_no_bar_like_the_options() -> None:
    marks = [layer["mark"] for layer in BUILDERS["bars"]()["layer"] if layer["mark"]["type"] == "bar"]
    assert len({mark.get("fill", mark.get("stroke")) for mark in marks}) == 7  # an option's, and three kinds' pairs


def test_the_ends_of_a_tree_differ_without_colour() -> None:
    """Right and wrong are both triangles: one filled and one hollow; a choice is no chance."""
    assert (
        SHAPES["good"]["shape"] == SHAPES["bad"]["shape"] and SHAPES["bad"]["fill"] == "#fff" != SHAPES["good"]["fill"]
    )
    assert len({look["shape"] for look in SHAPES.values()}) == 3
