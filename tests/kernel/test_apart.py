"""What pages that share a process keep apart, and what is left of one that has gone, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.server import PYTHON_PATH

PAGES = """
import gc, json, os
from ipywidgets import Widget
from caseroom import catalogue, client
from caseroom.kernel.apart import Apart, part
from caseroom.kernel.process import new_shell

part()
shell, notebook, told = new_shell(), catalogue.load("helpdesk").notebook("en"), []
pages = [Apart({"HTTP_CASEROOM_TOKEN": "", "CASEROOM_SERVER": "http://127.0.0.1:1", "who": str(n)}) for n in range(3)]
for page in pages:
    page.run(shell, notebook)
for page in pages:
    with page.at_work():
        who = client.environment.get()["who"]
        told.append({"who": who, "widgets": list(Widget.widgets), "comms": len(page.comms.comms)})
for page in pages:
    page.forget()
del page, pages
gc.collect()
left = sum(isinstance(one, Widget) for one in gc.get_objects())
print(json.dumps({"told": told, "left": left, "nobodys": len(Widget.widgets)}))
"""


def test_pages_have_widgets_of_their_own_and_leave_none_behind(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": PYTHON_PATH, "CASEROOM_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", PAGES], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert [page["who"] for page in found["told"]] == ["0", "1", "2"]
    ids = [set(page["widgets"]) for page in found["told"]]
    assert all(ids) and all(page["comms"] for page in found["told"])
    assert len(set.union(*ids)) == sum(map(len, ids))
    assert found["left"] == 0 and found["nobodys"] == 0
