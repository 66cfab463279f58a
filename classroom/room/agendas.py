"""The agendas a trainer can choose for a case: those that follow its guide, and two methods that fit every case."""

from __future__ import annotations

from caseroom.casefile import CaseFile
from caseroom.casefile.classroom import Agenda, Phase, read_classroom
from caseroom.i18n import LANGUAGES, Text, translator
from classroom.room.state import Stretch


def agendas(case: CaseFile) -> list[Agenda]:
    """The case's own, then peer instruction and the nominal group."""
    return [*read_classroom(case).agendas, peer_instruction(case), nominal_group(case)]


def stretches(agenda: Agenda) -> tuple[Stretch, ...]:
    """The phases as a room has them."""
    return tuple(
        Stretch(
            f"p{n}",
            phase.kind,
            phase.minutes,
            phase.row,
            phase.question,
            phase.reveal,
            phase.step,
            {lang: phase.title.text(lang) for lang in LANGUAGES} if phase.title else {},
        )
        for n, phase in enumerate(agenda.phases, start=1)
    )


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


def say(sentence: str) -> Text:
    return Text(**{lang: translator(lang)(sentence) for lang in LANGUAGES})
