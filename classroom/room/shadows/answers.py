"""Plausible, varied answers: a class has favourites, doubts, people of few words, and some who change their mind."""

from __future__ import annotations

import random
from typing import Any

from classroom.room.shadows.said import Pen


class Mind:
    """What one person thinks of; the same person thinks the same of the same question until it has been talked over."""

    def __init__(self, seed: int, pen: Pen) -> None:
        self._dice = random.Random(seed)
        self._pen = pen
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
            number = question["number"]
            low, high = number["minimum"], number["maximum"]
            middle = low + (high - low) * 0.35
            guess = min(max(dice.gauss(middle, (high - low) * 0.12), low), high)
            typed = round(guess) if number["whole"] or high - low > 10 else round(guess, 2)
            return typed / number["times"]
        if part == "curve":
            return self._curve(question["curve"])
        if part == "order":
            return self._order([item["id"] for item in question["items"]], str(question.get("id")))
        if part == "sorted":
            choices = [choice["id"] for choice in question["choices"]]
            return {item["id"]: dice.choice(choices) for item in question["items"]}
        return {criterion["id"]: dice.randint(1, 10) for criterion in question["criteria"]}

    def _order(self, items: list[str], question: str) -> list[str]:
        """Much as the others see it: a class has something that it agrees on."""
        common = random.Random(question).sample(sorted(items), len(items))
        return sorted(items, key=lambda item: common.index(item) + self._dice.gauss(0, 2.2))

    def _curve(self, curve: dict[str, Any]) -> list[float]:
        """Most draw a straight line to somewhere."""
        low, high = curve["minimum"], curve["maximum"]
        end, places = self._dice.uniform(low, high), len(curve["at"])
        return [round(low + (end - low) * n / max(1, places - 1), 4) for n in range(places)]
