"""A cable between browser and server that can be pulled out."""

from __future__ import annotations

import contextlib
import socket
import threading


class Wire:
    """Passes on to the server whatever comes to `address`, until it is cut."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._joined: set[socket.socket] = set()
        self.whole = True
        self._loses = False
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}/"
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

    def mend(self) -> None:
        self.whole = True

    def _let_in(self) -> None:
        while True:
            near, _ = self._door.accept()
            if not self.whole:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._server))
            self._joined |= {near, far}
            for source, target, answers in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._pass_on, args=(source, target, answers), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not (answers and self._loses):
                    target.sendall(data)
        for end in (source, target):
            self._joined.discard(end)
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
