"""How far off a prediction was: what was expected beside what the model says, in words and as points of a chart."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from caseroom.authoring.guesses import Guessed, Points
from caseroom.casefile import Call, Curve, Number, Question
from caseroom.contracts import Model
from caseroom.exercises.computing import asked_params, compute, compute_curve
from caseroom.formats import difference, measured, readable
from caseroom.i18n import language, translator
from caseroom.intake.typed import as_written


@dataclass(frozen=True)
class Compared:
    """`sentence` says all of it; `distance` is without a sign. Of a curve: where it was farthest off."""

    mine: str
    found: str
    distance: str
    sentence: str


@dataclass(frozen=True)
class DrawnCurve:
    """A student's curve (`mine`, at its places) and the model's; `beside` are the model's heights at those places."""

    mine: Points
    found: Points
    beside: tuple[float, ...]

    @property
    def farthest(self) -> int:
        """The place at which the two are farthest apart."""
        return int(np.argmax([abs(height - model) for (_, height), model in zip(self.mine, self.beside, strict=True)]))


class Comparing:
    """One prediction against its `answer`, or a choice against its `key`, in `lang`; nothing where there is neither."""

    def __init__(self, question: Question, model: Model, lang: str) -> None:
        self._question, self._model, self._lang = question, model, lang
        self._ = translator(lang)

    def compared(self, said: Mapping[str, Any]) -> Compared | None:
        """What to say of a choice, a number or a curve that was predicted."""
        question = self._question
        if question.kind != "predict":
            return None
        if question.key and "choice" in said:
            return self._choice(said["choice"])
        if question.answer is None:
            return None
        if question.number and "number" in said:
            return self._number(said["number"], question.number, question.answer)
        drawn = self.drawn(said)
        return self._curve(drawn, cast(Curve, question.curve)) if drawn else None

    def drawn(self, said: Mapping[str, Any]) -> DrawnCurve | None:
        """The drawn curve beside the model's. ValueError where the model's does not reach all its places."""
        question = self._question
        if not (question.curve and question.answer and said.get("curve")):
            return None
        places = question.curve.at
        found = tuple(compute_curve(question.answer, self._model))
        if not found[0][0] <= places[0] < places[-1] <= found[-1][0]:
            raise ValueError(f"question {question.id!r}: the model's curve goes from {found[0][0]} to {found[-1][0]}")
        along, heights = np.array(found).T
        beside = np.interp(places, along, heights)
        return DrawnCurve(tuple(zip(places, said["curve"], strict=True)), found, tuple(map(float, beside)))

    def curve_in_words(self, said: Mapping[str, Any]) -> list[list[str]]:
        """A row a place: the place, both heights, how far they are apart."""
        drawn, curve = self.drawn(said), self._question.curve
        if drawn is None or curve is None:
            return []
        return [
            [place_of(curve, x, self._lang), self.height(mine), self.height(model), self._between(mine, model)]
            for (x, mine), model in zip(drawn.mine, drawn.beside, strict=True)
        ]

    def guessed(self, said: Mapping[str, Any]) -> Guessed | None:
        """The prediction as the what-if's charts show it, where the case gives it a place there."""
        question, compared = self._question, self.compared(said)
        if question.guess is None or question.answer is None or compared is None:
            return None
        asked = asked_params(question.answer, self._model)
        drawn = self.drawn(said)
        number = cast(Number, question.number)
        return Guessed(
            title=question.title.text(self._lang),
            place=question.guess,
            value=drawn.mine if drawn else number.for_model(said["number"]),
            words="" if drawn else compared.mine,
            asked=asked,
            named=self._named(question.answer, asked),
            sentence=compared.sentence,
            farthest=drawn.farthest if drawn else 0,
        )

    def height(self, value: float) -> str:
        """A height of the curve with its unit."""
        curve = cast(Curve, self._question.curve)
        return measured(value, curve.format, curve.unit, self._lang)

    def _between(self, one: float, other: float) -> str:
        curve = cast(Curve, self._question.curve)
        return difference(one - other, curve.format, curve.unit, self._lang)

    def in_words(self, heights: list[float]) -> str:
        """A drawn curve as a reader would write it."""
        curve, writing = cast(Curve, self._question.curve), language(self._lang)
        points = (f"{as_written(x)} → {self.height(y)}" for x, y in zip(curve.at, heights, strict=True))
        return writing.pair(curve.x.text(self._lang), writing.semicolon.join(points))

    def _named(self, answer: Call, asked: Any) -> frozenset[str]:
        default = self._model.Params()
        moved = {name for name, value in vars(asked).items() if value != getattr(default, name)}
        return frozenset(moved | answer.with_.keys() - {"option"})

    def _choice(self, mine: str) -> Compared | None:
        """Both choices by their words; the model is named where it was asked."""
        question = self._question
        texts = {choice.id: choice.text.text(self._lang) for choice in question.choices}
        if mine not in texts:
            return None
        found = mine if mine in question.also else question.key
        if question.facts or question.answer:
            same = self._("You expected “{mine}”, and so does the model.")
            other = self._("You expected “{mine}”; the model says “{found}”.")
        else:
            same = self._("You expected “{mine}”, and so it came out.")
            other = self._("You expected “{mine}”; what came out is “{found}”.")
        told = (same if mine == found else other).format(mine=texts[mine], found=texts[found])
        return Compared(texts[mine], texts[found], "", told)

    def _number(self, mine: float, number: Number, answer: Call) -> Compared | None:
        exact = number.from_model(cast(float, compute(answer, self._model)))
        if not math.isfinite(exact):
            return None
        found = round(exact, _decimals(exact, number))
        distance = self._apart(mine - found, number)
        said = number_in_words(mine, number, self._lang)
        right = readable(exact / 100, "percent") if number.in_percent else number_in_words(found, number, self._lang)
        if number.is_near(mine, exact):
            told = self._("You expected {mine}; the model says {found}. Your guess counts as right.")
        elif mine > found:
            told = self._("You expected {mine}; the model says {found}. Your guess was {distance} too high.")
        else:
            told = self._("You expected {mine}; the model says {found}. Your guess was {distance} too low.")
        return Compared(said, right, distance, told.format(mine=said, found=right, distance=distance))

    def _curve(self, drawn: DrawnCurve, curve: Curve) -> Compared:
        n = drawn.farthest
        (x, mine), found = drawn.mine[n], drawn.beside[n]
        words = {
            "place": place_of(curve, x, self._lang),
            "mine": self.height(mine),
            "found": self.height(found),
            "distance": self._between(mine, found),
        }
        told = self._(
            "{place} you expected {mine}; the model says {found}. Of all points this one is farthest off: {distance}."
        )
        if abs(mine - found) < curve.step / 2:
            told = self._("Your curve follows the model's at every point.")
        mine_in_words = self.in_words([height for _, height in drawn.mine])
        return Compared(mine_in_words, words["found"], words["distance"], told.format(**words))

    def _apart(self, value: float, number: Number) -> str:
        """Per cent are apart by points."""
        if number.in_percent:
            return difference(value / 100, "percent", number.unit, self._lang)
        return number_in_words(round(abs(value), 3), number, self._lang)


def _decimals(exact: float, number: Number) -> int:
    """No more than a guess is held to: where one within a point counts as right, hundredths of a point say nothing."""
    if number.tolerance >= 0.5 and not number.in_percent:
        return 0 if number.tolerance >= 1 else 1
    return 2 if abs(exact) >= 1 or number.tolerance >= 0.01 else 3


def number_in_words(value: float, number: Number, lang: str) -> str:
    """A number as it is kept, with its unit: "3.71 million yuan", "371万元"."""
    written = as_written(number.shown(value, lang))
    return language(lang).measured(written, number.unit.of(written, lang))


def place_of(curve: Curve, x: float, lang: str) -> str:
    """Where a handle stands, as a sentence begins: "In month 12"."""
    return curve.place.text(lang).format(x=as_written(x))
