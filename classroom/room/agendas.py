"""The agendas a trainer can choose for a case: those that follow its guide, and two methods that fit every case."""

from __future__ import annotations

from typing import Any

import msgspec

from caseroom.casefile import CaseFile, Question
from caseroom.casefile.classroom import ASKS, Agenda, Phase, PhaseKind, RevealKind, read_classroom
from caseroom.i18n import LANGUAGES, Text, translator
from classroom.room.bound import Gone
from classroom.room.state import Stretch
from classroom.room.words import PHASE_WORDS, of_reveal


def agendas(case: CaseFile) -> list[Agenda]:
    """The case's own, then peer instruction and the nominal group."""
    return [*read_classroom(case).agendas, peer_instruction(case), nominal_group(case)]


def stretches(agenda: Agenda) -> tuple[Stretch, ...]:
    """The phases as a room has them."""
    rows = [phase.row for phase in agenda.phases]
    return tuple(
        Stretch(
            f"p{n}",
            phase.kind,
            phase.minutes,
            phase.row,
            phase.question,
            phase.reveal,
            phase.step,
            _in_all(phase.title),
            phase.per_table,
            _in_all(phase.text),
            rows[:n].count(phase.row) if phase.row else 0,
            phase.kept,
            phase.task,
            phase.even_task,
        )
        for n, phase in enumerate(agenda.phases, start=1)
    )


def _in_all(text: Text | None) -> dict[str, str]:
    return {lang: text.text(lang) for lang in LANGUAGES} if text else {}


def peer_instruction(case: CaseFile) -> Agenda:
    """Answer alone, talk, answer again, see who moved (Mazur); then the levers and the decision."""
    question = next(one.id for one in case.questions if one.kind == "predict")
    decision = next(one.id for one in case.questions if one.kind == "decision")
    return Agenda(
        "peer_instruction",
        say("Peer instruction"),
        (
            Phase("lobby", 3),
            Phase("read", 10, step="brief"),
            Phase("vote", 3, question=question),
            Phase("talk", 5),
            Phase("revote", 3, question=question),
            Phase("reveal", 5, question=question, reveal="shift"),
            Phase("what_if", 15, step="what-if"),
            Phase("decide", 5, question=decision),
            Phase("reveal", 5, reveal="decisions"),
            Phase("debrief", 10, step="debrief"),
            Phase("close", 1),
        ),
    )


def nominal_group(case: CaseFile) -> Agenda:
    """Each alone and in silence first, then round the table, then rank (Delbecq and Van de Ven)."""
    decision = next(one.id for one in case.questions if one.kind == "decision")
    return Agenda(
        "nominal_group",
        say("Nominal group: alone, round the table, rank"),
        (
            Phase("lobby", 3),
            Phase("read", 10, step="brief"),
            Phase("rank", 6, title=say("Rank the options alone, in silence")),
            Phase("talk", 12, title=say("Round the table: each in turn says one reason")),
            Phase("rank", 5, title=say("Rank again, alone")),
            Phase("reveal", 8, reveal="agreement"),
            Phase("decide", 5, question=decision),
            Phase("reveal", 6, reveal="decisions"),
            Phase("debrief", 10, step="debrief"),
            Phase("close", 1),
        ),
    )


GROUPS = ("alone", "together", "show", "around")
TOGETHER: frozenset[PhaseKind] = frozenset(("talk", "explore", "what_if", "debrief"))
AROUND: frozenset[PhaseKind] = frozenset(("lobby", "break", "memo", "close"))


def _group(stretch: Stretch) -> str:
    """Whether people do it alone or together, or it is shown to them, or stands around the work."""
    if stretch.kind == "reveal":
        return "show"
    return "together" if stretch.kind in TOGETHER else "around" if stretch.kind in AROUND else "alone"


def offers(case: CaseFile, lang: str) -> list[dict[str, Any]]:
    """Every phase that a trainer can add to an agenda of this case: {name, group, stretch}, the stretch without its id.

    Groups come one after the other, in the order in which a list shows them.
    """
    found = [*_plain(), *(one for question in case.questions for one in _asking(question))]
    return [
        {"name": name_of(stretch, case, lang), "group": _group(stretch), "stretch": msgspec.to_builtins(stretch)}
        for stretch in sorted(found, key=lambda one: GROUPS.index(_group(one)))
    ]


def _plain() -> list[Stretch]:
    """Phases that put no question of the case."""
    briefly: tuple[tuple[PhaseKind, float, str], ...] = (
        ("read", 10, "brief"),
        ("roles", 3, ""),
        ("talk", 5, ""),
        ("explore", 15, "explore"),
        ("what_if", 15, "what-if"),
        ("rank", 5, ""),
        ("weigh", 5, ""),
        ("break", 10, ""),
        ("debrief", 10, "debrief"),
        ("memo", 5, "memo"),
    )
    reveals: tuple[RevealKind, ...] = ("scenarios", "weights", "agreement", "who_knew")
    return [
        *(Stretch("", kind, minutes, step=step) for kind, minutes, step in briefly),
        *(Stretch("", "reveal", 5, reveal=reveal) for reveal in reveals),
    ]


def _asking(question: Question) -> list[Stretch]:
    """What can be done with one question: ask it, ask it again, show what was answered."""
    asks: tuple[PhaseKind, ...] = ("vote", "revote", "exercise", "rank", "decide")
    fits = [kind for kind in asks if question.kind in ASKS[kind]]
    shows: list[RevealKind] = []
    if question.choices and question.kind not in ("match", "decision"):
        shows.append("votes")
        if "revote" in fits:
            shows.append("shift")
    if question.number or question.curve:
        shows.append("guesses")
    if question.kind == "ranking":
        shows.append("agreement")
    if question.kind == "decision":
        shows.append("decisions")
    elif question.fields:
        shows.append("cards")
    return [
        *(Stretch("", kind, 3 if kind != "decide" else 5, question=question.id) for kind in fits),
        *(Stretch("", "reveal", 5, question=question.id, reveal=reveal) for reveal in shows),
    ]


def name_of(stretch: Stretch, case: CaseFile, lang: str) -> str:
    """What the trainer calls a phase: its own title, else its kind and what it asks or shows."""
    own = stretch.title.get(lang)
    if own:
        return own
    asked = case.question(stretch.question) if stretch.question else None
    short = of_reveal(stretch.reveal, asked) if stretch.reveal else PHASE_WORDS[stretch.kind][0]
    name, _ = translator(lang)(short), translator(lang)
    if asked is None or isinstance(asked, Gone):
        return name
    return _("{phase}: {question}").format(phase=name, question=asked.title.text(lang))


def say(sentence: str) -> Text:
    return Text(**{lang: translator(lang)(sentence) for lang in LANGUAGES})
