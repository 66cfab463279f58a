"""kit serve: the classroom on this machine."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from collections.abc import Callable

from commands.places import database_url, home


def main(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C; 2 and a sentence where the address or the store cannot be used."""
    if arguments.hub and not _listen_for_the_hub(arguments):
        return 2
    page = f"?lang={arguments.lang}" if arguments.lang else ""

    def announce(address: str) -> None:
        lines = [
            f"Caseroom is open at  {address}{page}",
            *_room(arguments.host, f"{arguments.port}{arguments.base_url}{page}"),
        ]
        say(*lines, "Stop it with Ctrl-C.")
        if not arguments.no_browser:
            webbrowser.open(address + page)

    return run(arguments, announce)


def run(arguments: argparse.Namespace, opened: Callable[[str], None]) -> int:
    """Serve until Ctrl-C, and call `opened` with the address, in a thread of its own, once the server answers."""
    problem = _address_problem(arguments.host, arguments.port)
    if problem:
        print(problem, file=sys.stderr)
        return 2
    from classroom.app import serve  # Voila takes a second to import; a wrong port should not wait for it
    from classroom.settings import Settings
    from classroom.store import Damaged, StoreError

    os.environ["CASEROOM_HOME"] = str(home())  # kernels start in a case's folder and must look in the same place
    store_url = database_url()
    os.environ.pop("DATABASE_URL", None)  # a case's code needs no password of the database
    address = f"http://{_shown(arguments.host)}:{arguments.port}{arguments.base_url}"

    listening = threading.Event()

    def wait() -> None:
        listening.wait()  # of two that start at once the other one may answer
        wait_until_open(address)
        opened(address)

    threading.Thread(target=wait, daemon=True).start()
    try:
        serve(
            Settings(
                arguments.host,
                arguments.port,
                home() / "classroom.sqlite3",
                store_url=store_url,
                base=arguments.base_url,
                names=arguments.name,
                proxies=arguments.proxy,
                most_kernels=arguments.most_kernels,
                idle_minutes=arguments.idle_minutes,
                hub=arguments.hub,
            ),
            listening=listening.set,
        )
    except Damaged as damaged:
        print(damaged, file=sys.stderr)
        return 2
    except (StoreError, OSError) as error:
        print(_store_problem(error, store_url), file=sys.stderr)
        return 2
    return 0


def _listen_for_the_hub(arguments: argparse.Namespace) -> bool:
    """Where and as whom the hub wants it; False and a sentence where no hub has started this."""
    from classroom import hub

    try:
        arguments.hub = told = hub.taken_from(os.environ)
    except hub.NoHub as error:
        print(f"JupyterHub starts a class with --hub, and nobody else: {error}. (docs/deploy.md)", file=sys.stderr)
        return False
    arguments.host, arguments.port, arguments.base_url = told.host, told.port, told.base
    arguments.name += filter(None, [told.name])
    arguments.no_browser = True
    return True


def _store_problem(error: Exception, store_url: str) -> str:
    if store_url:
        return f"The students' work cannot be kept in the database that DATABASE_URL names: {error}."
    return f"The students' work cannot be kept in {home()}: {error}. Free some space or set CASEROOM_HOME."


def say(*lines: str) -> None:
    """Lines for whoever started the command."""
    print("\n" + "".join(f"  {line}\n" for line in lines), flush=True)


def _address_problem(host: str, port: int) -> str | None:
    """Why nothing can listen there, with a way out; None when all is well."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except PermissionError:
        if port >= 1024:  # Windows keeps whole ranges for itself, and says the same of them
            return f"Port {port} is kept by the system. Use another one: python3 kit serve --port {port + 1000}"
        return f"Port {port} needs administrator rights. Use a higher one: python3 kit serve --port {port + 8000}"
    except socket.gaierror:
        return f"{host!r} is no address of this machine. Use --host 127.0.0.1, or --host 0.0.0.0 to let the room in."
    except OSError:
        return (
            f"Port {port} on {host} is taken or not to be had (is Caseroom running already?). "
            f"Use another one: python3 kit serve --port {port + 1}"
        )
    except OverflowError:
        return f"{port} is no port. Choose one from 1024 to 65535."
    return None


def _shown(host: str) -> str:
    if host in ("", "0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _room(host: str, port_and_page: str) -> list[str]:
    """What to write on the board when the whole room is let in; nothing when it is not."""
    if host not in ("", "0.0.0.0", "::"):
        return []
    from classroom.hosts import network_addresses

    own = network_addresses()
    if not own:
        return ["For the room: this machine is in no network yet. Join the room's, and start again."]
    return [f"For the room:        http://{own[0]}:{port_and_page}"]


def wait_until_open(address: str, patience: float = 30) -> bool:
    """Whether the server at `address` says within `patience` seconds that it can do its work."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            opener.open(f"{address}health", timeout=5).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False
