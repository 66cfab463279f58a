"""What the charts of the data call a network, and which they name."""

from __future__ import annotations

import numpy as np
import pytest

from caseroom import catalogue
from caseroom.intake import read_table
from cases.league.own_file import sample
from cases.league.rates_file import confirm, guess_columns
from cases.league.study import League, digest, study

FUNNEL, KNOWN, LATER = study(catalogue.load("league"), "en").charts
BUNDLED = study(catalogue.load("league"), "en").bundled()


def test_the_funnel_names_the_five_networks_outside_the_limits_of_luck_as_the_exhibits_do() -> None:
    named = {mark["label"] for mark in FUNNEL.rows(BUNDLED)["marks"]} - {""}
    assert named == {"N01", "N02", "N13", "N19", "N20", "N23"}  # the smallest, of which the text speaks
    assert [row["label"] for row in KNOWN.rows(BUNDLED)["rows"]][:2] == ["N23 (n = 19)", "N02 (n = 370)"]
    assert LATER.rows(BUNDLED)["rows"][0]["label"].startswith("N33 ")


def test_units_of_an_own_table_have_their_rows_for_names() -> None:
    table = read_table(sample().encode(), "mine.csv")
    own = digest(confirm(table, guess_columns(table)), "mine.csv")
    assert all(row["label"].startswith("No. ") for row in KNOWN.rows(own)["rows"])


def test_where_many_are_outside_only_those_outside_the_wide_limits_are_named() -> None:
    table = read_table(
        ("n,x,n of\n" + "\n".join(f"u{n},{60 + 20 * (n % 8)},1000" for n in range(24))).encode(), "m.csv"
    )
    own = digest(confirm(table, {"numerator": "x", "denominator": "n of"}), "m.csv")
    marks = FUNNEL.rows(own)["marks"]
    assert not any(mark["label"] for mark in marks if mark["kind"] == "baseline")


def own_table(*rows: str) -> League:
    table = read_table("\n".join(("unit,cases,total", *rows)).encode(), "m.csv")
    return digest(confirm(table, {"unit": "unit", "numerator": "cases", "denominator": "total"}), "m.csv")


def test_limits_that_are_rough_for_small_units_say_so() -> None:
    large = [f"u{n},{60 + n},400" for n in range(8)]
    assert "fewer than five cases" not in FUNNEL.describe(own_table(*large))
    assert "Of 36 units about 2 would lie outside" in FUNNEL.describe(BUNDLED)
    assert "In 2 of the units fewer" in FUNNEL.describe(own_table(*large, "a,1,10", "b,0,12"))


def test_how_often_luck_puts_a_small_unit_above_the_upper_limit() -> None:
    """The mean over units of five and more with fewer than five cases expected, at rates of 2 to 30 per cent."""
    from scipy.stats import binom

    from cases.league.study import EXPECTED, TWO_SIDED

    above, below = [], []
    for rate in (0.02, 0.05, 0.143, 0.3):
        for count in range(5, int(EXPECTED / rate)):
            far = TWO_SIDED * (rate * (1 - rate) / count) ** 0.5
            above.append(binom.sf(np.floor(count * (rate + far)), count, rate))
            below.append(binom.cdf(np.ceil(count * (rate - far)) - 1, count, rate))
    assert np.mean(above) == pytest.approx(0.04, abs=0.006) and np.mean(below) < 0.006


def test_a_table_without_any_spread_is_told_as_odd() -> None:
    figures = study(catalogue.load("league"), "en").figures
    assert "rounded, or copied" in figures(own_table(*(f"u{n},40,400" for n in range(12))))[2][1]
    assert "percentage points" in figures(BUNDLED)[2][1]
