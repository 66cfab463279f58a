"""A case's dataset by name, read as its datapackage.json says and refused where it does not fit.

datapackage.json is a Frictionless Data Package (https://specs.frictionlessdata.io); a field also has
``title_zh`` and ``unit``, and ``caseroom.kind`` says whether the data were observed or constructed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from caseroom import shelves
from caseroom.i18n import Text


class DataError(ValueError):
    """A dataset that cannot be used; the message is one plain sentence."""


@dataclass(frozen=True)
class TableField:
    """One column: what it means, in which unit ("" for none), and its categories in words ({} for none)."""

    name: str
    type: str
    title: Text
    description: str
    unit: str
    categories: Mapping[str, Text]


@dataclass(frozen=True)
class Dataset:
    """What one should know about a dataset before using it."""

    name: str
    title: Text
    constructed: bool
    fields: tuple[TableField, ...]
    true_parameters: Mapping[str, Any]


def folder(name: str) -> Path:
    """Where the dataset lies. DataError where there is none."""
    found = shelves.find("datasets", name, "datapackage.json")
    if found is None:
        raise DataError(f"There is no dataset called {name!r}: datasets/{name}/datapackage.json is missing.")
    return found.parent


def describe(name: str) -> Dataset:
    """The dataset's words in both languages, its fields, and whether it was constructed. Raises DataError."""
    package = _package(name)
    about = package["caseroom"]
    return Dataset(
        name=name,
        title=_titles(package),
        constructed=about["kind"] == "constructed",
        fields=tuple(_field(field) for field in _resource(package)["schema"]["fields"]),
        true_parameters=about.get("true_parameters", {}),
    )


def categories(name: str, field: str) -> dict[str, Text]:
    """Words for the values of a field whose schema lists them; empty where it does not. Raises DataError."""
    schema = _resource(_package(name))["schema"]
    listed: list[dict[str, str]] = next(
        (each.get("categories", []) for each in schema["fields"] if each["name"] == field), []
    )
    return {each["value"]: Text(en=each["label"], zh=each["label_zh"]) for each in listed}


def load(name: str, table: str = "") -> pd.DataFrame:
    """The dataset's table, or another of its tables by name; a column per field, in the field's type.

    Datetimes are parsed; whole numbers and truth values may be missing (Int64, boolean).
    Raises DataError when a file is missing or the table does not fit its schema.
    """
    resource = _resource(_package(name), table)
    fields, path = resource["schema"]["fields"], folder(name) / resource["path"]
    names = [field["name"] for field in fields]
    read = _read_texts(path)
    if list(read.columns) != names:
        raise DataError(f"{path.name} should have the columns {', '.join(names)}; it has {', '.join(read.columns)}.")
    for field in fields:
        read[field["name"]] = _typed(read[field["name"]], field, path.name)
    return read


def _package(name: str) -> dict[str, Any]:
    try:
        package: dict[str, Any] = json.loads((folder(name) / "datapackage.json").read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(f"datasets/{name}/datapackage.json is not valid JSON ({error}).") from None
    return package


def _resource(package: dict[str, Any], table: str = "") -> dict[str, Any]:
    """The first of the package, or the one of that name."""
    resources: list[dict[str, Any]] = package["resources"]
    matching = [resource for resource in resources if table in ("", resource["name"])]
    if not matching:
        raise DataError(f"The dataset {package['name']!r} has no table called {table!r}.")
    return matching[0]


def _field(field: dict[str, Any]) -> TableField:
    return TableField(
        name=field["name"],
        type=field["type"],
        title=_titles(field),
        description=field["description"],
        unit=field.get("unit", ""),
        categories={c["value"]: Text(c["label"], c["label_zh"]) for c in field.get("categories", ())},
    )


def _titles(item: dict[str, Any]) -> Text:
    return Text(en=item["title"], zh=item["title_zh"])


def _read_texts(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8")
    except FileNotFoundError:
        raise DataError(f"{path.name} is missing from datasets/{path.parent.name}.") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name} is not a table of comma-separated values ({error}).") from None


def _typed(texts: pd.Series, field: dict[str, Any], file: str) -> pd.Series:
    """The column in its field's type; the first value that does not fit is named with its line."""
    values = _converted(texts, field["type"])
    misfits = _misfits(texts, values, field["type"], field.get("constraints", {}))
    if misfits.any():
        row = int(misfits.argmax())
        value = "nothing" if pd.isna(texts[row]) else repr(texts[row])
        where = f"Line {row + 2} of {file}"
        raise DataError(f"{where} has {value} for {field['name']}, which does not fit its schema.")
    return values


def _misfits(texts: pd.Series, values: pd.Series, kind: str, limits: dict[str, Any]) -> NDArray[np.bool_]:
    misfits = values.isna() & (texts.notna() | limits.get("required", False))
    if "minimum" in limits:
        misfits |= (values < _limit(limits["minimum"], kind)).fillna(False)
    if "maximum" in limits:
        misfits |= (values > _limit(limits["maximum"], kind)).fillna(False)
    if "enum" in limits:
        misfits |= values.notna() & ~values.isin(limits["enum"])
    if limits.get("unique"):
        misfits |= values.duplicated()
    return misfits.to_numpy(dtype=bool)


def _limit(limit: object, kind: str) -> Any:
    return _converted(pd.Series([limit]), kind)[0]


def _converted(texts: pd.Series, kind: str) -> pd.Series:
    """Missing where a text is not of this kind."""
    if kind == "datetime":
        return pd.to_datetime(texts, format="%Y-%m-%dT%H:%M:%S", errors="coerce")
    if kind == "boolean":
        return texts.map({"true": True, "false": False}).astype("boolean")
    if kind == "string":
        return texts.astype("string")
    numbers = pd.to_numeric(texts, errors="coerce").astype("Float64")
    if kind == "integer":
        return numbers.where(numbers % 1 == 0).astype("Int64")
    return numbers.astype("float64")
