"""The pilot's report in two charts: what its figure is made of, and what four designs would have found."""

from __future__ import annotations

from caseroom.authoring import CaseFile, Rows, Scenario, Situation, View, columns_of, joined, others, readable
from caseroom.charts.intervals import intervals_by_row
from caseroom.charts.look import Measure
from caseroom.charts.waterfall import waterfall
from caseroom.i18n import Translate
from caseroom.parameters import with_terms

from . import model as evidence


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    names = case.option_labels(lang)
    return _parts(_), _designs(_, names)


def signed(points: float) -> str:
    """Points with their sign, and a true minus: +3.0, −4.2."""
    return f"{'+' if points > 0 else ''}{readable(points, 'points')}"


def _part_names(_: Translate) -> dict[str, str]:
    return {
        "true": _("The programme, in counties still without it"),
        "trend": _("Common trend"),
        "sites": _("Abler or weaker counties than those"),
        "effort": _("Extra effort while they are watched"),
        "regression": _("Regression to the mean after a bad year"),
    }


def _parts(_: Translate) -> View:
    points = Measure("points", _("What is reported, and its parts"), "points", _("points"))
    names = _part_names(_)

    def rows(situation: Situation) -> Rows:
        found: list[dict[str, object]] = []
        height = 0.0
        for part, value in evidence.parts(situation.now.params).items():
            found.append(_bar(names[part], "true" if part == "true" else "part", height, height + float(value)))
            height += float(value)
        return {"rows": [*found, _bar(_("Reported"), "total", 0.0, height)]}

    def describe(situation: Situation, drawn: Rows) -> str:
        *parts, total = drawn["rows"]
        made_of = _("; ").join(f"{row['label']}{_(': ')}{row['value_label']}" for row in parts)
        return joined(
            [
                _("Reported are {total} points, made of: {parts}.").format(total=total["value_label"], parts=made_of),
                _("For comparison (reported): {others}.").format(others=others(situation, _reported, _)),
            ]
        )

    columns = ({"name": "label", "title": _("Part"), "format": "number"}, *columns_of(points))
    return View(
        "parts",
        _("What is the figure made of?"),
        waterfall(points),
        columns,
        rows,
        describe,
        short=_("Parts of the figure"),
    )


def _bar(label: str, kind: str, start: float, end: float) -> dict[str, object]:
    return {
        "label": label,
        "kind": kind,
        "points": round(end - start, 6),
        "from": start,
        "to": end,
        "end": max(start, end),
        "value_label": signed(round(end - start, 6)),
    }


def _reported(one: Scenario) -> str:
    return signed(one.outcomes.reported)


def _designs(_: Translate, names: dict[str, str]) -> View:
    points = Measure("points", _("Found, with a 95 % interval"), "points", _("points"))

    def rows(situation: Situation) -> Rows:
        province = situation.now
        found = [
            _estimate(name, "option", _as_designed(province, option))
            for option, name in names.items()
            if option in situation.loaded
        ]
        truth = _("True effect: {points}").format(points=signed(province.outcomes.at_scale))
        return {
            "rows": [_estimate(_("You are here"), "now", province.outcomes), *found],
            "down": [{"value": province.outcomes.at_scale, "label": truth}],
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        truth = _("To the counties still without it the programme is worth {points} points.")
        sentence = _("{design}: {points} points, between {low} and {high}.")
        told = [
            sentence.format(
                design=row["label"], points=row["value_label"], low=signed(row["low"]), high=signed(row["high"])
            )
            for row in drawn["rows"]
        ]
        if len(drawn["rows"]) <= len(names):
            told.append(_("Load an option, and what its design would have found is drawn here too."))
        return joined([truth.format(points=signed(situation.now.outcomes.at_scale)), *told])

    columns = (
        {"name": "label", "title": _("Design"), "format": "number"},
        *columns_of(
            Measure("value", _("Finds, points"), "points"),
            Measure("low", _("from"), "points"),
            Measure("high", _("to"), "points"),
            Measure("false_alarm", _("False alarm (type I error)"), "percent"),
        ),
    )
    return View(
        "designs",
        _("What would each design have found?"),
        intervals_by_row(points),
        columns,
        rows,
        describe,
        short=_("Finding by design"),
    )


def _as_designed(province: Scenario, option: str) -> evidence.Outcomes:
    """What the option's design finds of the programme and the province as the levers have them."""
    return evidence.simulate(with_terms(province.params, evidence.OPTIONS[option], evidence.TERMS))


def _estimate(name: str, kind: str, found: evidence.Outcomes) -> dict[str, object]:
    reach = evidence.SIGNIFICANT * float(found.standard_error)
    return {
        "label": name,
        "kind": kind,
        "value": float(found.reported),
        "low": float(found.reported) - reach,
        "high": float(found.reported) + reach,
        "value_label": readable(float(found.reported), "points"),
        "false_alarm": float(found.false_alarm),
    }
