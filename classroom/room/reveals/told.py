"""Words from the room that the trainer picked, and who knew what."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from caseroom.casefile import CaseFile
from caseroom.casefile.classroom import Fact
from caseroom.i18n import language
from classroom.room.groups import shown_apart
from classroom.room.scenarios import of_table
from classroom.room.seen import Block, Seen
from classroom.room.state import Stretch, roles_are_played


def picked_cards(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """Only what the trainer has picked; grouped as the trainer grouped it."""
    asked = seen.case.question(question)
    picked = [card for card in cards(seen, question) if card["shown"]]
    return asked.title.text(seen.lang), [{"type": "cards", "cards": picked}] if picked else []


def cards(seen: Seen, question: str) -> list[dict[str, Any]]:
    """Everybody's words to a question, box by box and in an order that says nothing of their writers: {id, text, whose,
    shown, pile, box}.

    `whose`: which table's they are or what their writer plays, what was chosen with them, and which of several fields
    they fill; never a person.
    `box`: the field's place, by which a trainer who looks for clauses finds them together.
    """
    found = []
    fields = seen.case.question(question).fields
    sides = _sides(seen)
    for phase in seen.asked(question):
        spoken = _chosen(seen, phase, sides)
        labels = {one.id: one.called(phase.per_table).text(seen.lang) for one in fields} if len(fields) > 1 else {}
        for by, value in seen.given(phase).items():
            for field, text in value.get("fields", {}).items():
                card = card_id(seen.room.slug, phase.id, field, by)
                kept = seen.room.cards.get(card)
                whose = " · ".join(filter(None, (*spoken.get(by, (sides.get(by, ""),)), labels.get(field, ""))))
                sorted_ = {"shown": bool(kept and kept.shown), "pile": kept.pile if kept else ""}
                box = next((n for n, one in enumerate(fields) if one.id == field), len(fields))
                found.append({"id": card, "text": text, "whose": whose, "box": box, **sorted_})
    return sorted(found, key=lambda card: (card["pile"], card["box"], card["text"]))


def _sides(seen: Seen) -> dict[str, str]:
    """On whose side somebody writes, by the name under which an answer is kept.

    A table is named unless one person is all of it, and a role where enough people play it that it is no person. In an
    anonymous room an answer is kept under a name that is nobody's, so it has no role.
    """
    room = seen.room
    found = {of_table(n): seen.say("Table {n}", n=n) for n in room.tables if len(room.table(n)) > 1}
    if room.promise == "anonymous" or not roles_are_played(room.agenda):
        return found
    plays = {one.id: role for one in room.people.values() if one.here for role in room.roles_of(one)[:1]}
    apart = shown_apart(Counter(plays.values()))
    names = persons(seen)
    return found | {person: names[role] for person, role in plays.items() if role in apart and role in names}


def _chosen(seen: Seen, phase: Stretch, sides: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Of whose words are about a choice: on whose side they write and what they chose, for "it is better" says nothing
    by itself. Of a person both only where enough share both, else the choice alone, and not where few made it.
    """
    texts = {one.id: one.text.text(seen.lang) for one in seen.case.question(phase.question).choices}
    chose = {by: value["choice"] for by, value in seen.given(phase).items() if value.get("choice") in texts}
    both = {by: f"{sides.get(by, '')} {choice}" for by, choice in chose.items()}
    together, apart = shown_apart(Counter(both.values())), shown_apart(Counter(chose.values()))
    found: dict[str, tuple[str, ...]] = {}
    for by, choice in chose.items():
        said = seen.say("chose “{choice}”", choice=texts[choice])
        shared = by in sides if phase.per_table else both[by] in together
        if shared:
            found[by] = (sides.get(by, ""), said)
        elif choice in apart:
            found[by] = (said,)
    return found


def persons(seen: Seen) -> dict[str, str]:
    """What roles are called in short: a person without the office."""
    return short_names(seen.case, seen.lang)


def short_names(case: CaseFile, lang: str) -> dict[str, str]:
    """The roles' persons, by role."""
    return {role.id: re.split("[,，]", role.name.text(lang))[0] for role in case.roles}


def card_id(*parts: str) -> str:
    """A card's name, which tells nobody whose it is, nor which others are by the same hand."""
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def who_knew(seen: Seen, question: str) -> tuple[str, list[Block]]:
    """What the roles knew that somebody plays here: first, pair by pair, what two of them knew that contradicts each
    other, and then what else each of them knew. `unplayed`: whose pairs are not there, since nobody plays one of
    the two.
    """
    room, names = seen.room, persons(seen)
    played = {role for person in room.people.values() if person.here for role in room.roles_of(person)}
    briefs = [brief for brief in seen.classroom.briefs if not played or brief.role in played]
    known = {fact.id: (brief.role, fact) for brief in briefs for fact in brief.knows}
    every = seen.classroom.contradictions
    pairs = [one for one in every if known.keys() >= set(one.between)]
    listed = language(seen.lang).listed
    against = [
        {
            "n": n,
            "who": listed(names[known[fact][0]] for fact in one.between),
            "sides": [{"who": names[known[fact][0]], "text": _of_card(seen, known[fact][1])} for fact in one.between],
            "text": one.text.text(seen.lang),
        }
        for n, one in enumerate(pairs, start=1)
    ]
    paired = {fact for one in pairs for fact in one.between}
    roles = {fact.id: brief.role for brief in seen.classroom.briefs for fact in brief.knows}
    unplayed = [listed(names[roles[fact]] for fact in one.between) for one in every if one not in pairs]
    rest = [
        {"who": names[brief.role], "facts": [_of_card(seen, fact) for fact in brief.knows if fact.id not in paired]}
        for brief in briefs
    ]
    facts = [one for one in rest if one["facts"]]
    block = {"type": "facts", "facts": facts, "against": against, "unplayed": unplayed}
    return seen.say("Who knew what"), [block] if briefs else []


INNER = str.maketrans("“”", "‘’")
"""A quotation in a quotation."""


def _of_card(seen: Seen, fact: Fact) -> str:
    """What stands on a card, told to everybody: where it speaks only to whoever held it, as a quotation."""
    if fact.told:
        return fact.told.text(seen.lang)
    return seen.say("On the card: “{text}”", text=fact.text.text(seen.lang).translate(INNER))
