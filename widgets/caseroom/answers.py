"""python -m caseroom.answers SLUG: what the model says to a case's questions, as JSON for a room's reveals.

    {"questions": {id: {"value", "low", "high"} | {"curve": [[x, y], ...]} | {"order": [...]}}, "options": {...}}

Numbers are as the question asks for them. `low` and `high` hold nine of ten of DRAWS draws in which everything that
nobody decides may be a tenth more or less; what the question itself sets stays.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
from typing import Any

import numpy as np

from caseroom import catalogue
from caseroom.analysis.basics import around, has_a_tenth
from caseroom.authoring.unknown import unknown
from caseroom.casefile import Call, CaseFile, Question
from caseroom.contracts import Model
from caseroom.exercises.computing import asked_params, compute, compute_curve
from caseroom.parameters import BoundedParams, parameters

DRAWS = 60
LIKELY = (0.05, 0.95)
SEED = 1


def answers(case: CaseFile) -> dict[str, Any]:
    """What the model says to each question that it can answer, and each option's outcomes."""
    model = case.code("model")
    found = {question.id: of(question, case, model) for question in case.questions if question.answer}
    options = {name: _outcomes(case, model, params) for name, params in model.OPTIONS.items()}
    return {"questions": found, "options": options}


def of(question: Question, case: CaseFile, model: Model) -> dict[str, Any]:
    """The answer to one question."""
    assert question.answer
    if question.curve:
        return {"curve": compute_curve(question.answer, model)}
    value = compute(question.answer, model)
    if isinstance(value, list):
        return {"order": value}
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
    case = catalogue.load(parser.parse_args().slug)
    print(json.dumps(finite(answers(case)), ensure_ascii=False, allow_nan=False))


if __name__ == "__main__":
    main()
