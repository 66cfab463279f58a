"""`kit check`: each thing it looks at, sound and then spoilt in one place; a finding names file and line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseroom.casefile.guide import HEADINGS
from commands import arguments, check, notebooks
from commands.checks import badges, cases, data, files, glossary, guides, links, markdown, textbook, twins, walk, words
from commands.checks.finding import Finding
from commands.notebooks import Cell
from tests.server import FIXTURE

CASE = """\
slug = "line"
family = "outsourcing"

[[steps]]
id = "brief"

[[steps]]
id = "what_if"

[[sources]]
id = "thesis"
short = { en = "thesis", zh = "论文" }
grade = "C"

[[questions]]
id = "first_guess"
kind = "predict"

[[questions]]
id = "signature"
kind = "decision"
"""
BADGE = '<span class="evidence grade-c">C · thesis</span>'
BRIEF = f"Costs fell {BADGE}, see [the log](../../datasets/line/README.md)."
CATALOGUE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Saved at {time}"
msgstr "{time} 已保存"
"""
FOLDED = {"jupyter": {"source_hidden": True}}
BUILD = "import sys; sys.exit(0 if '--check' in sys.argv else 'no --check')"


def cell(kind: str, name: str, source: str, **metadata: Any) -> Cell:
    if kind == "markdown":
        return {"cell_type": kind, "id": name, "metadata": metadata, "source": source}
    outputs = {"execution_count": None, "outputs": []}
    return {"cell_type": kind, "id": name, "metadata": FOLDED | metadata, **outputs, "source": source}


def english_cells() -> list[Cell]:
    return [
        cell("code", "language", 'LANG = "en"', tags=["language"]),
        cell("markdown", "step-brief", f"## Brief\n\n{BRIEF}"),
        cell("code", "ask-first-guess", 'case.ask("first_guess")'),
        cell("markdown", "step-what-if", "## Turn the levers"),
        cell("code", "decide", "case.decide()"),
    ]


def chinese_cells() -> list[Cell]:
    found = json.loads(json.dumps(english_cells()))
    found[0]["source"] = 'LANG = "zh"'
    for english, chinese in zip(english_cells(), found, strict=True):
        if english["cell_type"] == "markdown":
            chinese["source"] += "\n\n中文。"
            notebooks.set_translated_from(chinese, english["source"])
    return list(found)


def guide(language: str) -> str:
    """One that holds to the template, with plans of ten-minute blocks."""
    parts, to = [], {"en": "–", "zh": "—"}[language]
    for place, heading in enumerate(HEADINGS[language]):
        minutes = guides.PLANS.get(place, 0)
        blocks = "".join(f"| {at}{to}{at + 10} | Talk | Board | “So?” |\n" for at in range(0, minutes, 10))
        parts.append("\n".join([f"## {heading}", "", blocks or "Words.\n", ""]))
    return "# Guide\n\n" + "".join(parts)


class Tree:
    """A small repository in which everything is sound."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.case = root / "cases" / "line" / "case.toml"
        self.en = self.case.with_name("line.en.ipynb")
        self.zh = self.case.with_name("line.zh.ipynb")
        self.data = root / "datasets" / "line"
        self.po = root / words.KIT
        self.code = root / "widgets" / "caseroom" / "client.py"
        self.guide = root / "instructor_guides" / "line.en.md"
        fields = [{"name": "started"}, {"name": "talked"}]
        package = {"resources": [{"path": "calls.csv", "schema": {"fields": fields}}]}
        for path, text in {
            self.case: CASE,
            self.data / "datapackage.json": json.dumps(package, indent=2),
            self.data / "calls.csv": "started,talked\n08:00,60\n",
            self.data / "build.py": BUILD,
            self.data / "README.md": "[The table](calls.csv), [the rest](https://example.org/x), `[no](link)`\n",
            self.po: CATALOGUE,
            self.code: 'told = _("Saved at {time}")\n',
            self.guide: guide("en"),
            self.guide.with_name("line.zh.md"): guide("zh"),
        }.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.write(self.en, english_cells())
        self.write(self.zh, chinese_cells())

    def write(self, path: Path, cells: list[Cell]) -> None:
        notebooks.write(path, {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})

    def spoil(self, path: Path, before: str, after: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    def spoil_cell(self, path: Path, name: str, **changes: Any) -> None:
        notebook = notebooks.read(path)
        next(found for found in notebook["cells"] if found["id"] == name).update(changes)
        notebooks.write(path, notebook)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


SOUND = [found for found in (*check.CHECKS, *check.DEEP) if found is not cases.loads]


@pytest.mark.parametrize("one", SOUND, ids=lambda one: one.__name__)
def test_what_is_sound_gives_no_finding(tree: Tree, one: check.Check) -> None:
    assert list(one(tree.root)) == []


def copied_case(tree: Tree) -> Path:
    """A whole case, since only such a one loads."""
    shutil.rmtree(tree.root / "cases")
    source = FIXTURE / "cases" / "helpdesk"
    return Path(shutil.copytree(source, tree.root / "cases" / "helpdesk")) / "case.toml"


def test_a_case_file_that_does_not_load(tree: Tree) -> None:
    path = copied_case(tree)
    tree.spoil(path, "minutes = 90\n", "minuts = 90\n")
    lacks, unknown = cases.loads(tree.root)
    assert (unknown.path, unknown.line) == (path, path.read_text("utf-8").splitlines().index("minuts = 90") + 1)
    assert "did you mean 'minutes'" in unknown.sentence and "lacks 'minutes'" in lacks.sentence


def test_a_case_in_the_folder_of_another(tree: Tree) -> None:
    path = copied_case(tree)
    path.parent.rename(tree.root / "cases" / "cold_line")
    found = [finding.sentence for finding in cases.loads(tree.root)]
    assert "'helpdesk' stands in the folder of another case" in found


def test_a_case_of_a_family_that_is_not_there(tree: Tree) -> None:
    path = copied_case(tree)
    tree.spoil(path, 'family = "outsourcing"', 'family = "nowhere"')
    assert "there is no family 'nowhere'" in only(list(cases.loads(tree.root))).sentence


def test_all_mistakes_are_named_at_once_with_their_lines(tree: Tree) -> None:
    path = copied_case(tree)
    of_the_file, of_the_model = ("usual = [1, 80]", "usual = [80, 1]"), ("usual = [20, 500]", "usual = [20, 5e9]")
    for before, after in (('id = "predict"', 'id = "brief"'), of_the_model, of_the_file):
        text = path.read_text("utf-8")
        path.write_text(text.replace(before, after, 1), "utf-8")
    found = set(cases.loads(tree.root))
    lines = path.read_text("utf-8").splitlines()
    wrong = {lines.index(after) + 1 for _, after in (of_the_model, of_the_file)}
    assert {finding.path for finding in found} == {path} and wrong < {finding.line for finding in found}


def test_a_case_without_its_notebook(tree: Tree) -> None:
    copied_case(tree).with_name("helpdesk.zh.ipynb").unlink(missing_ok=True)
    assert "helpdesk.zh.ipynb is missing" in only(list(cases.loads(tree.root))).sentence


Spoiler = Callable[[Tree], None]


@pytest.mark.parametrize(
    ("one", "spoil", "place", "sentence"),
    [
        (
            walk.asked,
            lambda t: t.spoil(t.case, 'id = "first_guess"', 'id = "second_guess"'),
            "line.en.ipynb",
            "case.toml has no question 'first_guess'",
        ),
        (
            walk.asked,
            lambda t: t.spoil_cell(t.en, "ask-first-guess", source="case"),
            "case.toml",
            '(give the English notebook a cell case.ask("first_guess"), then: python3 kit twins)',
        ),
        (
            walk.asked,
            lambda t: t.spoil_cell(t.zh, "decide", source="case"),
            "case.toml",
            "the question 'signature' is not asked in line.zh.ipynb",
        ),
        (
            walk.way,
            lambda t: t.spoil_cell(t.en, "decide", source="case.decide()\n" * 3),
            "line.en.ipynb",
            "asks for 3 texts",
        ),
        (
            walk.way,
            lambda t: t.spoil_cell(t.zh, "decide", source="case.relationship()\n" * 6),
            "line.zh.ipynb",
            "asks for 6 answers",
        ),
        (
            walk.said,
            lambda t: t.spoil(t.case, 'slug = "line"', 'slug = "line"\nmisconceptions = [{ claim = "so" }]'),
            "case.toml",
            "the misconceptions stand nowhere in line.zh.ipynb (case.often_said())",
        ),
        (
            walk.steps,
            lambda t: t.spoil(t.case, 'id = "brief"', 'id = "opening"'),
            "line.en.ipynb",
            "case.toml declares step-opening, step-what-if",
        ),
        (
            walk.steps,
            lambda t: t.spoil_cell(t.zh, "step-what-if", source="推演"),
            "line.zh.ipynb",
            "begin it with '## '",
        ),
        (
            badges.sourced,
            lambda t: t.spoil(t.en, "C · thesis", "C · hearsay"),
            "line.en.ipynb",
            "no source of case.toml with this grade",
        ),
        (
            badges.sourced,
            lambda t: t.spoil(t.case, 'grade = "C"', 'grade = "B"'),
            "line.en.ipynb",
            "no source of case.toml with this grade",
        ),
        (
            badges.sourced,
            lambda t: t.spoil(t.zh, "grade-c", "grade-a"),
            "line.zh.ipynb",
            "has the style 'grade-a', not 'grade-c'",
        ),
        (
            badges.sourced,
            lambda t: t.spoil(t.zh, "C · thesis", "thesis"),
            "line.zh.ipynb",
            "not of the form 'B · source'",
        ),
        (twins.pairs, lambda t: t.zh.unlink(), "line.en.ipynb", "Chinese twin line.zh.ipynb is missing"),
        (twins.pairs, lambda t: t.en.unlink(), "line.zh.ipynb", "English twin is missing"),
        (
            twins.alike,
            lambda t: t.spoil_cell(t.zh, "decide", id="sign"),
            "line.zh.ipynb",
            "cell 5 is 'sign' where the English has 'decide' (python3 kit twins)",
        ),
        (
            twins.alike,
            lambda t: t.write(t.zh, chinese_cells()[:-1]),
            "line.zh.ipynb",
            "the cell 'decide' of the English is missing",
        ),
        (
            twins.alike,
            lambda t: t.spoil_cell(t.zh, "decide", cell_type="raw"),
            "line.zh.ipynb",
            "'decide' is code in English",
        ),
        (
            twins.alike,
            lambda t: t.spoil_cell(t.zh, "decide", source="case.decide( )"),
            "line.zh.ipynb",
            "'decide' has not the English code",
        ),
        (
            twins.alike,
            lambda t: t.spoil_cell(t.zh, "language", source='LANG = "en"'),
            "line.zh.ipynb",
            "'language' has not the English code",
        ),
        (
            twins.alike,
            lambda t: t.spoil_cell(t.zh, "decide", metadata={"tags": ["code-track"]}),
            "line.zh.ipynb",
            "'decide' has not the English tags",
        ),
        (
            twins.languages,
            lambda t: t.spoil_cell(t.en, "decide", source="case.decide()  # 签字"),
            "line.en.ipynb",
            "there is Chinese in the cell 'decide'",
        ),
        (
            twins.languages,
            lambda t: t.spoil_cell(t.zh, "step-what-if", source="## Turn the levers"),
            "line.zh.ipynb",
            "there is no Chinese in the cell 'step-what-if'",
        ),
        (
            twins.languages,
            lambda t: t.spoil_cell(t.en, "step-what-if", source="## Turn them"),
            "line.zh.ipynb",
            "python3 kit twins line --accept step-what-if",
        ),
        (
            textbook.folded,
            lambda t: t.spoil_cell(t.en, "decide", metadata={}),
            "line.en.ipynb",
            "'decide' shows its code in JupyterLab",
        ),
        (
            textbook.folded,
            lambda t: t.spoil_cell(t.zh, "decide", metadata={"jupyter": {"source_hidden": False}}),
            "line.zh.ipynb",
            "'decide' shows its code in JupyterLab",
        ),
        (
            textbook.folded,
            lambda t: t.spoil_cell(t.en, "decide", metadata=FOLDED | {"tags": ["code-track"]}),
            "line.en.ipynb",
            "'decide' is to be read: remove",
        ),
        (
            textbook.titled,
            lambda t: t.spoil_cell(t.zh, "decide", metadata=FOLDED | {"tags": ["if-time"]}),
            "line.zh.ipynb",
            "'decide' is for later and stands under no heading",
        ),
        (
            textbook.titled,
            lambda t: t.spoil_cell(t.en, "step-what-if", source="### Later\n\nAnd", metadata={"tags": ["if-time"]}),
            "line.en.ipynb",
            "'step-what-if' is for later and stands under no heading",
        ),
        (guides.pairs, lambda t: t.guide.unlink(), "line.zh.md", "its twin line.en.md is missing"),
        (guides.complete, lambda t: t.guide.unlink(), "case.toml", "its guide instructor_guides/line.en.md is missing"),
        (
            guides.parts,
            lambda t: t.spoil(t.guide, "## Board plan", "## Blackboard"),
            "line.en.md",
            "it lacks Board plan",
        ),
        (
            guides.parts,
            lambda t: t.spoil(t.guide, "Words.\n\n## Debrief", "## Debrief"),
            "line.en.md",
            "'Board plan' is empty",
        ),
        (guides.plans, lambda t: t.spoil(t.guide, "| 80–90 |", "| 80–91 |"), "line.en.md", "not 5 to 10 minutes long"),
        (
            guides.plans,
            lambda t: t.spoil(t.guide, "| 10–20 |", "| 12–20 |"),
            "line.en.md",
            "minute 10 to 12 has no block",
        ),
        (
            guides.plans,
            lambda t: t.spoil(t.guide, "| 170–180 |", "| 170 to 180 |"),
            "line.en.md",
            "this row is not read: write its minutes as in | 0–10 |",
        ),
        (
            guides.plans,
            lambda t: t.spoil(t.guide, "| 170–180 | Talk | Board | “So?” |\n", ""),
            "line.en.md",
            "ends at minute 170",
        ),
        (
            guides.plans,
            lambda t: t.spoil(t.guide, "| 0–10 | Talk | Board | “So?” |", "| 0–10 | Talk | Board | |"),
            "line.en.md",
            "what to say",
        ),
        (
            guides.pairs,
            lambda t: t.guide.rename(t.guide.with_name("line.fr.md")),
            "line.fr.md",
            "named <slug>.en.md",
        ),
        (
            markdown.emphasis,
            lambda t: t.spoil_cell(t.zh, "step-what-if", source="*方法：*七条标准。"),
            "line.zh.ipynb",
            "an asterisk shows in: *方法：*七条标准",
        ),
        (markdown.emphasis, lambda t: t.spoil(t.guide, "Words.", "2 * 3"), "line.en.md", "an asterisk shows"),
        (
            links.links,
            lambda t: t.spoil(t.data / "README.md", "(calls.csv)", "(rows.csv)"),
            "README.md",
            "the link 'rows.csv' leads nowhere",
        ),
        (
            links.links,
            lambda t: t.spoil_cell(t.en, "step-brief", source="## Brief\n\n<img src='map.png'>"),
            "line.en.ipynb",
            "the link 'map.png' leads nowhere",
        ),
        (
            data.descriptions,
            lambda t: (t.data / "datapackage.json").unlink(),
            "datapackage.json",
            "no datapackage.json",
        ),
        (
            data.descriptions,
            lambda t: t.spoil(t.data / "datapackage.json", "{", "{,"),
            "datapackage.json",
            "not valid JSON",
        ),
        (
            data.descriptions,
            lambda t: (t.data / "datapackage.json").write_text("{}"),
            "datapackage.json",
            "lists no resources",
        ),
        (
            data.descriptions,
            lambda t: (t.data / "calls.csv").unlink(),
            "datapackage.json",
            "'calls.csv' is missing",
        ),
        (
            data.descriptions,
            lambda t: t.spoil(t.data / "calls.csv", "talked", "spoken"),
            "calls.csv",
            "datapackage.json says ['started', 'talked']",
        ),
        (
            data.reproducible,
            lambda t: (t.data / "build.py").write_text("import sys; sys.exit('row 7 differs')"),
            "build.py",
            "not make the same data again: row 7 differs",
        ),
        (data.reproducible, lambda t: (t.data / "build.py").unlink(), "build.py", "has no build.py"),
        (
            words.translated,
            lambda t: t.spoil(t.code, "Saved", "Kept"),
            "client.py",
            "no Chinese for 'Kept at {time}'",
        ),
        (
            words.translated,
            lambda t: t.code.write_text('WORDS = (\n    "Saved at {time}",\n    "Undo",\n)\n', encoding="utf-8"),
            "client.py",
            "no Chinese for 'Undo'",
        ),
        (
            words.translated,
            lambda t: t.code.write_text('NOT_SAVED_WORDS = {"full": "The disk is full."}\n', encoding="utf-8"),
            "client.py",
            "no Chinese for 'The disk is full.'",
        ),
        (
            words.translated,
            lambda t: t.spoil(t.po, "{time} 已保存", ""),
            "client.py",
            "no Chinese for 'Saved at {time}'",
        ),
        (
            words.translated,
            lambda t: t.spoil(t.po, 'msgid "Saved', '#, fuzzy\nmsgid "Saved'),
            "caseroom.po",
            "is marked fuzzy",
        ),
        (
            words.translated,
            lambda t: t.spoil(t.po, "{time} 已", "{when} 已"),
            "caseroom.po",
            "has other placeholders",
        ),
        (
            words.translated,
            lambda t: t.case.with_name("views.py").write_text('title = _("Two lines")', encoding="utf-8"),
            "views.py",
            "no Chinese for 'Two lines' in cases/line/zh.po",
        ),
    ],
)
def test_what_is_spoilt_is_found(tree: Tree, one: check.Check, spoil: Spoiler, place: str, sentence: str) -> None:
    spoil(tree)
    findings = [found for found in one(tree.root) if found.path.name == place and sentence in found.sentence]
    assert findings, list(one(tree.root))


def test_a_finding_names_the_line_of_the_cell_or_entry(tree: Tree) -> None:
    tree.spoil_cell(tree.zh, "decide", source="case")
    line = only(list(twins.alike(tree.root))).line
    assert '"id": "decide"' in tree.zh.read_text("utf-8").splitlines()[line - 1]
    line = only(list(walk.asked(tree.root))).line
    assert tree.case.read_text("utf-8").splitlines()[line - 1] == 'id = "signature"'


def test_files_that_cannot_be_read_are_named_with_their_lines_and_end_nothing(tree: Tree) -> None:
    tree.en.write_text('{"cells": [\n<<<<<<< HEAD', encoding="utf-8")
    model = tree.case.with_name("model.py")
    model.write_text("import math\n\ndef simulate(params)\n", encoding="utf-8")
    tree.guide.write_bytes("# 指南\n".encode("gbk"))
    tree.spoil(tree.data / "README.md", "(calls.csv)", "(rows.csv)")
    found = {(one.path.name, one.line): one.sentence for one in check.find(tree.root, tuple(SOUND))}
    assert found.pop((tree.en.name, 2)).startswith("this is no notebook that can be read")
    assert found.pop((model.name, 3)).startswith("this is not valid Python")
    assert found.pop((tree.guide.name, 1)) == "this is not UTF-8 text: save it in that encoding"
    assert [place for place, _ in found] == ["README.md"]


def test_code_that_is_no_python_is_said_once_beside_what_the_words_lack(tree: Tree) -> None:
    path = copied_case(tree)
    tree.spoil(path, "minutes = 90\n", "minuts = 90\n")
    path.with_name("model.py").write_text("def simulate(params)\n", encoding="utf-8")
    found = check.find(tree.root, (files.readable, cases.loads))
    assert [one.path.name for one in found] == ["case.toml", "case.toml", "model.py"]


def test_a_check_that_could_not_go_to_its_end_lets_no_case_be_called_sound(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ends(root: Path) -> Iterator[Finding]:
        raise TypeError("what nobody thought of")
        yield

    monkeypatch.setattr(check, "ROOT", tree.root)
    monkeypatch.setattr(check, "CHECKS", (ends,))
    assert check.main(arguments.parse(["check", "line"])) == 1
    assert "could not read on: TypeError('what nobody thought of')" in capsys.readouterr().out


def test_the_command_prints_place_and_sentence_and_fails(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "ROOT", tree.root)
    monkeypatch.setattr(check, "CHECKS", tuple(SOUND))
    assert check.main(arguments.parse(["check"])) == 0
    assert "are sound" in capsys.readouterr().out
    tree.spoil(tree.data / "README.md", "(calls.csv)", "(rows.csv)")
    assert check.main(arguments.parse(["check"])) == 1
    readme = Path("datasets", "line", "README.md")
    assert capsys.readouterr().out == f"{readme}:1: the link 'rows.csv' leads nowhere\n"
    assert check.main(arguments.parse(["check", "line"])) == 1


def test_of_one_case_the_same_is_found_as_among_all(tree: Tree) -> None:
    path = copied_case(tree)
    shutil.copytree(path.parent, path.parent.with_name("cold_line"))
    tree.spoil(path, "minutes = 90\n", "minuts = 90\n")
    among_all = [one for one in check.find(tree.root, check.CHECKS) if check.concerns(one.path, "helpdesk")]
    alone = [one for one in check.find(tree.root, check.CHECKS, "helpdesk") if check.concerns(one.path, "helpdesk")]
    assert alone == among_all and len(alone) > 1


def test_words_that_are_still_to_be_written_are_counted(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "ROOT", tree.root)
    monkeypatch.setattr(check, "CHECKS", ())
    tree.spoil(tree.guide, "Words.\n\n## Debrief", "TO WRITE: words.\n\n## Debrief")
    tree.spoil(tree.case, "论文", "待写：论文")
    assert check.main(arguments.parse(["check", "line"])) == 0
    assert "line is not written yet: 2 lines of it say TO WRITE or 待写\n" in capsys.readouterr().out


def test_a_case_that_is_not_there_is_not_called_sound(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "ROOT", tree.root)
    assert check.main(arguments.parse(["check", "lime"])) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.startswith("There is no case 'lime' here; did you mean 'line'?\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('title.zh = "打开卷宗"', ["'卷宗' is '材料' by docs/glossary.md"]),
        ('title.zh = "高了7个点"', ["'7个点' is '个百分点' by docs/glossary.md"]),
        ('text.zh = "看第二张图"', ["'第二张图' is '图，以图名相称（一次只见一张）' by docs/glossary.md"]),
        ('title.zh = "图上的每个点，高了7个百分点"', []),
        ('title.en = "--- | ---"', []),
    ],
)
def test_a_word_that_the_glossary_rules_out_is_named_with_the_one_that_stands_for_it(
    tmp_path: Path, line: str, said: list[str]
) -> None:
    case = tmp_path / "cases" / "line" / "case.toml"
    case.parent.mkdir(parents=True)
    case.write_text(f'slug = "line"\n{line}\n', encoding="utf-8")
    found = list(glossary.terms(tmp_path))
    assert [finding.sentence for finding in found] == said
    assert all((finding.path, finding.line) == (case, 2) for finding in found)


def test_a_row_of_a_plan_may_have_spaces_round_its_dash(tree: Tree) -> None:
    tree.spoil(tree.guide, "| 170–180 |", "|170 – 180|")
    assert list(guides.plans(tree.root)) == []
