"""What a page loads: packed once, kept by the browser for good, asked again by nobody who has it."""

from __future__ import annotations

import gzip
import re

import pytest

from classroom import assets
from tests.room.visitor import PROTOCOL, CasePage, ask
from tests.server import Server

PACKED = {"Accept-Encoding": "gzip, deflate, br"}


def loaded(html: str) -> set[str]:
    """Addresses of scripts, styles, fonts and pictures that a page names."""
    return {address for address in re.findall(r'(?:src|href)="([^"#]+)"', html) if "/static/" in address}


def test_a_case_page_loads_few_files_and_all_of_them_for_good(server: Server, page: CasePage) -> None:
    addresses = loaded(page.html)
    assert {address.split("?")[0].rpartition("/static/caseroom/")[2] for address in addresses} == {
        "case.css", "case.js", "favicon.svg", "page.js", "panels.js", "vega.js", assets.FONT,
    }  # fmt: skip
    sent = 0
    for address in addresses:
        answer = ask(server, address, headers=PACKED)
        assert answer.status == 200, address
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", address
        sent += len(answer.body) if not {"vega", "fonts"} & set(re.split(r"\W", address)) else 0
    assert sent < 300_000  # of the 400 kB that a first visit may cost


def test_a_style_sheet_names_the_font_that_the_page_has_already_asked_for(server: Server, page: CasePage) -> None:
    style = ask(server, "/static/caseroom/case.css").text
    fonts = set(re.findall(r'url\("?(fonts/[^")]+)', style))
    assert {f"/static/caseroom/{font}" for font in fonts} == {a for a in loaded(page.html) if "fonts/" in a}


@pytest.mark.parametrize("name", assets.NAMES)
def test_the_packed_form_holds_the_same(server: Server, name: str) -> None:
    plain, packed = ask(server, f"/static/caseroom/{name}"), ask(server, f"/static/caseroom/{name}", headers=PACKED)
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    if packed.headers["Content-Encoding"] == "gzip":
        assert plain.headers["Etag"] != packed.headers["Etag"]
        assert gzip.decompress(packed.body) == plain.body
    else:
        assert name == assets.FONT
        assert packed.body == plain.body


def test_who_refuses_gzip_gets_none(server: Server) -> None:
    answer = ask(server, "/static/caseroom/page.js", headers={"Accept-Encoding": "br, gzip;q=0"})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("headers", [{}, PACKED])
def test_who_has_it_already_is_told_so_in_a_line(server: Server, headers: dict[str, str]) -> None:
    first = ask(server, "/static/caseroom/page.js", headers=headers)
    again = ask(server, "/static/caseroom/page.js", headers=headers | {"If-None-Match": first.headers["Etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["Etag"] == first.headers["Etag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_an_address_of_another_version_is_answered_but_not_kept(server: Server) -> None:
    for query in ("", "?v=", "?v=0000000000000000"):
        answer = ask(server, f"/static/caseroom/page.js{query}")
        assert answer.headers["Cache-Control"] == "no-cache", query


def test_head_tells_what_get_would_send(server: Server) -> None:
    got, head = (ask(server, "/static/caseroom/page.js", method, headers=PACKED) for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Length", "Content-Type", "Content-Encoding", "Etag", "Cache-Control"):
        assert head.headers[name] == got.headers[name]


def test_a_request_for_a_part_gets_the_whole(server: Server) -> None:
    answer = ask(server, "/static/caseroom/page.js", headers={"Range": "bytes=0-9"})
    assert answer.status == 200
    assert len(answer.body) == int(answer.headers["Content-Length"]) > 10


def test_the_first_page_is_tiny(server: Server) -> None:
    addresses = {"/", *loaded(ask(server, "/").text)}
    assert sum(len(ask(server, address, headers=PACKED).body) for address in addresses) < 20_000


def test_panels_do_not_send_their_scripts_through_the_kernel(page: CasePage) -> None:
    for state in page.states().values():
        assert len(state.get("_esm", "")) < 100
        assert not state.get("_css")


def test_what_a_kernel_says_is_packed_too(server: Server) -> None:
    page = CasePage(server)
    greeting = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Extensions": "permessage-deflate",
        "Sec-WebSocket-Protocol": PROTOCOL,
    }
    answer = ask(server, f"{page.address}/channels?session_id=packed", headers=greeting | page.cookie)
    assert answer.status == 101
    assert answer.headers["Sec-WebSocket-Extensions"].startswith("permessage-deflate")
    page.say_goodbye()
