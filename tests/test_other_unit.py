"""Where Chinese counts in a hundredth of the model's unit, every part of a page, a room and a file says so."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from caseroom import catalogue
from caseroom.authoring import columns_of, counting
from caseroom.casefile import CaseFile
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure
from caseroom.exercises import Exercise
from caseroom.i18n import Unit
from caseroom.whatif import WhatIf
from caseroom.whatif.in_short import in_short
from cases.helpdesk.model import Params, simulate
from classroom.room.earlier import beside, earlier
from classroom.room.record import sheets
from classroom.room.record.gathered import gather
from classroom.room.reveals import reveal
from classroom.room.state import Reveal
from tests.classroom.room.test_record import LOG
from tests.classroom.room.test_reveals import MODEL, answered, room_of, seen
from tests.page import MemoryClient, arrive, tell
from tests.test_whatif import panels

HUNDREDTHS = Unit("yuan", "分", zh_times=100)
GUESSED = "double_the_calls"


def case() -> CaseFile:
    """The case of the tests, which counts its money and one guess in another unit in Chinese."""
    plain = catalogue.load("helpdesk")

    def spoken(words: Any) -> Any:
        return replace(words, unit=HUNDREDTHS) if words.format == "money" else words

    def asked(question: Any) -> Any:
        return (
            replace(question, number=replace(question.number, unit=HUNDREDTHS)) if question.id == GUESSED else question
        )

    return replace(
        plain,
        levers=tuple(map(spoken, plain.levers)),
        outcomes=tuple(map(spoken, plain.outcomes)),
        questions=tuple(map(asked, plain.questions)),
    )


CASE = case()
COST = simulate(Params()).cost_per_hour


def opened(lang: str) -> WhatIf:
    client = MemoryClient()
    what_if = WhatIf(CASE, CASE.code("model"), lang, client, client.load())
    assert what_if.widget is what_if.widget
    return what_if


def file(what_if: WhatIf, kind: str) -> bytes:
    asked = {"id": "1", "type": "file", "name": "scenarios", "kind": kind}
    ((answer, files),) = arrive(panels(what_if)["downloads"], asked)
    assert answer["ok"]
    return bytes(files[0])


@pytest.mark.parametrize(("lang", "kind", "unit"), [("en", "money", "yuan"), ("zh", "money*100", "分")])
def test_levers_and_outcomes_are_written_in_it_and_stay_the_models(lang: str, kind: str, unit: str) -> None:
    page = panels(opened(lang))
    [wage] = [lever for lever in page["levers"].levers if lever["name"] == "wage"]
    [cost] = [outcome for outcome in page["outcomes"].outcomes if outcome["name"] == "cost_per_hour"]
    assert {(one["format"], one["unit"]) for one in (wage, cost)} == {(kind, unit)}
    assert wage["baseline"] == Params().wage and str(COST) in str(page["outcomes"].values)
    assert tell(page["levers"], type="set", name="wage", value=50)["ok"]


def test_a_refusal_names_the_bounds_in_it() -> None:
    refused = [
        tell(panels(opened(lang))["levers"], type="set", name="wage", value=10**6)["refused"] for lang in ("en", "zh")
    ]
    [(low, high), others] = [
        [float(bound) for bound in re.findall(r"[\d.]+", said.replace(",", ""))] for said in refused
    ]
    assert others == [100 * low, 100 * high]


def test_a_file_has_its_numbers_in_the_unit_that_it_names() -> None:
    said = {}
    for lang in ("en", "zh"):
        table = list(csv.reader(io.StringIO(file(opened(lang), "csv").decode("utf-8-sig"))))
        [row] = [row for row in table if row[2:3] == ["cost_per_hour"]]
        [share] = [row for row in table if row[2:3] == ["service_level"]]
        said[lang] = row[3], float(row[4])
        assert 0 < float(share[4]) < 1
        sheet = openpyxl.load_workbook(io.BytesIO(file(opened(lang), "xlsx"))).active
        assert sheet is not None
        [cells] = [cells for cells in sheet.iter_rows(values_only=True) if cells[2] == "cost_per_hour"]
        assert cells[4] == pytest.approx(said[lang][1])
    assert said == {"en": ("yuan", pytest.approx(COST)), "zh": ("分", pytest.approx(100 * COST))}


def test_a_decision_has_the_pins_in_it() -> None:
    headline = tuple(replace(one, headline=one.name == "cost_per_hour") for one in CASE.outcomes)
    rows = {}
    for lang in ("en", "zh"):
        client = MemoryClient()
        what_if = WhatIf(replace(CASE, outcomes=headline), CASE.code("model"), lang, client, {})
        [rows[lang]] = in_short(what_if._desk)["rows"]
    assert (rows["en"]["unit"], rows["zh"]["unit"]) == (" (yuan)", "（分）")
    english, chinese = (float(rows[lang]["before"].replace(",", "")) for lang in ("en", "zh"))
    assert chinese == pytest.approx(100 * english)


def test_an_axis_writes_what_its_title_says() -> None:
    x, line = Measure("x", "X"), Measure("cost", "代价", "money*100", "分")
    spec = json.dumps(curves(x, (line,), line), ensure_ascii=False)
    assert '"labelExpr": "format(datum.value * 100, ' in spec and "代价（分）" in spec
    assert columns_of(line) == ({"name": "cost", "title": "代价（分）", "format": "money*100"},)
    with pytest.raises(ValueError, match="needs a unit"):
        _ = Measure("cost", "代价", "decimal*100").axis_title


def test_a_case_asks_how_it_counts_instead_of_knowing() -> None:
    yuan, fen = (counting(CASE, "cost_per_hour", lang) for lang in ("en", "zh"))
    assert (yuan.unit, yuan.kind("money"), yuan.readable(9.9, "money")) == ("yuan", "money", "9.90")
    assert (fen.unit, fen.kind("money"), fen.readable(9.9, "money")) == ("分", "money*100", "990")
    assert counting(CASE, "wage", "zh").unit == "分"
    with pytest.raises(KeyError):
        counting(CASE, "gone", "en")


@pytest.mark.parametrize("people", [20, 4])
def test_a_room_sees_its_guesses_and_the_model_in_it(people: int) -> None:
    wanted = Reveal("guesses", GUESSED)
    english, chinese = (reveal(replace(seen(people, lang=lang), case=CASE), wanted) for lang in ("en", "zh"))
    if people == 4:
        told = [shown["blocks"][0]["rows"][0][1] for shown in (english, chinese)]
        value = MODEL["questions"][GUESSED]["value"]
        assert told == [f"{value:,.4g} yuan", f"{100 * value:,.4g}分"]
        return
    one, other = english["blocks"][0], chinese["blocks"][0]
    assert other["values"] == [100 * value for value in one["values"]] and other["unit"] == "分"
    for name in ("middle", "model", "low", "high"):
        assert other[name] == pytest.approx(100 * one[name])
    within = [sorted(re.findall(r"\d+", shown["sentence"])[-2:]) for shown in (english, chinese)]
    assert within[0] == within[1], "as many guesses lie in the band in both"


def test_an_earlier_class_stands_in_it_too() -> None:
    past, wanted = earlier("id", "2026-01-02", room_of(20), answered(20)), Reveal("guesses", GUESSED)
    shown = []
    for lang in ("en", "zh"):
        sight = replace(seen(20, lang=lang), case=CASE)
        shown.append(beside(reveal(sight, wanted), sight, wanted, past)["blocks"][0])
    assert [100 * shown[0]["earlier"][name] for name in ("low", "middle", "high")] == [
        shown[1]["earlier"][name] for name in ("low", "middle", "high")
    ]


def test_the_record_of_a_class_has_it_in_the_heading_and_in_the_cells() -> None:
    cells = {}
    for lang in ("en", "zh"):
        record = gather(lang, "123456", CASE, room_of(20), LOG, answered(20))
        book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(record)))
        rows = list(book.worksheets[4].iter_rows(values_only=True))
        [head] = [row for row in rows if str(row[1]).endswith(("(yuan)", "（分）"))]
        cells[lang] = [row[1] for row in rows[rows.index(head) + 1 :]]
    assert cells["zh"] == [pytest.approx(100 * value) for value in cells["en"]]


def test_what_was_answered_in_a_room_is_read_in_the_case_in_its_unit() -> None:
    question = CASE.question(GUESSED)
    kept = {f"answer.{GUESSED}": {"kind": "predict", "number": 36, "fields": {}, "done": True, "at": ""}}
    client = MemoryClient(kept)
    said = [
        Exercise(question, CASE.code("model"), lang, client, client.load()).panel.state["said"] for lang in ("en", "zh")
    ]
    assert said == ["36 yuan", "3600分"]
