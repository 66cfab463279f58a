"""What the system and Jupyter limit by themselves, and where."""

from __future__ import annotations

import sys

from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from classroom.frames import PROTOCOL, is_sound

ENOUGH = 10_240  # descriptors, where the system names no highest number; macOS takes no more


def raise_descriptor_limit() -> None:
    """Let this process and its children open as many files as the system allows; a kernel needs about twenty of ours.

    Windows has no such limit.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class KernelSocket(VoilaKernelWebsocketHandler):
    """A page's way to its kernel, in the one protocol that pages speak.

    A kernel that is gone is a plain 404: the page notices, the log need not tell.
    """

    async def get(self, kernel_id: str) -> None:
        if kernel_id not in self.kernel_manager or not await self.kernel_manager.is_alive(kernel_id):
            raise HTTPError(404)
        if PROTOCOL not in self.request.headers.get("Sec-WebSocket-Protocol", ""):
            raise HTTPError(400)
        await super().get(kernel_id)

    def on_message(self, frame: str | bytes) -> None:
        """Pass a frame on; a socket through which something else comes is closed: no page of ours sent that."""
        if is_sound(frame):
            super().on_message(frame)
        else:
            self.close(1003 if isinstance(frame, str) else 1007)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        self.finish()
