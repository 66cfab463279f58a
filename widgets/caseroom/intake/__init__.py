"""A student's own file: bytes and a file name in, checked numbers out.

    table = read_table(data, "march.csv")       what the file holds, as text
    mapping = kind.guess(table)                 which column plays which role; the student confirms
    log = kind.confirm(table, mapping)          dates, seconds and yes/no, every bad cell named

A case takes a `Kind` of file: one of here (distribution, panel) or one of its own folder.
Whatever is wrong with a file is an `IntakeProblem`: a code with row, column and detail, no words.
`sentences(problem, translate)` says it in the reader's language. Nothing is written to disk and nothing
leaves the process.
"""

from caseroom.intake.kind import ColumnRole, Kind
from caseroom.intake.problems import IntakeProblem, IntakeProblems, sentence, sentences
from caseroom.intake.reading import Limits, Table, read_table

__all__ = [
    "ColumnRole",
    "IntakeProblem",
    "IntakeProblems",
    "Kind",
    "Limits",
    "Table",
    "read_table",
    "sentence",
    "sentences",
]
