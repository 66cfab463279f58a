"""A mistake in a case file is named with its line; a sound one becomes plain data."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from caseroom import casefile
from caseroom.casefile import CaseError

SOUND = casefile.load("hotline").folder / "case.toml"


def test_every_case_of_the_repository_loads() -> None:
    for slug in casefile.slugs():
        case = casefile.load(slug)
        assert case.slug == slug
        assert case.family in {family.id for family in casefile.load_families()}
        assert all(case.notebook(lang).exists() for lang in ("en", "zh"))


def test_a_case_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(CaseError, match="did you mean 'hotline'"):
        casefile.load("hotlin")


def _with(tmp_path: Path, change: Callable[[str], str]) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(change(SOUND.read_text(encoding="utf-8")), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('family = "outsourcing"', 'famly = "outsourcing"', "did you mean 'family'"),
        ("minutes = 90", 'minutes = "ninety"', "minutes needs a int"),
        ("minutes = 90", "minutes = ", "not valid TOML"),
        ('name = "arrivals_per_hour"', 'name = "arivals_per_hour"', "did you mean 'arrivals_per_hour'"),
        ('grade = "C"', 'grade = "E"', "it may be 'A', 'B', 'C', 'D'"),
        ('title.zh = "一条热线，四种办法"\n', "", "words in both languages"),
        ('call = "agents_for_connection"', 'call = "agents_for_conection"', "which the model does not have"),
        ('kind = "predict"', 'kind = "guess"', "it may be 'predict'"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    source = SOUND.read_text(encoding="utf-8")
    assert old in source
    with pytest.raises(CaseError) as error:
        casefile.read(_with(tmp_path, lambda text: text.replace(old, new, 1)))
    assert says in str(error.value)
    line = re.search(r"case\.toml:(\d+):", str(error.value))
    assert line is not None
    assert abs(int(line[1]) - source[: source.index(old)].count("\n") - 1) <= 6


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="stands here twice"):
        casefile.read(_with(tmp_path, lambda text: text.replace('id = "predict"', 'id = "brief"', 1)))
