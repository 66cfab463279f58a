"""The packs of this machine: `packs/<name>-<version>/` in the kit's home, each pinned in `packs.toml` by its hash.

packs.toml is written last when one is added and first when one is removed: what it does not name is not used, however
far an interrupted command had come.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from caseroom.patience import replace
from commands.packing import archive, manifest
from commands.packing.manifest import Manifest
from commands.packing.sentences import PackError
from commands.places import home
from commands.setup import try_lock

UNFINISHED = ".adding-"


@dataclass(frozen=True)
class Pack:
    """A pack as it was added; `pin` is the SHA-256 of its pack.toml, which has those of all its files."""

    name: str
    version: str
    pin: str

    @property
    def folder(self) -> Path:
        return packs_folder() / f"{self.name}-{self.version}"

    def about(self) -> Manifest:
        """What its pack.toml says. PackError, OSError."""
        return manifest.read((self.folder / manifest.NAME).read_text(encoding="utf-8"))

    def changed(self) -> str:
        """A file that is not what was added, or is one too many or missing; "" where all is as it was."""
        try:
            written = (self.folder / manifest.NAME).read_bytes()
            if hashlib.sha256(written).hexdigest() != self.pin:
                return manifest.NAME
            known = manifest.read(written.decode()).files
        except (OSError, ValueError, PackError):
            return manifest.NAME
        found = {path.relative_to(self.folder).as_posix(): path for path in _kept(self.folder)}
        for name in sorted(set(known) | set(found)):
            path = found.get(name)
            if path is None or path.is_symlink() or known.get(name) != hashlib.sha256(path.read_bytes()).hexdigest():
                return name
        return ""


def packs_folder() -> Path:
    return home() / "packs"


def register() -> Path:
    return home() / "packs.toml"


def packs() -> list[Pack]:
    """All that were added, by name. PackError where the register is damaged."""
    try:
        listed = tomllib.loads(register().read_text(encoding="utf-8"))["packs"]
        found = [Pack(**each) for each in listed]
        if not all(manifest.WORD.fullmatch(word) for pack in found for word in (pack.name, pack.version)):
            raise ValueError("no name")
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        raise PackError("bad_register", path=register()) from None
    return sorted(found, key=lambda pack: pack.name)


def find(name: str) -> Pack:
    """PackError where there is none of that name."""
    known = {pack.name: pack for pack in packs()}
    if not known:
        raise PackError("no_pack_at_all", name=name)
    if name not in known:
        raise PackError("no_pack", name=name, known=", ".join(known))
    return known[name]


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the register: nobody else adds or removes meanwhile. PackError where somebody does."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "packs.lock").open("a+") as guard:
        if not try_lock(guard):
            raise PackError("another")
        yield


@contextmanager
def new_folder() -> Iterator[Path]:
    """An empty folder beside the packs; gone at the end, unless it has been moved. Old ones go, too."""
    packs_folder().mkdir(parents=True, exist_ok=True)
    pinned = {pack.folder for pack in packs()}
    for path in packs_folder().iterdir():
        if path not in pinned:
            shutil.rmtree(path, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=packs_folder()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep(folder: Path, about: Manifest) -> Pack:
    """Make the unpacked pack in `folder` one of this machine's."""
    _forget_compiled(folder)
    pin = hashlib.sha256((folder / manifest.NAME).read_bytes()).hexdigest()
    pack = Pack(about.name, about.version, pin)
    replace(folder, pack.folder)
    pack.folder.chmod(0o755)
    _write_register([*packs(), pack])
    return pack


def remove(pack: Pack) -> None:
    _write_register([other for other in packs() if other != pack])
    shutil.rmtree(pack.folder, ignore_errors=True)


def _write_register(kept: list[Pack]) -> None:
    entries = [f'[[packs]]\nname = "{p.name}"\nversion = "{p.version}"\npin = "{p.pin}"\n' for p in kept]
    draft = register().with_suffix(".draft")
    draft.write_text("\n".join(entries) if entries else "packs = []\n", encoding="utf-8")
    replace(draft, register())


def _kept(folder: Path) -> Iterator[Path]:
    """All files but pack.toml; what Python has compiled is thrown away, because no hash holds it."""
    _forget_compiled(folder)
    every = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return (path for path in every if path != folder / manifest.NAME)


def _forget_compiled(folder: Path) -> None:
    for path in list(folder.rglob(archive.LEFT_OUT[0])):
        shutil.rmtree(path, ignore_errors=True)
