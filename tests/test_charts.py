"""Chart specifications: empty named datasets, colour never alone, kept on disk so that Altair stays away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from caseroom import casefile, charts
from caseroom.charts import Measure

ONE = Measure("one", "One", "percent")
TWO = Measure("two", "Two", "percent")
BUILDERS: dict[str, Any] = {
    "line": lambda: charts.line_with_target(Measure("x", "X"), (ONE, TWO)),
    "bars": lambda: charts.bars_by_option(ONE, TWO),
    "columns": lambda: charts.columns_by_time(Measure("x", "X"), ONE, TWO),
}
DATASETS = {"line": {"rows", "target", "marks"}, "bars": {"rows"}, "columns": {"rows", "level"}}


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
    assert "values" not in json.dumps(spec) and not spec.get("datasets")
    assert spec["width"] == "container"


@pytest.mark.parametrize("name", BUILDERS)
def test_a_specification_is_made_once(name: str, home: Path) -> None:
    made = BUILDERS[name]()
    assert len(list((home / "cache").iterdir())) == 1
    assert BUILDERS[name]() == made


def test_other_words_are_another_specification(home: Path) -> None:
    charts.bars_by_option(ONE, TWO)
    charts.bars_by_option(ONE, Measure("two", "二"))
    assert len(list((home / "cache").iterdir())) == 2


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", "\x00"])
def test_a_damaged_cache_is_made_again(damage: str, home: Path) -> None:
    made = charts.bars_by_option(ONE, TWO)
    (kept,) = (home / "cache").iterdir()
    kept.write_text(damage, encoding="utf-8")
    assert charts.bars_by_option(ONE, TWO) == made
    assert json.loads(kept.read_text(encoding="utf-8")) == made


def test_a_home_that_cannot_be_written_to_is_only_slower(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a file, not a folder"
    file.touch()
    monkeypatch.setenv("CASEROOM_HOME", str(file))
    assert charts.bars_by_option(ONE, TWO)["layer"]


def test_two_lines_differ_in_more_than_colour() -> None:
    line = BUILDERS["line"]()["layer"][0]["encoding"]
    assert len(set(map(str, line["strokeDash"]["scale"]["range"][:2]))) == 2


def test_a_warm_kernel_never_imports_altair() -> None:
    code = """
import sys
from caseroom import casefile
from caseroom.views import hotline
for lang in ("en", "zh"):
    hotline.views(casefile.load("hotline"), lang)
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
def test_every_view_of_the_hotline_shows_its_rows_as_a_table_too(lang: str) -> None:
    from caseroom.models.hotline import Params, simulate
    from caseroom.views import Scenario, Situation, hotline

    now = Scenario("Now", Params(agents=14), simulate(Params(agents=14)))
    baseline = Scenario("Baseline", Params(), simulate(Params()))
    situation = Situation(now, baseline, (now, baseline))
    for view in hotline.views(casefile.load("hotline"), lang):
        rows = view.rows(situation)
        assert datasets(view.spec) == set(rows)
        assert {column["name"] for column in view.columns} <= set(rows["rows"][0])
        assert "{" not in view.describe(situation, rows)
        json.dumps(rows, allow_nan=False)


def test_labels_of_pinned_scenarios_do_not_cover_each_other() -> None:
    from caseroom.models.hotline import OPTIONS, Params, simulate
    from caseroom.views import Scenario, Situation, hotline

    pins = tuple(Scenario(name, params, simulate(params)) for name, params in OPTIONS.items())
    now = Scenario("Now", Params(), simulate(Params()))
    marks = hotline.views(casefile.load("hotline"), "en")[0].rows(Situation(now, now, pins))["marks"]
    heights = sorted(
        mark["label_at"] for mark in marks if mark["side"] == "right" and mark["kind"] == "pinned"
    )
    assert all(higher - lower >= 0.065 for lower, higher in pairwise(heights))


def test_the_reversal_shows_in_words() -> None:
    from caseroom.models.hotline import Params, simulate
    from caseroom.views import Scenario, Situation, hotline

    now = Scenario("Now", Params(), simulate(Params()))
    bars = hotline.views(casefile.load("hotline"), "en")[1].rows(Situation(now, now))["rows"]
    lowest = {
        measure: [bar["label"] for bar in bars if bar[f"{measure}_label"].endswith("lowest")]
        for measure in ("cost_per_answered_call", "cost_per_solved_problem")
    }
    assert lowest == {
        "cost_per_answered_call": ["Contractor, per call"],
        "cost_per_solved_problem": ["Contractor, per solution"],
    }
