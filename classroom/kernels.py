"""A page and its kernel: whether the kernel still lives, and the goodbye when the page closes."""

from __future__ import annotations

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler


class Alive(JupyterHandler):
    """204 while the kernel runs, 404 when it is gone: the page then tells its reader."""

    async def get(self, kernel_id: str) -> None:
        kernels = self.kernel_manager
        if kernel_id not in kernels or not await kernels.is_alive(kernel_id):
            raise HTTPError(404)
        self.set_header("Cache-Control", "no-store")
        self.set_status(204)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        self.finish()


class ShutdownOnClose(VoilaShutdownKernelHandler):
    """The page's goodbye. A beacon cannot carry an XSRF token (voila#1458); the kernel's id is secret enough."""

    def check_xsrf_cookie(self) -> None:
        """Nothing to check."""
