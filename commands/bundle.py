"""`kit bundle`: the kit and every wheel of its lock in one folder, for machines without internet.

It grows in a folder of another name, which becomes the bundle when all of it is there.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename

from caseroom.patience import replace
from commands import arguments, setup
from commands.bundled import FOLDER, LOCK, MANIFEST, PLATFORMS, here, python_version, sha256
from commands.places import ROOT
from commands.sentences import SetupError, say, sentence
from commands.setup import SOURCES, House, Progress

STARTS = Path(__file__).with_name("starts")
KIT = (
    *("kit", "pyproject.toml", "environment.yml", "conftest.py"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "LICENSE", "LICENSE-CONTENT"),
    *(
        "bench",
        "cases",
        "classroom",
        "commands",
        "datasets",
        "deploy",
        "docs",
        "instructor_guides",
        "locks",
        "tests",
        "widgets",
    ),
)
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", "*.egg-info", ".*")
ROOM = "caseroom"  # the kit's folder in the bundle: beside it stands only what is read or clicked
SYSTEMS = {"win32": ("nt", "Windows"), "darwin": ("posix", "Darwin"), "linux": ("posix", "Linux")}
LAST_PATCH = 99  # of a release; a bundle is for all of them

# English and Chinese, by Python's name of the system.
WHERE = {
    "win32": (
        "Get it from python.org/downloads/windows: the newest Python {python} that has a “Windows installer (64-bit)”; "
        "the very last ones may be source code only. In its first window tick “Add python.exe to PATH”.",
        "请从 python.org/downloads/windows 下载提供“Windows installer (64-bit)”的最新 Python {python}"
        "（最末几个版本可能只有源代码），并在安装的第一个窗口勾选“Add python.exe to PATH”。",
    ),
    "darwin": (
        "Get it from python.org/downloads/macos: the newest Python {python} that has an “installer”; "
        "the very last ones may be source code only.",
        "请从 python.org/downloads/macos 下载提供“installer”的最新 Python {python}（最末几个版本可能只有源代码）。",
    ),
    "linux": (
        "Get it from the system's packages; on Debian and Ubuntu they are python{python} and python{python}-venv.",
        "请用系统的软件包安装；在 Debian 和 Ubuntu 上是 python{python} 和 python{python}-venv。",
    ),
}
FIRST = {
    "win32": (
        "If Windows says that it has protected the computer, choose “More info”, then “Run anyway”.",
        "如果 Windows 提示已保护你的电脑，请点“更多信息”，再点“仍要运行”。",
    ),
    "darwin": (
        "If macOS refuses, open System Settings, Privacy & Security, and choose “Open Anyway”; "
        "or type in the Terminal: sh start.command",
        "如果 macOS 拒绝打开，请在“系统设置”的“隐私与安全性”中点“仍要打开”；或在“终端”中输入：sh start.command",
    ),
    "linux": (
        "If nothing happens, open a terminal in this folder and type: sh start.sh",
        "如果没有反应，请在此文件夹打开终端，输入：sh start.sh",
    ),
}
TYPED = {"win32": ".\\start.bat", "darwin": "sh start.command", "linux": "sh start.sh"}


class Pin(NamedTuple):
    """One block of the lock."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def key(self) -> tuple[NormalizedName, str]:
        return canonicalize_name(self.requirement.name), str(self.requirement.specifier).removeprefix("==")

    def line(self, *hashes: str, marker: bool = False) -> str:
        """As pip reads it; a marker would be asked of the Python that runs, not of the one that the bundle is for."""
        name = str(self.requirement) if marker else f"{self.requirement.name}{self.requirement.specifier}"
        return " ".join([name, *(f"--hash=sha256:{digest}" for digest in hashes or self.hashes)])


class Target(NamedTuple):
    """The machines that a bundle is for."""

    platform: str
    python: str

    def needs(self, pin: Pin, patch: int) -> bool:
        """Whether they install it where their Python is of this patch release."""
        marker = pin.requirement.marker
        return marker is None or marker.evaluate(self.environment(patch))

    def environment(self, patch: int) -> dict[str, str]:
        """What markers ask for."""
        one = PLATFORMS[self.platform]
        os_name, system = SYSTEMS[one.system]
        return {
            "os_name": os_name,
            "sys_platform": one.system,
            "platform_system": system,
            "platform_machine": "AMD64" if system == "Windows" else one.machines[0],
            "python_version": self.python,
            "python_full_version": f"{self.python}.{patch}",
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.{patch}",
            "platform_python_implementation": "CPython",
        }


def main(namespace: Namespace) -> int:
    """Make the bundle and say where; 1 and a sentence where that cannot be."""
    target = Target(namespace.platform or here(), namespace.python or python_version())
    try:
        if not target.platform:
            raise SetupError("bundle_which", names=", ".join(PLATFORMS))
        folder = make(ROOT, target, Path(namespace.output))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(sentence("bundle_not_written", why=error), file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(sentence("bundled", path=folder, megabytes=round(size / 1e6), start=PLATFORMS[target.platform].start))
    return 0


def make(root: Path, target: Target, place: Path) -> Path:
    """The folder of the bundle of the kit at `root`. SetupError, OSError."""
    folder = place.absolute() / f"caseroom-{target.platform}-{target.python}"
    if folder.exists():
        raise SetupError("bundle_there", path=folder)
    draft = folder.with_name(f".{folder.name}.unfinished")
    if draft.exists():
        shutil.rmtree(draft)
    room = draft / ROOM
    wheels = room / FOLDER
    wheels.mkdir(parents=True)
    copy_kit(root, room)
    house = House(draft)
    house.log = draft.with_name(f".{folder.name}.log")
    pins = read_lock((root / "locks" / f"{arguments.RUN}.txt").read_text(encoding="utf-8"))
    fetch(house, [pin for pin in pins if pin.key[0] not in SOURCES], target, wheels)
    for pin in pins:
        if pin.key[0] in SOURCES and target.needs(pin, LAST_PATCH):
            build(house, pin, target, wheels)
    write_lock(pins, target, wheels)
    write_starts(target, draft)
    write_manifest(target, room)
    replace(draft, folder)
    house.log.unlink()
    return folder


def copy_kit(root: Path, room: Path) -> None:
    """Nothing that is not the kit's: above all no answers of students."""
    for name in KIT:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, room / name, ignore=LEFT_OUT)
        elif source.exists():
            shutil.copy2(source, room / name)


# Wheels


def read_lock(text: str) -> list[Pin]:
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)
    return [
        Pin(Requirement(block.partition("\\")[0].strip()), tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block)))
        for block in blocks
        if "==" in block
    ]


def fetch(house: House, pins: list[Pin], target: Target, wheels: Path) -> None:
    """All wheels, each held to the lock's hashes. Of two that differ by the patch release of Python, both."""
    one = PLATFORMS[target.platform]
    options = ["--no-deps", "--only-binary", ":all:", "--implementation", "cp", "--dest", str(wheels)]
    options += [word for tag in one.tags for word in ("--platform", tag)]
    say("bundle_fetch", platform=one.said, python=target.python)
    for patch in (0, LAST_PATCH):
        missing = [pin for pin in pins if target.needs(pin, patch)]
        pins = [pin for pin in pins if pin not in missing]
        if not missing:
            continue
        with Progress(len(missing)) as progress:
            version = f"{target.python}.{patch}"
            output = pip(house, missing, progress, "download", "--python-version", version, *options)
        if output is not None:
            raise translated(house, output, target)


def build(house: House, pin: Pin, target: Target, wheels: Path) -> None:
    """A wheel of a package that is published as source only, which is held to the lock's hash."""
    name, version = pin.key
    say("bundle_build", package=name)
    with Progress() as progress:
        output = pip(house, [pin], progress, "wheel", "--no-deps", "--no-binary", name, "--wheel-dir", str(wheels))
    if output is not None:
        raise setup.diagnosis(house, output)
    made = next(path for path in wheels.glob("*.whl") if key_of(path) == pin.key)
    if not made.stem.endswith("-none-any") and target != (here(), python_version()):
        one = PLATFORMS[target.platform]
        raise SetupError("bundle_source", package=f"{name} {version}", platform=one.said, python=target.python)


def key_of(wheel: Path) -> tuple[NormalizedName, str]:
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return name, str(version)


def pip(house: House, pins: list[Pin], progress: Progress, command: str, *options: str) -> str | None:
    """Let pip do it for these pins; what it printed where it failed, else None."""
    asked = house.root / "asked.txt"
    asked.write_text("".join(f"{pin.line()}\n" for pin in pins), encoding="utf-8")
    call = [*pip_here(), command, "--require-hashes", "--progress-bar", "off", *options, "-r", str(asked)]
    try:
        return progress.output if setup.run(house, call, progress) else None
    finally:
        asked.unlink()


def pip_here() -> list[str]:
    """This environment's pip, or where it has none (Debian without python3-venv) the system's."""
    python = sys.executable if importlib.util.find_spec("pip") else setup.builder()
    return [python, "-m", "pip"]


def translated(house: House, output: str, target: Target) -> SetupError:
    """As of a set-up that failed, but for a package without a wheel: it is missing on other machines."""
    error = setup.diagnosis(house, output)
    missing = setup.NO_WHEEL.search(output)
    if error.key != "no_wheel" or missing is None:
        return error
    one = PLATFORMS[target.platform]
    return SetupError("bundle_no_wheel", package=missing[1], platform=one.said, python=target.python)


# What stands beside the wheels


def write_lock(pins: list[Pin], target: Target, wheels: Path) -> None:
    """What a set-up installs: every wheel by its own hash. A marker stays where the patch release decides."""
    found = {key_of(path): sha256(path) for path in wheels.glob("*.whl")}
    lines = []
    for pin in pins:
        wanted = {target.needs(pin, patch) for patch in (0, LAST_PATCH)}
        if True in wanted:
            lines.append(pin.line(found[pin.key], marker=len(wanted) > 1))
    write(wheels / LOCK, "".join(f"{line}\n" for line in lines))


def write_manifest(target: Target, room: Path) -> None:
    """Last of all."""
    found = {path.relative_to(room).as_posix(): path for path in sorted(room.rglob("*")) if path.is_file()}
    inside = f"{FOLDER}/"
    wheels = {name.removeprefix(inside): sha256(path) for name, path in found.items() if name.startswith(inside)}
    files = {name: sha256(path) for name, path in found.items() if not name.startswith(inside)}
    lines = [f'platform = "{target.platform}"', f'python = "{target.python}"']
    lines += [*table("wheels", wheels), *table("files", files)]
    write(room / FOLDER / MANIFEST, "".join(f"{line}\n" for line in lines))


def table(name: str, digests: Mapping[str, str]) -> Iterator[str]:
    yield from ("", f"[{name}]")
    yield from (f'{json.dumps(key, ensure_ascii=False)} = "{digest}"' for key, digest in digests.items())


def write_starts(target: Target, draft: Path) -> None:
    """What is clicked, and what is read first."""
    one = PLATFORMS[target.platform]
    values = {
        "PYTHON": target.python,
        "MINOR": target.python.partition(".")[2],
        "SYSTEM": one.said,
        "START": one.start,
        "COMMAND": TYPED[one.system],
    }
    for name, (english, chinese) in {"WHERE": WHERE[one.system], "FIRST": FIRST[one.system]}.items():
        values |= {name: english.format(python=target.python), f"{name}_ZH": chinese.format(python=target.python)}
    windows = one.system == "win32"
    start = draft / one.start
    write(start, filled(STARTS / ("start.bat" if windows else "start.sh"), values), windows)
    start.chmod(0o755)
    write(draft / ROOM / FOLDER / "no-python.txt", filled(STARTS / "no-python.txt", values), windows)
    mark = "\ufeff" if windows else ""  # by which older editors know the encoding
    write(draft / "READ-ME-FIRST.txt", mark + filled(STARTS / "READ-ME-FIRST.txt", values), windows)


def filled(template: Path, values: Mapping[str, str]) -> str:
    return re.sub(r"@([A-Z_]+)@", lambda name: values[name[1]], template.read_text(encoding="utf-8"))


def write(path: Path, text: str, windows: bool = False) -> None:
    path.write_text(text, encoding="utf-8", newline="\r\n" if windows else "\n")
