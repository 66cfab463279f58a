"""`python -m commands ARGUMENTS`: what `kit` hands over to once everything is in place."""

from __future__ import annotations

import importlib
import io
import os
import stat
import sys

import caseroom  # noqa: F401 - first of all, for what it leaves out of the imports to come
from commands import arguments, shelving
from commands.packing.sentences import PackError

BROKEN_PIPE = 141  # as a shell has it where `kit check | head` has read enough


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # into a file Windows writes a code page, perhaps without Chinese
            stream.reconfigure(errors="replace")
    namespace = arguments.parse(sys.argv[1:])
    try:
        shelving.put_on_path(namespace)
    except PackError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        code: int = importlib.import_module(f"commands.{namespace.module}").main(namespace)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except (ValueError, SyntaxError):  # of files that authors write
        if not (said := importlib.import_module("commands.faults").told(getattr(namespace, "case", None) or "")):
            raise
        print(said, file=sys.stderr)
        return 2
    except BrokenPipeError:
        if not stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is kept back yet goes nowhere
        return BROKEN_PIPE


if __name__ == "__main__":
    sys.exit(main())
