"""The record as tables: a workbook with a sheet for each, or one list of all answers as CSV."""

from __future__ import annotations

import math

from caseroom.formats import Kind, as_read, kind_of
from caseroom.i18n import language, translator
from caseroom.sharing.tables import Cell, ExportTable, Quantity, to_csv, to_xlsx
from classroom.room.record.gathered import Asked, Given, Record


def workbook(record: Record) -> bytes:
    """The class, who was there, and each question's answers, as .xlsx."""
    tables = [_class(record)]
    if record.people:
        tables.append(_people(record))
    tables += [_answers(record, asked) for asked in record.asked]
    if record.scenarios:
        tables.append(_scenarios(record))
    return to_xlsx(*tables)


def answers_as_csv(record: Record) -> bytes:
    """Every answer in one list, with the byte order mark that Excel needs."""
    _ = translator(record.lang)
    rows = []
    for asked in record.asked:
        for given in asked.given:
            for part, text in zip(asked.parts, given.parts, strict=True):
                if text:
                    rows.append((asked.phase.name, asked.title, _who(given, record.lang), part, text))
    columns = (_("Phase"), _("What was asked"), _("Who"), _("Part of the answer"), _("Answer"))
    return to_csv(ExportTable(_("Answers"), _about(record), columns, tuple(rows)))


def _class(record: Record) -> ExportTable:
    _ = translator(record.lang)
    counts = {asked.phase.stretch.id: len(asked.given) + sum(n for _, n in asked.by_hand) for asked in record.asked}
    rows = tuple(
        (
            phase.name,
            Quantity(phase.stretch.minutes),
            phase.began.strftime("%Y-%m-%d %H:%M:%S") if phase.began else "",
            Quantity(counts[phase.stretch.id]) if phase.stretch.id in counts else None,
        )
        for phase in record.phases
    )
    columns = (_("Phase"), _("Minutes planned"), _("Began"), _("Answers"))
    return ExportTable(_("The class"), _about(record), columns, rows)


def _people(record: Record) -> ExportTable:
    """Who was there and how far they came: a list of completion."""
    _, room = translator(record.lang), record.room
    roles = {role.id: role.name.text(record.lang) for role in record.case.roles}
    rows = []
    for person in record.people:
        mine = [asked for asked in record.asked if any(given.by(person) for given in asked.given)]
        played = language(record.lang).listed(roles[role] for role in room.roles_of(person))
        kinds = {asked.phase.stretch.kind for asked in mine}
        rows.append(
            (
                person.name,
                Quantity(person.table),
                played,
                Quantity(len(mine)),
                Quantity(len(record.asked)),
                _("yes") if "vote" in kinds else _("no"),
                _("yes") if "revote" in kinds else _("no"),
                _("yes") if "decide" in kinds else _("no"),
            )
        )
    columns = (
        *(_("Who"), _("Table"), _("Role"), _("Answered"), _("of")),
        *(_("First vote"), _("Second vote"), _("Decided")),
    )
    return ExportTable(_("Who was there"), _about(record), columns, tuple(rows))


def _answers(record: Record, asked: Asked) -> ExportTable:
    _, named = translator(record.lang), record.room.promise != "anonymous" or asked.says_who
    words_alone = len(asked.parts) > 1 and not asked.by_hand and not any(given.parts[0] for given in asked.given)
    first = 1 if words_alone else 0  # a question that asks for nothing but words has no column without any
    places = max((len(given.order) for given in asked.given), default=0)  # each a column, to be counted and sorted by
    rows = [
        ((_who(given, record.lang),) if named else ()) + _cells(given)[first:] + _filled(given.order, places)
        for given in asked.given
    ]
    for choice, n in asked.by_hand:
        hands = _("{choice} ({n} counted by hand)").format(choice=choice, n=n)
        rows.append((("",) if named else ()) + (hands, *[""] * (len(asked.parts) - 1)) + _filled((), places))
    columns = ((_("Who"),) if named else ()) + (_with_unit(record, asked), *asked.parts[1:])[first:]
    columns += tuple(_("Place {n}").format(n=n + 1) for n in range(places))
    return ExportTable(asked.phase.name, _about(record), columns, tuple(rows))


def _filled(order: tuple[str, ...], places: int) -> tuple[Cell, ...]:
    return (*order, *[""] * (places - len(order)))


def _cells(given: Given) -> tuple[Cell, ...]:
    return given.parts if given.number is None else (Quantity(given.number), *given.parts[1:])


def _with_unit(record: Record, asked: Asked) -> str:
    """The heading of the answers, with the unit that stands in no cell of numbers."""
    name = asked.phase.stretch.question
    number = record.case.question(name).number if name else None
    unit = number.unit.text(record.lang) if number else ""
    return asked.parts[0] + language(record.lang).bracketed(unit)


def _scenarios(record: Record) -> ExportTable:
    """What was pinned, and where the levers of tables stood; an outcome without an end is left empty."""
    _ = translator(record.lang)
    columns = (_("Who"), _("Levers"), *(outcome.label.text(record.lang) for outcome in record.case.outcomes))
    rows = tuple(
        (
            one.who,
            one.levers,
            *(
                None if value is None else _made(value, kind_of(outcome, record.lang))
                for outcome, value in zip(record.case.outcomes, one.outcomes, strict=True)
            ),
        )
        for one in record.scenarios
    )
    return ExportTable(_("Scenarios of the room"), _about(record), columns, rows)


def _made(value: float, kind: Kind) -> Quantity:
    """A number of the model, with no more digits than it is written with: more would say what the model cannot."""
    return Quantity(as_read(value, kind) if math.isfinite(value) else value, kind)


def _who(given: Given, lang: str) -> str:
    if given.table:
        return translator(lang)("Table {n}").format(n=given.table)
    return given.who.name if given.who else ""


def _about(record: Record) -> tuple[str, ...]:
    _, speech = translator(record.lang), language(record.lang)
    began = record.began.strftime("%Y-%m-%d") if record.began else ""
    lines = [record.case.title.text(record.lang), speech.pair(_("Room"), record.code), speech.pair(_("Day"), began)]
    if record.room.promise == "anonymous":
        lines.append(_("The room was anonymous: answers stand in an order that says nothing of who gave them."))
    return tuple(lines)
