"""What is raised before the first visitor comes."""

import asyncio
import subprocess
import sys
from types import SimpleNamespace
from typing import cast

import pytest
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from classroom import limits

SERVING = """
import resource
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 200))
from classroom.limits import raise_descriptor_limit
raise_descriptor_limit()
raise_descriptor_limit()
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_server_may_open_as_many_files_as_the_system_allows() -> None:
    told = subprocess.run([sys.executable, "-c", SERVING], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["200", "200"]


class Hello(RequestHandler):
    def get(self) -> None:
        self.write("hello")


async def asked(port: int, keep: list[asyncio.StreamWriter]) -> bytes:
    """The first line of the answer; b"" where the connection was turned away. It stays open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    keep.append(writer)
    try:
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return await reader.readline()
    except ConnectionError:
        return b""


def test_where_only_so_many_sockets_can_be_watched_the_next_is_turned_away_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(limits, "MOST_SOCKETS", 30)
    monkeypatch.setattr(limits, "FOR_KERNELS", 10)

    async def crowd() -> tuple[list[bytes], bytes]:
        server = limits.Bounded(Application([("/", Hello)]))
        sockets = bind_sockets(0, "127.0.0.1")
        server.add_sockets(sockets)
        port, keep = sockets[0].getsockname()[1], list[asyncio.StreamWriter]()
        lines = [await asked(port, keep) for _ in range(40)]
        for writer in keep:
            writer.close()
        await asyncio.sleep(0.1)
        afterwards = await asked(port, keep)
        keep[-1].close()
        server.stop()
        return lines, afterwards

    lines, afterwards = asyncio.run(crowd())
    assert {lines[0], lines[-1]} == {b"HTTP/1.1 200 OK\r\n", b""}
    assert afterwards == b"HTTP/1.1 200 OK\r\n"
    assert [record.getMessage() for record in caplog.records if "no more connections" in record.getMessage()] == [
        "Windows allows no more connections at once (30). Ask people to close pages."
    ]


def test_elsewhere_there_is_no_such_limit() -> None:
    loop = asyncio.new_event_loop()
    assert limits.has_room(loop)
    loop.close()


def test_a_loop_that_does_not_say_what_it_watches_lets_everybody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows' Proactor, which calls what stands behind it by the same name."""
    monkeypatch.setattr(limits, "MOST_SOCKETS", 100)
    assert limits.has_room(cast(asyncio.AbstractEventLoop, SimpleNamespace(_selector=object())))
