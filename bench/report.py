"""The results as a Markdown page."""

from __future__ import annotations

from typing import Any

from bench.statistics import ratios

Results = dict[str, Any]

# figure, what it is, digits, whether a ratio to the best peer is told
PEER_ROWS = (
    ("first_readable_s", "first visitor: readable, s", 2, False),
    ("first_interactive_s", "first visitor: interactive, s", 2, True),
    ("fifth_readable_s", "fifth visitor: readable, s", 2, False),
    ("fifth_interactive_s", "fifth visitor: interactive, s", 2, True),
    ("step_median_ms", "slider to pixels: median, ms", 0, True),
    ("step_p95_ms", "slider to pixels: 95th percentile, ms", 0, True),
    ("crowd_last_s", "20 at once: last one ready (protocol), s", 2, True),
    ("cpu_visitor_s", "server CPU a visitor, s", 3, True),
    ("session_mb_at_10", "memory a session, 10 open, MB", 1, True),
    ("session_mb_at_40", "memory a session, 40 open, MB", 1, True),
    ("first_visit_mb", "first visit: MB on the wire", 2, True),
    ("first_visit_requests", "first visit: requests", 0, False),
    ("second_visit_mb", "second visit: MB on the wire", 2, True),
    ("second_visit_requests", "second visit: requests", 0, False),
    ("never_finished", "lone visitors' pages that never finished", 0, False),
    ("turned_away", "visitors without a browser who never got results", 0, False),
    ("strangers", "other hosts asked for", 0, False),
)
MODEL_COLUMNS = (
    ("simulate", "simulate"),
    ("simulate_worst", "simulate, slowest corner"),
    ("draws_10000", "10,000 draws"),
    ("goal_seek", "every goal"),
)
FORK_WAYS = {
    "forked": "fork: a process each",
    "shared": "no fork: a process for twelve",
    "alone": "no fork: a process each, ready in advance",
    "started": "no fork: a process each, started when wanted",
}
FORK_ROWS = (
    ("page_p50_s", "time to the first page, p50, s", 2),
    ("page_p95_s", "time to the first page, p95, s", 2),
    ("cpu_s", "CPU a student, s", 2),
    ("memory_mb", "memory a student, MB", 1),
    ("move_p50_ms", "all move a lever: answered, p50, ms", 0),
    ("move_p95_ms", "all move a lever: answered, p95, ms", 0),
    ("turned_away", "never had a page", 0),
)
SHELF_ROWS = (
    ("first_page_s", "from the command to the first page, s", 2),
    ("case_s", "from the command to a case's page with its panels, s", 2),
    ("cpu_s", "CPU of all its processes till then, s", 2),
    ("load", "the machine's load meanwhile", 1),
    ("opened_mb", "memory a page, opened, MB", 1),
    ("worked_mb", "memory a page, after the first what-if, MB", 1),
)
NAMES = {"caseroom": "Caseroom", "hotline": "Caseroom: hotline case", "voila": "Voila", "marimo": "marimo"}
KIT = ("caseroom", "hotline")


def name(way: str) -> str:
    return NAMES.get(way, way.capitalize())


def markdown(results: Results) -> str:
    """The whole page; parts that were not measured are left out."""
    lines = ["# What the bench measured", "", *_circumstances(results)]
    if "peers" in results:
        lines += ["## The same app, served in each way", "", *_peers(results["peers"]), ""]
    if "models" in results:
        lines += ["## Models", "", *_models(results["models"]), ""]
    if "room" in results:
        lines += ["## A full room", "", *_room(results["room"]), ""]
    if "classroom" in results:
        lines += ["## A class", "", *_classroom(results["classroom"]), ""]
    if "fork" in results:
        lines += ["## With fork and without", "", *_fork(results["fork"]), ""]
    if "shelf" in results:
        lines += ["## Many cases", "", *_shelf(results["shelf"]), ""]
    return "\n".join(lines).rstrip() + "\n"


def comparable(peers: Results) -> list[str]:
    """The peers that keep something of each visitor on the server: the ones the kit is measured against."""
    return [way for way, figures in peers.items() if way not in KIT and figures.get("state") != "nothing"]


def _circumstances(results: Results) -> list[str]:
    lines = []
    for part in ("peers", "models", "room", "classroom", "fork", "shelf"):
        if about := results.get("about", {}).get(part):
            quick = " **A smoke run: its figures prove nothing.**" if about["quick"] else ""
            lines.append(f"- {part}: {about['date']}, `{about['command']}`, {about['machine']}.{quick}")
    return [*lines, "", "How it is measured stands in bench/README.md.", ""]


def _peers(peers: Results) -> list[str]:
    among = comparable(peers)
    heads = [f"{name(way)} {figures.get('version', '')}".strip() for way, figures in peers.items()]
    lines = [_row(["", *heads]), _row(["---", *["--:"] * len(peers)])]
    lines.append(_row(["kept on the server for a visitor", *(figures["state"] for figures in peers.values())]))
    for key, title, digits, as_ratio in PEER_ROWS:
        values = {way: figures.get(key) for way, figures in peers.items()}
        if key == "strangers":
            values = {way: None if found is None else len(found) for way, found in values.items()}
        over = ratios(values, among) if as_ratio else {}
        lines.append(_row([title, *(_figure(value, digits, over.get(way)) for way, value in values.items())]))
    lines += ["", "In brackets: times the best peer that keeps something of each visitor on the server."]
    failed = [f"- {name(way)}: {f['failed']}" for way, f in peers.items() if "failed" in f]
    return lines + (["", "What failed:", "", *failed] if failed else [])


def _models(models: Results) -> list[str]:
    lines = [_row(["case", *(title for _, title in MODEL_COLUMNS)]), _row(["---", *["--:"] * len(MODEL_COLUMNS)])]
    for case, took in models.items():
        if case == "yardstick":
            continue
        cells = [_figure(took.get(f"{key}_ms"), 2, took.get(f"{key}_ratio")) for key, _ in MODEL_COLUMNS]
        lines.append(_row([case, *cells]))
    unit = models["yardstick"]["yardstick_ms"]
    return [*lines, "", f"Milliseconds; in brackets times the yardstick, a fixed piece of numpy work ({unit:.2f} ms)."]


def _room(room: Results) -> list[str]:
    growth = room["memory_growth_mb"]
    rows = [
        ("visitors", f"{room['visitors']}, for {room['minutes']:g} minutes"),
        ("moves and saves", f"{room['actions']}, {room['failures']} failures"),
        ("page visits meanwhile", f"{room['visits']}, {room['unfinished_visits']} never finished"),
        ("processes of the room beyond the idle server", f"{room['kernels_min']} to {room['kernels_max']}"),
        ("memory, whole server", f"{room['memory_median_mb']:.0f} MB (median)"),
        ("memory growth, last fifth over first", "not measured" if growth is None else f"{growth:+.0f} MB"),
    ]
    for kind, title in (("join", "join"), ("move", "move a lever"), ("save", "save"), ("visit", "page visit")):
        if f"{kind}_p50_ms" in room:
            times = " / ".join(f"{room[f'{kind}_{p}_ms']:.0f}" for p in ("p50", "p95", "p99"))
            rows.append((f"{title}: p50 / p95 / p99, ms", times))
    return [_row(["", ""]), _row(["---", "---"]), *(_row(list(row)) for row in rows)]


def _classroom(found: Results) -> list[str]:
    rows = [
        ("phones", f"{found['phones']}, within {found['join_last_s']:g} s"),
        ("join: p95, ms", f"{found['join_p95_ms']:.0f}"),
        ("a phase reaches them: p50 / p95, ms", f"{found['told_p50_ms']:.0f} / {found['told_p95_ms']:.0f}"),
        ("all vote within a second: kept", f"{found['votes_kept']}, in {found['votes_within_s']:.2f} s"),
        ("a vote: p95, ms", f"{found['vote_p95_ms']:.0f}"),
        ("memory a phone beyond the first tenth, kB", f"{found['memory_kb_a_phone']:.0f}"),
        ("a lever's chart follows, phones still: p50 / p95, ms", _lever(found, "alone")),
        ("a lever's chart follows while all answer: p50 / p95, ms", _lever(found, "beside")),
        (
            f"server killed {found['kills']} times",
            f"{found['acknowledged']} answers acknowledged, {found['lost']} lost, {found['doubled']} doubled",
        ),
    ]
    return [_row(["", ""]), _row(["---", "---"]), *(_row(list(row)) for row in rows)]


def _lever(found: Results, when: str) -> str:
    return " / ".join(f"{found[f'lever_{when}_{share}_ms']:.0f}" for share in ("p50", "p95"))


def _fork(found: Results) -> list[str]:
    load, ways = found["load"], [way for way in FORK_WAYS if way in found]
    lines = [_row(["", *(FORK_WAYS[way] for way in ways)]), _row(["---", *["--:"] * len(ways)])]
    for begin, count in (("", load["crowd"]), ("full_", load["full"])):
        for key, title, digits in FORK_ROWS:
            values = {way: found[way].get(begin + key) for way in ways}
            over = ratios(values, ["forked"]) if digits else {}
            cells = [_figure(value, digits, over.get(way)) for way, value in values.items()]
            lines.append(_row([f"{count} at once: {title}", *cells]))
    about = "In brackets: times the forked figure of the same run. All ran side by side; the machine's load was between"
    return [*lines, "", f"{about} {load['least']:.1f} and {load['most']:.1f}."]


def _shelf(found: Results) -> list[str]:
    heads = [f"{count} case{'s' if count != '1' else ''}" for count in found]
    lines = [_row(["", *heads]), _row(["---", *["--:"] * len(found)])]
    return lines + [
        _row([title, *(_figure(of.get(key), digits) for of in found.values())]) for key, title, digits in SHELF_ROWS
    ]


def _figure(value: float | None, digits: int, ratio: float | None = None) -> str:
    if value is None:
        return "–"
    return f"{value:.{digits}f}" + (f" ({ratio:.2g}×)" if ratio is not None else "")


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
