"""The warm parent: it has imported everything and built every case once, and forks a process for every student.

A fork shares its parent's memory until it writes to it. For that the parent must stay as it is when it begins to
fork: one thread, no event loop, no ZMQ context; what it holds is frozen, so that the garbage collector of a child
does not touch, and thereby copy, every page of it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import signal
import socket
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import comm
import numpy as np
from comm.base_comm import BaseComm
from ipykernel.zmqshell import ZMQInteractiveShell
from ipywidgets import Widget
from ipywidgets.widgets.widget import _instances  # the register of what request_states answers with

from caseroom import catalogue
from caseroom.client import TOKEN
from caseroom.i18n import LANGUAGES
from caseroom.kernel.cells import Outputs, run_cells
from caseroom.kernel.process import NOTEBOOK, new_shell, serve
from caseroom.kernel.rehearsal import rehearse

LATER = ("charset_normalizer", "docx", "python_calamine", "xlsxwriter")  # what a student needs in the end
DRAWING = "altair"  # only needed to fill the cache of chart specifications: 100 MB that no student's process needs


@dataclass(frozen=True)
class Prepared:
    """A notebook that has been run for a visitor who is still to come; `stand` tells whether its files are the same."""

    stand: tuple[int, ...]
    namespace: dict[str, Any]
    widgets: dict[str, Widget]
    comms: dict[str, BaseComm]
    outputs: Outputs

    def take(self, shell: ZMQInteractiveShell) -> Outputs:
        """Make this notebook the one that this process has run; its outputs."""
        shell.user_ns.update(self.namespace)
        _instances.update(self.widgets)
        comm.get_comm_manager().comms.update(self.comms)
        return self.outputs


def main(control: socket.socket) -> None:
    """Say through `control` when all is warm; then fork a kernel for every socket that comes, till its end closes."""
    os.environ[TOKEN] = ""  # nobody's yet
    for name in LATER:
        importlib.import_module(name)
    shell = new_shell()
    _rehearse_without_drawing(shell)
    prepared = _prepare_all(shell)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children need no one to wait for them
    gc.collect()
    gc.freeze()
    control.sendall(b"w")
    while True:
        word, descriptors, *_ = socket.recv_fds(control, 1, 1)
        if not word:
            return
        with socket.socket(fileno=descriptors[0]) as server:
            _fork(shell, prepared, server, control)


def _prepare_all(shell: ZMQInteractiveShell) -> dict[Path, Prepared]:
    """Every notebook, run; its widgets are known to nobody until a child takes them."""
    prepared = {}
    for slug in catalogue.slugs():
        for lang in LANGUAGES:
            notebook = catalogue.load(slug).notebook(lang)
            stand, outputs = _stand(notebook), run_cells(shell, notebook)
            comms = comm.get_comm_manager().comms
            prepared[notebook] = Prepared(stand, dict(shell.user_ns), dict(_instances), dict(comms), outputs)
            _instances.clear()
            comms.clear()
            shell.reset(new_session=False)
    return prepared


def _stand(notebook: Path) -> tuple[int, ...]:
    """When the files of a case were last changed."""
    return tuple(sorted(path.stat().st_mtime_ns for path in notebook.parent.iterdir()))


def _rehearse_without_drawing(shell: ZMQInteractiveShell) -> None:
    """A rehearsal that finds every chart specification in the cache; where one is missing, a child makes it first."""
    sys.modules[DRAWING] = None  # type: ignore[assignment]  # an import of it fails
    try:
        rehearse(shell)
    except ImportError:
        _let_a_child_rehearse()
        rehearse(shell)
    finally:
        del sys.modules[DRAWING]


def _let_a_child_rehearse() -> None:
    child = os.fork()
    if child == 0:
        with _no_way_back():
            del sys.modules[DRAWING]
            rehearse(new_shell())
    os.waitpid(child, 0)


def _fork(
    shell: ZMQInteractiveShell, prepared: dict[Path, Prepared], server: socket.socket, control: socket.socket
) -> None:
    """One child, which speaks to the server through `server`; without one the server finds that socket closed."""
    try:
        child = os.fork()
    except OSError:  # no memory or no more processes: the server starts the kernel in the ordinary way
        traceback.print_exc()
        return
    if child == 0:
        with _no_way_back():
            control.close()
            _be_a_kernel(shell, prepared, server)


class _no_way_back:
    """A child never returns into its parent's code."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is not None and not isinstance(error, SystemExit):
            traceback.print_exception(kind, error, trace)
        sys.stderr.flush()
        os._exit(0 if error is None else 1)


def _be_a_kernel(shell: ZMQInteractiveShell, prepared: dict[Path, Prepared], server: socket.socket) -> None:
    os.setsid()  # signals to this kernel's group reach nobody else
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    server.sendall(json.dumps({"pid": os.getpid()}).encode() + b"\n")
    with server.makefile("r", encoding="utf-8") as lines:
        request = json.loads(lines.readline())
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    random.seed()  # brothers and sisters would all draw the same numbers
    np.random.seed()
    notebook = Path(os.environ[NOTEBOOK])
    ready = prepared.get(notebook)
    if request["new_visitor"] and ready and ready.stand == _stand(notebook):
        outputs = ready.take(shell)
    else:
        outputs = run_cells(shell, notebook)
    serve(request["connection_file"], outputs, server)


if __name__ == "__main__":
    with _no_way_back():  # nor through the end of an interpreter that holds widgets which nobody closed
        main(socket.socket(fileno=int(sys.argv[1])))
