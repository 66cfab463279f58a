"""`kit print`: every case's class on paper, in both languages; plain refusals."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from caseroom import catalogue
from caseroom.casefile import CaseFile
from caseroom.casefile.classroom import Agenda, Phase, read_classroom
from caseroom.casefile.guide import BOARD_HEADING, HEADINGS
from caseroom.i18n import Text
from classroom.room.agendas import agendas
from commands import arguments, browser, print
from commands.handouts import sheets

EVERY = [(slug, lang) for slug in catalogue.slugs() for lang in ("en", "zh")]


def asked(case: str, output: Path, *options: str) -> int:
    return print.main(arguments.parse(["print", case, "--lang", "en", "--output", str(output), *options]))


def parts(text: str, name: str) -> list[str]:
    return re.findall(rf'<section class="{name}".*?</section>', text, re.DOTALL)


def has(text: str, words: str) -> bool:
    return words in unescape(text)


@pytest.mark.parametrize(("slug", "lang"), EVERY)
def test_every_case_has_its_parts(slug: str, lang: str) -> None:
    case = catalogue.load(slug)
    text = print.page(case, lang)
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in text
    (slips,) = parts(text, "slips")
    assert slips.count('<article class="slip">') == 8
    assert slips.count('<p class="words">' + '<span class="blank"></span>' * 4) == 8
    exhibits = parts(text, "exhibit")
    assert len(exhibits) == case.notebook(lang).read_text(encoding="utf-8").count('"id": "exhibit-')
    assert all('<div class="document ' in exhibit for exhibit in exhibits)
    (guidance,) = parts(text, "guidance")
    assert "<table>" in guidance and f"<h2>{HEADINGS[lang][BOARD_HEADING]}</h2>" in guidance
    assert len(parts(text, "tallies")) == 1


@pytest.mark.parametrize(("slug", "lang"), EVERY)
def test_each_phase_that_is_voted_in_has_four_ballots_with_its_choices(slug: str, lang: str) -> None:
    case = catalogue.load(slug)
    voted = [phase for phase in agendas(case)[0].phases if phase.kind in ("vote", "revote", "rank", "weigh", "decide")]
    ballots = parts(print.page(case, lang), "ballots")
    assert len(ballots) == len(voted)
    for ballot, phase in zip(ballots, voted, strict=True):
        assert ballot.count('<article class="ballot">') == 4 and '<p class="reason">' in ballot
        question = case.question(phase.question) if phase.question else None
        for offered in (*question.choices, *question.items) if question else ():
            assert has(ballot, offered.text.text(lang))
        if question:
            assert has(ballot, question.title.text(lang))


@pytest.mark.parametrize(("slug", "lang"), EVERY)
def test_a_role_has_one_card_with_what_it_alone_knows(slug: str, lang: str) -> None:
    case = catalogue.load(slug)
    briefs = read_classroom(case).briefs
    found = parts(print.page(case, lang), "cards")
    assert len(found) == bool(briefs)
    for cards in found:
        assert cards.count('<article class="card">') == len(briefs)
        for brief in briefs:
            assert has(cards, brief.text.text(lang))
            assert all(has(cards, fact.text.text(lang)) for fact in brief.knows)


@pytest.mark.parametrize(("slug", "lang"), EVERY)
def test_a_decision_of_roles_can_be_told_by_role(slug: str, lang: str) -> None:
    """The room's reveal by role has its paper: a line for the role on the ballot, and a row for each in the tally."""
    case = catalogue.load(slug)
    text = print.page(case, lang)
    briefs = read_classroom(case).briefs
    decisions = sum(phase.kind == "decide" for phase in agendas(case)[0].phases)
    heading = {"en": "For the board: by role", "zh": "抄到黑板上：按角色"}[lang]
    tables = [table for table in re.findall(r'<table class="grid">.*?</table>', text, re.DOTALL) if heading in table]
    assert len(tables) == (decisions if briefs else 0)
    roles = {role.id: role.name.text(lang) for role in case.roles}
    for table in tables:
        assert all(has(table, roles[brief.role]) for brief in briefs)
    role = {"en": "My role", "zh": "我的角色"}[lang]
    assert sum(ballot.count(role) for ballot in parts(text, "ballots")) == 4 * len(tables)


@pytest.mark.parametrize(("lang", "rounds"), [("en", "Round {} of 2"), ("zh", "第{}轮，共2轮")])
def test_the_two_rounds_are_told_apart(lang: str, rounds: str) -> None:
    first, second, decision = parts(print.page(catalogue.load("helpdesk"), lang), "ballots")
    assert rounds.format(1) in first and 'class="band again"' not in first
    assert rounds.format(2) in second and 'class="band again"' in second
    assert rounds.format(1) not in decision


def test_the_tally_sheet_has_every_choice_under_the_phases_number_at_the_desk() -> None:
    case = catalogue.load("helpdesk")
    (tallies,) = parts(print.page(case, "en"), "tallies")
    assert "“Count by hand”" in tallies
    numbers = [int(n) for n in re.findall(r"<span>(\d+)\. ", tallies)]
    phases = agendas(case)[0].phases
    assert [phases[n - 1].kind for n in numbers] == ["vote", "revote", "decide"]
    for choice in case.question("decision").choices:
        assert has(tallies, choice.text.en)


def test_what_is_matched_is_counted_item_by_choice() -> None:
    case = catalogue.load("helpdesk")
    matching = next(question for question in case.questions if question.kind == "match")
    agenda = Agenda("own", Text("Own", "自拟"), (Phase("exercise", 5, question=matching.id),))
    (sheet,) = sheets.sheets(case, agenda, "en")
    assert sheet.matched
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(print, "agendas", lambda case: [agenda])
        (tallies,) = parts(print.page(case, "en"), "tallies")
    assert "put first" not in tallies
    (table,) = re.findall(r'<table class="grid">.*?</table>', tallies, re.DOTALL)
    assert table.count("<td></td>") == len(matching.items) * len(matching.choices)


def test_options_are_ranked_criteria_weighed_and_a_curve_has_a_blank_for_each_place() -> None:
    case = catalogue.load("helpdesk")
    curve = next(question for question in case.questions if question.curve)
    phases = (Phase("rank", 5), Phase("weigh", 5), Phase("vote", 5, question=curve.id), Phase("rank", 5))
    ranked, weighed, drawn, again = sheets.sheets(case, Agenda("own", Text("Own", "自拟"), phases), "en")
    assert ranked.items == tuple(option.label.en for option in case.options) and (ranked.nth, ranked.times) == (1, 2)
    assert [name for name, _ in weighed.criteria][:2] == ["Economy", "Efficiency"]
    assert curve.curve and len(drawn.places) == len(curve.curve.at) and drawn.unit
    assert drawn.places[0] == curve.curve.place.en.replace("{x}", f"{curve.curve.at[0]:g}")
    assert (again.nth, again.times) == (2, 2)


def test_a_case_without_a_guide_and_without_roles_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(slug: str, lang: str) -> Path:
        raise FileNotFoundError(slug)

    monkeypatch.setattr(sheets, "source", none)
    case = catalogue.load("helpdesk")
    assert not (case.folder / "classroom.toml").exists()
    text = print.page(case, "en")
    assert parts(text, "guidance") == parts(text, "cards") == []
    assert "Plan and board" not in text and "Role cards" not in text
    assert len(parts(text, "ballots")) == 3


def test_an_exhibit_of_another_school_brings_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = {"title": "Letter", "rest": '<div class="document letter">\n\n<script>alert(1)</script>Sincerely\n\n</div>'}

    def one(*_: object) -> list[dict[str, str]]:
        return [cell]

    monkeypatch.setattr(sheets, "exhibits", one)
    text = print.page(catalogue.load("helpdesk"), "en")
    assert "Sincerely" in text and "<script" not in text


def test_a_page_reaches_for_nothing_outside() -> None:
    text = print.page(catalogue.load("helpdesk"), "zh")
    assert re.findall(r'(?:src|href)="(?!https://)', text) == []
    assert set(re.findall(r"url\(\"?(\w+):", text)) == {"data"}


def test_a_wrong_name_is_answered_with_a_near_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("helpdes", tmp_path, "--html") == 2
    assert "helpdesk" in capsys.readouterr().err


def test_a_case_whose_room_has_a_mistake_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = catalogue.load("helpdesk")
    (tmp_path / "classroom.toml").write_text('[[agendas]]\nid = "x"\n', encoding="utf-8")

    def spoilt(slug: str) -> CaseFile:
        return CaseFile(**{**vars(case), "folder": tmp_path})

    monkeypatch.setattr(print, "find_case", spoilt)
    assert asked("helpdesk", tmp_path) == 2
    assert "classroom.toml" in capsys.readouterr().err


def test_a_folder_that_cannot_be_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert asked("helpdesk", tmp_path / "file" / "below", "--html") == 1
    assert "--output" in capsys.readouterr().err


def test_without_a_browser_there_is_a_page_to_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "find_here", lambda: None)
    assert asked("helpdesk", tmp_path) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["helpdesk.print.en.html"]
    assert "print this page" in capsys.readouterr().err
    assert asked("helpdesk", tmp_path, "--pdf") == 1
    assert "or use --html and print the page" in capsys.readouterr().err


def test_a_browser_that_makes_nothing_leads_to_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "find_here", lambda: Path("/bin/false"))
    monkeypatch.setattr("subprocess.run", lambda *_, **__: None)
    assert asked("helpdesk", tmp_path) == 1
    assert "--html" in capsys.readouterr().err
