"""Scenarios as the end of an address: `scenario=agents:20,wage:55&pin=districts:4/A%20shared%20line`.

It stands behind the `#`, so it never reaches the server, and is ASCII, so that a messenger passes it on whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, unquote

from caseroom.parameters import BoundedParams, ParameterError, read_params
from caseroom.sharing.settings import changes
from caseroom.worksheet import LONGEST_NAME, MOST_PINS

LONGEST = 4_000  # characters of a link's end; longer ones are not made and not read
BASELINE = "baseline"  # stands for no change

Named = tuple[str, Any]
"""A pinned scenario: its name and its Params."""

Reason = Literal["too_long", "damaged", "refused"]


@dataclass(frozen=True)
class Shared:
    """What a link carries: the levers as they stood, and pinned scenarios."""

    now: Any
    pins: tuple[Named, ...] = ()


class LinkError(ValueError):
    """A link that opens nothing. `refused` says that the model does not take its values, and `error` which."""

    def __init__(self, reason: Reason, error: ParameterError | None = None) -> None:
        super().__init__(f"link not read: {reason}")
        self.reason, self.error = reason, error


def write(now: Any, pins: Sequence[Named] = ()) -> str:
    """The end of an address that `read` understands; without `pins` where they would make it too long."""
    scenario = f"scenario={_settings(now)}"
    pinned = [f"pin={_settings(params)}/{quote(name, safe='', errors='replace')}" for name, params in pins]
    whole = "&".join([scenario, *pinned])
    return whole if len(whole) <= LONGEST else scenario


def read(params_type: type[BoundedParams], text: str) -> Shared:
    """What `text`, made by `write` or by anybody, carries. LinkError."""
    if len(text) > LONGEST:
        raise LinkError("too_long")
    first, *rest = [part.partition("=") for part in text.split("&")]
    if first[0] != "scenario" or any(key != "pin" for key, _, _ in rest) or len(rest) > MOST_PINS:
        raise LinkError("damaged")
    now = _params(params_type, first[2])
    pins = tuple(_pin(params_type, value) for _, _, value in rest)
    if len({name for name, _ in pins}) < len(pins):
        raise LinkError("damaged")
    return Shared(now, pins)


def _settings(params: Any) -> str:
    return ",".join(f"{name}:{value!r}" for name, value in changes(params).items()) or BASELINE


def _params(params_type: type[BoundedParams], text: str) -> Any:
    if text == BASELINE:
        return params_type()
    pairs = [setting.partition(":") for setting in unquote(text).split(",")]
    values: dict[str, object] = {name: value for name, _, value in pairs}
    if not all(name and value for name, _, value in pairs) or len(values) < len(pairs):
        raise LinkError("damaged")
    try:
        return read_params(params_type, values)
    except ParameterError as error:
        raise LinkError("refused", error) from None


def _pin(params_type: type[BoundedParams], text: str) -> Named:
    settings, _, quoted = text.partition("/")
    name = " ".join("".join(c for c in unquote(quoted) if c.isprintable()).split())
    if not name or len(name) > LONGEST_NAME:
        raise LinkError("damaged")
    return name, _params(params_type, settings)
