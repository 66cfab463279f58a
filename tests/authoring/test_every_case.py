"""What every case's charts promise: rows a page can take, datasets the picture knows, words in both languages."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from caseroom import casefile, catalogue
from caseroom.authoring.views import Rows, Scenario, Situation
from caseroom.exercises.judging import Judge
from caseroom.i18n import LANGUAGES
from caseroom.parameters import parameters
from caseroom.whatif.desk import chooser
from commands.checks.questions import far

CASES = [catalogue.load(slug) for slug in catalogue.slugs()]


pytestmark = pytest.mark.usefixtures("home")


def situations(case: casefile.CaseFile) -> list[Situation]:
    """At the baseline, before and after the options were loaded; with an option and a pin; at the ends of levers."""
    model = case.code("model")

    def scenario(name: str, params: Any) -> Scenario:
        return Scenario(name, params, model.simulate(params))

    start = scenario("Baseline", model.Params())
    options = [scenario(name, params) for name, params in model.OPTIONS.items()]
    ends = [
        scenario("End", replace(model.Params(), **{p.name: end}))
        for p in parameters(model.Params)
        for end in (p.minimum, p.maximum)
        if not any(lever.name == p.name and lever.usual for lever in case.levers)
    ]
    return [
        Situation(start, start),
        *(Situation(one, start, (options[0],), loaded=frozenset(model.OPTIONS)) for one in (*options, *ends)),
    ]


def names(spec: object) -> set[str]:
    if isinstance(spec, list):
        return set().union(*map(names, spec))
    if not isinstance(spec, dict):
        return set()
    own = {spec["data"]["name"]} if "name" in spec.get("data", {}) else set()
    return own.union(*map(names, spec.values()))


def sound(rows: Rows, spec: dict[str, Any]) -> None:
    json.dumps(rows, allow_nan=False)
    assert set(rows) <= names(spec) and "rows" in rows


def in_lang(text: str, lang: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text) == (lang == "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_the_charts_of_the_what_if(case: casefile.CaseFile, lang: str) -> None:
    views = case.code("views")
    for view in views.views(case, lang):
        assert in_lang(view.title, lang)
        for situation in situations(case):
            rows = view.rows(situation)
            sound(rows, view.spec)
            assert rows["rows"] and in_lang(view.describe(situation, rows), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_the_charts_of_the_data(case: casefile.CaseFile, lang: str) -> None:
    study = case.code("study").study(case, lang)
    digest = study.bundled()
    assert study.figures(digest)
    for chart in study.charts:
        rows = chart.rows(digest)
        sound(rows, chart.spec)
        assert rows["rows"] and in_lang(chart.title + chart.describe(digest), lang)
        shown = [row.get(column["name"], "") for row in rows["rows"] for column in chart.columns]
        assert None not in shown, f"{chart.name}: None is ∞ in the table; what there is not is left out"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_no_two_charts_of_a_case_have_one_name(case: casefile.CaseFile) -> None:
    """With the case on one page they stand on it together, and are told apart by it."""
    both = (*case.code("views").views(case, "en"), *case.code("study").study(case, "en").charts)
    names = [chart.name for chart in both]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_an_option_on_the_baseline_is_the_models_option(case: casefile.CaseFile) -> None:
    model = case.code("model")
    with_option = chooser(model, case.code("views"))
    for option in case.options:
        assert with_option(model.Params(), option.name) == model.OPTIONS[option.name]


def decided(model: Any) -> set[str]:
    """What options set: their terms, and where one differs from the baseline, as in how many people it needs."""
    start, options = vars(model.Params()), [vars(option) for option in model.OPTIONS.values()]
    return {*model.TERMS, *(name for name in start for option in options if option[name] != start[name])}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_an_option_leaves_the_situation_as_it_is(case: casefile.CaseFile) -> None:
    model = case.code("model")
    with_option = chooser(model, case.code("views"))
    set_by_options = decided(model)
    for declared in parameters(model.Params):
        if declared.name not in set_by_options:
            step = declared.default + (declared.step if declared.default < declared.maximum else -declared.step)
            changed = replace(model.Params(), **{declared.name: step})
            for option in case.options:
                assert getattr(with_option(changed, option.name), declared.name) == step


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_a_predicted_choice_is_set_beside_what_came_out(case: casefile.CaseFile, lang: str) -> None:
    for question in case.questions:
        if question.kind != "predict" or not question.choices:
            continue
        comparing = Judge(question, case.code("model"), lang).comparing
        told = {choice.id: comparing.compared({"choice": choice.id}) for choice in question.choices}
        words = next(choice.text.text(lang) for choice in question.choices if choice.id == question.key)
        for choice, compared in told.items():
            assert compared and compared.found == words, (question.id, choice)
            assert (compared.mine == words) == (choice == question.key)
            assert compared.sentence.count(words) == 1 and compared.mine in compared.sentence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_what_is_to_be_put_in_order_begins_far_from_the_answer(case: casefile.CaseFile) -> None:
    for question in case.questions:
        if question.kind == "ranking":
            key = Judge(question, case.code("model"), LANGUAGES[0]).key
            assert isinstance(key, list) and far([item.id for item in question.items], key), question.id
