"""Plausible, varied answers: a class has favourites, doubts, people of few words, and some who change their mind."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from caseroom.casefile import Question
from classroom.room.shadows.said import Pen

NEAR = 0.3
"""How many of those who guess a number come about as near as the model itself may be off."""
RIGHT, SLIPPED = 0.45, 0.75
"""How many compute a number and have the right one, and how many that or a mistake that the case names."""


class Mind:
    """What one person thinks of; the same person thinks the same of the same question until it has been talked over."""

    def __init__(self, seed: int, pen: Pen, model: Mapping[str, Any] | None = None) -> None:
        """`model`: what the model says to the case's questions, by their ids; a class's numbers lie around it."""
        self._dice = random.Random(seed)
        self._pen, self._model = pen, model or {}
        self._first: dict[str, Any] = {}

    def answer(self, phase: dict[str, Any], earlier: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """An answer to what the phase asks; None from who has none. `earlier`: what was said before the talk."""
        question = phase["question"]
        if question is None or self._dice.random() < 0.04:
            return None
        named = question.get("id", phase["kind"])
        before = self._first.get(named, earlier)
        if before is not None and self._dice.random() < 0.5:
            return before
        found = {part: self._part(part, question) for part in question["parts"]}
        fields = question["fields"]
        if fields and (not found or self._dice.random() < 0.7):
            chosen = found.get("choice", "")
            texts = [self._pen.text(question, n, chosen, self._dice) for n in range(len(fields))]
            found["fields"] = {field["id"]: text for field, text in zip(fields, texts, strict=True)}
        self._first.setdefault(named, found)
        return found

    def pins(self, known: dict[str, Any]) -> list[dict[str, Any]]:
        """One or two settings that this person would pin: an option as it stands, or with levers moved a little."""
        options, levers = list(known["settings"].values()), known["levers"]
        count = self._dice.choice((1, 1, 2)) if options else 0
        return [self._moved(self._dice.choice(options), levers) for _ in range(count)]

    def _moved(self, option: dict[str, Any], levers: dict[str, Any]) -> dict[str, Any]:
        dice, setting = self._dice, dict(option)
        for name in dice.sample(list(levers), min(len(levers), dice.choice((0, 0, 1, 2)))):
            low, high, whole = (levers[name][key] for key in ("low", "high", "whole"))
            value = setting.get(name, low + (high - low) * 0.3) + dice.gauss(0, (high - low) * 0.05)
            value = min(max(value, low), high)
            setting[name] = round(value) if whole else round(value, 3)
        return setting

    def _part(self, part: str, question: dict[str, Any]) -> Any:
        dice = self._dice
        if part == "choice":
            choices = [choice["id"] for choice in question["choices"]]
            weights = [len(choices) - n * 0.7 for n in range(len(choices))]
            return dice.choices(choices, [max(weight, 0.5) for weight in weights])[0]
        if part == "number":
            return self._number(question)
        if part == "curve":
            return self._curve(question["curve"])
        if part == "order":
            return self._order([item["id"] for item in question["items"]], str(question.get("id")))
        if part == "sorted":
            choices = [choice["id"] for choice in question["choices"]]
            return {item["id"]: dice.choice(choices) for item in question["items"]}
        return {criterion["id"]: dice.randint(1, 10) for criterion in question["criteria"]}

    def _number(self, question: dict[str, Any]) -> float:
        number = question["number"]
        low, high, times = number["minimum"], number["maximum"], number["times"]
        asked = next((one for one in self._pen.case.questions if one.id == question.get("id")), None)
        model = self._model.get(question.get("id", ""), {})
        exact = False
        if model.get("value") is None:
            floor = max(low, 0.0) if high > 0 else low
            guess = max(self._dice.gauss(floor + (high - floor) * 0.35, (high - floor) * 0.12), floor)
        elif asked and asked.kind == "number":
            guess, exact = self._computed(asked, float(model["value"]), times, low, high)
        else:
            guess = self._guessed({key: float(model[key]) * times for key in ("value", "low", "high")}, low, high)
        if number["whole"] or (high - low > 10 and not exact):
            guess = round(guess)
        typed = guess if exact else round(guess, 2)
        return float(min(max(typed, low), high)) / times

    def _computed(self, asked: Question, value: float, times: float, low: float, high: float) -> tuple[float, bool]:
        """The right number, a mistake that the case has an answer to, or another; and whether it was computed."""
        slips = [slip.answer.value for slip in asked.slips if slip.answer.value is not None]
        luck = self._dice.random()
        if luck < RIGHT or (luck < SLIPPED and not slips):
            return float(f"{value * times:.3g}"), True
        if luck < SLIPPED:
            return self._dice.choice(slips) * times, True
        return self._aside(value * times, low, high), False

    def _guessed(self, model: Mapping[str, float], low: float, high: float) -> float:
        """Some come near; the others lie on both sides, and the farther the fewer."""
        if self._dice.random() < NEAR:
            return self._dice.uniform(model["low"], model["high"])
        return self._aside(model["value"], low, high)

    def _aside(self, value: float, low: float, high: float) -> float:
        """Too low or too high: not beyond nought, which few cross, nor many times what it is."""
        reach = 1.5 * max(abs(value), 0.05 * (high - low))
        down = max(low, value - reach, 0.0 if value > 0 else low)
        up = min(high, value + reach, 0.0 if value < 0 else high)
        end = self._dice.choice([one for one in (down, up) if one != value] or [value])
        return value + (end - value) * self._dice.triangular(0.05, 1.0, 0.25)

    def _order(self, items: list[str], question: str) -> list[str]:
        """Much as the others see it: a class has something that it agrees on."""
        common = random.Random(question).sample(sorted(items), len(items))
        return sorted(items, key=lambda item: common.index(item) + self._dice.gauss(0, 2.2))

    def _curve(self, curve: dict[str, Any]) -> list[float]:
        """Most draw a straight line to somewhere."""
        low, high = curve["minimum"], curve["maximum"]
        end, places = self._dice.uniform(low, high), len(curve["at"])
        return [round(low + (end - low) * n / max(1, places - 1), 4) for n in range(places)]
