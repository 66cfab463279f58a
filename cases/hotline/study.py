"""A call log in five charts: when calls come and wait, when callers hang up, and who had rung before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from caseroom import data
from caseroom.authoring import CaseFile, DataChart, Figures, Format, Own, Rows, Study, columns_of, joined, readable
from caseroom.charts.bars import bars, bars_by_option
from caseroom.charts.dots import dots
from caseroom.charts.heat_map import heat_map
from caseroom.charts.look import BLUES, ORANGES, Measure
from caseroom.i18n import Translate
from caseroom.parameters import Parameter, parameters

from . import call_log
from . import model as hotline
from .log_digest import OTHER_TOPICS, Cell, LogDigest, bundled, decode, digest, encode

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


LogChart = DataChart[LogDigest]


def study(case: CaseFile, lang: str) -> Study[LogDigest]:
    """The case's constructed log, or one of the student's own, in five charts."""
    _ = case.translator(lang)
    topics = data.categories(case.dataset, "topic").items()
    return Study(
        bundled=lambda: bundled(case.dataset),
        charts=charts(_, {code: words.text(lang) for code, words in topics}),
        figures=lambda log: figures(log, _),
        own=Own("call_log", call_log.KIND, digest, encode, decode, lambda log: log.name, levers),
    )


def charts(_: Translate, topics: Mapping[str, str]) -> tuple[LogChart, ...]:
    """topics: words for topic codes; others are shown as written."""
    return _calls(_), _waits(_), _hang_ups(_), _repeats(_), _topics(_, topics)


def figures(log: LogDigest, _: Translate) -> Figures:
    """What there is to say of a log; what it does not know is left out."""

    def known(value: float | None, kind: Format, words: str = "{number}") -> str | None:
        return None if value is None else words.format(number=readable(value, kind))

    found = (
        (_("Calls"), readable(log.calls, "number")),
        (_("Days"), readable(log.days, "number")),
        (_("Busiest half hour"), log.busiest),
        (_("Calls an hour then"), readable(log.arrivals_per_hour, "number")),
        (_("Handling time"), known(log.average_handling_time, "seconds", _("{number} s"))),
        (_("Hung up"), known(log.abandonment, "percent")),
        (_("Answered calls solved"), known(log.first_call_resolution, "percent")),
    )
    return tuple((label, value) for label, value in found if value is not None)


def _with(columns: tuple[str, ...], rows: Callable[[LogDigest], Rows]) -> Callable[[LogDigest], Rows]:
    """`rows` of a log that has these columns, none of another."""
    return lambda log: rows(log) if set(columns) <= set(log.columns) else {"rows": []}


# When calls come and when they wait: one layout, so that the two can be compared


def _calls(_: Translate) -> LogChart:
    day, time = _week(_)
    shade = Measure("per_day", _("Calls on an average day"))

    def describe(log: LogDigest) -> str:
        most, least = (pick(log.cells, key=lambda cell: cell.per_day) for pick in (max, min))
        return _(
            "Most calls come on {moment}: {calls} in that half hour on an average day. Fewest come on {quiet}: {few}."
        ).format(
            moment=_moment(most, _),
            calls=readable(most.per_day, "decimal"),
            quiet=_moment(least, _),
            few=readable(least.per_day, "decimal"),
        )

    return LogChart(
        "calls_by_half_hour",
        _("When do the calls come?"),
        heat_map(time, day, shade, BLUES),
        columns_of(day, time, shade),
        lambda log: {"rows": [_cell(cell, _) for cell in log.cells]},
        describe,
    )


def _waits(_: Translate) -> LogChart:
    day, time = _week(_)
    shade = Measure("wait", _("Mean seconds in the queue"), "seconds")

    def describe(log: LogDigest) -> str:
        longest = _longest(log.cells)
        same = longest.per_day == max(cell.per_day for cell in log.cells)
        sentence = _("The longest waits are on {moment}: {seconds} s on average.").format(
            moment=_moment(longest, _), seconds=readable(longest.wait or 0, "seconds")
        )
        return joined([sentence, _("That half hour also has the most calls.") if same else
                       _("That is not the half hour with the most calls.")])  # fmt: skip

    return LogChart(
        "wait_by_half_hour",
        _("When do callers wait?"),
        heat_map(time, day, shade, ORANGES),
        columns_of(day, time, shade),
        _with(("queue_s",), lambda log: {"rows": [_cell(cell, _) for cell in log.cells if cell.wait is not None]}),
        describe,
        _("Waits are not shown: this log has no column with the seconds in the queue."),
    )


def _hang_ups(_: Translate) -> LogChart:
    wait = Measure("wait", _("Mean seconds in the queue"), "seconds")
    share = Measure("abandoned", _("Share that hung up"), "percent")
    calls = Measure("calls", _("Calls in the log"))

    def known(log: LogDigest) -> list[Cell]:
        return [cell for cell in log.cells if cell.wait is not None and cell.abandoned is not None]

    def rows(log: LogDigest) -> Rows:
        cells = known(log)
        longest = _longest(cells) if cells else None
        return {"rows": [_cell(cell, _) | {"label": _moment(cell, _) if cell is longest else ""} for cell in cells]}

    def describe(log: LogDigest) -> str:
        by_wait = sorted(known(log), key=lambda cell: cell.wait or 0)
        quarter = max(1, len(by_wait) // 4)
        return _(
            "In the quarter of half hours with the shortest waits {few} of the callers hung up; in the "
            "quarter with the longest waits {many}."
        ).format(few=_hung_up(by_wait[:quarter]), many=_hung_up(by_wait[-quarter:]))

    return LogChart(
        "hang_ups",
        _("When the queue is long, what do callers do?"),
        dots(wait, share, calls, _("The larger the dot, the more calls")),
        columns_of(*_week(_), wait, share, calls),
        _with(("queue_s", "abandoned"), rows),
        describe,
        _("Hang-ups are not shown: that takes a column with the seconds in the queue and one that says who hung up."),
    )


def _longest(cells: Sequence[Cell]) -> Cell:
    """The longest mean wait among half hours with a tenth of the busiest one's calls: a mean of few says little."""
    enough = max(cell.calls for cell in cells if cell.wait is not None) / 10
    return max((cell for cell in cells if cell.calls >= enough), key=lambda cell: cell.wait or 0)


def _hung_up(cells: list[Cell]) -> str:
    calls = sum(cell.calls for cell in cells)
    return readable(sum(cell.calls * (cell.abandoned or 0) for cell in cells) / calls, "percent")


# Who had rung before


def _repeats(_: Translate) -> LogChart:
    day = Measure("label", _("Weekday"))
    share = Measure("repeated", _("Share of calls that repeat an earlier one"), "percent")

    def rows(log: LogDigest) -> Rows:
        return {
            "rows": [
                {"label": _(WEEKDAYS[row.weekday]), "repeated": row.repeated,
                 "repeated_label": readable(row.repeated, "percent")}
                for row in log.weekdays if row.repeated is not None
            ]
        }  # fmt: skip

    def describe(log: LogDigest) -> str:
        found = rows(log)["rows"]
        most, least = (pick(found, key=lambda row: row["repeated"]) for pick in (max, min))
        return _("Repeat calls are most frequent on {most} ({share}) and rarest on {least} ({few}).").format(
            most=most["label"], share=most["repeated_label"], least=least["label"], few=least["repeated_label"]
        )

    return LogChart(
        "repeats_by_weekday",
        _("On which days do people ring again?"),
        bars(share),
        columns_of(day, share),
        _with(("redial_of",), rows),
        describe,
        _("Repeat calls are not shown: that takes a column that says which earlier call each call repeats."),
    )


def _topics(_: Translate, names: Mapping[str, str]) -> LogChart:
    topic = Measure("label", _("Topic"))
    solved = Measure("resolved", _("Answered calls that solved the matter"), "percent")
    repeated = Measure("repeated", _("Calls that repeat an earlier one"), "percent")
    called = {OTHER_TOPICS: _("All other topics"), **names}

    def rows(log: LogDigest) -> Rows:
        by_share = sorted(log.topics, key=lambda row: (row.resolved is None, row.resolved))
        return {
            "rows": [
                {
                    "label": called.get(row.topic, row.topic),
                    "resolved": row.resolved,
                    "repeated": row.repeated,
                    "resolved_label": _percent(row.resolved),
                    "repeated_label": _percent(row.repeated),
                }
                for row in by_share
            ]
        }

    def describe(log: LogDigest) -> str:
        known = [row for row in rows(log)["rows"] if row["resolved"] is not None]
        if not known:
            return _("No topic has an answered call that says whether it was solved.")
        least, most = known[0], known[-1]
        sentences = [
            _("Fewest calls solve the matter for {least} ({share}), most for {most} ({high}).").format(
                least=least["label"],
                share=least["resolved_label"],
                most=most["label"],
                high=most["resolved_label"],
            )
        ]
        if least["repeated"] is not None and most["repeated"] is not None:
            sentences.append(
                _("Of the calls about {least} {share} repeat an earlier one, of those about {most} {high}.").format(
                    least=least["label"],
                    share=least["repeated_label"],
                    most=most["label"],
                    high=most["repeated_label"],
                )
            )
        return joined(sentences)

    return LogChart(
        "solved_by_topic",
        _("What is left unsolved, and rung about again?"),
        bars_by_option(solved, repeated),
        columns_of(topic, replace(solved, field="resolved_label"), replace(repeated, field="repeated_label")),
        _with(("topic", "resolved"), rows),
        describe,
        _(
            "Topics are not shown: that takes a column with the topic of each call and one that says "
            "whether it was solved."
        ),
    )


# Words and numbers


def _week(_: Translate) -> tuple[Measure, Measure]:
    return Measure("day", _("Weekday")), Measure("half_hour", _("Half hour beginning at"))


def _cell(cell: Cell, _: Translate) -> dict[str, Any]:
    figures = [_("{calls} calls on an average day").format(calls=readable(cell.per_day, "decimal"))]
    if cell.wait is not None:
        figures.append(_("{seconds} s in the queue").format(seconds=readable(cell.wait, "seconds")))
    if cell.abandoned is not None:
        figures.append(_("{share} hung up").format(share=readable(cell.abandoned, "percent")))
    return {
        **cell._asdict(),
        "day": _(SHORT[cell.weekday]),
        "order": cell.weekday,
        "tip": "\n".join([_moment(cell, _), *figures]),
    }


def _moment(cell: Cell, _: Translate) -> str:
    return _("{weekday} {time}").format(weekday=_(WEEKDAYS[cell.weekday]), time=cell.half_hour)


def _percent(share: float | None) -> str:
    return "–" if share is None else readable(share, "percent")


# The log in the model's terms


def levers(log: LogDigest) -> dict[str, float]:
    """What a log says of the what-if's levers, within their bounds.

    A log counts calls; the lever counts distinct callers: calls (1 - (1 - f) rho), as models.hotline has it.
    """
    declared = {parameter.name: parameter for parameter in parameters(hotline.Params)}
    found = {
        "average_handling_time": log.average_handling_time,
        "first_call_resolution": log.first_call_resolution,
    }
    terms = {name: _within(value, declared[name]) for name, value in found.items() if value is not None}
    callers = log.arrivals_per_hour / float(hotline.calls_per_caller(hotline.Params(**terms)))
    return {"arrivals_per_hour": _within(callers, declared["arrivals_per_hour"]), **terms}


def _within(value: float, lever: Parameter) -> float:
    steps = round((value - lever.minimum) / lever.step)
    return min(max(round(lever.minimum + steps * lever.step, 6), lever.minimum), lever.maximum)
