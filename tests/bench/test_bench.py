"""What the bench computes from what it has measured, and that its own pieces fit the kit they measure."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import checkout, classroom, fork, models, processes, report, room
from bench.apps import line
from bench.clients import jupyter
from bench.statistics import growth, percentile, ratios
from caseroom import catalogue
from classroom import provisioner, workers


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], 0.5) == 3.0
    assert percentile(list(range(1, 41)), 0.95) == 38
    assert percentile([7.0], 0.99) == 7.0
    with pytest.raises(ValueError):
        percentile([], 0.5)


def test_growth_compares_the_last_fifth_with_the_first() -> None:
    assert growth([10, 10, 50, 50, 50, 50, 50, 50, 20, 22]) == 11
    with pytest.raises(ValueError):
        growth([1, 2, 3, 4])


def test_ratios_are_to_the_best_of_those_that_compare() -> None:
    values = {"kit": 1.0, "dash": 0.5, "panel": 2.0, "solara": 4.0, "shiny": None}
    assert ratios(values, ["panel", "solara", "shiny"]) == {
        "kit": 0.5,
        "dash": 0.25,
        "panel": 1.0,
        "solara": 2.0,
        "shiny": None,
    }
    assert ratios({"kit": 1.0}, ["panel"]) == {"kit": None}


def test_messages_are_packed_as_jupyter_reads_them() -> None:
    from jupyter_server.services.kernels.connection.base import (
        deserialize_msg_from_ws_v1,
        serialize_msg_to_ws_v1,
    )

    header, content = {"msg_id": "one", "msg_type": "comm_msg"}, {"data": {"问": "答"}}
    channel, parts = deserialize_msg_from_ws_v1(jupyter.packed(header, {"version": "1"}, content))
    assert channel == "shell"
    assert [json.loads(part) for part in parts] == [header, {}, {"version": "1"}, content]
    message = {"header": {}, "parent_header": header, "metadata": {}, "content": content}
    raw = b"".join([serialize_msg_to_ws_v1(message, "iopub", lambda part: json.dumps(part).encode())])
    assert jupyter.unpacked(raw) == (header, content)


def test_a_server_is_counted_with_its_children_and_with_those_that_have_lost_their_parent() -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("no /proc")
    orphan = "import subprocess, sys, time; subprocess.Popen(['sleep', '30']); time.sleep(30)"
    parent = subprocess.Popen([sys.executable, "-c", f"{orphan}"], start_new_session=True)
    try:
        for _ in range(100):
            if len(processes.tree(parent.pid)) == 2:
                break
            time.sleep(0.05)
        assert parent.pid in processes.tree(parent.pid)
        assert len(processes.tree(parent.pid)) == 2
        assert processes.memory(parent.pid) > 1
        assert os.getpid() not in processes.tree(parent.pid)
        parent.kill()
        parent.wait()
        assert len(processes.tree(parent.pid)) == 1
    finally:
        os.killpg(parent.pid, 9)


def test_the_app_can_be_served_as_a_case_of_the_kit(tmp_path: Path) -> None:
    copy = checkout.make(tmp_path / "kit")
    opens = (
        "from caseroom.notebook import open_case; case = open_case('line'); assert case.what_if().children;"
        "case.rehearse()"  # as the server does; what fails there is served to nobody
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(copy / "widgets"), str(copy)])}
    done = subprocess.run([sys.executable, "-c", opens], env=environment, cwd=copy, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_chart_names_the_number_of_agents_that_it_shows() -> None:
    params = line.Params(agents=19)
    assert line.label(params) == "19 agents"
    assert line.headline(params).startswith("With 19 agents ")
    assert float(line.simulate(params).service_level) == pytest.approx(
        float(line.curve(params).set_index("agents").service_level[19])
    )


def test_every_case_is_timed_and_told_with_its_ratio_to_the_yardstick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "QUICK_REPEATS", 1)
    monkeypatch.setattr(models, "CORNERS", 2)  # enough to be sought in; which is slowest is the bench's to find
    found = models.measure(quick=True)
    for slug in catalogue.slugs():
        took = found[slug]
        assert took["simulate_ratio"] == took["simulate_ms"] / found["yardstick"]["yardstick_ms"]
        assert took["draws_10000_ms"] > 0 < took["simulate_ms"]
    page = report.markdown({"about": {}, "models": found})
    assert all(f"| {slug} |" in page for slug in catalogue.slugs())


def test_a_table_says_what_failed_and_leaves_out_what_was_not_measured() -> None:
    peers = {
        "caseroom": {"state": "process", "crowd_last_s": 3.0, "strangers": []},
        "panel": {"state": "session", "crowd_last_s": 2.0, "strangers": ["cdn.example/a.js"]},
        "dash": {"state": "nothing", "crowd_last_s": 0.5},
        "solara": {"state": "session", "failed": "NeverFinished: no step"},
    }
    page = report.markdown({"about": {}, "peers": peers})
    assert "| 20 at once: last one ready (protocol), s | 3.00 (1.5×) | 2.00 (1×) | 0.50 (0.25×) | – |" in page
    assert "| other hosts asked for | 0 | 1 | – | – |" in page
    assert "- Solara: NeverFinished: no step" in page
    assert "## A full room" not in page


def test_a_room_tells_failures_latencies_and_growth() -> None:
    log = room.Log(took={"move": [0.01, 0.02, 0.03], "visit": [0.5]}, failures=["lost"], unfinished=["never"])
    log.memory, log.kernels = [100.0, 100.0, 100.0, 100.0, 130.0], [58, 60]
    found = room.figures(log, room.Size())
    assert (found["move_p50_ms"], found["move_p95_ms"]) == (20, 30)
    assert (found["failures"], found["visits"], found["unfinished_visits"]) == (1, 2, 1)
    assert (found["kernels_max"], found["memory_growth_mb"]) == (60, 30)
    page = report.markdown({"about": {}, "room": found})
    assert "| page visits meanwhile | 2, 1 never finished |" in page
    assert "| move a lever: p50 / p95 / p99, ms | 20 / 30 / 30 |" in page


def test_a_page_with_fork_and_without_tells_ratios_to_the_forked_figures() -> None:
    figures = {"page_p50_s": 1.0, "page_p95_s": 2.0, "cpu_s": 0.1, "memory_mb": 30.0, "turned_away": 0}
    found = {"forked": figures, "shared": figures | {"page_p50_s": 1.5, "turned_away": 1}}
    found["load"] = {"least": 0.5, "most": 3.25, "crowd": 20, "full": 40}
    page = report.markdown({"about": {}, "fork": found})
    assert "| 20 at once: time to the first page, p50, s | 1.00 (1×) | 1.50 (1.5×) |" in page
    assert "| 20 at once: never had a page | 0 | 1 |" in page
    assert "between 0.5 and 3.2" in page


def test_without_fork_the_kit_is_served_as_where_there_is_none() -> None:
    ways = {way.name: way.command for way in fork.WAYS}
    assert "del os.fork" not in " ".join(ways["forked"])
    assert all("del os.fork" in " ".join(command) for name, command in ways.items() if name != "forked")
    named = [name for command in ways.values() for part in command for name in re.findall(r"those\.(\w+)", part)]
    assert set(named) <= {*dir(provisioner), *dir(workers)}, "what is changed for a candidate is there to be changed"


CLASS = {
    "phones": 3,
    "join_p95_ms": 1.0,
    "join_last_s": 1.0,
    "told_p50_ms": 1.0,
    "told_p95_ms": 1.0,
    "vote_p95_ms": 1.0,
    "votes_within_s": 1.0,
    "votes_kept": 3,
    "memory_kb_a_phone": 1.0,
    "lever_alone_p50_ms": 1.0,
    "lever_alone_p95_ms": 1.0,
    "lever_beside_p50_ms": 1.0,
    "lever_beside_p95_ms": 1.0,
    "kills": 1,
    "acknowledged": 3,
    "lost": 0,
    "doubled": 0,
}


@pytest.mark.parametrize(("fault", "code"), [({}, 0), ({"lost": 1}, 1), ({"doubled": 1}, 1)])
def test_one_answer_lost_or_doubled_fails_the_bench(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    fault: dict[str, int],
    code: int,
) -> None:
    monkeypatch.setattr(classroom, "measure", lambda scratch, size: CLASS | fault)
    monkeypatch.setattr(sys, "argv", ["kit", "bench", "--only", "classroom", "--quick", "--output", str(tmp_path)])
    assert bench.main() == code
    said = capsys.readouterr().err
    assert all(f"1 acknowledged answers were {what}" in said for what in fault)
    kept = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert kept["classroom"] == CLASS | fault, "the figures are kept all the same"


def test_what_was_acknowledged_is_compared_with_what_is_there() -> None:
    a, b = {"choice": "a"}, {"choice": "b"}
    assert classroom.compared({0: a, 1: b}, {0: a, 1: b}, 3, 3) == (
        0,
        0,
    )  # the third was not heard of, and may be there
    assert classroom.compared({0: a, 1: b}, {0: a, 1: None}, 2, 3) == (1, 0)
    assert classroom.compared({0: a, 1: b}, {0: a, 1: a}, 2, 3) == (1, 0)  # another one than was told
    assert classroom.compared({0: a, 1: b}, {0: a, 1: b}, 1, 3) == (1, 0)  # told, and not on the disk
    assert classroom.compared({0: a, 1: b}, {0: a, 1: b}, 4, 3) == (0, 1)
