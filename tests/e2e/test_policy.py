"""What the page may run is what the server gave it: nothing is forbidden that a case needs, and nothing else runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.server import Server

from .conftest import open_case
from .student import Student

REPORTS = """
window.forbidden = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, sample }) =>
  window.forbidden.push([violatedDirective, blockedURI, sourceFile, sample].join(" ")));
"""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_case_does_nothing_that_is_forbidden(context: BrowserContext, server: Server, lang: str) -> None:
    context.add_init_script(REPORTS)
    page = open_case(context, server, lang)
    Student(page).predict("Because.")
    expect(page.locator(".caseroom-whatif svg").first).to_be_visible()
    expect(page.locator(".caseroom-explore svg").first).to_be_visible()
    assert page.evaluate("window.forbidden") == []
    page.goto(f"{server.address}?lang={lang}")
    assert page.evaluate("window.forbidden") == []


def test_a_script_that_was_put_into_the_page_does_not_run(context: BrowserContext, server: Server) -> None:
    page = open_case(context, server, "en")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        document.body.insertAdjacentHTML("beforeend", "<button id='hostile' onclick='window.ran = true'>x</button>");
    }""")
    page.locator("#hostile").click()
    assert page.evaluate("window.ran") is None
