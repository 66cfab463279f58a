"""Several people at one browser: a new visitor at one press, and the old one's work found again by its link."""

from __future__ import annotations

import pytest

from tests.room.visitor import Answer, CasePage, ask, cookies
from tests.server import Server


def post(server: Server, path: str, cookie: str = "", origin: str | None = None) -> Answer:
    headers = {"Origin": origin if origin is not None else server.address.rstrip("/")}
    return ask(server, path, "POST", b"", headers | ({"Cookie": cookie} if cookie else {}))


@pytest.fixture(scope="module")
def token(predicted: CasePage) -> str:
    return predicted.token


def test_one_press_makes_a_new_visitor_and_shows_the_way_back(server: Server, token: str) -> None:
    answer = post(server, "/somebody-else?lang=en", f"caseroom={token}")
    assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store"
    assert cookies(answer)["caseroom"].value == ""
    assert f"/return/{token}" in answer.text


def test_the_link_asks_first_and_then_brings_the_work_back(server: Server, token: str) -> None:
    asked = ask(server, f"/return/{token}?lang=zh")
    assert asked.status == 200 and "继续之前的内容" in asked.text and "Set-Cookie" not in asked.headers
    back = post(server, f"/return/{token}")
    assert back.status == 303 and f"caseroom={token}" in back.headers["Set-Cookie"]
    landing = ask(server, "/?lang=en", headers={"Cookie": f"caseroom={token}"}).text
    assert "Continue" in landing and "Somebody else works here now" in landing


def test_a_newcomer_is_not_asked(server: Server) -> None:
    assert "Somebody else works here now" not in ask(server, "/?lang=en").text


@pytest.mark.parametrize("origin", ["", "http://evil.example", "null"])
@pytest.mark.parametrize("path", ["/somebody-else", "/return/{token}"])
def test_another_site_cannot_press_it(server: Server, token: str, path: str, origin: str) -> None:
    answer = post(server, path.format(token=token), f"caseroom={token}", origin)
    assert answer.status == 403 and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/return/" + "x" * 43, "/return/short", "/return/"])
def test_a_link_that_belongs_to_nobody_leads_nowhere(server: Server, path: str) -> None:
    assert ask(server, path).status == 404
