"""What a command says where the files of a case cannot be read: where the fault stands, and no traceback."""

from __future__ import annotations

from caseroom import catalogue

HINT = "Mend this first; python3 kit check {slug} names every fault of the case."


def told(slug: str) -> str:
    """What keeps this case from being used, or any where none is named; "" where nothing does."""
    known = catalogue.slugs()
    broken = {one: said for one in known if slug in ("", one) and (said := catalogue.broken(one))}
    return "\n".join(f"{said}\n{HINT.format(slug=one)}" for one, said in broken.items())
