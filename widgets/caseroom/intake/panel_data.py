"""Units over times, some of them under a programme from a time on: what a comparison of before and after needs."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.intake.cells import is_missing, plain, read_yes
from caseroom.intake.columns import Chosen, Columns, LeftOut, asked_decimals, checked, told_decimals
from caseroom.intake.kind import DECIMAL, ColumnRole, Kind, Mapped
from caseroom.intake.numbers import read_number
from caseroom.intake.periods import Period, read_period
from caseroom.intake.problems import N_, IntakeProblem, shortened
from caseroom.intake.reading import Table

HEADINGS = {
    "unit": "县 区 市 省 单位 地区 个体 街道 学校 医院 编号 unit county city state district site school region id name",
    "time": "年份 年度 年 季度 月份 月 时间 时期 期 year quarter month time period wave date",
    "treated": "试点 处理 政策 干预 treated treatment pilot policy programme program post =d =ez",
    "start": "首次处理 开始年份 起始年份 试点年份 启动年份 gvar firsttreat cohort treatyear startyear",
    "outcome": "得分 结果 指标 满意度 产出 outcome score result rate value =y",
}
MOST_UNITS = 5_000
FEWEST_UNITS, FEWEST_TIMES = 4, 3
WIDE = 3  # times as headings: fewer may be an accident
FOUR = 4  # roles that need a column
MOST_LISTED = 16
SPARSE = 0.5  # of the units: a time at which fewer have a value is left out


@dataclass(frozen=True)
class PanelTable:
    """outcome, treated: (units, times), every cell filled; treated is 0 and from some time on 1 for some units."""

    units: tuple[str, ...]
    times: tuple[str, ...]
    outcome: NDArray[np.float64]
    treated: NDArray[np.float64]
    warnings: tuple[IntakeProblem, ...] = ()


def guess_columns(table: Table) -> dict[str, str | None]:
    """The columns by their headings, else by what only they can hold."""
    columns = Columns(table)
    number = partial(read_number, comma=table.decimals.comma)
    start = columns.by_heading(HEADINGS["start"], _begins)
    treated = columns.by_heading(HEADINGS["treated"], read_yes) or start or columns.by_content(read_yes)
    time = columns.by_heading(HEADINGS["time"], _filled, {treated, start})
    outcome = columns.by_heading(HEADINGS["outcome"], number, {treated, time, start})
    unit = columns.by_heading(HEADINGS["unit"], _filled, {treated, time, outcome, start})
    outcome = outcome or columns.by_content(number, {treated, time, unit, start})
    return {"unit": unit, "time": time, "treated": treated, "outcome": outcome, **asked_decimals(table)}


def confirm(table: Table, mapping: Mapped) -> PanelTable:
    """The panel under a mapping of roles to columns; units with a gap and times of few units are left out and told.

    Raises IntakeProblem for a mapping, cells (each named) or a programme that cannot be.
    """
    chosen = checked(table, mapping, KIND.roles)
    if len(chosen.columns) < FOUR:
        raise _wide(table) or IntakeProblem("no_role_of_panel")
    warnings = [*table.warnings, *told_decimals(table, chosen)]
    frame, times = _read(table, chosen, warnings)
    units = sorted(frame.unit.unique())
    if len(units) > MOST_UNITS:
        raise IntakeProblem("too_many_units", detail={"count": len(units), "limit": MOST_UNITS})
    outcome, treated = (
        frame.pivot(index="unit", columns="time", values=name).reindex(index=units, columns=times).astype(float)
        for name in ("outcome", "treated")
    )
    outcome, treated = _whole(outcome, treated, warnings)
    kept = outcome.columns.tolist()
    _refuse_other_programmes(treated, _listed(kept))
    if not all(read_period(time).plain for time in kept):
        warnings.append(IntakeProblem("order_of_times", detail={"text": _listed(kept)}))
    return PanelTable(
        tuple(map(str, outcome.index)), tuple(kept), outcome.to_numpy(), treated.to_numpy(), tuple(warnings)
    )


def _whole(
    outcome: pd.DataFrame, treated: pd.DataFrame, warnings: list[IntakeProblem]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Without the times that few units have, then without the units that lack one of the others."""
    known = outcome.notna() & treated.notna()
    counts = known.sum()
    sparse = counts.index[counts < SPARSE * len(outcome)].tolist()
    if sparse:
        told = {"count": int(counts[sparse].max()), "total": len(outcome), "text": _listed(sparse)}
        warnings.append(IntakeProblem("times_left_out", detail=told))
    kept = known.drop(columns=sparse)
    if len(kept.columns) < FEWEST_TIMES:
        raise IntakeProblem("too_few_times", detail={"count": len(kept.columns)})
    whole = kept.all(axis=1)
    if not whole.all():
        first = str(whole.index[~whole][0])
        detail = {"count": int((~whole).sum()), "total": len(outcome), "first": shortened(first)}
        warnings.append(IntakeProblem("units_left_out", detail=detail))
    if whole.sum() < FEWEST_UNITS:
        detail = {"count": int(whole.sum()), "times": _listed(kept.columns)}
        raise IntakeProblem("too_few_units", detail=detail)
    return outcome.loc[whole, kept.columns], treated.loc[whole, kept.columns]


def _read(table: Table, chosen: Chosen, warnings: list[IntakeProblem]) -> tuple[pd.DataFrame, list[str]]:
    """(unit, time, treated, outcome of each row, the times in order); a few rows are left out.

    A time that is written in several ways is called by the one that is used most.
    A unit may be called NA: only an empty cell names none.
    """
    cells = {role: table.frame[column].tolist() for role, column in chosen.columns.items()}
    begins = _begin_times(cells["treated"], cells["time"])
    if begins:
        told = {"text": shortened(next(cell for cell in cells["treated"] if cell in begins))}
        warnings.append(IntakeProblem("first_treatment", column=chosen.columns["treated"], detail=told))
    number, left_out, seen = partial(read_number, comma=chosen.comma(table)), LeftOut(), set()
    written: dict[Period, Counter[str]] = {}
    rows = []
    for place, row in enumerate(table.frame.index):
        unit, label = cells["unit"][place].strip(), cells["time"][place].strip()
        if not unit or not label:
            left_out.note(row, IntakeProblem("bad_unit_or_time", row))
            continue
        time = read_period(label)
        if (unit, time) in seen:
            raise IntakeProblem("twice", row, detail={"unit": shortened(unit), "time": shortened(label)})
        seen.add((unit, time))
        written.setdefault(time, Counter())[shortened(label)] += 1
        on, outcome = cells["treated"][place], cells["outcome"][place]
        treated: float | bool | None = _on(begins, on, time) if begins else read_yes(on)
        known = None if is_missing(outcome) else number(outcome)
        for role, code, value, cell in (
            ("treated", "bad_treated", treated, on),
            ("outcome", "bad_number", known, outcome),
        ):
            if value is None and not is_missing(cell):
                left_out.note(row, IntakeProblem(code, row, chosen.columns[role], {"text": shortened(cell)}))
        rows.append((unit, time, treated, known))
    warnings += left_out.told(len(table.frame))
    labels = {time: ways.most_common(1)[0][0] for time, ways in written.items()}
    frame = pd.DataFrame(rows, columns=["unit", "time", "treated", "outcome"])
    return frame.assign(time=frame.time.map(labels)), [labels[time] for time in sorted(labels)]


def _begin_times(treated: list[str], times: list[str]) -> dict[str, Period]:
    """Where the column holds not yes and no but the time at which the programme begins: that time by its cell."""
    unclear = {cell for cell in treated if not is_missing(cell) and read_yes(cell) is None}
    known = {read_period(time) for time in set(times) if time}
    begins = {cell: read_period(cell) for cell in unclear if read_period(cell) in known}
    others = [cell for cell in unclear if cell not in begins and _begins(cell) is None]
    return begins if begins and not others else {}


def _on(begins: dict[str, Period], cell: str, time: Period) -> float:
    return float(cell in begins and begins[cell] <= time)


def _begins(cell: str) -> Period | float | None:
    """The time at which a programme begins, or 0, never, inf for none."""
    period = read_period(cell)
    never = plain(cell) in ("0", "never", "inf", "infinity", "从未", "无") or is_missing(cell)
    return 0.0 if never else None if period.text else period


def _wide(table: Table) -> IntakeProblem | None:
    """What to say of a table that has a column for each time."""
    times = [column for column in table.columns if re.search(r"(19|20)\d\d", column) and not read_period(column).text]
    return IntakeProblem("wide_panel", detail={"first": times[0], "last": times[-1]}) if len(times) >= WIDE else None


def _refuse_other_programmes(treated: pd.DataFrame, times: str) -> None:
    steps = treated.diff(axis=1)
    for code, wrong in (("it_stops", (steps < 0).any(axis=1)), ("always_had_it", treated.iloc[:, 0] == 1)):
        if wrong.any():
            raise IntakeProblem(code, detail={"unit": shortened(str(wrong.index[wrong][0])), "times": times})
    ever = treated.any(axis=1)
    if not ever.any():
        raise IntakeProblem("nobody_starts")
    if ever.all():
        raise IntakeProblem("everybody_has_it")


def _listed(times: Iterable[str]) -> str:
    """All of a few times; of many the first ones and the last."""
    found = list(times)
    return ", ".join(found if len(found) <= MOST_LISTED else [*found[: MOST_LISTED - 2], "…", found[-1]])


def _filled(cell: str) -> bool | None:
    return True if cell.strip() else None


KIND = Kind(
    name="panel",
    groups=(
        (
            N_("Which column is it? (all four are needed)"),
            (
                ColumnRole("unit", N_("The unit: county, school, office")),
                ColumnRole("time", N_("The time: year, quarter, month")),
                ColumnRole("treated", N_("The programme: 0 before, 1 from its start on; or the time of its start")),
                ColumnRole("outcome", N_("The outcome, a number")),
                DECIMAL,
            ),
        ),
    ),
    words={
        "bring": N_("Bring your own panel"),
        "privacy": N_(
            "The file is read in the memory of the computer that runs this page. No row is written to disk or sent to "
            "the internet; only means by time and the estimates are kept with your work."
        ),
        "check": N_("Check this file"),
        "right": N_("Is this your panel?"),
        "use": N_("Use this panel"),
        "back": N_("Back to the constructed data"),
        "bundled": N_("The panel in these charts"),
        "yours": N_("Your panel in these charts"),
        "lacks": N_("What this file cannot show"),
        "named": N_("A panel of my own"),
    },
    guess=guess_columns,
    confirm=confirm,
)
