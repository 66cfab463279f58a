"""The hotline's data: as described, and true to the parameters that they publish."""

import json
import subprocess
import sys

import frictionless
import pandas as pd
import pytest

from caseroom import data

HOTLINE = data.folder("hotline")


@pytest.fixture(scope="module")
def calls() -> pd.DataFrame:
    return data.load("hotline")


@pytest.fixture(scope="module")
def answered(calls: pd.DataFrame) -> pd.DataFrame:
    return calls[~calls.abandoned]


@pytest.fixture(scope="module")
def true() -> dict[str, float]:
    return dict(data.describe("hotline").true_parameters)


def test_the_calls_are_what_build_makes_to_the_byte() -> None:
    subprocess.run([sys.executable, str(HOTLINE / "build.py"), "--check"], check=True, timeout=120)


def test_frictionless_finds_the_package_valid() -> None:
    report = frictionless.validate(str(HOTLINE / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


def test_the_published_parameters_are_those_of_the_build() -> None:
    code = "import json, build; print(json.dumps([build.SEED, build.true_parameters()]))"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=HOTLINE, check=True, timeout=60)
    seed, true_parameters = json.loads(made.stdout)
    published = json.loads((HOTLINE / "datapackage.json").read_text(encoding="utf-8"))["caseroom"]
    assert (published["seed"], published["true_parameters"]) == (seed, true_parameters)


def test_every_field_is_described_in_both_languages() -> None:
    described = data.describe("hotline")
    assert described.constructed
    assert [field.name for field in described.fields] == list(data.load("hotline").columns)
    assert all(field.title.en and field.title.zh and field.description for field in described.fields)
    topic = next(field for field in described.fields if field.name == "topic")
    assert set(topic.categories) == set(data.load("hotline").topic)
    assert topic.categories["heating"].zh == "供暖"


def test_columns_have_their_types(calls: pd.DataFrame) -> None:
    kinds = {name: str(dtype) for name, dtype in calls.dtypes.items()}
    assert kinds.pop("arrived_at").startswith("datetime64")
    assert kinds == {
        "call_id": "Int64",
        "topic": "string",
        "queue_s": "float64",
        "abandoned": "boolean",
        "handle_s": "float64",
        "resolved": "boolean",
        "redial_of": "Int64",
    }


def test_a_call_that_nobody_answered_has_no_handling_time(calls: pd.DataFrame) -> None:
    assert (calls.handle_s.isna() == calls.abandoned).all()
    assert (calls.resolved.isna() == calls.abandoned).all()


def test_a_redial_follows_an_unsolved_call_within_two_days(calls: pd.DataFrame) -> None:
    redials = calls[calls.redial_of.notna()]
    first = calls.set_index("call_id").loc[redials.redial_of]
    assert not first.resolved.any()
    waited = redials.arrived_at.to_numpy() - first.arrived_at.to_numpy()
    assert (waited > pd.Timedelta(0)).all() and (waited <= pd.Timedelta(days=2)).all()
    assert redials.redial_of.is_unique


# Tolerances: about three standard errors of each estimate.


def test_handling_time_is_recovered(answered: pd.DataFrame, true: dict[str, float]) -> None:
    assert answered.handle_s.mean() == pytest.approx(true["average_handling_time"], rel=0.015)


def test_patience_is_recovered(calls: pd.DataFrame, true: dict[str, float]) -> None:
    """Maximum likelihood under censoring: all seconds waited, over the number who hung up."""
    assert calls.queue_s.sum() / calls.abandoned.sum() == pytest.approx(true["mean_patience"], rel=0.08)


def test_first_call_resolution_is_recovered(answered: pd.DataFrame, true: dict[str, float]) -> None:
    assert answered.resolved.mean() == pytest.approx(true["first_call_resolution"], abs=0.006)


def test_redial_probability_is_recovered(calls: pd.DataFrame, answered: pd.DataFrame, true: dict[str, float]) -> None:
    """On calls whose redial would still fall within the log."""
    unsolved = answered[~answered.resolved.astype(bool) & (answered.arrived_at < "2025-03-29")]
    redialled = unsolved.call_id.isin(calls.redial_of.dropna())
    assert redialled.mean() == pytest.approx(true["redial_probability"], abs=0.02)


def test_there_is_a_story_to_find(calls: pd.DataFrame) -> None:
    """The roster suits an ordinary morning; on Monday mornings it does not."""
    in_time = ~calls.abandoned & (calls.queue_s <= 20)
    morning = calls.arrived_at.dt.hour.between(9, 11)
    monday, midweek = calls.arrived_at.dt.day_of_week == 0, calls.arrived_at.dt.day_of_week.isin([1, 2, 3])
    assert in_time[morning & midweek].mean() > 0.85
    assert in_time[morning & monday].mean() < 0.65
    assert calls.abandoned[morning & monday].mean() > 3 * calls.abandoned[morning & midweek].mean()


def test_three_in_four_of_tuesdays_repeats_are_mondays_work(calls: pd.DataFrame) -> None:
    """And every working day takes over from the last: Monday only looks better."""
    weekday = calls.arrived_at.dt.day_of_week
    first = calls.redial_of.map(weekday.set_axis(calls.call_id))
    tuesday = first[(weekday == 1) & first.notna()]
    assert (len(tuesday), int((tuesday == 0).sum())) == (822, 630)
    share = calls.redial_of.notna().groupby(weekday).mean().round(3)
    assert share[[0, 1, 2, 3, 4, 5]].tolist() == [0.051, 0.129, 0.120, 0.116, 0.123, 0.157]
