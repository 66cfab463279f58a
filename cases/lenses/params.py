"""What the lens lab is told and what it answers: points for seven criteria, four ways to serve a subdistrict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from caseroom.methods.weighing import CRITERIA, LENSES
from caseroom.parameters import TEACHING_VALUE as TEACHING
from caseroom.parameters import BoundedParams, Numbers, parameter


@dataclass(frozen=True)
class Params(BoundedParams):
    """Points for each criterion, of which only the proportions matter; all nought counts as all alike.

    Each field is a number, or an array with one value per scenario. Raises ParameterError when out of bounds.
    """

    economy: Numbers = parameter(50.0, unit="points", minimum=0, maximum=100, step=5, source=TEACHING)
    efficiency: Numbers = parameter(50.0, unit="points", minimum=0, maximum=100, step=5, source=TEACHING)
    effectiveness: Numbers = parameter(50.0, unit="points", minimum=0, maximum=100, step=5, source=TEACHING)
    equity: Numbers = parameter(50.0, unit="points", minimum=0, maximum=100, step=5, source=TEACHING)
    citizenship: Numbers = parameter(50.0, unit="points", minimum=0, maximum=100, step=5, source=TEACHING)
    public_interest: Numbers = parameter(50.0, unit="points", minimum=0, maximum=100, step=5, source=TEACHING)
    accountability: Numbers = parameter(50.0, unit="points", minimum=0, maximum=100, step=5, source=TEACHING)
    visits_on_the_list: Numbers = parameter(
        1, unit="1 yes, 0 no", minimum=0, maximum=1, step=1, source=TEACHING, integer=True
    )
    equity_floor: Numbers = parameter(0.0, unit="percent", minimum=0, maximum=80, step=5, source=TEACHING)
    scaling: Numbers = parameter(0.0, unit="share", minimum=0, maximum=1, step=0.05, source=TEACHING)


@dataclass(frozen=True)
class Outcomes:
    """The options' values (0 to 1; an option that is off the list has 0), and how firm the order is."""

    online: Numbers
    window: Numbers
    visits: Numbers
    station: Numbers
    margin: Numbers  # value of the first minus that of the second
    flip: Numbers  # least share of weight that, moved between two criteria, ties them; 1 where none does
    least_weight: Numbers  # the smallest weight that any criterion has, as a share


def _of(points: Mapping[str, float]) -> Params:
    return Params(**{criterion: 100.0 * points.get(criterion, 0.0) for criterion in CRITERIA})


RULE_OF_LAW = MappingProxyType({"effectiveness": 0.4, "accountability": 0.4, "efficiency": 0.2})
EQUITY_FIRST = MappingProxyType({"equity": 0.5, "effectiveness": 0.25, "public_interest": 0.25})

OPTIONS: Mapping[str, Params] = MappingProxyType(
    {
        "online": _of(LENSES["npm"]),
        "window": _of(RULE_OF_LAW),
        "visits": _of(EQUITY_FIRST),
        "station": _of(LENSES["nps"]),
    }
)
"""Each option under the weights of those who like it best: the two doctrines, decisions with reasons, equity first."""

TERMS = CRITERIA
"""What the weights of an option's friends decide; the list, the floor and the scale stay."""
