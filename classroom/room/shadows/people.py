"""The shadows: each joins like a phone, sees what its phone shows, and answers at the pace of people.

Some come late, some go and come back, some ask for help. One thread a shadow, no kernel. Each keeps its seat as a phone
does, in a file: whoever starts the rehearsal again after a power cut finds the same people, not as many new ones.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from caseroom.casefile import CaseFile
from classroom.room.shadows.answers import Mind
from classroom.room.shadows.asking import Asked, Browser
from classroom.room.shadows.said import Pen

NAMES = {
    "en": ("Heron", "Maple", "Falcon", "Willow", "Cedar", "Plover", "Alder", "Swift", "Linden", "Wren"),
    "zh": ("白鹭", "枫叶", "雨燕", "垂柳", "雪松", "喜鹊", "银杏", "海棠", "秋菊", "山雀"),
}
ALL_IN = 25.0  # seconds until all but the late have joined
LATE = 90.0
THINKING = (4.0, 35.0)  # seconds until somebody answers
SHARE_LATE, SHARE_LEAVING, SHARE_ASKING = 0.08, 0.05, 0.03


class Shadows:
    """`count` of them for the room `code`, who have read its `case`; `pace` 1 is that of people, 0 at once; `kept`:
    where their seats are. `model`: what it says to the case's questions; their numbers lie around that.
    """

    def __init__(
        self,
        address: str,
        code: str,
        case: CaseFile,
        count: int,
        pace: float = 1.0,
        seed: int = 1,
        kept: Path | None = None,
        model: Mapping[str, Any] | None = None,
    ) -> None:
        self._address, self._code, self._count, self._pace, self._seed = address, code, count, pace, seed
        self._case, self._kept, self._model = case, kept, model
        self.stopped = threading.Event()

    def run(self) -> None:
        """Until the room is over or `stopped`."""
        threads = [threading.Thread(target=Shadow(self, n).live, daemon=True) for n in range(self._count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    @property
    def address(self) -> str:
        return self._address

    @property
    def code(self) -> str:
        return self._code

    def phone(self, n: int) -> Browser:
        """What number `n` holds in its hand, with the seat that it had before, if it had one."""
        return Browser(self._address, self._kept and self._kept / f"{self._code}-{n}.cookies")

    def mind(self, seed: int, lang: str) -> Mind:
        """What one of them thinks with."""
        return Mind(seed, Pen(self._case, lang), self._model)

    def seed(self, n: int) -> int:
        return 1000 * self._seed + n

    def wait(self, seconds: float) -> None:
        """As long as a person would take."""
        self.stopped.wait(self._pace * seconds)


class Shadow:
    def __init__(self, all_: Shadows, n: int) -> None:
        self._all, self._n = all_, n
        self._dice = random.Random(all_.seed(n))
        self._lang = "en" if n % 4 == 3 else "zh"
        self._browser = all_.phone(n)
        slept = 500 * self._browser.has_been_here  # who comes back throws other dice, and may change their mind
        self._mind = all_.mind(all_.seed(n) + slept, self._lang)
        self._done: set[str] = set()

    def live(self) -> None:
        """Join, then follow the room until it is over."""
        late = self._dice.random() < SHARE_LATE
        if not self._browser.has_been_here:
            self._all.wait(LATE if late else self._dice.uniform(0, ALL_IN))
            if not self._join():
                return
        while not self._all.stopped.is_set():
            try:
                for view in self._views():
                    if view["closed"]:
                        return self._browser.forget()
                    self._see(view)
            except Asked as refused:
                if refused.status in (404, 410):
                    return self._browser.forget()  # the seat or the room is gone
            except OSError:
                pass  # the server is gone for a moment, as for every phone
            self._all.wait(2)

    def _join(self) -> bool:
        names = NAMES[self._lang]
        name = f"{names[self._n % len(names)]} {self._n // len(names) + 1}"
        for _ in range(5):
            try:
                self._browser.send("room/join", {"code": self._all.code, "name": name, "lang": self._lang})
                self._browser.keep()
                return True
            except Asked as refused:
                if refused.status != 503:
                    return False
            except OSError:
                pass
            self._all.wait(3)
        return False

    def _views(self) -> Iterator[dict[str, Any]]:
        """As they come, until this phone loses its connection for a while."""
        leaving = self._dice.random() < SHARE_LEAVING
        until = time.monotonic() + self._dice.uniform(30, 120)
        with self._browser.stream("room/events") as lines:
            for line in lines:
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])
                if self._all.stopped.is_set() or (leaving and time.monotonic() > until):
                    return

    def _see(self, view: dict[str, Any]) -> None:
        phase = view["phase"]
        if phase["kind"] == "what_if":
            self._turn_levers(phase)
        if not phase["asks"] or view["me"]["answered"] or phase["id"] in self._done:
            return
        if phase["per_table"] and not self._has_in_hand(view["hands"]):
            return
        self._done.add(phase["id"])
        self._all.wait(self._dice.uniform(*THINKING))
        if self._dice.random() < SHARE_ASKING:
            self._browser.send("room/help", {"asks": True})
        before = view["me"]["before"] if phase["kind"] == "revote" else None
        answer = self._mind.answer(phase, before and before["answer"])
        if answer is not None:
            try:
                self._browser.send("room/answer", {"phase": phase["id"], "answer": answer})
            except Asked as refused:
                if refused.reason not in ("phase_over", "ended", "in_hands"):
                    raise

    def _turn_levers(self, phase: dict[str, Any]) -> None:
        """Pin something once a phase, as the case's page would keep it; at a table with one pair of levers, take them
        and leave them there.
        """
        if phase["id"] in self._done:
            return
        self._done.add(phase["id"])
        self._all.wait(self._dice.uniform(*THINKING))
        if phase["per_table"] and not self._has_in_hand(self._browser.now("room/now")["hands"]):
            return
        settings = self._mind.pins(self._browser.now("room/levers"))
        pins = [{"id": f"pin-{n}", "name": str(n), "levers": one} for n, one in enumerate(settings)]
        if settings:
            self._browser.send("room/scenario", {"levers": settings[-1], "pins": [] if phase["per_table"] else pins})

    def _has_in_hand(self, hands: dict[str, Any] | None) -> bool:
        """Whether it has what its table has one of, after an attempt to take what is in nobody's hands."""
        if hands and not hands["mine"] and hands["free"]:
            try:
                hands = self._browser.send("room/hands", {"do": "take"})["hands"]
            except Asked:
                return False  # somebody else was faster
        return bool(hands and hands["mine"])
