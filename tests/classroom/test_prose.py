"""An author's prose loses nothing that our cases use, and nothing hostile gets through."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from nbconvert.filters.markdown import markdown2html

from caseroom import catalogue
from caseroom.i18n import LANGUAGES
from classroom.prose import aligned, harmless, unbroken
from commands import notebooks

NOTEBOOKS = [catalogue.load(slug).notebook(lang) for slug in catalogue.slugs() for lang in LANGUAGES]


class Parts(HTMLParser):
    """Tags with their attributes, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted(pair for pair in attrs if pair[0] != "id"))))  # a page's ids are its own

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_our_own_prose_loses_nothing(notebook) -> None:
    for cell in notebooks.read(notebook)["cells"]:
        if cell["cell_type"] == "markdown":
            html = markdown2html(notebooks.source(cell))
            before, after = Parts(aligned(html)), Parts(harmless(html))
            assert after.words == before.words
            assert [tag for tag in after.tags if tag[0] != "tbody"] == [tag for tag in before.tags if tag[0] != "tbody"]


def test_a_column_of_a_table_stands_as_markdown_says() -> None:
    table = harmless(markdown2html("| way | yuan |\n|:--|--:|\n| cheap | 7 |"))
    assert '<td class="align-left">cheap</td>' in table
    assert '<td class="align-right">7</td>' in table
    assert "style" not in harmless('<table><tr><td style="text-align:right;position:fixed">7</td></tr></table>')


def test_a_per_cent_stays_with_its_number() -> None:
    assert unbroken("<td>26.3 %</td><td>a % b</td>") == "<td>26.3\u00a0%</td><td>a % b</td>"


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<iframe src="//evil.example"></iframe>',
    "<style>body{display:none}</style>",
    '<p style="position:fixed;inset:0">x</p>',
    '<form action="//evil.example"><input name=a><button>x</button></form>',
    '<meta http-equiv=refresh content="0;url=//evil.example">',
    '<base href="//evil.example/">',
    "<object data=x></object><embed src=x>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    "<details open ontoggle=alert(1)>x</details>",
    "<p id=jupyter-config-data>{}</p>",
    '<a href="da&#9;ta:text/html,x">x</a>',
    '<a href="da\nta:text/html,x">x</a>',
    '<a href="&#1;data:text/html,x">x</a>',
    '<img src="da&#9;ta:image/svg+xml,x">',
]
RUNS = re.compile(
    r"<(script|svg|iframe|style|form|input|button|meta|base|object|embed|math|link)|\son\w+\s*=|javascript:|style=|data:|\sid=",
    re.I,
)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_runs_gets_through(html: str) -> None:
    for cleaned in (harmless(html), harmless(markdown2html(html))):
        assert not RUNS.search(cleaned), cleaned
        assert "data:" not in re.sub(r"[\x00-\x20]", "", unescape(cleaned)), "a browser passes over these signs"


def test_a_picture_in_the_text_stays() -> None:
    assert "data:image/png;base64,iVBO" in harmless('<img src="data:image/png;base64,iVBO" alt="a map">')
