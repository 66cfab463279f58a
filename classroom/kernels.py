"""A page and its kernel: whether the kernel still lives, and the goodbye when the page closes."""

from __future__ import annotations

from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from classroom.frames import PROTOCOL, is_sound
from classroom.visitors import cookie_token


async def require_own_kernel(handler: JupyterHandler, kernel_id: str) -> None:
    """HTTPError 404 unless this kernel lives and serves a page of the visitor whose cookie comes with the request."""
    kernels: Any = handler.kernel_manager
    seat = kernels.admission.seat(kernel_id)
    if seat is None or seat.visitor != cookie_token(handler):
        raise HTTPError(404)
    if kernel_id not in kernels or not await kernels.is_alive(kernel_id):
        raise HTTPError(404)


class Alive(JupyterHandler):
    """204 while the kernel runs, 404 when it is gone: the page then tells its reader."""

    async def get(self, kernel_id: str) -> None:
        await require_own_kernel(self, kernel_id)
        self.set_header("Cache-Control", "no-store")
        self.set_status(204)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        self.finish()


class ShutdownOnClose(VoilaShutdownKernelHandler):
    """The page's goodbye. A beacon cannot carry an XSRF token (voila#1458); other sites' carry no cookie of ours."""

    def check_xsrf_cookie(self) -> None:
        """The visitor's own cookie is asked for instead."""

    async def post(self, kernel_id: str) -> None:
        await require_own_kernel(self, kernel_id)
        await super().post(kernel_id)


class KernelSocket(VoilaKernelWebsocketHandler):
    """A page's way to its kernel, in the one protocol that pages speak.

    A kernel that is gone is a plain 404: the page notices, the log need not tell.
    """

    async def get(self, kernel_id: str) -> None:
        await require_own_kernel(self, kernel_id)
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
