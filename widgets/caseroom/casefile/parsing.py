"""TOML to frozen dataclasses, every mistake named with its line."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re
import tomllib
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from caseroom.i18n import LANGUAGES, Text


class CaseError(ValueError):
    """A case file that cannot be used; the message begins with path:line."""


def parse(path: Path, kind: Any, finish: Callable[[Any], Any] = lambda parsed: parsed) -> Any:
    """What `finish` makes of it. An unchanged file is parsed once: the server asks for it at every visit."""
    state = path.stat()
    return _parsed(path, kind, finish, state.st_mtime_ns, state.st_size)


@functools.lru_cache(maxsize=64)
def _parsed(path: Path, kind: Any, finish: Callable[[Any], Any], changed: int, size: int) -> Any:
    source = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CaseError(f"{path}:{line[1] if line else 1}: this is not valid TOML: {error}") from None
    try:
        return finish(_build(kind, data, ()))
    except Mistake as mistake:
        raise CaseError(f"{path}:{_line_of(source, mistake.where)}: {mistake}") from None


class Mistake(Exception):
    def __init__(self, where: tuple[str | int, ...], sentence: str) -> None:
        super().__init__(sentence)
        self.where = where


def suggestion(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {near[0]!r}?" if near else f" (there is: {', '.join(sorted(known))})"


def _build(kind: Any, data: Any, where: tuple[str | int, ...]) -> Any:
    """`data` from TOML as a `kind`, which is a dataclass, a tuple of them, or a plain type."""
    origin = get_origin(kind)
    if origin is types.UnionType:
        options = [option for option in get_args(kind) if option is not type(None)]
        return _build(next((o for o in options if type(data) is o), options[0]), data, where)
    if origin is tuple:
        expect(isinstance(data, list), where, "needs a list")
        return tuple(_build(get_args(kind)[0], item, (*where, n)) for n, item in enumerate(data))
    if origin is Literal:
        expect(data in get_args(kind), where, f"is {data!r}; it may be {', '.join(map(repr, get_args(kind)))}")
        return data
    if kind is Text:
        expect(
            isinstance(data, dict)
            and set(data) == set(LANGUAGES)
            and all(isinstance(v, str) and v.strip() for v in data.values()),
            where,
            'needs words in both languages: { en = "...", zh = "..." }',
        )
        return Text(**{lang: words.strip() for lang, words in data.items()})
    if dataclasses.is_dataclass(kind):
        return _build_dataclass(kind, data, where)
    if origin is not None:
        return data
    accepted = (int, float) if kind is float else kind
    sound = isinstance(data, accepted) and (kind is bool or not isinstance(data, bool))
    expect(sound, where, f"needs a {kind.__name__}, not {data!r}")
    return data


def _build_dataclass(kind: Any, data: Any, where: tuple[str | int, ...]) -> Any:
    expect(isinstance(data, dict), where, "needs a table")
    hints = get_type_hints(kind)
    declared = {f.name.rstrip("_"): f for f in dataclasses.fields(kind)}
    for name in data:
        expect(name in declared, (*where, name), f"{name!r} is not known here{suggestion(name, declared)}")
    values = {}
    for name, f in declared.items():
        if name in data:
            values[f.name] = _build(hints[f.name], data[name], (*where, name))
        elif f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
            raise Mistake(where, f"{name!r} is missing")
    return kind(**values)


def expect(truth: bool, where: tuple[str | int, ...], sentence: str) -> None:
    if not truth:
        raise Mistake(where, f"{'.'.join(str(part) for part in where) or 'the file'} {sentence}")


def _line_of(source: str, where: tuple[str | int, ...]) -> int:
    """The line that a path such as ("questions", 3, "prompt") points at, as near as the text tells."""
    lines = source.splitlines()
    start = 0
    for n, part in enumerate(where):
        if isinstance(part, int):
            continue
        nth = where[n + 1] if n + 1 < len(where) and isinstance(where[n + 1], int) else None
        if nth is not None:
            headers = [i for i in range(start, len(lines)) if re.match(rf"\s*\[\[[\w.]*{part}\]\]", lines[i])]
            if int(nth) < len(headers):
                start = headers[int(nth)]
                continue
        start = next((i for i in range(start, len(lines)) if re.match(rf"\s*(\[[\w.]*)?{part}\b", lines[i])), start)
    return start + 1
