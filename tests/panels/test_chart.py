"""The chart's panel and the script it stands on."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from caseroom.panels.chart import VEGA, ChartPanel
from tests.page import arrive


def test_the_vendored_vega_lite_is_the_one_altair_writes_for() -> None:
    import altair

    said = (VEGA.parent / "README.md").read_text(encoding="utf-8")
    vendored = re.search(r"`vega-lite` (\d+)\.", said)
    assert vendored and altair.SCHEMA_VERSION.startswith(f"v{vendored[1]}.")
    assert "Vega-Lite " + vendored[1] + "." in VEGA.read_text(encoding="utf-8")[:300]


def test_a_page_without_the_script_gets_it_from_the_kernel() -> None:
    panel = ChartPanel("en")
    (script, buffers), (answer, _) = arrive(panel, {"type": "vega", "id": "1"})
    assert script == {"type": "vega"} and buffers == [VEGA.read_bytes()] and answer["ok"]


def test_a_chart_needs_no_altair_in_the_kernel() -> None:
    code = "import sys; from caseroom.panels.chart import ChartPanel; sys.exit('altair' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=_environment(), check=False).returncode == 0


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
