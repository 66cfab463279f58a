"""The server's kernels, each with the seat of the page it serves: none beyond the room there is, none left behind."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import Integer

from classroom import provisioner
from classroom.admission import Admission, Seat

LOOK = 5  # seconds between two looks at who has gone


class SeatedKernels(AsyncMappingKernelManager):
    """Kernels that are counted from the moment a visitor is let in, and end when their page is gone for good."""

    most_kernels = Integer(0, help="Kernels at once; 0: as many as memory allows.").tag(config=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.admission = Admission(self.most_kernels, at_first=provisioner.cost_at_first())
        self._measured: set[str] = set()

    async def enter(self, visitor: str, slug: str, address: str = "") -> Seat | None:
        """A seat for a page of this case, or None: then the visitor stands in the line."""
        seat = self.admission.enter(visitor, slug, address)
        unused = None if seat else self.admission.unused(visitor, slug)
        if unused is not None:
            seat = self.admission.take_over(unused, slug)
            await self._end(unused.kernel)
        return seat

    async def start_kernel(self, *, seat: Seat | None = None, **options: Any) -> str:  # type: ignore[override]
        """As Jupyter's; the kernel takes `seat`."""
        kernel_id: str = await super().start_kernel(**options)
        if seat is not None:
            seat.kernel = kernel_id
        return kernel_id

    def remove_kernel(self, kernel_id: str) -> Any:
        seat = self.admission.seat(kernel_id)
        if seat is not None:
            self.admission.give_back(seat)
        self._measured.discard(kernel_id)
        return super().remove_kernel(kernel_id)

    def notify_connect(self, kernel_id: str) -> None:
        super().notify_connect(kernel_id)
        seat = self.admission.seat(kernel_id)
        if seat is not None:
            self.admission.joined(seat)

    def notify_disconnect(self, kernel_id: str) -> None:
        super().notify_disconnect(kernel_id)
        seat = self.admission.seat(kernel_id)
        if seat is not None:
            self.admission.parted(seat)

    async def cull_kernels(self) -> None:
        """Every LOOK seconds: ends kernels whose page is gone, and the idle ones; learns what a kernel costs."""
        provisioner.look()
        for seat in self.admission.seats:
            self._measure(seat)
        gone = [kernel_id for kernel_id in self.list_kernel_ids() if await self._is_gone(kernel_id)]
        await asyncio.gather(*map(self._end, gone))
        await super().cull_kernels()

    async def _is_gone(self, kernel_id: str) -> bool:
        seat = self.admission.seat(kernel_id)
        return (seat is not None and self.admission.abandoned(seat)) or not await self.is_alive(kernel_id)

    async def _end(self, kernel_id: str) -> None:
        with suppress(HTTPError, KeyError):  # its page has said goodbye meanwhile
            await self.shutdown_kernel(kernel_id)

    def _measure(self, seat: Seat) -> None:
        """Once a kernel, when its page works with it."""
        if not seat.joined or seat.kernel in self._measured or seat.kernel not in self:
            return
        self._measured.add(seat.kernel)
        made: Any = self.get_kernel(seat.kernel).provisioner
        cost = made.own_memory() if made else None
        if cost is not None:
            self.admission.measured(cost)
