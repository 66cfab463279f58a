"""`kit check` of classroom.toml: agendas that go with the guide, row by row and part by part."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from caseroom import catalogue
from commands.checks import classrooms
from commands.places import ROOT

SHELF = ROOT / "tests" / "fixture_case"
ROWS = range(3, 10)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The case of the tests with an agenda for its plan A, whose second row has two phases."""
    for folder in ("cases", "instructor_guides", "datasets"):
        shutil.copytree(SHELF / folder, tmp_path / folder)
    phases = [
        '{ row = 1, kind = "lobby", minutes = 10 }',
        '{ row = 2, kind = "talk", minutes = 6 }',
        '{ row = 2, kind = "break", minutes = 4 }',
        *(f'{{ row = {n}, kind = "talk", minutes = 10 }}' for n in ROWS),
    ]
    text = '[[agendas]]\nid = "plan_a"\nplan = "A"\ntitle.en = "A"\ntitle.zh = "甲"\nphases = [\n' + ",\n".join(phases)
    (tmp_path / "cases" / "helpdesk" / "classroom.toml").write_text(f"{text}\n]\n", encoding="utf-8")
    return tmp_path


def say(shelf: Path, lang: str, words: str) -> Path:
    """Put these words into the second row of plan A, and as many into that of plan B, which no agenda follows."""
    path = shelf / "instructor_guides" / f"helpdesk.{lang}.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    for n, line in enumerate(lines):
        if line.startswith(("| 10–20 |", "| 10—20 |")):
            lines[n] = "|".join([*line.split("|")[:4], f" {words} |"])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("words", ['"Once."', '"One." Wait.<br>"Two."', '"One."<br>–', '–<br />"Two."'])
def test_one_part_or_as_many_as_phases_are_sound(shelf: Path, words: str) -> None:
    for lang in ("en", "zh"):
        say(shelf, lang, words)
    assert list(classrooms.plans(shelf)) == [] and list(classrooms.said(shelf)) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_another_number_of_parts_is_named_with_its_place(shelf: Path, lang: str) -> None:
    path = say(shelf, lang, '"One."<br>"Two."<br>"Three."')
    [found] = classrooms.said(shelf)
    assert found.path == path
    assert "<br>" in path.read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert found.line == min(n for n, line in enumerate(path.read_text().splitlines(), 1) if "<br>" in line)
    assert "3 parts" in found.sentence and "'plan_a' has 2 phases" in found.sentence


def edit(shelf: Path, before: str, after: str) -> None:
    path = shelf / "cases" / "helpdesk" / "classroom.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


TALK = '{ row = 3, kind = "talk", minutes = 10 }'
ASKED = '{ row = 3, kind = "vote", minutes = 5, question = "cheapest_option" }'
SHOWN = '{ row = 3, kind = "reveal", minutes = 5, reveal = "votes", question = "cheapest_option" }'
DECISION = '{ row = 3, kind = "decide", minutes = MIN, question = "decision" }'


@pytest.mark.parametrize(
    ("phases", "wanted"),
    [
        (f"{ASKED},\n{SHOWN}", ""),
        (f"{SHOWN},\n{ASKED}", "is shown by no later reveal"),
        (ASKED, "is shown by no later reveal"),
        (ASKED.replace(" }", ", kept = true }"), ""),
        (f"{ASKED},\n{SHOWN}".replace(" }", ", kept = true }", 1), "says that it is kept"),
        (
            '{ row = 3, kind = "weigh", minutes = 5 },\n{ row = 3, kind = "reveal", minutes = 5, reveal = "weights" }',
            "",
        ),
        (
            '{ row = 3, kind = "rank", minutes = 5 },\n{ row = 3, kind = "reveal", minutes = 5, reveal = "weights" }',
            "no",
        ),
        (
            '{ row = 3, kind = "decide", minutes = 5, question = "decision" },\n'
            '{ row = 3, kind = "reveal", minutes = 5, reveal = "decisions" }',
            "",
        ),
        (f"{ASKED},\n{SHOWN.replace('votes', 'guesses')}", "lacks `answer`"),
        (f"{ASKED},\n{SHOWN.replace('votes', 'guesses')}".replace("cheapest_option", "double_the_calls"), ""),
        ('{ row = 3, kind = "what_if", minutes = 10 }', "lacks `step`"),
        ('{ row = 3, kind = "talk", minutes = 10, title = { en = "A", zh = "甲" } }', "lacks `text`"),
    ],
)
def test_what_is_asked_is_shown_or_kept_and_phones_have_something_to_do(shelf: Path, phases: str, wanted: str) -> None:
    edit(shelf, TALK, phases)
    found = [one.sentence for one in classrooms.shown(shelf)]
    assert not found if not wanted else len(found) == 1 and wanted in found[0], found


def test_a_decision_has_time_for_a_sentence_in_each_box(shelf: Path) -> None:
    fields = len(catalogue.load("helpdesk").question("decision").fields)
    edit(shelf, TALK, DECISION.replace("MIN", str(fields + 1)))
    assert list(classrooms.time_to_decide(shelf)) == []
    edit(shelf, f"minutes = {fields + 1}, question", f"minutes = {fields + 0.5}, question")
    [found] = classrooms.time_to_decide(shelf)
    assert f"needs {fields + 1}" in found.sentence


ANSWERS = {
    "en": ("## Answers with reasoning", "**Twice the calls**", "**Which is cheapest?**", "**The decision.**"),
    "zh": ("## 答案与理由", "**来电翻倍**", "**哪一种最省？**", "**我的决定。**"),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_an_agenda_asks_is_answered_by_the_guide_under_its_title(shelf: Path, lang: str) -> None:
    assert list(classrooms.answered(shelf)) == []
    heading, lead, *_ = ANSWERS[lang]
    edit(shelf, TALK, ASKED.replace("cheapest_option", "double_the_calls"))
    [found] = [one for one in classrooms.answered(shelf) if one.path.name == f"helpdesk.{lang}.md"]
    assert found.path.read_text(encoding="utf-8").splitlines()[found.line - 1] == heading
    assert "agenda 'plan_a' asks" in found.sentence and f"begin a paragraph with {lead} and go on" in found.sentence
    text = found.path.read_text(encoding="utf-8").replace(heading, f"{heading}\n\n{lead[:-2]} (M):** double.")
    found.path.write_text(text, encoding="utf-8")
    assert found.path not in [one.path for one in classrooms.answered(shelf)]


@pytest.mark.parametrize(("lang", "lead"), [("en", "**Task 1.**"), ("zh", "**第1项。**")])
def test_a_task_that_an_agenda_opens_is_answered_by_the_guide(shelf: Path, lang: str, lead: str) -> None:
    edit(shelf, TALK, '{ row = 3, kind = "what_if", minutes = 10, step = "what-if", task = 1 }')
    [found] = [one for one in classrooms.answered(shelf) if one.path.name == f"helpdesk.{lang}.md"]
    assert "no answer to task 1, which agenda 'plan_a' does" in found.sentence and lead[:-3] in found.sentence
    heading = ANSWERS[lang][0]
    text = found.path.read_text(encoding="utf-8").replace(heading, f"{heading}\n\n{lead} One.")
    found.path.write_text(text, encoding="utf-8")
    assert found.path not in [one.path for one in classrooms.answered(shelf)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_methods_for_every_case_ask_is_answered_too(shelf: Path, lang: str) -> None:
    path = shelf / "instructor_guides" / f"helpdesk.{lang}.md"
    text = path.read_text(encoding="utf-8")
    for lead in ANSWERS[lang][2:]:
        text = text.replace(lead, "")
    path.write_text(text, encoding="utf-8")
    (shelf / "cases" / "helpdesk" / "classroom.toml").unlink()
    assert [one.path for one in classrooms.answered(shelf)] == [path, path]
    assert all("'peer_instruction' asks" in one.sentence for one in classrooms.answered(shelf))


def test_form_and_names_of_a_classroom_are_told_at_once_and_form_alone_where_the_case_cannot_be_read(
    shelf: Path,
) -> None:
    path = shelf / "cases" / "helpdesk" / "classroom.toml"
    text = path.read_text(encoding="utf-8").replace("minutes = 6", "minuts = 6")
    path.write_text(
        text.replace('row = 9, kind = "talk"', 'row = 9, kind = "talk", step = "nowhere"'), encoding="utf-8"
    )
    said = [finding.sentence for finding in classrooms.loads(shelf)]
    assert any("minuts is not known here" in one for one in said) and any("no step of the case" in one for one in said)
    (path.parent / "case.toml").write_text("slug = ", encoding="utf-8")
    said = [finding.sentence for finding in classrooms.loads(shelf)]
    assert any("minuts is not known here" in one for one in said) and not any("no step" in one for one in said)


def test_the_first_guess_by_which_a_decision_is_shown_is_a_prediction_of_a_number_or_a_choice(shelf: Path) -> None:
    path = shelf / "cases" / "helpdesk" / "classroom.toml"
    text = path.read_text(encoding="utf-8")
    for name, right in (("", True), ("cheapest_option", True), ("drawn_promise", False), ("cheapest", False)):
        path.write_text(f'first_guess = "{name}"\n{text}', encoding="utf-8")
        said = [finding.sentence for finding in classrooms.loads(shelf)]
        assert right == (not said), said
        assert right or any(f"first_guess names '{name}'" in one for one in said), said
