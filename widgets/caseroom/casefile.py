"""case.toml as frozen dataclasses, every mistake named with its line.

The dataclasses below are the schema: a field without a default is required, a name that is not there is refused.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
import importlib
import math
import re
import tomllib
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from caseroom.i18n import LANGUAGES, Text
from caseroom.models.parameters import parameters

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "cases"

Format = Literal["number", "decimal", "precise", "points", "percent", "seconds", "yuan"]
Kind = Literal["predict", "choice", "number", "ranking", "text", "design", "decision"]
Grade = Literal["A", "B", "C", "D"]


class CaseError(ValueError):
    """A case file that cannot be used; the message begins with path:line."""


@dataclass(frozen=True)
class Family:
    """A group of cases on the landing page; `icon` is SVG path data on a field of 40 by 40."""

    id: str
    icon: str
    name: Text
    question: Text


@dataclass(frozen=True)
class Step:
    id: str
    title: Text


@dataclass(frozen=True)
class Role:
    id: str
    name: Text
    stake: Text


@dataclass(frozen=True)
class Objective:
    text: Text


@dataclass(frozen=True)
class Misconception:
    claim: Text
    answer: Text


@dataclass(frozen=True)
class Source:
    """`short` is what stands in an evidence badge; `note` says what the source supports and what it does not."""

    id: str
    short: Text
    grade: Grade
    citation: Text
    note: Text
    url: str = ""


@dataclass(frozen=True)
class Group:
    id: str
    label: Text


@dataclass(frozen=True)
class Lever:
    """The words for one parameter; its default and bounds stand on the model's Params.

    `source` says where the default comes from, unless it is a teaching value, which Params says already;
    `evidence` is the id of one of the case's sources. `usual`, [from, to], is what the slider covers where the
    bounds are too far apart for a thumb; typed values go to the bounds.
    """

    name: str
    label: Text
    help: Text
    group: str
    unit: Text
    format: Format
    source: Text | None = None
    evidence: str = ""
    usual: tuple[float, ...] = ()


@dataclass(frozen=True)
class Assumption:
    """The words for a parameter that has no lever; `source` and `evidence` as in Lever."""

    name: str
    label: Text
    unit: Text
    format: Format
    source: Text | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Outcome:
    name: str
    label: Text
    meaning: Text
    unit: Text
    better: Literal["higher", "lower", "none"]
    format: Format
    headline: bool = False


@dataclass(frozen=True)
class Option:
    """The words for one of the model's OPTIONS."""

    name: str
    label: Text
    note: Text


@dataclass(frozen=True)
class Constraint:
    """An outcome and the least or the most it may be: a number, or the name of the parameter that holds it."""

    outcome: str
    at_least: float | str | None = None
    at_most: float | str | None = None

    @property
    def bound(self) -> float | str:
        """What stands under `at_least` or `at_most`, of which one is set."""
        bound = self.at_least if self.at_least is not None else self.at_most
        assert bound is not None
        return bound

    def limit(self, params: Any) -> float:
        """The bound as a number, where the model's parameters are `params`."""
        return float(getattr(params, self.bound) if isinstance(self.bound, str) else self.bound)


@dataclass(frozen=True)
class Goal:
    """Something to search for: the least (or most) of an outcome or a lever, by the levers that may move.

    `note` is what a reader should know about an answer to it.
    """

    id: str
    label: Text
    by: tuple[str, ...]
    constraints: tuple[Constraint, ...] = ()
    minimise: str = ""
    maximise: str = ""
    note: Text | None = None


@dataclass(frozen=True)
class Limit:
    text: Text


@dataclass(frozen=True)
class Call:
    """A number (or an order) that the model computes: a public function of the model, called with Params."""

    call: str = ""
    with_: Mapping[str, Any] = field(default_factory=dict)
    take: str = ""
    row: str = ""
    sort: str = ""
    value: float | None = None
    name: str = ""


@dataclass(frozen=True)
class Choice:
    id: str
    text: Text
    feedback: Text | None = None


@dataclass(frozen=True)
class Number:
    unit: Text
    minimum: float
    maximum: float
    tolerance: float = 0.0


@dataclass(frozen=True)
class Slip:
    """A known wrong turn of a number question and what to say to it."""

    answer: Call
    feedback: Text


@dataclass(frozen=True)
class Field:
    id: str
    label: Text
    words: int = 0
    rows: int = 3


@dataclass(frozen=True)
class Criterion:
    text: Text


@dataclass(frozen=True)
class Question:
    id: str
    kind: Kind
    title: Text
    prompt: Text
    hint: Text | None = None
    choices: tuple[Choice, ...] = ()
    key: str = ""
    number: Number | None = None
    answer: Call | None = None
    items: tuple[Choice, ...] = ()
    slips: tuple[Slip, ...] = ()
    fields: tuple[Field, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    exemplar: Text | None = None
    explanation: Text | None = None
    facts: tuple[Call, ...] = ()


@dataclass(frozen=True)
class CaseFile:
    slug: str
    family: str
    model: str
    dataset: str
    minutes: int
    title: Text
    hook: Text
    decision: Text
    role: Text
    notice: Text
    steps: tuple[Step, ...]
    roles: tuple[Role, ...]
    objectives: tuple[Objective, ...]
    misconceptions: tuple[Misconception, ...]
    sources: tuple[Source, ...]
    groups: tuple[Group, ...]
    levers: tuple[Lever, ...]
    outcomes: tuple[Outcome, ...]
    options: tuple[Option, ...]
    limits: tuple[Limit, ...]
    questions: tuple[Question, ...]
    goals: tuple[Goal, ...] = ()
    assumptions: tuple[Assumption, ...] = ()

    @property
    def folder(self) -> Path:
        return CASES / self.family / self.slug

    def notebook(self, lang: str) -> Path:
        """The twin in `lang`."""
        return self.folder / f"{self.slug}.{lang}.ipynb"

    def load_model(self) -> types.ModuleType:
        """The model's module: Params, Outcomes, simulate and the functions that questions call."""
        return importlib.import_module(f"caseroom.models.{self.model}")

    @property
    def parameter_words(self) -> dict[str, Lever | Assumption]:
        """The words for every parameter of the model, by its name."""
        every: tuple[Lever | Assumption, ...] = (*self.levers, *self.assumptions)
        return {words.name: words for words in every}

    def question(self, question_id: str) -> Question:
        """KeyError, with a suggestion, for an id that the case does not declare."""
        found = {question.id: question for question in self.questions}
        if question_id not in found:
            raise KeyError(f"{self.slug} has no question {question_id!r}{_suggestion(question_id, found)}")
        return found[question_id]


def slugs() -> list[str]:
    """Every case in the repository, in the order of families and names."""
    return [path.parent.name for path in sorted(CASES.glob("*/*/case.toml"))]


def load(slug: str) -> CaseFile:
    """The case named `slug`; CaseError where it does not exist or its file has a mistake."""
    found = {path.parent.name: path for path in CASES.glob("*/*/case.toml")}
    if slug not in found:
        raise CaseError(f"There is no case named {slug!r}{_suggestion(slug, found)}")
    return read(found[slug])


def load_families() -> tuple[Family, ...]:
    """The families of cases/families.toml, in their order."""
    families: tuple[Family, ...] = _parse(CASES / "families.toml", _FamilyFile).families
    return families


def read(path: Path) -> CaseFile:
    """Parse one case.toml; CaseError names the file and line of the first mistake."""
    case: CaseFile = _parse(path, CaseFile, _cross_check)
    return case


@dataclass(frozen=True)
class _FamilyFile:
    families: tuple[Family, ...]


def _parse(path: Path, kind: Any, check: Callable[[Any], None] = lambda _: None) -> Any:
    """An unchanged file is parsed once: the server asks for it at every visit."""
    state = path.stat()
    return _parsed(path, kind, check, state.st_mtime_ns, state.st_size)


@functools.lru_cache(maxsize=64)
def _parsed(path: Path, kind: Any, check: Callable[[Any], None], changed: int, size: int) -> Any:
    source = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CaseError(f"{path}:{line[1] if line else 1}: this is not valid TOML: {error}") from None
    try:
        parsed = _build(kind, data, ())
        check(parsed)
    except _Mistake as mistake:
        raise CaseError(f"{path}:{_line_of(source, mistake.where)}: {mistake}") from None
    return parsed


class _Mistake(Exception):
    def __init__(self, where: tuple[str | int, ...], sentence: str) -> None:
        super().__init__(sentence)
        self.where = where


def _suggestion(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {near[0]!r}?" if near else f" (there is: {', '.join(sorted(known))})"


def _build(kind: Any, data: Any, where: tuple[str | int, ...]) -> Any:
    """`data` from TOML as a `kind`, which is a dataclass, a tuple of them, or a plain type."""
    origin = get_origin(kind)
    if origin is types.UnionType:
        options = [option for option in get_args(kind) if option is not type(None)]
        return _build(next((o for o in options if type(data) is o), options[0]), data, where)
    if origin is tuple:
        _expect(isinstance(data, list), where, "needs a list")
        return tuple(_build(get_args(kind)[0], item, (*where, n)) for n, item in enumerate(data))
    if origin is Literal:
        _expect(data in get_args(kind), where, f"is {data!r}; it may be {', '.join(map(repr, get_args(kind)))}")
        return data
    if kind is Text:
        _expect(
            isinstance(data, dict)
            and set(data) == set(LANGUAGES)
            and all(isinstance(v, str) and v.strip() for v in data.values()),
            where,
            'needs words in both languages: { en = "...", zh = "..." }',
        )
        return Text(**{lang: words.strip() for lang, words in data.items()})
    if dataclasses.is_dataclass(kind):
        return _build_dataclass(kind, data, where)
    if origin is not None:
        return data
    accepted = (int, float) if kind is float else kind
    sound = isinstance(data, accepted) and (kind is bool or not isinstance(data, bool))
    _expect(sound, where, f"needs a {kind.__name__}, not {data!r}")
    return data


def _build_dataclass(kind: Any, data: Any, where: tuple[str | int, ...]) -> Any:
    _expect(isinstance(data, dict), where, "needs a table")
    hints = get_type_hints(kind)
    declared = {f.name.rstrip("_"): f for f in dataclasses.fields(kind)}
    for name in data:
        _expect(name in declared, (*where, name), f"{name!r} is not known here{_suggestion(name, declared)}")
    values = {}
    for name, f in declared.items():
        if name in data:
            values[f.name] = _build(hints[f.name], data[name], (*where, name))
        elif f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
            raise _Mistake(where, f"{name!r} is missing")
    return kind(**values)


def _expect(truth: bool, where: tuple[str | int, ...], sentence: str) -> None:
    if not truth:
        raise _Mistake(where, f"{'.'.join(str(part) for part in where) or 'the file'} {sentence}")


def _cross_check(case: CaseFile) -> None:
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
    for n, goal in enumerate(case.goals):
        _check_goal(goal, case, params, ("goals", n))


def _unique(names: list[str], section: str) -> None:
    for n, name in enumerate(names):
        _expect(name not in names[:n], (section, n), f"{name!r} stands here twice")


def _known(name: str, known: Mapping[str, object], where: tuple[str | int, ...], what: str) -> None:
    _expect(name in known, where, f"is {name!r}, which is {what}{_suggestion(name, known)}")


def _check_parameters(case: CaseFile, model: types.ModuleType) -> None:
    """Every parameter has its words, and the source of its default can be read in both languages."""
    sources = {source.id: source for source in case.sources}
    declared = {parameter.name: parameter for parameter in parameters(model.Params)}
    levers = [lever.name for lever in case.levers]
    for n, assumption in enumerate(case.assumptions):
        _expect(assumption.name not in levers, ("assumptions", n, "name"), f"is {assumption.name!r}, which is a lever")
    for section in ("levers", "assumptions"):
        for n, words in enumerate(getattr(case, section)):
            _known(words.name, declared, (section, n, "name"), "no parameter of the model")
            invented = declared[words.name].is_teaching_value
            _expect(invented or words.source is not None, (section, n), "needs the words for its 'source'")
            _expect(not invented or not words.source, (section, n, "source"), "is a teaching value in the model")
            if words.evidence:
                _known(words.evidence, sources, (section, n, "evidence"), "no source of this case")
    for name in declared:
        _expect(name in case.parameter_words, ("levers",), f"lacks {name!r}: give it a lever or an assumption")


def _check_usual(lever: Lever, model: types.ModuleType, where: tuple[str | int, ...]) -> None:
    if lever.usual:
        declared = next(parameter for parameter in parameters(model.Params) if parameter.name == lever.name)
        _expect(len(lever.usual) == 2, where, "needs two numbers, [from, to]")
        low, high = lever.usual
        _expect(declared.minimum <= low < high <= declared.maximum, where, "leaves the bounds of the model")
        _expect(low <= declared.default <= high, where, f"leaves out the default, {declared.default:g}")


def _check_goal(goal: Goal, case: CaseFile, params: Mapping[str, object], where: tuple[str | int, ...]) -> None:
    levers, outcomes = ({item.name: item for item in items} for items in (case.levers, case.outcomes))
    _expect(bool(goal.minimise) != bool(goal.maximise), where, "needs one of 'minimise' and 'maximise'")
    sought = "minimise" if goal.minimise else "maximise"
    name = getattr(goal, sought)
    _known(name, levers | outcomes, (*where, sought), "no lever and no outcome of this case")
    _expect(bool(goal.by), (*where, "by"), "needs a lever")
    for lever in goal.by:
        _known(lever, levers, (*where, "by"), "no lever of this case")
    _expect(len(set(goal.by)) == len(goal.by), (*where, "by"), "names a lever twice")
    _expect(name in outcomes or name in goal.by, (*where, "by"), f"lacks {name!r}, the lever that is sought")
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
    _expect(len(bounds) == 1, where, "needs one of 'at_least' and 'at_most'")
    _expect(isinstance(bounds[0], str) or math.isfinite(bounds[0]), where, "needs a number with an end")
    if isinstance(bounds[0], str):
        _known(bounds[0], params, where, "no parameter of the model")
        _expect(bounds[0] not in goal.by, where, f"is held by {bounds[0]!r}, a lever that may move")


def _check_question(question: Question, model: types.ModuleType, where: tuple[str | int, ...]) -> None:
    needs = {
        "choice": "choices",
        "number": "number",
        "ranking": "items",
        "text": "fields",
        "design": "fields",
    }
    needed = needs.get(question.kind)
    _expect(
        not needed or bool(getattr(question, needed)),
        where,
        f"is a {question.kind} question and needs {needed!r}",
    )
    if question.kind in ("number", "ranking"):
        _expect(question.answer is not None, where, "needs an answer")
    if question.kind == "choice":
        choices = {choice.id: choice for choice in question.choices}
        _known(question.key, choices, (*where, "key"), "no choice of this question")
    calls = {
        "answer": [question.answer],
        "facts": question.facts,
        "slips": [slip.answer for slip in question.slips],
    }
    for name, call in ((name, call) for name, found in calls.items() for call in found if call):
        has = call.value is not None or callable(getattr(model, call.call, None))
        _expect(has, (*where, name), f"calls {call.call!r}, which the model does not have")


def _line_of(source: str, where: tuple[str | int, ...]) -> int:
    """The line that a path such as ("questions", 3, "prompt") points at, as near as the text tells."""
    lines = source.splitlines()
    start = 0
    for n, part in enumerate(where):
        if isinstance(part, int):
            continue
        nth = where[n + 1] if n + 1 < len(where) and isinstance(where[n + 1], int) else None
        if nth is not None:
            headers = [i for i in range(start, len(lines)) if re.match(rf"\s*\[\[[\w.]*{part}\]\]", lines[i])]
            if int(nth) < len(headers):
                start = headers[int(nth)]
                continue
        start = next((i for i in range(start, len(lines)) if re.match(rf"\s*(\[[\w.]*)?{part}\b", lines[i])), start)
    return start + 1
