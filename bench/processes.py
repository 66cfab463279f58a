"""What a server and all its processes use, by /proc (Linux)."""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def tree(root: int) -> list[int]:
    """`root`, its descendants, and whatever else is in its session: a kernel may have lost its parent."""
    found = []
    parents = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (stat := _stat(int(entry.name))):
            parents[int(entry.name)] = int(stat[1]), int(stat[3])
    for pid, (_, session) in parents.items():
        if session == root or root in _ancestors(pid, parents):
            found.append(pid)
    return found


def memory(root: int) -> float:
    """Proportional set size of the whole tree in MB: a page shared by n processes counts 1/n for each."""
    return sum(map(_pss, tree(root))) / 1024


def own_memory(pid: int) -> float:
    """The same of one process alone."""
    return _pss(pid) / 1024


def cpu(root: int) -> float:
    """CPU seconds, user and system, of the tree, with children that have ended and been waited for."""
    stats = [stat for pid in tree(root) if (stat := _stat(pid))]
    return sum(int(ticks) for stat in stats for ticks in stat[11:15]) / TICKS


def _ancestors(pid: int, parents: dict[int, tuple[int, int]]) -> set[int]:
    seen: set[int] = set()
    while pid in parents and pid not in seen:
        seen.add(pid)
        pid = parents[pid][0]
    return seen | {pid}


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/<pid>/stat from the state on (proc(5): field 3), None when the process is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None


def _pss(pid: int) -> int:
    """Kilobytes; 0 when the process is gone or not ours."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
