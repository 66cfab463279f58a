"""Units over times, some of them under a programme from a time on: what a comparison of before and after needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom.intake import values
from caseroom.intake.columns import Columns, checked
from caseroom.intake.kind import ColumnRole, Kind, Mapped
from caseroom.intake.problems import N_, IntakeProblem, IntakeProblems, shortened
from caseroom.intake.reading import Table

HEADINGS = {
    "unit": "县 区 市 省 单位 地区 个体 街道 学校 医院 编号 unit county city state district site school region id name",
    "time": "年份 年度 年 季度 月份 月 时间 时期 期 year quarter month time period wave date",
    "treated": "试点 处理 政策 干预 treated treatment pilot policy programme program post =d =ez",
    "outcome": "得分 结果 指标 满意度 产出 outcome score result rate value =y",
}
READERS: Mapping[str, tuple[str, Callable[[str], float | None]]] = {
    "treated": ("bad_treated", values.read_yes),
    "outcome": ("bad_number", values.read_number),
}
MOST_UNITS = 5_000
FEWEST_UNITS, FEWEST_TIMES = 4, 3


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
    treated = columns.by_heading(HEADINGS["treated"], values.read_yes) or columns.by_content(values.read_yes)
    time = columns.by_heading(HEADINGS["time"], _filled, {treated})
    outcome = columns.by_heading(HEADINGS["outcome"], values.read_number, {treated, time})
    unit = columns.by_heading(HEADINGS["unit"], _filled, {treated, time, outcome})
    outcome = outcome or columns.by_content(values.read_number, {treated, time, unit})
    return {"unit": unit, "time": time, "treated": treated, "outcome": outcome}


def confirm(table: Table, mapping: Mapped) -> PanelTable:
    """The panel under a mapping of roles to columns; units with a gap are left out, with a warning.

    Raises IntakeProblem for a mapping, cells (each named) or a programme that cannot be.
    """
    chosen = checked(table, mapping, [role.name for role in KIND.roles])
    if len(chosen) < len(KIND.roles):
        raise IntakeProblem("no_role_of_panel")
    frame = _read(table, chosen)
    units, times = sorted(frame.unit.unique()), sorted(frame.time.unique(), key=_in_time)
    if len(units) > MOST_UNITS:
        raise IntakeProblem("too_many_units", detail={"count": len(units), "limit": MOST_UNITS})
    if len(times) < FEWEST_TIMES:
        raise IntakeProblem("too_few_times", detail={"count": len(times)})
    outcome, treated = (
        frame.pivot(index="unit", columns="time", values=name).reindex(index=units, columns=times).astype(float)
        for name in ("outcome", "treated")
    )
    whole = (outcome.notna() & treated.notna()).all(axis=1)
    warnings = list(table.warnings)
    if not whole.all():
        first = str(whole.index[~whole][0])
        detail = {"count": int((~whole).sum()), "total": len(units), "first": shortened(first)}
        warnings.append(IntakeProblem("units_left_out", detail=detail))
    if whole.sum() < FEWEST_UNITS:
        raise IntakeProblem("too_few_units", detail={"count": int(whole.sum())})
    outcome, treated = outcome[whole], treated[whole]
    _refuse_other_programmes(treated)
    return PanelTable(
        tuple(map(str, outcome.index)), tuple(map(str, times)), outcome.to_numpy(), treated.to_numpy(), tuple(warnings)
    )


def _read(table: Table, chosen: dict[str, str]) -> pd.DataFrame:
    """The four columns as text, text, truth and number; IntakeProblems names the cells that cannot be read."""
    bad: list[IntakeProblem] = []
    cells = {role: table.frame[column].tolist() for role, column in chosen.items()}
    seen: set[tuple[str, str]] = set()
    rows = []
    for place, row in enumerate(table.frame.index):
        cell = {role: found[place] for role, found in cells.items()}
        if values.is_missing(cell["unit"]) or values.is_missing(cell["time"]):
            bad.append(IntakeProblem("bad_unit_or_time", row))
            continue
        unit, time = cell["unit"].strip(), cell["time"].strip()
        if (unit, time) in seen:
            bad.append(IntakeProblem("twice", row, detail={"unit": shortened(unit), "time": shortened(time)}))
        seen.add((unit, time))
        known: list[float | None] = []
        for role, code, read in (
            ("treated", "bad_treated", values.read_yes),
            ("outcome", "bad_number", values.read_number),
        ):
            value = None if values.is_missing(cell[role]) else read(cell[role])
            if value is None and not values.is_missing(cell[role]):
                bad.append(IntakeProblem(code, row, chosen[role], {"text": shortened(cell[role])}))
            known.append(value)
        rows.append((unit, time, *known))
    if bad:
        raise IntakeProblems(bad)
    return pd.DataFrame(rows, columns=["unit", "time", "treated", "outcome"])


def _refuse_other_programmes(treated: pd.DataFrame) -> None:
    steps = treated.diff(axis=1)
    for code, wrong in (("it_stops", (steps < 0).any(axis=1)), ("always_had_it", treated.iloc[:, 0] == 1)):
        if wrong.any():
            raise IntakeProblem(code, detail={"unit": shortened(str(wrong.index[wrong][0]))})
    ever = treated.any(axis=1)
    if not ever.any():
        raise IntakeProblem("nobody_starts")
    if ever.all():
        raise IntakeProblem("everybody_has_it")


def _filled(cell: str) -> bool | None:
    return None if values.is_missing(cell) else True


def _in_time(text: str) -> tuple[int, float, str]:
    """Numbers in order, then dates, then texts as they are written."""
    number = values.read_number(text)
    if number is not None:
        return 0, number, ""
    moment = values.read_moment(text)
    return (1, moment.timestamp(), "") if moment else (2, 0.0, text)


KIND = Kind(
    name="panel",
    groups=(
        (
            N_("Which column is it? (all four are needed)"),
            (
                ColumnRole("unit", N_("The unit: county, school, office")),
                ColumnRole("time", N_("The time: year, quarter, month")),
                ColumnRole("treated", N_("The programme: 0 before, 1 from its start on")),
                ColumnRole("outcome", N_("The outcome, a number")),
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
        "back": N_("Back to the constructed counties"),
        "bundled": N_("The panel in these charts"),
        "yours": N_("Your panel in these charts"),
        "lacks": N_("What this file cannot show"),
        "named": N_("A panel of my own"),
    },
    guess=guess_columns,
    confirm=confirm,
)
