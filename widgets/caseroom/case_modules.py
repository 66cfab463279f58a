"""What the kit asks of a case's modules that draw: its views, its study of the data, its debrief."""

from __future__ import annotations

import importlib
from typing import Any, Protocol, cast, runtime_checkable

from caseroom.casefile import CaseFile
from caseroom.panels.panel import Panel
from caseroom.views import View
from caseroom.views.study import Study


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
    """The debrief's tables."""

    def tables(self, case: CaseFile, lang: str, /) -> list[Panel]:
        """The tables, in their order."""


def views_of(case: CaseFile) -> Views:
    """The case's views; ImportError where it has none."""
    return cast(Views, _module(case, ""))


def studies_of(case: CaseFile) -> Studies:
    """The case's study of its data; ImportError where it has none."""
    return cast(Studies, _module(case, "_data"))


def debrief_of(case: CaseFile) -> Debrief:
    """The case's debrief; ImportError where it has none."""
    return cast(Debrief, _module(case, "_debrief"))


def _module(case: CaseFile, suffix: str) -> Any:
    return importlib.import_module(f"caseroom.views.{case.model}{suffix}")
