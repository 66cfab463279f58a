"""The charts of the case's view, of which one is in sight."""

from __future__ import annotations

from typing import Any

from caseroom.authoring import Rows, joined
from caseroom.authoring.views import Situation, View
from caseroom.panels.chart import ChartPanel
from caseroom.panels.chooser import ChooserPanel
from caseroom.whatif.desk import Desk
from caseroom.whatif.guesses import Guesses
from caseroom.whatif.moved import most_moved
from caseroom.whatif.part import box


class Charts:
    def __init__(self, desk: Desk) -> None:
        lang = desk.lang
        self._charts: list[tuple[View, Guesses, ChartPanel]] = []
        for view in desk.shown:
            panel = ChartPanel(lang, name=view.name, title=view.title, spec=view.spec, columns=list(view.columns))
            guesses = Guesses(desk, view, panel)
            self._charts.append((view, guesses, panel))
        names = [{"name": view.name, "title": view.called} for view in desk.shown]
        chooser = ChooserPanel(lang, charts=names, moved=most_moved(desk))
        self.widget = box("charts", *(panel for _, _, panel in self._charts), chooser)

    def update(self, situation: Situation) -> None:
        for view, guesses, panel in self._charts:
            rows = with_numbers(view.rows(situation), [pin.name for pin in situation.pinned])
            told = guesses.told()
            with panel.hold_sync():
                panel.rows = guesses.rows(rows)
                panel.description = joined(
                    [view.describe(situation, rows), *filter(None, [told["text"], told["about"]])]
                )
                panel.note = view.note(situation)
                panel.guess = told


def with_numbers(rows: Rows, names: list[str]) -> Rows:
    """`rows` with the number that the list of pins gives a pin, also where a chart leaves some of them out."""

    def counted(row: dict[str, Any]) -> dict[str, Any]:
        said = str(row.get("label", ""))
        found = [name for name in names if row.get("kind") == "pinned" and name in said]
        return row | {"pin": names.index(max(found, key=len)) + 1} if found else row

    return {name: [counted(row) for row in of_it] for name, of_it in rows.items()}
