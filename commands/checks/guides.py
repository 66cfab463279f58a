"""Instructor guides: one a case and language, on one template, with plans that fill their time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from commands.checks.finding import Finding, line_of

HEADINGS = {
    "en": (
        "Synopsis",
        "Learning objectives",
        "Who it suits",
        "What to prepare",
        "Plan A: 90-minute workshop",
        "Plan B: three-hour class",
        "Answers with reasoning",
        "Likely wrong turns, and how to use them",
        "Board plan",
        "Debrief",
        "Variants",
        "Assessment rubric",
        "Further reading",
    ),
    "zh": (
        "案例概要",
        "学习目标",
        "适用对象",
        "课前准备",
        "方案甲：90分钟工作坊",
        "方案乙：三小时课堂",
        "答案与理由",
        "常见的弯路与用法",
        "板书设计",
        "复盘",
        "变式",
        "评分量表",
        "延伸阅读",
    ),
}
PLANS = {4: 90, 5: 180}
"""Which of the headings are plans, and how many minutes they have to fill."""

SHORTEST, LONGEST = 5, 10  # minutes of a block
ROW = re.compile(r"\|\s*(\d+)[–—-](\d+)\s*\|(.*)\|\s*$")

OTHER = {"en": "zh", "zh": "en"}


def guides(root: Path) -> Iterator[tuple[Path, str]]:
    """Each guide with its language."""
    for path in sorted((root / "instructor_guides").glob("*.md")):
        language = path.stem.rpartition(".")[2]
        if language in OTHER and not path.stem.startswith("README"):
            yield path, language


def pairs(root: Path) -> Iterator[Finding]:
    """Every instructor guide stands in both languages."""
    for path in sorted((root / "instructor_guides").glob("*.md")):
        slug, _, language = path.stem.rpartition(".")
        other = OTHER.get(language)
        if other is None:
            yield Finding(path, 1, "a guide is named <slug>.en.md or <slug>.zh.md")
        elif not path.with_name(f"{slug}.{other}.md").is_file():
            yield Finding(path, 1, f"its twin {slug}.{other}.md is missing")


def complete(root: Path) -> Iterator[Finding]:
    """Every case has its guide."""
    for case in sorted((root / "cases").glob("*/case.toml")):
        for language in OTHER:
            name = f"{case.parent.name}.{language}.md"
            if not (root / "instructor_guides" / name).is_file():
                yield Finding(case, 1, f"its guide instructor_guides/{name} is missing")


def parts(root: Path) -> Iterator[Finding]:
    """A guide has all the parts of the template in their order, and none of them is empty."""
    for path, language in guides(root):
        found = sections(path)
        if tuple(found) != HEADINGS[language]:
            wanted = [heading for heading in HEADINGS[language] if heading not in found]
            said = f"it lacks {'; '.join(wanted)}" if wanted else "its parts are not those of the template, in order"
            yield Finding(path, 1, said)
        for heading, text in found.items():
            if not text.strip():
                yield Finding(path, line_of(path, f"^## {re.escape(heading)}"), f"{heading!r} is empty")


def plans(root: Path) -> Iterator[Finding]:
    """A plan goes from 0 to its end without a gap, in blocks of five to ten minutes, each with what to see and say."""
    for path, language in guides(root):
        found = sections(path)
        for place, minutes in PLANS.items():
            heading = HEADINGS[language][place]
            for sentence in wrong_plan(found.get(heading, ""), minutes):
                yield Finding(path, line_of(path, f"^## {re.escape(heading)}"), sentence)


def wrong_plan(text: str, minutes: int) -> Iterator[str]:
    at = 0
    for match in filter(None, map(ROW.match, text.splitlines())):
        start, end = int(match[1]), int(match[2])
        if start != at:
            yield f"minute {at} to {start} has no block, or two"
        if not SHORTEST <= end - start <= LONGEST:
            yield f"the block {start}–{end} is not {SHORTEST} to {LONGEST} minutes long"
        cells = [cell.strip() for cell in match[3].split("|")]
        if len(cells) != 3 or not all(cells):
            yield f"the block {start}–{end} needs an activity, what to see and what to say"
        at = end
    if at != minutes:
        yield f"the plan ends at minute {at}, not {minutes}"


def sections(path: Path) -> dict[str, str]:
    """The text under each heading of the second rank."""
    found: dict[str, str] = {}
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:].strip()
            found[heading] = ""
        elif heading:
            found[heading] += line + "\n"
    return found
