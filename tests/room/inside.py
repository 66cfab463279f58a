"""A kernel from the inside: by its connection file, which only this machine's user can read."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient

from tests.room.visitor import PATIENCE, CasePage


def connection_file(page: CasePage) -> Path:
    (found,) = Path(tempfile.gettempdir()).glob(f"voila_*/kernel-{page.kernel_id}.json")
    return found


def kernel_token(page: CasePage) -> str:
    """What the page's kernel shows the store."""
    return str(ask_inside(page, "__import__('os').environ['HTTP_CASEROOM_TOKEN']"))


def ask_inside(page: CasePage, expression: str) -> Any:
    """What a Python expression gives in the page's kernel, through JSON."""
    client = BlockingKernelClient(connection_file=str(connection_file(page)))
    client.load_connection_file()
    client.start_channels()
    try:
        code = f"__import__('json').dumps({expression})"
        reply = client.execute("", user_expressions={"told": code}, reply=True, timeout=PATIENCE)
        told = reply["content"]["user_expressions"]["told"]
        assert told["status"] == "ok", told
        return json.loads(eval(told["data"]["text/plain"]))
    finally:
        client.stop_channels()
        client.context.destroy()  # else it keeps threads and files until the collector comes by
