"""marimo, run as an app: the page, then a websocket on which the server runs the notebook and tells it all."""

from __future__ import annotations

import uuid

from bench.clients.web import Visitor


async def visit(address: str, path: str) -> Visitor:
    async with Visitor(address) as visitor:
        await visitor.ask(path)
        await visitor.connect(f"/ws?session_id=s_{uuid.uuid4().hex[:6]}")
        await visitor.read_until("completed-run")
        return visitor
