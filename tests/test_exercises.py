"""Exercises: asked, kept, checked and explained, with the real helpdesk model and a client in memory."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseroom import catalogue
from caseroom.casefile import Call, Choice, Criterion, Field, Guess, Item, Number, Question, Slip
from caseroom.client import AlreadyLocked
from caseroom.exercises import Exercise, compute
from caseroom.exercises.judging import Judge
from caseroom.i18n import Text, Unit
from cases.helpdesk import model as helpdesk
from tests.page import SAVED_AT, MemoryClient, tell


class RacingClient(MemoryClient):
    """Another window locks `first` between this window's look and its save."""

    def __init__(self, first: Any) -> None:
        super().__init__()
        self._first = first

    def save(self, key: str, value: Any, *, once: bool = False, based_on: str | None = None) -> str:
        if once:
            raise AlreadyLocked(self._first)
        return super().save(key, value)


def both(words: str) -> Text:
    return Text(en=words, zh=f"中：{words}")


AGENTS = Unit("agents", "中：agents", one="agent")
TITLE: dict[str, Any] = {"title": both("Title"), "prompt": both("Prompt")}
REASON = (Field("reason", both("Reason")),)
IN_HOUSE, PER_CALL = (
    Choice("in_house", both("In-house"), both("SECRET in-house feedback")),
    Choice("per_call", both("Per call"), both("SECRET per-call feedback")),
)
SECRET = {
    "explanation": both("SECRET: {n} agents"),
    "facts": (Call(name="n", call="agents_for_service_level"),),
}
PREDICT = Question("p", "predict", **TITLE, choices=(IN_HOUSE, PER_CALL), fields=REASON, **SECRET)
PREDICT_NUMBER = Question("pn", "predict", **TITLE, number=Number(AGENTS, 0, 100), fields=REASON, **SECRET)
CHOICE = Question("c", "choice", **TITLE, choices=(IN_HOUSE, PER_CALL), key="in_house", **SECRET)
NUMBER = Question(
    "n",
    "number",
    **TITLE,
    number=Number(AGENTS, 0, 400, tolerance=0.5),
    answer=Call("agents_for_service_level"),  # 18 at the defaults
    slips=(Slip(Call(value=15), both("SECRET: that is for {n} agents")),),
    **SECRET,
)
RANKING = Question(
    "r",
    "ranking",
    **TITLE,
    items=tuple(Choice(name, both(name)) for name in helpdesk.OPTIONS),
    answer=Call("compare_options", sort="cost_per_answered_call"),
    **SECRET,
)
MATCH = Question(
    "m",
    "match",
    **TITLE,
    choices=(Choice("percent", both("per cent")), Choice("unknown", both("unknown"))),
    items=(
        Item("faster", both("35 per cent faster"), key="percent"),
        Item("better", both("better by 20"), both("SECRET: 20 of what, {n}?"), key="unknown"),
    ),
    **SECRET,
)
TEXT = Question(
    "t",
    "text",
    **TITLE,
    fields=REASON,
    criteria=(Criterion(both("SECRET one")), Criterion(both("SECRET two"))),
    exemplar=both("SECRET exemplar"),
    explanation=both("SECRET explanation"),
)
DECISION = Question("d", "decision", **TITLE, choices=(IN_HOUSE, PER_CALL), fields=REASON, **SECRET)
ALL = (PREDICT, PREDICT_NUMBER, CHOICE, NUMBER, RANKING, MATCH, TEXT, DECISION)
BY_CALL = ["contractor_per_call", "contractor_per_solution", "shared_hub", "in_house"]


class Page:
    """A page with one exercise: sends messages, holds the kernel's answers."""

    def __init__(self, question: Question, client: MemoryClient | None = None, lang: str = "en") -> None:
        self.client = client or MemoryClient()
        self.exercise = Exercise(question, helpdesk, lang, self.client, self.client.load())
        self.question = question

    def send(self, kind: str, **content: Any) -> dict[str, Any]:
        return tell(self.exercise.panel, type=kind, **content)

    def work(self, **parts: Any) -> dict[str, Any]:
        return {**self.state["work"], **parts}

    def submit(self, **parts: Any) -> dict[str, Any]:
        return self.send("submit", work=self.work(**parts))

    @property
    def state(self) -> dict[str, Any]:
        return self.exercise.panel.state

    def all_traits(self) -> str:
        return json.dumps(self.exercise.panel.get_state(), ensure_ascii=False, default=str)


# What the model computes


def test_an_answer_can_be_a_plain_value() -> None:
    assert compute(Call(value=72), helpdesk) == 72


def test_an_answer_can_be_a_function_of_the_model() -> None:
    assert compute(Call("agents_for_service_level", with_={"arrivals_per_hour": 180}), helpdesk) == 18


def test_an_answer_can_be_one_outcome_of_an_option_with_changes() -> None:
    call = Call("simulate", with_={"option": "contractor_per_solution", "agents": 16}, take="service_level")
    expected = helpdesk.simulate(helpdesk.OPTIONS["contractor_per_solution"]).service_level
    assert compute(call, helpdesk) == pytest.approx(expected)


def test_an_answer_can_be_a_cell_of_a_table_or_the_order_of_its_rows() -> None:
    cell = Call("compare_options", row="contractor_per_call", take="cost_per_answered_call")
    assert compute(cell, helpdesk) == pytest.approx(4.73, abs=0.005)
    assert compute(Call("compare_options", sort="cost_per_answered_call"), helpdesk) == BY_CALL


@pytest.mark.parametrize(
    "call",
    [
        Call("no_such_function"),
        Call("_staffed"),
        Call("simulate"),
        Call("simulate", take="no_such_outcome"),
        Call("simulate", with_={"option": "no_such_option"}, take="occupancy"),
        Call("simulate", with_={"agents": 999999}, take="occupancy"),
        Call("simulate", with_={"no_such_parameter": 1}, take="occupancy"),
        Call("compare_options"),
        Call("compare_options", row="in_house", take="no_such_column"),
        Call("compare_options", row="no_such_row", take="agents"),
        Call("compare_options", sort="no_such_column"),
    ],
)
def test_a_call_that_cannot_be_computed_says_so(call: Call) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        compute(call, helpdesk)


def test_an_explanation_holds_the_models_numbers_in_either_language() -> None:
    for lang, words in (("en", "SECRET: 18 agents"), ("zh", "中：SECRET: 18 agents")):
        page = Page(PREDICT, lang=lang)
        page.submit(choice="per_call")
        assert page.state["explanation"] == words


def test_an_unknown_placeholder_in_an_explanation_is_an_error() -> None:
    judge = Judge(replace(PREDICT, explanation=both("{unknown}")), helpdesk, "en")
    with pytest.raises(ValueError, match="unknown"):
        judge.filled(judge.question.explanation)


# What a page may know


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_before_an_answer_no_trait_holds_what_must_be_earned(question: Question) -> None:
    page = Page(question)
    page.send("draft", work=page.work())
    page.send("reveal")
    page.send("tick", ticks=[0])
    assert "SECRET" not in page.all_traits()
    assert not page.exercise.done


@pytest.mark.parametrize("question", (CHOICE, NUMBER, RANKING), ids=lambda question: question.id)
def test_a_wrong_try_does_not_give_the_explanation_away(question: Question) -> None:
    page = Page(question)
    wrong = {"c": {"choice": "per_call"}, "n": {"number": "12"}, "r": {"order": BY_CALL[::-1]}}[question.id]
    assert page.submit(**wrong)["ok"]
    assert page.state["feedback"]["tone"] == "wrong"
    assert page.state["explanation"] == ""
    assert "SECRET: 18" not in page.all_traits()
    assert "in-house feedback" not in page.all_traits()


def test_what_a_page_writes_into_a_trait_is_ignored() -> None:
    page = Page(PREDICT)
    before = page.all_traits()
    page.exercise.panel.set_state({"state": {"done": True}, "question": {}, "lang": "zh"})
    assert page.all_traits() == before


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
@pytest.mark.parametrize(
    "work",
    [None, [], "x", {"fields": {"reason": "x" * 1_000_000}}, {"choice": "other"}, {"number": float("nan")}],
)
@pytest.mark.parametrize("kind", ["draft", "submit"])
def test_forged_messages_are_refused_and_change_nothing(question: Question, work: Any, kind: str) -> None:
    page = Page(question)
    before = page.all_traits()
    answer = page.send(kind, work=page.work(**work) if isinstance(work, dict) else work)
    assert not answer["ok"]
    assert answer["refused"]
    assert page.client.kept == {}
    assert page.all_traits() == before


# Predictions


def test_a_prediction_once_locked_is_explained_and_answered() -> None:
    page = Page(PREDICT)
    answer = page.submit(choice="per_call", fields={"reason": "cheap"})
    assert answer["ok"]
    assert answer["saved_at"] == SAVED_AT
    assert page.exercise.done
    assert page.state["final"]
    assert page.state["said"] == "Per call"
    assert page.state["feedback"] == {"tone": "note", "text": "SECRET per-call feedback"}
    assert page.state["explanation"] == "SECRET: 18 agents"
    assert "in-house feedback" not in page.all_traits()


def test_a_locked_prediction_can_never_be_changed() -> None:
    page = Page(PREDICT)
    page.submit(choice="per_call")
    locked = dict(page.client.kept)
    assert page.submit(choice="in_house")["ok"]
    assert not page.send("draft", work=page.work(choice="in_house"))["ok"]
    assert not page.send("reveal")["ok"]
    assert not page.send("tick", ticks=[])["ok"]
    assert page.client.kept == locked
    assert page.state["said"] == "Per call"
    assert "That answer counts" in page.state["feedback"]["text"]


def test_locking_twice_with_the_same_answer_is_one_answer_without_reproach() -> None:
    page = Page(PREDICT)
    page.submit(choice="per_call")
    assert page.submit(choice="per_call")["ok"]
    assert page.state["feedback"]["text"] == "SECRET per-call feedback"


def test_a_prediction_locked_in_another_window_is_the_one_that_counts() -> None:
    first = Page(PREDICT)
    first.submit(choice="in_house")
    page = Page(PREDICT, RacingClient(first.exercise.answer))
    assert page.submit(choice="per_call")["ok"]
    assert page.state["said"] == "In-house"
    assert page.exercise.answer == first.exercise.answer | {"ticks": [], "shown": False, "history": []}


def test_a_number_can_be_predicted_and_its_draft_is_kept_apart() -> None:
    page = Page(PREDICT_NUMBER)
    page.send("draft", work=page.work(number="３", fields={"reason": "so"}))
    assert list(page.client.kept) == ["draft.pn"]
    assert Page(PREDICT_NUMBER, page.client).state["work"] == {"number": "３", "fields": {"reason": "so"}}
    page.submit(number="36")
    assert page.client.kept["answer.pn"]["number"] == 36
    assert page.state["said"] == "36 agents"


@pytest.mark.parametrize("damaged", [None, 0, "x", [], {}, {"kind": "predict", "choice": "gone", "done": False}])
def test_a_prediction_is_locked_whatever_is_left_of_it(damaged: Any) -> None:
    page = Page(PREDICT, MemoryClient({"answer.p": damaged}))
    assert page.exercise.done is (damaged is not None)
    if damaged is not None:
        assert "earlier version" in page.state["feedback"]["text"]


# Exercises with an answer


def test_a_right_choice_is_explained_and_final() -> None:
    page = Page(CHOICE)
    page.submit(choice="in_house")
    assert page.exercise.done
    assert page.state["feedback"] == {"tone": "right", "text": "SECRET in-house feedback"}
    assert page.state["explanation"] == "SECRET: 18 agents"


def test_a_single_one_is_said_in_the_singular() -> None:
    page = Page(PREDICT_NUMBER)
    page.submit(number="1", fields={"reason": "so"})
    assert page.state["said"] == "1 agent"


def test_after_two_wrong_tries_the_answer_may_be_asked_for() -> None:
    page = Page(NUMBER)
    page.submit(number="12")
    assert not page.state["may_reveal"]
    assert not page.send("reveal")["ok"]
    page.submit(number="12")  # the same again is no new try
    assert not page.state["may_reveal"]
    page.submit(number="13")
    assert page.state["may_reveal"]
    assert page.send("reveal")["ok"]
    assert page.state["feedback"] == {"tone": "note", "text": "The answer: 18 agents"}
    assert page.state["explanation"] == "SECRET: 18 agents"
    assert [attempt["number"] for attempt in page.exercise.answer["attempts"]] == [12, 13]


@pytest.mark.parametrize(
    ("typed", "tone", "text"),
    [
        ("18", "right", ""),
        ("18.5", "right", ""),
        ("12", "wrong", "Your number is too low."),
        ("40", "wrong", "Your number is too high."),
        ("15", "wrong", "SECRET: that is for 18 agents"),
    ],
)
def test_a_number_is_answered_by_its_slip_or_its_direction(typed: str, tone: str, text: str) -> None:
    page = Page(NUMBER)
    page.submit(number=typed)
    assert page.state["feedback"] == {"tone": tone, "text": text}


@pytest.mark.parametrize(
    ("typed", "tone", "text"),
    [
        ("86.5", "right", ""),
        ("0.865", "wrong", "Your number is too low."),
        ("92.1", "wrong", "That is the share that is answered in time."),
        ("15", "wrong", "A typed slip is what a student types."),
    ],
)
def test_a_share_that_is_asked_for_in_per_cent_is_compared_in_per_cent(typed: str, tone: str, text: str) -> None:
    said = both("That is the share that is answered in time.")
    slips = (
        Slip(Call("simulate", {"agents": 19}, take="service_level"), said),
        Slip(Call(value=15), both("A typed slip is what a student types.")),
    )
    number = Number(Unit("%", "%"), 0, 100, tolerance=1, percent=True)
    answer = Call("simulate", take="service_level")
    page = Page(replace(NUMBER, number=number, answer=answer, slips=slips))
    page.submit(number=typed)
    assert page.state["feedback"] == {"tone": tone, "text": text}


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("", "Write one number first, in digits."),
        ("about ten", "Write one number first, in digits."),
        ("401", "The number must lie between 0 and 400."),
        ("-1", "The number must lie between 0 and 400."),
    ],
)
def test_what_is_no_number_in_range_is_no_attempt(typed: str, refused: str) -> None:
    page = Page(NUMBER)
    assert page.submit(number=typed)["refused"] == refused
    assert page.exercise.answer is None


def test_a_range_below_nought_is_written_with_a_minus() -> None:
    page = Page(replace(NUMBER, number=replace(cast(Number, NUMBER.number), minimum=-10)))
    assert page.submit(number="-11")["refused"] == "The number must lie between −10 and 400."
    assert page.submit(number="−9")["ok"]


@pytest.mark.parametrize(
    ("order", "right", "kind"),
    [
        (
            (3, 2, 1, 0),
            0,
            "Your order is exactly the reverse: read the question once more, and ask which end it wants at the top.",
        ),
        ((0, 1, 3, 2), 2, "Only two neighbours have to change places."),
        ((1, 2, 3, 0), 0, "The others are in order among themselves: only “{0}” has to move."),
        ((0, 3, 2, 1), 2, "The first is right. Farthest from its place is “{3}”."),
        ((2, 1, 0, 3), 2, "The last is right. Farthest from its place is “{2}”."),
        ((1, 3, 0, 2), 0, "Neither the first nor the last is right yet. Farthest from its place is “{3}”."),
    ],
)
def test_a_ranking_says_how_many_stand_right_and_which_kind_of_mistake_it_is(
    order: tuple[int, ...], right: int, kind: str
) -> None:
    names = {item.id: item.text.text("en") for item in RANKING.items}
    page = Page(RANKING)
    page.submit(order=[BY_CALL[n] for n in order])
    said = kind.format(*(names[item] for item in BY_CALL))
    assert page.state["feedback"] == {"tone": "wrong", "text": f"{right} of 4 stand in the right place.\n\n{said}"}


def test_a_right_ranking_is_explained() -> None:
    page = Page(RANKING)
    page.submit(order=BY_CALL)
    assert page.state["feedback"]["tone"] == "right"
    assert page.state["explanation"] == "SECRET: 18 agents"


def test_an_order_can_hold_fewer_items_than_the_models_table() -> None:
    page = Page(replace(RANKING, items=RANKING.items[:2]))
    page.submit(order=["contractor_per_call", "in_house"])
    assert page.exercise.done


def test_a_solved_exercise_stays_solved() -> None:
    page = Page(CHOICE)
    page.submit(choice="in_house")
    page.submit(choice="per_call")
    assert page.exercise.answer["choice"] == "in_house"


# Texts and decisions


def test_a_text_handed_in_earns_criteria_and_exemplar_and_may_be_revised() -> None:
    page = Page(TEXT)
    assert page.submit()["refused"] == "Write something first."
    page.submit(fields={"reason": "first"})
    assert page.state["criteria"] == ["SECRET one", "SECRET two"]
    assert page.state["exemplar"] == "SECRET exemplar"
    assert not page.state["final"]
    page.send("tick", ticks=[1])
    page.submit(fields={"reason": "second"})
    assert page.exercise.answer["fields"] == {"reason": "second"}
    assert page.state["ticks"] == [1]


@pytest.mark.parametrize("ticks", [None, "0", [2], [True], [[0]], [0, 0], [float("nan")], {"0": 1}])
def test_a_forged_tick_is_refused(ticks: Any) -> None:
    page = Page(TEXT)
    page.submit(fields={"reason": "text"})
    assert not page.send("tick", ticks=ticks)["ok"]
    assert page.state["ticks"] == []


def test_a_draft_after_handing_in_does_not_change_what_was_handed_in() -> None:
    page = Page(TEXT)
    page.submit(fields={"reason": "handed in"})
    page.send("draft", work={"fields": {"reason": "better"}})
    again = Page(TEXT, page.client)
    assert again.exercise.answer["fields"] == {"reason": "handed in"}
    assert again.state["work"]["fields"] == {"reason": "better"}


def test_a_draft_after_a_decision_is_the_newer_one_though_the_clock_was_set_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = Page(TEXT)
    page.submit(fields={"reason": "handed in"})
    monkeypatch.setattr("caseroom.exercises.exercise._now", lambda: "2001-01-01T00:00:00.000000+00:00")
    page.send("draft", work={"fields": {"reason": "better"}})
    again = Page(TEXT, page.client)
    assert again.state["work"]["fields"] == {"reason": "better"}
    page.submit(fields={"reason": "best"})
    assert Page(TEXT, page.client).state["work"]["fields"] == {"reason": "best"}


def test_a_decision_may_be_revised_and_the_earlier_one_is_kept() -> None:
    page = Page(DECISION)
    assert page.submit()["refused"] == "Choose one first."
    page.submit(choice="per_call", fields={"reason": "cheap"})
    page.submit(choice="per_call", fields={"reason": "cheap"})
    page.submit(choice="in_house", fields={"reason": "dear"})
    assert page.exercise.answer["choice"] == "in_house"
    assert [earlier["choice"] for earlier in page.exercise.answer["history"]] == ["per_call"]
    assert page.state["history"][0]["said"] == "Per call"
    assert page.state["explanation"] == "SECRET: 18 agents"


# Keeping


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_what_cannot_be_saved_has_not_happened(question: Question) -> None:
    page = Page(question)
    page.client.failing = "busy"
    before = page.all_traits()
    parts = {"choice": "in_house", "number": "18", "order": BY_CALL, "fields": {"reason": "x"}}
    parts["sorted"] = {"faster": "percent", "better": "unknown"}
    parts = {name: part for name, part in parts.items() if page.state["work"].get(name) is not None}
    parts["fields"] = dict.fromkeys(page.state["work"]["fields"], "x")
    assert "busy" in page.submit(**parts)["not_saved"]
    assert "busy" in page.send("draft", work=page.work(**parts))["not_saved"]
    assert page.all_traits() == before
    page.client.failing = None
    assert page.submit(**parts)["ok"]
    assert page.exercise.done


def test_a_sorting_names_what_is_wrong_and_asks_for_every_item() -> None:
    page = Page(MATCH)
    unsorted = page.submit(sorted={"faster": "percent", "better": ""})
    assert not unsorted["ok"] and page.exercise.answer is None
    page.submit(sorted={"faster": "percent", "better": "percent"})
    text = page.state["feedback"]["text"]
    assert page.state["feedback"]["tone"] == "wrong"
    assert "1 of 2" in text and "better by 20" in text and "20 of what, 18?" in text and "35 per cent" not in text
    page.submit(sorted={"faster": "percent", "better": "unknown"})
    assert page.state["feedback"]["tone"] == "right"
    assert page.exercise.summary()["answer"] == "• 35 per cent faster: per cent\n• better by 20: unknown"


@pytest.mark.parametrize(
    ("lang", "some", "whole"),
    [
        (
            "en",
            "The answer for those that were sorted wrong:\n• better by 20: unknown",
            "The answer:\n• 35 per cent faster: per cent",
        ),
        (
            "zh",
            "归错的各项，答案是：\n• 中：better by 20：中：unknown",
            "答案：\n• 中：35 per cent faster：中：per cent",
        ),
    ],
)
def test_under_the_answer_to_a_sorting_stand_the_pairs_that_were_wrong(lang: str, some: str, whole: str) -> None:
    for wrong, told in (({"better": "percent"}, some), ({"better": "percent", "faster": "unknown"}, whole)):
        page = Page(MATCH, lang=lang)
        right = {"faster": "percent", "better": "unknown"}
        page.submit(sorted=right | wrong)
        page.submit(sorted={"faster": "unknown", "better": "unknown"})
        page.submit(sorted=right | wrong)
        assert page.send("reveal")["ok"]
        text = page.state["feedback"]["text"]
        assert text.startswith(told) and text.count("•") == len(wrong)


@pytest.mark.parametrize(("wrong", "said", "zh"), [(3, "Look again at", "再看看"), (5, "Begin with", "先看这几项")])
def test_where_fewer_are_named_than_are_wrong_they_are_a_beginning(wrong: int, said: str, zh: str) -> None:
    items = tuple(Item(f"i{n}", both(f"item {n}"), key="percent") for n in range(5))
    work = {"sorted": {item.id: "unknown" if n < wrong else "percent" for n, item in enumerate(items)}}
    for lang, sentence in (("en", said), ("zh", zh)):
        page = Page(replace(MATCH, items=items), lang=lang)
        page.submit(**work)
        text = page.state["feedback"]["text"]
        assert sentence in text and text.count("item") == 3


@pytest.mark.parametrize("forged", [None, {"faster": "nowhere"}, {"other": "percent"}, ["percent"], {"faster": []}])
def test_a_forged_sorting_is_refused(forged: object) -> None:
    page = Page(MATCH)
    assert not page.submit(sorted=forged)["ok"]
    assert page.exercise.answer is None


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_a_reload_brings_everything_back(question: Question) -> None:
    page = Page(question)
    for step in steps(question):
        assert page.submit(**step)["ok"]
        again = Page(question, page.client)
        assert again.state == page.state
        assert again.exercise.done == page.exercise.done


def steps(question: Question) -> Iterator[dict[str, Any]]:
    """A wrong or first answer, then a right or second one; only one for a prediction."""
    if question.kind == "predict":
        yield {"choice": "per_call"} if question.choices else {"number": "36"}
    elif question.kind == "match":
        right = {"faster": "percent", "better": "unknown"}
        yield from ({"sorted": right | {"better": "percent"}}, {"sorted": right})
    elif question.choices:
        yield from ({"choice": "per_call"}, {"choice": "in_house"})
    elif question.number:
        yield from ({"number": "15"}, {"number": "18"})
    elif question.items:
        yield from ({"order": BY_CALL[::-1]}, {"order": BY_CALL})
    else:
        yield from ({"fields": {"reason": "one"}}, {"fields": {"reason": "two"}})


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
@pytest.mark.parametrize(
    "damaged",
    [
        7,
        "text",
        [1],
        {"kind": "number", "number": 1e999, "done": True},
        {"kind": "choice", "choice": "gone", "done": True, "attempts": 3},
        {
            "kind": "choice",
            "choice": "in_house",
            "attempts": [1, {"right": "yes"}],
            "done": "yes",
            "at": "noon",
        },
        {"kind": "number", "number": 15, "attempts": [{}], "done": None},
        {"kind": "ranking", "order": ["in_house", None], "done": True},
        {"kind": "text", "fields": {"reason": 5}, "done": True},
        {"kind": "text", "fields": {"reason": "ok"}, "ticks": ["0", 9], "done": True, "history": [{}]},
        {
            "kind": "decision",
            "choice": "in_house",
            "fields": [],
            "done": True,
            "history": [{"choice": {}}, 4],
        },
    ],
)
def test_damaged_work_is_left_aside(question: Question, damaged: Any) -> None:
    page = Page(question, MemoryClient({f"answer.{question.id}": damaged, f"draft.{question.id}": damaged}))
    json.dumps(page.exercise.panel.get_state()["state"], allow_nan=False)
    assert page.state["at"] == ""
    for step in steps(question):
        assert page.submit(**step)["ok"]
    assert page.exercise.done


def test_a_forgotten_window_takes_over_what_was_answered_elsewhere() -> None:
    client = MemoryClient()
    forgotten, used = Page(CHOICE, client), Page(CHOICE, client)
    used.submit(choice="in_house")
    forgotten.send("draft", work={"choice": "per_call", "fields": {}})
    forgotten.submit(choice="per_call")
    assert client.kept["answer.c"]["done"]
    assert forgotten.state["feedback"]["tone"] == "right"


def test_a_second_decision_in_another_window_is_told_and_the_first_is_kept() -> None:
    client = MemoryClient()
    early, late = Page(DECISION, client), Page(DECISION, client)
    early.submit(choice="in_house")
    answer = late.submit(choice="per_call")
    assert "another window" in answer["refused"]
    assert client.kept["answer." + DECISION.id]["choice"] == "in_house"
    assert late.exercise.answer and late.exercise.answer["choice"] == "in_house"
    assert late.submit(choice="per_call")["ok"]
    assert client.kept["answer." + DECISION.id]["choice"] == "per_call"
    assert [earlier["choice"] for earlier in client.kept["answer." + DECISION.id]["history"]] == ["in_house"]


def test_of_two_decisions_at_one_moment_none_vanishes() -> None:
    client = MemoryClient()
    early, late = Page(DECISION, client), Page(DECISION, client)
    looked = client.load()
    early.submit(choice="in_house")
    client.load = lambda: looked  # type: ignore[method-assign]  # the other window looked before that was saved
    assert "another window" in late.submit(choice="per_call")["refused"]
    assert client.kept["answer." + DECISION.id]["choice"] == "in_house"
    del client.load  # type: ignore[method-assign]
    assert late.submit(choice="per_call")["ok"]
    assert [earlier["choice"] for earlier in client.kept["answer." + DECISION.id]["history"]] == ["in_house"]


def test_an_answer_whose_acknowledgement_was_lost_counts_as_saved() -> None:
    client = MemoryClient()
    page = Page(DECISION, client)
    Page(DECISION, client).submit(choice="in_house")
    assert page.submit(choice="in_house")["ok"]


def test_listeners_hear_when_it_is_done_and_when_it_is_revised() -> None:
    page = Page(DECISION)
    heard: list[str] = []
    page.exercise.on_done(lambda exercise: heard.append(exercise.summary()["answer"]))
    page.send("draft", work=page.work(choice="in_house"))
    page.submit(choice="in_house")
    page.submit(choice="per_call")
    assert heard == ["In-house", "Per call"]


def test_the_summary_reads_like_an_answer() -> None:
    page = Page(DECISION, lang="zh")
    assert page.exercise.summary() == {"title": "中：Title", "prompt": "中：Prompt", "answer": "", "at": ""}
    page.submit(choice="in_house", fields={"reason": " since \n ever "})
    summary = page.exercise.summary()
    assert summary["answer"].startswith("中：In-house\n\n中：Reason")
    assert summary["answer"].endswith("since \n ever")
    assert summary["at"]


def test_where_whole_things_are_counted_a_part_of_one_is_refused_in_words() -> None:
    question = next(one for one in catalogue.load("helpdesk").questions if one.number and one.kind == "predict")
    assert question.number
    whole = replace(question, number=replace(question.number, whole=True))
    exercise = Exercise(whole, helpdesk, "zh", MemoryClient(), {})
    work = exercise.panel.state["work"] | {"fields": {field.id: "因为" for field in whole.fields}}
    answer = tell(exercise.panel, type="submit", work=work | {"number": "36.5"})
    assert answer["refused"] == "请填一个整数。" and not exercise.done
    assert tell(exercise.panel, type="submit", work=work | {"number": "36.0"})["ok"] and exercise.done


# Where Chinese counts in another unit

MILLIONS = Unit("million yuan", "万元", zh_times=100)
COSTLY = replace(
    NUMBER,
    number=Number(MILLIONS, -50, 100, tolerance=0.02),
    answer=Call(value=3.31),
    slips=(Slip(Call(value=3.5), both("SECRET: 3.5")),),
    explanation=Text("{n:.2f}, {all:.0f}", "{n:.2f*100}万元，{all:.0f*0.01}亿元"),
    facts=(Call(name="n", value=3.3149), Call(name="all", value=281.6)),
)


@settings(deadline=None)
@given(st.decimals(-60, 110, places=4))
@example(Decimal("3.31"))
@example(Decimal("3.33"))
@example(Decimal("3.5"))
@example(Decimal("3.2899"))
def test_a_number_typed_in_either_unit_is_marked_and_kept_alike(millions: Decimal) -> None:
    english, chinese = Page(COSTLY), Page(COSTLY, lang="zh")
    said = [page.submit(number=str(typed)) for page, typed in ((english, millions), (chinese, millions * 100))]
    assert [bool(one.get("ok")) for one in said] == [-50 <= millions <= 100] * 2
    if english.exercise.answer and chinese.exercise.answer:
        assert english.exercise.answer["number"] == chinese.exercise.answer["number"] == float(millions)
        assert english.exercise.done == chinese.exercise.done
        tones = [page.state["feedback"]["tone"] for page in (english, chinese)]
        assert tones[0] == tones[1] and ("SECRET: 3.5" in english.state["feedback"]["text"]) == (
            "SECRET: 3.5" in chinese.state["feedback"]["text"]
        )


@pytest.mark.parametrize(("answered", "reads", "typed", "said"), [
    ("en", "zh", ("3.31", "331"), "331万元"),
    ("zh", "en", ("331", "3.31"), "3.31 million yuan"),
])  # fmt: skip
def test_what_was_answered_in_one_language_stands_in_the_unit_of_the_other(
    answered: str, reads: str, typed: tuple[str, str], said: str
) -> None:
    first = Page(COSTLY, lang=answered)
    first.send("draft", work=first.work(number=typed[0]))
    assert first.state["work"]["number"] == typed[0]
    assert Page(COSTLY, first.client, reads).state["work"]["number"] == typed[1]
    assert first.submit(number=typed[0])["ok"]
    other = Page(COSTLY, first.client, reads)
    assert other.state["said"] == said and other.state["work"]["number"] == typed[1]


def test_a_draft_that_is_no_number_stays_as_it_was_typed() -> None:
    page = Page(COSTLY, lang="zh")
    page.send("draft", work=page.work(number="大约331"))
    assert Page(COSTLY, page.client, "en").state["work"]["number"] == "大约331"
    page.send("draft", work=page.work(number="331万元"))
    assert Page(COSTLY, page.client, "zh").state["work"]["number"] == "331"


def test_bounds_a_refusal_and_the_answer_are_said_in_the_unit_of_the_page() -> None:
    page = Page(COSTLY, lang="zh")
    asked = page.exercise.panel.question["number"]
    assert asked == {"unit": "万元", "minimum": -5000, "maximum": 10000}
    assert page.submit(number="10001")["refused"] == "这个数应在−5000到10000之间。"
    for typed in ("3.31", "400"):
        page.submit(number=typed)
    page.send("reveal")
    assert "331万元" in page.state["feedback"]["text"]
    assert page.state["explanation"] == "331万元，2.82亿元"


SAID_OF_A_GUESS = {
    "en": ("4 million yuan", "3.31 million yuan", "0.69 million yuan"),
    "zh": ("400万元", "331万元", "69万元"),
}


def test_a_guess_is_compared_in_the_unit_of_the_page_and_stands_on_the_chart_in_the_models() -> None:
    chart = Guess("service", axis="y")
    question = replace(COSTLY, kind="predict", fields=REASON, guess=chart, slips=())
    for lang, typed in (("en", "4"), ("zh", "400")):
        page = Page(replace(question, answer=Call("simulate", take="service_level")), lang=lang)
        assert page.submit(number=typed)["ok"]
        guessed = page.exercise.guessed()
        assert guessed is not None and guessed.value == 4
        whole = Page(question, lang=lang)
        whole.submit(number=typed)
        compared = whole.exercise.compared()
        assert compared is not None
        assert (compared.mine, compared.found, compared.distance) == SAID_OF_A_GUESS[lang]
