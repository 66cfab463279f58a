"""`kit run`: what a script or a lecturer gets from a model without a page."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from caseroom import catalogue
from commands import arguments, run


def kit_run(*command_line: str) -> int:
    return run.main(arguments.parse(["run", *command_line]))


def answer(capsys: pytest.CaptureFixture[str], *command_line: str) -> dict:
    assert kit_run(*command_line, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_json_holds_the_case_its_parameters_and_its_outcomes(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "helpdesk")
    assert list(found) == ["case", "parameters", "outcomes"]
    assert found["case"] == "helpdesk"
    promised = {"arrivals_per_hour", "average_handling_time", "agents", "answer_within", "mean_patience"}
    assert promised | {"first_call_resolution", "redial_probability"} <= set(found["parameters"])
    outcomes = {"service_level", "average_speed_of_answer", "abandonment", "occupancy"}
    assert outcomes | {"cost_per_answered_call", "cost_per_solved_problem"} <= set(found["outcomes"])


def test_settings_change_what_they_name_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    before = answer(capsys, "helpdesk")
    after = answer(capsys, "helpdesk", "--set", "agents=20", "arrivals_per_hour=200", "--set", "wage=70")
    changed = {name for name, value in after["parameters"].items() if value != before["parameters"][name]}
    assert changed == {"agents", "arrivals_per_hour", "wage"}
    assert after["parameters"]["agents"] == 20
    assert after["outcomes"] != before["outcomes"]


def test_an_option_sets_its_parameters_and_settings_stand_on_them(capsys: pytest.CaptureFixture[str]) -> None:
    options = catalogue.load("helpdesk").code("model").OPTIONS
    for name, params in options.items():
        found = answer(capsys, "helpdesk", "--option", name)
        assert found["option"] == name
        assert found["parameters"] == run.plain(dataclasses.asdict(params))
        dearer = answer(capsys, "helpdesk", "--option", name, "--set", "wage=70")
        assert dearer["parameters"] == found["parameters"] | {"wage": 70.0}
    assert len({json.dumps(answer(capsys, "helpdesk", "--option", name)["outcomes"]) for name in options}) == len(
        options
    )


def test_a_line_that_cannot_keep_up_waits_null_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = answer(capsys, "helpdesk", "--set", "agents=5")["outcomes"]
    assert outcomes["average_speed_of_answer"] is None
    assert outcomes["service_level"] == 0


@pytest.mark.parametrize(
    ("command_line", "sentence"),
    [
        (["helpdes"], "There is no case called 'helpdes'. Did you mean helpdesk?"),
        (["helpdesk", "--set", "agnts=20"], "There is no parameter called 'agnts'. Did you mean agents?"),
        (["helpdesk", "--set", "agents=401"], "agents must be a whole number from 1 to 400"),
        (["helpdesk", "--set", "agents=2.5"], "agents must be a whole number"),
        (["helpdesk", "--set", "wage=nan"], "wage must be a number"),
        (["helpdesk", "--set", "wage=inf"], "wage must be a number"),
        (["helpdesk", "--set", "wage=__import__('os')"], "wage must be a number"),
        (["helpdesk", "--option", "nobody"], "The case has no option called 'nobody'. There is: "),
        (["helpdesk", "--set", "agents"], "'agents' sets nothing; write name=value"),
        (["helpdesk", "--set", "=3"], "'=3' sets nothing"),
    ],
)
def test_a_wrong_name_or_value_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], command_line: list[str], sentence: str
) -> None:
    assert kit_run(*command_line) == 2
    told = capsys.readouterr()
    assert told.err.startswith(sentence)
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_a_case_file_with_a_mistake_is_named_with_its_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "cases" / "helpdesk" / "case.toml"
    path.parent.mkdir(parents=True)
    path.write_text('slug = "helpdesk"\nslag = 1\n', encoding="utf-8")
    monkeypatch.setattr("caseroom.shelves.shelves", lambda: [tmp_path])
    assert kit_run("helpdesk") == 1
    assert "case.toml:2:" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_description_lists_every_parameter_and_outcome(capsys: pytest.CaptureFixture[str], lang: str) -> None:
    found = answer(capsys, "helpdesk", "--describe", "--lang", lang)
    numbers = answer(capsys, "helpdesk")
    assert [p["name"] for p in found["parameters"]] == list(numbers["parameters"])
    for parameter in found["parameters"]:
        assert parameter["minimum"] <= parameter["default"] <= parameter["maximum"]
        assert parameter["unit"] and parameter["source"] and parameter["step"] > 0
        assert parameter["label"] and parameter["meaning"]
    for outcome in found["outcomes"]:
        assert outcome["name"] in numbers["outcomes"]
        assert outcome["better"] in {"higher", "lower", "none"}
        assert outcome["unit"] and outcome["meaning"]


def test_the_bounds_it_describes_are_the_bounds_it_accepts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for parameter in answer(capsys, "helpdesk", "--describe")["parameters"]:
        for edge, beyond in (("minimum", -1), ("maximum", 1)):
            setting = f"{parameter['name']}={parameter[edge]}"
            assert kit_run("helpdesk", "--set", setting, "--json") == 0
            outside = f"{parameter['name']}={parameter[edge] + beyond * parameter['step']}"
            assert kit_run("helpdesk", "--set", outside) == 2
    capsys.readouterr()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_is_in_the_readers_language(capsys: pytest.CaptureFixture[str], lang: str) -> None:
    assert kit_run("helpdesk", "--lang", lang, "--set", "agents=5") == 0
    printed = capsys.readouterr().out
    case = catalogue.load("helpdesk")
    assert case.title.text(lang) in printed
    assert "∞" in printed
    for word in (*case.levers, *case.outcomes):
        assert word.label.text(lang) in printed


def test_chinese_takes_two_places_in_a_table() -> None:
    assert run.aligned([("热线", "1"), ("line", "22")], numeric={1}) == ["热线   1", "line  22"]
