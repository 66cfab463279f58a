"""What the kit asks of a case's model module, for mypy to check. caseroom.authoring.contracts has those that draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from caseroom.parameters import BoundedParams


@runtime_checkable
class Model(Protocol):
    """Numbers in, numbers out. A question may call any other function of the module that takes a Params."""

    @property
    def Params(self) -> type[BoundedParams]:
        """What it is given; its defaults are the baseline."""

    @property
    def Outcomes(self) -> type[Any]:
        """What it gives: a dataclass of numbers."""

    @property
    def OPTIONS(self) -> Mapping[str, Any]:
        """The Params of each option that the case decides between."""

    def simulate(self, params: Any, /) -> Any:
        """The Outcomes of one Params, or of one that holds arrays."""


@runtime_checkable
class ModelWithTerms(Model, Protocol):
    """A model whose options decide some parameters and leave the others; one without has views with `with_option`."""

    @property
    def TERMS(self) -> Sequence[str]:
        """The parameters that an option decides."""
