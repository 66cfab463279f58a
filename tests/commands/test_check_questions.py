"""`kit check` names a prediction that stands on no chart, or that the model's answer cannot be held against."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commands.checks import cases
from tests.server import FIXTURE

PLACE = 'guess = { chart = "service_level" }'


def test_the_fixture_is_sound() -> None:
    assert list(cases.guessed(FIXTURE)) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (PLACE, 'guess = { chart = "services" }', "no chart of this case: service_level, cost_by_option, day"),
        (PLACE, 'guess = { chart = "cost_by_option" }', "carries no guess"),
        ("at = [10, 12, 14, 16, 18, 20, 22]", "at = [10, 12, 14, 16, 18, 20, 400]", "the model's curve goes from"),
        ('take = "service_level" }\nguess', 'take = "nothing" }\nguess', "gives no column 'nothing'"),
    ],
)
def test_a_guess_without_a_place_or_an_outcome_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    shutil.copytree(FIXTURE / "cases", tmp_path / "cases")
    path = tmp_path / "cases" / "helpdesk" / "case.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (finding,) = cases.guessed(tmp_path)
    assert says in str(finding) and finding.path == path
