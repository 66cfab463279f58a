"""Shiny for Python: the page, then a websocket that is told the inputs and sends the outputs."""

from __future__ import annotations

from bench.apps import line
from bench.clients import RESULT
from bench.clients.web import Visitor

OUTPUTS = ("headline", "picture")


async def visit(address: str, path: str) -> Visitor:
    async with Visitor(address) as visitor:
        await visitor.ask(path)
        await visitor.connect("/websocket/")
        inputs = {f"{control.name}:shiny.number": control.default for control in line.CONTROLS}
        visible = {f".clientdata_output_{name}_hidden": False for name in OUTPUTS}
        page = {".clientdata_url_search": "", ".clientdata_url_hash": "", ".clientdata_pixelratio": 1}
        await visitor.send({"method": "init", "data": inputs | visible | page})
        values = await visitor.read_until(RESULT)
        if '"picture"' not in values:
            await visitor.read_until('"picture"')
        return visitor
