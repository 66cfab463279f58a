"""The room's rankings and how far they agree, and its weights and what they put first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from caseroom.casefile import Outcome, closing
from caseroom.i18n import language
from classroom.room.groups import FEWEST
from classroom.room.seen import Block, Seen, with_unit
from classroom.room.state import Stretch


def of_kind(seen: Seen, kind: str) -> list[Stretch]:
    return [one for one in seen.room.agenda if one.kind == kind]


def by_people_or_tables(seen: Seen, phases: Sequence[Stretch]) -> list[Stretch]:
    """Those that people answered alone; those that tables answered as one where nobody did. They are not mixed."""
    alone = [one for one in phases if not one.per_table]
    return alone if any(seen.given(one) for one in alone) else [one for one in phases if one.per_table]


Orders = Sequence[Sequence[str]]
Round = Mapping[str, Sequence[str]]
"""The rankings of one phase, by whose they are."""


def agreement(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """Mean places and Kendall's W of the room's rankings; of two rounds the second beside the first."""
    title, labels, rounds = _ranked(seen, question)
    if len(rounds) > 1:
        return title, [_before_and_after(seen, labels, rounds[0], rounds[-1])]
    return title, [_ranks(seen, labels, list(rounds[0].values()))] if rounds else []


def order(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """The room's order beside the model's, with what the question ranks by: the model's alone where too few have
    ranked, and nothing where the model has none.
    """
    title, labels, rounds = _ranked(seen, question)
    model = seen.model.get("questions", {}).get(question, {})
    if set(model.get("order", ())) != set(labels):
        return title, []
    by = _ranked_by(seen, question)
    return title, [
        _beside(seen, labels, list(rounds[-1].values()), model, by) if rounds else _alone(seen, labels, model, by)
    ]


def _ranked(seen: Seen, question: str) -> tuple[str, Mapping[str, str], list[Round]]:
    """The title, what was ranked, and the rankings of each round in which enough people ranked."""
    asked = seen.case.question(question) if question else None
    title = asked.title.text(seen.lang) if asked else seen.say("How far the room agrees")
    labels = {one.id: one.text.text(seen.lang) for one in asked.items} if asked else seen.case.option_labels(seen.lang)
    phases = seen.asked(question) if question else [one for one in of_kind(seen, "rank") if not one.question]
    rounds = [
        {by: value["order"] for by, value in seen.given(one).items()} for one in by_people_or_tables(seen, phases)
    ]
    return title, labels, [orders for orders in rounds if len(orders) >= FEWEST]


def _ranked_things(seen: Seen, labels: Mapping[str, str]) -> str:
    """What stands over the names: a question may rank something else than the case's options."""
    of_options = labels.keys() <= seen.case.option_labels(seen.lang).keys()
    return seen.say("Option") if of_options else seen.say("What was ranked")


def _ranked_by(seen: Seen, question: str) -> Outcome | None:
    """The outcome by which a question ranks; None for what is no outcome of the case, and so has no unit."""
    answer = seen.case.question(question).answer
    return next((one for one in seen.case.outcomes if answer and one.name == answer.sort), None)


def _beside(
    seen: Seen, labels: Mapping[str, str], orders: Orders, model: Mapping[str, Any], by: Outcome | None
) -> Block:
    """In the room's order, so that it is the same picture with a column more; where the places differ is marked."""
    means = _means(_places(labels, orders))
    values, ours = model.get("values", {}), _standing(means)
    theirs = {item: place for place, item in enumerate(model["order"], start=1)}
    items = sorted(labels, key=lambda item: means[item])
    other = [item for item in items if ours[item] != theirs[item]]
    head = [_ranked_things(seen, labels), seen.say("Our place"), seen.say("The model's place")]
    rows = [[labels[item], str(ours[item]), _place(theirs[item], ours[item])] for item in items]
    if by:
        head.append(with_unit(seen, by))
        for item, row in zip(items, rows, strict=True):
            row.append(_bare(seen, by, values.get(item)))
    first = seen.say("The model puts “{item}” first.", item=labels[model["order"][0]])
    if not other:
        said = seen.say("Our order is the model's.")
    elif len(other) == len(items):
        said = seen.say("Every one stands at another place in our order.")
    else:
        listed = language(seen.lang).listed(f"“{labels[item]}”" for item in other)
        said = seen.say("At another place in our order: {items}.", items=listed)
    return {
        "type": "table",
        "head": head,
        "rows": rows,
        "marked": [items.index(item) for item in other],
        "sentence": language(seen.lang).joined([first, said]),
    }


def _alone(seen: Seen, labels: Mapping[str, str], model: Mapping[str, Any], by: Outcome | None) -> Block:
    values = model.get("values", {})
    head = [_ranked_things(seen, labels), seen.say("The model's place"), *([with_unit(seen, by)] if by else [])]
    rows = [
        [labels[item], str(place), *([_bare(seen, by, values.get(item))] if by else [])]
        for place, item in enumerate(model["order"], start=1)
    ]
    few = seen.say("Fewer than {n} of us have answered, so this is the model alone.", n=FEWEST)
    first = seen.say("The model puts “{item}” first.", item=labels[model["order"][0]])
    return {"type": "table", "head": head, "rows": rows, "sentence": language(seen.lang).joined([few, first])}


def _place(model: int, room: int) -> str:
    """The model's place, and where the room has another whether the model's is higher or lower."""
    return f"{model}{_way(room, model)}"


def _bare(seen: Seen, by: Outcome, value: float | None) -> str:
    """A value without its unit, which stands in the head; JSON has no infinity."""
    return by.bare(math.inf if value is None else value, seen.lang)


def _ranks(seen: Seen, labels: Mapping[str, str], orders: Orders) -> Block:
    ranks = _places(labels, orders)
    means = _means(ranks)
    rows = [
        [labels[item], f"{means[item]:.1f}", str(ranks[item].count(1)), str(ranks[item].count(len(labels)))]
        for item in sorted(labels, key=lambda item: means[item])
    ]
    head = [_ranked_things(seen, labels), seen.say("Mean rank"), seen.say("Put first by"), seen.say("Put last by")]
    said = [_how_far(seen, kendalls_w(orders), len(orders)), _furthest_apart(seen, labels, ranks)]
    return {"type": "table", "head": head, "rows": rows, "sentence": language(seen.lang).joined(said)}


def _before_and_after(seen: Seen, labels: Mapping[str, str], before: Round, after: Round) -> Block:
    """Each option's mean rank and how many put it first, both times; those that stand at another place are marked.

    Both rounds are whole: of those alone who ranked twice, the first would tell beside its own picture what the few
    others had ranked.
    """
    rounds = [list(one.values()) for one in (before, after)]
    ranks = [_places(labels, orders) for orders in rounds]
    then, now = map(_means, ranks)
    place_then, place_now = _standing(then), _standing(now)

    def written(item: str) -> tuple[float, float]:
        return round(then[item], 1), round(now[item], 1)

    def moved(item: str) -> bool:
        """Whether it passed others, and not only because several had stood at one place."""
        way = _way(place_then[item], place_now[item])
        return way != "" and way == _way(*written(item))

    items = sorted(labels, key=lambda item: now[item])
    rows = [
        [
            labels[item],
            f"{then[item]:.1f} → {now[item]:.1f}{_way(*written(item))}",
            " → ".join(str(one[item].count(1)) for one in ranks),
        ]
        for item in items
    ]
    head = [
        _ranked_things(seen, labels),
        seen.say("Mean rank (before → after)"),
        seen.say("Put first by (before → after)"),
    ]
    said = [
        _how_far(seen, kendalls_w(rounds[1]), len(after)),
        seen.say("The first time it was {w}.", w=f"{kendalls_w(rounds[0]):.2f}"),
        _who_moved(seen, labels, then, now),
        _furthest_apart(seen, labels, ranks[1]),
    ]
    if before.keys() != after.keys():
        said.append(_not_the_same(seen, len(before), len(after)))
    return {
        "type": "table",
        "head": head,
        "rows": rows,
        "marked": [n for n, item in enumerate(items) if moved(item)],
        "sentence": language(seen.lang).joined(filter(None, said)),
    }


def _not_the_same(seen: Seen, before: int, after: int) -> str:
    return seen.say(
        "{before} ranked the first time and {after} the second, and they are not all the same people.",
        before=before,
        after=after,
    )


def _places(labels: Mapping[str, str], orders: Orders) -> dict[str, list[int]]:
    return {item: [order.index(item) + 1 for order in orders] for item in labels}


def _means(ranks: Mapping[str, Sequence[int]]) -> dict[str, float]:
    return {item: sum(found) / len(found) for item, found in ranks.items()}


def _standing(means: Mapping[str, float]) -> dict[str, int]:
    """At which place each stands by its mean; those with the same mean at the same."""
    return {item: 1 + sum(other < mean for other in means.values()) for item, mean in means.items()}


def _way(before: float, after: float) -> str:
    return " ▲" if after < before else " ▼" if after > before else ""


def _who_moved(seen: Seen, labels: Mapping[str, str], before: Mapping[str, float], after: Mapping[str, float]) -> str:
    """What has come up most; "" where the means are as they were."""
    most = max(labels, key=lambda item: before[item] - after[item])
    known = {"item": labels[most], "before": f"{before[most]:.1f}", "after": f"{after[most]:.1f}"}
    if known["before"] == known["after"]:
        return ""
    return seen.say("“{item}” has come up most: its mean rank was {before} and is {after}.", **known)


def _furthest_apart(seen: Seen, labels: Mapping[str, str], ranks: Mapping[str, Sequence[int]]) -> str:
    split = max(labels, key=lambda item: _spread(ranks[item]))
    return seen.say("The room is furthest apart on “{item}”.", item=labels[split])


LITTLE, MUCH = 0.3, 0.7
"""Kendall's W is read as weak agreement up to the one and as strong agreement from the other (Schmidt 1997)."""


def _how_far(seen: Seen, w: float, n: int) -> str:
    known = {"w": f"{w:.2f}", "n": n}
    if w <= LITTLE:
        return seen.say(
            "The {n} rankings have little in common: {w}, where 0 is nothing and 1 is everything (Kendall's W).",
            **known,
        )
    if w < MUCH:
        return seen.say(
            "The {n} rankings agree in part: {w}, where 0 is not at all and 1 is completely (Kendall's W).", **known
        )
    return seen.say(
        "The {n} rankings largely agree: {w}, where 0 is not at all and 1 is completely (Kendall's W).", **known
    )


def kendalls_w(orders: Sequence[Sequence[str]]) -> float:
    """Agreement of several rankings without ties, from 0 to 1: 12 S / (m^2 (n^3 - n)), S the sum of squares of the rank
    sums about their mean (Kendall and Babington Smith 1939).
    """
    m, n = len(orders), len(orders[0])
    sums = [sum(order.index(item) + 1 for order in orders) for item in orders[0]]
    middle = sum(sums) / n
    return 12 * sum((one - middle) ** 2 for one in sums) / (m**2 * (n**3 - n)) if n > 1 else 1.0


def _spread(ranks: Sequence[int]) -> float:
    middle = sum(ranks) / len(ranks)
    return sum((rank - middle) ** 2 for rank in ranks) / len(ranks)


def weights(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """The room's weights on the closing criteria, and how often each option comes first by somebody's weights."""
    title = seen.say("The room's weights, and what they put first")
    phases = by_people_or_tables(seen, of_kind(seen, "weigh"))
    given = [value["weights"] for one in phases for value in seen.given(one).values()]
    if len(given) < FEWEST:
        return title, []
    names = {criterion.id: criterion.name.text(seen.lang) for criterion in closing().criteria}
    means = {name: sum(one[name] / sum(one.values()) for one in given) / len(given) for name in names}
    bars = [{"label": names[name], "values": [round(100 * means[name])], "shares": [means[name]]} for name in names]
    firsts = Counter(_best(seen, one) for one in given)
    labels = seen.case.option_labels(seen.lang)
    orders = [
        {"label": labels[name], "values": [firsts[name]], "shares": [firsts[name] / len(given)]} for name in labels
    ]
    heaviest = names[max(means, key=lambda name: means[name])]
    said = seen.say("The room weighs “{criterion}” most.", criterion=heaviest)
    first = labels[firsts.most_common(1)[0][0]]
    then = seen.say(
        "By their own weights “{option}” comes first for {n} of {total}.",
        option=first,
        n=max(firsts.values()),
        total=len(given),
    )
    return title, [
        {"type": "bars", "series": [], "bars": bars, "totals": [100], "percent": True, "sentence": said},
        {"type": "bars", "series": [], "bars": orders, "totals": [len(given)], "sentence": then},
    ]


def _best(seen: Seen, weights: Mapping[str, int]) -> str:
    return put_first(seen, weights)[0]


def put_first(seen: Seen, weights: Mapping[str, int]) -> list[str]:
    """The option with the highest sum of weight times rating, as the case rates its options; several where they tie."""
    sums = {
        rating.option: sum(weight * getattr(rating, name) for name, weight in weights.items())
        for rating in seen.case.ratings
    }
    return [option for option, found in sums.items() if found == max(sums.values())]
