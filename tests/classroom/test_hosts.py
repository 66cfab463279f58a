"""Which addresses this machine has for others, whatever networks it is in."""

from __future__ import annotations

import socket
from collections import namedtuple
from unittest import mock

import pytest

from classroom import hosts

Address = namedtuple("Address", "family address")
State = namedtuple("State", "isup")
NETWORKS = {
    "lo": [Address(socket.AF_INET, "127.0.0.1")],
    "eth0": [Address(socket.AF_INET, "169.254.3.4")],  # a cable that leads to nobody who gives addresses
    "hotspot": [Address(socket.AF_INET, "10.42.0.1"), Address(socket.AF_INET6, "fe80::1%hotspot")],
    "wlan0": [Address(socket.AF_INET, "192.168.1.20")],
    "docker0": [Address(socket.AF_INET, "172.17.0.1")],
    "old": [Address(socket.AF_INET, "192.168.9.9")],
}


@pytest.fixture(autouse=True)
def networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts.psutil, "net_if_addrs", lambda: NETWORKS)
    monkeypatch.setattr(hosts.psutil, "net_if_stats", lambda: {name: State(name != "old") for name in NETWORKS})


@pytest.mark.parametrize(
    ("way_out", "found"),
    [("192.168.1.20", ["192.168.1.20", "10.42.0.1"]), ("", ["10.42.0.1", "192.168.1.20"])],
    ids=["a way out", "a hotspot without one"],
)
def test_the_likeliest_address_comes_first(way_out: str, found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "_way_out", lambda: way_out)
    assert hosts.network_addresses() == found


@pytest.mark.parametrize(("host", "foreign"), [("10.42.0.1:80", False), ("evil.example", True), ("8.8.8.8", True)])
def test_a_network_that_was_joined_since_the_start_is_answered(host: str, foreign: bool) -> None:
    matched = hosts.ForeignHost({"localhost"}).match(mock.Mock(host=host))
    assert (matched is not None) == foreign
