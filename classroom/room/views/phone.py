"""The room as one phone sees it: itself, its table, the phase, and at the end what the class found."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from caseroom.casefile import CaseFile, Outcome
from caseroom.casefile.classroom import OF_THE_DECISION
from caseroom.i18n import language
from classroom.room import scenarios
from classroom.room.agendas import name_of
from classroom.room.reveals.orders import put_first
from classroom.room.reveals.told import short_names
from classroom.room.state import ASKING, Person, Room, roles_are_played
from classroom.room.views.asked import View
from classroom.room.views.look import Look

OF_NO_ANSWER = (
    "lobby",
    "read",
    "roles",
    "explore",
    "what_if",
    "break",
    "debrief",
    "memo",
    "close",
    "scenarios",
    "who_knew",
)
OF_A_KIND: dict[str, str] = {
    "rank": "rank",
    "agreement": "rank",
    "order": "rank",
    "weigh": "weigh",
    "weights": "weigh",
    **dict.fromkeys(OF_THE_DECISION, "decide"),
}
EARLIER: dict[str, frozenset[str]] = {
    **dict.fromkeys(OF_NO_ANSWER, frozenset()),
    **{name: frozenset((kind,)) for name, kind in OF_A_KIND.items()},
}
"""The kinds of phases whose answers matter again in a phase or a reveal; any that asks where none are named."""

ASKS_WHAT_LEVERS_SHOW = ("exercise", "rank", "decide")
"""Not where a guess is asked for, or asked for again."""


class PhoneView:
    """What phones learn. `found`: what was shown to all, in a language."""

    def __init__(self, look: Look, found: Callable[[str], list[View]]) -> None:
        self._look = look
        self._live = look.live
        self._found = found

    def phone(self, secret: bytes) -> View:
        """The room as one phone sees it."""
        live, room = self._live, self._live.room
        me = live.person(secret)
        assert me
        mine = live.answer_of(secret, room.now)
        return {
            **self._look.common(me.lang),
            "me": {
                **self._look.about(me),
                "plays": self._plays(me),
                "reader": reader_of(room, live.case, me, me.lang),
                "answered": mine is not None,
                "answer": mine,
                "before": self._before(secret, me.lang),
                "first": self._first(secret, me.lang),
            },
            "table": [
                other.name for other in room.table(me.table) if other.id != me.id and room.promise != "anonymous"
            ],
            "phase": self._look.phase(room.now, me.lang) | {"question": self._look.question(room.now, me.lang)},
            "roles": self._briefs(me),
            "hands": self._hands(me) if self._has_hands() else None,
            "levers": room.now.kind in ASKS_WHAT_LEVERS_SHOW
            and any(one.kind == "what_if" for one in room.agenda[: room.at]),
            "count": self._look.count(room.now),
            "reveal": self._look.revealed(me.lang),
            "own_guess": self._own_guess(secret, me.lang),
            "own_first": self._own_first(secret, me.lang),
            "notes": [note.text for note in room.notes if note.to in ("", me.id)][-3:],
            "end": self._end(secret, me.lang) if room.closed else None,
        }

    def _has_hands(self) -> bool:
        now = self._live.room.now
        return now.per_table and not self._look.lacks(now.question)

    def _hands(self, me: Person) -> View:
        """In whose hands the levers or the pen of this table are, and where the levers stand. Nobody has a name here
        who did not choose one: then there is the seat.
        """
        live, room = self._live, self._live.room
        holder, others = room.holder(me.table), [one for one in room.table(me.table) if one.id != me.id]
        return {
            "mine": holder == me,
            "holder": _seat(holder) if holder else None,
            "free": live.hands.free(live.room, me.table),
            "reliever": _seat(by) if (by := live.hands.reliever(live.room, me)) else None,
            "relieved": _seat(of) if (of := live.hands.relieved_by(live.room, me)) else None,
            "asked": me.id in room.wants,
            "others": [_seat(one) | {"asks": one.id in room.wants} for one in others],
            "stands": self._stands(me) if room.now.kind == "what_if" else None,
        }

    def _stands(self, me: Person) -> View | None:
        """Where the table's levers stand, in words: {option, levers, outcomes, link}; None before anybody moved one."""
        case, settings = self._live.case, self._live.turned.settings.get(scenarios.of_table(me.table), [])
        made = self._live.turned.made(settings[0]) if settings else None
        if not made:
            return None
        options, known = case.option_labels(me.lang), case.parameter_words
        levers = [(known[name], value) for name, value in made["levers"].items() if name in known]
        headline = [one for one in case.outcomes if one.headline]
        return {
            "option": options.get(made["option"], ""),
            "levers": [[one.label.text(me.lang), one.written(value, me.lang)] for one, value in levers],
            "outcomes": [[one.label.text(me.lang), _outcome(one, made["outcomes"], me.lang)] for one in headline],
            "link": scenarios.as_link(made["levers"]),
        }

    def _plays(self, me: Person) -> list[str]:
        """Whose side this person takes, from the beginning: reading goes by it. Nobody's where roles are not played."""
        room, names = self._live.room, {role.id: role.name.text(me.lang) for role in self._live.case.roles}
        return [names[role] for role in room.roles_of(me)] if roles_are_played(room.agenda) else []

    def _briefs(self, me: Person) -> list[View]:
        """The private briefs of what this person plays, once the room has come to its roles."""
        room, case, classroom = self._live.room, self._live.case, self._look.classroom
        reached = roles_are_played(room.agenda[: room.at + 1])
        names = {role.id: role for role in case.roles}
        found = []
        for role in room.roles_of(me) if reached else ():
            brief = classroom.brief(role)
            if brief:
                name, stake = names[role].name.text(me.lang), names[role].stake.text(me.lang)
                facts = [fact.text.text(me.lang) for fact in brief.knows]
                found.append({"name": name, "stake": stake, "text": brief.text.text(me.lang), "knows": facts})
        return found

    def _before(self, secret: bytes, lang: str) -> View | None:
        """What this phone or its table answered last to what the present phase asks, talks of or shows."""
        room, now = self._live.room, self._live.room.now
        kinds = ASKING if now.question else EARLIER.get(now.reveal or now.kind, ASKING)
        wanted = now.question or self._look.talked_of()
        asked = [one for one in room.agenda[: room.at] if one.kind in kinds]
        if now.kind == "talk" and not wanted and asked:  # it goes on from what was asked last, and from nothing older
            last = asked[-1]
            told = any(one.kind == "reveal" for one in room.agenda[room.agenda.index(last) : room.at])
            if told and last.row != now.row:  # in an earlier row of the plan, which is done with
                return None
            asked = [one for one in asked if (one.kind, one.question) == (last.kind, last.question)]
        for one in reversed(asked):
            answer = self._live.answer_of(secret, one)
            if answer is not None and wanted in ("", one.question):
                asked_then = self._look.answered(one, lang, answer)
                return {"question": asked_then, "answer": answer, "per_table": one.per_table}
        return None

    def _first(self, secret: bytes, lang: str) -> list[View]:
        """What this phone had predicted before the class went to work, and its own order of the options, beside its
        decision: each question once, with what it answered `then` where it was asked again.
        """
        live, room, now = self._live, self._live.room, self._live.room.now
        if room.closed or not (now.kind == "decide" or (now.reveal or now.kind) in ("decisions", "by_guess")):
            return []
        found: dict[str, View] = {}
        for one in room.agenda[: room.at]:
            asked = live.case.question(one.question) if one.kind in ("vote", "revote") and one.question else None
            if asked and asked.parts and asked.kind == "predict":
                answer, first = live.answer_of(secret, one), found.get(one.question)
                if answer is not None and first is None:
                    found[one.question] = {"question": self._look.question(one, lang), "answer": answer, "then": None}
                elif answer is not None and first is not None:
                    first["then"] = answer
            elif one.kind == "rank" and not one.question and (answer := live.answer_of(secret, one)):
                then = self._look.answered(one, lang, answer)
                found.setdefault("", {"question": then, "answer": answer, "then": None})
        return list(found.values())

    def _own_guess(self, secret: bytes, lang: str) -> float | None:
        """The number that this phone gave last to the question that is shown, in the unit of `lang`."""
        live, wanted = self._live, self._look.wanted(self._live.room)
        asked = [one for one in live.room.agenda if wanted and one.kind in ASKING and one.question == wanted.question]
        given = [answer for one in asked if (answer := live.answer_of(secret, one)) and "number" in answer]
        number = live.case.question(wanted.question).number if wanted and given else None
        return number.shown(given[-1]["number"], lang) if number else None

    def _own_first(self, secret: bytes, lang: str) -> str:
        """What this phone's weights put first, where it is shown what the room's do; "" otherwise."""
        live, wanted = self._live, self._look.wanted(self._live.room)
        if wanted is None or wanted.kind != "weights":
            return ""
        given = [answer for one in live.room.agenda if one.kind == "weigh" and (answer := live.answer_of(secret, one))]
        labels = live.case.option_labels(lang)
        first = put_first(self._look.seen(lang), given[-1]["weights"]) if given else []
        return language(lang).listed(f"“{labels[option]}”" for option in first)

    def _end(self, secret: bytes, lang: str) -> View:
        """What stays of the class on a phone: what was shown to all, and all that this phone answered."""
        live = self._live
        given = [(one, live.answer_of(secret, one)) for one in live.room.agenda if one.kind in ASKING]
        return {
            "found": self._found(lang),
            "answers": [
                {
                    "phase": name_of(one, live.case, lang),
                    "per_table": one.per_table,
                    "question": self._look.answered(one, lang, answer),
                    "answer": answer,
                }
                for one, answer in given
                if answer is not None
            ],
        }


def reader_of(room: Room, case: CaseFile, person: Person, lang: str) -> View | None:
    """Whom the case calls “you”, and whom this person plays instead; None where that is the same or none is played."""
    reader = next((role.id for role in case.roles if role.reader), "")
    mine = room.roles_of(person)
    if not reader or reader in mine or not mine or not roles_are_played(room.agenda):
        return None
    names = short_names(case, lang)
    return {"reader": names[reader], "roles": language(lang).listed(names[role] for role in mine)}


def _seat(person: Person) -> View:
    return {"name": person.name, "seat": person.seat}


def _outcome(outcome: Outcome, made: Mapping[str, Any], lang: str) -> str:
    value = made.get(outcome.name)
    return outcome.written(math.inf if value is None else value, lang)
