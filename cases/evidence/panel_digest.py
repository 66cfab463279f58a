"""What the charts of a panel need, and nothing else: means by time and the estimates, no unit's outcome.

A student's panel is kept with their work only as such a digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from caseroom import data
from caseroom.authoring import kept
from caseroom.intake.panel_data import PanelTable
from caseroom.methods import panel_data as panel
from caseroom.methods.panel_data import Panel

LONGEST_NAME = 80
BINS = 24


@dataclass(frozen=True)
class Moment:
    """place: times since the first start (0); means of the units that ever have the programme, and of the others."""

    place: int
    label: str
    treated: float
    others: float


@dataclass(frozen=True)
class Effect:
    """The event study at one time from the start: value and its standard error (NaN with one unit on a side)."""

    place: int
    value: float
    standard_error: float


@dataclass(frozen=True)
class PanelDigest:
    """Estimates in the outcome's units. edges, lots: the placebo distribution, counts between edges."""

    name: str
    units: int
    treated: int
    moments: tuple[Moment, ...]
    effects: tuple[Effect, ...]
    staggered: bool
    before_after: float
    average_effect: float
    average_effect_error: float
    four_cell: float
    four_cell_error: float
    fixed_effects: float
    fixed_effects_error: float
    edges: tuple[float, ...]
    lots: tuple[int, ...]
    p: float
    rank: int
    choices: int
    enumerated: bool


def digest(table: PanelTable, name: str) -> PanelDigest:
    """All that the charts say of a panel."""
    units = Panel(table.outcome, table.treated)
    ever, first = units.ever, int(units.starts.min())
    cell, effects, lots = panel.four_cell(units), panel.two_way_fixed_effects(units), panel.placebo(units)
    average = panel.average_effect(units)
    counts, edges = np.histogram(lots.values, bins=BINS)
    return PanelDigest(
        name=name[:LONGEST_NAME],
        units=len(ever),
        treated=int(ever.sum()),
        moments=tuple(
            Moment(n - first, label[:LONGEST_NAME], float(one), float(other))
            for n, (label, one, other) in enumerate(
                zip(table.times, table.outcome[ever].mean(axis=0), table.outcome[~ever].mean(axis=0), strict=True)
            )
        ),
        effects=tuple(Effect(k, found.value, found.standard_error) for k, found in panel.event_study(units)),
        staggered=units.staggered,
        average_effect=average.value,
        average_effect_error=average.standard_error,
        before_after=float(panel.changes(units)[ever].mean()),
        four_cell=cell.value,
        four_cell_error=cell.standard_error,
        fixed_effects=effects.value,
        fixed_effects_error=effects.standard_error,
        edges=tuple(map(float, edges)),
        lots=tuple(map(int, counts)),
        p=lots.p,
        rank=lots.rank,
        choices=len(lots.values),
        enumerated=lots.enumerated,
    )


@lru_cache(maxsize=4)
def bundled(dataset: str) -> PanelDigest:
    """The digest of a dataset with the columns county, year, pilot and score. Raises data.DataError."""
    wide = data.load(dataset).pivot(index="county", columns="year")
    table = PanelTable(
        tuple(map(str, wide.index)),
        tuple(map(str, wide["score"].columns)),
        wide["score"].to_numpy(dtype=float),
        wide["pilot"].to_numpy(dtype=float),
    )
    return digest(table, dataset)


def decode(value: object) -> PanelDigest:
    """A kept digest; ValueError for what is none."""
    found = kept.decode(PanelDigest, value)
    if not found.moments or not found.effects or len(found.edges) != len(found.lots) + 1:
        raise ValueError("not a panel's digest")
    return found
