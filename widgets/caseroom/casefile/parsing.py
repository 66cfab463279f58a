"""TOML to frozen dataclasses, all mistakes named with their lines."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re
import tomllib
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from caseroom.i18n import LANGUAGES, Text

NOT_IN_THE_FILE: Mapping[str, bool] = {"not in the file": True}
"""Metadata of a field that no author writes."""

Where = tuple[str | int, ...]


class CaseError(ValueError):
    """A case file that cannot be used; the message has a line for each mistake: path:line: sentence."""


@dataclass(frozen=True)
class Mistake:
    """`where` is the way to it through the file's tables, such as ("questions", 3, "prompt").

    `hides`: what cannot be judged before it is mended, as the way to it; all that is below, too.
    `entry`: of what only the whole can be judged no sooner, while its other parts can.
    """

    where: Where
    sentence: str
    hides: Where = ()
    entry: Where | None = None

    def __str__(self) -> str:
        return self.told({})

    def told(self, data: Any) -> str:
        """The sentence, with the entries of the file's `data` by their id or name: levers.staff.help needs words."""
        parts: list[str] = []
        for part in self.where:
            data = _inside(data, part)
            parts.append(_called(data, part + 1) if isinstance(part, int) else part)
        return f"{'.'.join(parts) or 'the file'} {self.sentence}"


def _inside(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None


def _called(entry: Any, place: int) -> str:
    """An entry's own id or name; else its place, from 1."""
    named = (entry.get("id") or entry.get("name")) if isinstance(entry, dict) else None
    return named if isinstance(named, str) else str(place)


Check = Callable[[Any], Iterable[Mistake]]
Finish = Callable[[Any, Path], Any]


def parse(path: Path, kind: Any, check: Check = lambda parsed: (), finish: Finish = lambda parsed, path: parsed) -> Any:
    """What `finish` makes of the file as a `kind`. An unchanged file is parsed once: the server asks at every visit.

    CaseError names all mistakes: those of form, and those that `check` finds in all that has the form.
    """
    state = path.stat()
    return _parsed(path, kind, check, finish, state.st_mtime_ns, state.st_size)


@functools.lru_cache(maxsize=64)
def _parsed(path: Path, kind: Any, check: Check, finish: Finish, changed: int, size: int) -> Any:
    return finish(examined(path, kind, check), path)


def examined(path: Path, kind: Any, check: Check) -> Any:
    """The file as a `kind`, read at every call: for a `check` that looks at more than the file. CaseError as `parse`.

    Where the form has mistakes `check` is given the rest, with stand-ins, and what it says of what cannot be judged yet
    is left out: no author reads of a mistake that is only the shadow of another.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")  # as a Windows editor saves it
        data = tomllib.loads(source)
    except UnicodeDecodeError:
        raise CaseError(f"{path}:1: this is not UTF-8 text: save it in that encoding") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CaseError(f"{path}:{line[1] if line else 1}: this is not valid TOML: {error}") from None
    builder = Builder()
    parsed = builder.build(kind, data, ())
    hidden = {mistake.hides for mistake in builder.mistakes}
    found = _found(check, parsed, stumbles=bool(hidden)) if () not in hidden else []
    wholes = {mistake.entry for mistake in builder.mistakes}
    told = [
        one
        for one in found
        if one.where not in wholes and not any(one.where[: len(place)] == place for place in hidden)
    ]
    if mistakes := builder.mistakes + told:
        raise CaseError(said(path, source, mistakes))
    return parsed


def _found(check: Check, parsed: Any, stumbles: bool) -> list[Mistake]:
    """What `check` says; where it `stumbles` over a stand-in, as much as it has said before."""
    found: list[Mistake] = []
    try:
        for mistake in check(parsed):
            found.append(mistake)
    except (AssertionError, AttributeError, TypeError, ValueError):
        if not stumbles:
            raise
    return found


def said(path: Path, source: str, mistakes: Iterable[Mistake]) -> str:
    """A line for each mistake, in the order of the file."""
    data = tomllib.loads(source)
    placed = sorted((_line_of(source, mistake.where), mistake.told(data)) for mistake in mistakes)
    return "\n".join(f"{path}:{line}: {sentence}" for line, sentence in placed)


def suggestion(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {near[0]!r}?" if near else f" (there is: {', '.join(sorted(known))})"


def unless(truth: bool, where: Where, sentence: str) -> Iterator[Mistake]:
    """The mistake, unless it is none."""
    if not truth:
        yield Mistake(where, sentence)


IN_BOTH = 'words in both languages: { en = "...", zh = "..." }'
NAMES = ("id", "name", "option", "slug")
"""Keys by which one part of a file speaks of another: without them nothing can be said of what belongs together."""


CALLED = {str: "a text in quotation marks", int: "a whole number", float: "a number", bool: "true or false"}
"""What an author knows of types."""


def _as_written(data: Any) -> str:
    """A value of the file in the file's own way."""
    return str(data).lower() if isinstance(data, bool) else repr(data)


def _are_words(data: Any) -> bool:
    return isinstance(data, dict) and not data.keys().isdisjoint(LANGUAGES)


class Builder:
    """Builds dataclasses from TOML's tables and goes on after a mistake, so that an author learns of all at once.

    In the place of what could not be built stands something of the same kind, or None; it reaches nobody but the check
    that goes on, because then there are `mistakes`.
    """

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def build(self, kind: Any, data: Any, where: Where) -> Any:
        """`data` as a `kind`, which is a dataclass, a tuple of them, or a plain type."""
        origin = get_origin(kind)
        if origin is types.UnionType:
            options = [option for option in get_args(kind) if option is not type(None)]
            return self.build(next((o for o in options if type(data) is o), options[0]), data, where)
        if origin is tuple:
            return self._tuple(get_args(kind)[0], data, where)
        if origin is Literal:
            return self._one_of(get_args(kind), data, where)
        if isinstance(kind, type) and issubclass(kind, Text):
            return self._text(kind, data, where)
        if dataclasses.is_dataclass(kind):
            return self._dataclass(kind, data, where)
        if origin is not None:
            return data
        accepted = (int, float) if kind is float else kind
        sound = isinstance(data, accepted) and (kind is bool or not isinstance(data, bool))
        if not sound:
            sentence = f"needs {CALLED.get(kind, kind.__name__)}, not {_as_written(data)}"
            self.mistakes.append(Mistake(where, sentence, _hidden(where, alone=True)))
        return data if sound else kind()

    def _one_of(self, known: tuple[Any, ...], data: Any, where: Where) -> Any:
        """A name out of few hides no more than what is said of its entry as a whole; but a kind says what the entry's
        other parts have to be.
        """
        if data in known:
            return data
        sentence = f"is {_as_written(data)}; it may be {', '.join(map(repr, known))}"
        hides = where[:-1] if where[-1] == "kind" else where
        self.mistakes.append(Mistake(where, sentence, hides, where[:-1]))
        return None

    def _tuple(self, kind: Any, data: Any, where: Where) -> Any:
        if not isinstance(data, list):
            self.mistakes.append(Mistake(where, "needs a list", _hidden(where)))
            return ()
        return tuple(self.build(kind, item, (*where, n)) for n, item in enumerate(data))

    def _text(self, kind: type[Text], data: Any, where: Where) -> Text:
        """Words that are missing hide nothing but themselves: whatever else is wrong beside them can be told."""
        others = {f.name for f in dataclasses.fields(kind)}.difference(LANGUAGES)
        numbers = {f.name for f in dataclasses.fields(kind) if isinstance(f.default, int)}
        sound = (
            isinstance(data, dict)
            and set(data) - others == set(LANGUAGES)
            and all(isinstance(data[name], str) and data[name].strip() for name in data.keys() - numbers)
        )
        if not sound:
            self.mistakes.append(Mistake(where, f"needs {IN_BOTH}", where))
            return kind("?", "?")
        for name in data.keys() & numbers:
            self.build(int, data[name], (*where, name))
        return kind(**{name: value.strip() if isinstance(value, str) else value for name, value in data.items()})

    def _dataclass(self, kind: Any, data: Any, where: Where) -> Any:
        if not isinstance(data, dict):
            self.mistakes.append(Mistake(where, "needs a table"))
            return None
        hints, declared = _declared(kind)
        for name in data.keys() - declared.keys():
            sentence = f"is not known here{suggestion(name, declared)}"
            plain, words = not isinstance(data[name], list | dict), _are_words(data[name])
            hides = (*where, name) if words else _hidden((*where, name), alone=plain)
            self.mistakes.append(Mistake((*where, name), sentence, hides, where if words else None))
        values = {}
        for name, f in declared.items():
            if name in data:
                values[f.name] = self.build(hints[f.name], data[name], (*where, name))
            elif f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
                values[f.name] = self._lacking(name, hints[f.name], where)
        return kind(**values)

    def _lacking(self, name: str, kind: Any, where: Where) -> Any:
        if isinstance(kind, type) and issubclass(kind, Text):
            self.mistakes.append(Mistake(where, f"lacks {name!r}: {IN_BOTH}", (*where, name)))
            return kind("?", "?")
        many = get_origin(kind) is tuple
        self.mistakes.append(Mistake(where, f"lacks {name!r}", _hidden((*where, name), alone=not many)))
        return () if many else kind() if kind in (str, int, float, bool) else None


def _hidden(where: Where, alone: bool = False) -> Where:
    """What a mistake at `where` hides: the entry that it stands in, since its parts belong together; of a name, all.

    alone: it is one plain value; of those at the head of a file each stands for itself.
    """
    if where[-1:] and where[-1] in NAMES:
        return ()
    return where if alone and len(where) == 1 else where[:-1]


@functools.cache
def _declared(kind: Any) -> tuple[dict[str, Any], dict[str, dataclasses.Field[Any]]]:
    """The types of a dataclass's fields, and those that a file may have by the names it uses."""
    fields = {f.name.rstrip("_"): f for f in dataclasses.fields(kind) if f.metadata != NOT_IN_THE_FILE}
    return get_type_hints(kind), fields


def _line_of(source: str, where: Where) -> int:
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
        begins = re.compile(rf"\s*(\[{{1,2}}[\w.]*)?{part}\b")
        start = next((i for i in range(start, len(lines)) if begins.match(lines[i])), start)
    return start + 1
