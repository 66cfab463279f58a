"""Every case's modules have what the kit asks of them."""

from __future__ import annotations

import pytest

from caseroom import casefile, catalogue
from caseroom.authoring.contracts import Debrief, Studies, Views
from caseroom.contracts import Model

CASES = [catalogue.load(slug) for slug in catalogue.slugs()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_a_cases_modules_keep_their_contracts(case: casefile.CaseFile) -> None:
    assert isinstance(case.code("model"), Model)
    assert isinstance(case.code("views"), Views)
    assert isinstance(case.code("study"), Studies)
    assert isinstance(case.code("debrief"), Debrief)


def test_a_module_without_its_functions_keeps_none() -> None:
    assert not isinstance(casefile, Model | Views | Studies | Debrief)
