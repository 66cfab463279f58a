"""The memo is put together from what the student did; here, from the scenarios they kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseroom import catalogue
from caseroom.client import FileClient
from caseroom.exercises import Exercise
from caseroom.memo import Answered, Comparison, Paragraphs
from caseroom.notebook import Case
from caseroom.takeaway import Parts, Takeaway
from caseroom.whatif import WhatIf
from tests.page import MemoryClient, tell

NOTES = {
    "question": "Does a second district help?",
    "expectation": "A little",
    "finding": "Far fewer agents each",
    "decision": "Ask the neighbours",
}


@pytest.mark.parametrize(
    ("lang", "last"), [("en", "I decided: Ask the neighbours"), ("zh", "我的决定：Ask the neighbours")]
)
def test_each_run_stands_in_the_memo_with_question_expectation_finding_and_decision(
    tmp_path: Path, lang: str, last: str
) -> None:
    case = catalogue.load("helpdesk")
    client = FileClient(tmp_path / "helpdesk.json")
    state = {"what_if": {"pins": [{"id": "pin-1", "name": "Two districts", "levers": {"districts": 2}, **NOTES}]}}
    what_if = WhatIf(case, case.code("model"), lang, client, state)
    sections = Takeaway(case, lang, client, state, [], lambda: Parts(what_if=what_if)).memo("", None).sections
    (run,) = [part for part in sections if isinstance(part, Paragraphs) and part.title == "Two districts"]
    assert [text for text in NOTES.values() if any(text in line for line in run.texts)] == list(NOTES.values())
    assert run.texts[-1] == last


def test_a_pin_that_says_nothing_has_no_heading(tmp_path: Path) -> None:
    case = catalogue.load("helpdesk")
    state = {"what_if": {"pins": [{"id": "pin-1", "name": "As it is", "levers": {}},
                                  {"id": "pin-2", "name": "Two districts", "levers": {"districts": 2}}]}}  # fmt: skip
    client = FileClient(tmp_path / "helpdesk.json")
    what_if = WhatIf(case, case.code("model"), "en", client, state)
    sections = Takeaway(case, "en", client, state, [], lambda: Parts(what_if=what_if)).memo("", None).sections
    titles = [part.title for part in sections]
    assert "As it is" not in titles and "Two districts" in titles
    assert all(line.strip() for part in sections if isinstance(part, Paragraphs) for line in part.texts)


@pytest.mark.parametrize(
    ("levers", "columns"),
    [({}, 2), ({"districts": 2}, 2), ({"districts": 3}, 3)],
    ids=["at the baseline", "at a pin", "elsewhere"],
)
def test_where_the_levers_stand_has_a_column_unless_it_is_another_ones(
    tmp_path: Path, levers: dict[str, int], columns: int
) -> None:
    case = catalogue.load("helpdesk")
    client = FileClient(tmp_path / "helpdesk.json")
    pin = {"id": "pin-1", "name": "Two districts", "levers": {"districts": 2}}
    state = {"what_if": {"pins": [pin], "levers": levers}}
    what_if = WhatIf(case, case.code("model"), "en", client, state)
    sections = Takeaway(case, "en", client, state, [], lambda: Parts(what_if=what_if)).memo("", None).sections
    (table,) = [part for part in sections if isinstance(part, Comparison)]
    assert len(table.columns) == 1 + columns and len(set(table.columns)) == len(table.columns)
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_memo_says_where_the_levers_stand_of_which_it_has_the_numbers(tmp_path: Path) -> None:
    case = catalogue.load("helpdesk")
    client = FileClient(tmp_path / "helpdesk.json")
    what_if = WhatIf(case, case.code("model"), "en", client, {})
    takeaway = Takeaway(case, "en", client, {}, [], lambda: Parts(what_if=what_if))
    what_if.set(districts=2)
    name = what_if.summary().now.name
    (levers,) = [part for part in takeaway.memo("", None).sections if part.title == name]
    assert isinstance(levers, Paragraphs) and levers.texts == ["Districts on the line: 2 districts"]
    what_if.set(districts=1)
    assert name not in [part.title for part in takeaway.memo("", None).sections]


def test_the_list_on_the_page_has_the_pins_and_the_weights_with_what_they_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    student = Case(catalogue.load("helpdesk"), "en", MemoryClient())
    monkeypatch.setattr(Exercise, "done", True)  # the predictions too
    student.decide()
    student.what_if()
    panel = student.memo()
    assert all(part["question"] for part in panel.parts)
    student._what_if._desk.sheet.pin("A hub")
    student._what_if._desk.done()
    student._what_if._desk.save()
    assert [part["title"] for part in panel.parts if not part["question"]] == ["Pinned scenarios (1)"]
    points = dict.fromkeys((criterion["id"] for criterion in student._rerank.panel.criteria), 50)
    assert tell(student._rerank.panel, type="lock", points=points)["ok"]
    assert [part["hint"] for part in panel.parts if not part["question"]] == [
        "",
        "the weights are included; the options have not been put in order yet",
    ]
    order = [option["id"] for option in student._rerank.panel.options]
    assert tell(student._rerank.panel, type="rank", order=order)["ok"]
    kept = [(part["title"], part["hint"]) for part in panel.parts if not part["question"]]
    assert kept == [("Pinned scenarios (1)", ""), ("By whose measure?", "")]


def test_the_memo_and_its_list_on_the_page_have_the_order_of_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    student = Case(catalogue.load("helpdesk"), "en", MemoryClient())
    asked = [question.id for question in student.file.questions][::-1]
    for question in asked:
        student.ask(question)
    listed = [part["question"] for part in student.memo().parts]
    kinds = {question.id: question.kind for question in student.file.questions}
    later = [name for name in asked if kinds[name] not in ("decision", "predict")]
    assert [kinds[name] for name in listed[:2]] == ["decision", "predict"]
    assert [name for name in listed if name in later] == later
    monkeypatch.setattr(Exercise, "done", True)
    written = [part.title for part in student._takeaway.memo("", None).sections if isinstance(part, Answered)]
    assert written == [part["title"] for part in student.memo().parts]
