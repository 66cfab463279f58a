"""Files to take away: the scenarios and the rows of each chart; the page draws the pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from caseroom.authoring.views import Scenario, Situation
from caseroom.casefile import Assumption, Lever, Outcome
from caseroom.formats import kind_of
from caseroom.panels.chart import ChartPanel
from caseroom.panels.downloads import DownloadsPanel
from caseroom.sharing.tables import Cell, ExportTable, Quantity, to_csv, to_xlsx
from caseroom.whatif.desk import Desk
from caseroom.whatif.provenance import provenance

SCENARIOS = "scenarios"


class Downloads:
    """`charts` gives the charts that are on the page now; each is told what its pictures have to say."""

    def __init__(self, desk: Desk, charts: Callable[[], Iterable[ChartPanel]]) -> None:
        self._desk, self._, self._charts = desk, desk._, charts
        self.widget = DownloadsPanel(desk.lang, self._make, desk.case.slug)
        self.widget.on("show", lambda message, buffers: self.update(desk.situation()))

    def update(self, situation: Situation) -> None:
        items = [{"name": SCENARIOS, "title": self._("Scenarios: settings, outcomes, notes"), "picture": False}]
        for chart in self._charts():
            chart.credit = list(provenance(self._desk, situation))
            items.append({"name": chart.name, "title": chart.title, "picture": True})
        self.widget.items = items

    def _make(self, name: str, kind: str) -> bytes:
        situation = self._desk.situation()
        table = self._scenarios(situation) if name == SCENARIOS else self._chart(name)
        made_on = self._("Made on {date}").format(date=date.today().isoformat())
        dated = replace(table, about=(*table.about, *provenance(self._desk, situation), made_on))
        return to_csv(dated) if kind == "csv" else to_xlsx(dated)

    def _chart(self, name: str) -> ExportTable:
        """The rows that the chart's own table shows."""
        chart = next(chart for chart in self._charts() if chart.name == name)
        rows = tuple(
            tuple(_cell(row.get(column["name"]), column["format"]) for column in chart.columns)
            for row in chart.rows.get("rows", [])
        )
        about = (chart.note,) if chart.note else ()
        return ExportTable(chart.title, about, tuple(column["title"] for column in chart.columns), rows)

    def _scenarios(self, situation: Situation) -> ExportTable:
        """A column a scenario; a row a parameter of the model, an outcome of the case, a kind of note."""
        scenarios = (situation.baseline, situation.now, *situation.pinned)
        words = (self._("What it is"), self._("Name"), self._("Name in the model"), self._("Unit"))
        rows = (*self._settings(scenarios), *self._outcomes(scenarios), *self._notes())
        title = f"{self._desk.case.title.text(self._desk.lang)} · {self._('Scenarios')}"
        columns = (*words, *(scenario.name for scenario in scenarios), self._("Where the baseline comes from"))
        return ExportTable(title, (), columns, rows)

    def _settings(self, scenarios: tuple[Scenario, ...]) -> Iterator[tuple[Cell, ...]]:
        for name, words in self._desk.case.parameter_words.items():
            values = [self._set(words, getattr(scenario.params, name)) for scenario in scenarios]
            source = words.source.text(self._desk.lang) if words.source else self._("teaching value")
            yield self._("Setting"), words.label.text(self._desk.lang), name, self._unit(words), *values, source

    def _outcomes(self, scenarios: tuple[Scenario, ...]) -> Iterator[tuple[Cell, ...]]:
        for words in self._desk.case.outcomes:
            values = [self._number(words, getattr(scenario.outcomes, words.name)) for scenario in scenarios]
            yield self._("Outcome"), words.label.text(self._desk.lang), words.name, self._unit(words), *values, None

    def _notes(self) -> Iterator[tuple[Cell, ...]]:
        labels = {
            "question": self._("Question"),
            "expectation": self._("What I expect"),
            "finding": self._("What I found"),
            "decision": self._("What I decide"),
        }
        for field, label in labels.items():
            texts = [getattr(pin.notes, field) for pin in self._desk.sheet.pins]
            if any(texts):
                yield self._("Own note"), label, None, None, None, None, *texts, None

    def _set(self, words: Lever | Assumption, value: float) -> Cell:
        """A number, or the name that it stands for."""
        named = isinstance(words, Lever) and words.choices
        return words.written(value, self._desk.lang) if named else self._number(words, value)

    def _number(self, words: Lever | Assumption | Outcome, value: float) -> Quantity:
        return Quantity(float(value), kind_of(words, self._desk.lang))

    def _unit(self, words: Lever | Assumption | Outcome) -> str:
        """A share is written as a share, so that a number means the same here, in the link and in the code; any other
        number as it is counted in this language, which is said here.

        Of names it says which number each has there.
        """
        if isinstance(words, Lever) and words.choices:
            return words.key(self._desk.lang)
        return self._("share") if words.format == "percent" else words.unit.text(self._desk.lang)


def _cell(value: Any, kind: Any) -> Cell:
    return value if value is None or isinstance(value, str) else Quantity(float(value), kind)
