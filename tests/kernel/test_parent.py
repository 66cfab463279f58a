"""The warm parent's pieces of work, without a server."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from caseroom import catalogue
from caseroom.kernel import warm
from caseroom.kernel.prepared import Prepared


def test_a_notebook_that_has_to_draw_waits_for_the_charts_and_is_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    error = {"output_type": "error", "ename": "ModuleNotFoundError", "evalue": "import of altair halted; None in ..."}
    undrawn = Prepared((), {}, {}, {}, {"show": [error]})
    monkeypatch.setattr(Prepared, "run", lambda *_: undrawn)
    server, control = socket.socketpair()
    nobody: Any = None
    with server, control:
        parent = warm.Parent(control, nobody)
        parent._todo.clear()
        parent._prepare(catalogue.load("helpdesk").notebook("en"))
        (again,) = parent._todo  # after all that is left to do, drawing among it
        parent.tell(nothing="so far")
        again()
        told = [json.loads(line) for line in server.recv(65_536).splitlines()]
    assert told[0] == {"nothing": "so far"}
    assert told[1]["slug"] == "helpdesk" and "altair" in told[1]["broken"]
