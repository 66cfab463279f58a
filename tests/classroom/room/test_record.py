"""What a class leaves behind says the same in every form, and names nobody whom the room promised not to."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import docx
import openpyxl
import pytest
from msgspec import structs

from caseroom.formats import FORMATS, as_read, kind_of
from caseroom.i18n import LANGUAGES, translator
from classroom.room import events as was
from classroom.room.record import data, grades, sheets
from classroom.room.record.document import document
from classroom.room.record.gathered import Record, gather
from classroom.room.reveals import Seen, reveal
from classroom.room.state import Promise, Stretch

from .test_reveals import AGENDA, CASE, CLASSROOM, MODEL, VOTE, WANTED, answered, room_of

PEOPLE = 12
LOG = (
    was.Opened("helpdesk", "named", 5, (), AGENDA),
    *(was.Moved(n, 1_700_000_000.0 + 60 * n) for n in range(1, 9)),
)
DANGEROUS = '=HYPERLINK("http://evil.example")'


def record(promise: Promise = "named", lang: str = "en") -> Record:
    given: dict[str, dict[str, Any]] = answered(PEOPLE)
    field = CASE.question("who_answers").fields[0].id
    given["p8"]["person0"] = {"fields": {field: DANGEROUS}}
    return gather(lang, "123456", CASE, room_of(PEOPLE, promise), LOG, given)


def test_an_order_has_a_column_for_each_place_beside_the_one_that_holds_it_all() -> None:
    for lang, first in (("en", "Place 1"), ("zh", "第1位")):
        there = record(lang=lang)
        book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(there)))
        n, asked = next((n, one) for n, one in enumerate(there.asked) if any(given.order for given in one.given))
        rows = [row for row in book.worksheets[2 + n].iter_rows(values_only=True) if any(row)]
        head = next(row for row in rows if first in row)
        at, given = head.index(first), asked.given[0]
        row = next(row for row in rows if row[1] == given.parts[0])
        assert row[at : at + len(given.order)] == given.order and len(given.order) > 2
        assert all(f"{place}. {label}" in given.parts[0] for place, label in enumerate(given.order, start=1))


MARKED = ("erlang_c_omits", "national_standard", "rank_per_call", "who_owes")


def marked_record(lang: str = "en", model: Any = MODEL, people: int = PEOPLE) -> Record:
    """Each question that is right or wrong, put to a class of which the first three had it right."""
    given: dict[str, dict[str, Any]] = {}
    for name in MARKED:
        question, said = CASE.question(name), MODEL["questions"].get(name, {})
        keys = [choice.id for choice in question.choices]
        right, wrong = {
            "choice": ({"choice": question.key}, {"choice": next((one for one in keys if one != question.key), "")}),
            "number": ({"number": said.get("value")}, {"number": -1.0}),
            "ranking": ({"order": said.get("order", [])}, {"order": said.get("order", [])[::-1]}),
            "match": (
                {"sorted": {item.id: item.key for item in question.items}},
                {"sorted": {item.id: "".join(keys[:1]) for item in question.items}},
            ),
        }[question.kind]
        given[name] = {f"person{n}": right if n < 3 else wrong for n in range(people)}
    agenda = tuple(Stretch(name, "exercise", 3, question=name) for name in MARKED)
    room = structs.replace(room_of(people), agenda=agenda, tallies={MARKED[0]: {CASE.question(MARKED[0]).key: 4}})
    return gather(lang, "123456", CASE, room, (), given, model=model)


def sheet_of(there: Record, n: int) -> tuple[list[Any], list[list[Any]]]:
    """The heads of the nth question's sheet, and its rows."""
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(there)))
    rows = [list(row) for row in book.worksheets[2 + n].iter_rows(values_only=True)]
    at = next(n for n, row in enumerate(rows) if row[0] == translator(there.lang)("Who"))
    return rows[at], rows[at + 1 :]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sorting_has_a_column_for_each_item_beside_the_one_that_holds_it_all(lang: str) -> None:
    question = CASE.question("who_owes")
    head, rows = sheet_of(marked_record(lang), MARKED.index("who_owes"))
    labels = {choice.id: choice.text.text(lang) for choice in question.choices}
    right = {"en": " (right: {})", "zh": "（正确：{}）"}[lang]
    assert head[3:] == [item.text.text(lang) + right.format(labels[item.key]) for item in question.items]
    assert rows[0][3:] == [labels[item.key] for item in question.items]
    assert rows[3][3:] == [labels[question.choices[0].id]] * len(question.items)
    assert all(item.text.text(lang) in rows[0][1] for item in question.items)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_that_is_right_or_wrong_has_a_column_for_it(lang: str) -> None:
    title, yes, no = {"en": ("Right?", "yes", "no"), "zh": ("答对了吗", "是", "否")}[lang]
    for n, name in enumerate(MARKED):
        head, rows = sheet_of(marked_record(lang), n)
        assert head[2] == title
        hands = [yes] if name == MARKED[0] else []
        assert [row[2] for row in rows] == [yes] * 3 + [no] * (PEOPLE - 3) + hands, name
        unasked, _rows = sheet_of(marked_record(lang, model={}), n)
        assert (title in unasked) == (name in ("erlang_c_omits", "who_owes")), "their keys stand in the case"
    assert all(one.marked is None for one in record().asked if CASE.question(VOTE).title.en not in one.title)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_says_how_many_had_it_right_where_that_tells_of_nobody(lang: str) -> None:
    there = marked_record(lang)
    said = {"en": "{} of {} answers were right.", "zh": "{1}份答案中，{0}份答对。"}[lang]
    for people, first, others in ((PEOPLE, (7, PEOPLE + 4), (3, PEOPLE)), (4, (7, 8), None)):
        there = marked_record(lang, people=people)
        lines = [one.text for one in docx.Document(io.BytesIO(document(there, []))).paragraphs]
        lines = [line for line in lines if any(line.startswith(one.phase.name) for one in there.asked)]
        assert len(lines) == (len(MARKED) if others else 1)
        assert lines[0].endswith(said.format(*first)) and CASE.question(MARKED[0]).title.text(lang) in lines[0]
        assert all(line.endswith(said.format(*(others or ()))) for line in lines[1:])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_has_a_sheet_for_every_question_and_every_answer_in_it(lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(record(lang=lang))))
    asked = [stretch for stretch in AGENDA if stretch.kind != "talk"]
    assert len(book.sheetnames) == 2 + len(asked)
    names = [one.name for one in record(lang=lang).phases if one.stretch.kind != "talk"]
    assert [name[:5] for name in book.sheetnames[2:]] == [name.replace(":", "")[:5] for name in names]
    votes = [row for row in book.worksheets[2].iter_rows(values_only=True) if str(row[0]).startswith("Person")]
    assert len(votes) == PEOPLE
    assert votes[0][1] in [choice.text.text(lang) for choice in CASE.question(VOTE).choices]


def test_numbers_stand_in_the_workbook_as_numbers_and_their_unit_in_the_heading() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(record())))
    rows = list(book.worksheets[4].iter_rows(values_only=True))
    guesses = [row[1] for row in rows if str(row[0]).startswith("Person")]
    assert len(guesses) == PEOPLE and all(isinstance(one, int | float) for one in guesses)
    [head] = [row for row in rows if row[0] == "Who"]
    assert head[1] == "Answer (agents)"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_outcomes_of_scenarios_have_no_more_digits_in_the_workbook_than_on_the_page(lang: str) -> None:
    made = {"levers": {}, "outcomes": {one.name: 7.123456789012 for one in CASE.outcomes}}
    made["outcomes"][CASE.outcomes[0].name] = float("inf")
    there = gather(lang, "123456", CASE, room_of(PEOPLE, "named"), LOG, answered(PEOPLE), {"person0": [made]})
    row = list(openpyxl.load_workbook(io.BytesIO(sheets.workbook(there))).worksheets[-1].iter_rows(values_only=True))[
        -1
    ]
    for outcome, cell in zip(CASE.outcomes[1:], row[3:], strict=True):
        kind = kind_of(outcome, lang)
        assert cell == pytest.approx(as_read(7.123456789012, kind) * FORMATS[kind].shown_scale, rel=1e-11)
        assert len(str(cell)) <= len("712.3456"), outcome.name
    assert row[2] == "∞"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phase_is_called_by_what_it_asks_or_shows(lang: str) -> None:
    phases = record(lang=lang).phases
    asking = [one for one in phases if one.stretch.question and not one.stretch.title]
    assert asking and all(CASE.question(one.stretch.question).title.text(lang) in one.name for one in asking)
    whole = [one for one in phases if one.stretch.title]
    assert all(one.name == one.stretch.title[lang] for one in whole)


def test_no_text_of_a_student_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(record())))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any("HYPERLINK" in str(cell.value) for cell in cells)


def test_the_list_of_answers_opens_in_excel_with_its_chinese() -> None:
    written = sheets.answers_as_csv(record(lang="zh"))
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert sum(row[2].startswith("Person") for row in rows if len(row) == 5) >= PEOPLE * 7


def test_the_data_are_json_and_there_is_a_statement_for_every_answer() -> None:
    told = json.loads(data.as_json(record()))
    statements = json.loads(data.as_xapi(record()))
    assert sum(len(asked["given"]) for asked in told["answers"]) == len(statements) == PEOPLE * 8 + PEOPLE // 5
    assert len({statement["id"] for statement in statements}) == len(statements)
    tables = {f"table {n} of room 123456" for n in range(1, PEOPLE // 5 + 1)}
    assert {one["actor"]["account"]["name"] for one in statements} == {f"Person {n}" for n in range(PEOPLE)} | tables


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_has_its_parts_and_every_reveal(lang: str) -> None:
    seen = Seen(room_of(PEOPLE), CASE, CLASSROOM, answered(PEOPLE), MODEL, lang)
    shown = [one for wanted in WANTED if (one := reveal(seen, wanted))["blocks"]]
    paper = docx.Document(io.BytesIO(document(record(lang=lang), shown)))
    headings = [line.text for line in paper.paragraphs if line.style and line.style.name.startswith("Heading")]
    assert len(headings) == 4 + len(shown)
    assert any(one["title"] in headings for one in shown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_class_guessed_stands_in_the_document_beside_the_model(lang: str) -> None:
    seen = Seen(room_of(PEOPLE), CASE, CLASSROOM, answered(PEOPLE), MODEL, lang)
    shown = [reveal(seen, wanted) for wanted in WANTED if wanted.kind == "guesses"]
    paper = docx.Document(io.BytesIO(document(record(lang=lang), shown)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables[-len(shown) :]]
    said = {"en": ("Middle", "The model"), "zh": ("中位数", "模型")}[lang]
    assert len(shown) == 2 and all(set(said) <= set(head) for head, *_rows in tables)
    for one, (head, *rows) in zip(shown, tables, strict=True):
        (block,) = one["blocks"]
        if block["type"] == "dots":
            ((_class, count, *_quarters, model),) = rows
            assert (int(count), model) == (PEOPLE, block["written"]["model"])
        else:
            assert [float(place) for place, *_rest in rows] == block["at"]
            assert any(line.text.startswith(block["y"]) for line in paper.paragraphs)
            assert all(re.search(r"\d", cell) for row in rows for cell in row[: len(head) - 1])


@pytest.mark.parametrize("form", [sheets.answers_as_csv, data.as_json, data.as_xapi])
def test_an_anonymous_class_names_nobody(form: Any) -> None:
    written = form(record("anonymous")).decode("utf-8-sig")
    assert "Person" not in written and "person" not in written.replace("personal", "")


def test_the_answers_of_an_anonymous_class_stand_in_no_order_of_coming() -> None:
    there = record("anonymous")
    given = [one.parts for one in there.asked[0].given]
    assert given == sorted(given)
    book = openpyxl.load_workbook(io.BytesIO(sheets.workbook(there)))
    texts = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not any(text.startswith("Person") for text in texts)


def test_a_phase_that_was_left_out_has_no_beginning() -> None:
    there = gather("en", "123456", CASE, room_of(1), LOG[:3], {})
    assert [phase.began is not None for phase in there.phases] == [False, True, True, *[False] * 7]


def rows_of(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_gradebook_gets_a_point_for_each_question_that_somebody_answered(lang: str) -> None:
    made = record(lang=lang)
    head, possible, *people = rows_of(grades.for_canvas(made))
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert CASE.title.text(lang) in head[5]
    assert possible[0].strip() == "Points Possible" and int(possible[5]) == len(made.asked)
    answers = {  # what a table answered as one each of it has answered
        one.name: sum(any(g.who == one or 0 < g.table == one.table for g in asked.given) for asked in made.asked)
        for one in made.people
    }
    assert any(g.table for asked in made.asked for g in asked.given)
    assert {row[0]: int(row[5]) for row in people} == answers
    assert 0 < min(answers.values()) <= max(answers.values()) <= len(made.asked)
    assert rows_of(grades.for_moodle(made))[1:] == [[row[3], row[5]] for row in people]
