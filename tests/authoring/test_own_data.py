"""Data of one's own in any case that takes them: charts, figures, and a digest that comes back as it was kept."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from caseroom import catalogue
from caseroom.authoring import kept
from caseroom.authoring.study import Study
from caseroom.i18n import LANGUAGES
from caseroom.intake import read_table


def study_of(slug: str, lang: str = "en") -> Study[Any]:
    case = catalogue.load(slug)
    study: Study[Any] = case.code("study").study(case, lang)
    return study


TAKES = [slug for slug in catalogue.slugs() if study_of(slug).own]
"""The cases that take data of one's own; each has a sample of such a file in its own_file.py."""


def digested(slug: str) -> Any:
    own = study_of(slug).own
    assert own is not None
    sample = catalogue.load(slug).code("own_file").sample()
    table = read_table(sample.encode(), "mine.csv")
    return own.digest(own.kind.confirm(table, own.kind.guess(table)), "mine.csv")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", TAKES)
def test_charts_and_figures_of_a_file(slug: str, lang: str) -> None:
    study, found = study_of(slug, lang), digested(slug)
    assert study.figures(found)
    drawn = [chart for chart in study.charts if chart.rows(found)["rows"]]
    assert drawn
    for chart in study.charts:
        if chart in drawn:
            json.dumps(chart.rows(found), allow_nan=False)
            assert any("\u4e00" <= c <= "\u9fff" for c in chart.describe(found)) == (lang == "zh")
        else:
            assert chart.missing


@pytest.mark.parametrize("slug", TAKES)
def test_a_kept_digest_comes_back_as_it_was(slug: str) -> None:
    own, found = study_of(slug).own, digested(slug)
    assert own is not None
    again = own.decode(json.loads(json.dumps(own.encode(found), allow_nan=False)))
    assert type(again) is type(found)
    assert own.encode(again) == own.encode(found)  # what is no number equals itself there
    assert own.name(found) == "mine.csv"


@pytest.mark.parametrize("slug", TAKES)
@pytest.mark.parametrize("damage", [None, 7, [], {}, "text", {"name": 1}])
def test_damaged_work_is_no_digest(slug: str, damage: object) -> None:
    own = study_of(slug).own
    assert own is not None
    with pytest.raises(ValueError):
        own.decode(damage)


@pytest.mark.parametrize("slug", TAKES)
def test_every_field_that_is_damaged_is_noticed(slug: str) -> None:
    own, found = study_of(slug).own, digested(slug)
    assert own is not None
    whole = own.encode(found)
    for name in whole:
        for wrong in ({"no": "shape"}, ["x", {}], float("inf")):
            with pytest.raises(ValueError):
                own.decode({**whole, name: wrong})


def test_a_number_without_an_end_is_kept_as_none() -> None:
    assert kept.encode(float("nan")) is None
    assert np.isnan(kept.decode(float, None))
