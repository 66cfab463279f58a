"""How often each value comes: a table of values and counts, or one value a row, and the target it is held against."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from caseroom.intake.cells import is_missing
from caseroom.intake.columns import Columns, LeftOut, asked_decimals, checked, told_decimals
from caseroom.intake.durations import read_duration
from caseroom.intake.heaping import finest_step, heap
from caseroom.intake.kind import DECIMAL, ColumnRole, Kind, Mapped
from caseroom.intake.numbers import read_number
from caseroom.intake.problems import N_, IntakeProblem, shortened
from caseroom.intake.reading import Table

REWARDS = {
    "at_most": N_("the target and what is below it (“within four hours”)"),
    "below": N_("only what is below the target"),
    "at_least": N_("the target and what is above it (“60 marks to pass”)"),
    "above": N_("only what is above the target"),
}
MARKS = "分数 得分 成绩 score marks grade points"  # of which more is better
HEADINGS = {
    "value": "时长 用时 等待 耗时 分钟 分数 得分 数值 =值 minutes duration time wait value score marks days hours",
    "count": "频数 件数 人数 次数 数量 =数 count frequency freq number =n cases calls",
    "target": "时限 目标 指标 及格线 target limit threshold cutoff",
}
FEWEST_VALUES, FEWEST_BINS, MOST_BINS = 100, 16, 400
AIM = 60  # bins for single values
ENDS = 0.005  # share of single values left out on either side, lest one far one stretches the bins
NEAR = 4  # bins that must lie on either side of the target


@dataclass(frozen=True)
class Distribution:
    """counts of values between start and start + width for each of `starts`, in the file's unit; `target` is a start.

    rewarded: on which side of the target it pays to be; a value on the edge of a bin stands on its own side of the
    target. guessed: nobody named the target. heaped: the bins that hold round values, which stand out by themselves;
    heaped_target: so does the target.
    """

    starts: tuple[float, ...]
    counts: tuple[int, ...]
    width: float
    target: float
    warnings: tuple[IntakeProblem, ...] = ()
    rewarded: Literal["below", "above"] = "below"
    guessed: bool = False
    heaped: tuple[bool, ...] = ()
    heaped_target: bool = False


def guess_columns(table: Table) -> dict[str, str | None]:
    """The columns by their headings, or the first with numbers or durations for the values; of marks more is better."""
    columns, comma = Columns(table), table.decimals.comma
    value_in, count_in, number_in = (partial(read, comma=comma) for read in (_value, _count, read_number))
    count = columns.by_heading(HEADINGS["count"], count_in)
    target = columns.by_heading(HEADINGS["target"], number_in, {count})
    value = columns.by_heading(HEADINGS["value"], value_in, {count, target})
    value = value or columns.by_content(value_in, {count, target})
    marks = value is not None and value == columns.by_heading(MARKS, value_in, {count, target})
    reward = "at_least" if marks else "at_most"
    return {"value": value, "count": count, "target": target, "reward": reward, **asked_decimals(table)}


def confirm(table: Table, mapping: Mapped) -> Distribution:
    """The distribution under a mapping of roles to columns; a few rows that cannot be read are left out and told.

    Raises IntakeProblem for a mapping, cells (each named) or a target that cannot be.
    """
    chosen = checked(table, mapping, KIND.roles)
    columns, reward = chosen.columns, chosen.answers.get("reward", "at_most")
    if "value" not in columns:
        raise IntakeProblem("no_value")
    left_out, comma = LeftOut(), chosen.comma(table)
    numbers = _numbers(table, columns["value"], partial(_value, comma=comma), "bad_number", left_out)
    weights = np.ones(len(numbers))
    if "count" in columns:
        weights = _numbers(table, columns["count"], partial(_count, comma=comma), "bad_count", left_out)
    target = _target(table, columns["target"], comma, left_out) if "target" in columns else None
    warnings = (*table.warnings, *told_decimals(table, chosen), *left_out.told(len(table.frame)))
    known = ~np.isnan(numbers) & ~np.isnan(weights)
    edge_below = reward in ("at_most", "above")
    if "count" in columns or _few_steps(numbers[known]):
        bins = _tabled(numbers[known], weights[known], target, edge_below)
    else:
        bins = _binned(numbers[known], target, edge_below)
    return _against_target(bins, target, reward, (*warnings, *_durations(table, columns["value"])))


@dataclass(frozen=True)
class _Bins:
    """`heap`: the round step on which values gather, if they do."""

    starts: NDArray[np.float64]
    counts: NDArray[np.int64]
    width: float
    heap: float | None


def _against_target(bins: _Bins, named: float | None, reward: str, warnings: tuple[IntakeProblem, ...]) -> Distribution:
    """The bins with a target among their edges and all that is worth knowing about it."""
    starts, width = bins.starts, bins.width
    if len(starts) < FEWEST_BINS:
        raise IntakeProblem("too_few_bins", detail={"count": len(starts), "least": FEWEST_BINS})
    rewarded: Literal["below", "above"] = "below" if reward in ("at_most", "below") else "above"
    target = _steepest(starts, bins.counts, rewarded) if named is None else named
    place = int(np.argmin(np.abs(starts - target)))
    if not NEAR <= place <= len(starts) - NEAR or abs(starts[place] - target) > width:
        raise IntakeProblem("target_outside", detail={"target": target})
    if named is None:
        warnings = (*warnings, IntakeProblem("guessed_target", detail={"target": target}))
    heaped, on_heap = np.zeros(len(starts), dtype=bool), False
    if bins.heap is not None:
        on_heap = bool(abs(target / bins.heap - round(target / bins.heap)) < 1e-6)
        code = "heaped_target" if on_heap else "heaped"
        warnings = (*warnings, IntakeProblem(code, detail={"step": bins.heap, "target": target}))
        heaped = _holding(bins, reward in ("at_most", "above"))
    return Distribution(
        tuple(map(float, starts)),
        tuple(map(int, bins.counts)),
        width,
        float(starts[place]),
        warnings,
        rewarded,
        named is None,
        tuple(map(bool, heaped)),
        on_heap,
    )


def _holding(bins: _Bins, edge_below: bool) -> NDArray[np.bool_]:
    """Which bins hold a multiple of the heap; none where each holds as many as the next."""
    step = bins.heap or 1.0
    if abs(bins.width / step - round(bins.width / step)) < 1e-6:
        return np.zeros(len(bins.starts), dtype=bool)
    nudge = 1e-6 * bins.width * (1 if edge_below else -1)
    low, high = bins.starts + nudge, bins.starts + bins.width + nudge
    return np.asarray(np.floor(high / step) > np.floor(low / step))


def _few_steps(found: NDArray[np.float64]) -> bool:
    """Whole days, whole marks: single values that a table of counts would hold as they are, and are then read so."""
    step = finest_step(found)
    return step is not None and len(found) > 0 and (found.max() - found.min()) / step <= AIM


def _binned(found: NDArray[np.float64], target: float | None, edge_below: bool) -> _Bins:
    """Single values in bins of a round width, one of which starts at the target."""
    if len(found) < FEWEST_VALUES:
        raise IntakeProblem("too_few_values", detail={"count": len(found), "least": FEWEST_VALUES})
    low, high = np.quantile(found, [ENDS, 1 - ENDS])
    step = finest_step(found)
    width = _round_width((high - low) / AIM, step) if high > low else 1.0
    zero = target or 0.0
    first, last = (math.floor((end - zero) / width) for end in (low, high))
    starts = np.round(zero + width * np.arange(first - edge_below, last + 1), 9)
    shift = width * 1e-7 * (1 if edge_below else -1)  # a value on an edge goes where the rule puts it
    counts = np.histogram(found, np.append(starts, starts[-1] + width) + shift)[0]
    return _Bins(starts, counts, width, heap(found, np.ones(len(found)), step, target))


def _round_width(width: float, step: float | None) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten; a multiple of the values' own `step`, lest bins go empty."""
    width = max(width, step or 0.0)
    power = 10 ** math.floor(math.log10(width))
    round_ones = [times * power for times in (1, 2, 2.5, 5, 10) if times * power >= width * (1 - 1e-9)]
    if step is None:
        return float(round_ones[0])
    fitting = [one for one in round_ones if abs(one / step - round(one / step)) < 1e-6]
    return float(fitting[0] if fitting else step * math.ceil(width / step - 1e-9))


def _tabled(found: NDArray[np.float64], weights: NDArray[np.float64], target: float | None, edge_below: bool) -> _Bins:
    """A table's values in bins of their own distance; values that it leaves out between others count nought.

    A value stands for itself: where a value on the target belongs below it, its bin ends there instead of beginning.
    """
    starts, place = np.unique(found, return_inverse=True)
    counts = np.bincount(place, weights=weights)
    if counts.sum() < FEWEST_VALUES:
        raise IntakeProblem("too_few_values", detail={"count": int(counts.sum()), "least": FEWEST_VALUES})
    steps = np.diff(starts)
    width = float(steps.min()) if len(steps) else 1.0
    multiples = steps / width
    odd = np.flatnonzero(np.abs(multiples - np.rint(multiples)) > 1e-6)
    if len(odd):
        first, second, third = starts[max(odd[0] - 1, 0) :][:3]  # a step that is odd is one of two at least
        raise IntakeProblem(
            "uneven_bins", detail={"first": f"{first:g}", "second": f"{second:g}", "third": f"{third:g}"}
        )
    number = int(np.rint((starts[-1] - starts[0]) / width)) + 1
    if number > MOST_BINS:
        raise IntakeProblem("too_many_bins", detail={"count": number, "limit": MOST_BINS})
    full = np.zeros(number, dtype=np.int64)
    full[np.rint((starts - starts[0]) / width).astype(int)] = counts.astype(np.int64)
    first = starts[0] - width * edge_below
    step = finest_step(starts)
    return _Bins(np.round(first + width * np.arange(number), 9), full, width, heap(found, weights, step, target))


def _steepest(starts: NDArray[np.float64], counts: NDArray[np.int64], rewarded: Literal["below", "above"]) -> float:
    """The start on whose rewarded side most stand too many: the largest step, in standard errors of a difference."""
    before, behind = counts[:-1], counts[1:]
    drop = (before - behind) / np.sqrt(np.maximum(before + behind, 1)) * (1 if rewarded == "below" else -1)
    inside = slice(NEAR - 1, len(drop) - NEAR + 1)
    return float(starts[1:][inside][np.argmax(drop[inside])])


def _value(cell: str, comma: bool) -> float | None:
    """A number as it stands; a duration such as 3:20 or 3分20秒 in minutes."""
    number = read_number(cell, comma)
    if number is not None:
        return number
    seconds = read_duration(cell, comma=comma)
    return None if seconds is None else seconds / 60


def _durations(table: Table, column: str) -> list[IntakeProblem]:
    """What is worth knowing where durations were turned into minutes."""
    cells = table.frame[column]
    duration = next(
        (cell for cell in cells.unique() if read_number(cell) is None and read_duration(cell) is not None), ""
    )
    return [IntakeProblem("read_as_minutes", column=column, detail={"text": shortened(duration)})] if duration else []


def _count(cell: str, comma: bool) -> float | None:
    number = read_number(cell, comma)
    return number if number is not None and number >= 0 and number % 1 == 0 else None


def _numbers(
    table: Table, column: str, read: Callable[[str], float | None], code: str, left_out: LeftOut
) -> NDArray[np.float64]:
    """Each cell's number, NaN where there is none; what is not one is noted."""
    numbers = np.full(len(table.frame), np.nan)
    rows = table.frame.index.tolist()
    for place, cell in enumerate(table.frame[column].tolist()):
        if is_missing(cell):
            continue
        number = read(cell)
        if number is None:
            left_out.note(rows[place], IntakeProblem(code, rows[place], column, {"text": shortened(cell)}))
        else:
            numbers[place] = number
    return numbers


def _target(table: Table, column: str, comma: bool, left_out: LeftOut) -> float | None:
    named = np.unique(_numbers(table, column, partial(_value, comma=comma), "bad_number", left_out))
    named = named[~np.isnan(named)]
    if len(named) > 1:
        raise IntakeProblem("two_targets", column=column)
    return float(named[0]) if len(named) else None


KIND = Kind(
    name="distribution",
    groups=(
        (
            N_("What was measured? (needed)"),
            (ColumnRole("value", N_("The value: minutes, days, marks")),),
        ),
        (
            N_("What else does the file say? (as far as it does)"),
            (
                ColumnRole("count", N_("How often the value came; without it every row is one")),
                ColumnRole("target", N_("The target, the same in every row")),
            ),
        ),
        (
            N_("Where does the target put the reward?"),
            (ColumnRole("reward", N_("Who meets the target"), choices=REWARDS), DECIMAL),
        ),
    ),
    words={
        "bring": N_("Bring your own distribution"),
        "privacy": N_(
            "The file is read in the memory of the computer that runs this page. No row is written to disk or sent to "
            "the internet; only counts by bin are kept with your work."
        ),
        "check": N_("Check this file"),
        "right": N_("Is this your distribution?"),
        "use": N_("Use this distribution"),
        "back": N_("Back to the constructed data"),
        "bundled": N_("The distribution in these charts"),
        "yours": N_("Your distribution in these charts"),
        "lacks": N_("What this file cannot show"),
        "named": N_("A distribution of my own"),
    },
    guess=guess_columns,
    confirm=confirm,
)
