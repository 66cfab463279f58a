"""A notebook that has been run for a visitor who is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import comm
from comm.base_comm import BaseComm
from ipykernel.zmqshell import ZMQInteractiveShell
from ipywidgets import Widget
from ipywidgets.widgets.widget import _instances  # the register of what request_states answers with

from caseroom.kernel.cells import Outputs, run_cells

TEXTS = (".toml", ".ipynb", ".po")  # what a case says; a change of its code is the server's to notice

Stamp = tuple[tuple[str, int], ...]


def stamp(notebook: Path) -> Stamp:
    """When the words of a case were last changed."""
    words = (path for path in notebook.parent.iterdir() if path.suffix in TEXTS)
    return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in words))


@dataclass(frozen=True)
class Prepared:
    """What a run left behind, known to nobody until a child takes it; `stamp` tells whether its words are the same."""

    stamp: Stamp
    namespace: dict[str, Any]
    widgets: dict[str, Widget]
    comms: dict[str, BaseComm]
    outputs: Outputs

    @classmethod
    def run(cls, shell: ZMQInteractiveShell, notebook: Path) -> Prepared:
        """Run `notebook` and put aside all that it made."""
        comms = comm.get_comm_manager().comms
        try:
            before, outputs = stamp(notebook), run_cells(shell, notebook)
            return cls(before, dict(shell.user_ns), dict(_instances), dict(comms), outputs)
        finally:
            _instances.clear()
            comms.clear()
            shell.reset(new_session=False)

    def take(self, shell: ZMQInteractiveShell) -> Outputs:
        """Make this notebook the one that this process has run; its outputs."""
        shell.user_ns.update(self.namespace)
        _instances.update(self.widgets)
        comm.get_comm_manager().comms.update(self.comms)
        return self.outputs
