"""Builds what a case keeps behind its gates, so that no student waits for what can be made before.

What is written to the cache (chart specifications, counted data) serves every later process; what stays in memory
serves those that are forked from this one. Where nothing can be forked, the server runs
`python -m caseroom.kernel.rehearsal` beside itself at its start: a line of JSON for each case that is broken.
"""

from __future__ import annotations

import json

from ipywidgets import Widget

from caseroom import catalogue
from caseroom.i18n import LANGUAGES
from caseroom.kernel.cells import failure, run_cells, told
from caseroom.kernel.process import end_with_server, new_shell
from caseroom.notebook import open_case


def rehearse(slug: str, lang: str) -> None:
    """Build the gated parts of a case once, and throw the widgets away; whatever a broken case raises is raised."""
    try:
        open_case(slug, lang).rehearse()
    finally:
        Widget.close_all()


def main() -> None:
    """Run and rehearse every case; one that is broken is named, and the others go on."""
    end_with_server()
    shell = new_shell()
    for slug in catalogue.slugs():
        why = ""
        for lang in LANGUAGES:
            try:
                why = why or failure(run_cells(shell, catalogue.load(slug).notebook(lang)))
                rehearse(slug, lang)
            except Exception as error:
                why = why or told(error)
            shell.reset(new_session=False)
        print(json.dumps({"slug": slug, "broken": why}), flush=True)


if __name__ == "__main__":
    main()
