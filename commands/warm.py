"""Fills the cache of chart specifications and counted data, so that the first student need not wait for them.

`kit serve` runs this beside the server at its start; where the cache is there already it is over in a second.
"""

from __future__ import annotations

from caseroom import casefile
from caseroom.client import Client
from caseroom.explore import Explore
from caseroom.i18n import LANGUAGES
from caseroom.whatif import WhatIf


class _Nowhere:
    """A client that keeps nothing."""

    def load(self) -> dict[str, object]:
        return {}

    def save(self, key: str, value: object, *, once: bool = False) -> str:
        return ""


def main() -> None:
    """Build what every case shows first, in both languages."""
    client: Client = _Nowhere()
    for slug in casefile.slugs():
        case = casefile.load(slug)
        for lang in LANGUAGES:
            _ = WhatIf(case, case.load_model(), lang, client, {}).widget
            _ = Explore(case, lang, client, {}).widget


if __name__ == "__main__":
    main()
