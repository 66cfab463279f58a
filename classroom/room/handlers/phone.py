"""The addresses of a phone: join, come back, see the room, answer, call for help."""

from __future__ import annotations

import contextlib
import secrets
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec

from caseroom.i18n import LANGUAGES, translator
from classroom.room import commands as ask
from classroom.room import page_words, seats
from classroom.room.handlers.common import RoomHandler, Stream
from classroom.room.into_case import places_in_case
from classroom.room.live import Live
from classroom.room.page_words import said
from classroom.room.rules import Refused
from classroom.room.state import Person
from classroom.room.views import Views
from classroom.room.words import PROMISE_WORDS
from classroom.store import StoreError
from classroom.templated import LANGUAGE_NAMES
from classroom.visitors import cookie_token, language, remember, remember_language, set_cookie

SEAT = "caseroom-seat"
A_DAY = 1


class Joining(msgspec.Struct):
    """`key`: 32 bytes in hex that the phone made by chance, so that it may ask again; without one it may not."""

    code: Annotated[str, msgspec.Meta(max_length=20)]
    lang: str
    key: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{64})?$")] = ""
    name: ask.Name = ""
    table: Annotated[int, msgspec.Meta(ge=0, le=ask.MOST_TABLES)] = 0


class Returning(msgspec.Struct):
    code: Annotated[str, msgspec.Meta(max_length=20)]
    words: Annotated[str, msgspec.Meta(max_length=100)]


class Answering(msgspec.Struct):
    phase: Annotated[str, msgspec.Meta(max_length=20)]
    answer: Any


class Sight(msgspec.Struct):
    here: bool


class Calling(msgspec.Struct):
    asks: bool


class Speaking(msgspec.Struct):
    lang: str


class PhoneHandler(RoomHandler):
    """What a phone asks for; its cookie says which room and which seat."""

    async def seated(self) -> tuple[Live, Views, bytes, Person]:
        """The room and the seat of this phone. Refused: "no_seat"."""
        found = await self.hall.seated(self.get_cookie(SEAT) or "")
        if found is None:
            raise Refused("no_seat")
        live, _, _, person = found
        if not live.anonymous:
            live.visitors[person.id] = cookie_token(self)
        return found

    async def room(self, code: str) -> tuple[Live, Views]:
        """The room with this code. Refused: "no_room"."""
        digits = "".join(letter for letter in code if letter.isdigit())
        found = await self.hall.find(digits)
        if found is None:
            raise Refused("no_room")
        return found

    def remember_seat(self, code: str, secret: bytes) -> None:
        value = f"{code}.{seats.to_cookie(secret)}"
        set_cookie(self, SEAT, value, expires_days=A_DAY, httponly=True, samesite="Strict")


class JoinPage(PhoneHandler):
    """/join, /j/<code>: the code, a language, a name. Who has a seat already goes straight to it."""

    async def get(self, code: str = "") -> None:
        try:
            live, *_ = await self.seated()
        except Refused:
            live = None
        if live is not None and (code == live.row.code or (not code and not live.room.closed)):
            self.redirect(f"{self.settings['base_url']}room")
            return
        lang = language(self)
        found = await self.hall.find(code) if code else None
        given = {"lang": lang, "languages": LANGUAGE_NAMES, "most_tables": ask.MOST_TABLES, "typed": code}
        given["room"] = _about(found[0], lang) if found else None
        self.show("join.html", given=given, words=said(page_words.JOIN_WORDS, lang))


class Join(PhoneHandler):
    """POST /room/join: a seat, with the return code that is told this once."""

    async def post(self) -> None:
        sent: Joining = self.sent(Joining)
        live, _ = await self.room(sent.code)
        lang = sent.lang if sent.lang in LANGUAGES else language(self)
        if live.room.promise != "anonymous" and not sent.name.strip():
            raise Refused("empty")
        name = "" if live.room.promise == "anonymous" else sent.name
        secret, person, code = seats.from_key(bytes.fromhex(sent.key) or secrets.token_bytes(seats.LENGTH))
        await live.join(ask.Join(person, name, lang, sent.table), secret, code)
        self.remember_seat(live.row.code, secret)
        remember_language(self, lang)
        token = await self._as_visitor(live, secret)
        if not live.anonymous:
            live.visitors[person] = token
        self.tell({"return_code": seats.in_words(code, lang)})

    async def _as_visitor(self, live: Live, secret: bytes) -> str:
        """As whom this phone works the case: itself, where it has work here, and somebody nobody knows otherwise."""
        token = cookie_token(self)
        if live.anonymous or not token or not await self._store.knows(token):
            token = seats.visitor(secret)
            await self._store.admit(token)
            remember(self, token)
        return token


class Return(PhoneHandler):
    """POST /room/return: the same seat on this device, by the four words."""

    async def post(self) -> None:
        sent: Returning = self.sent(Returning)
        live, _ = await self.room(sent.code)
        code = seats.read_code(sent.words)
        secret = await live.returned(code) if code else None
        if secret is None:
            raise Refused("no_seat")
        self.remember_seat(live.row.code, secret)
        token = seats.visitor(secret)
        if await self._store.knows(token):
            remember(self, token)
        self.tell({"ok": True})


def _about(live: Live, lang: str) -> dict[str, Any]:
    """What somebody is told of a room before they come in."""
    name, text = PROMISE_WORDS[live.room.promise]
    translate = translator(lang)
    return {
        "code": live.row.code,
        "title": live.case.title.text(lang),
        "promise": {"id": live.room.promise, "name": translate(name), "text": translate(text)},
        "open": live.room.door,
        "closed": live.room.closed,
    }


class PhonePage(PhoneHandler):
    """/room: one thing at a time. Who has no seat is shown the door."""

    async def get(self) -> None:
        try:
            live, views, secret, person = await self.seated()
        except Refused:
            self.redirect(f"{self.settings['base_url']}join")
            return
        live.presence.looks(person.id, here=True)
        if language(self) != person.lang:  # a device on which somebody came back
            remember_language(self, person.lang)
            self.redirect(f"{self.settings['base_url']}room")
            return
        words = said(page_words.PHONE_WORDS + page_words.BLOCK_WORDS, person.lang)
        self.show("room.html", view=views.phone(secret), given=LANGUAGE_NAMES, words=words)


class PhoneNow(PhoneHandler):
    """/room/now: the view once, where events do not pass."""

    async def get(self) -> None:
        live, views, secret, person = await self.seated()
        live.presence.seen(person.id)
        self.tell(views.phone(secret))


class PhaseNow(PhoneHandler):
    """/room/phase: where the class is, for the case's page, which asks again and again."""

    async def get(self) -> None:
        live, _, _, person = await self.seated()
        live.presence.works(person.id)
        self.tell({"phase": live.room.now.id, "closed": live.room.closed, "given": live.in_cases[person.id]})


class PhoneEvents(Stream, PhoneHandler):
    """/room/events: the view as it changes."""

    async def get(self) -> None:
        live, views, secret, person = await self.seated()
        live.presence.came(person.id)
        live.pages.counted()
        try:
            await self.stream(live, lambda: views.phone(secret))
        finally:
            live.presence.went(person.id)
            live.pages.counted()


class Looking(PhoneHandler):
    """POST /room/looking: whether the room is in sight on this phone."""

    async def post(self) -> None:
        sent: Sight = self.sent(Sight)
        live, _, _, person = await self.seated()
        live.presence.looks(person.id, sent.here)
        self.tell({"ok": True})


class Answer(PhoneHandler):
    """POST /room/answer: on the disk when it is answered; the answer that counts comes back."""

    async def post(self) -> None:
        sent: Answering = self.sent(Answering)
        live, _, secret, person = await self.seated()
        live.presence.works(person.id)
        counts = await live.answer(secret, sent.phase, sent.answer)
        if not live.anonymous:
            await self._into_the_case(live, sent.phase, counts, person)
        self.tell({"saved": True, "answer": counts})

    async def _into_the_case(self, live: Live, phase: str, answer: dict[str, Any], person: Person) -> None:
        """It stands in the case too, when this phone opens it; a table's, in that of everybody who sits there."""
        stretch = next(one for one in live.room.agenda if one.id == phase)
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        table = person.table if stretch.per_table else 0
        for place in places_in_case(stretch, live.case, answer, now, live.row.id, table):
            for one in live.room.table(table) if table else [person]:
                with contextlib.suppress(StoreError):  # the room has the answer
                    await self._store.save(
                        live.visitors.get(one.id, ""), live.row.slug, place.key, place.value, once=place.once
                    )
                    live.in_cases[one.id] += 1


class Help(PhoneHandler):
    """POST /room/help: a hand that the trainer sees."""

    async def post(self) -> None:
        sent: Calling = self.sent(Calling)
        live, _, _, person = await self.seated()
        await live.do(ask.Call(person.id, sent.asks), "")
        self.tell({"ok": True})


class Handing(msgspec.Struct):
    """`seat`: to whom something is passed on, of the same table."""

    do: Literal["take", "pass_on", "want", "let_be"]
    seat: int = -1


class Hands(PhoneHandler):
    """POST /room/hands: take what the table has one of, pass it on, ask for it."""

    async def post(self) -> None:
        sent: Handing = self.sent(Handing)
        live, views, secret, person = await self.seated()
        live.presence.works(person.id)
        commands: dict[str, ask.Command] = {
            "pass_on": ask.PassOn(person.id, sent.seat),
            "want": ask.Want(person.id, True),
            "let_be": ask.Want(person.id, False),
        }
        if sent.do == "take":
            await live.take(person)
        else:
            await live.do(commands[sent.do], "")
        self.tell(views.phone(secret))


class Levers(PhoneHandler):
    """GET /room/levers: how the case's options set the levers, and between what these move.

    POST /room/scenario keeps a what-if as the case's page does, for a phone without a kernel.
    """

    async def get(self) -> None:
        live, *_ = await self.seated()
        self.tell({name: live.model.get(name, {}) for name in ("settings", "levers")})

    async def post(self) -> None:
        live, _, secret, _ = await self.seated()
        await self.hall.turned(live.row.code, secret, self.sent(dict[str, Any]))
        self.tell({"ok": True})


class Language(PhoneHandler):
    """POST /room/language: this phone speaks another language from now on."""

    async def post(self) -> None:
        sent: Speaking = self.sent(Speaking)
        if sent.lang not in LANGUAGES:
            raise Refused("unfit")
        live, _, _, person = await self.seated()
        await live.do(ask.Speak(person.id, sent.lang), "")
        remember_language(self, sent.lang)
        self.tell({"ok": True})
