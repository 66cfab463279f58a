"""A case's class on paper: what each phase asks, what each role knows, the exhibits, and the guide's table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import nbformat

from caseroom.casefile import CaseFile, Question, closing
from caseroom.casefile.classroom import Agenda, Phase, read_classroom
from caseroom.casefile.guide import BOARD_HEADING, HEADINGS, PLAN_HEADINGS, sections
from caseroom.formats import FORMATS
from caseroom.i18n import translator
from classroom.layout import exhibits
from classroom.prose import harmless
from classroom.room.state import ASKING
from classroom.room.words import PHASE_WORDS
from commands.guide import rendered, source

BALLOTED = ("vote", "revote", "rank", "weigh", "decide")


@dataclass(frozen=True)
class Sheet:
    """What a phase asks: the `place`th of the agenda, as the desk counts them, and of `times` times the `nth`.

    title and prompt are plain text. A curve's `places` each get a number in `unit`, as a number alone does. `fields`
    are what words are asked for.
    """

    kind: str
    place: int
    phase: str
    nth: int
    times: int
    title: str
    prompt: str = ""
    choices: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    criteria: tuple[tuple[str, str], ...] = ()
    numbers: bool = False
    places: tuple[str, ...] = ()
    unit: str = ""
    fields: tuple[str, ...] = ()

    @property
    def balloted(self) -> bool:
        """Whether it is answered on a ballot; an exercise is answered aloud or on a sheet of one's own."""
        return self.kind in BALLOTED

    @property
    def matched(self) -> bool:
        """Whether each of the items gets one of the choices."""
        return bool(self.choices and self.items)

    @property
    def counted(self) -> bool:
        """Whether there is something to count in its answers, beside words."""
        return bool(self.choices or self.items or self.criteria or self.numbers)


def sheets(case: CaseFile, agenda: Agenda, lang: str) -> list[Sheet]:
    """One for each phase of the agenda that asks."""
    asking = [(place, phase) for place, phase in enumerate(agenda.phases, start=1) if phase.kind in ASKING]
    subjects = [_subject(phase) for _, phase in asking]
    return [
        _sheet(case, phase, place, subjects[: n + 1].count(subjects[n]), subjects.count(subjects[n]), lang)
        for n, (place, phase) in enumerate(asking)
    ]


def _subject(phase: Phase) -> str:
    return phase.question or phase.kind


def _sheet(case: CaseFile, phase: Phase, place: int, nth: int, times: int, lang: str) -> Sheet:
    _ = translator(lang)
    name = phase.title.text(lang) if phase.title else _(PHASE_WORDS[phase.kind][0])
    if phase.question:
        return _of_question(case.question(phase.question), Sheet(phase.kind, place, name, nth, times, ""), lang)
    if phase.kind == "rank":
        options = tuple(option.label.text(lang) for option in case.options)
        title = _("Rank the options")
        return Sheet(phase.kind, place, name, nth, times, title, items=options, fields=(_("My reason"),))
    criteria = tuple((one.name.text(lang), one.meaning.text(lang)) for one in closing().criteria)
    title = _("What counts for you?")
    return Sheet(phase.kind, place, name, nth, times, title, criteria=criteria, fields=(_("My reason"),))


def _of_question(question: Question, of: Sheet, lang: str) -> Sheet:
    number, curve = question.number, question.curve
    unit = number.unit.text(lang) if number else ""
    if curve:
        unit = FORMATS[curve.format].suffix or curve.unit.text(lang)
    return Sheet(
        of.kind,
        of.place,
        of.phase,
        of.nth,
        of.times,
        question.title.text(lang),
        question.prompt.text(lang).strip(),
        choices=tuple(choice.text.text(lang) for choice in question.choices),
        items=tuple(item.text.text(lang) for item in question.items),
        numbers=bool(number or curve),
        places=tuple(curve.place.text(lang).format(x=f"{at:g}") for at in curve.at) if curve else (),
        unit=unit,
        fields=tuple(field.label.text(lang) for field in question.fields) or (translator(lang)("My reason"),),
    )


@dataclass(frozen=True)
class Card:
    """A role's, with its private brief and what it alone knows."""

    name: str
    stake: str
    brief: str
    knows: tuple[str, ...]


def cards(case: CaseFile, lang: str) -> list[Card]:
    """In the order in which seats are filled; none where the case has no private briefs."""
    roles = {role.id: role for role in case.roles}
    return [
        Card(
            roles[brief.role].name.text(lang),
            roles[brief.role].stake.text(lang),
            brief.text.text(lang),
            tuple(fact.text.text(lang) for fact in brief.knows),
        )
        for brief in read_classroom(case).briefs
    ]


def exhibits_of(case: CaseFile, lang: str) -> Iterator[tuple[str, str]]:
    """Title of each exhibit of the case's notebook, and the rest of it as HTML that can harm nobody."""
    cells = nbformat.read(case.notebook(lang), as_version=4).cells
    for found in exhibits(cells, translator(lang)):
        if found:
            yield found["title"], harmless(rendered(found["rest"], escape=False))


def guidance(case: CaseFile, agenda: Agenda, lang: str) -> list[tuple[str, str]]:
    """Heading and HTML of the agenda's plan (plan A for an agenda of no plan) and of what goes on the board.

    Nothing where the case has no guide.
    """
    try:
        parts = sections(source(case.slug, lang))
    except FileNotFoundError:
        return []
    headings = [HEADINGS[lang][place] for place in (PLAN_HEADINGS[agenda.plan or "A"], BOARD_HEADING)]
    return [(heading, rendered(parts[heading])) for heading in headings if heading in parts]
