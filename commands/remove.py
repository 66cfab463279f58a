"""`kit remove`: a pack that was added goes; what students have written stays."""

from __future__ import annotations

import sys
from argparse import Namespace

from commands.add import agreed
from commands.packing import installed
from commands.packing.sentences import PackError, sentence


def main(namespace: Namespace) -> int:
    """Remove the pack; 1: left as it was because of the answer, 2: there is none, or nobody to ask."""
    try:
        pack = installed.find(namespace.name)
        if not agreed(namespace.yes, sentence("ask_remove", name=pack.name, version=pack.version)):
            print(sentence("left"))
            return 1
        with installed.only_one():
            installed.remove(pack)
    except PackError as error:
        print(error, file=sys.stderr)
        return 2
    print(sentence("removed"))
    return 0
