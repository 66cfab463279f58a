"""Another school's case, the whole way: made, packed, added at a second kit, walked in both languages, removed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit import started as kit
from tests.room.visitor import ask
from tests.server import Server

from .test_every_case import walk

SLUG = "waiting_lists"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A kit to which the pack of another has been added; at the end it is removed, and no longer shown."""
    maker, home = tmp_path_factory.mktemp("maker"), tmp_path_factory.mktemp("receiver")
    shelf, parcel = maker / "our_cases", maker / "ours.zip"
    assert kit(maker, "new", f"kpi/{SLUG}", "--pack", str(shelf)).returncode == 0
    assert kit(maker, "pack", SLUG, "--shelf", str(shelf), "-o", str(parcel)).returncode == 0
    assert kit(home, "add", str(parcel), "--yes").returncode == 0
    running = Server(home, prepares=[SLUG])
    yield running
    running.kill()
    assert kit(home, "remove", "our_cases", "--yes").returncode == 0
    running.start()
    assert SLUG not in ask(running, "/?lang=en").text
    running.kill()


@pytest.fixture(autouse=True)
def bot_knows_the_case(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(server.log.parent / "packs" / "our_cases-1")])


@pytest.mark.parametrize(("lang", "on"), [("en", "context"), ("zh", "phone")])
def test_it_is_walked_like_any_other(
    lang: str, on: str, request: pytest.FixtureRequest, server: Server, tmp_path: Path
) -> None:
    walk(request.getfixturevalue(on), server, SLUG, lang, tmp_path)
