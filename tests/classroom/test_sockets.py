"""How long a page's connection may be silent before the server gives it up."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from classroom.app import Classroom
from classroom.kernels import KernelSocket
from classroom.settings import Settings
from classroom.troubles import Troubles


@pytest.fixture
def settings(tmp_path: Path) -> Any:
    """The settings of a server that is about to start."""
    app = Classroom(Troubles(), Settings("127.0.0.1", 0, tmp_path / "classroom.sqlite3"))
    app.initialize([])
    app.kernel_manager = app.kernel_spec_manager = None  # it does not get as far as to a kernel
    return app.init_settings()


def test_a_page_has_the_time_of_several_pings_to_answer_one(settings: Any) -> None:
    socket = cast(KernelSocket, SimpleNamespace(settings=settings, ping_interval=0))
    socket.ping_interval = KernelSocket.ping_interval.fget(socket)
    timeout = KernelSocket.ping_timeout.fget(socket)
    assert timeout > 2 * socket.ping_interval > 0
