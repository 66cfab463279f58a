"""What the page may run is what the server gave it; that nothing is forbidden which a case needs, every walk shows."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.server import Server

from .conftest import open_case


def test_a_script_that_was_put_into_the_page_does_not_run(browser: Browser, server: Server) -> None:
    page = open_case(browser.new_context(), server, "en")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        document.body.insertAdjacentHTML("beforeend", "<button id='hostile' onclick='window.ran = true'>x</button>");
    }""")
    page.locator("#hostile").click()
    assert page.evaluate("window.ran") is None
    page.context.close()
