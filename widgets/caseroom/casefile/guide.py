"""An instructor guide's shape: its parts, and the rows of its plans."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
ANSWERS_HEADING = 6
"""Which of them has the answers, each paragraph under what it answers."""
BOARD_HEADING = 8
"""Which of them says what goes on the board."""
DEBRIEF_HEADING = 9
"""Which of them says what the teacher tells at the end."""

AS_IN_A = {"en": "As in plan A", "zh": "同方案甲"}
"""What stands in plan B for the words that plan A has in the row of the same activity, or of the same thing to see."""

SPACE = {"en": " ", "zh": ""}
"""What stands between two sentences, and between two lines of one."""

ROW = re.compile(r"\|\s*(\d+)\s*[–—-]\s*(\d+)\s*\|(.*)\|\s*$")
LIKE_A_ROW = re.compile(r"\s*\|?\s*\d+\s*[^\s\d|]+\s*\d+.*\|")


QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”')
INNER = re.compile(r"‘([^‘’]*[\u4e00-\u9fff][^‘’]*)’")
"""Chinese quotation marks within others: what is said stands alone on the desk, and they are the outer ones there."""
CLOSED = re.compile(r"[.?!…。？！][’）)]*$")
"""How a sentence ends; the name of a page or of a part of the guide ends in a word."""


@dataclass(frozen=True)
class Words:
    """What a guide has in its last column: said to the class as it stands, or a word to the teacher."""

    aloud: bool
    text: str


NAMED = re.compile(r"[“\"]([^“”\"]+)[”\"]|(?<!\*)\*([^*]+)\*(?!\*)")

PART = re.compile(r"\s*<br\s*/?>\s*")
"""What stands between the words for one phase of a row and those for the next."""


def parts(cell: str) -> list[str]:
    """What the last column has for each phase of its row, as it is written; one part serves the row's first phase."""
    return PART.split(cell.strip())


def words_of(cell: str, part: int) -> list[Words]:
    """The words for the row's phase of this number, from 1; those for all its phases where the number is 0."""
    found = parts(cell)
    wanted = found[part - 1 : part] if part else found
    return [one for text in wanted for one in words(text)]


def see_of(cell: str, part: int) -> str:
    """What is to be seen in the row's phase of this number; all of it where the cell is not written phase by phase."""
    found = parts(cell)
    return found[part - 1] if 0 < part <= len(found) and len(found) > 1 else " ".join(found)


def words(cell: str) -> list[Words]:
    """What stands in quotation marks is said; what stands beside it tells the teacher what to do or to expect."""
    found: list[Words] = []
    begun = 0
    for quoted in QUOTED.finditer(cell):
        inner = (quoted[1] or quoted[2] or "").strip()
        if CLOSED.search(inner):
            found += [*_aside(cell[begun : quoted.start()]), Words(aloud=True, text=INNER.sub(r"“\1”", inner))]
            begun = quoted.end()
    return found + _aside(cell[begun:])


def _aside(text: str) -> list[Words]:
    text = _begun(text)
    return [Words(aloud=False, text=text)] if re.search(r"\w", text) else []


def _begun(text: str) -> str:
    """What is left of a sentence, as a sentence."""
    text = text.strip().lstrip(" ,;.，；。")
    return text[:1].upper() + text[1:]


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
    """The rows of a guide's plan, with the words that plan B takes from plan A; none where there is no such plan."""
    return _plan(path, path.stat().st_mtime_ns, language, letter) if path.is_file() else []


@functools.lru_cache(maxsize=64)
def _plan(path: Path, written_at: int, language: str, letter: str) -> list[Row]:
    known = sections(path)
    first, wanted = (rows(_part(known, language, PLAN_HEADINGS[one])) for one in ("A", letter))
    return [in_full(row, first, language) for row in wanted] if letter != "A" else first


def in_full(row: Row, first: list[Row], language: str) -> Row:
    """The row with the words that it takes from a row of plan A, instead of the remark that it takes them."""
    phrase = AS_IN_A[language]
    if not row.whole or not row.cells[2].startswith(phrase):
        return row
    twins = [one for one in first if one.whole]
    twin = next((one for one in twins if one.cells[0] == row.cells[0]), None) or next(
        (one for one in twins if one.cells[1] == row.cells[1]), None
    )
    rest = _begun(row.cells[2].removeprefix(phrase))
    if twin is None:
        return row
    return replace(row, cells=(*row.cells[:2], SPACE[language].join(filter(None, (twin.cells[2], rest)))))


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


@dataclass(frozen=True)
class Answer:
    """What is said of something, under the `name` that it has there."""

    name: str
    text: str


@dataclass(frozen=True)
class Told:
    """What a guide tells its teacher beside the plans. `answers` by the name of what they answer (a part of them with a
    heading of its own by that), `tasks` those of the case's tasks at the levers, by their numbers; in each, paragraphs,
    points of a list and tables stand an empty line apart. `debrief`: its paragraphs.
    """

    answers: Mapping[str, str]
    tasks: Mapping[int, Sequence[Answer]]
    debrief: Sequence[str]


def told(path: Path, language: str) -> Told:
    """What a guide tells its teacher; nothing where there is no such guide."""
    return _told(path, path.stat().st_mtime_ns, language) if path.is_file() else Told({}, {}, [])


@functools.lru_cache(maxsize=64)
def _told(path: Path, written_at: int, language: str) -> Told:
    """Read once for each state of the file: a desk asks whenever anything in its room changes."""
    known, joint = sections(path), SPACE[language]
    answers: dict[str, str] = {}
    also: dict[str, str] = {}  # "By the call, by the solution:" answers both
    tasks: dict[int, list[Answer]] = {}
    for heading, part in _headed(_part(known, language, ANSWERS_HEADING)):
        blocks = _blocks(part, joint)
        if heading:
            answers[name_of(heading)] = "\n\n".join(map(_bare, blocks))
            own = list(itertools.takewhile(lambda one: not one.startswith("**"), blocks)) or blocks
            for task in tasks_in(heading, language):
                tasks.setdefault(task, []).append(Answer(name_of(heading), "\n\n".join(map(_bare, own))))
        for title, text in _titled(blocks):
            name = name_of(title)
            answers[name] = text
            also |= {name_of(_begun(one)): text for one in re.split(r"、|, ", name)}
            for task in tasks_in(title, language):
                tasks.setdefault(task, []).append(Answer(name, text))
    debrief = paragraphs(_part(known, language, DEBRIEF_HEADING), joint)
    return Told(also | answers, tasks, debrief)


def _headed(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text under headings of the third rank; "" is the heading of what stands before the first."""
    first, *others = re.split(r"(?:^|\n)### ", text)
    yield "", first
    for part in others:
        heading, _, rest = part.partition("\n")
        yield heading, rest


TITLED = re.compile(r"([-*] )?\*\*(.+?)\*\*\s*(.*)", re.DOTALL)


def _titled(blocks: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What begins with a title in bold, with all that follows it up to the next: an answer that ends in a colon goes on
    in a list. Points of a list that stand under no such paragraph are answers of their own, each for itself.
    """
    title, found, of_list = "", list[str](), False
    for block in blocks:
        begun, point = TITLED.match(block), POINT.match(block) is not None
        if begun and not (point and title and not of_list):
            if title and any(found):
                yield title, "\n\n".join(filter(None, found))
            title, found, of_list = begun[2], [begun[3]], point
        elif title and not of_list:
            found.append(_bare(block))
    if title and any(found):
        yield title, "\n\n".join(filter(None, found))


def _blocks(text: str, joint: str) -> list[str]:
    """Paragraphs and points of a list, each on one line, and tables, each as it is written."""
    found = []
    for part in re.split(r"\n\s*\n|\n(?=[-*] |\d+\. )", text.strip()):
        lines = [one.strip() for one in part.splitlines()]
        if part.startswith("|"):
            found.append("\n".join(lines))
        elif part and not part.startswith((">", "#", "```")):
            found.append(joint.join(lines))
    return found


TASKS = {
    "en": re.compile(r"\btasks?\s+(\d+(?:(?:\s*,\s*|\s+and\s+|\s+or\s+|\s+to\s+|\s*–\s*)\d+)*)", re.IGNORECASE),
    "zh": re.compile(
        r"第\s*([\d一二三四五六七八九]+(?:[、和或至到—][\d一二三四五六七八九]+)*)\s*项|任务([\d一二三四五六七八九])"
    ),
}
"""Where words name tasks by their numbers: "tasks 2 and 3", "第3至5项"."""
SPAN = re.compile(r"(\d+)(?:\s*(?:to|–|至|到|—)\s*(\d+))?")
TASK = {"en": "Task {n}", "zh": "第{n}项"}
"""What the answer to a task is called that has no name of its own."""
DIGITS = str.maketrans("一二三四五六七八九", "123456789")


def tasks_in(words: str, language: str) -> list[int]:
    """The numbers of the tasks that words name, from the lowest to the highest."""
    found: set[int] = set()
    for named in TASKS[language].finditer(words):
        for first, last in SPAN.findall(next(filter(None, named.groups())).translate(DIGITS)):
            found |= set(range(int(first), int(last or first) + 1))
    return sorted(found)


def _part(known: dict[str, str], language: str, place: int) -> str:
    return known.get(HEADINGS[language][place], "")


def name_of(title: str) -> str:
    """A title as it is compared: quotation marks, its last full stop or question mark and a remark in brackets do not
    count, nor whether its apostrophes are straight.
    """
    bare = re.sub(r"\s*[（(][^（）()]*[）)]$", "", title.strip('“”" .:。：'))
    return bare.strip("“”?？!！.。 ").replace("’", "'")


def named_in(words: str) -> list[str]:
    """What stands in quotation marks or in italics, as it is compared: "take the pairs in 'The private briefs'"."""
    return [name_of(quoted or leaning) for quoted, leaning in NAMED.findall(words)]


POINT = re.compile(r"[-*] ")
"""How a point of a list begins; where points are numbered, the number is kept."""


def paragraphs(text: str, joint: str) -> list[str]:
    """Paragraphs and points of a list, each on one line; tables, quoted pieces and headings are left out."""
    return [_bare(one) for one in _blocks(text, joint) if one[0] != "|"]


def _bare(block: str) -> str:
    """A block without what makes it a point of a list."""
    return block[2:] if POINT.match(block) else block
