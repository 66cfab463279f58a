"""cases/<slug>/classroom.toml: what a room needs of a case beside its words: private briefs and agendas.

A phase of a plan of the guide names the row of the guide's table that it belongs to: what to see and to say stands
there, once. A case without the file can be taught by the agendas that every case has (classroom/room/agendas.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from caseroom.casefile.asked import Kind, Question
from caseroom.casefile.parsing import CaseError, Mistake, examined, parse, said, suggestion, unless
from caseroom.casefile.schema import CaseFile
from caseroom.i18n import Text

PhaseKind = Literal[
    "lobby",
    "read",
    "roles",
    "vote",
    "talk",
    "revote",
    "explore",
    "what_if",
    "exercise",
    "rank",
    "weigh",
    "decide",
    "reveal",
    "break",
    "debrief",
    "memo",
    "close",
]
RevealKind = Literal[
    "votes",
    "shift",
    "right",
    "guesses",
    "by_role",
    "by_table",
    "by_guess",
    "scenarios",
    "weights",
    "agreement",
    "order",
    "cards",
    "decisions",
    "who_knew",
]
OF_THE_DECISION: tuple[RevealKind, ...] = ("decisions", "by_role", "by_table", "by_guess")
"""The reveals that are of the case's decision where an agenda names no question."""

Plan = Literal["A", "B", ""]

ASKS: Mapping[PhaseKind, tuple[Kind, ...]] = {
    "vote": ("predict", "choice", "number", "ranking"),
    "revote": ("predict", "choice", "number", "ranking"),
    "exercise": ("choice", "number", "ranking", "match", "text", "design"),
    "rank": ("ranking",),
    "decide": ("decision",),
}
"""The kinds of question that a phase may put to the room; "rank" without one ranks the case's options."""
OF_NO_QUESTION: tuple[RevealKind, ...] = (*OF_THE_DECISION, "agreement", "order", "weights", "scenarios", "who_knew")
"""Reveals that an agenda may have without naming a question; every other shows the answers to the one that it names."""
PER_TABLE: tuple[PhaseKind, ...] = ("what_if", "vote", "revote", "rank", "weigh", "exercise", "decide")
"""Phases that a table can do as one, with one pair of hands."""
SEATS = 7  # at the largest table
LONGEST = 180  # minutes of a phase


@dataclass(frozen=True)
class Fact:
    """Something that one role knows and the others at the table do not.

    `text` speaks to whoever plays the role; `told` is the same in the third person, for everybody, when the cards are
    opened. Without it the card is quoted.
    """

    id: str
    text: Text
    told: Text | None = None


@dataclass(frozen=True)
class Brief:
    """What only whoever plays the `role` (one of the case's) reads before the talk.

    Briefs stand in the order in which seats are filled: a table of five plays the first five.
    """

    role: str
    text: Text
    knows: tuple[Fact, ...]


@dataclass(frozen=True)
class Contradiction:
    """Two facts of two roles that cannot both be taken at their word; `text`, shown afterwards, says how they fit."""

    between: tuple[str, ...]
    text: Text


@dataclass(frozen=True)
class Phase:
    """One stretch of a class.

    `row`: the row of the guide's plan, from 1. `question`: what the room is asked, or what a reveal shows the answers
    to. `step`: the step of the case's page that it works on. `title`: what it is called where its kind's own name is
    not enough, `text`: what people do in it where the words of its kind are not. `per_table`: a table has one pair of
    levers, or gives one answer, and one of it has them in hand. `kept`: its answers come on no screen, and people find
    in the case what there is to say to their own. `task`: which of the case's tasks, from 1, its page opens with; 0 for
    the first that is not done. `even_task`: with which it opens at tables of an even number, where it is another one.
    """

    kind: PhaseKind
    minutes: float
    row: int = 0
    question: str = ""
    reveal: RevealKind | Literal[""] = ""
    step: str = ""
    title: Text | None = None
    per_table: bool = False
    text: Text | None = None
    kept: bool = False
    task: int = 0
    even_task: int = 0


@dataclass(frozen=True)
class Agenda:
    """A class from the first phase to the last; `plan`: the guide's plan that it follows, if any."""

    id: str
    title: Text
    phases: tuple[Phase, ...]
    plan: Plan = ""

    @property
    def minutes(self) -> float:
        """How long it takes in all."""
        return sum(phase.minutes for phase in self.phases)


@dataclass(frozen=True)
class ClassroomFile:
    """`trade_off`: the two outcomes on which a room sees the options. `first_guess`: the prediction by which a room may
    see its decision; "" for none, and where it is not named the first that asks for a number or for one choice.
    """

    briefs: tuple[Brief, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    trade_off: tuple[str, ...] = ()
    first_guess: str | None = None

    def brief(self, role: str) -> Brief | None:
        """The brief of this role, where it has one."""
        return next((brief for brief in self.briefs if brief.role == role), None)


def read_classroom(case: CaseFile) -> ClassroomFile:
    """What the case gives to a room; nothing where it has no such file. CaseError: all mistakes."""
    path = case.folder / "classroom.toml"
    if not path.is_file():
        return ClassroomFile()
    held = partial(_mistakes, case=case)
    try:
        file: ClassroomFile = parse(path, ClassroomFile)
    except CaseError:
        examined(path, ClassroomFile, held)
        raise
    if found := list(held(file)):
        raise CaseError(said(path, path.read_text(encoding="utf-8-sig"), found))
    return file


def check_form(path: Path) -> None:
    """Hold a classroom.toml to its form alone, where its case cannot be read. CaseError: all mistakes."""
    parse(path, ClassroomFile)


def _mistakes(file: ClassroomFile, case: CaseFile) -> Iterator[Mistake]:
    yield from _briefs(file, case)
    yield from _contradictions(file)
    yield from _agendas(file, case)
    yield from _trade_off(file, case)
    yield from _first_guess(file, case)


def _briefs(file: ClassroomFile, case: CaseFile) -> Iterator[Mistake]:
    roles = [role.id for role in case.roles]
    seen: list[str] = []
    for n, brief in enumerate(file.briefs):
        where = ("briefs", n, "role")
        yield from unless(brief.role in roles, where, f"is no role of the case{suggestion(brief.role, roles)}")
        yield from unless(brief.role not in seen, where, f"is {brief.role!r} a second time")
        yield from unless(bool(brief.knows), ("briefs", n), "knows nothing that the others do not")
        seen.append(brief.role)
    yield from unless(len(seen) <= SEATS, ("briefs", SEATS), f"finds no seat: a table has at most {SEATS}")
    facts = [fact.id for brief in file.briefs for fact in brief.knows]
    twice = sorted({fact for fact in facts if facts.count(fact) > 1})
    yield from unless(not twice, ("briefs", 0), f"has facts of one name: {', '.join(twice)}")


def _contradictions(file: ClassroomFile) -> Iterator[Mistake]:
    knows = {fact.id: brief.role for brief in file.briefs for fact in brief.knows}
    for n, one in enumerate(file.contradictions):
        where = ("contradictions", n, "between")
        unknown = [fact for fact in one.between if fact not in knows]
        for fact in unknown:
            yield Mistake(where, f"names {fact!r}, which nobody knows{suggestion(fact, knows)}")
        of = {knows[fact] for fact in one.between if fact in knows}
        yield from unless(bool(unknown) or len(of) == 2, where, "needs two facts of two different roles")


def _trade_off(file: ClassroomFile, case: CaseFile) -> Iterator[Mistake]:
    outcomes = [outcome.name for outcome in case.outcomes]
    for name in file.trade_off:
        yield from unless(name in outcomes, ("trade_off",), f"names {name!r}{suggestion(name, outcomes)}")
    yield from unless(len(file.trade_off) in (0, 2), ("trade_off",), "needs two outcomes")


def guessed(question: Question) -> bool:
    """Whether a decision can be shown by what was answered to this question."""
    return question.kind == "predict" and ("number" in question.parts or "choice" in question.parts)


def _first_guess(file: ClassroomFile, case: CaseFile) -> Iterator[Mistake]:
    if not file.first_guess:
        return
    fit = [question.id for question in case.questions if guessed(question)]
    sentence = (
        f"names {file.first_guess!r}, which is no prediction of a number or of one choice"
        f"{suggestion(file.first_guess, fit)}"
    )
    yield from unless(file.first_guess in fit, ("first_guess",), sentence)


def _agendas(file: ClassroomFile, case: CaseFile) -> Iterator[Mistake]:
    for n, agenda in enumerate(file.agendas):
        same = [other.id for other in file.agendas[:n]]
        yield from unless(agenda.id not in same, ("agendas", n, "id"), f"is {agenda.id!r} a second time")
        for m, phase in enumerate(agenda.phases):
            where = ("agendas", n, "phases", m)
            if agenda.plan:
                yield from unless(phase.row > 0, where, "lacks 'row', its row in the guide's plan")
            yield from _phase(phase, case, where)


def _phase(phase: Phase, case: CaseFile, where: tuple[str | int, ...]) -> Iterator[Mistake]:
    questions = {question.id: question for question in case.questions}
    steps = [step.address for step in case.steps]
    yield from unless(0 < phase.minutes <= LONGEST, (*where, "minutes"), f"must lie between 0 and {LONGEST}")
    if phase.step:
        known = suggestion(phase.step, steps)
        yield from unless(phase.step in steps, (*where, "step"), f"is no step of the case{known}")
    count = len(case.tasks)
    for name, task in (("task", phase.task), ("even_task", phase.even_task)):
        yield from unless(0 <= task <= count, (*where, name), f"is no task of the case, which has {count}")
    sentence = f"is of kind {phase.kind!r}, which a table cannot do as one"
    yield from unless(not phase.per_table or phase.kind in PER_TABLE, (*where, "per_table"), sentence)
    shows = phase.kind == "reveal"
    yield from unless(shows == bool(phase.reveal), where, "is a reveal, or has one, but not both")
    if not phase.question:
        asks = phase.kind in ASKS and phase.kind != "rank"
        needed = asks or phase.reveal not in ("", *OF_NO_QUESTION)
        yield from unless(not needed, where, "lacks 'question'")
    elif phase.question not in questions:
        known = suggestion(phase.question, questions)
        yield Mistake((*where, "question"), f"is no question of the case{known}")
    elif phase.kind in ASKS:
        kind = questions[phase.question].kind
        sentence = f"is of kind {kind!r}, which {phase.kind!r} does not ask for"
        yield from unless(kind in ASKS[phase.kind], (*where, "question"), sentence)
