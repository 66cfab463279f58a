"""Separated text to rows of cells: encoding and separator are found, quotes may hold line ends."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from caseroom.intake.encoding import decode
from caseroom.intake.grid import FULL_WIDTH_DIGITS, PREAMBLE, SAMPLE_ROWS, Grid, Limits, Row
from caseroom.intake.numbers import COMMA
from caseroom.intake.problems import IntakeProblem

SEPARATORS = ",\t;|，；"
NO_SEPARATOR = "\t"  # which stands nowhere in a column of numbers
LONGEST_CELL = 131_072  # characters
SAMPLE_CHARACTERS = 65_536
SAYS_SEPARATOR = re.compile(r"sep=(.)(?=\r?\n)")


def read_text(data: bytes, limits: Limits) -> Grid:
    """The rows of a text file as they stand, with what was guessed of it as warnings.

    IntakeProblem: what is no text, or has more rows or columns than `limits` allow.
    """
    found = decode(data)
    text = found.text
    if "\0" in text:
        raise IntakeProblem("nul", row=text.count("\n", 0, text.index("\0")) + 1)
    # Without quotes a line is a row, so a table that is too long is refused before it is parsed.
    if '"' not in text and text.count("\n") > limits.rows + PREAMBLE:
        raise IntakeProblem("too_many_rows", detail={"limit": limits.rows})
    named = SAYS_SEPARATOR.match(text)
    if named:  # Excel's own line; a blank one keeps the rows' numbers
        text = text[named.end() :]
    text = _plain_digits(text)
    separator = named[1] if named else _separator(text)
    _refuse_wide(text, separator, limits)
    warnings = [IntakeProblem("guessed_encoding", detail={"encoding": found.encoding})] if found.guessed else []
    if found.replaced:
        warnings.append(IntakeProblem("broken_characters", detail={"count": found.replaced}))
    return Grid(list(_records(text, separator, limits)), found.encoding, separator, warnings=warnings)


def _refuse_wide(text: str, separator: str, limits: Limits) -> None:
    """A line of many thousand cells is refused before it is cut up."""
    sample = text[:SAMPLE_CHARACTERS]
    if "\n" not in sample and '"' not in sample and (count := sample.count(separator)) >= 10 * limits.columns:
        raise IntakeProblem("too_many_columns", detail={"count": count, "limit": limits.columns})


def _plain_digits(text: str) -> str:
    for full_width, plain in FULL_WIDTH_DIGITS.items():
        text = text.replace(full_width, plain)
    return text


def _records(text: str, separator: str, limits: Limits) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)  # of the whole process: others may have changed it
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
            raise IntakeProblem("long_cell", row=number + 1, detail={"limit": LONGEST_CELL}) from error
        raise IntakeProblem("quotes", row=number + 1) from error


def _separator(text: str) -> str:
    """The separator that cuts the sample's rows most evenly, and among even ones into most columns."""
    sample = text[:SAMPLE_CHARACTERS]
    if len(text) > SAMPLE_CHARACTERS:
        sample = sample[: sample.rfind("\n") + 1] or sample
    if _commas_are_decimal(sample):
        return NO_SEPARATOR

    def evenness(separator: str) -> tuple[bool, float]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        widths = [len(record) for record in islice(reader, SAMPLE_ROWS) if any(record)]
        width, rows = Counter(widths).most_common(1)[0] if widths else (1, 1)
        even = rows / max(len(widths), 1)
        return even == 1 and width > 1, even * (1 - 1 / width)

    return max(SEPARATORS, key=evenness)


def _commas_are_decimal(sample: str) -> bool:
    """One column whose heading has no comma, and every value has one before its decimals."""
    lines = [line.strip() for line in sample.splitlines() if line.strip()]
    first = next((place for place, line in enumerate(lines) if line[0].isdigit()), 0)
    with_comma = [line for line in lines[first:] if "," in line]
    return first > 0 and "," not in lines[first - 1] and bool(with_comma) and all(map(COMMA.fullmatch, with_comma))
