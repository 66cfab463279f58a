"""A locked number or drawn curve: what a page may send, what charts show of it and when, how far off it was."""

from __future__ import annotations

import dataclasses
import io
import json
from typing import Any

import docx
import pytest

from caseroom import casefile, catalogue
from caseroom.casefile import Call, Question
from caseroom.debrief import debrief_panels
from caseroom.exercises import Exercise
from caseroom.i18n import LANGUAGES, Text
from caseroom.memo import to_docx, to_html
from caseroom.notebook import Case
from caseroom.panels.chart import ChartPanel
from caseroom.takeaway import Parts, Takeaway
from caseroom.whatif import WhatIf
from tests.page import MemoryClient, tell
from tests.test_whatif import panels

CASE = catalogue.load("helpdesk")
MODEL = CASE.code("model")
DRAWN = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1]
NUMBER, CURVE = CASE.question("double_the_calls"), CASE.question("drawn_promise")
WORKS = {
    "cheapest_option": {"choice": "in_house", "fields": {"reason": "mine"}},
    "double_the_calls": {"number": "36", "fields": {"reason": "mine"}},
    "drawn_promise": {"curve": DRAWN, "fields": {}},
}
SENTENCES = {
    "en": (
        "You expected 36 agents; the model says 32 agents. Your guess was 4 agents too high.",
        "With 18 agents you expected 70%; the model says 86.5%. Of all points this one is farthest off: 16.5 points.",
    ),
    "zh": (
        "你预计为36人，模型算出的是32人：你的预测高了4人。",
        "18人在岗时，你预计为70%，模型算出的是86.5%。各点之中这里相差最大：16.5个百分点。",
    ),
}


def exercise(question: Question, client: MemoryClient, lang: str = "en") -> Exercise:
    return Exercise(question, MODEL, lang, client, client.load())


def locked(client: MemoryClient, lang: str = "en") -> list[Exercise]:
    """All questions of the case, the predictions locked as a page locks them."""
    asked = [exercise(question, client, lang) for question in CASE.questions]
    for one in asked:
        if one.question.id in WORKS and not one.done:
            assert tell(one.panel, type="submit", work=WORKS[one.question.id])["ok"]
    return asked


def predicted(client: MemoryClient, lang: str = "en") -> WhatIf:
    asked = locked(client, lang)
    return WhatIf(CASE, MODEL, lang, client, client.load(), lambda: [g for one in asked if (g := one.guessed())])


def service(what_if: WhatIf) -> ChartPanel:
    panel: ChartPanel = panels(what_if)["service_level"]
    return panel


def guesses_in(rows: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [row for dataset in rows.values() for row in dataset if str(row.get("kind", "")).startswith("guess")]


# What a page may send


@pytest.mark.parametrize(
    "forged",
    [
        DRAWN[:-1],
        [*DRAWN, 1],
        [*DRAWN[:-1], float("nan")],
        [*DRAWN[:-1], float("inf")],
        [*DRAWN[:-1], 10**400],
        [*DRAWN[:-1], 1.001],
        [-0.001, *DRAWN[1:]],
        [*DRAWN[:-1], True],
        [*DRAWN[:-1], "1"],
        [*DRAWN[:-1], None],
        [DRAWN],
        {"0": 1},
        "0123456",
        7,
        None,
    ],
)
def test_a_forged_curve_is_refused_and_nothing_is_kept(forged: object) -> None:
    client = MemoryClient()
    one = exercise(CURVE, client)
    for kind in ("draft", "submit"):
        assert tell(one.panel, type=kind, work={"curve": forged, "fields": {}})["refused"]
    assert client.kept == {} and not one.done


@pytest.mark.parametrize(("lang", "says"), [("en", "Draw your curve first."), ("zh", "请先画出你的曲线。")])
def test_a_curve_that_is_not_drawn_cannot_be_locked(lang: str, says: str) -> None:
    one = exercise(CURVE, MemoryClient(), lang)
    assert one.panel.state["work"] == {"curve": [], "fields": {}}
    assert tell(one.panel, type="submit", work={"curve": [], "fields": {}})["refused"] == says


def test_a_curve_locks_once_and_is_there_again() -> None:
    client = MemoryClient()
    one = exercise(CURVE, client)
    assert tell(one.panel, type="draft", work={"curve": DRAWN, "fields": {}})["ok"]
    assert exercise(CURVE, client).panel.state["work"]["curve"] == DRAWN
    assert tell(one.panel, type="submit", work={"curve": DRAWN, "fields": {}})["ok"]
    kept = json.dumps(client.kept)
    other = exercise(CURVE, client)
    assert other.panel.state["final"] and other.panel.state["work"]["curve"] == DRAWN
    for kind in ("submit", "draft"):
        tell(other.panel, type=kind, work={"curve": [1] * 7, "fields": {}})
        assert json.dumps(client.kept) == kept
    assert other.panel.state["work"]["curve"] == DRAWN


@pytest.mark.parametrize("kept", [[0, 1], ["0"] * 7, [2] * 7, None, {"a": 1}])
def test_a_locked_curve_that_no_longer_fits_stays_locked_and_is_on_no_chart(kept: object) -> None:
    stored = {"kind": "predict", "curve": kept, "fields": {}, "done": True, "at": "2026-01-01T08:00:00+00:00"}
    one = exercise(CURVE, MemoryClient({"answer.drawn_promise": stored}))
    assert one.done and one.guessed() is None and one.compared() is None and one.curve_in_words() == []
    assert "earlier version" in one.panel.state["feedback"]["text"]


def test_a_page_knows_the_places_and_not_the_models_curve() -> None:
    told = exercise(CURVE, MemoryClient(), "zh").panel.question["curve"]
    assert [place["x"] for place in told["places"]] == [10, 12, 14, 16, 18, 20, 22]
    assert told["places"][0]["name"] == "10人在岗时" and told["upwards"] == "按时接起的来电比例"
    assert "0.86" not in json.dumps(told)


# Beside what came out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_says_how_far_off_it_was(lang: str) -> None:
    by_id = {one.question.id: one for one in locked(MemoryClient(), lang)}
    number, curve = by_id["double_the_calls"].compared(), by_id["drawn_promise"].compared()
    assert number and curve
    assert (number.sentence, curve.sentence) == SENTENCES[lang]


CHOSEN = {
    "en": (
        "You expected “In-house”; the model says “Contractor, per solution”.",
        "You expected “Contractor, per solution”, and so does the model.",
        "You expected “In-house”; what came out is “Contractor, per solution”.",
        "You expected “Contractor, per solution”, and so it came out.",
    ),
    "zh": (
        "你预计的是“区里自办”，模型算出的是“外包，按件付费”。",
        "你预计的是“外包，按件付费”，模型算出的也是这样。",
        "你预计的是“区里自办”，结果是“外包，按件付费”。",
        "你预计的是“外包，按件付费”，结果也是这样。",
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_choice_is_set_beside_what_came_out(lang: str) -> None:
    plain = CASE.question("cheapest_option")
    asked = dataclasses.replace(plain, facts=NUMBER.facts)

    def said(question: Question, choice: str) -> str:
        one = exercise(question, MemoryClient(), lang)
        assert one.compared() is None and question.key not in json.dumps(one.panel.state)
        assert tell(one.panel, type="submit", work={"choice": choice, "fields": {"reason": ""}})["ok"]
        compared = one.compared()
        assert compared and one.guessed() is None
        return compared.sentence

    sentences = [said(question, choice) for question in (asked, plain) for choice in ("in_house", plain.key)]
    assert tuple(sentences) == CHOSEN[lang]
    assert said(dataclasses.replace(asked, also=("in_house",)), "in_house") == CHOSEN[lang][1].replace(
        *(next(c for c in plain.choices if c.id == name).text.text(lang) for name in (plain.key, "in_house"))
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_of_a_choice_opens_what_came_out_in_the_debrief(lang: str) -> None:
    own, *_rest = debrief_panels(CASE, lang, locked(MemoryClient(), lang))
    first = own.rows[0]["found"].split("\n\n")[0]  # type: ignore[attr-defined]
    assert first == CHOSEN[lang][2]


def test_a_prediction_without_a_key_says_nothing_beside_its_choice() -> None:
    question = dataclasses.replace(CASE.question("cheapest_option"), key="")
    one = exercise(question, MemoryClient())
    assert tell(one.panel, type="submit", work={"choice": "in_house", "fields": {"reason": ""}})["ok"]
    assert one.compared() is None


def test_too_low_right_and_following() -> None:
    def said(question: Question, **work: Any) -> str:
        one = exercise(question, MemoryClient())
        assert tell(one.panel, type="submit", work={"fields": {f.id: "" for f in question.fields}, **work})["ok"]
        compared = one.compared()
        assert compared
        return compared.sentence

    assert said(NUMBER, number="30").endswith("Your guess was 2 agents too low.")
    assert said(NUMBER, number="32").endswith("Your guess counts as right.")
    drawn = [round(row["service_level"] * 20) / 20 for row in _table() if row["agents"] in range(10, 23, 2)]
    assert said(CURVE, curve=drawn) == "Your curve follows the model's at every point."


@pytest.mark.parametrize(("tolerance", "found"), [(0.0, "32.37"), (0.1, "32.37"), (0.5, "32.4"), (2.0, "32")])
def test_the_models_number_is_as_exact_as_a_guess_has_to_be(tolerance: float, found: str) -> None:
    assert NUMBER.number
    number = dataclasses.replace(NUMBER.number, tolerance=tolerance, whole=False)
    one = exercise(dataclasses.replace(NUMBER, number=number, answer=Call(value=32.37)), MemoryClient())
    assert tell(one.panel, type="submit", work={"number": "50", "fields": {"reason": ""}})["ok"]
    compared = one.compared()
    assert compared and compared.found == f"{found} agents"


def _table() -> list[dict[str, float]]:
    rows: list[dict[str, float]] = MODEL.service_level_by_agents(MODEL.Params()).to_dict("records")
    return rows


def test_a_number_in_per_cent_is_held_against_a_share() -> None:
    assert NUMBER.number and NUMBER.answer
    number = dataclasses.replace(NUMBER.number, unit=CURVE.curve.unit, percent=True)  # type: ignore[union-attr]
    answer = dataclasses.replace(NUMBER.answer, call="simulate", with_={}, take="service_level")
    one = exercise(dataclasses.replace(NUMBER, number=number, answer=answer), MemoryClient())
    assert tell(one.panel, type="submit", work={"number": "50", "fields": {"reason": ""}})["ok"]
    compared, guessed = one.compared(), one.guessed()
    assert compared and guessed
    assert compared.sentence == "You expected 50%; the model says 86.5%. Your guess was 36.5 points too low."
    assert guessed.value == 0.5


# On the chart


def test_nothing_of_a_guess_reaches_a_chart_before_it_is_locked() -> None:
    client = MemoryClient({"draft.drawn_promise": {"curve": DRAWN, "fields": {}, "at": "2026-01-01T08:00:00+00:00"}})
    case = Case(CASE, "en", client)  # type: ignore[arg-type]
    assert case._guessed() == []
    assert case.exercise("drawn_promise").guessed() is None
    locked(client)
    case = Case(CASE, "en", client)  # type: ignore[arg-type]
    assert [guessed.value for guessed in case._guessed()] == [36.0, tuple(zip(CURVE.curve.at, DRAWN, strict=True))]  # type: ignore[union-attr]


@pytest.mark.parametrize(("lang", "mine"), [("en", "Your guess"), ("zh", "你的预测")])
def test_each_stands_where_the_levers_stand_as_its_question_has_them(lang: str, mine: str) -> None:
    what_if = predicted(MemoryClient(), lang)
    chart = service(what_if)
    number, curve = SENTENCES[lang]
    assert [(row["agents"], row["value"]) for row in chart.rows["guess"]] == list(
        zip(range(10, 23, 2), DRAWN, strict=True)
    )
    assert [row["label"] for row in guesses_in(chart.rows)] == [mine]
    assert (
        chart.guess["text"] == curve
        and "360" in chart.guess["about"]
        and NUMBER.title.text(lang) in chart.guess["about"]
    )
    assert curve in chart.description

    what_if.set(agents=30)  # the chart runs through these by itself
    assert chart.rows["guess"]
    assert tell(chart, type="as_guessed")["saved_at"]
    assert what_if.params.arrivals_per_hour == 360 and what_if.params.agents == 18
    assert chart.rows["guess"] == []
    (rule,) = guesses_in(chart.rows)
    assert rule in chart.rows["down"] and rule["value"] == 36 and rule["label"].startswith(mine)
    assert chart.guess["text"] == number and "180" in chart.guess["about"]
    assert tell(panels(what_if)["levers"], type="undo")["ok"] and what_if.params.agents == 30


def test_a_height_is_a_rule_or_a_point() -> None:
    assert NUMBER.guess and NUMBER.answer
    answer = dataclasses.replace(NUMBER.answer, call="simulate", with_={"agents": 16}, take="service_level")
    for at, dataset in ((None, "target"), (16, "marks")):
        place = dataclasses.replace(NUMBER.guess, axis="y", at=at)
        one = exercise(dataclasses.replace(NUMBER, guess=place, answer=answer), MemoryClient())
        assert tell(one.panel, type="submit", work={"number": "1", "fields": {"reason": ""}})["ok"]
        what_if = WhatIf(CASE, MODEL, "en", MemoryClient(), {}, lambda one=one: [one.guessed()])  # type: ignore[misc]
        (row,) = guesses_in(service(what_if).rows)
        assert row in service(what_if).rows[dataset] and row["value"] == 1 and row.get("agents") == at


def test_without_a_guess_a_chart_says_nothing_of_one() -> None:
    chart = service(WhatIf(CASE, MODEL, "en", MemoryClient(), {}))
    assert chart.guess == {"text": "", "about": "", "go": ""} and guesses_in(chart.rows) == []


# In the debrief and the memo


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_debrief_shows_the_curve_beside_the_models(lang: str) -> None:
    own, chart, *_ = debrief_panels(CASE, lang, locked(MemoryClient(), lang))
    number, curve = SENTENCES[lang]
    assert [row["found"].split("\n")[0] for row in own.rows[1:]] == [number, curve]
    assert isinstance(chart, ChartPanel) and chart.guess["text"] == chart.description == curve
    assert [row["value"] for row in chart.rows["guess"]] == DRAWN
    beside = {row["x"]: row for row in chart.rows["rows"]}
    assert beside[18]["mine"] == 0.7 and beside[18]["model"] == pytest.approx(0.865, abs=0.001)
    assert "mine" not in beside[11]
    json.dumps(chart.get_state(["rows", "columns", "spec"]), allow_nan=False)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_memo_has_guess_outcome_and_distance(lang: str) -> None:
    client = MemoryClient()
    memo = Takeaway(CASE, lang, client, {}, locked(client, lang), Parts).memo("", None)  # type: ignore[arg-type]
    document = docx.Document(io.BytesIO(to_docx(memo)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    word = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for said in (word, to_html(memo)):
        for sentence in SENTENCES[lang]:
            assert sentence in said
        for figure in (
            "86.5%",
            "70%",
            {"en": "16.5 points", "zh": "16.5个百分点"}[lang],
            {"en": "36 agents", "zh": "36人"}[lang],
        ):
            assert figure in said


def test_what_the_case_keeps_for_after_the_decision_is_not_in_the_memo_before_it() -> None:
    later = dataclasses.replace(NUMBER, came_out=Text(en="It came out.", zh="结果出来了。"))
    client = MemoryClient()
    one = exercise(later, client)
    assert tell(one.panel, type="submit", work=WORKS["double_the_calls"])["ok"]
    decision = exercise(next(q for q in CASE.questions if q.kind == "decision"), client)
    takeaway = Takeaway(CASE, "en", client, {}, [one, decision], Parts)  # type: ignore[arg-type]
    assert "came out" not in to_html(takeaway.memo("", None)) and "32 agents" not in to_html(takeaway.memo("", None))
    fields = {field.id: "because" for field in decision.question.fields}
    assert tell(decision.panel, type="submit", work={"choice": "in_house", "fields": fields})["ok"]
    assert "It came out." in to_html(takeaway.memo("", None)) and "32 agents" in to_html(takeaway.memo("", None))


def test_the_memo_tells_what_is_filled_in_from_what_nobody_has_touched() -> None:
    """Who has answered in a class finds the answer in the case as a draft: it is not said to be missing."""
    client = MemoryClient()
    ranking = next(q for q in CASE.questions if q.kind == "ranking")
    client.save(f"draft.{ranking.id}", {"fields": {}, "order": [item.id for item in ranking.items], "at": ""})
    other = next(q for q in CASE.questions if q.kind == "text")
    hints = [
        Takeaway(CASE, "en", client, {}, [exercise(question, client)], Parts).panel.parts[0]["hint"]  # type: ignore[arg-type]
        for question in (ranking, other)
    ]
    assert hints == ["filled in, not handed in here yet", "not answered yet"]


# In a case file


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("at = [10, 12, 14, 16, 18, 20, 22]", "at = [10, 12, 14]", "has 3 places; it may have from 5 to 7"),
        ("at = [10, 12, 14, 16, 18, 20, 22]", "at = [10, 12, 14, 16, 16, 20]", "does not rise"),
        ("start = 0.5", "start = 1.5", "leaves the range"),
        ("step = 0.05", "step = 0", "is no step"),
        ('place = { en = "With {x} agents"', 'place = { en = "With agents"', "it lacks {x}"),
        ('guess = { chart = "service_level" }', 'guess = { chart = "service_level", axis = "x" }', "needs neither"),
        ('chart = "service_level", axis = "x" }', 'chart = "a", axis = "x", at = 1 }', "for heights"),
        (
            'answer = { call = "service_level_by_agents"',
            'came_out = { en = "a", zh = "b" } #',
            "a curve and needs an answer",
        ),
    ],
)
def test_a_mistake_is_named(old: str, new: str, says: str, tmp_path: Any) -> None:
    text = (CASE.folder / "case.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "case.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(casefile.CaseError, match=says.replace("{", r"\{")):
        casefile.read(path)
