"""The way through a case: every question is asked, the steps stand in order, and no class is asked for too much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from classroom.layout import IF_TIME
from commands import notebooks
from commands.checks.files import case_files, declared, notebooks_of
from commands.checks.finding import Finding, line_of
from commands.checks.twins import MEND as TWINS

ASK = re.compile(r"""\bask\(\s*["']([^"']+)["']""")
MOST_ANSWERS, MOST_IN_WORDS = 5, 2
IN_WORDS = ("text", "design", "decision")
CLOSING = {"decide": "decision", "relationship": "relationship"}  # what these calls ask for


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
                    call = "case.decide()" if kind == "decision" else f'case.ask("{name}")'
                    mend = f"give the English notebook a cell {call}, then: {TWINS}"
                    yield Finding(path, line, f"the question {name!r} is not asked in {notebook.name} ({mend})")


def said(root: Path) -> Iterator[Finding]:
    """What is often said and does not hold stands in the notebook."""
    for path in case_files(root):
        for notebook in notebooks_of(path):
            code = "".join(notebooks.source(cell) for cell in notebooks.read(notebook)["cells"])
            if declared(path, "misconceptions") and ".often_said(" not in code:
                line = line_of(path, r"^\[\[misconceptions\]\]")
                yield Finding(path, line, f"the misconceptions stand nowhere in {notebook.name} (case.often_said())")


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
