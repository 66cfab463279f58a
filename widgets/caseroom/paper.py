"""The look of a document in Word: the page, typefaces of both languages, styles; of its words nothing is known here."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.parfmt import CT_PPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from caseroom.i18n import language

INK, QUIET, FAINT, SHADE = "1F3A5F", "5A6472", "C9D1DA", "EEF2F6"
MARGIN, TEXT_WIDTH = Cm(2.5), Cm(16)  # A4 is 21 cm wide
LATIN_BODY, LATIN_HEADING = "Cambria", "Calibri"
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


def dress(document: WordDocument, lang: str) -> None:
    """Give an empty document its page, its languages and its styles."""
    _page(document)
    _languages(document, lang)
    _styles(document, lang)


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
    defaults.append(element("w:lang", val=language_tag(lang), eastAsia="zh-CN", bidi="ar-SA"))


def language_tag(lang: str) -> str:
    """As Word writes it: en-GB."""
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
    border.append(element(f"w:{side}", val="single", sz=eighths, space=space, color=colour))
    _insert(properties, border)


def _shade(style: ParagraphStyle, colour: str) -> None:
    """A tinted band; rules of its own colour widen it above and below the text."""
    properties = style.element.get_or_add_pPr()
    border = OxmlElement("w:pBdr")
    for side in ("top", "bottom"):
        border.append(element(f"w:{side}", val="single", sz=24, space=1, color=colour))
    _insert(properties, border)
    _insert(properties, element("w:shd", val="clear", color="auto", fill=colour))


def _insert(properties: CT_PPr, element: BaseOxmlElement) -> None:
    """Put a border or shade where the schema wants it: Word mistrusts properties out of order."""
    earlier = [child for child in properties if child.tag in EARLIER_PROPERTIES]
    properties.insert(properties.index(earlier[-1]) + 1 if earlier else 0, element)


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    """An element of the document's XML, its attributes in Word's namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
