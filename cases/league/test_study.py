"""What the charts of the data call a network, and which they name."""

from __future__ import annotations

from caseroom import catalogue
from caseroom.intake import read_table
from cases.league.own_file import sample
from cases.league.rates_file import confirm, guess_columns
from cases.league.study import digest, study

FUNNEL, KNOWN, LATER = study(catalogue.load("league"), "en").charts
BUNDLED = study(catalogue.load("league"), "en").bundled()


def test_the_funnel_names_the_five_networks_outside_the_limits_of_luck_as_the_exhibits_do() -> None:
    named = {mark["label"] for mark in FUNNEL.rows(BUNDLED)["marks"]} - {""}
    assert named == {"N01", "N02", "N13", "N19", "N20"}
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
