"""The desk in three charts: staffing and service, the cost of the options, a morning by half hour."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from caseroom.authoring import (
    Band,
    CaseFile,
    Rows,
    Scenario,
    Situation,
    View,
    as_set,
    bars_of_options,
    columns_of,
    counted,
    joined,
    least,
    marked,
    numbered,
    others,
    readable,
)  # fmt: skip
from caseroom.charts.bars import bars_by_option
from caseroom.charts.columns import columns_by_time
from caseroom.charts.lines import line_with_target
from caseroom.charts.look import GLYPHS, Measure
from caseroom.i18n import Translate
from caseroom.parameters import with_terms

from .model import agents_for_service_level, compare_options, day_by_half_hour, service_level_by_agents
from .params import OPTIONS, TERMS, Params

ANSWERED, SOLVED = "cost_per_answered_call", "cost_per_solved_problem"


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    return _service(_), _cost(_, case.option_labels(lang)), _day(_)


def with_option(params: Params, option: str) -> Params:
    """`params` with the terms of an option and the fewest agents that reach the target. ParameterError: too many."""
    chosen = with_terms(params, OPTIONS[option], TERMS)
    return replace(chosen, agents=agents_for_service_level(chosen))


def _records(table: Any) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.astype(object).to_numpy().tolist()]


def _service(_: Translate) -> View:
    agents = Measure("agents", _("Agents on the phones"))
    in_time = Measure("service_level", _("Answered in time (Erlang-C)"), "percent")
    connected = Measure("connected", _("Connected (Erlang-A)"), "percent")
    at_baseline = Measure("baseline", _("Answered in time, baseline"), "percent")
    height = Measure("share", _("Share of calls"), "percent")

    def rows(situation: Situation) -> Rows:
        now, before = (_records(service_level_by_agents(one.params)) for one in (situation.now, situation.baseline))
        share = situation.now.params.target_service_level
        known = {row["agents"]: row["service_level"] for row in before}
        return {
            "rows": [row | ({"baseline": known[row["agents"]]} if row["agents"] in known else {}) for row in now],
            "baseline": before,
            "band": situation.bands.get("service_level", []),
            "target": [{"value": share, "label": _("Target {share}").format(share=readable(share, "percent"))}],
            "marks": [_mark(*one) for one in marked(situation, _)],
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        sentence = _("With {agents} the desk answers {share} of its calls within {seconds} seconds.")
        params = situation.now.params
        told = sentence.format(
            agents=_agents(params.agents, _),
            share=readable(situation.now.outcomes.service_level, "percent"),
            seconds=as_set(params.answer_within, "number"),
        )
        compared = _compared(situation, lambda one: f"{one.params.agents}", _)
        return joined([told, compared, *_uncertain(drawn["band"], params.agents, _)])

    def note(situation: Situation) -> str:
        banded = "service_level" in situation.bands
        return _("Shaded: 90 % interval; thin line: its middle") if banded else ""

    return View("service_level", _("How many agents keep the promise?"),
                line_with_target(agents, (in_time, connected), height, at_baseline.title),
                columns_of(agents, in_time, connected, at_baseline), rows, describe, note,
                Band("agents", "service_level"))  # fmt: skip


def _uncertain(band: list[dict[str, Any]], agents: int, _: Translate) -> list[str]:
    sentence = _("With the ranges given, the 90 % interval there goes from {low} to {high}.")
    here = (row for row in band if row["agents"] == agents)
    return [sentence.format(low=readable(r["low"], "percent"), high=readable(r["high"], "percent")) for r in here]


def _mark(scenario: Scenario, kind: str, words: str) -> dict[str, Any]:
    at, value = scenario.params.agents, scenario.outcomes.service_level
    return {"agents": at, "value": value, "kind": kind, "label": words}


def _agents(count: int, _: Translate) -> str:
    return counted(count, _("1 agent"), _("{count} agents"))


def _compared(situation: Situation, in_words: Any, _: Translate) -> str:
    return _("For comparison: {others}.").format(others=others(situation, in_words, _))


def _cost(_: Translate, labels: dict[str, str]) -> View:
    solved = Measure(SOLVED, _("Yuan per solved problem"), "money")
    answered = Measure(ANSWERED, _("Yuan per answered call"), "money")

    def bar(label: str, kind: str, outcomes: Any) -> dict[str, Any]:
        return {"kind": kind} | numbered(label, *((m, getattr(outcomes, m.field)) for m in (solved, answered)))

    def rows(situation: Situation) -> Rows:
        costs = {row["option"]: row for row in _records(compare_options(situation.now.params))}
        bars = bars_of_options(situation, costs, labels, (solved, answered), _)
        own = [("now", _("Your desk now"), situation.now), ("baseline", situation.baseline.name, situation.baseline),
               *(("pinned", pin.name, pin) for pin in situation.pinned)]  # fmt: skip
        return {"rows": bars + [bar(f"{GLYPHS[kind]} {words}", kind, one.outcomes) for kind, words, one in own]}

    def describe(situation: Situation, drawn: Rows) -> str:
        first = least(drawn["rows"], SOLVED)
        sentence = _("Of the options that you have loaded, {option} solves a problem for least ({cost} yuan).")
        told = [sentence.format(option=first["label"], cost=readable(first[SOLVED], "money"))] if first else []
        here = _("Your desk now: {cost} yuan per solved problem.").format(
            cost=readable(getattr(situation.now.outcomes, SOLVED), "money")
        )
        return joined(
            [*told, here, _compared(situation, lambda one: readable(getattr(one.outcomes, SOLVED), "money"), _)]
        )

    columns = ({"name": "label", "title": _("Option"), "format": "number"}, *columns_of(solved, answered))
    return View("cost_by_option", _("What does each option cost, each staffed to the target?"),
                bars_by_option(solved, answered), columns, rows, describe)  # fmt: skip


def _day(_: Translate) -> View:
    time = Measure("half_hour", _("Half hour beginning at"))
    calls = Measure("calls_per_hour", _("Calls per hour"))
    needed = Measure("agents_needed", _("Agents needed for the target"))

    def rows(situation: Situation) -> Rows:
        profile = situation.own.day_profile if situation.own else None
        day, before = (_records(day_by_half_hour(one.params, profile)) for one in (situation.now, situation.baseline))
        both = [
            {**now, **{f"{m.field}_baseline": then[m.field] for m in (calls, needed)}}
            for now, then in zip(day, before, strict=True)
        ]
        level = [
            {"value": one.params.agents, "kind": kind, "label": words} for one, kind, words in marked(situation, _)
        ]
        return {"rows": both, "level": level}

    def describe(situation: Situation, drawn: Rows) -> str:
        peak = max(drawn["rows"], key=lambda row: row["calls_per_hour"])
        sentence = _("Calls peak at {time}; the target then needs {needed}; on the phones: {agents}.")
        told = sentence.format(
            time=peak["half_hour"], needed=_agents(peak["agents_needed"], _), agents=situation.now.params.agents
        )
        return joined([told, _compared(situation, lambda one: f"{one.params.agents}", _)])

    def note(situation: Situation) -> str:
        return _("Constructed data") if situation.own is None else _("Your call log")

    columns = columns_of(time, calls, needed)
    return View("day", _("A day by half hour"), columns_by_time(time, calls, needed, _("Baseline")), columns, rows,
                describe, note)  # fmt: skip
