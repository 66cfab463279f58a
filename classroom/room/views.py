"""What each of the four screens may know of a room, as JSON in its reader's language.

A phone learns of itself, its table and the phase; the projector nothing of anybody; the desk who is where and, where
the room's promise allows it, who has answered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from caseroom.casefile import CaseFile, Outcome, Question, closing, guide
from caseroom.casefile.classroom import ClassroomFile, read_classroom
from caseroom.i18n import LANGUAGES, language, translator
from classroom.room import reveals, scenarios, words
from classroom.room.agendas import name_of
from classroom.room.ballots import parts
from classroom.room.earlier import beside
from classroom.room.live import Live
from classroom.room.reveals import Seen, Shower
from classroom.room.shared import fullest, shared
from classroom.room.state import ASKING, Person, Reveal, Room, Stretch

View = dict[str, Any]

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
OF_A_KIND = {"rank": "rank", "agreement": "rank", "weigh": "weigh", "weights": "weigh", "decisions": "decide"}
EARLIER: dict[str, frozenset[str]] = {
    **dict.fromkeys(OF_NO_ANSWER, frozenset()),
    **{name: frozenset((kind,)) for name, kind in OF_A_KIND.items()},
}
"""The kinds of phases whose answers matter again in a phase or a reveal; any that asks where none are named."""


class Views:
    """The views of one room. They share what was revealed: all screens show the same picture."""

    def __init__(self, live: Live, shower: Shower | None = None) -> None:
        self._live = live
        self._shower = shower or Shower()
        self._looked_at: tuple[Any, ...] = ()
        self._read: tuple[CaseFile, ClassroomFile] | None = None
        self._told: dict[str, tuple[int, CaseFile | None, list[View]]] = {}  # by language, at which version of the room

    # The four screens

    def phone(self, secret: bytes) -> View:
        """The room as one phone sees it."""
        live, room = self._live, self._live.room
        me = live.person(secret)
        assert me
        mine = live.answer_of(secret, room.now)
        return {
            **self._common(me.lang),
            "me": {
                **self._about(me),
                "plays": self._plays(me),
                "answered": mine is not None,
                "answer": mine,
                "before": self._before(secret, me.lang),
            },
            "table": [
                other.name for other in room.table(me.table) if other.id != me.id and room.promise != "anonymous"
            ],
            "phase": self._phase(room.now, me.lang) | {"question": self.question(room.now, me.lang)},
            "roles": self._briefs(me),
            "hands": self._hands(me) if room.now.per_table else None,
            "count": self._count(room.now),
            "reveal": self._revealed(me.lang),
            "notes": [note.text for note in room.notes if note.to in ("", me.id)][-3:],
            "end": self._end(secret, me.lang) if room.closed else None,
        }

    def screen(self, lang: str) -> View:
        """The room as the projector shows it to everybody: no name, no answer that is not revealed."""
        room = self._live.room
        return {
            **self._common(lang),
            "phase": self._phase(room.now, lang) | {"question": self.question(room.now, lang) or self._talk(lang)},
            "count": self._count(room.now),
            "people": len([person for person in room.people.values() if person.here]),
            "reveal": self._revealed(lang),
            "notes": [note.text for note in room.notes if not note.to][-1:],
        }

    def screens(self) -> View:
        """The projector's view in every language, so that it changes over at once; they have one clock."""
        views = {lang: self.screen(lang) for lang in LANGUAGES}
        return {"clock": [view.pop("clock") for view in views.values()].pop(), "views": views}

    def desk(self, lang: str) -> View:
        """The room as its trainer sees it."""
        live, room = self._live, self._live.room
        rows, told = self._rows(lang), guide.told(guide_of(live.case, lang), lang)
        agenda = [
            {
                **self._phase(one, lang),
                "name": name_of(one, live.case, lang),
                "minutes": one.minutes,
                "row": rows.get(one.row),
                "told": self._told_of(one, told, lang),
                "count": self._count(one),
                "stretch": msgspec.to_builtins(one),
                "choices": self._choices(one, lang),
            }
            for one in room.agenda
        ]
        return {
            **self._common(lang),
            "turn": room.turn,
            "at": room.at,
            "agenda": agenda,
            "goes_on": room.goes_on,
            "door": room.door,
            "table_size": room.table_size,
            "people": [self._member(person, lang) for person in room.people.values() if not person.into],
            "phase": self._phase(room.now, lang) | {"question": self.question(room.now, lang)},
            "count": self._count(room.now),
            "showing": self._revealed(lang),
            "compared": live.earlier.id if live.earlier else "",
            "put": msgspec.to_builtins(room.showing),
            "undo": self._undo(lang),
            "reveals": self._may_reveal(lang),
            "cards": self._cards(lang),
            "tallies": room.tallies,
            "notes": [{"text": note.text, "to": note.to} for note in room.notes],
            "model": bool(live.model),
        }

    def shown(self, lang: str) -> list[View]:
        """Every reveal that has something to show, as the screens had it, each under a title that tells it apart."""
        return self._each(lang, [Reveal(one["kind"], one["question"]) for one in self._may_reveal(lang)])

    def _each(self, lang: str, wanted: Sequence[Reveal]) -> list[View]:
        """Those that have something to show, none of them twice, each with its question."""
        seen, case = self._seen(lang), self._live.case
        made = {one: self._show(seen, one) for one in dict.fromkeys(reveals.named(seen, one) for one in wanted)}
        found = []
        for one in fullest(one for one, shown in made.items() if shown["blocks"]):
            asked = "" if one.kind == "decisions" else one.question  # a case has one decision
            phase = Stretch("", "reveal", 0, question=asked, reveal=one.kind)
            found.append({**made[one], "title": name_of(phase, case, lang), "question": one.question})
        return found

    def seen_scenarios(self) -> tuple[dict[str, list[Any]], dict[int, Any]]:
        """What the model makes of people's pins and of where tables' levers stand: gathered once for all screens."""
        live = self._live
        seen = (live.settings, live.computed, live.room.people)
        if len(self._looked_at) != 3 or any(a is not b for a, b in zip(self._looked_at, seen, strict=True)):
            self._looked_at = seen
            people = scenarios.of_people(live.settings, live.room.people)
            pinned = {by: made for by, some in people.items() if (made := list(filter(None, map(self._made, some))))}
            stands = {n: made for n, one in self._tables_that_count().items() if (made := self._made(one))}
            self._gathered = pinned, stands
        return self._gathered

    # Their parts

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
                    "question": self.question(one, lang),
                    "answer": answer,
                }
                for one, answer in given
                if answer is not None
            ],
        }

    def _found(self, lang: str) -> list[View]:
        """What was shown to all: made once for all phones of a language, for they all ask at the end of the class."""
        live = self._live
        version, case, found = self._told.get(lang, (-1, None, []))
        if version != live.version or case is not live.case:
            found = self._each(lang, shared(live.log))
            self._told[lang] = live.version, live.case, found
        return found

    def _common(self, lang: str) -> View:
        room, row, _ = self._live.room, self._live.row, translator(lang)
        name, promise = words.PROMISE_WORDS[room.promise]
        return {
            "code": row.code,
            "slug": row.slug,
            "lang": lang,
            "title": self._live.case.title.text(lang),
            "promise": {"id": room.promise, "name": _(name), "text": _(promise)},
            "closed": room.closed,
            "clock": self._clock(),
        }

    def _clock(self) -> View:
        """Seconds left, as of now: a phone's own clock may be wrong by an hour."""
        clock = self._live.room.clock
        if clock.left is not None:
            return {"left": clock.left, "held": True}
        return {"left": None if clock.ends is None else clock.ends - self._live.clock(), "held": False}

    def _phase(self, stretch: Stretch, lang: str) -> View:
        _, room = translator(lang), self._live.room
        name, text = words.PHASE_WORDS[stretch.kind]
        text = words.TITLED_WORDS.get(stretch.kind, text) if stretch.title else text
        of_table = words.PER_TABLE_WORDS.get(stretch.kind, "") if stretch.per_table else ""
        own = stretch.text.get(lang, "")
        asked = language(lang).joined(filter(None, (own, _(of_table) if of_table else "")))
        if stretch.kind == "rank" and stretch.question:
            text = words.RANK_AS_ASKED
        if stretch.kind == "reveal" and stretch.reveal:
            name = words.REVEAL_WORDS[stretch.reveal]
        ids = [one.id for one in room.agenda]
        return {
            "id": stretch.id,
            "kind": stretch.kind,
            "name": stretch.title.get(lang) or _(name),
            "text": asked or _(text),
            "n": ids.index(stretch.id) + 1,
            "of": len(ids),
            "asks": stretch.kind in ASKING,
            "step": stretch.step,
            "reveal": stretch.reveal,
            "of_question": stretch.question,
            "per_table": stretch.per_table,
        }

    def question(self, stretch: Stretch, lang: str) -> View | None:
        """What is asked in this phase; None where nothing is."""
        if stretch.kind not in ASKING:
            return None
        case, _ = self._live.case, translator(lang)
        asked = case.question(stretch.question) if stretch.question else None
        found: View = {"parts": list(parts(stretch, case)), "title": "", "prompt": "", "fields": []}
        if asked:
            found |= _question(asked, lang)
        elif stretch.kind == "rank":
            found["title"] = _("Rank the options")
            found["items"] = [{"id": option.name, "text": option.label.text(lang)} for option in case.options]
        else:
            found["title"] = _("What counts for you?")
            found["criteria"] = [
                {"id": one.id, "text": one.name.text(lang), "meaning": one.meaning.text(lang)}
                for one in closing().criteria
            ]
        return found

    def _about(self, person: Person) -> View:
        return {"name": person.name, "table": person.table, "seat": person.seat, "asks": person.asks}

    def _hands(self, me: Person) -> View:
        """In whose hands the levers or the pen of this table are, and where the levers stand. Nobody has a name here
        who did not choose one: then there is the seat.
        """
        live, room = self._live, self._live.room
        holder, others = room.holder(me.table), [one for one in room.table(me.table) if one.id != me.id]
        return {
            "mine": holder == me,
            "holder": _seat(holder) if holder else None,
            "free": live.hands_free(me.table),
            "asked": me.id in room.wants,
            "others": [_seat(one) | {"asks": one.id in room.wants} for one in others],
            "stands": self._stands(me) if room.now.kind == "what_if" else None,
        }

    def _stands(self, me: Person) -> View | None:
        """Where the table's levers stand, in words: {option, levers, outcomes, link}; None before anybody moved one."""
        case, settings = self._live.case, self._live.settings.get(scenarios.of_table(me.table), [])
        made = self._made(settings[0]) if settings else None
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
        played = any(one.kind == "roles" for one in room.agenda)
        return [names[role] for role in room.roles_of(me)] if played else []

    def _briefs(self, me: Person) -> list[View]:
        """The private briefs of what this person plays, once the room has come to its roles."""
        room, case, classroom = self._live.room, self._live.case, self._classroom
        reached = any(one.kind == "roles" for one in room.agenda[: room.at + 1])
        names = {role.id: role for role in case.roles}
        found = []
        for role in room.roles_of(me) if reached else ():
            brief = classroom.brief(role)
            if brief:
                name, stake = names[role].name.text(me.lang), names[role].stake.text(me.lang)
                facts = [fact.text.text(me.lang) for fact in brief.knows]
                found.append({"name": name, "stake": stake, "text": brief.text.text(me.lang), "knows": facts})
        return found

    def _choices(self, stretch: Stretch, lang: str) -> list[View]:
        """What can be counted by hand in this phase."""
        asked = self._live.case.question(stretch.question) if stretch.kind in ASKING and stretch.question else None
        if asked is None or "choice" not in asked.parts:
            return []
        return [{"id": choice.id, "text": choice.text.text(lang)} for choice in asked.choices]

    def _undo(self, lang: str) -> str:
        """What the last step was that the desk can undo; "" for nothing."""
        last, _ = self._live.undoable, translator(lang)
        return _(words.UNDO_WORDS[type(last).__name__.lower()]) if last else ""

    def _before(self, secret: bytes, lang: str) -> View | None:
        """What this phone or its table answered last to what the present phase asks, talks of or shows."""
        room, now = self._live.room, self._live.room.now
        kinds = EARLIER.get(now.reveal or now.kind, ASKING)
        wanted = now.question or self._talked_of()
        for one in reversed(room.agenda[: room.at]):
            answer = self._live.answer_of(secret, one) if one.kind in kinds else None
            if answer is not None and wanted in ("", one.question):
                return {"question": self.question(one, lang), "answer": answer, "per_table": one.per_table}
        return None

    def _talked_of(self) -> str:
        """The question of a talk before people answer again; "" for none."""
        room = self._live.room
        following = room.agenda[room.at + 1 : room.at + 2]
        return next((one.question for one in following if room.now.kind == "talk" and one.kind == "revote"), "")

    def _talk(self, lang: str) -> View | None:
        """The question that a talk is about, with nothing to fill in."""
        room, about = self._live.room, self._talked_of()
        asked = self.question(room.agenda[room.at + 1], lang) if about else None
        return asked and asked | {"fields": []}

    def _member(self, person: Person, lang: str) -> View:
        live, room = self._live, self._live.room
        names = {role.id: role.name.text(lang) for role in live.case.roles}
        known = {
            "id": person.id,
            **self._about(person),
            "lang": person.lang,
            "away": person.away,
            "online": live.presence.online(person.id),
            "roles": [names[role] for role in room.roles_of(person)],
        }
        if not live.anonymous:
            by = scenarios.of_table(person.table) if room.now.per_table else person.id
            known["answered"] = by in live.answers.get(room.now.id, {})
            known["in_hand"] = room.now.per_table and room.holder(person.table) == person
        return known

    def _count(self, stretch: Stretch) -> View:
        """How many have answered of those who are here; where tables answer as one, how many tables."""
        room, answers = self._live.room, self._live.answers.get(stretch.id, {})
        if stretch.per_table:
            return {"answered": sum(scenarios.table_of(by) > 0 for by in answers), "people": len(room.tables)}
        by_hand = sum(room.tallies.get(stretch.id, {}).values())
        here = sum(person.here for person in room.people.values())
        return {"answered": len(answers) + by_hand, "people": here}

    def _revealed(self, lang: str) -> View | None:
        wanted = self._wanted(self._live.room)
        return self._show(self._seen(lang), wanted) if wanted else None

    def _show(self, seen: Seen, wanted: Reveal) -> View:
        return beside(self._shower.show(seen, wanted), seen, wanted, self._live.earlier)

    def _wanted(self, room: Room) -> Reveal | None:
        if room.showing:
            return room.showing
        now = room.now
        return Reveal(now.reveal, now.question) if now.kind == "reveal" and now.reveal else None

    def _may_reveal(self, lang: str) -> list[View]:
        """What the trainer can put on the screen, with how many answers it has."""
        room, _ = self._live.room, translator(lang)
        questions = {one.question for one in room.agenda if one.question and one.kind in ASKING}
        offered = [
            *(Reveal(kind, question) for question in sorted(questions) for kind in self._of_one(question)),
            *dict.fromkeys(Reveal("agreement", one.question) for one in room.agenda if one.kind == "rank"),
            *(Reveal("weights") for one in room.agenda[:1] if any(s.kind == "weigh" for s in room.agenda)),
            Reveal("scenarios"),
            *(Reveal("who_knew") for one in self._classroom.briefs[:1]),
        ]
        seen = self._seen(lang)
        return [
            {
                "kind": one.kind,
                "question": one.question,
                "name": _(words.REVEAL_WORDS[one.kind]),
                "title": self._live.case.question(one.question).title.text(lang) if one.question else "",
                "size": reveals.size(seen, one),
            }
            for one in offered
        ]

    def _of_one(self, question: str) -> list[Any]:
        asked = self._live.case.question(question)
        seen, chosen = self._seen("en"), bool(asked.choices) and asked.kind != "match"
        kinds = ["votes"] if chosen else []
        if len(seen.alone(question)) > 1 and kinds:
            kinds.append("shift")
        if kinds and not self._live.anonymous:  # by choice: numbers have no columns to be counted in
            kinds.append("by_role")
        if asked.number or asked.curve:
            kinds.append("guesses")
        if chosen and len(seen.asked(question)) > len(seen.alone(question)):
            kinds.append("by_table")
        if asked.kind == "decision":
            kinds.append("decisions")
        elif asked.fields:
            kinds.append("cards")
        return kinds

    def _cards(self, lang: str) -> list[View]:
        seen = self._seen(lang)
        asked = {one.question for one in self._live.room.agenda if one.question and one.kind in ASKING}
        return [{**card, "question": question} for question in sorted(asked) for card in reveals.cards(seen, question)]

    def _seen(self, lang: str) -> Seen:
        live = self._live
        return Seen(live.room, live.case, self._classroom, live.answers, live.model, lang, *self.seen_scenarios())

    def _made(self, setting: scenarios.Setting) -> Any:
        """What the model makes of a setting; None as long as it has not said so, and where it refuses it."""
        return self._live.computed.get(scenarios.key(setting))

    def _tables_that_count(self) -> dict[int, dict[str, Any]]:
        """Where the levers of tables stand, of those at which there are at least two: one alone is a person."""
        room = self._live.room
        return scenarios.of_tables(self._live.settings, [n for n in room.tables if len(room.table(n)) > 1])

    @property
    def _classroom(self) -> ClassroomFile:
        """Read once for each reading of the case: it takes longer than all the rest of a view."""
        case = self._live.case
        if self._read is None or self._read[0] is not case:
            self._read = case, read_classroom(case)
        return self._read[1]

    def _rows(self, lang: str) -> dict[int, View]:
        """What to see and to say, from the guide's own plan."""
        room, case = self._live.room, self._live.case
        if not room.plan:
            return {}
        found = guide.plan(guide_of(case, lang), lang, room.plan)
        return {
            n: {
                "activity": row.cells[0],
                "see": row.cells[1],
                "say": [{"aloud": one.aloud, "text": one.text} for one in guide.words(row.cells[2])],
            }
            for n, row in enumerate(found, start=1)
            if row.whole
        }

    def _told_of(self, stretch: Stretch, told: tuple[dict[str, str], list[str]], lang: str) -> list[str]:
        """What the guide tells its teacher of a phase: the answer to what is asked or shown, or what a debrief says."""
        answers, debrief = told
        if stretch.kind == "debrief":
            return debrief
        named = self._live.case.question(stretch.question).title.text(lang) if stretch.question else ""
        answer = answers.get(guide.name_of(named)) if named else None
        return [answer] if answer else []


def _seat(person: Person) -> View:
    return {"name": person.name, "seat": person.seat}


def _outcome(outcome: Outcome, made: Mapping[str, Any], lang: str) -> str:
    value = made.get(outcome.name)
    return outcome.written(math.inf if value is None else value, lang)


def guide_of(case: CaseFile, lang: str) -> Path:
    """Where the case's guide stands, on whichever shelf the case is."""
    return case.folder.parents[1] / "instructor_guides" / f"{case.slug}.{lang}.md"


def _question(asked: Question, lang: str) -> View:
    length = language(lang).length
    found: View = {
        "id": asked.id,
        "title": asked.title.text(lang),
        "prompt": asked.prompt.text(lang),
        "fields": [
            {"id": field.id, "label": field.label.text(lang), "rows": field.rows, "words": length(field.words)}
            for field in asked.fields
        ],
        "choices": [{"id": choice.id, "text": choice.text.text(lang)} for choice in asked.choices],
        "items": [{"id": item.id, "text": item.text.text(lang)} for item in asked.items],
    }
    if asked.number:
        number = asked.number
        found["number"] = {
            "minimum": number.minimum,
            "maximum": number.maximum,
            "unit": number.unit.text(lang),
            "unit_one": number.unit.of("1", lang),
            "whole": number.whole,
        }
    if asked.curve:
        curve = asked.curve
        found["curve"] = {
            "at": list(curve.at),
            "x": curve.x.text(lang),
            "y": curve.y.text(lang),
            "place": curve.place.text(lang),
            "format": curve.format,
            "unit": curve.unit.text(lang),
            "minimum": curve.minimum,
            "maximum": curve.maximum,
            "step": curve.step,
            "start": curve.start,
        }
    return found
