"""What the server says: a sentence on the trainer's terminal, and the rest in a file beside the store."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

UNREAD = "Got events for closed stream"  # ZMQ's: a session has ended before all was read that its kernel had to say
PINGS = "The websocket_ping_timeout ("  # Tornado takes Jupyter's milliseconds for seconds; Jupyter itself pings in time
NAME = "details.log"
LARGEST = 1_000_000  # bytes; one older file is kept


class Sentence(logging.Formatter):
    """The first line of what is said, the error that it is about, and where its traceback stands."""

    def __init__(self, details: Path) -> None:
        super().__init__()
        self._details = details

    def format(self, record: logging.LogRecord) -> str:
        said = record.getMessage().partition("\n")[0]
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return said
        why = str(error).partition("\n")[0]
        return f"{said}: {type(error).__name__}{f' ({why})' if why else ''}. Details: {self._details}"


class Quiet(RotatingFileHandler):
    """A full disk is told elsewhere, and a log that cannot be written must not end what it tells of."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing."""


def set_up(folder: Path, app: logging.Logger) -> None:
    """Let everything that is logged in this process, `app`'s too, go both ways. Warnings of libraries are details."""
    details = folder / NAME
    terminal = logging.StreamHandler()
    terminal.setFormatter(Sentence(details))
    terminal.addFilter(lambda record: record.name != "py.warnings")
    kept = Quiet(details, maxBytes=LARGEST, backupCount=1, encoding="utf-8", delay=True)
    kept.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    app.handlers.clear()
    app.propagate = True
    root = logging.getLogger()
    for handler in (terminal, kept):
        handler.setLevel(logging.WARNING)
        handler.addFilter(lambda record: not record.getMessage().startswith((UNREAD, PINGS)))
        root.addHandler(handler)
    logging.captureWarnings(True)
