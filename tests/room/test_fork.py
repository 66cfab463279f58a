"""Kernels are forked from a warm parent: as separate as processes that were started, and as easy to end."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from caseroom.kernel.gathering import ANSWER
from classroom import provisioner, warm_parent
from classroom.linked import NoFork
from classroom.provisioner import ForkProvisioner
from classroom.warm_parent import ForkedProcess, WarmParent
from tests.kernels import by_files
from tests.server import PYTHON_PATH

pytestmark = pytest.mark.skipif(not provisioner.CAN_FORK, reason="this system has no fork; kernels are started")

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "classroom" / "share" / "kernels" / "caseroom" / "kernel.json"
ASKED = """\
import os, random, numpy
print({"random": random.random(), "numpy": numpy.random.rand(), "token": os.environ["HTTP_CASEROOM_TOKEN"],
       "others": sorted(name for name in os.environ if name.startswith("OTHERS_"))})"""


@pytest.fixture(scope="module")
def parent() -> Iterator[WarmParent]:
    started = WarmParent()
    yield started
    started.stop()


class Kernel:
    """A forked kernel that has run a notebook of one cell, ASKED, and a client of it."""

    def __init__(self, parent: WarmParent, folder: Path, token: str, **environment: str) -> None:
        name = uuid.uuid4().hex[:8]
        notebook = folder / f"{name}.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(ASKED, id="cell")]), notebook)
        self._file = str(folder / f"{name}.json")
        write_connection_file(self._file, transport="ipc", ip=str(folder / name), key=b"key", kernel_name="")
        needed = {"HTTP_CASEROOM_TOKEN": token, "CASEROOM_NOTEBOOK": str(notebook), "PATH": os.environ["PATH"]}
        request = {
            "connection_file": self._file,
            "folder": str(folder),
            "environment": needed | environment,
            "new_visitor": True,
        }
        self.process: ForkedProcess = asyncio.run(parent.kernel(request))

    def __enter__(self) -> Kernel:
        self.client = BlockingKernelClient(connection_file=self._file)
        self.client.load_connection_file()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=30)
        return self

    def __exit__(self, *_: object) -> None:
        self.client.stop_channels()
        self.process.kill()

    def said(self) -> dict[str, Any]:
        """What the notebook's cell printed, as the page asks for it."""
        opening = {"comm_id": uuid.uuid4().hex, "target_name": "caseroom.cells", "data": {}}
        self.client.shell_channel.send(self.client.session.msg("comm_open", opening))
        while True:
            heard = self.client.get_iopub_msg(timeout=30)
            if heard["msg_type"] == ANSWER:
                return dict(eval(_shown(heard)))  # it is our own cell that wrote it


def _shown(answer: dict[str, Any]) -> str:
    (said,) = answer["content"]["messages"]
    return str(said["content"]["data"]["cells"]["cell"][0]["text"])


def soon(holds: Callable[[], object], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    return bool(holds())


def test_brothers_share_neither_chance_nor_secrets(parent: WarmParent, tmp_path: Path) -> None:
    """voila's preheated kernels kept the address of an earlier visitor; here each has what its own visit gave it."""
    with (
        Kernel(parent, tmp_path, "one", OTHERS_QUERY="a=1") as one,
        Kernel(parent, tmp_path, "two", OTHERS_URL="/secret") as two,
    ):
        first, second = one.said(), two.said()
    assert (first["token"], first["others"]) == ("one", ["OTHERS_QUERY"])
    assert (second["token"], second["others"]) == ("two", ["OTHERS_URL"])
    assert first["random"] != second["random"] and first["numpy"] != second["numpy"]


def test_a_killed_kernel_is_noticed_at_once(parent: WarmParent, tmp_path: Path) -> None:
    with Kernel(parent, tmp_path, "one") as kernel:
        assert kernel.process.poll() is None
        os.kill(kernel.process.pid, signal.SIGKILL)
        assert soon(lambda: kernel.process.poll() is not None, 2)
    kernel.process.send_signal(signal.SIGKILL)  # nobody is hit: the number may be somebody else's by now


def test_a_kernel_ends_when_its_server_is_gone(parent: WarmParent, tmp_path: Path) -> None:
    with Kernel(parent, tmp_path, "one") as kernel:
        kernel.process._link.close()  # as the system does when the server dies
        assert soon(lambda: not Path(f"/proc/{kernel.process.pid}").exists() or _is_dead(kernel.process.pid))


def _is_dead(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_kernel_can_be_interrupted_and_goes_on(parent: WarmParent, tmp_path: Path) -> None:
    with Kernel(parent, tmp_path, "one") as kernel:
        asked = kernel.client.execute("print('begun')\nwhile True: pass", stop_on_error=False)
        while kernel.client.get_iopub_msg(timeout=30)["content"].get("text") != "begun\n":
            pass
        kernel.process.send_signal(signal.SIGINT)
        reply = kernel.client.get_shell_msg(timeout=30)
        while reply["parent_header"]["msg_id"] != asked:
            reply = kernel.client.get_shell_msg(timeout=30)
        assert reply["content"].get("ename") == "KeyboardInterrupt", reply["content"]
        goes_on = kernel.client.execute_interactive("1", timeout=30, output_hook=lambda _: None)
        assert goes_on["content"]["status"] == "ok"


def test_a_kernel_works_where_descriptors_have_large_numbers(parent: WarmParent, tmp_path: Path) -> None:
    """select() knows no descriptor from 1,024 on; a full room's server has them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        assert max(opened) >= 1024
        with Kernel(parent, tmp_path, "one") as kernel:
            assert kernel.said()["token"] == "one"
            os.kill(kernel.process.pid, signal.SIGKILL)
            assert soon(lambda: kernel.process.poll() is not None)
    finally:
        for descriptor in opened:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_students_outlive_the_parent_and_the_next_visitor_finds_a_new_one(parent: WarmParent, tmp_path: Path) -> None:
    with Kernel(parent, tmp_path, "one") as before:
        assert parent._process is not None
        parent._process.kill()
        parent._process.wait()
        assert before.process.poll() is None
        assert before.said()["token"] == "one"
        with Kernel(parent, tmp_path, "two") as after:
            assert after.said()["token"] == "two"


def test_no_fork_says_so_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm_parent.sys, "executable", "/bin/false")
    broken = WarmParent()
    with pytest.raises(NoFork):
        asyncio.run(broken.kernel({"environment": {}}))
    broken.stop()


def test_where_there_is_no_fork_a_kernel_is_started_and_serves_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Refusing:
        async def kernel(self, request: object) -> None:
            raise NoFork("no memory")

    monkeypatch.setattr(ForkProvisioner, "source", Refusing())
    monkeypatch.setenv("PYTHONPATH", PYTHON_PATH)
    notebook = tmp_path / "case.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(ASKED, id="cell")]), notebook)
    spec = tmp_path / "kernels" / "caseroom"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(SPEC.read_text())
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    provisioner.register()
    assert asyncio.run(_token_told_by_an_ordinary_kernel(notebook)) == "one"
    assert "started from nothing" in caplog.text and "no memory" in caplog.text


async def _token_told_by_an_ordinary_kernel(notebook: Path) -> str:
    manager = by_files(AsyncKernelManager)(kernel_name="caseroom")
    environment = os.environ | {"HTTP_CASEROOM_TOKEN": "one", "CASEROOM_NOTEBOOK": str(notebook)}
    await manager.start_kernel(env=environment)
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=60)
        opening = {"comm_id": "cells", "target_name": "caseroom.cells", "data": {}}
        client.shell_channel.send(client.session.msg("comm_open", opening))
        while True:
            heard = await client.get_iopub_msg(timeout=30)
            if heard["msg_type"] == ANSWER:
                return str(eval(_shown(heard))["token"])
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def test_what_kernel_json_names_is_there() -> None:
    name = json.loads(SPEC.read_text())["metadata"]["kernel_provisioner"]["provisioner_name"]
    provisioner.register()
    entry = KernelProvisionerFactory.instance().provisioners[name]
    assert entry.load() is ForkProvisioner
