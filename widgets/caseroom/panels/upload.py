"""A student's own file: it comes in pieces, its columns are confirmed, and then the charts use what it holds.

The page sends begin {name, size}, chunk {number} with one buffer, read, sheet {name}, confirm {mapping}, use, back
and cancel. The file stays in this process's memory, and only until it is used or given up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import traitlets
from msgspec import Meta

from caseroom.i18n import Translate
from caseroom.intake import IntakeProblem, Kind, Limits, Table, read_table, sentences
from caseroom.intake.problems import MESSAGES, shortened
from caseroom.panels.panel import Message, Panel

LARGEST = Limits().size  # bytes of a file
CHUNK = 512 * 1024  # bytes of one message; the last may be shorter
LONGEST_NAME = 80  # characters of a file's name that are kept
LONGEST_HEADING = 200  # characters; intake makes none longer
SAMPLES = 3

Figures = list[dict[str, str]]

WORDS = (
    "Choose another file",
    "or drop it here: .csv or .xlsx, up to {limit} MB",
    "If you have one: .csv or .xlsx, up to {limit} MB",
    "Sending {name}: {share}",
    "Reading {name}…",
    "Cancel",
    "This file cannot be used yet",
    "Worth knowing",
    "Which sheet of the workbook?",
    "Which column is which?",
    "Check what was guessed. Samples from the file stand below each choice.",
    "– not in this file –",
    "The column is empty.",
    "Change the columns",
    MESSAGES["too_large"],
)


class Begin(Message, frozen=True):
    name: str
    size: Annotated[int, Meta(ge=0)]


class Chunk(Message, frozen=True):
    number: Any  # judged with the buffer: a wrong piece ends the transfer


class Sheet(Message, frozen=True):
    name: Annotated[str, Meta(max_length=LONGEST_HEADING)]


class Confirm(Message, frozen=True):
    mapping: dict[str, Annotated[str, Meta(max_length=LONGEST_HEADING)] | None]


PLACES = ("bring", "privacy", "check", "right", "use", "back", "bundled", "yours", "lacks")
"""Where a kind's own words stand: what to press to bring, check, use and give up a file, whether it is right, what
becomes of it, whose data are shown (the case's or one's own) and what one's own cannot show."""


class UploadPanel(Panel):
    """`shown` is what the charts show: {own, name, figures: [{label, value}], left_out: [sentence]}.

    `translate` is the case's. `places`: the kind's words by PLACES; `groups`: its roles by the legend they stand under,
    [{legend, roles: [{name, label, instead_of, choices: [{name, label}]}]}].
    figures(read, name) says what a file came to; use(read, name) and back() may raise NotSaved.
    """

    shown = traitlets.Dict().tag(sync=True)
    places = traitlets.Dict().tag(sync=True)
    groups: traitlets.List[Any] = traitlets.List().tag(sync=True)
    largest = traitlets.Int(LARGEST).tag(sync=True)
    chunk = traitlets.Int(CHUNK).tag(sync=True)

    def __init__(
        self,
        lang: str,
        translate: Translate,
        kind: Kind,
        figures: Callable[[Any, str], Figures],
        use: Callable[[Any, str], str],
        back: Callable[[], str],
        shown: Mapping[str, Any],
    ) -> None:
        _ = translate
        super().__init__(
            lang,
            WORDS,
            shown=dict(shown),
            places={place: _(kind.words[place]) for place in PLACES},
            groups=[
                {
                    "legend": _(legend),
                    "roles": [
                        {
                            "name": role.name,
                            "label": _(role.label),
                            "instead_of": list(role.instead_of),
                            "choices": [{"name": name, "label": _(label)} for name, label in role.choices.items()],
                        }
                        for role in roles
                    ],
                }
                for legend, roles in kind.groups
            ],
        )
        self.add_class("caseroom-upload")
        self._ = translate  # the kind's words and problems may be the case's
        self._kind, self._figures, self._use, self._back = kind, figures, use, back
        self._file: Assembly | None = None
        self._book: Assembly | None = None  # kept while another of its sheets may be asked for
        self._table: Table | None = None
        self._read: Any = None
        self.on("begin", self._on_begin, Begin)
        self.on("chunk", self._on_chunk, Chunk)
        self.on("read", self._on_read)
        self.on("sheet", self._on_sheet, Sheet)
        self.on("confirm", self._on_confirm, Confirm)
        self.on("use", self._on_use)
        self.on("back", self._on_back)
        self.on("cancel", self._on_cancel)

    def _on_begin(self, message: Begin, buffers: list[bytes]) -> Mapping[str, Any] | None:
        self._forget()
        if message.size > LARGEST:
            return self._told(IntakeProblem("too_large", detail={"size": message.size / 1e6, "limit": LARGEST / 1e6}))
        if message.size == 0:
            return self._told(IntakeProblem("empty"))
        self._file = Assembly(shortened(message.name, LONGEST_NAME), message.size)
        return None

    def _on_chunk(self, message: Chunk, buffers: list[bytes]) -> None:
        if self._file is None or not self._file.add(message.number, buffers):
            self._forget()
            raise self.not_understood()

    def _on_read(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        """The columns with samples, the guess, and what is worth knowing; or the problems."""
        file = self._file
        if file is None or not file.complete:
            self._forget()
            raise self.not_understood()
        self._file = None
        return self._read_sheet(file, None)

    def _on_sheet(self, message: Sheet, buffers: list[bytes]) -> Mapping[str, Any]:
        """As `read`, another sheet of the same workbook."""
        if self._book is None or self._table is None or message.name not in self._table.sheets:
            raise self.not_understood()
        return self._read_sheet(self._book, message.name)

    def _read_sheet(self, file: Assembly, sheet: str | None) -> Mapping[str, Any]:
        self._read = None
        try:
            table = read_table(bytes(file.data), file.name, sheet=sheet)
        except IntakeProblem as problem:
            return self._told(problem)
        self._table, self._book = table, file if table.sheets else None
        return {
            "columns": [{"name": column, "samples": _samples(table, column)} for column in table.columns],
            "guess": self._kind.guess(table),
            "warnings": self._sentences(table.warnings),
            "sheets": list(table.sheets),
            "sheet": table.sheet,
        }

    def _on_confirm(self, message: Confirm, buffers: list[bytes]) -> Mapping[str, Any]:
        """What the file comes to under a mapping, or the problems."""
        if self._table is None or not set(message.mapping) <= {role.name for role in self._kind.roles}:
            raise self.not_understood()
        try:
            self._read = self._kind.confirm(self._table, message.mapping)
        except IntakeProblem as problem:
            self._read = None
            return self._told(problem)
        return {
            "figures": self._figures(self._read, self._table.source),
            "warnings": self._sentences(self._read.warnings),
        }

    def _on_use(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        if self._table is None or self._read is None:
            raise self.not_understood()
        saved_at = self._use(self._read, self._table.source)
        self._forget()
        return {"saved_at": saved_at}

    def _on_back(self, message: Message, buffers: list[bytes]) -> Mapping[str, Any]:
        self._forget()
        return {"saved_at": self._back()}

    def _on_cancel(self, message: Message, buffers: list[bytes]) -> None:
        self._forget()

    def _forget(self) -> None:
        """Give the memory back: a file at its largest takes a few hundred megabytes once it is read."""
        self._file = self._book = self._table = self._read = None

    def _told(self, problem: IntakeProblem) -> Mapping[str, Any]:
        return {"problems": sentences(problem, self._)}

    def _sentences(self, problems: tuple[IntakeProblem, ...]) -> list[str]:
        return [sentence for problem in problems for sentence in sentences(problem, self._)]


class Assembly:
    """A file of a declared size that arrives in order, in pieces of CHUNK bytes."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size
        self.data = bytearray()

    @property
    def complete(self) -> bool:
        return len(self.data) == self.size

    def add(self, number: object, buffers: list[bytes]) -> bool:
        """Take the next piece; False, and nothing taken, for one that is out of order or not of its size."""
        expected = min(CHUNK, self.size - len(self.data))
        if isinstance(number, bool) or number != len(self.data) // CHUNK:
            return False
        if expected == 0 or len(buffers) != 1:
            return False
        piece = buffers[0]
        if not isinstance(piece, bytes | bytearray | memoryview) or memoryview(piece).nbytes != expected:
            return False
        self.data += piece
        return True


def _samples(table: Table, column: str) -> list[str]:
    """The first few different cells of a column that are not empty."""
    cells = table.frame[column]
    return [shortened(cell) for cell in cells[cells != ""].drop_duplicates()[:SAMPLES]]
