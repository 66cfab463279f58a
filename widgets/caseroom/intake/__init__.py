"""A student's own call log: bytes and a file name in, a checked table of calls out.

    table = read_table(data, "march.csv")       what the file holds, as text
    mapping = guess_columns(table)              which column plays which role; the student confirms
    log = confirm(table, mapping)               dates, seconds and yes/no, every bad cell named
    log.summary()                               what the staffing model wants to know

Whatever is wrong with a file is an `IntakeProblem`: a code with row, column and detail, no words.
`sentences(problem, translate)` says it in the reader's language. Nothing is written to disk and nothing
leaves the process.
"""

from caseroom.intake.calllog import CallLog, Summary, confirm
from caseroom.intake.columns import ROLES, guess_columns
from caseroom.intake.kind import Kind, Role
from caseroom.intake.problems import IntakeProblem, IntakeProblems, sentence, sentences
from caseroom.intake.reading import Limits, Table, read_table

__all__ = [
    "ROLES",
    "CallLog",
    "IntakeProblem",
    "IntakeProblems",
    "Kind",
    "Limits",
    "Role",
    "Summary",
    "Table",
    "confirm",
    "guess_columns",
    "read_table",
    "sentence",
    "sentences",
]
