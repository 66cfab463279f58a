"""What was shown is kept, so that two pictures of one thing single nobody out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import structs

from classroom.room.groups import FEWEST
from classroom.room.reveals.asked import decision_of, named
from classroom.room.reveals.choices import who_answered_twice
from classroom.room.reveals.made import and_said, made_from, reveal
from classroom.room.reveals.told import picked_cards
from classroom.room.seen import Seen, Shown
from classroom.room.state import Reveal, Stretch

BY_HAND = "by hand "
OF_THE_LAST = ("votes", "right", "guesses", "decisions", "by_role")
"""What is drawn of the last phase alone in which its question was asked."""


@dataclass
class _Made:
    """A picture: of which answers, whether with the model, from what, and as it is in each language."""

    of: Sequence[Mapping[str, Any]]
    with_model: bool
    seen: Seen
    shown: dict[str, Shown] = field(default_factory=dict)


class _Settled:
    """Of each phase what was given, as it was last shown, until that of enough people is another."""

    def __init__(self) -> None:
        self._kept: dict[str, Mapping[str, Any]] = {}

    def of(self, phase: str) -> Mapping[str, Any]:
        return self._kept.get(phase, {})

    def settle(self, phase: str, now: Mapping[str, Any], free: bool = False) -> Mapping[str, Any]:
        """What is shown of it now. `free`: none of it was shown before."""
        kept = self.of(phase)
        if free or sum(now.get(by) != kept.get(by) for by in {*now, *kept}) >= FEWEST:
            self._kept[phase] = kept = dict(now)
        return kept


def _says_what_is_late(seen: Seen, late: int) -> str:
    if seen.room.closed:
        return seen.say("Answers that came too late for this picture and are not in it: {n}.", n=late)
    return seen.say(
        "Answers that came after this picture was made: {n}. It is drawn anew once there are {fewest}.",
        n=late,
        fewest=FEWEST,
    )


class Shower:
    """Keeps what was shown, so that of two pictures of the same answers, be they of one kind or of two, the second is
    never the first and one person more.
    """

    def __init__(self) -> None:
        self._made: dict[Reveal, _Made] = {}
        self._answers, self._tables, self._pins = _Settled(), _Settled(), _Settled()
        self._drawn: set[str] = set()  # of which phases a picture has been shown
        self._whole: set[str] = set()  # of which it had all answers in it
        self._twice: dict[str, tuple[Stretch, Stretch]] = {}  # of which only those of who also answered another one

    def show(self, seen: Seen, wanted: Reveal) -> Shown:
        """What may be shown of it now. The trainer's cards follow at once: nobody is counted there."""
        wanted = named(seen, wanted)
        if wanted.kind in ("cards", "who_knew"):
            return reveal(seen, wanted)
        if wanted.kind == "scenarios":
            return reveal(replace(seen, pinned=self._pins.settle("", seen.pinned)), wanted)
        if wanted.kind == "by_table":
            shown = reveal(self._at_their_tables(seen, wanted), wanted)
        else:
            shown = self._kept(seen, wanted)
        late = self._late(seen, wanted) if shown["blocks"] else 0
        if late:
            shown = and_said(shown, _says_what_is_late(seen, late), seen)
        if wanted.kind == "decisions":
            fresh = picked_cards(seen, decision_of(seen, wanted.question))[1]
            shown = {**shown, "blocks": [block for block in shown["blocks"] if block["type"] != "cards"] + fresh}
        return shown

    def _late(self, seen: Seen, wanted: Reveal) -> int:
        """How many answers the picture does not have, because they came after it and are too few for another."""
        phases = [phase for phase in made_from(seen, wanted) if not phase.per_table]
        late = (
            sum(value != self._answers.of(phase.id).get(by) for by, value in seen.given(phase).items())
            for phase in (phases[-1:] if wanted.kind in OF_THE_LAST else phases)
        )
        return sum(late)

    def _at_their_tables(self, seen: Seen, wanted: Reveal) -> Seen:
        """What tables answer as one follows at once; what their members answered alone, and where they sat, does not:
        whoever changes the table would take the answer along.
        """
        phases = [phase for phase in made_from(seen, wanted) if not phase.per_table]
        settled, people = self._alike(self._with_settled_answers(seen, phases), wanted), dict(seen.room.people)
        for phase in phases:
            sat = self._tables.settle(phase.id, {by: people[by].table for by in settled.given(phase) if by in people})
            people |= {by: structs.replace(people[by], table=n) for by, n in sat.items() if by in people}
            self._drawn.add(phase.id)
        self._remember(settled, wanted, phases)
        return replace(settled, room=structs.replace(settled.room, people=people))

    def _with_settled_answers(self, seen: Seen, phases: Sequence[Stretch]) -> Seen:
        """What people answered in these phases, with the hands that were counted, as every kind of picture has it."""
        answers = {phase: dict(given) for phase, given in seen.answers.items()}  # the room's own go on growing
        tallies = dict(seen.room.tallies)
        for phase in phases:
            hands = seen.room.tallies.get(phase.id, {})
            counted = {f"{BY_HAND}{n} {choice}": choice for choice, times in hands.items() for n in range(times)}
            given = {**seen.given(phase), **counted}
            settled = self._answers.settle(phase.id, given, free=phase.id not in self._drawn)
            answers[phase.id] = {by: value for by, value in settled.items() if not by.startswith(BY_HAND)}
            tallies[phase.id] = dict(Counter(value for by, value in settled.items() if by.startswith(BY_HAND)))
        return replace(seen, answers=answers, room=structs.replace(seen.room, tallies=tallies))

    def _kept(self, seen: Seen, wanted: Reveal) -> Shown:
        phases = made_from(seen, wanted)
        alone = [phase for phase in phases if not phase.per_table]
        settled, with_model = self._alike(self._with_settled_answers(seen, alone), wanted), bool(seen.model)
        of = [self._answers.of(phase.id) if phase in alone else settled.given(phase) for phase in phases]
        kept = self._made.get(wanted)
        if kept is None or kept.of != of or kept.with_model != with_model:
            kept = self._made[wanted] = _Made(of, with_model, settled)
        shown = self._in_language(kept, wanted, seen.lang)
        if shown["blocks"]:  # fewer are in no picture, and the model's own is of nobody
            drawn = [phase for phase in alone if len(self._answers.of(phase.id)) >= FEWEST]
            self._drawn |= {phase.id for phase in drawn}
            self._remember(kept.seen, wanted, drawn)
        return shown

    def _alike(self, seen: Seen, wanted: Reveal) -> Seen:
        """Where before and after have been shown of those who answered twice, every other picture is of the same ones;
        where one of all has been shown, before and after are of all.
        """
        if wanted.kind == "shift":
            return replace(seen, whole=frozenset(self._whole))
        answers = dict(seen.answers)
        for phase in {one.id for one in made_from(seen, wanted)} & self._twice.keys():
            of_both = who_answered_twice(seen, *self._twice[phase])
            if of_both and 0 < len(answers.get(phase, {})) - len(of_both.answers[phase]) < FEWEST:
                answers[phase] = of_both.answers[phase]
        return replace(seen, answers=answers, only_twice=answers != seen.answers)

    def _remember(self, seen: Seen, wanted: Reveal, drawn: Sequence[Stretch]) -> None:
        """Of whom the picture of each phase was; most kinds draw the last one alone."""
        both = (drawn[0], drawn[-1]) if len(drawn) > 1 else None
        if wanted.kind == "shift" and both and who_answered_twice(seen, *both):
            self._twice |= {phase.id: both for phase in both if phase.id not in self._whole}
        else:
            of = drawn[-1:] if wanted.kind in OF_THE_LAST else drawn
            self._whole |= {phase.id for phase in of if phase.id not in self._twice}

    @staticmethod
    def _in_language(kept: _Made, wanted: Reveal, lang: str) -> Shown:
        if lang not in kept.shown:
            kept.shown[lang] = reveal(replace(kept.seen, lang=lang), wanted)
        return kept.shown[lang]
