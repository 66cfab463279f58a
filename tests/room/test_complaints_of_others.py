"""What users of other tools have complained of, each under the number of their complaint: none of it happens here.

A real server, phones by their addresses and, where the network is to blame, a wire that can be cut. What only a browser
shows stands in tests/e2e/test_room_phone.py and test_a_class_of_browsers.py.
"""

from __future__ import annotations

import contextlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from classroom.room.hall import desk_key
from classroom.room.shadows.asking import Asked, Browser
from classroom.room.shadows.trainer import Trainer
from classroom.room.state import LARGEST_TABLE
from tests.server import Server
from tests.wire import Wire

from .test_classroom import step_to, until


class Phone(Browser):
    """Somebody in a room."""

    def __init__(self, address: str, code: str, name: str = "Li Min", table: int = 0) -> None:
        super().__init__(address)
        asked = {"code": code, "name": name, "lang": "en", "key": secrets.token_hex(32), "table": table}
        self.words: str = self.send("room/join", asked)["return_code"]

    @property
    def view(self) -> Any:
        return self.now("room/now")

    def vote(self, n: int = 0) -> Any:
        """Hand in the answer with this number."""
        phase = self.view["phase"]
        answer = {"choice": phase["question"]["choices"][n]["id"]}
        return self.send("room/answer", {"phase": phase["id"], "answer": answer})


@pytest.fixture
def trainer(server: Server) -> Trainer:
    return Trainer(server.address, desk_key(server.database.parent))


@pytest.fixture
def code(trainer: Trainer) -> str:
    """A room in its lobby."""
    return trainer.room("helpdesk", "peer_instruction", "named", new=True)[0]


@pytest.fixture
def wire(server: Server) -> Wire:
    return Wire(server.port)


def refused(ask: Any, *given: Any, **known: Any) -> str:
    """The reason for which the server will not do it."""
    with pytest.raises(Asked) as told:
        ask(*given, **known)
    return told.value.reason


def in_one_phase(trainer: Trainer, code: str, *kinds: str) -> list[str]:
    """Leave phases of these kinds in the agenda, after the lobby; their names."""
    agenda = [one["stretch"] for one in trainer.look(code)["agenda"]]
    kept = [agenda[0], *(next(one for one in agenda if one["kind"] == kind) for kind in kinds)]
    trainer.do(code, do="plan", agenda=kept)
    return [one["id"] for one in kept]


def test_classquiz_301_neither_a_reload_nor_a_double_submit_loses_the_player(
    trainer: Trainer, code: str, wire: Wire
) -> None:
    phone = Phone(wire.address, code)
    assert wire.repeat("/room/join")[0] == 200
    step_to(trainer, code, "vote")
    phone.vote(1)
    assert wire.repeat("/room/answer")[0] == 200
    counts = phone.vote(0)["answer"]
    for _ in range(3):
        assert b'id="view"' in phone.get("room")
    desk = trainer.look(code)
    assert len(desk["people"]) == 1 and desk["count"] == {"answered": 1, "people": 1}
    assert phone.view["me"]["answer"] == counts == {"choice": phone.view["phase"]["question"]["choices"][1]["id"]}


def test_classquiz_459_of_forty_phones_that_come_at_once_all_get_in(
    server: Server, trainer: Trainer, code: str
) -> None:
    with ThreadPoolExecutor(40) as crowd:
        phones = list(crowd.map(lambda n: Phone(server.address, code, f"Person {n}"), range(40)))
        views = list(crowd.map(lambda phone: phone.view, phones))
    people = trainer.look(code)["people"]
    assert sorted(one["name"] for one in people) == sorted(f"Person {n}" for n in range(40))
    assert len({(one["table"], one["seat"]) for one in people}) == 40, "two on one chair"
    assert {view["phase"]["kind"] for view in views} == {"lobby"}


def test_razzia_105_one_drop_is_no_exclusion(trainer: Trainer, code: str, wire: Wire) -> None:
    phone = Phone(wire.address, code)
    step_to(trainer, code, "vote")
    answered = phone.vote(1)["answer"]
    wire.cut()
    with pytest.raises(OSError):
        _ = phone.view
    step_to(trainer, code, "revote")
    [person] = trainer.look(code)["people"]
    trainer.do(code, do="away", person=person["id"], away=True)  # the trainer had given them up
    wire.mend()
    assert phone.view["me"]["before"]["answer"] == answered
    assert phone.vote(0)["saved"]
    trainer.do(code, do="away", person=person["id"], away=False)
    [back] = trainer.look(code)["people"]
    assert (back["table"], back["seat"], back["answered"]) == (person["table"], person["seat"], True)


def test_quizify_586_zero_on_the_timer_leads_on_by_itself(server: Server, trainer: Trainer, code: str) -> None:
    phone = Phone(server.address, code)
    phases = in_one_phase(trainer, code, "vote", "talk", "revote", "debrief")
    trainer.do(code, do="switch", goes_on=True)
    for n, phase in enumerate(phases[1:], start=1):
        trainer.do(code, do="extend", minutes=-60)
        until(lambda n=n: trainer.look(code)["at"] == n, "gone on")  # type: ignore[misc]
        assert phone.view["phase"]["id"] == phase
    trainer.do(code, do="extend", minutes=-60)  # nothing follows the last one, and nothing breaks
    assert trainer.look(code)["at"] == len(phases) - 1
    assert trainer.do(code, do="close")["closed"]


def test_quizify_586_zero_on_the_timer_where_the_trainer_leads_waits_and_says_so(
    server: Server, trainer: Trainer, code: str
) -> None:
    phone = Phone(server.address, code)
    view = step_to(trainer, code, "vote")
    trainer.do(code, do="extend", minutes=-60)
    clock = phone.view["clock"]
    assert clock["left"] <= 0 and not clock["held"]  # from which the pages say that the time is up, and who goes on
    assert phone.vote()["saved"], "what is handed in before the trainer goes on counts"
    after = trainer.do(code, trainer.look(code)["turn"], do="next")
    assert after["at"] == view["at"] + 1 and after["clock"]["left"] > 0


def test_quiz_544_a_double_click_skips_no_question(trainer: Trainer, code: str, wire: Wire, server: Server) -> None:
    begun = trainer.look(code)

    def press(_: int) -> str:
        with contextlib.suppress(Asked):
            trainer.do(code, begun["turn"], do="next")
            return "done"
        return "refused"

    with ThreadPoolExecutor(2) as hands:
        assert sorted(hands.map(press, range(2))) == ["done", "refused"]
    assert trainer.look(code)["at"] == begun["at"] + 1

    over_the_wire = Trainer(wire.address, desk_key(server.database.parent))
    over_the_wire.do(code, over_the_wire.look(code)["turn"], do="next")
    assert wire.repeat(f"/teach/{code}/do")[0] == 200  # the same press, delivered twice
    assert trainer.look(code)["at"] == begun["at"] + 2


def test_quiz_544_a_press_whose_answer_was_lost_is_carried_out_once(
    server: Server, trainer: Trainer, code: str, wire: Wire
) -> None:
    over_the_wire = Trainer(wire.address, desk_key(server.database.parent))
    begun = over_the_wire.look(code)
    wire.lose_answers()
    with ThreadPoolExecutor(1) as hand:
        pressed = hand.submit(over_the_wire.do, code, begun["turn"], do="next")
        until(lambda: trainer.look(code)["at"] == begun["at"] + 1, "carried out")
        wire.cut()
        with pytest.raises(OSError):
            pressed.result()
    wire.mend()
    assert wire.repeat(f"/teach/{code}/do")[0] == 200  # the page sends it again, with the same key
    assert trainer.look(code)["at"] == begun["at"] + 1


def test_empirica_590_a_room_that_has_ended_takes_nobody_and_keeps_whom_it_has(
    server: Server, trainer: Trainer, code: str
) -> None:
    phone = Phone(server.address, code)
    trainer.do(code, do="close")
    assert refused(Phone, server.address, code, "late") == "ended"
    assert b'"closed": true' in Browser(server.address).get(f"j/{code}?lang=en")
    assert phone.view["closed"] and phone.view["me"]["name"] == "Li Min"
    assert [one["name"] for one in trainer.look(code)["people"]] == ["Li Min"]


def test_empirica_543_a_table_that_is_full_turns_the_next_away_and_drops_nobody(
    server: Server, trainer: Trainer, code: str
) -> None:
    seated = [Phone(server.address, code, f"Person {n}", table=1) for n in range(LARGEST_TABLE)]
    assert refused(Phone, server.address, code, "one too many", table=1) == "table_full"
    other = Phone(server.address, code, "one too many")
    assert other.view["me"]["table"] == 2
    assert [phone.view["me"]["table"] for phone in seated] == [1] * LARGEST_TABLE
    trainer.do(code, do="switch", door=False)
    assert refused(Phone, server.address, code, "later still") == "door_closed"
    assert len(trainer.look(code)["people"]) == LARGEST_TABLE + 1


def test_deliberate_lab_506_who_loses_the_connection_is_seen_and_no_count_waits_for_them(
    server: Server, trainer: Trainer, code: str, wire: Wire
) -> None:
    stays, goes = Phone(server.address, code, "stays"), Phone(wire.address, code, "goes")
    with stays.stream("room/events"):
        with goes.stream("room/events"):
            until(lambda: online(trainer, code) == {"stays": True, "goes": True}, "both are here")
            step_to(trainer, code, "vote")
            wire.cut()
            until(lambda: online(trainer, code) == {"stays": True, "goes": False}, "seen to be gone")
        stays.vote()
        assert trainer.look(code)["count"] == {"answered": 1, "people": 2}
        gone = next(one for one in trainer.look(code)["people"] if one["name"] == "goes")
        assert trainer.do(code, do="away", person=gone["id"], away=True)["count"] == {"answered": 1, "people": 1}
        assert stays.view["count"] == {"answered": 1, "people": 1}
        wire.mend()
        with goes.stream("room/events"):
            until(lambda: online(trainer, code)["goes"], "seen to be back")


def online(trainer: Trainer, code: str) -> dict[str, bool]:
    return {one["name"]: one["online"] for one in trainer.look(code)["people"]}


def test_deliberate_lab_357_nobody_is_in_the_next_stage_before_the_room(
    server: Server, trainer: Trainer, code: str
) -> None:
    phones = [Phone(server.address, code, f"Person {n}") for n in range(3)]
    view = step_to(trainer, code, "vote")
    phones[0].vote()  # who is done first waits like everybody
    ahead = next(one for one in view["agenda"] if one["kind"] == "revote")
    answer = {"choice": view["phase"]["question"]["choices"][0]["id"]}
    for phone in phones:
        assert refused(phone.send, "room/answer", {"phase": ahead["id"], "answer": answer}) == "phase_over"
    assert {phone.view["phase"]["id"] for phone in phones} == {view["phase"]["id"]}
    step_to(trainer, code, "talk")
    assert {phone.view["phase"]["kind"] for phone in phones} == {"talk"}


def test_teampsd_226_two_trainers_lead_one_room_and_neither_puts_the_other_out(
    server: Server, trainer: Trainer, code: str
) -> None:
    other = Trainer(server.address, desk_key(server.database.parent))
    begun = other.look(code)
    trainer.do(code, begun["turn"], do="next")
    assert refused(other.do, code, begun["turn"], do="next") == "elsewhere"
    seen = other.look(code)
    assert seen["at"] == begun["at"] + 1, "the other desk is where the room is"
    assert other.do(code, seen["turn"], do="next")["at"] == seen["at"] + 1
    assert trainer.do(code, do="tell", text="Still here")["notes"] == other.look(code)["notes"]


@pytest.mark.parametrize("promise", ["named", "nickname", "anonymous"])
def test_deliberate_lab_757_the_trainer_can_write_to_one_who_is_stuck(
    server: Server, trainer: Trainer, promise: str
) -> None:
    code, _ = trainer.room("helpdesk", "peer_instruction", promise, new=True)
    stuck, other = Phone(server.address, code, "stuck"), Phone(server.address, code, "other")
    stuck.send("room/help", {"asks": True})
    [asking] = [one for one in trainer.look(code)["people"] if one["asks"]]
    trainer.do(code, do="tell", text="Reload the page.", to=asking["id"])
    assert (stuck.view["notes"], other.view["notes"]) == (["Reload the page."], [])
    assert "Reload" not in str(Browser(server.address).now(f"screen/{code}/now"))
    trainer.do(code, do="attend", person=asking["id"])
    assert not stuck.view["me"]["asks"]


def test_decker_62_the_screen_and_the_desk_show_one_address_and_its_picture(
    server: Server, trainer: Trainer, code: str
) -> None:
    """That it changes with the machine's network: tests/classroom/room/test_way_in.py."""
    join = trainer.look(code)["join"]
    assert join == Browser(server.address).now(f"screen/{code}/now")["join"]
    assert join["trouble"] == "alone" and join["address"] == ""  # this server listens to this machine alone
    assert Browser(server.address).get(f"screen/{code}/qr.svg").startswith(b"<?xml")
