"""Who is let in, who waits, and whose kernel has nobody left."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from classroom.admission import (
    COST_AT_FIRST,
    IN_LINE,
    LEAST_COST,
    MB,
    MOST_OF_ONE,
    NEVER_JOINED,
    REPLACED,
    RESERVE,
    SETTLING,
    SHARED_AT_FIRST,
    Admission,
    Line,
    Seat,
    available_memory,
)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def seated(room: Admission, visitor: str, kernel: str, slug: str = "helpdesk") -> Seat:
    """A page that has reached its kernel."""
    seat = room.enter(visitor, slug)
    assert seat is not None
    seat.kernel = kernel
    room.page_written(seat)
    room.joined(seat)
    return seat


def test_sixty_who_come_at_once_do_not_all_slip_through(clock: Clock) -> None:
    memory = RESERVE + 10 * COST_AT_FIRST
    room = Admission(clock=clock, available=lambda: memory)  # no kernel has started: memory still looks free
    assert [room.enter(f"visitor {n}", "helpdesk") is not None for n in range(60)] == [True] * 10 + [False] * 50


def test_a_kernel_counts_until_its_memory_shows(clock: Clock) -> None:
    memory = RESERVE + COST_AT_FIRST
    room = Admission(clock=clock, available=lambda: memory)
    seated(room, "ann", "k1")
    assert room.free() == 0
    clock.now += SETTLING
    assert room.free() == 1  # what is available now is what ann's kernel has left over


def test_a_measured_kernel_tells_how_many_more_fit(clock: Clock) -> None:
    room = Admission(clock=clock, available=lambda: RESERVE + 400 * MB)
    assert room.free() == 400 * MB // COST_AT_FIRST
    room.measured(40 * MB)
    assert room.free() == 10
    room.measured(50 * MB)
    assert room.free() == 8
    for _ in range(8):
        room.measured(1 * MB)
    assert room.cost == LEAST_COST


def test_where_pages_share_processes_forty_find_room_at_once_in_a_quarter_of_a_laptop(clock: Clock) -> None:
    room = Admission(clock=clock, available=lambda: RESERVE + 1600 * MB, at_first=SHARED_AT_FIRST)
    assert room.free() == 40


def test_too_little_memory_lets_nobody_in(clock: Clock) -> None:
    assert Admission(clock=clock, available=lambda: RESERVE // 2).enter("ann", "helpdesk") is None


def test_a_number_given_counts_instead_of_memory(clock: Clock) -> None:
    room = Admission(most=2, clock=clock, available=lambda: 0)
    seated(room, "ann", "k1")
    seated(room, "bo", "k2")
    assert room.enter("cy", "helpdesk") is None
    assert room.line.place("cy") == 1


def test_the_line_is_first_come_first_served(clock: Clock) -> None:
    room = Admission(most=1, clock=clock)
    seat = seated(room, "ann", "k1")
    assert room.enter("bo", "helpdesk") is None
    assert room.enter("cy", "helpdesk") is None
    room.give_back(seat)
    assert room.enter("di", "helpdesk") is None  # came last
    assert not room.may_enter("cy")
    assert room.may_enter("bo")
    assert room.enter("bo", "helpdesk") is not None
    assert room.line.place("cy") == 1


def test_who_stops_asking_loses_the_place(clock: Clock) -> None:
    line = Line(clock)
    assert [line.place(visitor) for visitor in ("ann", "bo")] == [1, 2]
    clock.now += IN_LINE - 1
    assert line.place("bo") == 2
    clock.now += 2
    assert "ann" not in line
    assert line.place("bo") == 1
    assert line.place("ann") == 2


def test_a_start_that_failed_frees_the_seat(clock: Clock) -> None:
    room = Admission(most=1, clock=clock)
    seat = room.enter("ann", "helpdesk")
    assert seat is not None
    room.page_written(seat)
    assert room.free() == 1


def test_a_page_that_never_reaches_its_kernel_is_given_up(clock: Clock) -> None:
    room = Admission(clock=clock)
    seat = room.enter("ann", "helpdesk")
    assert seat is not None
    seat.kernel = "k1"
    clock.now += 10 * NEVER_JOINED
    assert not room.abandoned(seat)  # a slow machine is still writing the page
    room.page_written(seat)
    clock.now += NEVER_JOINED - 1
    assert not room.abandoned(seat)
    clock.now += 2
    assert room.abandoned(seat)


def test_a_browser_that_went_away_before_it_had_the_page_is_not_waited_for(clock: Clock) -> None:
    room = Admission(clock=clock)
    seat = room.enter("ann", "helpdesk")
    assert seat is not None
    seat.kernel, seat.left = "k1", True
    room.page_written(seat)
    assert room.abandoned(seat)


def test_a_second_tab_is_as_good_as_the_first(clock: Clock) -> None:
    room = Admission(clock=clock)
    tabs = [seated(room, "ann", f"k{n}") for n in range(2)]
    clock.now += 3600
    assert not any(room.abandoned(tab) for tab in tabs)


def test_a_page_that_is_gone_and_has_a_successor_is_given_up_soon(clock: Clock) -> None:
    room = Admission(clock=clock)
    old = seated(room, "ann", "k1")
    seated(room, "bo", "k2")
    seated(room, "ann", "k3", slug="another")
    room.parted(old)
    clock.now += REPLACED + 1
    assert not room.abandoned(old)  # nobody else's page and no other case replaces it: the network may be away
    new = seated(room, "ann", "k4")
    assert room.abandoned(old)
    room.parted(new)
    clock.now += REPLACED + 1
    assert not room.abandoned(new)


def test_a_page_that_comes_back_in_time_keeps_its_kernel(clock: Clock) -> None:
    room = Admission(clock=clock)
    old = seated(room, "ann", "k1")
    seated(room, "ann", "k2")
    room.parted(old)
    clock.now += REPLACED - 1
    room.joined(old)
    clock.now += 3600
    assert not room.abandoned(old)


def test_one_visitor_cannot_take_all_seats(clock: Clock) -> None:
    room = Admission(most=100, clock=clock)
    own = [seated(room, "ann", f"k{n}") for n in range(MOST_OF_ONE)]
    assert room.enter("ann", "another") is None
    assert room.unused("ann", "another") is None  # all of them are open
    assert room.enter("bo", "another") is not None
    room.parted(own[3])
    assert room.unused("ann", "another") is own[3]
    assert room.take_over(own[3], "another").slug == "another"


def test_a_kernels_token_is_good_for_as_long_as_its_seat(clock: Clock) -> None:
    room = Admission(most=2, clock=clock)
    seat, other = seated(room, "ann", "k1"), seated(room, "ann", "k2")
    assert seat.token != other.token
    assert room.holder(seat.token) is seat and room.holder(other.token) is other
    for token in ("", "ann", "Ж", "\udcff", seat.token[:-1]):
        assert room.holder(token) is None
    room.give_back(seat)
    assert room.holder(seat.token) is None


def test_who_reloads_in_a_full_room_takes_over_the_own_seat(clock: Clock) -> None:
    room = Admission(most=1, clock=clock)
    old = seated(room, "ann", "k1")
    assert room.unused("ann", "helpdesk") is None  # the page is still open
    room.parted(old)
    assert room.enter("bo", "helpdesk") is None
    assert room.enter("ann", "helpdesk") is None
    assert room.unused("bo", "helpdesk") is None
    assert room.unused("ann", "another") is None
    unused = room.unused("ann", "helpdesk")
    assert unused is old
    new = room.take_over(unused, "helpdesk")
    assert room.seats == [new]
    assert "ann" not in room.line


def limits(folder: Path, most: str) -> Path:
    (folder / "memory.max").write_text(most)
    (folder / "memory.current").write_text(str(300 * MB))
    (folder / "memory.stat").write_text(f"anon {100 * MB}\ninactive_file {50 * MB}\n")
    return folder


def test_a_containers_limit_counts_where_it_is_less(tmp_path: Path) -> None:
    assert available_memory(limits(tmp_path, f"{310 * MB}\n")) == 60 * MB
    system = psutil.virtual_memory().total
    for unlimited in ("max\n", str(2**62)):
        assert 60 * MB < available_memory(limits(tmp_path, unlimited)) <= system
    assert available_memory(tmp_path / "nowhere") > 60 * MB


def test_a_containers_limit_counts_in_version_1_too(tmp_path: Path) -> None:
    group = tmp_path / "memory"
    group.mkdir()
    (group / "memory.limit_in_bytes").write_text(f"{310 * MB}\n")
    (group / "memory.usage_in_bytes").write_text(str(300 * MB))
    (group / "memory.stat").write_text(f"total_rss {100 * MB}\ntotal_inactive_file {50 * MB}\n")
    assert available_memory(tmp_path) == 60 * MB
    (group / "memory.limit_in_bytes").write_text("9223372036854771712\n")  # none
    assert 60 * MB < available_memory(tmp_path) <= psutil.virtual_memory().total
