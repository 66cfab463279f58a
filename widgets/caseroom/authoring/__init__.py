"""What a case imports to say what it shows: views of its model, a study of its data, tables for the debrief.

A case's folder has, beside its words, these modules:

    params.py    Params, Outcomes, OPTIONS, TERMS       numbers only
    model.py     simulate(params) and whatever a question asks      numbers only
    views.py     views(case, lang) -> tuple[View, ...]
    study.py     study(case, lang) -> Study
    debrief.py   tables(case, lang) -> list[DebriefTable]; charts(case, lang) -> list[DebriefChart], where a picture
                 says it better
    own_file.py  sample() -> str: a file such as a student may bring, where study.py lets them

Sentences go through `case.translator(lang)`; their Chinese stands in the folder's zh.po.
"""

from caseroom.authoring.options import bars_of_options, least
from caseroom.authoring.study import DataChart, Figures, Own, Study
from caseroom.authoring.tables import DebriefChart, DebriefTable, table_of_options
from caseroom.authoring.views import Band, Rows, Scenario, Situation, View
from caseroom.authoring.words import Counting, columns_of, counted, counting, joined, marked, numbered, others
from caseroom.casefile import CaseFile, closing
from caseroom.formats import Format, as_set, measured, readable

__all__ = [
    "Band",
    "CaseFile",
    "Counting",
    "DataChart",
    "DebriefChart",
    "DebriefTable",
    "Figures",
    "Format",
    "Own",
    "Rows",
    "Scenario",
    "Situation",
    "Study",
    "View",
    "as_set",
    "bars_of_options",
    "closing",
    "columns_of",
    "counted",
    "counting",
    "joined",
    "least",
    "marked",
    "measured",
    "numbered",
    "others",
    "readable",
    "table_of_options",
]
