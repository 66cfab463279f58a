"""A dataset is made again to the byte and is as it is described; what does not fit is named."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import frictionless
import pytest

from caseroom import data, shelves
from caseroom.data import DataError

HELPDESK = data.folder("helpdesk")


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Spoil a copy of the dataset's first rows: replace one text in calls.csv by another."""
    shutil.copytree(HELPDESK, tmp_path / "datasets" / "helpdesk")
    monkeypatch.setattr(shelves, "shelves", lambda: [tmp_path])
    csv = tmp_path / "datasets" / "helpdesk" / "calls.csv"
    head = csv.read_text(encoding="utf-8").splitlines()[:20]
    csv.write_text("\n".join(head) + "\n", encoding="utf-8")

    def spoil(old: str, new: str) -> None:
        text = csv.read_text(encoding="utf-8")
        assert old in text
        csv.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def run_build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder / "build.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_the_calls_are_what_build_makes_to_the_byte() -> None:
    checked = run_build(HELPDESK, "--check")
    assert checked.returncode == 0, checked.stderr


def test_the_check_fails_when_a_byte_differs(tmp_path: Path) -> None:
    folder = tmp_path / "datasets" / "helpdesk"
    folder.mkdir(parents=True)
    for name in ("widgets", "cases"):
        (tmp_path / name).symlink_to(shelves.KIT / name)
    shutil.copy(HELPDESK / "build.py", folder)
    (folder / "calls.csv").write_bytes((HELPDESK / "calls.csv").read_bytes()[:-1])
    checked = run_build(folder, "--check")
    assert checked.returncode == 1 and "calls.csv" in checked.stderr


def test_frictionless_finds_the_package_valid() -> None:
    report = frictionless.validate(str(HELPDESK / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


def test_every_field_is_described_in_both_languages() -> None:
    described = data.describe("helpdesk")
    assert described.constructed
    assert [field.name for field in described.fields] == list(data.load("helpdesk").columns)
    assert all(field.title.en and field.title.zh and field.description for field in described.fields)
    topic = next(field for field in described.fields if field.name == "topic")
    assert set(topic.categories) == set(data.load("helpdesk").topic)
    assert topic.categories["parking"].zh == "停车"


def test_an_unknown_dataset_is_one_plain_sentence() -> None:
    with pytest.raises(DataError, match="no dataset called 'coldline'"):
        data.load("coldline")


def test_a_missing_table_is_named(copy: Callable[[str, str], None]) -> None:
    (data.folder("helpdesk") / "calls.csv").unlink()
    with pytest.raises(DataError, match=r"calls\.csv is missing"):
        data.load("helpdesk")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("queue_s", "queue", "should have the columns call_id, .*; it has"),
        ("137.0", "long", "Line 2 of calls.csv has 'long' for handle_s"),
        ("2,2025", "1,2025", "Line 3 of calls.csv has '1' for call_id"),
        ("parking", "weather", "Line 2 of calls.csv has 'weather' for topic"),
        ("2025-03-03T08", "2024-03-03T08", "Line 2 .* for arrived_at"),
        ("parking,", ",", "Line 2 of calls.csv has nothing for topic"),
        ("false", "perhaps", "Line 2 of calls.csv has 'perhaps' for abandoned"),
    ],
)
def test_what_does_not_fit_is_named(copy: Callable[[str, str], None], old: str, new: str, sentence: str) -> None:
    copy(old, new)
    with pytest.raises(DataError, match=sentence):
        data.load("helpdesk")
