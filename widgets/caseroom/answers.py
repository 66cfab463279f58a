"""python -m caseroom.answers SLUG: what the model says to a case's questions, as JSON for a room's reveals.

    {"questions": {id: {"value", "low", "high"} | {"curve": [[x, y], ...]} | {"order": [...], "values": {...}}},
     "options": {...}, "settings": {option: {parameter: value}}, "levers": {parameter: {"low", "high", "whole"}}}

With --scenarios it goes on and answers each line of its input, a list of settings, with a line: for each setting its
outcomes, the option at which it stands ("" for none) and what in it differs from the baseline; null for one that the
model refuses.

Numbers are as the question asks for them. `low` and `high` hold nine of ten of DRAWS draws in which everything that
nobody decides may be a tenth more or less; what the question itself sets stays.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from caseroom import catalogue
from caseroom.analysis.basics import around, has_a_tenth
from caseroom.authoring.unknown import unknown
from caseroom.casefile import Call, CaseFile, Question
from caseroom.contracts import Model
from caseroom.exercises.computing import asked_params, compute, compute_curve, compute_values
from caseroom.parameters import BoundedParams, ParameterError, parameters, read_params
from caseroom.whatif.desk import chooser
from caseroom.worksheet import Worksheet

DRAWS = 60
LIKELY = (0.05, 0.95)
SEED = 1


def answers(case: CaseFile) -> dict[str, Any]:
    """What the model says to each question that it can answer, and each option's outcomes."""
    model = case.code("model")
    found = {question.id: of(question, case, model) for question in case.questions if question.answer}
    options = {name: _outcomes(case, model, params) for name, params in model.OPTIONS.items()}
    settings = {name: _differences(model, _chosen(case, model, name)) for name in options}
    return {"questions": found, "options": options, "settings": settings, "levers": _levers(case, model)}


def of(question: Question, case: CaseFile, model: Model) -> dict[str, Any]:
    """The answer to one question."""
    assert question.answer
    if question.curve:
        return {"curve": compute_curve(question.answer, model)}
    value = compute(question.answer, model)
    if isinstance(value, list):  # of all that the model compares; a question may leave some of them out
        asked, values = {item.id for item in question.items}, compute_values(question.answer, model)
        order = [label for label in value if label in asked]
        return {"order": order, "values": {label: values[label] for label in order}}
    if not question.number:
        return {"value": value}
    low, high = _band(question.answer, case, model)
    as_asked = question.number.from_model
    return {"value": as_asked(value), "low": as_asked(low), "high": as_asked(high)}


def _band(call: Call, case: CaseFile, model: Model) -> tuple[float, float]:
    """Between which numbers the answer lies in nine of ten draws; the answer itself where nothing is drawn."""
    if call.value is not None:
        return call.value, call.value
    asked = asked_params(call, model)
    declared = {parameter.name: parameter for parameter in parameters(type(asked))}
    free = [name for name in unknown(case, model) if name not in call.with_]
    free = [name for name in free if has_a_tenth(declared[name], getattr(asked, name))]
    random = np.random.default_rng(SEED)
    drawn = []
    for _ in range(DRAWS):
        ends = {name: around(declared[name], getattr(asked, name)) for name in free}
        values = {name: _drawn(declared[name].integer, *pair, random) for name, pair in ends.items()}
        drawn.append(_at(call, values, model))
    low, high = np.quantile(drawn, LIKELY, method="inverted_cdf")
    return float(low), float(high)


def _drawn(whole: bool, low: float, high: float, random: np.random.Generator) -> float:
    return int(random.integers(round(low), round(high) + 1)) if whole else float(random.uniform(low, high))


def _at(call: Call, values: dict[str, float], model: Model) -> float:
    option = {"option": call.with_["option"]} if "option" in call.with_ else {}
    given = {**option, **values, **{name: value for name, value in call.with_.items() if name != "option"}}
    result = compute(dataclasses.replace(call, with_=given), model)
    assert not isinstance(result, list)
    return result


def _outcomes(case: CaseFile, model: Model, params: BoundedParams) -> dict[str, float]:
    result = model.simulate(params)
    return {outcome.name: float(getattr(result, outcome.name)) for outcome in case.outcomes}


def _differences(model: Model, params: BoundedParams) -> dict[str, Any]:
    return Worksheet(model.Params).differences(params)


def _chosen(case: CaseFile, model: Model, option: str) -> Any:
    """The levers as the option's button sets them from the baseline."""
    return chooser(model, case.code("views"))(model.Params(), option)


def _levers(case: CaseFile, model: Model) -> dict[str, Any]:
    """Between which numbers each lever of those that decide is usually set."""
    decide = {group.id for group in case.groups if group.tier == "policy"}
    declared = {one.name: one for one in parameters(model.Params)}
    found = {}
    for lever in case.levers:
        one = declared[lever.name]
        if lever.group in decide:
            low, high = lever.usual or (one.minimum, one.maximum)
            found[lever.name] = {"low": low, "high": high, "whole": one.integer}
    return found


def scenario_of(setting: Mapping[str, object], case: CaseFile, model: Model) -> dict[str, Any] | None:
    """What the model makes of a setting of the levers; None for one that it refuses."""
    try:
        params = read_params(model.Params, setting)
    except ParameterError:
        return None
    choose = chooser(model, case.code("views"))
    option = next((one.name for one in case.options if _stands_at(params, one.name, choose)), "")
    outcomes = _outcomes(case, model, params)
    return {"outcomes": outcomes, "option": option, "levers": _differences(model, params)}


def _stands_at(params: Any, option: str, choose: Callable[[Any, str], Any]) -> bool:
    try:
        return bool(choose(params, option) == params)
    except ParameterError:
        return False


def finite(value: Any) -> Any:
    """JSON has no infinity: null."""
    if isinstance(value, dict):
        return {name: finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m caseroom.answers", description=__doc__)
    parser.add_argument("slug", help="the case's short name")
    parser.add_argument("--scenarios", action="store_true", help="answer lines of settings until the input ends")
    asked = parser.parse_args()
    case = catalogue.load(asked.slug)
    if not asked.scenarios:
        _say(answers(case))
        return
    model = case.code("model")
    for line in sys.stdin:
        _say([scenario_of(setting, case, model) for setting in json.loads(line)])


def _say(told: Any) -> None:
    print(json.dumps(finite(told), ensure_ascii=False, allow_nan=False), flush=True)


if __name__ == "__main__":
    main()
