"""Where a student's work is kept: with the classroom's server, or in a local file where there is none.

Both keep named JSON values for one visitor and one case, and both return only after the value is safely stored.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from caseroom.patience import patiently, replace

TOKEN = "HTTP_CASEROOM_TOKEN"  # the environment's name for the kernel's token
LARGEST_VALUE = 200_000  # bytes of JSON; a long memo is about 20,000
PATIENCE = 12.0  # seconds a kernel waits for the classroom's answer; what is not kept by then must never be

environment: ContextVar[Mapping[str, str]] = ContextVar("environment", default=os.environ)
"""Who the visitor is, and where the classroom; in a process that several visitors share each has one of their own."""

Reason = Literal["unreachable", "busy", "full", "held", "unknown_visitor", "too_large"]


class NotSaved(Exception):
    """The value was not stored; `reason` says why, so that the page can say it in the reader's language."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"not saved: {reason}")
        self.reason: Reason = reason


class AlreadyLocked(Exception):
    """A value that may be set once was set before, perhaps in another tab; `value` is the one that counts."""

    def __init__(self, value: Any) -> None:
        super().__init__("this value was locked before")
        self.value = value


class Changed(Exception):
    """The value is no longer the one that this was based on: another window has saved `value` since."""

    def __init__(self, value: Any) -> None:
        super().__init__("another value was saved meanwhile")
        self.value = value


def fingerprint(value: Any) -> str:
    """The same for the same JSON, whoever computes it; what is not kept at all counts as null."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


class Client(Protocol):
    """What the kit needs of a place that keeps work."""

    def load(self) -> dict[str, Any]:
        """Everything kept for this visitor and case, by key."""

    def save(self, key: str, value: Any, *, once: bool = False, based_on: str | None = None) -> str:
        """Store `value` and return the time it was committed (ISO 8601). NotSaved, AlreadyLocked (with `once`).

        `based_on`: the fingerprint of the value that this one replaces. Changed, when another is kept now.
        """


def connect(slug: str) -> Client:
    """The classroom that started this kernel, or else the local file."""
    told = environment.get()
    if "CASEROOM_SERVER" in told and TOKEN in told:
        return ClassroomClient(slug, told)
    return FileClient(home() / f"{slug}.json")


def home() -> Path:
    """The folder for a student's own files when there is no classroom."""
    return Path(os.environ.get("CASEROOM_HOME") or Path.cwd() / ".caseroom")


def encode(value: Any) -> bytes:
    """`value` as JSON bytes. NotSaved("too_large") above LARGEST_VALUE."""
    data = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    if len(data) > LARGEST_VALUE:
        raise NotSaved("too_large")
    return data


class ClassroomClient:
    """Speaks HTTP to the classroom with the kernel's own token; what may be set once the classroom knows by itself.

    Address and token are looked up in `environment` at each call: a kernel may have been made ready before its
    visitor came. As long as the token is empty nobody has, and there is no work to load.
    """

    def __init__(self, slug: str, environment: Mapping[str, str], timeout: float = PATIENCE) -> None:
        self._slug, self._environment, self._timeout = slug, environment, timeout
        # A training centre's proxy settings must not catch a call to this very machine.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def load(self) -> dict[str, Any]:
        return dict(self._call("GET", "", None)["state"]) if self._environment[TOKEN] else {}

    def save(self, key: str, value: Any, *, once: bool = False, based_on: str | None = None) -> str:
        # One clock for all processes of the machine tells the server which of two writes was asked for later,
        # and whether anybody still waits for the answer.
        body = encode({"value": value, "asked": time.monotonic_ns(), "based_on": based_on})
        return str(self._call("PUT", f"/{key}", body)["saved_at"])

    def _call(self, method: str, path: str, body: bytes | None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._environment[TOKEN]}", "Content-Type": "application/json"}
        server = self._environment["CASEROOM_SERVER"].rstrip("/")
        address = f"{server}/api/cases/{self._slug}/state{path}"
        request = urllib.request.Request(address, body, headers, method=method)
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            raise _refusal(error) from None
        except OSError:
            raise NotSaved("unreachable") from None


def _refusal(error: urllib.error.HTTPError) -> Exception:
    if error.code == 409:
        return AlreadyLocked(json.load(error)["value"])
    if error.code == 412:
        return Changed(json.load(error)["value"])
    reasons: dict[int, Reason] = {401: "unknown_visitor", 413: "too_large", 503: "busy", 507: "full"}
    return NotSaved(reasons.get(error.code, "unreachable"))


class FileClient:
    """Keeps everything in one JSON file, replaced as a whole so that a crash leaves the old one intact."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> dict[str, Any]:
        try:
            return dict(json.loads(patiently(lambda: self._path.read_text(encoding="utf-8"))))
        except FileNotFoundError:
            return {}
        except PermissionError:
            raise NotSaved("held") from None
        except ValueError:
            # A file that cannot be read is put aside, never overwritten.
            replace(self._path, self._path.with_suffix(f".unreadable-{datetime.now():%Y%m%d-%H%M%S}.json"))
            return {}

    def save(self, key: str, value: Any, *, once: bool = False, based_on: str | None = None) -> str:
        encode(value)
        state = self.load()
        if once and key in state:
            raise AlreadyLocked(state[key])
        if based_on not in (None, fingerprint(state.get(key))):
            raise Changed(state.get(key))
        state[key] = value
        try:
            self._replace(json.dumps(state, ensure_ascii=False, indent=1, allow_nan=False))
        except PermissionError:
            raise NotSaved("held") from None
        except OSError:
            raise NotSaved("full") from None
        return datetime.now().astimezone().isoformat(timespec="seconds")

    def _replace(self, text: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=self._path.parent, suffix=".tmp", delete=False
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            replace(file.name, self._path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
