"""What the server answers at its addresses, and what it has no address for."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator

import pytest

from tests.room.inside import kernel_token
from tests.room.visitor import PATIENCE, CasePage, as_kernel, ask, cookies
from tests.server import Server

CASE = "/cases/helpdesk?lang=en"

# What a class has no use for, though Voila or the Jupyter server under it knows how to answer.
CLOSED = (
    "/api",
    "/api/contents",
    "/api/contents/cases",
    "/api/events",
    "/api/kernels",
    "/api/kernelspecs",
    "/api/me",
    "/api/sessions",
    "/api/shutdown",
    "/api/status",
    "/api/terminals",
    "/files/README.md",
    "/lab",
    "/login",
    "/logout",
    "/metrics",
    "/terminals/websocket/1",
    "/tree",
    "/view/README.md",
    "/voila/api/themes/light/index.css",
    "/voila/execution/0-0-0-0-0",
    "/voila/labextensions/anywidget/package.json",
    "/voila/static/voila.js",
    "/voila/templates/caseroom/static/voila-style.js",
    "/voila/files/README.md",
    "/voila/files/cases/helpdesk/case.toml",
    "/voila/query/0-0-0-0-0",
    "/voila/render/cases/helpdesk/helpdesk.en.ipynb",
    "/voila/tree",
)

# Places that serve files, and how many folders up the repository's root is (a few more where that is elsewhere).
FOLDERS = {
    "/static/caseroom/": 4,
    "/static/caseroom/fonts/": 3,
    "/cases/": 0,
}
ONE_UP = (
    "../",
    "..%2f",
    "%2e%2e/",
    ".%2e/",
    "%2e%2e%2f",
    "..%5c",
    "..\\",
    "%2e%2e%5c",
    "..%252f",
    "%252e%252e%252f",
    "%c0%ae%c0%ae/",
    "..%c0%af",
    "..%ef%bc%8f",
    "%ef%bc%8e%ef%bc%8e/",
    "....//",
    "..;/",
    "x/../../",
    "..//",
    "./../",
    "..%00/",
)
TARGETS = ("etc/passwd", "pyproject.toml", "cases/helpdesk/case.toml")
ABSOLUTE = ["/etc/passwd", "%2fetc%2fpasswd", "file:///etc/passwd", "C:%5cWindows%5cwin.ini", "~/.ssh/id_rsa"]
INSIDE = re.compile(rb"root:|\[project\]|\[\[questions\]\]")


def test_health_is_told_to_machines(server: Server) -> None:
    answer = ask(server, "/health")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json["status"] == "ok"
    assert "helpdesk" in answer.json["cases"]


@pytest.mark.parametrize(
    ("path", "preferred", "lang"),
    [
        ("/", "", "en"),
        ("/", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("/", "de-DE,de;q=0.9", "en"),
        ("/?lang=zh", "en", "zh-CN"),
        ("/?lang=en", "zh-CN", "en"),
        ("/?lang=%3Cscript%3E", "zh", "zh-CN"),
        ("/?lang=%ff", "zh", "zh-CN"),
    ],
)
def test_the_landing_page_speaks_the_readers_language(server: Server, path: str, preferred: str, lang: str) -> None:
    answer = ask(server, path, headers={"Accept-Language": preferred})
    assert answer.status == 200
    assert f'<html lang="{lang}"' in answer.text


@pytest.mark.parametrize(("preferred", "lang"), [("en", "en"), ("zh", "zh-CN")])
def test_what_is_not_there_is_said_in_the_readers_language(server: Server, preferred: str, lang: str) -> None:
    for path in ("/cases/no-such-case", "/cases/helpdesk/more", "/nowhere"):
        answer = ask(server, path, headers={"Accept-Language": preferred})
        assert answer.status == 404
        assert f'<html lang="{lang}"' in answer.text


def test_a_case_without_a_language_leads_to_the_readers(server: Server) -> None:
    for preferred in ("en", "zh"):
        answer = ask(server, "/cases/helpdesk", headers={"Accept-Language": preferred})
        assert answer.status == 302
        assert answer.headers["Location"] == f"/cases/helpdesk?lang={preferred}&back"


def test_every_page_forbids_the_browser_what_it_does_not_need(server: Server, page: CasePage) -> None:
    answers = {path: ask(server, path) for path in ("/", "/health", "/nowhere")}
    answers["/cases/helpdesk"] = page.answer
    for path, answer in answers.items():
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "ws:" not in policy
        assert "frame-ancestors 'self'" in policy, path
        assert "default-src 'self'" in policy, path
        assert "http" not in policy, path


def test_a_visitor_gets_a_random_cookie_that_scripts_and_other_sites_cannot_use(page: CasePage) -> None:
    cookie = cookies(page.answer)["caseroom"]
    assert re.fullmatch(r"[\w-]{43}", cookie.value)  # 256 random bits
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie.value not in page.html


@pytest.mark.parametrize("forged", ["forged", "a" * 4000, '"\\377\\000"', "../../etc/passwd", "' OR 1=1 --"])
def test_a_forged_cookie_is_an_unknown_visitor_and_no_error(server: Server, forged: str) -> None:
    assert ask(server, "/", headers={"Cookie": f"caseroom={forged}"}).status == 200
    assert ask(server, "/cases/nope", headers={"Cookie": f"caseroom={forged}"}).status == 404


def test_a_forged_cookie_never_becomes_a_visitors(server: Server) -> None:
    forged = "f" * 43
    newcomer = CasePage(server, token=forged)
    assert newcomer.token != forged
    assert as_kernel(server, kernel_token(newcomer)).status == 200
    assert as_kernel(server, newcomer.token).status == 401
    assert as_kernel(server, forged).status == 401
    newcomer.say_goodbye()


@pytest.mark.parametrize("path", CLOSED)
def test_what_a_class_does_not_need_has_no_address(server: Server, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        assert ask(server, path, method).status == 404, method


@pytest.mark.parametrize("name", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.1.2.3", ""])
def test_a_name_that_the_server_was_not_started_with_is_told_how_to_add_it(server: Server, name: str) -> None:
    for path in ("/", "/health", CASE, "/nowhere", "/api/cases/helpdesk/state"):
        answer = ask(server, path, headers={"Host": name, "Origin": f"http://{name}"})
        assert answer.status == 421, path
        assert "kit serve --name" in answer.text and 'lang="zh"' in answer.text
        assert not cookies(answer)


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8866", "localhost."])
def test_the_machines_own_names_are_served(server: Server, name: str) -> None:
    assert ask(server, "/", headers={"Host": name}).status == 200


@pytest.fixture(scope="module")
def raw(server: Server) -> Iterator[http.client.HTTPConnection]:
    """One open connection for many requests."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    yield connection
    connection.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_spelling_of_a_path_leads_out_of_a_folder(raw: http.client.HTTPConnection, folder: str) -> None:
    spellings = [up * many + target for up in ONE_UP for target in TARGETS for many in (1, FOLDERS[folder], 12)]
    for spelling in spellings + ABSOLUTE:
        raw.request("GET", folder + spelling)
        answer = raw.getresponse()
        assert not INSIDE.search(answer.read()), spelling
        assert answer.status in (400, 403, 404), spelling


@pytest.mark.parametrize(
    "path",
    [
        "/static/caseroom/vega.js",
        "/static/caseroom/case.css",
        "/static/caseroom/page.js",
    ],
)
def test_what_a_page_loads_is_there(server: Server, path: str) -> None:
    assert ask(server, path).status == 200


@pytest.mark.parametrize(
    "path", ["/static/caseroom/x", "/static/caseroom/fonts/x", "/static/caseroom/fonts/", "/static/caseroom/"]
)
def test_a_file_that_is_not_there_is_no_fault_of_the_servers(server: Server, path: str) -> None:
    before = server.log.stat().st_size
    assert ask(server, path).status in (403, 404)
    assert b"Traceback" not in server.log.read_bytes()[before:]


def test_who_does_not_come_from_a_class_is_shown_no_way_back_to_one(page: CasePage) -> None:
    assert page.answer.status == 200 and "to-class" not in page.answer.text
