"""What the schema alone cannot see: names that must exist in the model or elsewhere in the file."""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Mapping

from caseroom.analysis.goal_seek import MOST_LEVERS
from caseroom.casefile.parsing import expect, suggestion
from caseroom.casefile.schema import CaseFile, Constraint, Goal, Lever, Question
from caseroom.models.parameters import parameters
from caseroom.models.weighing import CRITERIA


def cross_check(case: CaseFile) -> None:
    """What the schema alone cannot see: names that must exist in the model or elsewhere in the file."""
    for section in ("steps", "roles", "sources", "groups", "questions", "goals"):
        _unique([item.id for item in getattr(case, section)], section)
    for section in ("levers", "assumptions", "outcomes", "options"):
        _unique([item.name for item in getattr(case, section)], section)
    model = case.load_model()
    params = {f.name: f for f in dataclasses.fields(model.Params)}
    outcomes = {f.name: f for f in dataclasses.fields(model.Outcomes)}
    groups = {group.id: group for group in case.groups}
    _check_parameters(case, model)
    for n, lever in enumerate(case.levers):
        _known(lever.group, groups, ("levers", n, "group"), "no group of this case")
        _check_usual(lever, model, ("levers", n, "usual"))
    for n, outcome in enumerate(case.outcomes):
        _known(outcome.name, outcomes, ("outcomes", n, "name"), "no outcome of the model")
    for n, option in enumerate(case.options):
        _known(option.name, model.OPTIONS, ("options", n, "name"), "no option of the model")
    for n, question in enumerate(case.questions):
        _check_question(question, model, ("questions", n))
    _check_ratings(case)
    for n, goal in enumerate(case.goals):
        _check_goal(goal, case, params, ("goals", n))


def _unique(names: list[str], section: str) -> None:
    for n, name in enumerate(names):
        expect(name not in names[:n], (section, n), f"{name!r} stands here twice")


def _known(name: str, known: Mapping[str, object], where: tuple[str | int, ...], what: str) -> None:
    expect(name in known, where, f"is {name!r}, which is {what}{suggestion(name, known)}")


def _check_parameters(case: CaseFile, model: types.ModuleType) -> None:
    """Every parameter has its words, and the source of its default can be read in both languages."""
    sources = {source.id: source for source in case.sources}
    declared = {parameter.name: parameter for parameter in parameters(model.Params)}
    levers = [lever.name for lever in case.levers]
    for n, assumption in enumerate(case.assumptions):
        expect(assumption.name not in levers, ("assumptions", n, "name"), f"is {assumption.name!r}, which is a lever")
    for section in ("levers", "assumptions"):
        for n, words in enumerate(getattr(case, section)):
            _known(words.name, declared, (section, n, "name"), "no parameter of the model")
            invented = declared[words.name].is_teaching_value
            expect(invented or words.source is not None, (section, n), "needs the words for its 'source'")
            expect(not invented or not words.source, (section, n, "source"), "is a teaching value in the model")
            if words.evidence:
                _known(words.evidence, sources, (section, n, "evidence"), "no source of this case")
    for name in declared:
        expect(name in case.parameter_words, ("levers",), f"lacks {name!r}: give it a lever or an assumption")


def _check_usual(lever: Lever, model: types.ModuleType, where: tuple[str | int, ...]) -> None:
    if lever.usual:
        declared = next(parameter for parameter in parameters(model.Params) if parameter.name == lever.name)
        expect(len(lever.usual) == 2, where, "needs two numbers, [from, to]")
        low, high = lever.usual
        expect(declared.minimum <= low < high <= declared.maximum, where, "leaves the bounds of the model")
        expect(low <= declared.default <= high, where, f"leaves out the default, {declared.default:g}")


def _check_goal(goal: Goal, case: CaseFile, params: Mapping[str, object], where: tuple[str | int, ...]) -> None:
    levers, outcomes = ({item.name: item for item in items} for items in (case.levers, case.outcomes))
    expect(bool(goal.minimise) != bool(goal.maximise), where, "needs one of 'minimise' and 'maximise'")
    sought = "minimise" if goal.minimise else "maximise"
    name = getattr(goal, sought)
    _known(name, levers | outcomes, (*where, sought), "no lever and no outcome of this case")
    expect(bool(goal.by), (*where, "by"), "needs a lever")
    many = f"moves {len(goal.by)} levers; at most {MOST_LEVERS} can be searched"
    expect(len(goal.by) <= MOST_LEVERS, (*where, "by"), many)
    for lever in goal.by:
        _known(lever, levers, (*where, "by"), "no lever of this case")
    expect(len(set(goal.by)) == len(goal.by), (*where, "by"), "names a lever twice")
    expect(name in outcomes or name in goal.by, (*where, "by"), f"lacks {name!r}, the lever that is sought")
    for n, constraint in enumerate(goal.constraints):
        _check_constraint(constraint, goal, outcomes, params, (*where, "constraints", n))


def _check_constraint(
    constraint: Constraint,
    goal: Goal,
    outcomes: Mapping[str, object],
    params: Mapping[str, object],
    where: tuple[str | int, ...],
) -> None:
    _known(constraint.outcome, outcomes, (*where, "outcome"), "no outcome of this case")
    bounds = [bound for bound in (constraint.at_least, constraint.at_most) if bound is not None]
    expect(len(bounds) == 1, where, "needs one of 'at_least' and 'at_most'")
    expect(isinstance(bounds[0], str) or math.isfinite(bounds[0]), where, "needs a number with an end")
    if isinstance(bounds[0], str):
        _known(bounds[0], params, where, "no parameter of the model")
        expect(bounds[0] not in goal.by, where, f"is held by {bounds[0]!r}, a lever that may move")


def _check_ratings(case: CaseFile) -> None:
    """Every option is rated once, by every criterion from 1 to 5."""
    options = {option.name: option for option in case.options}
    _unique([rating.option for rating in case.ratings], "ratings")
    for n, rating in enumerate(case.ratings):
        _known(rating.option, options, ("ratings", n, "option"), "no option of this case")
        for criterion in CRITERIA:
            expect(1 <= getattr(rating, criterion) <= 5, ("ratings", n, criterion), "goes from 1 to 5")
    for name in options:
        expect(name in [rating.option for rating in case.ratings], ("ratings",), f"lacks the option {name!r}")


def _check_question(question: Question, model: types.ModuleType, where: tuple[str | int, ...]) -> None:
    needs = {
        "choice": "choices",
        "number": "number",
        "ranking": "items",
        "match": "items",
        "text": "fields",
        "design": "fields",
    }
    needed = needs.get(question.kind)
    expect(
        not needed or bool(getattr(question, needed)),
        where,
        f"is a {question.kind} question and needs {needed!r}",
    )
    if question.kind in ("number", "ranking"):
        expect(question.answer is not None, where, "needs an answer")
    if question.kind == "choice":
        choices = {choice.id: choice for choice in question.choices}
        _known(question.key, choices, (*where, "key"), "no choice of this question")
    if question.kind == "match":
        choices = {choice.id: choice for choice in question.choices}
        for n, item in enumerate(question.items):
            _known(item.key, choices, (*where, "items", n, "key"), "no choice of this question")
    calls = {
        "answer": [question.answer],
        "facts": question.facts,
        "slips": [slip.answer for slip in question.slips],
    }
    for name, call in ((name, call) for name, found in calls.items() for call in found if call):
        has = call.value is not None or callable(getattr(model, call.call, None))
        expect(has, (*where, name), f"calls {call.call!r}, which the model does not have")
