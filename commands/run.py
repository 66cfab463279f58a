"""`kit run`: a case's model without a page, as a table or as JSON."""

from __future__ import annotations

import dataclasses
import difflib
import json
import math
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Any

from caseroom import casefile, catalogue
from caseroom.casefile import CaseFile, Lever, Outcome
from caseroom.contracts import Model
from caseroom.formats import ENDLESS, UNKNOWN, kind_of, readable
from caseroom.parameters import BoundedParams, ParameterError, parameters, read_params
from commands.language import system_language


class Refusal(Exception):
    """What was asked cannot be; `str()` is the sentence, the exit code is 2."""


def main(namespace: Namespace) -> int:
    """Run or describe the case; 2 for a wrong case, name or value."""
    try:
        case = find_case(namespace.case)
        lang = namespace.lang or system_language()
        settings = read_settings(namespace.settings)
        answer = describe(case, lang) if namespace.describe else run(case, by_number(case, settings), namespace.option)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except casefile.CaseError as error:
        print(error, file=sys.stderr)
        return 1
    if namespace.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))
    elif namespace.describe:
        print(description_table(answer))
    else:
        print(result_table(case, answer, lang))
    return 0


def find_case(slug: str) -> CaseFile:
    known = catalogue.slugs()
    if slug not in known:
        raise Refusal(f"There is no case called {slug!r}.{near(slug, known)}")
    return catalogue.load(slug)


def read_settings(settings: Iterable[str]) -> dict[str, str]:
    """The name=value pairs of `--set`; the last one of a name counts."""
    values = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not (name and equals and value):
            raise Refusal(f"{setting!r} sets nothing; write name=value, for example agents=20.")
        values[name.strip()] = value.strip()
    return values


def by_number(case: CaseFile, settings: dict[str, str]) -> dict[str, str]:
    """The same with the number of a value that is called by its name: rule=limits, or as the page calls it."""
    levers = {lever.name: lever for lever in case.levers if lever.choices}
    return {name: number(levers[name], value) if name in levers else value for name, value in settings.items()}


def number(lever: Lever, value: str) -> str:
    """The number of a named value, as text; a text that is one already stays. Refusal for a name that it has not."""
    found = lever.named(value)
    if found is not None:
        return f"{found:g}"
    try:
        float(value)
    except ValueError:
        names = [choice.name for choice in lever.choices]
        raise Refusal(f"{lever.name} has no value called {value!r}.{near(value, names)}") from None
    return value


def run(case: CaseFile, settings: dict[str, str], option: str | None = None) -> dict[str, Any]:
    """Parameters and outcomes as JSON can hold them: a number that is not finite is None.

    `settings` stand on the option's own parameters, or on the model's defaults.
    """
    model = case.code("model")
    try:
        params = read_params(model.Params, settings, option_params(model, option))
    except ParameterError as error:
        known = [parameter.name for parameter in parameters(model.Params)]
        raise Refusal(f"{error}{near(error.name, known) if error.reason == 'unknown' else ''}") from error
    return {
        "case": case.slug,
        **({"option": option} if option else {}),
        "parameters": plain(dataclasses.asdict(params)),
        "outcomes": plain(dataclasses.asdict(model.simulate(params))),
    }


def option_params(model: Model, option: str | None) -> BoundedParams | None:
    if option is None:
        return None
    if option not in model.OPTIONS:
        raise Refusal(f"The case has no option called {option!r}.{near(option, list(model.OPTIONS))}")
    return model.OPTIONS[option]


def plain(values: dict[str, Any]) -> dict[str, int | float | None]:
    return {
        name: None if not math.isfinite(value) else value if isinstance(value, int) else float(value)
        for name, value in values.items()
    }


def describe(case: CaseFile, lang: str) -> dict[str, Any]:
    """Every parameter of the model with its words from case.toml, and every outcome."""
    words = {lever.name: lever for lever in case.levers}
    described = []
    for parameter in parameters(case.code("model").Params):
        lever = words.get(parameter.name)
        spoken: dict[str, Any] = {}
        if lever:
            spoken = {"label": lever.label.text(lang), "meaning": lever.help.text(lang)}
        if lever and lever.choices:
            spoken["choices"] = [
                {"value": one.value, "name": one.name, "label": one.label.text(lang)} for one in lever.choices
            ]
        described.append(dataclasses.asdict(parameter) | spoken)
    return {
        "case": case.slug,
        "options": [{"name": option.name, "label": option.label.text(lang)} for option in case.options],
        "parameters": described,
        "outcomes": [
            {
                "name": outcome.name,
                "unit": "share" if outcome.format == "percent" else outcome.unit.of_model(lang),
                "better": outcome.better,
                "label": outcome.label.text(lang),
                "meaning": outcome.meaning.text(lang),
            }
            for outcome in case.outcomes
        ],
    }


def near(name: str, known: Sequence[str]) -> str:
    found = difflib.get_close_matches(name, known, 1)
    return f" Did you mean {found[0]}?" if found else f" There is: {', '.join(known)}."


# Tables


def result_table(case: CaseFile, answer: dict[str, Any], lang: str) -> str:
    values = answer["parameters"] | answer["outcomes"]
    words: list[Lever | Outcome] = [*case.levers, *case.outcomes]
    lines = aligned([row(word, values[word.name], lang) for word in words], numeric={1})
    between = len(case.levers)
    return "\n".join([case.title.text(lang), "", *lines[:between], "", *lines[between:]])


def row(word: Lever | Outcome, value: float | None, lang: str) -> tuple[str, str, str]:
    if value is None:
        number = UNKNOWN if isinstance(word, Outcome) and word.absent else ENDLESS
    else:
        number = word.bare(value, lang) if isinstance(word, Lever) else readable(value, kind_of(word, lang))
    unit = "" if word.format == "percent" else word.unit.of(number, lang)
    return word.label.text(lang), number, unit


def description_table(answer: dict[str, Any]) -> str:
    inputs = [
        (p["name"], f"{p['default']:g}", f"{p['minimum']:g}-{p['maximum']:g}", unit_or_names(p), p.get("label", ""))
        for p in answer["parameters"]
    ]
    outputs = [(o["name"], o["unit"], o["better"], o["label"]) for o in answer["outcomes"]]
    options = [(o["name"], o["label"]) for o in answer["options"]]
    return "\n".join(
        [*aligned(inputs, numeric={1}), "", *aligned(outputs), *(["", *aligned(options)] if options else [])]
    )


def unit_or_names(described: dict[str, Any]) -> str:
    """A parameter's unit, or what each of its numbers is called: "1 rate, 2 shrunken"."""
    named = (f"{one['value']:g} {one['name']}" for one in described.get("choices", []))
    return ", ".join(named) or str(described["unit"])


def aligned(rows: Sequence[Sequence[str]], numeric: Iterable[int] = ()) -> list[str]:
    """Columns as wide as a terminal shows them, Chinese characters taking two places."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            " " * (wide - width(cell)) + cell if n in set(numeric) else cell + " " * (wide - width(cell))
            for n, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
