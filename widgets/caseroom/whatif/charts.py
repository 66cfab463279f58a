"""The charts of the case's view, and under them what the model leaves out."""

from __future__ import annotations

from caseroom.authoring.views import Situation, View
from caseroom.panels.aside import AsidePanel
from caseroom.panels.chart import ChartPanel
from caseroom.whatif.desk import Desk
from caseroom.whatif.part import box


class Charts:
    def __init__(self, desk: Desk) -> None:
        lang = desk.lang
        self._charts: list[tuple[View, ChartPanel]] = [
            (view, ChartPanel(lang, name=view.name, title=view.title, spec=view.spec, columns=list(view.columns)))
            for view in desk.shown
        ]
        limits = [limit.text.text(lang) for limit in desk.case.limits]
        aside = AsidePanel(lang, desk._("What this model leaves out"), limits)
        self.widget = box("charts", *(panel for _, panel in self._charts), aside)

    def update(self, situation: Situation) -> None:
        for view, panel in self._charts:
            rows = view.rows(situation)
            with panel.hold_sync():
                panel.rows = rows
                panel.description = view.describe(situation, rows)
                panel.note = view.note(situation)
