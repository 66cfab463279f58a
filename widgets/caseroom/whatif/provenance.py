"""Where the numbers of a file come from, in the lines that every file carries."""

from __future__ import annotations

from caseroom.authoring.views import Situation
from caseroom.whatif.desk import Desk


def provenance(desk: Desk, situation: Situation) -> tuple[str, ...]:
    """The source, and what is constructed. Whoever makes a file adds the date of making it."""
    _, case = desk._, desk.case
    constructed = (
        _("Constructed data: {notice}")
        if situation.own is None
        else _("A file of one's own drives some of the charts; the rest is constructed data: {notice}")
    )
    return (
        _("Source: our own model, for the case “{title}” (Caseroom)").format(title=case.title.text(desk.lang)),
        constructed.format(notice=case.notice.text(desk.lang)),
    )
