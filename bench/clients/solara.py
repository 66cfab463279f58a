"""Solara: the page, then Jupyter's protocol in its older form; the page's script names the kernel and runs the app."""

from __future__ import annotations

import json
import uuid
from typing import Any

from bench.clients.web import Visitor


async def visit(address: str, path: str) -> Visitor:
    async with Visitor(address) as visitor:
        await visitor.ask(path)
        session = uuid.uuid4().hex
        await visitor.connect(f"/jupyter/api/kernels/{uuid.uuid4()}/channels?session_id={session}")

        async def tell(kind: str, version: str = "", **content: Any) -> None:
            header = {
                "msg_id": uuid.uuid4().hex,
                "session": session,
                "username": "",
                "msg_type": kind,
                "version": "5.3",
            }
            message = {"header": header, "parent_header": {}, "metadata": {"version": version}, "content": content}
            await visitor.send(json.dumps(message | {"channel": "shell", "buffers": []}))

        control, states = uuid.uuid4().hex, uuid.uuid4().hex
        await tell("comm_open", comm_id=control, target_name="solara.control", data={})
        await tell("comm_msg", comm_id=control, data={"method": "run", "args": {"path": path, "appName": None}})
        await visitor.read_until('"finished"')
        await tell("comm_open", "1.0.0", comm_id=states, target_name="jupyter.widget.control", data={})
        await tell("comm_msg", comm_id=states, data={"method": "request_states"})
        await visitor.read_until("answered in time")
        return visitor
