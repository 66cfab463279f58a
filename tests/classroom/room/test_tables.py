"""What a table does together, by the addresses of a phone: hands, one answer, one pair of levers."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any
from unittest.mock import patch

from classroom.room import hands
from classroom.room.model import Model
from classroom.store import Store

from .test_addresses import InARoom, Visitor

QUESTION = "cheapest_option"
PINNED = {"pins": [{"id": "pin-1", "name": "Mine", "levers": {"agents": 21}}]}


class TestTables(InARoom):
    def at_a_table(self, promise: str = "nickname", **phase: Any) -> tuple[Visitor, str, list[Visitor]]:
        """A trainer, the room's code, and three at table 1, in a phase that a table does as one."""
        trainer, code = self.room(promise)
        phones = [self.join(code, name)[0] for name in ("Ann", "Bo", "Cai")]
        now = trainer.now(f"/teach/{code}")["agenda"][0]["stretch"]
        asked = {"id": "x1", "minutes": 5, "per_table": True, **phase}
        assert self.do(trainer, code, do="plan", agenda=[now, asked]).code == 200
        assert self.do(trainer, code, do="go_to", phase="x1").code == 200
        return trainer, code, phones

    def hand(self, phone: Visitor, **body: Any) -> int:
        return phone.ask("/room/hands", body).code

    def test_one_writes_and_the_others_see_what_the_table_answered(self) -> None:
        trainer, code, (ann, bo, cai) = self.at_a_table(kind="vote", question=QUESTION)
        choice = ann.now()["phase"]["question"]["choices"][0]["id"]
        sent = {"phase": "x1", "answer": {"choice": choice}}
        assert json.loads(ann.ask("/room/answer", sent).body)["reason"] == "in_hands"
        assert self.hand(ann, do="take") == 200 and self.hand(bo, do="take") == 400
        assert self.hand(bo, do="want") == 200
        assert [one["asks"] for one in ann.now()["hands"]["others"]] == [True, False]
        assert self.hand(ann, do="pass_on", seat=1) == 200
        assert ann.ask("/room/answer", sent).code == 400 and bo.ask("/room/answer", sent).code == 200
        assert [phone.now()["me"]["answer"] for phone in (ann, bo, cai)] == [{"choice": choice}] * 3
        view = trainer.now(f"/teach/{code}")
        assert view["count"] == {"answered": 1, "people": 1}
        assert [one["in_hand"] for one in view["people"]] == [False, True, False]
        assert "by_table" in {one["kind"] for one in view["reveals"]}
        written = trainer.ask(f"/teach/{code}/files/answers.csv").body.decode("utf-8-sig")
        assert "Table 1" in written

    def test_whoever_asked_for_the_levers_has_not_asked_for_the_next_questions_pen(self) -> None:
        trainer, code, (ann, bo, _) = self.at_a_table(kind="vote", question=QUESTION)
        assert self.hand(ann, do="take") == 200 and self.hand(bo, do="want") == 200
        self.do(trainer, code, do="go_to", phase=trainer.now(f"/teach/{code}")["agenda"][0]["id"])
        self.do(trainer, code, do="go_to", phase="x1")
        assert not bo.now()["hands"]["asked"]

    def test_who_is_offline_for_long_may_be_relieved(self) -> None:
        _, _, (ann, bo, _) = self.at_a_table(kind="vote", question=QUESTION)
        assert self.hand(ann, do="take") == 200
        assert not bo.now()["hands"]["free"] and self.hand(bo, do="take") == 400
        with patch.object(hands, "FREE_AFTER", 0.0):
            assert bo.now()["hands"]["free"] and self.hand(bo, do="take") == 200
        assert bo.now()["hands"]["mine"] and not ann.now()["hands"]["mine"]

    def test_what_a_table_wrote_is_kept_in_the_case_of_everybody_who_sits_there(self) -> None:
        _, code, (ann, bo, cai) = self.at_a_table(kind="exercise", question="who_answers")
        dai = Visitor(self)
        assert dai.ask("/room/join", {"code": code, "name": "Dai", "lang": "en", "table": 2}).code == 200
        assert self.hand(ann, do="take") == 200
        fields = {field["id"]: "Our clause." for field in ann.now()["phase"]["question"]["fields"]}
        assert ann.ask("/room/answer", {"phase": "x1", "answer": {"fields": fields}}).code == 200
        kept = [self.kept(phone) for phone in (ann, bo, cai, dai)]
        assert [list(one) for one in kept] == [[f"in_class.{self.hall._live[code][0].row.id}.x1"]] * 3 + [[]]
        [value] = kept[1].values()
        assert value["fields"] == fields and value["table"] == 1 and value["question"] == "who_answers"

    def test_nothing_of_an_anonymous_room_is_kept_in_anybodys_case(self) -> None:
        _, _, (ann, bo, _) = self.at_a_table("anonymous", kind="exercise", question="who_answers")
        assert self.hand(ann, do="take") == 200
        fields = {field["id"]: "Our clause." for field in ann.now()["phase"]["question"]["fields"]}
        assert ann.ask("/room/answer", {"phase": "x1", "answer": {"fields": fields}}).code == 200
        assert self.kept(ann) == self.kept(bo) == {}

    def kept(self, phone: Visitor) -> dict[str, Any]:
        return Store(self.database).load(phone.cookies["caseroom"].value, "helpdesk")

    def test_whoever_looks_away_may_be_relieved_and_both_are_told(self) -> None:
        _, code, (ann, bo, cai) = self.at_a_table(kind="what_if", step="what-if")
        assert self.hand(ann, do="take") == 200
        presence = self.hall._live[code][0].presence
        clock = presence._clock()
        presence._clock = lambda: clock
        assert ann.ask("/room/looking", {"here": False}).code == 200
        assert ann.now()["hands"]["mine"], "a page that only asks is not looked at"
        clock += hands.FREE_AFTER - 1
        assert not bo.now()["hands"]["free"] and self.hand(bo, do="take") == 400
        assert ann.ask("/room/phase").code == 200, "who works in the case has not gone away"
        clock += hands.FREE_AFTER - 1
        assert ann.now() and not bo.now()["hands"]["free"]
        clock += 2
        assert bo.now()["hands"]["free"] and self.hand(bo, do="take") == 200
        mine, theirs, others = (phone.now()["hands"] for phone in (bo, ann, cai))
        assert mine["mine"] and mine["relieved"]["name"] == "Ann" and mine["reliever"] is None
        assert theirs["reliever"]["name"] == "Bo" and others["reliever"] is others["relieved"] is None
        assert ann.ask("/room/looking", {"here": True}).code == 200
        assert self.hand(bo, do="pass_on", seat=0) == 200
        assert ann.now()["hands"]["mine"] and bo.now()["hands"]["reliever"] is None

    def test_pins_tell_of_the_first_phase_of_ones_own_levers_only(self) -> None:
        """They stay: a later phase would be full before anybody has done anything."""
        trainer, code, _ = self.at_a_table(kind="what_if", step="what-if")
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        own = [{"id": f"y{n}", "kind": "what_if", "minutes": 5, "step": "what-if"} for n in (1, 2)]
        assert self.do(trainer, code, do="plan", agenda=[*agenda, *own]).code == 200
        self.do(trainer, code, do="go_to", phase="y1")
        assert trainer.now(f"/teach/{code}")["worked"] == {"done": 0, "of": 3}
        self.do(trainer, code, do="go_to", phase="y2")
        assert trainer.now(f"/teach/{code}")["worked"] is None

    def test_where_the_levers_stand_is_seen_at_the_table_in_each_ones_language(self) -> None:
        trainer, code, (ann, bo, _) = self.at_a_table(kind="what_if", step="what-if")
        other, _ = self.join(code, "Dai", "zh")
        assert trainer.now(f"/teach/{code}")["worked"] == {"done": 0, "of": 1}
        assert self.hand(ann, do="take") == 200
        self.turn(bo, {"levers": {"agents": 30}})  # has nothing in hand
        assert bo.now()["hands"]["stands"] is None
        self.turn(ann, {"levers": {"agents": 20}})
        assert trainer.now(f"/teach/{code}")["worked"] == {"done": 1, "of": 1}
        [english, chinese] = [phone.now()["hands"]["stands"] for phone in (bo, other)]
        assert english["link"] == "scenario=agents:20" and english["levers"][0][1] != chinese["levers"][0][1]
        assert len(english["outcomes"]) == len(chinese["outcomes"]) > 0
        self.hall._live.clear()  # the server is started again
        self._app.settings["hall"] = again = type(self.hall)(self.hall.rooms, self.hall.threads, "", lambda slug: {})
        self.hall = again
        self.turn(ann, {"levers": {"agents": 20}})
        assert bo.now()["hands"]["stands"]["link"] == "scenario=agents:20"

    def turn(self, phone: Visitor, kept: dict[str, Any]) -> None:
        """Keep a what-if, and wait until the model has been asked."""
        assert phone.ask("/room/scenario", kept).code == 200
        code = str(phone.cookies["caseroom-seat"].value).partition(".")[0]
        room, _ = self.hall._live[code]

        async def computed() -> None:
            while room.turned.uncomputed:
                await asyncio.sleep(0.02)

        self.io_loop.run_sync(computed)

    def test_pins_come_onto_the_chart_once_enough_have_pinned(self) -> None:
        trainer, code, phones = self.at_a_table(kind="what_if", step="what-if", per_table=False)
        phones += [self.join(code, name)[0] for name in ("Dai", "Eva")]
        for phone in phones:
            self.turn(phone, PINNED)
        room, views = self.hall._live[code]
        room.model = {"options": {}}
        pinned, stands = views.seen_scenarios()
        assert len(pinned) == 5 and not stands
        assert {one["who"] for one in self.file(trainer, code)["scenarios"]} == {"Ann", "Bo", "Cai", "Dai", "Eva"}
        assert "Mine" not in json.dumps(self.file(trainer, code)["scenarios"]), "what a pin is called stays theirs"

    def file(self, trainer: Visitor, code: str) -> Any:
        return json.loads(trainer.ask(f"/teach/{code}/files/record.json").body)

    def test_nothing_leads_from_an_anonymous_scenario_to_a_person_or_to_their_answers(self) -> None:
        trainer, code, phones = self.at_a_table("anonymous", kind="what_if", step="what-if")
        assert self.hand(phones[0], do="take") == 200 and self.hand(phones[1], do="want") == 200
        for phone in phones:
            self.turn(phone, {**PINNED, "levers": {"agents": 19}})
        agenda = [one["stretch"] for one in trainer.now(f"/teach/{code}")["agenda"]]
        vote = {"id": "x2", "kind": "vote", "minutes": 3, "question": QUESTION}
        self.do(trainer, code, do="plan", agenda=[*agenda, vote])
        self.do(trainer, code, do="next")
        choice = phones[0].now()["phase"]["question"]["choices"][0]["id"]
        assert phones[0].ask("/room/answer", {"phase": "x2", "answer": {"choice": choice}}).code == 200
        with self.database.reading() as db:
            kept = db.exec_driver_sql('SELECT "by", value FROM scenario').fetchall()
            seats = db.exec_driver_sql("SELECT person FROM participant").fetchall()
            hands = db.exec_driver_sql(
                "SELECT event FROM room_event WHERE event LIKE '%\"handed\"%' OR event LIKE '%\"wanted\"%'"
            ).fetchall()
            ballots = db.exec_driver_sql('SELECT "by" FROM ballot').fetchall()
        people = [by for by, _ in kept if not by.startswith("table")]
        assert len(people) == 3 and all(re.fullmatch("[0-9a-f]{32}", by) for by in people)
        assert not {by for (by,) in ballots} & set(people)
        assert len(hands) == 2 and not any(person in event for (person,) in seats for (event,) in hands)
        assert not any(
            one.get("who") for one in self.file(trainer, code)["scenarios"] if "table" not in str(one).lower()
        )


class TestModel(InARoom):
    def test_a_model_that_cannot_be_asked_says_so_and_is_asked_again(self) -> None:
        model = Model("no_such_case")
        assert self.io_loop.run_sync(lambda: model.of([{}])) is None
        sound = Model("helpdesk")
        for agents in (20, 21):
            [made] = self.io_loop.run_sync(lambda asked=agents: sound.of([{"agents": asked}]))  # type: ignore[misc]
            assert made["levers"] == {"agents": agents}
        sound._end()
