"""Who took part, as lists that a learning platform's gradebook reads: Canvas and Moodle.

A point for each question that somebody answered, right or wrong: in class one answers to think, and not for marks. Both
platforms know people by a number or a login and not by a name. So what somebody came in by stands where the login goes:
a class whose marks are wanted comes in by its school numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from caseroom.sharing.tables import harmless
from classroom.room.record.gathered import Record

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")  # as its gradebook exports them


def for_canvas(record: Record) -> bytes:
    """With Canvas's row of the points that can be had."""
    rows = [["    Points Possible", "", "", "", "", str(len(record.asked))]]
    rows += [[name, "", "", name, "", points] for name, points in _points(record)]
    return _csv([*CANVAS, _title(record)], rows)


def for_moodle(record: Record) -> bytes:
    """Its import asks which column says who somebody is."""
    return _csv(["ID number", _title(record)], ([name, points] for name, points in _points(record)))


def _points(record: Record) -> list[tuple[str, str]]:
    return [
        (person.name, str(sum(any(one.by(person) for one in asked.given) for asked in record.asked)))
        for person in record.people
    ]


def _title(record: Record) -> str:
    day = record.began.strftime("%Y-%m-%d") if record.began else ""
    return f"{record.case.title.text(record.lang)} {day}".strip()


def _csv(head: list[str], rows: Iterable[list[str]]) -> bytes:
    """In UTF-8, with the byte order mark that spreadsheets need; what they would take for a formula stays text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([[harmless(cell) for cell in row] for row in [head, *rows]])
    return text.getvalue().encode("utf-8-sig")
