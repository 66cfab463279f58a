"""A table of rates that a student brings: units, what is counted in each, and out of how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from caseroom.intake.cells import is_missing, plain
from caseroom.intake.columns import Columns, LeftOut, asked_decimals, checked, told_decimals
from caseroom.intake.kind import DECIMAL, ColumnRole, Kind, Mapped
from caseroom.intake.numbers import read_number
from caseroom.intake.problems import N_, IntakeProblem, shortened
from caseroom.intake.reading import Table

HEADINGS = {
    "unit": "网络 单位 医院 学校 县 区 市 机构 街道 编号 unit network hospital school county district name site id",
    "numerator": "再入院 分子 例数 件数 投诉 numerator readmitted events cases =n =x count",
    "denominator": "出院 分母 总数 人次 人数 合计 denominator discharges total population =of patients",
}
FEWEST, MOST = 5, 2_000
YEARS = range(1950, 2101)
ENOUGH, ROUND = 8, 0.75  # large numerators of which so many are round that they look rounded
Pair = tuple[float, float]
"""Numerator and denominator."""
WORDS = {
    "no_rate": N_("Say which columns hold the numerator and the denominator."),
    "above_all": N_("Row {row}, column “{column}”: {text} is more than the denominator."),
    "no_count": N_("Row {row}, column “{column}”: “{text}” is no whole number from 0 up."),
    "sum_of_all": N_("Row {row} is the sum of all others and was left out: {text}."),
    "same_name": N_("Rows that name the same unit were added up: {count}, for example “{text}”."),
    "too_few_rates": N_("There are {count} units that can be read; at least {least} are needed."),
    "too_many_rates": N_("There are {count} rows; at most {limit} are taken."),
    "heaped": N_(
        "{count} of {of} numerators are multiples of {step}: they look rounded, and rounding makes units look more "
        "different than they are."
    ),
    "no_events": N_("The numerator is nought everywhere, or as large as the denominator everywhere."),
}


@dataclass(frozen=True)
class Rates:
    """counts: the denominators, cases: the numerators, of the `units`; several rows of one unit are added up."""

    units: tuple[str, ...]
    counts: NDArray[np.float64]
    cases: NDArray[np.float64]
    warnings: tuple[IntakeProblem, ...] = ()


def guess_columns(table: Table) -> dict[str, str | None]:
    """The columns by their headings, else the first two with counts and the first with names.

    Years and running numbers count nothing. Where no heading says which count is which, the numerator is the one that
    is the smaller in most rows.
    """
    columns, count = Columns(table), partial(_count, comma=table.decimals.comma)
    aside = {column for column in columns.names if _dates_or_numbers_rows(table.frame[column].tolist(), count)}
    over = columns.by_heading(HEADINGS["numerator"], count)
    of = columns.by_heading(HEADINGS["denominator"], count, {over})
    said = over is not None or of is not None
    unit = columns.by_heading(HEADINGS["unit"], _name, {over, of})
    over = over or columns.by_content(count, {of, unit, *aside})
    of = of or columns.by_content(count, {over, unit, *aside})
    unit = unit or columns.by_content(_name, {over, of, *aside}) or columns.by_content(_name, {over, of})
    if not said and over and of and _larger(table, over, of, count):
        over, of = of, over
    return {"unit": unit, "numerator": over, "denominator": of, **asked_decimals(table)}


def _dates_or_numbers_rows(cells: list[object], count: Callable[[str], float | None]) -> bool:
    """Whether a column holds years, or 1, 2, 3 and so on."""
    found = [count(str(cell)) for cell in cells if not is_missing(str(cell))]
    if not found or None in found:
        return False
    return all(value in YEARS for value in found) or found == list(range(1, len(found) + 1))


def _larger(table: Table, one: str, other: str, count: Callable[[str], float | None]) -> bool:
    """Whether a column of counts lies above another in most rows."""
    pairs = zip(table.frame[one].astype(str).map(count), table.frame[other].astype(str).map(count), strict=True)
    above = [a > b for a, b in pairs if a is not None and b is not None and a != b]
    return 2 * sum(above) > len(above)


def confirm(table: Table, mapping: Mapped) -> Rates:
    """The rates under a mapping; IntakeProblem for a mapping or cells (each named) that cannot be."""
    chosen = checked(table, mapping, KIND.roles)
    if not {"numerator", "denominator"} <= set(chosen.columns):
        raise IntakeProblem("no_rate", words=WORDS["no_rate"])
    if len(table.frame) > MOST:
        words = WORDS["too_many_rates"]
        raise IntakeProblem("too_many_rates", detail={"count": len(table.frame), "limit": MOST}, words=words)
    read, left_out = partial(_count, comma=chosen.comma(table)), LeftOut()
    rows: list[tuple[int, str, Pair]] = []
    for place, row in enumerate(table.frame.index.tolist()):
        pair = _row(table, chosen.columns, place, row, read, left_out)
        if pair is not None:
            unit = str(table.frame[chosen.columns["unit"]].iloc[place]) if "unit" in chosen.columns else str(place + 1)
            rows.append((row, unit, pair))
    rows, told = _without_their_sum(rows)
    found: dict[str, Pair] = {}
    for _, unit, (over, of) in rows:
        before = found.get(unit, (0.0, 0.0))
        found[unit] = (before[0] + over, before[1] + of)
    told += _said_twice([unit for _, unit, _ in rows])
    warnings = (*table.warnings, *told_decimals(table, chosen), *left_out.told(len(table.frame)), *told)
    if len(found) < FEWEST:
        words = WORDS["too_few_rates"]
        raise IntakeProblem("too_few_rates", detail={"count": len(found), "least": FEWEST}, words=words)
    cases, counts = (np.array([pair[n] for pair in found.values()]) for n in (0, 1))
    if not 0 < cases.sum() < counts.sum():
        raise IntakeProblem("no_events", words=WORDS["no_events"])
    return Rates(tuple(found), counts, cases, (*warnings, *_heaped(cases)))


def _heaped(cases: NDArray[np.float64]) -> list[IntakeProblem]:
    """That numerators are round: of numbers as they come one in five is a multiple of five, one in ten of ten."""
    for step in (10, 5):
        large = cases[cases >= 2 * step]
        many = int((large % step == 0).sum())
        if len(large) >= ENOUGH and many >= ROUND * len(large):
            detail = {"count": many, "of": len(large), "step": step}
            return [IntakeProblem("heaped", detail=detail, words=WORDS["heaped"])]
    return []


def _without_their_sum(rows: list[tuple[int, str, Pair]]) -> tuple[list[tuple[int, str, Pair]], list[IntakeProblem]]:
    """The rows without one that is the sum of all others, which is no unit whatever it is called, and what is said."""
    total = tuple(sum(pair[n] for _, _, pair in rows) for n in (0, 1))
    sums = [one for one in rows if (2 * one[2][0], 2 * one[2][1]) == total]
    if len(rows) <= FEWEST or len(sums) != 1:
        return rows, []
    row, unit, _ = sums[0]
    told = IntakeProblem("sum_of_all", row, detail={"text": shortened(unit)}, words=WORDS["sum_of_all"])
    return [one for one in rows if one is not sums[0]], [told]


def _said_twice(units: list[str]) -> list[IntakeProblem]:
    """That rows were added up: right for years of one unit, wrong where the column names none."""
    seen = Counter(units)
    again = len(units) - len(seen)
    if not again:
        return []
    detail = {"count": again, "text": shortened(seen.most_common(1)[0][0])}
    return [IntakeProblem("same_name", detail=detail, words=WORDS["same_name"])]


def _row(
    table: Table,
    columns: dict[str, str],
    place: int,
    row: int,
    read: Callable[[str], float | None],
    left_out: LeftOut,
) -> Pair | None:
    """Numerator and denominator of a row; None where either is missing, nought below, or cannot be."""
    pair = []
    for role in ("numerator", "denominator"):
        cell = str(table.frame[columns[role]].iloc[place])
        if is_missing(cell):
            return None
        number = read(cell)
        if number is None:
            told = IntakeProblem("no_count", row, columns[role], {"text": shortened(cell)}, WORDS["no_count"])
            left_out.note(row, told)
            return None
        pair.append(number)
    over, of = pair
    if over > of:
        told = IntakeProblem("above_all", row, columns["numerator"], {"text": f"{over:g}"}, WORDS["above_all"])
        left_out.note(row, told)
        return None
    return (over, of) if of > 0 else None


def _count(cell: str, comma: bool) -> float | None:
    """A whole number from 0 up; a share in per cent counts nothing."""
    number = None if cell.rstrip().endswith(("%", "％")) else read_number(cell, comma)
    return number if number is not None and number >= 0 and number % 1 == 0 else None


def _name(cell: str) -> str | None:
    return plain(cell) or None


KIND = Kind(
    name="rates",
    groups=(
        (
            N_("Which rate? (needed)"),
            (
                ColumnRole("numerator", N_("The numerator: how many had it, for example were readmitted")),
                ColumnRole("denominator", N_("The denominator: out of how many, for example discharged")),
            ),
        ),
        (
            N_("Of whom? (as far as the file says)"),
            (ColumnRole("unit", N_("The unit: hospital, school, county")), DECIMAL),
        ),
    ),
    words={
        "bring": N_("Bring your own table"),
        "privacy": N_(
            "The file is read in the memory of the computer that runs this page. No row is written to disk or sent to "
            "the internet; the units' numbers, without their names, are kept with your work."
        ),
        "check": N_("Check this file"),
        "right": N_("Is this your table?"),
        "use": N_("Use this table"),
        "back": N_("Back to the constructed networks"),
        "bundled": N_("The table in these charts"),
        "yours": N_("Your table in these charts"),
        "lacks": N_("What this file cannot show"),
        "named": N_("A table of my own"),
    },
    guess=guess_columns,
    confirm=confirm,
)
