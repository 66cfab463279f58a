"""One panel and one distribution, written as the files that people bring are written, and read back the same."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.intake import IntakeProblem, Table, distribution, panel_data, read_table, sentence
from caseroom.intake.numbers import read_number
from caseroom.intake.periods import read_period

Rows = list[list[object]]
UNITS, TIMES = [f"U{unit}" for unit in range(9)], (2018, 2019, 2020, 2021, 2022, 2023)


def panel(times: Sequence[object] = TIMES, start: int = 3, effect: float = 3.0, scale: float = 1.0) -> Rows:
    """Three of nine units get a programme that adds `effect` to what would have been."""
    return [
        [
            unit,
            time,
            int(number < 3 and place >= start),
            (50 + number + 2 * place) * scale + effect * (number < 3 <= place),
        ]
        for number, unit in enumerate(UNITS)
        for place, time in enumerate(times)
    ]


def written(rows: Iterable[Sequence[object]], heading: str = "unit,time,pilot,score", separator: str = ",") -> Table:
    lines = [heading, *(",".join(map(str, row)) for row in rows)]
    return read_table("\n".join(lines).replace(",", separator).encode(), "mine.csv")


def confirmed(table: Table) -> panel_data.PanelTable:
    """As it is proposed: what is proposed can be confirmed."""
    return panel_data.confirm(table, panel_data.guess_columns(table))


def four_cells(found: panel_data.PanelTable) -> float:
    """The difference of the differences of means."""
    ever, after = found.treated.any(axis=1), found.treated.any(axis=0)
    gained = found.outcome[:, after].mean(axis=1) - found.outcome[:, ~after].mean(axis=1)
    return float(gained[ever].mean() - gained[~ever].mean())


def told(found: panel_data.PanelTable | distribution.Distribution) -> list[str]:
    return [problem.code for problem in found.warnings]


# Times

MONTHS = ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"]


@pytest.mark.parametrize(
    "times",
    [
        MONTHS,
        ["一月", "二月", "三月", "十月", "十一月", "十二月"],
        ["Jan 2021", "Feb 2021", "Oct 2021", "Jan 2022"],
        [f"Q{quarter}{year}" for year in (2021, 2022) for quarter in (1, 2, 3, 4)],
        [f"{year}年第{quarter}季度" for year in (2021, 2022) for quarter in "一二三四"],
        ["一季度", "二季度", "三季度", "四季度"],
        ["2021上半年", "2021下半年", "2022上半年", "2022下半年"],
        ["2018-2019学年", "2019-2020学年", "2020-2021学年", "2021-2022学年"],
        ["wave 1", "wave 2", "wave 9", "wave 10"],
        ["第一期", "第二期", "第九期", "第十期"],
    ],
)
def test_times_stand_in_calendar_order_and_the_order_is_shown(times: list[str]) -> None:
    found = confirmed(written(sorted(panel(times), key=lambda row: str(row[1]))))
    assert found.times == tuple(times)
    assert four_cells(found) == pytest.approx(3)
    if not all(read_period(time).plain for time in times):
        (order,) = [problem for problem in found.warnings if problem.code == "order_of_times"]
        assert f"{times[0]}, {times[1]}" in sentence(order, str)


@given(st.permutations(MONTHS))
def test_months_in_any_order_of_rows(times: list[str]) -> None:
    assert sorted(times, key=read_period) == MONTHS


def test_one_time_that_is_written_otherwise_is_the_same_time() -> None:
    rows = panel()
    rows[1][1] = "2019年"
    found = confirmed(written(rows))
    assert found.times == tuple(map(str, TIMES)) and len(found.units) == 9
    assert four_cells(found) == pytest.approx(3)


def test_a_time_that_few_units_have_is_left_out_and_named() -> None:
    found = confirmed(written([*panel(), ["U7", 2024, 0, 70], ["U8", 2024, 0, 71]]))
    assert found.times == tuple(map(str, TIMES)) and four_cells(found) == pytest.approx(3)
    (left_out,) = found.warnings
    assert "2 of 9 units" in sentence(left_out, str) and "2024" in sentence(left_out, str)


def test_the_refusal_of_a_programme_that_stops_names_the_order_of_times() -> None:
    rows = panel(("never before", "after", "later", "before"), start=1)
    with pytest.raises(IntakeProblem) as refused:
        confirmed(written(rows))
    assert refused.value.code == "it_stops"
    assert "after, before, later, never before" in sentence(refused.value, str)


# The programme


@pytest.mark.parametrize("never", [0, "", "never", "Inf"])
def test_the_year_in_which_a_programme_begins_will_do(never: object) -> None:
    rows = [[unit, time, 2021 if unit < "U3" else never, outcome] for unit, time, _, outcome in panel()]
    found = confirmed(written(rows, "unit,period,first_treat,outcome"))
    assert found.treated.sum() == 9 and four_cells(found) == pytest.approx(3)
    assert "first_treatment" in told(found)


def test_years_as_columns_are_refused_with_the_remedy() -> None:
    rows = [[f"县{number}", int(number < 3), *(50 + number + place for place in range(4))] for number in range(9)]
    table = written(rows, "县,是否试点,2018,2019,2020,2021")
    assert table.columns[2:] == ("2018", "2019", "2020", "2021")
    with pytest.raises(IntakeProblem, match=r"2018 to 2021 stand as columns.*Unpivot"):
        confirmed(table)


# Cells


@pytest.mark.parametrize("sign", ["..", "#N/A", "n.a.", "…", "暂无", "-", "", "#DIV/0!"])
def test_a_sign_for_no_value_leaves_its_unit_out_and_nothing_else(sign: str) -> None:
    rows = panel()
    rows[5 * 6 + 2][3] = sign
    found = confirmed(written(rows))
    assert len(found.units) == 8 and four_cells(found) == pytest.approx(3)
    assert told(found) == ["units_left_out"]


def test_one_token_that_nobody_knows_is_left_out_and_told() -> None:
    rows = panel()
    rows[5 * 6 + 2][3] = "(p)"
    found = confirmed(written(rows))
    assert len(found.units) == 8 and told(found) == ["rows_left_out", "units_left_out"]
    assert "“(p)”" in sentence(found.warnings[0], str)


def test_a_unit_may_be_called_na() -> None:
    rows = [["NA" if unit == "U1" else unit, *rest] for unit, *rest in panel()]
    found = confirmed(written(rows))
    assert "NA" in found.units and four_cells(found) == pytest.approx(3)


@pytest.mark.parametrize(
    ("effect", "scale", "form"),
    [
        (0.075, 0.025, lambda value: f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.3f}"),
        (3e-06, 1e-06, lambda value: f"{value:.1e}"),
        (3.0, 1.0, lambda value: f"{value:.1f}".replace(".", ",")),
        (3000.0, 1000.0, lambda value: f"{value:,.2f}"),
        (3000.0, 1000.0, lambda value: f"{value:,.2f}".replace(",", " ").replace(".", ",")),
        (3.0, 1.0, lambda value: f"{value:.1f}%"),
        (3.0, 1.0, lambda value: f"{value:.1f}".translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))),
    ],
)
def test_numbers_as_programs_write_them(effect: float, scale: float, form: Callable[[float], str]) -> None:
    rows = [[*row[:3], form(float(str(row[3])))] for row in panel(effect=effect, scale=scale)]
    lines = ["unit;time;pilot;score", *(";".join(map(str, row)) for row in rows)]
    found = confirmed(read_table("\n".join(lines).encode(), "mine.csv"))
    assert four_cells(found) == pytest.approx(effect, rel=0.02)


def test_tiny_numbers_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    for row in [["unit", "year", "pilot", "score"], *panel()]:
        book.active.append(row)
    book.active["D2"] = 0.1 + 0.2 - 0.3
    book.save(file := io.BytesIO())
    found = confirmed(read_table(file.getvalue(), "mine.xlsx"))
    assert found.outcome[0, 0] == pytest.approx(5.55e-17, rel=0.01)


@given(st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 3)), st.booleans())
def test_a_number_means_the_same_with_either_sign_before_decimals(value: float, grouped: bool) -> None:
    point = f"{value:,.3f}" if grouped else f"{value:.3f}"
    comma = point.translate(str.maketrans(".,", ",."))
    assert read_number(point) == read_number(comma, comma=True) == pytest.approx(value)


def test_what_can_be_read_in_two_ways_is_told_and_can_be_changed() -> None:
    rows = panel(effect=3000, scale=1000)
    lines = ["unit\ttime\tpilot\tscore", *("\t".join([*map(str, row[:3]), f"{row[3]:,.0f}"]) for row in rows)]
    table = read_table("\n".join(lines).encode(), "mine.tsv")
    mapping = panel_data.guess_columns(table)
    assert mapping["decimal"] == "point" and "decimal_point" in told(confirmed(table))
    assert four_cells(panel_data.confirm(table, mapping)) == pytest.approx(3000)
    assert four_cells(panel_data.confirm(table, mapping | {"decimal": "comma"})) == pytest.approx(3)


# A distribution


def minutes(number: int = 600) -> list[float]:
    return np.random.default_rng(7).gamma(8, 1, number).round(1).tolist()


def distributed(text: str) -> distribution.Distribution:
    table = read_table(text.encode(), "mine.csv")
    return distribution.confirm(table, distribution.guess_columns(table))


@pytest.mark.parametrize("above", ["", "Response times 2024 service A\n", "Times\nin minutes, 2024\n", "sep=;\n"])
@pytest.mark.parametrize("form", [str, lambda value: str(value).replace(".", ",")])
def test_one_column_with_a_title_or_a_decimal_comma(above: str, form: Callable[[float], str]) -> None:
    values = minutes()
    found = distributed(above + "minutes\n" + "\n".join(map(form, values)))
    plain = distributed("minutes\n" + "\n".join(map(str, values)))
    assert (found.starts, found.counts, found.target) == (plain.starts, plain.counts, plain.target)


@given(st.integers(0, 10_000))
def test_values_one_a_row_and_as_a_table_of_counts_are_the_same(seed: int) -> None:
    values = np.random.default_rng(seed).poisson(9, 400)
    values = np.concatenate([values, np.arange(20)])
    known, counts = np.unique(values, return_counts=True)
    rows = "days,target\n" + "\n".join(f"{value},8" for value in values)
    table = "days,count,target\n" + "\n".join(f"{value},{n},8" for value, n in zip(known, counts, strict=True))
    one, other = distributed(rows), distributed(table)
    assert (one.starts, one.counts, one.width, one.target) == (other.starts, other.counts, other.width, other.target)


def test_one_word_among_many_values_is_left_out_and_told() -> None:
    found = distributed("minutes\n" + "\n".join(["8.3", "unknown?", *map(str, minutes())]))
    assert told(found)[0] == "rows_left_out" and "“unknown?”" in sentence(found.warnings[0], str)
