"""What all charts share: measures, colours, marks, one look, and a cache of specifications.

Specifications are Vega-Lite, written with Altair, with empty named datasets that panels.chart feeds. Every series
differs in colour and in a second way (dash, shape, lightness or words). Titles are words of the caller. Altair takes
seconds to import, so a specification once made is kept on disk and read from there.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseroom import client, formats
from caseroom.formats import FORMATS, Format

Spec = dict[str, Any]

INK, INK_SOFT, RULE = "#1c2733", "#51606e", "#dcd8cc"
# Okabe & Ito (2008): colours that colour-blind readers tell apart; the pale one is for the lesser measure.
BLUE, VERMILLION, PURPLE, GREEN = "#0072B2", "#D55E00", "#8a4a73", "#00725a"
BLUE_PALE = "#9ecae1"
BLUES, ORANGES = ("#eaf2f8", "#5fa3d0", "#08406e"), ("#fdf1e6", "#ee9a58", "#7f2d00")
"""From nearly white to dark in one hue, so that the order also shows without colour."""

FLUID: Spec = {"width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}


@dataclass(frozen=True)
class Measure:
    """A column of the rows: its field, the words for it, its format (as in case.toml)."""

    field: str
    title: str
    format: Format = "number"

    @property
    def d3(self) -> str:
        """How its axis writes numbers."""
        return FORMATS[self.format].d3


def theme() -> Spec:
    """One look for all charts. The page adds its own font, so that Chinese text gets a Chinese one."""
    quiet = {"labelColor": INK_SOFT, "labelFontSize": 12}
    quiet |= {"titleColor": INK, "titleFontSize": 12.5, "titleFontWeight": 600}
    lines = {"domainColor": "#8b949c", "tickColor": "#8b949c", "gridColor": "#ece9df"}
    symbols = {"symbolSize": 190, "symbolStrokeWidth": 3, "rowPadding": 3, "columnPadding": 22}
    words = {"labelColor": INK, "labelFontSize": 12.5, "labelLimit": 260}
    return {
        "aria": False,  # the panel says in words what the picture shows
        "background": "#ffffff",
        "view": {"stroke": None},
        "padding": {"left": 2, "right": 10, "top": 4, "bottom": 4},
        "axis": {**quiet, **lines, "labelPadding": 6},
        "legend": {
            **quiet,
            **symbols,
            **words,
            "orient": "top",
            "title": None,
            "offset": 14,
            "columns": {"expr": "width < 460 ? 1 : 0"},
        },
        "text": {"color": INK, "fontSize": 12.5},
        "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["¥", ""]}},
    }  # fmt: skip


def remembered(build: Callable[..., Any]) -> Callable[..., Spec]:
    """`build` gives an Altair chart; the result gives its specification, made once per machine."""

    @functools.wraps(build)
    def specification(*words: Any, **more: Any) -> Spec:
        code = b"".join(Path(file).read_bytes() for file in (__file__, formats.__file__, inspect.getfile(build)))
        key = hashlib.sha256(code + repr((build.__name__, words, more)).encode()).hexdigest()
        path = client.home() / "cache" / f"chart-{key[:32]}.json"
        spec = _read(path)
        if spec is None:
            spec = build(*words, **more).to_dict(validate=False) | {"config": theme()}
            _write(path, spec)
        return spec

    return specification


def _read(path: Path) -> Spec | None:
    try:
        spec = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return spec if isinstance(spec, dict) and "$schema" in spec else None


def _write(path: Path, spec: Spec) -> None:
    """Keep `spec` where that is possible; a chart without a cache is only slower."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            json.dump(spec, file, ensure_ascii=False)
        os.replace(file.name, path)
    except OSError:
        pass


def over_the_plot(title: str, top: Any = 0) -> Any:
    """An axis title that reads from left to right, above its axis."""
    return {"title": title, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end",
            "titleBaseline": "bottom", "titleX": -36, "titleY": top}  # fmt: skip


# Where the levers stand, where they stood, what is pinned: told apart by shape, also without colour.
MARKS: dict[str, Spec] = {
    "baseline": {"size": 110, "filled": True, "fill": "#fff", "stroke": INK_SOFT, "strokeWidth": 2, "opacity": 1},
    "pinned": {"shape": "diamond", "size": 120, "filled": True, "color": PURPLE, "stroke": "#fff", "strokeWidth": 1.5,
               "opacity": 1},
    "now": {"size": 130, "filled": True, "color": INK, "stroke": "#fff", "strokeWidth": 2, "opacity": 1},
}  # fmt: skip
HALO: Spec = {"stroke": "#fff", "strokeWidth": 4}
"""Of a text that is drawn first, so that lines stay out of the letters of the same text drawn over it."""

HALOED: tuple[Spec, Spec] = (HALO, {})
"""A text drawn so twice."""

GLYPHS = {"baseline": "○", "pinned": "◆", "now": "●"}


def points_of(marks: Any, **where: Any) -> list[Any]:
    """A layer per kind of mark, each kind in its own shape."""
    return [
        marks.transform_filter(f"datum.kind === '{kind}'").mark_point(**look).encode(**where)
        for kind, look in MARKS.items()
    ]
