"""Several pages in one process, each with widgets, comms, a namespace and an environment of its own.

What ipywidgets and comm keep for a whole process is looked up here by the page that the process works for at the
moment: a context variable, which timers and tasks inherit. So nothing of one student can be found from another's page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import comm
from comm.base_comm import BaseComm, CommManager
from ipykernel.jsonutil import json_clean
from ipykernel.zmqshell import ZMQInteractiveShell
from ipywidgets import Widget
from ipywidgets.widgets import widget as registers

from caseroom import client
from caseroom.kernel.cells import Outputs, run_cells
from caseroom.kernel.gathering import Said
from caseroom.kernel.process import listen_to_pages

Tell = Callable[[Said, bytes], None]


class Apart:
    """What one page has for itself. Nothing is told to it until `tell` is set."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self.widgets: dict[str, Widget] = {}
        self.comms = CommManager()
        self.namespace: dict[str, Any] = {}
        self.outputs: Outputs = {}
        self.tell: Tell | None = None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Within, and in whatever is begun within for later, the process works for this page."""
        here, its = _now.set(self), client.environment.set(self.environment)
        try:
            yield
        finally:
            client.environment.reset(its)
            _now.reset(here)

    def run(self, shell: ZMQInteractiveShell, notebook: Path) -> None:
        """Run the notebook's cells in a namespace of the page's own."""
        with self.at_work():
            listen_to_pages()
            shell.user_module, self.namespace = shell.prepare_user_module()
            shell.user_ns = self.namespace
            shell.init_user_ns()
            self.outputs = run_cells(shell, notebook)

    def forget(self) -> None:
        """The page is gone."""
        self.tell = None
        for opened in self.comms.comms.values():
            opened._closed = True  # else its widget would close it when it is collected, in another page's work
        for kept in (self.widgets, self.comms.comms, self.comms.targets, self.namespace, self.outputs):
            kept.clear()


_nobody = Apart({})
_now: ContextVar[Apart] = ContextVar("page", default=_nobody)


class _OwnWidgets(MutableMapping[str, Widget]):
    """The register of ipywidgets, as the page at work has it."""

    def __getitem__(self, name: str) -> Widget:
        return _now.get().widgets[name]

    def __setitem__(self, name: str, widget: Widget) -> None:
        _now.get().widgets[name] = widget

    def __delitem__(self, name: str) -> None:
        del _now.get().widgets[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_now.get().widgets)

    def __len__(self) -> int:
        return len(_now.get().widgets)


class OwnComm(BaseComm):
    """A comm of the page in whose work it was made."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._page = _now.get()
        super().__init__(*given, **named)

    def publish_msg(
        self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any
    ) -> None:
        """Tell the page; before it is there, and after it has gone, nobody."""
        if self._page.tell is not None:
            content = json_clean({"data": data or {}, "comm_id": self.comm_id, **keys})
            said = {"msg_type": msg_type, "content": content, "metadata": metadata or {}, "buffers": buffers or []}
            self._page.tell(said, self.topic)


def part() -> None:
    """From now on this process keeps its pages apart."""
    registers._instances = _OwnWidgets()
    comm.create_comm = OwnComm
    comm.get_comm_manager = lambda: _now.get().comms
