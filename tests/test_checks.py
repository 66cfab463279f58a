"""Numbers that stand in a case's prose are the model's: each case lists them in checks.toml."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from caseroom import casefile, catalogue
from caseroom.casefile import Call
from caseroom.exercises import compute


def checks() -> Iterator[Any]:
    for slug in catalogue.slugs():
        case = catalogue.load(slug)
        listed = tomllib.loads((case.folder / "checks.toml").read_text(encoding="utf-8"))["check"]
        for check in listed:
            yield pytest.param(case, check, id=f"{slug}: {check['says']}")


@pytest.mark.parametrize(("case", "check"), list(checks()))
def test_a_number_in_the_prose_is_the_models(case: casefile.CaseFile, check: dict[str, Any]) -> None:
    call = Call(check["call"], check.get("with", {}), check.get("take", ""), check.get("row", ""))
    found = compute(call, case.code("model"))
    assert found == pytest.approx(check["equals"], abs=check["tolerance"])
