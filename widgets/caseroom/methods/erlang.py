"""Queues on a telephone line: calls arrive at random (Poisson), handling times are exponential, agents alike.

Sources: A. K. Erlang (1917), "Solution of some problems in the theory of probabilities of significance in
automatic telephone exchanges" (Erlang-B, Erlang-C). Erlang-A is the queue M/M/n+M: callers who wait have
exponential patience and hang up when it ends.

Functions take numbers or numpy arrays that broadcast, and give that shape back (0-d for numbers).
``load`` is the offered load in erlangs: calls per hour times average handling time in seconds, over 3600.
``agents`` are whole numbers >= 1; times are in seconds.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from caseroom.parameters import Numbers

Array = NDArray[np.float64]

_LONGEST_QUEUE = 20_000  # states followed beyond "all agents busy"; only a patience of hours comes near it


def erlang_b(agents: Numbers, load: Numbers) -> Array:
    """Share of calls lost when nobody may queue (Erlang 1917): B_0 = 1, B_k = aB_{k-1} / (k + aB_{k-1})."""
    agents, load = _arrays(agents, load)
    if agents.ndim == 0:  # one line, as a lever's step has it: plain numbers take a fiftieth of the time
        alone, offered = 1.0, float(load)
        for k in range(1, int(agents) + 1):
            alone = offered * alone / (k + offered * alone)
        return np.asarray(alone)
    blocked = np.ones(agents.shape)
    for k in range(1, int(agents.max()) + 1):
        turned = load * blocked
        np.divide(turned, k + turned, out=blocked, where=k <= agents)
    return blocked


def erlang_c(agents: Numbers, load: Numbers) -> Array:
    """Share of callers who wait when nobody hangs up: C = B / (1 - (a/n)(1 - B)); 1 when load >= agents."""
    agents, load = _arrays(agents, load)
    return _waits(erlang_b(agents, load), np.maximum(1 - load / agents, 0))


def service_level(agents: Numbers, load: Numbers, handling_time: Numbers, within: Numbers) -> Array:
    """Share answered in ``within`` seconds (T), Erlang-C: 1 - C exp(-(n - a)T / AHT); 0 if load >= agents."""
    agents, load, handling_time, within = _arrays(agents, load, handling_time, within)
    spare = np.maximum(agents - load, 0)
    return 1 - erlang_c(agents, load) * np.exp(-spare * within / handling_time)


def average_speed_of_answer(agents: Numbers, load: Numbers, handling_time: Numbers) -> Array:
    """Mean wait of all callers in seconds, Erlang-C: C AHT / (n - a); infinite when load >= agents."""
    agents, load, handling_time = _arrays(agents, load, handling_time)
    spare = np.maximum(agents - load, 0)
    with np.errstate(divide="ignore"):
        return erlang_c(agents, load) * handling_time / spare


def agents_to_answer_within(load: float, handling_time: float, within: float, share: float) -> int:
    """Fewest agents that answer ``share`` of the calls within ``within`` seconds (Erlang-C).

    The recursion of erlang_b runs one agent at a time, so the search costs no more than one evaluation.
    """
    agents, blocked = 0, 1.0
    while True:
        agents += 1
        blocked = load * blocked / (agents + load * blocked)
        if agents > load:
            waits = blocked / (1 - load / agents * (1 - blocked))
            if 1 - waits * math.exp(-(agents - load) * within / handling_time) >= share:
                return agents


def erlang_a_waiting(agents: Numbers, load: Numbers, handling_time: Numbers, patience: Numbers) -> Array:
    """Share of callers who find all agents busy; waiting callers hang up after ``patience`` (mean, s)."""
    agents, load, handling_time, patience = _arrays(agents, load, handling_time, patience)
    return _waits(erlang_b(agents, load), _queue_empty(agents, load, handling_time / patience))


def erlang_a_abandonment(agents: Numbers, load: Numbers, handling_time: Numbers, patience: Numbers) -> Array:
    """Share of callers who hang up unanswered, P(ab) = theta E[Q] / lambda (Erlang-A); patience 1/theta in s.

    The mean wait of all callers is P(ab) * patience. With endless patience nobody hangs up, except on an
    overloaded line: there P(ab) tends to the share of calls above its capacity.
    """
    agents, load, handling_time, patience = _arrays(agents, load, handling_time, patience)
    empty = _queue_empty(agents, load, handling_time / patience)
    hang_up_of_waiting = 1 - (1 - empty) * agents / load  # flow balance: served while busy = n mu
    return np.clip(_waits(erlang_b(agents, load), empty) * hang_up_of_waiting, 0, 1)


def agents_to_connect(load: float, handling_time: float, patience: float, share: float) -> int:
    """Fewest agents that answer ``share`` of the calls before the caller hangs up (Erlang-A).

    n agents answer at most n erlangs of ``load``, and a line with a queue loses fewer calls than one without
    (Erlang-B): the answer lies between the two.
    """
    fewest = most = max(1, math.ceil(load * share))
    while erlang_b(most, load) > 1 - share:
        most += 1 + most // 20
    agents = np.arange(fewest, most + 1, dtype=float)
    connected = 1 - erlang_a_abandonment(agents, load, handling_time, patience)
    return int(agents[np.argmax(connected >= share)])


def _waits(blocked: Array, empty: Array) -> Array:
    """Share who wait, from Erlang-B and the share of the busy time without a queue (Erlang-C: 1 - a/n)."""
    return blocked / (blocked + empty * (1 - blocked))


def _queue_empty(agents: Array, load: Array, hang_up_rate: Array) -> Array:
    """Share of the time with all agents busy in which nobody queues; ``hang_up_rate`` is theta/mu.

    Birth-death: with r_j = a / (n + j theta/mu), the share u_j of "j wait" among "j or more wait" obeys
    u_{j-1} = u_j / (u_j + r_j). Downwards from a long queue every u stays within 0 and 1: nothing overflows.
    """
    with np.errstate(divide="ignore"):
        halving = np.where(hang_up_rate > 0, (2 * load - agents) / hang_up_rate, 0)  # from here on r_j <= 1/2
    longest = int(min(max(halving.max(), 0) + 60, _LONGEST_QUEUE))
    empty = np.maximum(1 - load / (agents + longest * hang_up_rate), 0)
    if agents.ndim == 0:
        alone, line, offered, rate = float(empty), float(agents), float(load), float(hang_up_rate)
        for waiting in range(longest, 0, -1):
            alone = alone / (alone + offered / (line + waiting * rate))
        return np.asarray(alone)
    for waiting in range(longest, 0, -1):  # in place: most of the time went into making arrays
        rest = waiting * hang_up_rate
        rest += agents
        np.divide(load, rest, out=rest)
        rest += empty
        empty /= rest
    return empty


def _arrays(*values: Numbers) -> tuple[Array, ...]:
    return tuple(np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values)))
