"""What the schema alone cannot see: names that must exist elsewhere in the same file, and what every case must have."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator

from caseroom.analysis.goal_seek import MOST_LEVERS
from caseroom.casefile.asked import Curve, Number, Question
from caseroom.casefile.parsing import Mistake, Where, suggestion, unless
from caseroom.casefile.schema import CaseFile, Constraint, Goal, Lever, Task
from caseroom.formats import FORMATS, TIMES, Format, in_unit
from caseroom.i18n import LANGUAGES, Unit
from caseroom.methods.weighing import CRITERIA

NEEDS = {
    "choice": "choices",
    "number": "number",
    "ranking": "items",
    "match": "items",
    "text": "fields",
    "design": "fields",
}
"""What a question of each kind cannot do without."""

HANDLES = (5, 7)
"""How few and how many places a drawn curve may have: more have no room for a thumb."""

MOST_PINS = 4
"""How many scenarios a student can keep."""


def mistakes(case: CaseFile) -> Iterator[Mistake]:
    """All of them, as far as the file tells by itself."""
    for section in ("steps", "roles", "sources", "groups", "questions", "goals"):
        yield from _unique([item.id for item in getattr(case, section)], section)
    for section in ("levers", "assumptions", "outcomes", "options"):
        yield from _unique([item.name for item in getattr(case, section)], section)
    for section in ("levers", "assumptions", "outcomes"):
        for n, words in enumerate(getattr(case, section)):
            yield from _unit(words.unit, words.format, (section, n))
    yield from _parameters(case)
    for n, lever in enumerate(case.levers):
        yield from _lever(lever, case, ("levers", n))
    for n, question in enumerate(case.questions):
        yield from _question(question, ("questions", n))
        yield from _rests(question, case, ("questions", n, "rests_on"))
    yield from _ratings(case)
    for n, goal in enumerate(case.goals):
        yield from _goal(goal, case, ("goals", n))
    for n, task in enumerate(case.tasks):
        yield from _task(task, case, ("tasks", n))


def unknown(name: str, names: Iterable[str], where: Where, what: str) -> Iterator[Mistake]:
    """The mistake that `name` is not among `names`, with the one that may be meant."""
    known = list(names)
    if name not in known:
        yield Mistake(where, f"is {name!r}, which is {what}{suggestion(name, known)}")


def _unique(names: list[str], section: str) -> Iterator[Mistake]:
    for n, name in enumerate(names):
        yield from unless(name not in names[:n], (section, n), f"{name!r} stands here twice")


def way(case: CaseFile) -> Iterator[Mistake]:
    """What a case needs for its way: a prediction that opens the gates, and the decision that opens the debrief."""
    kinds = [question.kind for question in case.questions]
    yield from unless("predict" in kinds, ("questions",), "need one of the kind 'predict': it opens data and levers")
    yield from unless(kinds.count("decision") == 1, ("questions",), "need one of the kind 'decision', and only one")


def _parameters(case: CaseFile) -> Iterator[Mistake]:
    sources = [source.id for source in case.sources]
    levers = [lever.name for lever in case.levers]
    for n, assumption in enumerate(case.assumptions):
        where = ("assumptions", n, "name")
        yield from unless(assumption.name not in levers, where, f"is {assumption.name!r}, which is a lever")
    for section in ("levers", "assumptions"):
        for n, words in enumerate(getattr(case, section)):
            if words.evidence:
                yield from unknown(words.evidence, sources, (section, n, "evidence"), "no source of this case")


def _lever(lever: Lever, case: CaseFile, where: Where) -> Iterator[Mistake]:
    yield from unknown(lever.group, [group.id for group in case.groups], (*where, "group"), "no group of this case")
    if lever.usual:
        rising = len(lever.usual) == 2 and lever.usual[0] < lever.usual[1]
        yield from unless(rising, (*where, "usual"), "needs two numbers, [from, to]")
    yield from unless(bool(lever.choices) != bool(lever.unit.en), where, "needs one of 'unit' and 'choices'")
    yield from _unique([choice.name for choice in lever.choices], "choices")


def _unit(unit: Unit, kind: Format, where: Where) -> Iterator[Mistake]:
    known = ", ".join(map(str, TIMES))
    yield from unless(unit.zh_times in TIMES, (*where, "unit"), f"has zh_times = {unit.zh_times}; it may be {known}")
    if kind and unit.zh_times != 1 and unit.zh_times in TIMES:  # a stand-in for a format that is none is empty
        sentence = f"has zh_times, and numbers of the format {kind!r} stand in no other unit"
        yield from unless(in_unit(kind, unit, "zh") in FORMATS, (*where, "unit"), sentence)


def _goal(goal: Goal, case: CaseFile, where: Where) -> Iterator[Mistake]:
    levers, outcomes = [lever.name for lever in case.levers], [outcome.name for outcome in case.outcomes]
    yield from unless(bool(goal.minimise) != bool(goal.maximise), where, "needs one of 'minimise' and 'maximise'")
    sought = "minimise" if goal.minimise else "maximise"
    name = goal.minimise or goal.maximise
    yield from unknown(name, [*levers, *outcomes], (*where, sought), "no lever and no outcome of this case")
    yield from unless(bool(goal.by), (*where, "by"), "needs a lever")
    many = f"moves {len(goal.by)} levers; at most {MOST_LEVERS} can be searched"
    yield from unless(len(goal.by) <= MOST_LEVERS, (*where, "by"), many)
    for lever in goal.by:
        yield from unknown(lever, levers, (*where, "by"), "no lever of this case")
    yield from unless(len(set(goal.by)) == len(goal.by), (*where, "by"), "names a lever twice")
    if name in levers:
        yield from unless(name in goal.by, (*where, "by"), f"lacks {name!r}, the lever that is sought")
    for n, constraint in enumerate(goal.constraints):
        yield from _constraint(constraint, goal.by, outcomes, (*where, "constraints", n))


def _constraint(
    constraint: Constraint, moving: tuple[str, ...], outcomes: list[str], where: Where
) -> Iterator[Mistake]:
    yield from unknown(constraint.outcome, outcomes, (*where, "outcome"), "no outcome of this case")
    bounds = [bound for bound in (constraint.at_least, constraint.at_most) if bound is not None]
    yield from unless(len(bounds) == 1, where, "needs one of 'at_least' and 'at_most'")
    for bound in bounds:
        if isinstance(bound, str):
            yield from unless(bound not in moving, where, f"is held by {bound!r}, a lever that may move")
        else:
            yield from unless(math.isfinite(bound), where, "needs a number with an end")


def _task(task: Task, case: CaseFile, where: Where) -> Iterator[Mistake]:
    options, outcomes = [each.name for each in case.options], [outcome.name for outcome in case.outcomes]
    for key, levers in (("moved", task.moved), ("also", task.also), ("each", task.each)):
        for lever in levers:
            yield from unknown(lever, [each.name for each in case.levers], (*where, key), "no lever of this case")
    for key, bound in (("until", task.until), ("holding", task.holding)):
        if bound:
            yield from unless(bool(task.moved), (*where, key), "needs 'moved', the levers that bring it about")
            yield from _constraint(bound, (*task.moved, *task.also), outcomes, (*where, key))
    yield from unless(bool(task.moved) or not task.also, (*where, "also"), "needs 'moved', or is 'each'")
    for lever in task.at:
        yield from unknown(lever, list(task.moved), (*where, "at"), "not among the levers 'moved'")
    if task.start:
        yield from unknown(task.start, options, (*where, "start"), "no option of this case")
        yield from unless(bool(task.moved), (*where, "start"), "needs 'moved', the levers to move from it")
    for option in task.loaded:
        yield from unknown(option, options, (*where, "loaded"), "no option of this case")
    possible = 0 <= task.pins <= MOST_PINS
    yield from unless(possible, (*where, "pins"), f"can ask for {MOST_PINS} pins at most")


def _ratings(case: CaseFile) -> Iterator[Mistake]:
    """Every option is rated once, by every criterion from 1 to 5."""
    options = [option.name for option in case.options]
    rated = [rating.option for rating in case.ratings]
    yield from _unique(rated, "ratings")
    for n, rating in enumerate(case.ratings):
        yield from unknown(rating.option, options, ("ratings", n, "option"), "no option of this case")
        for criterion in CRITERIA:
            where = ("ratings", n, criterion)
            yield from unless(1 <= getattr(rating, criterion) <= 5, where, "goes from 1 to 5")
    for name in options:
        yield from unless(name in rated, ("ratings",), f"lacks the option {name!r}")


def _question(question: Question, where: Where) -> Iterator[Mistake]:
    needed = NEEDS.get(question.kind)
    sound = not needed or bool(getattr(question, needed))
    yield from unless(sound, where, f"is a {question.kind} question and needs {needed!r}")
    choices = [choice.id for choice in question.choices]
    yield from _predicted(question, where)
    if question.number:
        yield from _number(question.number, (*where, "number"))
    if question.kind in ("number", "ranking"):
        yield from unless(question.answer is not None, where, "needs an answer")
    if question.kind == "choice" or (question.kind == "predict" and question.key):
        yield from unknown(question.key, choices, (*where, "key"), "no choice of this question")
    if question.kind == "match":
        for n, item in enumerate(question.items):
            yield from unknown(item.key, choices, (*where, "items", n, "key"), "no choice of this question")


def _rests(question: Question, case: CaseFile, where: Where) -> Iterator[Mistake]:
    """What a decision speaks of is another question of the case."""
    others = [other.id for other in case.questions if other.kind not in ("predict", "decision")]
    yield from unless(question.kind == "decision" or not question.rests_on, where, "belongs to the decision")
    for name in question.rests_on:
        yield from unknown(name, others, where, "no question of this case that is answered before the decision")


def _number(number: Number, where: Where) -> Iterator[Mistake]:
    yield from _unit(number.unit, "number", where)
    whole = "has zh_times, which goes with no share and with no whole number"
    yield from unless(number.unit.zh_times == 1 or not (number.percent or number.whole), where, whole)


def _predicted(question: Question, where: Where) -> Iterator[Mistake]:
    """A curve and a place on a chart belong to a prediction, which the model can be held against."""
    if question.curve:
        yield from unless(question.kind == "predict", (*where, "curve"), "belongs to a question of the kind 'predict'")
        yield from unless(question.answer is not None, where, "has a curve and needs an answer")
        yield from unless(question.number is None, where, "has a number and a curve")
        yield from _curve(question.curve, (*where, "curve"))
        yield from _unit(question.curve.unit, question.curve.format, (*where, "curve"))
    if guess := question.guess:
        where_guess = (*where, "guess")
        guessed = question.kind == "predict" and question.answer is not None and (question.number or question.curve)
        yield from unless(bool(guessed), where_guess, "needs a prediction of a number or a curve, and its answer")
        drawn = question.curve is not None and (guess.axis != "y" or guess.at is not None)
        yield from unless(not drawn, where_guess, "is a curve's, which needs neither 'axis' nor 'at'")
        yield from unless(guess.axis == "y" or guess.at is None, where_guess, "has an 'at', which is for heights")


def _curve(curve: Curve, where: Where) -> Iterator[Mistake]:
    few, many = HANDLES
    count = f"has {len(curve.at)} places; it may have from {few} to {many}"
    yield from unless(few <= len(curve.at) <= many, (*where, "at"), count)
    rising = all(one < following for one, following in itertools.pairwise(curve.at))
    yield from unless(rising, (*where, "at"), "does not rise from place to place")
    yield from unless(curve.minimum <= curve.start <= curve.maximum, (*where, "start"), "leaves the range")
    yield from unless(0 < curve.step <= curve.maximum - curve.minimum, (*where, "step"), "is no step within the range")
    for lang in LANGUAGES:
        yield from unless("{x}" in curve.place.text(lang), (*where, "place"), "does not say where: it lacks {x}")
