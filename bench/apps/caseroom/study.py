"""What the kit asks of every case's data step; this one shows no data."""

from __future__ import annotations

from caseroom.authoring import CaseFile, Study


def study(case: CaseFile, lang: str) -> Study[None]:
    return Study(bundled=lambda: None, charts=(), figures=lambda nothing: ())
