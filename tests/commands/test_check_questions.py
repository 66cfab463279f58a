"""`kit check` asks the model all that questions ask; it names a guess without a chart, and a lever without effect."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseroom import casefile
from commands.checks import cases, levers, questions
from commands.checks.finding import Finding
from tests.server import FIXTURE

PLACE = 'guess = { chart = "service_level" }'
ASKED = 'answer = { call = "agents_for_connection", with = { arrivals_per_hour = 180,'
AGENTS = "it takes {n_360:.0f} agents"


def spoilt(root: Path, old: str, new: str) -> Path:
    """The fixture's case under `root`, one thing in it changed."""
    shutil.copytree(FIXTURE / "cases", root / "cases")
    path = root / "cases" / "helpdesk" / "case.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "check",
    [questions.computed, questions.within, questions.guessed, questions.pictured, questions.mixed, levers.moving],
)
def test_the_fixture_is_sound(check: Callable[[Path], Iterator[Finding]]) -> None:
    assert list(check(FIXTURE)) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (PLACE, 'guess = { chart = "services" }', "no chart of this case: service_level, cost_by_option, day"),
        (PLACE, 'guess = { chart = "cost_by_option" }', "carries no guess"),
    ],
)
def test_a_guess_without_a_place_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    path = spoilt(tmp_path, old, new)
    (finding,) = questions.guessed(tmp_path)
    assert says in str(finding) and finding.path == path


def test_a_chart_for_the_memo_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = spoilt(tmp_path, 'memo_chart = "cost_by_option"', 'memo_chart = "cost_by_opinion"')
    (finding,) = questions.pictured(tmp_path)
    assert "no chart of this case: service_level, cost_by_option, day" in str(finding) and finding.path == path
    assert "memo_chart" in path.read_text(encoding="utf-8").splitlines()[finding.line - 1]


@pytest.mark.parametrize(
    ("old", "new", "question", "says"),
    [
        ("18, 20, 22]", "18, 20, 400]", "drawn_promise", "the model's curve goes from"),
        ('take = "service_level" }\nguess', 'take = "nothing" }\nguess', "drawn_promise", "no column 'nothing'"),
        (ASKED, ASKED.replace("arrivals", "arivals"), "", "no parameter called 'arivals_per_hour'"),
        (ASKED, ASKED.replace("180", "-1"), "", "arrivals_per_hour"),
        (AGENTS, "it takes {n_36:.0f} agents", "double_the_calls", "'n_36' is none of its `facts` (n_360)"),
        ('sort = "cost_per_answered_call"', 'sort = "cost"', "", "no column 'cost'"),
    ],
)
def test_a_question_that_the_model_cannot_answer_is_named(
    old: str, new: str, question: str, says: str, tmp_path: Path
) -> None:
    path = spoilt(tmp_path, old, new)
    (finding,) = questions.computed(tmp_path)
    assert says in str(finding) and f"'{question}" in str(finding)
    assert path.read_text(encoding="utf-8").splitlines()[finding.line - 1].startswith(f'id = "{question}')


UNIT = 'unit = { en = "agents", zh = "人", one = "agent" }, '
STANDARD = UNIT + "minimum = 1, maximum = 100, tolerance = 0.5 }\nanswer = { call = "
SHARE = 'unit = { en = "%", zh = "%" }, minimum = 0, maximum = 100 }\nanswer = { call = "simulate", take = '


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (STANDARD, STANDARD.replace("100,", "5,"), "and number allows 1 to 5"),
        (STANDARD, SHARE + '"service_level", with = {} }\n# ', "say percent = true in number"),
    ],
)
def test_an_answer_that_nobody_can_type_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    spoilt(tmp_path, old, new)
    (finding,) = questions.within(tmp_path)
    assert says in str(finding) and "'national_standard'" in str(finding)


def test_what_a_question_may_set_is_said(tmp_path: Path) -> None:
    spoilt(tmp_path, ASKED, ASKED.replace("arrivals_per_hour", "budget"))
    (finding,) = questions.computed(tmp_path)
    assert "there is: agents" in str(finding) and "no other argument of a function" in str(finding)


def test_a_lever_that_the_model_does_not_use_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    case = casefile.read(FIXTURE / "cases" / "helpdesk" / "case.toml")
    model = case.code("model")
    unmoved = model.simulate(model.Params())
    monkeypatch.setattr(model, "simulate", lambda params: unmoved)
    found = list(levers.moving(FIXTURE))
    assert "'agents' changes no outcome from end to end" in "\n".join(map(str, found))
    assert "target_service_level" not in "\n".join(map(str, found)), "it is the bound of a goal"


def test_a_case_that_does_not_load_is_left_to_the_check_that_says_so(tmp_path: Path) -> None:
    spoilt(tmp_path, "minutes = 90\n", "minuts = 90\n")
    assert list(cases.sound(tmp_path)) == []


HUB = '  { id = "shared_hub", text = { en = "Shared hub", zh = "四区合办" } },\n'
OWN = '  { id = "in_house", text = { en = "In-house", zh = "区里自办" } },\n'


CALL = '  { id = "contractor_per_call", text = { en = "Contractor, per call", zh = "外包，按通付费" } },\n'
SOLVED = '  { id = "contractor_per_solution", text = { en = "Contractor, per solution", zh = "外包，按件付费" } },\n'


def test_a_ranking_that_begins_at_its_answer_is_named_with_an_order_that_does_not(tmp_path: Path) -> None:
    spoilt(tmp_path, OWN + HUB + CALL + SOLVED, CALL + SOLVED + OWN + HUB)
    (found,) = questions.mixed(tmp_path)
    assert "'rank_per_call'" in str(found) and "too near" in str(found)
    named = str(found).rsplit("as in ", 1)[1].split(", ")
    assert questions.far(named, ["contractor_per_call", "contractor_per_solution", "shared_hub", "in_house"])


@pytest.mark.parametrize(
    ("order", "is_far"),
    [
        ("abcd", False),  # the answer
        ("bacd", False),  # two neighbours changed
        ("dabc", False),  # one has to move
        ("adcb", False),  # the first is right
        ("dcba", False),  # its reverse
        ("cdab", True),
        ("bdca", True),
        ("ba", True),
        ("ab", False),
        ("bca", True),
        ("cba", False),
    ],
)
def test_how_far_from_its_answer_a_ranking_begins(order: str, is_far: bool) -> None:
    assert questions.far(list(order), sorted(order)) == is_far
