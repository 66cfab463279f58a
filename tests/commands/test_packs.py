"""Packs: what is made can be added and is the same, what is hostile is refused in a sentence, nothing is half done."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.packing import archive, installed, manifest
from commands.packing.manifest import Manifest
from commands.packing.sentences import PackError
from commands.places import ROOT
from tests.kit import forked as kit
from tests.kit import started

FIRST = sorted(path.parent.name for path in ROOT.glob("cases/*/case.toml"))[0]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of one's own with one new case in it."""
    folder = tmp_path_factory.mktemp("made") / "our_cases"
    made = kit(folder.parent, "new", "kpi/waiting_lists", "--pack", str(folder))
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def packed(shelf: Path) -> Path:
    target = shelf.parent / "ours.zip"
    done = kit(
        shelf.parent, "pack", "waiting_lists", "--shelf", str(shelf), "-o", str(target), "--author", "Our school"
    )
    assert done.returncode == 0, done.stderr
    return target


def test_a_new_case_in_a_pack_of_ones_own_passes_the_checks(shelf: Path) -> None:
    checked = kit(shelf.parent, "check", "--shelf", str(shelf))
    assert checked.returncode == 0, checked.stdout


def test_a_pack_of_what_is_not_written_yet_says_so(shelf: Path, tmp_path: Path) -> None:
    done = kit(tmp_path, "pack", "waiting_lists", "--shelf", str(shelf), "-o", str(tmp_path / "early.zip"))
    assert done.returncode == 0 and "waiting_lists is not written yet" in done.stderr


def test_the_same_cases_make_the_same_bytes(shelf: Path, packed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    kit(tmp_path, "pack", "waiting_lists", "--shelf", str(shelf), "-o", str(again), "--author", "Our school")
    assert again.read_bytes() == packed.read_bytes()


def test_the_way_from_adding_to_removing(packed: Path, tmp_path: Path) -> None:
    asked = started(tmp_path, "add", str(packed))
    assert asked.returncode == 2 and "Our school" in asked.stdout and "your rights" in asked.stdout
    assert started(tmp_path, "packs").stdout.startswith("No pack")
    assert started(tmp_path, "add", str(packed), "--yes").returncode == 0
    assert "waiting_lists" in started(tmp_path, "packs").stdout
    assert "Demand" in started(tmp_path, "run", "waiting_lists", "--lang", "en").stdout
    checked = started(tmp_path, "check", "waiting_lists")
    assert checked.returncode == 0 and "waiting_lists is not written yet" in checked.stdout
    sheets = started(tmp_path, "print", "waiting_lists", "--html", "--lang", "en", "--output", str(tmp_path))
    assert sheets.returncode == 0, sheets.stderr
    assert (
        "waiting_lists.zh.html"
        in started(tmp_path, "guide", "waiting_lists", "--lang", "zh", "--output", str(tmp_path)).stdout
    )
    twice = started(tmp_path, "add", str(packed), "--yes")
    assert twice.returncode == 2 and "already a pack" in twice.stderr
    assert started(tmp_path, "remove", "our_cases").returncode == 2, "nobody is there to be asked"
    assert "is kept" in started(tmp_path, "remove", "our_cases", "--yes").stdout
    assert started(tmp_path, "run", "waiting_lists").returncode == 2
    assert list((tmp_path / "packs").iterdir()) == []
    again = started(tmp_path, "remove", "our_cases", "--yes")
    assert again.returncode == 2 and "none has been added" in again.stderr


@pytest.mark.parametrize("change", ["change", "add", "lose", "manifest"])
def test_a_pack_that_has_changed_is_named_and_left_out(packed: Path, tmp_path: Path, change: str) -> None:
    assert kit(tmp_path, "add", str(packed), "--yes").returncode == 0
    case = tmp_path / "packs" / "our_cases-1" / "cases" / "waiting_lists"
    if change == "change":
        (case / "model.py").write_text((case / "model.py").read_text() + "\n")
    elif change == "add":
        (case / "more.py").write_text("")
    elif change == "lose":
        (case / "debrief.py").unlink()
    else:
        (case.parents[1] / manifest.NAME).write_text("")
    started = kit(tmp_path, "run", "waiting_lists")
    assert started.returncode == 2 and "our_cases is not used" in started.stderr
    sound = kit(tmp_path, "run", "--describe", FIRST)
    assert sound.returncode == 0, "the others work"
    assert kit(tmp_path, "packs").returncode == 1


def test_the_sentences_are_chinese_where_the_system_is(packed: Path, tmp_path: Path) -> None:
    assert "会以您的权限在本机运行" in kit(tmp_path, "add", str(packed), LC_ALL="zh_CN.UTF-8").stdout


def test_a_case_of_a_name_that_stands_here_is_refused(tmp_path: Path) -> None:
    done = kit(tmp_path, "pack", FIRST, "-o", str(tmp_path / "h.zip"))
    assert done.returncode == 0, done.stderr
    added = kit(tmp_path, "add", str(tmp_path / "h.zip"), "--yes")
    assert added.returncode == 2 and f"already a case called {FIRST!r}" in added.stderr
    assert list((tmp_path / "packs").iterdir()) == []


def test_a_pack_whose_case_cannot_be_opened_is_not_added(shelf: Path, tmp_path: Path) -> None:
    spoilt = Path(shutil.copytree(shelf, tmp_path / "spoilt"))
    (spoilt / "cases" / "waiting_lists" / "model.py").write_text("import nowhere\n")
    target = tmp_path / "spoilt.zip"
    assert kit(tmp_path, "pack", "waiting_lists", "--shelf", str(spoilt), "-o", str(target)).returncode == 0
    added = kit(tmp_path, "add", str(target), "--yes")
    assert added.returncode == 2 and "No module named 'nowhere'" in added.stderr
    assert not (tmp_path / "packs.toml").exists() and list((tmp_path / "packs").iterdir()) == []


def test_what_an_interrupted_command_left_is_cleared(packed: Path, tmp_path: Path) -> None:
    for left in (".adding-x", "our_cases-1"):
        (tmp_path / "packs" / left / "cases").mkdir(parents=True)
    assert kit(tmp_path, "add", str(packed), "--yes").returncode == 0
    assert [path.name for path in (tmp_path / "packs").iterdir()] == ["our_cases-1"]


def test_a_damaged_register_is_a_sentence_and_the_kits_own_cases_work(packed: Path, tmp_path: Path) -> None:
    assert kit(tmp_path, "add", str(packed), "--yes").returncode == 0
    (tmp_path / "packs.toml").write_text('[[packs]]\nname = "../.."\nversion = "1"\npin = ""\n')
    done = kit(tmp_path, "run", "--describe", FIRST)
    assert done.returncode == 0 and "packs.toml is damaged" in done.stderr
    assert kit(tmp_path, "packs").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_a_folder_in_an_installed_pack_is_noticed(packed: Path, tmp_path: Path) -> None:
    assert kit(tmp_path, "add", str(packed), "--yes").returncode == 0
    (tmp_path / "packs" / "our_cases-1" / "cases" / "more").symlink_to(tmp_path)
    assert "cases/more" in kit(tmp_path, "packs").stdout


def test_two_at_once_do_not_disturb_each_other(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path))
    with installed.only_one():
        assert "Another kit" in kit(tmp_path, "add", str(packed), "--yes").stderr


# Hostile archives

GOOD = {"cases/x1/case.toml": b'slug = "x1"\n', "cases/x1/model.py": b""}


def about(files: dict[str, bytes], **changes: object) -> bytes:
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    fields = {"name": "x", "cases": ("x1",), "files": digests, "kit": manifest.kit_version()} | changes
    return Manifest(**fields).written().encode()  # type: ignore[arg-type]


def made(path: Path, files: dict[str, bytes], pack_toml: bytes | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
        if pack_toml != b"":
            made.writestr(manifest.NAME, pack_toml or about(files))
    return path


def linked(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        info = zipfile.ZipInfo("cases/x1/link.py")
        info.external_attr = 0o120777 << 16
        made.writestr(info, "/etc/passwd")
    return path


def squeezed(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("cases/x1/case.toml", b"0" * 1000)
    return path


def lying(path: Path) -> Path:
    """An entry that says it is small and is not."""
    made(path, GOOD | {"cases/x1/big.txt": b"0" * 5_000_000})
    data = bytearray(path.read_bytes())
    size = (5_000_000).to_bytes(4, "little")
    while size in data:
        at = data.index(size)
        data[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    return path


HOSTILE: dict[str, tuple[Callable[[Path], Path], set[str]]] = {
    "no zip": (lambda path: path.write_bytes(b"PK nothing") and path, {"not_a_pack"}),
    "cut": (lambda path: path.write_bytes(made(path, GOOD).read_bytes()[:-30]) and path, {"not_a_pack"}),
    "no manifest": (lambda path: made(path, GOOD, b""), {"no_manifest"}),
    "no toml": (lambda path: made(path, GOOD, b"= ="), {"bad_manifest"}),
    "no text": (lambda path: made(path, GOOD, b"\xff\xfe"), {"bad_manifest"}),
    "newer schema": (lambda path: made(path, GOOD, about(GOOD, schema=2)), {"newer"}),
    "newer kit": (lambda path: made(path, GOOD, about(GOOD, kit="99.0")), {"newer"}),
    "name that climbs": (lambda path: made(path, GOOD, about(GOOD, name="../x")), {"bad_manifest"}),
    "case that climbs": (lambda path: made(path, GOOD, about(GOOD, cases=("../x",))), {"bad_manifest"}),
    "case not there": (lambda path: made(path, GOOD, about(GOOD, cases=("x1", "x2"))), {"unlisted"}),
    "other bytes": (lambda path: made(path, GOOD | {"cases/x1/model.py": b"1"}, about(GOOD)), {"altered"}),
    "one too many": (lambda path: made(path, GOOD | {"cases/x1/more.py": b""}, about(GOOD)), {"unlisted"}),
    "file of another case": (lambda path: made(path, GOOD | {"cases/x2/model.py": b""}), {"unlisted"}),
    "a package that hides the others": (lambda path: made(path, GOOD | {"cases/__init__.py": b""}), {"unlisted"}),
    "guide of another": (lambda path: made(path, GOOD | {"instructor_guides/x2.en.md": b""}), {"unlisted"}),
    "letters twice": (lambda path: made(path, GOOD | {"cases/x1/MODEL.py": b""}), {"twice"}),
    "link": (linked, {"link"}),
    "another compression": (squeezed, {"not_a_pack"}),
    "lie": (lying, {"not_a_pack", "too_large", "altered"}),
}
NAMES = ("../x.py", "/x.py", "cases/../../x.py", "cases\\x1\\x.py", "C:/x.py", "cases/x1/con.py", "cases/x1/x.py ",
         "cases/x1/a\x07.py", "other/x.py", "x.py", "cases//x.py", "cases/x1/" + "a" * 200 + ".py")  # fmt: skip
KINDS = ("cases/x1/page.js", "cases/x1/page.html", "cases/x1/x.svg", "cases/x1/x.so", "cases/x1/x.pyc", "cases/x1/x")
HOSTILE |= {f"name {name!r}": (lambda path, n=name: made(path, GOOD | {n: b""}), {"unsafe_name"}) for name in NAMES}  # type: ignore[misc]
HOSTILE |= {f"kind {name}": (lambda path, n=name: made(path, GOOD | {n: b""}), {"kind"}) for name in KINDS}  # type: ignore[misc]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_and_leaves_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path / "home"))
    make, keys = HOSTILE[name]
    path = make(tmp_path / "x.zip")
    with pytest.raises(PackError) as refused, installed.new_folder() as folder:
        archive.unpack(path, folder)
    assert refused.value.key in keys, refused.value
    assert list((tmp_path / "home" / "packs").iterdir()) == []
    assert sorted(found.name for found in tmp_path.iterdir()) == ["home", "x.zip"]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1_000_000)
    path = made(tmp_path / "x.zip", GOOD | {"cases/x1/big.csv": b"0" * 3_000_000})
    with pytest.raises(PackError, match="larger than"):
        archive.unpack(path, tmp_path / "to")
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    with pytest.raises(PackError, match="more than 2 files"):
        archive.unpack(made(tmp_path / "y.zip", GOOD), tmp_path / "to")


def test_a_password_is_a_sentence(tmp_path: Path) -> None:
    path = made(tmp_path / "x.zip", GOOD)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(PackError, match="password"):
        archive.unpack(path, tmp_path / "to")


def test_every_sentence_has_the_same_places_in_both_languages() -> None:
    import re

    from commands.packing.sentences import SENTENCES

    for english, chinese in SENTENCES.values():
        found = [sorted(set(re.findall(r"\{(\w+)", text))) for text in (english, chinese)]
        assert found[0] == found[1], english
