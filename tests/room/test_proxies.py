"""Who a server believes of what stands in a request's headers, and whose settings count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.room.visitor import Answer, ask
from tests.server import Server

BASE = "/school/cases/"
PROXY, STRANGER = "127.0.0.2", "127.0.0.1"
TOLD = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "cases.school.test", "X-Forwarded-For": "198.51.100.9"}


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    options = ("--proxy", PROXY, "--name", "cases.school.test")
    running = Server(tmp_path_factory.mktemp("below"), *options, base=BASE)
    yield running
    running.kill()


def case(server: Server, source: str, path: str = f"{BASE}cases/helpdesk?lang=en", **headers: str) -> Answer:
    return ask(server, path, headers=TOLD | headers, source=source)


def test_a_named_proxy_is_believed(below: Server) -> None:
    answer = case(below, PROXY)
    assert "Secure" in str(answer.headers["Set-Cookie"])
    assert answer.headers["Location"].startswith(BASE)
    assert case(below, PROXY, **{"X-Forwarded-Host": "other.school.test"}).status == 421


def test_nobody_else_is(below: Server) -> None:
    assert "Secure" not in str(case(below, STRANGER).headers["Set-Cookie"])
    assert case(below, STRANGER, **{"X-Forwarded-Host": "other.school.test"}).status == 302
    assert case(below, STRANGER, **{"Host": "evil.example"}).status == 421


def test_a_path_without_the_prefix_is_a_proxys_alone(below: Server) -> None:
    assert case(below, PROXY, "/cases/helpdesk?lang=en").status == 302
    assert case(below, STRANGER, "/cases/helpdesk?lang=en").status == 404


@pytest.mark.parametrize("source", [PROXY, STRANGER])
def test_the_prefix_without_its_last_slash_leads_to_the_first_page(below: Server, source: str) -> None:
    answer = case(below, source, f"{BASE.rstrip('/')}?lang=zh")
    assert (answer.status, answer.headers["Location"]) == (302, f"{BASE}?lang=zh")
    assert answer.headers["Content-Security-Policy"]
    assert case(below, source, BASE).status == 200


EVIL = "raise SystemExit('settings of the user')"


def test_what_somebody_has_set_for_a_jupyter_of_their_own_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "mark"
    theirs = {
        ".jupyter/jupyter_config.py": EVIL,
        ".jupyter/voila.json": '{"Voila": {"base_url": "/theirs/"}, "VoilaConfiguration": {"template": "theirs"}}',
        ".jupyter/caseroom.py": EVIL,
        ".ipython/profile_default/startup/00.py": f"open({str(mark)!r}, 'w')",
        ".ipython/profile_default/ipython_kernel_config.py": f"open({str(mark)!r}, 'w')",
        ".local/share/jupyter/voila/templates/caseroom/index.html.j2": "theirs",
        ".local/share/jupyter/nbconvert/templates/base/null.j2": "theirs",
        ".local/share/jupyter/kernels/caseroom/kernel.json": '{"argv": ["false"], "language": "python"}',
    }
    for name, text in theirs.items():
        path = tmp_path / "user" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "user/.local/share/jupyter"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path / "user/.jupyter"))
    running = Server(tmp_path / "home")
    try:
        cookie = ask(running, "/cases/helpdesk?lang=en").headers["Set-Cookie"].partition(";")[0]
        page = ask(running, "/cases/helpdesk?lang=en", headers={"Cookie": cookie})
        assert page.status == 200 and "theirs" not in page.text
        assert running.kernels()
        assert not mark.exists()
    finally:
        running.kill()
