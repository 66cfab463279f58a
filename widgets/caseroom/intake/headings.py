"""Where a table's headings stand, what they are called, and what stands below the table."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from string import ascii_uppercase

from caseroom.intake.cells import is_missing
from caseroom.intake.grid import PREAMBLE, SAMPLE_ROWS, Row
from caseroom.intake.moments import YEARS, read_moment
from caseroom.intake.numbers import read_number
from caseroom.intake.problems import IntakeProblem, shortened

HEADING_LENGTH = 60
FEWEST_ROWS = 10  # of a table that is known well enough to tell a line below it from a row
FOOTERS = 3  # lines below a table: a total, a date, who made it
FEWEST_TIMES = 3  # years that stand as headings


def find_header(head: list[Sequence[str]]) -> tuple[int, int, Sequence[str] | None]:
    """(position of the first row that counts, rows that the headings take, the headings or None).

    A row above the header (a title, a unit) fills fewer than half of the columns.
    """
    usual = Counter(map(width_of, head)).most_common(1)[0][0]
    full = (position for position, row in enumerate(head[:PREAMBLE]) if 2 * sum(map(bool, row)) > usual)
    position = next(full, 0) if usual > 1 else _above_the_values(head)
    row = head[position]
    if not _reads_as_headings(row):
        return position, 0, None
    # A last column without a heading still counts where the rows below fill it.
    below = Counter(map(width_of, head[position + 1 :])).most_common(1)
    width = max(width_of(row), min(below[0][0] if below else 0, len(row)))
    if (second := _second_row(head, position, width)) is not None:
        return position, 2, _joined(row[:width], second[:width])
    return position, 1, row[:width]


def width_of(row: Sequence[str]) -> int:
    """Cells up to the last that is not empty: programs pad rows with empty ones."""
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return width


def named(header: Sequence[str] | None, width: int) -> tuple[list[str], list[IntakeProblem]]:
    """Unique headings, none empty, and what had to be changed for that."""
    if header is None:
        return [letter(position) for position in range(width)], [IntakeProblem("no_header")]
    headings: list[str] = []
    warnings = []
    for position, cell in enumerate(header):
        heading = shortened(cell, HEADING_LENGTH)
        if not heading:
            heading = letter(position)
            warnings.append(IntakeProblem("named_column", column=heading))
        unique = _unique(heading, headings, header)
        if unique != heading:
            warnings.append(IntakeProblem("doubled_column", column=unique, detail={"text": heading}))
        headings.append(unique)
    return headings, warnings


def letter(position: int) -> str:
    """A column's letter in a spreadsheet: A to Z, then AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


def without_footers(body: list[Row]) -> tuple[list[Row], list[Row]]:
    """(the table's rows, lines below it): where a row usually fills several columns they fill one, with words."""
    end = len(body)
    if len(body) < FEWEST_ROWS or median_low(len(_filled(row)) for _, row in body[:SAMPLE_ROWS]) < 2:
        return body, []
    while len(body) - end < FOOTERS and _is_footer(body[end - 1][1]):
        end -= 1
    return body[:end], body[end:]


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if not is_missing(cell)]


def _is_footer(row: Sequence[str]) -> bool:
    filled = _filled(row)
    return len(filled) == 1 and not _is_value(filled[0])


def _is_value(cell: str) -> bool:
    return read_number(cell) is not None or read_moment(cell) is not None


def _reads_as_headings(row: Sequence[str]) -> bool:
    """No value among them; or words first, and then times in a row, as in a table that has a column for each."""
    values = [cell for cell in row if cell and _is_value(cell)]
    if not values:
        return True
    years = [number for cell in values if (number := read_number(cell)) is not None and number in YEARS]
    rising = all(earlier < later for earlier, later in pairwise(years))
    return len(years) == len(values) >= FEWEST_TIMES and rising and len(values) < sum(map(bool, row))


def _above_the_values(head: list[Sequence[str]]) -> int:
    """In a table of one column: the last line of words before the values begin."""
    first = next((position for position, row in enumerate(head) if _is_value(row[0])), 0)
    return max(0, first - 1)


def _second_row(head: list[Sequence[str]], position: int, width: int) -> Sequence[str] | None:
    """The row below, where it names what the first row leaves without a name, and no row of data is like it."""
    if len(head) < position + 3:
        return None
    first, second = head[position], head[position + 1]
    names = any(not above and below for above, below in zip(first[:width], second[:width], strict=False))
    if not names or any(cell and _is_value(cell) for cell in second):
        return None
    data = head[position + 2 :]
    columns = [column for column, cell in enumerate(second[:width]) if cell]
    numbers = [column for column in columns if all(len(row) > column and _is_value(row[column]) for row in data[:5])]
    return second if numbers else None


def _joined(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Headings of two rows, where a merged cell names several columns: 时长（秒） over 排队 and 通话."""
    joined, above = [], ""
    for position, cell in enumerate(first):
        below = second[position] if position < len(second) else ""
        above = cell or (above if below else "")
        joined.append(" ".join(filter(None, (above, below))))
    return joined


def _unique(heading: str, taken: list[str], header: Sequence[str]) -> str:
    unique, count = heading, 1
    while unique in taken or (count > 1 and unique in header):
        count += 1
        unique = f"{heading} ({count})"
    return unique
