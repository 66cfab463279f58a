"""Words beside points: clear of lines, of other words and of the plot's edges, as long as there is room."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.authoring.labels import GAP, HEIGHT, LINE, LONGEST, NARROW, WIDE, Labels, Spot, spread

CURVE = [(n, 1 - 0.5 ** (n / 3)) for n in range(41)]  # rises steeply, then flattens, as a service level does
POINTS = [(6, CURVE[6][1]), (12, CURVE[12][1]), (12, 0.5), (30, CURVE[30][1])]
NAMES = ["In-house", "两个话务员再加一点", "Contractor, paid per call", "Shared hub"]


def box(spot: Spot, words: str, width: int) -> tuple[float, float, float, float]:
    """Left, right, bottom, top in px; letters are at most as wide as the placing takes them for."""
    wide = min(sum(13 if ord(letter) > 0x2000 else 7.6 for letter in words), LONGEST[width])
    start = spot.x * width / 40 + (GAP if spot.side == "right" else -GAP)
    left, right = (start, start + wide) if spot.side == "right" else (start - wide, start)
    return left, right, spot.y * HEIGHT - LINE / 2, spot.y * HEIGHT + LINE / 2


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_words_run_over_no_line_no_other_words_and_no_edge(width: int) -> None:
    labels = Labels(width, [CURVE], POINTS)
    boxes = [box(labels.take(point, words), words, width) for point, words in zip(POINTS, NAMES, strict=True)]
    for left, right, bottom, top in boxes:
        assert left >= -0.1 and right <= width + 0.1 and bottom >= 0 and top <= HEIGHT
        assert not any(left < x * width / 40 < right and bottom < y * HEIGHT < top for x, y in CURVE)
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[1] or other[0] >= one[1] or one[2] >= other[3] or other[2] >= one[3]


def test_words_stand_right_beside_their_point_where_nothing_is_in_the_way() -> None:
    spot = Labels(WIDE, [[(0, 0), (40, 0)]], [(10, 0.5)]).take((10, 0.5), "Baseline")
    assert spot == Spot(10, 0.5, "right")


def test_words_find_a_place_also_where_none_is_free() -> None:
    labels = Labels(NARROW, [CURVE], [(12, 0.5)])
    spots = [labels.take((12, 0.5), "A name as long as a name may be") for _ in range(40)]
    assert all(0 <= spot.y <= 1 for spot in spots)


@given(st.lists(st.floats(0, 400), min_size=1, max_size=6), st.floats(0.5, 50))
def test_spread_keeps_the_order_and_a_gap(values: list[float], gap: float) -> None:
    heights = spread(values, gap)
    pairs = sorted(zip(values, heights, strict=True))
    ordered = [height for _, height in pairs]
    assert ordered == sorted(ordered)
    assert all(higher - lower >= gap - 0.002 for lower, higher in pairwise(ordered))


def test_what_is_far_apart_stays_where_it_is() -> None:
    assert spread([40, 10, 20], gap=5) == [40, 10, 20]
