"""A memo as a Word document: real styles, Chinese in Chinese typefaces, tables and pictures that read aloud
well.
"""

import datetime as dt
import io
import re
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.parfmt import CT_PPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from caseroom.i18n import language
from caseroom.memo.parts import (
    Answered,
    Comparison,
    Memo,
    Paragraphs,
    Picture,
    Sources,
    clean,
    column_shares,
    is_figure,
    lines,
    png_size,
)
from caseroom.memo.words import Words, words

INK, QUIET, FAINT, SHADE = "1F3A5F", "5A6472", "C9D1DA", "EEF2F6"
MARGIN, TEXT_WIDTH, PICTURE_HEIGHT, LABEL_WIDTH = Cm(2.5), Cm(16), Cm(17), Cm(2.8)  # A4 is 21 cm wide
LATIN_BODY, LATIN_HEADING = "Cambria", "Calibri"
CELL_MARGINS = 12.0  # pt, both sides of a cell in Word
CHINESE_BODY, CHINESE_HEADING, CHINESE_PROMPT = "宋体", "黑体", "楷体"


@dataclass(frozen=True)
class _Typesetting:
    """Where the two languages' habits part; slanted or bold Chinese is hard to read: 黑体 and 楷体 do their work."""

    line_spacing: float
    bold_headings: bool
    italic_prompts: bool
    indented: bool  # and justified


TYPESETTING = {"en": _Typesetting(1.2, True, True, False), "zh": _Typesetting(1.4, False, False, True)}
EARLIER_PROPERTIES = {
    qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr")
}


def to_docx(memo: Memo) -> bytes:
    """The memo as the bytes of a .docx file."""
    document = Document()
    labels = words(memo)
    _page(document)
    _languages(document, memo.lang)
    _styles(document, memo.lang)
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
                _text(document, locked, "Locked")
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


# page, languages, styles


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = Cm(1.25)


def _languages(document: WordDocument, lang: str) -> None:
    """The language of Latin and of Chinese text: hyphenation, spelling and screen readers go by it."""
    defaults = document.styles.element.find(".//" + qn("w:rPrDefault") + "/" + qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(_element("w:lang", val=_language_tag(lang), eastAsia="zh-CN", bidi="ar-SA"))


def _language_tag(lang: str) -> str:
    return language(lang).locale.replace("_", "-")


def _styles(document: WordDocument, lang: str) -> None:
    setting = TYPESETTING[lang]
    _running_text(document, setting)
    _headings(document, setting)
    _answers(document, setting)
    _small_print(document)


def _running_text(document: WordDocument, setting: _Typesetting) -> None:
    normal = document.styles["Normal"]
    _typeface(normal, LATIN_BODY, CHINESE_BODY)
    normal.font.size = Pt(11)
    normal.paragraph_format.line_spacing = setting.line_spacing
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.widow_control = True
    body = document.styles["Body Text"]
    _spacing(body, before=0, after=6)
    if setting.indented:
        body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        _indent_two_characters(body)
    cell = _new_style(document, "Table Cell")
    cell.font.size = Pt(10)
    cell.paragraph_format.line_spacing = 1.1
    _spacing(cell, before=3, after=3)


def _headings(document: WordDocument, setting: _Typesetting) -> None:
    styles = document.styles
    title = styles["Title"]
    _typeface(title, LATIN_HEADING, CHINESE_HEADING, size=26, bold=setting.bold_headings, colour=INK)
    _rule(title, "bottom", INK, 12, space=6)
    _spacing(title, before=0, after=10)
    heading = styles["Heading 1"]
    _typeface(heading, LATIN_HEADING, CHINESE_HEADING, size=14, bold=setting.bold_headings, colour=INK)
    _spacing(heading, before=20, after=6)


def _answers(document: WordDocument, setting: _Typesetting) -> None:
    """A question, what the student wrote, and when it was locked in."""
    prompt = _new_style(document, "Prompt")
    _typeface(prompt, LATIN_BODY, CHINESE_PROMPT, colour=QUIET)
    prompt.font.italic = setting.italic_prompts
    prompt.paragraph_format.keep_with_next = True
    answer = _new_style(document, "Answer")
    _rule(answer, "left", INK, 18, space=10)
    answer.paragraph_format.left_indent = Cm(0.5)
    _spacing(answer, before=0, after=4)
    locked = _new_style(document, "Locked")
    _typeface(locked, LATIN_HEADING, CHINESE_BODY, size=9, colour=QUIET)
    locked.paragraph_format.left_indent = Cm(0.5)


def _small_print(document: WordDocument) -> None:
    styles = document.styles
    notice = _new_style(document, "Notice")
    _typeface(notice, LATIN_HEADING, CHINESE_BODY, size=9.5, colour=QUIET)
    _shade(notice, SHADE)
    _spacing(notice, before=10, after=6)
    caption = styles["Caption"]
    _typeface(caption, LATIN_HEADING, CHINESE_HEADING, size=9.5, bold=False, colour=QUIET)
    _spacing(caption, before=2, after=6)
    source = _new_style(document, "Source")
    source.font.size = Pt(10)
    source.paragraph_format.left_indent = Cm(0.9)
    source.paragraph_format.first_line_indent = Cm(-0.9)
    source.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
    _spacing(source, before=0, after=3)
    footer = styles["Footer"]
    footer.element.get_or_add_pPr()._remove_tabs()  # the template's are for another page
    _typeface(footer, LATIN_HEADING, CHINESE_BODY, size=9, colour=QUIET)


def _new_style(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return style


def _typeface(
    style: ParagraphStyle,
    latin: str,
    chinese: str,
    size: float | None = None,
    bold: bool | None = None,
    colour: str | None = None,
) -> None:
    """Latin and East Asian typeface at once; the template's theme fonts would win over both, so they go."""
    style.font.name = latin
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), chinese)
    if size:
        style.font.size = Pt(size)
    if bold is not None:
        style.font.bold = bold
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)


def _spacing(style: ParagraphStyle, before: float, after: float) -> None:
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _indent_two_characters(style: ParagraphStyle) -> None:
    """首行缩进两字: counted in characters, so that it follows the size of the type."""
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "440")


def _rule(style: ParagraphStyle, side: str, colour: str, eighths: int, space: int) -> None:
    """A line along one side of the style's paragraphs; eighths of a point thick, `space` points away."""
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    border = OxmlElement("w:pBdr")
    border.append(_element(f"w:{side}", val="single", sz=eighths, space=space, color=colour))
    _insert(properties, border)


def _shade(style: ParagraphStyle, colour: str) -> None:
    """A tinted band; rules of its own colour widen it above and below the text."""
    properties = style.element.get_or_add_pPr()
    border = OxmlElement("w:pBdr")
    for side in ("top", "bottom"):
        border.append(_element(f"w:{side}", val="single", sz=24, space=1, color=colour))
    _insert(properties, border)
    _insert(properties, _element("w:shd", val="clear", color="auto", fill=colour))


def _insert(properties: CT_PPr, element: BaseOxmlElement) -> None:
    """Put a border or shade where the schema wants it: Word mistrusts properties out of order."""
    earlier = [child for child in properties if child.tag in EARLIER_PROPERTIES]
    properties.insert(properties.index(earlier[-1]) + 1 if earlier else 0, element)


def _element(tag: str, **attributes: object) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


# around the text


def _properties(document: WordDocument, memo: Memo, labels: Words) -> None:
    properties = document.core_properties
    properties.title = clean(f"{labels.title}: {memo.case}")[:255]
    properties.author = clean(memo.student)[:255]
    properties.created = properties.modified = dt.datetime.combine(memo.date, dt.time())
    properties.language = _language_tag(memo.lang)
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
    field = _element("w:fldSimple", instr=code)
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
    for line in lines(text):
        document.add_paragraph(line, style=style)


def _comparison(document: WordDocument, section: Comparison) -> None:
    """A three-line table: thick rules above and below, a thin one under the header, which every page
    repeats.
    """
    rows = [section.columns, *section.rows]
    table = document.add_table(rows=len(rows), cols=len(section.columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table._tbl.tblPr.append(_element("w:tblDescription", val=clean(section.title)))
    size, shares = column_shares(section, TEXT_WIDTH.pt, CELL_MARGINS)
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(int(TEXT_WIDTH * share))
    to_the_right = [all(is_figure(row[place]) for row in section.rows) for place in range(len(section.columns))]
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        if number == 0:
            row._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = table.columns[place].width
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Cell"
            run = paragraph.add_run(clean(text))
            run.bold, run.font.size = number == 0, Pt(int(2 * size) / 2)
            if to_the_right[place]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _rules(cell, first=number == 0, last=number == len(rows) - 1)
    document.add_paragraph(style="Table Cell")


def _rules(cell: _Cell, first: bool, last: bool) -> None:
    borders = OxmlElement("w:tcBorders")
    if first:
        borders.append(_element("w:top", val="single", sz=12, space=0, color=INK))
    thickness, colour = (12, INK) if last else (6, INK) if first else (4, FAINT)
    borders.append(_element("w:bottom", val="single", sz=thickness, space=0, color=colour))
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
    run._r.get_or_add_rPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))
