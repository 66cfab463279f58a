"""What all the views of one room have in common: the room's own words, the phase, what is asked, what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseroom.casefile import CaseError, CaseFile, closing
from caseroom.casefile.classroom import ClassroomFile, read_classroom
from caseroom.i18n import language, translator
from classroom.room import scenarios, words
from classroom.room.ballots import parts, still_fits
from classroom.room.bound import Gone
from classroom.room.earlier import beside
from classroom.room.live import Live
from classroom.room.reveals import Seen, Shower, awaited, made_from, named
from classroom.room.reveals.told import short_names
from classroom.room.state import ASKING, Person, Reveal, Room, Stretch, roles_are_played
from classroom.room.views.asked import View, as_asked

IN_A_SENTENCE = 2
"""Lines of a box: a room has minutes for what is written, and the case has the rest of the words."""
IN_A_SENTENCE_EACH = ("decide", "exercise")


class Look:
    """One room as it stands. Its views share what was revealed: all screens show the same picture."""

    def __init__(self, live: Live, shower: Shower | None = None) -> None:
        self.live = live
        self._shower = shower or Shower()
        self._looked_at: tuple[Any, ...] = ()
        self._read: tuple[CaseFile, ClassroomFile] | None = None
        self._fit: dict[str, tuple[CaseFile, Stretch, int, Mapping[str, Any]]] = {}  # by phase, for how many answers

    def common(self, lang: str) -> View:
        room, row, _ = self.live.room, self.live.row, translator(lang)
        name, promise = words.PROMISE_WORDS[room.promise]
        return {
            "code": row.code,
            "slug": row.slug,
            "lang": lang,
            "title": self.live.case.title.text(lang),
            "promise": {"id": room.promise, "name": _(name), "text": _(promise)},
            "closed": room.closed,
            "clock": self._clock(),
        }

    def _clock(self) -> View:
        """Seconds left, as of now: a phone's own clock may be wrong by an hour."""
        clock = self.live.room.clock
        if clock.left is not None:
            return {"left": clock.left, "held": True}
        return {"left": None if clock.ends is None else clock.ends - self.live.clock(), "held": False}

    def lacks(self, question: str) -> str:
        """What of the case is gone of what is asked or shown, as LACKS_WORDS has it; "" for nothing."""
        case = self.live.case
        if not case.there:
            return "case"
        return "question" if question and isinstance(case.question(question), Gone) else ""

    def asks(self, stretch: Stretch) -> bool:
        """Whether people answer in this phase."""
        return stretch.kind in ASKING and not self.lacks(stretch.question)

    def phase(self, stretch: Stretch, lang: str) -> View:
        _, room = translator(lang), self.live.room
        name, text = words.PHASE_WORDS[stretch.kind]
        text = words.TITLED_WORDS.get(stretch.kind, text) if stretch.title else text
        of_table = words.PER_TABLE_WORDS.get(stretch.kind, "") if stretch.per_table else ""
        own = stretch.text.get(lang, "")
        asked = language(lang).joined(filter(None, (own, _(of_table) if of_table else "")))
        if stretch.kind == "rank" and stretch.question:
            text = words.RANK_AS_ASKED
        if stretch.kind == "reveal" and stretch.reveal:
            of = self.live.case.question(stretch.question) if stretch.question else None
            name = words.of_reveal(stretch.reveal, of)
        ids, case = [one.id for one in room.agenda], self.live.case
        lacks = self.lacks(stretch.question)
        if lacks == "case" or (lacks and stretch.kind in ASKING):
            asked = _(words.LACKS_WORDS[lacks].people)
        return {
            "id": stretch.id,
            "kind": stretch.kind,
            "name": stretch.title.get(lang) or _(name),
            "text": language(lang).joined(filter(None, (asked or _(text), self._as_whom(stretch, lang)))),
            "n": ids.index(stretch.id) + 1,
            "of": len(ids),
            "asks": self.asks(stretch),
            "opens": case.there,
            "step": stretch.step if stretch.step in {step.address for step in case.steps} else "",
            "task": stretch.task if stretch.task <= len(case.tasks) else 0,
            "even_task": stretch.even_task if stretch.even_task <= len(case.tasks) else 0,
            "reveal": stretch.reveal,
            "of_question": stretch.question,
            "per_table": stretch.per_table,
        }

    def _as_whom(self, stretch: Stretch, lang: str) -> str:
        """Who plays somebody asks whether they decide as that person; "" where nobody can ask."""
        case = self.live.case
        reader = next((role.id for role in case.roles if role.reader), "")
        plays = roles_are_played(self.live.room.agenda)
        if stretch.kind != "decide" or not reader or not plays or not self.asks(stretch):
            return ""
        return translator(lang)(words.AS_WHOM).format(reader=short_names(case, lang)[reader])

    def question(self, stretch: Stretch, lang: str) -> View | None:
        """What is asked in this phase; None where nothing is."""
        return self._asked(stretch, lang) if self.asks(stretch) else None

    def answered(self, stretch: Stretch, lang: str, answer: Mapping[str, Any]) -> View:
        """What was asked in a phase of the past, to be read with what was answered: of what the case no longer has, the
        words that somebody wrote.
        """
        found, lacks = self._asked(stretch, lang), self.lacks(stretch.question)
        if lacks:
            found["title"] = translator(lang)(words.LACKS_WORDS[lacks].short)
            found["fields"] = [{"id": name, "label": ""} for name in answer.get("fields", {})]
        return found

    def _asked(self, stretch: Stretch, lang: str) -> View:
        case, _ = self.live.case, translator(lang)
        asked = case.question(stretch.question) if stretch.question else None
        found: View = {"parts": list(parts(stretch, case)), "title": "", "prompt": "", "fields": []}
        if asked:
            found |= as_asked(asked, lang, stretch.per_table)
            if stretch.kind in IN_A_SENTENCE_EACH:
                found["fields"] = [
                    field | {"rows": IN_A_SENTENCE, "words": 0, "sentence": True} for field in found["fields"]
                ]
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

    def talked_of(self) -> str:
        """The question of a talk before people answer again; "" for none."""
        room = self.live.room
        following = room.agenda[room.at + 1 : room.at + 2]
        return next((one.question for one in following if room.now.kind == "talk" and one.kind == "revote"), "")

    def about(self, person: Person) -> View:
        return {"name": person.name, "table": person.table, "seat": person.seat, "asks": person.asks}

    def count(self, stretch: Stretch) -> View:
        """How many have answered of those who are here; where tables answer as one, how many tables."""
        room, answers = self.live.room, self.live.answers.get(stretch.id, {})
        if stretch.per_table:
            return {"answered": sum(scenarios.table_of(by) > 0 for by in answers), "people": len(room.tables)}
        by_hand = sum(room.tallies.get(stretch.id, {}).values())
        here = sum(person.here for person in room.people.values())
        return {"answered": len(answers) + by_hand, "people": here}

    def worked(self, stretch: Stretch) -> View | None:
        """How many tables' levers have been moved, or how many people have pinned a scenario, in a phase of levers.

        Pins stay, so that only the first phase in which people have levers of their own can be told by them.
        """
        if stretch.kind != "what_if":
            return None
        live, room = self.live, self.live.room
        if stretch.per_table:
            return {"done": len(scenarios.of_tables(live.turned.settings, room.tables)), "of": len(room.tables)}
        if any(one.kind == "what_if" and not one.per_table for one in room.agenda[: room.agenda.index(stretch)]):
            return None
        pinned = scenarios.of_people(live.turned.settings, room.people)
        return {"done": len(pinned), "of": sum(person.here for person in room.people.values())}

    def revealed(self, lang: str) -> View | None:
        wanted = self.wanted(self.live.room)
        if not wanted:
            return None
        seen = self.seen(lang)
        comes = not self.lacks(wanted.question) and self._answers_come(seen, wanted)
        return awaited(seen, wanted) if comes else self.show(seen, wanted)

    def _answers_come(self, seen: Seen, wanted: Reveal) -> bool:
        """Whether answers that count are still on their way: a picture without them would not be what is kept."""
        phases = [phase for phase in made_from(seen, named(seen, wanted)) if self.live.still_takes(phase.id)]
        counts = [self.count(phase) for phase in phases]
        return any(count["answered"] < count["people"] for count in counts)

    def show(self, seen: Seen, wanted: Reveal) -> View:
        if lacks := self.lacks(wanted.question):
            title = seen.say(words.REVEAL_WORDS[wanted.kind])
            sentence = seen.say(words.LACKS_WORDS[lacks].picture)
            return {"kind": wanted.kind, "title": title, "sentence": sentence, "blocks": []}
        return beside(self._shower.show(seen, wanted), seen, wanted, self.live.earlier)

    def wanted(self, room: Room) -> Reveal | None:
        if room.showing:
            return room.showing
        now = room.now
        return Reveal(now.reveal, now.question) if now.kind == "reveal" and now.reveal else None

    def seen(self, lang: str) -> Seen:
        live = self.live
        return Seen(live.room, live.case, self.classroom, self._answers(), live.model, lang, *self.seen_scenarios())

    def _answers(self) -> dict[str, Mapping[str, Any]]:
        """Those that pictures are made from: not those that a question no longer has since the case was edited."""
        case, found = self.live.case, dict[str, Mapping[str, Any]](self.live.answers)
        for phase in self.live.room.agenda:
            given = found.get(phase.id, {})
            of, stretch, n, fit = self._fit.get(phase.id, (None, None, -1, given))
            if of is not case or stretch is not phase or n != len(given):
                fit = {by: value for by, value in given.items() if still_fits(value, phase, case)}
                self._fit[phase.id] = case, phase, len(given), fit
            if len(fit) != len(given):
                found[phase.id] = fit
        return found

    def seen_scenarios(self) -> tuple[dict[str, list[Any]], dict[int, Any]]:
        """What the model makes of people's pins and of where tables' levers stand: gathered once for all screens."""
        room, turned = self.live.room, self.live.turned
        seen = (turned.settings, turned.computed, room.people)
        if len(self._looked_at) != 3 or any(a is not b for a, b in zip(self._looked_at, seen, strict=True)):
            self._looked_at = seen
            people = scenarios.of_people(turned.settings, room.people)
            pinned = {by: made for by, some in people.items() if (made := list(filter(None, map(turned.made, some))))}
            stands = {n: made for n, one in self._tables_that_count().items() if (made := turned.made(one))}
            self._gathered = pinned, stands
        return self._gathered

    def _tables_that_count(self) -> dict[int, dict[str, Any]]:
        """Where the levers of tables stand, of those at which there are at least two: one alone is a person."""
        room = self.live.room
        return scenarios.of_tables(self.live.turned.settings, [n for n in room.tables if len(room.table(n)) > 1])

    @property
    def classroom(self) -> ClassroomFile:
        """Read once for each reading of the case: it takes longer than all the rest of a view."""
        case = self.live.case
        if self._read is None or self._read[0] is not case:
            self._read = case, self._read_classroom(case)
        return self._read[1]

    def _read_classroom(self, case: CaseFile) -> ClassroomFile:
        """As it is; while it has mistakes, as it was."""
        try:
            return read_classroom(case)
        except (CaseError, OSError):
            return self._read[1] if self._read else ClassroomFile()
