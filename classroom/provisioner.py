"""How the classroom's kernels come to be: forked from the warm parent, or else started from nothing."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from importlib.metadata import EntryPoint
from typing import Any, ClassVar

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from caseroom.shelves import KIT
from classroom.warm_parent import Heard, NoFork, WarmParent

NAME = "caseroom-fork"  # as kernel.json calls it
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
NEW_VISITOR = "CASEROOM_NEW_VISITOR"  # in a kernel's environment: "1" when there is no earlier work to load

log = logging.getLogger("caseroom")


class ForkProvisioner(LocalProvisioner):
    """Forks where it can, and starts a process as ever where it cannot."""

    warm_parent: ClassVar[WarmParent | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        if self.warm_parent is None:
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
            forked = await self.warm_parent.fork(request)
        except NoFork as reason:
            log.warning("A kernel is started from nothing, which takes longer: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked  # type: ignore[assignment]  # it has what jupyter_client asks of a Popen
        self.pid = self.pgid = forked.pid
        self.cwd = folder
        return self.connection_info


def register() -> None:
    """Make the provisioner known to Jupyter by the name that kernel.json uses (the kit is run, not installed)."""
    KernelProvisionerFactory.instance().provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:{ForkProvisioner.__name__}", KernelProvisionerFactory.GROUP_NAME
    )


def warm_up(heard: Heard) -> None:
    """Start the warm parent or, where it could not fork, let one rehearsal fill the cache; `heard`: as WarmParent's."""
    if CAN_FORK:
        ForkProvisioner.warm_parent = WarmParent(heard)
        return
    log.warning("This system cannot fork. Every kernel is started from nothing, which takes some seconds.")
    command = [sys.executable, "-m", "caseroom.kernel.rehearsal"]
    rehearsal = subprocess.Popen(command, cwd=KIT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    threading.Thread(target=_listen, args=(rehearsal, heard), daemon=True, name="rehearsal").start()


def _listen(rehearsal: subprocess.Popen[bytes], heard: Heard) -> None:
    assert rehearsal.stdout is not None
    with suppress(ValueError):
        for line in rehearsal.stdout:
            heard(json.loads(line))
