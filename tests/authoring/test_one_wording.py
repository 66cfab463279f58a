"""What every case explains alike is said in the same words, those with which a new case begins."""

from __future__ import annotations

import json
import re

import pytest

from caseroom import catalogue
from commands.places import ROOT

LEGEND = {
    "en": r"Where a claim comes from outside the story it carries a badge, .+",
    "zh": r"凡是来自故事之外的说法，.+",
}
REASON = {
    "en": r"A wrong prediction with a reason is worth more than a right one without",
    "zh": r"预测错了但写出了理由，胜过预测对了却说不出为什么",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("slug", [slug for slug in catalogue.slugs() if (ROOT / "cases" / slug).is_dir()])
def test_badges_and_predictions_are_explained_as_in_a_new_case(slug: str, lang: str) -> None:
    new = (ROOT / "commands" / "skeleton" / f"{lang}.md").read_text(encoding="utf-8")
    cells = json.loads(catalogue.load(slug).notebook(lang).read_text(encoding="utf-8"))["cells"]
    said = "\n".join("".join(cell["source"]) for cell in cells)
    first = next("".join(cell["source"]) for cell in cells if cell["id"] == "step-brief")
    legend = re.search(LEGEND[lang], new)
    assert legend and legend[0] in first.split("\n\n")[-1], "after who one is and what is asked"
    assert re.search(REASON[lang], said)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("slug", [slug for slug in catalogue.slugs() if (ROOT / "cases" / slug).is_dir()])
def test_a_step_in_which_nothing_is_asked_says_so(slug: str, lang: str) -> None:
    """Whoever has been asked twice looks for the third field in the step of the data."""
    new = (ROOT / "commands" / "skeleton" / f"{lang}.md").read_text(encoding="utf-8")
    said = {"en": "There is nothing to fill in", "zh": "不用填写"}[lang]
    cells = json.loads(catalogue.load(slug).notebook(lang).read_text(encoding="utf-8"))["cells"]
    names = [cell["id"] for cell in cells]
    begins = names.index("step-explore")
    step = cells[begins : next(n for n in range(begins + 1, len(cells)) if names[n].startswith("step-"))]
    told = [part for part in "".join(step[0]["source"]).split("\n\n") if said in part]
    assert len(told) == 1
    asked = any("case.ask(" in "".join(cell["source"]) for cell in step)
    assert asked != (told[0].strip() in new), "in the words of a new case, or with what is asked after all"
