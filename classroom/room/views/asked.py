"""A question of the case as pages are told of it."""

from __future__ import annotations

from typing import Any

from caseroom.casefile import Question
from caseroom.formats import counted_words, unit_words
from caseroom.i18n import language

View = dict[str, Any]


def as_asked(asked: Question, lang: str, per_table: bool = False) -> View:
    length = language(lang).length
    found: View = {
        "id": asked.id,
        "title": asked.title.text(lang),
        "prompt": asked.prompt.text(lang),
        "fields": [
            {
                "id": field.id,
                "label": field.called(per_table).text(lang),
                "rows": field.rows,
                "words": length(field.words),
                "optional": asked.may_be_left(field),
            }
            for field in asked.fields
        ],
        "choices": [{"id": choice.id, "text": choice.text.text(lang)} for choice in asked.choices],
        "items": [{"id": item.id, "text": item.text.text(lang)} for item in asked.items],
    }
    if asked.number:
        number = asked.number
        found["number"] = {
            "minimum": number.shown(number.minimum, lang),
            "maximum": number.shown(number.maximum, lang),
            "times": number.unit.times(lang),
            **unit_words(number.unit, lang),
            "whole": number.whole,
        }
    if asked.curve:
        curve = asked.curve
        found["curve"] = {
            "at": list(curve.at),
            "x": curve.x.text(lang),
            "y": curve.y.text(lang),
            "place": curve.place.text(lang),
            **counted_words(curve, lang),
            "minimum": curve.minimum,
            "maximum": curve.maximum,
            "step": curve.step,
            "start": curve.start,
        }
    return found
