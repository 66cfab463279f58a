"""`kit` without the tests' own shelf: as a user starts it, or in a process that has imported everything already."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

from commands.__main__ import main
from commands.places import ROOT
from tests.server import FIXTURE, share_drawings

PATH = os.pathsep.join(map(str, (ROOT / "widgets", ROOT)))
Said = subprocess.CompletedProcess[str]


def started(home: Path, *arguments: str, **environ: str) -> Said:
    """`kit` with a home of its own, started from nothing."""
    call = [sys.executable, "-P", "-m", "commands", *arguments]
    own = environment(home, environ)
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", env=own, stdin=subprocess.DEVNULL)


def forked(home: Path, *arguments: str, **environ: str) -> Said:
    """The same in a child of this process, in a fraction of the time; started where there is no fork."""
    if not hasattr(os, "fork"):
        return started(home, *arguments, **environ)
    own = environment(home, environ)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            _be_kit(arguments, own, out.fileno(), err.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        return Said(arguments, code, out.read().decode(), err.read().decode())


def environment(home: Path, environ: dict[str, str]) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    share_drawings(home)
    return os.environ | {"PYTHONPATH": PATH, "CASEROOM_HOME": str(home), "LC_ALL": "C.UTF-8"} | environ


def _be_kit(arguments: tuple[str, ...], own: dict[str, str], out: int, err: int) -> NoReturn:
    """The child: it never returns into the tests."""
    code = 1
    try:
        with open(os.devnull, "rb") as nothing:
            for file, number in ((nothing.fileno(), 0), (out, 1), (err, 2)):
                os.dup2(file, number)
        sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, mode, encoding="utf-8") for n, mode in enumerate("rww"))
        os.environ.clear()
        os.environ.update(own)
        sys.path[:] = [folder for folder in sys.path if Path(folder) != FIXTURE]
        sys.argv = ["kit", *arguments]
        code = main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
