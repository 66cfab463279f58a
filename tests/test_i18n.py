"""How the two languages are written: what joins names, sentences and numbers, and how long a text is."""

from __future__ import annotations

import pytest

from caseroom.i18n import LANGUAGES, language, translator


def test_each_of_the_kits_languages_has_its_marks() -> None:
    assert [language(code).code for code in LANGUAGES] == [*LANGUAGES]
    with pytest.raises(KeyError):
        language("fr")


def test_english_has_spaces_and_chinese_has_none() -> None:
    english, chinese = language("en"), language("zh")
    assert english.joined(["One.", "Two."]) == "One. Two." and chinese.joined(["一。", "二。"]) == "一。二。"
    assert english.pair("Agents", 22) == "Agents: 22" and chinese.pair("座席", 22) == "座席：22"
    assert english.listed(["a", "b"]) == "a, b" and chinese.listed(["甲", "乙"]) == "甲、乙"


@pytest.mark.parametrize(("code", "agents"), [("en", "22 agents"), ("zh", "22agents")])
def test_a_number_keeps_its_distance_from_a_word_and_not_from_per_cent(code: str, agents: str) -> None:
    assert language(code).measured("22", "agents") == agents
    assert language(code).measured("5", "%") == "5%"


def test_a_hundred_english_words_are_160_chinese_characters() -> None:
    assert [language(code).length(100) for code in LANGUAGES] == [100, 160]
    assert language("zh").length(60) == 100


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_translates_as_its_translator_does(code: str) -> None:
    assert language(code).translate("Undo") == translator(code)("Undo")
