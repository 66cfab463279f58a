"""The projector: all it shows can be read from the back row, in both languages, and nothing is cut off or overlaps."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, Route, expect

from caseroom import catalogue
from caseroom.casefile import CaseFile
from caseroom.casefile.classroom import read_classroom
from caseroom.i18n import LANGUAGES
from classroom import assets
from classroom.room.hall import desk_key
from classroom.room.page_words import BLOCK_WORDS, SCREEN_WORDS, said
from classroom.room.reveals import reveal
from classroom.room.shadows.asking import Browser
from classroom.room.shadows.trainer import Trainer
from classroom.room.state import Reveal, Stretch
from classroom.room.views.asked import as_asked
from tests.classroom.room import test_reveals as room
from tests.server import Server

from .test_projector import SMALL
from .test_the_whole_way import faults

IN_VIEW = (Path(__file__).parent / "room_in_view.js").read_text(encoding="utf-8")
SIZES = ({"width": 1920, "height": 1080}, {"width": 1366, "height": 768})
ORIGIN = "http://screen.test/"
LONG = {
    "en": "A contractor, paid for each matter that is solved, with a share held back until the survey in the autumn",
    "zh": "外包给承包商，按解决的件数付费，其中一部分款项留到秋季满意度调查之后再付",
}
SPEECH = {
    "en": "Whoever pays for calls gets calls. I would rather pay for what is solved, and have somebody count it who is"
    " not paid for the result.",
    "zh": "按通付费，来的就是通话。我宁愿按解决的件数付费，而且由不靠这个结果拿钱的人来数。",
}

CASES = [catalogue.load(slug) for slug in catalogue.slugs()]


@cache
def blocks(lang: str) -> dict[str, dict[str, Any]]:
    """Reveals by name: those of a real class, and what stretches each kind of drawing."""
    sight = room.seen(40, lang=lang)
    found = {f"{one.kind} {one.question}": reveal(sight, one) for one in room.WANTED}
    orders = [[room.OPTIONS[(n + m) % len(room.OPTIONS)] for m in range(len(room.OPTIONS))] for n in range(20)]
    found["agreement twice"] = reveal(room.ranked_twice(orders, [*orders[:9], *orders[:9]], lang), Reveal("agreement"))
    found["by_guess of a number"] = reveal(room.decided_after([25.0] * 20 + [40.0] * 20, lang=lang), Reveal("by_guess"))
    few = replace(sight, answers={})
    found["nothing yet"] = reveal(few, room.WANTED[0])
    for case in (case for case in CASES if read_classroom(case).briefs):
        found[f"who knew {case.slug}"] = reveal(
            replace(sight, case=case, classroom=read_classroom(case)), Reveal("who_knew")
        )
    found |= {f"shift {case.slug}": shift_of(case, lang) for case in CASES}
    for n, block in enumerate(long_blocks(lang)):
        found[f"long {block['type']} {n}"] = {"kind": "x", "title": LONG[lang], "sentence": "", "blocks": [block]}
    decided = reveal(sight, Reveal("decisions"))
    return found | {"decisions with cards": {**decided, "blocks": [*decided["blocks"], cards_block(lang)]}}


def shift_of(case: CaseFile, lang: str) -> dict[str, Any]:
    """Before and after the talk, with the words of a real case."""
    asked = next(one for one in case.questions if one.kind == "decision")
    agenda = tuple(Stretch(phase, kind, 3, question=asked.id) for phase, kind in (("p1", "vote"), ("p3", "revote")))
    choices = [choice.id for choice in asked.choices]
    given = {
        "p1": {f"person{n}": {"choice": choices[n % len(choices)]} for n in range(40)},
        "p3": {f"person{n}": {"choice": choices[n * n % len(choices)]} for n in range(40)},
    }
    room_then = structs.replace(room.room_of(40), agenda=agenda)
    return reveal(
        replace(room.seen(40, lang=lang), room=room_then, case=case, answers=given), Reveal("shift", asked.id)
    )


def cards_block(lang: str) -> dict[str, Any]:
    texts = [SPEECH[lang][: 40 + 12 * n] for n in range(9)]
    piles = [LONG[lang][: 30 * (n % 3)] for n in range(9)]
    return {
        "type": "cards",
        "cards": [
            {"id": text, "text": text, "whose": LONG[lang] if n % 2 else "", "pile": pile}
            for n, (text, pile) in enumerate(zip(texts, piles, strict=True))
        ],
    }


def long_blocks(lang: str) -> Iterator[dict[str, Any]]:
    labels = [f"{n}. {LONG[lang]}" for n in range(1, 6)]
    said = LONG[lang]
    pairs = [
        {"label": label, "values": [n, 40 - n], "shares": [n / 90, (40 - n) / 150]} for n, label in enumerate(labels)
    ]
    series = [room.CASE.title.text(lang), said]
    yield {"type": "bars", "series": series, "bars": pairs, "totals": [90, 150], "sentence": said}
    flows = [[12, 3, 0, 1, 8], [0, 30, 2, 0, 0], [9, 0, 9, 0, 1], [0, 0, 0, 5, 0]]
    yield {"type": "flows", "labels": labels, "from": labels[1:], "flows": flows, "whole": True, "sentence": said}
    many = sorted([0.2 + n % 7 / 100 for n in range(110)] + [1.9] * 10)
    yield {
        "type": "dots",
        "values": many,
        "unit": said,
        "middle": 0.23,
        "written": {"middle": f"0.23 {said}", "model": f"0.235 {said}"},
        "model": 0.235,
        "low": 0.2,
        "high": 0.27,
        "sentence": said,
    }
    yield {
        "type": "dots",
        "values": [float(n) for n in range(30_000, 90_000, 2_500)],
        "unit": "%",
        "middle": 60_000,
        "written": {"middle": "60,000%"},
        "sentence": said,
    }
    yield {
        "type": "curves",
        "at": [0, 1, 2, 3],
        "room": [[10, 20, 30], [10, 22, 31], [11, 24, 40], [20, 30, 50]],
        "model": [[0, 12], [1.5, 20], [3, 30.5]],
        "x": said,
        "y": said,
        "format": "money",
        "unit": "元",
        "sentence": said,
    }
    close = [{"label": label, "x": 0.8 + n / 1000, "y": 11.1} for n, label in enumerate(labels)]
    axes = {
        "x": {"label": said, "unit": "%", "format": "percent"},
        "y": {"label": said, "unit": "km", "format": "decimal"},
    }
    yield {
        "type": "points",
        "points": close,
        "ours": [{"x": 0.8, "y": 11.1, "n": 9}, {"x": 0.803, "y": 12, "n": 1}],
        "tables": [{"table": n, "x": 0.8, "y": 11.1} for n in range(1, 9)],
        **axes,
        "head": [said] * 3,
        "rows": [[label, "1", "2"] for label in labels],
        "sentence": said,
    }
    yield {"type": "table", "head": [said, *labels], "rows": [[said, *map(str, range(5))]] * 2, "sentence": said}
    yield cards_block(lang)
    sides = [{"who": said, "text": SPEECH[lang]}] * 2
    against = [{"n": 1, "who": said, "sides": sides, "text": SPEECH[lang]}]
    yield {"type": "facts", "facts": [{"who": said, "facts": [SPEECH[lang]] * 2}] * 4, "against": against}


PHASE = {
    "id": "p",
    "n": 3,
    "of": 12,
    "asks": False,
    "step": "",
    "reveal": "",
    "of_question": "",
    "per_table": False,
    "question": None,
}
PROMISE = {"id": "anonymous", "name": "Anonymous", "text": LONG["en"]}


def view(lang: str, **known: Any) -> dict[str, Any]:
    """The projector's view of a phase; `known` stands in it instead."""
    phase = {**PHASE, "kind": "talk", "name": room.CASE.title.text(lang), "text": LONG[lang], **known.pop("phase", {})}
    common = {"code": "123456", "slug": "helpdesk", "lang": lang, "title": room.CASE.title.text(lang), "closed": False}
    counted = {"promise": PROMISE, "count": {"answered": 37, "people": 40}, "people": 40, "notes": [], "reveal": None}
    return {**common, **counted, "phase": phase, **known}


def join(**known: Any) -> dict[str, Any]:
    there = {"address": "http://192.168.100.200:8866/join", "picture": "http://192.168.100.200:8866/j/123456"}
    return {**there, "others": [], "trouble": "", **known}


def screens(known: Any, left: float | None = 65, **ways: Any) -> dict[str, Any]:
    """`known`: what of a view is meant, made for each language."""
    views = {lang: view(lang, **known(lang)) for lang in LANGUAGES}
    told = {"clock": {"left": left, "held": True}, "views": views, "join": join(**ways)}
    return {**told, "wall": {"lang": "", "turn": 0}, "spoken": list(LANGUAGES)}


@cache
def states() -> dict[str, dict[str, Any]]:
    """Everything the projector can be told, by name."""
    lobby = {"kind": "lobby"}
    found = {
        "lobby": screens(lambda lang: {"phase": lobby}, None),
        "lobby with other networks": screens(
            lambda lang: {"phase": lobby, "notes": [LONG[lang]]},
            None,
            others=["http://10.10.10.10:8866/screen/123456"] * 2,
        ),
        "lobby of this computer alone": screens(lambda lang: {"phase": lobby}, None, address="", trouble="alone"),
        "lobby in no network": screens(lambda lang: {"phase": lobby}, None, address="", trouble="no_network"),
        "talk": screens(lambda lang: {"notes": [LONG[lang] * 2]}),
        "time is up": screens(lambda lang: {}, 0),
        "closed": screens(lambda lang: {"closed": True}),
    }
    for name in blocks("en"):
        found[f"reveal {name}"] = screens(lambda lang, name=name: {"reveal": blocks(lang)[name]})
    for case in CASES:
        for question in case.questions:
            if question.kind in ("predict", "decision"):
                found[f"{case.slug} {question.id}"] = screens(
                    lambda lang, case=case, question=question: {"phase": asked(case, question, lang)}
                )
    return found


NAMED = {"en": "Answer alone", "zh": "独立作答"}


def asked(case: Any, question: Any, lang: str) -> dict[str, Any]:
    shown = {"parts": [], **as_asked(question, lang)}
    return {"kind": "vote", "asks": True, "name": NAMED[lang], "text": LONG[lang], "question": shown}


PICTURE = """async (address) => {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  return picture.naturalWidth;
}"""
NO_STREAM = """
window.EventSource = class {
  constructor() { window.feed = (told) => this.onmessage({ data: JSON.stringify(told) }); }
  close() {}
};
"""


@pytest.fixture(scope="module")
def wall(browser: Chromium) -> Iterator[Page]:
    """The projector's page, fed by hand: `feed(screens)`."""
    context = browser.new_context()
    context.add_init_script(NO_STREAM)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.route(f"{ORIGIN}**", serve)
    page.goto(ORIGIN)
    page.evaluate(IN_VIEW)
    yield page
    context.close()
    assert troubles == []


def serve(route: Route) -> None:
    path = route.request.url.removeprefix(ORIGIN).split("?")[0]
    if path in ("room.css", "room/screen.js"):
        found = assets.find(path)
        assert found is not None
        route.fulfill(body=found.body, content_type=found.kind)
    elif path.endswith("qr.svg"):
        route.fulfill(body='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', content_type="image/svg+xml")
    else:
        route.fulfill(body=document(), content_type="text/html; charset=utf-8")


def document() -> str:
    words = {lang: said(SCREEN_WORDS + BLOCK_WORDS, lang) for lang in LANGUAGES}
    given = {"words": words["en"], "given": {"words": words, "lang": "en"}, "view": screens(lambda lang: {})}
    data = "".join(
        f'<script type="application/json" id="{name}">{json.dumps(value)}</script>' for name, value in given.items()
    )
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="/room.css">'
        f'<title>Room</title><body class="screen" data-base="/"><main></main>{data}'
        '<script type="module" src="/room/screen.js"></script></body></html>'
    )


def speak(page: Page, lang: str) -> None:
    if not page.evaluate("(lang) => document.documentElement.lang.startsWith(lang)", lang):
        page.keyboard.press("l")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_that_is_shown_can_be_read_from_the_back_row(lang: str, size: Any, wall: Page) -> None:
    wall.set_viewport_size(size)
    found = []
    for name, told in states().items():
        wall.evaluate("(told) => feed(told)", told)
        speak(wall, lang)
        wall.evaluate("() => settled()")
        faults_here = wall.evaluate("() => faultsOnScreen()") + (wall.evaluate(SMALL) if size["width"] == 1920 else [])
        found += [f"{name}: {fault}" for fault in faults_here]
    assert not found, "\n".join(found)


# A stage of 682.5 px and what is on it 684.4 px high: in whole pixels, which is what is compared, one more.
HARDLY_FITS = """
.screen .stage { flex: none; height: 682.516px; }
.screen .stage > .asked { flex: none; box-sizing: border-box; height: 684.375px; }
.screen .stage > .asked { display: flex; flex-direction: column; }
.screen .stage > .asked > ul:last-of-type { margin: auto 0 0; }
.screen .stage > .asked > ul:last-of-type ~ * { display: none; }
"""


def test_where_all_fits_nothing_waits_for_a_key_that_is_not_offered(wall: Page) -> None:
    """What fits by a whole pixel may stick out by a part of one: the last choice of a question was not to be seen."""
    wall.set_viewport_size(SIZES[0])
    style = wall.add_style_tag(content=HARDLY_FITS)
    told = next(
        told for told in states().values() if (told["views"]["zh"]["phase"].get("question") or {}).get("choices")
    )
    wall.evaluate("(told) => feed(told)", told)
    wall.evaluate("() => settled()")
    assert wall.locator(".stage").evaluate("(one) => one.scrollHeight - one.clientHeight") == 1
    sticks_out = "(one) => one.getBoundingClientRect().bottom - one.closest('.stage').getBoundingClientRect().bottom"
    assert wall.locator(".choices li").last.evaluate(sticks_out) > 1
    assert wall.locator("button.more").is_hidden()
    assert wall.locator(".later").count() == 0
    style.evaluate("(one) => one.remove()")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_is_shown_is_there_for_a_screen_reader(lang: str, wall: Page) -> None:
    wall.set_viewport_size(SIZES[0])
    for name, told in states().items():
        if "long" not in name and name.startswith(("lobby", "reveal ", "talk", "helpdesk")):
            wall.evaluate("(told) => feed(told)", told)
            speak(wall, lang)
            wall.evaluate("() => settled()")
            assert faults(wall) == [], name
            for figure in wall.locator("figure:has(> [aria-hidden])").all():
                assert figure.locator("table td").count(), f"{name}: a picture without a table"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_all_bars_have_one_scale(size: Any, wall: Page) -> None:
    wall.set_viewport_size(size)
    for name, told in states().items():
        wall.evaluate("(told) => feed(told)", told)
        wall.evaluate("() => settled()")
        tracks = wall.evaluate("[...document.querySelectorAll('.bars .track')].map((one) => one.offsetWidth)")
        assert len(set(tracks)) <= 1, name


@pytest.mark.parametrize("width", [1920, 800])
def test_a_dot_stands_on_its_number(width: int, wall: Page) -> None:
    wall.set_viewport_size({"width": width, "height": 1080})
    values = [20, 30, 35, 36, 36, 36, 37, 38, 40, 47.5, 60]
    block = {
        "type": "dots",
        "values": values,
        "unit": "agents",
        "middle": 36,
        "written": {"middle": "36 agents", "model": "60 agents"},
        "model": 60,
        "sentence": "",
    }
    shown = {"kind": "guesses", "title": "Twice", "sentence": "", "blocks": [block]}
    wall.evaluate("(told) => feed(told)", screens(lambda lang: {"reveal": shown}))
    wall.evaluate("() => settled()")
    lines = {name: wall.locator(f"line.{name}").get_attribute("x1") for name in ("ours", "model")}
    ours, model = (float(str(lines[name])) for name in ("ours", "model"))
    dots = [
        (float(str(dot.get_attribute("cx"))), float(str(dot.get_attribute("cy"))))
        for dot in wall.locator("circle.dot").all()
    ]
    expected = [ours + (value - 36) * (model - ours) / 24 for value in values]
    assert [x for x, _ in dots] == pytest.approx(expected, abs=0.1)
    radius = float(str(wall.locator("circle.dot").first.get_attribute("r")))
    near = [(one, other) for n, one in enumerate(dots) for other in dots[:n]]
    assert min(math.dist(one, other) for one, other in near) >= 2 * radius


def test_the_wall_speaks_the_languages_of_the_room_and_is_turned_by_the_desk(wall: Page) -> None:
    wall.set_viewport_size(SIZES[0])
    told = next(told for name, told in states().items() if name.startswith("helpdesk ") and "cheapest" in name)
    question = {lang: told["views"][lang]["phase"]["question"] for lang in LANGUAGES}
    wall.evaluate("(told) => feed(told)", told | {"spoken": ["en"]})
    speak(wall, "en")
    expect(wall.locator(".second")).to_have_count(0)
    wall.evaluate("(told) => feed(told)", told | {"spoken": ["en", "zh"]})
    expect(wall.locator(".asked h2 .second")).to_have_text(question["zh"]["title"])
    expect(wall.locator(".choices .second")).to_have_text([one["text"] for one in question["zh"]["choices"]])
    expect(wall.locator(".second-name")).to_have_text(told["views"]["zh"]["phase"]["name"])
    expect(wall.locator(".join span:lang(zh)")).to_have_text("来晚了？")
    for lang, turn in (("zh", 1), ("en", 2), ("en", 3)):
        if turn == 3:
            wall.keyboard.press("l")  # by hand meanwhile: the desk's press turns it all the same
        wall.evaluate("(told) => feed(told)", told | {"wall": {"lang": lang, "turn": turn}})
        expect(wall.locator(".asked h2")).to_contain_text(question[lang]["title"])


def in_both(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"spoken": ["en", "zh"]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wall_of_two_languages_has_the_choices_in_both_and_the_longer_text_where_it_can_be_read(
    lang: str, wall: Page
) -> None:
    wall.set_viewport_size(SIZES[0])
    in_one = []
    for case in CASES:
        question = next(one for one in case.questions if one.kind == "decision")
        views = screens(
            lambda lang, case=case, question=question: {"phase": asked(case, question, lang) | DECIDES[lang]}
        )
        wall.evaluate("(told) => feed(told)", in_both(views))
        speak(wall, lang)
        wall.evaluate("() => settled()")
        assert not wall.evaluate("() => faultsOnScreen()") + wall.evaluate(SMALL), case.slug
        assert wall.locator(".prompt p").count() == 1, "how to write it stands on the phones"
        if not wall.locator(".choices .second").first.is_visible():
            in_one.append(f"{case.slug}: choices")
        if not wall.locator(".prompt .second").is_visible():
            in_one.append(f"{case.slug}: prompt")
    assert not in_one


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wall_of_two_languages_says_what_a_picture_shows_in_both(lang: str, wall: Page) -> None:
    wall.set_viewport_size(SIZES[0])
    other = next(one for one in LANGUAGES if one != lang)
    votes = {one: blocks(one)[f"votes {room.VOTE}"] for one in LANGUAGES}
    told = screens(lambda lang: {"reveal": votes[lang]})
    wall.evaluate("(told) => feed(told)", told | {"spoken": [lang]})
    speak(wall, lang)
    expect(wall.locator(".drawn .second")).to_have_count(0)
    wall.evaluate("(told) => feed(told)", in_both(told))
    wall.evaluate("() => settled()")
    [block] = votes[other]["blocks"]
    expect(wall.locator(".bars .label .second:visible")).to_have_text([bar["label"] for bar in block["bars"]])
    expect(wall.locator("figcaption .second:visible")).to_have_text(block["sentence"])
    assert wall.evaluate("() => faultsOnScreen()") == []

    said: list[str] = []
    for case in (case for case in CASES if read_classroom(case).contradictions):
        sheet = {one: who_knew(case, one) for one in LANGUAGES}
        wall.evaluate("(told) => feed(told)", in_both(screens(lambda lang, sheet=sheet: {"reveal": sheet[lang]})))
        wall.evaluate("() => settled()")
        [facts] = sheet[other]["blocks"]
        names = [side["who"] for side in facts["against"][0]["sides"]]
        if wall.locator(".page:not(.not-now) .side b .second:visible").all_inner_texts() != names:
            said.append(f"{case.slug}: roles")
        if not wall.locator(".page:not(.not-now) > h3 .second").is_visible():
            said.append(f"{case.slug}: which pair")
        said += wall.evaluate("() => faultsOnScreen()")
    assert not said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_heads_labels_and_axes_of_a_wall_stand_in_both_languages_where_they_can_be_read(lang: str, wall: Page) -> None:
    wall.set_viewport_size(SIZES[0])
    where = {"table": "table.shown thead th .second", "flows": ".flows .end .second"}
    where |= dict.fromkeys(("dots", "curves", "points"), ".plot .title .second")
    shown = {one: blocks(one) for one in LANGUAGES}
    seen: dict[str, list[bool]] = {}
    for name, there in shown[lang].items():
        kinds = {block["type"] for block in there["blocks"]} & where.keys()
        if not kinds:
            continue
        told = screens(lambda lang, name=name: {"reveal": shown[lang][name]})
        wall.evaluate("(told) => feed(told)", in_both(told))
        speak(wall, lang)
        wall.evaluate("() => settled()")
        assert wall.evaluate("() => faultsOnScreen()") + wall.evaluate(SMALL) == [], name
        for kind in kinds:
            seen.setdefault(kind, []).append(wall.locator(f".drawn .block-{kind} {where[kind]}:visible").count() > 0)
            assert wall.locator(f".drawn .block-{kind} {where[kind]}").count() > 0, name
        for key in wall.locator(".stage:not(.all-in-one) .drawn .key .second").all():
            assert key.is_visible(), f"{name}: a key takes no more height in both"
            seen.setdefault("key", []).append(True)
    seen.pop("flows")  # beside their bars they have the width for one language with labels as short as a yes or no
    assert all(any(found) for found in seen.values()) and len(seen) >= 4 and "key" in seen, seen


def who_knew(case: CaseFile, lang: str) -> dict[str, Any]:
    """All that the roles of a case know, as if each were played."""
    sight = replace(room.seen(0, lang=lang), room=room.room_of(0), case=case, classroom=read_classroom(case))
    return reveal(sight, Reveal("who_knew"))


@pytest.mark.parametrize("kind", ["talk", "revote"])
def test_a_wall_says_of_a_question_that_was_answered_no_more_than_the_question(kind: str, wall: Page) -> None:
    wall.set_viewport_size(SIZES[0])
    case = next(one for one in CASES if any("\n\n" in q.prompt.en for q in one.questions if q.kind == "predict"))
    question = next(one for one in case.questions if one.kind == "predict" and "\n\n" in one.prompt.en)
    for name, count in (("vote", 2), (kind, 1)):
        views = screens(lambda lang, name=name: {"phase": asked(case, question, lang) | {"kind": name}})
        wall.evaluate("(told) => feed(told)", views | {"spoken": []})
        assert wall.locator(".prompt p").count() >= count and (name == "vote" or wall.locator(".prompt p").count() == 1)


def test_each_language_of_a_wall_has_its_own_type_and_the_number_of_a_table_stays_in_one_line(wall: Page) -> None:
    """A quotation mark is the same character in both, and as wide as a letter only in the one."""
    wall.set_viewport_size(SIZES[0])
    quotes = {"en": "They say “yes”.", "zh": "第2桌说“好”。"}
    views = screens(lambda lang: {"phase": {"kind": "talk", "asks": False, "text": quotes[lang]}})
    for lang in LANGUAGES:
        wall.evaluate("(told) => feed(told)", in_both(views))
        speak(wall, lang)
        fonts = wall.evaluate(
            "(all) => all.map((one) => getComputedStyle(document.querySelector(one)).fontFamily)",
            [".plainly p", ".plainly .second"],
        )
        chinese, english = fonts if lang == "zh" else fonts[::-1]
        assert "CJK" in chinese and "PingFang SC" in chinese.split(",")[0]
        assert "PingFang SC" not in english.split(",")[0]
        whole = wall.locator(".plainly .unbroken")
        expect(whole).to_have_text("第2桌")
        assert whole.evaluate("(one) => getComputedStyle(one).whiteSpace") == "nowrap"


DECIDES = {
    "en": {"kind": "decide", "text": "Choose one and say why in a sentence."},
    "zh": {"kind": "decide", "text": "选一种，并用一句话说明理由。"},
}


def test_what_does_not_fit_is_turned_over_by_the_space_bar_until_it_begins_anew(wall: Page) -> None:
    wall.set_viewport_size(SIZES[1])
    sheet = [{"who": f"Person {n}", "facts": [SPEECH["en"]] * 3} for n in range(9)]
    block = {"type": "facts", "facts": sheet, "against": []}
    told = screens(lambda lang: {"reveal": {"kind": "who_knew", "title": "Who", "sentence": "", "blocks": [block]}})
    wall.evaluate("(told) => feed(told)", told)
    speak(wall, "en")
    wall.evaluate("() => settled()")
    expect(wall.get_by_role("button", name="More")).to_be_visible()
    seen: list[str] = []
    for _ in range(9):
        seen += wall.locator(".knower:not(.later)").evaluate_all(
            """(all) => all.filter((one) => {
                const [box, stage] = [one, one.closest(".stage")].map((it) => it.getBoundingClientRect());
                return box.top >= stage.top - 1 && box.bottom <= stage.bottom + 1;
            }).map((one) => one.querySelector("h3").innerText)"""
        )
        wall.keyboard.press(" ")
        if wall.evaluate("document.querySelector('.stage').scrollTop") == 0:
            break
    assert seen == [f"Person {n}" for n in range(9)]  # nobody comes again over whoever follows


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_who_knew_what_is_shown_pair_by_pair_and_then_what_else_was_known(wall: Page, lang: str) -> None:
    wall.set_viewport_size(SIZES[1])
    cases = [(case, read_classroom(case)) for case in map(catalogue.load, catalogue.slugs())]
    case, classroom = max(cases, key=lambda one: len(one[1].contradictions))
    pairs = len(classroom.contradictions)
    assert pairs > 1
    sight = replace(room.seen(0, lang=lang), room=room.room_of(0), case=case, classroom=classroom)
    told = screens(lambda lang: {"reveal": reveal(replace(sight, lang=lang), Reveal("who_knew"))})
    wall.evaluate("(told) => feed(told)", told)
    speak(wall, lang)
    wall.evaluate("() => settled()")
    seen = []
    for n in range(pairs + 1):
        pages = wall.locator(".page:visible")
        expect(pages).to_have_count(1)
        seen.append(pages.locator("h3").first.inner_text())
        assert wall.evaluate(FITS)
        more = wall.locator("button.more")
        expect(more).to_contain_text(f"{n + 1}/{pairs + 1}")
        if n < pairs:  # how it fits together comes after the room has talked
            expect(pages.locator(".side:visible")).to_have_count(2)
            expect(pages.locator(".fits")).to_have_class("fits then waits")
            wall.keyboard.press(" ")
            expect(pages.locator(".fits")).to_be_visible()
        expect(more).to_contain_text(
            {"en": "More", "zh": "更多"}[lang] if n < pairs else {"en": "Start over", "zh": "回到"}[lang]
        )
        wall.keyboard.press(" ")
    assert len(set(seen)) == pairs + 1
    assert pages.locator("h3").first.inner_text() == seen[0]  # and from the last one back to the first


FITS = "(() => { const it = document.querySelector('.stage'); return it.scrollHeight <= it.clientHeight + 1; })()"
MARKS = """() => [...document.querySelectorAll(".plot :is(circle:not(.foot), rect)")].map((one) => {
  const { left, right, top, bottom } = one.getBoundingClientRect();
  return { kind: one.getAttribute("class"), left, right, top, bottom };
})"""


def show_scenarios(wall: Page, **marks: Any) -> None:
    """The options' `points`, the scenarios that were pinned (`ours`) and those of `tables` on the wall."""
    axis = {"label": "Cost", "unit": "yuan", "format": "money"}
    table = {"head": ["Scenario"], "rows": [["Option"]], "sentence": "All."}
    block = {"type": "points", "x": axis, "y": axis, **table, **marks}
    told = screens(lambda lang: {"reveal": {"kind": "scenarios", "title": "All", "sentence": "", "blocks": [block]}})
    wall.evaluate("(told) => feed(told)", told)
    speak(wall, "en")
    wall.evaluate("() => settled()")


def between(one: Any, other: Any) -> float:
    """px between two marks, less than none where they overlap: squares, and the round ones of what was pinned."""
    gaps = []
    for low, high in (("left", "right"), ("top", "bottom")):
        ends = []
        for mark in (one, other):
            inset = (mark["right"] - mark["left"]) / 2 if mark["kind"] == "pinned" else 0  # a circle is its middle
            ends.append((mark[low] + inset, mark[high] - inset))
        (start, end), (start2, end2) = ends
        gaps.append(max(start - end2, start2 - end))
    radii = sum((mark["right"] - mark["left"]) / 2 for mark in (one, other) if mark["kind"] == "pinned")
    if radii and max(gaps) > 0:
        return float(math.hypot(*(max(0, gap) for gap in gaps)) - radii)
    return float(max(gaps)) - radii


def test_the_scenarios_of_a_crowd_are_counted_where_they_lie_together_and_cover_nothing(wall: Page) -> None:
    """Forty phones and ten tables about five options that lie close together."""
    wall.set_viewport_size(SIZES[0])
    options = [{"label": f"Option {n}", "x": 5 + 0.4 * n, "y": 7 + 0.2 * n} for n in range(5)]
    ours = [{"x": one["x"], "y": one["y"], "n": 6 + n} for n, one in enumerate(options)]
    ours += [{"x": 5 + n % 8 / 40, "y": 7 + n % 5 / 40, "n": 1} for n in range(1, 40)] + [{"x": 8, "y": 7.1, "n": 1}]
    ours.append({"x": 12, "y": 15, "n": 2})  # so far away that all others would lie in a corner
    tables = [{"table": n, "x": 5.4, "y": 7.2 + n / 100} for n in range(1, 11)]
    tables += [{"table": 11, "x": 5, "y": 7}, {"table": 12, "x": 5, "y": 7}, {"table": 13, "x": 5, "y": 20}]
    show_scenarios(wall, points=options, ours=ours, tables=tables)
    assert wall.evaluate("() => faultsOnScreen()") == []
    names = wall.locator(".plot .name").all_inner_texts()
    said = [f"{letter} Option {n} · pinned {6 + n} times" for letter, n in zip("ABCDE", range(5), strict=True)]
    assert [" ".join(name.split()) for name in names] == [f"{said[0]} · tables 11, 12", *said[1:]]
    expect(wall.locator(".key.marks")).to_contain_text("Outside of the picture: 2 scenarios, table 13")
    assert wall.locator(".plot text.option").all_text_contents() == list("ABCDE")
    counted = [int(text.rstrip("×") or 1) for text in wall.locator(".plot text.pinned").all_text_contents()]
    assert sum(counted) == 40 and len(counted) <= 6 and 1 in counted
    assert wall.locator(".plot text.table").all_text_contents() == [str(n) for n in range(1, 11)]
    marks = wall.evaluate(MARKS)
    for n, one in enumerate(marks):
        for other in marks[n + 1 :]:
            assert between(one, other) > -3, (one, other)  # px, of the corners, which are round


CROSSED = """() => {
  const lines = [...document.querySelectorAll(".plot .leader")].map((one) =>
    one.getAttribute("d").match(/-?[\\d.]+/g).map(Number)
  );
  const turn = (ax, ay, bx, by, cx, cy) => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
  const cross = ([a, b, c, d], [e, f, g, h]) =>
    turn(a, b, c, d, e, f) * turn(a, b, c, d, g, h) < 0 && turn(e, f, g, h, a, b) * turn(e, f, g, h, c, d) < 0;
  return lines.flatMap((one, n) => lines.slice(n + 1).filter((other) => cross(one, other)).map((it) => [one, it]));
}"""
CLOSE_BY = {"In-house": (7.92, 9.9), "Shared hub": (6.45, 8.06), "Mixed": (6.21, 7.97), "Per call": (4.73, 7.62)}
CLOSE_BY |= {"Per solution": (5.91, 7.39)}


@pytest.mark.parametrize("size", SIZES[:2])
@pytest.mark.parametrize("crowd", [False, True])
def test_no_two_lines_to_the_names_of_options_cross(wall: Page, size: Any, crowd: bool) -> None:
    wall.set_viewport_size(size)
    pins = [
        (4.4, 6.8),
        (4.7, 6.1),
        (5.2, 6.6),
        (5.7, 10.1),
        (6.9, 11.3),
        (7.3, 9.4),
        (8.3, 10.4),
        (11, 13.7),
        (12.6, 15.8),
    ]
    tables = [(4.73, 7.62), (5.91, 7.39), (6.45, 8.06), (7.92, 9.9), (6.21, 7.97)]
    show_scenarios(
        wall,
        points=[{"label": name, "x": x, "y": y} for name, (x, y) in CLOSE_BY.items()],
        ours=[{"x": x, "y": y, "n": 1} for x, y in pins] if crowd else [],
        tables=[{"table": n, "x": x, "y": y} for n, (x, y) in enumerate(tables, start=1)] if crowd else [],
    )
    assert wall.locator(".plot .leader").count() >= 5
    assert wall.evaluate(CROSSED) == []


def test_a_class_is_shown_how_to_join_what_is_asked_and_what_it_answered(
    context: BrowserContext, server: Server
) -> None:
    """On a real server, from the lobby to a reveal, with a change of language in the middle."""
    trainer = Trainer(server.address, desk_key(server.database.parent))
    code, _ = trainer.room("helpdesk", "peer_instruction", "named", new=True)
    page = context.new_page()
    page.set_viewport_size({"width": 1920, "height": 1080})  # type: ignore[typeddict-item]
    page.goto(f"{server.address}screen/{code}?lang=en")
    expect(page.locator(".code")).to_have_text(f"{code[:3]} {code[3:]}")
    expect(page.locator(".warning")).to_have_count(2)  # this server answers this machine alone
    expect(page.locator("div[lang=zh-CN] .in")).to_have_text("已进入：0人")
    assert page.evaluate(PICTURE, f"{server.address}screen/{code}/qr.svg") > 0
    Browser(server.address).send("room/join", {"code": code, "name": "Li Min", "lang": "zh"})
    expect(page.locator("div[lang=en] .in")).to_have_text("People who are in: 1")
    while trainer.look(code)["phase"]["kind"] != "vote":
        trainer.do(code, do="next")
    expect(page.locator(".choices li")).to_have_count(4)
    expect(page.locator(".count")).to_have_text("0 of 1 have answered")
    expect(page.locator(".time")).to_have_text(re.compile(r"^\d:\d\d$"))
    page.keyboard.press("l")
    expect(page.locator(".count")).to_have_text("1人中已有0人作答")
    expect(page).to_have_url(re.compile("lang=zh"))
    trainer.do(code, do="tell", text="请安静")
    expect(page.locator(".note")).to_have_text("请安静")
    trainer.do(code, do="tally", phase=trainer.look(code)["phase"]["id"], counts={"in_house": 9, "shared_hub": 3})
    trainer.do(code, do="show", reveal={"kind": "votes", "question": "cheapest_option"})
    expect(page.locator(".bars .value").first).to_contain_text("9")
    expect(page.locator("figcaption")).to_contain_text("12人中有9人")
    page.evaluate(IN_VIEW)
    assert page.evaluate("() => faultsOnScreen()") + page.evaluate(SMALL) + faults(page) == []
    trainer.do(code, do="close")
    expect(page.locator(".stage")).to_contain_text("这堂课已经结束，谢谢参与。")
