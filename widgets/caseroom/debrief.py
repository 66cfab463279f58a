"""The debrief's numbers: what the student predicted and decided, beside what the model gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from caseroom.authoring import DebriefChart, DebriefTable, columns_of
from caseroom.casefile import CaseFile, Curve
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure
from caseroom.exercises import CHECKED, DrawnCurve, Exercise
from caseroom.formats import FORMATS, kind_of
from caseroom.i18n import translator
from caseroom.panels.chart import ChartPanel
from caseroom.panels.panel import Panel
from caseroom.panels.table import TablePanel


def debrief_panels(case: CaseFile, lang: str, exercises: list[Exercise]) -> list[Panel]:
    """The student's own words and curves, then the case's tables and charts.

    The tables are folded: what they come to is said in words right after them, and whoever wants the numbers opens one.
    """
    debrief: Any = case.code("debrief")
    charts: list[DebriefChart] = debrief.charts(case, lang) if hasattr(debrief, "charts") else []
    tables = map(_shown_in(lang), debrief.tables(case, lang))
    own = [_own_words(lang, exercises), *_guesses(lang, exercises)]
    return [*own, *tables, *(_charted(chart, lang) for chart in charts)]


def _guesses(lang: str, exercises: list[Exercise]) -> Iterator[ChartPanel]:
    for exercise in exercises:
        if exercise.question.curve:
            yield from _drawn(lang, exercise)


def _charted(chart: DebriefChart, lang: str) -> ChartPanel:
    return ChartPanel(
        lang, name=chart.name, title=chart.title, spec=chart.spec, rows=chart.rows, columns=list(chart.columns),
        description=chart.description, note=chart.note,
    )  # fmt: skip


def _shown_in(lang: str) -> Callable[[DebriefTable], TablePanel]:
    return lambda table: TablePanel(lang, table.title, table.columns, table.rows, table.note, folded=True)


def _own_words(lang: str, exercises: list[Exercise]) -> TablePanel:
    """What was predicted and decided, and the exercises that were answered in a class, as the memo has them."""
    _ = translator(lang)
    rows = []
    for exercise in exercises:
        in_class = exercise.given_in_class()
        kind = exercise.question.kind
        if (kind in ("predict", "decision") and exercise.done) or (kind in CHECKED and in_class):
            summary = exercise.summary()
            rows.append(
                {
                    "question": summary["title"],
                    "said": "\n\n".join([summary["answer"], *in_class]),
                    "found": found(exercise),
                }
            )
    columns = [
        {"name": "question", "title": _("What was asked"), "format": "text"},
        {"name": "said", "title": _("You said"), "format": "text"},
        {"name": "found", "title": _("What came out"), "format": "text"},
    ]
    return TablePanel(lang, _("Your own words"), columns, rows)


def found(exercise: Exercise) -> str:
    """What came out of a prediction, and how far off it was; of an exercise whether it is right, and why."""
    compared = exercise.compared()
    why = exercise.right_one() or exercise.came_out()
    return "\n\n".join(filter(None, [compared.sentence if compared else "", exercise.verdict(), why]))


def _drawn(lang: str, exercise: Exercise) -> Iterator[ChartPanel]:
    """The drawn curve beside the model's; the chart's kind is made also while there is nothing to show on it yet."""
    _, curve = translator(lang), cast(Curve, exercise.question.curve)
    unit = "" if FORMATS[curve.format].suffix else curve.unit.text(lang)
    x = Measure("x", curve.x.text(lang))
    kind = kind_of(curve, lang)
    model, mine = (Measure(n, t, kind, unit) for n, t in (("model", _("The model")), ("mine", _("Your guess"))))
    spec = curves(x, (model,), Measure("height", curve.y.text(lang), kind, unit))
    drawn, compared = exercise.drawn(), exercise.compared()
    if drawn is None or compared is None:
        return
    n = drawn.farthest
    marks = [
        {"x": drawn.mine[n][0], "value": drawn.mine[n][1], "kind": "guess_curve", "label": mine.title},
        {"x": drawn.mine[n][0], "value": drawn.beside[n], "kind": "model_curve", "label": model.title},
    ]
    yield ChartPanel(
        lang,
        name=f"guess_{exercise.question.id}",
        title=exercise.question.title.text(lang),
        spec=spec,
        columns=list(columns_of(x, mine, model)),
        rows={"rows": _beside(drawn), "guess": [{"x": at, "value": y} for at, y in drawn.mine], "marks": marks},
        description=compared.sentence,
        guess={"text": compared.sentence, "about": "", "go": ""},
    )


def _beside(drawn: DrawnCurve) -> list[dict[str, float]]:
    """All points of the model's curve, and at the student's places both."""
    rows = {x: {"x": x, "model": y} for x, y in drawn.found}
    for (x, mine), model in zip(drawn.mine, drawn.beside, strict=True):
        rows[x] = {"x": x, "model": model, "mine": mine}
    return [rows[x] for x in sorted(rows)]


def often_said(case: CaseFile, lang: str) -> TablePanel:
    """What is often said of such a case and does not hold, each with a reply."""
    _ = translator(lang)
    rows = [{"claim": said.claim.text(lang), "answer": said.answer.text(lang)} for said in case.misconceptions]
    columns = [
        {"name": "claim", "title": _("Often said"), "format": "text"},
        {"name": "answer", "title": _("What to reply"), "format": "text"},
    ]
    return TablePanel(lang, _("What is often said"), columns, rows)
