"""What pages load: scripts, styles, pictures. Put together and compressed once; a browser keeps them for good."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tornado.web import HTTPError

from caseroom import formats, scripts
from caseroom.shelves import KIT
from classroom.headers import Guarded

STATIC = Path(__file__).parent / "static"
PANELS = KIT / "widgets" / "caseroom" / "panels"  # read as files: the server needs no widget

YEAR = 31_536_000  # seconds, the longest a cache is asked to keep something
ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class Asset:
    """`body` and, where that is smaller, `packed` by gzip; `version` changes with the content."""

    kind: str
    body: bytes
    packed: bytes | None
    version: str


def find(name: str) -> Asset | None:
    """The asset at static/caseroom/<name> as its files are now; None where there is none."""
    files = list(_files(name))
    if not files:
        return None
    stamp = tuple((file, file.stat().st_mtime_ns) for file in files)
    if name not in _made or _made[name][0] != stamp:
        _made[name] = stamp, _make(name, files)
    return _made[name][1]


def address(base: str, name: str) -> str:
    """Where a page finds the asset. KeyError for one that is not there."""
    asset = find(name)
    if asset is None:
        raise KeyError(name)
    return f"{base}static/caseroom/{name}?v={asset.version}"


def prepare() -> None:
    """Make all now: compressing takes a second that no visitor should wait."""
    for name in NAMES:
        find(name)


class AssetHandler(Guarded):
    """static/caseroom/<name>, for good where the address carries the version. Ranges are not served: all is small."""

    def get(self, name: str) -> None:
        found = find(name)
        if found is None:
            raise HTTPError(404)
        self._asset = found
        self._transforms = []  # tornado would compress anew, and for whoever says gzip;q=0, too
        versioned = self.get_query_argument("v", "") == found.version
        self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable" if versioned else "no-cache")
        self.set_header("Content-Type", found.kind)
        self.set_header("Vary", "Accept-Encoding")
        if self._packs:
            self.set_header("Content-Encoding", "gzip")
        self.finish(found.packed if self._packs else found.body)

    head = get

    @property
    def _packs(self) -> bool:
        accepted = self.request.headers.get("Accept-Encoding", "")
        return self._asset.packed is not None and ACCEPTS_GZIP.search(accepted) is not None

    def compute_etag(self) -> str | None:
        if self.get_status() >= 400:
            return None
        return f'"{self._asset.version}{"-gzip" if self._packs else ""}"'

    def write_error(self, status_code: int, **kwargs: object) -> None:
        self.finish()


# How they are made

_made: dict[str, tuple[object, Asset]] = {}

FONT = "fonts/source-serif-4-latin-wght-normal.woff2"
NAMES = (
    "page.js",
    "panels.js",
    "case.js",
    "case.css",
    "landing.css",
    "projector.css",
    "projector.js",
    "room.css",
    *(f"room/{page}.js" for page in ("join", "phone", "rooms", "desk", "screen")),
    "vega.js",
    "favicon.svg",
    FONT,
)


def _files(name: str) -> Iterator[Path]:
    """What an asset is made of, in order; nothing for an unknown name."""
    if name not in NAMES:
        return
    if name == "page.js":
        yield STATIC / "vendor" / name
    elif name == "vega.js":
        yield PANELS / "vendor" / name
    elif name == "case.js":
        yield from sorted((STATIC / "case").glob("*.js"))
    elif name.startswith("room/"):
        yield from (*sorted((STATIC / "room").glob("*.js")), PANELS / "numbers.js", PANELS / "typed.js")
    elif name == "panels.js":
        yield from _shared_first(".js")
    elif name == "case.css":
        first = _shared_first(".css")
        yield from (STATIC / "vendor" / "page.css", next(first), PANELS / "prose.css")
        yield from (STATIC / "house.css", STATIC / name)
        yield from (path for path in first if path.name != "prose.css")
        yield STATIC / "dark.css"
    elif name == "room.css":
        yield from (PANELS / "shared.css", STATIC / "house.css", *sorted((STATIC / "room").glob("*.css")))
        yield STATIC / "dark.css"
    elif name == "landing.css":
        yield from (PANELS / "shared.css", STATIC / "house.css", STATIC / name, STATIC / "dark.css")
    else:
        yield STATIC / name


def _shared_first(suffix: str) -> Iterator[Path]:
    shared = PANELS / f"shared{suffix}"
    yield shared
    yield from sorted(path for path in PANELS.glob(f"*{suffix}") if path != shared)


def _make(name: str, files: list[Path]) -> Asset:
    body = _room(name) if name.startswith("room/") else MADE_BY.get(name, _plain)(files)
    packed = gzip.compress(body, 9, mtime=0)
    return Asset(
        KINDS[Path(name).suffix],
        body,
        packed if len(packed) < 0.95 * len(body) else None,
        hashlib.sha256(body).hexdigest()[:16],
    )


def _plain(files: list[Path]) -> bytes:
    return b"\n".join(file.read_bytes() for file in files)


def _styles(files: list[Path]) -> bytes:
    """Style sheets as one, with the font's versioned name."""
    return _plain(files).replace(FONT.encode(), address("", FONT).removeprefix("static/caseroom/").encode())


def _panels(files: list[Path]) -> bytes:
    return scripts.modules(PANELS).encode()


def _case(files: list[Path]) -> bytes:
    return scripts.joined(STATIC / "case" / "case.js").encode()


def _room(name: str) -> bytes:
    return (formats.script() + scripts.joined(STATIC / name)).encode()


MADE_BY: dict[str, Callable[[list[Path]], bytes]] = {
    "case.js": _case,
    "panels.js": _panels,
    "case.css": _styles,
    "landing.css": _styles,
    "room.css": _styles,
}
