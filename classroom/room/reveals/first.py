"""How those decided who had guessed low and high, or this and that, before the class went to work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from caseroom.casefile import Question
from caseroom.casefile.classroom import guessed
from caseroom.i18n import language
from classroom.room.groups import FEWEST, shown_apart
from classroom.room.reveals.asked import decision_of
from classroom.room.reveals.guesses import Writing
from classroom.room.seen import Block, Seen
from classroom.room.state import Stretch


def first_guess(seen: Seen, decision: str) -> tuple[Question, Stretch] | None:
    """What people predicted first, each alone, before they decide; None where that is nothing that the case means."""
    meant = seen.classroom.first_guess
    for one in seen.room.agenda:
        if one.question == decision or meant == "":
            return None
        asked = seen.case.question(one.question) if one.question and one.kind == "vote" else None
        if asked is None or one.per_table or one.kept or not guessed(asked):
            continue
        if meant in (None, asked.id):
            return asked, one
    return None


def by_guess(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """How often each choice was taken by the lower and by the higher half of those who guessed a number, or by those
    who first gave each answer.
    """
    asked = seen.case.question(decision_of(seen, question))
    guess, phases = first_guess(seen, asked.id), [one for one in seen.alone(asked.id) if seen.given(one)]
    title = seen.say("The decision by first guess: {title}", title=(guess[0] if guess else asked).title.text(seen.lang))
    if not guess or not phases:
        return title, []
    first = {by: value for by, value in seen.given(guess[1]).items() if "number" in value or value.get("choice")}
    chose = {by: value["choice"] for by, value in seen.given(phases[-1]).items() if by in first and value.get("choice")}
    if not chose:
        return title, []
    if not guess[0].number:
        answers = {by: first[by]["choice"] for by in chose}
        return title, _by_answer(seen, guess[0], asked, answers, chose)
    numbers = {by: float(first[by]["number"]) for by in chose}
    return title, _by_half(seen, guess[0], asked, numbers, chose)


def _by_half(
    seen: Seen, guess: Question, asked: Question, numbers: Mapping[str, float], chose: Mapping[str, str]
) -> list[Block]:
    """Bars for the lower and the higher half of the first guesses, if enough people are in each."""
    middle = sorted(numbers.values())[(len(chose) - 1) // 2]
    halves = [
        Counter(choice for by, choice in chose.items() if (numbers[by] > middle) is more) for more in (False, True)
    ]
    totals = [half.total() for half in halves]
    if len(shown_apart({str(n): total for n, total in enumerate(totals)})) < len(halves):
        return []
    written = Writing.of(seen, guess).guess(middle)
    bars = [
        {
            "label": choice.text.text(seen.lang),
            "values": [half[choice.id] for half in halves],
            "shares": [half[choice.id] / total for half, total in zip(halves, totals, strict=True)],
        }
        for choice in asked.choices
    ]
    series = [
        seen.say("Guessed {number} or less", number=written),
        seen.say("Guessed more than {number}", number=written),
    ]
    known = {"title": guess.title.text(seen.lang), "low": totals[0], "high": totals[1], "number": written}
    said = seen.say(
        "“{title}”: of those who decided, {low} had first guessed {number} or less, and {high} had guessed more.",
        **known,
    )
    sentence = language(seen.lang).joined(filter(None, (said, _most(seen, asked, halves))))
    return [{"type": "bars", "series": series, "bars": bars, "totals": totals, "sentence": sentence}]


def _by_answer(
    seen: Seen, guess: Question, asked: Question, first: Mapping[str, str], chose: Mapping[str, str]
) -> list[Block]:
    """A row for each first answer that enough people gave, and one for all others together. `stayed`: the cell of each
    row with those who decided as they first answered, 0 where there is none; `mixed`: the row of the others.
    """
    groups: dict[str, Counter[str]] = {}
    for by, answer in first.items():
        groups.setdefault(answer, Counter())[chose[by]] += 1
    apart = shown_apart({answer: group.total() for answer, group in groups.items()})
    if not apart or len(groups) == 1:
        return []
    named = [(one.text.text(seen.lang), groups[one.id]) for one in guess.choices if one.id in apart]
    if few := [group for answer, group in groups.items() if answer not in apart]:
        named.append((seen.say("All other answers together"), sum(few, Counter[str]())))
    rows = [[name, *(str(group[choice.id]) for choice in asked.choices)] for name, group in named]
    most = [[n for n, count in enumerate(row) if n and count == max(row[1:], key=int)] for row in rows]
    places = {choice.id: n for n, choice in enumerate(asked.choices, start=1)}
    stayed = [places.get(one.id, 0) for one in guess.choices if one.id in apart]
    if few:
        stayed.append(0)
    said = [
        seen.say("Each row counts how those decided who first gave one answer: {n} people in all.", n=len(chose)),
        seen.say("What they chose most often is marked."),
        seen.say("A ring is round those who stayed with their first answer.") if any(stayed) else "",
        seen.say("The last row is mixed: answers that fewer than {n} people first gave stand there together.", n=FEWEST)
        if few
        else "",
    ]
    head = [seen.say("First answer"), *(choice.text.text(seen.lang) for choice in asked.choices)]
    sentence = language(seen.lang).joined(filter(None, said))
    block = {"type": "table", "head": head, "rows": rows, "most": most, "sentence": sentence}
    return [{**block, "stayed": stayed, "mixed": [len(rows) - 1] if few else []}]


def _most(seen: Seen, asked: Question, halves: list[Counter[str]]) -> str:
    """What each half chose most often; "" where that is not one answer."""
    texts = {choice.id: choice.text.text(seen.lang) for choice in asked.choices}
    firsts = [[choice for choice in half if half[choice] == max(half.values())] for half in halves]
    if any(len(first) > 1 for first in firsts):
        return ""
    [one], [other] = firsts
    known = {"one": texts[one], "n": halves[0][one], "low": halves[0].total()}
    known |= {"other": texts[other], "m": halves[1][other], "high": halves[1].total()}
    if one == other:
        return seen.say("Both chose “{one}” most often: {n} of {low}, and {m} of {high}.", **known)
    return seen.say(
        "Those who had guessed lower chose “{one}” most often ({n} of {low}), those who had guessed higher “{other}”"
        " ({m} of {high}).",
        **known,
    )
