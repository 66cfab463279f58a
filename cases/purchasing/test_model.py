"""Four ways to buy: order statistics, the values of the brief, and what must hold whatever the levers say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseroom.parameters import parameters
from cases.purchasing.model import (
    FAMILIES,
    OPTIONS,
    Params,
    best_of,
    compare_ways,
    course,
    gained_by_study,
    list_length,
    seeds_against_tender,
    simulate,
    swing_of_best,
    winner_above_mean,
)

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {"bidders", "horizon", "seeds", "kept", "listed"}
SETTINGS = st.builds(
    Params,
    **{
        p.name: st.integers(int(p.minimum), int(p.maximum)) if p.name in WHOLE else st.floats(p.minimum, p.maximum)
        for p in parameters(Params)
    },
)
EXPECTED = {
    "tender": (115.97, 112.43, 117.73, 38.66, 83.28, 1, 0),
    "commission": (123.82, 105.21, 131.15, 41.27, 97.87, 1, 0.36),
    "contest": (112.90, 48.21, 157.04, 37.63, 96.97, 3, 0),
    "choice": (118.84, 115.22, 120.65, 34.58, 98.54, 3, 0),
}


@pytest.mark.parametrize(("n", "m", "value"), [(2, 1, 0.5642), (4, 1, 1.0294), (10, 3, 1.0654), (5, 5, 0.0)])
def test_order_statistics(n: int, m: int, value: float) -> None:
    assert best_of(n, m) == pytest.approx(value, abs=5e-5)


@pytest.mark.parametrize(("n", "m", "value"), [(2, 1, 0.6817), (4, 1, 0.4917), (5, 5, 0.2), (10, 3, 0.178)])
def test_how_much_the_best_swing(n: int, m: int, value: float) -> None:
    assert swing_of_best(n, m) == pytest.approx(value, abs=1e-3)


def test_the_bad_draw_is_what_drawing_providers_finds() -> None:
    """Whole contests and lists are drawn, scores and all; the lucks of a mixture's parts are independent."""
    random, many = np.random.default_rng(20261129), 60_000
    world, shares = Params(), {"tender": 0.10, "commission": 0.35, "contest": 0.25, "choice": 0.30}

    def picked(n: int, m: int, tells: float) -> np.ndarray:
        skill = random.standard_normal((many, n))
        score = tells * skill + (1 - tells**2) ** 0.5 * random.standard_normal((many, n))
        return np.take_along_axis(skill, np.argsort(-score, axis=1)[:, :m], axis=1).mean(axis=1)

    above = {
        "tender": 0.50 + world.spread * picked(4, 1, 0.35 * 0.8),
        "commission": 0.50 + world.spread * (0.2 + (1 - 0.7**2) ** 0.5 * random.standard_normal(many)),
        "contest": 0.425 + world.spread * picked(10, 3, 0.8),
        "choice": 0.50 + world.spread * picked(4, 3, 0.35),
    }
    drawn = {way: simulate(OPTIONS[way]).helped * skill / skill.mean() for way, skill in above.items()}
    for way, helped in drawn.items():
        assert simulate(OPTIONS[way]).bad_draw == pytest.approx(np.quantile(helped, 0.1), rel=0.006)
    mixture = np.quantile(sum(share * drawn[way] for way, share in shares.items()), 0.1)
    mixed = simulate(Params(commission=0.35, contest=0.25, choice=0.3))
    assert mixed.bad_draw == pytest.approx(mixture, rel=0.006)


def test_the_bad_draw_of_a_contest_drawn_seed_by_seed() -> None:
    """The limits: 98 and not 97, with the first year of all ten seeds in it; that of choice is 99 so drawn."""
    random, many, world = np.random.default_rng(20261130), 200_000, Params()

    def drawn(n: int, m: int, tells: float) -> tuple[np.ndarray, np.ndarray]:
        skill = random.standard_normal((many, n))
        score = tells * skill + (1 - tells**2) ** 0.5 * random.standard_normal((many, n))
        return skill, np.take_along_axis(skill, np.argsort(-score, axis=1)[:, :m], axis=1)

    miss, delay = 0.35 * (1 - 0.3), 1 - 0.5 * 0.3**2
    seeds, kept = drawn(10, 3, 0.8)
    first = 0.6 * 0.85 * (0.5 + world.spread * seeds.mean(axis=1)) * (1 - miss) * delay
    skill = 0.425 + world.spread * kept.mean(axis=1)
    later = skill * (1.1 * (1 - miss / 2) + 1.1**2 * (1 - miss / 4))
    study = 24 * 0.3**2 / (120 * 3)
    contest = 300 * (1 - 0.12 - study) * (first + later) / 3
    assert contest.mean() == pytest.approx(simulate(OPTIONS["contest"]).helped, rel=0.002)
    assert np.quantile(contest, 0.1) == pytest.approx(98.2, abs=0.3)
    _, listed = drawn(4, 3, 0.35)
    share = 0.5 + world.spread * listed
    mixed = 0.35 * share.max(axis=1) * (1 - 0.4 * miss) + 0.65 * share.mean(axis=1) * (1 - miss)
    choice = 300 * (1 - 0.09 - study) * mixed * (2 + delay) / 3
    assert np.quantile(choice, 0.1) == pytest.approx(99.3, abs=0.3)


@pytest.mark.parametrize("option", OPTIONS)
def test_each_way_at_the_defaults(option: str) -> None:
    assert tuple(vars(simulate(OPTIONS[option])).values()) == pytest.approx(EXPECTED[option], rel=1e-3)


def test_many_settings_at_once_are_each_alone() -> None:
    informed = np.array([0.1, 0.5, 0.9])
    together = simulate(replace(OPTIONS["choice"], informed=informed, horizon=np.array([1, 3, 6])))
    for k, horizon in enumerate((1, 3, 6)):
        alone = simulate(replace(OPTIONS["choice"], informed=informed[k], horizon=horizon))
        assert [value[k] for value in vars(together).values()] == pytest.approx(list(vars(alone).values()))


@given(SETTINGS)
def test_a_bad_draw_is_no_better_and_nobody_is_helped_twice(params: Params) -> None:
    found = simulate(params)
    assert 0 <= found.bad_draw <= found.helped + 1e-9
    assert found.helped <= FAMILIES + 1e-9
    assert found.quiet <= found.helped * 100 / FAMILIES + 1e-9


@given(SETTINGS, st.integers(1, 9), st.floats(0, 0.9))
def test_a_tender_gains_by_bidders_and_by_paper_that_tells(params: Params, bidders: int, paper: float) -> None:
    tender = replace(params, commission=0, contest=0, choice=0, bidders=bidders, paper=paper)
    now = simulate(tender).helped
    assert simulate(replace(tender, bidders=bidders + 1)).helped >= now - 1e-9
    assert simulate(replace(tender, paper=paper + 0.1)).helped >= now - 1e-9


@given(SETTINGS, st.floats(0, 0.9))
def test_choice_gains_by_informed_families(params: Params, informed: float) -> None:
    choice = replace(params, commission=0, contest=0, choice=1, informed=informed)
    assert simulate(replace(choice, informed=informed + 0.1)).helped >= simulate(choice).helped - 1e-9


@given(SETTINGS, st.floats(0, 0.5), st.sampled_from(sorted(OPTIONS)))
def test_complexity_helps_no_way_of_buying(params: Params, complexity: float, option: str) -> None:
    way = OPTIONS[option]
    params = replace(params, commission=way.commission, contest=way.contest, choice=way.choice, complexity=complexity)
    assert simulate(replace(params, complexity=complexity + 0.1)).helped <= simulate(params).helped + 1e-9


@pytest.mark.parametrize(
    ("bidders", "listed", "length"),
    [(4, 3, 3), (4, 4, 3), (5, 4, 4), (6, 4, 4), (3, 3, 2), (2, 2, 1), (1, 2, 1), (10, 4, 4)],
)
def test_a_list_turns_down_a_fifth_and_one_at_least(bidders: int, listed: int, length: int) -> None:
    params = Params(choice=1.0, bidders=bidders, listed=listed)
    assert list_length(params) == length
    assert simulate(params).providers == length


def test_where_one_is_listed_nobody_chooses() -> None:
    alone = Params(choice=1.0, bidders=2, listed=2)
    assert simulate(replace(alone, informed=1.0)) == simulate(replace(alone, informed=0.0))


@pytest.mark.parametrize(
    ("best", "setting"),
    [
        ("commission", {}),
        ("commission", {"partner_edge": 0.03}),
        ("choice", {"partner_edge": 0.02}),
        ("choice", {"bidders": 6}),
        ("choice", {"slack": 0.096}),
        ("choice", {"informed": 0.47}),
        ("commission", {"informed": 0.46}),
        ("choice", {"horizon": 1}),
        ("commission", {"horizon": 2}),
        ("contest", {"horizon": 4}),
        ("commission", {"demand_study": 0.5}),
        ("tender", {"demand_study": 0.505}),
        ("tender", {"complexity": 0.2}),
        ("tender", {"paper": 0.72}),
    ],
)
def test_where_each_way_wins(best: str, setting: dict[str, float]) -> None:
    table = compare_ways(replace(Params(), **setting)).set_index("option")
    assert table.helped.idxmax() == best


@pytest.mark.parametrize(("instead", "helped"), [("tender", 119.2), ("choice", 120.0)])
def test_what_a_commission_is_worth_where_another_way_takes_over(instead: str, helped: float) -> None:
    """The case's limits and its guide: every objection holds, and half of the first year is lost."""
    stopped = simulate(OPTIONS["commission"]).stopped
    undisturbed, _ = course(Params(bidders=1))  # nobody objects
    first, second, third = course(Params())[0][instead][:3]
    after = (first / 2 + second + third) / 3
    assert (1 - stopped) * undisturbed["commission"][:3].mean() + stopped * after == pytest.approx(helped, abs=0.05)


def test_each_way_designed_at_its_best() -> None:
    """The guide: all that is under "How it is bought", for the yearly mean."""
    studies, prices, lists = np.linspace(0, 1, 21), np.linspace(0.1, 0.6, 11), np.array([2, 3, 4])
    seeds, kept = np.arange(3, 21), np.arange(1, 6)

    def best(way: str, **levers: np.ndarray) -> tuple[float, tuple[float, ...]]:
        grid = dict(zip(levers, (part.ravel() for part in np.meshgrid(*levers.values(), indexing="ij")), strict=True))
        same = {"horizon": np.full_like(next(iter(grid.values())), 3, dtype=float)}
        helped = np.asarray(simulate(replace(OPTIONS[way], **grid, **same)).helped)
        at = int(helped.argmax())
        return float(helped[at]), tuple(round(float(value[at]), 2) for value in grid.values())

    found = {
        "tender": best("tender", demand_study=studies, price_weight=prices),
        "commission": best("commission", demand_study=studies),
        "contest": best("contest", demand_study=studies, seeds=seeds, kept=kept),
        "choice": best("choice", demand_study=studies, listed=lists),
    }
    assert {way: at for way, (_, at) in found.items()} == {
        "tender": (0.75, 0.6), "commission": (0.25,), "contest": (0.55, 20, 1), "choice": (0.6, 2)
    }  # fmt: skip
    assert {way: round(helped, 1) for way, (helped, _) in found.items()} == {
        "tender": 127.6, "commission": 123.9, "contest": 128.7, "choice": 126.7
    }  # fmt: skip


def test_no_way_is_behind_another_in_everything() -> None:
    """The tender, which has no best column, among them: each of a pair has something that the other has not."""
    table = (
        compare_ways(Params())
        .set_index("option")
        .drop(columns=["lost_first", "lost_last"])
        .assign(stopped=lambda found: -found.stopped)
    )
    for one in table.index:
        for other in table.index.drop(one):
            assert (table.loc[one] > table.loc[other]).any(), (one, other)


LINES: tuple[dict[str, float], ...] = (
    {},
    {"demand_study": 0.0},
    {"demand_study": 0.6},
    {"demand_study": 1.0},
    {"informed": 0.5},
    {"informed": 0.8},
    {"partner_edge": 0.0},
    {"partner_edge": -0.5},
    {"paper": 0.75},
    {"complexity": 0.2},
    {"complexity": 0.5},
    {"bidders": 3},
    {"bidders": 6},
    {"listed": 2},
    {"price_weight": 0.6},
    {"kept": 1},
    {"slack": 0.1},
    {"growth": 0.0},
    {"horizon": 1},
    {"horizon": 4},
)


@pytest.mark.parametrize(("guide", "heading"), [("en", "What the levers show"), ("zh", "各项参数会带来什么")])
def test_the_guide_says_what_the_levers_show(guide: str, heading: str) -> None:
    text = (ROOT / "instructor_guides" / f"purchasing.{guide}.md").read_text(encoding="utf-8")
    lines = [line for line in text.split(f"### {heading}")[1].split("\n\n**")[0].splitlines() if line.startswith("|")]
    for line, setting in zip(lines[2:], LINES, strict=True):
        helped = compare_ways(replace(Params(), **setting)).set_index("option").helped
        best = helped.idxmax()
        shown = [f"**{value:.1f}**" if way == best else f"{value:.1f}" for way, value in helped.items()]
        assert [cell.strip() for cell in line.strip("|").split("|")][1:] == shown, line


def test_what_questions_ask() -> None:
    gains = {name: gained_by_study(option) for name, option in OPTIONS.items()}
    assert gains == pytest.approx({"tender": 7.7, "commission": -3.6, "contest": 1.4, "choice": 3.3}, abs=0.05)
    assert seeds_against_tender(Params()) == pytest.approx(0.43, abs=0.005)
    assert winner_above_mean(Params()) == pytest.approx(3.46, abs=0.01)
