"""An earlier class of the same case beside this one: its numbers alone, and none of fewer than a group may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from caseroom.i18n import language
from classroom.room.groups import FEWEST
from classroom.room.quartiles import quartiles
from classroom.room.reveals import Seen, Shown, decision_of
from classroom.room.state import Reveal, Room


@dataclass(frozen=True)
class Guessed:
    """Numbers guessed: how many, and where the middle half of them lies."""

    count: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Earlier:
    """What is known of it. `day`: ISO 8601; the rest by question, as it was answered last."""

    id: str
    day: str
    people: int
    votes: Mapping[str, Mapping[str, int]]
    guesses: Mapping[str, Guessed]


def earlier(room_id: str, day: str, room: Room, answers: Mapping[str, Mapping[str, Any]]) -> Earlier:
    """The numbers of a class. No person, no words and no single answer is in them."""
    votes: dict[str, Mapping[str, int]] = {}
    guesses: dict[str, Guessed] = {}
    for stretch in room.agenda:
        given = answers.get(stretch.id, {}).values()
        counts = Counter(value["choice"] for value in given if value.get("choice"))
        counts += Counter(room.tallies.get(stretch.id, {}))
        numbers = sorted(float(value["number"]) for value in given if value.get("number") is not None)
        if sum(counts.values()) >= FEWEST:
            votes[stretch.question] = dict(counts)
        if len(numbers) >= FEWEST:
            guesses[stretch.question] = _guessed(numbers)
    people = sum(not person.into for person in room.people.values())
    return Earlier(room_id, day, people, votes, guesses)


def _guessed(numbers: Sequence[float]) -> Guessed:
    low, middle, high = quartiles(numbers)
    return Guessed(len(numbers), low, middle, high)


def beside(shown: Shown, seen: Seen, wanted: Reveal, other: Earlier | None) -> Shown:
    """What is shown, with the earlier class in it where it answered the same question."""
    if other is None or wanted.kind not in ("votes", "shift", "decisions", "guesses"):
        return shown
    question = decision_of(seen, wanted.question)
    blocks = [_with(block, seen, question, other) for block in shown["blocks"]]
    said = [block["sentence"] for block in blocks if block.get("sentence")]
    return {**shown, "blocks": blocks, "sentence": language(seen.lang).joined(said) or shown["sentence"]}


def _with(block: dict[str, Any], seen: Seen, question: str, other: Earlier) -> dict[str, Any]:
    if block["type"] == "bars" and question in other.votes:
        return _bars(block, seen, question, other)
    if block["type"] == "dots" and question in other.guesses:
        return _dots(block, seen, question, other)
    return block


def _bars(block: dict[str, Any], seen: Seen, question: str, other: Earlier) -> dict[str, Any]:
    counts, choices = other.votes[question], seen.case.question(question).choices
    total = sum(counts.values())
    numbers = [counts.get(choice.id, 0) for choice in choices]
    first = max(choices, key=lambda choice: counts.get(choice.id, 0))
    said = seen.say(
        "In the class of {day} most chose “{choice}”: {n} of {total}.",
        day=_day(seen, other),
        choice=first.text.text(seen.lang),
        n=counts.get(first.id, 0),
        total=total,
    )
    told = {"name": _name(seen, other), "values": numbers, "shares": [n / total for n in numbers]}
    return {**block, "earlier": told, "sentence": language(seen.lang).joined([block["sentence"], said])}


def _dots(block: dict[str, Any], seen: Seen, question: str, other: Earlier) -> dict[str, Any]:
    guessed, number, speech = other.guesses[question], seen.case.question(question).number, language(seen.lang)
    assert number  # dots are of numbers
    quarters = {name: number.shown(getattr(guessed, name), seen.lang) for name in ("low", "middle", "high")}
    low, middle, high = (speech.measured(f"{n:g}", block["unit"]) for n in quarters.values())
    said = seen.say(
        "In the class of {day} the middle guess of {n} was {middle}; half of the guesses lay from {low} to {high}.",
        day=_day(seen, other),
        n=guessed.count,
        middle=middle,
        low=low,
        high=high,
    )
    told = {"name": _name(seen, other), "count": guessed.count, **quarters}
    return {**block, "earlier": told, "sentence": speech.joined([block["sentence"], said])}


def _day(seen: Seen, other: Earlier) -> str:
    return format_date(date.fromisoformat(other.day), "long", locale=language(seen.lang).locale)


def _name(seen: Seen, other: Earlier) -> str:
    return seen.say("Class of {day}, {n} people", day=_day(seen, other), n=other.people)
