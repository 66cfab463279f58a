"""The server's own back-ups: which stay, what is listed, and the way back from a damaged file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from classroom.store import Damaged, Database, Rooms, Store
from classroom.store.backups import STAMP, Rotation, backups, make, outdated
from classroom.store.damage import require_sound
from commands import arguments, restore


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASEROOM_HOME", str(tmp_path))
    return tmp_path / "classroom.sqlite3"


@pytest.fixture
def token(store: Path) -> str:
    """Of somebody whose work stands in the file."""
    database = Database(store)
    token = Store(database).new_visitor()
    for n in range(40):
        Store(database).save(token, "helpdesk", f"key{n}", "first" * 500)
    database.close()
    return token


def garbage(store: Path) -> None:
    store.write_bytes(b"garbage" * 5000)


def truncated(store: Path) -> None:
    store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])


def overwritten(store: Path) -> None:
    with store.open("r+b") as file:
        file.seek(store.stat().st_size // 3)
        file.write(b"\xff" * 20_000)


@pytest.mark.parametrize("harm", [garbage, truncated, overwritten])
def test_a_damaged_file_is_put_aside_untouched_and_the_back_up_comes_back(
    harm: Callable[[Path], None], store: Path, token: str
) -> None:
    assert make(store)
    harm(store)
    as_it_was = store.read_bytes()
    with pytest.raises(Damaged, match=r"kit restore latest"):
        require_sound(store)
    aside = min(store.parent.glob("classroom.sqlite3.damaged-*"), key=lambda path: len(path.name))
    assert aside.read_bytes() == as_it_was
    assert not store.exists()
    require_sound(store)
    assert restore.main(arguments.parse(["restore", "latest"])) == 0
    assert Store(Database(store)).load(token, "helpdesk")["key1"].startswith("first")


def test_a_damaged_file_can_be_restored_without_a_start(store: Path, token: str) -> None:
    make(store)
    garbage(store)
    assert restore.main(arguments.parse(["restore", "latest"])) == 0
    assert Store(Database(store)).knows(token)


def test_a_folder_in_its_place_stays_there(store: Path) -> None:
    store.mkdir()
    with pytest.raises(Damaged, match="is a folder"):
        require_sound(store)
    assert store.is_dir()


def test_a_damaged_file_never_drives_out_a_sound_back_up(store: Path, token: str) -> None:
    made = make(store)
    overwritten(store)
    with pytest.raises(sqlite3.DatabaseError):
        make(store)
    assert backups(store) == [made]
    assert not list(store.parent.glob("backups/*.part"))


def test_a_look_at_the_health_is_no_change_to_back_up(store: Path, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    monkeypatch.setattr("classroom.store.backups.make", made.append)
    kept = Store(Database(store))
    rotation = Rotation(store, lambda: kept.database.last_change, pytest.fail)

    def after(change: Callable[[], object]) -> int:
        """How many back-ups there are when the server has looked again."""
        change()
        rotation.look()
        return len(made)

    assert after(lambda: None) == 1  # the one at the start
    assert after(kept.try_to_write) == 1
    assert after(lambda: kept.save(token, "helpdesk", "memo", "second")) == 2
    assert after(kept.try_to_write) == 2


def test_nothing_kept_is_nothing_to_back_up_and_they_are_listed(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(store)
    assert make(store) is None
    assert restore.main(arguments.parse(["restore"])) == 2
    assert restore.main(arguments.parse(["restore", "latest"])) == 2
    token = Store(database).new_visitor()
    Store(database).save(token, "helpdesk", "memo", "first")
    made = make(store)
    assert made and made.stat().st_mode & 0o077 == 0
    assert restore.main(arguments.parse(["restore"])) == 0
    assert str(made) in capsys.readouterr().out


def test_an_hour_of_work_three_days_and_no_more_than_a_week_are_kept() -> None:
    now = datetime(2026, 11, 28, 18, 0, 0)
    times = sorted(now - timedelta(days=day, minutes=10 * n) for day in range(9) for n in range(20))
    kept = [Path(f"classroom-{time.strftime(STAMP)}.sqlite3") for time in times]
    stay = [path for path in kept if path not in outdated(kept, now)]
    assert stay[-6:] == kept[-6:]
    assert [path.name[10:25] for path in stay[:-6]] == ["2026-11-26-1800", "2026-11-27-1800", "2026-11-28-1700"]
    assert outdated(kept[:1], now) == []


def rooms_in(backup: Path) -> set[str]:
    """Ids of the rooms whose answers a copy holds."""
    with closing(sqlite3.connect(backup)) as db:
        return {room_id for (room_id,) in db.execute("SELECT room_id FROM ballot UNION SELECT id FROM room")}


def test_what_is_deleted_goes_out_of_the_back_ups_and_off_the_disk(store: Path) -> None:
    rooms = Rooms(Database(store))
    gone, stays = (rooms.make("helpdesk", "named", "{}") for _ in range(2))
    for row in (gone, stays):
        rooms.answer(row.id, "p1", "person", f"what was said in {row.id}")
    backup = make(store)
    assert backup and rooms_in(backup) == {gone.id, stays.id}
    rooms.delete(gone.id)
    assert rooms_in(backup) == {stays.id}
    kept = backup.read_bytes()
    assert f"said in {gone.id}".encode() not in kept
    assert f"said in {stays.id}".encode() in kept
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_an_anonymous_class_is_backed_up_when_it_is_over(store: Path) -> None:
    rooms = Rooms(Database(store))
    anonymous, named = (rooms.make("helpdesk", promise, "{}") for promise in ("anonymous", "named"))
    for row in (anonymous, named):
        rooms.answer(row.id, "p1", "somebody", "an answer")
    first = make(store)
    assert first and rooms_in(first) == {named.id}
    first.unlink()  # names tell seconds
    rooms.end(anonymous.id)
    second = make(store)
    assert second and rooms_in(second) == {anonymous.id, named.id}
    assert rooms.answers(anonymous.id)  # the store itself has it all the while
