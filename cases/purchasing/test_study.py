"""The constructed projects show what exhibits 3 and 4 and the feedback of the questions say of them."""

from __future__ import annotations

import pytest

from caseroom import catalogue, data
from cases.purchasing.study import study

CASE = catalogue.load("purchasing")


def test_the_projects_show_what_the_exhibits_say() -> None:
    projects = study(CASE, "en").bundled()
    assert projects.count == {"tender": 55, "commission": 45, "contest": 60}
    assert projects.tells == pytest.approx((0.25, 0.59), abs=0.005)
    percent = {key: 100 * share for key, share in projects.helped.items()}
    assert [percent["commission", easy] for easy in (None, True, False)] == pytest.approx([58.5, 63.5, 49.4], abs=0.05)
    assert [percent["tender", easy] for easy in (None, True, False)] == pytest.approx([51.5, 60.8, 47.4], abs=0.05)
    assert [100 * projects.easy[mode] for mode in ("commission", "tender")] == pytest.approx([64, 31], abs=0.5)
    assert [100 * share for share in projects.contest] == pytest.approx([53, 40, 44], abs=0.5)
    assert projects.kept == 18


def test_like_for_like_on_the_streets_of_the_tender() -> None:
    projects = study(CASE, "en").bundled()
    easy = round(projects.easy["tender"], 2)
    helped = easy * projects.helped["commission", True] + (1 - easy) * projects.helped["commission", False]
    assert 100 * helped == pytest.approx(53.77, abs=0.1)


def test_skill_goes_together_with_score_and_visit_as_the_model_says() -> None:
    table = data.load("purchasing").merge(data.load("purchasing", "truth"), on="project")
    within = table[["score", "visit", "skill"]] - table.groupby("mode")[["score", "visit", "skill"]].transform("mean")
    together = within.corr().skill
    assert (together["score"], together["visit"]) == pytest.approx((0.35, 0.80), abs=0.02)
