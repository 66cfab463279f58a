"""Specifications of charts, kept on disk: Altair takes seconds to import, so a chart is built once per machine."""

from __future__ import annotations

import functools
import hashlib
import inspect
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from caseroom import client, formats
from caseroom.charts import look
from caseroom.patience import replace


def remembered(build: Callable[..., Any]) -> Callable[..., look.Spec]:
    """`build` gives an Altair chart; the result gives its specification, made once per machine."""

    @functools.wraps(build)
    def specification(*words: Any, **more: Any) -> look.Spec:
        code = b"".join(Path(file).read_bytes() for file in (look.__file__, formats.__file__, inspect.getfile(build)))
        key = hashlib.sha256(code + repr((build.__name__, words, more)).encode()).hexdigest()
        path = client.home() / "cache" / f"chart-{key[:32]}.json"
        spec = _read(path)
        if spec is None:
            spec = build(*words, **more).to_dict(validate=False) | {"config": look.theme()}
            _write(path, spec)
        return spec

    return specification


def _read(path: Path) -> look.Spec | None:
    try:
        spec = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return spec if isinstance(spec, dict) and "$schema" in spec else None


def _write(path: Path, spec: look.Spec) -> None:
    """Keep `spec` where that is possible; a chart without a cache is only slower."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            json.dump(spec, file, ensure_ascii=False)
        replace(file.name, path)
    except OSError:
        pass
