"""How few may be shown apart. In a small group a number is a person."""

from __future__ import annotations

from collections.abc import Mapping

FEWEST = 5


def shown_apart(sizes: Mapping[str, int]) -> set[str]:
    """The groups that may be shown apart, where all of them together may be seen as well.

    None with fewer than FEWEST; and where what is withheld is so little that the whole less the shown gives it away,
    the smallest of the others is withheld too.
    """
    shown = {name for name, size in sizes.items() if size >= FEWEST}
    while shown and 0 < sum(size for name, size in sizes.items() if name not in shown) < FEWEST:
        shown.discard(min(shown, key=lambda name: (sizes[name], name)))
    return shown
