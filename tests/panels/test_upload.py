"""The upload bar: what a page may send it, and what it says back."""

import io
from typing import Any

import openpyxl
import pytest

from caseroom import catalogue
from caseroom.client import NotSaved
from caseroom.intake import distribution
from caseroom.panels import upload
from caseroom.panels.upload import CHUNK, LARGEST, UploadPanel
from cases.helpdesk import call_file
from tests.page import tell

CALLS = "来电时间,排队时长,接听状态\n" + "".join(
    f"2024-03-0{d} 09:{m:02}:00,20,接通\n" for d in (4, 5) for m in range(50)
)
MAPPING = {"arrived_at": "来电时间", "queue_s": "排队时长", "abandoned": "接听状态"}


class Page:
    """A page that talks to a panel, and what its panel was asked to do."""

    def __init__(self, lang: str = "en", failing: int = 0) -> None:
        self.used: list[Any] = []
        self.failing = failing
        _ = catalogue.load("helpdesk").translator(lang)
        self.panel = UploadPanel(lang, _, call_file.KIND, self.figures, self.use, lambda: "12:01", {"own": False})

    def figures(self, log: Any, name: str) -> list[dict[str, str]]:
        return [{"label": "Calls", "value": str(len(log.calls))}]

    def use(self, log: Any, name: str) -> str:
        if self.failing:
            self.failing -= 1
            raise NotSaved("busy")
        self.used.append((len(log.calls), name))
        return "12:00"

    def ask(self, kind: str, *buffers: Any, **content: Any) -> dict[str, Any]:
        return tell(self.panel, *buffers, type=kind, **content)

    def send(self, data: bytes, name: str = "march.csv") -> dict[str, Any]:
        answer = self.ask("begin", name=name, size=len(data))
        for number, start in enumerate(range(0, len(data), CHUNK)):
            answer = self.ask("chunk", data[start : start + CHUNK], number=number)
        return self.ask("read") if answer["ok"] and "problems" not in answer else answer


@pytest.fixture
def page() -> Page:
    return Page()


# The way through


def test_a_file_becomes_columns_with_samples_and_a_guess(page: Page) -> None:
    answer = page.send(CALLS.encode("gbk"))
    assert [column["name"] for column in answer["columns"]] == list(MAPPING.values())
    assert answer["columns"][0]["samples"] == ["2024-03-04 09:00:00", "2024-03-04 09:01:00", "2024-03-04 09:02:00"]
    assert answer["columns"][1]["samples"] == ["20"]  # different ones only
    assert {role: column for role, column in answer["guess"].items() if column} == MAPPING


def test_a_large_file_is_put_together_from_its_pieces(page: Page) -> None:
    rows = CALLS + "2024-03-06 10:00:00,20,接通\n" * 60_000
    assert len(rows.encode()) > 3 * CHUNK
    page.send(rows.encode())
    assert page.ask("confirm", mapping=MAPPING)["figures"] == [{"label": "Calls", "value": "60100"}]


def test_the_log_is_used_only_when_it_was_confirmed(page: Page) -> None:
    page.send(CALLS.encode())
    assert not page.ask("use")["ok"]
    page.ask("confirm", mapping=MAPPING)
    assert page.ask("use")["saved_at"] == "12:00"
    assert page.used == [(100, "march.csv")]
    assert not page.ask("use")["ok"]  # it is forgotten as soon as it is counted


def test_what_could_not_be_saved_can_be_tried_again() -> None:
    page = Page(failing=1)
    page.send(CALLS.encode())
    page.ask("confirm", mapping=MAPPING)
    assert "busy" in page.ask("use")["not_saved"]
    assert page.ask("use")["ok"]


def test_back_needs_no_file(page: Page) -> None:
    assert page.ask("back")["saved_at"] == "12:01"


def test_cancel_gives_everything_up(page: Page) -> None:
    page.send(CALLS.encode())
    page.ask("cancel")
    assert not page.ask("confirm", mapping=MAPPING)["ok"]
    page.ask("begin", name="march.csv", size=10)
    page.ask("cancel")
    assert not page.ask("chunk", b"x" * 10, number=0)["ok"]


def workbook() -> bytes:
    """Notes on the first sheet, a log on the second."""
    book = openpyxl.Workbook()
    book.active.append(["notes"])
    calls = book.create_sheet("calls")
    for line in CALLS.strip().splitlines():
        calls.append(line.split(","))
    book.save(file := io.BytesIO())
    return file.getvalue()


def test_another_sheet_of_a_workbook_can_be_chosen(page: Page) -> None:
    answer = page.send(workbook(), "march.xlsx")
    assert (answer["sheet"], answer["sheets"]) == ("calls", ["Sheet", "calls"])
    assert "no rows" in page.ask("sheet", name="Sheet")["problems"][0]
    assert not page.ask("sheet", name="forged")["ok"]
    again = page.ask("sheet", name="calls")
    assert [column["name"] for column in again["columns"]] == list(MAPPING.values())
    assert "figures" in page.ask("confirm", mapping=MAPPING)
    page.ask("cancel")
    assert not page.ask("sheet", name="calls")["ok"]


# What is wrong with a file


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_problems_are_at_most_ten_sentences_in_the_readers_language(lang: str) -> None:
    page = Page(lang)
    page.send((CALLS + "soon,a while,perhaps\n" * 50).encode())
    problems = page.ask("confirm", mapping=MAPPING)["problems"]
    assert 1 < len(problems) <= 10
    assert ("Row 102" if lang == "en" else "第102行") in problems[0]


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "empty"), (b"%PDF-1.7", "not a table"), (b"a,b\n", "no rows"), (b"<html>", "web page")]
)
def test_a_file_that_is_no_log_is_named(page: Page, data: bytes, said: str) -> None:
    (problem,) = page.send(data)["problems"]
    assert said in problem


def test_a_file_that_is_too_large_is_told_before_it_is_sent(page: Page) -> None:
    (problem,) = page.ask("begin", name="march.csv", size=LARGEST + 1)["problems"]
    assert "25 MB" in problem
    assert not page.ask("chunk", b"x" * CHUNK, number=0)["ok"]


def test_a_mapping_without_the_time_of_a_call_is_told(page: Page) -> None:
    page.send(CALLS.encode())
    assert len(page.ask("confirm", mapping={"queue_s": "排队时长", "arrived_at": None})["problems"]) == 1
    assert "figures" in page.ask("confirm", mapping=MAPPING)  # and can be put right


def test_a_log_that_was_confirmed_before_is_not_used_after_a_mapping_that_failed(page: Page) -> None:
    page.send(CALLS.encode())
    page.ask("confirm", mapping=MAPPING)
    page.ask("confirm", mapping={})
    assert not page.ask("use")["ok"]


# Forged messages


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"name": "a.csv"},
        {"name": "a.csv", "size": -1},
        {"name": "a.csv", "size": "10"},
        {"name": "a.csv", "size": 1.5},
        {"name": "a.csv", "size": True},
        {"name": None, "size": 10},
        {"name": ["a.csv"], "size": 10},
    ],
)
def test_a_forged_beginning_is_refused(page: Page, forged: dict) -> None:
    assert not page.ask("begin", **forged)["ok"]
    assert not page.ask("chunk", b"x" * 10, number=0)["ok"]


@pytest.mark.parametrize("size", [LARGEST + 1, 10**12, 10**400])
def test_a_huge_declared_size_takes_no_memory(page: Page, size: int) -> None:
    try:
        answer = page.ask("begin", name="a.csv", size=size)
    finally:
        assert page.panel._file is None
    assert answer.get("problems") or not answer["ok"]


@pytest.mark.parametrize(
    ("number", "buffers"),
    [
        (-1, [b"x" * CHUNK]),
        (1, [b"x" * CHUNK]),
        (True, [b"x" * CHUNK]),
        ("0", [b"x" * CHUNK]),
        (None, [b"x" * CHUNK]),
        (0, []),
        (0, [b"x" * CHUNK, b"x"]),
        (0, [b""]),
        (0, [b"x"]),
        (0, [b"x" * (CHUNK + 1)]),
        (0, ["x" * CHUNK]),
        (0, [None]),
        (0, [[1] * CHUNK]),
    ],
)
def test_a_forged_piece_ends_the_transfer(page: Page, number: Any, buffers: list) -> None:
    page.ask("begin", name="a.csv", size=CHUNK + 10)
    assert not page.ask("chunk", *buffers, number=number)["ok"]
    assert not page.ask("chunk", b"x" * CHUNK, number=0)["ok"]  # nothing goes on from here
    assert not page.ask("read")["ok"]


def test_more_pieces_than_declared_are_refused(page: Page) -> None:
    page.ask("begin", name="a.csv", size=CHUNK)
    assert page.ask("chunk", b"x" * CHUNK, number=0)["ok"]
    assert not page.ask("chunk", b"x" * CHUNK, number=1)["ok"]


def test_a_piece_sent_twice_is_refused(page: Page) -> None:
    page.ask("begin", name="a.csv", size=2 * CHUNK)
    assert page.ask("chunk", b"x" * CHUNK, number=0)["ok"]
    assert not page.ask("chunk", b"x" * CHUNK, number=0)["ok"]


def test_a_file_that_is_not_complete_is_not_read(page: Page) -> None:
    page.ask("begin", name="a.csv", size=CHUNK + 1)
    page.ask("chunk", b"x" * CHUNK, number=0)
    assert not page.ask("read")["ok"]


def test_a_memoryview_counts_as_bytes(page: Page) -> None:
    """Which is how a kernel hands buffers on."""
    data = CALLS.encode()
    page.ask("begin", name="a.csv", size=len(data))
    assert page.ask("chunk", memoryview(data), number=0)["ok"]
    assert "columns" in page.ask("read")


@pytest.mark.parametrize(
    "mapping",
    [None, "x", [], {"role": "来电时间"}, {"arrived_at": 7}, {"arrived_at": ["来电时间"]}, {"topic": "x" * 201}],
)
def test_a_forged_mapping_is_refused(page: Page, mapping: Any) -> None:
    page.send(CALLS.encode())
    assert not page.ask("confirm", mapping=mapping)["ok"]


def test_a_column_that_is_not_there_is_named(page: Page) -> None:
    page.send(CALLS.encode())
    assert "topics" in page.ask("confirm", mapping={**MAPPING, "topic": "topics"})["problems"][0]


def test_nothing_of_a_file_is_in_a_trait(page: Page) -> None:
    """A page can read every trait back, and so could whoever shares the screen's state."""
    page.send(CALLS.encode())
    page.ask("confirm", mapping=MAPPING)
    assert "2024-03-04" not in repr({name: getattr(page.panel, name) for name in ("shown", "words")})


def test_a_files_name_is_kept_short(page: Page) -> None:
    page.send(CALLS.encode(), name="march " * 100 + ".csv")
    page.ask("confirm", mapping=MAPPING)
    page.ask("use")
    assert len(page.used[0][1]) <= upload.LONGEST_NAME


def test_a_role_may_ask_for_an_answer_instead_of_a_column() -> None:
    _ = catalogue.load("helpdesk").translator("en")
    panel = UploadPanel("en", _, distribution.KIND, lambda read, name: [], lambda read, name: "", lambda: "", {})
    roles = [role for group in panel.groups for role in group["roles"]]
    asked, decimal = (role for role in roles if role["choices"])
    assert decimal["name"] == "decimal"  # asked only where the file leaves it open
    assert asked["name"] == "reward" and {choice["name"] for choice in asked["choices"]} == set(distribution.REWARDS)
    assert all(choice["label"] for choice in asked["choices"])
