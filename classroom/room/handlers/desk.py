"""The trainer's desk. Every address of it denies whoever has not shown the desk's key."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from tornado.web import HTTPError

from caseroom import catalogue
from caseroom.casefile import CaseError
from caseroom.casefile.classroom import read_classroom
from caseroom.i18n import translator
from classroom.room import commands as ask
from classroom.room import page_words
from classroom.room.agendas import agendas, offers
from classroom.room.handlers.common import Stream
from classroom.room.handlers.owner import DESK, Owned
from classroom.room.handlers.way_in import WayIn
from classroom.room.live import Live
from classroom.room.page_words import said
from classroom.room.record import data, grades, sheets
from classroom.room.record.gathered import gather
from classroom.room.rules import Refused
from classroom.room.state import LARGEST_TABLE, SMALLEST_TABLE, USUAL_TABLE, Promise
from classroom.room.views import View, Views
from classroom.room.words import LIST_WORDS, PROMISE_WORDS
from classroom.visitors import language, remember_language, set_cookie

OFFICE = "application/vnd.openxmlformats-officedocument."
FILES = {
    "record.xlsx": f"{OFFICE}spreadsheetml.sheet",
    "answers.csv": "text/csv; charset=utf-8",
    "record.json": "application/json; charset=utf-8",
    "xapi.json": "application/json; charset=utf-8",
    "record.docx": f"{OFFICE}wordprocessingml.document",
    "canvas.csv": "text/csv; charset=utf-8",
    "moodle.csv": "text/csv; charset=utf-8",
}
GRADES = ("canvas.csv", "moodle.csv")  # of a class that goes by its names
A_TERM = 120  # days


def files_of(live: Live) -> list[str]:
    """The forms in which there is a record of this class."""
    return [name for name in FILES if live.room.promise == "named" or name not in GRADES]


class Making(msgspec.Struct):
    slug: str
    agenda: str
    promise: Promise
    table_size: Annotated[int, msgspec.Meta(ge=SMALLEST_TABLE, le=LARGEST_TABLE)] = USUAL_TABLE


class Doing(msgspec.Struct):
    """A command with a `key` of its own, and the turn of the room that its sender saw."""

    key: Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
    command: ask.Desk
    turn: int | None = None


class DeskHandler(WayIn, Owned):
    async def prepare(self) -> None:
        """To the hub for who may ask there; HTTPError 403 for everybody else without the key."""
        if await self.has_the_desk():
            super().prepare()
        elif self.owners is not None and self.opens_a_page():
            self.ask_the_hub(self.owners)
        else:
            raise HTTPError(403)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        if status_code != 403:
            super().write_error(status_code, **kwargs)
        elif self.opens_a_page():
            self.show("error.html", status=403, desk="hub" if self.owners else "key")
        else:
            self.tell({"reason": "403", "sentence": ""})

    def desk(self, code: str, views: Views) -> View:
        """The view of the room, and how phones get in."""
        return {**views.desk(language(self)), "join": self.join(code)}


class Key(Owned):
    """/teach/key/<key>: the link that the command prints; it gives this browser the desk."""

    async def get(self, shown: str) -> None:
        if not self.hall.opens_the_desk(shown):
            raise HTTPError(403)
        set_cookie(self, DESK, shown, expires_days=A_TERM, httponly=True, samesite="Strict")
        room = self.get_query_argument("room", "")
        found = await self.hall.find(room) if room else None
        lang = language(self)
        remember_language(self, lang)
        self.redirect(f"{self.settings['base_url']}teach{f'/{room}' if found else ''}?lang={lang}")


class Rooms(DeskHandler):
    """/teach: the rooms there are, and a form for a new one. POST makes it."""

    async def get(self) -> None:
        rooms, lang, translate = await self.hall.every(), language(self), translator(language(self))
        remember_language(self, lang)
        people = await self.hall.threads.read(self.hall.rooms.people)
        slugs = catalogue.slugs()
        cases = [case for slug in slugs if (case := _sound(slug)) is not None]
        wrong = dict.fromkeys(slugs, "broken") | {case.slug: "" for case in cases}

        def lacks(slug: str) -> str:
            found = wrong.get(slug, "gone")
            return translate(LIST_WORDS[found]).format(slug=slug) if found else ""

        given = {
            "rooms": [
                vars(row) | {"delete_on": row.delete_on, "people": people.get(row.id, 0), "lacks": lacks(row.slug)}
                for row in rooms
            ],
            "cases": [
                {
                    "slug": case.slug,
                    "title": case.title.text(lang),
                    "agendas": [
                        {"id": one.id, "title": one.title.text(lang), "minutes": one.minutes} for one in agendas(case)
                    ],
                    "roles": len(read_classroom(case).briefs),
                }
                for case in cases
            ],
            "promises": [
                {"id": name, "name": translate(short), "text": translate(text)}
                for name, (short, text) in PROMISE_WORDS.items()
            ],
            "table_size": [SMALLEST_TABLE, USUAL_TABLE, LARGEST_TABLE],
        }
        self.show("rooms.html", given=given, words=said(page_words.ROOMS_WORDS, lang))

    async def post(self) -> None:
        sent: Making = self.sent(Making)
        case = _sound(sent.slug) if sent.slug in catalogue.slugs() else None
        agenda = next((one for one in agendas(case) if one.id == sent.agenda), None) if case else None
        if case is None or agenda is None:
            raise Refused("unfit")
        live, _ = await self.hall.make(case, agenda, sent.promise, sent.table_size)
        self.tell({"code": live.row.code})


class Keeping(msgspec.Struct):
    days: Annotated[int, msgspec.Meta(ge=0, le=3660)] | None


class Keep(DeskHandler):
    """POST /teach/<code>/keep: how many days after its end the room is deleted; null: it is kept for good."""

    async def post(self, code: str) -> None:
        sent: Keeping = self.sent(Keeping)
        await self.room(code)
        await self.hall.keep(code, sent.days)
        self.tell({"ok": True})


class RoomList(DeskHandler):
    """/teach/rooms: the rooms there are, as JSON."""

    async def get(self) -> None:
        self.tell({"rooms": [vars(row) for row in await self.hall.every()]})


class DeskPage(DeskHandler):
    """/teach/<code>: the desk of one room."""

    async def get(self, code: str) -> None:
        live, views = await self.room(code)
        lang = language(self)
        remember_language(self, lang)  # for the events, which follow at an address of their own
        words = said(page_words.DESK_WORDS + page_words.BLOCK_WORDS, lang)
        earlier = await self._earlier(live)
        given = {"offers": offers(live.case, lang), "files": files_of(live), "earlier": earlier}
        self.show("desk.html", view=self.desk(code, views), given=given, words=words)

    async def _earlier(self, live: Live) -> list[View]:
        """The classes that this one can be compared with."""
        people = await self.hall.threads.read(self.hall.rooms.people)
        return [
            {"id": row.id, "code": row.code, "day": row.made_at[:10], "people": people.get(row.id, 0)}
            for row in await self.hall.earlier(live.row)
        ]


class DeskNow(DeskHandler):
    """/teach/<code>/now: the view once."""

    async def get(self, code: str) -> None:
        _, views = await self.room(code)
        self.tell(self.desk(code, views))


class DeskEvents(Stream, DeskHandler):
    """/teach/<code>/events: the view as it changes."""

    async def get(self, code: str) -> None:
        live, views = await self.room(code)
        await self.stream(live, lambda: self.desk(code, views))


class Do(DeskHandler):
    """POST /teach/<code>/do: a command; the room as it is then comes back."""

    async def post(self, code: str) -> None:
        sent: Doing = self.sent(Doing)
        live, views = await self.room(code)
        if isinstance(sent.command, ask.Compare):
            await self.hall.compare(live, sent.command.room)
        await live.do(sent.command, sent.key, sent.turn)
        self.tell(self.desk(code, views))


class File(DeskHandler):
    """/teach/<code>/files/<name>: the record of the class, in one of its forms."""

    async def get(self, code: str, name: str) -> None:
        from classroom.room.record.document import document  # python-docx: not before somebody wants a file

        live, views = await self.room(code)
        if name not in files_of(live):
            raise HTTPError(404)
        lang = language(self)
        record = gather(lang, code, live.case, live.room, live.log, live.answers, *views.seen_scenarios(), live.model)
        made = {
            "record.xlsx": lambda: sheets.workbook(record),
            "answers.csv": lambda: sheets.answers_as_csv(record),
            "record.json": lambda: data.as_json(record),
            "xapi.json": lambda: data.as_xapi(record),
            "record.docx": lambda: document(record, views.shown(lang)),
            "canvas.csv": lambda: grades.for_canvas(record),
            "moodle.csv": lambda: grades.for_moodle(record),
        }
        self.set_header("Content-Type", FILES[name])
        self.set_header("Content-Disposition", f'attachment; filename="{live.row.slug}-{code}-{name}"')
        self.set_header("Cache-Control", "no-store")
        self.finish(await self.hall.threads.read(made[name]))


class Archiving(msgspec.Struct):
    away: bool


class Archive(DeskHandler):
    """POST /teach/<code>/archive: a room that is over is put away, out of the list, or brought back."""

    async def post(self, code: str) -> None:
        sent: Archiving = self.sent(Archiving)
        live, _ = await self.room(code)
        if sent.away and not live.room.closed:
            raise Refused("going_on")
        await self.hall.put_away(code, sent.away)
        self.tell({"ok": True})


class Delete(DeskHandler):
    """POST /teach/<code>/delete: the room and all that was said in it, for good; only once it is over."""

    async def post(self, code: str) -> None:
        live, _ = await self.room(code)
        if not live.room.closed:
            raise Refused("going_on")
        await self.hall.delete(code)
        self.tell({"ok": True})


def _sound(slug: str) -> Any:
    """A case with which a room can be made; None where its files have mistakes."""
    try:
        case = catalogue.load(slug)
        read_classroom(case)
    except (CaseError, OSError):
        return None
    return case
