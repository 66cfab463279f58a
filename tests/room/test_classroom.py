"""A whole class in a real server: shadows for people, the trainer's addresses for the desk, and a power cut."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseroom import catalogue
from classroom.room.hall import desk_key
from classroom.room.shadows.asking import Browser
from classroom.room.shadows.people import Shadows
from classroom.room.shadows.trainer import Trainer
from tests.room.visitor import CasePage, ask, cookies
from tests.server import Server

PEOPLE = 12
PATIENCE = 90  # seconds


@pytest.fixture
def trainer(server: Server) -> Trainer:
    return Trainer(server.address, desk_key(server.database.parent))


@pytest.fixture
def shadows(server: Server) -> Iterator[Callable[[str], Shadows]]:
    """Lets a class of shadows in, which acts as fast as it can."""
    let_in: list[Shadows] = []

    def let(code: str) -> Shadows:
        crowd = Shadows(server.address, code, catalogue.load("helpdesk"), PEOPLE, pace=0)
        threading.Thread(target=crowd.run, daemon=True).start()
        let_in.append(crowd)
        return crowd

    yield let
    for crowd in let_in:
        crowd.stopped.set()


def until(look: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < deadline, f"never {what}"
        time.sleep(0.1)


def step_to(trainer: Trainer, code: str, kind: str) -> dict[str, Any]:
    view = trainer.look(code)
    while view["phase"]["kind"] != kind:
        view = trainer.do(code, view["turn"], do="next")
    return dict(view)


def test_a_class_from_the_first_who_comes_to_the_end(
    server: Server, trainer: Trainer, shadows: Callable[[str], Shadows]
) -> None:
    code, _ = trainer.room("helpdesk", "peer_instruction", "named", new=True)
    shadows(code)
    until(lambda: len(trainer.look(code)["people"]) == PEOPLE, "all in")
    assert {person["table"] for person in trainer.look(code)["people"]} == {1, 2, 3}
    first = step_to(trainer, code, "vote")
    until(lambda: trainer.look(code)["count"]["answered"] >= PEOPLE - 4, "answered")
    step_to(trainer, code, "revote")
    until(lambda: trainer.look(code)["count"]["answered"] >= PEOPLE - 4, "answered again")
    step_to(trainer, code, "reveal")
    until(lambda: trainer.look(code)["showing"]["blocks"], "drawn")  # the last answers may still be coming in
    shown = trainer.look(code)["showing"]
    assert [block["type"] for block in shown["blocks"]][:1] == ["bars"]
    screens = json.loads(Browser(server.address).get(f"screen/{code}/now"))["views"]
    assert shown["title"] in (screens["en"]["reveal"]["title"], screens["zh"]["reveal"]["title"])
    until(lambda: trainer.look(code)["model"], "told by the model")
    step_to(trainer, code, "decide")
    until(lambda: trainer.look(code)["count"]["answered"] >= PEOPLE - 4, "decided")
    assert trainer.do(code, do="close")["closed"]
    assert first["phase"]["question"]["choices"]


def test_a_rehearsal_that_is_started_again_goes_on_with_the_same_people(
    server: Server, trainer: Trainer, tmp_path: Path
) -> None:
    code, _ = trainer.room("helpdesk", "peer_instruction", "named", new=True)
    for count in (4, 4, 5):  # the third time one more is wanted
        crowd = Shadows(server.address, code, catalogue.load("helpdesk"), count, pace=0, kept=tmp_path / "shadows")
        threading.Thread(target=crowd.run, daemon=True).start()
        until(lambda: sum(person["online"] for person in trainer.look(code)["people"]) == count, "all in")  # noqa: B023
        assert len(trainer.look(code)["people"]) == count
        crowd.stopped.set()
        step = "next" if count == 4 else "close"
        trainer.do(code, do=step)  # a new view lets the shadows see that they were stopped
        until(lambda: not any(person["online"] for person in trainer.look(code)["people"]), "all gone")


def test_a_phone_without_any_work_finds_open_what_its_class_has_come_to(server: Server, trainer: Trainer) -> None:
    code, _ = trainer.room("helpdesk", "peer_instruction", "named", new=True)
    sent = {"code": code, "lang": "en", "name": "Ann"}
    headers = {"Content-Type": "application/json", "Origin": server.address.rstrip("/")}
    joined = cookies(ask(server, "/room/join", "POST", json.dumps(sent).encode(), headers))
    phase = step_to(trainer, code, "what_if")["phase"]["id"]
    page = CasePage(server, token=joined["caseroom"].value, seat=joined["caseroom-seat"].value)
    assert f'data-phase="{phase}"' in page.html and "Back to the class" in page.html
    assert page.widget(lambda state: isinstance(state.get("levers"), list))


def a_vote_through_a_power_cut(
    server: Server, trainer: Trainer, code: str, phones: list[Browser], after_two: Callable[[], object] = lambda: None
) -> None:
    """All phones vote; `after_two` something happens, after four the power is cut. Every answer is there at the end."""
    view = step_to(trainer, code, "vote")
    choices = [choice["id"] for choice in view["phase"]["question"]["choices"]]
    for n, phone in enumerate(phones):
        sent = {"phase": view["phase"]["id"], "answer": {"choice": choices[n % len(choices)]}}
        assert phone.send("room/answer", sent)["saved"]
        if n == 1:
            after_two()
        if n == 3:
            server.kill()
            server.start()
    after = trainer.look(code)
    assert after["phase"]["id"] == view["phase"]["id"] and after["count"]["answered"] == len(phones)
    for n, phone in enumerate(phones):
        assert phone.now("room/now")["me"]["answer"] == {"choice": choices[n % len(choices)]}


def test_a_power_cut_in_the_midst_of_a_vote_loses_no_answer(tmp_path: Path) -> None:
    server = Server(tmp_path / "home")
    try:
        trainer = Trainer(server.address, desk_key(server.database.parent))
        code, _ = trainer.room("helpdesk", "peer_instruction", "anonymous")
        phones = [Browser(server.address) for _ in range(8)]
        for phone in phones:
            phone.send("room/join", {"code": code, "lang": "zh"})
        a_vote_through_a_power_cut(server, trainer, code, phones)
        again, found = trainer.room("helpdesk", "peer_instruction", "anonymous")
        assert (again, found) == (code, True)
    finally:
        server.kill()
