"""case.toml: it loads, its questions are asked, its steps are there, its badges name its sources."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from traceback import extract_tb
from typing import Any

from caseroom import casefile, catalogue
from caseroom.casefile import Question
from caseroom.exercises.comparing import Comparing
from caseroom.i18n import LANGUAGES
from classroom.layout import IF_TIME
from commands import notebooks
from commands.checks.finding import Finding, line_of

ASK = re.compile(r"""\bask\(\s*["']([^"']+)["']""")
BADGE = re.compile(r'<span class="evidence([^"]*)">([^<]*)</span>')
BADGE_TEXT = re.compile(r"([A-DM]) · (.+)")
MOST_ANSWERS, MOST_IN_WORDS = 5, 2
IN_WORDS = ("text", "design", "decision")
CLOSING = {"decide": "decision", "relationship": "relationship"}  # what these calls ask for
MODEL_GRADES = {("M", "model"), ("M", "模型")}  # figures of our own model


def case_files(root: Path) -> list[Path]:
    return sorted((root / "cases").glob("*/case.toml"))


def notebooks_of(case_file: Path) -> list[Path]:
    return sorted(case_file.parent.glob("*.ipynb"))


def declared(case_file: Path, section: str) -> list[dict[str, Any]]:
    """The entries of a section, as far as the file can be read; `loads` says what is wrong with it."""
    try:
        entries = tomllib.loads(case_file.read_text(encoding="utf-8")).get(section, [])
    except tomllib.TOMLDecodeError:
        return []
    return [entry for entry in entries if isinstance(entry, dict)]


def loads(root: Path) -> Iterator[Finding]:
    """Every case.toml is one that the kit can use with its model, and stands in the folder of its name."""
    for path in case_files(root):
        yield from mistakes(path)
        for language in LANGUAGES:
            if not path.with_name(f"{path.parent.name}.{language}.ipynb").is_file():
                yield Finding(path, 1, f"its notebook {path.parent.name}.{language}.ipynb is missing")


def mistakes(path: Path) -> Iterator[Finding]:
    """All that the file and the case's model say against it; the model's code is run."""
    try:
        case = casefile.read(path)
        if case.slug != path.parent.name:
            yield Finding(path, line_of(path, "^slug"), f"{case.slug!r} stands in the folder of another case")
            return
        if case.family not in (known := [family.id for family in catalogue.families()]):
            yield Finding(path, line_of(path, "^family"), f"there is no family {case.family!r}; there is: {known}")
        casefile.check(case)
        for lack in casefile.way(case):
            yield Finding(path, line_of(path, r"^\[\[questions"), str(lack))
    except casefile.CaseError as error:
        for mistake in str(error).splitlines():
            line, sentence = mistake.removeprefix(f"{path}:").split(": ", 1)
            yield Finding(path, int(line), sentence)
    except Exception as error:  # whatever an author's code may raise when it is imported
        yield Finding(*blamed(error, path), f"the case's code cannot be used: {type(error).__name__}: {error}")


def blamed(error: Exception, path: Path) -> tuple[Path, int]:
    """The last place in the case's folder that the error went through; else case.toml."""
    if isinstance(error, SyntaxError) and error.filename:
        return Path(error.filename), error.lineno or 1
    frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).parent == path.parent]
    return (Path(frames[-1].filename), frames[-1].lineno or 1) if frames else (path, 1)


def guessed(root: Path) -> Iterator[Finding]:
    """Every prediction that has an answer can be held against it, and stands on a chart that can carry it."""
    for path in case_files(root):
        if list(mistakes(path)):
            continue  # `loads` names them
        case = casefile.read(path)
        charts: dict[str, Any] = {}
        for question in case.questions:
            line = line_of(path, rf'^id\s*=\s*"{re.escape(question.id)}"')
            if question.guess:
                charts = charts or {view.name: view.spec for view in case.code("views").views(case, LANGUAGES[0])}
                chart = question.guess.chart
                if chart not in charts:
                    yield Finding(path, line, f"guess.chart is {chart!r}, no chart of this case: {', '.join(charts)}")
                elif "guess" not in charts[chart].get("usermeta", {}):
                    yield Finding(path, line, f"guess.chart is {chart!r}, a kind of chart that carries no guess")
            try:
                Comparing(question, case.code("model"), LANGUAGES[0]).compared(any_answer(question))
            except ValueError as error:
                yield Finding(path, line, f"the answer cannot be computed: {error}")


def any_answer(question: Question) -> dict[str, Any]:
    """A number or a curve that a page could send."""
    if question.curve:
        return {"curve": [question.curve.start] * len(question.curve.at)}
    return {"number": question.number.minimum} if question.number else {}


def asked(root: Path) -> Iterator[Finding]:
    """Every `case.ask` names a question, and every question is asked; the decision by `case.decide`."""
    for path in case_files(root):
        kinds = {str(question.get("id")): question.get("kind") for question in declared(path, "questions")}
        for notebook in notebooks_of(path):
            code = [cell for cell in notebooks.read(notebook)["cells"] if cell["cell_type"] == "code"]
            found = set()
            for cell in code:
                for name in ASK.findall(notebooks.source(cell)):
                    found.add(name)
                    if name not in kinds:
                        line = notebooks.line_of(notebook, cell["id"])
                        yield Finding(notebook, line, f"case.toml has no question {name!r}")
            decides = any(".decide(" in notebooks.source(cell) for cell in code)
            for name, kind in kinds.items():
                if name not in found and not (kind == "decision" and decides):
                    line = line_of(path, rf'^id\s*=\s*"{re.escape(name)}"')
                    yield Finding(path, line, f"the question {name!r} is not asked in {notebook.name}")


def steps(root: Path) -> Iterator[Finding]:
    """The cells `step-<id>` are the steps of case.toml, in its order, each opening with a heading."""
    for path in case_files(root):
        expected = [step_cell(str(step.get("id"))) for step in declared(path, "steps")]
        for notebook in notebooks_of(path):
            cells = [c for c in notebooks.read(notebook)["cells"] if str(c.get("id")).startswith("step-")]
            found = [cell["id"] for cell in cells]
            if found != expected:
                yield Finding(
                    notebook,
                    next((notebooks.line_of(notebook, name) for name in found if name not in expected), 1),
                    f"its steps are {', '.join(found)}; case.toml declares {', '.join(expected)}",
                )
            for cell in cells:
                if not notebooks.source(cell).startswith("## "):
                    line = notebooks.line_of(notebook, cell["id"])
                    yield Finding(notebook, line, f"{cell['id']!r} opens a step: begin it with '## '")


def way(root: Path) -> Iterator[Finding]:
    """Beside what is locked, the way through a case asks for few answers, and for few of them in words."""
    for path in case_files(root):
        kinds = {str(question.get("id")): str(question.get("kind")) for question in declared(path, "questions")}
        for notebook in notebooks_of(path):
            asked = [
                kind
                for cell in notebooks.read(notebook)["cells"]
                if cell["cell_type"] == "code" and IF_TIME not in notebooks.tags(cell)
                for kind in asked_by(notebooks.source(cell), kinds)
                if kind != "predict"
            ]
            in_words = sum(kind in IN_WORDS for kind in asked)
            for count, most, what in ((len(asked), MOST_ANSWERS, "answers"), (in_words, MOST_IN_WORDS, "texts")):
                if count > most:
                    yield Finding(
                        notebook,
                        1,
                        f"beside what is locked it asks for {count} {what}, and a class has time for {most}: "
                        f"tag the cells that can wait with {IF_TIME!r}",
                    )


def asked_by(source: str, kinds: Mapping[str, str]) -> Iterator[str]:
    """The kinds of what a cell asks for."""
    yield from (kinds.get(name, "") for name in ASK.findall(source))
    yield from (kind for call, kind in CLOSING.items() for _ in range(source.count(f".{call}(")))


def step_cell(step_id: str) -> str:
    return "step-" + step_id.replace("_", "-")


def badges(root: Path) -> Iterator[Finding]:
    """Every evidence badge, in prose and case.toml, names a source of the case with its grade."""
    for path in case_files(root):
        grades = MODEL_GRADES | {
            (str(source.get("grade")), str(words))
            for source in declared(path, "sources")
            for words in dict(source.get("short", {})).values()
        }
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for sentence in wrong_badges(line.replace('\\"', '"'), grades):
                yield Finding(path, number, sentence)
        for notebook in notebooks_of(path):
            for cell in notebooks.read(notebook)["cells"]:
                for sentence in wrong_badges(notebooks.source(cell), grades):
                    yield Finding(notebook, notebooks.line_of(notebook, cell["id"]), sentence)


def wrong_badges(text: str, grades: set[tuple[str, str]]) -> Iterator[str]:
    for style, words in BADGE.findall(text):
        match = BADGE_TEXT.fullmatch(words.strip())
        if match is None:
            yield f"the evidence badge {words!r} is not of the form 'B · source'"
            continue
        wanted = f"grade-{match[1].lower()}"
        if style.split() != [wanted]:
            yield f"the evidence badge {words!r} has the style {style.strip()!r}, not {wanted!r}"
        elif (match[1], match[2]) not in grades:
            yield f"the evidence badge {words!r} is no source of case.toml with this grade"
