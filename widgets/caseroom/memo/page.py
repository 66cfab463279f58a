"""A memo as one HTML page: prints on A4, runs nothing, asks nothing of the network."""

import base64
from collections.abc import Iterable, Sequence
from html import escape

from caseroom.i18n import language
from caseroom.memo.parts import (
    Answered,
    Comparison,
    Memo,
    Paragraphs,
    Picture,
    Section,
    Sources,
    blocks,
    clean,
    column_shares,
    is_figure,
)
from caseroom.memo.words import Words, words

STYLE = """
@page { size: A4; margin: 2.5cm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; color: #5a6472; } }
* { box-sizing: border-box; }
html { font-size: 11pt; }
body { margin: 0 auto; padding: 2.5rem 1.25rem; max-width: 17cm; color: #1d232b; background: #fff;
  font: 1rem/1.5 Cambria, Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
:lang(zh) body { font-family: Cambria, SimSun, "Songti SC", "Noto Serif CJK SC", serif; line-height: 1.75; }
h1, h2, dl, th, figcaption, .notice, .locked { font-family: Calibri, "Segoe UI", Arial, sans-serif; }
:lang(zh) :is(h1, h2, dl, th, figcaption, .notice, .locked) {
  font-family: Calibri, SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif; }
h1 { margin: 0 0 .75rem; padding-bottom: .4rem; border-bottom: 1.5pt solid #1f3a5f; color: #1f3a5f;
  font-size: 26pt; line-height: 1.2; }
h2 { margin: 1.8em 0 .5em; color: #1f3a5f; font-size: 14pt; break-after: avoid; }
p { margin: 0 0 .6em; orphans: 2; widows: 2; }
:lang(zh) .text p { text-indent: 2em; text-align: justify; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0;
  font-size: 10.5pt; }
dt, .locked, figcaption, .prompt, .notice { color: #5a6472; }
dd { margin: 0; }
.notice { margin: 1rem 0 0; padding: .4rem .75rem; background: #eef2f6; font-size: 9.5pt; }
.prompt { font-style: italic; break-after: avoid; }
:lang(zh) .prompt { font-style: normal;
  font-family: Cambria, KaiTi, "Kaiti SC", "Noto Serif CJK SC", serif; }
.answer { padding-left: .9rem; border-left: 2.25pt solid #1f3a5f; }
.answer :last-child { margin-bottom: 0; }
.locked { font-size: 9pt; }
.found { margin-top: .6em; padding-left: .9rem; }
.found p { margin-bottom: .3em; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; border: solid #1f3a5f; border-width: 1.5pt 0;
  font-size: 10pt; overflow-wrap: normal; }
.pt-9 { font-size: 9pt; } .pt-8 { font-size: 8pt; } .pt-7 { font-size: 7pt; }
:is(.pt-9, .pt-8, .pt-7) :is(th, td) { padding-inline: 4.5pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: .35rem .5rem; border-bottom: .5pt solid #c9d1da; text-align: left; vertical-align: top; }
th { border-bottom: .75pt solid #1f3a5f; vertical-align: bottom; }
tbody tr:last-child td { border-bottom: 0; }
.figure-cell { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 0; break-inside: avoid; text-align: center; }
img { max-width: 100%; max-height: 17cm; }
figcaption { margin-top: .4rem; font-size: 9.5pt; }
ul { margin: 0; padding: 0; list-style: none; font-size: 10pt; }
li { display: grid; grid-template-columns: 2.4em 1fr; margin-bottom: .35rem; }
.listed { margin-bottom: .6em; padding-left: 1.1em; list-style: disc; font-size: inherit; }
.listed li { display: list-item; margin-bottom: .2em; }
.listed.locked { font-size: 9pt; }
.grade { align-self: start; justify-self: start; padding: 0 .4em; background: #eef2f6; font-weight: bold; }
@media print {
  body { max-width: none; padding: 0; }
  .notice, .grade { print-color-adjust: exact; }
}
"""
PAPER, CELL_MARGINS = 453.0, 12.0  # pt: how wide the text is on A4, and what a cell keeps at its sides
FIGURE_CELL = ' class="figure-cell"'
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def to_html(memo: Memo) -> str:
    """The memo as a whole HTML document; every text of it is escaped."""
    labels = words(memo)
    facts = "".join(f"<dt>{_safe(label)}</dt><dd>{_safe(value)}</dd>" for label, value in labels.facts)
    title = f"{labels.title}: {memo.case}"
    return f"""<!doctype html>
<html lang="{language(memo.lang).tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{_safe(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{_safe(labels.title)}</h1>
<dl>{facts}</dl>
<p class="notice">{_safe(labels.notice)}</p>
{"".join(_sections(memo, labels))}
</main>
</body>
</html>
"""


def _sections(memo: Memo, labels: Words) -> Iterable[str]:
    figures = 0
    for section, locked in zip(memo.sections, labels.locked, strict=True):
        figures += isinstance(section, Picture)
        content = _content(section, labels, locked, labels.figure.format(number=figures))
        yield f"<section>\n<h2>{_safe(section.title)}</h2>\n{content}\n</section>\n"


def _content(section: Section, labels: Words, locked: str, figure: str) -> str:
    match section:
        case Paragraphs():
            return f'<div class="text">{"".join(map(_paragraphs, section.texts))}</div>'
        case Answered():
            below = "".join(_paragraphs(text, "locked") for text in (locked, *section.in_class))
            return (
                f'<div class="prompt">{_paragraphs(section.prompt)}</div>\n'
                f'<div class="answer">{_paragraphs(section.answer or labels.no_answer)}'
                f"{below}</div>{_found(section.found, labels)}"
            )
        case Comparison():
            return _table(section)
        case Picture():
            data = base64.b64encode(section.png).decode()
            return (
                f'<figure><img alt="{_safe(section.alt)}" src="data:image/png;base64,{data}">'
                f"<figcaption><b>{_safe(figure)}</b>&ensp;{_safe(section.caption)}</figcaption></figure>"
            )
        case Sources():
            rows = "".join(
                f'<li><span class="grade">{_safe(grade)}</span><span>{_safe(citation)}</span></li>'
                for grade, citation in section.sources
            )
            return f"<ul>{rows}</ul>"


def _found(text: str, labels: Words) -> str:
    return f'<div class="found"><p><b>{_safe(labels.found)}</b></p>{_paragraphs(text)}</div>' if text else ""


def _table(section: Comparison) -> str:
    right = [all(is_figure(row[place]) for row in section.rows) for place in range(len(section.columns))]
    head = _row("th", section.columns, right, ' scope="col"')
    body = "".join(_row("td", row, right) for row in section.rows)
    size, _ = column_shares(section, PAPER, CELL_MARGINS)
    return f'<div class="wide"><table class="pt-{size:.0f}"><thead>{head}</thead><tbody>{body}</tbody></table></div>'


def _row(tag: str, texts: Sequence[str], right: Sequence[bool], scope: str = "") -> str:
    cells = (
        f"<{tag}{scope}{FIGURE_CELL if to_the_right else ''}>{_safe(text)}</{tag}>"
        for text, to_the_right in zip(texts, right, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _paragraphs(text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return "".join(
        f"<p{named}>{_safe(block)}</p>" if isinstance(block, str) else _list(block, kind) for block in blocks(text)
    )


def _list(texts: Sequence[str], kind: str) -> str:
    return f'<ul class="{f"listed {kind}".strip()}">{"".join(f"<li>{_safe(text)}</li>" for text in texts)}</ul>'


def _safe(text: str) -> str:
    return escape(clean(text))
