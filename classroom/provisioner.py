"""How the classroom's kernels come to be: forked from the warm parent, or made in a process that several pages share
where there is no fork, or else started from nothing.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
from importlib.metadata import EntryPoint
from typing import Any, ClassVar

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from caseroom.shelves import KIT
from classroom.admission import COST_AT_FIRST, SHARED_AT_FIRST, own_memory
from classroom.linked import Heard, NoFork
from classroom.warm_parent import ForkedProcess, WarmParent
from classroom.workers import PageProcess, Workers

NAME = "caseroom-fork"  # as kernel.json calls it
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds") and sys.platform != "darwin"
"""On macOS a child of a process that has used numpy's or the system's libraries may end at any time."""
NEW_VISITOR = "CASEROOM_NEW_VISITOR"  # in a kernel's environment: "1" when there is no earlier work to load

log = logging.getLogger("caseroom")


class ForkProvisioner(LocalProvisioner):
    """Has `source` make a kernel, and starts a process as ever where it cannot."""

    source: ClassVar[WarmParent | Workers | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        if self.source is None:
            return await super().launch_kernel(cmd, **kwargs)
        assert self.parent is not None
        folder = str(kwargs.get("cwd") or KIT)
        request = {
            "connection_file": self.parent.connection_file,
            "environment": kwargs["env"],
            "folder": folder,
            "new_visitor": kwargs["env"].get(NEW_VISITOR) == "1",
        }
        try:
            made = await self.source.kernel(request)
        except NoFork as reason:
            log.warning("A kernel is started from nothing, which takes longer: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = made  # type: ignore[assignment]  # it has what jupyter_client asks of a Popen
        self.pid, self.cwd = made.pid, folder
        if isinstance(made, ForkedProcess):  # which leads a group of its own
            self.pgid = made.pid
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """To a kernel that has a process of its own; what a page shares with others gets none."""
        if isinstance(self.process, PageProcess):
            self.process.send_signal(signum)
        else:
            await super().send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        if isinstance(self.process, PageProcess):
            self.process.kill()
        else:
            await super().kill(restart)

    def own_memory(self) -> int | None:
        """Bytes that would come back if this kernel ended; None where the system does not tell."""
        if isinstance(self.process, PageProcess):
            return self.process.own_memory()
        return own_memory(self.pid) if self.pid else None


def register() -> None:
    """Make the provisioner known to Jupyter by the name that kernel.json uses (the kit is run, not installed)."""
    KernelProvisionerFactory.instance().provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{ForkProvisioner.__name__}", KernelProvisionerFactory.GROUP_NAME
    )


def warm_up(heard: Heard) -> None:
    """Start what makes kernels on this system; `heard` is told how the cases do, as WarmParent's."""
    ForkProvisioner.source = WarmParent(heard) if CAN_FORK else Workers(heard)


def cost_at_first() -> int:
    """Bytes to expect of a kernel before one has been measured."""
    return SHARED_AT_FIRST if isinstance(ForkProvisioner.source, Workers) else COST_AT_FIRST


def look() -> None:
    """Now and then: whether what makes kernels is well."""
    if isinstance(ForkProvisioner.source, Workers):
        ForkProvisioner.source.look()
