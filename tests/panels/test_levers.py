"""The levers' panel: words in the reader's language, values only from the kernel."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from caseroom.panels.levers import WORDS, LeversPanel
from tests.page import arrive


@pytest.mark.parametrize(("lang", "undo"), [("en", "Undo"), ("zh", "撤销")])
def test_every_word_the_page_uses_is_in_the_readers_language(lang: str, undo: str) -> None:
    words = LeversPanel(lang).words
    assert set(WORDS) <= set(words) and words["Undo"] == undo


def test_its_script_uses_only_words_it_was_given() -> None:
    panel = LeversPanel("en")
    script = Path(inspect.getfile(LeversPanel)).with_suffix(".js").read_text(encoding="utf-8")
    used = {word or name for word, name in re.findall(r'words\["([^"]+)"\]|words\.(\w+)', script)}
    assert used and used <= set(panel.words)


def test_every_word_it_was_given_is_in_its_script() -> None:
    script = str(LeversPanel("en")._esm)
    assert all(f'"{word}"' in script or f"words.{word}" in script for word in WORDS)


def test_a_page_cannot_write_a_value() -> None:
    panel = LeversPanel("en", values={"agents": 18})
    panel.set_state({"values": {"agents": 999_999}})
    assert panel.values == {"agents": 18}


def test_a_message_nobody_handles_is_ignored() -> None:
    panel = LeversPanel("en")
    assert arrive(panel, {"type": "eval", "id": "1"}) == arrive(panel, "no message") == []
