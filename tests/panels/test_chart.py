"""The chart's panel and the script it stands on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ipywidgets.widgets.widget import _instances

from caseroom import catalogue, scripts
from caseroom.notebook import open_case
from caseroom.panels.chart import VEGA, ChartPanel
from caseroom.panels.panel import HERE
from tests.page import arrive

README = (VEGA.parent / "README.md").read_text(encoding="utf-8")
PACKAGES = json.loads((VEGA.parent / "package.json").read_text(encoding="utf-8"))["dependencies"]

# Draws each chart as panels/chart.js does; says what was wrong with which, and how much was drawn of the others.
DRAW = """
import { readFileSync } from "node:fs";
const [vegaFile, specFile, chartsFile] = process.argv.slice(2);
const pen = { measureText: (text) => ({ width: 7 * text.length }) };
globalThis.document = { createElement: () => ({ getContext: () => pen }) };
const made = await import(vegaFile);
const { vega, expressionInterpreter } = made;
const { teach, vegaOf } = await import(specFile);
teach(vega);
for (const { name, spec, rows } of JSON.parse(readFileSync(chartsFile, "utf8"))) {
  try {
    const parsed = vegaOf(spec, "sans-serif", 500, made);
    const view = new vega.View(parsed, { expr: expressionInterpreter, renderer: "none" });
    view.logger().error = (said) => { throw new Error(said); };
    for (const [dataset, values] of Object.entries(rows)) view.change(dataset, vega.changeset().insert(values));
    await view.runAsync();
    const drawn = (await view.toSVG()).match(/<text|<path/g)?.length ?? 0;
    console.log(JSON.stringify({ name, drawn }));
  } catch (error) {
    console.log(JSON.stringify({ name, error: error.message }));
  }
}
"""


def test_the_vendored_vega_lite_is_the_one_altair_writes_for() -> None:
    import altair

    assert altair.SCHEMA_VERSION.startswith(f"v{PACKAGES['vega-lite'].split('.')[0]}.")
    assert f"vega-lite {PACKAGES['vega-lite']} " in VEGA.read_text(encoding="utf-8")[:300]


def test_the_vendored_file_is_the_one_its_readme_describes() -> None:
    assert f"| `vega.js` | `{hashlib.sha256(VEGA.read_bytes()).hexdigest()}` |" in README
    assert dict(re.findall(r"^\| `([a-z-]+)` \| ([\d.]+) \|", README, re.M)) == PACKAGES
    licences = (VEGA.parent / "LICENSES").read_text(encoding="utf-8")
    assert {f"## {name} {version} (" in licences for name, version in PACKAGES.items() if name != "vega"} == {True}


@pytest.mark.parametrize("slug", catalogue.slugs())
def test_every_chart_of_a_case_is_drawn_by_what_is_vendored(slug: str, tmp_path: Path) -> None:
    before = set(_instances)
    case = open_case(slug)
    case.rehearse()
    made = [widget for name, widget in _instances.items() if name not in before]
    charts = [panel for panel in made if isinstance(panel, ChartPanel)]
    files = tmp_path / "charts.json", tmp_path / "draw.mjs"
    told = [{"name": chart.name, "spec": chart.spec, "rows": chart.rows} for chart in charts]
    files[0].write_text(json.dumps(told), encoding="utf-8")
    files[1].write_text(DRAW, encoding="utf-8")
    script = tmp_path / "vega.mjs"
    script.write_bytes(VEGA.read_bytes())
    spec = tmp_path / "spec.mjs"
    spec.write_text(scripts.joined(HERE / "chart_spec.js") + "export { teach, vegaOf };\n", encoding="utf-8")
    done = subprocess.run(["node", files[1], script, spec, files[0]], capture_output=True, text=True, check=True)
    drawn = [json.loads(line) for line in done.stdout.splitlines()]
    of_views = len(case.file.code("views").views(case.file, "en"))
    assert len(drawn) == len(charts) >= of_views >= 1
    assert [chart for chart in drawn if chart.get("drawn", 0) < 5] == []
    for widget in made:
        widget.close()


def test_a_page_without_the_script_gets_it_from_the_kernel() -> None:
    panel = ChartPanel("en")
    (script, buffers), (answer, _) = arrive(panel, {"type": "vega", "id": "1"})
    assert script == {"type": "vega"} and buffers == [VEGA.read_bytes()] and answer["ok"]


def test_a_chart_needs_no_altair_in_the_kernel() -> None:
    code = "import sys; from caseroom.panels.chart import ChartPanel; sys.exit('altair' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=_environment(), check=False).returncode == 0


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
