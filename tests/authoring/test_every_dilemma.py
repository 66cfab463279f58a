"""What makes a dilemma: no option is beaten on all that counts, no search wins by making everybody worse off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.analysis.goal_seek import MOST_LEVERS, seek
from caseroom.casefile import CaseFile
from caseroom.parameters import Parameter, parameters
from caseroom.whatif.desk import chooser
from caseroom.whatif.search import Search
from tests.server import FIXTURE

TAUGHT = [case for case in map(catalogue.load, catalogue.slugs()) if not case.folder.is_relative_to(FIXTURE)]
GOALS = [(case, goal) for case in TAUGHT for goal in case.goals]
NEARBY = 0.05  # of what a slider covers: a step that a student takes to see what happens


def counted(case: CaseFile, outcomes: Any) -> dict[str, float]:
    """The outcomes of which more or less is better, turned so that higher is better."""
    sign = {"higher": 1.0, "lower": -1.0}
    return {o.name: sign[o.better] * float(getattr(outcomes, o.name)) for o in case.outcomes if o.better != "none"}


def beats(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether `one` is better somewhere and nowhere worse, by more than rounding."""
    gains = [one[name] - other[name] for name in other]
    scales = [1e-6 * max(1.0, abs(value)) for value in other.values()]
    at_least = all(gain >= -scale for gain, scale in zip(gains, scales, strict=True))
    return at_least and any(gain > scale for gain, scale in zip(gains, scales, strict=True))


def situations(case: CaseFile, model: ModuleType) -> Iterator[Any]:
    """The baseline, and with each lever that no option decides a twentieth of its slider up and down."""
    start = model.Params()
    yield start
    usual = {lever.name: lever.usual for lever in case.levers}
    for declared in parameters(model.Params):
        if declared.name in model.TERMS or declared.name not in usual:
            continue
        low, high = usual[declared.name] or (declared.minimum, declared.maximum)
        step = max(NEARBY * (high - low), declared.step)
        for value in (declared.default - step, declared.default + step):
            yield replace(start, **{declared.name: _whole(declared, min(high, max(low, value)))})


def _whole(declared: Parameter, value: float) -> float:
    return round(value) if declared.integer else value


@pytest.mark.parametrize("case", TAUGHT, ids=lambda case: case.slug)
def test_no_option_is_beaten_on_everything(case: CaseFile) -> None:
    model = case.code("model")
    with_option = chooser(model, case.code("views"))
    for situation in situations(case, model):
        ends = {o.name: counted(case, model.simulate(with_option(situation, o.name))) for o in case.options}
        beaten = [(a, b) for a in ends for b in ends if a != b and beats(ends[b], ends[a])]
        assert not beaten, f"(beaten, by which): {beaten}, where the levers stand at {situation}"


@pytest.mark.parametrize(("case", "goal"), GOALS, ids=lambda value: getattr(value, "slug", "") or value.id)
def test_no_search_wins_by_making_everybody_worse_off(case: CaseFile, goal: Any) -> None:
    model = case.code("model")
    start = model.Params()
    search = Search(goal, goal.by[:MOST_LEVERS], tuple(one.limit(start) for one in goal.constraints))
    found = counted(case, model.simulate(seek(model.simulate, start, search.aim).params))
    assert not beats(counted(case, model.simulate(start)), found)
