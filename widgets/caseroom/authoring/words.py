"""What the charts of every case say alike: which scenarios they mark, and sentences and lists put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caseroom.authoring.views import Scenario, Situation
from caseroom.casefile import CaseFile
from caseroom.charts.look import Measure
from caseroom.formats import Format, Kind, in_unit, readable
from caseroom.i18n import Translate, Unit


@dataclass(frozen=True)
class Counting:
    """How a case counts something in `lang`: in million yuan, in 万元. Its numbers are the model's all the same."""

    counted_in: Unit
    lang: str

    @property
    def unit(self) -> str:
        """The words for it."""
        return self.counted_in.text(self.lang)

    def kind(self, format: Format) -> Kind:
        """The format for a measure that is counted so."""
        return in_unit(format, self.counted_in, self.lang)

    def readable(self, value: float, format: Format) -> str:
        """A number of the model as a sentence has it, before its unit."""
        return readable(value, self.kind(format))


def counting(case: CaseFile, name: str, lang: str) -> Counting:
    """As the lever, the assumption or the outcome called `name` is counted. KeyError for a name that is none."""
    words = {**case.parameter_words, **{outcome.name: outcome for outcome in case.outcomes}}
    return Counting(words[name].unit, lang)


def marked(situation: Situation, _: Translate) -> list[tuple[Scenario, str, str]]:
    """The scenarios a chart marks: each with its kind of mark and its words. One at the baseline is marked once."""
    moved = situation.now.params != situation.baseline.params
    here = _("You are here") if moved else _("You are here, at the baseline")
    before = [(situation.baseline, "baseline", situation.baseline.name)] if moved else []
    return [(situation.now, "now", here), *before, *((pin, "pinned", pin.name) for pin in situation.pinned)]


def others(situation: Situation, figures: Callable[[Scenario], str], _: Translate) -> str:
    """The baseline and the pins, each with its figures, as a list within a sentence."""
    return _("; ").join(f"{one.name}{_(': ')}{figures(one)}" for one in (situation.baseline, *situation.pinned))


def columns_of(*measures: Measure) -> tuple[dict[str, str], ...]:
    """Measures as the columns of a table."""
    return tuple({"name": m.field, "title": m.named, "format": m.format} for m in measures)


def counted(count: int, one: str, many: str) -> str:
    """`one` where it is one, else `many` with the number at {count}; both in the reader's language."""
    return one if count == 1 else many.format(count=readable(count, "number"))


def numbered(label: str, *measured: tuple[Measure, float]) -> dict[str, object]:
    """A row of bars with a number at each, as charts.bars takes it: {label, <measure>, <measure>_label, ...}."""
    row: dict[str, object] = {"label": label}
    for measure, value in measured:
        row |= {measure.field: value, f"{measure.field}_label": readable(value, measure.format)}
    return row


def joined(sentences: list[str]) -> str:
    """Sentences in a row; Chinese ones need no space between them."""
    return "".join(s if s.endswith("。") else f"{s} " for s in sentences).strip()
