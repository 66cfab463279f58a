"""The way in follows the machine from network to network (decker#62)."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
from tornado.iostream import IOStream

from classroom import hosts
from classroom.room.handlers import common

from .test_addresses import InARoom, Visitor

HOME, SCHOOL = "10.0.0.5", "192.168.7.7"


def test_addresses_are_looked_up_anew_after_a_few_seconds() -> None:
    now, there = [0.0], [HOME]
    networks = hosts.Networks(lambda: now[0])
    with mock.patch.object(hosts, "network_addresses", lambda: list(there)):
        assert networks.addresses() == [HOME]
        there[:] = [SCHOOL]
        now[0] = hosts.LOOK / 2
        assert networks.addresses() == [HOME]
        now[0] = hosts.LOOK
        assert networks.addresses() == [SCHOOL]


@pytest.mark.skipif(sys.platform != "linux", reason="the option has another name")
def test_a_phone_that_left_without_a_word_is_given_up_by_the_system() -> None:
    async def asked() -> int:
        with socket.socket() as end:
            common.give_up_the_silent(IOStream(end))
            return end.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)

    assert asyncio.run(asked()) == 1000 * common.GIVEN_UP


class TestAnotherNetwork(InARoom):
    def setUp(self) -> None:
        self.there = [HOME]
        for patch in (
            mock.patch.object(hosts, "network_addresses", lambda: list(self.there)),
            mock.patch.object(hosts, "LOOK", 0.0),
        ):
            patch.start()
            self.addCleanup(patch.stop)
        super().setUp()
        self._app.settings["listens_on"] = "0.0.0.0"

    def test_desk_and_projector_are_told_of_the_new_address_without_a_reload(self) -> None:
        trainer, code = self.room()
        port = self.get_http_port()
        screen, desk = f"/screen/{code}", f"/teach/{code}"
        for visitor, page, old, new in ((Visitor(self), screen, HOME, SCHOOL), (trainer, desk, SCHOOL, HOME)):
            first, second = self.told(visitor, page, lambda new=new: self.change(new))  # type: ignore[misc]
            self.assertEqual(first["join"]["picture"], f"http://{old}:{port}/j/{code}")
            self.assertEqual(second["join"]["address"], f"http://{new}:{port}/join")
            self.assertEqual(second["join"], visitor.now(page)["join"])

    def test_the_picture_is_that_of_the_new_address(self) -> None:
        _, code = self.room()
        before = Visitor(self).ask(f"/screen/{code}/qr.svg").body
        self.change()
        self.assertNotEqual(Visitor(self).ask(f"/screen/{code}/qr.svg").body, before)

    def test_a_machine_in_no_network_says_so_and_its_address_appears_when_it_is_in_one(self) -> None:
        trainer, code = self.room()
        self.there = []
        self.assertEqual(trainer.now(f"/teach/{code}")["join"]["trouble"], "no_network")
        self.change()
        self.assertEqual(trainer.now(f"/teach/{code}")["join"]["trouble"], "")

    def change(self, to: str = SCHOOL) -> None:
        self.there = [to]

    def told(self, visitor: Visitor, page: str, then: Callable[[], None]) -> list[Any]:
        """The two first views that a page hears, with `then` between them."""
        heard = bytearray()
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in visitor.cookies.items())

        def views() -> list[Any]:
            whole = bytes(heard).rpartition(b"\n\n")[0]
            return [json.loads(line[6:]) for line in whole.splitlines() if line.startswith(b"data: ")]

        async def follow() -> list[Any]:
            listening = self.http_client.fetch(
                self.get_url(f"{page}/events"),
                headers={"Cookie": cookies},
                streaming_callback=heard.extend,
                request_timeout=0,
            )
            while not views():
                await asyncio.sleep(0.05)
            then()
            while len(views()) < 2:
                await asyncio.sleep(0.05)
            assert not listening.done()
            return views()

        return list(self.io_loop.run_sync(follow, timeout=30))
