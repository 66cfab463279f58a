"""The two items that close every case: what they ask, what they keep and what they show when."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caseroom import casefile, catalogue
from caseroom.casefile.closing import closing_questions
from caseroom.client import FileClient
from caseroom.closing import Rerank
from caseroom.exercises.judging import Judge
from caseroom.i18n import LANGUAGES
from caseroom.methods.weighing import CRITERIA
from caseroom.notebook import open_case
from tests.page import tell

CASES = [catalogue.load(slug) for slug in catalogue.slugs()]
ECONOMY = dict.fromkeys(CRITERIA, 0) | {"economy": 80}
BAD_POINTS: list[Any] = [
    None,
    {},
    {"economy": 50},
    dict.fromkeys(CRITERIA, 0),
    dict.fromkeys(CRITERIA, 101),
    dict.fromkeys(CRITERIA, -1),
    dict.fromkeys(CRITERIA, 0.5),
    dict.fromkeys(CRITERIA, True),
    dict.fromkeys(CRITERIA, 10) | {"beauty": 10},
]


@pytest.fixture
def client(tmp_path: Path) -> FileClient:
    return FileClient(tmp_path / "case.json")


def rerank(client: FileClient, case: casefile.CaseFile = CASES[0], lang: str = "en") -> Rerank:
    return Rerank(case, lang, client, client.load())


def ranked(part: Rerank) -> Rerank:
    """The part, with weights on economy and the options signed as they come."""
    tell(part.panel, type="lock", points=ECONOMY)
    assert tell(part.panel, type="rank", order=[each["id"] for each in part.panel.options])["ok"]
    return part


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_every_case_asks_whom_it_serves_and_answers_all_four_readings(case: casefile.CaseFile) -> None:
    question = case.question("relationship")
    assert [choice.id for choice in question.choices] == [words.id for words in casefile.closing().relationship.choices]
    assert all(choice.feedback and choice.feedback != choice.text for choice in question.choices)
    assert case.relationship.scene.en in question.prompt.en and case.relationship.scene.zh in question.prompt.zh
    assert case.question("vulnerable").exemplar == case.relationship.vulnerable


def test_a_reading_that_the_field_holds_too_counts_as_right_and_no_other_does() -> None:
    case = CASES[0]
    key, second, *others = (choice.id for choice in case.question("relationship").choices)
    readings = replace(case.relationship, key=key, also=(second,))
    question, _ = closing_questions(replace(case, relationship=readings))
    judge = Judge(question, case.code("model"), "en")
    assert [choice.id for choice in question.choices if judge.is_right({"choice": choice.id})] == [key, second]
    assert others


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_the_doctrines_do_not_agree_on_every_option_of_a_case(case: casefile.CaseFile, client: FileClient) -> None:
    part = rerank(client, case)
    tell(part.panel, type="lock", points=ECONOMY)
    standing = part.standing()
    assert standing.order("npm") != standing.order("nps")


def test_no_rating_is_shown_before_the_weights_are_locked(client: FileClient) -> None:
    part = rerank(client)
    assert set(part.panel.state) == {"points", "at"}
    assert not tell(part.panel, type="rate", option="in_house", criterion="equity", value=1)["ok"]
    assert set(part.panel.state) == {"points", "at"}


def test_no_order_value_or_rating_is_shown_before_the_options_are_ranked(client: FileClient) -> None:
    part = rerank(client)
    order = [each["id"] for each in part.panel.options]
    assert not tell(part.panel, type="rank", order=order)["ok"], "weights come first"
    tell(part.panel, type="lock", points=ECONOMY)
    assert set(part.panel.state) == {"points", "at"} and not part.done
    assert not tell(part.panel, type="rate", option=order[0], criterion="equity", value=1)["ok"]
    for forged in (order[1:], [*order, order[0]], [], ["nobody", *order[1:]]):
        assert not tell(part.panel, type="rank", order=forged)["ok"]
    assert tell(part.panel, type="rank", order=order[::-1])["ok"] and part.done
    assert part.panel.state["signed"][order[-1]] == 1 and part.panel.state["rows"]


def test_a_ranking_is_locked_once_comes_back_and_is_held_against_the_weights(client: FileClient) -> None:
    part = ranked(rerank(client))
    signed = part.panel.state["signed"]
    assert tell(part.panel, type="rank", order=list(signed)[::-1])["ok"]
    again = rerank(client)
    assert again.panel.state["signed"] == signed and again.table()[1][0][1] == "1"
    agrees = again.standing().order("own")[0] == next(iter(signed))
    assert ("but your weights" in again.panel.state["found"][0]) != agrees


def test_a_rating_counts_the_same_whatever_the_other_options_have(client: FileClient) -> None:
    part = ranked(rerank(client))
    rows = part.panel.state["rows"]
    assert [row["values"]["own"] for row in rows] == [(row["ratings"]["economy"] - 1) / 4 for row in rows]


@pytest.mark.parametrize("points", BAD_POINTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_weights_that_weigh_nothing_are_refused_in_the_readers_language(
    points: Any, lang: str, client: FileClient
) -> None:
    part = rerank(client, lang=lang)
    answer = tell(part.panel, type="lock", points=points)
    assert answer["refused"].isascii() == (lang == "en") and not part.done


def test_weights_are_locked_once_and_come_back(client: FileClient) -> None:
    part, other = rerank(client), rerank(client)
    assert tell(part.panel, type="lock", points=ECONOMY)["ok"]
    assert tell(other.panel, type="lock", points=dict.fromkeys(CRITERIA, 7))["ok"]
    assert other.panel.state["points"] == ECONOMY == rerank(client).panel.state["points"]


def test_weights_without_an_order_are_told_and_nothing_that_they_put_first(client: FileClient) -> None:
    part = rerank(client)
    tell(part.panel, type="lock", points=ECONOMY)
    told = part.sentences()
    assert part.weighed and not part.done and len(told) == 2
    assert "80" in told[0] and not any(option.label.text("en") in "".join(told) for option in CASES[0].options)


def test_one_weight_puts_the_options_in_the_order_of_its_ratings(client: FileClient) -> None:
    part = rerank(client)
    tell(part.panel, type="lock", points=ECONOMY)
    ratings = {rating.option: rating.economy for rating in CASES[0].ratings}
    assert part.standing().order("own") == sorted(ratings, key=lambda option: -ratings[option])


def test_a_changed_rating_changes_the_order_is_kept_and_told_and_can_be_undone(client: FileClient) -> None:
    part = ranked(rerank(client))
    first, last = part.standing().order("own")[0], part.standing().order("own")[-1]
    assert tell(part.panel, type="rate", option=first, criterion="economy", value=1)["ok"]
    assert tell(part.panel, type="rate", option=last, criterion="economy", value=5)["ok"]
    again = rerank(client)
    assert again.standing().order("own")[0] == last and len(again.sentences()) == 5
    tell(again.panel, type="ours")
    assert again.standing().order("own")[0] == first and len(again.sentences()) == 4


@pytest.mark.parametrize(("lang", "level"), [("en", "share the first place"), ("zh", "并列第一")])
def test_two_that_share_the_first_place_are_told_so(lang: str, level: str, client: FileClient) -> None:
    part = ranked(rerank(client, lang=lang))
    order = part.standing().order("own")
    for option in order[:2]:
        assert tell(part.panel, type="rate", option=option, criterion="economy", value=5)["ok"]
    signed, turn, _ = part.panel.state["found"]
    assert level in turn and "0 %" not in turn and "0%" not in turn
    first = next(iter(part.panel.state["signed"]))
    at_the_top = [row["option"] for row in part.panel.state["rows"] if row["values"]["own"] == 1]
    assert ("but your weights" in signed or "你的权重却" in signed) == (first not in at_the_top)


@pytest.mark.parametrize(
    "forged",
    [{"option": "nobody"}, {"criterion": "beauty"}, {"value": 6}, {"value": 0}, {"value": "5"}, {"value": True}],
)
def test_a_forged_rating_is_refused(forged: dict[str, Any], client: FileClient) -> None:
    part = ranked(rerank(client))
    message = {"option": CASES[0].options[0].name, "criterion": "equity", "value": 3} | forged
    assert not tell(part.panel, type="rate", **message)["ok"]


@pytest.mark.parametrize(
    "kept", [7, {"points": 3}, {"points": {"economy": "a"}}, [], {"points": dict.fromkeys(CRITERIA, 0)}]
)
def test_damaged_work_counts_as_none(kept: Any, client: FileClient) -> None:
    part = Rerank(CASES[0], "en", client, {"weights": kept, "ranking": kept, "ratings": kept})
    assert not part.done


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_opens_with_the_predictions(lang: str, home: Path) -> None:
    case = open_case(CASES[0].slug, lang)
    assert "RerankPanel" not in str(case.rerank().children)
