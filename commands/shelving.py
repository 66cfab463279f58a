"""Which shelves this run has beside the kit's own: packs that are still what was added, and `--shelf` folders."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from commands.packing import installed
from commands.packing.sentences import PackError, sentence

WITH_PACKS = ("check", "classroom", "guide", "lab", "print", "run", "serve")


def put_on_path(namespace: Namespace) -> None:
    """For this process and those it starts; a pack that has changed is named and left out. PackError: no shelf."""
    asked = [Path(folder).resolve() for folder in getattr(namespace, "shelf", ())]
    for folder in asked:
        if not (folder / "cases").is_dir():
            raise PackError("no_shelf", path=folder)
        if (folder / "cases" / "__init__.py").exists():
            raise PackError("hides", path=folder / "cases" / "__init__.py")
    shelves = [*(sound_packs() if namespace.module in WITH_PACKS else ()), *asked]
    sys.path += map(str, shelves)
    os.environ["PYTHONPATH"] = os.pathsep.join([os.environ.get("PYTHONPATH", ""), *map(str, shelves)]).strip(os.pathsep)


def sound_packs() -> list[Path]:
    """The folders of the packs that can be used; a sentence for each other one."""
    sound = []
    try:
        packs = installed.packs()
    except PackError as error:
        print(error, file=sys.stderr)
        return []
    for pack in packs:
        changed = pack.changed()
        if changed:
            print(sentence("changed", name=pack.name, file=changed), file=sys.stderr)
        else:
            sound.append(pack.folder)
    return sound
