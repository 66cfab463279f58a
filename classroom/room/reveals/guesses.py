"""Numbers and curves that the room guessed, beside the model's; and numbers that it computed, beside the right one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseroom.casefile import Number, Question
from caseroom.formats import FORMATS, Format, in_unit, kind_of, measured, readable, set_to
from caseroom.i18n import language
from classroom.room.groups import FEWEST
from classroom.room.quartiles import quartiles
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
    guessed = sorted(float(value["number"]) for value in values)
    number, middle, write = question.number, guessed[len(guessed) // 2], Writing.of(seen, question)
    written = {"middle": write.guess(middle)}
    computed = question.kind == "number"
    near = seen.say("{n} people guessed, and the middle guess is {middle}.", n=len(guessed), **written)
    if computed:
        near = seen.say("{n} people answered, and the middle answer is {middle}.", n=len(guessed), **written)
    block: Block = {
        "type": "dots",
        "values": [number.shown(one, seen.lang) for one in guessed],
        "unit": number.unit.text(seen.lang),
        "middle": number.shown(middle, seen.lang),
        "written": written,
        "sentence": near,
        "computed": computed,
    }
    if model.get("value") is not None:
        ends = _in_its_unit(model, number, seen.lang)
        block |= {"model": ends["value"]} | ({} if computed else {"low": ends.get("low"), "high": ends.get("high")})
        written["model"] = write.right(model) if computed else write.model(float(model["value"]))
        beside = _right(seen, guessed, write, model) if computed else _beside(seen, guessed, write, model)
        block["sentence"] = language(seen.lang).joined([near, beside])
    return block


@dataclass(frozen=True)
class Writing:
    """How the numbers of a question are written: the model's as the outcome that it asks for is, and a guess as it
    was given.
    """

    format: Format
    number: Number
    lang: str

    @classmethod
    def of(cls, seen: Seen, question: Question) -> Writing:
        number, take = question.number, question.answer.take if question.answer else ""
        assert number
        like = next((one.format for one in seen.case.outcomes if one.name == take), None)
        if like is None or FORMATS[like].suffix:
            like = "number" if number.whole else "precise" if number.maximum <= 1 else "decimal"
        return cls("percent" if number.percent and number.in_percent else like, number, seen.lang)

    def _kept(self, value: float) -> float:
        return self.number.for_model(value) if FORMATS[self.format].suffix else value

    def model(self, value: float) -> str:
        return measured(self._kept(value), self.format, self.number.unit, self.lang)

    def right(self, model: Mapping[str, Any]) -> str:
        """A number that is computed from what is given, as the case's explanation has it."""
        return self.model(self.number.rounded(float(model["value"])))

    def guess(self, value: float) -> str:
        return set_to(self._kept(value), self.format, self.number.unit, self.lang)

    def between(self, model: Mapping[str, Any]) -> dict[str, str]:
        """Both ends of the model's band; none where it has no band, or one without width."""
        low, high = model.get("low"), model.get("high")
        if low is None or high is None or low == high:
            return {}
        kind = in_unit(self.format, self.number.unit, self.lang)
        return {
            "low": readable(self._kept(float(f"{low:.3g}")), kind).removesuffix(FORMATS[kind].suffix),
            "high": self.model(float(f"{high:.3g}")),
        }


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
    write = Writing.of(seen, question)
    head = [seen.say("Who says it"), seen.say("The number")]
    if question.kind == "number":
        few = seen.say("Fewer than {n} of us have answered, so this is the right number alone.", n=FEWEST)
        rows = [[seen.say("The right number"), write.right(model)]]
        return {"type": "table", "head": ["", head[1]], "rows": rows, "sentence": few}
    rows = [[seen.say("The model"), write.model(float(model["value"]))]]
    if band := write.between(model):
        between = seen.say("{low} to {high}", **band)
        rows.append([seen.say("The model, if the numbers that can only be estimated are up to a tenth off"), between])
    few = seen.say("Fewer than {n} of us have answered, so this is the model alone.", n=FEWEST)
    return {"type": "table", "head": head, "rows": rows, "sentence": few}


def _in_its_unit(model: Mapping[str, Any], number: Number, lang: str) -> Mapping[str, Any]:
    """The model's number and its band in the unit of `lang`."""
    return {name: value if value is None else number.shown(value, lang) for name, value in model.items()}


def _right(seen: Seen, answered: Sequence[float], write: Writing, model: Mapping[str, Any]) -> str:
    """The right number, and how many have it. What it is computed from is given, so it has no band."""
    value = float(model["value"])
    return seen.say(
        "The right number is {value}; {n} of {total} have it.",
        value=write.right(model),
        n=sum(write.number.is_near(one, value) for one in answered),
        total=len(answered),
    )


def _beside(seen: Seen, guessed: Sequence[float], write: Writing, model: Mapping[str, Any]) -> str:
    """The model's number, and its band where it has one."""
    said, band = write.model(float(model["value"])), write.between(model)
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
    return {
        "type": "curves",
        "at": list(curve.at),
        "room": list(map(quartiles, drawn)),
        "model": [point for point in model.get("curve", []) if curve.at[0] <= point[0] <= curve.at[-1]],
        "x": curve.x.text(seen.lang),
        "y": curve.y.text(seen.lang),
        "format": kind_of(curve, seen.lang),
        "unit": curve.unit.text(seen.lang),
        "sentence": seen.say("Ours is the middle of {n} drawn curves, with the middle half around it.", n=len(values)),
    }
