"""One bad case stops nobody: it is named, with the reason for whoever runs the server, and the others open."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseroom import catalogue
from tests.room.shelf import copied, spoil
from tests.room.visitor import CasePage, ask
from tests.server import PATIENCE, Server

SOUND = catalogue.load(catalogue.slugs()[0])

FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "no_python": (lambda case: spoil(case / "model.py", "def simulate(", "def simulate(("), "model.py"),
    "no_title": (lambda case: spoil(case / "case.toml", "title.en", "titel.en"), "did you mean &#39;title&#39;"),
    "no_notebook": (lambda case: (case / "no_notebook.zh.ipynb").write_text("{}"), "no_notebook.zh.ipynb:1"),
    "no_import": (lambda case: spoil(case / "params.py", "import annotations", "import annotations\nimport nowhere"),
                  "No module named"),
    "no_lever": (lambda case: spoil(case / "case.toml", f'name = "{SOUND.levers[0].name}"', 'name = "no_such"'),
                 "no_such"),
}  # fmt: skip
"""By the name of a copy of a sound case: how it is spoilt, and what the reason says."""


@pytest.fixture(scope="module", params=["forked", "started"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A classroom with a shelf of spoilt cases, on a system with fork and on one without."""
    shelf = tmp_path_factory.mktemp("shelf")
    for name, (fault, _) in FAULTS.items():
        fault(copied(SOUND, shelf, name))
    running = Server(shelf / "home", shelves=[shelf], fork=request.param == "forked", prepares=(*FAULTS, SOUND.slug))
    yield running
    running.kill()


def soon(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not (held := holds()) and time.monotonic() < until:
        time.sleep(0.3)
    return held


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_case_is_named_on_the_landing_page_with_its_reason(server: Server, name: str) -> None:
    assert soon(lambda: f"“{name}”" in ask(server, "/?lang=en").text)
    assert soon(lambda: FAULTS[name][1] in ask(server, "/?lang=en").text)
    assert f"cases/{name}?" not in ask(server, "/?lang=en").text


def test_only_this_machine_is_told_the_reason(server: Server) -> None:
    assert soon(lambda: "model.py" in ask(server, "/?lang=en").text)
    from_elsewhere = ask(server, "/?lang=en", headers={"X-Forwarded-For": "203.0.113.7"}).text
    assert "“no_python”" in from_elsewhere and "model.py" not in from_elsewhere


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_its_page_says_so_and_takes_no_kernel(server: Server, lang: str) -> None:
    before = server.kernels()
    answer = ask(server, f"/cases/no_python?lang={lang}")
    assert answer.status == 503 and {"en": "cannot be opened", "zh": "暂时打不开"}[lang] in answer.text
    assert set(server.kernels()) <= set(before)


def test_the_others_open(server: Server) -> None:
    answer = CasePage(server, case=SOUND.slug).answer
    assert answer.status == 200 and "jupyter-config-data" in answer.text
    assert soon(lambda: bool(server.kernels() or server.workers()))


def test_a_case_that_is_mended_opens_without_a_restart(server: Server) -> None:
    shelf = Path(str(server.log)).parents[1]
    model = shelf / "cases" / "no_python" / "model.py"
    shutil.copy(SOUND.folder / "model.py", model)
    os.utime(model)
    assert soon(lambda: ask(server, "/cases/no_python?lang=en").status == 302)
    shutil.rmtree(shelf / "cases" / "no_python")
