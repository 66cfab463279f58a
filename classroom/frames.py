"""What comes in through a kernel's socket, looked at before anything reads it.

A frame (protocol v1.kernel.websocket.jupyter.org) begins with a count and that many offsets, 64 bits each: where the
channel, the header, the parent header, the metadata, the content and the buffers begin, and where the last one ends.
Jupyter's own reader believes the count, and a false one keeps it, and the whole server, busy for minutes.
"""

from __future__ import annotations

import json
import struct

PROTOCOL = "v1.kernel.websocket.jupyter.org"
WORD = 8  # bytes
LEAST_OFFSETS = 6  # of a message without buffers
MOST_OFFSETS = 100
LONGEST_HEADER = 4096  # bytes; a page's is 200


def is_sound(frame: str | bytes) -> bool:
    """Whether the offsets lie within the frame, one after the other, and lead to a channel and a header."""
    if isinstance(frame, str):
        return False
    offsets = _offsets(frame)
    if not offsets or offsets[2] - offsets[1] > LONGEST_HEADER:
        return False
    return frame[offsets[0] : offsets[1]].isascii() and _is_header(frame[offsets[1] : offsets[2]])


def _offsets(frame: bytes) -> list[int]:
    """The offsets in the frame; none where they cannot be true."""
    count = int.from_bytes(frame[:WORD], "little")
    begin = WORD * (count + 1)
    if not LEAST_OFFSETS <= count <= MOST_OFFSETS or len(frame) < begin:
        return []
    offsets = list(struct.unpack(f"<{count}Q", frame[WORD:begin]))
    return offsets if offsets[0] == begin and offsets == sorted(offsets) and offsets[-1] == len(frame) else []


def _is_header(header: bytes) -> bool:
    try:
        read = json.loads(header)
    except (ValueError, RecursionError):
        return False
    return isinstance(read, dict) and isinstance(read.get("msg_type"), str)
