"""The first page: all cases by family, a way to find one, and where this visitor left each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from caseroom import catalogue
from caseroom.casefile import CaseFile, Family
from caseroom.casefile.keys import PLACE
from caseroom.i18n import LANGUAGES
from caseroom.journey import read_place
from classroom.store import StoreError
from classroom.templated import Page, from_this_machine
from classroom.visitors import asked_language, cookie_token, language, remember_language

LENGTHS = (60, 75, 90, 120)  # minutes that a filter may ask for at most


@dataclass(frozen=True)
class Wish:
    """What a visitor looks for; "" and 0: anything. A wish that no case can have is none."""

    family: str = ""
    method: str = ""
    minutes: int = 0

    def fits(self, case: CaseFile) -> bool:
        return (
            self.family in ("", case.family)
            and self.method in ("", case.method.en)
            and (not self.minutes or case.minutes <= self.minutes)
        )


def in_preparation(families: Sequence[Family], cases: Sequence[CaseFile], broken: Collection[str]) -> list[Family]:
    """The families that have no case yet; none while a case is broken, whose family nobody may be able to read."""
    return [] if broken else [one for one in families if not any(case.family == one.id for case in cases)]


class LandingPage(Page):
    """/?family=&method=&minutes= : the families and their cases, with "continue" where this visitor has been before."""

    async def get(self) -> None:
        if asked_language(self) in LANGUAGES:
            remember_language(self, asked_language(self))
        troubles = {slug: self._troubles.of(slug) for slug in catalogue.slugs()}
        broken = {slug: why for slug, why in troubles.items() if why}
        cases = [catalogue.load(slug) for slug, why in troubles.items() if not why]
        wish = self._wish(cases)
        families = catalogue.families()
        self.show(
            "landing.html",
            families=[(one, [case for case in cases if case.family == one.id and wish.fits(case)]) for one in families],
            empty=in_preparation(families, cases, broken),
            methods={case.method.en: case.method for case in cases},
            lengths=[length for length in LENGTHS if any(case.minutes <= length for case in cases)],
            wish=wish,
            found=sum(map(wish.fits, cases)),
            begun=await self._begun(cookie_token(self), cases),
            broken=broken,
            operator=from_this_machine(self),
            has_a_desk=self.settings.get("owners") is not None,  # elsewhere the command prints the way there
        )

    def _wish(self, cases: list[CaseFile]) -> Wish:
        asked = {name: self.get_query_argument(name, "") for name in ("family", "method", "minutes")}
        return Wish(
            family=asked["family"] if any(case.family == asked["family"] for case in cases) else "",
            method=asked["method"] if any(case.method.en == asked["method"] for case in cases) else "",
            minutes=next((length for length in LENGTHS if str(length) == asked["minutes"]), 0),
        )

    async def _begun(self, token: str, cases: list[CaseFile]) -> dict[str, str]:
        """The title of the step where this visitor left each case, "" if unknown; a busy store only costs the words."""
        lang = language(self)
        try:
            places = await self._store.everywhere(token, PLACE) if token else {}
        except StoreError:
            return {}
        return {case.slug: _title(case, places[case.slug], lang) for case in cases if case.slug in places}


def _title(case: CaseFile, place: Any, lang: str) -> str:
    at = read_place(place, case)["step"]
    return next((step.title.text(lang) for step in case.steps if step.address == at), "")
