"""A real server and its kernels, no browser."""

from __future__ import annotations

import pytest

from tests.room.visitor import CasePage
from tests.server import Server


@pytest.fixture(scope="module")  # not for longer: a socket that nobody reads answers no ping and is closed
def page(server: Server) -> CasePage:
    """The helpdesk as a newcomer finds it; no test answers anything here."""
    return CasePage(server)


@pytest.fixture(scope="module")  # not for longer: a socket that nobody reads answers no ping and is closed
def predicted(server: Server) -> CasePage:
    """The helpdesk of somebody who has locked both predictions."""
    opened = CasePage(server)
    opened.predict()
    return opened
