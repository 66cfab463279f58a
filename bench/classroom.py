"""Part 4: a class: 120 phones join, are told of a phase, vote within a second, and the server is killed.

Beside them somebody moves a lever.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse

from bench import processes
from bench.hand import Hand
from bench.servers import WAYS, Running, serve
from bench.statistics import median, percentile
from classroom.room.hall import desk_key

HOTLINE = next(way for way in WAYS if way.name == "hotline")
PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Size:
    """`phones` join within `joining` seconds; the phase changes `steps` times; a lever is pressed `presses` times alone
    and as often beside phones that each answer every `every` seconds; the server is killed `kills` times.
    """

    phones: int = 120
    joining: float = 60.0
    steps: int = 6
    presses: int = 40
    every: float = 5.0
    kills: int = 20


QUICK = Size(phones=6, joining=1.0, steps=2, presses=6, every=1.0, kills=1)


def measure(scratch: Path, size: Size) -> dict[str, Any]:
    """Latencies in ms, memory a phone in kB, and answers that were acknowledged and then lost or doubled."""
    with serve(HOTLINE, scratch) as server:
        return asyncio.run(_session(server, scratch / HOTLINE.name / "home", size))


def broken(found: Mapping[str, Any]) -> list[str]:
    """What must never be, in words; [] where no acknowledged answer was lost or doubled."""
    return [f"{found[what]} acknowledged answers were {what}" for what in ("lost", "doubled") if found[what]]


def compared(acknowledged: Mapping[int, Any], told: Mapping[int, Any], rows: int, phones: int) -> tuple[int, int]:
    """Answers lost and doubled in one phase: what each phone was told when it was saved, what it is told now, and how
    many rows stand on the disk for so many phones.
    """
    lost = sum(told.get(phone) != answer for phone, answer in acknowledged.items())
    return max(lost, len(acknowledged) - rows), max(0, rows - phones)


@dataclass
class Browser:
    """A browser's cookies, and requests that name the page they come from."""

    address: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    async def ask(self, path: str, body: Any = None, streaming: Any = None) -> HTTPResponse:
        headers = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())}
        if body is not None:
            headers |= {"Origin": self.address, "Content-Type": "application/json"}
        request = HTTPRequest(
            f"{self.address}{path}",
            method="GET" if body is None else "POST",
            headers=headers,
            body=None if body is None else json.dumps(body),
            follow_redirects=False,
            request_timeout=PATIENCE if streaming is None else 0,
            streaming_callback=streaming,
        )
        answer = await AsyncHTTPClient().fetch(request, raise_error=False)
        for cookie in answer.headers.get_list("Set-Cookie"):
            self.cookies.load(cookie)
        return answer


class Phone(Browser):
    """One that follows the room; `saw` says when it was first told of each phase."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.saw: dict[str, float] = {}
        self.view: dict[str, Any] = {}
        self._rest = b""

    def hear(self, chunk: bytes) -> None:
        *events, self._rest = (self._rest + chunk).split(b"\n\n")
        for event in events:
            for line in event.splitlines():
                if line.startswith(b"data: "):
                    self.view = json.loads(line[6:])
                    self.saw.setdefault(self.view["phase"]["id"], time.monotonic())


class Desk(Browser):
    async def open(self, home: Path) -> str:
        """A new room; its code."""
        await self.ask(f"/teach/key/{desk_key(home)}")
        asked = {"slug": "hotline", "agenda": "peer_instruction", "promise": "anonymous"}
        return str(json.loads((await self.ask("/teach", asked)).body)["code"])

    async def do(self, code: str, **command: Any) -> dict[str, Any]:
        body = {"key": os.urandom(8).hex(), "command": command}
        done: dict[str, Any] = json.loads((await self.ask(f"/teach/{code}/do", body)).body)
        return done


async def _session(server: Running, home: Path, size: Size) -> dict[str, Any]:
    AsyncHTTPClient.configure(None, max_clients=4 * size.phones)
    desk = Desk(server.address)
    code = await desk.open(home)
    phones = [Phone(server.address) for _ in range(size.phones)]
    first = max(1, size.phones // 10)  # with them come the case and what a room needs once, whoever else joins
    joined, streams = await _come_in(phones[:first], code, size.joining / size.phones)
    before = processes.own_memory(server.pid)
    others = await _come_in(phones[first:], code, size.joining / size.phones)
    memory = processes.own_memory(server.pid) - before
    joined, streams = joined + others[0], streams + others[1]
    told = [ms for n in range(size.steps) for ms in await _step(desk, code, phones, n)]
    vote = await _go_to(desk, code, phones, "vote")
    began = time.monotonic()
    votes = await asyncio.gather(*(_vote(phone, vote, n / size.phones) for n, phone in enumerate(phones)))
    took = time.monotonic() - began
    kept = (await desk.do(code, do="switch"))["count"]["answered"]
    lever = await _lever_beside(server, phones, vote, size)
    logging.getLogger("tornado").setLevel(logging.CRITICAL)  # a stream that we end is no trouble
    for stream in streams:
        stream.cancel()
    lost = await _killed(server, desk, code, phones, home, size)
    lost["lost"] += size.phones - kept  # every vote was acknowledged, or there was an error
    return {
        "phones": size.phones,
        "join_p95_ms": percentile(joined, 0.95),
        "join_last_s": size.joining,
        "told_p50_ms": median(told),
        "told_p95_ms": percentile(told, 0.95),
        "vote_p95_ms": percentile(votes, 0.95),
        "votes_within_s": took,
        "votes_kept": kept,
        "memory_kb_a_phone": 1024 * memory / (size.phones - first),
        **lever,
        "kills": size.kills,
        **lost,
    }


async def _come_in(
    phones: list[Phone], code: str, apart: float
) -> tuple[list[float], list[asyncio.Task[HTTPResponse]]]:
    """How long each took to join, in ms, and the streams by which they follow the room."""
    joined = await asyncio.gather(*(_join(phone, code, apart * n) for n, phone in enumerate(phones)))
    streams = [asyncio.create_task(phone.ask("/room/events", streaming=phone.hear)) for phone in phones]
    await _until(lambda: all(phone.view for phone in phones))
    return joined, streams


async def _join(phone: Phone, code: str, wait: float) -> float:
    await asyncio.sleep(wait)
    began = time.monotonic()
    answer = await phone.ask("/room/join", {"code": code, "lang": "zh"})
    if answer.code != 200:
        raise RuntimeError(f"not let in: {answer.code} {answer.body!r}")
    return (time.monotonic() - began) * 1000


async def _step(desk: Desk, code: str, phones: list[Phone], n: int) -> list[float]:
    """ms from the trainer's press until each phone knows."""
    for phone in phones:
        phone.saw.clear()
    began = time.monotonic()
    view = await desk.do(code, do="next" if n % 2 == 0 else "back")
    phase = view["phase"]["id"]
    await _until(lambda: all(phase in phone.saw for phone in phones))
    return [(phone.saw[phase] - began) * 1000 for phone in phones]


async def _go_to(desk: Desk, code: str, phones: list[Phone], kind: str) -> str:
    agenda = (await desk.do(code, do="switch"))["agenda"]
    phase = next(one["id"] for one in agenda if one["kind"] == kind)
    await desk.do(code, do="go_to", phase=phase)
    await _until(lambda: all(phone.view["phase"]["id"] == phase for phone in phones))
    return str(phase)


async def _vote(phone: Phone, phase: str, wait: float) -> float:
    await asyncio.sleep(wait)
    choice = phone.view["phase"]["question"]["choices"][0]["id"]
    began = time.monotonic()
    answer = await phone.ask("/room/answer", {"phase": phase, "answer": {"choice": choice}})
    if answer.code != 200:
        raise RuntimeError(f"not kept: {answer.code} {answer.body!r}")
    return (time.monotonic() - began) * 1000


async def _lever_beside(server: Running, phones: list[Phone], vote: str, size: Size) -> dict[str, float]:
    """How soon a lever's chart follows, before the phones do anything and while all of them answer anew."""
    async with Hand(server) as hand:
        await asyncio.sleep(size.every)
        alone = await hand.steps(size.presses)
        every = [asyncio.create_task(_answering(phone, vote, n / len(phones), size)) for n, phone in enumerate(phones)]
        beside = await hand.steps(size.presses)
        for answering in every:
            answering.cancel()
        ended = await asyncio.gather(*every, return_exceptions=True)
    if broke := [error for error in ended if not isinstance(error, asyncio.CancelledError)]:
        raise RuntimeError(f"{len(broke)} phones could not answer: {broke[0]!r}")
    return {
        "lever_alone_p50_ms": median(alone),
        "lever_alone_p95_ms": percentile(alone, 0.95),
        "lever_beside_p50_ms": median(beside),
        "lever_beside_p95_ms": percentile(beside, 0.95),
    }


async def _answering(phone: Phone, vote: str, part: float, size: Size) -> None:
    """One answer after the other, in step with nobody."""
    await asyncio.sleep(part * size.every)
    while True:
        await _vote(phone, vote, 0)
        await asyncio.sleep(size.every)


async def _killed(
    server: Running, desk: Desk, code: str, phones: list[Phone], home: Path, size: Size
) -> dict[str, int]:
    """Kill the server in the midst of answers, again and again; what was acknowledged must be there, once."""
    lost = doubled = acknowledged = 0
    for n in range(size.kills):
        agenda = (await desk.do(code, do="switch"))["agenda"]
        extra = [_bare(one) for one in agenda]
        phase = f"k{n}"
        extra.append({"id": phase, "kind": "vote", "minutes": 3, "question": _question(agenda)})
        await desk.do(code, do="plan", agenda=extra)
        await desk.do(code, do="go_to", phase=phase)
        choice = json.loads((await phones[0].ask("/room/now")).body)["phase"]["question"]["choices"][0]["id"]
        sent = {"phase": phase, "answer": {"choice": choice}}
        sending = [asyncio.create_task(_answer(phone, sent, place / len(phones))) for place, phone in enumerate(phones)]
        await _acknowledged(sending, 1 + n * (len(phones) - 2) // size.kills)
        os.killpg(server.pid, signal.SIGKILL)
        answers = await asyncio.gather(*sending, return_exceptions=True)
        saved = {
            n: json.loads(answer.body)["answer"]
            for n, answer in enumerate(answers)
            if isinstance(answer, HTTPResponse) and answer.code == 200
        }
        server.again()
        views = await asyncio.gather(*(phones[n].ask("/room/now") for n in saved))
        told = {n: json.loads(view.body)["me"]["answer"] for n, view in zip(saved, views, strict=True)}
        gone, twice = compared(saved, told, _on_disk(home, phase), len(phones))
        lost, doubled, acknowledged = lost + gone, doubled + twice, acknowledged + len(saved)
    return {"acknowledged": acknowledged, "lost": lost, "doubled": doubled}


async def _answer(phone: Phone, sent: dict[str, Any], wait: float) -> HTTPResponse:
    await asyncio.sleep(wait)
    return await phone.ask("/room/answer", sent)


async def _acknowledged(sending: list[asyncio.Task[HTTPResponse]], count: int) -> None:
    """Wait until so many have their answer, few in the first round, nearly all in the last."""
    await _until(lambda: sum(task.done() for task in sending) >= count)


def _on_disk(home: Path, phase: str) -> int:
    """How many answers to a phase stand there, whatever the server says."""
    with closing(sqlite3.connect(home / "classroom.sqlite3")) as db:
        return int(db.execute("SELECT count(*) FROM ballot WHERE phase = ?", (phase,)).fetchone()[0])


def _bare(phase: dict[str, Any]) -> dict[str, Any]:
    """A phase as the desk sends it back."""
    return {
        "id": phase["id"],
        "kind": phase["kind"],
        "minutes": phase["minutes"],
        "question": phase["of_question"],
        "reveal": phase["reveal"],
        "step": phase["step"],
    }


def _question(agenda: list[dict[str, Any]]) -> str:
    """What the first vote asks."""
    return str(next(one["of_question"] for one in agenda if one["kind"] == "vote"))


async def _until(look: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not look():
        if time.monotonic() > end:
            raise RuntimeError("not everybody was told within a minute")
        await asyncio.sleep(0.005)
