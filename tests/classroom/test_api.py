"""The address where kernels keep work: right token, right key, or a plain refusal."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application

from caseroom.client import LARGEST_VALUE, TOKEN, AlreadyLocked, ClassroomClient, NotSaved
from classroom.api import StateHandler
from classroom.store import Busy, Full, Store, StoreBeside

ROUTE = r"/api/cases/([a-z0-9_-]+)/state(?:/([^/]*))?"


class TestState(AsyncHTTPTestCase):
    @pytest.fixture(autouse=True)
    def _in_folder(self, tmp_path: Path) -> Iterator[None]:
        self._folder = tmp_path
        yield

    def get_app(self) -> Application:
        self.store = Store(self._folder / "room.sqlite3", wait=0.1)
        self.token = self.store.new_visitor()
        return Application([(ROUTE, StateHandler, {"store": StoreBeside(self.store)})])

    def ask(self, method: str, path: str, body: Any = None, token: str | None = None) -> HTTPResponse:
        shown = self.token if token is None else token
        return self.fetch(
            f"/api/cases/{path}",
            method=method,
            body=body if isinstance(body, str | bytes | None) else json.dumps(body),
            headers={"Authorization": f"Bearer {shown}"} if shown else {},
        )

    def test_a_value_comes_back_as_it_was_sent(self) -> None:
        assert self.ask("PUT", "helpdesk/state/answer.a", {"value": {"text": "十四"}}).code == 200
        assert json.loads(self.ask("GET", "helpdesk/state").body) == {"state": {"answer.a": {"text": "十四"}}}

    def test_without_a_visitors_token_nothing_is_read_or_written(self) -> None:
        for token in ("", "forged", self.token + "x"):
            assert self.ask("GET", "helpdesk/state", token=token).code == 401
            assert self.ask("PUT", "helpdesk/state/memo", {"value": 1}, token=token).code == 401

    def test_a_cookie_does_not_open_it(self) -> None:
        answer = self.fetch("/api/cases/helpdesk/state", headers={"Cookie": f"caseroom={self.token}"})
        assert answer.code == 401

    def test_a_locked_value_is_told_and_kept(self) -> None:
        assert self.ask("PUT", "helpdesk/state/answer.p", {"value": 36, "once": True}).code == 200
        second = self.ask("PUT", "helpdesk/state/answer.p", {"value": 31, "once": True})
        assert (second.code, json.loads(second.body)) == (409, {"value": 36})

    def test_what_makes_no_sense_is_refused(self) -> None:
        assert self.ask("PUT", "helpdesk/state/memo", b"not json").code == 400
        assert self.ask("PUT", "helpdesk/state/memo", [1]).code == 400
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

        saved_at = in_thread(lambda: client.save("answer.p", 36, once=True))
        assert saved_at.startswith("20")
        assert in_thread(client.load) == {"answer.p": 36}
        with pytest.raises(AlreadyLocked) as locked:
            in_thread(lambda: client.save("answer.p", 31, once=True))
        assert locked.value.value == 36
        stranger = self.client("forged")
        with pytest.raises(NotSaved, match="unknown_visitor"):
            in_thread(stranger.load)

    def client(self, token: str) -> ClassroomClient:
        return ClassroomClient("helpdesk", {"CASEROOM_SERVER": self.get_url("/"), TOKEN: token})

    def get_http_client(self) -> AsyncHTTPClient:
        return AsyncHTTPClient(max_body_size=10_000_000)
