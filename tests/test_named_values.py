"""A lever whose numbers stand for names: the name stands wherever the value does, the number stays in what is kept."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from caseroom import casefile, catalogue
from caseroom.casefile import CaseError, CaseFile
from caseroom.casefile.schema import NO_UNIT, Named
from caseroom.i18n import Text
from caseroom.parameters import parameters
from caseroom.whatif import WhatIf
from caseroom.whatif.desk import Desk
from caseroom.whatif.downloads import Downloads
from commands import arguments, run
from tests.page import MemoryClient

WORDS = {1: ("alone", "On its own", "单独设线"), 2: ("pair", "With a neighbour", "与邻区合设")}


def of_names(values: range | None = None) -> CaseFile:
    """The case with names for its districts."""
    case = catalogue.load("helpdesk")
    declared = next(p for p in parameters(case.code("model").Params) if p.name == "districts")
    choices = []
    for value in values or range(int(declared.minimum), int(declared.maximum) + 1):
        name, en, zh = WORDS.get(value, (f"of_{value}", f"Of {value} together", f"{value}区合设"))
        choices.append(Named(value, name, Text(en, zh)))
    levers = [
        dataclasses.replace(lever, unit=NO_UNIT, format="number", choices=tuple(choices))
        if lever.name == "districts"
        else lever
        for lever in case.levers
    ]
    return dataclasses.replace(case, levers=tuple(levers))


def what_if(state: dict[str, Any] | None = None, lang: str = "en") -> WhatIf:
    case, client = of_names(), MemoryClient(state)
    return WhatIf(case, case.code("model"), lang, client, client.load())


def test_pins_and_the_memo_say_the_name_and_the_kept_work_has_the_number() -> None:
    made = what_if({"what_if": {"pins": [{"id": "pin-1", "name": "Two", "levers": {"districts": 2}}]}})
    summary = made.summary()
    assert [value for _, value in summary.pinned[0].changed] == ["With a neighbour"]
    made.set(districts=2)
    assert [value for _, value in made.summary().now.changed] == ["With a neighbour"]
    assert made.pinned[0].params.districts == 2


@pytest.mark.parametrize(("lang", "name"), [("en", "With a neighbour"), ("zh", "与邻区合设")])
def test_a_workbook_has_the_name_and_says_which_number_it_is(lang: str, name: str) -> None:
    case = of_names()
    desk = Desk(case, case.code("model"), lang, MemoryClient(), {"what_if": {"levers": {"districts": 2}}})
    made = Downloads(desk, lambda: [])._make("scenarios", "csv").decode("utf-8-sig")
    line = next(line for line in made.splitlines() if "districts" in line)
    assert name in line and ("2: With a neighbour" in line or "2：与邻区合设" in line)


def test_the_page_gets_the_names_with_their_numbers() -> None:
    case = of_names()
    desk = Desk(case, case.code("model"), "zh", MemoryClient(), {"what_if": {}})
    words = desk.lever_words(next(lever for lever in case.levers if lever.name == "districts"))
    assert words["choices"][1] == {"value": 2, "label": "与邻区合设"} and words["unit"] == ""
    assert desk.lever_words(next(lever for lever in case.levers if lever.name == "agents"))["choices"] == []


def test_every_value_of_the_model_has_a_name_and_no_other_number() -> None:
    casefile.check(of_names())
    with pytest.raises(CaseError, match="need one for each value of the model"):
        casefile.check(of_names(range(1, 3)))


@pytest.mark.parametrize("said", ["pair", "2", "With a neighbour", "与邻区合设"])
def test_the_command_line_takes_name_and_number(said: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    case = of_names()
    monkeypatch.setattr(catalogue, "load", lambda slug: case)
    assert run.main(arguments.parse(["run", "helpdesk", "--json", "--set", f"districts={said}"])) == 0
    assert json.loads(capsys.readouterr().out)["parameters"]["districts"] == 2
    assert run.main(arguments.parse(["run", "helpdesk", "--lang", "en", "--set", f"districts={said}"])) == 0
    assert "With a neighbour" in capsys.readouterr().out


def test_a_name_that_is_none_is_answered_with_the_nearest(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    case = of_names()
    monkeypatch.setattr(catalogue, "load", lambda slug: case)
    assert run.main(arguments.parse(["run", "helpdesk", "--set", "districts=pairs"])) == 2
    assert "Did you mean pair?" in capsys.readouterr().err
