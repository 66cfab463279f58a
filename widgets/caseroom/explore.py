"""Explore: a case's data in charts, or, where the case takes them, data that the student brings.

Of a student's file only a digest is kept, here and with the client; the file is forgotten as soon as it is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ipywidgets

from caseroom import data
from caseroom.authoring import Study
from caseroom.authoring.study import DataChart, Own
from caseroom.casefile import CaseFile
from caseroom.client import Client
from caseroom.i18n import language
from caseroom.panels.chart import ChartPanel
from caseroom.panels.upload import Figures, UploadPanel

Listener = Callable[[Any, Mapping[str, float]], None]
"""Called with the digest of the student's own data, or None, and what the levers may take from it: nothing in a
restored session, which has its own."""


class Explore:
    """The data step of one student. Nothing is counted and no panel exists until `widget` or `summary` asks.

    `state` is what the client has loaded; only the study's own key is read, whatever shape it is in.
    """

    def __init__(self, case: CaseFile, lang: str, client: Client, state: Mapping[str, Any]) -> None:
        self._case, self._lang, self._client = case, lang, client
        self._ = case.translator(lang)
        self._study: Study[Any] = case.code("study").study(case, lang)
        self._own = _restored(self._study.own, state)
        self._listeners: list[Listener] = []
        self._page: _Page | None = None

    @cached_property
    def widget(self) -> ipywidgets.Box:
        """The bar for data of one's own, where the case takes them, and the charts of the data in use."""
        self._page = self._build()
        self._update()
        box = ipywidgets.Box([self._page.frame])
        for css_class in ("caseroom-explore", "caseroom-wide"):
            box.add_class(css_class)
        return box

    @property
    def digest(self) -> Any:
        """Of the data in use: the student's own, or else the case's. data.DataError where those are unsound."""
        return self._bundled if self._own is None else self._own

    def on_own(self, callback: Listener) -> None:
        """Call `callback` when own data come into use or are given up; at once if some were restored."""
        self._listeners.append(callback)
        if self._own is not None:
            callback(self._own, {})

    def summary(self) -> str:
        """Which data were looked at, and their figures, in a few sentences for the memo."""
        writing = language(self._lang)
        words = "The case's data" if self._own is None else self._own_kind.kind.words["named"]
        kind = self._(words)
        figures = writing.comma.join(writing.pair(f["label"], f["value"]) for f in self._figures(self.digest))
        sentences = (writing.pair(kind, self._name()), figures)
        return writing.joined(f"{sentence}{writing.full_stop}" for sentence in sentences)

    @cached_property
    def _bundled(self) -> Any:
        return self._study.bundled()

    # What the page is made of

    def _build(self) -> _Page:
        panels = {
            chart.name: ChartPanel(
                self._lang, name=chart.name, title=chart.title, spec=chart.spec, columns=list(chart.columns)
            )
            for chart in self._study.charts
        }
        for name, panel in panels.items():
            panel.add_class(name)
        frame = ipywidgets.Box()
        frame.add_class("frame")
        own = self._study.own
        bar = UploadPanel(self._lang, self._, own.kind, self._preview, self._use, self._back, {}) if own else None
        return _Page(bar, panels, frame)

    def _update(self) -> None:
        page, digest = self._page, self.digest
        if page is None:
            return
        drawn = {chart.name: chart.rows(digest) for chart in self._study.charts}
        fitting = [chart for chart in self._study.charts if drawn[chart.name]["rows"]]
        for chart in fitting:
            panel = page.panels[chart.name]
            with panel.hold_sync():
                panel.rows = drawn[chart.name]
                panel.description = chart.describe(digest)
                panel.note = self._note()
        if page.bar:
            page.bar.shown = self._shown(fitting)
        charts = [page.panels[chart.name] for chart in fitting]
        bar = [page.bar] if page.bar else []
        page.frame.children = (
            *charts[:1],
            *bar,
            *charts[1:],
        )  # on a phone the data come first, then what else they could be

    def _shown(self, fitting: list[DataChart[Any]]) -> dict[str, Any]:
        return {
            "own": self._own is not None,
            "name": self._name(),
            "figures": self._figures(self.digest),
            "left_out": [chart.missing for chart in self._study.charts if chart not in fitting],
        }

    def _name(self) -> str:
        if self._own is not None and self._study.own:
            return self._study.own.name(self._own)
        return data.describe(self._case.dataset).title.text(self._lang)

    def _note(self) -> str:
        if self._own is None and data.describe(self._case.dataset).constructed:
            return self._("Constructed data")
        return self._name()

    def _figures(self, digest: Any) -> Figures:
        return [{"label": label, "value": value} for label, value in self._study.figures(digest)]

    # Data of the student's own

    def _preview(self, read: Any, name: str) -> Figures:
        return self._figures(self._of(read, name))

    def _use(self, read: Any, name: str) -> str:
        """NotSaved leaves the data in use that were."""
        own, digest = self._own_kind, self._of(read, name)
        saved_at = self._client.save(own.key, own.encode(digest))
        self._own = digest
        self._changed(own.levers(digest))
        return saved_at

    def _back(self) -> str:
        saved_at = self._client.save(self._own_kind.key, None)
        self._own = None
        self._changed({})
        return saved_at

    def _of(self, read: Any, name: str) -> Any:
        return self._own_kind.digest(read, name)

    @property
    def _own_kind(self) -> Own[Any]:
        assert self._study.own is not None, "only the upload bar asks, and there is none without it"
        return self._study.own

    def _changed(self, levers: Mapping[str, float]) -> None:
        self._update()
        for callback in self._listeners:
            callback(self._own, levers)


@dataclass(frozen=True)
class _Page:
    """The panels on the page; `frame` holds the bar and the charts that the data can have."""

    bar: UploadPanel | None
    panels: Mapping[str, ChartPanel]
    frame: ipywidgets.Box


def _restored(own: Own[Any] | None, state: Mapping[str, Any]) -> Any:
    """The student's own digest as it was kept; damaged work counts as none."""
    if own is None:
        return None
    try:
        return own.decode(state.get(own.key))
    except ValueError:
        return None
