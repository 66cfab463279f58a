"""`kit pack`: cases with their data and guides as one file for another school."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from caseroom import catalogue
from caseroom.casefile import CaseError
from commands.check import unwritten
from commands.packing import archive, manifest
from commands.packing.manifest import Manifest
from commands.packing.sentences import PackError, sentence


def main(namespace: Namespace) -> int:
    """Write the pack and say where; 2 and a sentence where it cannot be."""
    try:
        shelf = shelf_of(namespace.cases)
        about = described(namespace, shelf)
        target = Path(namespace.output or f"{about.name}-{about.version}.zip")
        written = archive.write(shelf, namespace.cases, about, target)
    except (PackError, CaseError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(sentence("not_written", why=error.strerror or error), file=sys.stderr)
        return 2
    print(sentence("packed", path=target, count=len(written.files)))
    for slug in written.cases:
        if count := unwritten(shelf, slug):
            print(sentence("unwritten", name=slug, count=count), file=sys.stderr)
    return 0


def shelf_of(slugs: list[str]) -> Path:
    """The one folder in which all these cases stand. PackError."""
    known = catalogue.slugs()
    for slug in slugs:
        if slug not in known:
            raise PackError("no_case", name=slug, known=", ".join(known))
    first, *others = [catalogue.load(slug).folder.parents[1] for slug in slugs]
    for slug, shelf in zip(slugs[1:], others, strict=True):
        if shelf != first:
            raise PackError("several_shelves", name=slug)
    return first


def described(namespace: Namespace, shelf: Path) -> Manifest:
    """The shelf's own pack.toml, else the first case's words; options count before both."""
    case = catalogue.load(namespace.cases[0])
    about = manifest.draft(shelf) or Manifest(name=case.slug)
    title = about.title or " · ".join((case.title.en, case.title.zh))
    options = {name: getattr(namespace, name) for name in ("name", "version", "author", "licence")}
    return replace(about, title=title, **{name: value for name, value in options.items() if value})
