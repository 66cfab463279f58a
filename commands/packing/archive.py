"""The file of a pack: the same bytes every time it is made, and read as if whoever made it were hostile.

Nothing of an archive is believed: names are checked before anything is written, sizes are those that come out, and
what is written goes into a folder of its own that the caller throws away when anything is wrong.
"""

from __future__ import annotations

import hashlib
import stat
import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from caseroom import patience
from commands.packing import manifest
from commands.packing.manifest import Manifest
from commands.packing.sentences import PackError

KINDS = {".py", ".toml", ".ipynb", ".po", ".csv", ".json", ".md", ".txt", ".png", ".jpg", ".jpeg"}
ROOMS = ("cases", "datasets", "instructor_guides")
LEFT_OUT = ("__pycache__", ".ipynb_checkpoints")
MOST_FILES = 2_000
LARGEST = 200_000_000  # bytes, all files together
PIECE = 1 << 20
LONGEST_PART = 100  # characters of a folder's or a file's name
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file knows


# Writing


def write(shelf: Path, slugs: list[str], about: Manifest, target: Path) -> Manifest:
    """Write the cases with their datasets and guides; what stands in the pack's pack.toml. PackError."""
    files = {path.relative_to(shelf).as_posix(): path.read_bytes() for path in _files(shelf, slugs)}
    for name in files:
        check_name(name)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    about = replace(about, cases=tuple(sorted(slugs)), files=digests, kit=manifest.kit_version())
    manifest.read(about.written())  # whoever adds it reads it with the same eyes
    files[manifest.NAME] = about.written().encode()
    draft = target.with_name(f".{target.name}.draft")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, WHEN)
            info.external_attr, info.compress_type = 0o644 << 16, zipfile.ZIP_DEFLATED
            info.create_system = 3  # as on Unix, wherever it is made
            archive.writestr(info, files[name])
    patience.replace(draft, target)
    return about


def _files(shelf: Path, slugs: list[str]) -> Iterator[Path]:
    for slug in sorted(slugs):
        case = shelf / "cases" / slug
        dataset = tomllib.loads((case / "case.toml").read_text(encoding="utf-8-sig")).get("dataset", slug)
        for folder in (case, shelf / "datasets" / dataset):
            yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not _left_out(path))
        yield from sorted((shelf / "instructor_guides").glob(f"{slug}.*.md"))
    families = shelf / "cases" / "families.toml"
    if (shelf / manifest.NAME).is_file() and families.is_file():
        yield families


def _left_out(path: Path) -> bool:
    return any(part in LEFT_OUT for part in path.parts)


# Reading


def unpack(path: Path, folder: Path) -> Manifest:
    """Write what the pack holds into `folder`, which is empty, and hold it to its manifest. PackError."""
    if not path.is_file():
        raise PackError("no_such_file", path=path)
    if path.stat().st_size > LARGEST:
        raise PackError("too_large", limit=LARGEST // 1_000_000, most=MOST_FILES)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _entries(archive)
            if manifest.NAME not in entries:
                raise PackError("no_manifest", path=path.name)
            digests, left = {}, LARGEST
            for name, entry in entries.items():
                digests[name], size = _write(archive, entry, folder / name, left)
                left -= size
    except OSError as error:
        raise PackError("not_written", why=error.strerror or error) from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise PackError("not_a_pack", path=path.name, why=error) from None
    try:
        about = manifest.read((folder / manifest.NAME).read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise PackError("bad_manifest", why="UTF-8") from None
    hold(about, {name: digest for name, digest in digests.items() if name != manifest.NAME})
    return about


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Files by name, in the order of names; every name can be written."""
    found: dict[str, zipfile.ZipInfo] = {}
    lower: set[str] = set()
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
        raise PackError("too_large", limit=LARGEST // 1_000_000, most=MOST_FILES)
    for entry in entries:
        name = entry.orig_filename
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise PackError("link", name=name)
        if entry.flag_bits & 1:
            raise PackError("locked")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # of others no piece is bounded
            raise PackError("not_a_pack", path=name, why=f"compression {entry.compress_type}")
        if name != manifest.NAME:
            check_name(name)
        if name.casefold() in lower:
            raise PackError("twice", name=name)
        lower.add(name.casefold())
        found[name] = entry
    return dict(sorted(found.items()))


def check_name(name: str) -> None:
    """That a file of this name stays in its folder on every system, and is of a kind that a pack holds. PackError."""
    parts = name.split("/")
    plain = name.isprintable() and not any(sign in name for sign in '\\:*?"<>|')
    if not plain or len(parts) < 2 or parts[0] not in ROOMS or not all(map(_sound_part, parts)):
        raise PackError("unsafe_name", name=name)
    if PurePosixPath(name).suffix.lower() not in KINDS:
        raise PackError("kind", name=name)


def _sound_part(part: str) -> bool:
    shape = 0 < len(part) <= LONGEST_PART and part == part.strip() and not part.endswith(".")
    return shape and part not in (".", "..") and part.split(".")[0].lower() not in DEVICES


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, most: int) -> tuple[str, int]:
    """SHA-256 and size of what comes out, which need not be what the archive says."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(entry) as packed, target.open("xb") as file:
        while piece := packed.read(PIECE):
            size += len(piece)
            if size > most:
                raise PackError("too_large", limit=LARGEST // 1_000_000, most=MOST_FILES)
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest(), size


def _belongs(name: str, about: Manifest) -> bool:
    """Whether the file is one of the pack's cases'. A cases/__init__.py would hide every other case from Python."""
    room, second, *rest = name.split("/")
    if room == "cases":
        return second in about.cases if rest else second == "families.toml"
    return bool(rest) if room == "datasets" else not rest and second.split(".")[0] in about.cases


def hold(about: Manifest, digests: dict[str, str]) -> None:
    """That the files are those of the manifest, and belong to its cases. PackError names the first that is not."""
    for name in sorted(set(about.files) ^ set(digests)):
        raise PackError("unlisted", name=name)
    for name, digest in sorted(digests.items()):
        if about.files[name] != digest:
            raise PackError("altered", name=name)
        if not _belongs(name, about):
            raise PackError("unlisted", name=name)
    for slug in about.cases:
        if f"cases/{slug}/case.toml" not in digests:
            raise PackError("unlisted", name=f"cases/{slug}/case.toml")
