"""A distribution of one's own: what the page says of it is what was done to it."""

from __future__ import annotations

import numpy as np
import pytest

from caseroom import catalogue
from caseroom.i18n import LANGUAGES
from caseroom.intake import read_table

LIFTED = 205


def marks() -> bytes:
    """2,000 pupils' marks as a table of counts; 205 of those who had 55 to 59 were given the pass mark."""
    random = np.random.default_rng(32)
    given = np.clip(np.round(random.normal(63, 12, 2_000)), 30, 100)
    short = np.flatnonzero((given >= 55) & (given < 60))
    given[random.choice(short, LIFTED, replace=False)] = 60
    rows = [f"{mark},{(given == mark).sum()},60" for mark in range(30, 101)]
    return "\n".join(["成绩,人数,及格线", *rows]).encode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marks_lifted_to_a_pass_line_are_found_on_both_sides_of_it(lang: str) -> None:
    case = catalogue.load("targets")
    study = case.code("study").study(case, lang)
    own = study.own
    table = read_table(marks(), "marks.csv")
    digest = own.digest(own.kind.confirm(table, own.kind.guess(table)), "marks.csv")
    spike = digest.spike
    assert digest.rewarded == "above"
    assert spike.low <= LIFTED <= spike.high
    assert spike.missing == pytest.approx(LIFTED, rel=0.15)
    told = study.charts[0].describe(digest)
    reach = f"{spike.reach:g}"
    assert ("So far out it takes" if lang == "en" else "要看到这么远") in told
    assert (f"within {reach} before it" if lang == "en" else f"之前{reach}以内") in told
    assert own.decode(own.encode(digest)).spike.reach == spike.reach


def test_what_was_kept_before_the_reach_was_is_read() -> None:
    case = catalogue.load("targets")
    study = case.code("study").study(case, "en")
    kept = study.own.encode(study.bundled())
    del kept["spike"]["reach"]
    assert study.charts[0].describe(study.own.decode(kept)) == study.charts[0].describe(study.bundled())
