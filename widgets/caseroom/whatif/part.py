"""What a part of the what-if is: something on the page that is told of every change on the desk."""

from __future__ import annotations

from typing import Protocol

import ipywidgets

from caseroom.authoring.views import Situation


class Part(Protocol):
    """Made with the Desk; owns its panels and answers their messages.

    `update` runs at every step of a slider, so it is quick: what takes longer waits until it is asked for.
    """

    widget: ipywidgets.Widget

    def update(self, situation: Situation) -> None:
        """Show `situation`."""


def box(name: str, *children: ipywidgets.Widget, also: str = "") -> ipywidgets.Box:
    """A box of the CSS classes `name` and `also`."""
    made = ipywidgets.Box(children)
    for css_class in filter(None, (name, also)):
        made.add_class(css_class)
    return made
