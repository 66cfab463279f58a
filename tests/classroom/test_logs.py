"""What the server says: nothing of what needs nobody's attention."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom import logs

OF_TORNADO = "The websocket_ping_timeout (90000) cannot be longer than the websocket_ping_interval (30000)."
OF_ZMQ = "Got events for closed stream %s"


@pytest.fixture
def untouched() -> Iterator[None]:
    """The handlers of this process as they were."""
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    logging.captureWarnings(False)


@pytest.mark.usefixtures("untouched")
def test_the_end_of_a_session_is_no_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(tmp_path, logging.getLogger("an app"))
    of_streams = logging.getLogger("tornado.general")
    of_streams.warning(OF_ZMQ, "a stream")
    of_streams.warning(OF_TORNADO)
    of_streams.warning("Something else")
    kept = (tmp_path / logs.NAME).read_text(encoding="utf-8")
    for said in (capsys.readouterr().err, kept):
        assert "Something else" in said
        assert "closed stream" not in said and "ping" not in said


def test_zmq_still_says_it_in_these_words() -> None:
    from zmq.eventloop import zmqstream

    assert OF_ZMQ.startswith(logs.UNREAD)
    assert logs.UNREAD in Path(zmqstream.__file__).read_text(encoding="utf-8")


def test_tornado_still_says_it_in_these_words() -> None:
    from tornado import websocket

    assert OF_TORNADO.startswith(logs.PINGS)
    assert logs.PINGS.removesuffix("(") in Path(websocket.__file__).read_text(encoding="utf-8")
