"""The same room on a real server that keeps everything in PostgreSQL, over a power cut."""

from __future__ import annotations

from pathlib import Path

from classroom.room.hall import desk_key
from classroom.room.shadows.asking import Browser
from classroom.room.shadows.trainer import Trainer
from tests.databases import cut_off
from tests.room.test_classroom import a_vote_through_a_power_cut
from tests.server import Server


def test_a_room_in_postgresql_is_all_there_after_its_server_and_its_database_were_cut_off(
    tmp_path: Path, postgres_database: str
) -> None:
    server = Server(tmp_path / "home", database_url=postgres_database)
    try:
        trainer = Trainer(server.address, desk_key(server.database.parent))
        code, _ = trainer.room("helpdesk", "peer_instruction", "nickname")
        phones = [Browser(server.address) for _ in range(6)]
        for n, phone in enumerate(phones):
            phone.send("room/join", {"code": code, "name": f"Person {n}", "lang": "zh"})
        # the third answer comes over a connection that is gone
        a_vote_through_a_power_cut(server, trainer, code, phones, lambda: cut_off(postgres_database))
        assert not server.database.exists()
        assert "Traceback" not in server.log.read_text(encoding="utf-8")
    finally:
        server.kill()
