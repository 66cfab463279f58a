"""`kit print`: a case's class on paper, for a room without internet or without any network."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

import jinja2

from caseroom.casefile import CaseError, CaseFile
from caseroom.i18n import language, translator
from classroom.room.agendas import agendas
from commands import browser, guide
from commands.handouts.sheets import cards, exhibits_of, guidance, sheets
from commands.language import system_language
from commands.run import Refusal, find_case

TEMPLATES = Path(__file__).parent / "handouts"
STYLE = Path(__file__).with_name("print.css")
WITHOUT_BROWSER = "No Chromium, Chrome or Edge was found to make a PDF: print this page from any browser."


def main(namespace: Namespace) -> int:
    """Write <slug>.print.<lang>.pdf and say where, or .html where no browser is found or it was asked for.

    2 for a wrong case, 1 where it cannot be made.
    """
    lang = namespace.lang or system_language()
    try:
        case = find_case(namespace.case)
        html = page(case, lang)
    except (Refusal, CaseError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    pdf = namespace.pdf or (not namespace.html and browser.find_here() is not None)
    if not (pdf or namespace.html):
        print(WITHOUT_BROWSER, file=sys.stderr)
    target = Path(namespace.output) / f"{case.slug}.print.{lang}.{'pdf' if pdf else 'html'}"
    return guide.put(html, target, lang, otherwise="use --html")


def page(case: CaseFile, lang: str) -> str:
    """All sheets as one HTML page, in the order in which a class needs them."""
    agenda, _ = agendas(case)[0], translator(lang)
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    body = environment.get_template("page.html").render(
        case=case,
        lang=lang,
        language=language(lang),
        agenda=agenda,
        sheets=sheets(case, agenda, lang),
        cards=cards(case, lang),
        exhibits=list(exhibits_of(case, lang)),
        guidance=guidance(case, agenda, lang),
        rendered=guide.rendered,
        _=_,
    )
    style = guide.STYLE.read_text(encoding="utf-8") + STYLE.read_text(encoding="utf-8")
    return guide.whole(language(lang).pair(case.title.text(lang), _("the class on paper")), body, style, lang)
