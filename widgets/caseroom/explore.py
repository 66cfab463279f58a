"""Explore: a call log in charts, the case's own or one that the student brings.

Of a student's log only its digest is kept, here and with the client: totals by half hour, weekday and topic.
The calls themselves are forgotten as soon as they are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import ipywidgets

from caseroom import data
from caseroom.casefile import CaseFile
from caseroom.client import Client
from caseroom.i18n import translator
from caseroom.intake import CallLog
from caseroom.panels.chart import ChartPanel
from caseroom.panels.upload import Figures, UploadPanel
from caseroom.views import hotline_log, readable
from caseroom.views.log_digest import LogDigest, bundled, decode, digest, encode

KEY = "call_log"


@dataclass(frozen=True)
class LogSummary:
    """What the staffing may take from a student's log. `log` and `day_profile` are None without one.

    levers: the model's parameters as the log shows them; empty in a restored session, which has its own.
    """

    log: LogDigest | None
    day_profile: Mapping[str, float] | None = None
    levers: Mapping[str, float] = field(default_factory=dict)


class Explore:
    """The data step of one student. Nothing is counted and no panel exists until `widget` or `summary` asks.

    `state` is what the client has loaded; only its "call_log" is read, whatever shape it is in.
    """

    def __init__(self, case: CaseFile, lang: str, client: Client, state: Mapping[str, Any]) -> None:
        self._case, self._lang, self._client = case, lang, client
        self._ = translator(lang)
        self._own = _restored(state.get(KEY))
        self._listeners: list[Callable[[LogSummary], None]] = []
        self._page: _Page | None = None

    @cached_property
    def widget(self) -> ipywidgets.Box:
        """The bar for a log of one's own, and the charts of the log in use."""
        self._page = self._build()
        self._update()
        box = ipywidgets.Box([self._page.frame])
        for css_class in ("caseroom-explore", "caseroom-wide"):
            box.add_class(css_class)
        return box

    @property
    def log(self) -> LogDigest:
        """The log in use: the student's own, or else the case's. data.DataError where that is unsound."""
        return self._own or self._constructed

    def on_log(self, callback: Callable[[LogSummary], None]) -> None:
        """Call `callback` when an own log comes into use or is given up; at once if one was restored."""
        self._listeners.append(callback)
        if self._own:
            callback(LogSummary(self._own, self._own.day_profile))

    def summary(self) -> str:
        """Which log was looked at, and its figures, in a few sentences for the memo."""
        log = self.log
        colon, comma, stop = ("：", "，", "。") if self._lang == "zh" else (": ", ", ", ".")
        kind = self._("A call log of my own") if self._own else self._("The case's call log")
        figures = comma.join(f"{figure['label']}{colon}{figure['value']}" for figure in self._figures(log))
        return f"{kind}{colon}{self._name(log)}{stop}{'' if self._lang == 'zh' else ' '}{figures}{stop}"

    @cached_property
    def _constructed(self) -> LogDigest:
        return bundled(self._case.dataset)

    # What the page is made of

    def _build(self) -> _Page:
        topics = data.categories(self._case.dataset, "topic").items()
        charts = hotline_log.charts(self._lang, {code: words.text(self._lang) for code, words in topics})
        panels = {
            chart.name: ChartPanel(
                self._lang, name=chart.name, title=chart.title, spec=chart.spec, columns=list(chart.columns)
            )
            for chart in charts
        }
        for name, panel in panels.items():
            panel.add_class(name)
        bar = UploadPanel(self._lang, self._preview, self._use, self._back, self._shown(charts))
        frame = ipywidgets.Box()
        frame.add_class("frame")
        return _Page(bar, charts, panels, frame)

    def _update(self) -> None:
        page, log = self._page, self.log
        if page is None:
            return
        fitting = [chart for chart in page.charts if chart.fits(log)]
        for chart in fitting:
            panel = page.panels[chart.name]
            with panel.hold_sync():
                panel.rows = chart.rows(log)
                panel.description = chart.describe(log)
                panel.note = self._note(log)
        page.bar.shown = self._shown(page.charts)
        page.frame.children = (page.bar, *(page.panels[chart.name] for chart in fitting))

    def _shown(self, charts: tuple[hotline_log.LogChart, ...]) -> dict[str, Any]:
        log = self.log
        return {
            "own": self._own is not None,
            "name": self._name(log),
            "figures": self._figures(log),
            "left_out": hotline_log.left_out(log, charts),
        }

    def _name(self, log: LogDigest) -> str:
        return log.name if self._own else data.describe(self._case.dataset).title.text(self._lang)

    def _note(self, log: LogDigest) -> str:
        if self._own:
            return log.name
        about = data.describe(self._case.dataset)
        return self._("Constructed data") if about.constructed else about.title.text(self._lang)

    def _figures(self, log: LogDigest) -> Figures:
        """What there is to say of a log, as labels and readable values."""

        def known(value: float | None, kind: str, unit: str = "") -> str | None:
            return None if value is None else readable(value, kind, unit)

        found = [
            (self._("Calls"), f"{log.calls:,}"),
            (self._("Days"), f"{log.days:,}"),
            (self._("Busiest half hour"), log.busiest),
            (self._("Calls an hour then"), readable(log.arrivals_per_hour, "number")),
            (self._("Handling time"), known(log.average_handling_time, "seconds", self._("s"))),
            (self._("Hung up"), known(log.abandonment, "percent")),
            (self._("Answered calls solved"), known(log.first_call_resolution, "percent")),
        ]
        return [{"label": label, "value": value} for label, value in found if value is not None]

    # A log of the student's own

    def _preview(self, log: CallLog, name: str) -> Figures:
        return self._figures(digest(log, name))

    def _use(self, log: CallLog, name: str) -> str:
        """NotSaved leaves the log in use that was."""
        own = digest(log, name)
        saved_at = self._client.save(KEY, encode(own))
        self._own = own
        self._changed(LogSummary(own, own.day_profile, hotline_log.levers(own)))
        return saved_at

    def _back(self) -> str:
        saved_at = self._client.save(KEY, None)
        self._own = None
        self._changed(LogSummary(None))
        return saved_at

    def _changed(self, summary: LogSummary) -> None:
        self._update()
        for callback in self._listeners:
            callback(summary)


@dataclass(frozen=True)
class _Page:
    """The panels on the page; `frame` holds the bar and the charts that the log can have."""

    bar: UploadPanel
    charts: tuple[hotline_log.LogChart, ...]
    panels: Mapping[str, ChartPanel]
    frame: ipywidgets.Box


def _restored(kept: object) -> LogDigest | None:
    """The student's log as it was kept; damaged work counts as none."""
    try:
        return decode(kept)
    except ValueError:
        return None
