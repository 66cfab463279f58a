"""What can be wrong with a file: codes for programs, sentences for readers."""

from collections.abc import Callable, Iterable, Mapping

SHOWN_AT_MOST = 10


def N_(msgid: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is read, in the reader's language."""
    return msgid


MESSAGES = {
    # the file
    "too_large": N_("The file is {size:.0f} MB; at most {limit:.0f} MB can be read. Use a part of it."),
    "too_many_rows": N_("The table has more than {limit:,} rows. Use a part of it."),
    "too_many_columns": N_("The table has {count:,} columns; at most {limit:,} can be read."),
    "too_many_cells": N_("The workbook has more than {limit:,} cells. Save the sheet as CSV (UTF-8) and use that."),
    "unpacks_too_large": N_("Unpacked, this workbook is larger than {limit:.0f} MB. It was not opened."),
    "empty": N_("The file is empty."),
    "header_only": N_("The file has a header but no rows below it."),
    "not_a_table": N_("This is not a table. Choose a .csv or .xlsx file."),
    "old_workbook": N_("This is an old Excel file (.xls). Open it in Excel or WPS and save it as .xlsx."),
    "html_workbook": N_("This is a web page with an Excel name. Open it in Excel or WPS and save it as .xlsx."),
    "locked_workbook": N_("The workbook is protected by a password. Remove the password, save it and try again."),
    "broken_workbook": N_("The workbook is damaged and cannot be opened. Open it in Excel or WPS and save it again."),
    # its text
    "unknown_encoding": N_(
        "The text cannot be read: its encoding is unknown. Open the file in Excel or WPS and save it as .xlsx."
    ),
    "nul": N_("Row {row} holds a NUL byte, so the file is damaged. Export it again."),
    "quotes": N_("A quotation mark near row {row} is not closed, or stands where none can stand."),
    "long_cell": N_("A cell near row {row} is longer than {limit:,} characters; a quotation mark may be missing."),
    "ragged_row": N_("Row {row} has {found} cells where the header has {expected}. Rows like this: {count:,}."),
    # its columns and cells
    "no_such_role": N_("There is no such role for a column: {text}"),
    "no_such_column": N_("The table has no column called “{column}”."),
    "bad_moment": N_("Row {row}, column “{column}”: “{text}” is not a date and time."),
    "bad_date": N_("Row {row}, column “{column}”: “{text}” is not a date."),
    "bad_time": N_("Row {row}, column “{column}”: “{text}” is not a time of day."),
    "bad_duration": N_("Row {row}, column “{column}”: “{text}” is not a duration."),
    "no_value": N_("Say which column holds the values (durations, waits, marks)."),
    "no_role_of_panel": N_("Say which columns hold the unit, the time, the programme and the outcome: all four."),
    "wide_panel": N_(
        "The times {first} to {last} stand as columns here. One row for each unit and time is needed, with four "
        "columns, for example: county, year, programme (0 before it begins, 1 from then on), outcome. In Excel: "
        "Data, From Table/Range, select the columns {first} to {last}, Transform, Unpivot Columns; then add the "
        "column of the programme."
    ),
    "bad_number": N_("Row {row}, column “{column}”: “{text}” is not a number."),
    "bad_count": N_("Row {row}, column “{column}”: “{text}” is not a count, a whole number from 0 on."),
    "bad_treated": N_(
        "Row {row}, column “{column}”: “{text}” does not say whether the programme was on. Write 1 where it was and "
        "0 where it was not, or in every row the time at which it began in this unit."
    ),
    "bad_unit_or_time": N_("Row {row}: the unit or the time is missing."),
    "too_few_values": N_("The file has {count:,} values; at least {least:,} are needed for a curve."),
    "too_few_bins": N_("The values fall into {count:,} bins; at least {least:,} are needed for a curve."),
    "too_many_bins": N_("The table has {count:,} different values; at most {limit:,} can be drawn. Use wider bins."),
    "uneven_bins": N_("The values of the table are not equally far apart: {first}, {second}, then {third}."),
    "two_targets": N_("Column “{column}” names several targets; one is needed."),
    "target_outside": N_("The target {target:g} lies too near the end of the values, or beyond it."),
    "twice": N_("Row {row}: “{unit}” stands twice for the time “{time}”."),
    "too_many_units": N_("The file has {count:,} units; at most {limit:,} can be compared."),
    "too_few_times": N_("The file has {count:,} times; at least three are needed."),
    "too_few_units": N_(
        "Only {count:,} units have an outcome at every time; at least four are needed. The times are {times}."
    ),
    "nobody_starts": N_("In the column of the programme no unit goes from 0 to 1; it is 0 before and 1 after."),
    "everybody_has_it": N_("Every unit has the programme at some time; some are needed that never have it."),
    "it_stops": N_(
        "For “{unit}” the programme goes from 1 back to 0 when the times stand in this order: {times}. Only "
        "programmes that stay can be compared."
    ),
    "always_had_it": N_("“{unit}” has the programme from the first time on, so there is no before."),
    "and_more": N_("Column “{column}” has more cells like this: {count:,}."),
    "and_more_problems": N_("Further problems: {count:,}."),
    # worth knowing, not wrong
    "guessed_encoding": N_("The encoding was guessed ({encoding}). Check that the text reads well."),
    "one_of_sheets": N_("The workbook has several sheets; “{sheet}” was read. Another can be chosen below."),
    "no_header": N_("The file has no header; its columns are called A, B, C and so on."),
    "footer": N_("Row {row} stands below the table and was left out: “{text}”."),
    "ragged_left_out": N_(
        "Rows left out because they have more or fewer cells than the header: {count:,}. The first is row {row}: "
        "“{text}”."
    ),
    "broken_characters": N_(
        "Characters that are broken in the file: {count:,}. Each shows as �; everything else was read as it stands."
    ),
    "decimal_comma": N_("Numbers such as “{text}” were read with a decimal comma."),
    "decimal_point": N_(
        "Numbers such as “{text}” can be read in two ways. They were read as in English, with a point before decimals."
    ),
    "guessed_unit": N_(
        "Column “{column}” does not state its unit. Its numbers, such as {text}, were read as {unit}, because as "
        "seconds they would be no likely length of a call. Choose another unit if that is wrong."
    ),
    "unlikely_duration": N_(
        "Column “{column}”: half of the calls come to less than {seconds:,.1f} seconds, which is no likely length of "
        "a call. Check the unit."
    ),
    "unit_ms": N_("milliseconds"),
    "unit_s": N_("seconds"),
    "unit_min": N_("minutes"),
    "unit_h": N_("hours"),
    "epoch": N_(
        "Numbers such as “{text}” in column “{column}” were read as seconds or milliseconds since 1970, in universal "
        "time. If your clock stood elsewhere, all times of day are shifted by as much."
    ),
    "order_of_times": N_("The times were put in this order: {text}."),
    "times_left_out": N_(
        "Left out because only {count:,} of {total:,} units have a value there: {text}. Give every unit a row for "
        "each time."
    ),
    "first_treatment": N_(
        "Column “{column}” was read as the time at which the programme begins, such as {text}: 1 from then on, 0 "
        "before, and 0 throughout where it names no time of the table."
    ),
    "named_column": N_("Column {column} has no heading; it is called by its letter."),
    "doubled_column": N_("The heading “{text}” stands more than once; one of them is now called “{column}”."),
    "rows_left_out": N_("Rows left out because a cell could not be read: {count:,} of {total:,}. {first}"),
    "units_left_out": N_("Units left out because something is missing: {count:,} of {total:,}, “{first}” first."),
    "read_as_minutes": N_("Durations such as “{text}” in column “{column}” were read in minutes."),
    "guessed_target": N_(
        "The target was guessed: {target:g}, where the counts change most. A place that was looked for always stands "
        "out, so no interval is given. A column “target” can name the target."
    ),
    "heaped": N_(
        "Many values are multiples of {step:g}, as when times are rounded. The bins that hold such values were left "
        "out, so that rounding is not taken for bunching."
    ),
    "heaped_target": N_(
        "Many values are multiples of {step:g}, as when times are rounded, and the target {target:g} is one of them. "
        "Rounding alone makes a spike there, so no interval is given."
    ),
    "guessed_date_order_dmy": N_(
        "Dates such as “{text}” can be read in several ways; column “{column}” was read day first."
    ),
    "guessed_date_order_mdy": N_(
        "Dates such as “{text}” can be read in several ways; column “{column}” was read month first."
    ),
    "guessed_date_order_ymd": N_(
        "Dates such as “{text}” can be read in several ways; column “{column}” was read year first."
    ),
    "utc": N_("Times in column “{column}” are marked as UTC; they were taken as they stand."),
}


class IntakeProblem(ValueError):
    """One thing about an uploaded table, in no language.

    code: a key of MESSAGES, or one of a case's own, which then brings its sentence as `words`. row: as a spreadsheet
    numbers it, the file's first row is 1. column: the heading. detail: what else the sentence needs.
    """

    def __init__(
        self,
        code: str,
        row: int | None = None,
        column: str | None = None,
        detail: Mapping[str, object] | None = None,
        words: str = "",
    ) -> None:
        super().__init__(code, row, column)
        self.code = code
        self.words = words
        self.row = row
        self.column = column
        self.detail = dict(detail or {})

    def __str__(self) -> str:
        return sentence(self, lambda msgid: msgid)


class IntakeProblems(IntakeProblem):
    """Several problems at once, of which at most ten are kept; `problems` holds them, the last may count
    the rest.
    """

    def __init__(self, problems: Iterable[IntakeProblem]) -> None:
        shown = tuple(problems)
        super().__init__("several")
        if len(shown) > SHOWN_AT_MOST:
            rest = len(shown) - SHOWN_AT_MOST + 1
            shown = (*shown[: SHOWN_AT_MOST - 1], IntakeProblem("and_more_problems", detail={"count": rest}))
        self.problems = shown

    def __str__(self) -> str:
        return " ".join(map(str, self.problems))


def sentence(problem: IntakeProblem, translate: Callable[[str], str]) -> str:
    """The problem as one sentence (several problems: one after the other), by a gettext-like `translate`."""
    if isinstance(problem, IntakeProblems):
        return " ".join(sentences(problem, translate))
    words = {
        name: sentence(value, translate) if isinstance(value, IntakeProblem) else value
        for name, value in problem.detail.items()
    }
    filled = {"row": problem.row, "column": problem.column, **words}
    return translate(problem.words or MESSAGES[problem.code]).format(**filled)


def sentences(problem: IntakeProblem, translate: Callable[[str], str]) -> list[str]:
    """One sentence for each problem: a single one gives a list of one."""
    several = problem.problems if isinstance(problem, IntakeProblems) else (problem,)
    return [sentence(each, translate) for each in several]


def shortened(text: str, length: int = 40) -> str:
    """A cell's text, short enough to be quoted in a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
