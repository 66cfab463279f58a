"""The warm parent: it has imported everything, prepares case after case, and forks a process for every student.

The door is open from the start: between two pieces of its work the parent looks whether somebody has come, and what is
asked for is prepared first. A fork shares its parent's memory until it writes to it. For that the parent stays as
simple as it can: one thread, no event loop, no ZMQ context; what it holds is frozen, so that the garbage collector of
a child does not touch, and thereby copy, every page of it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
import traceback
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from ipykernel.zmqshell import ZMQInteractiveShell

from caseroom import catalogue
from caseroom.client import TOKEN
from caseroom.i18n import LANGUAGES
from caseroom.kernel.cells import failure, run_cells, told
from caseroom.kernel.drawing import DRAWING, HALTED
from caseroom.kernel.prepared import Prepared, stamp
from caseroom.kernel.process import NOTEBOOK, new_shell, serve
from caseroom.kernel.rehearsal import rehearse

CASES = "CASEROOM_PREPARE"  # slugs, where not all cases are to be prepared
FIRST = (  # what a kernel imports only as it begins to serve
    *("encodings.idna", "faulthandler", "ipykernel.debugger", "tornado.platform.asyncio", "tornado.queues"),
    "zmq.utils.garbage",
)
LATER = ("charset_normalizer", "docx", "python_calamine", "xlsxwriter")  # what a student needs in the end
GLANCE = 0.05  # seconds between two looks whether a child has drawn
GREETING = 10.0  # seconds for the server to say, on a new line, what kernel it wants


def main(control: socket.socket) -> None:
    """Fork a kernel for every socket that comes through `control`, till its end closes; prepare meanwhile.

    What goes back through it is a line of JSON for each piece of work: a sign of life, and {slug, broken} of a case.
    """
    os.environ[TOKEN] = ""  # nobody's yet
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children need no one to wait for them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, whose end is ours
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # the server has kept it from us until now
    sys.modules[DRAWING] = None  # type: ignore[assignment]  # an import of it fails
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]
    parent = Parent(control, new_shell())
    with suppress(BrokenPipeError, ConnectionResetError):  # the server is gone, or has another parent by now
        parent.tell(ready=True)
        while parent.serve():
            parent.work()


class Parent:
    """Prepares the notebooks of all cases; what is asked for before its turn is prepared at once."""

    def __init__(self, control: socket.socket, shell: ZMQInteractiveShell) -> None:
        self._control, self._shell = control, shell
        self._prepared: dict[Path, Prepared] = {}
        self._broken: dict[tuple[str, str], str] = {}
        self._child = 0  # who draws at the moment
        slugs = os.environ.get(CASES, "").split() or catalogue.slugs()
        notebooks = [(slug, lang, notebook) for slug in slugs for lang, notebook in _notebooks(slug)]
        self._notebooks = {notebook for _, _, notebook in notebooks}
        self._todo: deque[Callable[[], object]] = deque(partial(importlib.import_module, name) for name in FIRST)
        self._todo += [partial(self._prepare, notebook) for _, _, notebook in notebooks]
        self._todo += [partial(importlib.import_module, name) for name in LATER]
        self._todo += [partial(self._rehearse, slug, lang) for slug, lang, _ in notebooks]

    def tell(self, **said: object) -> None:
        with contextlib.suppress(BrokenPipeError):  # the server has ended, as `serve` finds out
            self._control.sendall(json.dumps(said).encode() + b"\n")

    def serve(self) -> bool:
        """Fork for whoever waits; with nothing left to do, wait for the next. False when the server is gone."""
        while True:
            if self._todo and not select.select([self._control], [], [], GLANCE if self._draws else 0)[0]:
                return True
            word, descriptors, *_ = socket.recv_fds(self._control, 1, 1)
            if not word:
                return False
            with socket.socket(fileno=descriptors[0]) as server:
                self._answer(server)

    def work(self) -> None:
        """One piece of what is still to be done; while a child draws, what is left to do waits for it."""
        if self._draws:
            return
        self._todo.popleft()()
        gc.collect()
        gc.freeze()
        self.tell(left=len(self._todo))

    @property
    def _draws(self) -> bool:
        """Whether a child is drawing at this moment."""
        return bool(self._child) and _lives(self._child)

    def _answer(self, server: socket.socket) -> None:
        """One child, which speaks to the server through `server`; without one the server finds that socket closed."""
        try:
            request = _read_request(server)
            notebook = Path(request["environment"][NOTEBOOK])
            if request["new_visitor"] and notebook in self._notebooks:
                self._prepare(notebook)
            child = os.fork()
        except (OSError, ValueError, KeyError) as failed:  # the server starts the kernel in the ordinary way
            print(f"No kernel could be forked: {type(failed).__name__}: {failed}", file=sys.stderr)
            return
        if child == 0:
            with no_way_back():
                self._control.close()
                self._be_a_kernel(server, request, notebook)

    def _be_a_kernel(self, server: socket.socket, request: dict[str, Any], notebook: Path) -> None:
        os.setsid()  # signals to this kernel's group reach nobody else
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        del sys.modules[DRAWING]
        server.sendall(json.dumps({"pid": os.getpid()}).encode() + b"\n")
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["folder"])
        random.seed()  # brothers and sisters would all draw the same numbers
        np.random.seed()
        ready = self._prepared.get(notebook) if request["new_visitor"] else None
        outputs = ready.take(self._shell) if ready else run_cells(self._shell, notebook)
        serve(request["connection_file"], outputs, server)

    # Pieces of work

    def _prepare(self, notebook: Path, drawn: bool = False) -> None:
        """Run the notebook, unless that has been done and its words are the same; what must draw waits."""
        ready = self._prepared.get(notebook)
        if ready and ready.stamp == stamp(notebook):
            return
        self._prepared.pop(notebook, None)
        try:
            ready = Prepared.run(self._shell, notebook)
            why = failure(ready.outputs)
            if HALTED in why and not drawn:  # until the cache is filled its visitors' own processes draw
                self._todo.append(partial(self._prepare, notebook, True))
                return
            if not why:
                self._prepared[notebook] = ready
        except Exception as error:  # such as a file that is no notebook
            why = told(error)
        self._name(notebook.parent.name, notebook.name, why)

    def _rehearse(self, slug: str, lang: str, drawn: bool = False) -> None:
        """As far as it goes without drawing; what has to be drawn a child draws, one at a time, into the cache."""
        why = ""
        try:
            rehearse(slug, lang)
        except ImportError as missing:
            if missing.name == DRAWING and not drawn:
                self._child = _let_a_child_draw(slug, lang)
                self._todo.appendleft(partial(self._rehearse, slug, lang, True))
                return
            why = told(missing)
        except Exception as error:
            why = told(error)
        self._name(slug, f"{lang}, behind the gates", why)

    def _name(self, slug: str, part: str, why: str) -> None:
        """Tell the server what keeps a case from working, or that nothing does."""
        self._broken[slug, part] = f"{part}: {why}" if why else ""
        found = [said for (broken, _), said in self._broken.items() if broken == slug and said]
        self.tell(slug=slug, broken=found[0] if found else "")


def _notebooks(slug: str) -> list[tuple[str, Path]]:
    try:
        return [(lang, catalogue.load(slug).notebook(lang)) for lang in LANGUAGES]
    except ValueError:
        return []  # the catalogue names it by itself


def _read_request(server: socket.socket) -> dict[str, Any]:
    """The line in which the server says what it wants. TimeoutError, ValueError."""
    server.settimeout(GREETING)
    said = b""
    while not said.endswith(b"\n"):
        more = server.recv(65_536)
        if not more:
            raise ValueError("the server has hung up")
        said += more
    server.settimeout(None)
    request: dict[str, Any] = json.loads(said)
    return request


def _let_a_child_draw(slug: str, lang: str) -> int:
    """The cache of chart specifications is filled beside the parent, which goes on; the child's number."""
    child = os.fork()
    if child == 0:
        with no_way_back():
            del sys.modules[DRAWING]
            rehearse(slug, lang)
    return child


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, PermissionError):  # gone, and its number perhaps somebody else's
        return False
    return True


class no_way_back:
    """A child never returns into its parent's code."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is not None and not isinstance(error, SystemExit):
            traceback.print_exception(kind, error, trace)
        sys.stderr.flush()
        os._exit(0 if error is None else 1)


if __name__ == "__main__":
    with no_way_back():  # nor through the end of an interpreter that holds widgets which nobody closed
        main(socket.socket(fileno=int(sys.argv[1])))
