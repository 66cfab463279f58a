"""What stands under [[questions]] of a case.toml; the rest of the file, and how to read this, is in `schema`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from caseroom.formats import Format
from caseroom.i18n import Text, Unit

Kind = Literal["predict", "choice", "number", "ranking", "match", "text", "design", "decision"]


@dataclass(frozen=True)
class Call:
    """A number (an order, a curve) that the model computes: `call` is a public function of it, given Params.

    with: the Params: `option` and what differs from it (or from the defaults); no other argument can be given.
    take: the outcome, or the column of a table. row: the label in the table's first column. sort: the column by whose
    values the labels stand in order, the smallest first. value: a number instead of a call.
    name: what a fact is called in the texts, {name:.0f}.
    """

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
class Item(Choice):
    """What is to be put in order, or sorted: then `key` is the id of the choice it belongs to."""

    key: str = ""


@dataclass(frozen=True)
class Number:
    """`percent`: it is asked for in per cent, and the model has it as a share.

    Its bounds and its tolerance are in the English unit, and so is an answer as it is kept, marked and compared; in a
    language that counts in another one (`unit.zh_times`) it is typed and shown in that.
    """

    unit: Unit
    minimum: float
    maximum: float
    tolerance: float = 0.0
    whole: bool = False
    percent: bool = False

    @property
    def in_percent(self) -> bool:
        """Whether it is typed in per cent, be the model's number a share (`percent`) or per cent too."""
        return self.unit.en == "%"

    def from_model(self, value: float) -> float:
        """The model's number as this one is asked for."""
        return value * 100 if self.percent else value

    def for_model(self, value: float) -> float:
        """What was asked for as the model has it."""
        return value / 100 if self.percent else value

    def is_near(self, value: float, right: float) -> bool:
        """Whether a number counts as right; what floating point adds to the tolerance is forgiven."""
        return abs(value - right) <= self.tolerance + 1e-9

    def rounded(self, value: float) -> float:
        """A right number with as few decimals as still count as right, as the case's own explanation writes it."""
        if not self.tolerance:
            return round(value, 2 if abs(value) >= 1 else 3)
        return round(value, max(0, math.ceil(-math.log10(2 * self.tolerance) - 1e-9)))

    def shown(self, value: float, lang: str) -> float:
        """A kept number as it stands in `lang`: 3.71 million yuan are 371万元."""
        times = self.unit.times(lang)
        return value if times == 1 else round(value * times, 9)

    def meant(self, value: float, lang: str) -> float:
        """What is kept of a number that stands in `lang`."""
        times = self.unit.times(lang)
        return value if times == 1 else round(value / times, 12)


@dataclass(frozen=True)
class Curve:
    """A line that a student draws: a height at each place of `at`, all at `start` before anything is drawn.

    x, y: what is measured across and upwards. place: where a handle stands, as a sentence begins ("In month {x}").
    format, unit: of a height; `step` is what a key moves it by.
    """

    at: tuple[float, ...]
    x: Text
    y: Text
    place: Text
    format: Format
    unit: Unit
    minimum: float
    maximum: float
    step: float
    start: float


@dataclass(frozen=True)
class Guess:
    """Where a locked prediction stands on the what-if's charts: `chart` is the name of a view.

    A number is a height (axis "y") or a place along x ("x"): a rule, or, where `at` says where along x the height is
    meant, a point. A curve needs neither.
    """

    chart: str
    axis: Literal["x", "y"] = "y"
    at: float | None = None


@dataclass(frozen=True)
class Slip:
    """A known wrong turn of a number question and what to say to it."""

    answer: Call
    feedback: Text


@dataclass(frozen=True)
class Field:
    """`ours`: its label where a table of a room answers as one."""

    id: str
    label: Text
    words: int = 0
    rows: int = 3
    ours: Text | None = None

    def called(self, per_table: bool) -> Text:
        """Its label, to somebody or to a table that answers as one."""
        return self.ours if per_table and self.ours else self.label


@dataclass(frozen=True)
class Criterion:
    text: Text


@dataclass(frozen=True)
class Question:
    """`came_out` is what the debrief says of a prediction whose `explanation` does not give the answer yet.

    `answer` of a prediction is what came out, so that it can be said how far off a number or a curve was; what it is
    called `with` is the setting of the levers that the prediction is about.
    `key` of a prediction is the choice that came out; without it the debrief only shows what was chosen.
    `also` are choices that are right beside the `key`.
    `rests_on` are questions whose answers the text of a decision speaks of: those still open are named beside it.
    """

    id: str
    kind: Kind
    title: Text
    prompt: Text
    hint: Text | None = None
    choices: tuple[Choice, ...] = ()
    key: str = ""
    also: tuple[str, ...] = ()
    number: Number | None = None
    curve: Curve | None = None
    answer: Call | None = None
    guess: Guess | None = None
    items: tuple[Item, ...] = ()
    slips: tuple[Slip, ...] = ()
    fields: tuple[Field, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    exemplar: Text | None = None
    explanation: Text | None = None
    came_out: Text | None = None
    facts: tuple[Call, ...] = ()
    rests_on: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """What an answer to it holds besides texts: "choice",
        "number", "curve", "order", or "sorted" by item.
        """
        if self.kind == "match":
            return ("sorted",)
        asked = {"choice": self.choices, "number": self.number, "curve": self.curve, "order": self.items}
        return tuple(part for part, found in asked.items() if found)

    def may_be_left(self, field: Field) -> bool:
        """Whether a text is for those who have time: beside a prediction each is, elsewhere all but the first."""
        return self.kind == "predict" or field != self.fields[0]
