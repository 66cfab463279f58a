"""What only the model can tell of a case file: names that must exist in the case's code. Reading runs that code."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from types import FunctionType, ModuleType

import numpy as np

from caseroom.casefile.asked import Question
from caseroom.casefile.names import unknown
from caseroom.casefile.parsing import Mistake, Where, suggestion, unless
from caseroom.casefile.schema import CaseFile, Lever
from caseroom.parameters import Parameter, parameters


def mistakes(case: CaseFile, model: ModuleType) -> Iterator[Mistake]:
    """All of them; the file has none by itself."""
    declared = {parameter.name: parameter for parameter in parameters(model.Params)}
    outcomes = [field.name for field in dataclasses.fields(model.Outcomes)]
    yield from _parameters(case, declared)
    for n, lever in enumerate(case.levers):
        if lever.usual and lever.name in declared:
            yield from _usual(lever, declared[lever.name], ("levers", n, "usual"))
        if lever.choices and lever.name in declared:
            yield from _choices(lever, declared[lever.name], ("levers", n, "choices"))
    for n, outcome in enumerate(case.outcomes):
        yield from unknown(outcome.name, outcomes, ("outcomes", n, "name"), "no outcome of the model")
        if outcome.nought:
            yield from unknown(
                outcome.nought.parameter, declared, ("outcomes", n, "nought"), "no parameter of the model"
            )
    for n, option in enumerate(case.options):
        yield from unknown(option.name, model.OPTIONS, ("options", n, "name"), "no option of the model")
    for n, question in enumerate(case.questions):
        yield from _calls(question, model, ("questions", n))
    for n, goal in enumerate(case.goals):
        for m, constraint in enumerate(goal.constraints):
            if isinstance(constraint.bound, str):
                where = ("goals", n, "constraints", m)
                yield from unknown(constraint.bound, declared, where, "no parameter of the model")


def _parameters(case: CaseFile, declared: dict[str, Parameter]) -> Iterator[Mistake]:
    """Every parameter has its words, and the source of its default can be read in both languages."""
    for section in ("levers", "assumptions"):
        for n, words in enumerate(getattr(case, section)):
            yield from unknown(words.name, declared, (section, n, "name"), "no parameter of the model")
            if words.name in declared:
                invented = declared[words.name].is_teaching_value
                said = words.source is not None
                yield from unless(invented or said, (section, n), "needs the words for its 'source'")
                yield from unless(not (invented and said), (section, n, "source"), "is a teaching value in the model")
    for name in declared:
        worded = name in case.parameter_words
        yield from unless(worded, ("levers",), f"lacks {name!r}: give it an entry under [[levers]] or [[assumptions]]")


def _usual(lever: Lever, declared: Parameter, where: Where) -> Iterator[Mistake]:
    low, high = lever.usual
    within = declared.minimum <= low < high <= declared.maximum
    yield from unless(within, where, "leaves the bounds of the model")
    yield from unless(low <= declared.default <= high, where, f"leaves out the default, {declared.default:g}")


def _choices(lever: Lever, declared: Parameter, where: Where) -> Iterator[Mistake]:
    """Each value of the parameter has a name, and no other number has."""
    values = np.arange(declared.minimum, declared.maximum + declared.step / 2, declared.step)
    named = [choice.value for choice in lever.choices]
    said = ", ".join(f"{value:g}" for value in values)
    yield from unless(sorted(named) == values.tolist(), where, f"need one for each value of the model: {said}")


def _calls(question: Question, model: ModuleType, where: Where) -> Iterator[Mistake]:
    calls = {
        "answer": [question.answer],
        "facts": question.facts,
        "slips": [slip.answer for slip in question.slips],
    }
    for name, call in ((name, call) for name, called in calls.items() for call in called if call):
        has = call.value is not None or callable(getattr(model, call.call, None))
        near = suggestion(call.call, _functions(model))
        yield from unless(has, (*where, name), f"calls {call.call!r}, which the model does not have{near}")


def _functions(model: ModuleType) -> list[str]:
    """What a question can call: the functions that the model defines itself, or names in its __all__."""
    names = getattr(model, "__all__", None) or [name for name in vars(model) if not name.startswith("_")]
    return [name for name in names if isinstance(getattr(model, name), FunctionType)]
