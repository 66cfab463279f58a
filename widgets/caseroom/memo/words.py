"""The kit's own words in a memo, in the memo's language."""

from dataclasses import dataclass

from caseroom.i18n import translator
from caseroom.memo.parts import Memo, shown_date, shown_moment


@dataclass(frozen=True)
class Words:
    """Labels and lines that stand around what the student wrote."""

    title: str
    facts: list[tuple[str, str]]
    notice: str
    no_answer: str
    found: str
    locked: list[str]
    page: str
    figure: str


def words(memo: Memo) -> Words:
    """The words for one memo; `locked` has one line per section, empty where nothing was locked in."""
    _ = translator(memo.lang)
    facts = [(_("Case"), memo.case), (_("Date"), shown_date(memo.date, memo.lang))]
    if memo.student:
        facts.insert(1, (_("Prepared by"), memo.student))
    locked = []
    for section in memo.sections:
        moment = getattr(section, "locked_at", None)
        line = _("Locked in on {moment}, before any result was shown")
        locked.append(line.format(moment=shown_moment(moment, memo.lang)) if moment else "")
    return Words(
        title=_("Decision memo"),
        facts=facts,
        notice=memo.notice or _("Constructed data: place, people and figures are invented for teaching."),
        no_answer=_("No answer was written."),
        found=_("What came out"),
        locked=locked,
        page=_("Page {page} of {pages}"),
        figure=_("Figure {number}"),
    )
