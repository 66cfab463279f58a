"""`kit packs`: the packs that were added, and whether they are still what was added."""

from __future__ import annotations

import sys
from argparse import Namespace

from commands.packing import installed
from commands.packing.sentences import PackError, sentence


def main(namespace: Namespace) -> int:
    """A line for each; 1 if any has been changed."""
    try:
        packs = installed.packs()
    except PackError as error:
        print(error, file=sys.stderr)
        return 2
    if not packs:
        print(sentence("none"))
    changed = False
    for pack in packs:
        file = pack.changed()
        if file:
            print(sentence("changed", name=f"{pack.name} {pack.version}", file=file))
            changed = True
        else:
            about = pack.about()
            cases = ", ".join(about.cases)
            print(f"{pack.name} {pack.version}  {about.author or '?'}  {cases}  {sentence('whole')}")
    return 1 if changed else 0
