"""`kit lab`: the notebooks in JupyterLab, no word to the outside, the user's own Jupyter untouched."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from commands import lab_index
from commands.language import system_language
from commands.places import ROOT, home, python_path

PANELS = ROOT / "widgets" / "caseroom" / "panels"
STYLES = (PANELS / "shared.css", PANELS / "prose.css", Path(__file__).with_suffix(".css"))
STATIC = (
    PANELS / "vendor" / "vega.js",
    ROOT / "classroom" / "static" / "fonts" / "source-serif-4-latin-wght-normal.woff2",
)

SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


def main(namespace: Namespace) -> int:
    """Run JupyterLab until it is stopped; 1 where the port is taken."""
    if port_is_taken(namespace.port):
        print(
            f"Port {namespace.port} is in use, perhaps by another JupyterLab; "
            f"choose another: python3 kit lab --port {namespace.port + 1}",
            file=sys.stderr,
        )
        return 1
    folder = home() / "lab"
    write_settings(folder)
    lab_index.lay(folder / "desk")
    command = [sys.executable, "-m", "jupyterlab", *options(namespace, folder)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(folder)) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # Ctrl-C reaches JupyterLab as well, which stops its kernels and itself
                continue


def port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":  # there this option would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def options(namespace: Namespace, folder: Path) -> Iterator[str]:
    yield from (
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={namespace.port}",
        "--ServerApp.port_retries=0",
    )
    yield from (f"--ServerApp.root_dir={folder / 'desk'}", "--ServerApp.answer_yes=True", "--log-level=WARN")
    yield "--ServerApp.allow_root=True"  # as in a container; the token still guards the door
    yield from (f"--ServerApp.extra_static_paths={folder / 'static'}", "--LabApp.custom_css=True")
    yield f"--LabApp.default_url=/lab/tree/{lab_index.index(namespace.lang or system_language())}"
    yield f"--LabApp.app_settings_dir={folder / 'application'}"
    # Nothing asks the outside: no news, no update check, no extension catalogue.
    yield from ("--LabApp.news_url=None", "--LabApp.extension_manager=readonly")
    yield "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"
    yield "--LanguageServerManager.autodetect=False"  # which would start npm to look for some
    if namespace.no_browser:
        yield "--ServerApp.open_browser=False"


def write_settings(folder: Path) -> None:
    """How JupyterLab behaves and looks, and the files that panels ask its server for."""
    application, custom, static = folder / "application", folder / "config" / "custom", folder / "static" / "caseroom"
    for place in (application, custom, static):
        place.mkdir(parents=True, exist_ok=True)
    (application / "overrides.json").write_text(json.dumps(SETTINGS, indent=2), encoding="utf-8")
    styles = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)
    (custom / "custom.css").write_text(styles, encoding="utf-8")
    for path in STATIC:
        shutil.copy(path, static)


def environment(folder: Path) -> dict[str, str]:
    """Everything that Jupyter and IPython would keep in the user's home goes to `folder`, answers to the kit's home."""
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    path = [*python_path().split(os.pathsep), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]  # with its shelves
    own = {name: str(folder / place) for name, place in places.items()}
    own |= {"CASEROOM_HOME": str(home()), "PYTHONPATH": os.pathsep.join(dict.fromkeys(filter(None, path)))}
    return os.environ | own
