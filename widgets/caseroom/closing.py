"""How every case closes: the options by the student's own weights, set blind, and by two doctrines' weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from caseroom import casefile
from caseroom.casefile import CaseFile
from caseroom.casefile.keys import RANKING, RATINGS, WEIGHTS
from caseroom.client import AlreadyLocked, Client
from caseroom.decoding import read, salvage
from caseroom.formats import readable
from caseroom.i18n import language, translator
from caseroom.methods.weighing import CRITERIA, LENSES, Array, ranked, shares, smallest_flip, values, weights
from caseroom.panels.panel import Message, Refused
from caseroom.panels.rerank import RerankPanel

MOST_POINTS, LOWEST, HIGHEST = 100, 1, 5

Weight = Annotated[int, Meta(ge=0, le=MOST_POINTS)]
Rating = Annotated[int, Meta(ge=LOWEST, le=HIGHEST)]
Points = dict[str, int]
Ratings = dict[str, dict[str, int]]


class KeptWeights(msgspec.Struct):
    points: dict[str, Weight]
    at: str = ""


class KeptRanking(msgspec.Struct):
    order: list[str]


class Lock(Message, frozen=True):
    points: Any = None  # judged by the handler, whose refusal says what a weight is


class Rank(Message, frozen=True):
    order: list[str]


class Rate(Message, frozen=True):
    option: str
    criterion: str
    value: Rating


@dataclass(frozen=True)
class Standing:
    """How the options stand: their value by lens ("own" and those of models.weighing), shape (options,)."""

    options: tuple[str, ...]
    value: Mapping[str, Array]

    def order(self, lens: str) -> list[str]:
        """The options from first to last."""
        return [self.options[place] for place in ranked(self.value[lens])]

    def place(self, lens: str, option: str) -> int:
        """1 for the first; options of equal value share a place."""
        value = np.round(self.value[lens], 9)
        return int(1 + (value > value[self.options.index(option)]).sum())


class Rerank:
    """One student's weights, ranking and ratings.

    Weights lock once; then the options are ranked once, as the student would sign them; only then any value, order or
    rating is shown, and ratings may be changed. `state` is what the client has loaded; of it "weights" {points, at},
    "ranking" {order} and "ratings" {option: {criterion: 1-5}} are read, whatever shape they are in.
    """

    def __init__(self, case: CaseFile, lang: str, client: Client, state: Mapping[str, Any]) -> None:
        self._case, self._lang, self._client = case, lang, client
        self._ = translator(lang)
        self._words = casefile.closing()
        self._points, self._locked_at = _locked(state.get(WEIGHTS))
        self._ours: Ratings = {
            rating.option: {criterion: getattr(rating, criterion) for criterion in CRITERIA} for rating in case.ratings
        }
        self._ranking = self._ranked(state.get(RANKING))
        self._ratings = _rated(state.get(RATINGS), self._ours)
        self.panel = RerankPanel(lang, self._criteria(), self._choices())
        self.panel.on("lock", self._lock, Lock)
        self.panel.on("rank", self._rank, Rank)
        self.panel.on("rate", self._rate, Rate)
        self.panel.on("ours", self._back_to_ours)
        self._show()

    @property
    def done(self) -> bool:
        return self.weighed and bool(self._ranking)

    @property
    def weighed(self) -> bool:
        return self._locked_at != ""

    def standing(self) -> Standing:
        """The options by each lens. Weights must have been locked."""
        lenses = {"own": weights(self._points), **{name: weights(LENSES[name]) for name in LENSES}}
        return Standing(tuple(self._ours), {name: values(self._shares(), weight) for name, weight in lenses.items()})

    def _shares(self) -> Array:
        """The ratings on the way from the lowest possible to the highest, (options, criteria)."""
        ratings = np.array([[self._ratings[option][c] for c in CRITERIA] for option in self._ours], dtype=float)
        return shares(ratings, LOWEST, HIGHEST)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """For the memo: headings, and a row an option with its place by judgement and by each lens."""
        standing = self.standing()
        lenses = ["own", *(lens.id for lens in self._words.lenses)]
        names = [self._("As I would sign"), self._("My weights")]
        names += [lens.name.text(self._lang) for lens in self._words.lenses]
        rows = [
            [self._option(option), str(place), *(str(standing.place(lens, option)) for lens in lenses)]
            for place, option in enumerate(self._ranking, start=1)
        ]
        return [self._("Option"), *names], rows

    def sentences(self) -> list[str]:
        """The weights, what they and the doctrines put first, and which ratings were changed.

        Where the options have not been ranked yet, the weights and that.
        """
        stop = language(self._lang).semicolon
        given = stop.join(f"{words.name.text(self._lang)} {self._points[words.id]}" for words in self._words.criteria)
        locked = self._("My weights, set before any rating was shown: {weights}.").format(weights=given)
        if not self.done:
            return [
                locked,
                self._("I have not put the options in order yet, so what the weights put first is not shown."),
            ]
        changed = [
            self._("{option}, {criterion}: {mine} instead of {ours}").format(
                option=self._option(option),
                criterion=self._criterion(criterion),
                mine=self._ratings[option][criterion],
                ours=ours,
            )
            for option, row in self._ours.items()
            for criterion, ours in row.items()
            if self._ratings[option][criterion] != ours
        ]
        sentences = [
            locked,
            *self._remarks(),
        ]
        if changed:
            sentences.append(self._("Ratings I changed: {changes}.").format(changes=stop.join(changed)))
        return sentences

    # What the page sends

    def _lock(self, message: Lock, _: list[bytes]) -> Mapping[str, Any]:
        points = read(message.points, dict[str, Weight])
        if points is None or set(points) != set(CRITERIA):
            raise Refused(self._("Every weight is a whole number from 0 to 100."))
        if not any(points.values()):
            raise Refused(self._("Give at least one criterion some weight."))
        try:
            saved_at = self._client.save(WEIGHTS, {"points": points, "at": _now()}, once=True)
            self._points, self._locked_at = points, _now()
        except AlreadyLocked as locked:
            self._points, self._locked_at = _locked(locked.value)
            saved_at = self._locked_at
        self._show()
        return {"saved_at": saved_at}

    def _rank(self, message: Rank, _: list[bytes]) -> Mapping[str, Any]:
        ranking = self._ranked({"order": message.order})
        if not self.weighed or not ranking:
            raise self.panel.not_understood()
        try:
            saved_at = self._client.save(RANKING, {"order": ranking}, once=True)
            self._ranking = ranking
        except AlreadyLocked as locked:
            self._ranking, saved_at = self._ranked(locked.value), _now()
        self._show()
        return {"saved_at": saved_at}

    def _rate(self, message: Rate, _: list[bytes]) -> Mapping[str, Any]:
        if not self.done or message.option not in self._ours or message.criterion not in CRITERIA:
            raise self.panel.not_understood()
        row = self._ratings[message.option] | {message.criterion: message.value}
        return self._keep({**self._ratings, message.option: row})

    def _back_to_ours(self, _message: Message, _: list[bytes]) -> Mapping[str, Any]:
        return self._keep(self._ours)

    def _keep(self, ratings: Ratings) -> Mapping[str, Any]:
        """Save, and only then show. NotSaved goes through."""
        saved_at = self._client.save(RATINGS, ratings)
        self._ratings = ratings
        self._show()
        return {"saved_at": saved_at}

    # What the page shows

    def _show(self) -> None:
        self.panel.state = self._result() if self.done else {"points": self._points, "at": self._locked_at}

    def _result(self) -> dict[str, Any]:
        standing = self.standing()
        lenses = ["own", *(lens.id for lens in self._words.lenses)]
        names = {"own": self._("Your weights")} | {lens.id: lens.name.text(self._lang) for lens in self._words.lenses}
        return {
            "points": self._points,
            "at": self._locked_at,
            "signed": {option: place for place, option in enumerate(self._ranking, start=1)},
            "lenses": [{"id": lens, "name": names[lens]} for lens in lenses],
            "rows": [
                {
                    "option": option,
                    "name": self._option(option),
                    "places": {lens: standing.place(lens, option) for lens in lenses},
                    "values": {lens: round(float(standing.value[lens][n]), 3) for lens in lenses},
                    "ratings": self._ratings[option],
                    "ours": self._ours[option],
                    "why": self._why(option),
                }
                for n, option in enumerate(standing.options)
            ],
            "found": self._remarks(),
        }

    def _remarks(self) -> list[str]:
        """What a reader should see in the table."""
        standing = self.standing()
        lens, other_lens = self._words.lenses[0], self._words.lenses[-1]
        one, other = (standing.order(name)[0] for name in (lens.id, other_lens.id))
        if one == other:
            first = self._("Both doctrines put “{option}” first.").format(option=self._option(one))
        else:
            first = self._(
                "By {lens} “{one}” comes first; by {other_lens} it is “{other}”. Which option comes first depends on "
                "the doctrine."
            ).format(
                lens=lens.name.text(self._lang),
                other_lens=other_lens.name.text(self._lang),
                one=self._option(one),
                other=self._option(other),
            )
        value = dict(zip(standing.options, np.round(standing.value["own"], 9), strict=True))
        order = standing.order("own")
        leaders = [option for option in order if value[option] == value[order[0]]]
        return [self._signed(leaders), self._turn(leaders, order), first]

    def _turn(self, leaders: list[str], order: list[str]) -> str:
        """What would put another option first by the student's weights."""
        own, second = order[:2]
        if len(leaders) > 1:
            level = self._(
                "By your weights “{option}” and “{second}” share the first place; any shift of weight decides."
            )
            return level.format(option=self._option(own), second=self._option(second))
        flip = smallest_flip(self._shares(), weights(self._points))
        if flip is None:
            turn = self._("By your weights “{option}” comes first, and no single shift of weight changes that.")
            return turn.format(option=self._option(own))
        turn = self._(
            "By your weights “{option}” comes first. If {share} of the weight moved from {from_} to {to}, “{second}” "
            "would score as high."
        )
        return turn.format(
            option=self._option(own),
            share=readable(flip.share, "percent"),
            from_=self._criterion(flip.from_),
            to=self._criterion(flip.to),
            second=self._option(second),
        )

    def _signed(self, leaders: list[str]) -> str:
        """Whether the weights put first what the student would sign."""
        signed = self._ranking[0]
        if signed in leaders:
            return self._("You would sign “{option}” first, and your weights put it first too.").format(
                option=self._option(signed)
            )
        return self._(
            "You would sign “{signed}” first, but your weights put “{option}” first. Either the order you "
            "would sign or your weights do not yet say what matters to you."
        ).format(signed=self._option(signed), option=self._option(leaders[0]))

    def _ranked(self, kept: object) -> list[str]:
        """The order in `kept`; nothing where it does not hold every option once."""
        found = salvage(kept, KeptRanking)
        return found.order if found and sorted(found.order) == sorted(self._ours) else []

    def _choices(self) -> list[dict[str, str]]:
        return [{"id": option, "text": self._option(option)} for option in self._ours]

    def _criteria(self) -> list[dict[str, str]]:
        return [
            {"id": words.id, "name": words.name.text(self._lang), "meaning": words.meaning.text(self._lang)}
            for words in self._words.criteria
        ]

    def _criterion(self, name: str) -> str:
        return next(words.name.text(self._lang) for words in self._words.criteria if words.id == name)

    def _option(self, name: str) -> str:
        return next(option.label.text(self._lang) for option in self._case.options if option.name == name)

    def _why(self, name: str) -> str:
        return next(rating.why.text(self._lang) for rating in self._case.ratings if rating.option == name)


def _locked(kept: object) -> tuple[Points, str]:
    """The locked points and when; equal ones and "" where nothing sound is kept."""
    weights = salvage(kept, KeptWeights)
    if weights is None or set(weights.points) != set(CRITERIA) or not any(weights.points.values()):
        return dict.fromkeys(CRITERIA, MOST_POINTS // 2), ""
    return weights.points, weights.at or _now()


def _rated(kept: object, ours: Ratings) -> Ratings:
    """Ours, with what is sound in `kept` in its place."""
    given = salvage(kept, dict[str, dict[str, Rating]]) or {}
    return {
        option: {criterion: given.get(option, {}).get(criterion, rating) for criterion, rating in row.items()}
        for option, row in ours.items()
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
