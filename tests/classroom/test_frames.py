"""What is let through a kernel's socket: what a page packs, and nothing that a reader could stumble over."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

from classroom.frames import LONGEST_HEADER, MOST_OFFSETS, is_sound

HEADER = json.dumps({"msg_type": "comm_msg", "msg_id": "1"}).encode()


def frame(header: bytes = HEADER, channel: str = "shell", buffers: tuple[bytes, ...] = ()) -> bytes:
    packed: bytes = serialize_msg_to_ws_v1([header, b"{}", b"{}", b"{}", *buffers], channel)
    return packed


def with_words(*words: int, rest: bytes = b"") -> bytes:
    return b"".join(word.to_bytes(8, "little") for word in words) + rest


def test_what_a_page_sends_is_sound() -> None:
    assert is_sound(frame())
    assert is_sound(frame(buffers=(b"x" * 1_000_000, b"")))


@pytest.mark.parametrize(
    "false",
    [
        "{}",
        "[" * 1000,
        b"",
        b"\0" * 8,
        with_words(50_000_000),
        with_words(2**64 - 1),
        with_words(2**64 - 1, rest=b"x" * 5000),
        with_words(5, 48, 48, 48, 48, 48),
        with_words(6, 56, 56, 56, 56, 56, 57),
        with_words(6, 0, 8, 16, 24, 32, 56),
        with_words(6, 56, 2**63, 56, 56, 56, 56),
        frame() + b"x",
        frame()[:-1],
        frame(buffers=(b"",) * MOST_OFFSETS),
        frame(header=b"[" * LONGEST_HEADER),
        frame(header=b"not json"),
        frame(header=b"[]"),
        frame(header=b'{"msg_type": []}'),
        frame(header=b'"' + b"x" * LONGEST_HEADER + b'"'),
        frame(channel="槽"),
    ],
)
def test_a_false_frame_is_not(false: str | bytes) -> None:
    began = time.process_time()
    assert not is_sound(false)
    assert time.process_time() - began < 1


@given(st.binary(max_size=200) | st.lists(st.integers(0, 120), min_size=6, max_size=9).map(lambda w: with_words(*w)))
@example(frame())
def test_what_is_sound_can_be_read(any_bytes: bytes) -> None:
    if is_sound(any_bytes):
        channel, parts = deserialize_msg_from_ws_v1(any_bytes)
        assert channel.isascii() and len(parts) >= 4
