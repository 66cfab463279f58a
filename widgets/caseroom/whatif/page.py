"""Which parts the what-if has, and where each stands on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import ipywidgets

from caseroom.authoring.views import Situation
from caseroom.panels.aside import AsidePanel
from caseroom.panels.chart import ChartPanel
from caseroom.panels.more import MorePanel
from caseroom.whatif.assumptions import Assumptions
from caseroom.whatif.charts import Charts
from caseroom.whatif.desk import Desk
from caseroom.whatif.downloads import Downloads
from caseroom.whatif.goal import GoalSeek
from caseroom.whatif.levers import Levers
from caseroom.whatif.offer import Offer
from caseroom.whatif.outcomes import Outcomes
from caseroom.whatif.part import Part, box
from caseroom.whatif.scenarios import Scenarios
from caseroom.whatif.sensitivity import Sensitivity
from caseroom.whatif.share import Code, Link
from caseroom.whatif.tasks import Tasks
from caseroom.whatif.uncertainty import Uncertainty

# Cards under the scenarios, in this order: what helps to understand, then what helps to share.
UNDERSTAND: tuple[Callable[[Desk], Part], ...] = (Sensitivity, Uncertainty, GoalSeek, Assumptions)
SHARE: tuple[Callable[[Desk], Part], ...] = (Link, Code)


class WhatIfPage:
    """All parts, in one widget."""

    def __init__(self, desk: Desk) -> None:
        outcomes, levers, charts, scenarios = Outcomes(desk), Levers(desk), Charts(desk), Scenarios(desk)
        offer, downloads = Offer(desk), Downloads(desk, lambda: _charts(self.widget))
        decided = () if desk.unknown else (Uncertainty,)  # where all is decided, nothing is unsure
        understand = [make(desk) for make in UNDERSTAND if make not in decided]
        share = [*(make(desk) for make in SHARE), downloads]
        tasks = [Tasks(desk)] if desk.case.tasks else []
        self._parts: tuple[Part, ...] = (offer, outcomes, *tasks, levers, scenarios, charts, *understand, *share)
        limits = [limit.text.text(desk.lang) for limit in desk.case.limits]
        leaves_out = AsidePanel(desk.lang, desk._("What this model leaves out"), limits)
        more = MorePanel(desk.lang, desk._("More: a link, the code, downloads"))
        bench = box("bench", *(part.widget for part in tasks), charts.widget, levers.widget)
        regions = [_region("understand", understand, leaves_out), box("share", more, *(part.widget for part in share))]
        frame = box("frame", bench, scenarios.widget, *regions)
        self.widget = box("caseroom-whatif", offer.widget, outcomes.widget, frame, also="caseroom-wide")

    def update(self, situation: Situation) -> None:
        for part in self._parts:
            part.update(situation)


def _region(name: str, parts: list[Part], *also: ipywidgets.Widget) -> ipywidgets.Box:
    return box(name, *(part.widget for part in parts), *also)


def _charts(widget: ipywidgets.Widget) -> Iterator[ChartPanel]:
    """Every chart on the page now, in its order."""
    if isinstance(widget, ChartPanel):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from _charts(child)
