"""Builds every case once, so that no student waits for what can be made before: chart specifications, counted data.

What is written to the cache serves every later process; what stays in memory serves those that are forked from this
one. Where nothing can be forked, the server runs `python -m caseroom.kernel.rehearsal` beside itself at its start.
"""

from __future__ import annotations

from ipykernel.zmqshell import ZMQInteractiveShell
from ipywidgets import Widget

from caseroom import catalogue
from caseroom.i18n import LANGUAGES
from caseroom.kernel.cells import run_cells
from caseroom.kernel.process import new_shell


def rehearse(shell: ZMQInteractiveShell) -> None:
    """Run every notebook, and build what it keeps behind its gates: what was read and computed stays in memory."""
    for slug in catalogue.slugs():
        case = catalogue.load(slug)
        for lang in LANGUAGES:
            run_cells(shell, case.notebook(lang))
            shell.user_ns["case"].rehearse()
            Widget.close_all()
            shell.reset(new_session=False)


if __name__ == "__main__":
    rehearse(new_shell())
