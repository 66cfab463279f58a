"""The hotline in four charts: staffing and service, the cost of five options, the same with what the reader holds dear,
a day by half hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
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
)
from caseroom.charts.bars import bars, bars_by_option
from caseroom.charts.columns import columns_by_time
from caseroom.charts.lines import line_with_target
from caseroom.charts.look import GLYPHS, Measure
from caseroom.i18n import Translate

from . import model as hotline
from .model import Params
from .params import TERMS

SOLVED, ANSWERED = "cost_per_solved_problem", "cost_per_answered_call"


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    labels = case.option_labels(lang)
    return _service(_), _cost(_, labels), _judged(_, labels), _day(_)


def with_option(params: Params, option: str) -> Params:
    """`params` with the terms of an option and the fewest agents that reach the target.

    ParameterError when that takes more agents than the model allows.
    """
    row = next(row for row in _options(_only(params, OPTIONS_DEPEND_ON)) if row["option"] == option)
    terms = {term: getattr(hotline.OPTIONS[option], term) for term in TERMS}
    return replace(params, **terms, agents=row["agents"])


# Tables of the model, kept while nothing changes that they depend on: a step of one lever recomputes few.

STAFFING = ("arrivals_per_hour", "districts", "average_handling_time", "first_call_resolution",
            "redial_probability", "answer_within", "target_service_level")  # fmt: skip
CURVE_DEPENDS_ON = (*STAFFING, "agents", "mean_patience")
OPTIONS_DEPEND_ON = (
    "arrivals_per_hour",
    "redial_probability",
    "answer_within",
    "target_service_level",
    "shrinkage",
)

JUDGED_DEPEND_ON = (*OPTIONS_DEPEND_ON, "mean_patience", "worth_of_help", "worth_of_say", "worth_of_standby")


def _only(params: Params, names: tuple[str, ...]) -> Params:
    """`params` with every other field at its default, so that equal tables have equal keys."""
    return Params(**{field.name: getattr(params, field.name) for field in fields(Params) if field.name in names})


@lru_cache(maxsize=64)
def _curve(params: Params) -> list[dict[str, Any]]:
    return _records(hotline.service_level_by_agents(params))


@lru_cache(maxsize=64)
def _options(params: Params) -> list[dict[str, Any]]:
    return _records(hotline.compare_options(params))


@lru_cache(maxsize=64)
def _judged_costs(params: Params) -> list[dict[str, Any]]:
    return _records(hotline.judged_costs(params))


@lru_cache(maxsize=64)
def _half_hours(params: Params, profile: tuple[tuple[str, float], ...]) -> list[dict[str, Any]]:
    return _records(hotline.day_by_half_hour(params, dict(profile) or None))


@lru_cache(maxsize=64)
def _agents_needed(params: Params) -> int:
    return hotline.agents_for_service_level(params)


def _records(table: Any) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.astype(object).to_numpy().tolist()]


# 1. Agents and service level


def _service(_: Translate) -> View:
    agents = Measure("agents", _("Agents on the phones"))
    in_time = Measure("service_level", _("Answered in time"), "percent")
    named = Measure("service_level", _("In time"))
    connected = Measure("connected", _("Connected"), "percent")
    at_baseline = Measure("baseline", _("Answered in time, baseline"), "percent")
    height = Measure("share", _("Share of calls"), "percent")

    def rows(situation: Situation) -> Rows:
        now, before = (_curve(_only(scenario.params, CURVE_DEPENDS_ON)) for scenario in _two(situation))
        share = situation.now.params.target_service_level
        target = {"value": share, "label": _("Target {share}").format(share=readable(share, "percent"))}
        known = {row["agents"]: row["service_level"] for row in before}
        return {
            "rows": [row | ({"baseline": known[row["agents"]]} if row["agents"] in known else {}) for row in now],
            "baseline": before,
            "band": situation.bands.get("service_level", []),
            "target": [target],
            "marks": [
                {"agents": one.params.agents, "value": one.outcomes.service_level, "kind": kind, "label": words}
                for one, kind, words in marked(situation, _)
            ],
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        params, outcomes = situation.now.params, situation.now.outcomes
        needed = _agents_needed(_only(params, STAFFING))
        sentences = [
            _(
                "With {agents} the line answers {share} of its calls within {seconds} seconds and connects {connected}."
            ).format(
                agents=_agents(params.agents, _),
                share=readable(outcomes.service_level, "percent"),
                seconds=as_set(params.answer_within, "number"),
                connected=readable(outcomes.connected, "percent"),
            ),
            _("The target of {target} needs {needed}.").format(
                target=readable(params.target_service_level, "percent"), needed=_agents(needed, _)
            ),
            _("For comparison (agents, service level): {others}.").format(
                others=others(
                    situation,
                    lambda one: f"{one.params.agents}, {readable(one.outcomes.service_level, 'percent')}",
                    _,
                )
            ),
            *_uncertain(drawn["band"], params.agents, _),
        ]
        return joined(sentences)

    def note(situation: Situation) -> str:
        banded = "service_level" in situation.bands
        return _("Shaded: 90 % interval; thin line: its middle") if banded else ""

    return View("service_level", _("How many agents keep the promise?"),
                line_with_target(agents, (named, connected), height, _("Baseline")),
                columns_of(agents, in_time, connected, at_baseline), rows, describe, note,
                Band("agents", "service_level"), short=_("Agents and promise"))  # fmt: skip


def _uncertain(band: list[dict[str, Any]], agents: int, _: Translate) -> list[str]:
    """What the band says where the levers stand."""
    sentence = _("With the ranges given, the 90 % interval there goes from {low} to {high}.")
    return [
        sentence.format(low=readable(row["low"], "percent"), high=readable(row["high"], "percent"))
        for row in band
        if row["agents"] == agents
    ]


# 2. What the five options cost


def _cost(_: Translate, labels: Mapping[str, str]) -> View:
    solved = Measure(SOLVED, _("Yuan per solved problem"), "money")
    answered = Measure(ANSWERED, _("Yuan per answered call"), "money")

    def rows(situation: Situation) -> Rows:
        costs = {row["option"]: row for row in _options(_only(situation.now.params, OPTIONS_DEPEND_ON))}

        def bar(label: str, kind: str, outcomes: Any) -> dict[str, Any]:
            return {"kind": kind} | numbered(label, *((m, getattr(outcomes, m.field)) for m in (solved, answered)))

        bars = bars_of_options(situation, costs, labels, (solved, answered), _)
        own = [("now", _("Your line now"), situation.now), ("baseline", situation.baseline.name, situation.baseline),
               *(("pinned", pin.name, pin) for pin in situation.pinned)]  # fmt: skip
        now, *compared = [bar(f"{GLYPHS[kind]} {words}", kind, scenario.outcomes) for kind, words, scenario in own]
        return {
            "rows": [now, *bars, *compared]
        }  # on a phone the first is always in sight, and it is what the lever moves

    def describe(situation: Situation, drawn: Rows) -> str:
        by_call, by_problem = (least(drawn["rows"], m) for m in (ANSWERED, SOLVED))
        now = drawn["rows"][0]
        orders = (
            [
                _(
                    "Of the options that you have loaded, the cheapest per answered call is {option} ({cost} yuan)."
                ).format(option=by_call["label"], cost=readable(by_call[ANSWERED], "money")),
                _("Of them, the cheapest per solved problem is {option} ({cost} yuan).").format(
                    option=by_problem["label"], cost=readable(by_problem[SOLVED], "money")
                ),
            ]
            if by_call and by_problem
            else [_("Load two options or more, and this says which of them is cheapest.")]
        )
        return joined(
            [
                _("Each option has the fewest agents that reach the target."),
                *orders,
                _("Your line now: {answered} yuan per answered call, {solved} per solved problem.").format(
                    answered=readable(now[ANSWERED], "money"), solved=readable(now[SOLVED], "money")
                ),
                _("For comparison (yuan per answered call, per solved problem): {others}.").format(
                    others=others(
                        situation,
                        lambda one: ", ".join(
                            readable(getattr(one.outcomes, name), "money") for name in (ANSWERED, SOLVED)
                        ),
                        _,
                    )
                ),
            ]
        )

    columns = ({"name": "label", "title": _("Option"), "format": "number"}, *columns_of(solved, answered))
    return View("cost_by_option", _("What does each option cost, each staffed to the target?"),
                bars_by_option(solved, answered), columns, rows, describe, short=_("Cost by option"))  # fmt: skip


# 3. The same with what money leaves out


def _judged(_: Translate, labels: Mapping[str, str]) -> View:
    judged = Measure("judged", _("Yuan per caller, with your judgements"), "money")
    money = Measure("money", _("Yuan per caller, money alone"), "money")

    def rows(situation: Situation) -> Rows:
        """Those that are loaded, the cheapest first: which one that is, is what the three levers move."""
        costs = _judged_costs(_only(situation.now.params, JUDGED_DEPEND_ON))
        loaded = sorted((row for row in costs if row["option"] in situation.loaded), key=lambda row: row["judged"])
        unseen = [
            {"label": labels[row["option"]], "judged": 0, "judged_label": _("Load this option to see it.")}
            for row in costs
            if row["option"] not in situation.loaded
        ]
        return {
            "rows": [*(row | {"label": labels[row["option"]], "judged_label": said(row)} for row in loaded), *unseen]
        }

    def said(row: Mapping[str, Any]) -> str:
        judged, money = readable(row["judged"], "money"), readable(row["money"], "money")
        return judged if judged == money else _("{cost} (money alone {money})").format(cost=judged, money=money)

    def describe(situation: Situation, drawn: Rows) -> str:
        seen = [row for row in drawn["rows"] if "money" in row]
        if len(seen) < 2:
            return _("Load two options or more, and this says which of them is cheapest.")
        best, cheapest = seen[0], min(seen, key=lambda row: row["money"])
        sentences = [
            _("With your judgements the cheapest of the options loaded is {option} ({cost} yuan per caller).")
            .format(option=best["label"], cost=readable(best["judged"], "money")),
            _("By money alone it is {option} ({cost} yuan per caller).")
            .format(option=cheapest["label"], cost=readable(cheapest["money"], "money")),
        ]  # fmt: skip
        return joined(sentences)

    columns = ({"name": "label", "title": _("Option"), "format": "number"}, *columns_of(judged, money))
    return View("judged_cost", _("What does each option cost with your judgements?"), bars(judged), columns, rows,
                describe, short=_("Cost with your judgements"))  # fmt: skip


# 4. A day


def _day(_: Translate) -> View:
    time = Measure("half_hour", _("Half hour beginning at"))
    calls = Measure("calls_per_hour", _("Calls per hour"))
    needed = Measure("agents_needed", _("Agents needed for the target"))

    def rows(situation: Situation) -> Rows:
        profile = tuple((situation.own.day_profile if situation.own else {}).items())
        day, before = (_half_hours(_only(scenario.params, STAFFING), profile) for scenario in _two(situation))
        both = [
            {**now, **{f"{m.field}_baseline": then[m.field] for m in (calls, needed)}}
            for now, then in zip(day, before, strict=True)
        ]
        return {"rows": both, "level": _levels(situation, _)}

    def describe(situation: Situation, drawn: Rows) -> str:
        def in_words(scenario: Scenario) -> str:
            districts = counted(scenario.params.districts, _("1 district"), _("{count} districts"))
            return staffed.format(agents=_agents(scenario.params.agents, _), districts=districts)

        staffed = _("{agents} for {districts}")
        peak = max(drawn["rows"], key=lambda row: row["calls_per_hour"])
        agents = situation.now.params.agents
        short = sum(row["agents_needed"] > agents for row in drawn["rows"])
        return joined(
            [
                _("Calls peak at {time} with {calls} an hour; the target then needs {agents}.").format(
                    time=peak["half_hour"],
                    calls=readable(peak["calls_per_hour"], "number"),
                    agents=_agents(peak["agents_needed"], _),
                ),
                _("With {agents} all day the target is missed in {short} of {all} half hours.").format(
                    agents=_agents(agents, _), short=short, all=len(drawn["rows"])
                ),
                _("For comparison: {others}.").format(others=others(situation, in_words, _)),
            ]
        )

    def note(situation: Situation) -> str:
        return _("Constructed data") if situation.own is None else _("Your call log")

    columns = columns_of(time, calls, needed, Measure("calls_per_hour_baseline", _("Calls per hour, baseline")),
                       Measure("agents_needed_baseline", _("Agents needed, baseline")))  # fmt: skip
    return View("day", _("A day by half hour"), columns_by_time(time, calls, needed, _("Baseline")), columns, rows,
                describe, note)  # fmt: skip


def _agents(count: int, _: Translate) -> str:
    return counted(count, _("1 agent"), _("{count} agents"))


def _levels(situation: Situation, _: Translate) -> list[dict[str, Any]]:
    """How many agents each scenario has all day."""
    at_work = _("{agents} on the phones")
    return [
        {
            "value": (agents := scenario.params.agents),
            "kind": kind,
            "label": at_work.format(agents=agents) if kind == "now" else f"{agents} {words}",
        }
        for scenario, kind, words in marked(situation, _)
        if _same_line(scenario, situation.now)
    ]


def _same_line(scenario: Scenario, now: Scenario) -> bool:
    """Agents of more districts answer more calls: beside the needs of this line their number would say nothing."""
    return bool(scenario.params.districts == now.params.districts)


def _two(situation: Situation) -> tuple[Scenario, Scenario]:
    return situation.now, situation.baseline
