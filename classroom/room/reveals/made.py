"""What a room is shown of its own answers, as blocks that every screen can draw, each with a sentence for ears.

A reveal is {kind, title, sentence, blocks}. Blocks: bars, dots (numbers guessed, with the model and its band), curves,
flows (who moved where), table, points, cards, facts. Everything is in one language; nothing here names a person unless
the room promised names.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from caseroom.i18n import language
from classroom.room.groups import FEWEST
from classroom.room.reveals.asked import decision_of
from classroom.room.reveals.choices import and_says, by_role, by_table, right, shift, votes
from classroom.room.reveals.first import by_guess, first_guess
from classroom.room.reveals.guesses import guesses
from classroom.room.reveals.orders import agreement, order, weights
from classroom.room.reveals.scenarios import scenarios
from classroom.room.reveals.told import picked_cards, who_knew
from classroom.room.seen import Block, Seen, Shown
from classroom.room.state import Reveal, Stretch


def decisions(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """How the room decided, and the sentences that the trainer picked."""
    title, blocks = votes(seen, decision_of(seen, question))
    return title, [*blocks, *picked_cards(seen, decision_of(seen, question))[1]]


log = logging.getLogger("caseroom")

Maker = Callable[[Seen, str], tuple[str, list[Block]]]


OF_A_KIND: Mapping[str, str] = {"agreement": "rank", "weights": "weigh"}
"""In which kind of phase people answer what these show, where they name no question."""

MADE_BY: Mapping[str, Maker] = {
    "votes": votes,
    "shift": shift,
    "right": right,
    "by_role": by_role,
    "by_table": by_table,
    "by_guess": by_guess,
    "guesses": guesses,
    "agreement": agreement,
    "order": order,
    "weights": weights,
    "cards": picked_cards,
    "decisions": decisions,
    "who_knew": who_knew,
    "scenarios": lambda seen, question: scenarios(seen),
}


def reveal(seen: Seen, wanted: Reveal) -> Shown:
    """What `wanted` shows; a sentence alone where there is too little to show, or where it cannot be made."""
    try:
        title, blocks = MADE_BY[wanted.kind](seen, wanted.question)
    except Exception:  # whatever it is, the room goes on without this picture
        log.exception("the reveal %r of %r cannot be made", wanted.kind, wanted.question)
        failed = seen.say("This cannot be shown. The class can go on; the reason stands in the server's log.")
        return {"kind": wanted.kind, "title": "", "sentence": failed, "blocks": []}
    blocks = [block for block in blocks if block]
    if not blocks:
        few = seen.say("There is nothing to show here: it takes the answers of at least {n} people.", n=FEWEST)
        apart = seen.say("No role can be shown apart: in none of them have at least {n} people answered.", n=FEWEST)
        halves = seen.say(
            "This cannot be shown: of those who guessed lower and of those who guessed higher, at least {n} each must"
            " have decided.",
            n=FEWEST,
        )
        answers = seen.say(
            "This cannot be shown: at least {n} people who first gave the same answer must have decided, and at least"
            " {n} others.",
            n=FEWEST,
        )
        guess = first_guess(seen, decision_of(seen, wanted.question)) if wanted.kind == "by_guess" else None
        of_guess = halves if guess and guess[0].number else answers
        none = seen.say("Nothing has been picked yet. What your teacher picks of the answers appears here.")
        sentence = {"cards": none, "by_role": apart, "by_guess": of_guess}.get(wanted.kind, few)
        return {"kind": wanted.kind, "title": title, "sentence": sentence, "blocks": []}
    shown = _of_blocks({"kind": wanted.kind, "title": title}, blocks, seen)
    if seen.only_twice:
        twice = seen.say("Only those who answered both times are counted, as in the picture of before and after.")
        return and_said(shown, twice, seen)
    return shown


def _of_blocks(shown: Shown, blocks: list[Block], seen: Seen) -> Shown:
    """The same with these pictures, and the sentence that says what all of them do."""
    sentence = language(seen.lang).joined(block["sentence"] for block in blocks if block.get("sentence"))
    return {**shown, "sentence": sentence, "blocks": blocks}


def and_said(shown: Shown, more: str, seen: Seen) -> Shown:
    """The same with one sentence more, under its first picture."""
    first, *others = shown["blocks"]
    return _of_blocks(shown, [and_says(first, more, seen), *others], seen)


def awaited(seen: Seen, wanted: Reveal) -> Shown:
    """What stands there while the last answers are coming in."""
    title = seen.case.question(wanted.question).title.text(seen.lang) if wanted.question else ""
    sentence = seen.say("The last answers are coming in. The picture follows in a moment.")
    return {"kind": wanted.kind, "title": title, "sentence": sentence, "blocks": []}


def made_from(seen: Seen, wanted: Reveal) -> list[Stretch]:
    """The phases whose answers are in it."""
    if not wanted.question:
        kind = OF_A_KIND.get(wanted.kind)
        return [one for one in seen.room.agenda if one.kind == kind and not one.question]
    guess = first_guess(seen, wanted.question) if wanted.kind == "by_guess" else None
    return [*([guess[1]] if guess else []), *seen.asked(wanted.question)]


def size(seen: Seen, wanted: Reveal) -> int:
    """How many answers it is made from; where the same people answer more than once, of the phase with most."""
    if wanted.kind == "scenarios":
        return sum(map(len, seen.pinned.values())) + len(seen.stands)
    of_tables = wanted.kind in ("cards", "by_table", *OF_A_KIND)
    phases = [one for one in made_from(seen, wanted) if of_tables or not one.per_table]
    counts = [len(seen.given(phase)) + sum(seen.room.tallies.get(phase.id, {}).values()) for phase in phases]
    return sum(counts) if wanted.kind in ("cards", "by_table") else max(counts, default=0)
