"""Faults of the stack under us that must not reach a class. Each test fails where our remedy is taken away."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from tornado.httpclient import HTTPClientError

from caseroom.i18n import LANGUAGES
from classroom.store import Database, Store
from tests.room.inside import ask_inside, kernel_token
from tests.room.visitor import CasePage, Socket, as_kernel, ask, cookies
from tests.server import ROOT, Server

CASE = "/cases/helpdesk?lang=en"


def eventually(true: Callable[[], object], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return False


def process(page: CasePage) -> psutil.Process:
    """The page's kernel."""
    return psutil.Process(ask_inside(page, "__import__('os').getpid()"))


def environment(page: CasePage) -> str:
    """All that the kernel has been told: the environment it was started with, and what has become of it since."""
    changed = ask_inside(page, "{**__import__('os').environ}")
    return f"{process(page).environ()}\n{changed}"


# (2) Voila's preheated kernels inherit the previous visitor's address, query string and all. Ours need no address.


def test_no_kernel_or_page_knows_another_visitors_address_or_token(server: Server) -> None:
    first = visit(server, "mark-0")
    with ThreadPoolExecutor(3) as at_once:
        pages = [first, *at_once.map(lambda n: visit(server, f"mark-{n}"), (1, 2, 3))]
    told = [environment(page) + page.html for page in pages]
    tokens = [kernel_token(page) for page in pages]
    for page, known in zip(pages, told, strict=True):
        assert not any(other.token in known for other in pages)  # the browser's cookie is for nobody else
        assert [token in known for token in tokens] == [other is page for other in pages]
        assert "mark-" not in known
    for page in pages:
        page.say_goodbye()


def test_what_students_write_at_once_stays_with_each(server: Server) -> None:
    pages = [CasePage(server) for _ in range(2)]
    for page, reason in zip(pages, ("the first's", "the second's"), strict=True):
        work = {"choice": "in_house", "fields": {"reason": reason}}
        assert page.tell(page.question("cheapest_option"), "submit", work=work)["ok"]
    kept = [str(as_kernel(server, kernel_token(page)).json) for page in pages]
    assert "the first's" in kept[0] and "the second's" not in kept[0]
    assert "the second's" in kept[1] and "the first's" not in kept[1]
    for page in pages:
        page.say_goodbye()


def visit(server: Server, mark: str) -> CasePage:
    """A new visitor, whose address says so."""
    return CasePage(server, lang=f"en&mark={mark}")


# (3) Closing a tab leaves the kernel running: the page's goodbye is refused for want of an XSRF token (voila#1458)


def test_closing_a_tab_ends_its_kernel_within_seconds(server: Server) -> None:
    page = CasePage(server)
    running = process(page)
    page.socket.close()
    beacon = {"Cookie": f"caseroom={page.token}", "Origin": server.address.rstrip("/"), "Content-Type": "text/plain"}
    assert ask(server, f"/voila/api/shutdown/{page.kernel_id}", "POST", b"", beacon).status == 204
    assert eventually(lambda: not running.is_running() or running.status() == psutil.STATUS_ZOMBIE, 5)
    assert not page.has_kernel


# (4) A dead kernel or server is silent: sliders move and nothing happens


def test_a_killed_kernel_is_noticed_and_the_work_is_back(server: Server) -> None:
    page = CasePage(server)
    page.predict()
    assert page.has_kernel
    process(page).send_signal(signal.SIGKILL)
    assert eventually(lambda: not page.has_kernel, 5)
    before = server.log.stat().st_size
    refuses(server, page)
    assert eventually(lambda: not page.has_kernel, 15)  # it does not hold a seat either
    refuses(server, page)
    assert b"Traceback" not in server.log.read_bytes()[before:]
    again = CasePage(server, token=page.token)
    assert "in_house" in str(again.states()[again.question("cheapest_option")])
    again.say_goodbye()


def refuses(server: Server, page: CasePage) -> None:
    """The socket of a page that is still open finds no kernel."""
    with pytest.raises(HTTPClientError) as refused:
        Socket(server, page.address, page.cookie)
    assert refused.value.code == 404


# (5) Other hosts are asked for fonts, icons or scripts. tests/e2e looks at what a browser asks, this at what is served.

LOADS = r"""(?:\b(?:src|href|action|poster)\s*=|\burl\(|@import|\bimport\b[^;\n]*?)"""
FOREIGN = re.compile(LOADS + r"""\s*["']?(?:https?:)?//""")
OURS = [path for kind in ("html", "j2", "css") for path in (ROOT / "classroom").rglob(f"*.{kind}")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_names_another_host(server: Server, page: CasePage, lang: str) -> None:
    pages = [ask(server, f"{path}?lang={lang}").text for path in ("/", "/nowhere")]
    case = page if lang == "en" else CasePage(server, lang=lang)
    for html in [*pages, case.html]:
        assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}"' in html
        # a link in the prose is followed when the reader asks for it; all else is loaded unasked
        assert not FOREIGN.search(re.sub(r"<a\b[^>]*>", "", html))
    if case is not page:
        case.say_goodbye()


@pytest.mark.parametrize("source", OURS, ids=lambda path: path.name)
def test_no_template_or_style_names_another_host(source: Path) -> None:
    assert not FOREIGN.search(source.read_text(encoding="utf-8"))


# What no visitor asked for: another site's picture or frame, a browser's guess, a question for headers only


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Accept": "image/avif,image/webp,image/*,*/*;q=0.8", "Referer": "http://evil.example/"}, 403),
        ({"Accept": "*/*"}, 403),
        ({"Sec-Purpose": "prefetch;prerender", "Sec-Fetch-Dest": "document"}, 503),
        ({"Purpose": "prefetch"}, 503),
        ({"X-moz": "prefetch"}, 503),
    ],
)
def test_what_is_no_readers_visit_starts_no_kernel(server: Server, headers: dict[str, str], status: int) -> None:
    before = server.kernels()
    answer = ask(server, CASE, headers=headers)
    assert answer.status == status
    assert not cookies(answer)
    assert len(answer.body) < 4000
    assert server.kernels() == before


def test_a_question_for_headers_only_starts_no_kernel(server: Server) -> None:
    before = server.kernels()
    assert ask(server, CASE, "HEAD").body == b""
    assert server.kernels() == before


def test_a_reader_who_follows_a_link_of_another_site_gets_the_case(server: Server) -> None:
    link = {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "cross-site"}
    accept = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    answer = ask(server, "/cases/helpdesk", headers=link | accept)
    assert answer.status == 302  # to the same address with a language, which starts one
    cookie = {"Cookie": f"caseroom={Store(Database(server.database)).new_visitor()}"}
    opened = ask(server, CASE, headers=link | accept | cookie)
    assert opened.status == 200
    kernel = re.search(r'"kernelId": ?"([\w-]+)"', opened.text)
    assert kernel and ask(server, f"/voila/api/shutdown/{kernel[1]}", "POST", b"", cookie).status == 204


def test_a_visitor_gets_no_cookie_that_nobody_needs(page: CasePage) -> None:
    assert set(cookies(page.answer)) <= {"caseroom", "caseroom-lang", "_xsrf"}
