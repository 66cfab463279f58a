"""Dash: the page, its layout and dependencies, then the callback that a fresh page calls."""

from __future__ import annotations

import json
from typing import Any

from bench.apps import line
from bench.clients import RESULT
from bench.clients.web import Visitor


async def visit(address: str, path: str) -> Visitor:
    visitor = Visitor(address)
    await visitor.ask(path)
    await visitor.ask("/_dash-layout")
    (callback,) = json.loads(await visitor.ask("/_dash-dependencies"))
    outputs = [{"id": "headline", "property": "children"}, {"id": "picture", "property": "figure"}]
    inputs: list[dict[str, Any]] = [
        {"id": control.name, "property": "value", "value": control.default} for control in line.CONTROLS
    ]
    body = {"output": callback["output"], "outputs": outputs, "inputs": inputs, "changedPropIds": []}
    answer = await visitor.ask("/_dash-update-component", "POST", body)
    if RESULT not in answer:
        raise ValueError(answer[:200])
    return visitor
