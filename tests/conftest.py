"""Settings all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.server import Server, share_drawings

TESTS = Path(__file__).parent
MARKS = {"notebooks": "notebook", "room": "room", "e2e": "e2e"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test is marked by its folder: notebook, room, e2e, else fast."""
    for item in items:
        if item.path.is_relative_to(TESTS):
            item.add_marker(MARKS.get(item.path.relative_to(TESTS).parts[0], "fast"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's own place; charts that an earlier test has drawn are there already."""
    share_drawings(tmp_path)
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One classroom for all tests that need a real one and do not care who else is in it."""
    running = Server(tmp_path_factory.mktemp("room"))
    yield running
    running.kill()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL where tests may make databases."""
    yield from databases.server()


@pytest.fixture
def postgres_database(postgres_server: str) -> str:
    """The address of an empty database."""
    return databases.fresh(postgres_server)
