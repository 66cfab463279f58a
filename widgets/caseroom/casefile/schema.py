"""What a case.toml holds: a field without a default is required, a name that is not here is refused.

What stands under [[questions]] is in `asked`.
"""

from __future__ import annotations

import importlib
import math
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from caseroom.casefile.asked import Question
from caseroom.casefile.parsing import NOT_IN_THE_FILE, suggestion
from caseroom.formats import UNKNOWN, Format, as_set, kind_of, measured, readable, set_to
from caseroom.i18n import Text, Translate, Unit, language, translator

Grade = Literal["A", "B", "C", "D"]
Module = Literal["model", "views", "study", "debrief", "own_file"]


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

    @property
    def address(self) -> str:
        """Its name after the # of the page's address."""
        return self.id.replace("_", "-")


@dataclass(frozen=True)
class Role:
    """Somebody at the table. `reader`: whoever reads the case alone sits in this seat ("You are Luo Min")."""

    id: str
    name: Text
    stake: Text
    reader: bool = False


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
    """Levers that stand together; `tier`: what who decides can set, or how the world is, which is shown on request."""

    id: str
    label: Text
    tier: Literal["policy", "world"] = "policy"


@dataclass(frozen=True)
class Named:
    """One value of a parameter whose numbers stand for names: `name` is what code and command line call it."""

    value: float
    name: str
    label: Text


NO_UNIT = Unit("", "")


@dataclass(frozen=True)
class Lever:
    """The words for one parameter; its default and bounds stand on the model's Params.

    `source` says where the default comes from, unless it is a teaching value, which Params says already;
    `evidence` is the id of one of the case's sources. `usual`, [from, to], is what the slider covers where the
    bounds are too far apart for a thumb; typed values go to the bounds. `format` says how its numbers are written
    (formats.py), `unit.one` how the unit is called where there is one of it, `unit.zh_times` how many of the Chinese
    unit make one of the model's. A lever whose numbers stand for names has
    `choices` instead of a unit: one for each of its values.
    """

    name: str
    label: Text
    help: Text
    group: str
    unit: Unit = NO_UNIT
    format: Format = "number"
    source: Text | None = None
    evidence: str = ""
    usual: tuple[float, ...] = ()
    choices: tuple[Named, ...] = ()

    def written(self, value: float, lang: str) -> str:
        """A value as somebody has set it: "22 agents", "80%", "Whoever lies beyond the limit"."""
        return self._named(value, lang) or set_to(value, self.format, self.unit, lang)

    def bare(self, value: float, lang: str) -> str:
        """The same without its unit."""
        return self._named(value, lang) or as_set(value, kind_of(self, lang))

    def key(self, lang: str) -> str:
        """What each number stands for: "1: By rate, 2: By shrunken rate"; "" where numbers are numbers."""
        said = language(lang)
        return said.listed(said.pair(as_set(one.value, "number"), one.label.text(lang)) for one in self.choices)

    def named(self, text: str) -> float | None:
        """The value that is called so, by the name it has in code or in either language; None where none is."""
        called = text.strip().casefold()
        found = (
            one.value
            for one in self.choices
            if called in {s.casefold() for s in (one.name, one.label.en, one.label.zh)}
        )
        return next(found, None)

    def _named(self, value: float, lang: str) -> str:
        return next((one.label.text(lang) for one in self.choices if one.value == value), "")


@dataclass(frozen=True)
class Assumption:
    """The words for a parameter that has no lever; `source` and `evidence` as in Lever."""

    name: str
    label: Text
    unit: Unit
    format: Format
    source: Text | None = None
    evidence: str = ""

    def written(self, value: float, lang: str) -> str:
        """As Lever.written."""
        return set_to(value, self.format, self.unit, lang)

    def bare(self, value: float, lang: str) -> str:
        """As Lever.bare."""
        return as_set(value, kind_of(self, lang))


@dataclass(frozen=True)
class Nought:
    """Why an outcome is nought by construction where `parameter` has this `value`."""

    parameter: str
    value: float
    why: Text


@dataclass(frozen=True)
class Outcome:
    """`endless`: what it means that the outcome has no limit, where it may come to that ("Not within two years").

    `absent`: what it means where the model gives infinity for what there is not ("No first stage"): it is written as a
    dash. `nought`: why it is nought where it can be nothing else.
    """

    name: str
    label: Text
    meaning: Text
    unit: Unit
    better: Literal["higher", "lower", "none"]
    format: Format
    headline: bool = False
    endless: Text | None = None
    absent: Text | None = None
    nought: Nought | None = None

    def written(self, value: float, lang: str) -> str:
        """With its unit: "86.2%", "9.90 yuan/call", "∞"; "–" for what there is not."""
        return UNKNOWN if self._is_gone(value) else measured(value, self.format, self.unit, lang)

    def bare(self, value: float, lang: str) -> str:
        """The same without its unit."""
        return UNKNOWN if self._is_gone(value) else readable(value, kind_of(self, lang))

    def _is_gone(self, value: float) -> bool:
        return self.absent is not None and math.isinf(value)

    def reason(self, value: float, settings: Mapping[str, Any], lang: str) -> str:
        """Why it has no number, or can only be nought, where the levers have these `settings`; "" where it is usual."""
        if math.isinf(value):
            said = self.absent or self.endless
            return said.text(lang) if said else ""
        none = self.nought if not value else None
        return none.why.text(lang) if none and settings.get(none.parameter) == none.value else ""


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
class Task:
    """Something to do in the what-if, as a card beside the levers.

    It is done once the levers `moved`, and no others, have left the baseline, with the outcome that `until` names
    within its bound, and the one that `holding` names within its own; once the options `loaded` have been loaded; once
    that many `pins` are there; once `each` of these levers has been moved at some time, whatever else has. One that
    asks for none of these is ticked off by the student. `seen` is what it has shown; it unfolds once the task is done.

    start: the option from whose setting `moved` counts, "" for the baseline. also: levers that may have left it, too.
    at: where those of `moved` have to stand for which the text says it. if_time: the next step does not need it.
    """

    title: Text
    text: Text
    seen: Text
    start: str = ""
    moved: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    at: Mapping[str, float] = field(default_factory=dict)
    each: tuple[str, ...] = ()
    until: Constraint | None = None
    holding: Constraint | None = None
    if_time: bool = False
    loaded: tuple[str, ...] = ()
    pins: int = 0


@dataclass(frozen=True)
class Limit:
    text: Text


Public = Literal["professional_client", "guardian_ward", "facilitator_citizen", "regulator_subject"]
"""The four public relationships of Jos and Tompkins (2009)."""


@dataclass(frozen=True)
class Relationship:
    """The first closing item: which public relationship is met in `scene`, and who is vulnerable in it.

    A word to whoever chooses each of the four; `vulnerable` is an example of an answer. `also` are readings that the
    field holds with good reasons beside the `key`; their words say so.
    """

    scene: Text
    key: Public
    professional_client: Text
    guardian_ward: Text
    facilitator_citizen: Text
    regulator_subject: Text
    vulnerable: Text
    also: tuple[Public, ...] = ()


@dataclass(frozen=True)
class Rating:
    """The second closing item: how an option does by each criterion, 1 (poorly) to 5; `why`: on what grounds."""

    option: str
    economy: int
    efficiency: int
    effectiveness: int
    equity: int
    citizenship: int
    public_interest: int
    accountability: int
    why: Text


@dataclass(frozen=True)
class CaseFile:
    """A case's words. `folder` is where its case.toml stands; `dataset` is the slug unless the file says otherwise.

    `method` is what the model teaches, in a word or three: the landing page finds cases by it. `memo_chart` is the view
    that the decision rests on, which stands in the memo; else it is the first.
    """

    slug: str
    family: str
    minutes: int
    method: Text
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
    relationship: Relationship
    ratings: tuple[Rating, ...]
    goals: tuple[Goal, ...] = ()
    tasks: tuple[Task, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    dataset: str = ""
    memo_chart: str = ""
    folder: Path = field(default=Path(), metadata=NOT_IN_THE_FILE)

    def notebook(self, lang: str) -> Path:
        """The twin in `lang`."""
        return self.folder / f"{self.slug}.{lang}.ipynb"

    def code(self, module: Module) -> types.ModuleType:
        """A module of the case's folder: what it does when it is imported, it does now."""
        return importlib.import_module(f"cases.{self.slug}.{module}")

    def option_labels(self, lang: str) -> dict[str, str]:
        """What each option is called, by its name."""
        return {option.name: option.label.text(lang) for option in self.options}

    def translator(self, lang: str) -> Translate:
        """What turns the English sentences of this case's code into `lang`."""
        return translator(lang, self.folder)

    @property
    def parameter_words(self) -> dict[str, Lever | Assumption]:
        """The words for every parameter of the model, by its name."""
        every: tuple[Lever | Assumption, ...] = (*self.levers, *self.assumptions)
        return {words.name: words for words in every}

    def question(self, question_id: str) -> Question:
        """KeyError, with a suggestion, for an id that the case does not declare."""
        found = {question.id: question for question in self.questions}
        if question_id not in found:
            raise KeyError(f"{self.slug} has no question {question_id!r}{suggestion(question_id, found)}")
        return found[question_id]
