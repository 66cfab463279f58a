"""The 240 constructed people: their firsts between fixed ends and between the ends of the list."""

from __future__ import annotations

import pytest

from cases.lenses.study import _digest


def test_the_scale_decides_for_more_people_than_any_option_does() -> None:
    found = _digest("lenses")
    assert [round(240 * found.first[name]) for name in ("online", "window", "visits", "station")] == [8, 117, 0, 115]
    assert [round(240 * found.by_list[name]) for name in ("online", "window", "visits", "station")] == [0, 196, 2, 42]
    assert found.turned == 0
    assert found.turned_by_list == pytest.approx(26 / 238)
    assert found.close == pytest.approx(136 / 240)
