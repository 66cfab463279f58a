"""The ways to serve the app: how each is started, as its manual says for production, and how its page is worked."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench import checkout
from commands.places import ROOT, python_path

APPS = Path(__file__).parent / "apps"
START = 90  # seconds a server may take before it answers
OFFLINE = {  # none of them is to ask the world for anything while it is measured
    "MARIMO_SKIP_UPDATE_CHECK": "1",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}


@dataclass(frozen=True)
class Way:
    """One way to serve the app; `command` runs in the app's folder, with `{port}` and `{kit_python}` filled in."""

    name: str
    command: tuple[str, ...]
    path: str = "/"
    slider: str = '[role="slider"]'  # the first slider's part that takes the arrow keys
    shown: str = r"^(\d+) agents$"  # what stands in the chart; its number follows the slider
    title: str = "A hotline's hour"
    client: str = ""  # the module of bench.clients that speaks its protocol; by default its name
    package: str = ""  # whose version is told
    state: str = "session"  # what its server keeps of a visitor: a process, a session or nothing
    environment: dict[str, str] = field(default_factory=dict)
    kit: bool = False  # served from a checkout of the kit, with the kit's own environment


PYTHON = (sys.executable, "-m")
VOILA = ("{kit_python}", "-m", "voila")  # the one that the kit stands on, without the peers' server extensions
KIT = ("{kit_python}", "-m", "commands", "serve", "--no-browser", "--port", "{port}")
HOTLINE = r"^(\d+) on the phones$"

WAYS = (
    Way("caseroom", KIT, "/cases/line?lang=en", '[data-lever="agents"] input[type="range"]',
        client="jupyter", package="caseroom", state="process", kit=True),
    Way("hotline", KIT, "/cases/hotline?lang=en#step-what-if", '[data-lever="agents"] input[type="range"]', HOTLINE,
        "Five ways to answer the phone", "jupyter", "caseroom", "process", kit=True),
    Way("voila", (*VOILA, "app.ipynb", "--no-browser", "--port={port}"),
        slider=".widget-slider .noUi-handle", client="jupyter", state="process"),
    Way("streamlit", (*PYTHON, "streamlit", "run", "app.py", "--server.port={port}", "--server.headless=true",
                      "--server.address=127.0.0.1", "--server.fileWatcherType=none"),
        slider='input[type="range"]'),
    Way("panel", (*PYTHON, "panel", "serve", "app.py", "--port={port}", "--address=127.0.0.1"), "/app",
        ".noUi-handle"),
    Way("solara", (*PYTHON, "solara", "run", "app.py", "--production", "--port={port}", "--host=127.0.0.1",
                   "--no-open")),
    Way("shiny", (*PYTHON, "shiny", "run", "app.py", "--port={port}", "--host=127.0.0.1"), slider=".irs-line"),
    Way("dash", (*PYTHON, "gunicorn", "app:server", "--bind=127.0.0.1:{port}", "--workers=2", "--threads=4",
                 "--preload"), state="nothing"),
    Way("marimo", (*PYTHON, "marimo", "run", "app.py", "--port={port}", "--host=127.0.0.1", "--headless",
                   "--no-token")),
)  # fmt: skip


class Running:
    """A way's server, in a process group of its own."""

    def __init__(self, way: Way, start: Callable[[], subprocess.Popen[bytes]], port: int, log: Path) -> None:
        self.way, self.port, self.log = way, port, log
        self.address = f"http://127.0.0.1:{port}"
        self._start = start
        self._process = start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def again(self) -> None:
        """Start it once more after it was killed; what it keeps is where it was."""
        self._process.wait()
        self._process = self._start()
        self.wait()

    def wait(self) -> None:
        """Until it answers. RuntimeError, with the end of its log, when it does not."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        probe = "/health" if self.way.kit else "/favicon.ico"
        for _ in range(START * 5):
            try:
                opener.open(self.address + probe, timeout=5).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
            if self._process.poll() is not None:
                break
        raise RuntimeError(f"{self.way.name} did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """Ask it, then its whole group, to end."""
        self._process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()


@contextmanager
def serve(way: Way, scratch: Path, arrange: Callable[[Path], None] = lambda kit: None) -> Iterator[Running]:
    """Start the server with a fresh folder for what it keeps; stop it afterwards.

    `arrange` is called with the folder that is served, before.
    """
    folder = scratch / way.name
    folder.mkdir(parents=True, exist_ok=True)
    app = checkout.make(folder / "kit") if way.kit else APPS / way.name
    arrange(app)
    port = free_port()
    environment = os.environ | OFFLINE | way.environment | {"CASEROOM_HOME": str(folder / "home")}
    environment["PYTHONPATH"] = os.pathsep.join([str(app / "widgets"), str(app)]) if way.kit else python_path()
    command = [part.format(port=port, kit_python=kit_python()) for part in way.command]

    def start() -> subprocess.Popen[bytes]:
        with (folder / "server.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=app, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    running = Running(way, start, port, folder / "server.log")
    try:
        running.wait()
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def kit_python() -> Path:
    """The kit's own interpreter, without the peers' packages; this one where the kit has none."""
    own = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return own if own.exists() else Path(sys.executable)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
