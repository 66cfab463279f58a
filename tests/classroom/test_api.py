"""The address where kernels keep work: right token, right key, or a plain refusal."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application

from caseroom import catalogue
from caseroom.casefile.keys import known_keys
from caseroom.client import LARGEST_VALUE, TOKEN, AlreadyLocked, ClassroomClient, NotSaved, fingerprint
from classroom.admission import Admission
from classroom.api import StateHandler
from classroom.store import Busy, Database, Full, Store, StoreBeside, Threads

PREDICTION = "answer.double_the_calls"
ROUTE = r"/api/cases/([a-z0-9_-]+)/state(?:/([^/]*))?"


class TestState(AsyncHTTPTestCase):
    @pytest.fixture(autouse=True)
    def _in_folder(self, tmp_path: Path) -> Iterator[None]:
        self._folder = tmp_path
        yield

    def get_app(self) -> Application:
        self.store = Store(Database(self._folder / "room.sqlite3", wait=0.1))
        self.visitor, self.room = self.store.new_visitor(), Admission(most=100)
        self.other = next(slug for slug in catalogue.slugs() if slug != "helpdesk")
        self.seat = self.room.enter(self.visitor, "helpdesk")
        assert self.seat is not None
        self.token = self.seat.token
        kernels = SimpleNamespace(admission=self.room)
        hall = SimpleNamespace(opened={"123456": ["predict"]}.__getitem__)
        own = {"store": StoreBeside(self.store, Threads())}
        return Application([(ROUTE, StateHandler, own)], kernel_manager=kernels, hall=hall)

    def ask(self, method: str, path: str, body: Any = None, token: str | None = None) -> HTTPResponse:
        shown = self.token if token is None else token
        return self.fetch(
            f"/api/cases/{path}",
            method=method,
            body=body if isinstance(body, str | bytes | None) else json.dumps(body),
            headers={"Authorization": f"Bearer {shown}"} if shown else {},
        )

    def test_a_value_comes_back_as_it_was_sent(self) -> None:
        assert self.ask("PUT", "helpdesk/state/memo", {"value": {"text": "十四"}}).code == 200
        assert json.loads(self.ask("GET", "helpdesk/state").body) == {"state": {"memo": {"text": "十四"}}}

    def test_what_a_room_has_opened_is_told_and_cannot_be_set(self) -> None:
        assert self.seat
        assert self.ask("PUT", "helpdesk/state/opened", {"value": ["predict"]}).code == 400
        assert json.loads(self.ask("GET", "helpdesk/state").body) == {"state": {}}
        self.seat.room = "123456"
        assert json.loads(self.ask("GET", "helpdesk/state").body) == {"state": {"opened": ["predict"]}}

    def test_without_a_visitors_token_nothing_is_read_or_written(self) -> None:
        for token in ("", "forged", self.token + "x"):
            assert self.ask("GET", "helpdesk/state", token=token).code == 401
            assert self.ask("PUT", "helpdesk/state/memo", {"value": 1}, token=token).code == 401

    def test_the_browsers_token_and_that_of_a_kernel_that_has_ended_open_nothing(self) -> None:
        assert self.ask("PUT", "helpdesk/state/memo", {"value": 1}, token=self.visitor).code == 401
        assert self.ask("PUT", "helpdesk/state/memo", {"value": 1}).code == 200
        assert self.seat is not None
        self.room.give_back(self.seat)
        assert self.ask("GET", "helpdesk/state").code == 401
        assert self.ask("PUT", "helpdesk/state/memo", {"value": 2}).code == 401
        assert self.store.load(self.visitor, "helpdesk") == {"memo": 1}

    def test_a_value_that_was_based_on_another_is_refused_and_the_present_one_told(self) -> None:
        for before, after, code in ((None, 1, 200), (None, 2, 412), (1, 3, 200), (2, 4, 412)):
            body = {"value": after, "based_on": fingerprint(before)}
            answer = self.ask("PUT", "helpdesk/state/what_if", body)
            assert answer.code == code
            if code == 412:
                assert json.loads(answer.body) == self.present()
        assert self.present() == {"value": 3}

    def present(self) -> dict[str, Any]:
        return {"value": self.store.load(self.visitor, "helpdesk")["what_if"]}

    def test_a_kernel_keeps_nothing_for_another_case(self) -> None:
        assert self.ask("PUT", f"{self.other}/state/memo", {"value": 1}).code == 401

    def test_every_key_is_known_and_the_case_says_which_are_set_once(self) -> None:
        case = catalogue.load("helpdesk")
        predictions = {f"answer.{question.id}" for question in case.questions if question.kind == "predict"}
        assert predictions
        for key in known_keys(case):
            assert self.ask("PUT", f"helpdesk/state/{key}", {"value": 1}).code == 200
            again = self.ask("PUT", f"helpdesk/state/{key}", {"value": 2, "once": False})
            assert again.code == (409 if key in predictions | {"weights", "ranking"} else 200)
        for key in ("no_such_key", "answer.no_such_question", "draft.", "answer.", "MEMO", "memo%20", ""):
            assert self.ask("PUT", f"helpdesk/state/{key}", {"value": 1}).code == 400

    def test_what_students_bring_has_a_key(self) -> None:
        for slug in catalogue.slugs():
            case = catalogue.load(slug)
            own = case.code("study").study(case, "en").own
            assert own is None or own.key in known_keys(case)

    def test_a_cookie_does_not_open_it(self) -> None:
        answer = self.fetch("/api/cases/helpdesk/state", headers={"Cookie": f"caseroom={self.visitor}"})
        assert answer.code == 401

    def test_a_locked_value_is_told_and_kept(self) -> None:
        assert self.ask("PUT", f"helpdesk/state/{PREDICTION}", {"value": 36}).code == 200
        second = self.ask("PUT", f"helpdesk/state/{PREDICTION}", {"value": 31, "once": False})
        assert (second.code, json.loads(second.body)) == (409, {"value": 36})

    def test_what_makes_no_sense_is_refused(self) -> None:
        assert self.ask("PUT", "helpdesk/state/memo", b"not json").code == 400
        assert self.ask("PUT", "helpdesk/state/memo", [1]).code == 400
        assert self.ask("PUT", "helpdesk/state/memo", {"value": 1, "asked": 2**80}).code == 400
        for hostile in (
            b'{"value": NaN}',
            b'{"value": 1e999}',
            b'{"value": "\\ud800"}',
            b'{"value": ' + b"[" * 99_000,
            b"\xff",
        ):
            assert self.ask("PUT", "helpdesk/state/memo", hostile).code == 400
        assert self.ask("GET", "helpdesk/state").code == 200
        assert self.ask("PUT", "helpdesk/state/memo", {"no": "value"}).code == 400
        assert self.ask("PUT", "helpdesk/state/" + "k" * 81, {"value": 1}).code == 400
        assert self.ask("PUT", "helpdesk/state/..%2Fmemo", {"value": 1}).code == 400
        assert self.ask("PUT", "no-such-case/state/memo", {"value": 1}).code == 404

    def test_too_much_is_refused(self) -> None:
        assert self.ask("PUT", "helpdesk/state/memo", {"value": "x" * LARGEST_VALUE}).code == 413

    def test_a_busy_and_a_full_store_are_told_apart(self) -> None:
        for failure, code in ((Busy("held"), 503), (Full("disk"), 507)):

            def fail(*_: Any, failure: Exception = failure, **__: Any) -> str:
                raise failure

            self.store.save = fail  # type: ignore[method-assign]
            assert self.ask("PUT", "helpdesk/state/memo", {"value": 1}).code == code

    def test_the_kernels_client_speaks_this_language(self) -> None:
        client = self.client(self.token)
        run = self.io_loop.run_sync

        def in_thread(work: Any) -> Any:
            async def wait() -> Any:
                return await self.io_loop.run_in_executor(None, work)

            return run(wait)

        saved_at = in_thread(lambda: client.save(PREDICTION, 36, once=True))
        assert saved_at.startswith("20")
        assert in_thread(client.load) == {PREDICTION: 36}
        with pytest.raises(AlreadyLocked) as locked:
            in_thread(lambda: client.save(PREDICTION, 31, once=True))
        assert locked.value.value == 36
        stranger = self.client("forged")
        with pytest.raises(NotSaved, match="unknown_visitor"):
            in_thread(stranger.load)

    def client(self, token: str) -> ClassroomClient:
        return ClassroomClient("helpdesk", {"CASEROOM_SERVER": self.get_url("/"), TOKEN: token})

    def get_http_client(self) -> AsyncHTTPClient:
        return AsyncHTTPClient(max_body_size=10_000_000)
