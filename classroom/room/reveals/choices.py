"""What was chosen: once, before and after a talk, by role, by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from caseroom.casefile import Question
from caseroom.i18n import language
from classroom.room.groups import FEWEST, shown_apart
from classroom.room.reveals.asked import decision_of
from classroom.room.scenarios import table_of
from classroom.room.seen import Block, Seen
from classroom.room.state import Stretch


def votes(seen: Seen, question: str) -> tuple[str, list[Block]]:
    asked = seen.case.question(question)
    phases = [phase for phase in seen.alone(question) if sum(seen.counts(phase).values()) >= FEWEST]
    return asked.title.text(seen.lang), [bars_of_choices(seen, asked, phases[-1:])] if phases else []


def shift(seen: Seen, question: str) -> tuple[str, list[Block]]:
    asked = seen.case.question(question)
    phases = [phase for phase in seen.alone(question) if sum(seen.counts(phase).values()) >= FEWEST]
    if not phases:
        return asked.title.text(seen.lang), []
    if len(phases) == 1:
        return asked.title.text(seen.lang), [and_says(bars_of_choices(seen, asked, phases), _not_twice(seen), seen)]
    both, of_both = (phases[0], phases[-1]), who_answered_twice(seen, phases[0], phases[-1])
    bars = bars_of_choices(of_both or seen, asked, both)
    if _tells_of_few(seen, *both):
        return asked.title.text(seen.lang), [and_says(bars, _not_drawn(seen), seen)]
    bars = and_says(bars, _how_many_twice(seen, *both, apart=of_both is None), seen)
    flows = _flows(seen, asked, *both)
    if flows.get("type") == "sentence":
        return asked.title.text(seen.lang), [and_says(bars, flows["sentence"], seen)]
    return asked.title.text(seen.lang), [bars, flows]


def right(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """The last answers, with a mark at what is right; nothing where the case leaves that open."""
    asked, (title, blocks) = seen.case.question(question), votes(seen, question)
    if not asked.key or not blocks:
        return title, []
    keys = (asked.key, *asked.also)
    marked = [n for n, choice in enumerate(asked.choices) if choice.id in keys]
    bars = {**blocks[0], "right": marked}
    known = {
        "choice": language(seen.lang).listed(f"“{bars['bars'][n]['label']}”" for n in marked),
        "n": sum(bars["bars"][n]["values"][-1] for n in marked),
        "total": bars["totals"][-1],
    }
    if len(marked) == 1:
        said = seen.say("The right answer is {choice}: {n} of {total} chose it.", **known)
    else:
        said = seen.say("Right answers are {choice}: {n} of {total} chose one of them.", **known)
    return title, [{**bars, "sentence": said}]


def and_says(block: Block, sentence: str, seen: Seen) -> Block:
    """The same with one sentence more under it; nothing where there is no picture."""
    if not block:
        return {}
    return {**block, "sentence": language(seen.lang).joined(filter(None, (block.get("sentence"), sentence)))}


def _chose(seen: Seen, phase: Stretch) -> set[str]:
    return {by for by, value in seen.given(phase).items() if value.get("choice")}


def who_answered_twice(seen: Seen, before: Stretch, after: Stretch) -> Seen | None:
    """What is seen of them alone; None where they are too few, where hands were counted, which are nobody's, or where
    they, beside what has been shown of all, would tell what the few others answered.
    """
    twice = _chose(seen, before) & _chose(seen, after)
    if len(twice) < FEWEST or any(seen.room.tallies.get(phase.id) for phase in (before, after)):
        return None
    if _tells_of_few(seen, before, after):
        return None
    answers = {phase.id: {by: v for by, v in seen.given(phase).items() if by in twice} for phase in (before, after)}
    return replace(seen, answers={**seen.answers, **answers})


def _tells_of_few(seen: Seen, before: Stretch, after: Stretch) -> bool:
    """Whether all answers of a phase have been shown, and fewer than FEWEST of them are of people who did not give the
    other one.
    """
    one, other = _chose(seen, before), _chose(seen, after)
    alone = {before.id: len(one - other), after.id: len(other - one)}
    return any(phase in seen.whole and 0 < few < FEWEST for phase, few in alone.items())


def _not_drawn(seen: Seen) -> str:
    """Why there is no picture of moves: beside all answers, which were shown, it would tell what the few people
    answered who answered only once. A wall says it shortly.
    """
    return seen.say("Not all answered both times, so who moved where is not drawn.")


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


def bars_of_choices(seen: Seen, question: Question, phases: Sequence[Stretch]) -> Block:
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
    if len(phases) == 2:  # two bars are beside each other
        said = seen.say("The second time, {said}", said=said[:1].lower() + said[1:])
    series = [seen.say("The first time"), seen.say("The second time")] if len(phases) == 2 else []
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
    if len(first) == 2:
        known = {"one": first[0], "other": first[1], "each": most, "total": total}
        return seen.say("“{one}” and “{other}” come first, with {each} of {total} each.", **known)
    return seen.say("{n} answers come first, with {each} of {total} each.", n=len(first), each=most, total=total)


def _flows(seen: Seen, question: Question, before: Stretch, after: Stretch) -> Block:
    """Who moved where, of those who answered twice; groups that are too small to be shown apart are left out. A
    picture of none but those who stayed is no picture of a talk: then a sentence says it.
    """
    first, second = seen.given(before), seen.given(after)
    both = [by for by in first if by in second and first[by].get("choice") and second[by].get("choice")]
    moves = Counter((first[by]["choice"], second[by]["choice"]) for by in both)
    apart = shown_apart(Counter(first[by]["choice"] for by in both))
    moved = sum(n for (one, other), n in moves.items() if one != other)
    said = seen.say("{moved} of {total} changed their mind.", moved=moved, total=len(both))
    drawn = sum(n for (one, _), n in moves.items() if one in apart)
    if not apart and not moved:
        return {"type": "sentence", "sentence": said}
    if moved and not any(one in apart and one != other for one, other in moves):
        few = seen.say("Who moved where is not drawn, so that nobody can be recognised in a small group.")
        return {"type": "sentence", "sentence": language(seen.lang).joined([said, few])}
    if drawn < len(both):
        rest = seen.say(
            "The moves of {n} of the {total} are shown; {moved} of these changed their answer. The others are left out,"
            " so that nobody can be recognised in a small group.",
            n=drawn,
            total=len(both),
            moved=sum(n for (one, other), n in moves.items() if one in apart and one != other),
        )
        said = language(seen.lang).joined([said, rest])
    labels = {choice.id: choice.text.text(seen.lang) for choice in question.choices}
    return {
        "type": "flows",
        "labels": list(labels.values()),
        "from": [labels[choice] for choice in labels if choice in apart],
        "flows": [[moves[one, other] for other in labels] for one in labels if one in apart],
        "whole": drawn == len(both),
        "sentence": said,
    }


def by_role(seen: Seen, question: str) -> tuple[str, list[Block]]:
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
    counted = seen.say("Each row counts the answers of those who play one role: {n} people in all.", n=people)
    said = language(seen.lang).joined([counted, seen.say("What a role chose most often is marked.")])
    most = [[n for n, count in enumerate(row) if n and count == max(row[1:], key=int)] for row in rows]
    if len(rows) < len(groups):
        few = seen.say("Groups of fewer than {n} are not shown apart.", n=FEWEST)
        said = language(seen.lang).joined([said, few])
    return title, [{"type": "table", "head": head, "rows": rows, "most": most, "sentence": said}] if rows else []


def by_table(seen: Seen, question: str) -> tuple[str, list[Block]]:
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
