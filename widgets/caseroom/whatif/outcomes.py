"""The outcomes in large numbers."""

from __future__ import annotations

from caseroom.authoring.views import Situation
from caseroom.panels.outcomes import OutcomesPanel
from caseroom.whatif.desk import Desk


class Outcomes:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        baseline = desk.numbers(desk.simulate(desk.sheet.baseline))
        self.widget = OutcomesPanel(desk.lang, outcomes=desk.outcome_words(), baseline=baseline)

    def update(self, situation: Situation) -> None:
        with self.widget.hold_sync():
            self.widget.reasons = self._desk.reasons(situation.now)
            self.widget.values = self._desk.numbers(situation.now.outcomes)
