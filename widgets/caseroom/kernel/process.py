"""From a process to a Jupyter kernel whose notebook has been run before the first message arrives."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any, ClassVar

import comm
import ipywidgets
from ipykernel import ipkernel
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from tornado.ioloop import IOLoop
from traitlets import List, default
from traitlets.config import Config

from caseroom.kernel.cells import Outputs
from caseroom.kernel.gathering import GATHERED, Answers, GatheringSession

CONTROL = "jupyter.widget.control"
CELLS = "caseroom.cells"  # the page opens a comm to this target, and gets the outputs of all cells
READY = b"ready\n"  # what a forked kernel tells the server when it listens
NOTEBOOK = "CASEROOM_NOTEBOOK"  # the environment's name for the notebook that a kernel runs


@contextmanager
def _no_modules() -> Iterator[None]:
    """Within, ipykernel lists no modules, which it does for a debugger: a fork that looks at every module of its parent
    copies a piece of memory for each.
    """
    there = ipkernel.sys
    ipkernel.sys = _SysWithoutModules()  # type: ignore[assignment]
    try:
        yield
    finally:
        ipkernel.sys = there


class _SysWithoutModules:
    modules: ClassVar[dict[str, ModuleType]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def _settings() -> Config:
    return Config(HistoryManager={"enabled": False})  # a file and a thread that a page has no use for


def new_shell() -> ZMQInteractiveShell:
    """The shell of this process. The kernel takes it over later: until then a widget's messages go nowhere."""
    return ZMQInteractiveShell.instance(config=_settings())


class CaseKernel(IPythonKernel):
    """A kernel with a shell that has run the notebook already, and with one answer to each message of a page."""

    session: GatheringSession

    def __init__(self, **kwargs: Any) -> None:
        with _no_modules():
            super().__init__(**kwargs)
        self._answers = Answers()
        for kind in GATHERED:
            self.shell_handlers[kind] = partial(self._answer, self.shell_handlers[kind])
        assert self.shell is not None
        self.shell.kernel = self
        for opened in comm.get_comm_manager().comms.values():  # in vain, when there was no kernel: see Widget._send
            opened.kernel = self  # type: ignore[attr-defined]

    def _answer(self, handle: Callable[..., object], stream: Any, ident: Any, msg: dict[str, Any]) -> None:
        with self.session.gathered() as said:
            handle(stream, ident, msg)
        self._answers.keep(msg["header"]["msg_id"], said)
        self.session.tell(self.iopub_socket, said, msg)

    async def dispatch_shell(self, msg: list[Any], /, *more: Any, **named: Any) -> None:
        """Handle a message, once."""
        _, frames = self.session.feed_identities(msg, copy=False)
        sent = frames[1].bytes  # type: ignore[union-attr]
        header = self.session.unpack(sent)  # the server has seen that it can be read: classroom/frames.py
        answers = self._answers.to(str(header.get("msg_id")))
        if answers is None:
            await super().dispatch_shell(msg, *more, **named)
        else:
            self.session.tell(self.iopub_socket, answers, {"header": header}, again=True)

    def _publish_status(self, status: str, channel: str, parent: dict[str, Any] | None = None) -> None:
        header = (parent or self.get_parent(channel)).get("header", {})
        if header.get("msg_type") not in GATHERED:  # whose answer says as much
            super()._publish_status(status, channel, parent)


class CaseKernelApp(IPKernelApp):
    """An app that knows nothing of this machine's IPython settings: a case is the same on every machine."""

    kernel_class = CaseKernel
    default_extensions: List[str] = List()

    @default("session")
    def _session_default(self) -> GatheringSession:
        return GatheringSession(parent=self)

    def init_control(self, context: Any) -> None:
        """Without the thread that sorts messages for subshells, which a page has none of."""
        super().init_control(context)
        self.shell_channel_thread = None

    @default("profile_dir")
    def _no_profile(self) -> None:
        return None

    def _leave_out(self, *_: object) -> None:
        """Nothing to set up."""

    init_profile_dir = init_config_files = init_pdb = init_code = init_gui_pylab = _leave_out
    load_config_file = parse_command_line = _leave_out  # type: ignore[assignment]


class ForkedKernelApp(CaseKernelApp):
    """A forked kernel's parent is not the server: it follows the server's socket instead (see `serve`)."""

    init_poller = CaseKernelApp._leave_out


def serve(connection_file: str, outputs: Outputs, server: socket.socket | None = None) -> None:
    """Be a kernel until it is shut down, or until the server at the other end of `server` is gone."""
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # a student's page needs no debugger
    app_class = CaseKernelApp if server is None else ForkedKernelApp
    app = app_class.instance(config=_settings(), parent_handle=_parent(server), connection_file=connection_file)
    app.initialize([])
    listen_to_pages()
    comm.get_comm_manager().register_target(CELLS, lambda opened, _: opened.send({"cells": outputs}))
    if server is not None:
        server.sendall(READY)
        IOLoop.current().add_handler(server, lambda *_: os._exit(0), IOLoop.READ)
    app.start()


def listen_to_pages() -> None:
    """Let a page ask for this kernel's widgets; at the import of ipywidgets there may have been no shell to do it for.

    ipywidgets keeps the last control comm at the class that it was opened with. A change of Widget itself would touch,
    and in a fork copy, every class of widgets that was ever made, of which each panel of each prepared case has one.
    """
    ipywidgets.register_comm_target()
    own: type[ipywidgets.Widget] = type("OwnControl", (ipywidgets.Widget,), {})
    comm.get_comm_manager().register_target(CONTROL, own.handle_control_comm_opened)


def end_with_server() -> None:
    """In a process that the server has started beside its kernels: once its end of our standard input is gone."""
    threading.Thread(target=_end_at_end_of_input, daemon=True).start()


def _end_at_end_of_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def _parent(server: socket.socket | None) -> int:
    """Whose end a started kernel follows: who started it, by number or handle (Windows); 1: nobody's."""
    return 1 if server is not None else int(os.environ.get("JPY_PARENT_PID") or os.getppid())
