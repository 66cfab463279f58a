"""pack.toml: whose pack it is, what it brings, and the SHA-256 of every file in it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from commands.packing.sentences import PackError, sentence
from commands.places import ROOT

NAME = "pack.toml"
SCHEMA = 1
SLUG = re.compile(r"[a-z][a-z0-9_]{1,30}")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
TEXTS = ("title", "author", "licence")
LONGEST = 200  # characters of a text


@dataclass(frozen=True)
class Manifest:
    """`files`: SHA-256 by name, for every file but pack.toml itself; `kit`: the version it was made with."""

    name: str
    version: str = "1"
    title: str = ""
    author: str = ""
    licence: str = "CC BY 4.0"
    cases: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    kit: str = ""
    schema: int = SCHEMA

    def written(self) -> str:
        """As pack.toml has it."""
        texts = {"schema": self.schema, "kit": self.kit, "name": self.name, "version": self.version}
        texts |= {name: getattr(self, name) for name in TEXTS}
        lines = [f"{name} = {_value(value)}" for name, value in texts.items()]
        lines.append(f"cases = [{', '.join(map(_value, self.cases))}]")
        lines += ["", "[files]", *(f"{_value(name)} = {_value(digest)}" for name, digest in sorted(self.files.items()))]
        return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def kit_version() -> str:
    """Of this kit."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def read(text: str) -> Manifest:
    """A manifest that can be used with this kit. PackError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError("bad_manifest", why=error) from None
    schema, kit = data.get("schema"), data.get("kit", "")
    if isinstance(schema, int) and schema > SCHEMA:
        raise PackError("newer", theirs=f"pack.toml {schema}", ours=f"pack.toml {SCHEMA}")
    _expect(schema == SCHEMA, "schema")
    _expect(isinstance(kit, str) and bool(re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}", kit)), "kit")
    if numbers(kit) > numbers(kit_version()):
        raise PackError("newer", theirs=kit, ours=kit_version())
    for name in ("name", "version"):
        _expect(isinstance(data.get(name), str) and bool(WORD.fullmatch(data[name])), name)
    for name in TEXTS:
        value = data.get(name)
        _expect(isinstance(value, str) and len(value) <= LONGEST and value.isprintable(), name)
    cases, files = data.get("cases", []), data.get("files", {})
    _expect(isinstance(cases, list) and bool(cases), "cases")
    _expect(all(isinstance(slug, str) and SLUG.fullmatch(slug) for slug in cases), "cases")
    _expect(isinstance(files, dict) and all(isinstance(digest, str) for digest in files.values()), "files")
    texts = {name: data[name] for name in ("name", "version", *TEXTS)}
    return Manifest(**texts, cases=tuple(cases), files=files, kit=kit)


def draft(shelf: Path) -> Manifest | None:
    """What a shelf's own pack.toml says so far, without files; None where there is none. PackError."""
    path = shelf / NAME
    if not path.is_file():
        return None
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise PackError("bad_manifest", why=error) from None
    _expect("name" in data, "name")
    known: dict[str, Any] = {name: str(data[name]) for name in ("version", *TEXTS) if name in data}
    return replace(Manifest(str(data["name"])), **known)


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


FORMS = {"name": "form_of_a_word", "version": "form_of_a_word"} | dict.fromkeys(TEXTS, "form_of_a_text")


def _expect(truth: bool, entry: str) -> None:
    """PackError, which says of what form the entry of pack.toml has to be."""
    if not truth:
        raise PackError("bad_manifest", why=sentence(FORMS.get(entry, "form_of_the_rest"), entry=entry, most=LONGEST))
