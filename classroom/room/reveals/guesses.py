"""Numbers and curves that the room guessed, beside the model's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caseroom.casefile import Number, Question
from caseroom.formats import kind_of
from caseroom.i18n import language
from classroom.room.groups import FEWEST
from classroom.room.reveals.choices import bars_of_choices
from classroom.room.seen import Block, Seen
from classroom.room.state import Stretch


def guesses(seen: Seen, question: str) -> tuple[str, list[Block]]:
    asked = seen.case.question(question)
    phases = [phase for phase in seen.alone(question) if len(seen.given(phase)) >= FEWEST]
    model = seen.model.get("questions", {}).get(question, {})
    if not phases:
        return asked.title.text(seen.lang), list(_model_alone(seen, asked, model))
    values = list(seen.given(phases[-1]).values())
    return asked.title.text(seen.lang), [_block(seen, asked, phases[-1], values, model)]


def _block(seen: Seen, question: Question, phase: Stretch, values: Sequence[Any], model: Mapping[str, Any]) -> Block:
    if question.number:
        return _dots(seen, question, values, model)
    return _curves(seen, question, values, model) if question.curve else bars_of_choices(seen, question, [phase])


def _dots(seen: Seen, question: Question, values: Sequence[Any], model: Mapping[str, Any]) -> Block:
    assert question.number
    guessed = sorted(question.number.shown(float(value["number"]), seen.lang) for value in values)
    model = _in_its_unit(model, question.number, seen.lang)
    middle = guessed[len(guessed) // 2]
    unit = question.number.unit.text(seen.lang)
    known = {"n": len(guessed), "middle": _number(middle, unit, seen.lang)}
    near = seen.say("{n} people guessed, and the middle guess is {middle}.", **known)
    block: Block = {"type": "dots", "values": guessed, "unit": unit, "middle": middle, "sentence": near}
    if model.get("value") is not None:
        block |= {"model": model["value"], "low": model.get("low"), "high": model.get("high")}
        block["sentence"] = language(seen.lang).joined([near, _beside(seen, guessed, unit, model)])
    return block


def _model_alone(seen: Seen, question: Question, model: Mapping[str, Any]) -> Iterator[Block]:
    """What the model says, where too few have guessed for anything of theirs to be shown."""
    if question.number and model.get("value") is not None:
        yield _alone(seen, question, model)
    elif question.curve and model.get("curve"):
        few = seen.say(
            "Fewer than {n} of us have drawn a curve, so ours are not shown: one could tell whose they are. This is the"
            " model alone.",
            n=FEWEST,
        )
        yield _curves(seen, question, [], model) | {"sentence": few}


def _alone(seen: Seen, question: Question, model: Mapping[str, Any]) -> Block:
    """The model's number, where too few have guessed."""
    assert question.number
    unit, model = question.number.unit.text(seen.lang), _in_its_unit(model, question.number, seen.lang)
    rows = [[seen.say("The model"), _number(float(model["value"]), unit, seen.lang)]]
    if band := _band(model, unit, seen.lang):
        between = seen.say("{low} to {high}", **band)
        rows.append([seen.say("The model, if the numbers that can only be estimated are up to a tenth off"), between])
    few = seen.say("Fewer than {n} of us have answered, so this is the model alone.", n=FEWEST)
    return {"type": "table", "head": [seen.say("Who says it"), seen.say("The number")], "rows": rows, "sentence": few}


def _in_its_unit(model: Mapping[str, Any], number: Number, lang: str) -> Mapping[str, Any]:
    """The model's number and its band in the unit of `lang`."""
    return {name: value if value is None else number.shown(value, lang) for name, value in model.items()}


def _band(model: Mapping[str, Any], unit: str, lang: str) -> dict[str, str]:
    """Both ends of the model's band as they are written; none where it has no band, or one without width."""
    low, high = model.get("low"), model.get("high")
    if low is None or high is None or low == high:
        return {}
    return {"low": _number(float(f"{low:.3g}"), "", lang), "high": _number(float(f"{high:.3g}"), unit, lang)}


def _beside(seen: Seen, guessed: Sequence[float], unit: str, model: Mapping[str, Any]) -> str:
    """The model's number, and its band where it has one."""
    said, band = _number(float(model["value"]), unit, seen.lang), _band(model, unit, seen.lang)
    if not band:
        return seen.say("The model says {value}.", value=said)
    return seen.say(
        "The model says {value}. Some of its numbers can only be estimated; if they are up to a tenth off, it says"
        " {low} to {high}. Guesses in this range: {n} of {total}.",
        value=said,
        n=sum(model["low"] <= guess <= model["high"] for guess in guessed),
        **band,
        total=len(guessed),
    )


def _curves(seen: Seen, question: Question, values: Sequence[Any], model: Mapping[str, Any]) -> Block:
    """At each place the middle half of the room's curves, and the model's curve."""
    curve = question.curve
    assert curve
    drawn = [sorted(value["curve"][n] for value in values) for n in range(len(curve.at))] if values else []
    quarter = [
        [heights[len(heights) // 4], heights[len(heights) // 2], heights[3 * len(heights) // 4]] for heights in drawn
    ]
    return {
        "type": "curves",
        "at": list(curve.at),
        "room": quarter,
        "model": [point for point in model.get("curve", []) if curve.at[0] <= point[0] <= curve.at[-1]],
        "x": curve.x.text(seen.lang),
        "y": curve.y.text(seen.lang),
        "format": kind_of(curve, seen.lang),
        "unit": curve.unit.text(seen.lang),
        "sentence": seen.say("The line is the middle of {n} drawn curves, the band the middle half.", n=len(values)),
    }


def _number(value: float, unit: str, lang: str) -> str:
    written = (f"{value:.4g}" if abs(value) < 10_000 else f"{value:,.0f}").replace("-", "−")
    return language(lang).measured(written, unit) if unit else written
