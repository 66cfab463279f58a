"""Panels on an empty page: real objects of Python, a real browser, and neither server nor kernel between them.

What a panel's script sends reaches the panel's handlers; what the panel then shows or answers goes back. The
page may be made to wait for its answers, as on a slow network.
"""

from __future__ import annotations

import json
from typing import Any

import ipywidgets
from playwright.sync_api import BrowserContext, Page, Route

from caseroom.panels.chart import VEGA
from caseroom.panels.panel import HERE, Panel
from commands.places import ROOT
from tests.page import deliver

ORIGIN = "http://panels.test/"
STATIC = ROOT / "classroom" / "static"
PAGE_STYLES = (HERE / "shared.css", HERE / "prose.css", STATIC / "house.css", STATIC / "case.css")

RUNTIME = """
const panels = new Map();
window.delay = 0;
window.sent = [];
class Model {
  constructor(name, state) { this.name = name; this.state = state; this.listeners = []; }
  get(trait) { return this.state[trait]; }
  on(events, listener) { for (const event of events.split(" ")) this.listeners.push([event, listener]); }
  off(events, listener) {
    const given = events.split(" ");
    this.listeners = this.listeners.filter(([event, own]) => own !== listener || !given.includes(event));
  }
  fire(event, ...values) { for (const [own, listener] of [...this.listeners]) if (own === event) listener(...values); }
  async send(message) {
    window.sent.push({ ...message, panel: this.name });
    const news = await window.toPython(this.name, message);
    if (window.delay) await new Promise((resolve) => setTimeout(resolve, window.delay));
    window.take(news);
  }
}
window.take = (news) => {
  for (const [name, kind, value] of news) {
    const model = panels.get(name);
    if (kind === "message") { model.fire("msg:custom", value, []); continue; }
    Object.assign(model.state, value);
    for (const trait of Object.keys(value)) model.fire(`change:${trait}`);
    model.fire("change");
  }
};
window.show = async (tree, parent) => {
  const element = document.createElement("div");
  element.className = ["jupyter-widgets", ...tree.classes].join(" ");
  parent.append(element);
  for (const child of tree.children ?? []) await window.show(child, element);
  if (!tree.name) return;
  const style = document.createElement("style");
  style.textContent = tree.css;
  document.head.append(style);
  const script = URL.createObjectURL(new Blob([tree.esm], { type: "text/javascript" }));
  const model = new Model(tree.name, tree.state);
  panels.set(tree.name, model);
  (await import(script)).default.render({ model, el: element });
};
"""


def empty_page(context: BrowserContext, lang: str = "en") -> Page:
    """A tab with the house's styles, Vega where panels look for it, and an empty `main`."""
    page = context.new_page()
    page.route(f"{ORIGIN}**", _serve(lang))
    page.goto(ORIGIN)
    return page


class BarePage:
    """`widget`, a panel or a box of them, shown in a tab of its own; `page` is Playwright's."""

    def __init__(self, context: BrowserContext, widget: ipywidgets.Widget, lang: str = "en") -> None:
        self._news: list[tuple[str, str, Any]] = []
        self._panels: dict[str, Panel] = {}
        self.page = empty_page(context, lang)
        self.page.expose_function("toPython", self._take)
        self.page.add_script_tag(content=RUNTIME)
        self.page.evaluate("async (tree) => show(tree, document.getElementById('case'))", self._tree(widget))

    def tell(self) -> None:
        """Bring the page what Python has changed by itself."""
        self.page.evaluate("(news) => take(news)", self._gathered())

    def slow(self, milliseconds: int) -> None:
        """Let every answer come that much later."""
        self.page.evaluate("(milliseconds) => { window.delay = milliseconds; }", milliseconds)

    def sent(self, kind: str) -> list[dict[str, Any]]:
        """The messages of type `kind` that the page has sent so far."""
        found: list[dict[str, Any]] = self.page.evaluate("(kind) => sent.filter((one) => one.type === kind)", kind)
        return found

    def _take(self, name: str, message: dict[str, Any]) -> list[tuple[str, str, Any]]:
        deliver(self._panels[name], message)
        return self._gathered()

    def _gathered(self) -> list[tuple[str, str, Any]]:
        news, self._news = self._news, []
        return json.loads(json.dumps(news, allow_nan=False))

    def _tree(self, widget: ipywidgets.Widget) -> dict[str, Any]:
        if not isinstance(widget, Panel):
            return {"classes": widget._dom_classes, "children": [self._tree(child) for child in widget.children]}
        name = f"{type(widget).__name__}-{len(self._panels)}"
        self._panels[name] = widget
        own = _own_traits(widget)
        widget.observe(lambda change: self._news.append((name, "state", {change["name"]: change["new"]})), own)
        widget.send = lambda content, buffers=None: self._news.append((name, "message", content))  # type: ignore[method-assign]
        state = {trait: getattr(widget, trait) for trait in own}
        return {"name": name, "classes": widget._dom_classes, "state": state, "esm": widget._esm, "css": widget._css}


def _own_traits(panel: Panel) -> list[str]:
    """What a panel's script may ask for: what it shows, without what every widget has."""
    plain = {*ipywidgets.DOMWidget().keys, "_esm", "_css", "_anywidget_id"}
    return [trait for trait in panel.keys if trait not in plain]


def _serve(lang: str) -> Any:
    styles = "".join(f"<style>{style.read_text(encoding='utf-8')}</style>" for style in PAGE_STYLES)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{styles}'
    html = f"""<!DOCTYPE html><html lang="{"zh-CN" if lang == "zh" else "en"}"><head><title>Panels</title>{head}</head>
        <body><main id="case"></main></body></html>"""

    def answer(route: Route) -> None:
        if route.request.url.endswith("vega.js"):
            route.fulfill(path=VEGA, content_type="text/javascript")
        elif route.request.url == ORIGIN:
            route.fulfill(body=html, content_type="text/html")
        else:
            route.fulfill(status=404)

    return answer
