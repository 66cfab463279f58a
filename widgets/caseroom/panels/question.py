"""One card for every kind of question: what a page may know of it, and what a page may send."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import traitlets

from caseroom.casefile import Curve, Number, Question
from caseroom.charts.look import Measure
from caseroom.decoding import read
from caseroom.formats import FORMATS, counted_words, kind_of
from caseroom.i18n import Text, language
from caseroom.intake.typed import as_typed
from caseroom.panels.panel import LONGEST_TEXT, Message, Panel

LONGEST_NUMBER = 40  # characters typed for one number

WORDS = (
    "Predict",
    "Exercise",
    "Decide",
    "Hint",
    "Your number",
    "Enter a number from {low} to {high}.",
    "Write about {words} words.",
    "If you have time: about {words} words.",
    "If you have time.",
    "Drag each point to where you expect it. With a keyboard, the Tab key goes to a point and the arrow keys move it.",
    "Undo",
    "Reset",
    "Put them in order, the first at the top. Use the buttons, or drag a row by its number.",
    "Move {item} up (now {place} of {count})",
    "Move {item} down (now {place} of {count})",
    "{item}: now {place} of {count}",
    "Lock my prediction",
    "Once locked, it cannot be changed.",
    "Your draft is saved. It is not locked yet.",
    "“{label}”: still empty. Write it now, or press the button again to hand in without it.",
    "You have changed this since. The change counts once you press “Decide again”.",
    "You have changed this since. The change counts once you press “Hand in again”.",
    "Check",
    "Hand in",
    "Hand in again",
    "Decide now",
    "Decide again",
    "Show the answer",
    "Locked {time}",
    "Handed in {time}",
    "Decided {time}",
    "You said “{said}” at {time}.",
    "Earlier: “{said}” at {time}.",
    "Right",
    "Not yet",
    "Note",
    "Check your own text",
    "Tick what your text does.",
    "One good answer",
    "Show answer and explanation",
    "Show my text and the checklist",
    "Fold",
    "What you pinned",
    "You have pinned nothing yet. A setting of the levers that you pin stands here with its numbers.",
)


class Worked(Message, frozen=True):
    """The answer so far, or to be handed in; `read_work` judges it."""

    work: Any = None


class Ticked(Message, frozen=True):
    ticks: list[int]


class QuestionPanel(Panel):
    """The card. Its page sends draft {work}, submit {work}, tick {ticks} or reveal to an Exercise.

    `state` holds work {choice, number, curve, order, sorted {item: choice},
    fields}, final, done, pending (changed since it was handed in), at, said, feedback
    {tone, text} or None, explanation, criteria, ticks, exemplar, may_reveal and history [{said, at}]; what is not
    earned is empty.

    `pins`, beside a decision: {seen, before, names, rows: [{label, unit, before, best_before, values, best}]}, before
    being the baseline; not `seen` before results may be. `open_before`, there too: what its text speaks of and is open.
    """

    question = traitlets.Dict().tag(sync=True)
    longest = traitlets.Dict({"number": LONGEST_NUMBER, "text": LONGEST_TEXT}).tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    pins = traitlets.Dict({"seen": False, "before": "", "names": [], "rows": []}).tag(sync=True)
    open_before = traitlets.Unicode().tag(sync=True)

    def __init__(self, question: Question, lang: str) -> None:
        super().__init__(lang, WORDS, question=public(question, lang))


def public(question: Question, lang: str) -> dict[str, Any]:
    """Words and structure: no key, answer, slip, feedback, criterion, exemplar or explanation."""

    def words(text: Text | None) -> str:
        return text.text(lang) if text else ""

    number = question.number
    length = language(lang).length
    return {
        "id": question.id,
        "kind": question.kind,
        "title": words(question.title),
        "prompt": words(question.prompt),
        "hint": words(question.hint),
        "parts": list(question.parts),
        "choices": [{"id": choice.id, "text": words(choice.text)} for choice in question.choices],
        "items": [{"id": item.id, "text": words(item.text)} for item in question.items],
        "number": number
        and {
            "unit": words(number.unit),
            "minimum": number.shown(number.minimum, lang),
            "maximum": number.shown(number.maximum, lang),
        },
        "curve": question.curve and _public_curve(question.curve, lang),
        "fields": [
            {
                "id": field.id,
                "label": words(field.label),
                "words": length(field.words),
                "rows": field.rows,
                "optional": question.may_be_left(field),
            }
            for field in question.fields
        ],
    }


def _public_curve(curve: Curve, lang: str) -> dict[str, Any]:
    """`across` and `upwards` are the axes' titles; a place is what its handle is called."""
    plain = ("minimum", "maximum", "step", "start")
    unit = "" if FORMATS[curve.format].suffix else curve.unit.text(lang)
    upwards = Measure("y", curve.y.text(lang), kind_of(curve, lang), unit)
    return {
        **{name: getattr(curve, name) for name in plain},
        **counted_words(curve, lang),
        "across": curve.x.text(lang),
        "upwards": upwards.axis_title,
        "places": [{"x": x, "name": curve.place.text(lang).format(x=as_typed(x))} for x in curve.at],
    }


def fitting(data: object, question: Question, lang: str) -> dict[str, Any]:
    """The parts of an answer in `data` that fit this question; the rest is empty (an order: as declared).

    A number is the text as it was typed, or as it would be typed in `lang`.
    """
    given = data if isinstance(data, Mapping) else {}
    texts = given.get("fields")
    texts = texts if isinstance(texts, Mapping) else {}
    work: dict[str, Any] = {"fields": {field.id: _text(texts.get(field.id)) for field in question.fields}}
    if question.number:
        work["number"] = _number_text(given.get("number"), question.number, lang)
    return work | {part: _READERS[part](given.get(part), question) for part in question.parts if part != "number"}


def _choice(value: object, question: Question) -> str:
    return value if isinstance(value, str) and value in [known.id for known in question.choices] else ""


def _order(value: object, question: Question) -> object:
    declared = [item.id for item in question.items]
    return value if _is_order_of(value, declared) else declared


def _sorted(value: object, question: Question) -> dict[str, str]:
    given = value if isinstance(value, Mapping) else {}
    return {item.id: _choice(given.get(item.id), question) for item in question.items}


def read_work(sent: object, question: Question, panel: Panel) -> dict[str, Any]:
    """The work that a page sent. Refused when a part of it is not this question's, or a text too long."""
    texts = read(sent.get("fields"), dict[str, str]) if isinstance(sent, dict) else None
    for text in (texts or {}).values():
        panel.checked_text(text)
    work = fitting(sent, question, panel.lang)
    if work != sent:
        raise panel.not_understood()
    return work


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= LONGEST_TEXT else ""


def _curve(value: object, question: Question) -> list[float]:
    """A height for every place, within the range; else none at all, which is a curve not drawn yet."""
    curve = question.curve
    if curve is None or not isinstance(value, list) or len(value) != len(curve.at):
        return []
    sound = all(type(height) in (int, float) and curve.minimum <= height <= curve.maximum for height in value)
    return value if sound else []  # NaN lies in no range


def _number_text(value: object, number: Number, lang: str) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return as_typed(number.shown(value, lang)) if abs(value) < 1e15 else ""  # not for NaN either
    return value if isinstance(value, str) and len(value) <= LONGEST_NUMBER else ""


_READERS: Mapping[str, Callable[[object, Question], object]] = {
    "choice": _choice,
    "curve": _curve,
    "order": _order,
    "sorted": _sorted,
}


def _is_order_of(value: object, declared: list[str]) -> bool:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        return False
    return sorted(value) == sorted(declared)
