"""What the kit asks of a case's modules that draw: its views, its study of the data, its debrief."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from caseroom.authoring.study import Study
from caseroom.authoring.tables import DebriefTable
from caseroom.authoring.views import View
from caseroom.casefile import CaseFile


@runtime_checkable
class Views(Protocol):
    """The what-if's charts. It may also have `with_option(params, option)`, which sets the levers to an option."""

    def views(self, case: CaseFile, lang: str, /) -> tuple[View, ...]:
        """The charts, in their order."""


@runtime_checkable
class Studies(Protocol):
    """The data step."""

    def study(self, case: CaseFile, lang: str, /) -> Study[Any]:
        """What the case's data show, and what a student may bring instead."""


@runtime_checkable
class Debrief(Protocol):
    """The debrief's tables. It may also have `charts(case, lang)`, which gives a list of DebriefChart."""

    def tables(self, case: CaseFile, lang: str, /) -> list[DebriefTable]:
        """The tables, in their order."""
