"""Panel: the page with the session's token in it, then Bokeh's protocol until the document has been sent."""

from __future__ import annotations

import json
import re

from bench.clients.web import Visitor

TOKEN = re.compile(r'"token":\s*"([^"]+)"')


async def visit(address: str, path: str) -> Visitor:
    async with Visitor(address) as visitor:
        token = TOKEN.search(await visitor.ask(path))
        if token is None:
            raise ValueError("no token in the page")
        await visitor.connect(f"{path}/ws", ("bokeh", token[1]))
        await visitor.read_until('"ACK"')
        for part in ({"msgid": "1", "msgtype": "PULL-DOC-REQ"}, {}, {}):  # header, metadata, content
            await visitor.send(json.dumps(part))
        await visitor.read_until("answered in time")
        return visitor
