"""A memo as a Word document, in the styles of paper.py: tables and pictures that read aloud well."""

import datetime as dt
import io
import re
from copy import deepcopy

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from caseroom.memo.parts import (
    Answered,
    Comparison,
    Memo,
    Paragraphs,
    Picture,
    Sources,
    blocks,
    clean,
    column_shares,
    is_figure,
    lines,
    png_size,
)
from caseroom.memo.words import Words, words
from caseroom.paper import FAINT, INK, QUIET, SHADE, TEXT_WIDTH, dress, element, language_tag

PICTURE_HEIGHT, LABEL_WIDTH = Cm(17), Cm(2.8)
BULLET_WIDTH = Cm(0.5)
CELL_MARGINS = 12.0  # pt, both sides of a cell in Word
SHORT_TABLE = 10  # rows with the header; one that is no longer stands whole on a page


def to_docx(memo: Memo) -> bytes:
    """The memo as the bytes of a .docx file."""
    document = Document()
    labels = words(memo)
    dress(document, memo.lang)
    _properties(document, memo, labels)
    _footer(document, memo, labels)
    _title_block(document, labels)
    figures = 0
    for section, locked in zip(memo.sections, labels.locked, strict=True):
        document.add_heading(clean(section.title), level=1)
        match section:
            case Paragraphs():
                for text in section.texts:
                    _text(document, text, "Body Text")
            case Answered():
                _text(document, section.prompt, "Prompt")
                _text(document, section.answer or labels.no_answer, "Answer")
                for text in (locked, *section.in_class):
                    _text(document, text, "Locked")
                if section.found:
                    _text(document, f"{labels.found}\n{section.found}", "Body Text")
            case Comparison():
                _comparison(document, section)
            case Picture():
                figures += 1
                _picture(document, section, labels.figure.format(number=figures))
            case Sources():
                _sources(document, section)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


# around the text


def _properties(document: WordDocument, memo: Memo, labels: Words) -> None:
    properties = document.core_properties
    properties.title = clean(f"{labels.title}: {memo.case}")[:255]
    properties.author = clean(memo.student)[:255]
    properties.created = properties.modified = dt.datetime.combine(memo.date, dt.time())
    properties.language = language_tag(memo.lang)
    properties.comments = clean(labels.notice)[:255]


def _footer(document: WordDocument, memo: Memo, labels: Words) -> None:
    """The case on the left, the page and how many there are on the right."""
    paragraph = document.sections[0].footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{clean(memo.case)}\t")
    for piece in re.split(r"(\{pages?\})", labels.page):
        if piece in ("{page}", "{pages}"):
            _field(paragraph, "NUMPAGES" if piece == "{pages}" else "PAGE")
        else:
            paragraph.add_run(piece)


def _field(paragraph: Paragraph, code: str) -> None:
    field = element("w:fldSimple", instr=code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _title_block(document: WordDocument, labels: Words) -> None:
    document.add_paragraph(labels.title, style="Title")
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for label, value in labels.facts:
        left, right = table.add_row().cells
        left.width, right.width = LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH
        left.paragraphs[0].style = right.paragraphs[0].style = "Table Cell"
        left.paragraphs[0].add_run(label).font.color.rgb = RGBColor.from_string(QUIET)
        right.paragraphs[0].add_run(clean(value))
    table.columns[0].width, table.columns[1].width = LABEL_WIDTH, TEXT_WIDTH - LABEL_WIDTH
    _text(document, labels.notice, "Notice")


# sections


def _text(document: WordDocument, text: str, style: str) -> None:
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block, style=style)
        for line in block if isinstance(block, list) else ():
            _bulleted(document.add_paragraph(line, style=style), document)


def _bulleted(paragraph: Paragraph, document: WordDocument) -> None:
    """An item of a list, which a voice counts, in the style that the paragraph has."""
    properties = paragraph._p.get_or_add_pPr()
    properties._insert_numPr(deepcopy(document.styles["List Bullet"].element.pPr.numPr))
    style = paragraph.style.paragraph_format.left_indent if paragraph.style else None
    paragraph.paragraph_format.left_indent = Emu((style or 0) + BULLET_WIDTH)
    paragraph.paragraph_format.first_line_indent = Emu(-BULLET_WIDTH)
    properties.get_or_add_ind().set(qn("w:firstLineChars"), "0")  # by which Chinese running text is indented


def _comparison(document: WordDocument, section: Comparison) -> None:
    """A three-line table: thick rules above and below, a
    thin one under the header, which every page repeats.
    """
    rows = [section.columns, *section.rows]
    table = document.add_table(rows=len(rows), cols=len(section.columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table._tbl.tblPr.append(element("w:tblDescription", val=clean(section.title)))
    size, shares = column_shares(section, TEXT_WIDTH.pt, CELL_MARGINS)
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(int(TEXT_WIDTH * share))
    to_the_right = [all(is_figure(row[place]) for row in section.rows) for place in range(len(section.columns))]
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        if number == 0:
            row._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = table.columns[place].width
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Cell"
            paragraph.paragraph_format.keep_with_next = number < len(rows) - 1 and len(rows) <= SHORT_TABLE
            run = paragraph.add_run(clean(text))
            run.bold, run.font.size = number == 0, Pt(int(2 * size) / 2)
            if to_the_right[place]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _rules(cell, first=number == 0, last=number == len(rows) - 1)
    document.add_paragraph(style="Table Cell")


def _rules(cell: _Cell, first: bool, last: bool) -> None:
    borders = OxmlElement("w:tcBorders")
    if first:
        borders.append(element("w:top", val="single", sz=12, space=0, color=INK))
    thickness, colour = (12, INK) if last else (6, INK) if first else (4, FAINT)
    borders.append(element("w:bottom", val="single", sz=thickness, space=0, color=colour))
    cell._tc.get_or_add_tcPr().append(borders)


def _picture(document: WordDocument, section: Picture, label: str) -> None:
    """The picture over the text's width, or as high as a page bears, with the text that stands for it."""
    width, height = png_size(section.png)
    scale = min(TEXT_WIDTH / width, PICTURE_HEIGHT / height)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(
        io.BytesIO(section.png), Emu(max(1, int(width * scale))), Emu(max(1, int(height * scale)))
    )
    shape._inline.docPr.set("descr", clean(section.alt))
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")  # unsaid, some programs keep a gap and push the picture aside
    caption = document.add_paragraph(style="Caption")
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.add_run(f"{label}  ").bold = True
    caption.add_run(clean(section.caption))


def _sources(document: WordDocument, section: Sources) -> None:
    for grade, citation in section.sources:
        paragraph = document.add_paragraph(style="Source")
        badge = paragraph.add_run(f" {clean(grade)} ")
        badge.bold = True
        _shade_run(badge)
        paragraph.add_run("\t" + " ".join(lines(citation)))


def _shade_run(run: Run) -> None:
    run._r.get_or_add_rPr().append(element("w:shd", val="clear", color="auto", fill=SHADE))
