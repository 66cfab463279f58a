"""An instructor guide as the desk reads it: what is said, what tells the teacher, and what plan B takes from plan A."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from caseroom.casefile.guide import (
    HEADINGS,
    Answer,
    Told,
    Words,
    name_of,
    named_in,
    parts,
    plan,
    see_of,
    tasks_in,
    told,
    words,
    words_of,
)
from caseroom.i18n import LANGUAGES
from commands.places import ROOT

PLANS = {
    "en": (
        '| 0–5 | Sign | *Sign* | "One sentence." Take hands. |',
        '| 0–5 | Sign | *Page* | As in plan A; then ask: "Why?" |\n| 5–10 | Other | Other | As in plan A. |',
    ),
    "zh": (
        "| 0—5 | 签字 | “签字” | “写一句。”举手。 |",
        "| 0—5 | 签字 | “页面” | 同方案甲；再问：“为什么？” |\n| 5—10 | 其他 | 其他 | 同方案甲。 |",
    ),
}


def guide(folder: Path, lang: str) -> Path:
    """A guide whose plans, answers and debrief are there."""
    parts = dict.fromkeys(HEADINGS[lang], "")
    named = HEADINGS[lang]
    parts[named[4]], parts[named[5]] = PLANS[lang]
    parts[named[6]] = (
        "**Which is\ncheapest?** (prediction) The\nsecond.\n\n| a | b |\n|---|---|\n\n**Empty.**"
        "\n\n### How it turns (M)\n\nOne.\n\nTwo."
    )
    parts[named[9]] = "Keep them apart.\n\n- One\n  thing.\n- Another."
    path = folder / f"x.{lang}.md"
    path.write_text("\n".join(f"## {name}\n\n{text}\n" for name, text in parts.items()), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (
            '"Do it alone. It locks." Write the votes on the board.',
            "+Do it alone. It locks.|-Write the votes on the board.",
        ),
        ("“一交就锁定。”票数记上黑板。", "+一交就锁定。|-票数记上黑板。"),
        ('Take the pairs in "The private briefs" one by one.', '-Take the pairs in "The private briefs" one by one.'),
        ("讲“复盘”一节。", "-讲“复盘”一节。"),
        ("Then the leaflet: “Which line stays flat, and why?”", "-Then the leaflet:|+Which line stays flat, and why?"),
        ("怎样把一件没办成的事算成‘解决’？", "-怎样把一件没办成的事算成‘解决’？"),
        ("“算成‘解决’？”, aloud.", "+算成“解决”？|-Aloud."),  # what is said stands alone there
        ("–", ""),
    ],
)
def test_what_stands_in_quotation_marks_is_said_and_the_rest_tells_the_teacher(cell: str, wanted: str) -> None:
    assert words(cell) == [Words(one[0] == "+", one[1:]) for one in wanted.split("|") if one]


def test_each_phase_of_a_row_has_its_own_words() -> None:
    cell = '"Read." Wait.<br>–<br> “Write.”'
    assert parts(cell) == ['"Read." Wait.', "–", "“Write.”"]
    first, nothing, last = (words_of(cell, n) for n in (1, 2, 3))
    assert first == [Words(True, "Read."), Words(False, "Wait.")] and nothing == [] and last == [Words(True, "Write.")]
    assert words_of(cell, 0) == [*first, *last]
    assert [see_of("Ours<br>The model's", n) for n in (0, 1, 2, 3)] == [
        "Ours The model's",
        "Ours",
        "The model's",
        "Ours The model's",
    ]
    assert see_of("The board", 2) == "The board"  # one part serves all phases
    assert words_of('"Once."', 1) == [Words(True, "Once.")] and words_of('"Once."', 2) == []


def test_plan_b_has_the_words_that_it_takes_from_plan_a(tmp_path: Path) -> None:
    for lang, expected in (
        ("en", ['"One sentence." Take hands. Then ask: "Why?"', "As in plan A."]),
        ("zh", ["“写一句。”举手。再问：“为什么？”", "同方案甲。"]),
    ):
        assert [row.cells[2] for row in plan(guide(tmp_path, lang), lang, "B")] == expected


def test_it_tells_its_teacher_the_answers_and_the_debrief(tmp_path: Path) -> None:
    found = told(guide(tmp_path, "en"), "en")
    whole = "(prediction) The second.\n\n| a | b |\n|---|---|"
    assert found.answers == {"Which is cheapest": whole, "How it turns": "One.\n\nTwo."}
    assert found.debrief == ["Keep them apart.", "One thing.", "Another."]
    assert told(tmp_path / "none.en.md", "en") == Told({}, {}, [])


def test_a_title_is_compared_without_its_marks() -> None:
    assert name_of("“哪一种最省？”") == name_of("哪一种最省") and name_of("Sign. ") == "Sign"
    assert name_of("By the call (M)") == "By the call"
    assert name_of("The winner’s curse") == name_of("The winner's curse")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_of_a_plan_send_their_teacher_to_parts_that_the_desk_finds(lang: str) -> None:
    """In the guides of all cases; at least one sends them to two parts in each of its plans."""
    most = 0
    for path in (ROOT / "instructor_guides").glob(f"*.{lang}.md"):
        answers = told(path, lang).answers
        named = {letter: parts_named(path, lang, letter) & answers.keys() for letter in "AB"}
        assert all("\n#" not in answers[name] for names in named.values() for name in names)
        most = max(most, min(map(len, named.values())))
    assert most >= 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_paragraph_may_answer_several_questions_and_is_found_by_each(lang: str, tmp_path: Path) -> None:
    both = {"en": "**By the call, by the solution:** divide.", "zh": "**按通排名、按件排名：** 用除法。"}[lang]
    path = tmp_path / f"some.{lang}.md"
    path.write_text(f"## {HEADINGS[lang][6]}\n\n{both}\n", encoding="utf-8")
    answers = told(path, lang).answers
    names = {"en": ("By the call", "By the solution"), "zh": ("按通排名", "按件排名")}[lang]
    assert {answers.get(name) for name in names} == {both.split("** ")[1]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quotation_marks_within_others_are_single_and_all_are_closed(lang: str) -> None:
    """In the guides of all cases: what the second begins would end what is to be said."""
    for path in (ROOT / "instructor_guides").glob(f"*.{lang}.md"):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"“[^”\n]*“[^”\n]*”", text), path.name
        for row in plan(path, lang, "A") + plan(path, lang, "B"):
            for cell in row.cells:
                for part in parts(cell):
                    assert part.count("“") == part.count("”") and part.count('"') % 2 == 0, (path.name, part)
            for said in (one.text for one in words_of(row.cells[-1], 0) if one.aloud):
                assert '"' not in said, (path.name, said)


def test_what_is_to_be_seen_is_named_by_quotation_marks_or_italics() -> None:
    assert named_in("*Sign*, and “Take your memo”: **bold** is no name") == ["Sign", "Take your memo"]


def parts_named(path: Path, lang: str, letter: str) -> set[str]:
    """What the stage directions of a plan call by a title."""
    asides = (one.text for row in plan(path, lang, letter) for one in words_of(row.cells[2], 0) if not one.aloud)
    return {name for text in asides for name in named_in(text)}


def answers_of(folder: Path, text: str, lang: str = "en") -> Told:
    """What a guide tells whose answers are this text."""
    path = folder / f"some.{lang}.md"
    path.write_text(f"## {HEADINGS[lang][6]}\n\n{text}\n", encoding="utf-8")
    return told(path, lang)


def test_an_answer_goes_on_in_its_list_its_table_and_the_paragraphs_under_it(tmp_path: Path) -> None:
    listed = "**Who knew.** These change most:\n\n- *A:* one.\n- **B:** two\n  lines.\n\nSo ask.\n\n**Next.** Other."
    assert answers_of(tmp_path, listed).answers == {
        "Who knew": "These change most:\n\n*A:* one.\n\n**B:** two lines.\n\nSo ask.",
        "Next": "Other.",
    }
    table = "**Levers** (M):\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    others = "### Others\n\nText.\n\n- **One:** 1.\n- **Two:** 2.\n\nEnd."
    found = answers_of(tmp_path, f"{table}\n\n{others}").answers
    assert found["Levers"] == "(M):\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    assert (found["One"], found["Two"]) == ("1.", "2."), "points that stand under no answer are answers"
    assert found["Others"] == "Text.\n\n**One:** 1.\n\n**Two:** 2.\n\nEnd."


def test_the_answers_to_tasks_are_found_by_their_numbers(tmp_path: Path) -> None:
    titled = "**Task 1.** First.\n\n**The clause (tasks 2 and 4).** Second."
    headed = "### The levers (M, task 2)\n\nThird.\n\n**Other.** No."
    found = answers_of(tmp_path, f"{titled}\n\n{headed}")
    clause = Answer("The clause", "Second.")
    assert found.tasks == {1: [Answer("Task 1", "First.")], 2: [clause, Answer("The levers", "Third.")], 4: [clause]}
    assert found.answers["The clause"] == "Second." and found.answers["The levers"] == "Third.\n\n**Other.** No."
    chinese = answers_of(tmp_path, "**第1项。** 一。\n\n**条款（第2、3项）。** 二。", "zh")
    assert [[one.text for one in chinese.tasks[n]] for n in (1, 2, 3)] == [["一。"], ["二。"], ["二。"]]


@pytest.mark.parametrize(
    ("said", "lang", "wanted"),
    [
        ("Open the case and do tasks 1 and 2; later task 4.", "en", [1, 2, 4]),
        ("Tasks 3 to 5, *Whom does choice help?*", "en", [3, 4, 5]),
        ("Half of the tables do task 2: 100 per cent. The others do task 3.", "en", [2, 3]),
        ("Turn the four levers.", "en", []),
        ("“动手推演”第1项（选县到0）和第2项", "zh", [1, 2]),
        ("第3至5项，第9个月", "zh", [3, 4, 5]),
        ("第1、2项", "zh", [1, 2]),
        ("任务三、任务四", "zh", [3, 4]),
        ("第一百二十四条，四项任务", "zh", []),
    ],
)
def test_words_name_tasks_by_their_numbers(said: str, lang: str, wanted: list[int]) -> None:
    assert tasks_in(said, lang) == wanted
