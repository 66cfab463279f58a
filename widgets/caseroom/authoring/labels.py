"""Where the words beside the points of a chart may stand, clear of its lines and of each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NARROW, WIDE = 260, 520  # px: the plot on a phone, and the least it has on anything larger
LONGEST = {NARROW: 150, WIDE: 220}  # px; the chart cuts longer words off
HEIGHT = 225  # px of the plot
LINE = 17  # px from one line of words to the next
GAP = 9  # px from a point to its words
ASIDE = (0, 30, 60, 120, 180, 240)  # px by which words may stand farther off, at the end of a leader

Point = tuple[float, float]
Pixels = NDArray[np.float64]


@dataclass(frozen=True)
class Spot:
    """Where words begin, on the axes, and on which side of that place they stand: "left" or "right"."""

    x: float
    y: float
    side: str


class Labels:
    """A plot `width` px wide, 0 to 1 upwards, in which words take their places one by one.

    `lines` and `points` are what is drawn; between them they reach from one side of the plot to the other.
    """

    def __init__(self, width: int, lines: Sequence[Sequence[Point]], points: Sequence[Point]) -> None:
        across = [x for drawn in (points, *lines) for x, _y in drawn]
        self._width, self._first = width, min(across)
        self._unit = width / max(max(across) - self._first, 1)
        self._lines = np.concatenate([_dense(self._pixels(line)) for line in lines])
        self._points = self._pixels(points)
        self._taken: list[Pixels] = []

    def take(self, point: Point, words: str, at: float | None = None) -> Spot:
        """The free place nearest to `point`, or to the height `at` beside it; the least bad where none is free."""
        ((x, y),) = self._pixels([point])
        wanted = y if at is None else at * HEIGHT
        signs, aside, heights = (axis.ravel() for axis in np.meshgrid((1, -1), ASIDE, _heights(wanted)))
        starts = x + signs * aside
        boxes = self._boxes(starts + signs * GAP, signs * min(_width(words), LONGEST[self._width]), heights)
        far = np.hypot(aside, heights - wanted) + (signs < 0)
        best = int(np.argmin(self._trouble(boxes) * 10_000 + far))
        self._taken.append(boxes[best])
        side = "right" if signs[best] > 0 else "left"
        return Spot(round(self._first + starts[best] / self._unit, 3), round(heights[best] / HEIGHT, 3), side)

    def reserve(self, corner: Point, words: str) -> None:
        """Keep free what stands at the right end of the plot, under `corner`."""
        ((x, y),) = self._pixels([corner])
        self._taken.append(self._boxes(np.array([x]), np.array([-_width(words)]), np.array([y - LINE / 2 - 4]))[0])

    def _trouble(self, boxes: Pixels) -> Pixels:
        """0 for a free place; words on words are worse than words on a point, and those than words on a line."""
        outside = (boxes[:, 0] < 0) | (boxes[:, 1] > self._width)
        covered = _meet(boxes, np.array(self._taken)) if self._taken else np.zeros(len(boxes), dtype=bool)
        return 8 * outside + 4 * covered + 2 * _hold(boxes, self._points) + 1.0 * _hold(boxes, self._lines)

    def _boxes(self, starts: Pixels, widths: Pixels, heights: Pixels) -> Pixels:
        """A row [left, right, bottom, top] for words from each start to the right, or left where a width is below 0."""
        ends = starts + widths
        return np.stack(
            [np.minimum(starts, ends), np.maximum(starts, ends), heights - LINE / 2, heights + LINE / 2], axis=1
        )

    def _pixels(self, points: Sequence[Point]) -> Pixels:
        return (np.array(points, dtype=float) - (self._first, 0)) * (self._unit, HEIGHT)


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Heights near `values`, in the same order of size, no two nearer than `gap` and none below half of it."""
    order = sorted(range(len(values)), key=lambda n: values[n])
    groups: list[list[float]] = []  # neighbours in each other's way stand around their middle
    for n in order:
        groups.append([values[n]])
        while len(groups) > 1 and _lowest(groups[-1], gap) < _lowest(groups[-2], gap) + len(groups[-2]) * gap:
            groups[-2:] = [groups[-2] + groups[-1]]
    heights = [_lowest(group, gap) + place * gap for group in groups for place in range(len(group))]
    return [round(heights[order.index(n)], 3) for n in range(len(values))]


def _lowest(group: Sequence[float], gap: float) -> float:
    return max(sum(group) / len(group) - (len(group) - 1) * gap / 2, gap / 2)


def _heights(wanted: float) -> Pixels:
    """Heights inside the plot, a line apart, one of them as near to the wanted one as there is."""
    nearest = min(max(wanted, LINE / 2), HEIGHT - LINE / 2)
    steps = nearest + np.arange(-15, 16) * LINE
    return np.asarray(steps[(steps >= LINE / 2) & (steps <= HEIGHT - LINE / 2)], dtype=np.float64)


def _meet(boxes: Pixels, others: Pixels) -> NDArray[np.bool_]:
    """Which boxes cover a part of any other."""
    left, right, bottom, top = (boxes[:, side, None] for side in range(4))
    found = (left < others[:, 1]) & (others[:, 0] < right) & (bottom < others[:, 3]) & (others[:, 2] < top)
    return np.asarray(found.any(axis=1))


def _hold(boxes: Pixels, points: Pixels) -> NDArray[np.bool_]:
    """Which boxes have any of the points inside."""
    left, right, bottom, top = (boxes[:, side, None] for side in range(4))
    x, y = points[:, 0], points[:, 1]
    return np.asarray(((left <= x) & (x <= right) & (bottom <= y) & (y <= top)).any(axis=1))


def _dense(line: Pixels) -> Pixels:
    """Points of a line, 8 px apart at most, so that none of its length escapes a box."""
    reached = np.concatenate([[0], np.cumsum(np.abs(np.diff(line, axis=0)).sum(axis=1))])
    along = np.arange(0, reached[-1] + 8, 8)
    return np.stack([np.interp(along, reached, line[:, axis]) for axis in (0, 1)], axis=1)


def _width(words: str) -> float:
    """In px, at the chart's size and weight: a Chinese character is as wide as it is high."""
    return sum(13 if unicodedata.east_asian_width(letter) in "WF" else 7.6 for letter in words)
