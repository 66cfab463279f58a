"""What the explore step of a case shows: a dataset in charts, the case's own or one that the student brings.

A case has ``views.<model>_data.study(case, lang) -> Study``. Its charts are not drawn from the data but from a digest
`D` of them: a frozen dataclass with the few numbers that the charts need.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from caseroom.authoring.views import Rows
from caseroom.intake import Kind

D = TypeVar("D")

Figures = tuple[tuple[str, str], ...]
"""What there is to say of a dataset, as labels and readable values: (("Calls", "40,112"), ...)."""


@dataclass(frozen=True)
class DataChart(Generic[D]):
    """One chart of a dataset. `columns` ({name, title, format}) are those of its table.

    rows: what it draws, by the name of its datasets ("rows" is also what the table shows); without any the chart is
    left out, and `missing`, a sentence, says why.
    """

    name: str
    title: str
    spec: dict[str, Any]
    columns: tuple[dict[str, str], ...]
    rows: Callable[[D], Rows]
    describe: Callable[[D], str]
    missing: str = ""


@dataclass(frozen=True)
class Own(Generic[D]):
    """What a student may bring instead of the case's data.

    key: one of casefile.keys.OWN_DATA, under which the digest is kept with the student's work, as `encode` makes it;
    `decode` reads it back and raises ValueError for anything else. digest(read, name) takes what the intake kind's
    `confirm` gives and the file's name. levers(digest): what the what-if's levers may take from it. name(digest): the
    file's name.
    """

    key: str
    kind: Kind
    digest: Callable[[Any, str], D]
    encode: Callable[[D], Any]
    decode: Callable[[object], D]
    name: Callable[[D], str]
    levers: Callable[[D], Mapping[str, float]] = lambda digest: {}


@dataclass(frozen=True)
class Study(Generic[D]):
    """`bundled()`: the digest of the case's own data; data.DataError where those are unsound."""

    bundled: Callable[[], D]
    charts: tuple[DataChart[D], ...]
    figures: Callable[[D], Figures]
    own: Own[D] | None = None
