"""Everybody's pinned scenarios, and where the tables' levers stand, beside the case's options on two outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from caseroom.casefile import Outcome
from caseroom.formats import kind_of, readable
from caseroom.i18n import language
from classroom.room.groups import FEWEST
from classroom.room.seen import Block, Made, Seen, with_unit

Place = tuple[float, float]


def scenarios(seen: Seen) -> tuple[str, list[Block]]:
    """On the two outcomes that the case names as its trade-off, else on its first two."""
    title = seen.say("The options on two of the outcomes")
    outcomes, options = _outcomes(seen), seen.model.get("options", {})
    if len(outcomes) < 2 or not options:
        return title, []
    x, y = outcomes
    labels = seen.case.option_labels(seen.lang)
    marked = {name: place for name in labels if name in options and (place := _place(options[name], x, y))}
    tables = {n: place for n, made in sorted(seen.stands.items()) if (place := _place(made["outcomes"], x, y))}
    ours = [made for some in seen.pinned.values() for made in some] if len(seen.pinned) >= FEWEST else []
    places = Counter(place for made in ours if (place := _place(made["outcomes"], x, y)))
    if ours or tables:
        title = seen.say("Our scenarios beside the options")
    block = {
        "type": "points",
        "points": [{"label": labels[name], "x": at[0], "y": at[1]} for name, at in marked.items()],
        "ours": [{"x": at[0], "y": at[1], "n": n} for at, n in sorted(places.items())],
        "tables": [{"table": n, "x": at[0], "y": at[1]} for n, at in tables.items()],
        "x": _axis(x, seen.lang),
        "y": _axis(y, seen.lang),
        "head": _head(seen, outcomes, bool(ours)),
        "rows": list(_rows(seen, outcomes, ours, {labels[n]: at for n, at in marked.items()}, tables)),
        "sentence": _sentence(seen, ours, places, marked.values()),
    }
    return title, [block]


def _outcomes(seen: Seen) -> list[Outcome]:
    by_name = {outcome.name: outcome for outcome in seen.case.outcomes}
    headline = [outcome for outcome in seen.case.outcomes if outcome.headline and outcome.better != "none"]
    return [by_name[name] for name in seen.classroom.trade_off] or headline[:2]


def _place(found: Mapping[str, Any], x: Outcome, y: Outcome) -> Place | None:
    """Where outcomes lie; None for what has no end, which no chart can show."""
    across, up = found.get(x.name), found.get(y.name)
    return None if across is None or up is None else (across, up)


def _axis(outcome: Outcome, lang: str) -> dict[str, str]:
    return {"label": outcome.label.text(lang), "unit": outcome.unit.text(lang), "format": kind_of(outcome, lang)}


def _head(seen: Seen, outcomes: Sequence[Outcome], ours: bool) -> list[str]:
    titles = [with_unit(seen, one) for one in outcomes]
    return [seen.say("Scenario"), *titles, *([seen.say("Pinned by us")] if ours else [])]


def _rows(
    seen: Seen,
    outcomes: Sequence[Outcome],
    ours: Sequence[Made],
    options: Mapping[str, Place],
    tables: Mapping[int, Place],
) -> Iterator[list[str]]:
    """The options with how often each was pinned as it is, the tables, and between what the other pins lie."""
    x, y = outcomes
    pinned = Counter(place for made in ours if (place := _place(made["outcomes"], x, y)))
    for label, at in options.items():
        yield [label, *_written(outcomes, at, seen.lang), *([str(pinned.pop(at, 0))] if ours else [])]
    for number, at in tables.items():
        yield [seen.say("Table {n}", n=number), *_written(outcomes, at, seen.lang), *([""] if ours else [])]
    if pinned:
        low, high = tuple(map(min, zip(*pinned, strict=True))), tuple(map(max, zip(*pinned, strict=True)))
        ends = zip(_written(outcomes, low, seen.lang), _written(outcomes, high, seen.lang), strict=True)
        between = [one if one == other else seen.say("{low} to {high}", low=one, high=other) for one, other in ends]
        yield [seen.say("Other settings"), *between, str(pinned.total())]


def _written(outcomes: Sequence[Outcome], at: Sequence[float], lang: str) -> list[str]:
    return [readable(value, kind_of(one, lang)) for value, one in zip(at, outcomes, strict=True)]


def _sentence(seen: Seen, ours: Sequence[Made], places: Counter[Place], marked: Iterable[Place]) -> str:
    said = []
    if ours:
        said.append(
            seen.say(
                "{people} people have pinned {n} scenarios; {same} of them lie where a ready option lies.",
                people=len(seen.pinned),
                n=len(ours),
                same=sum(places[at] for at in set(marked)),
            )
        )
        endless = len(ours) - sum(places.values())
        if endless:
            said.append(seen.say("{n} of them have no place here, for there an outcome has no end.", n=endless))
    if seen.stands:
        said.append(seen.say("A table's number stands where its levers stand."))
    return language(seen.lang).joined(said)
