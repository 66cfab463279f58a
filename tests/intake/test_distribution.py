"""A distribution of one's own: what is read from it, and what is said of files that cannot be one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseroom.intake import IntakeProblem, IntakeProblems, read_table, sentences
from caseroom.intake.distribution import MOST_BINS, Distribution, confirm, guess_columns
from caseroom.methods.bunching import Bunching, excess_mass


def distribution(text: str, name: str = "mine.csv") -> Distribution:
    table = read_table(text.encode(), name)
    return confirm(table, guess_columns(table))


def counts(rows: dict[float, int], heading: str = "minutes,count") -> str:
    return "\n".join([heading, *(f"{value:g},{count}" for value, count in rows.items())])


HILL = {float(n): round(200 * np.exp(-(((n - 10) / 5) ** 2))) + 5 for n in range(24)}


def test_values_and_counts() -> None:
    found = distribution(counts({**HILL, 7.0: HILL[7] + 300}, "分钟数,件数"))
    assert found.width == 1 and len(found.starts) == 24
    assert found.target == 7 and found.guessed, "where the counts drop most"
    assert [problem.code for problem in found.warnings] == ["guessed_target"]
    assert found.counts[7] == HILL[7] + 300 and found.starts[7] == 6, "what meets the target ends at it"


def test_a_column_names_the_target() -> None:
    rows = [f"{value:g},{count},12" for value, count in HILL.items()]
    found = distribution("\n".join(["minutes,count,target", *rows]))
    assert found.target == 12 and found.warnings == ()


def test_raw_durations_are_put_in_bins_that_start_at_a_round_number() -> None:
    random = np.random.default_rng(1)
    values = np.where(random.random(4_000) < 0.2, 7.9, random.lognormal(2, 0.5, 4_000))
    found = distribution("\n".join(["wait_minutes", *(f"{value:.2f}" for value in values)]))
    assert found.target == 8
    assert found.width in (0.1, 0.2, 0.25, 0.5, 1)
    assert sum(found.counts) > 3_900, "all but the ends"


@pytest.mark.parametrize("form", ["{m}:{s:02}", "{m}分{s}秒", "0:{m:02}:{s:02}"])
def test_durations_are_read_in_minutes_and_that_is_said(form: str) -> None:
    random = np.random.default_rng(3)
    seconds = random.lognormal(6, 0.5, 800).astype(int) % 3_600
    cells = [form.format(m=s // 60, s=s % 60) for s in seconds]
    found = distribution("\n".join(["用时", *cells]))
    assert sum(found.counts) > 780
    assert 2 < np.average(found.starts, weights=found.counts) < 15, "minutes"
    assert "read_as_minutes" in [problem.code for problem in found.warnings]


def test_gaps_between_values_count_nought() -> None:
    rows = {value: count for value, count in HILL.items() if value != 15}
    assert distribution(counts(rows)).counts[15] == 0


def test_missing_cells_are_left_aside() -> None:
    assert distribution(counts(HILL) + "\n-,5\n").counts[-1] == HILL[23.0]


def heaped(n: int = 20_000, step: int = 10, share: float = 0.35) -> np.ndarray:
    """Whole minutes, of which a share is rounded to tens; no target, no bunching."""
    random = np.random.default_rng(4)
    values = np.rint(random.gamma(6, 25, n))
    rounded = random.random(n) < share
    values[rounded] = np.rint(values[rounded] / step) * step
    return values


def read(
    values: np.ndarray, target: float | None = None, reward: str = "at_most", heading: str = "wait"
) -> Distribution:
    rows = (f"{value:g}" if target is None else f"{value:g},{target:g}" for value in values)
    table = read_table("\n".join([heading if target is None else f"{heading},target", *rows]).encode(), "mine.csv")
    return confirm(table, {**guess_columns(table), "reward": reward})


def estimate(found: Distribution) -> Bunching:
    reach = 2 * found.width
    left_out = np.array(found.heaped)
    return excess_mass(
        np.array(found.starts), np.array(found.counts), found.target, reach, reach, found.rewarded, left_out
    )


def test_rounded_minutes_are_said_and_not_taken_for_bunching() -> None:
    off = read(heaped(), 155)
    assert [p.code for p in off.warnings] == ["heaped"] and off.warnings[0].detail["step"] == 10
    found = estimate(off)
    assert found.low < 0 < found.high
    on = read(heaped(), 240)
    assert [p.code for p in on.warnings] == ["heaped_target"] and on.heaped_target


def test_what_gathers_at_the_target_alone_is_no_heap() -> None:
    values = np.rint(np.random.default_rng(5).gamma(6, 25, 20_000))
    late = (values > 240) & (values < 260) & (np.random.default_rng(6).random(20_000) < 0.6)
    values[late] = 240
    at_most = read(values, 240)
    assert not at_most.warnings
    found = estimate(at_most)
    assert found.low <= late.sum() <= found.high, "those moved onto the limit stand below it"
    assert estimate(read(values, 240, "below")).high < late.sum(), "by another rule they stand behind it"


def test_marks_that_were_lifted_to_the_pass_mark_are_an_excess_above_it() -> None:
    random = np.random.default_rng(7)
    values = np.clip(np.rint(random.normal(66, 12, 12_000)), 0, 100)
    lifted = (values >= 56) & (values < 60) & (random.random(12_000) < 0.5)
    values[lifted] = 60 + random.integers(0, 2, lifted.sum())
    rows = [f"{value:g},60" for value in values]
    table = read_table("\n".join(["score,target", *rows]).encode(), "mine.csv")
    assert guess_columns(table)["reward"] == "at_least"
    found = confirm(table, guess_columns(table))
    assert found.rewarded == "above" and not found.warnings
    assert estimate(found).excess == pytest.approx(lifted.sum(), rel=0.2)


def test_an_answer_that_was_not_offered_is_refused() -> None:
    table = read_table(counts(HILL).encode(), "mine.csv")
    with pytest.raises(IntakeProblem):
        confirm(table, {**guess_columns(table), "reward": "sideways"})


@settings(max_examples=40)
@given(st.lists(st.floats(-1e6, 1e6), min_size=100, max_size=300))
def test_any_numbers_make_a_distribution_or_a_sentence(values: list[float]) -> None:
    try:
        found = distribution("\n".join(["value", *(f"{value:.4f}" for value in values)]))
    except IntakeProblem as problem:
        assert sentences(problem, lambda text: text)
    else:
        assert sum(found.counts) <= len(values) and found.width > 0 and found.target in found.starts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("minutes,count\n" + "\n".join(f"{n},x" for n in range(30)), "bad_count"),
        ("minutes,count\n" + "\n".join(f"{n},-3" for n in range(30)), "bad_count"),
        ("minutes,count\n" + "\n".join(f"{n},2.5" for n in range(30)), "bad_count"),
        ("minutes\n" + "\n".join("7" for _ in range(50)), "too_few_values"),
        ("minutes\n" + "\n".join("7" for _ in range(500)), "too_few_bins"),
        ("minutes,count\n1,500\n2,500\n3,500\n", "too_few_bins"),
        (counts({**HILL, 23.7: 40}), "uneven_bins"),
        (counts({0.0: 50, 0.01: 50, float(MOST_BINS): 50}), "too_many_bins"),
        ("minutes,count,target\n" + "\n".join(f"{n},9,{n}" for n in range(30)), "two_targets"),
        ("minutes,count,target\n" + "\n".join(f"{n},9,99" for n in range(30)), "target_outside"),
        ("minutes,count,target\n" + "\n".join(f"{n},9,1" for n in range(30)), "target_outside"),
    ],
)
def test_what_cannot_be_one_is_told_by_name(text: str, code: str) -> None:
    table = read_table(text.encode(), "mine.csv")
    mapping = {"value": "minutes", "count": "count" if "count" in table.columns else None}
    mapping["target"] = "target" if "target" in table.columns else None
    with pytest.raises(IntakeProblem) as caught:
        confirm(table, mapping)
    problem = caught.value
    codes = [p.code for p in problem.problems] if isinstance(problem, IntakeProblems) else [problem.code]
    assert code in codes
    assert all(sentences(problem, lambda text: text))


def test_words_among_the_values_are_named_by_row_and_column() -> None:
    table = read_table(("minutes\n" + "\n".join(["7", "ten", "8"] * 50)).encode(), "mine.csv")
    with pytest.raises(IntakeProblems) as caught:
        confirm(table, {"value": "minutes", "count": None, "target": None})
    first = caught.value.problems[0]
    assert (first.row, first.column) == (3, "minutes") and "ten" in str(first)


def test_without_values_nothing_is_read() -> None:
    table = read_table(b"a,b\n1,2\n", "mine.csv")
    with pytest.raises(IntakeProblem, match="values"):
        confirm(table, {"value": None, "count": "b"})
