"""160 earlier projects in three charts: what was seen before, like for like, and the contest with all its projects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from caseroom import data
from caseroom.authoring import CaseFile, DataChart, Figures, Rows, Study, columns_of, joined, numbered, readable
from caseroom.charts.bars import bars, bars_by_option
from caseroom.charts.look import Measure
from caseroom.i18n import Translate


@dataclass(frozen=True)
class Projects:
    """count: by mode. tells: correlation of score and of visit with the share helped. helped: mean share by mode and
    by streets (True: easy, False: hard, None: all). contest: mean share of the kept, the dropped and all.
    """

    count: dict[str, int]
    easy: dict[str, float]
    tells: tuple[float, float]
    helped: dict[tuple[str, bool | None], float]
    contest: tuple[float, float, float]
    kept: int


def study(case: CaseFile, lang: str) -> Study[Projects]:
    """The constructed projects of exhibits 3 and 4."""
    _ = case.translator(lang)
    return Study(
        bundled=lambda: _digest(case.dataset),
        charts=(_seen(_), _streets(_), _contest(_)),
        figures=lambda projects: _figures(projects, _),
    )


@lru_cache(maxsize=4)
def _digest(dataset: str) -> Projects:
    table = data.load(dataset)
    table = table.assign(share=table.helped / table.families)
    together = table[["score", "visit", "share"]].corr().share
    modes = table.groupby("mode")
    helped: dict[tuple[str, bool | None], float] = {
        (str(mode), None): float(s) for mode, s in modes.share.mean().items()
    }
    for mode, part in modes:
        for easy in (True, False):
            helped[str(mode), easy] = float(part[part.easy_streets == int(easy)].share.mean())
    contest = table[table["mode"] == "contest"]
    kept, dropped = (float(contest[contest.kept == value].share.mean()) for value in (1, 0))
    return Projects(
        {str(mode): int(size) for mode, size in modes.size().items()},
        {str(mode): float(share) for mode, share in modes.easy_streets.mean().items()},
        (float(together["score"]), float(together["visit"])),
        helped,
        (kept, dropped, float(contest.share.mean())),
        int(contest.kept.sum()),
    )


def _figures(projects: Projects, _: Translate) -> Figures:
    count = projects.count
    return (
        (_("Projects"), f"{sum(count.values())}"),
        (_("Tendered; commissioned; contest"), f"{count['tender']}; {count['commission']}; {count['contest']}"),
        (
            _("In easy streets: tendered; commissioned"),
            f"{readable(projects.easy['tender'], 'percent')}; {readable(projects.easy['commission'], 'percent')}",
        ),
    )


def _seen(_: Translate) -> DataChart[Projects]:
    label = Measure("label", _("What was scored"))
    tells = Measure("tells", _("How closely it goes together with the share helped"), "decimal", _("correlation"))

    def parts(projects: Projects) -> list[tuple[str, float]]:
        words = (_("The proposal, before"), _("The visit, at half-time"))
        return list(zip(words, projects.tells, strict=True))

    def rows(projects: Projects) -> Rows:
        return {"rows": [{"label": words, "tells": value, "tells_label": readable(value, "decimal")}
                         for words, value in parts(projects)]}  # fmt: skip

    def describe(projects: Projects) -> str:
        score, visit = (readable(value, "decimal") for value in projects.tells)
        sentence = _(
            "With the share of families helped the score of the proposal goes together by {score}, the visit by "
            "{visit}."
        )
        more = _("Both tell more of skill itself, because streets and luck move the share as well.")
        return joined([sentence.format(score=score, visit=visit), more])

    title = _("What showed early how a project would end?")
    return DataChart("seen", title, bars(tells), columns_of(label, tells), rows, describe)


def _streets(_: Translate) -> DataChart[Projects]:
    partner = Measure("commission", _("Commissioned partners"), "percent")
    winner = Measure("tender", _("Winners of tenders"), "percent")

    def parts(projects: Projects) -> list[tuple[str, float, float]]:
        kinds = ((_("All streets"), None), (_("Easy streets"), True), (_("Hard streets"), False))
        return [(words, projects.helped["commission", easy], projects.helped["tender", easy]) for words, easy in kinds]

    def rows(projects: Projects) -> Rows:
        return {"rows": [numbered(words, (partner, one), (winner, other)) for words, one, other in parts(projects)]}

    def describe(projects: Projects) -> str:
        gaps = [readable(100 * (one - other), "points") for _words, one, other in parts(projects)]
        sentence = _(
            "Partners helped {all} percentage points more of their families; in easy streets {easy}, in hard ones "
            "{hard}."
        )
        return sentence.format(all=gaps[0], easy=gaps[1], hard=gaps[2])

    columns = ({"name": "label", "title": _("Streets"), "format": "text"}, *columns_of(partner, winner))
    title = _("Are partners better, like for like?")
    return DataChart(
        "streets", title, bars_by_option(partner, winner, _("Families helped well")), columns, rows, describe
    )


def _contest(_: Translate) -> DataChart[Projects]:
    label = Measure("label", _("Projects of the contest"))
    helped = Measure("helped", _("Families helped well"), "percent")

    def parts(projects: Projects) -> list[tuple[str, float]]:
        whole = projects.count["contest"]
        kept, dropped, mean = projects.contest
        return [
            (_("Kept after the year ({n})").format(n=projects.kept), kept),
            (_("Dropped after the year ({n})").format(n=whole - projects.kept), dropped),
            (_("All {n}").format(n=whole), mean),
        ]

    def rows(projects: Projects) -> Rows:
        return {"rows": [{"label": words, "helped": value, "helped_label": readable(value, "percent")}
                         for words, value in parts(projects)]}  # fmt: skip

    def describe(projects: Projects) -> str:
        kept, dropped, mean = (readable(value, "percent") for value in projects.contest)
        sentence = _("The kept projects helped {kept} of their families, the dropped {dropped}, all together {all}.")
        return sentence.format(kept=kept, dropped=dropped, all=mean)

    title = _("How did the contest's projects do in their first year?")
    return DataChart("contest", title, bars(helped), columns_of(label, helped), rows, describe)
