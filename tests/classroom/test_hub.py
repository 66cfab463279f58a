"""What a class makes of its hub's word: where to listen, whose the desk is, and what when the hub is away."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from tornado.testing import AsyncHTTPTestCase, gen_test
from tornado.web import Application, HTTPError, RequestHandler

from classroom import hub

MINE = "access:servers!server=ann/monday"
TOLD = {
    "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:4242/user/ann/monday/",
    "JUPYTERHUB_PUBLIC_URL": "https://cases.school.test/user/ann/monday/",
    "JUPYTERHUB_API_URL": "http://127.0.0.1:8081/hub/api",
    "JUPYTERHUB_BASE_URL": "/",
    "JUPYTERHUB_OAUTH_CALLBACK_URL": "/user/ann/monday/oauth_callback",
    "JUPYTERHUB_CLIENT_ID": "jupyterhub-user-ann-monday",
    "JUPYTERHUB_API_TOKEN": "the-secret-of-the-server",
    "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps([MINE]),
}


def test_what_the_hub_tells_is_taken_and_stays_with_no_case() -> None:
    environ = {**TOLD, "JUPYTERHUB_ANYTHING": "more", "PATH": "/bin"}
    told = hub.taken_from(environ)
    assert (told.host, told.port, told.base, told.name) == ("127.0.0.1", 4242, "/user/ann/monday/", "cases.school.test")
    assert told.authorize == "/hub/api/oauth2/authorize"
    assert environ == {"PATH": "/bin"}


@pytest.mark.parametrize("missing", sorted(set(TOLD) - {"JUPYTERHUB_PUBLIC_URL"}))
def test_a_server_that_no_hub_has_started_says_what_is_missing(missing: str) -> None:
    with pytest.raises(hub.NoHub, match=missing):
        hub.taken_from({name: value for name, value in TOLD.items() if name != missing})


class TheHub:
    """Answers by what the tests set."""

    scopes: tuple[str, ...] = (MINE,)
    status = 200
    asked = 0


class User(RequestHandler):
    def get(self) -> None:
        TheHub.asked += 1
        if TheHub.status != 200:
            raise HTTPError(TheHub.status)
        self.finish({"name": "ann", "scopes": TheHub.scopes})


class Token(RequestHandler):
    def post(self) -> None:
        sent = {name: values[0] for name, values in parse_qs(self.request.body.decode()).items()}
        if (sent["code"], sent["code_verifier"], sent["client_secret"]) != ("good", "v", TOLD["JUPYTERHUB_API_TOKEN"]):
            raise HTTPError(400)
        self.finish({"access_token": "a-token-for-ann"})


class TestOwners(AsyncHTTPTestCase):
    def get_app(self) -> Application:
        TheHub.scopes, TheHub.status, TheHub.asked = (MINE,), 200, 0
        return Application([("/hub/api/user", User), ("/hub/api/oauth2/token", Token)])

    def owners(self, remembered: float = 0.0) -> hub.Owners:
        hub.REMEMBERED, before = remembered, hub.REMEMBERED
        self.addCleanup(setattr, hub, "REMEMBERED", before)
        return hub.Owners(hub.taken_from({**TOLD, "JUPYTERHUB_API_URL": self.get_url("/hub/api")}))

    @gen_test
    async def test_a_code_that_the_hub_gave_becomes_a_token_and_no_other(self) -> Any:
        owners = self.owners()
        self.assertEqual(await owners.token("good", "v"), "a-token-for-ann")
        self.assertEqual(await owners.token("good", "another"), "")
        self.assertEqual(await owners.token("made up", "v"), "")

    @gen_test
    async def test_who_may_not_use_this_server_has_no_desk(self) -> Any:
        TheHub.scopes = ("access:servers!server=bo/monday", "self")
        self.assertFalse(await self.owners().admit("a-token-for-bo"))

    @gen_test
    async def test_the_hub_is_not_asked_for_every_request_nor_for_what_is_no_token(self) -> Any:
        owners = self.owners(remembered=60)
        for _ in range(3):
            self.assertTrue(await owners.admit("a-token-for-ann"))
        for shown in ("", "short", "with spaces in it", "x" * 300, "两个字的令牌不是令牌"):
            self.assertFalse(await owners.admit(shown))
        self.assertEqual(TheHub.asked, 1)

    @gen_test
    async def test_while_the_hub_is_away_who_had_the_desk_keeps_it(self) -> Any:
        owners = self.owners()
        self.assertTrue(await owners.admit("a-token-for-ann"))
        TheHub.status = 503
        self.assertTrue(await owners.admit("a-token-for-ann"))
        self.assertFalse(await owners.admit("a-token-of-nobody"))
        TheHub.status = 403  # signed out
        self.assertFalse(await owners.admit("a-token-for-ann"))
        TheHub.status = 503
        self.assertFalse(await owners.admit("a-token-for-ann"))
