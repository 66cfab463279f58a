"""Settings of a model as Hypothesis makes them: on the steps of a slider and between them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from caseroom import catalogue
from caseroom.parameters import Parameter, parameters
from caseroom.worksheet import LONGEST_NAME, MOST_PINS

MODELS = {case.slug: case.code("model") for case in map(catalogue.load, catalogue.slugs())}


def settings(model: str) -> st.SearchStrategy[Any]:
    """Params of `model` in which some parameters differ from the baseline."""
    declared = {p.name: _values(p) for p in parameters(MODELS[model].Params)}
    return st.fixed_dictionaries({}, optional=declared).map(lambda values: MODELS[model].Params(**values))


def _values(declared: Parameter) -> st.SearchStrategy[float]:
    if declared.integer:
        return st.integers(int(declared.minimum), int(declared.maximum))
    steps = int((declared.maximum - declared.minimum) / declared.step)
    on_a_step = st.integers(0, steps).map(lambda n: declared.minimum + n * declared.step)
    return on_a_step.filter(lambda value: value <= declared.maximum) | st.floats(declared.minimum, declared.maximum)


names = (
    st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=LONGEST_NAME)
    .map(lambda text: " ".join("".join(c for c in text if c.isprintable()).split()))
    .filter(bool)
)


def pins(model: str) -> st.SearchStrategy[list[tuple[str, Any]]]:
    return st.lists(st.tuples(names, settings(model)), max_size=MOST_PINS, unique_by=lambda pin: pin[0])
