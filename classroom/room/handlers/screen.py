"""The projector: everybody may see it, so there is nothing private in it."""

from __future__ import annotations

import io

import segno

from caseroom.i18n import LANGUAGES
from classroom.room import page_words
from classroom.room.handlers.common import Stream
from classroom.room.handlers.way_in import WayIn
from classroom.room.page_words import said
from classroom.room.views import View, Views
from classroom.visitors import language


class ScreenHandler(WayIn):
    """What the projector asks for: how to join, and the room in every language."""

    def screens(self, code: str, views: Views) -> View:
        return {**views.screens(), "join": self.join(code)}


class ScreenPage(ScreenHandler):
    """/screen/<code>: how to join, the phase and its clock, what is revealed."""

    async def get(self, code: str) -> None:
        _, views = await self.room(code)
        words = {lang: said(page_words.SCREEN_WORDS + page_words.BLOCK_WORDS, lang) for lang in LANGUAGES}
        given = {"words": words, "lang": language(self)}
        self.show("screen.html", view=self.screens(code, views), given=given, words=words[language(self)])


class Code(ScreenHandler):
    """/screen/<code>/qr.svg: the address to join at, as a QR code."""

    async def get(self, code: str) -> None:
        await self.room(code)
        address = self.join(code)["picture"] or self._at(self.request.host) + f"j/{code}"
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "no-store")
        picture = io.BytesIO()
        segno.make(address, error="m").save(picture, "svg", border=2, dark="#1c1a17", light="#fff", omitsize=True)
        self.finish(picture.getvalue())


class ScreenNow(ScreenHandler):
    """/screen/<code>/now: the view once."""

    async def get(self, code: str) -> None:
        _, views = await self.room(code)
        self.tell(self.screens(code, views))


class ScreenEvents(Stream, ScreenHandler):
    """/screen/<code>/events: the view as it changes."""

    async def get(self, code: str) -> None:
        live, views = await self.room(code)
        await self.stream(live, lambda: self.screens(code, views))
