"""A school's server: other things beside the classes at one name, and a proxy before it that leads here by a path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.proxy import Proxy, Reached
from tests.server import Server

from .conftest import LAPTOP, PHONE, wait_ready, watch
from .student import Student
from .test_room_phone import Teacher, join

BASE = "/school/cases-2026/"


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("below"), "--proxy", "127.0.0.1", "--name", "room.test", base=BASE)
    yield running
    running.kill()


@pytest.fixture(scope="module", params=["whole path", "prefix taken off"])
def reached(request: pytest.FixtureRequest, below: Server) -> Reached:
    proxy = Proxy(below.port, BASE, strips=request.param != "whole path")
    return Reached(proxy.address.replace("127.0.0.1", "room.test"), proxy.port, below.database)


def opened(browser: Browser, reached: Reached, size: Any = LAPTOP, **more: Any) -> tuple[BrowserContext, list[str]]:
    context = browser.new_context(viewport=size, **more)
    return context, watch(context, reached)


def test_a_student_works_as_ever(browser: Browser, reached: Reached) -> None:
    context, troubles = opened(browser, reached)
    page = context.new_page()
    page.goto(f"{reached.address}?lang=en")
    page.locator('a[href*="cases/helpdesk"]').first.click()
    wait_ready(page)
    student = Student(page)
    student.predict("A reason")
    before = student.outcome("service_level").inner_text()
    student.set_lever("agents", 30)
    expect(student.outcome("service_level")).not_to_have_text(before)
    page.reload()
    wait_ready(page)
    expect(student.outcome("service_level")).to_be_attached()  # what was locked is known: the levers stand open
    assert {cookie["path"] for cookie in context.cookies()} == {BASE}
    context.close()
    assert troubles == []


def test_a_class_works_as_ever(browser: Browser, below: Server, reached: Reached) -> None:
    teacher = Teacher(below, browser)
    context, troubles = opened(browser, reached, PHONE, has_touch=True, is_mobile=True)
    screen = context.new_page()
    screen.goto(f"{reached.address}screen/{teacher.code}?lang=en")
    expect(screen.locator("body")).to_contain_text(f"room.test:{reached.port}{BASE}join")
    page = join(context, reached, teacher.code)
    teacher.do("next")
    page.locator(".choice").first.tap()
    page.locator("form .primary").tap()
    expect(page.locator("body")).to_contain_text("1 of 1 have handed in")
    context.close()
    assert troubles == []


def test_a_page_whose_socket_is_not_let_through_says_so(browser: Browser, below: Server) -> None:
    proxy = Proxy(below.port, BASE, sockets=False)
    context = browser.new_context(viewport=LAPTOP)
    page = context.new_page()
    page.goto(f"{proxy.address}cases/helpdesk?lang=en")
    expect(page.locator(".refused")).to_contain_text("WebSocket", timeout=30_000)
    expect(page.locator(".interrupted")).to_be_hidden()
    proxy.sockets = True
    wait_ready(page)  # by itself, as soon as it may
    expect(page.locator(".refused")).to_be_hidden()
    context.close()
