"""JupyterLab in a real browser: the index opens first and leads to a case, which runs, asks, and keeps answers."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Response, expect

from commands import notebooks
from tests.ports import free_port
from tests.server import FIXTURE, PATIENCE, ROOT

from .conftest import LAPTOP
from .student import Student

PATH = os.pathsep.join(map(str, (ROOT / "widgets", ROOT)))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """`kit lab` in Chinese with the fixture's case on a shelf: a copy, since JupyterLab may save what it opens."""
    home, shelf = tmp_path / "home", tmp_path / "shelf"
    shutil.copytree(FIXTURE, shelf, ignore=shutil.ignore_patterns("__pycache__"))
    port = free_port()
    environment = os.environ | {"PYTHONPATH": PATH, "CASEROOM_HOME": str(home)}
    asked = ["lab", "--port", str(port), "--no-browser", "--lang", "zh", "--shelf", str(shelf)]
    command = [sys.executable, "-P", "-m", "commands", *asked]
    with (tmp_path / "lab.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    yield home
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def address(home: Path) -> str:
    """Where JupyterLab opens, with its token, as soon as it says so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for path in home.glob("lab/runtime/jpserver-*.json"):
            if text := path.read_text(encoding="utf-8"):
                server = json.loads(text)
                return f"{server['url']}?token={server['token']}"
        time.sleep(0.2)
    raise AssertionError((home.parent / "lab.log").read_text(encoding="utf-8"))


def test_from_the_index_to_a_case_that_keeps_an_answer(browser: Browser, home: Path) -> None:
    context = browser.new_context(viewport=LAPTOP)  # type: ignore[arg-type]
    begin = address(home)
    answered: list[Response] = []
    context.on("response", lambda response: answered.append(response))
    page = context.new_page()
    student = Student(page)
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(begin)
    page.locator("li", has_text=student.case.title.zh).get_by_role("link", name="中文").click()
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook", has_text="附件")
    reads_as_a_textbook(notebook, FIXTURE / "cases" / "helpdesk" / "helpdesk.zh.ipynb")

    page.get_by_text("Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    student.choose("cheapest_option", "shared_hub")
    student.number("double_the_calls", 36)
    student.draw("drawn_promise", [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1])
    for name in ("cheapest_option", "double_the_calls", "drawn_promise"):
        student.write(name, "队伍大了，忙闲可以互补。")
        student.hand_in(name)
        expect(student.question(name).locator(".seal")).not_to_be_empty()
    student.outcome("service_level").wait_for()
    page.locator(".caseroom-whatif .caseroom-chart-panel svg").first.wait_for()
    expect(notebook).to_have_attribute("lang", "zh-CN")

    kept = json.loads((home / "helpdesk.json").read_text(encoding="utf-8"))
    assert "36" in json.dumps(kept)
    assert [one.url for one in answered if one.status >= 400] == []
    assert [one.url for one in answered if not one.url.startswith((begin.partition("?")[0], "data:", "blob:"))] == []
    assert [one for one in answered if "static/caseroom/vega.js" in one.url]
    context.close()


def reads_as_a_textbook(notebook: Locator, path: Path) -> None:
    """Before anything runs: results' places and no code but the code track's, documents and headings as in the app."""
    cells = notebooks.read(path)["cells"]
    folded = [cell for cell in cells if notebooks.to_be_folded(cell)]
    expect(notebook.locator(".jp-CodeCell")).to_have_count(sum(cell["cell_type"] == "code" for cell in cells))
    expect(notebook.locator(".jp-CodeCell .jp-InputPlaceholder")).to_have_count(len(folded))
    expect(notebook.locator(".jp-CodeCell .cm-content", has_text="simulate")).to_have_count(1)
    expect(notebook.locator(".document.memo")).to_have_css("border-top-width", "3px")
    expect(notebook.locator("h3", has_text="如有余力")).to_have_css("font-family", re.compile("Source Serif"))
