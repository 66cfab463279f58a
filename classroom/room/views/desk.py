"""The room as its trainer sees it: who is where, the agenda with the guide's words, what can be shown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from caseroom.casefile import CaseFile, guide
from caseroom.i18n import language, translator
from classroom.room import reveals, rules, scenarios, words
from classroom.room.agendas import name_of
from classroom.room.commands import ShareOut
from classroom.room.events import Seated
from classroom.room.groups import FEWEST
from classroom.room.state import ASKING, Person, Reveal, Stretch
from classroom.room.views.asked import View
from classroom.room.views.look import Look


class DeskView:
    """What the desk learns."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._live = look.live
        self._come: dict[str, frozenset[str]] = {}  # by phase, whose words have come to the desk

    def desk(self, lang: str) -> View:
        """The room as its trainer sees it."""
        live, room = self._live, self._live.room
        rows, told = self._rows(lang), guide.told(guide_of(live.case, lang), lang)
        agenda = [
            {
                **self._look.phase(one, lang),
                "name": name_of(one, live.case, lang),
                **self._lacks(one, lang),
                "minutes": one.minutes,
                "row": (row := self._row(rows.get(one.row), one)),
                "told": self._told_of(one, told, row, lang),
                "count": self._look.count(one),
                "stretch": msgspec.to_builtins(one),
                "choices": self._choices(one, lang),
            }
            for one in room.agenda
        ]
        return {
            **self._look.common(lang),
            "trouble": self._trouble(lang),
            "turn": room.turn,
            "at": room.at,
            "agenda": agenda,
            "goes_on": room.goes_on,
            "door": room.door,
            "table_size": room.table_size,
            "few": self._few(),
            "people": [self._member(person, lang) for person in room.people.values() if not person.into],
            "phase": self._look.phase(room.now, lang) | {"question": self._look.question(room.now, lang)},
            "count": self._look.count(room.now),
            "worked": self._look.worked(room.now),
            "showing": self._look.revealed(lang),
            "compared": live.earlier.id if live.earlier else "",
            "beside": msgspec.to_builtins(beside := self._beside()),
            **self._guessed_first(beside, lang),
            "put": msgspec.to_builtins(room.showing),
            "undo": self._undo(lang),
            "reveals": self.may_reveal(lang),
            "cards": self._cards(lang),
            "words_of": self._words_of(),
            "tallies": room.tallies,
            "notes": [{"text": note.text, "to": note.to} for note in room.notes],
            "model": bool(live.model),
        }

    def _trouble(self, lang: str) -> str:
        """What is wrong with the case of this room; "" for nothing."""
        wrong: str = self._live.trouble
        if wrong == "gone" and self._live.room.closed:
            wrong = "gone_after"
        if wrong == "as_it_was" and self._live.room.closed:
            return ""  # the record is whole
        return translator(lang)(words.TROUBLE_WORDS[wrong]).format(slug=self._live.row.slug) if wrong else ""

    def _lacks(self, stretch: Stretch, lang: str) -> View:
        """Why a phase asks or shows nothing; "" where it does."""
        lacks = self._look.lacks(stretch.question)
        if not lacks or not (stretch.question or stretch.kind in ASKING or stretch.reveal):
            return {"lacks": "", "lacks_in_short": ""}
        _, said = translator(lang), words.LACKS_WORDS[lacks]
        return {"lacks": _(said.desk).format(id=stretch.question), "lacks_in_short": _(said.short)}

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

    def _member(self, person: Person, lang: str) -> View:
        live, room = self._live, self._live.room
        names = {role.id: role.name.text(lang) for role in live.case.roles}
        known = {
            "id": person.id,
            **self._look.about(person),
            "lang": person.lang,
            "away": person.away,
            "online": live.presence.online(person.id),
            "asks_for": live.hands.up_for(person.id) if person.asks else 0,
            "roles": [names[role] for role in room.roles_of(person)],
        }
        if not live.anonymous:
            by = scenarios.of_table(person.table) if room.now.per_table else person.id
            known["answered"] = by in live.answers.get(room.now.id, {})
            known["in_hand"] = room.now.per_table and room.holder(person.table) == person
        return known

    def _few(self) -> list[View]:
        """The tables at which too few sit to talk, where others have room for them; while people arrive, none."""
        room = self._live.room
        if room.closed or room.now.kind == "lobby":
            return []
        moved = [one.places for one in rules.decide(room, ShareOut(), 0) if isinstance(one, Seated)]
        tables = Counter(room.people[who].table for places in moved for who in places)
        return [{"table": table, "n": len(room.table(table))} for table in sorted(tables)]

    def may_reveal(self, lang: str) -> list[View]:
        """What the trainer can put on the screen, with how many answers it has."""
        room, _ = self._live.room, translator(lang)
        questions = dict.fromkeys(one.question for one in room.agenda if one.question and one.kind in ASKING)
        offered = [
            *(Reveal(kind, question) for question in questions for kind in self._of_one(question)),
            *dict.fromkeys(
                one for phase in room.agenda if self._ranks(phase) for one in self._of_order(phase.question)
            ),
            *(Reveal("weights") for one in room.agenda[:1] if any(s.kind == "weigh" for s in room.agenda)),
            Reveal("scenarios"),
            *(Reveal("who_knew") for one in self._look.classroom.briefs[:1]),
        ]
        offered = [one for one in offered if not self._look.lacks(one.question)]
        seen = self._look.seen(lang)
        asked = {one.question: self._live.case.question(one.question) for one in offered if one.question}
        return [
            {
                "kind": one.kind,
                "question": one.question,
                "name": _(words.of_reveal(one.kind, asked.get(one.question))),
                "title": asked[one.question].title.text(lang) if one.question else "",
                "size": reveals.size(seen, one),
            }
            for one in offered
        ]

    def _ranks(self, stretch: Stretch) -> bool:
        asked = self._live.case.question(stretch.question) if stretch.question else None
        return stretch.kind == "rank" or bool(stretch.kind in ASKING and asked and asked.kind == "ranking")

    def _of_order(self, question: str) -> list[Reveal]:
        """How far a room agrees on an order, and the model's own order where it has one."""
        known = self._live.model.get("questions", {}).get(question, {}).get("order")
        return [Reveal("agreement", question), *([Reveal("order", question)] if known else [])]

    def _beside(self) -> Reveal | None:
        """What stands behind what is on the screen: behind answers which of them is right, the model's own order behind
        the room's, and behind the decision how it goes with what was guessed first.
        """
        wanted = self._look.wanted(self._live.room)
        if wanted and self._look.lacks(wanted.question):
            return None
        if wanted and wanted.kind in ("votes", "shift", "right") and self._may_be_told(wanted.question):
            return Reveal("right", wanted.question)
        if wanted and wanted.kind in ("agreement", "order"):
            return next((one for one in self._of_order(wanted.question) if one.kind == "order"), None)
        if wanted and wanted.kind in ("decisions", "by_guess"):
            seen = self._look.seen("en")
            behind = reveals.named(seen, Reveal("by_guess", wanted.question))
            return behind if reveals.first_guess(seen, behind.question) else None
        return None

    def _guessed_first(self, beside: Reveal | None, lang: str) -> View:
        """Which guess stands behind the decision, for a room may have guessed several things; is it a number? And what
        the projector would say where there is too little to show.
        """
        if beside is None or beside.kind != "by_guess":
            return {"beside_of": "", "beside_number": False, "beside_lacks": ""}
        seen = self._look.seen(lang)
        guess, shown = reveals.first_guess(seen, beside.question), reveals.reveal(seen, beside)
        return {
            "beside_of": guess[0].title.text(lang) if guess else "",
            "beside_number": bool(guess and guess[0].number),
            "beside_lacks": "" if shown["blocks"] else shown["sentence"],
        }

    def _may_be_told(self, question: str) -> bool:
        """Whether a question has a right answer that spoils nothing: what is predicted comes out at the levers."""
        room, asked = self._live.room, self._live.case.question(question)
        found_out = any(one.kind == "what_if" for one in room.agenda[: room.at]) or room.closed
        return bool(asked.key) and bool(asked.choices) and (asked.kind != "predict" or found_out)

    def _of_one(self, question: str) -> list[Any]:
        asked = self._live.case.question(question)
        seen, chosen = self._look.seen("en"), bool(asked.choices) and asked.kind != "match"
        kinds = ["votes"] if chosen else []
        if len(seen.alone(question)) > 1 and kinds:
            kinds.append("shift")
        if chosen and self._may_be_told(question):
            kinds.append("right")
        if kinds and not self._live.anonymous:  # by choice: numbers have no columns to be counted in
            kinds.append("by_role")
        if asked.number or asked.curve:
            kinds.append("guesses")
        if chosen and len(seen.asked(question)) > len(seen.alone(question)):
            kinds.append("by_table")
        if asked.kind == "decision":
            kinds += ["decisions", *(["by_guess"] if reveals.first_guess(seen, question) else [])]
        elif asked.fields:
            kinds.append("cards")
        return kinds

    def _cards(self, lang: str) -> list[View]:
        seen = self._look.seen(lang)
        if self._live.anonymous:
            seen = replace(seen, answers={**seen.answers, **self._together(seen)})
        asked = {one.question for one in self._live.room.agenda if one.question and self._look.asks(one)}
        return [{**card, "question": question} for question in sorted(asked) for card in reveals.cards(seen, question)]

    def _words_of(self) -> str:
        """To which question words are picked now: that of the phase, or of the reveal of words that comes next."""
        room, seen = self._live.room, self._look.seen("en")
        now, after = room.now, room.agenda[room.at + 1 :][:1]
        if now.reveal:
            return reveals.named(seen, Reveal(now.reveal, now.question)).question
        return now.question or next((one.question for one in after if one.reveal == "cards"), "")

    def _together(self, seen: reveals.Seen) -> dict[str, dict[str, Any]]:
        """In an anonymous room words come in groups, and the last few when their phase is over: whoever sees one person
        press the button does not see which words are new. What a table wrote comes at once: it is nobody's own.
        """
        found = {}
        for phase in self._live.room.agenda:
            given = seen.given(phase)
            come = self._come.get(phase.id, frozenset())
            over = phase.per_table or phase.id != self._live.room.now.id
            if over or len(given.keys() - come) >= FEWEST:
                self._come[phase.id] = come = frozenset(given)
            found[phase.id] = {by: value for by, value in given.items() if by in come}
        return found

    def _rows(self, lang: str) -> dict[int, guide.Row]:
        """What to see and to say, from the guide's own plan."""
        room, case = self._live.room, self._live.case
        if not room.plan:
            return {}
        found = guide.plan(guide_of(case, lang), lang, room.plan)
        return {n: row for n, row in enumerate(found, start=1) if row.whole}

    def _row(self, row: guide.Row | None, of: Stretch) -> View | None:
        """The row of the plan as it serves this phase; None where no row does."""
        if row is None:
            return None
        activity, see, said = row.cells
        say = [{"aloud": one.aloud, "text": one.text} for one in guide.words_of(said, of.part)]
        return {
            "activity": activity,
            "see": guide.see_of(see, of.part),
            "say": say,
            "of_phase": len(guide.parts(said)) > 1,
        }

    def _told_of(self, stretch: Stretch, told: guide.Told, row: View | None, lang: str) -> list[str]:
        """What the guide tells its teacher of a phase: the answer to what is asked or shown, or what a debrief says,
        the parts that its own words for this phase send the teacher to, or that are called as the phase is, and the
        answers to the tasks that are done in it. Paragraphs, and tables as they are written.
        """
        if stretch.kind == "debrief":
            return list(told.debrief)
        asked = [self._live.case.question(stretch.question).title.text(lang)] if stretch.question else []
        aside = [one["text"] for one in row["say"] if not one["aloud"]] if row else []
        called = [stretch.title[lang]] if lang in stretch.title else []
        if row and stretch.kind in ("explore", "what_if"):  # they ask no question of the case that could be looked up
            called.append(row["activity"])
        if stretch.reveal == "who_knew":
            called.append(translator(lang)(words.REVEAL_WORDS["who_knew"]))
        sent = [name for text in (*aside, row["see"] if row else "") for name in guide.named_in(text)]
        names = [*map(guide.name_of, (*asked, *called)), *sent]
        found: dict[str, list[int]] = {told.answers[name]: [] for name in names if name in told.answers}
        tasks, called_there = tasks_of(stretch, row, lang), dict[str, str]()
        for task in tasks:
            for one in told.tasks.get(task, ()):
                found.setdefault(one.text, []).append(task)
                called_there[one.text] = one.name
        heads = {
            text: _head(of if len(tasks) > 1 else [], called_there.get(text, ""), lang) for text, of in found.items()
        }
        in_order = sorted(found, key=lambda text: min(found[text], default=0))
        return [part for text in in_order for part in _headed(text, heads[text] if len(found) > 1 else "", lang)]


def tasks_of(stretch: Stretch, row: View | None, lang: str) -> list[int]:
    """Which of the case's tasks people do in a phase at the levers: the one that its page opens with, and those that
    the words for it name.
    """
    if stretch.kind != "what_if":
        return []
    words = [stretch.text.get(lang, ""), *((row["see"], *(one["text"] for one in row["say"])) if row else ())]
    return sorted({*filter(None, (stretch.task,)), *(task for text in words for task in guide.tasks_in(text, lang))})


def _head(tasks: list[int], name: str, lang: str) -> str:
    """Which tasks an answer is to, and what it is called where that says more."""
    called = [guide.TASK[lang].format(n=task) for task in tasks]
    own = [name] if name and not re.fullmatch(guide.TASK[lang].format(n=r"\d+"), name) else []
    return language(lang).comma.join([*called, *own])


def _headed(text: str, head: str, lang: str) -> list[str]:
    """The parts of an answer, with a head of its own where it stands among others."""
    first, *others = text.split("\n\n")
    if not head:
        return [first, *others]
    head += language(lang).full_stop
    if first.startswith("|"):
        return [head, first, *others]
    return [f"{head}{guide.SPACE[lang]}{first[:1].upper()}{first[1:]}", *others]


def guide_of(case: CaseFile, lang: str) -> Path:
    """Where the case's guide stands, on whichever shelf the case is."""
    return case.folder.parents[1] / "instructor_guides" / f"{case.slug}.{lang}.md"
