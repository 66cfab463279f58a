"""The queueing formulas against published values and against what must hold of any queue."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.methods import erlang

loads = st.floats(0.2, 150)
agent_counts = st.integers(1, 200)
handling_times = st.floats(90, 480)
patiences = st.floats(20, 600)


def test_erlang_c_of_two_agents_and_one_erlang_is_a_third() -> None:
    assert erlang.erlang_c(2, 1) == pytest.approx(1 / 3)


def test_published_worked_example() -> None:
    """360 calls in 30 minutes, 240 s each, 55 agents."""
    assert erlang.erlang_c(55, 48) == pytest.approx(0.2387, abs=5e-5)
    assert erlang.service_level(55, 48, 240, 15) == pytest.approx(0.8459, abs=5e-5)
    assert erlang.average_speed_of_answer(55, 48, 240) == pytest.approx(8.18, abs=5e-3)


@pytest.mark.parametrize(("agents", "abandonment"), [(12, 0.0795), (13, 0.0519), (14, 0.0323)])
def test_published_abandonment(agents: int, abandonment: float) -> None:
    """180 calls per hour of 210 s, mean patience 120 s."""
    assert erlang.erlang_a_abandonment(agents, 10.5, 210, 120) == pytest.approx(abandonment, abs=5e-5)


def test_95_percent_connected_then_needs_14_agents() -> None:
    assert erlang.agents_to_connect(10.5, 210, 120, 0.95) == 14


@pytest.mark.parametrize(("lines", "agents"), [(1, 77), (2, 80), (4, 88), (8, 96)])
def test_published_pooling(lines: int, agents: int) -> None:
    """1,200 calls per hour of 210 s on separate lines, 80 % within 20 s."""
    assert lines * erlang.agents_to_answer_within(70 / lines, 210, 20, 0.8) == agents


@given(agent_counts, loads)
def test_patience_as_long_as_a_call_gives_the_poisson_tail(agents: int, load: float) -> None:
    """theta = mu: the queue is M/M/infinity, so P(wait) = P(Poisson(a) >= n)."""
    below = math.fsum(math.exp(k * math.log(load) - load - math.lgamma(k + 1)) for k in range(agents))
    assert erlang.erlang_a_waiting(agents, load, 200, 200) == pytest.approx(1 - below, abs=1e-9)


@given(agent_counts, st.floats(0.05, 0.97), handling_times)
def test_endless_patience_gives_erlang_c(agents: int, occupancy: float, handling_time: float) -> None:
    load = agents * occupancy
    assert erlang.erlang_a_waiting(agents, load, handling_time, math.inf) == pytest.approx(
        erlang.erlang_c(agents, load)
    )
    patience = 1e7
    assert erlang.erlang_a_waiting(agents, load, handling_time, patience) == pytest.approx(
        erlang.erlang_c(agents, load), rel=1e-2, abs=1e-9
    )
    wait = erlang.erlang_a_abandonment(agents, load, handling_time, patience) * patience
    assert wait == pytest.approx(erlang.average_speed_of_answer(agents, load, handling_time), rel=2e-2, abs=1e-5)


def test_an_overloaded_line_of_endless_patience_loses_what_it_cannot_carry() -> None:
    assert erlang.erlang_a_abandonment(10, 40, 240, math.inf) == pytest.approx(0.75)


def test_a_line_that_cannot_keep_up() -> None:
    for load in (10, 12):
        assert erlang.erlang_c(10, load) == 1
        assert erlang.service_level(10, load, 240, 20) == 0
        assert erlang.average_speed_of_answer(10, load, 240) == math.inf


@given(st.integers(1, 400), st.floats(0.1, 4000), handling_times, patiences)
def test_no_corner_overflows(agents: int, load: float, handling_time: float, patience: float) -> None:
    with np.errstate(over="raise", invalid="raise"):
        shares = [
            erlang.erlang_b(agents, load),
            erlang.erlang_c(agents, load),
            erlang.erlang_a_waiting(agents, load, handling_time, patience),
            erlang.erlang_a_abandonment(agents, load, handling_time, patience),
            erlang.service_level(agents, load, handling_time, 20),
        ]
    assert all(0 <= share <= 1 for share in shares)


@given(loads, handling_times, patiences)
def test_more_agents_never_serve_worse(load: float, handling_time: float, patience: float) -> None:
    agents = np.arange(1, 200)
    connected = 1 - erlang.erlang_a_abandonment(agents, load, handling_time, patience)
    assert np.all(np.diff(erlang.service_level(agents, load, handling_time, 20)) >= -1e-12)
    assert np.all(np.diff(connected) >= -1e-12)
    enough = agents > load
    assert np.all(np.diff(erlang.average_speed_of_answer(agents, load, handling_time)[enough]) <= 1e-9)


@given(loads, agent_counts, handling_times, patiences)
def test_hanging_up_shortens_the_queue(load: float, agents: int, handling_time: float, patience: float) -> None:
    assert erlang.erlang_a_waiting(agents, load, handling_time, patience) <= erlang.erlang_c(agents, load) + 1e-12


@given(loads, handling_times, st.floats(5, 120), st.floats(0.5, 0.99))
def test_the_staffing_is_enough_and_one_fewer_is_not(
    load: float, handling_time: float, within: float, share: float
) -> None:
    agents = erlang.agents_to_answer_within(load, handling_time, within, share)
    assert erlang.service_level(agents, load, handling_time, within) >= share - 1e-12
    assert agents == 1 or erlang.service_level(agents - 1, load, handling_time, within) < share + 1e-12


@given(loads, handling_times, patiences, st.floats(0.5, 0.99))
def test_so_is_the_staffing_for_connection(load: float, handling_time: float, patience: float, share: float) -> None:
    agents = erlang.agents_to_connect(load, handling_time, patience, share)
    assert 1 - erlang.erlang_a_abandonment(agents, load, handling_time, patience) >= share - 1e-12
    if agents > 1:
        assert 1 - erlang.erlang_a_abandonment(agents - 1, load, handling_time, patience) < share + 1e-12


@given(st.lists(loads, min_size=1, max_size=6), handling_times, st.floats(5, 120), st.floats(0.5, 0.99))
def test_pooling_never_needs_more_agents_in_total(
    lines: list[float], handling_time: float, within: float, share: float
) -> None:
    apart = sum(erlang.agents_to_answer_within(load, handling_time, within, share) for load in lines)
    assert erlang.agents_to_answer_within(sum(lines), handling_time, within, share) <= apart


@given(st.lists(st.tuples(agent_counts, loads, handling_times, patiences), min_size=1, max_size=8))
def test_an_array_of_situations_equals_one_at_a_time(situations: list[tuple[float, ...]]) -> None:
    agents, load, handling_time, patience = np.array(situations, dtype=float).T
    together = erlang.erlang_a_abandonment(agents, load, handling_time, patience)
    alone = [float(erlang.erlang_a_abandonment(*situation)) for situation in situations]
    assert together == pytest.approx(alone, rel=1e-9, abs=1e-12)
    assert erlang.erlang_c(agents, load) == pytest.approx([float(erlang.erlang_c(n, a)) for n, a, *_ in situations])
