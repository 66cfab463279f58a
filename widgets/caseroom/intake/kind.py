"""What a student's file may hold: the roles that its columns play, how they are guessed and how they are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from caseroom.intake.problems import N_
from caseroom.intake.reading import Table

Mapped = Mapping[str, str | None]
"""The column that plays each role (or the answer, where a role has choices), or None."""


@dataclass(frozen=True)
class ColumnRole:
    """`label` and its group's legend are sentences of the catalogue; `instead_of`: the roles that it makes idle.

    choices: where it is not a column that is asked for but an answer, the answers by what the mapping then holds; asked
    only where the guess names one.
    """

    name: str
    label: str
    instead_of: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)


DECIMAL = ColumnRole(
    "decimal",
    N_("How decimals are written"),
    choices={"point": N_("with a point: 1,234.5"), "comma": N_("with a comma: 1.234,5")},
)
"""For any kind of file that holds numbers; asked where the file has some that can be read in two ways."""


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    groups: the roles by the legend they stand under. words: by its place in the upload panel, the sentence of the
    catalogue for this kind (panels.upload says which places there are). guess(table) gives a first mapping;
    confirm(table, mapping) what the file holds, an object with `warnings`, a tuple of IntakeProblem, or raises
    IntakeProblem.
    """

    name: str
    groups: tuple[tuple[str, tuple[ColumnRole, ...]], ...]
    words: Mapping[str, str]
    guess: Callable[[Table], dict[str, str | None]]
    confirm: Callable[[Table, Mapped], Any]

    @property
    def roles(self) -> tuple[ColumnRole, ...]:
        return tuple(role for _, roles in self.groups for role in roles)
