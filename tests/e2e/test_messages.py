"""A step of a slider is one message up and one down, and all charts show it in the same frame."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from playwright.sync_api import BrowserContext, Page, WebSocket, expect

from tests.server import Server

from .conftest import wait_ready
from .student import Student

# In which frame, counted from now, each chart was last drawn.
WATCH = """() => {
  let frame = 0;
  const count = () => { frame += 1; requestAnimationFrame(count); };
  count();
  window.drawnIn = {};
  for (const chart of document.querySelectorAll(".caseroom-whatif [data-chart]"))
    new MutationObserver(() => { window.drawnIn[chart.dataset.chart] = frame; })
      .observe(chart.querySelector("svg"), { subtree: true, childList: true, attributes: true, characterData: true });
}"""


@dataclass
class Talk:
    """What goes over a page's socket, as [header, parent header, metadata, content]."""

    sent: list[list[Any]] = field(default_factory=list)
    received: list[list[Any]] = field(default_factory=list)

    def listen(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self.sent.append(_parts(frame)))
        socket.on("framereceived", lambda frame: self.received.append(_parts(frame)))


def _parts(frame: str | bytes) -> list[Any]:
    _, parts = deserialize_msg_from_ws_v1(frame)
    return [json.loads(part) for part in parts[:4]]


def at_the_levers(context: BrowserContext, server: Server) -> tuple[Page, Student, Talk]:
    page, talk = context.new_page(), Talk()
    page.on("websocket", talk.listen)
    page.goto(f"{server.address}cases/helpdesk?lang=en")
    wait_ready(page)
    student = Student(page)
    student.predict("A reason")
    student.set_lever("agents", 17)
    for chart in page.locator(".caseroom-whatif .charts [data-chart]").all():
        expect(chart.locator("svg")).to_be_attached()
    page.wait_for_timeout(1000)  # saved, and everything at rest
    return page, student, talk


def test_a_step_of_a_slider_is_one_message_up_and_one_down(context: BrowserContext, server: Server) -> None:
    page, student, talk = at_the_levers(context, server)
    before = student.outcome("service_level").inner_text()
    talk.sent.clear()
    talk.received.clear()
    student.lever("agents").press("ArrowLeft")
    expect(student.outcome("service_level")).not_to_have_text(before)
    page.wait_for_timeout(1000)
    asked = [content["data"]["content"]["type"] for *_, content in talk.sent]
    assert asked[0] == "set"
    assert set(asked[1:]) <= {"commit", "at"}  # a moment later the step is saved, and where the student is
    assert [parent["msg_id"] for _, parent, *_ in talk.received] == [header["msg_id"] for header, *_ in talk.sent]


def test_all_charts_show_a_step_in_the_same_frame(context: BrowserContext, server: Server) -> None:
    page, student, _ = at_the_levers(context, server)
    page.evaluate(WATCH)
    before = student.outcome("service_level").inner_text()
    student.lever("agents").press("ArrowLeft")
    expect(student.outcome("service_level")).not_to_have_text(before)
    page.wait_for_timeout(200)
    drawn = page.evaluate("drawnIn")
    assert len(drawn) > 1
    assert len(set(drawn.values())) == 1, drawn
