"""What a case's model says, asked in a process of its own: the server runs no case's code."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

PATIENCE = 60.0  # seconds for the model to answer
IDLE = 300.0  # seconds until a process goes that nobody asks


def model_answers(slug: str) -> dict[str, Any]:
    """What the model says to the case's questions; {} where it cannot be asked."""
    try:
        asked = subprocess.run(_command(slug), capture_output=True, timeout=PATIENCE, check=True, env=_environment())
        found: dict[str, Any] = json.loads(asked.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return {}
    return found


class Model:
    """One case's model, for the settings that a room pins. Its process starts when it is first asked."""

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="model")
        self._process: subprocess.Popen[str] | None = None
        self._asked = time.monotonic()

    async def of(self, settings: Sequence[dict[str, Any]]) -> list[Any] | None:
        """For each setting what `caseroom.answers` says of it; None where it cannot be asked."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._of, settings)

    def rest(self) -> None:
        """End the process if nobody has asked for a while."""
        if self._process and time.monotonic() - self._asked > IDLE:
            self._end()

    def _of(self, settings: Sequence[dict[str, Any]]) -> list[Any] | None:
        self._asked = time.monotonic()
        process = self._running()
        if process is None:
            return None
        patience = threading.Timer(PATIENCE, process.kill)  # a model that hangs must not hold up the others for ever
        patience.start()
        try:
            assert process.stdin and process.stdout
            process.stdin.write(json.dumps(settings) + "\n")
            process.stdin.flush()
            found: list[Any] = json.loads(process.stdout.readline())
        except (OSError, ValueError):
            self._end()
            return None
        finally:
            patience.cancel()
        return found

    def _running(self) -> subprocess.Popen[str] | None:
        if self._process and self._process.poll() is None:
            return self._process
        try:
            self._process = subprocess.Popen(
                [*_command(self._slug), "--scenarios"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env=_environment(),
            )
        except OSError:
            self._process = None
        return self._process

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _command(slug: str) -> list[str]:
    return [sys.executable, "-P", "-m", "caseroom.answers", slug]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
