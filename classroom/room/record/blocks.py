"""What a projector draws, as a table: paper has no pictures of a room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from caseroom.formats import FORMATS, readable
from caseroom.i18n import language, translator
from classroom.room.quartiles import quartiles
from classroom.room.seen import Block

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """`head`: of each column. `caption`: what its numbers are, where no column says it."""

    head: Row
    rows: Sequence[Row]
    caption: str = ""


def as_table(block: Block, lang: str) -> Table | None:
    """None for what is no picture: words from the room, and who knew what."""
    made = _MADE_BY.get(block["type"])
    return made(block, lang) if made else None


def _bars(block: Block, lang: str) -> Table:
    _, other, percent = translator(lang), block.get("earlier"), block.get("percent")  # weights are no people
    series = block["series"] or [_("This class") if other else _("Weight") if percent else _("People")]
    head = (_("Criterion") if percent else _("Answer"), *series, *([other["name"]] if other else []))
    written, right = "{}%" if percent else "{}", block.get("right", ())
    rows = [
        (
            f"✓ {bar['label']}" if n in right else bar["label"],
            *map(written.format, bar["values"]),
            *([str(other["values"][n])] if other else []),
        )
        for n, bar in enumerate(block["bars"])
    ]
    return Table(head, rows)


def _dots(block: Block, lang: str) -> Table:
    """Where the middle half of the numbers lies, beside the model's; no single one."""
    _, other = translator(lang), block.get("earlier")
    model = [block["written"]["model"]] if "model" in block["written"] else []
    said = _("The right number") if block["computed"] else _("The model")
    quarters = (_("Lower quarter"), _("Middle"), _("Upper quarter"))
    head = ("", _("Answers"), *quarters, *([said] if model else []))
    rows = [(_("This class"), str(len(block["values"])), *_written(quartiles(block["values"]), block, lang), *model)]
    if other:
        numbers = [other[name] for name in ("low", "middle", "high")]
        rows.append((other["name"], str(other["count"]), *_written(numbers, block, lang), *("–" for _one in model)))
    return Table(head, rows)


def _written(numbers: Sequence[float], block: Block, lang: str) -> Iterator[str]:
    return (language(lang).measured(f"{number:g}", block["unit"]) for number in numbers)


def _curves(block: Block, lang: str) -> Table:
    """The middle half of the curves at each place, beside the model's."""
    _, kind, model, ours = translator(lang), block["format"], dict(block["model"]), block["room"]
    what = block["y"] + language(lang).bracketed("" if FORMATS[kind].suffix else block["unit"])
    quarters = [_("Lower quarter"), _("Middle"), _("Upper quarter")] if ours else []
    rows = [
        (
            f"{place:g}",
            *(readable(height, kind) for height in (ours[n] if ours else ())),
            *([readable(model[place], kind) if place in model else "–"] if model else []),
        )
        for n, place in enumerate(block["at"])
    ]
    return Table((block["x"], *quarters, *([_("The model")] if model else [])), rows, what)


def _flows(block: Block, lang: str) -> Table:
    """Who moved where, the most first; who stayed has moved nowhere."""
    _ = translator(lang)
    moves = [
        (count, origin, to)
        for origin, counts in zip(block["from"], block["flows"], strict=True)
        for to, count in zip(block["labels"], counts, strict=True)
        if count and to != origin
    ]
    rows = [(origin, to, str(count)) for count, origin, to in sorted(moves, key=lambda one: -one[0])]
    return Table((_("The first time"), _("The second time"), _("People")), rows)


def _told(block: Block, lang: str) -> Table:
    return Table(tuple(block["head"]), [tuple(map(str, row)) for row in block["rows"]])


_MADE_BY: Mapping[str, Callable[[Block, str], Table]] = {
    "bars": _bars,
    "dots": _dots,
    "curves": _curves,
    "flows": _flows,
    "table": _told,
    "points": _told,
}
