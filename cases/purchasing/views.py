"""What the levers show. A skeleton: one chart, over the staff."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from caseroom.authoring import CaseFile, Rows, Situation, View, columns_of, marked, readable
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure

from . import model


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    staff = Measure("staff", _("Staff"))
    served = Measure("served", _("Share served"), "percent")

    def rows(situation: Situation) -> Rows:
        people = np.arange(1.0, 61.0)
        found = model.simulate(replace(situation.now.params, staff=people))
        line = [{"staff": float(n), "served": float(s)} for n, s in zip(people, np.asarray(found.served), strict=True)]
        marks = [
            {"staff": one.params.staff, "value": one.outcomes.served, "kind": kind, "label": words}
            for one, kind, words in marked(situation, _)
        ]
        return {"rows": line, "marks": marks}

    def describe(situation: Situation, drawn: Rows) -> str:
        sentence = _("{share} are served.")
        return sentence.format(share=readable(situation.now.outcomes.served, "percent"))

    spec = curves(staff, (served,), served, domain=(0, 1))
    title = _("How many are served?")
    return (View("served", title, spec, columns_of(staff, served), rows, describe),)
