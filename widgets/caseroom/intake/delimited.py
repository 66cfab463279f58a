"""Separated text to rows of cells: encoding and separator are found, quotes may hold line ends."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from caseroom.intake.encoding import decode
from caseroom.intake.grid import FULL_WIDTH_DIGITS, PREAMBLE, SAMPLE_ROWS, Grid, Limits, Row
from caseroom.intake.problems import IntakeProblem

SEPARATORS = ",\t;|，；"
SAMPLE_CHARACTERS = 65_536


def read_text(data: bytes, limits: Limits) -> Grid:
    text, encoding, guessed = decode(data)
    if "\0" in text:
        raise IntakeProblem("nul", row=text.count("\n", 0, text.index("\0")) + 1)
    # Without quotes a line is a row, so a table that is too long is refused before it is parsed.
    if '"' not in text and text.count("\n") > limits.rows + PREAMBLE:
        raise IntakeProblem("too_many_rows", detail={"limit": limits.rows})
    text = _plain_digits(text)
    separator = _separator(text)
    warnings = [IntakeProblem("guessed_encoding", detail={"encoding": encoding})] if guessed else []
    return Grid(list(_records(text, separator, limits)), encoding, separator, warnings=warnings)


def _plain_digits(text: str) -> str:
    for full_width, plain in FULL_WIDTH_DIGITS.items():
        text = text.replace(full_width, plain)
    return text


def _records(text: str, separator: str, limits: Limits) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, record in enumerate(islice(reader, limits.rows + PREAMBLE), start=1):
            if any(map(str.strip, record)):
                yield number, record
        if next(reader, None) is not None:
            raise IntakeProblem("too_many_rows", detail={"limit": limits.rows})
    except csv.Error as error:
        if "field limit" in str(error):
            raise IntakeProblem("long_cell", row=number + 1, detail={"limit": csv.field_size_limit()}) from error
        raise IntakeProblem("quotes", row=number + 1) from error


def _separator(text: str) -> str:
    """The separator that cuts the sample's rows most evenly, and among even ones into most columns."""
    sample = text[:SAMPLE_CHARACTERS]
    if len(text) > SAMPLE_CHARACTERS:
        sample = sample[: sample.rfind("\n") + 1] or sample

    def evenness(separator: str) -> tuple[bool, float]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        widths = [len(record) for record in islice(reader, SAMPLE_ROWS) if any(record)]
        width, rows = Counter(widths).most_common(1)[0] if widths else (1, 1)
        even = rows / max(len(widths), 1)
        return even == 1 and width > 1, even * (1 - 1 / width)

    return max(SEPARATORS, key=evenness)
