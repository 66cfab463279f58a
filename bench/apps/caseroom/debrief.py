"""What the kit asks of every case's debrief; this one lays nothing on the table."""

from __future__ import annotations

from caseroom.authoring import CaseFile, DebriefTable


def tables(case: CaseFile, lang: str) -> list[DebriefTable]:
    return []
