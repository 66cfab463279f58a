"""From a table as an office keeps it to units, numerators and denominators."""

from __future__ import annotations

import pytest

from caseroom.intake import IntakeProblem, read_table, sentence
from cases.league.model import FIGURES
from cases.league.own_file import sample
from cases.league.rates_file import MOST, Rates, confirm, guess_columns

UNITS = [f"县{n},{100 + n},{10 + n % 5}" for n in range(12)]
HEADINGS = "县,出院人次,再入院人次"


def read(*rows: str, headings: str = HEADINGS, **mapping: str) -> Rates:
    table = read_table("\n".join((headings, *rows)).encode(), "rates.csv")
    return confirm(table, mapping or guess_columns(table))


def said(rates: Rates) -> list[str]:
    return [sentence(one, lambda words: words) for one in rates.warnings]


def test_the_sample_is_read_as_it_stands() -> None:
    table = read_table(sample().encode(), "mine.csv")
    assert guess_columns(table) | {"decimal": None} == {
        "unit": "network", "numerator": "readmitted", "denominator": "discharges", "decimal": None
    }  # fmt: skip
    found = confirm(table, guess_columns(table))
    assert list(zip(found.counts, found.cases, strict=True)) == [years[2] for years in FIGURES]  # 2023
    assert found.warnings == ()


@pytest.mark.parametrize(
    "headings", [HEADINGS, "单位,总数,件数", "school,total,events", "hospital,N of patients,n cases"]
)
def test_columns_are_found_by_their_headings(headings: str) -> None:
    found = read(*UNITS, headings=headings)
    assert found.units[:2] == ("县0", "县1")
    assert found.counts[:2].tolist() == [100, 101] and found.cases[:2].tolist() == [10, 11]


@pytest.mark.parametrize("swapped", [False, True])
def test_without_telling_headings_the_smaller_count_is_the_numerator(swapped: bool) -> None:
    """A school table such as school, pupils, absent: neither count's heading is known."""
    rows = [f"s{n},{100 + n},{10 + n % 5}" if not swapped else f"s{n},{10 + n % 5},{100 + n}" for n in range(12)]
    found = read(*rows, headings="school,pupils,absent" if not swapped else "school,absent,pupils")
    assert found.counts[:2].tolist() == [100, 101] and found.cases[:2].tolist() == [10, 11]


def test_years_and_running_numbers_are_no_counts() -> None:
    rows = [f"{n + 1},2024,s{n},{100 + n},{10 + n % 5}" for n in range(12)]
    found = read(*rows, headings="no,year,place,pupils,absent")
    assert found.units[:2] == ("s0", "s1")
    assert found.counts[:2].tolist() == [100, 101] and found.cases[:2].tolist() == [10, 11]


def test_rows_of_one_unit_are_added_up() -> None:
    found = read(*UNITS, "县0,50,7")
    assert len(found.units) == 12
    assert (found.counts[0], found.cases[0]) == (150, 17)
    assert said(found) == ["Rows that name the same unit were added up: 1, for example “县0”."]


@pytest.mark.parametrize("name", ["合计", "全省", "Total", ""])
def test_a_row_with_the_sum_of_all_others_is_no_unit(name: str) -> None:
    found = read(*UNITS, f"{name},1266,141")
    assert len(found.units) == 12 and found.counts.sum() == 1266
    assert any("Row 14 is the sum of all others" in words for words in said(found))


def test_rounded_numerators_are_named() -> None:
    rounded = [f"县{n},{400 + n},{20 + 10 * (n % 7)}" for n in range(12)]
    assert any("12 of 12 numerators are multiples of 10" in words for words in said(read(*rounded)))
    fives = [f"县{n},{400 + n},{15 + 5 * (n % 9)}" for n in range(12)]
    assert any("multiples of 5" in words for words in said(read(*fives)))
    assert not any("multiples" in words for words in said(read(*[f"县{n},{400 + n},{20 + 7 * n}" for n in range(12)])))


def test_a_large_unit_that_is_no_sum_stays() -> None:
    assert len(read(*UNITS, "县城,1266,140").units) == 13


def test_a_rate_in_per_cent_is_no_count() -> None:
    rows = [f"u{n},{n + 5}%,{50 + n},{n + 3}" for n in range(9)]
    table = read_table("\n".join(("a,b,c,d", *rows)).encode(), "rates.csv")
    assert "b" not in guess_columns(table).values()


def test_a_bad_row_is_left_out_and_named() -> None:
    many = [f"县{n},{100 + n},{10 + n % 5}" for n in range(40)]
    found = read(*many, "县40,20,30")
    assert len(found.units) == 40
    assert any("Row 42" in words and "30 is more than the denominator" in words for words in said(found))


def test_where_nobody_was_discharged_there_is_no_rate() -> None:
    assert len(read(*UNITS, "县12,0,0", "县13,,4").units) == 12


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (UNITS[:4], "too_few_rates"),
        ([f"县{n},{100 + n},0" for n in range(9)], "no_events"),
        ([f"县{n},{100 + n},{100 + n}" for n in range(9)], "no_events"),
        ([f"县{n},10,1" for n in range(MOST + 1)], "too_many_rates"),
    ],
)
def test_what_is_refused(rows: list[str], code: str) -> None:
    with pytest.raises(IntakeProblem) as refused:
        read(*rows)
    assert refused.value.code == code


def test_both_columns_have_to_be_said() -> None:
    with pytest.raises(IntakeProblem) as refused:
        read(*UNITS, unit="县", numerator="再入院人次")
    assert refused.value.code == "no_rate"


def test_most_rows_bad_refuse_the_file_with_cells_named() -> None:
    with pytest.raises(IntakeProblem) as refused:
        read(*[f"县{n},10,{11 if n % 2 else 3}" for n in range(12)])
    assert "is more than the denominator" in str(refused.value)
