"""The student's locked predictions on the charts, wherever the levers stand as the question has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseroom.authoring.guesses import Guessed
from caseroom.authoring.views import Rows, View
from caseroom.panels.chart import ChartPanel
from caseroom.panels.panel import Message
from caseroom.whatif.desk import Desk


class Guesses:
    """Those that stand on one chart, whose `panel` may ask for the levers as a question has them."""

    def __init__(self, desk: Desk, view: View, panel: ChartPanel) -> None:
        self._desk, self._ = desk, desk._
        self._chart = view.name
        self._carries: Mapping[str, str] = view.spec.get("usermeta", {}).get("guess", {})
        panel.on("as_guessed", self._on_as_guessed)

    def _mine(self) -> list[Guessed]:
        return [guessed for guessed in self._desk.guessed() if guessed.place.chart == self._chart]

    def standing(self) -> list[Guessed]:
        """Those whose questions have the levers as they stand, but for what the chart runs through by itself."""
        now, across = self._desk.sheet.now, self._carries.get("x", "")
        return [
            guessed
            for guessed in self._mine()
            if all(getattr(now, name) == getattr(guessed.asked, name) for name in guessed.named - {across})
        ]

    def waiting(self) -> list[Guessed]:
        """The others: made for another setting of the levers."""
        standing = self.standing()
        return [guessed for guessed in self._mine() if guessed not in standing]

    def rows(self, drawn: Rows) -> Rows:
        """`drawn` with the guesses in it; what may take one is there without one too, or the last would stay drawn."""
        if not self._carries:
            return drawn
        taking = ("guess", "down", "marks", self._carries["across"])
        more = {name: list(drawn.get(name, [])) for name in taking}
        for guessed in self.standing():
            for name, row in self._rows_of(guessed):
                more[name].append(row)
        return {**drawn, **more}

    def told(self) -> dict[str, str]:
        """What stands under the chart: how far off, or for which levers a guess was made, and the way there."""
        waiting = self.waiting()
        about = self._("Your guess in “{title}” is for another setting: {levers}.")
        said = [about.format(title=guessed.title, levers=self._levers(guessed)) for guessed in waiting]
        return {
            "text": self._desk.language.joined(guessed.sentence for guessed in self.standing()),
            "about": self._desk.language.joined(said),
            "go": self._("Set the levers so") if waiting else "",
        }

    def _rows_of(self, guessed: Guessed) -> list[tuple[str, dict[str, Any]]]:
        """The rows that draw it, each with the dataset that takes it."""
        place, x = guessed.place, self._carries["x"]
        label = self._("Your guess")
        if isinstance(guessed.value, tuple):
            points = [{x: along, "value": height} for along, height in guessed.value]
            named = points[guessed.farthest] | {"kind": "guess_curve", "label": label}
            return [*(("guess", point) for point in points), ("marks", named)]
        row: dict[str, Any] = {"value": guessed.value, "kind": "guess"}
        row["label"] = self._desk.language.pair(label, guessed.words)
        if place.at is not None:
            return [("marks", row | {x: place.at})]
        return [(self._carries["across"] if place.axis == "y" else "down", row)]

    def _levers(self, guessed: Guessed) -> str:
        desk = self._desk
        named = [words for name, words in desk.case.parameter_words.items() if name in guessed.named]
        values = [(words.label.text(desk.lang), getattr(guessed.asked, words.name), words) for words in named]
        return desk.language.comma.join(
            desk.language.pair(label, desk.lever_value(words, value)) for label, value, words in values
        )

    def _on_as_guessed(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        waiting = self.waiting()
        if waiting:
            self._desk.move(waiting[0].asked)
        return {"saved_at": self._desk.save()}
