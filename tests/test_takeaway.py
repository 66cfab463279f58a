"""The memo is put together from what the student did; here, from the scenarios they kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseroom import catalogue
from caseroom.client import FileClient
from caseroom.memo import Paragraphs
from caseroom.takeaway import Parts, Takeaway
from caseroom.whatif import WhatIf

NOTES = {
    "question": "Does a second district help?",
    "expectation": "A little",
    "finding": "Far fewer agents each",
    "decision": "Ask the neighbours",
}


@pytest.mark.parametrize(
    ("lang", "last"), [("en", "I decided: Ask the neighbours"), ("zh", "我的决定：Ask the neighbours")]
)
def test_each_run_stands_in_the_memo_with_question_expectation_finding_and_decision(
    tmp_path: Path, lang: str, last: str
) -> None:
    case = catalogue.load("helpdesk")
    client = FileClient(tmp_path / "helpdesk.json")
    state = {"what_if": {"pins": [{"id": "pin-1", "name": "Two districts", "levers": {"districts": 2}, **NOTES}]}}
    what_if = WhatIf(case, case.code("model"), lang, client, state)
    sections = Takeaway(case, lang, client, state, [], lambda: Parts(what_if=what_if)).memo("", None).sections
    (run,) = [part for part in sections if isinstance(part, Paragraphs) and part.title == "Two districts"]
    assert [text for text in NOTES.values() if any(text in line for line in run.texts)] == list(NOTES.values())
    assert run.texts[-1] == last
