"""`kit check`: everything that people write for a case is sound, or the file and line that is not."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from caseroom import shelves
from caseroom.casefile import suggestion
from commands.checks import (
    badges,
    cases,
    classrooms,
    data,
    files,
    glossary,
    guides,
    levers,
    links,
    markdown,
    questions,
    textbook,
    twins,
    walk,
    words,
)
from commands.checks.finding import Finding
from commands.places import ROOT

Check = Callable[[Path], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    files.readable,
    cases.loads,
    levers.moving,
    questions.computed,
    questions.within,
    questions.guessed,
    questions.pictured,
    questions.mixed,
    walk.asked,
    walk.said,
    walk.steps,
    walk.way,
    badges.sourced,
    twins.pairs,
    twins.alike,
    twins.languages,
    textbook.folded,
    textbook.titled,
    guides.pairs,
    guides.complete,
    guides.parts,
    guides.plans,
    classrooms.loads,
    classrooms.plans,
    classrooms.said,
    classrooms.answered,
    classrooms.shown,
    classrooms.time_to_decide,
    links.links,
    markdown.emphasis,
    data.descriptions,
    words.translated,
    glossary.terms,
)
OF_NO_CASE = Path()  # a finding of a check that could not read on: nothing that it looks at is sound for certain
WRITTEN = {".toml", ".ipynb", ".md", ".json", ".po"}
TO_WRITE = ("TO WRITE", "待写")
DEEP: tuple[Check, ...] = (data.reproducible,)


def main(namespace: Namespace) -> int:
    """Print every finding as `path:line: sentence`; 1 if there is any, 2 for a case that is not there."""
    checks = CHECKS + DEEP if namespace.deep else CHECKS
    roots = [Path(folder).resolve() for folder in namespace.shelf] or of_a_pack(namespace.case) or [ROOT]
    cases_here = {path.parent.name for root in roots for path in (root / "cases").glob("*/case.toml")}
    if namespace.case and namespace.case not in cases_here:
        said = f"There is no case {namespace.case!r} here{suggestion(namespace.case, cases_here)}"
        print(said if namespace.shelf else f"{said}\nOne that you are writing: add --shelf FOLDER", file=sys.stderr)
        return 2
    findings = [finding for root in roots for finding in find(root, checks, namespace.case or "")]
    if namespace.case:
        findings = [f for f in findings if f.path == OF_NO_CASE or concerns(f.path, namespace.case)]
    for finding in findings:
        print(finding)
    sentence = f"{len(findings)} to mend" if findings else "cases, twins, data, guides, words and links are sound"
    print(f"kit check: {sentence}", file=sys.stderr if findings else sys.stdout)
    for case in sorted(cases_here & {namespace.case} if namespace.case else cases_here):
        if lines := sum(unwritten(root, case) for root in roots):
            print(f"{case} is not written yet: {lines} lines of it say TO WRITE or 待写")
    return 1 if findings else 0


def of_a_pack(slug: str | None) -> list[Path]:
    """The folder of the pack that was added and has this case, if there is one."""
    return [shelf for shelf in shelves.shelves() if slug and shelf != ROOT and (shelf / "cases" / slug).is_dir()]


def concerns(path: Path, slug: str) -> bool:
    """Whether a file is one of this case: in its folder, in its dataset, or its guide."""
    return slug in path.parts or path.name.split(".")[0] == slug


def unwritten(root: Path, slug: str) -> int:
    """How many lines of a case, its data and its guide still have what `kit new` wrote in the place of words."""
    folders = [(root / "cases" / slug).glob("*.*"), (root / "datasets" / slug).glob("*.*")]
    paths = [*(path for folder in folders for path in folder), *(root / "instructor_guides").glob(f"{slug}.*.md")]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.suffix in WRITTEN]
    return sum(mark in line for text in texts for line in text.splitlines() for mark in TO_WRITE)


def find(root: Path, checks: tuple[Check, ...], slug: str = "") -> list[Finding]:
    """All findings in order of place; that a check could not go to its end is a finding too, of no case.

    slug: the one case for which all of them are wanted; of other files not all is looked at then.
    """
    findings = []
    told = files.only.set(slug)
    for check in checks:
        try:
            findings += list(check(root))
        except Exception as error:  # whatever a file may hold that a check did not expect
            name = f"{check.__module__}.{check.__name__}"
            findings.append(Finding(root, 1, f"{name} could not read on: {error!r}"))
    files.only.reset(told)
    relative = [Finding(f.path.relative_to(root), f.line, f.sentence) for f in findings]
    return sorted(set(relative))
