"""A kit on a stick: made whole or not at all, for another system too, and set up where there is no network."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from packaging.utils import parse_wheel_filename

from commands import arguments, bundle, bundled, setup
from commands.bundle import KIT, Target
from commands.bundled import PLATFORMS
from commands.places import ROOT
from commands.sentences import SetupError
from commands.setup import House

HERE = Target(bundled.here(), bundled.python_version())
WINDOWS = Target("win_amd64", "3.12")
LOCK = bundle.read_lock((ROOT / "locks" / "run.txt").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


# A registry and a kit, both small


BACKEND = """\
import base64, hashlib, zipfile
def build_wheel(folder, config_settings=None, metadata_directory=None):
    name = "{name}-1.0-{tag}.whl"
    meta = b"Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0\\n"
    wheel = b"Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: {tag}\\n"
    with zipfile.ZipFile(folder + "/" + name, "w") as file:
        file.writestr("{name}.py", "")
        file.writestr("{name}-1.0.dist-info/METADATA", meta)
        file.writestr("{name}-1.0.dist-info/WHEEL", wheel)
        file.writestr("{name}-1.0.dist-info/RECORD", "")
    return name
"""


class Registry:
    """A folder of packages, and the lock that names them; pip asks nobody else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: list[str] = []
        folder.mkdir()

    def wheel(
        self, name: str, tag: str = "py3-none-any", version: str = "1.0", marker: str = "", python: str = ""
    ) -> None:
        about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        about += f"Requires-Python: {python}\n" if python else ""
        info = f"{name}-{version}.dist-info"
        files = {
            f"{name}.py": f"VERSION = {version!r}\n",
            f"{info}/METADATA": about,
            f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: {tag}\n",
        }
        digests = {file: hashlib.sha256(text.encode()).digest() for file, text in files.items()}
        record = [
            f"{f},sha256={base64.urlsafe_b64encode(d).decode().rstrip('=')},{len(files[f])}" for f, d in digests.items()
        ]
        path = self.folder / f"{name}-{version}-{tag}.whl"
        with zipfile.ZipFile(path, "w") as packed:
            for file, text in (files | {f"{info}/RECORD": "\n".join([*record, f"{info}/RECORD,,"])}).items():
                packed.writestr(file, text)
        self.pin(name, path, version, marker)

    def source(self, name: str, tag: str = "py3-none-any") -> None:
        """Published as source only; the backend that makes a wheel of it comes along, so that no other is fetched."""
        project = f'[project]\nname = "{name}"\nversion = "1.0"\n'
        project += '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        path = self.folder / f"{name}-1.0.tar.gz"
        files = {"pyproject.toml": project, "backend.py": BACKEND.format(name=name, tag=tag)}
        files["PKG-INFO"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        with tarfile.open(path, "w:gz") as packed:
            for file, text in files.items():
                entry = tarfile.TarInfo(f"{name}-1.0/{file}")
                entry.size = len(text.encode())
                packed.addfile(entry, BytesIO(text.encode()))
        self.pin(name, path)

    def pin(self, name: str, path: Path, version: str = "1.0", marker: str = "") -> None:
        """A package of another system has more than one file, as in a real lock."""
        head = f"{name}=={version}" + (f" ; {marker}" if marker else "")
        digests = (hashlib.sha256(b"another file of it").hexdigest(), bundled.sha256(path))
        self.lines += [" \\\n    --hash=sha256:".join((head, *digests)), "    # via caseroom (pyproject.toml)"]


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    return small_registry(tmp_path / "registry", monkeypatch)


def small_registry(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    made = Registry(folder)
    monkeypatch.setenv("PIP_FIND_LINKS", str(made.folder))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(bundle, "SOURCES", ("alldata",))
    made.wheel("plain")
    return made


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle for the Python that runs, with a package that is published as source only."""
    place = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        made = small_registry(place / "registry", patch)
        made.source("alldata")
        return make(small_kit(place / "kit"), made, HERE, place)


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A bundle for a Windows, made elsewhere, and the lock that it was made from."""
    place = tmp_path_factory.mktemp("windows")
    with pytest.MonkeyPatch.context() as patch:
        made = small_registry(place / "registry", patch)
        made.source("alldata")
        made.wheel("speedy", "cp312-cp312-win_amd64")
        made.wheel("onlywin", "cp39-abi3-win_amd64", marker="os_name == 'nt'")
        made.wheel("onlymac", marker="sys_platform == 'darwin'")
        made.wheel("fresh", marker="python_full_version >= '3.12'")
        made.wheel("stale", marker="python_full_version < '3.12'")
        return make(small_kit(place / "kit"), made, WINDOWS, place), "\n".join(made.lines)


@pytest.fixture
def folder(stick: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(stick, tmp_path / "stick 1"))


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return small_kit(tmp_path / "kit")


def small_kit(root: Path) -> Path:
    """Enough of a kit to be bundled and started; what is no part of it stands there, too."""
    shutil.copytree(ROOT / "commands", root / "commands", ignore=bundle.LEFT_OUT)
    shutil.copytree(ROOT / "widgets" / "caseroom", root / "widgets" / "caseroom", ignore=bundle.LEFT_OUT)
    shutil.copy2(ROOT / "kit", root / "kit")
    (root / "pyproject.toml").write_text('[project]\ndependencies = ["plain>=1.0"]\n', encoding="utf-8")
    (root / "locks").mkdir()
    (root / ".caseroom").mkdir()
    (root / ".caseroom" / "classroom.sqlite3").write_text("an answer", encoding="utf-8")
    (root / "caseroom-2026-01-01-080000.sqlite3").write_text("an answer", encoding="utf-8")
    return root


def make(kit: Path, registry: Registry, target: Target, place: Path) -> Path:
    (kit / "locks" / "run.txt").write_text("\n".join(registry.lines) + "\n", encoding="utf-8")
    return bundle.make(kit, target, place)


def wheels(folder: Path) -> set[str]:
    return {path.name for path in (folder / "caseroom" / "wheels").glob("*.whl")}


# What a bundle holds


def test_a_bundle_for_windows_is_made_elsewhere_with_its_own_wheels(windows: tuple[Path, str]) -> None:
    folder, _ = windows
    assert {name.partition("-")[0] for name in wheels(folder)} == {"plain", "alldata", "speedy", "onlywin", "fresh"}
    start = (folder / "start.bat").read_bytes()
    assert b"py -3.12 " in start and b"'win-amd64'" in start
    assert start.count(b"\n") == start.count(b"\r\n")
    assert "Windows installer (64-bit)" in (folder / "READ-ME-FIRST.txt").read_text(encoding="utf-8-sig")


def test_every_wheel_has_a_hash_of_the_lock_and_is_installed_by_it_alone(windows: tuple[Path, str]) -> None:
    folder, lock = windows[0] / "caseroom" / "wheels", windows[1]
    asked = {line.split("==")[0]: line for line in (folder / "run.txt").read_text(encoding="utf-8").splitlines()}
    for path in folder.glob("*.whl"):
        name, version, _, _ = parse_wheel_filename(path.name)
        assert asked[name] == f"{name}=={version} --hash=sha256:{bundled.sha256(path)}"
        if name != "alldata":  # whose source the lock names
            assert bundled.sha256(path) in lock


def test_where_the_patch_release_decides_both_are_there_with_their_markers(
    kit: Path, registry: Registry, tmp_path: Path
) -> None:
    registry.wheel("soup", version="1.0", marker="python_full_version < '3.11.5'")
    registry.wheel("soup", version="2.0", marker="python_full_version >= '3.11.5'", python=">=3.11.5")
    folder = make(kit, registry, Target("manylinux_x86_64", "3.11"), tmp_path)
    assert {name for name in wheels(folder) if name.startswith("soup")} == {
        "soup-1.0-py3-none-any.whl",
        "soup-2.0-py3-none-any.whl",
    }
    asked = (folder / "caseroom" / "wheels" / "run.txt").read_text(encoding="utf-8")
    assert 'soup==2.0; python_full_version >= "3.11.5" --hash' in asked


def test_no_answer_of_a_student_goes_on_the_stick(folder: Path) -> None:
    assert not [path for path in folder.rglob("*") if path.name == ".caseroom" or path.suffix == ".sqlite3"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "READ-ME-FIRST.txt",
        "caseroom",
        PLATFORMS[HERE.platform].start,
    ]


def test_all_of_the_kit_goes_on_the_stick() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    assert {name.partition("/")[0] for name in listed if not name.startswith(".")} == set(KIT)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_system_gets_what_it_needs_and_nothing_of_others(platform: str, python: str) -> None:
    target = Target(platform, python)
    needed = {pin.key[0] for pin in LOCK if target.needs(pin, bundle.LAST_PATCH)}
    own = {
        "win32": {"colorama", "pywinpty"},
        "darwin": {"appnope", "pexpect", "ptyprocess"},
        "linux": {"pexpect", "ptyprocess"},
    }
    of_others = {"colorama", "pywinpty", "appnope", "pexpect", "ptyprocess", "uvloop"}
    assert needed & of_others == own[PLATFORMS[platform].system]
    numpy = [pin.key[1] for pin in LOCK if pin.key[0] == "numpy" and target.needs(pin, 0)]
    assert len(numpy) == 1


# A bundle that cannot be made


def test_a_package_without_a_wheel_is_named_and_no_folder_stays(kit: Path, registry: Registry, tmp_path: Path) -> None:
    registry.wheel("speedy", "cp312-cp312-macosx_12_0_arm64")
    with pytest.raises(SetupError, match=r"no ready-made package of speedy for Windows \(64 bit\) and Python 3.12"):
        make(kit, registry, WINDOWS, tmp_path / "stick")
    assert not [path for path in (tmp_path / "stick").iterdir() if not path.name.startswith(".")]


def test_a_source_that_makes_no_wheel_for_everybody_is_named(kit: Path, registry: Registry, tmp_path: Path) -> None:
    registry.source("alldata", f"cp{sys.version_info[0]}{sys.version_info[1]}-none-linux_x86_64")
    with pytest.raises(SetupError, match=r"alldata 1\.0 is published as source only"):
        make(kit, registry, WINDOWS, tmp_path)


def test_a_wheel_that_is_not_the_locks_is_not_packed(kit: Path, registry: Registry, tmp_path: Path) -> None:
    with zipfile.ZipFile(registry.folder / "plain-1.0-py3-none-any.whl", "a") as packed:
        packed.writestr("more.py", "")
    with pytest.raises(SetupError) as caught:
        make(kit, registry, HERE, tmp_path)
    assert caught.value.key == "hashes"


def test_an_interrupted_bundle_is_none_and_the_next_one_is_whole(
    kit: Path, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    place = tmp_path / "stick"
    with monkeypatch.context() as patch:
        patch.setattr(bundle, "write_manifest", interrupted)
        with pytest.raises(KeyboardInterrupt):
            make(kit, registry, HERE, place)
    (half,) = [path for path in place.iterdir() if path.is_dir()]
    assert half.name.startswith(".")
    with pytest.raises(SetupError, match="not copied whole"):
        bundled.read(half / "caseroom")
    whole = make(kit, registry, HERE, place)
    assert [path for path in place.iterdir() if path.is_dir()] == [whole]
    with pytest.raises(SetupError, match="is there already"):
        make(kit, registry, HERE, place)


# Setting up from it


def cut_off(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Without any network where the system lets us take it away, else with one that leads nowhere."""
    cut = ["unshare", "--net", "--map-root-user"]
    allowed = shutil.which("unshare") and subprocess.run([*cut, "true"], capture_output=True).returncode == 0
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "HTTPS_PROXY": "http://127.0.0.1:9", "PIP_RETRIES": "0"}
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    own |= nowhere | {"LC_ALL": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull} | environ
    call = [*(cut if allowed else []), *command]
    return subprocess.run(call, env=own, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL)


@pytest.mark.skipif(os.name == "nt", reason="start.sh")
def test_it_sets_itself_up_without_a_network_and_goes_on(folder: Path) -> None:
    start = str(folder / PLATFORMS[HERE.platform].start)
    path = f"{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin"
    name = f"python{HERE.python}"
    assert shutil.which(name, path=path), "the tests' own Python is found by its name"
    began = cut_off(start, "packs", PATH=path)
    assert (began.returncode, began.stdout) == (0, "No pack has been added.\n"), began.stderr
    assert "Ready after" in began.stderr
    python = House(folder / "caseroom").python
    found = subprocess.run(
        [python, "-c", "import plain, alldata; print(plain.VERSION)"], capture_output=True, text=True
    )
    assert found.stdout == "1.0\n"
    again = cut_off(start, "packs", PATH=path)
    assert (again.returncode, again.stderr) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="start.sh")
def test_a_computer_without_that_python_is_told_where_to_get_it(kit: Path, registry: Registry, tmp_path: Path) -> None:
    folder = make(kit, registry, Target(HERE.platform, "3.14"), tmp_path)
    start = folder / PLATFORMS[HERE.platform].start
    start.write_text(start.read_text(encoding="utf-8").replace("/usr/", "/nowhere/"), encoding="utf-8")
    said = cut_off(str(start), PATH=f"/usr/bin{os.pathsep}/bin")
    assert said.returncode == 1
    assert "needs Python 3.14" in said.stdout and "Python 3.14，但没有找到" in said.stdout


@pytest.mark.skipif(os.name == "nt", reason="start.sh")
def test_a_folder_that_was_not_copied_whole_is_not_started(folder: Path) -> None:
    (folder / "caseroom" / "wheels" / "bundle.toml").unlink()
    said = cut_off("/bin/sh", str(folder / PLATFORMS[HERE.platform].start))
    assert said.returncode == 1
    assert "not copied whole" in said.stdout and "没有完整复制" in said.stdout


def supply(folder: Path, kind: str = arguments.RUN) -> setup.Supply:
    return setup.supply_of(House(folder / "caseroom"), kind)


@pytest.mark.parametrize("name", ["wheels/plain-1.0-py3-none-any.whl", "commands/serve.py", "wheels/run.txt"])
def test_what_is_missing_is_named_before_anything_is_made(folder: Path, name: str) -> None:
    (folder / "caseroom" / name).unlink()
    with pytest.raises(SetupError, match=f"{name} is missing"):
        supply(folder)


def test_an_altered_wheel_is_named_and_altered_text_is_only_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "caseroom" / "commands" / "serve.py").open("a", encoding="utf-8") as file:
        file.write("# our own\n")
    assert supply(folder).bundle
    assert "changed since they were packed: 1, among them commands/serve.py" in capsys.readouterr().err
    wheel = folder / "caseroom" / "wheels" / "plain-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"?")
    with pytest.raises(SetupError, match=r"plain-1.0-py3-none-any.whl is not the file that was packed"):
        supply(folder)


def test_a_python_that_it_is_not_for_takes_the_internet_and_says_so(
    windows: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = windows
    assert supply(folder) == setup.Supply(folder / "caseroom" / "locks" / "run.txt")
    assert "are for Windows (64 bit) and Python 3.12" in capsys.readouterr().err


def test_what_only_tests_need_is_fetched_as_ever(folder: Path) -> None:
    assert supply(folder, arguments.TEST).bundle is None


def test_a_system_that_is_too_old_for_the_wheels_is_told_so(folder: Path) -> None:
    made = bundled.read(folder / "caseroom")
    error = setup.diagnosis(House(folder), "ERROR: No matching distribution found for plain==1.0\n", made)
    assert error.key == "bundle_older_system"


def test_a_path_that_is_too_long_for_windows_has_a_way_out(tmp_path: Path) -> None:
    hint = "HINT: This error might have occurred since this system does not have Windows Long Path support enabled.\n"
    output = f"ERROR: Could not install packages due to an OSError: [Errno 2] No such file\n{hint}"
    assert setup.diagnosis(House(tmp_path), output).key == "long_path"


def test_the_manifest_is_of_this_platform(folder: Path) -> None:
    told = tomllib.loads((folder / "caseroom" / "wheels" / "bundle.toml").read_text(encoding="utf-8"))
    assert (told["platform"], told["python"]) == HERE
    made = bundled.read(folder / "caseroom")
    assert made and made.fits()


@pytest.mark.parametrize(
    ("system", "whole", "machine", "name"),
    [
        ("win32", "win-amd64", "AMD64", "win_amd64"),
        ("win32", "win32", "AMD64", ""),  # a Python of 32 bit
        ("win32", "win-arm64", "ARM64", ""),
        ("darwin", "macosx-10.13-universal2", "arm64", "macosx_arm64"),
        ("darwin", "macosx-10.13-universal2", "x86_64", "macosx_x86_64"),
        ("linux", "linux-aarch64", "aarch64", "manylinux_aarch64"),
        ("freebsd14", "freebsd-14", "amd64", ""),
    ],
)
def test_a_platform_is_known_by_the_python_that_runs(
    system: str, whole: str, machine: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(bundled.sysconfig, "get_platform", lambda: whole)
    monkeypatch.setattr(bundled.platform, "machine", lambda: machine)
    assert bundled.here() == name


def test_a_python_that_the_kit_does_not_know_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments.parse(["bundle", "--platform", "win_amd64", "--python", "2.7"])
    assert "'2.7' is no Python for the kit" in capsys.readouterr().err
