"""Charts never lie or clip: every chart of every case, at every width, in both languages, whatever the levers say.

The panel's own script draws them, many on one page, and is fed what the case makes of each state; a shorter walk
through the real pages holds that these draw the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from caseroom import catalogue
from caseroom.authoring import Rows
from caseroom.authoring.guesses import Guessed
from caseroom.casefile import CaseFile
from caseroom.exercises.comparing import Comparing
from caseroom.i18n import LANGUAGES
from caseroom.intake import read_table
from caseroom.panels.chart import ChartPanel
from caseroom.parameters import ParameterError
from caseroom.whatif.desk import Desk
from caseroom.whatif.guesses import Guesses
from caseroom.whatif.sensitivity import Sensitivity
from caseroom.worksheet import LONGEST_NAME
from tests.page import MemoryClient, tell
from tests.server import Server

from .bare import empty_page
from .conftest import LAPTOP, open_case, wait_ready, watch
from .student import Student

SLUGS = catalogue.slugs()
LOOKING = (Path(__file__).parent / "charts_in_view.js").read_text(encoding="utf-8")
VIEWPORTS = (360, 390, 768, 1024, 1440, 1920)
STAGES = (298, 328, 423, 491, 670, 1044)
"""px: how wide charts are in these viewports, where two differ enough to matter."""
BESIDE_THE_LEVERS = (298, 328, 555, 641, 670)
LONG = "再加两个人，再多给一点钱，先在一个区里试半年，看看有没有用，然后再说吧"
PINS = {
    "en": (
        "In-house",
        "Contractor, paid per call",
        "Shao Hui and the union",
        "Two more, and half a year to try it all",
    ),
    "zh": ("自己做", "段主任最便宜的那份投标", "刘湾居民代表", LONG),
}


@dataclass(frozen=True)
class Drawing:
    """A chart as the page gets it."""

    name: str
    spec: dict[str, Any]
    rows: Rows
    widths: tuple[int, ...]
    bench: bool = False  # it stands beside the levers


@pytest.fixture
def sheet(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page on which charts are drawn and looked at."""
    lang = request.getfixturevalue("lang")
    context = browser.new_context(viewport=LAPTOP)  # type: ignore[arg-type]
    page = empty_page(context, lang)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    panel = ChartPanel(lang)
    page.add_style_tag(content=f"{panel._css} main {{ visibility: hidden }}")  # boxes are measured, nobody sees paint
    page.add_script_tag(content=LOOKING)
    page.evaluate("(script) => charts.take(script)", panel._esm)
    yield page
    context.close()
    assert troubles == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_state_of_every_chart(slug: str, lang: str, sheet: Page) -> None:
    desk = desk_of(catalogue.load(slug), lang)
    why = why_did_it_move(desk)
    drawings = [*of_the_what_if(desk), *of_the_data(desk.case, lang)]
    drawings.append(Drawing("sensitivity", why.chart.spec, rows_of(why), BESIDE_THE_LEVERS))
    sheet.evaluate("(drawings) => charts.show(drawings)", [vars(drawing) for drawing in drawings])
    wrong = sheet.evaluate("() => charts.lookAtAll('at first', true)")
    wrong += sheet.evaluate("() => charts.resized()")
    for state, rows in new_to(drawings, states(desk, why)):
        wrong += sheet.evaluate("([state, rows]) => charts.feed(state, rows)", [state, rows])
    wrong += sheet.evaluate("() => charts.fedAgain()")
    wrong += sheet.evaluate("() => charts.madeAnew()")
    assert not wrong, told(wrong)


SMALL_PHONE = {"width": 360, "height": 640}


@pytest.mark.parametrize("lang", ["en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_rows_above_the_levers_of_a_small_phone(slug: str, lang: str, sheet: Page) -> None:
    sheet.set_viewport_size(SMALL_PHONE)  # type: ignore[arg-type]
    desk = desk_of(catalogue.load(slug), lang)
    drawings = [replace(drawing, widths=(298, 328)) for drawing in of_the_what_if(desk) if is_of_rows(drawing)]
    sheet.evaluate("(drawings) => charts.show(drawings)", [vars(drawing) for drawing in drawings])
    wrong = sheet.evaluate("() => charts.lookAtAll('at first')")
    for state, rows in new_to(drawings, states(desk, why_did_it_move(desk))):
        wrong += sheet.evaluate("([state, rows]) => charts.feed(state, rows)", [state, rows])
    assert not wrong, told(wrong)


def is_of_rows(drawing: Drawing) -> bool:
    return "tops" in drawing.spec.get("usermeta", {}).get("signals", {})


def desk_of(case: CaseFile, lang: str) -> Desk:
    return Desk(case, case.code("model"), lang, MemoryClient(), {})


def of_the_what_if(desk: Desk) -> list[Drawing]:
    situation = desk.situation()
    return [Drawing(view.name, view.spec, view.rows(situation), BESIDE_THE_LEVERS, bench=True) for view in desk.shown]


def of_the_data(case: CaseFile, lang: str) -> list[Drawing]:
    study = case.code("study").study(case, lang)
    digest = study.bundled()
    return [Drawing(chart.name, chart.spec, chart.rows(digest), STAGES) for chart in study.charts]


def own_data(case: CaseFile, lang: str) -> tuple[Any, dict[str, Rows]]:
    """The digest of the case's sample file and the charts that it gives; nothing where the case takes none."""
    study = case.code("study").study(case, lang)
    if study.own is None:
        return None, {}
    table = read_table(case.code("own_file").sample().encode(), "mine.csv")
    digest = study.own.digest(study.own.kind.confirm(table, study.own.kind.guess(table)), "mine.csv")
    drawn = {chart.name: chart.rows(digest) for chart in study.charts}
    return digest, {name: rows for name, rows in drawn.items() if rows["rows"]}


def why_did_it_move(desk: Desk) -> Sensitivity:
    why = Sensitivity(desk)
    assert tell(why.panel, type="unfold", unfolded=True)["ok"]
    return why


def rows_of(why: Sensitivity, step: int = 0) -> Rows:
    """Of the tornado; each step shows another outcome, and another length of the levers' moves."""
    outcomes = [choice["name"] for choice in why.panel.choices["outcome"]]
    tell(why.panel, type="choose", what="swing", value=("small", "whole")[step % 2])
    tell(why.panel, type="choose", what="outcome", value=outcomes[step % len(outcomes)])
    rows: Rows = why.chart.rows
    return rows


def states(desk: Desk, why: Sensitivity) -> Iterator[tuple[str, dict[str, Rows]]]:
    """What the charts are fed: each option, own data, and with four pins both ends of every lever."""

    def drawn(name: str) -> tuple[str, dict[str, Rows]]:
        situation = desk.situation()
        return name, {view.name: view.rows(situation) for view in desk.shown}

    sheet = desk.sheet
    options = [params for option in desk.case.options if (params := desk.with_option(option.name)) is not None]
    for option in options:
        sheet.now = option
        sheet.loaded |= {desk.chosen()}
        yield drawn("an option")
    desk.own, rows = own_data(desk.case, desk.lang)
    if rows:
        yield "own data", rows
    for name, params in zip(PINS[desk.lang], [*options, sheet.baseline, sheet.baseline, sheet.baseline], strict=False):
        sheet.now = params
        sheet.pin(name[:LONGEST_NAME])
    for step, (name, params) in enumerate(ends(desk)):
        sheet.now = params
        state, of_the_views = drawn(name)
        yield state, {**of_the_views, "sensitivity": rows_of(why, step)}
    panel = ChartPanel(desk.lang)
    for name, guessed in guesses(desk):
        sheet.now = guessed.asked
        desk.guessed = lambda guessed=guessed: [guessed]  # type: ignore[misc]
        _, of_the_views = drawn(name)
        yield name, {view.name: Guesses(desk, view, panel).rows(of_the_views[view.name]) for view in desk.shown}


def new_to(
    drawings: list[Drawing], states: Iterator[tuple[str, dict[str, Rows]]]
) -> Iterator[tuple[str, dict[str, Rows]]]:
    """Of each state the charts that have not been looked at with the same rows: most levers leave some as they are."""
    seen = {(drawing.name, json.dumps(drawing.rows)) for drawing in drawings}
    for state, rows in states:
        told = {name: json.dumps(fed) for name, fed in rows.items()}
        if set(told.items()) - seen:
            yield state, {name: rows[name] for name, said in told.items() if (name, said) not in seen}
        seen |= told.items()


def guesses(desk: Desk) -> Iterator[tuple[str, Guessed]]:
    """Each prediction that stands on a chart, at both ends and in the middle of its range."""
    for question in desk.case.questions:
        range_of = question.number or question.curve
        for part in (0, 0.5, 1) if question.guess and range_of else ():
            height = range_of.minimum + part * (range_of.maximum - range_of.minimum)
            said = {"number": height} if question.number else {"curve": [height] * len(question.curve.at)}  # type: ignore[union-attr]
            guessed = Comparing(question, desk.model, desk.lang).guessed(said)
            assert guessed
            yield f"{question.id} at {height:g}", guessed


def ends(desk: Desk) -> Iterator[tuple[str, Any]]:
    """The levers at the baseline but for one that stands at either end of its slider."""
    yield "pinned, at the baseline", desk.sheet.baseline
    for lever in desk.case.levers:
        words = desk.lever_words(lever)
        for end in words["usual"]:
            try:
                yield f"{lever.name} at {end:g}", replace(desk.sheet.baseline, **{lever.name: end})
            except ParameterError:
                continue


def told(wrong: list[list[str]]) -> str:
    """Each fault once, with how often it was found and where first."""
    places: dict[str, list[str]] = {}
    for place, fault in wrong:
        places.setdefault(f"{place.split(' ')[0]}: {fault}", []).append(place)
    lines = [f"{fault}  [{len(found)}x, first: {found[0]}]" for fault, found in places.items()]
    return "\n".join([f"{len(wrong)} faults, {len(lines)} different:", *lines])


# The real pages


@pytest.mark.parametrize(
    ("slug", "lang", "width"),
    [(slug, *(("en", 1440), ("zh", 390))[n % 2]) for n, slug in enumerate(SLUGS)],
)
def test_the_page_draws_the_same(slug: str, lang: str, width: int, browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    troubles = watch(context, server)
    page = open_case(context, server, lang, slug)
    page.evaluate("document.querySelector('.one-page').click()")  # a habit that is kept: after the reload too
    page.evaluate(LOOKING)
    Student(page, slug).predict("因为" if lang == "zh" else "Because.")
    wrong = page.evaluate("() => charts.lookAtPage()")
    stages = page.evaluate("() => charts.stages()")
    assert all(min(STAGES) <= stage <= max(STAGES) for stage in stages)
    first = page.evaluate("() => charts.pictures()")
    page.set_viewport_size({"width": width - 30, "height": 900})
    page.evaluate("() => charts.settle()")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("() => charts.settle()")
    wrong += page.evaluate("(first) => charts.compareWith(first)", first)
    page.reload()
    wait_ready(page)
    page.evaluate(LOOKING)
    page.evaluate("() => charts.pageIsDrawn()")
    wrong += page.evaluate("(first) => charts.compareWith(first)", first)
    context.close()
    assert not wrong, told(wrong)
    assert troubles == []
