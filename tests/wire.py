"""A cable between browser and server that can be pulled out, that can be slow, and on which things arrive twice."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPResponse

HERE = "127.0.0.1"


class Wire:
    """Passes on to the server whatever comes to `address`, until it is cut. It stays while the server starts again."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._joined: set[socket.socket] = set()
        self._asked: dict[socket.socket, bytes] = {}  # by connection; the one that spoke last stands last
        self.whole = True
        self._loses = False
        self._late = 0.0
        self._door = socket.create_server((HERE, 0))
        self.port = self._door.getsockname()[1]
        self.address = f"http://{HERE}:{self.port}/"
        threading.Thread(target=self._let_in, daemon=True).start()

    def cut(self) -> None:
        """Every connection breaks, and none comes about until `mend`."""
        self.whole = self._loses = False
        for end in list(self._joined):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def lose_answers(self) -> None:
        """Until the next `cut`, what is asked arrives, and what is answered does not."""
        self._loses = True

    def delay(self, seconds: float) -> None:
        """From now on whatever passes, in either direction, arrives so much later."""
        self._late = seconds

    def mend(self) -> None:
        self.whole = True

    def repeat(self, path: str) -> tuple[int, bytes]:
        """Send the last request for `path` once more, byte for byte, on a connection of its own: status and answer."""
        of_path = re.compile(rb"[A-Z]+ " + re.escape(path.encode()) + rb" HTTP/")
        *_, last = (one for asked in list(self._asked.values()) for one in _requests(asked) if of_path.match(one))
        with socket.create_connection((HERE, self._server)) as again:
            again.sendall(last)
            with HTTPResponse(again) as answer:
                answer.begin()
                return answer.status, answer.read()

    def _let_in(self) -> None:
        while True:
            near, _ = self._door.accept()
            try:
                if not self.whole:
                    raise ConnectionRefusedError
                far = socket.create_connection((HERE, self._server))
            except OSError:  # the cable is cut, or the server is being started again
                near.close()
                continue
            self._joined |= {near, far}
            for source, target, answers in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._pass_on, args=(source, target, answers), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not answers:
                    self._asked[source] = self._asked.pop(source, b"") + data
                time.sleep(self._late)
                if not (answers and self._loses):
                    target.sendall(data)
        for end in (source, target):
            self._joined.discard(end)
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _requests(asked: bytes) -> Iterator[bytes]:
    """The requests that one connection has made, each with its body."""
    while b"\r\n\r\n" in asked:
        head = asked.index(b"\r\n\r\n") + 4
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", asked[:head])
        whole = head + (int(length[1]) if length else 0)
        yield asked[:whole]
        asked = asked[whole:]
