"""Every case's modules have what the kit asks of them."""

from __future__ import annotations

import pytest

from caseroom import casefile
from caseroom.case_modules import Debrief, Studies, Views, debrief_of, studies_of, views_of
from caseroom.contracts import Model

CASES = [casefile.load(slug) for slug in casefile.slugs()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_a_cases_modules_keep_their_contracts(case: casefile.CaseFile) -> None:
    assert isinstance(case.load_model(), Model)
    assert isinstance(views_of(case), Views)
    assert isinstance(studies_of(case), Studies)
    assert isinstance(debrief_of(case), Debrief)


def test_a_module_without_its_functions_keeps_none() -> None:
    assert not isinstance(casefile, Model | Views | Studies | Debrief)
