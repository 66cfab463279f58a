"""The record as a Word document: a teaching record in English, in Chinese in the order of a 案例使用说明."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import docx
from docx.document import Document as WordDocument

from caseroom.i18n import language, translator
from caseroom.paper import dress
from classroom.room.groups import FEWEST
from classroom.room.record.blocks import as_table
from classroom.room.record.gathered import Record
from classroom.room.seen import Shown


def document(record: Record, shown: Sequence[Shown]) -> bytes:
    """`shown`: the reveals that have something to show, as the projector had them."""
    _, case, lang = translator(record.lang), record.case, record.lang
    paper = docx.Document()
    dress(paper, lang)
    paper.core_properties.title = case.title.text(lang)
    paper.core_properties.author = ""
    paper.add_paragraph(_("Record of a class: {title}").format(title=case.title.text(lang)), "Title")
    _class(paper, record)
    _heading(paper, _("What it was for"))
    for objective in case.objectives:
        paper.add_paragraph(objective.text.text(lang), "List Bullet")
    _heading(paper, _("How it went"))
    _table(
        paper,
        (_("Phase"), _("Minutes planned"), _("Began")),
        [
            (phase.name, f"{phase.stretch.minutes:g}", phase.began.strftime("%H:%M") if phase.began else "–")
            for phase in record.phases
        ],
    )
    _heading(paper, _("What the room answered"))
    marked = list(_marked(record))
    for line in marked:
        paper.add_paragraph(line, "List Bullet")
    for one in shown:
        _reveal(paper, one, record.lang)
    if not shown and not marked:
        paper.add_paragraph(_("Too few answered for anything to be shown."), "Body Text")
    _heading(paper, _("Notes for next time"))
    paper.add_paragraph(_("What caught fire, what took longer than planned, what to ask differently."), "Prompt")
    for _line in range(4):
        paper.add_paragraph("", "Body Text")
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _class(paper: WordDocument, record: Record) -> None:
    _, speech = translator(record.lang), language(record.lang)
    day = record.began.strftime("%Y-%m-%d %H:%M") if record.began else "–"
    here = sum(person.here for person in record.room.people.values())
    for label, value in (
        (_("Day"), day),
        (_("Room"), record.code),
        (_("People"), str(here)),
        (_("Tables"), str(len(record.room.tables))),
        (_("Taught by"), "________________"),
        (_("Class"), "________________"),
    ):
        paper.add_paragraph(speech.pair(label, value), "Body Text")
    notice = _("People and places of the case are invented; what comes from a source carries its grade in the case.")
    paper.add_paragraph(notice, "Notice")


def _marked(record: Record) -> Iterator[str]:
    """Of each question that is right or wrong how many had it right; of few that would tell who."""
    _, speech = translator(record.lang), language(record.lang)
    for asked in record.asked:
        right, total = asked.marked or (0, 0)
        if total >= FEWEST:
            said = _("{n} of {total} answers were right.").format(n=right, total=total)
            yield speech.pair(asked.phase.name, said)


def _reveal(paper: WordDocument, shown: Shown, lang: str) -> None:
    _ = translator(lang)
    paper.add_heading(shown["title"], 2)
    if shown["sentence"]:
        paper.add_paragraph(shown["sentence"], "Body Text")
    for block in shown["blocks"]:
        if table := as_table(block, lang):
            if table.caption:
                paper.add_paragraph(table.caption, "Caption")
            _table(paper, table.head, table.rows)
        elif block["type"] == "cards":
            for card in block["cards"]:
                paper.add_paragraph(card["text"], "Answer")
                if card["whose"]:
                    paper.add_paragraph(card["whose"], "Caption")
        elif block["type"] == "facts":
            for one in block["against"]:
                paper.add_paragraph(one["who"], "Prompt")
                for side in one["sides"]:
                    entry = paper.add_paragraph("", "List Bullet")
                    entry.add_run(f"{side['who']}{language(lang).colon}").bold = True
                    entry.add_run(side["text"])
                paper.add_paragraph(one["text"])
            if block["against"] and block["facts"]:
                paper.add_paragraph(_("What else somebody knew alone"), "Prompt")
            for fact in block["facts"]:
                paper.add_paragraph(fact["who"], "Prompt")
                for text in fact["facts"]:
                    paper.add_paragraph(text, "List Bullet")


def _heading(paper: WordDocument, text: str) -> None:
    paper.add_heading(text, 1)


def _table(paper: WordDocument, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = paper.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].style = "Table Cell"
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].style = "Table Cell"
            cell.paragraphs[0].add_run(text)
    paper.add_paragraph("", "Body Text")
