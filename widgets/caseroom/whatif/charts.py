"""The charts of the case's view, of which one is in sight."""

from __future__ import annotations

from caseroom.authoring.views import Situation, View
from caseroom.panels.chart import ChartPanel
from caseroom.panels.chooser import ChooserPanel
from caseroom.whatif.desk import Desk
from caseroom.whatif.moved import most_moved
from caseroom.whatif.part import box


class Charts:
    def __init__(self, desk: Desk) -> None:
        lang = desk.lang
        self._charts: list[tuple[View, ChartPanel]] = [
            (view, ChartPanel(lang, name=view.name, title=view.title, spec=view.spec, columns=list(view.columns)))
            for view in desk.shown
        ]
        names = [{"name": view.name, "title": view.title} for view in desk.shown]
        chooser = ChooserPanel(lang, charts=names, moved=most_moved(desk))
        self.widget = box("charts", *(panel for _, panel in self._charts), chooser)

    def update(self, situation: Situation) -> None:
        for view, panel in self._charts:
            rows = view.rows(situation)
            with panel.hold_sync():
                panel.rows = rows
                panel.description = view.describe(situation, rows)
                panel.note = view.note(situation)
