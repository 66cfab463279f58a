"""A panel of one's own: what is read from it, and what is said of files that cannot be one."""

from __future__ import annotations

import pytest

from caseroom.intake import IntakeProblem, IntakeProblems, read_table, sentences
from caseroom.intake.panel_data import PanelTable, confirm, guess_columns

Row = tuple[object, ...]


def rows(units: int = 6, times: tuple[object, ...] = (2019, 2020, 2021, 2022), start: int = 2) -> list[Row]:
    """Two units get the programme at the place `start` of the times."""
    return [
        (f"县{unit}", time, int(unit < 2 and place >= start), 50 + unit + place)
        for unit in range(units)
        for place, time in enumerate(times)
    ]


def text(found: list[Row], heading: str = "county,year,pilot,score") -> str:
    return "\n".join([heading, *(",".join(map(str, row)) for row in found)])


def panel(content: str) -> PanelTable:
    table = read_table(content.encode(), "mine.csv")
    return confirm(table, guess_columns(table))


def refused(content: str) -> list[str]:
    table = read_table(content.encode(), "mine.csv")
    with pytest.raises(IntakeProblem) as caught:
        confirm(table, {"unit": "county", "time": "year", "treated": "pilot", "outcome": "score"})
    assert all(sentences(caught.value, lambda msgid: msgid))
    problem = caught.value
    return [p.code for p in problem.problems] if isinstance(problem, IntakeProblems) else [problem.code]


@pytest.mark.parametrize(
    "heading", ["county,year,pilot,score", "单位,年份,试点,得分", "School,Quarter,Treated,Outcome"]
)
def test_columns_are_found_by_their_headings(heading: str) -> None:
    found = panel(text(rows(), heading))
    assert found.outcome.shape == (6, 4)
    assert found.treated.sum() == 4 and found.times == ("2019", "2020", "2021", "2022")


def test_rows_may_come_in_any_order() -> None:
    assert (panel(text(rows()[::-1])).outcome == panel(text(rows())).outcome).all()


def test_times_are_put_in_order_as_numbers_and_as_dates() -> None:
    assert panel(text(rows(times=(9, 10, 11)))).times == ("9", "10", "11")
    assert panel(text(rows(times=("2024年9月1日", "2024年10月1日", "2024年11月1日")))).times[0] == "2024年9月1日"


def test_yes_and_no_will_do_for_the_programme() -> None:
    found = [(*row[:2], "是" if row[2] else "否", row[3]) for row in rows()]
    assert panel(text(found)).treated.sum() == 4


def test_a_unit_with_a_gap_is_left_out_and_counted() -> None:
    found = panel(text(rows()[:-1]))
    assert len(found.units) == 5
    assert [problem.code for problem in found.warnings] == ["units_left_out"]
    assert "县5" in str(found.warnings[0])


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ([*(("县0", time, 0, "many") for time in (2019, 2020, 2021)), *rows()[3:]], "bad_number"),
        ([*(("县0", time, "perhaps", 5) for time in (2019, 2020, 2021)), *rows()[3:]], "bad_treated"),
        ([*(("", time, 0, 5) for time in (2019, 2020, 2021)), *rows()[3:]], "bad_unit_or_time"),
        ([*rows(), rows()[0]], "twice"),
        ([(*row[:2], 0, row[3]) for row in rows()], "nobody_starts"),
        ([(*row[:2], int(str(row[1]) > "2020"), row[3]) for row in rows()], "everybody_has_it"),
        ([(*row[:2], int(row[0] == "县1" and row[1] == 2020), row[3]) for row in rows()], "it_stops"),
        ([(*row[:2], int(row[0] == "县1"), row[3]) for row in rows()], "always_had_it"),
        (rows(times=(2019, 2020), start=1), "too_few_times"),
        (rows(units=3), "too_few_units"),
        ([row for row in rows() if row != rows()[0] and row != rows()[5] and row != rows()[10]], "too_few_units"),
    ],
)
def test_what_cannot_be_one_is_told_by_name(spoilt: list[Row], code: str) -> None:
    assert code in refused(text(spoilt))


def test_a_bad_cell_is_named_by_row_and_column() -> None:
    found = rows()
    found[3:6] = [(*row[:3], "n/k?") for row in found[3:6]]
    table = read_table(text(found).encode(), "mine.csv")
    with pytest.raises(IntakeProblems) as caught:
        confirm(table, {"unit": "county", "time": "year", "treated": "pilot", "outcome": "score"})
    first = caught.value.problems[0]
    assert (first.row, first.column) == (5, "score") and "n/k?" in str(first)


def test_three_columns_are_not_enough() -> None:
    table = read_table(text(rows()).encode(), "mine.csv")
    with pytest.raises(IntakeProblem, match="all four"):
        confirm(table, {"unit": "county", "time": "year", "treated": None, "outcome": "score"})


def test_a_column_that_is_not_there_is_refused() -> None:
    table = read_table(text(rows()).encode(), "mine.csv")
    with pytest.raises(IntakeProblem, match="no column"):
        confirm(table, {"unit": "county", "time": "year", "treated": "pilot", "outcome": "forged"})
