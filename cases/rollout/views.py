"""The roll-out in five charts: the tree, value by belief, what is shown and true, the line, and more counties."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from caseroom.authoring import CaseFile, Counting, Rows, Situation, View, columns_of, counting, joined, marked, readable
from caseroom.charts.bars import bars
from caseroom.charts.curves import curves
from caseroom.charts.look import Measure
from caseroom.charts.tree import tree
from caseroom.i18n import Translate
from caseroom.methods.normal import density
from caseroom.parameters import with_terms

from . import model as rollout
from .model import OPTIONS, TERMS, Params

FROM, TO = 1.5, 4.5  # of the belief beforehand: where the order of the plans changes
MOST_SITES = 40


def views(case: CaseFile, lang: str) -> tuple[View, ...]:
    """The charts of the case in the words of `lang`."""
    _ = case.translator(lang)
    names, money = case.option_labels(lang), counting(case, "net", lang)
    return (
        _tree(_, names, money),
        _by_prior(_, names, money),
        _three_values(_, money),
        _line(_, money),
        _more_counties(_),
    )


def signed(value: float, money: Counting) -> str:
    """Money with a sign, as the outcome is written."""
    written = money.readable(value, "number")
    return f"+{written}" if value > 0 and written != "0" else written


@lru_cache(maxsize=64)
def _ends(params: Params) -> dict[str, rollout.End]:
    return rollout.worth_of_the_plan(params)


def _without(params: Params) -> float:
    """What all now is worth in this province; nothing is 0."""
    return float(rollout.simulate(with_terms(params, OPTIONS["all_now"], TERMS)).net)


def _tree(_: Translate, names: dict[str, str], money: Counting) -> View:
    label, said = Measure("label", _("Branch")), Measure("said", _("Chance, and worth on average"))

    def rows(situation: Situation) -> Rows:
        ends, found, params = _ends(situation.now.params), situation.now.outcomes, situation.now.params
        asked = math.isfinite(found.shown)
        begins = _("A first stage in {n} counties").format(n=readable(params.sites, "number"))
        branches = [
            (0, "choice", begins if asked else _("All sixty counties begin"), tuple(ends)),
            (1, "chance", _("It is extended to all"), ("right_on", "wrong_on")),
            (2, "good", _("and that pays"), ("right_on",)),
            (2, "bad", _("and that does not pay"), ("wrong_on",)),
            (1, "chance", _("It is stopped"), ("right_off", "missed")),
            (2, "good", _("and that was right"), ("right_off",)),
            (2, "bad", _("and it would have paid"), ("missed",)),
        ]
        drawn: list[dict[str, Any]] = []
        for place, (level, kind, words, parts) in enumerate(branches):
            chance = sum(ends[part].chance for part in parts)
            whole = sum(ends[part].chance * ends[part].worth for part in parts)
            stopped = parts in (("right_off",), ("missed",))
            worth = _("{chance}, {worth} (if extended: {other})") if stopped else _("{chance}, {worth} million yuan")
            mean = signed(whole / chance if chance else 0.0, money)
            other = signed(ends[parts[0]].whole, money)
            told = worth.format(chance=readable(chance, "percent"), worth=mean, other=other)
            if not level:
                told = _root(situation, signed(whole, money), money, _)
            shown = told if chance > 1e-6 else _("does not happen")
            drawn.append({"level": level, "place": place, "kind": kind, "label": words, "said": shown})
        return {"rows": drawn, "edges": _edges(drawn)}

    def describe(situation: Situation, drawn: Rows) -> str:
        found = situation.now.outcomes
        whole = _("All together the plan is worth {net} million yuan; doing nothing is 0.")
        told = [_("Each end has its chance and its mean worth, the first stage included.")]
        if math.isfinite(found.shown):
            told.append(_("Where it is stopped, the number in brackets is what extending would have made of it."))
        told.append(whole.format(net=signed(found.net, money)))
        if _compares(situation):
            told.append(note(situation))
        return joined(told)

    def note(situation: Situation) -> str:
        found = situation.now.outcomes
        if not _compares(situation):
            stopped = _("In brackets: what the plan would come to if it were extended all the same.")
            return stopped if math.isfinite(found.shown) else ""
        now = _without(situation.now.params)
        sentence = _("Without finding out the best is: {choice} ({without}). Against that, finding out in this way is "
                     "worth {gain} million yuan.")  # fmt: skip
        return sentence.format(choice=names["all_now"] if now > 0 else _("doing nothing"),
                               without=signed(max(now, 0.0), money),
                               gain=signed(found.net - max(now, 0.0), money))  # fmt: skip

    title = _("Where does the plan end?")
    return View("tree", title, tree(3, 7), columns_of(label, said), rows, describe, note, short=_("Decision tree"))


def _compares(situation: Situation) -> bool:
    """Whether there is a first stage, and the student has seen what it is to be set against."""
    return math.isfinite(situation.now.outcomes.shown) and "all_now" in situation.loaded


def _root(situation: Situation, worth: str, money: Counting, _: Translate) -> str:
    """What the whole plan is worth, beside the better of all now and nothing; a phone has no room for the note."""
    if not _compares(situation):
        return _("{worth} million yuan").format(worth=worth)
    sentence = _("{worth} million yuan (untested: {without})")
    return sentence.format(worth=worth, without=signed(max(_without(situation.now.params), 0.0), money))


def _edges(rows: list[dict[str, Any]]) -> list[dict[str, float]]:
    """From each node left to below its parent, and up to it."""
    pieces = []
    for row in rows[1:]:
        parent = max(r["place"] for r in rows if r["place"] < row["place"] and r["level"] == row["level"] - 1)
        left = row["level"] - 1
        pieces.append({"level": left, "place": row["place"], "x2": row["level"], "y2": row["place"]})
        pieces.append({"level": left, "place": parent, "x2": left, "y2": row["place"]})
    return pieces


@lru_cache(maxsize=64)
def _nets(params: Params) -> list[dict[str, float]]:
    """The net worth of every plan over the belief, which reaches at least to where the lever stands."""
    now = float(params.prior)
    priors = np.linspace(min(FROM, now), max(TO, now), 61)
    world = replace(params, prior=priors)
    nets = {name: np.asarray(rollout.simulate(with_terms(world, plan, TERMS)).net) for name, plan in OPTIONS.items()}
    return [{"prior": float(p), **{name: float(nets[name][n]) for name in nets}} for n, p in enumerate(priors)]


def _as_proposed(situation: Situation) -> set[Params]:
    """The plans that were loaded, in the world as the levers have it now: each is a line."""
    plans = (plan for name, plan in OPTIONS.items() if name in situation.loaded)
    return {with_terms(situation.now.params, plan, TERMS) for plan in plans}


def _by_prior(_: Translate, names: dict[str, str], money: Counting) -> View:
    prior = Measure("prior", _("Worth expected beforehand"), money.kind("points"), _("million yuan a county and year"))
    series = tuple(Measure(name, names[name], money.kind("number"), money.unit) for name in OPTIONS)
    net = Measure("net", _("Net over the horizon"), money.kind("number"), money.unit)

    def rows(situation: Situation) -> Rows:
        lines = _as_proposed(situation)
        as_pinned = lines | _as_proposed(replace(situation, now=situation.baseline))
        marks = [
            {"prior": one.params.prior, "value": one.outcomes.net, "kind": kind, "label": words}
            for one, kind, words in marked(situation, _)
            if kind == "now" or one.params not in (as_pinned if kind == "pinned" else lines)
            # a plan whose line is drawn needs no mark on it, and its pin no second name where the world has changed
        ]
        return {
            "rows": [
                {name: value if name == "prior" or name in situation.loaded else None for name, value in row.items()}
                for row in _nets(situation.now.params)
            ],
            "across": [{"value": 0, "label": _("Doing nothing")}],
            "marks": marks,
        }

    def describe(situation: Situation, drawn: Rows) -> str:
        params = situation.now.params
        if not situation.loaded:
            return _("Load a plan, and its line is drawn here.")
        table = rollout.compare_plans(params).set_index("option").net
        seen = {name: float(table[name]) for name in OPTIONS if name in situation.loaded}
        first = max(seen, key=lambda name: seen[name])
        best = names[first] if seen[first] > 0 else _("doing nothing")
        sentence = _("With {prior} expected beforehand the best of those that you have loaded is: {best} ({net} "
                     "million yuan).")  # fmt: skip
        prior_told, net_told = money.readable(params.prior, "points"), signed(max(seen[first], 0.0), money)
        told = sentence.format(prior=prior_told, best=best, net=net_told)
        return joined([told, note(situation)] if note(situation) else [told])

    def note(situation: Situation) -> str:
        seen = "" if len(situation.loaded) == len(OPTIONS) else _("Only plans that you have loaded are drawn.")
        own = _("Each line keeps its plan as it was proposed. Where you change the plan itself, your point moves and "
                "the line stays.")  # fmt: skip
        off = situation.loaded and situation.now.params not in _as_proposed(situation)
        return joined([part for part in (seen, own if off else "") if part])

    title = _("Which plan suits which belief?")
    return View("by_prior", title, curves(prior, series, net), columns_of(prior, *series), rows, describe,
                note, short=_("Plan by belief"))  # fmt: skip


def _three_values(_: Translate, money: Counting) -> View:
    label = Measure("label", _("Whose value"))
    worth = Measure("worth", _("For one county and one year"), money.kind("decimal"), money.unit)

    def rows(situation: Situation) -> Rows:
        params, found = situation.now.params, situation.now.outcomes
        values = [(_("In an ordinary county, while few run it"), params.prior),
                  (_("In an ordinary county, once all run it"), found.true_at_scale),
                  (_("Cost with setting up, a year"), rollout.cost_with_setup(params))]  # fmt: skip
        if math.isfinite(found.shown):
            values.insert(0, (_("Shown by the first stage"), found.shown))
        return {"rows": [{"label": words, "worth": max(value, 0.0), "worth_label": money.readable(value, "decimal")}
                         for words, value in values]}  # fmt: skip

    def describe(situation: Situation, drawn: Rows) -> str:
        found = situation.now.outcomes
        if not math.isfinite(found.shown):
            return _("There is no first stage, so nothing is shown before all begin.")
        sentence = _("On average the first stage shows {shown}; once all run it, a county has {true}.")
        shown, true = (money.readable(value, "decimal") for value in (found.shown, found.true_at_scale))
        return sentence.format(shown=shown, true=true)

    title = _("What is shown, and what is true?")
    return View("three_values", title, bars(worth), columns_of(label, worth), rows, describe, short=_("Shown and true"))


@lru_cache(maxsize=64)
def _density(params: Params) -> list[dict[str, float]]:
    """How often a first stage shows so much: over all programmes, and of a programme that is worth nothing."""
    shown = np.linspace(-6.0, 12.0, 91)
    v = float(rollout.first_effect(params))
    alone = float(params.noise) / math.sqrt(max(float(params.sites), 1e-9))
    spread = math.sqrt((float(params.doubt) * v) ** 2 + alone**2)
    middle = float(params.prior) * v + float(params.bias)
    every = density((shown - middle) / spread) / spread
    nothing = density((shown - float(params.bias)) / alone) / alone
    return [{"shown": float(x), "every": float(a), "nothing": float(b)}
            for x, a, b in zip(shown, every, nothing, strict=True)]  # fmt: skip


def _line(_: Translate, money: Counting) -> View:
    shown = Measure("shown", _("What the first stage shows"), money.kind("points"), _("million yuan a county and year"))
    every = Measure("every", _("Programmes like this one"), "precise")
    nothing = Measure("nothing", _("A programme worth nothing"), "precise")
    height = Measure("height", _("How often"), "precise", _("density"))

    def rows(situation: Situation) -> Rows:
        params, found = situation.now.params, situation.now.outcomes
        if not math.isfinite(found.shown):
            return {"rows": _density(replace(params, sites=1.0)), "down": []}
        label = _("Goes on from {line}").format(line=money.readable(found.line, "decimal"))
        inside = [{"value": found.line, "label": label}] if -6 <= found.line <= 12 else []
        return {"rows": _density(params), "down": inside}

    def describe(situation: Situation, drawn: Rows) -> str:
        params, found = situation.now.params, situation.now.outcomes
        if math.isfinite(found.shown) and not math.isfinite(found.line):
            return _("When the result is there, none of the years that count is left: there is no line.")
        if not math.isfinite(found.line):
            return _(
                "There is no first stage and no line: the programme is extended in any case. The curves are what one "
                "county would show."
            )
        sentence = _(
            "From {line} on the province goes on. The clause to stop is obeyed in {gate} of cases, so a programme "
            "worth nothing is extended in {worthless}."
        )
        worthless = rollout.spread_of_the_worthless(params)
        return sentence.format(line=money.readable(found.line, "decimal"), worthless=readable(worthless, "percent"),
                               gate=readable(params.gate, "percent"))  # fmt: skip

    title = _("Where is the line, and what passes it?")
    return View("line", title, curves(shown, (every, nothing), height), columns_of(shown, every, nothing), rows,
                describe, short=_("The line"))  # fmt: skip


@lru_cache(maxsize=64)
def _sites(params: Params) -> list[dict[str, float]]:
    sites = np.arange(1.0, MOST_SITES + 1)
    found = rollout.simulate(replace(params, sites=sites))
    return [{"sites": float(n), "regret": float(r), "missed": float(m)}
            for n, r, m in zip(sites, np.asarray(found.regret), np.asarray(found.missed), strict=True)]  # fmt: skip


def _more_counties(_: Translate) -> View:
    sites = Measure("sites", _("Counties of the first stage"), "number")
    regret = Measure("regret", _("Extended and should not have been"), "percent")
    missed = Measure("missed", _("Stopped and should have been extended"), "percent")
    chance = Measure("chance", _("Chance"), "percent")

    def rows(situation: Situation) -> Rows:
        marks = [
            {"sites": one.params.sites, "value": one.outcomes.regret, "kind": kind, "label": words}
            for one, kind, words in marked(situation, _)
            if one.params.sites > 0 and kind != "pinned"  # their names would cover the two lines
        ]
        now, before = (_sites(replace(one.params, sites=1.0)) for one in (situation.now, situation.baseline))
        return {"rows": now, "baseline": before, "marks": marks}

    def describe(situation: Situation, drawn: Rows) -> str:
        if not situation.now.params.delay:
            return _("No year is left to look before all begin, so more counties change nothing.")
        few, many = (_sites(replace(situation.now.params, sites=1.0))[n - 1] for n in (8, 20))
        sentence = _("With 8 counties the first error has a chance of {few}, with 20 of {many}.")
        more = _("The second goes from {less} to {least}.")
        return joined([
            sentence.format(few=readable(few["regret"], "percent"), many=readable(many["regret"], "percent")),
            more.format(less=readable(few["missed"], "percent"), least=readable(many["missed"], "percent")),
        ])  # fmt: skip

    title = _("Do more counties help?")
    return View("more_counties", title,
                curves(sites, (regret, missed), chance, _("Extended and should not have been, baseline")),
                columns_of(sites, regret, missed), rows, describe, short=_("More counties"))  # fmt: skip
