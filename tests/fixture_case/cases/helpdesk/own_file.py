"""A file such as a student might bring."""

from __future__ import annotations


def sample() -> str:
    """Two hundred calls of a morning, 37 seconds apart."""
    moments = [9 * 3600 + 7 + 37 * n for n in range(200)]
    rows = [f"2024-03-04 {at // 3600:02}:{at // 60 % 60:02}:{at % 60:02},12,接通" for at in moments]
    return "\n".join(["来电时间,排队时长,接听状态", *rows])
