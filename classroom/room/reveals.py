"""What a room is shown of its own answers, as blocks that every screen can draw, each with a sentence for ears.

A reveal is {kind, title, sentence, blocks}. Blocks: bars, dots (numbers guessed, with the model and its band), curves,
flows (who moved where), table, points, cards, facts. Everything is in one language; nothing here names a person unless
the room promised names.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from msgspec import structs

from caseroom.casefile import Question, closing
from caseroom.i18n import language
from classroom.room.groups import FEWEST, may_show, shown_apart
from classroom.room.reveal_scenarios import scenarios
from classroom.room.scenarios import of_table, table_of
from classroom.room.seen import Block, Seen, Shown
from classroom.room.state import Reveal, Stretch


def reveal(seen: Seen, wanted: Reveal) -> Shown:
    """What `wanted` shows; a sentence alone where there is too little to show."""
    title, blocks = MADE_BY[wanted.kind](seen, wanted.question)
    blocks = [block for block in blocks if block]
    if not blocks:
        few = seen.say("There is nothing to show here: it takes the answers of at least {n} people.", n=FEWEST)
        apart = seen.say("No role can be shown apart: in none of them have at least {n} people answered.", n=FEWEST)
        none = seen.say("Nothing has been picked yet. What your teacher picks of the answers appears here.")
        sentence = {"cards": none, "by_role": apart}.get(wanted.kind, few)
        return {"kind": wanted.kind, "title": title, "sentence": sentence, "blocks": []}
    sentence = language(seen.lang).joined(block["sentence"] for block in blocks if block.get("sentence"))
    return {"kind": wanted.kind, "title": title, "sentence": sentence, "blocks": blocks}


def size(seen: Seen, wanted: Reveal) -> int:
    """How many answers it is made from: a later picture may follow only where enough have come to it."""
    if wanted.kind == "scenarios":
        return sum(map(len, seen.pinned.values())) + len(seen.stands)
    found = seen.asked if wanted.kind in ("cards", "by_table") else seen.alone
    phases = found(wanted.question) if wanted.question else [s for s in seen.room.agenda if seen.given(s)]
    return sum(len(seen.given(phase)) + sum(seen.room.tallies.get(phase.id, {}).values()) for phase in phases)


# Votes


def _votes(seen: Seen, question: str) -> tuple[str, list[Block]]:
    asked = seen.case.question(question)
    phases = [phase for phase in seen.alone(question) if sum(seen.counts(phase).values()) >= FEWEST]
    return asked.title.text(seen.lang), [_bars_of_choices(seen, asked, phases[-1:])] if phases else []


def _shift(seen: Seen, question: str) -> tuple[str, list[Block]]:
    asked = seen.case.question(question)
    phases = [phase for phase in seen.alone(question) if sum(seen.counts(phase).values()) >= FEWEST]
    if not phases:
        return asked.title.text(seen.lang), []
    if len(phases) == 1:
        return asked.title.text(seen.lang), [_and_says(_bars_of_choices(seen, asked, phases), _not_twice(seen), seen)]
    both, of_both = (phases[0], phases[-1]), _who_answered_twice(seen, phases[0], phases[-1])
    bars = _bars_of_choices(of_both or seen, asked, both)
    said = _how_many_twice(seen, *both, apart=of_both is None)
    return asked.title.text(seen.lang), [_and_says(bars, said, seen), _flows(seen, asked, *both)]


def _and_says(block: Block, sentence: str, seen: Seen) -> Block:
    return {**block, "sentence": language(seen.lang).joined([block["sentence"], sentence])} if block else {}


def _chose(seen: Seen, phase: Stretch) -> set[str]:
    return {by for by, value in seen.given(phase).items() if value.get("choice")}


def _who_answered_twice(seen: Seen, before: Stretch, after: Stretch) -> Seen | None:
    """What is seen of them alone; None where they are too few, or where hands were counted, which are nobody's."""
    twice = _chose(seen, before) & _chose(seen, after)
    if len(twice) < FEWEST or any(seen.room.tallies.get(phase.id) for phase in (before, after)):
        return None
    answers = {phase.id: {by: v for by, v in seen.given(phase).items() if by in twice} for phase in (before, after)}
    return replace(seen, answers={**seen.answers, **answers})


def _how_many_twice(seen: Seen, before: Stretch, after: Stretch, apart: bool) -> str:
    """Whether before and after are the same people; `apart`: who answered twice could not be told from the others."""
    one, other = _chose(seen, before), _chose(seen, after)
    twice, once = len(one & other), len(one ^ other)
    if apart:
        return seen.say("By phone {n} answered both times, so before and after are not all the same people.", n=twice)
    if not once:
        return seen.say("All {n} answered both times.", n=twice)
    return seen.say("{n} answered both times and are compared here; {once} answered only once.", n=twice, once=once)


def _not_twice(seen: Seen) -> str:
    return seen.say("Fewer than {n} have answered twice: there is no before and after to show yet.", n=FEWEST)


def _bars_of_choices(seen: Seen, question: Question, phases: Sequence[Stretch]) -> Block:
    counts = [seen.counts(phase) for phase in phases]
    totals = [sum(count.values()) for count in counts]
    if not question.choices:
        return {}
    bars = [
        {
            "label": choice.text.text(seen.lang),
            "values": [count[choice.id] for count in counts],
            "shares": [count[choice.id] / total for count, total in zip(counts, totals, strict=True)],
        }
        for choice in question.choices
    ]
    said = _most(seen, question, counts[-1], totals[-1])
    series = [seen.say("Before the talk"), seen.say("After the talk")] if len(phases) == 2 else []
    return {"type": "bars", "series": series, "bars": bars, "totals": totals, "sentence": said}


def _most(seen: Seen, question: Question, count: Counter[str], total: int) -> str:
    """What came first, and whether more than half chose it; all that come first, where several do."""
    most = max(count[choice.id] for choice in question.choices)
    first = [choice.text.text(seen.lang) for choice in question.choices if count[choice.id] == most]
    if len(first) == 1 and 2 * most > total:
        return seen.say("Most chose “{choice}”: {n} of {total}.", choice=first[0], n=most, total=total)
    if len(first) == 1:
        known = {"choice": first[0], "n": most, "total": total}
        return seen.say("The answer chosen most often is “{choice}”: {n} of {total}.", **known)
    return seen.say("{n} answers come first, with {each} of {total} each.", n=len(first), each=most, total=total)


def _flows(seen: Seen, question: Question, before: Stretch, after: Stretch) -> Block:
    """Who moved where, of those who answered twice; groups that are too small to be shown apart are left out."""
    first, second = seen.given(before), seen.given(after)
    both = [by for by in first if by in second and first[by].get("choice") and second[by].get("choice")]
    moves = Counter((first[by]["choice"], second[by]["choice"]) for by in both)
    apart = shown_apart(Counter(first[by]["choice"] for by in both))
    if not apart:
        return {}
    moved = sum(n for (one, other), n in moves.items() if one != other)
    labels = {choice.id: choice.text.text(seen.lang) for choice in question.choices}
    return {
        "type": "flows",
        "labels": list(labels.values()),
        "from": [labels[choice] for choice in labels if choice in apart],
        "flows": [[moves[one, other] for other in labels] for one in labels if one in apart],
        "sentence": seen.say("{moved} of {total} changed their mind.", moved=moved, total=len(both)),
    }


def _by_role(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """The last answers by what people play; not in an anonymous room, where nobody knows who answered what."""
    asked = seen.case.question(decision_of(seen, question))
    phases = [phase for phase in seen.alone(asked.id) if seen.given(phase)]
    title = seen.say("By role: {title}", title=asked.title.text(seen.lang))
    if not phases or seen.room.promise == "anonymous":
        return title, []
    groups: dict[str, Counter[str]] = {}
    for by, value in seen.given(phases[-1]).items():
        person = seen.room.people.get(by)
        for role in seen.room.roles_of(person)[:1] if person else []:
            groups.setdefault(role, Counter())[value.get("choice", "")] += 1
    apart = shown_apart({role: sum(counts.values()) for role, counts in groups.items()})
    rows = [
        [role.name.text(seen.lang), *(str(groups[role.id][choice.id]) for choice in asked.choices)]
        for role in seen.case.roles
        if role.id in groups and role.id in apart
    ]
    head = [seen.say("Role"), *(choice.text.text(seen.lang) for choice in asked.choices)]
    people = sum(sum(counts.values()) for role, counts in groups.items() if role in apart)
    said = seen.say("Each row counts the answers of those who play one role: {n} people in all.", n=people)
    if len(rows) < len(groups):
        few = seen.say("Groups of fewer than {n} are not shown apart.", n=FEWEST)
        said = language(seen.lang).joined([said, few])
    return title, [{"type": "table", "head": head, "rows": rows, "sentence": said}] if rows else []


def _by_table(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """What each table answered as one, beside what those who sit there answered alone.

    A table's answer is nobody's own, unless one person is all of it.
    """
    asked = seen.case.question(decision_of(seen, question))
    title = seen.say("By table: {title}", title=asked.title.text(seen.lang))
    own = {n: value["choice"] for n, value in _of_tables(seen, asked.id).items() if value.get("choice")}
    if not own:
        return title, []
    texts = {choice.id: choice.text.text(seen.lang) for choice in asked.choices}
    members = _members(seen, asked.id)
    rows = [
        [seen.say("Table {n}", n=n), texts[choice], *(str(members[n][one]) if n in members else "–" for one in texts)]
        for n, choice in sorted(own.items())
    ]
    head = [
        seen.say("Table"),
        seen.say("Together"),
        *(seen.say("Alone: {choice}", choice=one) for one in texts.values()),
    ]
    most, n = Counter(own.values()).most_common(1)[0]
    said = [
        seen.say("{n} of {total} tables chose “{choice}” together.", n=n, total=len(own), choice=texts[most]),
        seen.say("Groups of fewer than {n} are not shown apart.", n=FEWEST),
    ]
    sentence = language(seen.lang).joined(said)
    return title, [{"type": "table", "head": head, "rows": rows, "sentence": sentence}]


def _of_tables(seen: Seen, question: str) -> dict[int, Any]:
    """The tables' last answers, of tables at which there are at least two."""
    found: dict[int, Any] = {}
    for phase in seen.asked(question):
        if phase.per_table:
            found |= {table_of(by): value for by, value in seen.given(phase).items()}
    return {n: value for n, value in found.items() if len(seen.room.table(n)) > 1}


def _members(seen: Seen, question: str) -> dict[int, Counter[str]]:
    """How often each choice was taken by those of a table who answered alone, where it may be shown apart."""
    phases = [phase for phase in seen.alone(question) if seen.given(phase)]
    groups: dict[int, Counter[str]] = {}
    if phases and seen.room.promise != "anonymous":
        for by, value in seen.given(phases[-1]).items():
            if person := seen.room.people.get(by):
                groups.setdefault(person.table, Counter())[value.get("choice", "")] += 1
    apart = shown_apart({str(n): counts.total() for n, counts in groups.items()})
    return {n: counts for n, counts in groups.items() if str(n) in apart}


# Numbers and curves


def _guesses(seen: Seen, question: str) -> tuple[str, list[Block]]:
    asked = seen.case.question(question)
    phases = [phase for phase in seen.alone(question) if len(seen.given(phase)) >= FEWEST]
    if not phases:
        return asked.title.text(seen.lang), []
    values = list(seen.given(phases[-1]).values())
    model = seen.model.get("questions", {}).get(question, {})
    make = _dots if asked.number else _curves if asked.curve else _bars_of_choices_alone
    return asked.title.text(seen.lang), [make(seen, asked, phases[-1], values, model)]


def _bars_of_choices_alone(
    seen: Seen, question: Question, phase: Stretch, values: Sequence[Any], model: Mapping[str, Any]
) -> Block:
    return _bars_of_choices(seen, question, [phase])


def _dots(seen: Seen, question: Question, phase: Stretch, values: Sequence[Any], model: Mapping[str, Any]) -> Block:
    assert question.number
    guessed = sorted(float(value["number"]) for value in values)
    middle = guessed[len(guessed) // 2]
    unit = question.number.unit.text(seen.lang)
    near = seen.say("The middle guess of {n} is {middle}.", n=len(guessed), middle=_number(middle, unit, seen.lang))
    block: Block = {"type": "dots", "values": guessed, "unit": unit, "middle": middle, "sentence": near}
    if model.get("value") is not None:
        block |= {"model": model["value"], "low": model.get("low"), "high": model.get("high")}
        block["sentence"] = language(seen.lang).joined([near, _beside(seen, guessed, unit, model)])
    return block


def _beside(seen: Seen, guessed: Sequence[float], unit: str, model: Mapping[str, Any]) -> str:
    """The model's number, and its band where it has one."""
    value, low, high = (model.get(name) for name in ("value", "low", "high"))
    said = _number(float(value or 0), unit, seen.lang)
    if low is None or high is None or low == high:
        return seen.say("The model says {value}.", value=said)
    return seen.say(
        "The model says {value}. If the numbers that nobody can choose are up to a tenth higher or lower, it says {low}"
        " to {high}. Guesses in this range: {n} of {total}.",
        value=said,
        low=_number(float(f"{low:.3g}"), "", seen.lang),
        high=_number(float(f"{high:.3g}"), unit, seen.lang),
        n=sum(low <= guess <= high for guess in guessed),
        total=len(guessed),
    )


def _curves(seen: Seen, question: Question, phase: Stretch, values: Sequence[Any], model: Mapping[str, Any]) -> Block:
    """At each place the middle half of the room's curves, and the model's curve."""
    curve = question.curve
    assert curve
    drawn = [sorted(value["curve"][n] for value in values) for n in range(len(curve.at))]
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
        "format": curve.format,
        "unit": curve.unit.text(seen.lang),
        "sentence": seen.say("The line is the middle of {n} drawn curves, the band the middle half.", n=len(values)),
    }


def _number(value: float, unit: str, lang: str) -> str:
    written = f"{value:.4g}" if abs(value) < 10_000 else f"{value:,.0f}"
    return language(lang).measured(written, unit) if unit else written


# Rankings and weights


def _of_kind(seen: Seen, kind: str) -> list[Stretch]:
    return [one for one in seen.room.agenda if one.kind == kind]


def _by_people_or_tables(seen: Seen, phases: Sequence[Stretch]) -> list[Stretch]:
    """Those that people answered alone; those that tables answered as one where nobody did. They are not mixed."""
    alone = [one for one in phases if not one.per_table]
    return alone if any(seen.given(one) for one in alone) else [one for one in phases if one.per_table]


def _agreement(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """Mean ranks, and Kendall's W of the room's rankings."""
    title = seen.case.question(question).title.text(seen.lang) if question else seen.say("How far the room agrees")
    phases = _by_people_or_tables(seen, [one for one in _of_kind(seen, "rank") if one.question == question])
    rounds = [(phase, [value["order"] for value in seen.given(phase).values()]) for phase in phases]
    rounds = [(phase, orders) for phase, orders in rounds if len(orders) >= FEWEST]
    if not rounds:
        return title, []
    items = seen.case.question(question).items if question else ()
    labels = {item.id: item.text.text(seen.lang) for item in items} if question else seen.case.option_labels(seen.lang)
    return title, [_ranks(seen, labels, [orders for _, orders in rounds])]


def _ranks(seen: Seen, labels: Mapping[str, str], rounds: Sequence[Sequence[Sequence[str]]]) -> Block:
    last = rounds[-1]
    ranks = {item: [order.index(item) + 1 for order in last] for item in labels}
    means = {item: sum(found) / len(found) for item, found in ranks.items()}
    split = max(labels, key=lambda item: _spread(ranks[item]))
    said = [_how_far(seen, kendalls_w(last), len(last))]
    if len(rounds) > 1:
        said.append(seen.say("Before the talk it was {w}.", w=f"{kendalls_w(rounds[0]):.2f}"))
    said.append(seen.say("The room is furthest apart on “{item}”.", item=labels[split]))
    rows = [
        [labels[item], f"{means[item]:.1f}", str(min(ranks[item])), str(max(ranks[item]))]
        for item in sorted(labels, key=lambda item: means[item])
    ]
    head = [seen.say("Option"), seen.say("Mean rank"), seen.say("Highest"), seen.say("Lowest")]
    return {"type": "table", "head": head, "rows": rows, "sentence": language(seen.lang).joined(said)}


LITTLE, MUCH = 0.3, 0.7
"""Kendall's W is read as weak agreement up to the one and as strong agreement from the other (Schmidt 1997)."""


def _how_far(seen: Seen, w: float, n: int) -> str:
    known = {"w": f"{w:.2f}", "n": n}
    if w <= LITTLE:
        return seen.say(
            "The rankings have little in common: on a scale from 0 to 1, Kendall's W of {n} rankings is {w}.", **known
        )
    if w < MUCH:
        return seen.say(
            "The rankings agree in part: on a scale from 0 to 1, Kendall's W of {n} rankings is {w}.", **known
        )
    return seen.say("The rankings largely agree: on a scale from 0 to 1, Kendall's W of {n} rankings is {w}.", **known)


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


def _weights(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """The room's weights on the closing criteria, and how often each option comes first by somebody's weights."""
    title = seen.say("The room's weights, and what they put first")
    phases = _by_people_or_tables(seen, _of_kind(seen, "weigh"))
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
    """The option with the highest sum of weight times rating, as the case rates its options."""
    return max(
        seen.case.ratings, key=lambda r: sum(weight * getattr(r, name) for name, weight in weights.items())
    ).option


# Words, scenarios, decisions, private knowledge


def _cards(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """Only what the trainer has picked; grouped as the trainer grouped it."""
    asked = seen.case.question(question)
    picked = [card for card in cards(seen, question) if card["shown"]]
    return asked.title.text(seen.lang), [{"type": "cards", "cards": picked}] if picked else []


def cards(seen: Seen, question: str) -> list[dict[str, Any]]:
    """Everybody's words to a question, in an order that says nothing of who wrote them: {id, text, whose, shown, pile}.

    `whose`: which table's they are or what their writer plays, and which of several fields they fill; never a person.
    """
    found = []
    fields = seen.case.question(question).fields
    labels = {one.id: one.label.text(seen.lang) for one in fields} if len(fields) > 1 else {}
    sides = _sides(seen)
    for phase in seen.asked(question):
        for by, value in seen.given(phase).items():
            for field, text in value.get("fields", {}).items():
                card = card_id(seen.room.slug, phase.id, field, by)
                kept = seen.room.cards.get(card)
                whose = " · ".join(filter(None, (sides.get(by, ""), labels.get(field, ""))))
                sorted_ = {"shown": bool(kept and kept.shown), "pile": kept.pile if kept else ""}
                found.append({"id": card, "text": text, "whose": whose, **sorted_})
    return sorted(found, key=lambda card: (card["pile"], card["text"]))


def _sides(seen: Seen) -> dict[str, str]:
    """On whose side somebody writes, by the name under which an answer is kept.

    A table is named unless one person is all of it, and a role where enough people play it that it is no person. In an
    anonymous room an answer is kept under a name that is nobody's, so it has no role.
    """
    room = seen.room
    found = {of_table(n): seen.say("Table {n}", n=n) for n in room.tables if len(room.table(n)) > 1}
    if room.promise == "anonymous" or not any(one.kind == "roles" for one in room.agenda):
        return found
    plays = {one.id: role for one in room.people.values() if one.here for role in room.roles_of(one)[:1]}
    apart = shown_apart(Counter(plays.values()))
    names = _persons(seen)
    return found | {person: names[role] for person, role in plays.items() if role in apart and role in names}


def _persons(seen: Seen) -> dict[str, str]:
    """What roles are called in short: a person without the office."""
    return {role.id: re.split("[,，]", role.name.text(seen.lang))[0] for role in seen.case.roles}


def card_id(*parts: str) -> str:
    """A card's name, which tells nobody whose it is, nor which others are by the same hand."""
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def _decisions(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """How the room decided, and the sentences that the trainer picked."""
    title, blocks = _votes(seen, decision_of(seen, question))
    return title, [*blocks, *_cards(seen, decision_of(seen, question))[1]]


def decision_of(seen: Seen, question: str) -> str:
    """The question that is meant, which without a name is the case's decision."""
    return question or next(one.id for one in seen.case.questions if one.kind == "decision")


def named(seen: Seen, wanted: Reveal) -> Reveal:
    """The same under one name: an agenda may leave out the question where the case's decision is meant."""
    of_decision = wanted.kind in ("decisions", "by_role", "by_table")
    return Reveal(wanted.kind, decision_of(seen, wanted.question)) if of_decision else wanted


def _who_knew(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """What each role knew that somebody plays here, and where two of them contradict each other."""
    room, names = seen.room, {role.id: role.name.text(seen.lang) for role in seen.case.roles}
    played = {role for person in room.people.values() if person.here for role in room.roles_of(person)}
    briefs = [brief for brief in seen.classroom.briefs if not played or brief.role in played]
    known = {fact.id for brief in briefs for fact in brief.knows}
    facts = [
        {"who": names[brief.role], "facts": [fact.text.text(seen.lang) for fact in brief.knows]} for brief in briefs
    ]
    by = {fact.id: brief.role for brief in briefs for fact in brief.knows}
    short = _persons(seen)
    against = [
        {
            "who": language(seen.lang).listed(short[by[fact]] for fact in one.between),
            "text": one.text.text(seen.lang),
        }
        for one in seen.classroom.contradictions
        if known.issuperset(one.between)
    ]
    return seen.say("Who knew what"), [{"type": "facts", "facts": facts, "against": against}] if facts else []


Maker = Callable[[Seen, str], tuple[str, list[Block]]]

MADE_BY: Mapping[str, Maker] = {
    "votes": _votes,
    "shift": _shift,
    "by_role": _by_role,
    "by_table": _by_table,
    "guesses": _guesses,
    "agreement": _agreement,
    "weights": _weights,
    "cards": _cards,
    "decisions": _decisions,
    "who_knew": _who_knew,
    "scenarios": lambda seen, question: scenarios(seen),
}


class Shower:
    """Keeps what was shown, so that of two pictures of one thing the second is never the first and one person more."""

    def __init__(self) -> None:
        self._made: dict[tuple[Reveal, str], tuple[int, bool, Shown]] = {}
        self._settled: dict[str, Mapping[str, Any]] = {}

    def show(self, seen: Seen, wanted: Reveal) -> Shown:
        """What may be shown of it now. The trainer's cards follow at once: nobody is counted there."""
        wanted = named(seen, wanted)
        if wanted.kind in ("cards", "who_knew"):
            return reveal(seen, wanted)
        if wanted.kind == "scenarios":
            return reveal(replace(seen, pinned=self._settle("", seen.pinned)), wanted)
        if wanted.kind == "by_table":
            return reveal(self._with_settled_answers(seen, wanted.question), wanted)
        shown = self._counted(seen, wanted)
        if wanted.kind == "decisions":
            fresh = _cards(seen, decision_of(seen, wanted.question))[1]
            shown = {**shown, "blocks": [block for block in shown["blocks"] if block["type"] != "cards"] + fresh}
        return shown

    def _with_settled_answers(self, seen: Seen, question: str) -> Seen:
        """What tables answer as one follows at once; what their members answered alone, and where they sat, does not:
        whoever changes the table would take the answer along.
        """
        answers, people = dict(seen.answers), dict(seen.room.people)
        for phase in seen.alone(decision_of(seen, question)):
            now = {by: (value, people[by].table if by in people else 0) for by, value in seen.given(phase).items()}
            settled = self._settle(phase.id, now)
            answers[phase.id] = {by: value for by, (value, _) in settled.items()}
            people |= {by: structs.replace(people[by], table=n) for by, (_, n) in settled.items() if by in people}
        return replace(seen, answers=answers, room=structs.replace(seen.room, people=people))

    def _settle(self, name: str, now: Mapping[str, Any]) -> Mapping[str, Any]:
        """What was given as it was last shown, until that of enough people is another."""
        kept = self._settled.get(name, {})
        if sum(now.get(by) != kept.get(by) for by in {*now, *kept}) >= FEWEST:
            self._settled[name] = kept = dict(now)
        return kept

    def _counted(self, seen: Seen, wanted: Reveal) -> Shown:
        count, asked_model = size(seen, wanted), bool(seen.model)
        before, with_model, kept = self._made.get((wanted, seen.lang), (-1, False, {}))
        fresh = with_model != asked_model if count == before else may_show(count, before)
        if kept and not fresh:
            return kept
        shown = reveal(seen, wanted)
        self._made[wanted, seen.lang] = (count if shown["blocks"] else -1, asked_model, shown)
        return shown
