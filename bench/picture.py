"""The peers' figures as a picture: a small multiple for each figure, the kit first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from bench.report import KIT, name

SHOWN = {
    "fifth_interactive_s": "Fifth visitor interactive, s",
    "step_median_ms": "Slider to pixels, median, ms",
    "crowd_last_s": "20 at once, last one ready, s",
    "session_mb_at_40": "Memory a session at 40, MB",
    "cpu_visitor_s": "Server CPU a visitor, s",
    "first_visit_mb": "First visit, MB on the wire",
}
INK, QUIET, ACCENT = "#222222", "#b9b4a8", "#a63d2f"
FONT = "Noto Sans, DejaVu Sans, sans-serif"


def draw(peers: dict[str, dict[str, Any]], folder: Path) -> None:
    """Write bench.svg and bench.png into `folder`."""
    picture = chart(peers)
    for kind in ("svg", "png"):
        picture.save(folder / f"bench.{kind}", scale_factor=2 if kind == "png" else 1)


def chart(peers: dict[str, dict[str, Any]]) -> alt.ConcatChart:
    """Bars by way of serving, one small chart a figure; less is better everywhere."""
    panels = [_panel(peers, key, title) for key, title in SHOWN.items()]
    title = alt.TitleParams(
        "The same what-if app, served in each way", subtitle="Less is better everywhere", anchor="start"
    )
    whole = alt.concat(*panels, columns=3, spacing=28).properties(title=title, background="white")
    return whole.configure(font=FONT).configure_view(stroke=None).configure_axis(domain=False, ticks=False)


def _panel(peers: dict[str, dict[str, Any]], key: str, title: str) -> alt.LayerChart:
    order = [name(way) for way in peers]
    rows = pd.DataFrame(
        [
            {"way": name(way), "value": value, "label": f"{value:.3g}" if value else "0", "kit": way in KIT}
            for way, figures in peers.items()
            if figures.get(key) is not None
            for value in [max(0.0, figures[key])]  # the noise of a difference may fall below nought
        ],
        columns=["way", "value", "label", "kit"],
    )
    base = alt.Chart(rows, title=alt.TitleParams(title, anchor="start", fontSize=12)).encode(
        y=alt.Y("way:N", sort=order, scale=alt.Scale(domain=order), title=None, axis=alt.Axis(labelLimit=150)),
        x=alt.X("value:Q", axis=None),
    )
    colour = alt.condition("datum.kit", alt.value(ACCENT), alt.value(QUIET))
    bars = base.mark_bar(height=12).encode(color=colour)
    labels = base.mark_text(align="left", dx=4, color=INK).encode(text="label:N")
    return (bars + labels).properties(width=180, height=180)
