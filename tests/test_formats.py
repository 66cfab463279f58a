"""Numbers are written by one table: in Python and on the page alike, and every format that is named is in it."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseroom import catalogue, formats, scripts
from caseroom.casefile import CaseFile
from caseroom.formats import (
    FORMATS,
    TIMES,
    Format,
    Scaled,
    as_read,
    as_set,
    difference,
    in_unit,
    measured,
    readable,
    set_to,
)
from caseroom.i18n import LANGUAGES, Unit
from caseroom.intake.numbers import read_number
from caseroom.panels.levers import LeversPanel
from caseroom.shelves import KIT
from classroom import assets

NUMBERS = KIT / "widgets" / "caseroom" / "panels" / "numbers.js"
AGENTS = Unit("agents", "人", one="agent")
MILLIONS = Unit("million yuan", "万元", zh_times=100)
MAGNITUDES = [m * 10.0**e for e in range(-7, 24) for m in (1, 1.5, 2.5, 4.45, 9.995, 9.99999)]
TIES = [n + part for n in (0, 1, 7, 999, 1103) for part in (0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.045, 0.005)]
GRID = [0.0, *MAGNITUDES, *TIES, 0.9996, 0.99949, 1e300, 5e-324]

# What a page is asked, with the table and the shared script before it, and what it answers: all texts of each number.
ASKED = """
const it = (format) => ({ format, unit: UNIT.text, unit_one: UNIT.one });
const value = { Infinity, "-Infinity": -Infinity, NaN };
const texts = NUMBERS_TO_WRITE.map((given) => value[given] ?? given).map((number) =>
  Object.keys(NUMBERS.formats).flatMap((kind) => [
    format(number, kind),
    asSet(number, kind),
    measured(it(kind), number, UNIT.lang),
    scaleOf(it(kind), UNIT.lang).text(number),
    difference(it(kind), number, UNIT.lang),
  ]),
);
process.stdout.write(JSON.stringify(texts));
"""


def in_javascript(numbers: list[float], lang: str, folder: Path) -> list[list[str]]:
    told = [number if math.isfinite(number) else js_name(number) for number in numbers]
    unit = {"text": AGENTS.text(lang), "one": AGENTS.of("1", lang), "lang": lang}
    given = f"const NUMBERS_TO_WRITE = {json.dumps(told)};\nconst UNIT = {json.dumps(unit)};\n"
    script = folder / "numbers.cjs"
    script.write_text(formats.script() + scripts.joined(NUMBERS) + given + ASKED, encoding="utf-8")
    written: list[list[str]] = json.loads(node(script))
    return written


def node(script: Path) -> bytes:
    """What the script prints."""
    program = shutil.which("node")
    assert program, "the page's way of writing numbers is tried with Node: install Node 20 or newer"
    return subprocess.run([program, script], capture_output=True, check=True, timeout=60).stdout


# What people type, and what only looks like a number.
TYPED = (
    "18", "１８．５", "0,35", "7，92", "1,200", "1,200.5", "1.200,5", "1 200", "12,00", "85％", "35 %", "−3", "–3",
    "+3", "3.", ".5", ",5", "1e3", "0,", "1'200", "1’200", "３。５", "1E3", " 7\u00a0", "1\u202f200",
    "1,2,3", "1.2.3", "01,200", "10²", "٣", "", " ", "%", "5%%", "12 agents", "1_000", "0x12", "--5", "1/2", "nan",
    "Infinity", "1e", "9" * 31,
)  # fmt: skip


def read_in_javascript(typed: Sequence[str], folder: Path) -> list[float | None]:
    """What the page makes of it; None for what is no number."""
    ask = f"process.stdout.write(JSON.stringify({json.dumps(typed)}.map(readNumber)));"
    script = folder / "typed.cjs"
    script.write_text(formats.script() + scripts.joined(NUMBERS) + ask, encoding="utf-8")
    found: list[float | None] = json.loads(node(script))
    return found


def test_the_page_reads_what_is_typed_as_python_does(tmp_path: Path) -> None:
    for typed, read in zip(TYPED, read_in_javascript(TYPED, tmp_path), strict=True):
        assert read == read_number(typed), typed


@settings(max_examples=8, deadline=None)
@given(st.lists(st.text("0123456789.,' −-+%e０９，", max_size=9), min_size=50, max_size=150))
def test_the_page_reads_anything_typed_as_python_does(
    tmp_path_factory: pytest.TempPathFactory, typed: list[str]
) -> None:
    for one, read in zip(typed, read_in_javascript(typed, tmp_path_factory.mktemp("typed")), strict=True):
        wanted = read_number(one)
        assert read == (wanted if wanted is not None and math.isfinite(wanted) else None), one


def js_name(number: float) -> str:
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


def in_python(number: float, lang: str) -> list[str]:
    return [
        text
        for kind in FORMATS
        for text in (
            readable(number, kind),
            as_set(number, kind),
            measured(number, kind, AGENTS, lang),
            set_to(number, kind, AGENTS, lang),
            difference(number, kind, AGENTS, lang),
        )
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_python_and_the_page_write_the_same(lang: str, tmp_path: Path) -> None:
    numbers = [*GRID, *(-number for number in GRID), math.inf, -math.inf, math.nan]
    for number, written in zip(numbers, in_javascript(numbers, lang, tmp_path), strict=True):
        assert written == in_python(number, lang), number


@settings(max_examples=8, deadline=None)
@given(st.lists(st.one_of(st.floats(), st.floats(-2000, 2000), st.decimals(-2000, 2000, places=3).map(float)),
                min_size=50, max_size=150))  # fmt: skip
def test_python_and_the_page_write_any_number_the_same(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[float]
) -> None:
    folder = tmp_path_factory.mktemp("numbers")
    for number, written in zip(numbers, in_javascript(numbers, "en", folder), strict=True):
        assert written == in_python(number, "en"), number


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1104, "money", "1,104"),
        (1104.37, "money", "1,104"),
        (2452.06, "money", "2,452"),
        (7.2, "money", "7.20"),
        (999.99, "money", "999.99"),
        (999.999, "money", "1,000"),
        (900, "money", "900"),
        (0.2, "percent", "20%"),
        (0.862, "percent", "86.2%"),
        (0.9996, "percent", "100.0%"),
        (0.3 - 0.1, "percent", "20%"),
        (1e-7, "precise", "0.000"),
        (13.2, "decimal", "13.2"),
        (13.0, "decimal", "13"),
        (9.996, "decimal", "10.0"),
        (0.125, "decimal", "0.13"),
        (0.837, "precise", "0.837"),
        (2.5, "number", "3"),
        (-0.4, "decimal", "−0.40"),
        (-0.4, "number", "0"),
        (9.5, "seconds", "9.5"),
        (12.5, "seconds", "13"),
        (math.inf, "money", "∞"),
        (-math.inf, "percent", "−∞"),
        (math.nan, "percent", "–"),
    ],
)
def test_a_number_has_the_decimals_its_size_deserves(value: float, kind: Format, text: str) -> None:
    assert readable(value, kind) == text


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.sampled_from(sorted(get_args(Format))))
def test_a_whole_number_has_no_decimals(whole: int, kind: Format) -> None:
    for text in (readable(whole / FORMATS[kind].scale, kind), as_set(whole / FORMATS[kind].scale, kind)):
        assert text.removesuffix("%").replace("−", "-").replace(",", "") == str(whole)


@settings(deadline=None)
@given(st.floats(allow_nan=False), st.sampled_from(sorted(FORMATS)))
def test_nothing_has_no_sign_and_no_number_an_exponent(value: float, kind: Format) -> None:
    for text in (readable(value, kind), as_set(value, kind)):
        assert not text.startswith("−") or text.strip("−0.%")
        assert "e" not in text and "-" not in text


@pytest.mark.parametrize(("value", "text"), [(22, "22"), (12.25, "12.25"), (7.333333, "7.3333"), (6000, "6,000")])
def test_what_somebody_has_set_is_written_as_it_stands(value: float, text: str) -> None:
    assert as_set(value, "number") == text
    assert as_set(value / 100, "percent") == f"{text}%"


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [(22, "22 agents", "22人"), (1, "1 agent", "1人"), (-1, "−1 agent", "−1人"), (math.inf, "∞", "∞")],
)
def test_a_single_one_has_its_own_word(value: float, en: str, zh: str) -> None:
    assert [measured(value, "number", AGENTS, lang) for lang in LANGUAGES] == [en, zh]
    assert [set_to(value, "number", AGENTS, lang) for lang in LANGUAGES] == [en, zh]
    assert AGENTS.of("21", "en") == "agents" and Unit("s", "秒").of("1", "en") == "s"


def test_every_way_to_the_page_brings_the_table() -> None:
    in_the_classroom = assets.find("panels.js")
    assert in_the_classroom is not None
    for script in (in_the_classroom.body.decode(), str(LeversPanel("en")._esm)):
        assert script.count(formats.script()) == 1
        assert script.index(formats.script()) < script.index("const format = ")


def test_shares_are_points_apart() -> None:
    assert difference(-0.031, "percent", AGENTS, "en") == "3.1 points"
    assert difference(0.01, "percent", AGENTS, "en") == "1 point"
    assert difference(0.01, "percent", AGENTS, "zh") == "1个百分点"
    assert difference(-3, "number", AGENTS, "en") == "3 agents"


def test_a_chart_and_a_workbook_read_the_same_table() -> None:
    assert {kind: FORMATS[kind].d3 for kind in get_args(Format)} == {
        "number": ",.0~f",
        "decimal": ",.2~f",
        "precise": ",.3~f",
        "points": ",.1~f",
        "percent": ",.1~%",
        "seconds": ",.1~f",
        "money": ",.2~f",
    }
    assert FORMATS["money"].workbook == "#,##0.00" and FORMATS["percent"].workbook == "0.0%"
    assert FORMATS["number"].workbook == "General"
    assert FORMATS["points*100"].d3 == ",.0~f" and FORMATS["points*100"].workbook == "General"


def test_vega_reads_the_formats_of_the_axes(tmp_path: Path) -> None:
    ticks = (0, 3, 20, 1104, -3, 2_500_000)
    (tmp_path / "vega.mjs").write_bytes((NUMBERS.parent / "vendor" / "vega.js").read_bytes())
    script = tmp_path / "axes.mjs"
    d3 = json.dumps([FORMATS[kind].d3 for kind in get_args(Format)])
    script.write_text(
        'import { vega, expressionInterpreter as expr } from "./vega.mjs";\n'
        f"const [formats, ticks] = [{d3}, {json.dumps(ticks)}];\n"
        "const name = (n, m) => `written_${n}_${m}`;\n"
        "const signals = formats.flatMap((format, n) => ticks.map((tick, m) => ({ name: name(n, m),"
        " update: `format(${tick}, ${JSON.stringify(format)})` })));\n"
        'const view = new vega.View(vega.parse({ signals }, null, { ast: true }), { expr, renderer: "none" });\n'
        "await view.runAsync();\n"
        "const texts = formats.map((_, n) => ticks.map((_, m) => view.signal(name(n, m))));\n"
        "process.stdout.write(JSON.stringify(texts));\n",
        encoding="utf-8",
    )
    found = json.loads(node(script))
    assert found == [[readable(tick, kind) for tick in ticks] for kind in get_args(Format)]


def test_every_format_that_a_case_may_name_is_there() -> None:
    assert (*get_args(Format), *get_args(Scaled)) == tuple(FORMATS)
    assert {kind.partition("*")[2] for kind in get_args(Scaled)} == {str(times) for times in TIMES if times > 1}


@pytest.mark.parametrize(
    ("value", "kind", "en", "zh"),
    [
        (54.27, "number", "54 million yuan", "5,400万元"),
        (-0.8, "number", "−1 million yuan", "−100万元"),
        (0.2, "number", "0 million yuan", "0万元"),
        (8.4, "points", "8.4 million yuan", "840万元"),
        (3.713, "decimal", "3.71 million yuan", "371万元"),
        (281.6, "decimal", "281.6 million yuan", "28,160万元"),
        (2.889, "precise", "2.889 million yuan", "288.9万元"),
        (math.inf, "decimal", "∞", "∞"),
    ],
)
def test_a_number_has_the_same_digits_in_another_unit(value: float, kind: Format, en: str, zh: str) -> None:
    assert [measured(value, kind, MILLIONS, lang) for lang in LANGUAGES] == [en, zh]


@settings(deadline=None)
@given(st.floats(-(10**7), 10**7), st.sampled_from([kind for kind in get_args(Format) if f"{kind}*100" in FORMATS]))
def test_what_is_read_is_the_same_in_both_units(value: float, kind: Format) -> None:
    one, other = (as_read(value, in_unit(kind, MILLIONS, lang)) for lang in LANGUAGES)
    assert abs(one - value) == pytest.approx(abs(other - value), rel=1e-9, abs=1e-9)  # of a tie each may take a side


def test_the_unit_of_the_model_has_words_in_both_languages() -> None:
    assert [MILLIONS.of_model(lang) for lang in LANGUAGES] == ["million yuan", "100万元"]
    assert [AGENTS.of_model(lang) for lang in LANGUAGES] == ["agents", "人"]


@pytest.mark.parametrize("case", [catalogue.load(slug) for slug in catalogue.slugs()], ids=lambda case: case.slug)
def test_every_format_that_a_case_names_is_there(case: CaseFile) -> None:
    named = {words.format for words in (*case.levers, *case.assumptions, *case.outcomes)}
    named |= {column["format"] for table in (*shown(case), *told(case)) for column in table.columns}
    assert named <= {*FORMATS, "text"}


def shown(case: CaseFile) -> tuple[Any, ...]:
    return (*case.code("views").views(case, "en"), *case.code("study").study(case, "en").charts)


def told(case: CaseFile) -> tuple[Any, ...]:
    return tuple(case.code("debrief").tables(case, "en"))
