"""The levers' panel: words in the reader's language, values only from the kernel."""

from __future__ import annotations

import pytest

from caseroom.panels.levers import WORDS, LeversPanel
from tests.page import arrive


@pytest.mark.parametrize(("lang", "undo"), [("en", "Undo"), ("zh", "撤销")])
def test_every_word_the_page_uses_is_in_the_readers_language(lang: str, undo: str) -> None:
    words = LeversPanel(lang).words
    assert set(WORDS) <= set(words) and words["Undo"] == undo


def test_a_page_cannot_write_a_value() -> None:
    panel = LeversPanel("en", values={"agents": 18})
    panel.set_state({"values": {"agents": 999_999}})
    assert panel.values == {"agents": 18}


def test_a_message_nobody_handles_is_ignored() -> None:
    panel = LeversPanel("en")
    assert arrive(panel, {"type": "eval", "id": "1"}) == arrive(panel, "no message") == []
