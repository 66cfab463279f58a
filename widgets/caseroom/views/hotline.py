"""The hotline in three charts: staffing and service, the cost of four options, a day by half hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from caseroom.casefile import CaseFile
from caseroom.charts import Measure, bars_by_option, columns_by_time, line_with_target
from caseroom.i18n import Translate, translator
from caseroom.models import hotline
from caseroom.models.hotline import Params
from caseroom.models.hotline_params import TERMS
from caseroom.views import Rows, Scenario, Situation, View, readable

SOLVED, ANSWERED = "cost_per_solved_problem", "cost_per_answered_call"


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = translator(lang)
    return _service(_), _cost(_, {option.name: option.label.text(lang) for option in case.options}), _day(_)


def staffed(params: Params, option: str) -> Params:
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


def _only(params: Params, names: tuple[str, ...]) -> Params:
    """`params` with every other field at its default, so that equal tables have equal keys."""
    return Params(
        **{field.name: getattr(params, field.name) for field in fields(Params) if field.name in names}
    )


@lru_cache(maxsize=64)
def _curve(params: Params) -> list[dict[str, Any]]:
    return _records(hotline.service_level_by_agents(params))


@lru_cache(maxsize=64)
def _options(params: Params) -> list[dict[str, Any]]:
    return _records(hotline.compare_options(params))


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
    lines = (
        Measure("service_level", _("Answered in time (Erlang-C)"), "percent"),
        Measure("connected", _("Connected (Erlang-A)"), "percent"),
    )

    def rows(situation: Situation) -> Rows:
        params = situation.now.params
        curve = _curve(_only(params, CURVE_DEPENDS_ON))
        target = params.target_service_level
        first = curve[0]["agents"]
        last = max(curve[-1]["agents"], *(pin.params.agents for pin in situation.pinned), 0)
        here = _mark(situation.now, first, last)
        here |= {"label": _("You are here"), "kind": "now", "label_at": 0.08}
        named = {"agents": last, "label_at": target - 0.05}  # the words at the end of the target line
        pins = _spread(
            [_mark(pin, first, last) for pin in situation.pinned], named, reach=0.4 * (last - first)
        )
        return {
            "rows": curve,
            "target": [{"value": target, "label": _("Target {share}").format(share=f"{target:.0%}")}],
            "marks": [*pins, here],
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        params, outcomes = situation.now.params, situation.now.outcomes
        needed = _agents_needed(_only(params, STAFFING))
        sentences = [
            _(
                "With {agents} agents the line answers {share} of its calls within {seconds} seconds "
                "and connects {connected}."
            ).format(
                agents=params.agents,
                share=readable(outcomes.service_level, "percent"),
                seconds=f"{params.answer_within:g}",
                connected=readable(outcomes.connected, "percent"),
            ),
            _("The target of {target} needs {needed} agents.").format(
                target=f"{params.target_service_level:.0%}", needed=needed
            ),
        ]
        if situation.pinned:
            pins = "; ".join(
                f"{pin.name}: {pin.params.agents}, {readable(pin.outcomes.service_level, 'percent')}"
                for pin in situation.pinned
            )
            sentences.append(_("Pinned (agents, service level): {pins}.").format(pins=pins))
        return _joined(sentences)

    return View("service_level", _("How many agents keep the promise?"), line_with_target(agents, lines),
                _columns(agents, *lines), rows, describe)  # fmt: skip


def _mark(scenario: Scenario, first: int, last: int) -> dict[str, Any]:
    agents, share = scenario.params.agents, scenario.outcomes.service_level
    side = "left" if agents > first + 0.65 * (last - first) else "right"
    return {"agents": agents, "value": share, "label": scenario.name, "kind": "pinned", "side": side}


def _spread(marks: list[dict[str, Any]], taken: dict[str, Any], reach: float) -> list[dict[str, Any]]:
    """Give every mark a height for its label: just below its point, clear of `taken` and each other where
    they are within `reach`.
    """
    placed = [taken]
    for mark in sorted(marks, key=lambda mark: -mark["value"]):
        near = [other["label_at"] for other in placed if abs(other["agents"] - mark["agents"]) < reach]
        below = max(mark["value"] - 0.05, 0.16)
        steps = [0.08 * n for n in range(len(marks) + 1)]
        heights = [*(below - step for step in steps), *(below + step for step in steps)]
        free = [at for at in heights if at > 0.15 and all(abs(at - other) > 0.065 for other in near)]
        placed.append({**mark, "label_at": round(free[0], 3)})
    return placed[1:]


# 2. What the four options cost


def _cost(_: Translate, labels: Mapping[str, str]) -> View:
    solved = Measure(SOLVED, _("Yuan per solved problem"), "yuan")
    answered = Measure(ANSWERED, _("Yuan per answered call"), "yuan")

    def rows(situation: Situation) -> Rows:
        table = _options(_only(situation.now.params, OPTIONS_DEPEND_ON))
        least = {measure: min(row[measure] for row in table) for measure in (SOLVED, ANSWERED)}

        def bar(label: str, costs: Mapping[str, float], marked: bool = False) -> dict[str, Any]:
            written = {"label": label, **{m: costs[m] for m in least}}
            for m in least:
                lowest = f" · {_('lowest')}" if marked and costs[m] == least[m] else ""
                written[f"{m}_label"] = f"{costs[m]:,.2f}{lowest}"
            return written

        bars = [bar(labels.get(row["option"], row["option"]), row, marked=True) for row in table]
        bars.append(bar(_("Your line now"), vars(situation.now.outcomes)))
        if situation.now.params != situation.baseline.params:
            bars.append(bar(_("Baseline"), vars(situation.baseline.outcomes)))
        return {"rows": bars}

    def describe(situation: Situation, drawn: Rows) -> str:
        options = drawn["rows"][: len(hotline.OPTIONS)]
        by_call, by_problem = (min(options, key=lambda row: row[m]) for m in (ANSWERED, SOLVED))
        now = drawn["rows"][len(options)]
        return _joined(
            [
                _("Each option has the fewest agents that reach the target."),
                _("Per answered call the cheapest is {option} ({cost} yuan).").format(
                    option=by_call["label"], cost=f"{by_call[ANSWERED]:,.2f}"
                ),
                _("Per solved problem the cheapest is {option} ({cost} yuan).").format(
                    option=by_problem["label"], cost=f"{by_problem[SOLVED]:,.2f}"
                ),
                _("Your line now: {answered} yuan per answered call, {solved} per solved problem.").format(
                    answered=f"{now[ANSWERED]:,.2f}", solved=f"{now[SOLVED]:,.2f}"
                ),
            ]
        )

    columns = ({"name": "label", "title": _("Option"), "format": "number"}, *_columns(solved, answered))
    return View("cost_by_option", _("What does each option cost, each staffed to the target?"),
                bars_by_option(solved, answered), columns, rows, describe)  # fmt: skip


# 3. A day


def _day(_: Translate) -> View:
    time = Measure("half_hour", _("Half hour beginning at"))
    calls = Measure("calls_per_hour", _("Calls per hour"))
    needed = Measure("agents_needed", _("Agents needed for the target"))

    def rows(situation: Situation) -> Rows:
        params = situation.now.params
        day = _half_hours(_only(params, STAFFING), tuple((situation.day_profile or {}).items()))
        label = _("{agents} on the phones").format(agents=params.agents)
        return {"rows": day, "level": [{"value": params.agents, "label": label}]}

    def describe(situation: Situation, drawn: Rows) -> str:
        peak = max(drawn["rows"], key=lambda row: row["calls_per_hour"])
        agents = situation.now.params.agents
        short = sum(row["agents_needed"] > agents for row in drawn["rows"])
        return _joined(
            [
                _("Calls peak at {time} with {calls} an hour; the target then needs {agents} agents.").format(
                    time=peak["half_hour"],
                    calls=f"{peak['calls_per_hour']:,.0f}",
                    agents=peak["agents_needed"],
                ),
                _("{agents} agents all day fall short in {short} of {all} half hours.").format(
                    agents=agents, short=short, all=len(drawn["rows"])
                ),
            ]
        )

    def note(situation: Situation) -> str:
        return _("Constructed data") if situation.day_profile is None else _("Your call log")

    return View("day", _("A day by half hour"), columns_by_time(time, calls, needed),
                _columns(time, calls, needed), rows, describe, note)  # fmt: skip


def _columns(*measures: Measure) -> tuple[dict[str, str], ...]:
    return tuple({"name": m.field, "title": m.title, "format": m.format} for m in measures)


def _joined(sentences: list[str]) -> str:
    """Sentences in a row; Chinese ones need no space between them."""
    return "".join(s if s.endswith("。") else f"{s} " for s in sentences).strip()
