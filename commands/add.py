"""`kit add`: another school's cases, after a look at what they are and whose."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from commands.packing import archive, installed
from commands.packing.manifest import Manifest
from commands.packing.sentences import PackError, sentence


def main(namespace: Namespace) -> int:
    """Add the pack; 1: left as it was because of the answer, 2: it cannot be added."""
    try:
        with installed.only_one(), installed.new_folder() as folder:
            about = archive.unpack(Path(namespace.pack), folder)
            refuse_what_is_here(about)
            print(described(about))
            print(sentence("is_code"))
            if not agreed(namespace.yes, sentence("ask_add")):
                print(sentence("left"))
                return 1
            minor = findings(folder)
            installed.keep(folder, about)
    except PackError as error:
        print(error, file=sys.stderr)
        return 2
    if minor:
        print(sentence("findings", count=len(minor)), *minor, sep="\n")
    print(sentence("added"))
    return 0


def described(about: Manifest) -> str:
    return sentence(
        "brings",
        title=about.title,
        version=about.version,
        author=about.author or "?",
        licence=about.licence,
        cases=", ".join(about.cases),
    )


def agreed(yes: bool, question: str) -> bool:
    """Whether the person here says yes. PackError where nobody is there to be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise PackError("no_answer")
    try:
        return input(question).strip().lower() in ("y", "yes", "是")
    except EOFError:
        return False


def refuse_what_is_here(about: Manifest) -> None:
    """That no name of the pack stands here already. PackError."""
    from caseroom import shelves

    for pack in installed.packs():
        if pack.name.casefold() == about.name.casefold():
            raise PackError("taken", what=sentence("a_pack"), name=pack.name, where=pack.version)
    here = [*shelves.shelves(), *(pack.folder for pack in installed.packs())]
    datasets = {name.split("/")[1] for name in about.files if name.startswith("datasets/")}
    for what, room, names in (("a_case", "cases", about.cases), ("a_dataset", "datasets", sorted(datasets))):
        for name in names:
            for shelf in here:
                if (shelf / room / name).exists():
                    raise PackError("taken", what=sentence(what), name=name, where=shelf.name)


def findings(folder: Path) -> list[str]:
    """What `kit check` says of the pack; PackError for what keeps a case from being opened. Runs its code."""
    from commands.check import CHECKS, find
    from commands.checks import cases

    sys.path.append(str(folder))
    serious = find(folder, (cases.loads,))
    if serious:
        raise PackError("broken_case", findings="\n".join(map(str, serious)))
    return [str(finding) for finding in find(folder, CHECKS)]
