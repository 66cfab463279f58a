"""The debrief's numbers: what the student predicted and decided, beside what the model gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from caseroom.authoring import DebriefChart, DebriefTable
from caseroom.casefile import CaseFile
from caseroom.exercises import Exercise
from caseroom.i18n import translator
from caseroom.panels.chart import ChartPanel
from caseroom.panels.panel import Panel
from caseroom.panels.table import TablePanel


def debrief_panels(case: CaseFile, lang: str, exercises: list[Exercise]) -> list[Panel]:
    """First the student's own words, then the case's tables and charts, then what is often said and does not hold."""
    debrief: Any = case.code("debrief")
    charts: list[DebriefChart] = debrief.charts(case, lang) if hasattr(debrief, "charts") else []
    tables = map(_shown_in(lang), debrief.tables(case, lang))
    return [_own_words(lang, exercises), *tables, *(_drawn(chart, lang) for chart in charts), _often_said(case, lang)]


def _drawn(chart: DebriefChart, lang: str) -> ChartPanel:
    return ChartPanel(
        lang, name=chart.name, title=chart.title, spec=chart.spec, rows=chart.rows, columns=list(chart.columns),
        description=chart.description, note=chart.note,
    )  # fmt: skip


def _shown_in(lang: str) -> Callable[[DebriefTable], TablePanel]:
    return lambda table: TablePanel(lang, table.title, table.columns, table.rows, table.note)


def _own_words(lang: str, exercises: list[Exercise]) -> TablePanel:
    _ = translator(lang)
    rows = []
    for exercise in exercises:
        if exercise.question.kind in ("predict", "decision") and exercise.done:
            summary = exercise.summary()
            rows.append(
                {
                    "question": summary["title"],
                    "said": summary["answer"],
                    "found": exercise.came_out(),
                }
            )
    columns = [
        {"name": "question", "title": _("Question"), "format": "text"},
        {"name": "said", "title": _("You said"), "format": "text"},
        {"name": "found", "title": _("What came out"), "format": "text"},
    ]
    return TablePanel(lang, _("Your own words"), columns, rows)


def _often_said(case: CaseFile, lang: str) -> TablePanel:
    _ = translator(lang)
    rows = [{"claim": said.claim.text(lang), "answer": said.answer.text(lang)} for said in case.misconceptions]
    columns = [
        {"name": "claim", "title": _("Often said"), "format": "text"},
        {"name": "answer", "title": _("What to reply"), "format": "text"},
    ]
    return TablePanel(lang, _("What is often said"), columns, rows)
