"""The debrief: the student's own words first, then the case's tables, in a form that a page can be sent."""

import dataclasses
import json
import re
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.casefile.asked import Call, Question
from caseroom.charts.waterfall import from_to
from caseroom.debrief import debrief_panels, often_said
from caseroom.exercises import CHECKED, Exercise, compute
from caseroom.i18n import Text
from caseroom.memo import Answered
from caseroom.takeaway import Parts, Takeaway
from cases.helpdesk import model as helpdesk
from tests.page import MemoryClient, tell
from tests.test_exercises import ALL, DECISION, steps


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_own_words_then_the_cases_tables(lang: str) -> None:
    case = catalogue.load("helpdesk")
    prediction = {"kind": "predict", "choice": "in_house", "fields": {"reason": "mine"}, "done": True}
    state = {"answer.cheapest_option": {**prediction, "at": "2026-01-01T08:00:00+00:00"}}
    exercises = [
        Exercise(question, case.code("model"), lang, MemoryClient(state), state) for question in case.questions
    ]
    own, measures, staff, picture = debrief_panels(case, lang, exercises)
    assert "mine" in own.rows[0]["said"]
    assert [round(row["answered"], 2) for row in measures.rows] == [7.92, 4.73, 5.76, 6.45]
    assert [round(row["solved"], 2) for row in measures.rows] == [9.90, 7.64, 7.20, 8.06]
    assert [row["strong"] for row in measures.rows] == [False, False, True, False]
    assert [row["agents"] for row in staff.rows] == [18, 15, 16, 57]
    assert [row["value_label"] for row in picture.rows["rows"]] == ["7.92", "+1.98", "9.90"]
    assert "1.98" in picture.description and {column["name"] for column in picture.columns} <= set(
        picture.rows["rows"][0]
    )
    for panel in (own, measures, staff, picture):
        json.dumps(panel.get_state(["rows", "columns"]))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_often_said_has_a_reply_each(lang: str) -> None:
    case = catalogue.load("helpdesk")
    rows = often_said(case, lang).get_state(["rows"])["rows"]
    assert rows == [{"claim": s.claim.text(lang), "answer": s.answer.text(lang)} for s in case.misconceptions]


def test_a_waterfall_ends_where_its_parts_lead() -> None:
    rows = from_to(("a", 10.0), [("less", -4.0), ("more", 1.0)], "b", lambda value: f"{value:.0f}")
    assert [(row["from"], row["to"], row["end"]) for row in rows] == [(0, 10, 10), (10, 6, 10), (6, 7, 7), (0, 7, 7)]
    assert [row["value_label"] for row in rows] == ["10", "-4", "+1", "7"]
    assert [row["kind"] for row in rows] == ["total", "less", "part", "total"]


def test_a_debrief_without_charts_has_none() -> None:
    class Plain:
        tables = staticmethod(lambda case, lang: [])

    case = catalogue.load("helpdesk")
    plain = dataclasses.replace(case)
    object.__setattr__(plain, "code", lambda name: Plain)
    assert len(debrief_panels(plain, "en", [])) == 1


def test_what_came_out_is_the_models_answer_where_the_explanation_keeps_it_back() -> None:
    case = catalogue.load("helpdesk")
    asked = next(question for question in case.questions if question.kind == "predict")
    plain = Text(en="It cost {cost:.2f}.", zh="花了{cost:.2f}元。")
    fact = Call(call="simulate", take="cost_per_answered_call", name="cost")
    told = dataclasses.replace(asked, came_out=plain, facts=(*asked.facts, fact))
    for question, expected in ((told, "花了7.92元。"), (asked, "")):
        exercise = Exercise(question, case.code("model"), "zh", MemoryClient(), {})
        assert exercise.came_out() == expected


AT = "2026-01-02T03:04:0{n}.000006+00:00"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WHOLE = {question.id: question for question in ALL}
ORDERED = sorted(name for name, question in WHOLE.items() if question.kind in CHECKED)


def in_class(question: Question, *given: int, table: int = 0) -> dict[str, Any]:
    """What a class keeps of the steps (see tests.test_exercises) that were answered in it, one after the other."""
    answers = list(steps(question))
    kept: dict[str, Any] = {}
    for n, step in enumerate(given):
        said = answers[step] | ({"number": float(answers[step]["number"])} if "number" in answers[step] else {})
        whole = {"fields": {"reason": "mine"}, "kind": question.kind, "attempts": [], "done": True} | said
        kept[f"in_class.room.p{n}"] = whole | {
            "question": question.id, "again": n > 0, "table": table, "at": AT.format(n=n)
        }  # fmt: skip
        if n == 0 and question.kind not in CHECKED and not table:
            kept[f"answer.{question.id}"] = whole | {"at": AT.format(n=n)}
    return kept


def exercise_of(question: Question, kept: dict[str, Any], lang: str = "en") -> Exercise:
    client = MemoryClient(kept)
    return Exercise(question, helpdesk, lang, client, client.load())


def own_rows(exercise: Exercise, lang: str = "en") -> list[dict[str, str]]:
    return debrief_panels(catalogue.load("helpdesk"), lang, [exercise])[0].get_state(["rows"])["rows"]


def in_memo(*exercises: Exercise, lang: str = "en") -> list[Answered]:
    client = MemoryClient()
    takeaway = Takeaway(catalogue.load("helpdesk"), lang, client, {}, list(exercises), Parts)  # type: ignore[arg-type]
    return [part for part in takeaway.memo("", None).sections if isinstance(part, Answered)]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
@pytest.mark.parametrize(("given", "table"), [((), 0), ((0,), 0), ((1,), 0), ((0,), 2), ((1,), 2), ((0, 1), 0)])
def test_no_name_of_a_column_stands_over_nothing(
    question: Question, given: tuple[int, ...], table: int, lang: str
) -> None:
    if question.kind == "predict" and 1 in given:
        given = tuple(0 for _ in given)
    rows = own_rows(exercise_of(question, in_class(question, *given, table=table), lang), lang)
    if given and question.kind in CHECKED:
        assert len(rows) == 1, "whoever answered in a class reads here what came of it"
    assert all(row[name].strip() for row in rows for name in ("question", "said", "found"))


@pytest.mark.parametrize("table", [0, 2])
@pytest.mark.parametrize("question", ORDERED)
def test_who_was_wrong_in_class_reads_the_answer_and_why_like_who_was_right(question: str, table: int) -> None:
    asked = WHOLE[question]
    wrong, right = (exercise_of(asked, in_class(asked, step, table=table)) for step in (0, 1))
    (told,), (praised,) = own_rows(wrong), own_rows(right)
    assert told["found"].startswith("Not right.") and praised["found"].startswith("Right.")
    assert wrong._judge.key_in_words() in told["found"]
    assert "SECRET" in told["found"] and "SECRET" in praised["found"], "the case's own explanation"
    assert wrong.panel.state["explanation"] == "", "there it is still to be earned"


@pytest.mark.parametrize("question", ORDERED)
def test_the_memo_marks_answers_of_a_class_and_of_the_page_alike(question: str) -> None:
    asked = WHOLE[question]
    decided = exercise_of(DECISION, in_class(DECISION, 0))
    first, second = steps(asked)
    plain = {"fields": {}}
    for before in ({}, in_class(asked, 0), in_class(asked, 1)):
        exercise = exercise_of(asked, before)
        if before != in_class(asked, 1):
            other = second if before else first
            if not before:
                assert tell(exercise.panel, type="submit", work=exercise.panel.state["work"] | plain | other)["ok"]
                assert in_memo(exercise, decided)[1:] == [], "tried only"
            assert tell(exercise.panel, type="submit", work=exercise.panel.state["work"] | plain | second)["ok"]
        for memo in (in_memo(exercise), in_memo(exercise, decided)[1:]):
            assert memo[0].found == (
                "Right here; in class it was not right." if before == in_class(asked, 0) else "Right."
            )
    wrong = exercise_of(asked, in_class(asked, 0))
    assert [part.found for part in in_memo(wrong)] == ["Not right."], "before the decision nothing is told"
    told = in_memo(wrong, decided)[1].found
    assert told.startswith("Not right.") and wrong._judge.key_in_words() in told and "SECRET" in told


def test_an_answer_that_was_asked_for_is_no_right_one_in_the_memo() -> None:
    asked = WHOLE["n"]
    exercise = exercise_of(asked, {})
    for number in ("12", "13"):
        tell(exercise.panel, type="submit", work=exercise.panel.state["work"] | {"number": number})
    assert tell(exercise.panel, type="reveal")["ok"]
    (memo,) = in_memo(exercise)
    assert memo.answer == "13 agents" and memo.found == "Not right."
    assert "The answer: 18 agents" in in_memo(exercise, exercise_of(DECISION, in_class(DECISION, 0)))[1].found


@pytest.mark.parametrize(
    ("given", "mark"),
    [
        ((0, 1), "Not right the first time; right when it was asked again."),
        ((1, 0), "Right the first time; not when it was asked again."),
        ((0, 0), "Not right."),
        ((1, 1), "Right."),
    ],
)
def test_of_a_question_asked_twice_both_answers_are_marked(given: tuple[int, int], mark: str) -> None:
    exercise = exercise_of(WHOLE["c"], in_class(WHOLE["c"], *given))
    assert exercise.verdict() == mark and bool(exercise.right_one()) == (given == (0, 0))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_list_of_the_memo_names_an_answer_by_where_it_was_given(lang: str) -> None:
    hints = {}
    asked = WHOLE["c"]
    for name in ("class", "here"):
        exercise = exercise_of(asked, in_class(asked, 0 if name == "here" else 1), lang)
        if name == "here":
            tell(exercise.panel, type="submit", work={"choice": "in_house", "fields": {}})
        takeaway = Takeaway(catalogue.load("helpdesk"), lang, MemoryClient(), {}, [exercise], Parts)  # type: ignore[arg-type]
        hints[name] = takeaway.panel.parts[0]["hint"]
    told = {
        "en": {"class": "as given in class", "here": "as answered here, with what was given in class"},
        "zh": {"class": "已写入，照课上提交的", "here": "已写入这里的答案，课上提交的附在后面"},
    }
    assert hints == told[lang]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("slug", catalogue.slugs())
def test_a_computed_answer_is_written_as_the_case_explains_it(slug: str, lang: str) -> None:
    """Where the explanation has the number at all: to a reader 15.5% and 15.53% are two numbers."""
    case = catalogue.load(slug)
    for question in case.questions:
        if question.number is None or question.answer is None:
            continue
        judge = Exercise(question, case.code("model"), lang, MemoryClient(), {})._judge
        guess = judge.comparing.compared({"number": question.number.minimum})
        said = number_of(guess.found if guess else judge.key_in_words())
        exact = question.number.from_model(float(compute(question.answer, case.code("model"))))  # type: ignore[arg-type]
        key = abs(question.number.shown(exact, lang))
        text = judge.filled(question.came_out) or judge.filled(question.explanation)
        forms = [one for one in NUMBER.findall(text) if abs(number_of(one) - key) <= 0.5 * 10.0 ** -decimals(one)]
        assert not forms or said in map(number_of, forms), question.id


def decimals(written: str) -> int:
    return len(written.partition(".")[2])


def number_of(text: str) -> float:
    return float(NUMBER.findall(text)[0].replace(",", ""))
