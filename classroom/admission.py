"""How many pages this machine can carry at once, whose they are, and who waits.

A page has a kernel of its own, and a kernel takes memory. When there is no room, a visitor gets a place in a line
instead of a kernel that would slow down or end everybody else's.
"""

from __future__ import annotations

import itertools
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

MB = 2**20
RESERVE = 512 * MB  # stays free for the server, the system and what kernels do later
COST_AT_FIRST = 130 * MB  # a kernel started in the ordinary way; until one of ours has been measured
SHARED_AT_FIRST = 40 * MB  # the same of a page that shares a process
LEAST_COST = 30 * MB
SETTLING = 10  # seconds until a new kernel's memory shows in what the system calls available
IN_LINE = 15  # seconds that a place in the line is kept for who does not ask
NEVER_JOINED = 90  # seconds for a page to reach its kernel
MOST_OF_ONE = 8  # seats of one visitor: who opens more tabs gives up those that no page uses
SHARE = 2  # of all seats, at most every second may be one visitor's, or be held for pages of one address on their way
FEW = 2  # seats that anybody may have in the smallest room
REPLACED = 15  # seconds without a page until a kernel goes whose visitor has a newer one of the same case

Clock = Callable[[], float]


@dataclass(eq=False)
class Seat:
    """One page's place: taken when its visitor is let in, held until its kernel is gone."""

    visitor: str
    slug: str
    taken_at: float
    address: str = ""  # where its visitor's browser is: a school is one address, a page is on its way for seconds
    room: str = ""  # the code of the class that its visitor sits in with this case
    sits: bytes = field(default=b"", repr=False)  # by which secret (classroom/room/seats.py)
    kernel: str = ""  # its id, once there is one
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)  # what the kernel shows for it
    pages: int = 0  # connections to the kernel
    joined: bool = False  # whether there ever was one
    quiet_since: float | None = None  # no page uses it since then; None while one does or is still being written
    left: bool = False  # the browser went away before it had the page


class Line:
    """Who waits, first come first served. A place is kept as long as its visitor asks for it now and then."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[
            str, tuple[float, str]
        ] = {}  # when they last asked, and from where; in the order of arrival

    def __len__(self) -> int:
        self._forget()
        return len(self._waiting)

    def __contains__(self, visitor: str) -> bool:
        self._forget()
        return visitor in self._waiting

    def place(self, visitor: str, address: str = "") -> int:
        """The visitor's place from 1 on; who has none gets the last."""
        self._forget()
        self._waiting[visitor] = self._clock(), address or self.address(visitor)
        return list(self._waiting).index(visitor) + 1

    def address(self, visitor: str) -> str:
        return self._waiting.get(visitor, (0.0, ""))[1]

    def ahead(self, visitor: str) -> list[str]:
        """Who came before this visitor and still waits."""
        return list(itertools.takewhile(lambda other: other != visitor, self._waiting))

    def leave(self, visitor: str) -> None:
        self._waiting.pop(visitor, None)

    def _forget(self) -> None:
        oldest = self._clock() - IN_LINE
        self._waiting = {
            visitor: (asked, address) for visitor, (asked, address) in self._waiting.items() if asked >= oldest
        }


class Shares:
    """How many of the seats one visitor, and pages of one address on their way, may have."""

    def __init__(self, seats: Sequence[Seat], free: int) -> None:
        self.free, self._all = free, len(seats) + free
        self._most = max(FEW, self._all // SHARE)
        self._held = Counter(seat.visitor for seat in seats)
        self._on_their_way = Counter(seat.address for seat in seats if not seat.joined)

    def has_enough(self, visitor: str) -> bool:
        return self._held[visitor] >= min(MOST_OF_ONE, self._most)

    def of(self, address: str) -> int:
        """Seats that may be taken from there now. Each page that has reached its kernel makes room for the next: a
        class behind one address is through in seconds, who takes seats and never comes holds but a share.
        """
        return max(0, self._most - self._on_their_way[address]) if address else self._all


class Admission:
    """Lets visitors in while there is room, and in the order of the line when there was none."""

    def __init__(
        self,
        most: int = 0,
        clock: Clock = time.monotonic,
        available: Callable[[], int] | None = None,
        at_first: int = COST_AT_FIRST,
    ) -> None:
        """`most`: kernels at once; 0: as many as memory allows. `available`: bytes to be had now. `at_first`: what to
        expect of a kernel before one has been measured.
        """
        self._at_first = at_first
        self._most, self._clock, self._available = most, clock, available or available_memory
        self._costs: deque[int] = deque(maxlen=8)
        self.seats: list[Seat] = []
        self.line = Line(clock)

    def enter(self, visitor: str, slug: str, address: str = "") -> Seat | None:
        """A seat, or None: then the visitor stands in the line."""
        self.line.place(visitor, address)
        return self._sit(visitor, slug) if self.may_enter(visitor) else None

    def take_over(self, unused: Seat, slug: str) -> Seat:
        """A new seat for an unused one, whose kernel is to end: who reloads in a full room does not stand in line."""
        self.give_back(unused)
        return self._sit(unused.visitor, slug)

    def unused(self, visitor: str, slug: str) -> Seat | None:
        """A seat that the visitor has and no page uses: in this case, or in any where it may not become one more."""
        quiet = [seat for seat in self.seats if seat.visitor == visitor and seat.quiet_since is not None]
        here = [seat for seat in quiet if seat.slug == slug]
        return next(iter(here or (quiet if self._shares().has_enough(visitor) else [])), None)

    def _shares(self) -> Shares:
        """As the seats are now: looking for free memory costs something, and a whole line may ask at once."""
        return Shares(self.seats, self.free())

    def _sit(self, visitor: str, slug: str) -> Seat:
        seat = Seat(visitor, slug, self._clock(), self.line.address(visitor))
        self.line.leave(visitor)
        self.seats.append(seat)
        return seat

    def may_enter(self, visitor: str) -> bool:
        """Whether somebody in the line would be let in now; asking keeps the place."""
        self.line.place(visitor)
        shares, address, ahead = self._shares(), self.line.address(visitor), self.line.ahead(visitor)
        before = Counter(self.line.address(other) for other in ahead if not shares.has_enough(other))
        if shares.has_enough(visitor) or shares.free <= sum(min(n, shares.of(one)) for one, n in before.items()):
            return False
        same = sum(self.line.address(other) == address for other in ahead) if address else 0
        return shares.of(address) > same

    def free(self) -> int:
        """Seats to be had now, those counted that have been taken but show in no memory yet."""
        if self._most:
            return max(0, self._most - len(self.seats))
        settling = sum(not seat.joined or self._clock() - seat.taken_at < SETTLING for seat in self.seats)
        return max(0, (self._available() - RESERVE) // self.cost - settling)

    @property
    def cost(self) -> int:
        """Bytes to expect of one more kernel: the most that one of the last measured took."""
        return max(LEAST_COST, *(self._costs or [self._at_first]))

    def measured(self, cost: int) -> None:
        """A settled kernel takes `cost` bytes of its own."""
        self._costs.append(cost)

    def seat(self, kernel: str) -> Seat | None:
        """The seat that this kernel serves."""
        return next((seat for seat in self.seats if seat.kernel == kernel), None) if kernel else None

    def holder(self, token: str) -> Seat | None:
        """The seat whose kernel shows this token. It is good for as long as the seat is held."""
        shown = token.encode(errors="surrogateescape")
        return next((seat for seat in self.seats if secrets.compare_digest(seat.token.encode(), shown)), None)

    def give_back(self, seat: Seat) -> None:
        if seat in self.seats:
            self.seats.remove(seat)

    def page_written(self, seat: Seat) -> None:
        """The page is with the browser, which has yet to reach the kernel; without a kernel the seat is free again."""
        if not seat.kernel:
            self.give_back(seat)
        elif not seat.pages:
            seat.quiet_since = self._clock()

    def joined(self, seat: Seat) -> None:
        """A page has reached the kernel."""
        seat.pages += 1
        seat.joined, seat.quiet_since = True, None

    def parted(self, seat: Seat) -> None:
        """A page has gone, or its network has."""
        seat.pages -= 1
        if seat.pages <= 0:
            seat.quiet_since = self._clock()

    def abandoned(self, seat: Seat) -> bool:
        """Whether nobody will come back to this seat's kernel."""
        if seat.quiet_since is None:
            return False
        quiet = self._clock() - seat.quiet_since
        if seat.left or (not seat.joined and quiet > NEVER_JOINED):
            return True
        return quiet > REPLACED and any(self._replaces(other, seat) for other in self.seats)

    def _replaces(self, newer: Seat, seat: Seat) -> bool:
        return (newer.visitor, newer.slug) == (seat.visitor, seat.slug) and newer.taken_at > seat.taken_at


def available_memory(limits: Path = Path("/sys/fs/cgroup")) -> int:
    """Bytes that new processes can have: the system's, or what a container's limit leaves where that is less."""
    of_system = int(psutil.virtual_memory().available)
    left = (left_by(limits / folder, *names) for folder, *names in CGROUPS)
    return min(of_system, *(free for free in left if free is not None), of_system)


CGROUPS = (
    ("", "memory.max", "memory.current", "inactive_file"),
    ("memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),  # version 1
)


def left_by(folder: Path, limit: str, usage: str, cache: str) -> int | None:
    """Bytes that a control group still allows, by its files; None where it sets none. Cache is given back on demand."""
    try:
        most = (folder / limit).read_text(encoding="ascii").strip()
        used = int((folder / usage).read_text(encoding="ascii"))
        kept = dict(line.split() for line in (folder / "memory.stat").read_text(encoding="ascii").splitlines())
        return None if most == "max" else int(most) - used + int(kept.get(cache, 0))
    except (OSError, ValueError):
        return None


def own_memory(process: int) -> int | None:
    """Bytes that would come back if this process ended; None where the system does not tell."""
    try:
        return int(psutil.Process(process).memory_full_info().uss)
    except psutil.Error:
        return None
