"""From a process to a Jupyter kernel whose notebook has been run before the first message arrives."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

import comm
import ipywidgets
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from tornado.ioloop import IOLoop
from traitlets import List, default
from traitlets.config import Config

from caseroom.kernel.cells import Outputs

CELLS = "caseroom.cells"  # the page opens a comm to this target, and gets the outputs of all cells
READY = b"ready\n"  # what a forked kernel tells the server when it listens
NOTEBOOK = "CASEROOM_NOTEBOOK"  # the environment's name for the notebook that a kernel runs


def _settings() -> Config:
    return Config(HistoryManager={"enabled": False})  # a file and a thread that a page has no use for


def new_shell() -> ZMQInteractiveShell:
    """The shell of this process. The kernel takes it over later: until then a widget's messages go nowhere."""
    return ZMQInteractiveShell.instance(config=_settings())


class CaseKernel(IPythonKernel):
    """A kernel with a shell that has run the notebook already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        assert self.shell is not None
        self.shell.kernel = self
        for opened in comm.get_comm_manager().comms.values():  # in vain, when there was no kernel: see Widget._send
            opened.kernel = self  # type: ignore[attr-defined]


class CaseKernelApp(IPKernelApp):
    """An app that knows nothing of this machine's IPython settings: a case is the same on every machine."""

    kernel_class = CaseKernel
    default_extensions: List[str] = List()

    @default("profile_dir")
    def _no_profile(self) -> None:
        return None

    def _leave_out(self, *_: object) -> None:
        """Nothing to set up."""

    init_profile_dir = init_config_files = init_pdb = init_code = init_gui_pylab = _leave_out
    load_config_file = _leave_out  # type: ignore[assignment]


class ForkedKernelApp(CaseKernelApp):
    """A forked kernel's parent is not the server: it follows the server's socket instead (see `serve`)."""

    init_poller = CaseKernelApp._leave_out


def serve(connection_file: str, outputs: Outputs, server: socket.socket | None = None) -> None:
    """Be a kernel until it is shut down, or until the server at the other end of `server` is gone."""
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]  # a student's page needs no debugger
    app_class = CaseKernelApp if server is None else ForkedKernelApp
    app = app_class.instance(config=_settings(), parent_handle=1, connection_file=connection_file)
    app.initialize([])
    ipywidgets.register_comm_target()  # at its import there may have been no shell yet to do it for
    comm.get_comm_manager().register_target(CELLS, lambda opened, _: opened.send({"cells": outputs}))
    if server is not None:
        server.sendall(READY)
        IOLoop.current().add_handler(server, lambda *_: os._exit(0), IOLoop.READ)
    app.start()
