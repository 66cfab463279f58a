"""The socket to a kernel: what a page's script may do there, and what nobody may, whatever is sent."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from tornado.httpclient import HTTPClientError

from caseroom import catalogue
from caseroom.casefile import Question
from caseroom.i18n import LANGUAGES, Text
from cases.helpdesk import model as helpdesk
from classroom.store import Database, Store
from tests.room.inside import ask_inside
from tests.room.visitor import CasePage, Socket, ask
from tests.server import Server

CASE = catalogue.load("helpdesk")
OUTCOMES = {field.name for field in fields(helpdesk.Outcomes)}
RUNS_CODE = ("execute_request", "inspect_request", "complete_request", "debug_request", "input_reply")
EVIL = "http://evil.example"


def test_no_code_runs_in_any_channel(server: Server, page: CasePage, tmp_path: Path) -> None:
    mark = tmp_path / "code ran"
    code = {"code": f"open({str(mark)!r}, 'w')", "silent": False, "store_history": False, "allow_stdin": False}
    socket = Socket(server, page.address, page.cookie)
    for channel in ("shell", "control", "iopub", "stdin"):
        asked = {socket.send(kind, code, channel=channel) for kind in RUNS_CODE}
        heard = {message["parent_header"].get("msg_id") for message in socket.heard_meanwhile()}
        assert not asked & heard, channel
    socket.close()
    assert not mark.exists()


@pytest.mark.parametrize("protocol", ["", "v2.kernel.websocket.jupyter.org"])
def test_a_socket_that_speaks_otherwise_than_pages_do_is_not_opened(
    server: Server, page: CasePage, protocol: str
) -> None:
    with pytest.raises(HTTPClientError) as refused:
        Socket(server, page.address, page.cookie, protocol)
    assert refused.value.code == 400


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ((50_000_000).to_bytes(8, "little"), 1007),
        (b"\xff" * 5000, 1007),
        (b"", 1007),
        ("[" * 100_000, 1003),
        ('{"header": {}, "channel": "shell"}', 1003),
    ],
    ids=["count", "random", "empty", "deep", "older"],
)
def test_a_false_frame_closes_its_socket_and_keeps_nobody_waiting(
    server: Server, page: CasePage, frame: str | bytes, code: int
) -> None:
    socket = Socket(server, page.address, page.cookie)
    began = time.monotonic()
    socket.send_raw(frame)
    assert ask(server, "/health").status == 200
    assert time.monotonic() - began < 3
    assert socket.closed_with() == code
    assert page.states()


def test_a_message_too_deep_to_read_leaves_the_kernel_alive(server: Server, page: CasePage) -> None:
    header = b'{"msg_id": "deep", "session": "test", "msg_type": "comm_msg", "username": "", "version": "5.3"}'
    socket = Socket(server, page.address, page.cookie)
    for content in (b"[" * 1_000_000, b"{", b"\xff", b'{"a": 1e999}'):
        socket.send_raw(serialize_msg_to_ws_v1([header, b"{}", b"{}", content], "shell"))
    assert page.states()
    socket.close()


def test_before_a_prediction_the_kernel_gives_nothing_away(page: CasePage) -> None:
    told = "\n".join(texts(page.states())) + page.html
    for question in CASE.questions:
        for secret in secrets(question):
            assert secret not in told, question.id
    assert list(results(page.states())) == []


def test_a_prediction_earns_its_own_explanation_and_no_others_once_a_lever_has_moved(server: Server) -> None:
    opened = CasePage(server)
    opened.predict()
    told = "\n".join(texts(opened.states()))
    assert not [secret for question in CASE.questions for secret in secrets(question) if secret in told]
    assert list(results(opened.states())) != []
    assert opened.tell(opened.widget(lambda state: "levers" in state), "set", name="agents", value=17)["ok"]
    told = "\n".join(texts(opened.states()))
    for question in CASE.questions:
        if question.kind == "predict":
            assert next(secrets(question)) in told
        else:
            for secret in secrets(question):
                assert secret not in told, question.id


def test_what_a_page_writes_into_a_panel_has_no_effect(page: CasePage) -> None:
    before = page.states()
    panel = page.question("cheapest_option")
    for state in ({"state": {"done": True, "final": True}}, {"question": {}}, {"lang": "zh"}, {"_esm": "alert(1)"}):
        page.send(panel, {"method": "update", "state": state, "buffer_paths": []})
    assert page.states() == before


@pytest.mark.parametrize(
    "content",
    [None, 1, "text", [], {}, {"type": None}, {"type": "no such type"}, {"type": ["submit"]}, {"type": {"a": 1}}],
)
def test_a_message_that_makes_no_sense_is_passed_over(page: CasePage, content: Any) -> None:
    before = page.states()
    page.send(page.question("cheapest_option"), {"method": "custom", "content": content})
    assert page.states() == before


def test_a_text_of_a_million_characters_is_refused_and_the_session_goes_on(page: CasePage) -> None:
    panel = page.question("cheapest_option")
    flood = {"choice": "in_house", "fields": {"reason": "长" * 1_000_000}}
    for kind in ("draft", "submit"):
        answer = page.tell(panel, kind, work=flood)
        assert not answer["ok"]
        assert "20,000" in answer["refused"]
    assert page.tell(panel, "draft", work={"choice": "", "fields": {"reason": "short"}})["ok"]


@pytest.mark.parametrize(
    "target", ["no.such.target", "", "jupyter.widget.version", "os", "../x", "jupyter.widget.control"]
)
def test_a_comm_to_another_target_is_harmless(page: CasePage, target: str) -> None:
    before = page.states()
    opening = {"comm_id": uuid.uuid4().hex, "target_name": target, "target_module": "os", "data": {"method": "x"}}
    page.socket.ask("comm_open", opening, metadata={"version": "0"})
    page.socket.ask("comm_msg", {"comm_id": "no such comm", "data": {"method": "update"}})
    assert page.states() == before


def test_a_widget_made_by_a_page_cannot_read_or_run_anything(page: CasePage) -> None:
    known = set(page.states())
    state = {"_model_module": "os", "_model_name": "system", "_view_name": "system", "value": "id"}
    opening = {"comm_id": uuid.uuid4().hex, "target_name": "jupyter.widget", "data": {"state": state}}
    page.socket.ask("comm_open", opening, metadata={"version": "2.1.0"})
    assert known <= set(page.states())


@pytest.mark.parametrize("forged", [999999, -1, 0, float("nan"), float("inf"), 1e308, "abc", "", True, None, [18], {}])
def test_a_forged_lever_is_refused_with_a_sentence_and_nothing_moves(predicted: CasePage, forged: Any) -> None:
    levers = predicted.widget(lambda state: "levers" in state)
    before = predicted.states()
    answer = predicted.tell(levers, "set", name="agents", value=forged)
    assert not answer["ok"]
    assert "from 1 to 400" in answer["refused"]
    assert predicted.states() == before


@pytest.mark.parametrize("name", ["no_such_lever", "__class__", "", None, 1, ["agents"], {"agents": 1}])
def test_a_lever_that_is_not_there_is_refused(predicted: CasePage, name: Any) -> None:
    levers = predicted.widget(lambda state: "levers" in state)
    assert predicted.tell(levers, "set", name=name, value=18)["refused"]


def test_another_sites_page_cannot_reach_a_kernel(server: Server, page: CasePage) -> None:
    with pytest.raises(HTTPClientError) as refused:
        Socket(server, page.address, page.cookie | {"Origin": EVIL})
    assert refused.value.code == 403
    for method, path in (("DELETE", page.address), ("POST", f"/voila/api/shutdown/{page.kernel_id}")):
        assert ask(server, path, method, headers={"Origin": EVIL}).status in (403, 404)
    assert page.has_kernel


def test_who_does_not_know_a_kernels_id_finds_and_stops_none(server: Server, page: CasePage) -> None:
    unknown = f"/api/kernels/{uuid.uuid4()}"
    own_token = {"Cookie": "_xsrf=aa; " + page.cookie["Cookie"], "X-XSRFToken": "aa"}
    for known in (unknown, page.address):
        for method in ("GET", "DELETE", "POST"):
            assert ask(server, known, method, headers=own_token).status == 404
    assert ask(server, f"/voila/api/shutdown/{uuid.uuid4()}", "POST", b"").status == 404
    assert ask(server, "/voila/api/shutdown/", "POST", b"").status == 404
    with pytest.raises(HTTPClientError) as refused:
        Socket(server, unknown, page.cookie)
    assert refused.value.code == 404
    for action in ("restart", "interrupt"):
        assert ask(server, f"{page.address}/{action}", "POST", b"", own_token).status == 404
    assert page.has_kernel


def test_nobody_but_its_own_visitor_reaches_a_kernel_whose_id_they_know(server: Server, page: CasePage) -> None:
    stranger = {"Cookie": f"caseroom={Store(Database(server.database)).new_visitor()}"}
    for headers in ({}, stranger, {"Cookie": "caseroom="}, {"Cookie": "caseroom=forged"}):
        with pytest.raises(HTTPClientError) as refused:
            Socket(server, page.address, headers)
        assert refused.value.code == 404
        assert ask(server, page.alive, headers=headers).status == 404
        assert ask(server, f"/voila/api/shutdown/{page.kernel_id}", "POST", b"", headers).status == 404
    assert page.has_kernel


def test_a_kernel_knows_nothing_of_the_servers_environment_that_it_does_not_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_LIKE_KEY", "the-secret")
    monkeypatch.setenv("PASSWORD", "the-secret")
    server = Server(tmp_path)
    try:
        pages = [CasePage(server), CasePage(server)]  # one takes a prepared notebook ...
        pages[1].predict()
        pages.append(CasePage(server, token=pages[1].token))  # ... and one runs its own
        for page in pages:
            told = psutil.Process(ask_inside(page, "__import__('os').getpid()")).environ()
            assert "the-secret" not in f"{told} {ask_inside(page, '{**__import__(chr(111)+chr(115)).environ}')}"
    finally:
        server.kill()


def test_a_visitor_who_reloads_leaves_no_kernels_behind(server: Server) -> None:
    pages = [CasePage(server)]
    for _ in range(4):
        assert pages[-1].say_goodbye().status == 204
        pages.append(CasePage(server, token=pages[0].token))
    assert {page.token for page in pages} == {pages[0].token}
    assert [page.has_kernel for page in pages] == [False, False, False, False, True]
    assert pages[-1].say_goodbye().status == 204
    assert not pages[-1].has_kernel


# What is searched for, and where


def secrets(question: Question) -> Iterator[str]:
    """What must be earned, in both languages, cut where the model's numbers are filled in."""
    held_back: list[Text | None] = [question.explanation, question.exemplar]
    held_back += [criterion.text for criterion in question.criteria]
    held_back += [choice.feedback for choice in question.choices]
    held_back += [slip.feedback for slip in question.slips]
    for text in filter(None, held_back):
        for lang in LANGUAGES:
            pieces = re.split(r"\{[^}]*\}|\n", text.text(lang))
            yield from (piece for piece in pieces if len(piece) >= (8 if lang == "zh" else 20))


def texts(told: Any) -> Iterator[str]:
    """Every string in JSON data."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for name, value in told.items():
            yield name
            yield from texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from texts(value)


def results(told: Any) -> Iterator[str]:
    """Where JSON data gives an outcome of the model a number."""
    if isinstance(told, dict):
        for name, value in told.items():
            if name in OUTCOMES and isinstance(value, int | float):
                yield name
            yield from results(value)
    elif isinstance(told, list):
        for value in told:
            yield from results(value)
