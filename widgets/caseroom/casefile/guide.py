"""An instructor guide's shape: its parts, and the rows of its plans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

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
PLAN_HEADINGS = {"A": 4, "B": 5}
"""Which of the headings is the plan of this letter."""
BOARD_HEADING = 8
"""Which of them says what goes on the board."""

ROW = re.compile(r"\|\s*(\d+)\s*[–—-]\s*(\d+)\s*\|(.*)\|\s*$")
LIKE_A_ROW = re.compile(r"\s*\|?\s*\d+\s*[^\s\d|]+\s*\d+.*\|")


@dataclass(frozen=True)
class Row:
    """A row of a plan: from minute `start` to `end`, what is done, what to see and what to say (Markdown)."""

    start: int
    end: int
    cells: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether it has an activity, something to see and something to say."""
        return len(self.cells) == 3 and all(self.cells)


def plan(path: Path, language: str, letter: str) -> list[Row]:
    """The rows of a guide's plan; none where the guide or the plan is not there."""
    if not path.is_file():
        return []
    return rows(sections(path).get(HEADINGS[language][PLAN_HEADINGS[letter]], ""))


def rows(text: str) -> list[Row]:
    """The rows of a plan's table."""
    found = filter(None, map(ROW.match, text.splitlines()))
    return [Row(int(m[1]), int(m[2]), tuple(cell.strip() for cell in m[3].split("|"))) for m in found]


def unread(text: str) -> list[str]:
    """Lines that begin with two numbers, as a row of a plan does, and are none."""
    return [line for line in text.splitlines() if LIKE_A_ROW.match(line) and not ROW.match(line)]


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
