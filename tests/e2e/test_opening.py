"""How a page that has only just been opened becomes one to work with: what is at hand first, and nothing left out."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page

from tests.server import Server

from .conftest import PHONE, open_case, wait_ready, watch
from .student import Student

# In the order of time: the steps that got their panels, and whether each chart that was drawn could be seen then. As
# soon as the page is ready, somebody prints it.
WATCHED = """
window.seen = { steps: [], charts: [], onPaper: null };
addEventListener("DOMContentLoaded", () => {
  const note = (node) => {
    const step = node.closest?.(".step")?.dataset.step;
    if (step && node.matches(".caseroom-panel") && !seen.steps.includes(step)) seen.steps.push(step);
    if (node.matches?.(".bench .picture > svg")) seen.charts.push(!node.closest(".unchosen"));
  };
  new MutationObserver((records) => {
    for (const { addedNodes } of records)
      for (const node of addedNodes)
        if (node instanceof Element) for (const one of [node, ...node.querySelectorAll("*")]) note(one);
  }).observe(document.getElementById("case"), { childList: true, subtree: true });
  const printed = new MutationObserver(async () => {
    if (document.body.dataset.ready !== "true") return;
    printed.disconnect();
    dispatchEvent(new Event("beforeprint"));
    for (let n = 0; n < 1000; n += 1) await null; // all that a browser waits for
    const stages = [...document.querySelectorAll(".bench .stage")];
    seen.onPaper = stages.map((stage) => stage.querySelector("svg text") !== null);
  });
  printed.observe(document.body, { attributes: true, attributeFilter: ["data-ready"] });
});
"""


def seen(page: Page) -> dict[str, Any]:
    page.wait_for_function("seen.onPaper")
    found: dict[str, Any] = page.evaluate("seen")
    return found


def test_the_step_at_hand_and_the_chart_in_sight_come_first_and_on_paper_all_are_there(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    troubles = watch(context, server)
    page = open_case(context, server, "en")
    Student(page).predict("Because.")
    made: list[str] = []
    page.on("request", lambda request: made.append(request.url) if request.url.startswith("blob:") else None)
    page.add_init_script(WATCHED)
    for step in ("explore", "decide"):
        page.goto(f"{server.address}cases/helpdesk?lang=en#{step}")
        page.reload()
        wait_ready(page)
        found = seen(page)
        assert found["steps"][0] == step
        assert len(found["steps"]) > 2, "the other steps have theirs when the page is ready"
        assert len(found["onPaper"]) > 1
        assert all(found["onPaper"])
        if step == "explore":
            assert found["charts"][0], "the chart that is chosen is the first"
    assert made == [], "the panels' script is one for all"
    context.close()
    assert troubles == []
