"""The memo that a student takes away holds every word of theirs, reads well in Chinese, and runs nothing."""

import datetime as dt
import io
import re
import struct
import time
import zipfile
import zlib
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st

from caseroom.memo import Answered, Comparison, Memo, MemoError, Paragraphs, Picture, Sources, to_docx, to_html
from caseroom.memo.parts import longest_word
from caseroom.panels.memo import in_a_file_name

LOCKED = dt.datetime(2025, 3, 4, 9, 15)


def png(width=8, height=4, name=b"IHDR"):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * min(width, 8)) * min(height, 8)
    return b"\x89PNG\r\n\x1a\n" + chunk(name, size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def memo(lang="zh", **changes):
    sections = [
        Answered("事前判断", "需要多少坐席？", "二十二名。\n因为重复来电。", LOCKED),
        Answered("决定", "选哪一种方式？", ""),
        Paragraphs("建议", ["按解决付费。\n\n写明口径。", "Pay per solved problem."]),
        Comparison("情景", ["方案", "每件成本"], [["自办", "9.90"], ["按接通量付费", "7.64"]]),
        Picture("图表", png(), "服务水平与坐席", "折线图：上升"),
        Sources("证据", [("C", "永川区热线外包论文"), ("A", "Gans et al. (2003)")]),
    ]
    return Memo(
        **{
            "lang": lang,
            "case": "政府热线",
            "date": dt.date(2025, 3, 4),
            "sections": sections,
            "student": "李敏",
        }
        | changes
    )


WORDS = [
    *(
        "政府热线",
        "李敏",
        "事前判断",
        "需要多少坐席？",
        "二十二名。",
        "因为重复来电。",
        "选哪一种方式？",
        "按解决付费。",
    ),
    *("写明口径。", "Pay per solved problem.", "自办", "按接通量付费", "7.64", "服务水平与坐席"),
    *("永川区热线外包论文", "Gans et al. (2003)"),
]


def opened(data):
    return Document(io.BytesIO(data))


class Page(HTMLParser):
    """The elements of a page as a browser would find them: `found` is a list of (tag, attributes)."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def values(self, attribute, tag=None):
        return [held[attribute] for name, held in self.found if attribute in held and tag in (None, name)]

    def tags(self):
        return {tag for tag, _ in self.found}


def all_text(document):
    return "\n".join(piece.text or "" for piece in document.element.body.iter(qn("w:t")))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_forms_hold_every_word(lang):
    word, page = all_text(opened(to_docx(memo(lang)))), to_html(memo(lang))
    assert [given for given in WORDS if given not in word or given not in page] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_lines_behind_a_bullet_are_a_list_on_the_page_and_in_word(lang):
    said = "• first: <a>\n• second: b"
    whole = memo(
        lang, sections=[Answered("T", "P", said, None, f"Not right.\n\nThe answer:\n{said}", [f"In class:\n{said}"])]
    )
    page, document = to_html(whole), opened(to_docx(whole))
    assert page.count('<ul class="listed') == 3 and page.count("<li>first: &lt;a&gt;</li><li>second: b</li></ul>") == 3
    assert "•" not in page and "•" not in all_text(document)
    listed = [one for one in document.paragraphs if one._p.pPr is not None and one._p.pPr.numPr is not None]
    assert [one.text for one in listed] == ["first: <a>", "second: b"] * 3
    assert [one.style.name for one in listed] == [kind for kind in ("Answer", "Locked", "Body Text") for _ in range(2)]
    for one in listed:
        assert one.paragraph_format.first_line_indent < 0 < one.paragraph_format.left_indent
        assert one._p.pPr.ind.get(qn("w:firstLineChars")) == "0", "Chinese running text is indented by characters"


@pytest.mark.parametrize(
    ("lang", "date", "moment"),
    [("en", "4 March 2025", "4 Mar 2025, 09:15"), ("zh", "2025年3月4日", "2025年3月4日 09:15")],
)
def test_dates_are_written_as_the_language_writes_them(lang, date, moment):
    for said in (all_text(opened(to_docx(memo(lang)))), to_html(memo(lang))):
        assert date in said and moment in said


def test_only_what_was_locked_says_so():
    assert to_html(memo("en")).count("Locked in on") == 1


def test_the_notice_on_constructed_data_is_always_there():
    assert "Constructed data" in to_html(memo("en"))
    assert "明浦区为虚构" in all_text(opened(to_docx(memo(notice="明浦区为虚构"))))


def test_chinese_is_set_in_chinese_typefaces():
    styles = opened(to_docx(memo())).styles
    fonts = {name: styles[name].element.rPr.rFonts for name in ("Normal", "Heading 1", "Title")}
    assert [fonts[name].get(qn("w:eastAsia")) for name in fonts] == ["宋体", "黑体", "黑体"]
    # a theme font would win over the named one
    assert not any(attribute.endswith("Theme") for font in fonts.values() for attribute in font.attrib)
    assert styles["Body Text"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"


@pytest.mark.parametrize(("lang", "code"), [("en", "en-GB"), ("zh", "zh-CN")])
def test_the_document_says_its_language(lang, code):
    document = opened(to_docx(memo(lang)))
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert (language.get(qn("w:val")), language.get(qn("w:eastAsia"))) == (code, "zh-CN")
    assert document.core_properties.language == code
    assert Page(to_html(memo(lang))).values("lang", "html")[0] == code.removesuffix("-GB")


def test_the_layout_of_a_document_to_hand_in():
    document = opened(to_docx(memo()))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"][:3] == [
        "事前判断",
        "决定",
        "建议",
    ]
    section = document.sections[0]
    assert {round(margin.cm, 1) for margin in (section.left_margin, section.right_margin, section.top_margin)} == {2.5}
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert sorted(fields) == ["NUMPAGES", "PAGE"]
    header_row = document.tables[1].rows[0]._tr
    assert header_row.trPr.find(qn("w:tblHeader")) is not None
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["折线图：上升"]


@pytest.mark.parametrize(("rows", "together"), [(4, True), (40, False)])
def test_a_short_table_stands_whole_on_a_page(rows, together):
    section = Comparison("情景", ["方案", "每件成本"], [["自办", "9.90"]] * rows)
    table = opened(to_docx(memo(sections=[section]))).tables[-1]
    kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
    assert kept == [together] * rows + [False]


def test_a_picture_fits_the_page():
    for size in ((4000, 10), (10, 4000), (1, 1)):
        shape = opened(to_docx(memo(sections=[Picture("x", png(*size), "x", "x")]))).inline_shapes[0]
        assert 0 < shape.width.cm <= 16 and 0 < shape.height.cm <= 17


BROKEN_PNGS = {
    "no picture": (b"", "not_png"),
    "a script": (b"<svg onload=alert(1)>", "not_png"),
    "a signature only": (b"\x89PNG\r\n\x1a\n", "not_png"),
    "cut off": (png()[:-5], "not_png"),
    "a wrong checksum": (png().replace(b"\x08\x00\x00\x00\x00", b"\x08\x02\x00\x00\x00", 1), "not_png"),
    "no header": (png(name=b"tEXt"), "not_png"),
    "something behind it": (png() + b"<script>", "not_png"),
    "no width": (png(0, 4), "too_many_pixels"),
    "too wide": (png(4001, 4), "too_many_pixels"),
    "too high": (png(4, 100_000), "too_many_pixels"),
    "too large": (png() + bytes(3_000_000), "too_large"),
}


@pytest.mark.parametrize("case", BROKEN_PNGS)
def test_a_bad_picture_is_refused(case):
    data, code = BROKEN_PNGS[case]
    with pytest.raises(MemoError) as caught:
        Picture("图", data, "", "")
    assert caught.value.code == code


def test_html_escapes_every_text():
    attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    page = to_html(
        memo(
            case=attack,
            student=attack,
            notice=attack,
            sections=[
                Answered(attack, attack, attack, LOCKED),
                Paragraphs(attack, [attack]),
                Comparison(attack, [attack], [[attack]]),
                Picture(attack, png(), attack, attack),
                Sources(attack, [(attack, attack)]),
            ],
        )
    )
    read = Page(page)
    assert "script" not in read.tags() and read.values("onerror") == []
    assert read.values("alt", "img") == [attack]


def test_html_asks_nothing_of_the_network():
    page = Page(to_html(memo()))
    assert all(source.startswith("data:image/png;base64,") for source in page.values("src"))
    assert page.values("href") == [] and not page.tags() & {"link", "iframe"}
    policies = [held["content"] for _, held in page.found if "http-equiv" in held]
    assert "default-src 'none'" in policies[0]


def test_characters_that_xml_cannot_hold_and_direction_marks_are_dropped():
    text = "前\x00\x0b\x1b\ud800\ufffe后\u202e末"
    given = memo(case=text, student=text, sections=[Paragraphs(text, [text]), Comparison(text, [text], [[text]])])
    assert "前后末" in all_text(opened(to_docx(given))) and "前后末" in to_html(given)


@pytest.mark.parametrize("text", ["长" * 100_000, "a\n" * 50_000, " " * 100_000, "&<" * 50_000])
def test_endless_text_does_not_break_it(text):
    given = memo(sections=[Paragraphs("t", [text]), Answered("t", text, text)])
    started = time.perf_counter()
    assert all_text(opened(to_docx(given))).count("长") == 3 * text.count("长")
    assert to_html(given)
    assert time.perf_counter() - started < 60


@settings(max_examples=20)
@given(st.text(max_size=80), st.sampled_from(["en", "zh"]))
def test_any_text_gives_well_formed_documents(text, lang):
    sections = [Answered(text, text, text), Comparison(text, [text], [[text]]), Sources(text, [(text, text)])]
    given = Memo(lang, text, dt.date(2025, 3, 4), sections, text, text)
    with zipfile.ZipFile(io.BytesIO(to_docx(given))) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                ElementTree.fromstring(archive.read(name))
    assert {"html", "body", "main"} <= Page(to_html(given)).tags()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_word_breaks_in_a_table_of_many_scenarios(lang):
    names = [
        "Outcome",
        "Baseline",
        "Now",
        "Management",
        "Contractor, paid per call",
        "邵慧和工会的代表",
        "Headquarters",
    ]
    table = Comparison("Tried", names, [["Cost per solved problem", *["1,234.50 yuan"] * 6]])
    document = opened(to_docx(memo(lang, sections=[table])))
    made = document.tables[-1]
    for column, name in zip(made.columns, names, strict=True):
        size = made.rows[0].cells[0].paragraphs[0].runs[0].font.size.pt
        assert longest_word(name) * size <= column.width.pt - 11
    assert sum(column.width for column in made.columns) <= Cm(16.01)
    assert re.search(r'<table class="pt-[789]">', to_html(memo(lang, sections=[table])))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Li Min", "Li-Min"),
        ("李敏", "李敏"),
        ("  ", ""),
        ("../a:b*c?.exe", "a-b-c-exe"),
        ("Zoë O’Neill_2", "Zoë-O-Neill-2"),
    ],
)
def test_a_name_becomes_part_of_a_files_name(name, shown):
    assert in_a_file_name(name) == shown
